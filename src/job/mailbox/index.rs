//! What is kept of every message that goes as mail: 48 bytes and some seven to find it by, no text.

use crate::kept::blocks::Blocks;
use crate::kept::numbers::Numbers;
use crate::text::hash::key64;
use std::collections::HashMap;

/// What is kept of one message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    /// The leaf source it lies in, and its index there.
    pub leaf: u32,
    pub record: u32,
    /// How many bytes it has, the line before it included.
    pub bytes: u32,
    /// Low half of its content key.
    pub content: u64,
    /// Index of the folder it was found in.
    pub folder: u32,
    /// Who sent it, by number; `NOBODY` where nobody is named.
    pub from: u32,
    /// Bits of `source::message::flags`.
    pub flags: u8,
    /// What reading made of it; and, after settling, what becomes of it.
    pub read: Fate,
    pub fate: Fate,
    /// Told by `start`, `time` and `date`.
    pub(super) start: Short<6>,
    pub(super) date: Short<5>,
    /// Of its Message-ID.
    pub(super) id: Short<6>,
}

/// The low bytes of a number, as many as it needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short<const BYTES: usize>([u8; BYTES]);

impl<const BYTES: usize> Default for Short<BYTES> {
    fn default() -> Self {
        Short([0; BYTES])
    }
}

impl<const BYTES: usize> Short<BYTES> {
    /// The largest number that can be told.
    const MOST: u64 = (1 << (8 * BYTES)) - 1;

    fn new(number: u64) -> Self {
        let all = number.min(Self::MOST).to_le_bytes();
        Short(std::array::from_fn(|at| all[at]))
    }

    fn get(self) -> u64 {
        self.0.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
    }
}

/// What is added to a time, so that those before 1970 are numbers too: some 8,700 years.
const EPOCH: i64 = 1 << 38;
/// The number of nobody.
pub const NOBODY: u32 = u32::MAX;
/// What stands where no time is readable.
const NEVER: u64 = Short::<5>::MOST;

const _: () = assert!(size_of::<Entry>() == 48, "there is one for each message");

impl Entry {
    /// With its first byte in the leaf, and its time if one is readable.
    pub fn at(self, start: u64, date: Option<i64>) -> Entry {
        let date = date.map_or(NEVER, |date| date.saturating_add(EPOCH).max(0) as u64);
        Entry { start: Short::new(start), date: Short::new(date), ..self }
    }

    /// Its first byte in the leaf.
    pub fn start(&self) -> u64 {
        self.start.get()
    }

    /// Seconds UTC, where its time is readable.
    pub fn time(&self) -> Option<i64> {
        let date = self.date.get();
        (date != NEVER).then_some(date as i64 - EPOCH)
    }

    /// The same to be sorted by: what has no time comes last.
    pub fn date(&self) -> i64 {
        self.time().unwrap_or(i64::MAX)
    }
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    #[default]
    Pack,
    /// The same mail goes from elsewhere.
    Duplicate,
    Hold,
    /// The plan leaves it out.
    Filtered,
}

impl Fate {
    /// The word of it in papers and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Pack => "packed",
            Fate::Duplicate => "duplicate",
            Fate::Hold => "held",
            Fate::Filtered => "filtered",
        }
    }
}

/// All messages of a run, in reading order.
#[derive(Debug, Default)]
pub struct Index {
    pub entries: Blocks<Entry>,
    /// Folders as found, in the order they were met.
    pub folders: Vec<String>,
    numbers: HashMap<String, u32>,
    /// The messages that first had their Message-IDs.
    ids: Numbers,
}

impl Index {
    /// The number of a folder.
    pub fn folder(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.folders.len() as u32;
        self.folders.push(name.to_string());
        self.numbers.insert(name.to_string(), number);
        number
    }

    /// The message that first had the Message-ID of one that will be pushed next; that one is given its id.
    pub fn met(&mut self, message_id: &str, next: &mut Entry) -> Option<Entry> {
        if message_id.is_empty() {
            return None;
        }
        next.id = Short::new(key64(message_id.as_bytes()) & Short::<6>::MOST);
        let entries = &self.entries;
        let id_of = |number: u32| entries[number as usize].id.get();
        let first = self.ids.first(next.id.get(), entries.len() as u32, &id_of)?;
        Some(entries[first as usize])
    }

    /// Finds copies once all that goes is known: `place` tells folders apart where that matters. The first read stays;
    /// `found` is called with each copy and what it is a copy of.
    pub fn drop_copies(&mut self, place: impl Fn(&Entry) -> u64, mut found: impl FnMut(&Entry, &Entry)) {
        // Only the Message-IDs were needed until now; what takes their place is as large.
        self.ids = Numbers::default();
        let mut seen = Numbers::default();
        for at in 0..self.entries.len() {
            let entry = self.entries[at];
            if entry.fate != Fate::Pack {
                continue;
            }
            let entries = &self.entries;
            let key = |entry: &Entry| entry.content ^ place(entry);
            let key_of = |number: u32| key(&entries[number as usize]);
            if let Some(first) = seen.first(key(&entry), at as u32, &key_of) {
                self.entries[at].fate = Fate::Duplicate;
                found(&entry, &self.entries[first as usize]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_times_and_ids_come_back_as_they_went_in() {
        let check = |start: u64, date: Option<i64>| {
            let entry = Entry::default().at(start, date);
            assert_eq!((entry.start(), entry.time()), (start, date));
            assert_eq!(entry.date(), date.unwrap_or(i64::MAX));
        };
        check(0, None);
        check(0, Some(0));
        check((1 << 48) - 2, Some(-62_135_596_800));
        check(5_000_000_000, Some(253_402_300_799));
        check(1, Some(-1));
    }
}
