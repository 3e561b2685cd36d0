//! The rows of a tab as they stand and as they will be written, some at a time: for the page's grid.
//!
//! A table is entered at waymarks that the survey left in it, so that the millionth row is as near as the first. What
//! references lead to, and who an agent is, is settled elsewhere and not seen here.

use super::intake::{self, Beside, Known};
use super::leaf::{Leaf, TableUse, WAY};
use super::look::{Asked, Look};
use super::settle::Surveyed;
use super::{Job, Want};
use crate::check::record::Record;
use crate::finding::{Code, Observation};
use crate::json::{Value, json};
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use std::ops::Range;

/// Rows of one answer.
const MOST: u64 = 100;
/// Characters of a value that go to the screen.
const SHOWN: usize = 2_000;

/// Reads rows as a push job.
pub struct Rows<'s> {
    surveyed: &'s Surveyed,
    look: Look,
    part: Option<Part<'s>>,
    document: Value,
}

/// The rows of one table that are wanted.
struct Part<'s> {
    tab: usize,
    leaf: &'s Leaf,
    table: &'s TableUse,
    /// The record that is read first, and those wanted.
    first: u64,
    wanted: Range<u64>,
}

impl<'s> Rows<'s> {
    /// `asked`: `{"tab", "from"}`, a tab's id and how many of its rows come before, of all its tables in reading order.
    /// The answer ends where a table does.
    ///
    /// # Errors
    /// What is wrong with what was asked, in words.
    pub fn new(surveyed: &'s Surveyed, asked: &str) -> Result<Rows<'s>, String> {
        let asked = crate::json::read(asked)?;
        let id = asked["tab"].as_str().ok_or("tab: a text is needed here")?;
        let from = asked["from"].as_u64().ok_or("from: a number is needed here")?;
        let tab = surveyed.setup.destination.tab(id).ok_or("tab: the destination has none of this id")?;
        let (part, total) = part(surveyed, tab, from);
        let wanted: Vec<Asked> = part.iter().map(Part::asked).collect();
        let columns = part.as_ref().map(|part| columns(surveyed, part));
        let source = part.as_ref().map(|part| part.leaf.name.as_str());
        let document = json!({"tab": id, "from": from, "total": total, "source": source, "columns": columns});
        Ok(Rows { surveyed, look: Look::of(surveyed, &wanted), part, document })
    }

    /// The rows (`RowsDocument`). Call when `wants` is `None`.
    pub fn finish(self) -> Value {
        let Rows { surveyed, look, part, mut document } = self;
        let mut rows = Vec::new();
        if let Some(part) = &part {
            let record = Record::default();
            look.replay(&mut Collect { surveyed, part, at: part.first, record, rows: &mut rows });
        }
        document["rows"] = Value::Array(rows);
        document
    }
}

/// The table that holds the row at `from`, and how many rows all tables of the tab have.
fn part(surveyed: &Surveyed, tab: usize, from: u64) -> (Option<Part<'_>>, u64) {
    let (mut before, mut found) = (0, None);
    for leaf in surveyed.tables_of(tab) {
        let Some(table) = leaf.table.as_deref() else { continue };
        if found.is_none() && from < before + leaf.records {
            let start = from - before;
            let wanted = start..(start + MOST).min(leaf.records);
            found = Some(Part { tab, leaf, table, first: start - start % WAY, wanted });
        }
        before += leaf.records;
    }
    (found, before)
}

impl Part<'_> {
    /// The bytes from the waymark before the first row to the one after the last.
    fn asked(&self) -> Asked {
        let mark = |record: u64| self.table.waymarks.get((record / WAY) as usize);
        let (start, line) = mark(self.first).copied().unwrap_or_default();
        let end = mark(self.wanted.end.saturating_sub(1) + WAY).map_or(self.leaf.bytes, |mark| mark.0);
        Asked { source: self.leaf.name.clone(), start, end, line }
    }

    /// The fields a column fills: (field, column).
    fn fields(&self) -> impl Iterator<Item = (usize, usize)> {
        self.table.columns.iter().enumerate().filter_map(|(at, column)| Some((at, (*column)?)))
    }
}

fn columns(surveyed: &Surveyed, part: &Part<'_>) -> Vec<Value> {
    let fields = &surveyed.setup.destination.tabs[part.tab].fields;
    let one = |(at, column): (usize, usize)| json!({"field": fields[at].name, "header": part.table.header.names[column], "kind": fields[at].kind.word()});
    part.fields().map(one).collect()
}

/// Makes the wanted rows of those that come.
struct Collect<'c, 's> {
    surveyed: &'s Surveyed,
    part: &'c Part<'s>,
    /// The number of the next row in its table.
    at: u64,
    record: Record,
    rows: &'c mut Vec<Value>,
}

impl Handler for Collect<'_, '_> {
    fn message(&mut self, _: RawMessage<'_>) {}

    fn header(&mut self, _: &TableHeader) {}

    fn row(&mut self, row: Row<'_>) {
        let number = self.at;
        self.at += 1;
        if !self.part.wanted.contains(&number) {
            return;
        }
        let Part { tab, leaf, table, .. } = self.part;
        let (setup, about) = (&self.surveyed.setup, &self.surveyed.setup.destination.tabs[*tab]);
        let at = Some((leaf.name.as_str(), number));
        let beside = Beside { keys: &self.surveyed.keys, known: Known::All, at };
        let mut told: Vec<Option<Code>> = vec![None; about.fields.len()];
        let mut held = false;
        intake::from_row(setup, table, *tab, &row, beside, &mut self.record, &mut |seen| {
            held |= setup.holds(*tab, &seen, at);
            if let Some(field) = about.field(seen.field) {
                let graver = told[field].is_none_or(|code| code.severity < seen.code.severity);
                told[field] = if graver { Some(seen.code) } else { told[field] };
            }
        });
        let cell = |(field, column): (usize, usize)| {
            let (found, used) = (shown(row.get(column)), shown(self.record.get(field)));
            match told[field] {
                None if found == used => json!(found),
                code => {
                    json!([found, used, code.map(|code| code.severity.as_str()), code.map(|code| code.id)])
                }
            }
        };
        let cells: Vec<Value> = self.part.fields().map(cell).collect();
        self.rows.push(json!({"record": number, "held": held, "cells": cells}));
    }

    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}

fn shown(text: &str) -> &str {
    text.char_indices().nth(SHOWN).map_or(text, |(at, _)| &text[..at])
}

impl Job for Rows<'_> {
    fn wants(&mut self) -> Option<Want> {
        self.look.wants()
    }
    fn push(&mut self, chunk: &[u8]) {
        self.look.push(chunk);
    }
    fn failed(&mut self) {
        self.look.failed();
    }
}
