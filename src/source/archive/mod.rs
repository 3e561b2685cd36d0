//! Reads ZIPs by pushed bytes (APPNOTE 6.3.10): first the directory, then one entry at a time.

pub mod codes;

use crate::finding::Code;
use std::ops::Range;

/// One entry of the central directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Decoded name (UTF-8 flag, Unicode path extra field, else CP932 or UTF-8 by evidence), `/` separated.
    pub name: String,
    pub directory: bool,
    pub size: u64,
    pub compressed: u64,
    pub crc32: u32,
    /// Offset of the local header.
    pub offset: u64,
    pub method: u16,
    pub flags: u16,
    /// Why it cannot or will not be read (encrypted, other method, overlapping, bomb), if so.
    pub trouble: Option<Code>,
}

/// Finds and reads the central directory: give it the ranges it wants.
pub struct Directory {}

impl Directory {
    /// For an archive of `bytes` bytes.
    pub fn new(_bytes: u64) -> Directory {
        Directory {}
    }
    /// The next range of the archive it needs; `None` when it is done.
    pub fn wants(&self) -> Option<Range<u64>> {
        None
    }
    /// The next bytes of the wanted range, in any slices.
    pub fn push(&mut self, _chunk: &[u8]) {}
    /// The entries in directory order, or why the archive is unreadable.
    pub fn finish(self) -> Result<Vec<Entry>, Code> {
        Ok(Vec::new())
    }
}

/// Reads one entry: give it the bytes of `range(&entry)`.
pub struct EntryReader {}

impl EntryReader {
    pub fn new(_entry: &Entry) -> EntryReader {
        EntryReader {}
    }
    /// The bytes of the archive that hold the entry: local header and data. `limit` is where data cannot go on (the directory).
    pub fn range(entry: &Entry) -> Range<u64> {
        entry.offset..entry.offset
    }
    /// The next bytes of the range; inflated bytes go to `out`.
    pub fn push(&mut self, _chunk: &[u8], _out: &mut dyn FnMut(&[u8])) {}
    /// Whether all came, with the right size and CRC-32; else what was wrong.
    pub fn finish(&mut self) -> Result<(), Code> {
        Ok(())
    }
}
