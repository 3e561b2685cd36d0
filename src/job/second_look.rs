//! The end of a survey: tables whose rows can be judged only when all is known are read once more, and in a second run mail.
//!
//! What the rows of one address say differently shows when the one that stays is seen beside the others; what the plan and the
//! list of agents change in a row, and so whether it goes again in a second run, when it is clear who is meant; what new mail
//! and other options change in records made from mail, when their texts are at hand again. Each row and message is taken in
//! as a pack would, so that what is told before packing is what packing tells; nothing more is kept but 40 bytes of a row
//! whose file may be another one (`second_look/seen.rs`).

mod made;
mod seen;

use super::book::tally::Tally;
use super::book::{at, place};
use super::intake::{self, Beside, Known};
use super::joined::{self, Join};
use super::leaf::{Feed, TableUse};
use super::previous;
use super::settle::Surveyed;
use super::{Job, Progress, Want};
use crate::check::keys::{KeyUse, TabKeys};
use crate::check::record::Record;
use crate::finding::Observation;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use crate::text::hash::key64;
use made::cut_text;
use seen::Seen;
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// In the place of a tab: the leaf is read as a file.
const FILE: usize = usize::MAX;

/// Reads tables and mail again, as a push job.
pub struct SecondLook {
    /// What is still to be read, the present one last: tab (of a table) and leaf.
    leaves: Vec<(usize, usize)>,
    feed: Option<Feed>,
    pushed: u64,
    done: u64,
    looker: Looker,
}

struct Looker {
    surveyed: Surveyed,
    /// Index of each leaf's first message.
    first_message: Vec<usize>,
    tab: usize,
    leaf: usize,
    table: Option<Box<TableUse>>,
    record: Record,
    tally: Tally,
    files: Vec<Seen>,
    sha: Sha256,
}

impl SecondLook {
    pub fn new(surveyed: Surveyed) -> SecondLook {
        let wanted =
            |tab: &usize| surveyed.setup.takes(*tab) && (surveyed.second_run || surveyed.joined.any(*tab));
        let leaves = surveyed.leaves.iter().enumerate();
        let leaves = leaves.filter(|(_, leaf)| !leaf.failed && !leaf.excluded && leaf.table.is_some());
        let of_tab = leaves.filter_map(|(at, leaf)| Some((leaf.tab().filter(wanted)?, at)));
        let mut leaves: Vec<(usize, usize)> = of_tab.collect();
        let mail = previous::leaves_of_mail(&surveyed).into_iter().enumerate();
        leaves.extend(mail.filter(|(_, there)| *there).map(|(leaf, _)| (0, leaf)));
        leaves.retain(|(_, leaf)| {
            let want = surveyed.leaves[*leaf].want();
            want.start < want.end
        });
        leaves.reverse();
        let window = surveyed.setup.window;
        let looker = Looker {
            first_message: surveyed.first_messages(),
            surveyed,
            tab: 0,
            leaf: 0,
            table: None,
            record: Record::default(),
            tally: Tally::new(window),
            files: Vec::new(),
            sha: Sha256::default(),
        };
        SecondLook { leaves, feed: None, pushed: 0, done: 0, looker }
    }

    /// All that the survey found. Call when `wants` is `None`.
    pub fn finish(self) -> Surveyed {
        let Looker { mut surveyed, tally, .. } = self.looker;
        surveyed.keys.iter_mut().for_each(TabKeys::forget_packed);
        surveyed.tell_late(tally);
        surveyed
    }

    fn present(&self) -> Option<Want> {
        self.leaves.last().map(|(_, leaf)| self.looker.surveyed.leaves[*leaf].want())
    }

    fn open(&mut self, tab: usize, leaf: usize) -> Feed {
        let surveyed = &mut self.looker.surveyed;
        let feed = match tab {
            FILE => Feed::of_file(&surveyed.leaves[leaf]),
            _ => Feed::open(&surveyed.leaves[leaf], &surveyed.setup.plan),
        };
        let table = surveyed.leaves[leaf].table.take();
        (self.looker.tab, self.looker.leaf, self.looker.table) = (tab, leaf, table);
        self.pushed = 0;
        feed
    }

    fn end(&mut self, failed: bool) {
        if let Some(mut feed) = self.feed.take() {
            feed.finish(failed, &mut self.looker);
            self.looker.surveyed.leaves[self.looker.leaf].table = self.looker.table.take();
        }
        let files = self.leaves.pop().is_none_or(|(tab, _)| tab == FILE);
        if files {
            self.looker.end_file();
        } else if self.leaves.is_empty() {
            self.leaves = self.looker.files();
        }
    }
}

impl Job for SecondLook {
    fn wants(&mut self) -> Option<Want> {
        self.present()
    }

    fn push(&mut self, chunk: &[u8]) {
        let Some((&(tab, leaf), want)) = self.leaves.last().zip(self.present()) else { return };
        let mut feed = match self.feed.take() {
            Some(feed) => feed,
            None => self.open(tab, leaf),
        };
        feed.push(chunk, &mut self.looker);
        self.feed = Some(feed);
        self.pushed += chunk.len() as u64;
        self.done += chunk.len() as u64;
        if self.pushed >= want.end - want.start {
            self.end(false);
        }
    }

    /// What came was looked at; packing will say that the file has changed.
    fn failed(&mut self) {
        self.end(true);
    }

    fn progress(&self) -> Progress {
        let wants = self.leaves.iter().map(|(_, leaf)| self.looker.surveyed.leaves[*leaf].want());
        let left: u64 = wants.map(|want| want.end - want.start).sum();
        let part = if self.feed.is_some() { self.pushed } else { 0 };
        Progress { phase: "reading", done: self.done, total: self.done + left.saturating_sub(part) }
    }
}

impl Handler for Looker {
    fn message(&mut self, raw: RawMessage<'_>) {
        self.see_message(&raw);
    }

    fn header(&mut self, _: &TableHeader) {}

    fn bytes(&mut self, chunk: &[u8]) {
        self.sha.update(chunk);
    }

    fn row(&mut self, row: Row<'_>) {
        let mut record = std::mem::take(&mut self.record);
        if let Some(table) = self.table.take() {
            self.look(&table, &row, &mut record);
            self.table = Some(table);
        }
        self.record = record;
    }

    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}

impl Looker {
    fn look(&mut self, table: &TableUse, row: &Row<'_>, record: &mut Record) {
        let Looker { surveyed, tab, leaf, tally, .. } = self;
        let (setup, tab) = (Rc::clone(&surveyed.setup), *tab);
        let name = surveyed.leaves[*leaf].name.as_str();
        let here = at(name, row.spot);
        if surveyed.repaired.replaces(row) {
            return;
        }
        let (mut held, mut cut) = (false, Vec::new());
        let beside = Beside { keys: &surveyed.keys, known: Known::All, at: here };
        intake::from_row(&setup, table, tab, row, beside, record, &mut |seen| {
            held |= setup.holds(tab, &seen, here);
            cut.extend(cut_text(&seen));
        });
        if held {
            return;
        }
        let hash = key64(setup.tabs[tab].key.map_or("", |at| record.get(at)).as_bytes());
        let keys = &surveyed.keys[tab];
        match joined::join(&setup, keys, (tab, record), (Known::All, here), &mut |_| {}) {
            Join::Yes => return surveyed.joined.note_turned(&setup, tab, record),
            Join::No if !keys.is_copy(hash, record.content()) => {
                let edits = surveyed.joined.edits(&setup, tab, record, &mut |seen| {
                    let holds = setup.holds(tab, &seen, here);
                    tally.count(setup.tab_id(tab), seen, holds, || place(name, row.spot));
                });
                record.edit(&edits);
            }
            Join::No | Join::Answered(_) => {}
        }
        if !keys.has(hash) || surveyed.keys[tab].pack(hash, record.content()) != KeyUse::New {
            return;
        }
        if surveyed.second_run {
            let decided = surveyed.agents.of_record(&setup, &surveyed.keys, tab, record, "");
            if let Some(decided) = decided {
                record.edit(&decided.edits);
            }
            surveyed.keys[tab].edited(hash, record.edits());
            self.note_file(hash, record);
            let id = setup.tabs[tab].key.map_or("", |at| record.get(at));
            let again = self.surveyed.keys[tab].has_failed(hash);
            self.see_cut(&cut, id, again);
        }
    }
}
