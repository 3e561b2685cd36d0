//! Cuts an mbox into messages (RFC 4155; mboxo, mboxrd).

use super::Handler;

/// The framing state. One for each mbox.
#[derive(Default)]
pub struct Framer {}

impl Framer {
    pub fn push(&mut self, _chunk: &[u8], _to: &mut dyn Handler) {}
    /// No more bytes come: hands over the last message.
    pub fn finish(&mut self, _to: &mut dyn Handler) {}
}
