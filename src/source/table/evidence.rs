//! Which charset and which delimiter a table is in, by its bytes.
//!
//! In: the first bytes of a table, or one row. Out: a charset, a delimiter. It never asks the file's name.

use super::codes::{CHARSET_MIXED, CHARSET_UNDECODABLE};
use super::lenient::{Lenient, Outcome, Rule};
use crate::finding::Code;
use crate::text::charset::{self, Charset};
use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

/// What a row is in.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    pub charset: Charset,
    /// `charset-mixed` or `charset-undecodable`.
    pub trouble: Option<Code>,
}

/// What was odd about decoding a row or a line.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    pub code: Code,
    /// The charset it was decoded with.
    pub used: Charset,
    /// How many U+FFFD stand in for bytes.
    pub replaced: u64,
}

/// What one row's bytes are in, when the file is in `file`. `forced`: believe `file` as long as it decodes.
pub fn of_row(raw: &[u8], file: Charset, forced: bool) -> Evidence {
    let sound = |charset: Charset| charset::decode_as(raw, charset).replaced == 0;
    let mixed = |charset| Evidence { charset, trouble: Some(CHARSET_MIXED) };
    let as_utf8 = std::str::from_utf8(raw).ok();
    if sound(file) {
        // Some UTF-8 passes for CP932 or EUC-JP, but hardly ever the other way about.
        let wide = as_utf8.map_or(0, |text| text.chars().filter(|char| char.len_utf8() == 3).take(2).count());
        return if forced || file == UTF_8 || wide < 2 {
            Evidence { charset: file, trouble: None }
        } else {
            mixed(UTF_8)
        };
    }
    if as_utf8.is_some() {
        return mixed(UTF_8);
    }
    let guess = charset::detect(raw);
    let japanese = guess == SHIFT_JIS || guess == EUC_JP || guess == ISO_2022_JP;
    if japanese && guess != file && sound(guess) && !(file == UTF_8 && mostly_utf8(raw)) {
        return mixed(guess);
    }
    Evidence { charset: file, trouble: Some(CHARSET_UNDECODABLE) }
}

/// Damaged UTF-8 rather than another charset: far more whole characters than broken ones.
fn mostly_utf8(raw: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in raw.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// The first byte that says something about the charset: not ASCII, ESC or NUL.
pub fn telling(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&byte| byte >= 0x80 || byte == 0x1B || byte == 0)
}

/// The charset of unlabelled bytes and whether they said anything. `whole`: they are all there are.
pub fn of_bytes(bytes: &[u8], whole: bool) -> (Charset, bool) {
    if let Some(charset) = utf16(bytes) {
        return (charset, true);
    }
    let Some(first) = telling(bytes) else { return (UTF_8, false) };
    let end = if whole {
        bytes.len()
    } else {
        bytes.iter().rposition(|&byte| byte == b'\n').map_or(bytes.len(), |at| at + 1)
    };
    let bytes = bytes.get(..end).filter(|bytes| bytes.len() > first).unwrap_or(bytes);
    if bytes.is_ascii() {
        return if charset::detect(bytes) == ISO_2022_JP { (ISO_2022_JP, true) } else { (UTF_8, false) };
    }
    let (mut good, mut bad) = (0usize, Vec::new());
    for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(_) => good += line.len(),
            // The window may end within a character.
            Err(error) if error.error_len().is_none() && !line.ends_with(b"\n") => good += line.len(),
            Err(_) if mostly_utf8(line) => good += line.len(),
            Err(_) => bad.extend_from_slice(line),
        }
    }
    if good >= bad.len() { (UTF_8, true) } else { (charset::detect(&bad), true) }
}

/// UTF-16 without a byte order mark: NULs in every other byte only, among them those of line ends.
fn utf16(bytes: &[u8]) -> Option<Charset> {
    let bytes = &bytes[..bytes.len().min(4096) & !1];
    let (mut high, mut low, mut ends) = (0usize, 0usize, 0usize);
    for pair in bytes.as_chunks::<2>().0 {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
        ends += usize::from(matches!(
            pair,
            [0, b'\n' | b'\r' | b'\t' | b',' | b';'] | [b'\n' | b'\r' | b'\t' | b',' | b';', 0]
        ));
    }
    let order = match (high, low) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    let errors = charset::decode_part(bytes, order).1 > 0;
    // A stray NUL is no evidence: there must be as many as delimiters and line ends give.
    let enough = ends > 0 && (high + low) * 16 >= bytes.len() / 2 && charset::detect(bytes) == order;
    (enough && !errors_inside(order, bytes, errors)).then_some(order)
}

/// Errors other than a surrogate pair cut at the end of the window.
fn errors_inside(charset: Charset, bytes: &[u8], errors: bool) -> bool {
    errors && charset::decode_part(&bytes[..bytes.len().saturating_sub(2)], charset).1 > 0
}

/// The delimiter that a first line `sep=X` names.
pub fn sep_line(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next().unwrap_or("");
    let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let (word, sign) = line.split_at_checked(4)?;
    let &[sign] = sign.as_bytes() else { return None };
    let fits = sign.is_ascii() && !sign.is_ascii_alphanumeric() && !b"\"\0 ".contains(&sign);
    (word.eq_ignore_ascii_case("sep=") && fits).then_some(sign)
}

/// The delimiter by which the first rows agree best with the header. `whole`: `text` is all there is.
pub fn delimiter(text: &str, whole: bool) -> u8 {
    let mut best = (0, 0, b',');
    for candidate in *b",\t;|" {
        if memchr(candidate, text.as_bytes()).is_none() {
            continue;
        }
        let (columns, agreeing) = agreement(text.as_bytes(), whole, candidate);
        // Only a clear win moves away from an earlier one in the list.
        if columns > 1 && (agreeing, columns) > (best.0, best.1) {
            best = (agreeing, columns, candidate);
        }
    }
    best.2
}

/// Columns of the header, and per cent of the first rows that have as many.
fn agreement(data: &[u8], whole: bool, delimiter: u8) -> (usize, usize) {
    let mut lenient = Lenient::default();
    let rule = Rule { delimiter, literal: None, one_line: false };
    let (mut at, mut columns, mut rows, mut agreeing) = (0, 0, 0usize, 0usize);
    while at < data.len() && rows < 50 {
        let row = match lenient.row(data, at, whole, rule) {
            Outcome::Row(row) => row,
            Outcome::More | Outcome::Unclosed => break,
        };
        at = row.found.end;
        if row.found.stop == row.found.start {
            continue;
        }
        if columns == 0 {
            columns = lenient.cells.len();
            continue;
        }
        rows += 1;
        agreeing += usize::from(lenient.cells.len() == columns);
    }
    (columns, (agreeing * 100).checked_div(rows).unwrap_or(100))
}
