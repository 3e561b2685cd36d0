//! Takes a whole source as one message (RFC 5322 in a file of its own: EML).
//!
//! A BOM, blank lines and envelope lines (`From `, `>From `) before the header fields are left out. Nothing
//! else is changed: quoting is an mbox affair.

use super::{FROM, Line, MARK, MAX_HEADERS, MAX_MESSAGE, header_block};
use crate::finding::Observation;
use crate::source::message::Flags;
use crate::source::{Handler, RawMessage, Spot, codes};

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
        let mut bytes = collected.as_slice();
        if let Some(rest) = bytes.strip_prefix(MARK) {
            to.observe(spot, Observation::new(codes::BYTE_ORDER_MARK));
            bytes = rest;
        }
        let (from_line, mut bytes) = without_envelope(bytes);
        if self.seen > self.max_message as u64 {
            to.observe(spot, Observation::new(codes::MESSAGE_TOO_LARGE).number(self.seen));
            bytes = header_block(&bytes[..bytes.len().min(MAX_HEADERS)]);
        }
        to.message(RawMessage { spot, from_line, bytes, flags: Flags::default() });
        self.seen = 0;
    }
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
