//! `findings.csv`: every place that was found, for people to look through in a spreadsheet.
//!
//! UTF-8 with a byte order mark. Here, and only here, values that a spreadsheet could take for a formula
//! get a `'` before them: this file is for eyes, and mail is hostile. The report says so.

use super::BYTE_ORDER_MARK;
use crate::bundle::row::write_row;
use crate::bundle::words::{Args, Words};
use crate::finding::Severity;

const COLUMNS: [&str; 12] = [
    "code",
    "severity",
    "title",
    "tab",
    "field",
    "source",
    "record",
    "line",
    "found",
    "used",
    "consequence",
    "remedy",
];

/// One line of the list.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub code: &'a str,
    pub severity: Severity,
    /// The tab's label; may be empty, as may all texts below.
    pub tab: &'a str,
    pub field: &'a str,
    pub source: &'a str,
    /// Index of the record in its source, from 0; written from 1.
    pub record: Option<u64>,
    /// From 1; 0 if it has none.
    pub line: u64,
    pub found: &'a str,
    pub used: &'a str,
    /// How many records the finding touches, and the code's number: for the words.
    pub count: u64,
    pub number: u64,
    /// The destination's own words for the consequence; empty: those of the catalog.
    pub consequence: &'a str,
}

/// Writes the byte order mark and the header row.
pub fn begin(words: &Words, out: &mut Vec<u8>) {
    out.extend_from_slice(BYTE_ORDER_MARK);
    write_row(&COLUMNS.map(|column| words.text(&format!("column-{column}"), &[])), out);
}

/// Writes one line.
pub fn write(line: &Line<'_>, words: &Words, out: &mut Vec<u8>) {
    let Line { count, number, field, found, used, tab, .. } = *line;
    let args = Args { count, number, field, found, used, tab };
    let consequence = match line.consequence {
        "" => words.consequence(line.code, &args),
        own => own.to_owned(),
    };
    let row = [
        line.code.to_owned(),
        words.text(&format!("severity-{}", line.severity.as_str()), &[]),
        words.title(line.code, &args),
        tab.to_owned(),
        field.to_owned(),
        line.source.to_owned(),
        line.record.map_or(String::new(), |record| record.saturating_add(1).to_string()),
        if line.line == 0 { String::new() } else { line.line.to_string() },
        found.to_owned(),
        used.to_owned(),
        consequence,
        words.remedy(line.code, &args),
    ];
    write_row(&row.map(guard), out);
}

/// Puts a `'` before what a spreadsheet might run. Full-width signs too: a Japanese Excel may fold them.
pub(super) fn guard(value: String) -> String {
    const RISKY: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if value.starts_with(RISKY) { format!("'{value}") } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::words::Language;

    const LINE: Line<'_> = Line {
        code: "required-missing",
        severity: Severity::Error,
        tab: "Tickets",
        field: "件名",
        source: "tickets.csv",
        record: Some(0),
        line: 2,
        found: "",
        used: "",
        count: 1,
        number: 0,
        consequence: "",
    };

    fn check(line: Line<'_>, column: usize, expected: &str) {
        let words = Words::new(Language::Ja);
        let mut out = Vec::new();
        begin(&words, &mut out);
        write(&line, &words, &mut out);
        let text = out.strip_prefix(BYTE_ORDER_MARK).unwrap();
        let mut reader = csv::Reader::from_reader(text);
        assert_eq!(reader.headers().unwrap().len(), 12);
        assert_eq!(reader.records().next().unwrap().unwrap().get(column), Some(expected));
    }

    #[test]
    fn a_line_has_words_and_counts_from_one() {
        check(LINE, 0, "required-missing");
        check(LINE, 1, "止まります");
        check(LINE, 2, "必要な「件名」が空です");
        check(LINE, 6, "1");
        check(Line { record: None, line: 0, ..LINE }, 6, "");
        check(Line { record: None, line: 0, ..LINE }, 7, "");
        check(Line { consequence: "断られます", ..LINE }, 10, "断られます");
    }

    #[test]
    fn formulas_are_guarded() {
        check(Line { found: "=HYPERLINK(\"x\")", ..LINE }, 8, "'=HYPERLINK(\"x\")");
        check(Line { used: "＋1", ..LINE }, 9, "'＋1");
        check(Line { found: "a=b", ..LINE }, 8, "a=b");
    }
}
