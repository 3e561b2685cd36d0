//! What the survey writes down while sources are read: findings, keys, people, conversations, counts.

mod columns;
pub(in crate::job) mod mail;
mod plain_rows;
pub(in crate::job) mod repaired;
pub(in crate::job) mod rows;
pub(in crate::job) mod tally;

use crate::bundle::papers::held;
use crate::check::keys::TabKeys;
use crate::check::lane::Told;
use crate::check::record::Record;
use crate::convert::conversation::Conversations;
use crate::convert::matching::{self, match_table};
use crate::convert::people::People;
use crate::finding::{Code, Observation, Place};
use crate::job::agents::{Forms, ListedAgent};
use crate::job::answers::At;
use crate::job::book::columns::table_use;
use crate::job::book::repaired::Repaired;
use crate::job::book::tally::Tally;
use crate::job::estimate::Sizes;
use crate::job::joined::Joined;
use crate::job::leaf::{Leaf, TableUse, WAY};
use crate::job::learned;
use crate::job::mailbox::index::Index;
use crate::job::named_files::{self, Wanted};
use crate::job::previous::{self, Reading};
use crate::job::setup::{NO_TAB, Setup};
use crate::job::walk::Visit;
use crate::kept::bits::Bits;
use crate::kept::blocks::Blocks;
use crate::source::archive::codes::ZIP_NESTED;
use crate::source::codes::{FILE_IGNORED, SOURCE_EMPTY, SOURCE_UNKNOWN};
use crate::source::mbox::Border;
use crate::source::receipt::Item;
use crate::source::sniff::Kind;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use litemap::LiteMap;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Records of one tab as counted by the survey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TabCount {
    pub records: u64,
    pub held: u64,
    /// Bytes its CSV will have, roughly; for attachments the bytes of the files.
    pub bytes: u64,
}

/// Something seen in a message that matters only if it begins its conversation.
#[derive(Clone, Debug)]
pub struct Potential {
    pub code: Code,
    pub field: String,
    pub found: String,
    pub used: String,
    pub number: u64,
}

/// The survey's memory. Grows by the key index only.
pub struct Book {
    pub setup: Rc<Setup>,
    pub leaves: Vec<Leaf>,
    pub tally: Tally,
    pub keys: Vec<TabKeys>,
    pub people: People,
    /// Organisations that records name, by the key of the account they would be.
    pub accounts: People,
    pub conversations: Conversations,
    /// Mail that goes as mail.
    pub mail_index: Index,
    pub potential: HashMap<u32, Vec<Potential>>,
    pub tabs: Vec<TabCount>,
    pub sizes: Sizes,
    /// The tab that records are selected by, and its time.
    pub(in crate::job) root: Option<(usize, usize)>,
    /// Messages per (year, month).
    pub months: LiteMap<String, u64>,
    /// First dates as found and as they will be written.
    pub times: Vec<(String, String)>,
    /// Addresses (of accounts: keys) for which a record has to be made, by tab.
    pub derived: Bits,
    /// First messages of conversations of which a text is cut and goes along as a file.
    pub cut: HashSet<u32>,
    /// Rows of people that are one record with another row.
    pub joined: Joined,
    /// Per tab: held rows whose missing reference an address in the row could find.
    pub findable: Vec<u64>,
    /// Agents as records name them, and as sources list them.
    pub agents: Forms,
    pub listed_agents: Vec<ListedAgent>,
    pub(in crate::job) record: Record,
    /// What is told of the row at hand; per look of its table, where what is told of dates stands in the tally.
    pub(in crate::job) told: Vec<Told>,
    pub(in crate::job) of_dates: Vec<[Option<usize>; 2]>,
    /// Tab of the table at hand, and how many of its records are not held: all are if it turns out to be broken.
    pub(in crate::job) sound: Option<(usize, u64)>,
    /// An error was seen about the record that comes next.
    pub(in crate::job) hold_next: bool,
    pub(in crate::job) repaired: Repaired,
    pub(in crate::job) reading: Reading,
    /// Rows that name a file, by tab.
    pub(in crate::job) wanted: Blocks<(usize, Wanted)>,
    /// Sources that hold no records: leaf, what to tell unless a row names it, bytes.
    pub(in crate::job) unknown: Vec<(u32, Code, u64)>,
    /// Sources that are files, whatever is in them.
    files: HashSet<String>,
    /// Everything was read once before.
    second: bool,
}

impl Book {
    pub fn new(setup: Rc<Setup>) -> Book {
        let tabs = setup.destination.tabs.len();
        Book {
            conversations: Conversations::new(setup.settled.subject_threading),
            root: root(&setup),
            leaves: Vec::new(),
            tally: Tally::new(setup.window),
            keys: (0..tabs).map(|_| TabKeys::new(setup.window.is_some())).collect(),
            people: People::default(),
            accounts: People::default(),
            mail_index: Index::default(),
            potential: HashMap::new(),
            tabs: vec![TabCount::default(); tabs],
            sizes: Sizes::default(),
            months: LiteMap::new(),
            times: Vec::new(),
            derived: Bits::default(),
            cut: HashSet::new(),
            joined: Joined::default(),
            findable: vec![0; tabs],
            agents: Forms::new(setup.window.is_some()),
            listed_agents: Vec::new(),
            record: Record::default(),
            told: Vec::new(),
            of_dates: Vec::new(),
            reading: Reading::default(),
            sound: None,
            hold_next: false,
            repaired: Repaired::default(),
            wanted: Blocks::default(),
            unknown: Vec::new(),
            files: HashSet::new(),
            second: false,
            setup,
        }
    }

    /// A new book for another reading, if this one has found rows that replace others (see [`Repaired`]), or that a
    /// source of records is a file of a row (see `named_files`).
    pub fn again(&mut self) -> Option<Book> {
        if self.second {
            return None;
        }
        let known = std::mem::take(&mut self.repaired.found);
        let files = named_files::taken_for_records(self);
        let again = !known.is_empty() || !files.is_empty();
        let new = || Book::new(Rc::clone(&self.setup));
        again.then(|| Book { repaired: Repaired::knowing(known), files, second: true, ..new() })
    }

    /// Index of the leaf being read.
    pub fn at(&self) -> u32 {
        self.leaves.len().saturating_sub(1) as u32
    }

    pub(in crate::job) fn note(&mut self, tab: usize, spot: Spot, seen: Observation<'_>) -> bool {
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let holds = self.setup.holds(tab, &seen, at(leaf, spot));
        self.tally.count(self.setup.tab_id(tab), seen, holds, || place(leaf, spot));
        holds
    }
}

/// Where a record stands, for the answers about it.
pub fn at(source: &str, spot: Spot) -> At<'_> {
    spot.record.map(|record| (source, record))
}

/// The tab that records are selected by, and its field with the time.
fn root(setup: &Setup) -> Option<(usize, usize)> {
    let rule = setup.destination.selection.as_ref()?;
    let tab = setup.destination.tab(&rule.tab)?;
    Some((tab, setup.destination.tabs[tab].field(&rule.time)?))
}

/// The place of a spot in a source.
pub fn place(source: &str, spot: Spot) -> Place {
    Place {
        source: source.to_string(),
        record: spot.record,
        line: spot.line,
        start: spot.start,
        end: spot.end,
        found: String::new(),
    }
}

impl Visit for Book {
    fn is_file(&self, name: &str) -> bool {
        self.files.contains(name)
    }

    fn begin(&mut self, leaf: Leaf) {
        self.leaves.push(leaf);
        self.sound = None;
        self.hold_next = false;
    }

    fn end(&mut self, kind: Kind, trouble: Option<Code>) {
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.kind = Some(kind);
        leaf.failed = trouble.is_some_and(|code| code == crate::job::codes::SOURCE_UNREADABLE);
        leaf.damaged =
            trouble.filter(|code| !leaf.failed && self.setup.holds(NO_TAB, &Observation::new(*code), None));
        let broken = leaf.failed || leaf.damaged.is_some();
        self.tell_not_taken();
        if kind == Kind::Receipt {
            self.end_receipt(trouble.is_none());
        }
        if broken && let Some((tab, count)) = self.sound.take() {
            let leaf = self.at();
            self.keys[tab].release_leaf(leaf);
            self.tabs[tab].held += count;
        }
    }
}

impl Handler for Book {
    fn message(&mut self, raw: RawMessage<'_>) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.records += 1;
        }
        self.end_wait(false);
        match self.setup.destination.mailbox {
            Some(_) => self.index_mail(&raw),
            None => self.mail(&raw),
        }
    }

    fn header(&mut self, header: &TableHeader) {
        let setup = Rc::clone(&self.setup);
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.charset = crate::text::charset::name(header.charset).to_string();
        let say = repaired::say(&setup, &leaf.name, &header.names);
        let left_out = say.and_then(|say| say.tab.as_deref()) == Some(matching::NONE);
        let matching = say.map(crate::job::plan::TablePlan::matching);
        let (name, names) = as_before(&leaf.name, &header.names);
        let found = match_table(&setup.destination, name, &names, matching.as_ref());
        let file = leaf.file;
        let whole = self.leaves.iter().find(|it| it.file == file).map_or("", |it| it.name.as_str());
        let here = self.leaves.last().map_or("", |it| it.name.as_str());
        let errors = previous::errors(&setup, (here, whole), header, found.as_ref());
        let template = learned::template_of(&setup, (here, whole), found.as_ref());
        let results = previous::is_said(&setup, (here, whole));
        let no_records = results || errors.is_some() || template.is_some();
        let found = found.filter(|_| !no_records);
        let table = TableUse { errors, template, ..table_use(&setup, header, found, left_out || no_records) };
        if results && errors.is_none() {
            let spot = Spot { record: None, ..header.spot };
            self.note(NO_TAB, spot, Observation::new(super::codes::RESULTS_UNREAD));
        }
        self.tell_columns(&table);
        self.of_dates = vec![[None; 2]; table.looked.len()];
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.table = Some(Box::new(table));
        }
    }

    fn border(&mut self, border: Border<'_>) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.borders.note(border);
        }
    }

    fn receipt(&mut self, item: Item<'_>) {
        self.note_receipt(item);
    }

    fn row(&mut self, row: Row<'_>) {
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.records += 1;
        // Taken out and put back: the row is checked against the table while findings name the leaf.
        let Some(mut table) = leaf.table.take() else { return };
        let TableUse { samples, unsampled, waymarks, .. } = &mut *table;
        if row.spot.record.is_some_and(|number| number % WAY == 0) {
            waymarks.push((row.spot.start, row.spot.line));
        }
        unsampled.retain(|&column| {
            samples[column] = row.get(column).chars().take(40).collect();
            samples[column].is_empty()
        });
        if let Some(errors) = table.errors {
            self.note_error(errors, &row);
        }
        if let Some(marks) = table.marks {
            self.repaired.note(row.get(marks));
        }
        let replaced = self.repaired.replaces(&row);
        self.end_wait(replaced);
        match table.found.as_ref().map(|found| found.tab) {
            tab if replaced => {
                self.note(tab.unwrap_or(NO_TAB), row.spot, Observation::new(crate::job::codes::ROW_REPLACED));
            }
            Some(tab) if !self.setup.takes(tab) => self.known_row(&table, tab, &row),
            Some(tab) => self.table_row(&table, tab, &row),
            None => self.hold_next = false,
        }
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.table = Some(table);
        }
    }

    fn observe(&mut self, spot: Spot, observation: Observation<'_>) {
        if [SOURCE_UNKNOWN, SOURCE_EMPTY, FILE_IGNORED, ZIP_NESTED].contains(&observation.code)
            && spot.record.is_none()
        {
            return self.unknown.push((self.at(), observation.code, observation.number));
        }
        if !self.repaired.waits(false, spot, &observation) {
            let holds = self.note(NO_TAB, spot, observation);
            self.hold_next |= holds && spot.record.is_some();
        }
    }
}

/// Name and columns of a table as they were before its rows were held: ours say nothing about its tab.
fn as_before<'h>(source: &'h str, header: &'h [String]) -> (&'h str, Cow<'h, [String]>) {
    let Some(of) = header.iter().find_map(|name| held::source_of(name)) else {
        return (source, header.into());
    };
    let plain = header.iter().map(|name| if held::is_own(name) { String::new() } else { name.clone() });
    (of, plain.collect())
}

impl Book {
    /// Tells what was seen of the record at hand before it came, or forgets it.
    fn end_wait(&mut self, replaced: bool) {
        if !self.repaired.is_waiting() {
            return;
        }
        let mut repaired = std::mem::take(&mut self.repaired);
        repaired.end_wait(replaced, &mut |spot, seen| {
            self.hold_next |= self.note(NO_TAB, spot, seen);
        });
        self.repaired = repaired;
    }
}
