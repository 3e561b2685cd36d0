//! Looks at records as they are in their files: for the page, where a finding names a place.

use super::book::mail::read;
use super::leaf::Leaf;
use super::settle::Surveyed;
use super::setup::Setup;
use super::walk::SMALL;
use super::{Job, Want};
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

/// Reads records as a push job.
pub struct Look {
    setup: Rc<Setup>,
    items: Vec<Item>,
    /// What is still to be read, the present one in front.
    passes: Vec<Pass>,
}

/// One record.
pub(super) struct Item {
    pub(super) leaf: Leaf,
    line: u64,
    /// Where the record begins.
    pub(super) start: u64,
    /// Ranges of the leaf to keep: a table's header, and the record.
    windows: Vec<Range<u64>>,
    kept: Vec<u8>,
}

/// One range of a file, and the records that lie in it.
struct Pass {
    want: Want,
    inflate: Option<EntryReader>,
    /// Offset in the leaf of the byte that comes next.
    at: u64,
    pushed: u64,
    items: Vec<usize>,
}

impl Look {
    /// `None` when no source has that name or it holds no records.
    pub fn new(surveyed: &Surveyed, asked: &Asked) -> Option<Look> {
        Some(Look::of(surveyed, std::slice::from_ref(asked))).filter(|look| !look.items.is_empty())
    }

    /// Several at once; those of no source are left out.
    pub fn of(surveyed: &Surveyed, all: &[Asked]) -> Look {
        let mut look = Look { setup: Rc::clone(&surveyed.setup), items: Vec::new(), passes: Vec::new() };
        for asked in all {
            if let Some(leaf) = surveyed.leaves.iter().find(|leaf| leaf.name == asked.source) {
                look.add(leaf, asked);
            }
        }
        look.passes.retain(|pass| pass.want.start < pass.want.end);
        look
    }

    fn add(&mut self, leaf: &Leaf, asked: &Asked) {
        let end = if asked.end > asked.start { asked.end } else { asked.start.saturating_add(WINDOW) };
        let end = end.min(asked.start.saturating_add(MOST)).min(leaf.bytes);
        let header = leaf.table.as_ref().map(|table| 0..table.header.spot.end.min(MOST));
        let mut windows: Vec<Range<u64>> = header.into_iter().collect();
        windows.push(asked.start.min(end)..end);
        windows.retain(|window| !window.is_empty());
        let (whole, item) = (leaf.want(), self.items.len());
        let pass = |want, at, inflate| Pass { want, inflate, at, pushed: 0, items: vec![item] };
        match &leaf.entry {
            None => self.passes.extend(windows.iter().map(|window| {
                pass(Want { start: window.start, end: window.end, ..whole }, window.start, None)
            })),
            // Inside a ZIP nothing can be reached but by inflating all before it: once for all that lies there.
            Some(entry) => match self.passes.iter_mut().find(|pass| pass.want == whole) {
                Some(pass) => pass.items.push(item),
                None => self.passes.push(pass(whole, 0, Some(EntryReader::new(entry)))),
            },
        }
        self.items.push(Item {
            leaf: leaf.clone(),
            line: asked.line,
            start: asked.start,
            windows,
            kept: Vec::new(),
        });
    }

    /// The record as JSON (`RecordView`); `None` if it could not be read.
    pub fn finish(self) -> Option<Value> {
        self.views().pop().flatten()
    }

    /// Each record, in the order they were asked for.
    pub fn views(self) -> Vec<Option<Value>> {
        let Look { setup, items, .. } = self;
        let view = |item: Item| {
            let source = &item.leaf.name;
            let mut first = First { setup: &setup, source, line: item.line, header: Vec::new(), view: None };
            item.replay(&setup, &mut first);
            first.view
        };
        items.into_iter().map(view).collect()
    }

    /// What was read, as it is.
    pub(super) fn into_items(self) -> Vec<Item> {
        self.items
    }

    /// Hands over all that was read, as from a file that holds nothing else.
    pub fn replay(&self, to: &mut dyn Handler) {
        self.items.iter().for_each(|item| item.replay(&self.setup, to));
    }
}

impl Item {
    /// The bytes of its table's header.
    pub(super) fn header(&self) -> Option<&[u8]> {
        self.leaf.table.as_ref().map(|_| &self.kept[..self.header_end()])
    }

    /// Its own bytes.
    pub(super) fn record(&self) -> &[u8] {
        &self.kept[self.header_end()..]
    }

    fn header_end(&self) -> usize {
        let header = self.leaf.table.as_ref().filter(|_| self.windows.len() > 1).and(self.windows.first());
        header.map_or(0, |window| ((window.end - window.start) as usize).min(self.kept.len()))
    }

    fn replay(&self, setup: &Setup, to: &mut dyn Handler) {
        let (plan, source) = (&setup.plan, &self.leaf.name);
        let dialect = self.leaf.dialect(plan.tables.get(source));
        let say = plan.borders.get(source).map(|say| say.from(self.start)).unwrap_or_default();
        let mut reader = Reader::new(source, self.leaf.kind, dialect).with_borders(say);
        reader.push(&self.kept, to);
        reader.finish(to);
    }
}

/// Keeps what lies in a record's windows.
fn keep(items: &mut [Item], wanted: &[usize], at: &mut u64, bytes: &[u8]) {
    let (from, to) = (*at, *at + bytes.len() as u64);
    for item in wanted {
        let Item { windows, kept, .. } = &mut items[*item];
        for window in windows {
            let (start, end) = (window.start.max(from), window.end.min(to));
            if start < end {
                kept.extend_from_slice(&bytes[(start - from) as usize..(end - from) as usize]);
            }
        }
    }
    *at = to;
}

impl Job for Look {
    fn wants(&mut self) -> Option<Want> {
        self.passes.first().map(|pass| pass.want)
    }

    fn ahead(&self, most: usize) -> Vec<Want> {
        let next = self.passes.iter().skip(1).map(|pass| pass.want);
        next.take_while(|want| want.end - want.start <= SMALL).take(most).collect()
    }

    fn push(&mut self, chunk: &[u8]) {
        let Look { items, passes, .. } = self;
        let Some(Pass { want, inflate, at, pushed, items: wanted }) = passes.first_mut() else { return };
        match inflate {
            None => keep(items, wanted, at, chunk),
            Some(inflate) => {
                inflate.push(chunk, &mut |bytes| keep(items, wanted, at, bytes));
            }
        }
        *pushed += chunk.len() as u64;
        if *pushed >= want.end - want.start {
            self.failed();
        }
    }

    /// Whatever came is shown; the next range follows.
    fn failed(&mut self) {
        self.passes.remove(0);
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
