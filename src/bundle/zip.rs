//! The records of a ZIP archive (APPNOTE 6.3.10) as bytes.
//!
//! Why not the zip crate's streaming writer: it gives every entry a data descriptor, also where the bytes
//! are at hand (9.4.1, `add_prepared_file`), and a stored entry with a descriptor cannot be read as a
//! stream; and caps need sizes that are known to the byte before anything is written.
//!
//! Entries stay under 4 GiB (`MAX_ENTRY`), archives need not: offsets and counts go to ZIP64 when they
//! must. No encryption, no comments. All entries say 1980-01-01; a message as a file also has its own time, in UTC
//! (extra field 0x5455, Info-ZIP's extended timestamp): mail servers take the file's time as when it was received.

/// Largest entry, before or after compression: no entry needs ZIP64 sizes, which not every importer reads.
pub const MAX_ENTRY: u64 = 0xffff_fffe;
/// Longest name in bytes.
pub const MAX_NAME: usize = 0x7fff;

const FULL: u32 = 0xffff_ffff;
/// Sizes and CRC-32 follow the data (bit 3).
const DESCRIPTOR_FLAG: u16 = 1 << 3;
/// The name is UTF-8 (bit 11).
const UTF8_FLAG: u16 = 1 << 11;
/// 1980-01-01, the first day a ZIP can name.
const DATE: u16 = 0x0021;

/// Bytes of a data descriptor.
pub const DESCRIPTOR_BYTES: u64 = 16;
/// Bytes that an entry with a time of its own has more: in its local header, and as much in the directory.
pub const TIME_BYTES: u64 = 9;
/// Most bytes at the end of an archive: ZIP64 end record, its locator, end record.
pub const END_BYTES: u64 = 56 + 20 + 22;

/// The CRC-32 of a file's bytes.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// How an entry's bytes are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Stored = 0,
    Deflated = 8,
}

/// What is known of an entry's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub crc32: u32,
    pub compressed: u64,
    pub bytes: u64,
}

/// Bytes of an entry's local header.
pub fn local_bytes(name: &str) -> u64 {
    30 + name.len() as u64
}

/// Most bytes of an entry's place in the central directory: with the ZIP64 offset.
pub fn central_bytes(name: &str) -> u64 {
    46 + name.len() as u64 + 12
}

/// The local header. Without sizes the data must be followed by a descriptor. `time`: seconds UTC.
pub fn local_header(name: &str, method: Method, sizes: Option<Sizes>, time: Option<u32>) -> Vec<u8> {
    let mut out = Vec::with_capacity(39 + name.len());
    put4(&mut out, 0x0403_4b50);
    put2(&mut out, 20);
    put2(&mut out, flags(sizes.is_none()));
    put2(&mut out, method as u16);
    put2(&mut out, 0);
    put2(&mut out, DATE);
    put_sizes(&mut out, sizes.unwrap_or(Sizes { crc32: 0, compressed: 0, bytes: 0 }));
    put2(&mut out, short(name.len()));
    put2(&mut out, time.map_or(0, |_| TIME_BYTES as u16));
    out.extend_from_slice(name.as_bytes());
    put_time(&mut out, time);
    out
}

/// What follows the data of an entry whose header came without sizes.
pub fn descriptor(sizes: Sizes) -> Vec<u8> {
    let mut out = Vec::with_capacity(16);
    put4(&mut out, 0x0807_4b50);
    put_sizes(&mut out, sizes);
    out
}

/// A small archive at once, of entries as they are.
pub fn stored_zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Directory::default());
    for (name, bytes) in files {
        let size = bytes.len() as u64;
        let sizes = Sizes { crc32: crc32(bytes), compressed: size, bytes: size };
        directory.add(name, Method::Stored, sizes, At { offset: out.len() as u64, ..At::default() });
        out.extend(local_header(name, Method::Stored, Some(sizes), None));
        out.extend_from_slice(bytes);
    }
    let start = out.len() as u64;
    out.extend(directory.finish(start));
    out
}

/// Where an entry lies.
#[derive(Clone, Copy, Debug, Default)]
pub struct At {
    /// Of its local header.
    pub offset: u64,
    /// Its sizes follow its data.
    pub streamed: bool,
    /// The file's own, as its local header has it.
    pub time: Option<u32>,
}

/// The central directory of one archive, grown entry by entry.
#[derive(Default)]
pub struct Directory {
    records: Vec<u8>,
    entries: u64,
}

impl Directory {
    /// Adds an entry: what it is called, how it is kept, and where.
    pub fn add(&mut self, name: &str, method: Method, sizes: Sizes, at: At) {
        let At { offset, streamed, time } = at;
        let far = offset >= u64::from(FULL);
        let out = &mut self.records;
        put4(out, 0x0201_4b50);
        // Made on Unix (3), so that unpacking gives files their owner can read; version 4.5 knows ZIP64.
        put2(out, 3 << 8 | if far { 45 } else { 20 });
        put2(out, if far { 45 } else { 20 });
        put2(out, flags(streamed));
        put2(out, method as u16);
        put2(out, 0);
        put2(out, DATE);
        put_sizes(out, sizes);
        put2(out, short(name.len()));
        put2(out, if far { 12 } else { 0 } + time.map_or(0, |_| TIME_BYTES as u16));
        // No comment, first disk, no internal attributes.
        out.extend_from_slice(&[0; 6]);
        put4(out, if name.ends_with('/') { 0o040_755 } else { 0o100_644 } << 16);
        put4(out, clamp4(offset));
        out.extend_from_slice(name.as_bytes());
        if far {
            put2(out, 1);
            put2(out, 8);
            put8(out, offset);
        }
        put_time(out, time);
        self.entries += 1;
    }

    /// Bytes of the directory so far, without the end records.
    pub fn bytes(&self) -> u64 {
        self.records.len() as u64
    }

    /// The whole directory and the end records, for an archive whose entries end at `start`.
    pub fn finish(mut self, start: u64) -> Vec<u8> {
        let size = self.bytes();
        if self.entries >= 0xffff || start >= u64::from(FULL) || size >= u64::from(FULL) {
            self.end64(start, size);
        }
        let out = &mut self.records;
        put4(out, 0x0605_4b50);
        out.extend_from_slice(&[0; 4]);
        let entries = u16::try_from(self.entries).unwrap_or(u16::MAX);
        put2(out, entries);
        put2(out, entries);
        put4(out, clamp4(size));
        put4(out, clamp4(start));
        put2(out, 0);
        self.records
    }

    fn end64(&mut self, start: u64, size: u64) {
        let out = &mut self.records;
        put4(out, 0x0606_4b50);
        put8(out, 44);
        put2(out, 3 << 8 | 45);
        put2(out, 45);
        out.extend_from_slice(&[0; 8]);
        put8(out, self.entries);
        put8(out, self.entries);
        put8(out, size);
        put8(out, start);
        put4(out, 0x0706_4b50);
        put4(out, 0);
        put8(out, start.saturating_add(size));
        put4(out, 1);
    }
}

fn flags(streamed: bool) -> u16 {
    if streamed { UTF8_FLAG | DESCRIPTOR_FLAG } else { UTF8_FLAG }
}

fn put_time(out: &mut Vec<u8>, time: Option<u32>) {
    if let Some(time) = time {
        put2(out, 0x5455);
        put2(out, 5);
        // Only the time of the last change follows.
        out.push(1);
        put4(out, time);
    }
}

fn put_sizes(out: &mut Vec<u8>, sizes: Sizes) {
    put4(out, sizes.crc32);
    put4(out, clamp4(sizes.compressed));
    put4(out, clamp4(sizes.bytes));
}

fn clamp4(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(FULL)
}

fn short(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

fn put2(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put4(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put8(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{self, Read, Seek, SeekFrom};

    /// An archive whose first `zeros` bytes are nothing: large offsets without large files.
    struct Sparse {
        zeros: u64,
        rest: Vec<u8>,
        at: u64,
    }

    impl Read for Sparse {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let left = self.zeros.saturating_sub(self.at);
            let count = if left > 0 {
                let count = buffer.len().min(left as usize);
                buffer[..count].fill(0);
                count
            } else {
                let rest = &self.rest[((self.at - self.zeros) as usize).min(self.rest.len())..];
                let count = buffer.len().min(rest.len());
                buffer[..count].copy_from_slice(&rest[..count]);
                count
            };
            self.at += count as u64;
            Ok(count)
        }
    }

    impl Seek for Sparse {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            let end = self.zeros + self.rest.len() as u64;
            self.at = match to {
                SeekFrom::Start(at) => at,
                SeekFrom::End(by) => end.saturating_add_signed(by),
                SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            };
            Ok(self.at)
        }
    }

    /// One stored entry after `zeros` bytes, read by the zip crate.
    fn check(zeros: u64, zip64: bool, time: Option<u32>) {
        let (name, data) = ("添付/請求書.txt", b"hello".as_slice());
        let sizes = Sizes { crc32: crc32fast::hash(data), compressed: 5, bytes: 5 };
        let mut rest = local_header(name, Method::Stored, Some(sizes), time);
        let more = time.map_or(0, |_| TIME_BYTES);
        assert_eq!(rest.len() as u64, local_bytes(name) + more);
        rest.extend_from_slice(data);
        let mut directory = Directory::default();
        directory.add(name, Method::Stored, sizes, At { offset: zeros, streamed: false, time });
        assert!(directory.bytes() <= central_bytes(name) + more);
        let (start, before) = (zeros + rest.len() as u64, directory.bytes());
        let end = directory.finish(start);
        assert_eq!(end.len() as u64 - before, if zip64 { END_BYTES } else { 22 });
        rest.extend_from_slice(&end);
        let mut archive = zip::ZipArchive::new(Sparse { zeros, rest, at: 0 }).unwrap();
        let mut entry = archive.by_index(0).unwrap();
        let mut back = String::new();
        let told = entry.extra_data_fields().find_map(|field| match field {
            zip::ExtraField::ExtendedTimestamp(stamp) => stamp.mod_time(),
            _ => None,
        });
        assert_eq!(told, time);
        entry.read_to_string(&mut back).unwrap();
        assert_eq!((entry.name().unwrap().as_ref(), back.as_str()), (name, "hello"));
    }

    #[test]
    fn entries_are_found_on_both_sides_of_four_gibibytes() {
        check(0, false, None);
        check(0, false, Some(1_790_000_000));
        check(u64::from(FULL) - 100, false, None);
        check(u64::from(FULL) - 50, true, None);
        check(u64::from(FULL) - 50, true, Some(0));
        check(u64::from(FULL), true, None);
        check(u64::from(FULL), true, Some(1_790_000_000));
        check(9 << 30, true, None);
        check(9 << 30, true, Some(1_790_000_000));
    }

    #[test]
    fn an_archive_without_entries_is_an_end_record() {
        assert_eq!(Directory::default().finish(0).len(), 22);
    }
}
