//! The passes over rows: into their tab's parts, held, or known to be of no tab.

use crate::bundle::papers::held::{self, Origin};
use crate::convert::matching::TableMatch;
use crate::finding::Observation;
use crate::job::book::at;
use crate::job::codes;
use crate::job::dispatch::Dispatch;
use crate::job::intake::{self, Beside, Known};
use crate::job::joined::{self, Join};
use crate::job::leaf::{Leaf, TableUse};
use crate::job::learned;
use crate::job::ledger::Fate;
use crate::job::setup::{NO_TAB, Setup};
use crate::source::{Row, Spot};
use crate::text::hash::key64;
use encoding_rs::UTF_8;
use std::rc::Rc;

impl Dispatch {
    pub(in crate::job) fn table_row(&mut self, tab: usize, row: &Row<'_>) {
        let setup = Rc::clone(&self.surveyed.setup);
        let Some(table) = self.surveyed.leaves[self.leaf].table.take() else { return };
        let taken = self.takes_row(&table, tab, row);
        if !taken {
            self.end_wait(true);
            self.end_record(Fate::Filtered);
        }
        if !taken || self.replaced(tab, row) {
            self.surveyed.leaves[self.leaf].table = Some(table);
            return;
        }
        let mut record = std::mem::take(&mut self.record);
        let keys = std::mem::take(&mut self.surveyed.keys);
        // Only answers need to know where the row stands.
        let name = if setup.answers.is_empty() { String::new() } else { self.leaf_name().to_string() };
        let beside = Beside { keys: &keys, known: Known::All, at: at(&name, row.spot) };
        intake::from_row(&setup, &table, tab, row, beside, &mut record, &mut |seen| {
            self.tell(tab, row.spot, seen);
        });
        self.surveyed.keys = keys;
        self.record = record;
        if self.join(tab, row.spot) {
            self.surveyed.leaves[self.leaf].table = Some(table);
            return self.end_record(Fate::Duplicate);
        }
        let within = self.file_in_row(tab, row.spot);
        // In the order of the survey, which claims the key before it knows what the record refers to.
        if let Some(fate) = self.claim(tab, row.spot) {
            self.surveyed.leaves[self.leaf].table = Some(table);
            return self.end_record(fate);
        }
        let sound = self.reasons.is_empty();
        let file = self.file_of_row(tab, row.spot, within);
        self.settle_agent(tab, row.spot, "");
        if sound {
            self.check_blanks(&setup, tab, row.spot);
            self.check_references(tab, row.spot);
        }
        if let Some(file) = file {
            self.surveyed.leaves[self.leaf].table = Some(table);
            return self.wait_for(file, tab, row);
        }
        if learned::is_learned(&setup, tab) {
            match self.surveyed.learned.iter().find(|learned| learned.tab == tab) {
                Some(learned) => self.line = learned.line(self.leaf, row),
                None => self.tell(tab, row.spot, Observation::new(codes::TEMPLATE_MISSING)),
            }
        }
        let fate = self.put(tab, row.spot, None);
        if fate == Fate::Held {
            self.hold_row(&table, row);
        }
        self.surveyed.leaves[self.leaf].table = Some(table);
        self.end_record(fate);
    }

    /// Whether the person at hand joins another record of the same address; one that others joined takes on what it lacks.
    fn join(&mut self, tab: usize, spot: Spot) -> bool {
        if !self.reasons.is_empty() {
            return false;
        }
        let setup = Rc::clone(&self.surveyed.setup);
        let record = std::mem::take(&mut self.record);
        let mut joined = std::mem::take(&mut self.surveyed.joined);
        let keys = std::mem::take(&mut self.surveyed.keys);
        let name = if setup.answers.is_empty() { String::new() } else { self.leaf_name().to_string() };
        let here = at(&name, spot);
        let join = joined::join(&setup, &keys[tab], (tab, &record), (Known::All, here), &mut |seen| {
            self.tell(tab, spot, seen);
        });
        let mut edits = Vec::new();
        match join {
            Join::Yes => joined.note_turned(&setup, tab, &record),
            Join::No
                if !keys[tab].is_copy(
                    key64(setup.tabs[tab].key.map_or("", |at| record.get(at)).as_bytes()),
                    record.content(),
                ) =>
            {
                edits = joined.edits(&setup, tab, &record, &mut |seen| self.tell(tab, spot, seen));
            }
            Join::No | Join::Answered(_) => {}
        }
        (self.surveyed.keys, self.surveyed.joined, self.record) = (keys, joined, record);
        self.record.edit(&edits);
        join == Join::Yes
    }

    /// Whether another row stands for this one: then it is done.
    fn replaced(&mut self, tab: usize, row: &Row<'_>) -> bool {
        let replaced = self.surveyed.repaired.replaces(row);
        self.end_wait(replaced);
        if replaced {
            self.tell(tab, row.spot, Observation::new(codes::ROW_REPLACED));
            self.end_record(Fate::Filtered);
        }
        replaced
    }

    /// Tells what was seen of the record at hand before it came, or forgets it.
    pub(in crate::job) fn end_wait(&mut self, replaced: bool) {
        if !self.surveyed.repaired.is_waiting() {
            return;
        }
        let mut repaired = std::mem::take(&mut self.surveyed.repaired);
        repaired.end_wait(replaced, &mut |spot, seen| self.tell(NO_TAB, spot, seen));
        self.surveyed.repaired = repaired;
    }

    fn check_blanks(&mut self, setup: &Setup, tab: usize, spot: Spot) {
        let key = setup.tabs[tab].key.map_or(0, |at| key64(self.record.get(at).as_bytes()));
        for &(field, _, code) in &setup.tabs[tab].blanks {
            if self.record.get(field).is_empty() && self.surveyed.keys[tab].is_bad_blank(key) {
                let name = &setup.destination.tabs[tab].fields[field].name;
                self.tell(tab, spot, Observation::new(code).field(name));
            }
        }
    }

    pub(in crate::job) fn hold_row(&mut self, table: &TableUse, row: &Row<'_>) {
        let header: Vec<&str> = table.header.names.iter().map(String::as_str).collect();
        let values: Vec<&str> = (0..row.len()).map(|at| row.get(at)).collect();
        let source = self.surveyed.leaves[self.leaf].name.clone();
        let before = table.marks.map_or("", |marks| row.get(marks));
        let mark = held::mark(before, row.spot.record.map(|at| at + 1), held::row_key(row.fields()));
        let header = &header;
        let origin = Origin { source: &source, header, delimiter: table.header.delimiter, repairable: true };
        let charset = table.header.charset;
        if !self.trail.held(&origin, charset, &values, &mark, &self.reasons) {
            let seen = Observation::new(codes::HELD_AS_UTF8).found(charset.name()).used(UTF_8.name());
            self.tell_new(NO_TAB, row.spot, seen);
        }
    }

    pub(in crate::job) fn unplaced_row(&mut self, row: &Row<'_>) {
        let found = |leaf: &Leaf| Some(leaf.table.as_ref()?.found.as_ref()?.tab);
        let tab = found(&self.surveyed.leaves[self.leaf]).unwrap_or(NO_TAB);
        if self.replaced(tab, row) {
            return;
        }
        let Some(table) = self.surveyed.leaves[self.leaf].table.take() else { return };
        let setup = Rc::clone(&self.surveyed.setup);
        let damaged = self.surveyed.leaves[self.leaf].damaged.is_some();
        let takes = |found: &TableMatch| setup.takes(found.tab);
        let not_taken = !damaged && !table.found.as_ref().map_or(!setup.destination.tabs.is_empty(), takes);
        let fate = if table.left_out || not_taken { Fate::Filtered } else { Fate::Held };
        if fate == Fate::Held {
            let damage = self.surveyed.leaves[self.leaf].damaged;
            self.hold_for(damage.unwrap_or(crate::convert::codes::TABLE_UNMATCHED), "");
            if let Some(found) = &table.found {
                self.counts[found.tab].1 += 1;
            }
            self.hold_row(&table, row);
        }
        self.surveyed.leaves[self.leaf].table = Some(table);
        self.end_record(fate);
    }
}
