//! Cuts one row that is not well formed, so that no byte of it is lost.
//!
//! In: bytes from a row's start. Out: the row's fields without outer quotes, and what was odd about them.
//! The rules, beyond RFC 4180:
//! - a quote within an unquoted field is text;
//! - a quote within a quoted field closes it only before a delimiter, a line end or the end of the file
//!   (spaces between are kept as text); any other single quote is text;
//! - what is done about a quote never closed is `mend`'s business: here it is only reported, or, in
//!   `one_line`, taken for text;
//! - over `MAX_FIELDS` fields the rest of the line is one field, over `MAX_ROW` bytes the row is cut.

use super::super::Cell;
use super::strict::Found;
use super::{MAX_FIELDS, MAX_ROW};
use memchr::{memchr, memchr2, memchr3};

/// How to read a row.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub delimiter: u8,
    /// The place of a quote that opens nothing.
    pub literal: Option<usize>,
    /// Quoted fields cannot go over a line end.
    pub one_line: bool,
}

/// One row and what was odd about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OddRow {
    pub found: Found,
    /// A quote stands where none may.
    pub stray: bool,
    /// An opening quote was taken for text, as none closed it.
    pub unclosed: bool,
    /// A limit was passed.
    pub over: bool,
    /// The first quoted field with a line end and a stray quote in it: maybe never meant to go on.
    pub suspect: Option<usize>,
}

/// What came of a row.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// Its end is not there yet.
    More,
    /// A quoted field runs to the end of the file or to the limit.
    Unclosed,
    Row(OddRow),
}

/// The last row's fields, without outer quotes, end to end.
#[derive(Default)]
pub struct Lenient {
    pub text: Vec<u8>,
    pub cells: Vec<Cell>,
}

/// The bytes of one row and how far it may go.
#[derive(Clone, Copy)]
struct View<'a> {
    data: &'a [u8],
    whole: bool,
    /// No byte at or past this belongs to the row's text.
    limit: usize,
    /// No quoted field goes past this.
    quotes_end: usize,
}

enum End {
    At(usize),
    More,
    /// None before the limit, or before the end of the file.
    Never,
}

impl Lenient {
    /// Cuts the row at `data[from..]`. `whole`: no bytes follow `data`.
    pub fn row(&mut self, data: &[u8], from: usize, whole: bool, rule: Rule) -> Outcome {
        self.text.clear();
        self.cells.clear();
        let limit = from.saturating_add(MAX_ROW);
        let mut view = View { data, whole, limit, quotes_end: limit.min(data.len()) };
        if rule.one_line {
            match view.find(from, |bytes| memchr2(b'\r', b'\n', bytes)) {
                End::At(at) => view.quotes_end = at,
                End::More => return Outcome::More,
                End::Never => {}
            }
        }
        let mut row = OddRow { found: Found { start: from, ..Found::default() }, ..OddRow::default() };
        let mut at = from;
        loop {
            let begin = self.text.len();
            let mut end = End::Never;
            let last = self.cells.len() + 1 >= MAX_FIELDS;
            let quoted = !last && data.get(at) == Some(&b'"') && rule.literal != Some(at);
            if quoted {
                end = self.quoted(view, at, rule, &mut row);
                match end {
                    End::At(_) => {}
                    End::More => return Outcome::More,
                    End::Never if !rule.one_line => return Outcome::Unclosed,
                    End::Never => {
                        self.text.truncate(begin);
                        row.unclosed = true;
                    }
                }
            }
            row.unclosed |= rule.literal == Some(at);
            at = match end {
                End::At(end) => end,
                _ => match self.plain(view, at, last, rule, &mut row) {
                    Some(end) => end,
                    None => return Outcome::More,
                },
            };
            self.cells.push(Cell { start: begin as u32, end: self.text.len() as u32 });
            let stops = at >= limit || data.get(at) != Some(&rule.delimiter) || last;
            if stops {
                return finish(view, at, row);
            }
            at += 1;
        }
    }

    /// Reads the quoted field at `at`; gives the place of what follows it.
    fn quoted(&mut self, view: View<'_>, at: usize, rule: Rule, row: &mut OddRow) -> End {
        let mut from = at + 1;
        let mut stray = false;
        let end = loop {
            let Some(bytes) = view.data.get(from..view.quotes_end) else { return view.unclosed(rule) };
            let Some(found) = memchr(b'"', bytes) else { return view.unclosed(rule) };
            let quote = from + found;
            self.text.extend_from_slice(&bytes[..found]);
            if view.data.get(quote + 1) == Some(&b'"') {
                self.text.push(b'"');
                from = quote + 2;
                continue;
            }
            // A row may end right at the limit: look one byte past it, and no further.
            let reach = view.data.len().min(view.limit.saturating_add(1));
            let rest = view.data.get(quote + 1..reach).unwrap_or_default();
            let blanks = rest.iter().take_while(|&&byte| byte == b' ').count();
            let blanks = blanks.min(view.limit - quote - 1);
            let next = quote + 1 + blanks;
            match view.data.get(next) {
                _ if next >= view.limit && blanks > 0 => {}
                None if !view.whole => return End::More,
                None => {}
                Some(&byte) if byte == rule.delimiter || byte == b'\r' || byte == b'\n' => {}
                Some(_) => {
                    stray = true;
                    self.text.push(b'"');
                    from = quote + 1;
                    continue;
                }
            }
            stray |= blanks > 0;
            self.text.extend_from_slice(&rest[..blanks]);
            break next;
        };
        let breaks = count_breaks(&view.data[at..end]);
        row.found.breaks += breaks;
        row.stray |= stray;
        if stray && breaks > 0 && row.suspect.is_none() {
            row.suspect = Some(at);
        }
        End::At(end)
    }

    /// Reads the unquoted field at `at`; gives the place of what ends it, `None` if that is not there yet.
    fn plain(
        &mut self,
        view: View<'_>,
        at: usize,
        last: bool,
        rule: Rule,
        row: &mut OddRow,
    ) -> Option<usize> {
        let found = view.find(at, |bytes| match last {
            true => memchr2(b'\r', b'\n', bytes),
            false => memchr3(rule.delimiter, b'\r', b'\n', bytes),
        });
        let end = match found {
            End::At(end) => end,
            End::More => return None,
            End::Never if view.data.len() > view.limit => {
                row.over = true;
                view.cut()
            }
            End::Never => view.data.len(),
        };
        let bytes = view.data.get(at..end).unwrap_or_default();
        row.stray |= memchr(b'"', bytes).is_some();
        row.over |= last && memchr(rule.delimiter, bytes).is_some();
        self.text.extend_from_slice(bytes);
        Some(end)
    }
}

impl View<'_> {
    /// Looks for the end of something from `at` on.
    fn find(&self, at: usize, look: impl Fn(&[u8]) -> Option<usize>) -> End {
        let bytes = self.data.get(at..self.limit.min(self.data.len())).unwrap_or_default();
        match look(bytes) {
            Some(found) => End::At(at + found),
            None if self.whole || self.data.len() > self.limit => End::Never,
            None => End::More,
        }
    }

    /// No closing quote was found.
    fn unclosed(&self, rule: Rule) -> End {
        if rule.one_line || self.whole || self.data.len() > self.limit { End::Never } else { End::More }
    }

    /// Where to cut a row that passed the limit: not within a UTF-8 character.
    fn cut(&self) -> usize {
        let inner = |at: &usize| self.data.get(*at).is_some_and(|byte| (0x80..0xC0).contains(byte));
        (0..4).map(|back| self.limit - back).find(|at| !inner(at)).unwrap_or(self.limit)
    }
}

/// Closes the row at `at`: a line end, the end of the file, or the limit.
fn finish(view: View<'_>, at: usize, mut row: OddRow) -> Outcome {
    row.found.stop = at;
    row.found.end = match (view.data.get(at), view.data.get(at + 1)) {
        (Some(b'\r'), None) if !view.whole => return Outcome::More,
        (Some(b'\r'), Some(b'\n')) => at + 2,
        (Some(b'\r' | b'\n'), _) => at + 1,
        (Some(_), _) => {
            row.over = true;
            at
        }
        (None, _) => at,
    };
    Outcome::Row(row)
}

/// Line ends in `bytes`: LF, CRLF and CR count one each.
fn count_breaks(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut before = 0;
    for &byte in bytes {
        count += u64::from(byte == b'\r' || (byte == b'\n' && before != b'\r'));
        before = byte;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, fields: &[&str], stray: bool) {
        let mut lenient = Lenient::default();
        let rule = Rule { delimiter: b',', literal: None, one_line: false };
        let Outcome::Row(row) = lenient.row(input.as_bytes(), 0, true, rule) else {
            panic!("{input}: no row")
        };
        let text = |cell: &Cell| std::str::from_utf8(&lenient.text[cell.start as usize..cell.end as usize]);
        let got: Vec<_> = lenient.cells.iter().map(|cell| text(cell).unwrap_or("?")).collect();
        assert_eq!((got.as_slice(), row.stray), (fields, stray), "{input}");
    }

    #[test]
    fn quotes_where_none_may_be_are_text() {
        check("a\"b,c\n", &["a\"b", "c"], true);
        check("\"5\" pipe\",c\r\n", &["5\" pipe", "c"], true);
        check("\"a\"  ,c", &["a  ", "c"], true);
        check("\"a \"\"b\"\" c\",\"\"", &["a \"b\" c", ""], false);
    }
}
