//! Splits a header block into fields (RFC 5322 §2.2), leaving their values as they are.
//!
//! Line ends may be LF, CRLF or CR. A line that is no field is taken as part of the field before if another
//! field follows right after it (programs break lines), else as the first line of the body.

use super::super::mbox::{Header, Line, header_line};
use crate::text::charset;
use std::borrow::Cow;

/// How many fields of a header block are kept. A block of nothing but tiny fields must not fill the memory;
/// real mail has fewer than 300.
pub(super) const MAX_FIELDS: usize = 10_000;

/// The header block of a message or part.
pub(super) struct Fields<'a> {
    list: Vec<(&'a [u8], &'a [u8])>,
    /// The bytes of the block.
    block: &'a [u8],
    /// Whether there were more fields than are kept.
    pub flood: bool,
    /// The charset of raw text as a person says.
    pub told: Option<charset::Charset>,
    /// The charset of raw text beyond ASCII in the block, found out from all of it.
    evidence: std::cell::OnceCell<&'static str>,
}

impl<'a> Fields<'a> {
    /// Splits `data` into its fields and its body.
    pub(super) fn split(data: &'a [u8]) -> (Fields<'a>, &'a [u8]) {
        let mut list = Vec::with_capacity(24);
        let (mut at, mut flood) = (0, false);
        // Where the field at hand begins: its name's end and its start.
        let mut open: Option<(usize, usize)> = None;
        let mut close = |open: &mut Option<(usize, usize)>, end: usize| {
            let Some((start, colon)) = open.take() else { return };
            if list.len() < MAX_FIELDS {
                list.push((data[start..colon].trim_ascii_end(), &data[colon + 1..end]));
            } else {
                flood = true;
            }
        };
        let body = loop {
            let rest = &data[at..];
            let next = Line::at(data, at, true).map_or(data.len(), |line| line.next);
            match header_line(rest, true) {
                Header::Blank => {
                    close(&mut open, at);
                    break next;
                }
                Header::Yes => {
                    close(&mut open, at);
                    open = memchr::memchr(b':', rest).map(|colon| (at, at + colon));
                }
                Header::Envelope if open.is_none() => {}
                // A damaged envelope line between two fields belongs to neither.
                Header::Envelope if header_line(&data[next..], true) == Header::Yes => close(&mut open, at),
                Header::Folded if open.is_some() => {}
                _ if open.is_some() && header_line(&data[next..], true) == Header::Yes => {}
                _ => {
                    close(&mut open, at);
                    break at;
                }
            }
            at = next;
        };
        let evidence = std::cell::OnceCell::new();
        (Fields { list, block: &data[..at], flood, told: None, evidence }, &data[body..])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The raw value of the first field of that name; empty if there is none.
    pub(super) fn raw(&self, name: &str) -> &'a [u8] {
        self.all(name).next().unwrap_or_default()
    }

    /// The raw values of all fields of that name, from the top.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl DoubleEndedIterator<Item = &'a [u8]> + 'f {
        let same = move |field: &[u8]| field.eq_ignore_ascii_case(name.as_bytes());
        self.list.iter().filter(move |(field, _)| same(field)).map(|(_, value)| *value)
    }

    /// The value as text: unfolded, trimmed, raw bytes beyond ASCII decoded by evidence. Encoded words are
    /// left alone.
    pub(super) fn text(&self, raw: &'a [u8]) -> Value<'a> {
        let value = unfold(raw);
        if !is_raw(&value) {
            return Value { text: lossless(value), found_out: None, replaced: 0 };
        }
        // A few bytes tell little: the whole block is the evidence, unless the value contradicts it.
        let label = *self.evidence.get_or_init(|| charset::detect(self.block).name());
        let decoded = match self.told {
            Some(told) => charset::decode_told(&value, told, Some(label)),
            None => charset::decode(&value, Some(label)),
        };
        let found_out = (decoded.used != encoding_rs::UTF_8).then(|| decoded.used.name());
        Value { text: Cow::Owned(decoded.text.into_owned()), found_out, replaced: decoded.replaced }
    }
}

/// A field's value as text.
pub(super) struct Value<'a> {
    pub text: Cow<'a, str>,
    /// The charset, if one had to be found out and is not UTF-8 (which RFC 6532 allows).
    pub found_out: Option<&'static str>,
    /// How many U+FFFD stand in for bytes no charset explains.
    pub replaced: u32,
}

/// Whether bytes need a charset: beyond ASCII, or escape sequences of ISO-2022.
pub(super) fn is_raw(bytes: &[u8]) -> bool {
    !bytes.is_ascii() || memchr::memchr(0x1b, bytes).is_some()
}

/// ASCII bytes as text.
fn lossless(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// The value without its folds: each line end and the blanks after it are one space (RFC 5322 §2.2.3 keeps
/// the blanks, but they are only there because of the fold). Trimmed.
pub(super) fn unfold(raw: &[u8]) -> Cow<'_, [u8]> {
    let raw = raw.trim_ascii();
    let Some(first) = memchr::memchr2(b'\n', b'\r', raw) else { return Cow::Borrowed(raw) };
    let mut out = raw[..first].to_vec();
    let mut rest = &raw[first..];
    while !rest.is_empty() {
        rest = rest.trim_ascii_start();
        out.push(b' ');
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        out.extend_from_slice(&rest[..end]);
        rest = &rest[end..];
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(data: &str, expected: &[(&str, &str)], expected_body: &str) {
        let (fields, body) = Fields::split(data.as_bytes());
        let text = |bytes: &[u8]| String::from_utf8_lossy(&unfold(bytes)).into_owned();
        let got: Vec<(String, String)> =
            fields.list.iter().map(|(name, value)| (text(name), text(value))).collect();
        let got: Vec<(&str, &str)> =
            got.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(got, expected, "{data:?}");
        assert_eq!(String::from_utf8_lossy(body), expected_body, "{data:?}");
    }

    #[test]
    fn fields_end_at_the_blank_line() {
        check("A: 1\nB : 2\n\nC: 3", &[("A", "1"), ("B", "2")], "C: 3");
        check("A: 1\r\n\t2\r\n  3\r\n\r\nbody", &[("A", "1 2 3")], "body");
        check("A: 1\r 2\r\rbody", &[("A", "1 2")], "body");
        check("A: 1", &[("A", "1")], "");
        check("\nbody", &[], "body");
    }

    #[test]
    fn broken_header_blocks_lose_nothing() {
        check("A: 1\nbroken\nB: 2\n\nbody", &[("A", "1 broken"), ("B", "2")], "body");
        check("A: 1\nbody without a blank line\nmore", &[("A", "1")], "body without a blank line\nmore");
        check("A: 1\n>From x\nB: 2\n\nbody", &[("A", "1"), ("B", "2")], "body");
        check(">From x\nFrom y\nA: 1\n\nbody", &[("A", "1")], "body");
        check("no header at all", &[], "no header at all");
    }

    #[test]
    fn a_flood_of_fields_is_cut_and_said() {
        let flood = "a:\n".repeat(MAX_FIELDS + 1);
        let (fields, body) = Fields::split(flood.as_bytes());
        assert!(fields.flood && body.is_empty());
    }
}
