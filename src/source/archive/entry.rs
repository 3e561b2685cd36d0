//! Reads one entry: local header, data, CRC-32 (APPNOTE 4.3.7, RFC 1951).
//!
//! In: the bytes from the local header on. Out: the entry's own bytes, as they are unpacked. Sizes and
//! CRC-32 are the directory's; those in the local header may be missing (data descriptors) and are not asked.

use super::codes::*;
use super::record::LOCAL;
use super::{Entry, u16_at};
use crate::finding::Code;
use flate2::{Decompress, FlushDecompress, Status};
use std::ops::Range;

/// Unpacked bytes handed over at once, at most.
const STEP: usize = 128 * 1024;

enum Stage {
    /// The local header's first bytes.
    Header(Vec<u8>),
    /// So many bytes of name and extra field are still to come.
    Names(u64),
    Data,
    Failed(Code),
}

/// Reads one entry: give it the bytes of `range(&entry)`.
pub struct EntryReader {
    stage: Stage,
    method: u16,
    flags: u16,
    size: u64,
    crc32: u32,
    /// Packed bytes still to come.
    left: u64,
    made: u64,
    sum: flate2::Crc,
    inflate: Option<Decompress>,
    /// The deflated data said that it ends.
    ended: bool,
    buffer: Vec<u8>,
}

impl EntryReader {
    pub fn new(entry: &Entry) -> EntryReader {
        let deflated = entry.method == 8 && entry.trouble.is_none();
        EntryReader {
            stage: entry.trouble.map_or(Stage::Header(Vec::new()), Stage::Failed),
            method: entry.method,
            flags: entry.flags,
            size: entry.size,
            crc32: entry.crc32,
            left: entry.compressed,
            made: 0,
            sum: flate2::Crc::new(),
            inflate: deflated.then(|| Decompress::new(false)),
            ended: !deflated,
            buffer: if deflated { vec![0; STEP] } else { Vec::new() },
        }
    }

    /// The bytes of the archive that hold the entry: local header and data, never those of another entry.
    /// A local header's name and extra field may be longer than the directory's, so this may be more than
    /// is needed; it is empty if there is no room for the entry.
    pub fn range(entry: &Entry) -> Range<u64> {
        let most =
            entry.offset.saturating_add(LOCAL + 2 * u64::from(u16::MAX)).saturating_add(entry.compressed);
        entry.offset..entry.end.min(most).max(entry.offset)
    }

    /// The next bytes of the range; unpacked bytes go to `out`, never more than the directory says.
    pub fn push(&mut self, chunk: &[u8], out: &mut dyn FnMut(&[u8])) {
        let data = match self.skip_header(chunk) {
            Ok(data) => data,
            Err(code) => return self.stage = Stage::Failed(code),
        };
        if !matches!(self.stage, Stage::Data) {
            return;
        }
        let take = usize::try_from(self.left).unwrap_or(usize::MAX).min(data.len());
        self.left -= take as u64;
        let done = match self.method {
            0 => self.give(&data[..take], out),
            _ => self.unpack(&data[..take], out),
        };
        if let Err(code) = done {
            self.stage = Stage::Failed(code);
        }
    }

    /// Whether all needed bytes came: the rest of the range need not be read.
    pub fn is_done(&self) -> bool {
        match self.stage {
            Stage::Header(_) | Stage::Names(_) => false,
            Stage::Data => self.left == 0,
            Stage::Failed(_) => true,
        }
    }

    /// Whether all came, with the right size and CRC-32; else what was wrong.
    pub fn finish(&mut self) -> Result<(), Code> {
        match self.stage {
            Stage::Failed(code) => Err(code),
            Stage::Header(_) | Stage::Names(_) => Err(ZIP_ENTRY_DAMAGED),
            Stage::Data => {
                let whole = self.left == 0 && self.ended && self.made == self.size;
                let sound = self.sum.sum() == self.crc32;
                if whole && sound { Ok(()) } else { Err(ZIP_ENTRY_DAMAGED) }
            }
        }
    }

    /// Reads past the local header; gives the bytes of `chunk` after it.
    fn skip_header<'a>(&mut self, mut chunk: &'a [u8]) -> Result<&'a [u8], Code> {
        if let Stage::Header(header) = &mut self.stage {
            let take = chunk.len().min((LOCAL as usize).saturating_sub(header.len()));
            header.extend_from_slice(&chunk[..take]);
            chunk = &chunk[take..];
            if header.len() < LOCAL as usize {
                return Ok(chunk);
            }
            let field = |at| u16_at(header, at).unwrap_or(0);
            if !header.starts_with(b"PK\x03\x04") || field(8) != self.method {
                return Err(ZIP_ENTRY_DAMAGED);
            }
            if (field(6) ^ self.flags) & 1 != 0 {
                return Err(ZIP_ENTRY_ENCRYPTED);
            }
            self.stage = Stage::Names(u64::from(field(26)) + u64::from(field(28)));
        }
        if let Stage::Names(names) = &mut self.stage {
            let take = usize::try_from(*names).unwrap_or(usize::MAX).min(chunk.len());
            *names -= take as u64;
            chunk = &chunk[take..];
            if *names == 0 {
                self.stage = Stage::Data;
            }
        }
        Ok(chunk)
    }

    /// Hands over unpacked bytes, up to the size the directory says.
    fn give(&mut self, bytes: &[u8], out: &mut dyn FnMut(&[u8])) -> Result<(), Code> {
        let room = usize::try_from(self.size - self.made).unwrap_or(usize::MAX);
        let bytes_in = bytes.get(..room).unwrap_or(bytes);
        if !bytes_in.is_empty() {
            self.sum.update(bytes_in);
            self.made += bytes_in.len() as u64;
            out(bytes_in);
        }
        if bytes.len() > room { Err(ZIP_BOMB) } else { Ok(()) }
    }

    fn unpack(&mut self, mut data: &[u8], out: &mut dyn FnMut(&[u8])) -> Result<(), Code> {
        let Some(mut inflate) = self.inflate.take() else { return Err(ZIP_ENTRY_DAMAGED) };
        let mut buffer = std::mem::take(&mut self.buffer);
        let done = loop {
            if self.ended {
                // Data goes on after its own end.
                break if data.is_empty() { Ok(()) } else { Err(ZIP_ENTRY_DAMAGED) };
            }
            let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
            let Ok(status) = inflate.decompress(data, &mut buffer, FlushDecompress::None) else {
                break Err(ZIP_ENTRY_DAMAGED);
            };
            let used = usize::try_from(inflate.total_in() - before_in).unwrap_or(usize::MAX);
            let made = usize::try_from(inflate.total_out() - before_out).unwrap_or(usize::MAX);
            data = data.get(used..).unwrap_or_default();
            if let Err(code) = self.give(buffer.get(..made).unwrap_or_default(), out) {
                break Err(code);
            }
            self.ended = status == Status::StreamEnd;
            if !self.ended && made < buffer.len() && (data.is_empty() || used == 0) {
                break if data.is_empty() { Ok(()) } else { Err(ZIP_ENTRY_DAMAGED) };
            }
        };
        (self.inflate, self.buffer) = (Some(inflate), buffer);
        done
    }
}
