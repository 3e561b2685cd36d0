//! A message attached within a winmail.dat (MS-OXTNEF, MS-OXCMSG), as an .eml that every mail program opens.
//!
//! In: its TNEF. Out: a message (RFC 5322) of what its properties say: subject, people, time, id, texts and files, all in
//! UTF-8 and Base64. What else it has (flags, categories, named properties) stays behind.

use super::tnef::{File, Opened, TIME, open_at, said};
use crate::text::{date, fold};

/// Messages within messages; deeper ones stay TNEF.
const DEEPEST: u32 = 5;
/// Seconds from 1601 to 1970.
const EPOCH: i64 = 11_644_473_600;

/// What the properties of an attached message say of it (MS-OXPROPS).
#[derive(Debug, Default, PartialEq)]
pub(super) struct About {
    subject: String,
    from: String,
    address: String,
    to: String,
    cc: String,
    id: String,
    /// Seconds UTC.
    sent: Option<i64>,
}

impl About {
    pub(super) fn note(&mut self, id: u16, kind: u16, value: &[u8], page: Option<u32>) {
        let text = || said(kind, value, page).split_whitespace().collect::<Vec<_>>().join(" ");
        match id {
            0x0037 => self.subject = text(),
            0x0c1a => self.from = text(),
            // An SMTP address is one; what an Exchange server calls its users is none.
            0x0c1f | 0x5d01 if text().contains('@') => self.address = text(),
            0x0e04 => self.to = text(),
            0x0e03 => self.cc = text(),
            0x1035 => self.id = text(),
            0x0039 if kind == TIME => {
                let ticks = value.try_into().map_or(0, i64::from_le_bytes);
                self.sent = Some(ticks / 10_000_000 - EPOCH);
            }
            _ => {}
        }
    }
}

/// The message as a file; `None` if the object is no TNEF, or lies too deep.
pub(super) fn mail(object: &[u8], depth: u32) -> Option<File> {
    if depth >= DEEPEST {
        return None;
    }
    let opened = open_at(object, depth + 1)?;
    let name = if opened.about.subject.is_empty() { "message" } else { &opened.about.subject };
    let name = format!("{}.eml", fold::file_name(name));
    Some(File { name, kind: "message/rfc822".into(), bytes: write(&opened).into_bytes() })
}

fn write(opened: &Opened) -> String {
    let About { subject, from, address, to, cc, id, sent } = &opened.about;
    let mut out = String::new();
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
    };
    let address = if address.is_empty() { String::new() } else { format!(" <{address}>") };
    field("From", format!("{}{address}", words(from)).trim().to_string());
    // Only names are left of those it went to.
    field("To", words(to));
    field("Cc", words(cc));
    field("Subject", words(subject));
    field("Date", sent.map_or(String::new(), time));
    field("Message-ID", if id.is_ascii() { id.clone() } else { String::new() });
    out.push_str("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_part\"\r\n");
    let mut part = |kind: &str, name: &str, bytes: &[u8]| {
        out.push_str(&format!(
            "\r\n--=_part\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        ));
        if !name.is_empty() {
            out.push_str(&format!("Content-Disposition: attachment; filename=\"{}\"\r\n", words(name)));
        }
        out.push_str("\r\n");
        base64(bytes, 76, &mut out);
    };
    if !opened.plain.is_empty() || opened.html.is_empty() {
        part("text/plain; charset=UTF-8", "", opened.plain.as_bytes());
    }
    if !opened.html.is_empty() {
        part("text/html; charset=UTF-8", "", opened.html.as_bytes());
    }
    for file in &opened.files {
        let kind = if file.kind.contains('/') { &file.kind } else { "application/octet-stream" };
        // A message must not be encoded (RFC 2046 §5.2.1), so it goes as a file.
        let kind = if kind == "message/rfc822" { "application/octet-stream" } else { kind };
        part(kind, &file.name, &file.bytes);
    }
    out.push_str("\r\n--=_part--\r\n");
    out
}

fn time(seconds: i64) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = date::format(seconds, "%m").parse::<usize>().unwrap_or(1);
    let month = MONTHS[month.clamp(1, 12) - 1];
    date::format(seconds, &format!("%e {month} %Y %T +0000")).trim().to_string()
}

/// A text for a header field: as it is, or as encoded words (RFC 2047).
fn words(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"') && !text.contains("=?") {
        return text.to_string();
    }
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let cut = rest.floor_char_boundary(rest.len().min(42));
        let (word, after) = rest.split_at(cut);
        out.push_str(if out.is_empty() { "=?UTF-8?B?" } else { "\r\n =?UTF-8?B?" });
        base64(word.as_bytes(), usize::MAX, &mut out);
        out.push_str("?=");
        rest = after;
    }
    out
}

/// RFC 4648, in lines of so many characters.
fn base64(bytes: &[u8], line: usize, out: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (at, three) in bytes.chunks(3).enumerate() {
        let bits =
            three.iter().enumerate().fold(0u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for digit in 0..4 {
            let sign =
                if digit > three.len() { b'=' } else { DIGITS[(bits >> (18 - 6 * digit)) as usize & 63] };
            out.push(char::from(sign));
        }
        if line != usize::MAX && (at + 1) % (line / 4) == 0 {
            out.push_str("\r\n");
        }
    }
    if line != usize::MAX {
        out.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::message::tnef::tests::attribute;
    use crate::source::message::{Depth, read};
    use crate::text::date::Zone;

    fn unicode(id: u16, text: &str) -> Vec<u8> {
        let text: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let mut all = [0x1f, 0].to_vec();
        all.extend(id.to_le_bytes());
        all.extend(1u32.to_le_bytes());
        all.extend((text.len() as u32).to_le_bytes());
        all.extend(&text);
        all.extend(vec![0; (4 - text.len() % 4) % 4]);
        all
    }

    fn tnef(properties: &[Vec<u8>], more: &[Vec<u8>]) -> Vec<u8> {
        let mut value = (properties.len() as u32).to_le_bytes().to_vec();
        value.extend(properties.concat());
        let mut all = 0x223e_9f78u32.to_le_bytes().to_vec();
        all.extend([1, 0]);
        all.extend(attribute(1, 0x0006_9003, &value));
        all.extend(more.concat());
        all
    }

    #[test]
    fn an_attached_message_becomes_a_mail_with_its_files() {
        let time = [&[0x40, 0, 0x39, 0][..], &((1_790_000_000 + EPOCH) * 10_000_000).to_le_bytes()].concat();
        let inner = tnef(
            &[
                unicode(0x0037, "見積もりの件、長い件名でも折り返して全部が残ること"),
                unicode(0x0c1a, "青木 花"),
                unicode(0x0c1f, "aoki@example.jp"),
                unicode(0x0e04, "森 太郎"),
                unicode(0x1000, "本文です。"),
                time,
            ],
            &[
                attribute(2, 0x0006_9002, &[0; 14]),
                attribute(2, 0x0001_8010, b"a.txt\0"),
                attribute(2, 0x0006_800f, b"abc"),
            ],
        );
        let File { name, kind, bytes } = mail(&inner, 0).expect("TNEF");
        assert!(name.starts_with("見積もり") && name.ends_with(".eml") && kind == "message/rfc822");
        let zone = Zone::named("UTC").expect("UTC");
        let mut seen = Vec::new();
        let message = read(&bytes, &zone, Depth::Full, &mut |o| seen.push(o.code.id));
        assert_eq!(message.subject, "見積もりの件、長い件名でも折り返して全部が残ること");
        assert_eq!(
            (message.from[0].address.as_str(), message.from[0].name.as_str()),
            ("aoki@example.jp", "青木 花")
        );
        assert_eq!((message.date, message.text.trim()), (Some(1_790_000_000), "本文です。"));
        assert_eq!(
            (message.attachments[0].name.as_str(), &*message.attachments[0].bytes),
            ("a.txt", &b"abc"[..])
        );
        assert_eq!(mail(b"no TNEF", 0), None);
        assert_eq!(mail(&inner, DEEPEST), None);
    }
}
