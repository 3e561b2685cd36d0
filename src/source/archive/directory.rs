//! Finds and reads the central directory (APPNOTE 4.3.12 to 4.3.16).
//!
//! In: the end of the file, then the ranges it names. Out: the entries. What stands before the archive (a
//! self-extractor's program) and after it is passed over.

use super::codes::*;
use super::record::{Listed, finish};
use super::{Entry, MAX_DIRECTORY, MAX_ENTRIES, u16_at, u32_at, u64_at};
use crate::finding::Code;
use std::ops::Range;

/// Length of the end record without its comment.
const END: usize = 22;
/// Length of the ZIP64 locator, which stands right before the end record.
const LOCATOR: usize = 20;
/// Length of the ZIP64 end record without its extensible data.
const END64: usize = 56;
/// The end record, the longest comment, and what stands before it in ZIP64.
const TAIL: u64 = (END + u16::MAX as usize + LOCATOR + END64) as u64;

/// The longest record of the directory: fixed part, name, extra field and comment.
const MAX_RECORD: usize = 46 + 3 * u16::MAX as usize;

/// What the end record says of the directory.
#[derive(Clone, Copy, Debug)]
struct Place {
    entries: u64,
    size: u64,
    /// As written: counted from the archive's start, which need not be the file's.
    offset: u64,
    /// Where in the file the directory must end.
    end: u64,
}

enum Stage {
    Tail,
    /// The ZIP64 end record is not where it usually is.
    End64,
    /// Reading at the given start; the place is kept for a second try.
    List {
        place: Place,
        start: u64,
        tried: bool,
    },
    Done,
}

/// Finds and reads the central directory: give it the ranges it wants.
pub struct Directory {
    bytes: u64,
    stage: Stage,
    range: Range<u64>,
    /// Bytes of the range not yet used.
    pending: Vec<u8>,
    /// How many bytes of the range came.
    came: u64,
    /// What came as a directory is none.
    broken: bool,
    listed: Vec<Listed>,
    /// Where the directory was found, and how far that is from where the archive says.
    start: u64,
    shift: u64,
    trouble: Option<Code>,
}

impl Directory {
    /// For an archive of `bytes` bytes.
    pub fn new(bytes: u64) -> Directory {
        let range = bytes.saturating_sub(TAIL)..bytes;
        let trouble = (bytes < END as u64).then_some(ZIP_DAMAGED);
        let stage = if trouble.is_some() { Stage::Done } else { Stage::Tail };
        let (pending, listed) = (Vec::new(), Vec::new());
        Directory {
            bytes,
            stage,
            range,
            pending,
            came: 0,
            broken: false,
            listed,
            start: 0,
            shift: 0,
            trouble,
        }
    }

    /// The next range of the archive it needs, the same until all its bytes were pushed; `None` when it is done.
    pub fn wants(&self) -> Option<Range<u64>> {
        (!matches!(self.stage, Stage::Done)).then(|| self.range.clone())
    }

    /// The next bytes of the wanted range, in any slices. What is beyond the range is ignored.
    pub fn push(&mut self, chunk: &[u8]) {
        if matches!(self.stage, Stage::Done) {
            return;
        }
        let left = (self.range.end - self.range.start).saturating_sub(self.came);
        let take = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
        self.pending.extend_from_slice(&chunk[..take]);
        self.came = self.came.saturating_add(take as u64);
        let whole = take as u64 == left;
        let next = match self.stage {
            Stage::List { place, start, tried } => self.list(place, start, tried, whole),
            Stage::Tail if whole => self.tail(),
            Stage::End64 if whole => self.end64(),
            _ => return,
        };
        if let Err(code) = next {
            self.trouble = Some(code);
            self.stage = Stage::Done;
        }
    }

    /// The entries in directory order, or why the archive is unreadable.
    pub fn finish(self) -> Result<Vec<Entry>, Code> {
        match (self.trouble, self.stage) {
            (Some(code), _) => Err(code),
            (None, Stage::Done) => Ok(finish(self.listed, self.start, self.shift)),
            (None, _) => Err(ZIP_DAMAGED),
        }
    }

    /// Looks for the end record in the last bytes.
    fn tail(&mut self) -> Result<(), Code> {
        let tail = std::mem::take(&mut self.pending);
        let at = end_record(&tail).ok_or(ZIP_DAMAGED)?;
        let end = self.range.start + at as u64;
        let locator = at.checked_sub(LOCATOR).filter(|&before| tail[before..].starts_with(b"PK\x06\x07"));
        if let Some(locator) = locator {
            if u32_at(&tail, locator + 16) > Some(1) {
                return Err(ZIP_MULTI_DISK);
            }
            let before = locator.checked_sub(END64).filter(|&at| tail[at..].starts_with(b"PK\x06\x06"));
            if let Some(before) = before {
                let place = place64(&tail[before..], self.range.start + before as u64)?;
                return self.look_at(place);
            }
            let start = u64_at(&tail, locator + 8).ok_or(ZIP_DAMAGED)?;
            let past =
                start.checked_add(END64 as u64).filter(|&past| past <= self.bytes).ok_or(ZIP_DAMAGED)?;
            self.next(Stage::End64, start..past);
            return Ok(());
        }
        let field = |offset| u16_at(&tail, at + offset).map(u64::from).ok_or(ZIP_DAMAGED);
        let wide = |offset| u32_at(&tail, at + offset).map(u64::from).ok_or(ZIP_DAMAGED);
        let (disk, first_disk, here, entries) = (field(4)?, field(6)?, field(8)?, field(10)?);
        if disk != 0 || first_disk != 0 || here != entries {
            return Err(ZIP_MULTI_DISK);
        }
        self.look_at(Place { entries, size: wide(12)?, offset: wide(16)?, end })
    }

    /// Reads the ZIP64 end record that stands apart from its locator.
    fn end64(&mut self) -> Result<(), Code> {
        let record = std::mem::take(&mut self.pending);
        if !record.starts_with(b"PK\x06\x06") {
            return Err(ZIP_DAMAGED);
        }
        let place = place64(&record, self.range.start)?;
        self.look_at(place)
    }

    /// Asks for the directory.
    fn look_at(&mut self, place: Place) -> Result<(), Code> {
        if place.entries > MAX_ENTRIES || place.size > MAX_DIRECTORY {
            return Err(ZIP_TOO_MANY_ENTRIES);
        }
        let start = place.end.checked_sub(place.size).ok_or(ZIP_DAMAGED)?;
        // Whatever stands before the archive moves the directory by as much.
        self.try_at(place, start, start.saturating_sub(place.offset), false);
        Ok(())
    }

    fn try_at(&mut self, place: Place, start: u64, shift: u64, tried: bool) {
        (self.start, self.shift) = (start, shift);
        self.listed.clear();
        self.broken = false;
        if place.size == 0 {
            self.stage = Stage::Done;
            // A directory of no bytes cannot list anything.
            self.trouble = (place.entries > 0).then_some(ZIP_DAMAGED);
            return;
        }
        self.next(Stage::List { place, start, tried }, start..start + place.size);
    }

    fn next(&mut self, stage: Stage, range: Range<u64>) {
        (self.stage, self.range, self.came) = (stage, range, 0);
        self.pending.clear();
    }

    /// Takes the entries that are whole.
    fn list(&mut self, place: Place, start: u64, tried: bool, whole: bool) -> Result<(), Code> {
        let mut at = 0;
        while !self.broken
            && let Some((listed, used)) = Listed::read(self.pending.get(at..).unwrap_or_default())
        {
            self.listed.push(listed);
            at += used;
            if self.listed.len() as u64 > MAX_ENTRIES {
                return Err(ZIP_TOO_MANY_ENTRIES);
            }
        }
        self.pending.drain(..at);
        if self.pending.len() > MAX_RECORD {
            // No record is that long: this is no directory, and need not be kept.
            self.broken = true;
            self.pending.clear();
        }
        if !whole {
            return Ok(());
        }
        let found = self.listed.len() as u64;
        // Old writers of more than 65,535 entries without ZIP64 let the count overflow.
        if !self.broken && found > 0 && (found == place.entries || found & 0xFFFF == place.entries) {
            self.stage = Stage::Done;
            return Ok(());
        }
        // Something may stand between directory and end record: believe the written offset then.
        let other = place.offset.checked_add(place.size).filter(|&end| end <= place.end);
        if !tried && place.offset != start && other.is_some() {
            self.try_at(place, place.offset, 0, true);
            return Ok(());
        }
        Err(ZIP_DAMAGED)
    }
}

/// Where the end record stands: the last whose comment ends with the file, else the last that fits.
fn end_record(tail: &[u8]) -> Option<usize> {
    let fits = |&at: &usize| {
        u16_at(tail, at + 20).is_some_and(|comment| at + END + usize::from(comment) <= tail.len())
    };
    let exact = |&at: &usize| {
        u16_at(tail, at + 20).is_some_and(|comment| at + END + usize::from(comment) == tail.len())
    };
    let found = || memchr::memmem::rfind_iter(tail, b"PK\x05\x06");
    found().find(exact).or_else(|| found().find(fits))
}

/// Reads the ZIP64 end record at `offset` of the file.
fn place64(record: &[u8], offset: u64) -> Result<Place, Code> {
    let disk = |at| u32_at(record, at).ok_or(ZIP_DAMAGED);
    let field = |at| u64_at(record, at).ok_or(ZIP_DAMAGED);
    let (here, entries) = (field(24)?, field(32)?);
    if disk(16)? != 0 || disk(20)? != 0 || here != entries {
        return Err(ZIP_MULTI_DISK);
    }
    Ok(Place { entries, size: field(40)?, offset: field(48)?, end: offset })
}
