//! A record into its bundle, or among those that are held: its key is claimed, then it is written.
//!
//! The key is claimed before what the record refers to is asked, as in the survey, which cannot know that yet. A record
//! that is held for it afterwards keeps its key: the survey has told that the next one of that id is held.

use crate::bundle::large::Content;
use crate::bundle::papers::held::{self, Origin};
use crate::check::codes as check_codes;
use crate::check::keys::KeyUse;
use crate::destination::MailUnit;
use crate::finding::{Code, Observation};
use crate::job::book::repaired;
use crate::job::codes;
use crate::job::dispatch::Dispatch;
use crate::job::learned;
use crate::job::ledger::Fate;
use crate::source::Spot;
use crate::text::hash::key64;
use encoding_rs::UTF_8;
use std::rc::Rc;

impl Dispatch {
    /// Claims the record's key, writes it, and remembers what others refer to.
    pub(in crate::job) fn write(
        &mut self,
        tab: usize,
        spot: Spot,
        file: Option<(&str, Content<'_>)>,
    ) -> Fate {
        match self.claim(tab, spot) {
            Some(fate) => fate,
            None => self.put(tab, spot, file),
        }
    }

    /// Claims the key of a record that is not held yet, and tells if another one has it. A fate if there is no more to it.
    pub(in crate::job) fn claim(&mut self, tab: usize, spot: Spot) -> Option<Fate> {
        self.claimed = false;
        if !self.reasons.is_empty() {
            return None;
        }
        let setup = Rc::clone(&self.surveyed.setup);
        let at = setup.tabs[tab].key;
        let key = at.map_or(String::new(), |at| self.record.get(at).to_string());
        match self.surveyed.keys[tab].pack(key64(key.as_bytes()), self.record.content()) {
            KeyUse::New => self.claimed = true,
            KeyUse::Duplicate => {
                self.tell(tab, spot, Observation::new(codes::RECORD_DUPLICATE).found(&key));
                return Some(Fate::Duplicate);
            }
            KeyUse::Taken => {
                let name = at.map_or("", |at| setup.destination.tabs[tab].fields[at].name.as_str());
                self.tell(tab, spot, Observation::new(check_codes::ID_DUPLICATE).field(name).found(&key));
            }
        }
        None
    }

    /// Writes the record at hand, whose key was claimed, and remembers what others refer to.
    pub(in crate::job) fn put(&mut self, tab: usize, spot: Spot, file: Option<(&str, Content<'_>)>) -> Fate {
        let setup = Rc::clone(&self.surveyed.setup);
        let rules = &setup.tabs[tab];
        let hash = key64(rules.key.map_or("", |at| self.record.get(at)).as_bytes());
        if self.reasons.is_empty() {
            self.surveyed.keys[tab].edited(hash, self.record.edits());
        }
        if self.reasons.is_empty() && self.is_there(tab, hash) {
            self.note_fields(tab);
            return Fate::Already;
        }
        if self.reasons.is_empty() {
            let values: Vec<&str> = self.columns[tab].iter().map(|&at| self.record.get(at)).collect();
            let learned = self.surveyed.learned.iter().find(|learned| learned.tab == tab);
            let result = match file {
                _ if learned::is_learned(&setup, tab) => {
                    let file = &setup.destination.tabs[tab].file;
                    learned.map_or(Err(codes::TEMPLATE_MISSING), |learned| {
                        self.trail.learned(file, &learned.header, &self.line)
                    })
                }
                None => self.packer.row(&values),
                Some((path, content)) => self.packer.row_with_file(&values, path, content),
            };
            if let Err(code) = result {
                self.refused(tab, spot, code);
            }
        }
        let held = !self.reasons.is_empty();
        let count = &mut self.counts[tab];
        count.0 += u64::from(!held);
        count.1 += u64::from(held);
        if held {
            self.keep_back(tab);
            return Fate::Held;
        }
        self.note_fields(tab);
        Fate::Packed
    }

    /// The record at hand does not go after all: a key that it has claimed goes to no other.
    pub(in crate::job) fn keep_back(&mut self, tab: usize) {
        if self.claimed {
            let key = self.surveyed.setup.tabs[tab].key.map_or("", |at| self.record.get(at));
            self.surveyed.keys[tab].keep_back(key64(key.as_bytes()));
        }
    }

    /// Remembers by which values others refer to the record at hand.
    fn note_fields(&mut self, tab: usize) {
        let setup = Rc::clone(&self.surveyed.setup);
        for &at in &setup.tabs[tab].referred {
            let value = key64(self.record.get(at).as_bytes());
            self.surveyed.keys[tab].note_packed_field(at, value);
        }
    }

    /// Whether the record is at the destination since an earlier run, as it is now. What failed then goes again, and
    /// what belongs to it with it.
    fn is_there(&mut self, tab: usize, key: u64) -> bool {
        if !self.surveyed.second_run {
            return false;
        }
        let setup = Rc::clone(&self.surveyed.setup);
        let keys = &self.surveyed.keys;
        let failed = setup.tabs[tab].references.iter().any(|rule| {
            let target = key64(self.record.get(rule.field).as_bytes());
            rule.holds && rule.target.is_none() && keys[rule.tab].has_failed(target)
        });
        if failed {
            self.surveyed.keys[tab].note_failed(key);
        }
        let keys = &self.surveyed.keys[tab];
        // Of a conversation of which the first mail is not among the sources, nothing can be said anew.
        let (content, edits) = (self.record.content() as u32, Some(self.record.edits()));
        let changed = !self.late && keys.has_changed(key, content, edits);
        self.since.count(keys, key, changed, false);
        keys.is_there(key) && !changed
    }

    /// A cap refused the record. It cannot be packed whatever the plan says.
    fn refused(&mut self, tab: usize, spot: Spot, code: Code) {
        self.tell_new(tab, spot, Observation::new(code));
        self.hold_anyway(code);
    }

    /// Holds a record made from mail, for which no source has a row: as it would have been written.
    pub(in crate::job) fn hold_made(&mut self, tab: usize) {
        let setup = Rc::clone(&self.surveyed.setup);
        let about = &setup.destination.tabs[tab];
        let columns = &self.columns[tab];
        let header: Vec<&str> = columns.iter().map(|&at| about.fields[at].name.as_str()).collect();
        let values: Vec<&str> = columns.iter().map(|&at| self.record.get(at)).collect();
        // A file cannot be put right in a table, nor come back in one.
        let repairable = about.from_mail != Some(MailUnit::Attachment);
        let source = repaired::made_source(&about.id);
        let key = setup.tabs[tab].key.map_or("", |at| self.record.get(at));
        let mark = held::mark("", None, repaired::made_key(&about.id, key));
        let origin = Origin { source: &source, header: &header, delimiter: b',', repairable };
        self.trail.held(&origin, UTF_8, &values, &mark, &self.reasons);
    }
}
