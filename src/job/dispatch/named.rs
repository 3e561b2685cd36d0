//! The pass over a table of attachments: each row goes into its bundle with the file it names, or with the one that stands
//! in it as Base64.
//!
//! Rows wait for their files: a piece of the table is read, then the files of its rows, one after the other, then the
//! next piece. So one file at a time is held, and the rows of one piece. A file that is too large for that is read twice: for
//! what its row says of it, and to be written (`bundle/large.rs`).

use crate::bundle::large::{Content, HELD, Look};
use crate::bundle::sink::hex;
use crate::check::record::Record;
use crate::finding::Observation;
use crate::job::codes::{ATTACHMENT_LEFT_OUT, FILE_DIFFERS};
use crate::job::dispatch::files::file_path;
use crate::job::dispatch::{Dispatch, Reason};
use crate::job::leaf::Feed;
use crate::job::ledger::Fate;
use crate::job::named_files::{self, FileFields, Named};
use crate::job::setup::Setup;
use crate::source::{Fields, Row, Spot};
use crate::text::hash::key64;
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// How much of a table of attachments is read before the files of its rows are.
pub const PIECE: u64 = 256 * 1024;

/// A row that waits for its turn.
pub struct Waiting {
    tab: usize,
    record: Record,
    reasons: Vec<Reason>,
    /// It has claimed its key.
    claimed: bool,
    /// As it was read, should it be held.
    row: Fields,
    spot: Spot,
    file: File,
}

/// Where the bytes of its file are.
pub enum File {
    /// The row is held, or has no file as the plan lets it go without.
    None,
    Leaf(usize),
    Here(Vec<u8>),
    /// Its row is written, and its bytes are read once more.
    Writing(usize),
}

/// What is done with the bytes of a file that come.
#[derive(Default)]
pub enum Reading {
    #[default]
    Nothing,
    Whole(Vec<u8>),
    Look(Look),
    Writing,
}

impl Dispatch {
    /// The bytes of a file that stands in its row. One that is damaged holds the record.
    pub(in crate::job) fn file_in_row(&mut self, tab: usize, spot: Spot) -> Option<Vec<u8>> {
        let setup = Rc::clone(&self.surveyed.setup);
        let files = setup.tabs[tab].files.as_ref().filter(|_| self.reasons.is_empty())?;
        let bytes = files.content(&self.record)?;
        if bytes.is_none() {
            let record = std::mem::take(&mut self.record);
            self.tell(tab, spot, files.damaged(&setup, tab, &record));
            self.record = record;
        }
        bytes
    }

    /// The file of the record at hand, where records of its tab have one: `within` its row, or named by it. Of one that is
    /// held already nothing more is told.
    pub(in crate::job) fn file_of_row(
        &mut self,
        tab: usize,
        spot: Spot,
        within: Option<Vec<u8>>,
    ) -> Option<File> {
        let setup = Rc::clone(&self.surveyed.setup);
        let files = setup.tabs[tab].files.as_ref()?;
        if !self.reasons.is_empty() {
            return Some(File::None);
        }
        if let Some(bytes) = within {
            return Some(File::Here(bytes));
        }
        let Some(named) = Named::of(files, &self.record) else { return Some(File::None) };
        let fault = |leaf: usize| named_files::fault(&self.surveyed.leaves[leaf]).map_or(Ok(leaf), Err);
        Some(match self.surveyed.files_named.find(named).and_then(fault) {
            Ok(leaf) => File::Leaf(leaf),
            Err(code) => {
                let field = named_files::field_name(&setup, tab);
                self.tell(tab, spot, Observation::new(code).field(field));
                File::None
            }
        })
    }

    /// The record at hand goes when its file was read.
    pub(in crate::job) fn wait_for(&mut self, file: File, tab: usize, row: &Row<'_>) {
        let record = std::mem::take(&mut self.record);
        let (reasons, claimed) = (std::mem::take(&mut self.reasons), self.claimed);
        let mut fields = Fields::default();
        row.fields().for_each(|field| fields.push(field));
        self.waiting.push_back(Waiting { tab, record, reasons, claimed, row: fields, spot: row.spot, file });
    }

    /// Writes rows whose turn it is; stops at one whose file has to be read, and says which leaf that is.
    pub fn next_file(&mut self) -> Option<usize> {
        loop {
            let next = self.waiting.front()?;
            let leaf = match next.file {
                File::Writing(leaf) => {
                    self.file = Reading::Writing;
                    return Some(leaf);
                }
                File::Leaf(leaf) if next.reasons.is_empty() => Some(leaf),
                _ => None,
            };
            match leaf {
                Some(leaf) if !self.is_too_large(leaf) => {
                    let held = self.surveyed.leaves[leaf].bytes <= HELD;
                    self.file =
                        if held { Reading::Whole(Vec::new()) } else { Reading::Look(Look::default()) };
                    return Some(leaf);
                }
                Some(leaf) => self.leave_out(leaf),
                None => self.end_waiting(None),
            }
        }
    }

    fn is_too_large(&self, leaf: usize) -> bool {
        self.surveyed.setup.settled.files.most.is_some_and(|most| self.surveyed.leaves[leaf].bytes > most)
    }

    /// The plan leaves files of this size out.
    fn leave_out(&mut self, leaf: usize) {
        let Some(Waiting { tab, record, claimed, spot, .. }) = self.waiting.pop_front() else { return };
        (self.record, self.claimed) = (record, claimed);
        self.keep_back(tab);
        let name = self.surveyed.leaves[leaf].name.clone();
        self.tell_new(tab, spot, Observation::new(ATTACHMENT_LEFT_OUT).found(&name));
        self.end_record(Fate::Filtered);
    }

    /// The source that holds the file, ready to be read as it is.
    pub fn open_file(&self, leaf: usize) -> Feed {
        Feed::of_file(&self.surveyed.leaves[leaf])
    }

    /// The bytes of the file are over; false if they are not those that the survey saw.
    pub fn end_file(&mut self) -> bool {
        let leaf = match self.waiting.front() {
            Some(Waiting { file: File::Leaf(leaf) | File::Writing(leaf), .. }) => *leaf,
            _ => return false,
        };
        let bytes = self.surveyed.leaves[leaf].bytes;
        match std::mem::take(&mut self.file) {
            Reading::Nothing => false,
            Reading::Whole(read) => {
                let whole = bytes == read.len() as u64;
                self.end_waiting(Some(Read::Whole(read)));
                whole
            }
            Reading::Look(look) => {
                let whole = bytes == look.bytes();
                self.end_waiting(Some(Read::Look(look, leaf)));
                whole
            }
            Reading::Writing => {
                self.waiting.pop_front();
                self.end_record(Fate::Packed);
                self.packer.end_file()
            }
        }
    }

    /// Writes the first of the waiting rows, or holds it.
    fn end_waiting(&mut self, read: Option<Read>) {
        let Some(waiting) = self.waiting.pop_front() else { return };
        let Waiting { tab, record, reasons, claimed, row, spot, file } = waiting;
        let setup = Rc::clone(&self.surveyed.setup);
        let Some(files) = &setup.tabs[tab].files else { return };
        (self.record, self.reasons, self.claimed) = (record, reasons, claimed);
        let read = read.or(if let File::Here(bytes) = file { Some(Read::Whole(bytes)) } else { None });
        let (mut fate, mut again) = (None, None);
        if let Some(read) = read.filter(|_| self.reasons.is_empty()) {
            let path = path_of_file(&setup, tab, &self.record);
            let (content, size, sum) = match &read {
                Read::Whole(bytes) => {
                    (Content::Whole(bytes), bytes.len() as u64, hex(&Sha256::digest(bytes)))
                }
                Read::Look(look, leaf) => {
                    again = Some(*leaf);
                    let seen = look.finish(&path);
                    let (size, sum) = (seen.bytes, seen.sha256.clone());
                    (Content::Later(seen), size, sum)
                }
            };
            self.about_file((tab, spot), files, [size.to_string(), sum, path.clone()]);
            fate = Some(self.put(tab, spot, Some((&path, content))));
        }
        let fate = fate.unwrap_or_else(|| self.put(tab, spot, None));
        if let (Fate::Packed, Some(leaf)) = (fate, again) {
            let (record, reasons, file) = (Record::default(), Vec::new(), File::Writing(leaf));
            return self.waiting.push_front(Waiting { tab, record, reasons, claimed, row, spot, file });
        }
        if fate == Fate::Held
            && let Some(table) = self.surveyed.leaves[self.leaf].table.take()
        {
            self.hold_row(&table, &row.row(spot));
            self.surveyed.leaves[self.leaf].table = Some(table);
        }
        self.end_record(fate);
    }

    /// Puts what is true of the file into the record at hand: its size, sum and path.
    fn about_file(&mut self, (tab, spot): (usize, Spot), files: &FileFields, told: [String; 3]) {
        let setup = Rc::clone(&self.surveyed.setup);
        let text =
            |record: &Record, at: Option<usize>| at.map_or(String::new(), |at| record.get(at).to_string());
        let key = key64(told[1].as_bytes());
        let fields = [files.size, files.sum, files.path];
        for (at, true_value) in fields.iter().zip(&told).take(2) {
            let found = text(&self.record, *at);
            if !found.is_empty() && !found.eq_ignore_ascii_case(true_value) {
                let field = at.map_or("", |at| &setup.destination.tabs[tab].fields[at].name);
                let seen = Observation::new(FILE_DIFFERS).field(field).found(&found);
                self.tell_new(tab, spot, seen.used(true_value));
            }
        }
        let edits: Vec<(usize, String)> =
            fields.into_iter().zip(told).filter_map(|(at, value)| Some((at?, value))).collect();
        self.record.edit(&edits);
        self.record.goes_with(key);
    }
}

/// Where the file of a row goes.
pub(in crate::job) fn path_of_file(setup: &Setup, tab: usize, record: &Record) -> String {
    let Some(files) = &setup.tabs[tab].files else { return String::new() };
    let owner = files.owners.iter().map(|&at| record.get(at)).find(|id| !id.is_empty());
    let own = setup.tabs[tab].key.map_or("", |at| record.get(at));
    file_path(setup, tab, owner.unwrap_or(own), own, files.file_name(record))
}

/// A file that was read.
enum Read {
    Whole(Vec<u8>),
    Look(Look, usize),
}
