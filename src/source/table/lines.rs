//! Decodes line by line, where the charset's own bytes could pass for quotes or delimiters.
//!
//! In: bytes in ISO-2022-JP or UTF-16, or with `|` between fields in a charset that has 0x7C as a trail byte.
//! Out: UTF-8 to `Rows`, with a mark for the place of each line in the source. LF and CR never stand within
//! a character of the first, and each line begins in ASCII (RFC 1468); UTF-16 is cut by whole units.

use super::super::Handler;
use super::MAX_ROW;
use super::codes::{CHARSET_MIXED, CHARSET_UNDECODABLE};
use super::evidence::{self, Trouble};
use super::rows::Rows;
use crate::text::charset::{self, Charset, Decoded};
use encoding_rs::{UTF_16BE, UTF_16LE};
use memchr::memchr2;

/// Decoded bytes to gather before they are framed.
const BATCH: usize = 256 * 1024;

/// The decoding state of one table.
pub struct LineDecoder {
    charset: Charset,
    raw: Vec<u8>,
    /// How much of `raw` holds no line end.
    scanned: usize,
    text: String,
}

impl LineDecoder {
    pub fn new(charset: Charset) -> LineDecoder {
        LineDecoder { charset, raw: Vec::new(), scanned: 0, text: String::new() }
    }

    /// Takes the next bytes of the source.
    pub fn push(&mut self, chunk: &[u8], rows: &mut Rows, to: &mut dyn Handler) {
        for part in chunk.chunks(BATCH) {
            self.raw.extend_from_slice(part);
            let raw = std::mem::take(&mut self.raw);
            let mut at = 0;
            while let Some(end) = self.line_end(&raw[at..], false) {
                self.decode(&raw[at..at + end], rows);
                self.scanned = 0;
                at += end;
            }
            self.raw = raw;
            self.raw.drain(..at);
            self.flush(rows, to);
        }
    }

    /// No more bytes come.
    pub fn finish(&mut self, rows: &mut Rows, to: &mut dyn Handler) {
        let raw = std::mem::take(&mut self.raw);
        let mut rest = raw.as_slice();
        while let Some(end) = self.line_end(rest, true) {
            self.decode(&rest[..end], rows);
            self.scanned = 0;
            rest = &rest[end..];
        }
        self.decode(rest, rows);
        self.flush(rows, to);
    }

    fn flush(&mut self, rows: &mut Rows, to: &mut dyn Handler) {
        rows.push(self.text.as_bytes(), to);
        self.text.clear();
    }

    /// How long the first line is, line end included; `None` if that is not to be seen yet.
    fn line_end(&mut self, raw: &[u8], whole: bool) -> Option<usize> {
        let unit = self.unit();
        let mut at = self.scanned;
        loop {
            let Some(found) = self.find_break(raw, at) else {
                self.scanned = raw.len() / unit * unit;
                return (raw.len() > MAX_ROW).then_some(MAX_ROW);
            };
            let next = found + unit;
            if found >= MAX_ROW {
                return Some(MAX_ROW);
            }
            if self.value(raw, found)? == u16::from(b'\n') {
                return Some(next);
            }
            match self.value(raw, next) {
                Some(value) if value == u16::from(b'\n') => at = next,
                Some(_) => return Some(next),
                // Half a unit at the very end is no LF.
                None if whole => return (next < raw.len()).then_some(next),
                None => {
                    self.scanned = found;
                    return None;
                }
            }
        }
    }

    fn unit(&self) -> usize {
        if self.charset == UTF_16LE || self.charset == UTF_16BE { 2 } else { 1 }
    }

    /// The code unit at `at`, `None` if it is not whole.
    fn value(&self, raw: &[u8], at: usize) -> Option<u16> {
        if self.unit() == 1 {
            return raw.get(at).map(|&byte| u16::from(byte));
        }
        let pair = raw.get(at..)?.first_chunk::<2>()?;
        Some(if self.charset == UTF_16LE { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) })
    }

    /// The first LF or CR from `at` on.
    fn find_break(&self, raw: &[u8], mut at: usize) -> Option<usize> {
        loop {
            let found = at + memchr2(b'\n', b'\r', raw.get(at..)?)?;
            let start = found / self.unit() * self.unit();
            match self.value(raw, start)? {
                0x0A | 0x0D => return Some(start),
                _ => at = start + self.unit(),
            }
        }
    }

    /// Decodes one line to the end of `text`, and marks its place.
    fn decode(&mut self, line: &[u8], rows: &mut Rows) {
        if line.is_empty() {
            return;
        }
        // Bytes of UTF-16 pass for many a charset: there is nothing else to try.
        let decoded = if self.unit() == 2 {
            let (text, replaced) = charset::decode_part(line, self.charset);
            Decoded {
                text,
                used: self.charset,
                mislabelled: false,
                replaced: u32::from(replaced > 0),
                mixed: false,
            }
        } else {
            let evidence = evidence::of_row(line, self.charset, rows.deliver.forced);
            charset::decode_as(line, evidence.charset)
        };
        self.text.push_str(&decoded.text);
        let code = match decoded.replaced {
            0 if decoded.used == self.charset => None,
            0 => Some(CHARSET_MIXED),
            _ => Some(CHARSET_UNDECODABLE),
        };
        let replaced = u64::from(decoded.replaced);
        let trouble = code.map(|code| Trouble { code, used: decoded.used, replaced });
        rows.deliver.places.line(decoded.text.len(), line.len(), trouble);
    }
}
