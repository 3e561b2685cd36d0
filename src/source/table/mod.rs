//! Cuts CSV, TSV and semicolon files into rows (RFC 4180, and what programs really write).
//!
//! In: bytes in any slices. Out: a header, then rows with their fields decoded, each with its exact bytes in
//! the source. The first `HEAD` bytes at most are held back to find out charset and delimiter; after that
//! only a row that goes over a chunk's end is kept. `strict` cuts well-formed rows by bitmasks, `lenient` and
//! `mend` the others. Quoting other than by `"`, comments and escapes by backslash are not known here.

pub mod codes;
mod deliver;
mod evidence;
mod lenient;
mod lines;
mod mend;
mod places;
mod rows;
mod scan;
mod strict;
#[cfg(test)]
pub(crate) mod tests;

use super::{Handler, TableHeader};
use crate::text::charset::{self, Charset};
use deliver::Deliver;
use encoding_rs::{EUC_JP, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use lines::LineDecoder;
use rows::Rows;

/// The longest row in bytes. Bounds the memory of a file that opens a quote and never closes it.
pub const MAX_ROW: usize = 16 << 20;
/// The most fields of a row. Bounds the memory of a file of delimiters.
pub const MAX_FIELDS: usize = 1 << 16;
/// How many bytes are held back at most to find out the charset.
pub const HEAD: usize = 1 << 20;
/// How many bytes from the first telling one on are looked at to find out the charset.
pub const WINDOW: usize = 1 << 16;

/// What the plan fixes; `None` is found out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dialect {
    pub charset: Option<Charset>,
    pub delimiter: Option<u8>,
}

/// What the first bytes said besides charset and delimiter.
#[derive(Clone, Copy)]
struct Flags {
    /// The charset is known for sure; else only ASCII was seen.
    settled: bool,
    /// The user named it.
    forced: bool,
    /// The delimiter that a `sep=` line names.
    named: Option<u8>,
}

/// The framing state. One for each table.
pub struct Framer {
    dialect: Dialect,
    /// The first bytes, until enough is known.
    head: Vec<u8>,
    /// How many of them hold nothing that tells the charset.
    mute: usize,
    rows: Option<Rows>,
    lines: Option<LineDecoder>,
}

impl Framer {
    pub fn new(dialect: Dialect) -> Framer {
        Framer { dialect, head: Vec::new(), mute: 0, rows: None, lines: None }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, mut chunk: &[u8], to: &mut dyn Handler) {
        if self.rows.is_none() {
            let take = chunk.len().min(HEAD.saturating_sub(self.head.len()));
            self.head.extend_from_slice(&chunk[..take]);
            chunk = &chunk[take..];
            if self.head.len() < self.needed() {
                return;
            }
            self.start(false, to);
        }
        self.feed(chunk, to);
    }

    /// No more bytes come: hands over the last row.
    pub fn finish(&mut self, to: &mut dyn Handler) {
        if self.rows.is_none() {
            self.start(true, to);
        }
        let Some(rows) = &mut self.rows else { return };
        if let Some(lines) = &mut self.lines {
            lines.finish(rows, to);
        }
        rows.finish(to);
        if let Some(charset) = rows.switch.take() {
            self.switch(charset, to);
            self.finish(to);
        }
    }

    /// Known once the header was read. Its charset is the one decided before the first row.
    pub fn header(&self) -> Option<&TableHeader> {
        self.rows.as_ref()?.deliver.header.as_ref()
    }

    /// The charset as known by now: a table that begins with plain ASCII may show it late.
    pub fn charset(&self) -> Option<Charset> {
        Some(self.rows.as_ref()?.deliver.charset)
    }

    /// How many first bytes are needed to decide.
    fn needed(&mut self) -> usize {
        if self.dialect.charset.is_some() {
            return WINDOW;
        }
        match evidence::telling(&self.head[self.mute..]) {
            Some(at) => (self.mute + at).saturating_add(WINDOW).min(HEAD),
            None => {
                self.mute = self.head.len();
                HEAD
            }
        }
    }

    /// Decides charset and delimiter by the first bytes, and frames them.
    fn start(&mut self, whole: bool, to: &mut dyn Handler) {
        let seen = self.needed().min(self.head.len());
        let head = std::mem::take(&mut self.head);
        let whole = whole && seen == head.len();
        let mark = charset::byte_order_mark(&head);
        let skip = mark.map_or(0, |(_, length)| length);
        let (charset, settled) = match (self.dialect.charset, mark) {
            (Some(charset), _) => (charset, true),
            (None, Some((charset, _))) => (charset, true),
            (None, None) => evidence::of_bytes(&head[..seen], whole),
        };
        let sample = charset::decode_part(&head[skip.min(seen)..seen.min(skip + WINDOW)], charset).0;
        let whole = whole && seen <= skip + WINDOW;
        let named = evidence::sep_line(&sample);
        let after =
            if named.is_some() { sample.find('\n').map_or("", |at| &sample[at + 1..]) } else { &*sample };
        let delimiter = self.dialect.delimiter.filter(|&sign| sign.is_ascii() && !b"\"\r\n".contains(&sign));
        let delimiter = delimiter.or(named).unwrap_or_else(|| evidence::delimiter(after, whole));
        self.body(charset, delimiter, skip, Flags { settled, forced: self.dialect.charset.is_some(), named });
        self.feed(head.get(skip..).unwrap_or_default(), to);
    }

    /// Sets out to frame what follows the byte order mark of `skip` bytes.
    fn body(&mut self, charset: Charset, delimiter: u8, skip: usize, flags: Flags) {
        let deliver = Deliver::new(delimiter, charset, flags.forced, flags.named);
        let first = decodes_first(charset, delimiter);
        self.rows = Some(Rows::new(deliver, skip as u64, !flags.settled, first));
        if first {
            self.decode_lines(charset, skip as u64, skip as u64);
        }
    }

    fn feed(&mut self, chunk: &[u8], to: &mut dyn Handler) {
        let Some(rows) = &mut self.rows else { return };
        match &mut self.lines {
            Some(lines) => lines.push(chunk, rows, to),
            None => rows.push(chunk, to),
        }
        if let Some(charset) = rows.switch.take() {
            self.switch(charset, to);
        }
    }

    /// From the first row not framed yet on, lines are decoded before framing.
    fn switch(&mut self, charset: Charset, to: &mut dyn Handler) {
        let Some(rows) = &mut self.rows else { return };
        let (pending, offset) = (rows.take_pending(), rows.offset);
        self.decode_lines(charset, offset, offset);
        self.feed(&pending, to);
    }

    fn decode_lines(&mut self, charset: Charset, at: u64, source: u64) {
        self.lines = Some(LineDecoder::new(charset));
        if let Some(rows) = &mut self.rows {
            rows.deliver.places.begin(at, source);
        }
    }
}

/// Whether bytes of characters could pass for quotes, delimiters or line ends, so that decoding comes first.
fn decodes_first(charset: Charset, delimiter: u8) -> bool {
    let trails_with_bar = charset != UTF_8 && charset != EUC_JP && !charset.is_single_byte();
    let bar = matches!(delimiter, b'@'..=b'~');
    charset == ISO_2022_JP || charset == UTF_16LE || charset == UTF_16BE || (bar && trails_with_bar)
}
