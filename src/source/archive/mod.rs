//! Reads ZIPs by pushed bytes (APPNOTE 6.3.10): first the directory, then one entry at a time.
//!
//! In: the ranges of bytes it asks for, in any slices. Out: the list of entries, then the bytes of each.
//! It shares no code with the writing of our bundles, so that it can verify them. It does not decrypt,
//! does not open archives within archives, and knows Stored and Deflate only.

pub mod codes;
mod directory;
mod entry;
mod names;
mod record;
#[cfg(test)]
pub(crate) mod tests;

pub use directory::Directory;
pub use entry::EntryReader;

use crate::finding::Code;

/// The most entries that are listed: stops directories made to fill the memory.
pub const MAX_ENTRIES: u64 = 1_000_000;
/// The largest directory that is read, in bytes.
pub const MAX_DIRECTORY: u64 = 256 << 20;
/// The most bytes that all entries together may say they unpack to.
pub const MAX_UNPACKED: u64 = 256 << 30;
/// Deflate makes at most 1032 bytes of one (RFC 1951: 258 bytes by two bits); more is a lie.
pub const MAX_RATIO: u64 = 1032;

/// One entry of the central directory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Decoded name, `/` separated and harmless: no `..`, no drive, not absolute, no control characters;
    /// unlike any other in the archive. A directory's has no `/` at its end.
    pub name: String,
    pub directory: bool,
    pub size: u64,
    pub compressed: u64,
    pub crc32: u32,
    /// Offset of the local header in the file, whatever stands before the archive.
    pub offset: u64,
    /// Where its data cannot go on: the next local header, or the directory.
    pub end: u64,
    pub method: u16,
    pub flags: u16,
    /// Why it cannot or will not be read (encrypted, other method, overlapping, bomb), if so.
    pub trouble: Option<Code>,
}

/// The little-endian number of two bytes at `at`; `None` past the end.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The little-endian number of four bytes at `at`; `None` past the end.
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The little-endian number of eight bytes at `at`; `None` past the end.
fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
