//! Looks at one record as it is in its file: for the page, where a finding names a place.

use super::book_mail::read;
use super::leaf::Leaf;
use super::settle::Surveyed;
use super::setup::Setup;
use super::{Job, Progress, Want};
use crate::bundle::Output;
use crate::finding::Observation;
use crate::json::{Value, json};
use crate::source::archive::EntryReader;
use crate::source::message::{Depth, Mailbox};
use crate::source::reader::Reader;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use crate::text::date;
use std::ops::Range;
use std::rc::Rc;

/// How much is read where the end of a record is not known.
const WINDOW: u64 = 1024 * 1024;
/// The most of one record that is shown: a mail of hundreds of megabytes is looked at by its beginning.
const MOST: u64 = 32 * 1024 * 1024;
/// Characters of a mail's text, or of one field, that go to the screen.
const SHOWN: usize = 20_000;

/// The parts of a place that matter here.
#[derive(Debug)]
pub struct Asked {
    pub source: String,
    pub start: u64,
    pub end: u64,
    pub line: u64,
}

impl Asked {
    /// Reads a place as the page hands it back.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn from_json(text: &str) -> Result<Asked, String> {
        let place = json::read(text)?;
        let number =
            |name: &str| place[name].as_u64().ok_or_else(|| format!("{name}: a number is needed here"));
        let source = place["source"].as_str().ok_or("source: a text is needed here")?;
        Ok(Asked {
            source: source.to_string(),
            start: number("start")?,
            end: number("end")?,
            line: number("line")?,
        })
    }
}

/// Reads one record as a push job.
pub struct Look {
    setup: Rc<Setup>,
    leaf: Leaf,
    line: u64,
    /// Where the record begins.
    start: u64,
    /// Ranges of the leaf to keep: a table's header, and the record.
    windows: Vec<Range<u64>>,
    kept: Vec<u8>,
    /// Ranges of the file still to be read, the present one in front.
    wants: Vec<Want>,
    inflate: Option<EntryReader>,
    /// Offset in the leaf of the byte that comes next.
    at: u64,
    pushed: u64,
}

impl Look {
    /// `None` when no source has that name or it holds no records.
    pub fn new(surveyed: &Surveyed, asked: &Asked) -> Option<Look> {
        let leaf = surveyed.leaves.iter().find(|leaf| leaf.name == asked.source)?.clone();
        let end = if asked.end > asked.start { asked.end } else { asked.start.saturating_add(WINDOW) };
        let end = end.min(asked.start.saturating_add(MOST)).min(leaf.bytes);
        let header = leaf.table.as_ref().map(|table| 0..table.header.spot.end.min(MOST));
        let mut windows: Vec<Range<u64>> = header.into_iter().collect();
        windows.push(asked.start.min(end)..end);
        windows.retain(|window| !window.is_empty());
        let whole = leaf.want();
        let part = |window: &Range<u64>| Want { start: window.start, end: window.end, ..whole };
        // Inside a ZIP nothing can be reached but by inflating all before it.
        let wants = if leaf.entry.is_some() { vec![whole] } else { windows.iter().map(part).collect() };
        let mut look = Look {
            setup: Rc::clone(&surveyed.setup),
            inflate: leaf.entry.as_ref().map(EntryReader::new),
            at: wants.first().map_or(0, |want| if leaf.entry.is_some() { 0 } else { want.start }),
            line: asked.line,
            start: asked.start,
            leaf,
            windows,
            kept: Vec::new(),
            wants,
            pushed: 0,
        };
        look.wants.retain(|want| want.start < want.end);
        Some(look)
    }

    /// The record as JSON (`RecordView`); `None` if it could not be read.
    pub fn finish(self) -> Option<Value> {
        let plan = &self.setup.plan;
        let dialect = self.leaf.dialect(plan.tables.get(&self.leaf.name));
        let say = plan.borders.get(&self.leaf.name).map(|say| say.from(self.start)).unwrap_or_default();
        let mut reader = Reader::new(&self.leaf.name, self.leaf.kind, dialect).with_borders(say);
        let source = &self.leaf.name;
        let mut first = First { setup: &self.setup, source, line: self.line, header: Vec::new(), view: None };
        reader.push(&self.kept, &mut first);
        reader.finish(&mut first);
        first.view
    }

    fn keep(&mut self, bytes: &[u8]) {
        let (from, to) = (self.at, self.at + bytes.len() as u64);
        for window in &self.windows {
            let (start, end) = (window.start.max(from), window.end.min(to));
            if start < end {
                self.kept.extend_from_slice(&bytes[(start - from) as usize..(end - from) as usize]);
            }
        }
        self.at = to;
    }
}

impl Job for Look {
    fn wants(&mut self) -> Option<Want> {
        self.wants.first().copied()
    }

    fn push(&mut self, chunk: &[u8]) {
        let Some(want) = self.wants.first().copied() else { return };
        match self.inflate.take() {
            None => self.keep(chunk),
            Some(mut inflate) => {
                inflate.push(chunk, &mut |bytes| self.keep(bytes));
                self.inflate = Some(inflate);
            }
        }
        self.pushed += chunk.len() as u64;
        if self.pushed >= want.end - want.start {
            self.failed();
        }
    }

    /// Whatever came is shown; the next range follows.
    fn failed(&mut self) {
        self.wants.remove(0);
        self.pushed = 0;
        if let Some(next) = self.wants.first() {
            self.at = next.start;
        }
    }

    fn take(&mut self) -> Vec<Output> {
        Vec::new()
    }

    fn progress(&self) -> Progress {
        Progress::default()
    }
}

/// Keeps the first record that comes.
struct First<'a> {
    setup: &'a Setup,
    source: &'a str,
    line: u64,
    header: Vec<String>,
    view: Option<Value>,
}

impl Handler for First<'_> {
    fn message(&mut self, raw: RawMessage<'_>) {
        if self.view.is_some() {
            return;
        }
        let message = read(&raw, self.setup, self.source, Depth::Survey, &mut |_| {});
        self.view = Some(json!({
            "kind": "message",
            "from": people(&message.from),
            "to": people(&message.to),
            "date": message.date.map_or_else(String::new, date::utc),
            "subject": shown(&message.subject),
            "text": shown(&message.text),
            "attachments": message.attachments.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(),
        }));
    }

    fn header(&mut self, header: &TableHeader) {
        self.header.clone_from(&header.names);
    }

    fn row(&mut self, row: Row<'_>) {
        if self.view.is_none() {
            let fields: Vec<&str> = row.fields().map(shown).collect();
            self.view =
                Some(json!({"kind": "row", "line": self.line, "header": self.header, "fields": fields}));
        }
    }

    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}

fn people(mailboxes: &[Mailbox]) -> String {
    let one = |m: &Mailbox| {
        if m.name.is_empty() { m.address.clone() } else { format!("{} <{}>", m.name, m.address) }
    };
    mailboxes.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn shown(text: &str) -> &str {
    text.char_indices().nth(SHOWN).map_or(text, |(at, _)| &text[..at])
}
