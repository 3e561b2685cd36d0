//! Looks at a finished bundle once more, by the reading side's code: names, sizes, CRC-32, row counts.

use super::error::{Error, ErrorKind};
use super::setup::Setup;
use crate::bundle::mailbox::rewrite;
use crate::bundle::{BundleSummary, EntrySummary, Proof};
use crate::finding::Observation;
use crate::source::archive::{Directory, Entry, EntryReader};
use crate::source::reader::Reader;
use crate::source::sniff::Kind;
use crate::source::table::Dialect;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
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
        entries: Vec<Entry>,
        at: usize,
        open: Option<Box<Open>>,
    },
    /// A plain CSV file.
    Plain(Box<Open>),
    Done,
}

struct Open {
    inflate: Option<EntryReader>,
    reader: Option<Reader>,
    rows: Rows,
    bytes: u64,
}

impl Open {
    fn new(entry: Option<&Entry>, expected: &EntrySummary, setup: &Rc<Setup>) -> Open {
        let dialect = Dialect { charset: Some(encoding_rs::UTF_8), delimiter: Some(b',') };
        let kind = match expected.proof {
            Some(Proof::Mbox(_)) => Some(Kind::Mbox),
            Some(Proof::Message(_)) => Some(Kind::Eml),
            None => (!expected.tab.is_empty()).then_some(Kind::Table),
        };
        Open {
            inflate: entry.map(EntryReader::new),
            reader: kind.map(|kind| Reader::new(&expected.name, Some(kind), dialect)),
            rows: Rows { count: 0, proof: 0, setup: Rc::clone(setup) },
            bytes: 0,
        }
    }

    fn push(&mut self, chunk: &[u8]) {
        let (reader, rows, bytes) = (&mut self.reader, &mut self.rows, &mut self.bytes);
        let mut take = |part: &[u8]| {
            *bytes += part.len() as u64;
            if let Some(reader) = reader {
                reader.push(part, rows);
            }
        };
        match &mut self.inflate {
            Some(inflate) => inflate.push(chunk, &mut take),
            None => take(chunk),
        }
    }

    /// Whether everything came as it was written.
    fn agrees(mut self, expected: &EntrySummary) -> bool {
        if let Some(reader) = &mut self.reader {
            reader.finish(&mut self.rows);
        }
        let whole = self.inflate.as_mut().is_none_or(|inflate| inflate.finish().is_ok());
        let proven = match expected.proof {
            None => true,
            Some(Proof::Mbox(proof) | Proof::Message(proof)) => proof == self.rows.proof,
        };
        whole && proven && self.bytes == expected.bytes && self.rows.count == expected.records
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
                    self.stage = Stage::Entries { entries, at: 0, open: None };
                }
                Stage::Entries { entries, at, open: Some(open) } => {
                    self.check(*open, at)?;
                    self.stage = Stage::Entries { entries, at: at + 1, open: None };
                }
                Stage::Entries { entries, at, open: None } => {
                    let Some(entry) = entries.get(at) else { return Ok(None) };
                    let open = Box::new(Open::new(Some(entry), &self.summary.entries[at], &self.setup));
                    let range = EntryReader::range(entry);
                    self.stage = Stage::Entries { entries, at, open: Some(open) };
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
            Stage::Entries { open: Some(open), .. } => open.push(chunk),
            Stage::Plain(open) => open.push(chunk),
            _ => {}
        }
    }

    /// The host cannot read the bundle again.
    pub fn unreadable(&self) -> Error {
        self.damaged("unreadable")
    }

    fn compare(&self, entries: &[Entry]) -> Result<(), Error> {
        let expected = &self.summary.entries;
        if entries.len() != expected.len() {
            return Err(self.damaged("directory"));
        }
        let differs = |(is, should): &(&Entry, &EntrySummary)| {
            is.trouble.is_some()
                || is.name != should.name.trim_end_matches('/')
                || is.size != should.bytes
                || is.crc32 != should.crc32
        };
        match entries.iter().zip(expected).find(differs) {
            Some((_, should)) => Err(self.damaged(&should.name)),
            None => Ok(()),
        }
    }

    fn check(&self, open: Open, at: usize) -> Result<(), Error> {
        let expected = &self.summary.entries[at];
        if open.agrees(expected) { Ok(()) } else { Err(self.damaged(&expected.name)) }
    }

    fn damaged(&self, entry: &str) -> Error {
        ErrorKind::BundleDamaged { bundle: self.summary.name.clone(), entry: entry.to_string() }.into()
    }
}

/// Counts the rows of a CSV part, or the messages of a mailbox.
struct Rows {
    count: u64,
    proof: u64,
    setup: Rc<Setup>,
}

impl Handler for Rows {
    fn message(&mut self, raw: RawMessage<'_>) {
        self.count += 1;
        if let Some(rule) = &self.setup.destination.mailbox {
            self.proof = rewrite::chain(self.proof, rewrite::proof(raw.bytes, &rule.drop, rule.status));
        }
    }
    fn header(&mut self, _: &TableHeader) {}
    fn row(&mut self, _: Row<'_>) {
        self.count += 1;
    }
    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}
