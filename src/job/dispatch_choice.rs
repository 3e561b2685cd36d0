//! A pack of a part: what was not chosen is filtered before anything is told of it.

use super::chooser::with_facts;
use super::dispatch::{Dispatch, Mode};
use super::intake::{self, Known};
use super::leaf::TableUse;
use super::selection::{Role, Selection};
use super::settle::Surveyed;
use crate::check::record::Record;
use crate::destination::MailUnit;
use crate::finding::{Code, Observation};
use crate::source::{RawMessage, Row, Spot};
use std::collections::HashSet;

/// Something seen about the record that comes next, until it is known whether that one is chosen.
pub struct Waiting {
    spot: Spot,
    code: Code,
    texts: [String; 3],
    number: u64,
}

impl Waiting {
    pub fn new(spot: Spot, seen: Observation<'_>) -> Waiting {
        let texts = [seen.field, seen.found, seen.used].map(str::to_string);
        Waiting { spot, code: seen.code, texts, number: seen.number }
    }

    fn seen(&self) -> Observation<'_> {
        let [field, found, used] = &self.texts;
        Observation::new(self.code).field(field).found(found).used(used).number(self.number)
    }
}

impl Dispatch {
    /// The leaves to read before it is known which records go; `None` when it is.
    pub fn choose_on(&mut self) -> Option<Vec<(Mode, usize)>> {
        let next = self.chooser.as_mut()?.next(&self.surveyed);
        if next.is_none() {
            self.selection = self.chooser.take().map(|chooser| chooser.into_selection());
        }
        next
    }

    /// Sources that are not read for this part count as left out whole.
    pub fn filter_unread(&mut self, is_read: impl Fn(usize) -> bool) {
        for (at, line) in self.ledger.iter_mut().enumerate() {
            if !is_read(at) {
                (line.held, line.filtered) = (0, line.read);
            }
        }
        self.counts.iter_mut().for_each(|count| *count = (0, 0));
    }

    pub(super) fn choose_row(&mut self, tab: usize, row: &Row<'_>) {
        let Some(table) = self.surveyed.leaves[self.leaf].table.take() else { return };
        if let Some(chooser) = &mut self.chooser {
            chooser.row(&self.surveyed, &table, tab, row);
        }
        self.surveyed.leaves[self.leaf].table = Some(table);
    }

    pub(super) fn choose_message(&mut self, tab: usize, raw: &RawMessage<'_>) {
        let index = self.first_message[self.leaf] + raw.spot.record.unwrap_or(0) as usize;
        if let Some(chooser) = &mut self.chooser {
            chooser.message(&self.surveyed, tab, index, raw);
        }
    }

    /// Whether a row goes, as far as a choice was made.
    pub(super) fn takes_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        let (setup, keys) = (&self.surveyed.setup, &self.surveyed.keys);
        let record = &mut self.record;
        intake::from_row(setup, table, tab, row, (keys, Known::All), record, &mut |_| {});
        let taken = selection.takes(tab, record);
        self.tell_waiting(taken);
        taken
    }

    /// Whether the record of a message, or of the conversation it begins, goes.
    pub(super) fn takes_message(&mut self, tab: Option<usize>, index: usize) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        let taken = takes_message(selection, &self.surveyed, tab, index);
        self.tell_waiting(taken);
        taken
    }

    /// Whether a person or a file goes.
    pub(super) fn takes_made(&mut self, tab: usize, record: &Record) -> bool {
        self.selection.as_mut().is_none_or(|selection| selection.takes(tab, record))
    }

    fn tell_waiting(&mut self, taken: bool) {
        for waiting in std::mem::take(&mut self.waiting) {
            if taken {
                self.tell(super::setup::NO_TAB, waiting.spot, waiting.seen());
            }
        }
    }
}

/// Whether a message goes: for the tab of messages, else for that of conversations.
fn takes_message(selection: &mut Selection, surveyed: &Surveyed, tab: Option<usize>, index: usize) -> bool {
    let tab = tab.or_else(|| surveyed.setup.mail_tab(MailUnit::Conversation));
    let (Some(tab), Some((_, conversation))) = (tab, surveyed.conversations.of(index)) else { return false };
    let mut record = Record::default();
    with_facts(surveyed, index, conversation, &mut |facts| {
        intake::names_from_mail(&surveyed.setup, tab, facts, &mut record);
    });
    selection.takes(tab, &record)
}

/// The leaves of which the part needs anything: tables of its tabs, and mail with a chosen message.
pub fn wanted(selection: &mut Selection, surveyed: &Surveyed) -> HashSet<usize> {
    let tables = surveyed.leaves.iter().enumerate();
    let of_part = |tab: usize| selection.role(tab) != Role::Outside;
    let readable = tables.filter(|(_, leaf)| !leaf.failed);
    let mut wanted: HashSet<usize> =
        readable.filter(|(_, leaf)| leaf.tab().is_some_and(of_part)).map(|(at, _)| at).collect();
    let tab = surveyed.setup.mail_tab(MailUnit::Message);
    for (index, entry) in surveyed.conversations.entries.iter().enumerate() {
        if takes_message(selection, surveyed, tab, index) {
            wanted.insert(entry.leaf as usize);
        }
    }
    wanted
}
