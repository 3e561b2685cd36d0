//! A pack of a part: what was not chosen is filtered before anything is told of it.

use crate::check::record::Record;
use crate::convert::mail::Facts;
use crate::destination::MailUnit;
use crate::finding::{Observation, Place};
use crate::job::book::at;
use crate::job::choose::mail::{place_of, with_facts};
use crate::job::choose::selection::{Role, Selection};
use crate::job::choose::wanted::Go;
use crate::job::codes;
use crate::job::dispatch::{Dispatch, Mode};
use crate::job::intake::{self, Beside, Fields, Known};
use crate::job::leaf::TableUse;
use crate::job::settle::Surveyed;
use crate::job::setup::Setup;
use crate::source::{RawMessage, Row};
use std::collections::HashSet;
use std::rc::Rc;

impl Dispatch {
    /// The leaves to read before it is known which records go; `None` when it is.
    pub fn choose_on(&mut self) -> Option<Vec<(Mode, usize)>> {
        let next = self.chooser.as_mut()?.next(&self.surveyed);
        if next.is_none() {
            self.selection = self.chooser.take().map(|chooser| chooser.into_selection());
        }
        next
    }

    /// It is known which records go: the leaves to read for them, `None` for all. Those that are not read count as
    /// left out whole.
    pub fn begin_selected(&mut self) -> Option<HashSet<usize>> {
        let setup = Rc::clone(&self.surveyed.setup);
        let files = &setup.settled.files;
        if self.selection.is_none() && files.go == Go::With {
            return None;
        }
        self.begin_files();
        let taken = |tab: usize| files.take(is_of_files(&setup, tab));
        let all: HashSet<usize> = (0..self.surveyed.leaves.len()).collect();
        let mut read = match &mut self.selection {
            Some(selection) => wanted(selection, &self.surveyed),
            None => all,
        };
        for (at, leaf) in self.surveyed.leaves.iter().enumerate() {
            let left_out = leaf.tab().is_some_and(|tab| !taken(tab));
            let other = files.go == Go::Only && leaf.tab().is_none();
            // Mail and tables with cut texts are read for their files, but their messages and rows are left out.
            let for_files = (other && leaf.is_mail()) || (left_out && leaf.gives_files());
            if (left_out || other) && (self.selection.is_some() || !leaf.failed) && !for_files {
                read.remove(&at);
            }
            if !read.contains(&at) || (for_files && !leaf.failed) {
                let line = &mut self.ledger[at];
                (line.held, line.filtered) = (0, line.read);
            }
        }
        if self.selection.is_some() {
            self.counts.iter_mut().for_each(|count| *count = (0, 0));
        }
        Some(read)
    }

    /// Where only files go, their messages were packed before; where none go, they are told about.
    fn begin_files(&mut self) {
        let setup = Rc::clone(&self.surveyed.setup);
        let (go, messages) = (setup.settled.files.go, setup.mail_tab(MailUnit::Message));
        let mut left_out = 0;
        for index in 0..self.surveyed.conversations.entries.len() {
            let which = self.surveyed.conversations.of(index).map(|(which, _)| which);
            let packed = which.is_some_and(|which| !self.surveyed.held_conversations.contains(&which));
            if go == Go::With || !packed || !self.takes_message(messages, index) {
                continue;
            }
            self.message_packed[index] = go == Go::Only;
            left_out += u64::from(self.surveyed.conversations.entries[index].attachments);
        }
        let tab = setup.mail_tab(MailUnit::Attachment);
        if let (Some(tab), Go::Without, true) = (tab, go, left_out > 0) {
            let seen = Observation::new(codes::ATTACHMENT_LEFT_OUT);
            self.tally.count_value(setup.tab_id(tab), seen, false, left_out, std::iter::empty());
            self.trail.finding(&setup, tab, Place::default, &seen, left_out);
        }
    }

    pub(in crate::job) fn choose_row(&mut self, tab: usize, row: &Row<'_>) {
        let Some(table) = self.surveyed.leaves[self.leaf].table.take() else { return };
        if let Some(chooser) = &mut self.chooser {
            let leaf = &self.surveyed.leaves[self.leaf].name;
            chooser.row(&self.surveyed, (leaf, &table), tab, row);
        }
        self.surveyed.leaves[self.leaf].table = Some(table);
    }

    pub(in crate::job) fn choose_message(&mut self, tab: usize, raw: &RawMessage<'_>) {
        let index = self.first_message[self.leaf] + raw.spot.record.unwrap_or(0) as usize;
        if let Some(chooser) = &mut self.chooser {
            chooser.message(&self.surveyed, tab, index, raw);
        }
    }

    /// Whether a row goes, as far as a choice was made.
    pub(in crate::job) fn takes_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        let place = at(&self.surveyed.leaves[self.leaf].name, row.spot);
        let beside = Beside { keys: &self.surveyed.keys, known: Known::All, at: place };
        intake::from_row(&self.surveyed.setup, table, tab, row, beside, &mut self.record, &mut |_| {});
        selection.takes(tab, &self.record)
    }

    /// Whether the record of a message, or of the conversation it begins, goes.
    pub(in crate::job) fn takes_message(&mut self, tab: Option<usize>, index: usize) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        takes_message(selection, &self.surveyed, tab, index)
    }

    /// Whether a person goes.
    pub(in crate::job) fn takes_person(&mut self, tab: usize, facts: &Facts<'_>) -> bool {
        let Some(selection) = &mut self.selection else { return true };
        let mut record = Record::default();
        let setup = &self.surveyed.setup;
        intake::from_mail(setup, tab, facts, Fields::Names, None, &mut record, &mut |_| {});
        selection.takes(tab, &record)
    }
}

/// Whether the records of a tab are files.
pub fn is_of_files(setup: &Setup, tab: usize) -> bool {
    setup.destination.tabs[tab].from_mail == Some(MailUnit::Attachment)
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
fn wanted(selection: &mut Selection, surveyed: &Surveyed) -> HashSet<usize> {
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
