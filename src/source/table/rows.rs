//! Drives the cutting of rows over pushed bytes, whatever their slices.
//!
//! In: the table's bytes after any byte order mark, or its decoded lines. Out: rows to `Deliver`. Rows that
//! lie whole in a chunk are read where they are; only one that goes over a chunk's end is copied. A row is
//! cut from its own start by what follows it, so the slices cannot matter.

use super::super::{Cell, Handler};
use super::deliver::{Deliver, Framed};
use super::evidence;
use super::lenient::OddRow;
use super::mend::Mender;
use super::strict::{Stop, Strict};
use super::{MAX_ROW, WINDOW};
use crate::text::charset::Charset;
use crate::text::control;
use encoding_rs::UTF_8;
use memchr::{memchr, memchr_iter};

/// The framing state of one table's body.
pub struct Rows {
    strict: Strict,
    mender: Mender,
    pub deliver: Deliver,
    /// The bytes are UTF-8 (or decoded to it); else fields are decoded one by one.
    utf8: bool,
    /// So far only ASCII was seen: the charset is still open.
    unsettled: bool,
    /// The table turned out to be in a charset that must be decoded before framing, from `offset` on.
    pub switch: Option<Charset>,
    /// Offset of the first byte not framed yet.
    pub offset: u64,
    /// Bytes from there on, of a row not whole yet.
    pending: Vec<u8>,
    /// How many pending bytes to wait for before the next try: each row is tried few times.
    retry_at: usize,
    /// A row's fields with doubled quotes taken out.
    plain: Vec<u8>,
    /// The same where they are text: what is cut out of text needs no second look whether it is.
    plain_text: String,
    plain_cells: Vec<Cell>,
}

impl Rows {
    pub fn new(deliver: Deliver, offset: u64, unsettled: bool, decoded: bool) -> Rows {
        Rows {
            strict: Strict::new(deliver.delimiter),
            mender: Mender::new(deliver.delimiter),
            utf8: decoded || deliver.charset == UTF_8,
            deliver,
            unsettled,
            switch: None,
            offset,
            pending: Vec::new(),
            retry_at: 0,
            plain: Vec::new(),
            plain_text: String::new(),
            plain_cells: Vec::new(),
        }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, mut chunk: &[u8], to: &mut dyn Handler) {
        while !self.pending.is_empty() && !chunk.is_empty() && self.switch.is_none() {
            let before = self.pending.len();
            let take = chunk.len().min(before.max(4096));
            self.pending.extend_from_slice(&chunk[..take]);
            if self.pending.len() < self.retry_at {
                chunk = &chunk[take..];
                continue;
            }
            let mut data = std::mem::take(&mut self.pending);
            let used = self.frame(&data, false, to);
            match used.checked_sub(before) {
                Some(used) if used > 0 && self.switch.is_none() => {
                    chunk = &chunk[used..];
                    data.clear();
                }
                _ => {
                    chunk = &chunk[take..];
                    data.drain(..used);
                    self.retry_at = data.len().saturating_mul(2);
                }
            }
            self.pending = data;
        }
        if chunk.is_empty() {
            return;
        }
        if self.switch.is_none() {
            let used = self.frame(chunk, false, to);
            chunk = chunk.get(used..).unwrap_or_default();
            self.retry_at = chunk.len().saturating_mul(2);
        }
        self.pending.extend_from_slice(chunk);
    }

    /// No more bytes come, unless there was a `switch`.
    pub fn finish(&mut self, to: &mut dyn Handler) {
        let data = std::mem::take(&mut self.pending);
        let used = self.frame(&data, true, to);
        if self.switch.is_some() {
            self.pending = data;
            self.pending.drain(..used);
            return;
        }
        self.deliver.finish(to);
    }

    /// After a `switch`: what was not framed. From now on decoded lines are pushed.
    pub fn take_pending(&mut self) -> Vec<u8> {
        self.utf8 = true;
        self.retry_at = 0;
        std::mem::take(&mut self.pending)
    }

    /// Frames what is whole in `data`; gives how many bytes that were, and moves `offset` past them.
    fn frame(&mut self, data: &[u8], whole: bool, to: &mut dyn Handler) -> usize {
        let mut text = Text::new(data);
        let mut at = 0;
        // Looked for once: rows are handed over up to there, and what is odd may be every one of them.
        let first = if self.unsettled { first_telling(data) } else { usize::MAX };
        let used = loop {
            let telling = if self.unsettled { first } else { usize::MAX };
            let offset = self.offset.saturating_add(at as u64);
            let stop = if self.mender.as_lines(offset) {
                Stop::Odd(at)
            } else {
                self.strict_rows(&mut text, at, whole, telling, to)
            };
            match stop {
                Stop::More(row) => break row,
                Stop::Refused(row) => {
                    at = row;
                    if !self.settle(&data[row..], whole) {
                        break row;
                    }
                }
                Stop::Odd(row) => {
                    let offset = self.offset.saturating_add(row as u64);
                    let columns = self.deliver.columns();
                    let Some(odd) = self.mender.row(data, row, whole, offset, columns) else { break row };
                    if odd.found.end > telling {
                        at = row;
                        if !self.settle(&data[row..], whole) {
                            break row;
                        }
                        continue;
                    }
                    self.odd_row(&mut text, odd, offset, to);
                    at = odd.found.end;
                    if at >= data.len() {
                        break at;
                    }
                }
            }
        };
        self.offset = self.offset.saturating_add(used as u64);
        used
    }

    /// Hands over well-formed rows from `at` on, up to the first that is not or that passes `telling`.
    fn strict_rows(
        &mut self,
        text: &mut Text<'_>,
        at: usize,
        whole: bool,
        telling: usize,
        to: &mut dyn Handler,
    ) -> Stop {
        let Rows { strict, deliver, utf8, offset, plain, plain_text, plain_cells, .. } = self;
        strict.run(text.data, at, whole, |found, cells| {
            if found.end > telling {
                return false;
            }
            let raw = &text.data[found.start..found.stop];
            let as_text = text.row(found.start, found.stop, *utf8);
            let odd = OddRow { found: *found, ..OddRow::default() };
            let clean = !control::is_likely_in(raw);
            let nuls = if clean { 0 } else { count_nuls(raw) };
            let offset = offset.saturating_add(found.start as u64);
            let framed = Framed { odd, offset, raw, bytes: raw, text: as_text, cells, nuls, clean };
            if !found.doubled {
                deliver.row(&framed, to);
                return true;
            }
            unquote(raw, as_text, cells, plain, plain_text, plain_cells);
            let (bytes, text) = match as_text {
                Some(_) => (plain_text.as_bytes(), Some(plain_text.as_str())),
                None => (plain.as_slice(), None),
            };
            deliver.row(&Framed { bytes, text, cells: plain_cells, ..framed }, to);
            true
        })
    }

    /// Hands over the row the mender read.
    fn odd_row(&mut self, text: &mut Text<'_>, odd: OddRow, offset: u64, to: &mut dyn Handler) {
        let found = odd.found;
        let raw = &text.data[found.start..found.stop];
        let nuls = count_nuls(raw);
        let lenient = &self.mender.lenient;
        let known = self.utf8 || raw.is_ascii();
        let text =
            Some(&lenient.text).filter(|_| known).and_then(|text| simdutf8::basic::from_utf8(text).ok());
        let framed = Framed {
            odd,
            offset,
            raw,
            bytes: &lenient.text,
            text,
            cells: &lenient.cells,
            nuls,
            clean: false,
        };
        self.deliver.row(&framed, to);
    }

    /// Decides the charset by the first bytes that say something, `data`; `false`: there are too few yet, or
    /// the table must be decoded before framing.
    fn settle(&mut self, data: &[u8], whole: bool) -> bool {
        if data.len() < WINDOW && !whole {
            return false;
        }
        let (charset, _) = evidence::of_bytes(&data[..data.len().min(WINDOW)], whole && data.len() <= WINDOW);
        self.unsettled = false;
        self.deliver.charset = charset;
        self.utf8 = charset == UTF_8;
        if super::decodes_first(charset, self.deliver.delimiter) {
            self.switch = Some(charset);
        }
        self.switch.is_none()
    }
}

/// Where the first byte stands that says something about the charset.
fn first_telling(data: &[u8]) -> usize {
    if data.is_ascii() && memchr(0x1B, data).is_none() {
        return usize::MAX;
    }
    data.iter().position(|&byte| byte >= 0x80 || byte == 0x1B).unwrap_or(usize::MAX)
}

/// Copies a row with each doubled quote inside a field made one: to `text` if the row is text, else to `plain`. What stands
/// between such quotes is copied in one piece, whatever fields it belongs to.
fn unquote(
    raw: &[u8],
    as_text: Option<&str>,
    cells: &[Cell],
    plain: &mut Vec<u8>,
    text: &mut String,
    plain_cells: &mut Vec<Cell>,
) {
    plain.clear();
    text.clear();
    plain_cells.clear();
    // A quote is a character of its own, so the pieces begin and end between characters.
    let mut copy = |from: usize, to: usize| match as_text {
        Some(row) => text.push_str(row.get(from..to).unwrap_or_default()),
        None => plain.extend_from_slice(raw.get(from..to).unwrap_or_default()),
    };
    // How far the row is copied, and how many quotes were left out.
    let (mut copied, mut gone) = (0, 0);
    for cell in cells {
        let start = cell.start - gone;
        let (mut at, end) = (cell.start as usize, cell.end as usize);
        // Only a quoted field has quotes inside.
        let quoted = at > 0 && raw.get(at - 1) == Some(&b'"');
        while let Some(quote) = raw.get(at..end).filter(|_| quoted).and_then(|rest| memchr(b'"', rest)) {
            copy(copied, at + quote + 1);
            at += quote + 2;
            copied = at;
            gone += 1;
        }
        plain_cells.push(Cell { start, end: cell.end - gone });
    }
    copy(copied, raw.len());
}

fn count_nuls(raw: &[u8]) -> u64 {
    memchr_iter(0, raw).count() as u64
}

/// What is known of a chunk as text, found out once for many rows.
struct Text<'a> {
    data: &'a [u8],
    /// Valid UTF-8 of `data`, from `from` on.
    valid: &'a str,
    from: usize,
}

impl<'a> Text<'a> {
    fn new(data: &'a [u8]) -> Text<'a> {
        Text { data, valid: "", from: 0 }
    }

    /// The row as text if it is UTF-8 (`utf8`), or at least ASCII.
    #[inline]
    fn row(&mut self, start: usize, stop: usize, utf8: bool) -> Option<&'a str> {
        if !utf8 {
            let raw = &self.data[start..stop];
            return if raw.is_ascii() { std::str::from_utf8(raw).ok() } else { None };
        }
        if stop > self.from + self.valid.len() {
            self.validate(start);
        }
        self.valid.get(start.checked_sub(self.from)?..stop.checked_sub(self.from)?)
    }

    /// Finds out how far the bytes from `start` on are UTF-8, unless the next broken one is known to be past it.
    fn validate(&mut self, start: usize) {
        if self.from + self.valid.len() > start {
            return;
        }
        let rest = without_half(&self.data[start..]);
        self.from = start;
        // Validating was half of all the time with std on Japanese text.
        self.valid = match simdutf8::compat::from_utf8(rest) {
            Ok(valid) => valid,
            Err(error) => simdutf8::basic::from_utf8(&rest[..error.valid_up_to()]).unwrap_or(""),
        };
    }
}

/// The bytes without a character that is cut at their end, as most chunks have one: it would count as an error, and all
/// before it would be validated once more.
fn without_half(bytes: &[u8]) -> &[u8] {
    let lead = bytes.iter().rev().take(3).position(|byte| byte & 0xC0 != 0x80);
    let cut = lead.map_or(bytes.len(), |back| bytes.len() - back - 1);
    let length = match bytes.get(cut) {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => 1,
    };
    if cut + length > bytes.len() { &bytes[..cut] } else { bytes }
}

const _: () = assert!(MAX_ROW < u32::MAX as usize / 4, "cells are 32 bits");
