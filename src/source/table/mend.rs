//! Decides how to read a row that is not well formed, quotes never closed above all.
//!
//! The rules, so that the damage stays in one row and the work stays in proportion to the input:
//! 1. A quoted field that no quote closes before the end of the file or within `MAX_ROW` bytes: its quote is
//!    text. As no quote in between closes anything, up to that end (or limit) every row is read as *lines*:
//!    a quoted field must close on its own line there, else its quote is text.
//! 2. A quoted field that goes over a line end and holds a stray quote may be one that was never closed and
//!    ran into the next row's quotes. Its quote is taken for text if then this row has as many fields as the
//!    header and the other reading has not, or if the row after it has as many, too.
//!
//! Both depend on the bytes alone, never on how they were pushed.

use super::MAX_ROW;
use super::lenient::{Lenient, OddRow, Outcome, Rule};

/// What may be spent on readings thrown away (rule 2) before anything was read; then four times what was read.
/// Stops files made so that every row is read to the end of the file.
const SPARE: u64 = 1 << 20;

/// Reads odd rows and remembers up to where rule 1 holds.
pub struct Mender {
    delimiter: u8,
    /// The row chosen last.
    pub lenient: Lenient,
    other: Lenient,
    /// Offset in the stream up to which rows are lines.
    lines_until: u64,
    spent: u64,
}

impl Mender {
    pub fn new(delimiter: u8) -> Mender {
        let (lenient, other) = (Lenient::default(), Lenient::default());
        Mender { delimiter, lenient, other, lines_until: 0, spent: 0 }
    }

    /// Whether the row at this offset of the stream must be read by `row`, well formed or not.
    pub fn as_lines(&self, offset: u64) -> bool {
        offset < self.lines_until
    }

    /// Reads the row at `data[from..]`, which stands at `offset` of the stream; `None`: its end is not there
    /// yet. Its fields are in `lenient`.
    pub fn row(
        &mut self,
        data: &[u8],
        from: usize,
        whole: bool,
        offset: u64,
        columns: Option<usize>,
    ) -> Option<OddRow> {
        let rule = Rule { delimiter: self.delimiter, literal: None, one_line: self.as_lines(offset) };
        let row = match self.lenient.row(data, from, whole, rule) {
            Outcome::More => return None,
            Outcome::Row(row) => row,
            Outcome::Unclosed => {
                let reach = data.len().saturating_sub(from).min(MAX_ROW);
                self.lines_until = offset.saturating_add(reach as u64);
                let rule = Rule { one_line: true, ..rule };
                match self.lenient.row(data, from, whole, rule) {
                    Outcome::Row(row) => return Some(row),
                    Outcome::More | Outcome::Unclosed => return None,
                }
            }
        };
        let (Some(quote), Some(columns)) = (row.suspect, columns) else { return Some(row) };
        let cost = (row.found.end - row.found.start) as u64;
        if self.spent.saturating_add(cost) > SPARE.saturating_add(offset.saturating_mul(4)) {
            return Some(row);
        }
        let rule = Rule { literal: Some(quote), ..rule };
        let better = self.prefer_literal(data, whole, rule, row, columns)?;
        self.spent = self.spent.saturating_add(cost);
        if better.is_some() {
            std::mem::swap(&mut self.lenient, &mut self.other);
        }
        Some(better.unwrap_or(row))
    }

    /// Rule 2: the reading with the quote as text, left in `other`, if it is the better one.
    fn prefer_literal(
        &mut self,
        data: &[u8],
        whole: bool,
        rule: Rule,
        row: OddRow,
        columns: usize,
    ) -> Option<Option<OddRow>> {
        let plain = match self.other.row(data, row.found.start, whole, rule) {
            Outcome::More => return None,
            Outcome::Unclosed => return Some(None),
            Outcome::Row(plain) => plain,
        };
        if self.other.cells.len() != columns {
            return Some(None);
        }
        if self.lenient.cells.len() != columns {
            return Some(Some(plain));
        }
        let mut next = Lenient::default();
        let rule = Rule { literal: None, ..rule };
        match next.row(data, plain.found.end, whole, rule) {
            Outcome::More => None,
            Outcome::Row(_) if next.cells.len() == columns => Some(Some(plain)),
            Outcome::Row(_) | Outcome::Unclosed => Some(None),
        }
    }
}
