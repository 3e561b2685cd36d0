//! Held rows as CSV: their own columns in their own order, delimiter and charset, and why they were held.
//!
//! They are put right in a spreadsheet and dropped again; then each replaces the row it was made from. So that
//! this row is found again, whatever became of names and order, a column `nizukuri:<source>` holds, for
//! each, the record's number (for people) and the key of the row as it was. All columns of ours begin with
//! `nizukuri`. Values are not guarded against formulas: they must come back as they are.

use crate::bundle::row::write_row_with;
use crate::text::charset::encode::Encoder;
use crate::text::hash::key64;

/// How all columns of ours begin.
pub const OWN: &str = "nizukuri";
/// The column with the codes.
pub const REASON: &str = "nizukuri_reason";
/// Stands between [`OWN`] and the source's name in the column that says what a row replaces.
const OF: char = ':';

/// Where held rows come from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The source's name.
    pub source: &'a str,
    pub header: &'a [&'a str],
    pub delimiter: u8,
    /// Whether its rows can be put right and dropped again.
    pub repairable: bool,
}

/// A held row.
#[derive(Clone, Copy, Debug)]
pub struct HeldRow<'a> {
    pub values: &'a [&'a str],
    /// What it replaces when it comes back: see [`mark`].
    pub mark: &'a str,
    /// The code and the words of each reason.
    pub reasons: &'a [(&'a str, &'a str)],
}

/// The key of a row as it was.
pub fn row_key<'a>(fields: impl Iterator<Item = &'a str>) -> u64 {
    let mut text = String::new();
    for field in fields {
        text.push_str(field);
        text.push('\u{1f}');
    }
    key64(text.as_bytes())
}

/// What the mark's column says of a row: its number, from 1, and its key. Held a second time, a row goes on
/// replacing what it replaced before.
pub fn mark(before: &str, number: Option<u64>, key: u64) -> String {
    match (before, number) {
        ("", Some(number)) => format!("#{number} {key:016x}"),
        ("", None) => format!("# {key:016x}"),
        _ => format!("{before} {key:016x}"),
    }
}

/// The keys in a mark.
pub fn marked(mark: &str) -> impl Iterator<Item = u64> {
    mark.split(' ').filter(|word| word.len() == 16).filter_map(|word| u64::from_str_radix(word, 16).ok())
}

/// Whether a column is one of ours.
pub fn is_own(name: &str) -> bool {
    name.trim().starts_with(OWN)
}

/// The source that a column of marks speaks of.
pub fn source_of(name: &str) -> Option<&str> {
    name.trim().strip_prefix(OWN)?.strip_prefix(OF)
}

/// Writes held rows of one table in one charset.
pub struct Held {
    encoder: Encoder,
    delimiter: u8,
    /// Columns of the source that are not ours.
    own: Vec<usize>,
    columns: usize,
    head: Vec<u8>,
    repairable: bool,
}

impl Held {
    /// `None` if the charset lacks a character of the header. `why`: name of the column with words.
    pub fn new(origin: &Origin<'_>, why: &str, encoder: Encoder) -> Option<Held> {
        let own: Vec<usize> = (0..origin.header.len()).filter(|&at| !is_own(origin.header[at])).collect();
        let mut names: Vec<String> = own.iter().map(|&at| origin.header[at].to_string()).collect();
        // A file that was put right once keeps the name of the first.
        let of = origin.header.iter().find_map(|name| source_of(name)).unwrap_or(origin.source);
        if origin.repairable {
            names.push(format!("{OWN}{OF}{of}"));
        }
        names.extend([REASON.to_string(), fit(&format!("{OWN} {why}"), &encoder)]);
        let (delimiter, columns) = (origin.delimiter, origin.header.len());
        let mut held =
            Held { encoder, delimiter, own, columns, head: Vec::new(), repairable: origin.repairable };
        let mut head = held.encoder.mark().to_vec();
        let fits = held.write(&names, &mut head);
        held.head = head;
        fits.then_some(held)
    }

    /// The byte order mark, where one is usual, and the header row.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Writes one row. A short row is filled up with blanks; what a row has beyond the header stands after the
    /// reasons, so that nothing is lost. False, and nothing is written, if the charset lacks a character.
    pub fn row(&self, row: &HeldRow<'_>, out: &mut Vec<u8>) -> bool {
        let value = |at: usize| row.values.get(at).copied().unwrap_or_default().to_string();
        let join = |parts: &mut dyn Iterator<Item = &str>, by: &str| parts.collect::<Vec<_>>().join(by);
        let mut cells: Vec<String> = self.own.iter().map(|&at| value(at)).collect();
        if self.repairable {
            cells.push(row.mark.to_string());
        }
        // Several fields may give the same reason: the words name each, the codes are for counting.
        let codes = row.reasons.iter().enumerate().map(|(at, reason)| (at, reason.0));
        let mut codes = codes
            .filter(|(at, code)| row.reasons.iter().take(*at).all(|before| before.0 != *code))
            .map(|it| it.1);
        cells.push(join(&mut codes, "; "));
        cells.push(fit(&join(&mut row.reasons.iter().map(|reason| reason.1), " / "), &self.encoder));
        cells.extend((self.columns..row.values.len()).map(value));
        self.write(&cells, out)
    }

    fn write(&self, cells: &[String], out: &mut Vec<u8>) -> bool {
        let mut text = Vec::new();
        write_row_with(cells, self.delimiter, &mut text);
        std::str::from_utf8(&text).is_ok_and(|text| self.encoder.encode(text, out))
    }
}

/// Words of ours in a charset that may lack some of their characters.
fn fit(text: &str, encoder: &Encoder) -> String {
    text.chars().map(|c| if encoder.has(c) { c } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{SHIFT_JIS, UTF_8};

    fn held(header: &[&str], charset: crate::text::charset::Charset, row: HeldRow<'_>) -> (Vec<u8>, bool) {
        let origin = Origin { source: "件.csv", header, delimiter: b'\t', repairable: true };
        let held = Held::new(&origin, "理由—", Encoder::new(charset).unwrap()).unwrap();
        let mut out = held.head().to_vec();
        let fits = held.row(&row, &mut out);
        (out, fits)
    }

    fn check(values: &[&str], expected: &str) {
        let mark = mark("", Some(2), 10);
        let row = HeldRow { values, mark: &mark, reasons: &[("a", "甲"), ("b", "乙"), ("a", "丙")] };
        let (out, _) = held(&["ID", "件名"], UTF_8, row);
        let header = "\u{feff}ID\t件名\tnizukuri:件.csv\tnizukuri_reason\tnizukuri 理由—";
        assert_eq!(String::from_utf8(out).unwrap(), format!("{header}\r\n{expected}\r\n"));
    }

    #[test]
    fn rows_keep_their_values_and_say_why_they_were_held() {
        check(&["T-1", "=1+1"], "T-1\t=1+1\t#2 000000000000000a\ta; b\t甲 / 乙 / 丙");
        check(&["T-1"], "T-1\t\t#2 000000000000000a\ta; b\t甲 / 乙 / 丙");
        check(&["T-1", "x", "余り"], "T-1\tx\t#2 000000000000000a\ta; b\t甲 / 乙 / 丙\t余り");
    }

    #[test]
    fn rows_leave_in_the_charset_they_came_in() {
        let row = HeldRow { values: &["㈱"], mark: "", reasons: &[] };
        let (out, fits) = held(&["名"], SHIFT_JIS, row);
        let text = SHIFT_JIS.decode(&out).0.into_owned();
        assert!(
            fits && text == "名\tnizukuri:件.csv\tnizukuri_reason\tnizukuri 理由?\r\n㈱\t\t\t\r\n",
            "{text}"
        );
        let (_, fits) = held(&["名"], SHIFT_JIS, HeldRow { values: &["😀"], ..row });
        assert!(!fits, "no charset of the file's has it");
    }

    #[test]
    fn a_row_held_twice_replaces_what_it_replaced_before() {
        let twice = mark(&mark("", Some(12), 1), Some(3), 2);
        assert_eq!(twice, "#12 0000000000000001 0000000000000002");
        assert_eq!(marked(&twice).collect::<Vec<_>>(), [1, 2]);
        let header = ["名", "nizukuri:a.csv", "nizukuri_reason", "nizukuri 理由"];
        let row = HeldRow { values: &["x", "#1 0", "old", "古い"], mark: &twice, reasons: &[("a", "甲")] };
        let (out, _) = held(&header, UTF_8, row);
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("\u{feff}名\tnizukuri:a.csv\tnizukuri_reason\tnizukuri 理由"), "{text}");
        assert!(text.ends_with(&format!("\r\nx\t{twice}\ta\t甲\r\n")), "{text}");
    }
}
