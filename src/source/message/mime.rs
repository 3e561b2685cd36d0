//! Walks the MIME structure of a message (RFC 2046 §5) down to its leaves, in document order.
//!
//! Why not by mail-parser's `parse`: it matches a boundary anywhere in a line and drops the rest of the part
//! without a word, and it decodes each text and attachment, which a survey does not want. Here a boundary is
//! a whole line; parts after a closing boundary, in a multipart without one, or under a boundary that was
//! never declared are still found. Tests hold that both readers see the same parts in well-formed mail.
//!
//! A message/rfc822 part is a leaf: it becomes an attachment as it is.

use super::super::mbox::{Header, Line, header_line};
use super::fields::Fields;
use super::params::Params;
use super::transfer::Transfer;
use memchr::memmem;

/// Deepest nesting of multiparts followed. Real mail has less than 10; a mail may be made to have millions.
pub(super) const MAX_DEPTH: usize = 30;
/// Most parts of a message taken apart, for the same reason.
pub(super) const MAX_PARTS: usize = 5_000;
/// Longest boundary believed (RFC 2046 allows 70 characters).
const MAX_BOUNDARY: usize = 1_000;

/// A leaf of the structure.
pub(super) struct Part<'a> {
    pub fields: Fields<'a>,
    /// Content-Type; `text/plain` where it is missing or none.
    pub kind: Params,
    pub disposition: Params,
    pub transfer: Transfer,
    /// Its bytes, still encoded.
    pub body: &'a [u8],
    /// It is the whole message.
    pub alone: bool,
    /// It stands in a multipart/related.
    pub related: bool,
}

/// The leaves of a message, and what was odd about its structure.
#[derive(Default)]
pub(super) struct Structure<'a> {
    pub leaves: Vec<Part<'a>>,
    /// A multipart has no parts, or does not end with its closing boundary.
    pub truncated: bool,
    /// A limit was met: what lies deeper is one leaf.
    pub too_deep: bool,
    /// Bytes of text after closing boundaries, which mail programs do not show.
    pub outside: u64,
}

/// A branch or leaf not yet looked into.
struct Pending<'a> {
    fields: Fields<'a>,
    body: &'a [u8],
    depth: usize,
    digest: bool,
    related: bool,
}

/// Walks a message from its fields and body.
pub(super) fn walk<'a>(fields: Fields<'a>, body: &'a [u8]) -> Structure<'a> {
    let mut structure = Structure::default();
    let mut pending = vec![Pending { fields, body, depth: 0, digest: false, related: false }];
    while let Some(node) = pending.pop() {
        let mut kind = Params::read(&node.fields.text(node.fields.raw("content-type")).text);
        if !kind.value.contains('/') {
            kind.value = if node.digest { "message/rfc822" } else { "text/plain" }.to_string();
        }
        if !kind.value.starts_with("multipart/") {
            structure.leaves.push(leaf(node, kind));
            continue;
        }
        let room = MAX_PARTS.saturating_sub(structure.leaves.len() + pending.len());
        if node.depth >= MAX_DEPTH || room == 0 {
            structure.too_deep = true;
            structure.leaves.push(opaque(node, "application/octet-stream"));
            continue;
        }
        let split = Split::of(node.body, kind.plain("boundary"), room);
        structure.truncated |= !split.closed;
        structure.too_deep |= split.cut;
        structure.outside += split.outside;
        if split.parts.is_empty() {
            structure.leaves.push(opaque(node, "text/plain"));
            continue;
        }
        let digest = kind.value == "multipart/digest";
        let related = kind.value == "multipart/related";
        for part in split.parts.iter().rev() {
            let (mut fields, body) = Fields::split(part);
            fields.told = node.fields.told;
            pending.push(Pending { fields, body, depth: node.depth + 1, digest, related });
        }
    }
    structure
}

fn leaf<'a>(node: Pending<'a>, kind: Params) -> Part<'a> {
    let disposition = Params::read(&node.fields.text(node.fields.raw("content-disposition")).text);
    Part {
        kind,
        disposition,
        transfer: Transfer::named(node.fields.raw("content-transfer-encoding")),
        body: node.body,
        alone: node.depth == 0,
        related: node.related,
        fields: node.fields,
    }
}

/// A multipart that cannot be taken apart, as a leaf of another type.
fn opaque<'a>(node: Pending<'a>, kind: &str) -> Part<'a> {
    // RFC 2046 §5: a multipart has no transfer encoding.
    let part = leaf(node, Params::of(kind));
    Part { transfer: Transfer::None, ..part }
}

/// A multipart body, cut at its boundaries.
#[derive(Default)]
struct Split<'a> {
    parts: Vec<&'a [u8]>,
    /// It ended with the closing boundary that was declared.
    closed: bool,
    /// There were more parts than wanted: the last one holds all that follow.
    cut: bool,
    outside: u64,
}

impl<'a> Split<'a> {
    fn of(body: &'a [u8], boundary: &str, room: usize) -> Split<'a> {
        let boundary = boundary.trim_end();
        let declared = (1..=MAX_BOUNDARY).contains(&boundary.len());
        let split = if declared { Split::at(body, boundary.as_bytes(), room) } else { Split::default() };
        if !split.parts.is_empty() {
            return split;
        }
        let guessed = guess(body).map(|boundary| Split::at(body, boundary, room));
        guessed.map_or(split, |guessed| Split { closed: false, ..guessed })
    }

    fn at(body: &'a [u8], boundary: &[u8], room: usize) -> Split<'a> {
        let delimiter = [b"--", boundary].concat();
        let finder = memmem::Finder::new(&delimiter);
        let mut split = Split::default();
        // Where the part at hand begins; `None` before the first and after the closing boundary.
        let mut open: Option<usize> = None;
        let (mut at, mut closed_at) = (0, None);
        while let Some(found) = finder.find(&body[at..]) {
            let start = at + found;
            at = start + delimiter.len();
            let line =
                Line::at(body, at, true).map_or((body.len(), body.len()), |line| (line.end, line.next));
            let rest = &body[at..line.0];
            let closing = rest.starts_with(b"--");
            let is_line = start == 0 || matches!(body[start - 1], b'\n' | b'\r');
            if !is_line || !(if closing { &rest[2..] } else { rest }).trim_ascii().is_empty() {
                continue;
            }
            at = line.1;
            if let Some(begun) = open.take() {
                split.keep(&body[begun..without_line_end(body, begun, start)]);
            } else if let Some(closed) = closed_at.take() {
                split.outside += text_length(&body[closed..start]);
            }
            if closing {
                closed_at = Some(at);
            } else {
                open = Some(at);
                if split.parts.len() + 1 >= room {
                    split.cut = true;
                    break;
                }
            }
        }
        split.closed = open.is_none() && closed_at.is_some();
        if let Some(begun) = open {
            split.keep(&body[begun..]);
        }
        split.outside += closed_at.map_or(0, |closed| text_length(&body[closed..]));
        split
    }

    fn keep(&mut self, part: &'a [u8]) {
        if !part.trim_ascii().is_empty() {
            self.parts.push(part);
        }
    }
}

/// How many bytes are not blank at both ends.
fn text_length(bytes: &[u8]) -> u64 {
    bytes.trim_ascii().len() as u64
}

/// The end of a part: the line end before the boundary belongs to the boundary.
fn without_line_end(body: &[u8], begun: usize, boundary: usize) -> usize {
    let part = &body[begun..boundary.max(begun)];
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    begun + part.strip_suffix(b"\r").unwrap_or(part).len()
}

/// The boundary a body seems to have: its first line `--…` with a Content field below it.
fn guess(body: &[u8]) -> Option<&[u8]> {
    let content = |line: &[u8]| line.get(..8).is_some_and(|name| name.eq_ignore_ascii_case(b"content-"));
    memmem::find_iter(body, b"--").filter(|&at| at == 0 || matches!(body[at - 1], b'\n' | b'\r')).find_map(
        |at| {
            let line = Line::at(body, at, true)?;
            let boundary = body[at + 2..line.end].trim_ascii_end();
            let below = body.get(line.next..)?;
            let fits = (1..=MAX_BOUNDARY).contains(&boundary.len());
            (fits && content(below) && header_line(below, true) == Header::Yes).then_some(boundary)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves<'a>(raw: &'a str) -> (Vec<(String, &'a str)>, Structure<'a>) {
        let (fields, body) = Fields::split(raw.as_bytes());
        let structure = walk(fields, body);
        let leaves = structure
            .leaves
            .iter()
            .map(|leaf| (leaf.kind.value.clone(), std::str::from_utf8(leaf.body).unwrap_or_default()))
            .collect();
        (leaves, structure)
    }

    fn check(raw: &str, expected: &[(&str, &str)], truncated: bool) {
        for end in ["\n", "\r\n"] {
            let raw = raw.replace('\n', end);
            let (got, structure) = leaves(&raw);
            let got: Vec<(&str, String)> =
                got.iter().map(|(kind, body)| (kind.as_str(), body.replace(end, "\n"))).collect();
            let expected: Vec<(&str, String)> =
                expected.iter().map(|(kind, body)| (*kind, body.to_string())).collect();
            assert_eq!(got, expected, "{raw:?}");
            assert_eq!(structure.truncated, truncated, "{raw:?}");
        }
    }

    const MIXED: &str = "Content-Type: multipart/mixed; boundary=b\n\n";

    #[test]
    fn parts_are_found_in_order() {
        check("Subject: x\n\nbody\n", &[("text/plain", "body\n")], false);
        let related = "--b\nContent-Type: multipart/related; boundary=b2\n\n--b2\n\none\n--b2\nContent-Type: image/png\n\ntwo\n--b2--\n";
        let mixed = format!("{MIXED}preamble\n{related}\n--b\nContent-Type: TEXT/html\n\n\nthree\n\n--b--\n");
        check(&mixed, &[("text/plain", "one"), ("image/png", "two"), ("text/html", "\nthree\n")], false);
    }

    #[test]
    fn only_a_whole_line_is_a_boundary() {
        let text = "see --b in text\n--bc\n --b\nmore";
        check(
            &format!("{MIXED}--b\n\n{text}\n--b  \n\nlast\n--b--"),
            &[("text/plain", text), ("text/plain", "last")],
            false,
        );
    }

    #[test]
    fn nothing_is_lost_in_broken_structures() {
        check(
            &format!("{MIXED}--b\n\none\n--b\n\ntwo"),
            &[("text/plain", "one"), ("text/plain", "two")],
            true,
        );
        check(&format!("{MIXED}just text"), &[("text/plain", "just text")], true);
        let inner = "--b\nContent-Type: multipart/mixed; boundary=b2\n\n--b2\n\none\n";
        check(
            &format!("{MIXED}{inner}--b\n\ntwo\n--b--"),
            &[("text/plain", "one"), ("text/plain", "two")],
            true,
        );
        check(
            &format!("{MIXED}--b\n\none\n--b--\n--b\n\ntwo\n--b--"),
            &[("text/plain", "one"), ("text/plain", "two")],
            false,
        );
        let rfc822 = "--b\nContent-Type: message/rfc822\n\n--b\nContent-Type: image/png\n\ntwo\n--b--";
        check(&format!("{MIXED}{rfc822}"), &[("message/rfc822", ""), ("image/png", "two")], false);
        let undeclared = "Content-Type: multipart/mixed\n\n--x\nContent-Type: image/png\n\none\n--x--\n";
        check(undeclared, &[("image/png", "one")], true);
    }

    #[test]
    fn text_after_the_closing_boundary_is_counted() {
        let raw = format!("{MIXED}--b\n\none\n--b--\n\nAdvertisement\n");
        assert_eq!(leaves(&raw).1.outside, 13);
    }

    #[test]
    fn nesting_and_number_have_limits() {
        let mut deep = String::new();
        for level in 0..MAX_DEPTH + 5 {
            deep.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
        }
        let (got, structure) = leaves(&deep);
        assert!(structure.too_deep);
        assert_eq!(got.len(), 1);
        let many = format!("{MIXED}{}--b--\n", "--b\n\nx\n".repeat(MAX_PARTS + 10));
        let (got, structure) = leaves(&many);
        assert!(structure.too_deep);
        assert_eq!(got.len(), MAX_PARTS);
    }
}
