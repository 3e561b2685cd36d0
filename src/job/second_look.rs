//! The end of a survey: tables whose rows can be judged only when all is known are read once more, and in a second run mail.
//!
//! What the rows of one address say differently shows when the one that stays is seen beside the others; what the plan and the
//! list of agents change in a row, and so whether it goes again in a second run, when it is clear who is meant; what new mail
//! and other options change in records made from mail, when their texts are at hand again. Each row and message is taken in as a pack would, so that what is told before packing is what packing tells; nothing more is kept but 32 bytes of a row whose file may be another one: up to
//! [`FILES`] of such files are read at last.

use super::book::mail::read;
use super::book::tally::Tally;
use super::book::{at, place};
use super::dispatch::named::path_of_file;
use super::intake::{self, Beside, Fields, Known};
use super::joined::{self, Join};
use super::leaf::{Feed, TableUse};
use super::named_files::{self, Named};
use super::previous;
use super::settle::Surveyed;
use super::{Job, Progress, Want};
use crate::bundle::sink::hex;
use crate::check::keys::{KeyUse, TabKeys};
use crate::check::record::Record;
use crate::convert::mail::{AttachmentFacts, Facts};
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::order;
use crate::source::message::Depth;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use crate::text::hash::key64;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::rc::Rc;

/// Most bytes of files that are read to see whether they are those of an earlier run: more takes longer than all else.
const FILES: u64 = 512 << 20;
/// In the place of a tab: the leaf is read as a file.
const FILE: usize = usize::MAX;

/// A row that an earlier run packed with a file, now with the one in `leaf`.
struct Seen {
    leaf: usize,
    tab: usize,
    key: u64,
    /// What is edited in its record but for the file's sum.
    edits: u32,
    /// The sum it is said to have.
    sum: u64,
}

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
        let looker = Looker {
            first_message: surveyed.first_messages(),
            surveyed,
            tab: 0,
            leaf: 0,
            table: None,
            record: Record::default(),
            tally: Tally::default(),
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
        let index = self.first_message[self.leaf] + raw.spot.record.unwrap_or(0) as usize;
        self.surveyed.mail_changed += self.changed_by(index, &raw);
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
    /// How many of the records a message gives an earlier run packed otherwise.
    fn changed_by(&mut self, index: usize, raw: &RawMessage<'_>) -> u64 {
        let Looker { surveyed, record, leaf, .. } = self;
        let surveyed = &*surveyed;
        let (setup, keys) = (&surveyed.setup, &surveyed.keys);
        let Some(conversation) = previous::conversation_there(surveyed, index) else { return 0 };
        let name = surveyed.leaves[*leaf].name.as_str();
        let here = at(name, raw.spot);
        let message = read(raw, setup, name, Depth::Full, &mut |_| {});
        let mut changed = 0;
        let mut see = |unit: MailUnit, facts: &Facts<'_>, mailbox: &str| {
            let Some(tab) = setup.mail_tab(unit).filter(|tab| setup.takes(*tab)) else { return };
            intake::from_mail(setup, tab, facts, Fields::All, here, record, &mut |_| {});
            if let Some(decided) = surveyed.agents.of_record(setup, keys, tab, record, mailbox) {
                record.edit(&decided.edits);
            }
            let key = key64(setup.tabs[tab].key.map_or("", |at| record.get(at)).as_bytes());
            let other = keys[tab].has_changed(key, record.content() as u32, Some(record.edits()));
            changed += u64::from(other && keys[tab].is_there(key));
        };
        let from = surveyed.conversations.entries[index].from();
        let outgoing = from.is_some_and(|from| surveyed.is_own(from));
        let facts = Facts { message: Some(&message), ..surveyed.facts(conversation) };
        let own = [key64(message.message_id.as_bytes()), message.content_key as u64];
        // Of a conversation of which the first mail is not here, nothing can be said anew.
        if conversation.first as usize == index && own.contains(&conversation.id) {
            see(MailUnit::Conversation, &facts, surveyed.mailbox(conversation));
        }
        see(MailUnit::Message, &Facts { outgoing, ..facts.clone() }, "");
        for (at, file) in message.attachments.iter().enumerate() {
            let sha256 = hex(&Sha256::digest(&file.bytes));
            let (name, size) = (&*file.name, file.bytes.len() as u64);
            let about = AttachmentFacts { name, path: "", size, sha256: &sha256, number: at + 1 };
            see(MailUnit::Attachment, &Facts { attachment: Some(about), ..facts.clone() }, "");
        }
        changed
    }

    /// Notes which file goes with the row at hand, if it may be there since an earlier run. One that stands in it is seen now.
    fn note_file(&mut self, key: u64, record: &mut Record) {
        let Looker { surveyed, tab, .. } = self;
        let (setup, tab, keys) = (Rc::clone(&surveyed.setup), *tab, &surveyed.keys[*tab]);
        let Some(fields) = &setup.tabs[tab].files else { return };
        if !keys.is_there(key) || keys.has_changed(key, record.content() as u32, None) {
            return;
        }
        let here = fields.content(record);
        let named = Named::of(fields, record).filter(|_| here.is_none());
        let leaf = named.and_then(|named| surveyed.files_named.find(named).ok());
        let leaf = leaf.filter(|&leaf| named_files::fault(&surveyed.leaves[leaf]).is_none());
        let size = match (&here, leaf) {
            (Some(Some(bytes)), _) => bytes.len() as u64,
            (None, Some(leaf)) => surveyed.leaves[leaf].bytes,
            _ => return,
        };
        let sum = key64(fields.sum.map_or("", |at| record.get(at)).as_bytes());
        let about = [(fields.size, size.to_string()), (fields.path, path_of_file(&setup, tab, record))];
        let about: Vec<_> = about.into_iter().filter_map(|(at, value)| Some((at?, value))).collect();
        record.edit(&about);
        let seen = Seen { leaf: leaf.unwrap_or_default(), tab, key, edits: record.edits(), sum };
        match here.flatten().or((size == 0).then(Vec::new)) {
            Some(bytes) => self.see(&seen, &hex(&Sha256::digest(&bytes))),
            None => self.files.push(seen),
        }
    }

    /// The sum of a row's file is known: so is all that is edited in its record.
    fn see(&mut self, row: &Seen, sum: &str) {
        let sum = key64(sum.as_bytes());
        let setup = &self.surveyed.setup;
        let field = setup.tabs[row.tab].files.as_ref().and_then(|files| files.sum);
        let edited = field.filter(|_| row.sum != sum).map_or(0, |at| Record::edit_of(at, sum));
        self.surveyed.keys[row.tab].edited(row.key, row.edits ^ edited ^ sum as u32);
    }

    /// The files to be read, the first one last.
    fn files(&mut self) -> Vec<(usize, usize)> {
        order::sort(&mut self.files, |a, b| b.leaf.cmp(&a.leaf));
        let mut leaves: Vec<usize> = self.files.iter().map(|seen| seen.leaf).collect();
        leaves.dedup();
        let all = &self.surveyed.leaves;
        self.surveyed.files_seen = leaves.iter().map(|&leaf| all[leaf].bytes).sum::<u64>() <= FILES;
        leaves.into_iter().filter(|_| self.surveyed.files_seen).map(|leaf| (FILE, leaf)).collect()
    }

    /// A file is over.
    fn end_file(&mut self) {
        let sum = hex(&std::mem::take(&mut self.sha).finalize());
        while let Some(row) = self.files.pop() {
            match row.leaf.cmp(&self.leaf) {
                Ordering::Greater => return self.files.push(row),
                _ => self.see(&row, &sum),
            }
        }
    }

    fn look(&mut self, table: &TableUse, row: &Row<'_>, record: &mut Record) {
        let Looker { surveyed, tab, leaf, tally, .. } = self;
        let (setup, tab) = (Rc::clone(&surveyed.setup), *tab);
        let name = surveyed.leaves[*leaf].name.as_str();
        let here = at(name, row.spot);
        if surveyed.repaired.replaces(row) {
            return;
        }
        let mut held = false;
        let beside = Beside { keys: &surveyed.keys, known: Known::All, at: here };
        intake::from_row(&setup, table, tab, row, beside, record, &mut |seen| {
            held |= setup.holds(tab, &seen, here)
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
        }
    }
}
