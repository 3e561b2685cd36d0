//! Takes a whole source as one message (RFC 5322 in a file of its own: EML).
//!
//! A BOM, blank lines and envelope lines (`From `, `>From `) before the header fields are left out, and up to
//! [`MAX_STRAY`] other lines before them with an observation. Of an emlx its message is taken. Nothing else is
//! changed: quoting is an mbox affair.

use super::{FROM, Header, Line, MARK, MAX_HEADERS, MAX_MESSAGE, MAX_QUOTE, emlx, header_block, header_line};
use crate::finding::Observation;
use crate::source::message::Flags;
use crate::source::sniff::is_known_field;
use crate::source::{Handler, RawMessage, Spot, codes};
use crate::text::charset;
use encoding_rs::{UTF_16BE, UTF_16LE};

/// How many lines that are no header fields may stand before them. A mail whose header block is lost must not lose
/// the beginning of its text.
pub(crate) const MAX_STRAY: usize = 3;

/// Collects one EML.
pub struct EmlFramer {
    /// Largest message handed over whole, in bytes; [`MAX_MESSAGE`] by default.
    pub max_message: usize,
    collected: Vec<u8>,
    seen: u64,
}

impl Default for EmlFramer {
    fn default() -> EmlFramer {
        EmlFramer { max_message: MAX_MESSAGE, collected: Vec::new(), seen: 0 }
    }
}

impl EmlFramer {
    /// Takes the next bytes. Nothing is handed over before [`EmlFramer::finish`].
    pub fn push(&mut self, chunk: &[u8], _to: &mut dyn Handler) {
        self.seen += chunk.len() as u64;
        let room = self.max_message.saturating_sub(self.collected.len());
        self.collected.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }

    /// No more bytes come: hands over the message. A source without any byte gives none.
    ///
    /// One over `max_message` is observed (`message-too-large`) and then handed over with its header block
    /// only: whoever takes it must hold it back.
    pub fn finish(&mut self, to: &mut dyn Handler) {
        let collected = std::mem::take(&mut self.collected);
        if self.seen == 0 {
            return;
        }
        let spot = Spot { record: Some(0), line: 0, start: 0, end: self.seen };
        let text = utf16(&collected);
        if text.is_some() {
            to.observe(spot, Observation::new(codes::MESSAGE_UTF16));
        }
        let mut bytes = text.as_deref().unwrap_or(&collected);
        if let Some(rest) = bytes.strip_prefix(MARK) {
            to.observe(spot, Observation::new(codes::BYTE_ORDER_MARK));
            bytes = rest;
        }
        let mut flags = Flags::default();
        if let Some((start, count)) = emlx::start(bytes) {
            let (message, noted, right) = emlx::split(&bytes[start..], count);
            (bytes, flags) = (message, noted);
            if !right && self.seen <= self.max_message as u64 {
                to.observe(spot, Observation::new(codes::EMLX_LENGTH_WRONG).number(count as u64));
            }
        }
        let (from_line, rest) = without_envelope(bytes);
        let mut bytes = without_stray(rest);
        let stray = &rest[..rest.len() - bytes.len()];
        if !stray.is_empty() {
            let found = String::from_utf8_lossy(&stray[..stray.len().min(MAX_QUOTE)]);
            let seen = Observation::new(codes::MBOX_TEXT_BEFORE_FIRST).found(found.trim());
            to.observe(spot, seen.number(stray.len() as u64));
        }
        if self.seen > self.max_message as u64 {
            to.observe(spot, Observation::new(codes::MESSAGE_TOO_LARGE).number(self.seen));
            bytes = header_block(&bytes[..bytes.len().min(MAX_HEADERS)]);
        }
        to.message(RawMessage { spot, from_line, bytes, flags });
        self.seen = 0;
    }
}

/// A mail that an editor saved as UTF-16, as UTF-8: its first line is ASCII, so every second byte is NUL.
pub(crate) fn utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let charset = match bytes.get(..4)? {
        [0xff, 0xfe, first, 0] if first.is_ascii_graphic() => UTF_16LE,
        [0xfe, 0xff, 0, first] if first.is_ascii_graphic() => UTF_16BE,
        [first, 0, second, 0] if first.is_ascii_graphic() && second.is_ascii_graphic() => UTF_16LE,
        [0, first, 0, second] if first.is_ascii_graphic() && second.is_ascii_graphic() => UTF_16BE,
        _ => return None,
    };
    let mark = if bytes[0] > 0x7f || bytes[1] > 0x7f { 2 } else { 0 };
    Some(charset::decode_as(&bytes[mark..], charset).text.into_owned().into_bytes())
}

/// The first envelope line before the header fields (empty if none), and the message after them.
fn without_envelope(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut from_line = &bytes[..0];
    let mut rest = bytes;
    while let Some(line) = Line::at(rest, 0, true).filter(|_| !rest.is_empty()) {
        let text = &rest[..line.end];
        if text.starts_with(FROM) || text.starts_with(b">From ") {
            from_line = if from_line.is_empty() { text } else { from_line };
        } else if !text.is_empty() {
            break;
        }
        rest = &rest[line.next..];
    }
    (from_line, rest)
}

/// The message from its first header field on, if that comes soon.
fn without_stray(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    for _ in 0..=MAX_STRAY {
        let Some(line) = Line::at(rest, 0, true) else { return bytes };
        match header_line(rest, true) {
            Header::Yes if is_known_field(rest) => return rest,
            // The first field need not be a known one where nothing stands before it.
            Header::Yes if rest.len() == bytes.len() => return bytes,
            Header::Blank => return bytes,
            _ => rest = &rest[line.next..],
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Row, TableHeader};

    #[derive(Default)]
    struct Seen(Vec<String>, Vec<&'static str>, Flags);

    impl Handler for Seen {
        fn message(&mut self, raw: RawMessage<'_>) {
            self.0.push(String::from_utf8_lossy(raw.bytes).into_owned());
            self.2 = raw.flags;
        }
        fn header(&mut self, _: &TableHeader) {}
        fn row(&mut self, _: Row<'_>) {}
        fn observe(&mut self, _: Spot, seen: Observation<'_>) {
            self.1.push(seen.code.id);
        }
    }

    fn check(input: &str, expected: &str, codes: &[&str]) -> Flags {
        let mut seen = Seen::default();
        let mut framer = EmlFramer::default();
        framer.push(input.as_bytes(), &mut seen);
        framer.finish(&mut seen);
        assert_eq!(
            (seen.0.as_slice(), seen.1.as_slice()),
            ([expected.to_owned()].as_slice(), codes),
            "{input}"
        );
        seen.2
    }

    const MAIL: &str = "Subject: x\nTo: y\n\nbody\n";
    const LIST: &str =
        "<?xml version=\"1.0\"?>\n<plist><dict><key>flags</key>\n<integer>5</integer></dict></plist>\n";

    #[test]
    fn an_emlx_gives_exactly_its_message() {
        let flags = check(&format!("{:<10}\n{MAIL}{LIST}", MAIL.len()), MAIL, &[]);
        assert_eq!(flags.words(), ["seen", "answered"]);
        check(&format!("{}\n{MAIL}", MAIL.len()), MAIL, &[]);
        let flags = check(&format!("7\n{MAIL}{LIST}"), MAIL, &["emlx-length-wrong"]);
        assert_eq!(flags.words(), ["seen", "answered"]);
        check(&format!("700\n{MAIL}"), MAIL, &["emlx-length-wrong"]);
        let long = "99999999999999999999999\n";
        check(&format!("{long}{MAIL}"), MAIL, &["mbox-text-before-first"]);
    }

    #[test]
    fn damaged_lines_before_the_fields_are_left_out_and_told() {
        check(&format!("From a\n\n>From b\n{MAIL}"), MAIL, &[]);
        check(&format!("+OK 120 octets\n{MAIL}"), MAIL, &["mbox-text-before-first"]);
        check(&format!("Foo: x\n{MAIL}"), &format!("Foo: x\n{MAIL}"), &[]);
        check("Dear Sir,\n\nTo: whom\n", "Dear Sir,\n\nTo: whom\n", &[]);
        check("Dear\nSir\nand\nMadam\nTo: whom\n", "Dear\nSir\nand\nMadam\nTo: whom\n", &[]);
    }
}
