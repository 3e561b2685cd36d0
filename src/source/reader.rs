//! One leaf source (a file, or an entry of a ZIP) from bytes to items, whatever it is.

use super::Handler;
use super::sniff::Kind;
use super::table::Dialect;

/// Sniffs, then frames. One for each reading of a source.
pub struct Reader {}

impl Reader {
    /// `kind` is `None` at the first reading: it is then found out from the first bytes.
    pub fn new(_name: &str, _kind: Option<Kind>, _dialect: Dialect) -> Reader {
        Reader {}
    }
    pub fn push(&mut self, _chunk: &[u8], _to: &mut dyn Handler) {}
    /// No more bytes come. An empty or unknown source is observed here (`source-empty`, `source-unknown`).
    pub fn finish(&mut self, _to: &mut dyn Handler) {}
    /// What it turned out to be; `None` until enough was seen.
    pub fn kind(&self) -> Option<Kind> {
        None
    }
}
