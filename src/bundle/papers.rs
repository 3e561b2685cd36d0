//! The papers that go with the bundles: `manifest.json`, `receipt.json`, `report.html`, `findings.csv`, held rows.
//!
//! Pure functions from data to bytes. What can be as long as the input (receipt keys, findings, held rows)
//! is written piece by piece into a buffer that the caller empties; the rest is made at once. They decide
//! nothing, and have no time in them: equal runs give equal papers.

pub mod findings;
pub mod held;
pub mod html;
pub mod mail;
pub mod manifest;
pub mod receipt;
pub mod report;

/// One line of the ledger: what became of the records of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerLine {
    pub source: String,
    pub read: u64,
    pub packed: u64,
    pub held: u64,
    pub duplicate: u64,
    pub filtered: u64,
    /// At the destination since an earlier run.
    pub already: u64,
}

impl LedgerLine {
    /// Whether every record read went somewhere.
    pub fn balances(&self) -> bool {
        let gone = [self.packed, self.held, self.duplicate, self.filtered, self.already];
        // A sum that overflows balances with nothing.
        gone.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part)) == Some(self.read)
    }
}

/// Bits the start of a CSV for people: without it Excel reads UTF-8 as the system's charset.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_line_balances_when_nothing_is_lost() {
        let line =
            LedgerLine { read: 10, packed: 6, held: 2, duplicate: 1, filtered: 1, ..LedgerLine::default() };
        assert!(line.balances());
        assert!(!LedgerLine { read: 11, ..line.clone() }.balances());
        assert!(!LedgerLine { packed: u64::MAX, ..line }.balances());
    }
}
