//! Held rows as CSV: their own columns as they were, and why they were held.
//!
//! UTF-8 with a byte order mark, so that they can be corrected in a spreadsheet and added again. Values are
//! not guarded against formulas: they must come back as they are.

use super::BYTE_ORDER_MARK;
use crate::bundle::row::write_row;

/// Name of the column with the codes.
pub const REASON: &str = "nizukuri_reason";
/// Name of the column with the words.
pub const REASON_TEXT: &str = "nizukuri_reason_text";

/// Writes the held rows of one table into a buffer that the caller may empty between calls.
pub struct Held {
    columns: usize,
}

impl Held {
    /// Writes the byte order mark and the header row.
    pub fn begin(header: &[&str], out: &mut Vec<u8>) -> Held {
        out.extend_from_slice(BYTE_ORDER_MARK);
        write_row(&[header, &[REASON, REASON_TEXT]].concat(), out);
        Held { columns: header.len() }
    }

    /// Writes one row with the code and the words of each reason. A short row is filled up with blanks;
    /// what a row has beyond the header stands after the reasons, so that nothing is lost.
    pub fn row(&self, values: &[&str], reasons: &[(&str, &str)], out: &mut Vec<u8>) {
        let (own, beyond) = values.split_at(values.len().min(self.columns));
        let codes: Vec<&str> = reasons.iter().map(|reason| reason.0).collect();
        let texts: Vec<&str> = reasons.iter().map(|reason| reason.1).collect();
        let (codes, texts) = (codes.join("; "), texts.join(" / "));
        let mut row = own.to_vec();
        row.resize(self.columns, "");
        row.extend([codes.as_str(), texts.as_str()]);
        row.extend(beyond);
        write_row(&row, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], expected: &str) {
        let mut out = Vec::new();
        let held = Held::begin(&["ID", "件名"], &mut out);
        held.row(values, &[("a", "甲"), ("b", "乙")], &mut out);
        let header = "\u{feff}ID,件名,nizukuri_reason,nizukuri_reason_text\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), format!("{header}{expected}\r\n"));
    }

    #[test]
    fn rows_keep_their_values_and_say_why_they_were_held() {
        check(&["T-1", "=1+1"], "T-1,=1+1,a; b,甲 / 乙");
        check(&["T-1"], "T-1,,a; b,甲 / 乙");
        check(&["T-1", "x", "余り"], "T-1,x,a; b,甲 / 乙,余り");
    }
}
