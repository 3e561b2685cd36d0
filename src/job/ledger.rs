//! The ledger: for every source, records read = packed + held + duplicate + filtered + already.

use super::error::{Error, ErrorKind};
use crate::bundle::papers::LedgerLine;

/// What became of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Packed,
    Held,
    Duplicate,
    /// Left out because the plan, or a destination that takes no such records, says so.
    Filtered,
    /// At the destination since an earlier run.
    Already,
}

/// Counts one record.
pub fn count(line: &mut LedgerLine, fate: Fate) {
    match fate {
        Fate::Packed => line.packed += 1,
        Fate::Held => line.held += 1,
        Fate::Duplicate => line.duplicate += 1,
        Fate::Filtered => line.filtered += 1,
        Fate::Already => line.already += 1,
    }
}

/// # Errors
/// `ledger-unbalanced`: a record was lost or counted twice.
pub fn balance(lines: &[LedgerLine]) -> Result<(), Error> {
    match lines.iter().find(|line| !line.balances()) {
        None => Ok(()),
        Some(line) => Err(ErrorKind::LedgerUnbalanced { source: line.source.clone() }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_record_is_an_error() {
        let mut line = LedgerLine { source: "a.csv".into(), read: 2, ..LedgerLine::default() };
        count(&mut line, Fate::Packed);
        assert!(balance(std::slice::from_ref(&line)).is_err());
        count(&mut line, Fate::Held);
        assert!(balance(&[line]).is_ok());
    }
}
