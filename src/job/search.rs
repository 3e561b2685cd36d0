//! Looks for a piece of text in a column of a tab: how many rows have it, and where the first ones are.

use super::leaf::{Feed, Leaf};
use super::settle::Surveyed;
use super::{Job, Progress, Want};
use crate::finding::Observation;
use crate::json::{Value, json};
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};

/// Rows that are listed.
const MOST: usize = 100;
/// Characters of a value that go to the screen.
const SHOWN: usize = 200;

/// Reads the tables of a tab as a push job.
pub struct Search<'s> {
    surveyed: &'s Surveyed,
    /// The tables still to be read, the present one last, each with the number of its first row in the tab.
    leaves: Vec<(&'s Leaf, u64)>,
    field: usize,
    feed: Option<Feed>,
    pushed: u64,
    total: u64,
    found: Found,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    part: String,
    column: Option<usize>,
    /// The number in the tab of the next row.
    at: u64,
    rows: u64,
    first: Vec<Value>,
}

impl<'s> Search<'s> {
    /// `asked`: `{"tab", "field", "part"}`; the part is looked for letter by letter, in the values as they stand.
    ///
    /// # Errors
    /// What is wrong with what was asked, in words.
    pub fn new(surveyed: &'s Surveyed, asked: &str) -> Result<Search<'s>, String> {
        let asked = crate::json::read(asked)?;
        let text = |key: &str| asked[key].as_str().ok_or_else(|| format!("{key}: a text is needed here"));
        let destination = &surveyed.setup.destination;
        let tab = destination.tab(text("tab")?).ok_or("tab: the destination has none of this id")?;
        let field =
            destination.tabs[tab].field(text("field")?).ok_or("field: the tab has none of this name")?;
        let part = text("part")?.to_string();
        if part.is_empty() {
            return Err("part: it is blank".into());
        }
        let mut leaves = Vec::new();
        let mut before = 0;
        for leaf in surveyed.tables_of(tab) {
            leaves.push((leaf, before));
            before += leaf.records;
        }
        leaves.retain(|(leaf, _)| column(leaf, field).is_some() && leaf.want().start < leaf.want().end);
        leaves.reverse();
        let total = leaves.iter().map(|(leaf, _)| leaf.want().end - leaf.want().start).sum();
        let found = Found { part, ..Found::default() };
        Ok(Search { surveyed, leaves, field, feed: None, pushed: 0, total, found })
    }

    /// What was found (`SearchDocument`). Call when `wants` is `None`.
    pub fn finish(self) -> Value {
        json!({"rows": self.found.rows, "first": self.found.first})
    }

    fn end(&mut self, failed: bool) {
        if let Some(mut feed) = self.feed.take() {
            feed.finish(failed, &mut self.found);
        }
        self.leaves.pop();
    }
}

/// The column of a table that fills a field.
fn column(leaf: &Leaf, field: usize) -> Option<usize> {
    leaf.table.as_ref()?.columns.get(field).copied().flatten()
}

impl Handler for Found {
    fn message(&mut self, _: RawMessage<'_>) {}

    fn header(&mut self, _: &TableHeader) {}

    fn row(&mut self, row: Row<'_>) {
        let value = self.column.map_or("", |column| row.get(column));
        if value.contains(&self.part) {
            self.rows += 1;
            if self.first.len() < MOST {
                let from =
                    value.find(&self.part).map_or(0, |at| value.floor_char_boundary(at.saturating_sub(60)));
                let shown: String = value[from..].chars().take(SHOWN).collect();
                self.first.push(json!({"at": self.at, "found": shown}));
            }
        }
        self.at += 1;
    }

    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}

impl Job for Search<'_> {
    fn wants(&mut self) -> Option<Want> {
        Some(self.leaves.last()?.0.want())
    }

    fn push(&mut self, chunk: &[u8]) {
        let Some(&(leaf, before)) = self.leaves.last() else { return };
        if self.feed.is_none() {
            self.feed = Some(Feed::open(leaf, &self.surveyed.setup.plan));
            (self.found.column, self.found.at, self.pushed) = (column(leaf, self.field), before, 0);
        }
        if let Some(feed) = &mut self.feed {
            feed.push(chunk, &mut self.found);
        }
        self.pushed += chunk.len() as u64;
        if self.pushed >= leaf.want().end - leaf.want().start {
            self.end(false);
        }
    }

    /// What came is counted; the next table follows.
    fn failed(&mut self) {
        self.end(true);
    }

    fn progress(&self) -> Progress {
        let left: u64 = self.leaves.iter().map(|(leaf, _)| leaf.want().end - leaf.want().start).sum();
        let done = self.total.saturating_sub(left) + if self.feed.is_some() { self.pushed } else { 0 };
        Progress { phase: "reading", done, total: self.total }
    }
}
