//! Looks at a finished bundle once more, by the reading side's code: names, sizes, CRC-32, row counts, and the messages.

mod mail;

use super::error::{Error, ErrorKind};
use super::setup::Setup;
use crate::bundle::mailbox::rewrite;
use crate::bundle::{BundleSummary, EntrySummary, Proof, packer, witness};
use crate::finding::Observation;
use crate::source::archive::{Directory, Entry, EntryReader};
use crate::source::reader::Reader;
use crate::source::sniff::Kind;
use crate::source::table::{self, Dialect};
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use mail::Mail;
use std::ops::Range;
use std::rc::Rc;

/// The second look at one bundle.
pub struct Verify {
    summary: BundleSummary,
    setup: Rc<Setup>,
    stage: Stage,
}

enum Stage {
    Start,
    Directory(Box<Directory>),
    Entries {
        entries: std::vec::IntoIter<Entry>,
        /// Index of the summary that the entry belongs to.
        at: usize,
        /// What was read of the summary's files so far.
        gathered: Gathered,
        open: Option<(Entry, Box<Open>)>,
    },
    /// A plain CSV file.
    Plain(Box<Open>),
    Done,
}

const _: () = assert!(packer::MAX_ROW <= table::MAX_ROW as u64, "what is written is read again");

/// Sums over the files of a mailbox.
#[derive(Default)]
struct Gathered {
    files: u64,
    sum: u64,
    bytes: u64,
    records: u64,
}

struct Open {
    inflate: Option<EntryReader>,
    content: Content,
    bytes: u64,
}

enum Content {
    /// An attachment, or what lies beside messages and is blank.
    File,
    Table(Box<Reader>, Rows),
    Mail(Box<Mail>),
}

impl Open {
    fn new(entry: Option<&Entry>, expected: &EntrySummary, setup: &Rc<Setup>) -> Open {
        let dialect = Dialect { charset: Some(encoding_rs::UTF_8), delimiter: Some(b',') };
        let table = || Reader::new(&expected.name, Some(Kind::Table), dialect);
        let content = match expected.proof {
            Some(Proof::Files { .. }) if entry.is_none_or(|entry| entry.size == 0) => Content::File,
            Some(_) => Content::Mail(Box::new(Mail::new(setup))),
            None if expected.tab.is_empty() => Content::File,
            None => Content::Table(Box::new(table()), Rows::default()),
        };
        Open { inflate: entry.map(EntryReader::new), content, bytes: 0 }
    }

    fn push(&mut self, chunk: &[u8]) {
        let (content, bytes) = (&mut self.content, &mut self.bytes);
        let mut take = |part: &[u8]| {
            *bytes += part.len() as u64;
            match content {
                Content::File => {}
                Content::Table(reader, rows) => reader.push(part, rows),
                Content::Mail(mail) => mail.push(part),
            }
        };
        match &mut self.inflate {
            Some(inflate) => inflate.push(chunk, &mut take),
            None => take(chunk),
        }
    }

    /// Whether everything came as it was written.
    fn agrees(mut self, expected: &EntrySummary) -> bool {
        let proven = |proof| !matches!(expected.proof, Some(Proof::Mbox(should)) if should != proof);
        let whole = self.is_whole();
        let (count, proof) = self.read();
        whole && proven(proof) && self.bytes == expected.bytes && count == expected.records
    }

    fn is_whole(&mut self) -> bool {
        let sound = match &mut self.content {
            Content::File => true,
            Content::Table(reader, rows) => {
                reader.finish(rows);
                true
            }
            Content::Mail(mail) => {
                mail.finish();
                mail.sound
            }
        };
        sound && self.inflate.as_mut().is_none_or(|inflate| inflate.finish().is_ok())
    }

    /// Rows or messages, and what the messages give.
    fn read(&self) -> (u64, u64) {
        match &self.content {
            Content::File => (0, 0),
            Content::Table(_, rows) => (rows.0, 0),
            Content::Mail(mail) => (mail.count, mail.proof),
        }
    }

    /// Adds one of the files of `expected`; whether all is right so far. After the last one this is said of all.
    fn joins(mut self, entry: &Entry, expected: &EntrySummary, all: &mut Gathered) -> bool {
        let Some(Proof::Files { files, sum }) = expected.proof else { return false };
        let whole = self.is_whole() && self.bytes == entry.size;
        let (count, proof) = self.read();
        let shown = witness(&entry.name, self.bytes, entry.crc32, proof);
        all.files += 1;
        all.sum = rewrite::chain(all.sum, shown);
        all.bytes += self.bytes;
        all.records += count;
        let is_right = all.sum == sum && all.bytes == expected.bytes && all.records == expected.records;
        whole && (all.files < files || is_right)
    }
}

impl Verify {
    pub fn new(summary: BundleSummary, setup: Rc<Setup>) -> Verify {
        Verify { summary, setup, stage: Stage::Start }
    }

    /// The next range of the bundle to read; `None` when it is right.
    ///
    /// # Errors
    /// `bundle-damaged`, at the first difference.
    pub fn wants(&mut self) -> Result<Option<(u32, Range<u64>)>, Error> {
        loop {
            match std::mem::replace(&mut self.stage, Stage::Done) {
                Stage::Start if self.summary.name.ends_with(".zip") => {
                    self.stage = Stage::Directory(Box::new(Directory::new(self.summary.bytes)));
                }
                Stage::Start => {
                    let Some(entry) = self.summary.entries.first() else { return Ok(None) };
                    self.stage = Stage::Plain(Box::new(Open::new(None, entry, &self.setup)));
                    return Ok(Some((self.summary.file, 0..self.summary.bytes)));
                }
                Stage::Directory(directory) => {
                    if let Some(range) = directory.wants() {
                        self.stage = Stage::Directory(directory);
                        return Ok(Some((self.summary.file, range)));
                    }
                    let entries = directory.finish().map_err(|_| self.damaged("directory"))?;
                    self.compare(&entries)?;
                    let (entries, gathered) = (entries.into_iter(), Gathered::default());
                    self.stage = Stage::Entries { entries, at: 0, gathered, open: None };
                }
                Stage::Entries { entries, at, mut gathered, open: Some((entry, open)) } => {
                    let expected = &self.summary.entries[at];
                    let next = match expected.proof {
                        Some(Proof::Files { files, .. }) => {
                            if !open.joins(&entry, expected, &mut gathered) {
                                return Err(self.damaged(&entry.name));
                            }
                            gathered.files == files
                        }
                        _ => {
                            self.check(*open, at)?;
                            true
                        }
                    };
                    let (at, gathered) = if next { (at + 1, Gathered::default()) } else { (at, gathered) };
                    self.stage = Stage::Entries { entries, at, gathered, open: None };
                }
                Stage::Entries { mut entries, at, gathered, open: None } => {
                    let Some(entry) = entries.next() else { return Ok(None) };
                    let open = Box::new(Open::new(Some(&entry), &self.summary.entries[at], &self.setup));
                    let range = EntryReader::range(&entry);
                    self.stage = Stage::Entries { entries, at, gathered, open: Some((entry, open)) };
                    return Ok(Some((self.summary.file, range)));
                }
                Stage::Plain(open) => self.check(*open, 0)?,
                Stage::Done => return Ok(None),
            }
        }
    }

    pub fn push(&mut self, chunk: &[u8]) {
        match &mut self.stage {
            Stage::Directory(directory) => directory.push(chunk),
            Stage::Entries { open: Some((_, open)), .. } => open.push(chunk),
            Stage::Plain(open) => open.push(chunk),
            _ => {}
        }
    }

    /// The host cannot read the bundle again.
    pub fn unreadable(&self) -> Error {
        self.damaged("unreadable")
    }

    fn compare(&self, entries: &[Entry]) -> Result<(), Error> {
        let mut left = entries;
        for should in &self.summary.entries {
            let files = match should.proof {
                Some(Proof::Files { files, .. }) => files as usize,
                _ => 1,
            };
            let (these, rest) = left.split_at_checked(files).ok_or_else(|| self.damaged("directory"))?;
            left = rest;
            let differs = |is: &Entry| {
                is.name != should.name.trim_end_matches('/')
                    || is.size != should.bytes
                    || is.crc32 != should.crc32
            };
            let of_mail = matches!(should.proof, Some(Proof::Files { .. }));
            if let Some(is) = these.iter().find(|is| is.trouble.is_some() || (!of_mail && differs(is))) {
                return Err(self.damaged(if of_mail { &is.name } else { &should.name }));
            }
        }
        if left.is_empty() { Ok(()) } else { Err(self.damaged("directory")) }
    }

    fn check(&self, open: Open, at: usize) -> Result<(), Error> {
        let expected = &self.summary.entries[at];
        if open.agrees(expected) { Ok(()) } else { Err(self.damaged(&expected.name)) }
    }

    fn damaged(&self, entry: &str) -> Error {
        ErrorKind::BundleDamaged { bundle: self.summary.name.clone(), entry: entry.to_string() }.into()
    }
}

/// Counts the rows of a CSV part.
#[derive(Default)]
struct Rows(u64);

impl Handler for Rows {
    fn message(&mut self, _: RawMessage<'_>) {}
    fn header(&mut self, _: &TableHeader) {}
    fn row(&mut self, _: Row<'_>) {
        self.0 += 1;
    }
    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}
