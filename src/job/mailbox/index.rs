//! What is kept of every message that goes as mail: some 60 bytes, no text.

use crate::kept::blocks::Blocks;
use crate::kept::shards::Shards;
use crate::text::hash::key64;
use std::collections::HashMap;

/// What is kept of one message.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The leaf source it lies in, and its index there.
    pub leaf: u32,
    pub record: u32,
    /// Its first byte in the leaf, and how many there are, the line before it included.
    pub start: u64,
    pub bytes: u32,
    /// Low half of its content key.
    pub content: u64,
    /// Seconds UTC; `i64::MAX` where none is readable.
    pub date: i64,
    /// Index of the folder it was found in.
    pub folder: u32,
    /// Who sent it, by number; `NOBODY` where nobody is named.
    pub from: u32,
    /// Bits of `source::message::flags`.
    pub flags: u8,
    /// What reading made of it; and, after settling, what becomes of it.
    pub read: Fate,
    pub fate: Fate,
}

/// The number of nobody.
pub const NOBODY: u32 = u32::MAX;

const _: () = assert!(size_of::<Entry>() == 48, "there is one for each message");

impl Entry {
    /// Its time, where one is readable.
    pub fn time(&self) -> Option<i64> {
        Some(self.date).filter(|&date| date != i64::MAX)
    }
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
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
    /// Message-ID → low half of the content first met with it.
    ids: Shards<u32>,
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

    /// Notes a Message-ID; true if it was met before with another content.
    pub fn is_reused(&mut self, message_id: &str, content: u64) -> bool {
        if message_id.is_empty() {
            return false;
        }
        *self.ids.entry(key64(message_id.as_bytes())).or_insert(content as u32) != content as u32
    }

    /// Finds copies once all that goes is known: `place` tells folders apart where that matters. The first read stays;
    /// `found` is called with each copy and what it is a copy of.
    pub fn drop_copies(&mut self, place: impl Fn(&Entry) -> u64, mut found: impl FnMut(&Entry, &Entry)) {
        // Only the Message-IDs were needed until now; what takes their place is as large.
        self.ids = Shards::default();
        let mut seen: Shards<u32> = Shards::default();
        for at in 0..self.entries.len() {
            let entry = self.entries[at];
            if entry.fate != Fate::Pack {
                continue;
            }
            let first = *seen.entry(entry.content ^ place(&entry)).or_insert(at as u32);
            if first as usize != at {
                self.entries[at].fate = Fate::Duplicate;
                found(&entry, &self.entries[first as usize]);
            }
        }
    }
}
