//! A pack of a part: what was not chosen is filtered before anything is told of it.

use super::book::at;
use super::chooser::{place_of, with_facts};
use super::dispatch::{Dispatch, Mode};
use super::intake::{self, Beside, Fields, Known};
use super::leaf::TableUse;
use super::selection::{Role, Selection};
use super::settle::Surveyed;
use crate::check::record::Record;
use crate::convert::mail::Facts;
use crate::destination::MailUnit;
use crate::source::{RawMessage, Row};
use std::collections::HashSet;

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
            let leaf = &self.surveyed.leaves[self.leaf].name;
            chooser.row(&self.surveyed, (leaf, &table), tab, row);
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
        let place = at(&self.surveyed.leaves[self.leaf].name, row.spot);
        let beside = Beside { keys: &self.surveyed.keys, known: Known::All, at: place };
        intake::from_row(&self.surveyed.setup, table, tab, row, beside, &mut self.record, &mut |_| {});
        selection.takes(tab, &self.record)
    }

    /// Whether the record of a message, or of the conversation it begins, goes.
    pub(super) fn takes_message(&mut self, tab: Option<usize>, index: usize) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        takes_message(selection, &self.surveyed, tab, index)
    }

    /// Whether a person goes.
    pub(super) fn takes_person(&mut self, tab: usize, facts: &Facts<'_>) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        let mut record = Record::default();
        let setup = &self.surveyed.setup;
        intake::from_mail(setup, tab, facts, Fields::Names, None, &mut record, &mut |_| {});
        selection.takes(tab, &record)
    }
}

/// Whether a message goes: for the tab of messages, else for that of conversations.
fn takes_message(selection: &mut Selection, surveyed: &Surveyed, tab: Option<usize>, index: usize) -> bool {
    let tab = tab.or_else(|| surveyed.setup.mail_tab(MailUnit::Conversation));
    let (Some(tab), Some((_, conversation))) = (tab, surveyed.conversations.of(index)) else { return false };
    let mut record = Record::default();
    with_facts(surveyed, index, conversation, &mut |facts| {
        let place = place_of(surveyed, index);
        intake::from_mail(&surveyed.setup, tab, facts, Fields::Names, place, &mut record, &mut |_| {});
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
