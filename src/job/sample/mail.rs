//! One message as it is in its file, masked: its structure, labels, encodings and dates stay, its words do not.
//!
//! Parts that are no text become as many letters of nothing. What cannot be decoded is masked byte by byte.

use super::mask::{Masker, encode};
use crate::source::message::{base64_line, undone};
use crate::text::charset;

/// Fields whose values say how to read the message, and parameters that do.
const STRUCTURE: [&str; 4] =
    ["mime-version", "content-type", "content-transfer-encoding", "content-disposition"];
const PARAMETERS: [&str; 7] = ["charset", "boundary", "format", "delsp", "protocol", "micalg", "type"];
/// Names of fields in one word.
const FIELDS: [&str; 12] = [
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "received",
    "sender",
    "references",
    "status",
    "lines",
    "comments",
];
/// Fields that hold a date and nothing else.
const DATES: [&str; 3] = ["date", "resent-date", "delivery-date"];

/// What the fields of the present part say.
#[derive(Default)]
struct Part {
    /// `text/html`, lower case; blank: plain text.
    kind: String,
    charset: String,
    encoding: String,
}

/// Appends the message. The From_ line of an mbox counts as a field.
pub fn write(raw: &[u8], masker: &mut Masker, out: &mut Vec<u8>) {
    let mut boundaries: Vec<Vec<u8>> = Vec::new();
    let (mut part, mut in_head) = (Part::default(), true);
    let (mut field, mut body) = (Vec::new(), Vec::new());
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let bare = line.trim_ascii_end();
        if let Some(rest) = bare.strip_prefix(b"--")
            && boundaries
                .iter()
                .any(|boundary| rest == boundary || rest.strip_suffix(b"--") == Some(boundary))
        {
            end_field(&mut field, &mut part, &mut boundaries, masker, out);
            end_body(&mut body, &part, masker, out);
            out.extend_from_slice(line);
            (part, in_head) =
                (Part::default(), !rest.ends_with(b"--") || boundaries.iter().any(|it| it == rest));
        } else if !in_head {
            body.extend_from_slice(line);
        } else if bare.is_empty() {
            end_field(&mut field, &mut part, &mut boundaries, masker, out);
            out.extend_from_slice(line);
            // A message within is a message again.
            in_head = part.kind.starts_with("message/") && part.encoding.is_empty();
        } else {
            if !line.starts_with(b" ") && !line.starts_with(b"\t") {
                end_field(&mut field, &mut part, &mut boundaries, masker, out);
            }
            field.extend_from_slice(line);
        }
    }
    end_field(&mut field, &mut part, &mut boundaries, masker, out);
    end_body(&mut body, &part, masker, out);
}

fn end_field(
    field: &mut Vec<u8>,
    part: &mut Part,
    boundaries: &mut Vec<Vec<u8>>,
    masker: &mut Masker,
    out: &mut Vec<u8>,
) {
    let bytes = std::mem::take(field);
    let decoded = charset::decode(&bytes, None);
    let text = &decoded.text;
    let mut masked = String::new();
    match text.split_once(':').filter(|(name, _)| !name.contains(' ')) {
        Some((name, value)) => {
            let shown = masked.len();
            masked.push_str(name);
            let name = name.to_ascii_lowercase();
            // Where the empty line is missing, text may look like a field.
            let is_known = name.contains('-') && name.is_ascii() || FIELDS.contains(&&*name);
            if !is_known {
                masked.truncate(shown);
                masker.text(&name, &mut masked);
            }
            masked.push(':');
            if STRUCTURE.contains(&&*name) {
                structure(&name, value, part, boundaries, &mut masked);
            } else if DATES.contains(&&*name) {
                masker.date(value, &mut masked);
            } else if name == "received" {
                // What a server noted of itself, then the time.
                let (by, time) = value.rsplit_once(';').unwrap_or((value, ""));
                masker.text(by, &mut masked);
                if !time.is_empty() {
                    masked.push(';');
                    masker.date(time, &mut masked);
                }
            } else {
                words(value, masker, &mut masked);
            }
        }
        None => match text.strip_prefix("From ").and_then(|rest| rest.split_once(' ')) {
            Some((address, time)) => {
                masked.push_str("From ");
                masker.cell(address, &mut masked);
                masked.push(' ');
                masker.date(time, &mut masked);
            }
            None => masker.text(text, &mut masked),
        },
    }
    encode(&masked, decoded.used, out);
}

/// Keeps what says how to read, and takes its meaning down; other parameters (a file's name) lose every letter.
fn structure(name: &str, value: &str, part: &mut Part, boundaries: &mut Vec<Vec<u8>>, out: &mut String) {
    for (at, piece) in value.split(';').enumerate() {
        if at == 0 {
            let said = piece.trim().to_ascii_lowercase();
            match name {
                "content-type" => part.kind = said,
                "content-transfer-encoding" => part.encoding = said,
                _ => {}
            }
            let is_word = piece.is_ascii() && !piece.trim().contains(' ');
            if is_word {
                out.push_str(piece)
            } else {
                Masker::default().text(piece, out)
            }
            continue;
        }
        out.push(';');
        let Some((key, said)) = piece.split_once('=') else {
            Masker::default().text(piece, out);
            continue;
        };
        let bare = key.trim().to_ascii_lowercase();
        let known = PARAMETERS.contains(&&*bare);
        let unquoted = said.trim().trim_matches('"');
        match &*bare {
            "charset" => part.charset = unquoted.to_string(),
            "boundary" => boundaries.push(unquoted.as_bytes().to_vec()),
            _ => {}
        }
        out.push_str(key);
        out.push('=');
        match known {
            true => out.push_str(said),
            false => out.extend(said.chars().map(|c| if c.is_alphanumeric() { 'x' } else { c })),
        }
    }
}

/// A field's text; encoded words (RFC 2047) are masked in what they mean, and encoded again.
fn words(value: &str, masker: &mut Masker, out: &mut String) {
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        masker.cell(before, out);
        let mut pieces = after.splitn(3, '?');
        let (Some(label), Some(how), Some(more)) = (pieces.next(), pieces.next(), pieces.next()) else {
            rest = after;
            continue;
        };
        let (data, more) = more.split_once("?=").unwrap_or((more, ""));
        let encoding = if how.eq_ignore_ascii_case("b") { "base64" } else { "quoted-printable" };
        let bytes = undone(encoding.as_bytes(), data.replace('_', " ").as_bytes()).unwrap_or_default();
        let decoded = charset::decode(&bytes, Some(label));
        let (mut masked, mut encoded) = (String::new(), Vec::new());
        masker.cell(&decoded.text, &mut masked);
        encode(&masked, decoded.used, &mut encoded);
        out.push_str(&format!("=?{label}?B?{}?=", base64_line(&encoded)));
        rest = more;
    }
    masker.cell(rest, out);
}

fn end_body(body: &mut Vec<u8>, part: &Part, masker: &mut Masker, out: &mut Vec<u8>) {
    let bytes = std::mem::take(body);
    let is_text = part.kind.is_empty() || part.kind.starts_with("text");
    if !is_text && !part.kind.starts_with("multipart") {
        // Lines, padding and length stay.
        return out.extend(bytes.iter().map(|byte| match byte {
            b'\r' | b'\n' | b'=' => *byte,
            _ => b'A',
        }));
    }
    let plain = undone(part.encoding.as_bytes(), &bytes);
    let decoded =
        charset::decode(plain.as_deref().unwrap_or(&bytes), Some(&*part.charset).filter(|it| !it.is_empty()));
    let mut masked = String::with_capacity(decoded.text.len());
    if part.kind.starts_with("text/html") {
        html(&decoded.text, masker, &mut masked);
    } else {
        masker.text(&decoded.text, &mut masked);
    }
    let mut encoded = Vec::with_capacity(bytes.len());
    encode(&masked, decoded.used, &mut encoded);
    match (plain.is_some(), &*part.encoding) {
        (false, _) => out.append(&mut encoded),
        (true, "base64") => {
            for line in encoded.chunks(57) {
                out.extend_from_slice(base64_line(line).as_bytes());
                out.push(b'\n');
            }
        }
        (true, _) => quoted_printable(&encoded, out),
    }
}

/// Names of elements and of characters stay.
fn html(text: &str, masker: &mut Masker, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        masker.text(&rest[..at], out);
        let name = |c: char| c.is_ascii_alphanumeric() || "/#!".contains(c);
        let end = at + 1 + rest[at + 1..].find(|c| !name(c)).unwrap_or(0);
        // A name is short; what follows a stray sign is text.
        let end = if end - at > 11 { at + 1 } else { end };
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    masker.text(rest, out);
}

fn quoted_printable(bytes: &[u8], out: &mut Vec<u8>) {
    let mut width = 0;
    for &byte in bytes {
        if byte == b'\n' || byte == b'\r' {
            out.push(byte);
            width = 0;
            continue;
        }
        if width >= 72 {
            out.extend_from_slice(b"=\n");
            width = 0;
        }
        if byte == b'=' || byte >= 0x7f {
            out.extend_from_slice(format!("={byte:02X}").as_bytes());
            width += 3;
        } else {
            out.push(byte);
            width += 1;
        }
    }
}
