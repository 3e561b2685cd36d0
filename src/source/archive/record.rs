//! The records of the central directory (APPNOTE 4.3.12), and what they say together.
//!
//! In: the bytes of the directory. Out: entries with names decoded, their bounds, and what keeps them from
//! being read: entries that overlap, that are encrypted, that promise more than they can hold.

use super::codes::*;
use super::{Entry, MAX_RATIO, MAX_UNPACKED, names, u16_at, u32_at, u64_at};
use crate::finding::Code;

/// Length of a record without name, extra field and comment.
const FIXED: usize = 46;
/// Length of a local header without name and extra field.
pub const LOCAL: u64 = 30;

/// One record as it stands.
pub struct Listed {
    entry: Entry,
    /// The name's bytes, and its UTF-8 form where the extra field holds one.
    name: Vec<u8>,
    unicode: Option<String>,
    disk: u32,
}

impl Listed {
    /// Reads the record at the start of `bytes`, and its length; `None` if it is not whole, or none.
    pub fn read(bytes: &[u8]) -> Option<(Listed, usize)> {
        let fixed = bytes.first_chunk::<FIXED>().filter(|fixed| fixed.starts_with(b"PK\x01\x02"))?;
        let short = |at| u16_at(fixed, at).unwrap_or(0);
        let long = |at| u32_at(fixed, at).unwrap_or(0);
        let name_end = FIXED + usize::from(short(28));
        let extra_end = name_end + usize::from(short(30));
        let end = extra_end + usize::from(short(32));
        let (name, extra) = (bytes.get(FIXED..name_end)?, bytes.get(name_end..extra_end)?);
        bytes.get(..end)?;
        let entry = Entry {
            size: u64::from(long(24)),
            compressed: u64::from(long(20)),
            crc32: long(16),
            offset: u64::from(long(42)),
            method: short(10),
            flags: short(8),
            ..Entry::default()
        };
        let disk = u32::from(short(34));
        let mut listed = Listed { entry, name: name.to_vec(), unicode: None, disk };
        listed.read_extra(extra);
        Some((listed, end))
    }

    /// ZIP64 sizes (APPNOTE 4.5.3) and the Unicode path (4.6.9). A field that does not hold together is ignored.
    fn read_extra(&mut self, mut extra: &[u8]) {
        while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
            let Some(data) = extra.get(4..4 + usize::from(length)) else { return };
            match id {
                0x0001 => self.read_zip64(data),
                0x7075 => self.read_unicode(data),
                _ => {}
            }
            extra = &extra[4 + usize::from(length)..];
        }
    }

    fn read_zip64(&mut self, data: &[u8]) {
        let mut at = 0;
        let Entry { size, compressed, offset, .. } = &mut self.entry;
        for field in [size, compressed, offset] {
            if *field == u64::from(u32::MAX) {
                let Some(value) = u64_at(data, at) else { return };
                *field = value;
                at += 8;
            }
        }
        if let Some(disk) = u32_at(data, at).filter(|_| self.disk == u32::from(u16::MAX)) {
            self.disk = disk;
        }
    }

    fn read_unicode(&mut self, data: &[u8]) {
        let mut sum = flate2::Crc::new();
        sum.update(&self.name);
        let fresh = data.first() == Some(&1) && u32_at(data, 1) == Some(sum.sum());
        let name = data.get(5..).filter(|_| fresh).and_then(|name| std::str::from_utf8(name).ok());
        self.unicode = name.filter(|name| !name.is_empty()).map(str::to_owned);
    }

    /// What can be seen of it alone.
    fn trouble(&self) -> Option<Code> {
        let Entry { flags, method, size, compressed, .. } = self.entry;
        // Bits 0, 6 and 13: encrypted, strongly encrypted, directory masked. Method 99 is AES.
        if flags & 0x2041 != 0 || method == 99 {
            return Some(ZIP_ENTRY_ENCRYPTED);
        }
        if self.disk != 0 {
            return Some(ZIP_MULTI_DISK);
        }
        match method {
            0 if size != compressed => Some(ZIP_ENTRY_DAMAGED),
            8 if size / MAX_RATIO > compressed => Some(ZIP_BOMB),
            0 | 8 => None,
            _ => Some(ZIP_ENTRY_METHOD),
        }
    }
}

/// Makes entries of all records. `start`: where the directory was found; `shift`: how far all offsets are off.
pub fn finish(listed: Vec<Listed>, start: u64, shift: u64) -> Vec<Entry> {
    let raw = listed.iter().map(|one| match &one.unicode {
        Some(name) => names::Raw::Text(name),
        None => names::Raw::Bytes(&one.name),
    });
    let names = names::decode(raw.collect());
    let mut total = 0u64;
    let mut entries: Vec<Entry> = Vec::with_capacity(listed.len());
    for (one, name) in listed.into_iter().zip(names) {
        let mut entry = Entry { trouble: one.trouble(), ..one.entry };
        entry.offset = entry.offset.saturating_add(shift);
        (entry.name, entry.directory) = (name.name, name.directory);
        total = total.saturating_add(entry.size);
        if total > MAX_UNPACKED && entry.size > 0 {
            entry.trouble = entry.trouble.or(Some(ZIP_BOMB));
        }
        entries.push(entry);
    }
    set_ends(&mut entries, start);
    entries
}

/// Gives each entry the place where the next begins, and marks those that go over it: every byte of the
/// archive belongs to one readable entry at most.
fn set_ends(entries: &mut [Entry], start: u64) {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    crate::order::sort(&mut order, |&a, &b| entries[a].offset.cmp(&entries[b].offset));
    let mut end = start;
    for &index in order.iter().rev() {
        let entry = &mut entries[index];
        let least = entry.offset.saturating_add(LOCAL).saturating_add(entry.compressed);
        if least > end {
            entry.trouble = entry.trouble.or(Some(ZIP_ENTRY_OVERLAPS));
        }
        entry.end = end.max(entry.offset);
        end = end.min(entry.offset);
    }
}
