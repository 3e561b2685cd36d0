//! Where records go while packing: into the bundles, or held, with a line in the ledger for each.

pub(in crate::job) mod files;
pub(in crate::job) mod finishing;
pub(in crate::job) mod mail;
pub(in crate::job) mod named;
pub(in crate::job) mod paper_trail;
pub(in crate::job) mod rows;
pub(in crate::job) mod selected;
mod writing;

use crate::bundle::packer::{Packer, Settings};
use crate::bundle::papers::LedgerLine;
use crate::bundle::words::Language;
use crate::bundle::{BundleSummary, Output};
use crate::check::keys::TabKeys;
use crate::check::record::Record;
use crate::convert::conversation;
use crate::destination::MailUnit;
use crate::finding::{Code, Observation};
use crate::job::book::tally::Tally;
use crate::job::book::{at, place};
use crate::job::choose::Chooser;
use crate::job::choose::selection::Selection;
use crate::job::choose::wanted::{Go, Wanted};
use crate::job::codes;
use crate::job::dispatch::finishing::OpenReceipt;
use crate::job::dispatch::named::{Reading, Waiting};
use crate::job::dispatch::paper_trail::PaperTrail;
use crate::job::ledger::{self, Fate};
use crate::job::previous::Counts;
use crate::job::settle::Surveyed;
use crate::job::settle::references::{broken, exists, is_packed};
use crate::job::setup::NO_TAB;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

/// Why a record is held: a code, and the field it is about.
pub(in crate::job) type Reason = (&'static str, Box<str>);

/// What a pass reads a leaf for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Before packing: to choose which records of this tab go.
    Choose(usize),
    /// Rows of a table for this tab.
    Rows(usize),
    /// First messages, for a tab of conversations.
    Conversations(usize),
    /// Every message; the pass that writes the ledger of mail. `None`: the destination has no tab for them.
    Messages(Option<usize>),
    Attachments(usize),
    /// Rows once more, for the whole texts of values that were cut: they are attachments.
    Whole(usize),
    /// Rows of a table that fits no tab.
    Unplaced,
}

/// The state of a pack between bytes and bundles.
pub struct Dispatch {
    pub surveyed: Surveyed,
    pub(in crate::job) packer: Packer,
    /// Tabs whose passes have begun. What was written of them stands in the survey's keys.
    begun: Vec<bool>,
    /// Per tab, the fields that are written.
    columns: Vec<Vec<usize>>,
    pub(in crate::job) ledger: Vec<LedgerLine>,
    pub(in crate::job) counts: Vec<(u64, u64)>,
    /// Findings only packing can make.
    pub(in crate::job) tally: Tally,
    pub(in crate::job) trail: PaperTrail,
    pub(in crate::job) mode: Mode,
    pub(in crate::job) leaf: usize,
    pub(in crate::job) record: Record,
    /// The row at hand as the template of its tab has it.
    pub(in crate::job) line: Vec<String>,
    /// Reasons to hold the record that comes next.
    pub(in crate::job) reasons: Vec<Reason>,
    /// The record at hand has claimed its key.
    pub(in crate::job) claimed: bool,
    /// Until it is known which records go.
    pub(in crate::job) chooser: Option<Chooser>,
    /// The record at hand is of a conversation whose first mail is not there.
    pub(in crate::job) late: bool,
    /// Conversations whose record is at the destination already.
    pub(in crate::job) conversation_there: HashSet<u32>,
    /// What went, by what an earlier run did.
    pub(in crate::job) since: Counts,
    /// Which records go; `None`: all.
    pub(in crate::job) selection: Option<Selection>,
    /// Index of each leaf's first message.
    pub(in crate::job) first_message: Vec<usize>,
    /// Per conversation and message: whether its record was written.
    pub(in crate::job) conversation_packed: Vec<bool>,
    pub(in crate::job) message_packed: Vec<bool>,
    /// Files written so far for each conversation.
    pub(in crate::job) file_numbers: HashMap<u32, u32>,
    /// Rows of attachments, until their files were read.
    pub(in crate::job) waiting: VecDeque<Waiting>,
    /// The bytes of the file being read.
    pub(in crate::job) file: Reading,
    /// Open when all else is written.
    pub(in crate::job) receipt: Option<OpenReceipt>,
}

impl Dispatch {
    pub fn new(mut surveyed: Surveyed, language: Language) -> Dispatch {
        surveyed.keys.iter_mut().for_each(TabKeys::forget_packed);
        let setup = Rc::clone(&surveyed.setup);
        let tabs = setup.destination.tabs.len();
        let chooser = Chooser::new(&surveyed);
        let mut stem = setup.destination.id.clone();
        stem.extend(setup.settled.wanted.as_ref().map(Wanted::stem));
        stem.push_str(if setup.settled.files.go == Go::Only { "-attachments" } else { "" });
        let packer = Packer::new(Settings {
            stem,
            caps: setup.settled.caps.clone(),
            plain_csv: setup.settled.option("plain-csv") == "yes",
            numbered: setup.destination.numbered,
            first_file: 0,
        });
        let mut trail = PaperTrail::new(language, surveyed.setup.destination.mailbox.is_some());
        trail.survey_findings(&surveyed, chooser.is_none(), &seen_again);
        Dispatch {
            packer,
            begun: vec![false; tabs],
            columns: (0..tabs).map(|tab| surveyed.columns(tab)).collect(),
            ledger: surveyed.ledger(),
            counts: held_unread(&surveyed),
            tally: Tally::default(),
            trail,
            mode: Mode::Unplaced,
            leaf: 0,
            record: Record::default(),
            line: Vec::new(),
            reasons: Vec::new(),
            claimed: false,
            chooser,
            since: Counts::default(),
            late: false,
            conversation_there: HashSet::new(),
            selection: None,
            first_message: surveyed.first_messages(),
            conversation_packed: vec![false; surveyed.conversations.conversations.len()],
            message_packed: vec![false; surveyed.conversations.entries.len()],
            file_numbers: HashMap::new(),
            waiting: VecDeque::new(),
            file: Reading::Nothing,
            receipt: None,
            surveyed,
        }
    }

    pub fn begin_tab(&mut self, tab: usize) {
        let about = &self.surveyed.setup.destination.tabs[tab];
        let header: Vec<&str> = self.columns[tab].iter().map(|&at| about.fields[at].name.as_str()).collect();
        self.packer.begin_tab(&about.id, &about.file, &header);
        self.begun[tab] = true;
    }

    pub fn end_tab(&mut self) {
        self.trail.end_held();
        self.packer.end_tab();
    }

    pub fn begin_leaf(&mut self, mode: Mode, leaf: usize) {
        let before = std::mem::replace(&mut self.mode, mode);
        self.leaf = leaf;
        // Held mail of all leaves goes into one file; held rows into one for each table.
        if before != mode || matches!(mode, Mode::Rows(_) | Mode::Unplaced) {
            self.trail.end_held();
        }
        self.reasons.clear();
        self.end_wait(true);
    }

    /// The source being read.
    pub fn leaf_name(&self) -> &str {
        self.surveyed.leaves.get(self.leaf).map_or("", |leaf| &leaf.name)
    }

    /// Closes the bundles.
    pub fn seal(&mut self) -> Vec<BundleSummary> {
        let setup = Rc::clone(&self.surveyed.setup);
        self.trail.end_findings(&setup);
        self.packer.finish()
    }

    pub fn take(&mut self) -> Vec<Output> {
        let mut outputs = self.packer.take();
        outputs.extend(self.trail.take());
        outputs
    }

    /// # Errors
    /// `ledger-unbalanced`
    pub fn balance(&self) -> Result<(), crate::job::error::Error> {
        ledger::balance(&self.ledger)
    }

    /// What was said about a record: a line in `findings.csv`, and a reason if it holds.
    pub(in crate::job) fn tell(&mut self, tab: usize, spot: Spot, seen: Observation<'_>) {
        let holds = self.surveyed.setup.holds(tab, &seen, at(self.leaf_name(), spot));
        if holds {
            self.hold_for(seen.code, seen.field);
        }
        // A person made from mail stands in no one file.
        let leaf = self.surveyed.leaves.get(self.leaf).filter(|_| spot.record.is_some());
        let source = leaf.map_or("", |leaf| leaf.name.as_str());
        if self.selection.is_some() {
            // The survey speaks of all records, so what was chosen is counted anew.
            let setup = &self.surveyed.setup;
            let places = leaf.map(|_| place(source, spot));
            self.tally.count_value(setup.tab_id(tab), seen, holds, 1, places.into_iter());
        }
        self.trail.finding(&self.surveyed.setup, tab, || place(source, spot), &seen, 1);
    }

    /// Adds a reason to hold the record at hand.
    pub(in crate::job) fn hold_for(&mut self, code: Code, field: &str) {
        if !self.reasons.iter().any(|(known, of)| *known == code.id && **of == *field) {
            self.reasons.push((code.id, field.into()));
        }
    }

    /// Holds the record at hand for this if for nothing else: whatever the plan says.
    pub(in crate::job) fn hold_anyway(&mut self, code: Code) {
        if self.reasons.is_empty() {
            self.hold_for(code, "");
        }
    }

    /// The same for what only packing can know: it is counted as well.
    pub(in crate::job) fn tell_new(&mut self, tab: usize, spot: Spot, seen: Observation<'_>) {
        if self.selection.is_none() {
            let name = &self.surveyed.leaves[self.leaf].name;
            let holds = self.surveyed.setup.holds(tab, &seen, at(name, spot));
            self.tally.count(self.surveyed.setup.tab_id(tab), seen, holds, || place(name, spot));
        }
        self.tell(tab, spot, seen);
    }

    /// Writes who is meant by the record's agent, as it was decided when all sources had been read.
    pub(in crate::job) fn settle_agent(&mut self, tab: usize, spot: Spot, mailbox: &str) {
        let setup = Rc::clone(&self.surveyed.setup);
        let agents = Rc::clone(&self.surveyed.agents);
        let keys = &self.surveyed.keys;
        let Some(decided) = agents.of_record(&setup, keys, tab, &self.record, mailbox) else { return };
        // Of records that are not written for another reason nothing more is told.
        if self.reasons.is_empty() {
            for seen in &decided.seen {
                self.tell(tab, spot, seen.observed(&setup.destination.tabs[tab]));
            }
        }
        self.record.edit(&decided.edits);
    }

    /// Checks what the record refers to, by what was really written where that is known already.
    pub(in crate::job) fn check_references(&mut self, tab: usize, spot: Spot) {
        let setup = Rc::clone(&self.surveyed.setup);
        let rules = &setup.tabs[tab];
        for rule in rules.references.iter().filter(|rule| !rules.is_agent(rule.field)) {
            let value = self.record.get(rule.field).to_string();
            // Of its own tab, later rows are still to come.
            let is_there = if self.begun[rule.tab] && rule.tab != tab { is_packed } else { exists };
            let Some(code) = broken(is_there, &self.surveyed.keys, rule, &value) else { continue };
            let name = &setup.destination.tabs[tab].fields[rule.field].name;
            self.tell(tab, spot, Observation::new(code).field(name).found(&value));
        }
    }

    /// The record at hand is done.
    pub(in crate::job) fn end_record(&mut self, fate: Fate) {
        ledger::count(&mut self.ledger[self.leaf], fate);
        self.reasons.clear();
    }
}

/// Per tab (written, held): records of sources that can no longer be read are held before packing begins.
fn held_unread(surveyed: &Surveyed) -> Vec<(u64, u64)> {
    let mut counts = vec![(0, 0); surveyed.setup.destination.tabs.len()];
    for (at, leaf) in surveyed.leaves.iter().enumerate().filter(|(_, leaf)| leaf.failed) {
        if let Some(tab) = leaf.tab() {
            counts[tab].1 += leaf.records;
        } else if let (true, Some(tab)) = (leaf.is_mail(), surveyed.setup.mail_tab(MailUnit::Message)) {
            let entries = || surveyed.conversations.entries.iter();
            let of_leaf = entries().filter(|entry| entry.leaf as usize == at);
            let held = of_leaf.filter(|entry| entry.fate == conversation::Fate::Hold);
            let packed: HashSet<u64> = entries()
                .filter(|entry| entry.fate == conversation::Fate::Pack)
                .map(|entry| entry.content)
                .collect();
            // A copy in a sound source took the place of some.
            counts[tab].1 += held.filter(|entry| !packed.contains(&entry.content)).count() as u64;
        }
    }
    counts
}

/// Codes the passes over records come across again, place by place. What the survey counted over several
/// records (conversations, references by value) is written from its own places.
fn seen_again(code: &str) -> bool {
    let of_several = [
        crate::convert::codes::MESSAGE_ID_REUSED.id,
        crate::convert::codes::REPLY_PARENT_MISSING.id,
        crate::convert::codes::REPLY_LOOP.id,
        crate::convert::codes::DUPLICATE_MESSAGE.id,
        codes::AGENT_SPELLINGS.id,
        codes::ADDRESS_SHARED.id,
    ];
    !of_several.contains(&code)
}

impl Handler for Dispatch {
    fn message(&mut self, raw: RawMessage<'_>) {
        if let Mode::Choose(tab) = self.mode {
            return self.choose_message(tab, &raw);
        }
        if self.selection.is_none() {
            self.end_wait(false);
        }
        self.mail(&raw);
    }

    fn header(&mut self, _: &TableHeader) {}

    fn bytes(&mut self, chunk: &[u8]) {
        match &mut self.file {
            Reading::Whole(file) => file.extend_from_slice(chunk),
            Reading::Look(look) => look.push(chunk),
            Reading::Writing => self.packer.file_bytes(chunk),
            Reading::Nothing => {}
        }
    }

    fn row(&mut self, row: Row<'_>) {
        match self.mode {
            Mode::Choose(tab) => self.choose_row(tab, &row),
            Mode::Rows(tab) => self.table_row(tab, &row),
            Mode::Whole(tab) => self.whole_texts(tab, &row),
            _ => self.unplaced_row(&row),
        }
    }

    fn observe(&mut self, spot: Spot, observation: Observation<'_>) {
        if let (Mode::Choose(_), Some(chooser)) = (self.mode, &mut self.chooser) {
            let place = at(&self.surveyed.leaves[self.leaf].name, spot);
            return chooser
                .observe(place.is_some() && self.surveyed.setup.holds(NO_TAB, &observation, place));
        }
        // Other passes over the same leaf see the same again, and whole files were told by the survey.
        if spot.record.is_some()
            && matches!(self.mode, Mode::Rows(_) | Mode::Messages(_) | Mode::Unplaced)
            && !self.surveyed.repaired.waits(self.selection.is_some(), spot, &observation)
        {
            self.tell(NO_TAB, spot, observation);
        }
    }
}
