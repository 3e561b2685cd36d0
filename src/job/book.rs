//! What the survey writes down while sources are read: findings, keys, people, conversations, counts.

use super::agents::{Forms, ListedAgent, MOST};
use super::answers::At;
use super::estimate::Sizes;
use super::intake::{self, Beside, Known, Standing, Through};
use super::leaf::{Leaf, TableUse};
use super::previous::{self, Reading};
use super::repaired::{self, Repaired};
use super::setup::{NO_TAB, Setup};
use super::tally::Tally;
use super::walk::Visit;
use crate::bundle::papers::held;
use crate::check::codes as check_codes;
use crate::check::keys::{KeyUse, Mark, TabKeys};
use crate::check::pending::{ByAddress, Pending};
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::conversation::Conversations;
use crate::convert::matching::{self, match_table};
use crate::convert::people::People;
use crate::destination::MailUnit;
use crate::finding::{Code, Observation, Place, Severity};
use crate::source::receipt::Item;
use crate::source::sniff::Kind;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use crate::text::hash::key64;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
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
    pub conversations: Conversations,
    pub potential: HashMap<u32, Vec<Potential>>,
    pub tabs: Vec<TabCount>,
    pub sizes: Sizes,
    /// The tab that records are selected by, and its time.
    root: Option<(usize, usize)>,
    /// Messages per (year, month).
    pub months: BTreeMap<String, u64>,
    /// First dates as found and as they will be written.
    pub times: Vec<(String, String)>,
    /// Addresses for which a record has to be made, by tab.
    pub derived: BTreeMap<(usize, u32), ()>,
    /// First messages of conversations of which a text is cut and goes along as a file.
    pub cut: HashSet<u32>,
    /// Per tab: held rows whose missing reference an address in the row could find.
    pub findable: Vec<u64>,
    /// Agents as records name them, and as sources list them.
    pub agents: Forms,
    pub listed_agents: Vec<ListedAgent>,
    pub(super) record: Record,
    /// Tab of the table at hand, and how many of its records are not held: all are if it turns out to be broken.
    sound: Option<(usize, u64)>,
    /// An error was seen about the record that comes next.
    pub(super) hold_next: bool,
    pub(super) repaired: Repaired,
    pub(super) reading: Reading,
}

/// How many example dates are kept.
const TIMES: usize = 5;

impl Book {
    pub fn new(setup: Rc<Setup>) -> Book {
        let tabs = setup.destination.tabs.len();
        Book {
            conversations: Conversations::new(setup.settled.subject_threading),
            root: root(&setup),
            setup,
            leaves: Vec::new(),
            tally: Tally::default(),
            keys: (0..tabs).map(|_| TabKeys::default()).collect(),
            people: People::default(),
            potential: HashMap::new(),
            tabs: vec![TabCount::default(); tabs],
            sizes: Sizes::default(),
            months: BTreeMap::new(),
            times: Vec::new(),
            derived: BTreeMap::new(),
            cut: HashSet::new(),
            findable: vec![0; tabs],
            agents: Forms::default(),
            listed_agents: Vec::new(),
            record: Record::default(),
            reading: Reading::default(),
            sound: None,
            hold_next: false,
            repaired: Repaired::default(),
        }
    }

    /// A new book for another reading, if this one has found rows that replace others; see [`Repaired`].
    pub fn again(&mut self) -> Option<Book> {
        let known = std::mem::take(&mut self.repaired.found);
        let again = self.repaired.known.is_empty() && !known.is_empty();
        again.then(|| Book { repaired: Repaired::knowing(known), ..Book::new(Rc::clone(&self.setup)) })
    }

    /// Index of the leaf being read.
    pub fn at(&self) -> u32 {
        self.leaves.len().saturating_sub(1) as u32
    }

    pub(super) fn note(&mut self, tab: usize, spot: Spot, seen: Observation<'_>) -> bool {
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let holds = self.setup.holds(tab, &seen, at(leaf, spot));
        self.tally.count(self.setup.tab_id(tab), seen, holds, || place(leaf, spot));
        holds
    }

    fn table_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) {
        let setup = Rc::clone(&self.setup);
        let mut record = std::mem::take(&mut self.record);
        let mut held = std::mem::take(&mut self.hold_next);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let (tally, times) = (&mut self.tally, &mut self.times);
        let tab_id = setup.tab_id(tab);
        let here = at(leaf, row.spot);
        let beside = Beside { keys: &self.keys, known: Known::SoFar, at: here };
        let (mut cut, mut cut_bytes) = (0, 0);
        let through = intake::from_row(&setup, table, tab, row, beside, &mut record, &mut |seen| {
            if seen.code == check_codes::VALUE_CUT {
                cut += 1;
                cut_bytes += seen.found.len() as u64;
            }
            let holds = setup.holds(tab, &seen, here);
            held |= holds;
            if times.len() < TIMES && !seen.used.is_empty() && seen.code.id.starts_with("date-") {
                times.push((seen.found.to_string(), seen.used.to_string()));
            }
            tally.count(tab_id, seen, holds, || place(leaf, row.spot));
        });
        if cut > 0 && !held {
            self.count_cut(cut, cut_bytes);
            if let Some(leaf) = self.leaves.last_mut() {
                leaf.cut += cut;
            }
        }
        let by_address = self.by_address(tab, through, held);
        let form = self.agent(table, tab, row, &record);
        self.index_row(tab, &record, row, (by_address, form), held);
        self.record = record;
    }

    /// Notes in which form a row names an agent: outer None if it speaks of none, inner if there were too many forms.
    fn agent(
        &mut self,
        table: &TableUse,
        tab: usize,
        row: &Row<'_>,
        record: &Record,
    ) -> Option<Option<usize>> {
        let fields = self.setup.tabs[tab].agent.as_ref()?;
        let form = self.agents.note(tab, &fields.named(record, "")?);
        if let Some(column) = table.columns.get(fields.address).copied().flatten() {
            self.agents.spelled(form, row.get(column));
        }
        Some(form)
    }

    /// Texts that go along as files, and how long they are.
    pub(super) fn count_cut(&mut self, files: u64, bytes: u64) {
        if let Some(tab) = self.setup.mail_tab(MailUnit::Attachment) {
            self.tabs[tab].records += files;
            self.tabs[tab].bytes += bytes;
        }
    }

    /// A row that will not be written: others may refer to it, so it is known.
    fn known_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) {
        let setup = Rc::clone(&self.setup);
        let mut record = std::mem::take(&mut self.record);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let beside = Beside { keys: &self.keys, known: Known::SoFar, at: at(leaf, row.spot) };
        intake::from_row(&setup, table, tab, row, beside, &mut record, &mut |_| {});
        self.hold_next = false;
        self.tabs[tab].records += 1;
        let key = setup.tabs[tab].key.map_or("", |at| record.get(at));
        let leaf = self.at();
        self.keys[tab].claim(key64(key.as_bytes()), record.content(), leaf);
        self.index_referred(tab, &record);
        self.record = record;
    }

    /// A whole table whose records the destination does not take.
    fn tell_not_taken(&mut self) {
        let Some((leaf, tab)) = self.leaves.last().and_then(|leaf| Some((leaf, leaf.tab()?))) else { return };
        if self.setup.takes(tab) || leaf.records == 0 {
            return;
        }
        let fields = self.setup.destination.tabs.iter().flat_map(|tab| &tab.fields);
        let id = self.setup.tab_id(tab);
        let asked = fields.filter_map(|field| field.reference.as_ref()).any(|reference| reference.tab == id);
        // What is looked up in has its use; what is not is a loss the user must know of.
        let severity = if asked { Severity::Note } else { Severity::Warning };
        let code = Code { severity, ..codes::TAB_NOT_TAKEN };
        let seen = Observation::new(code).found(&leaf.name);
        let place = place(&leaf.name, Spot::default());
        self.tally.count_value(id, seen, false, leaf.records, std::iter::once(place));
    }

    /// Notes the person an address in a row stands for, where one is wanted.
    fn by_address(&mut self, tab: usize, through: Option<Through<'_>>, held: bool) -> ByAddress {
        let Some(through) = through else { return ByAddress::No };
        if through.standing == Standing::Offer {
            self.findable[tab] += u64::from(held);
            return ByAddress::Offer;
        }
        let Some(person) = self.people.add(&through.address, through.name) else { return ByAddress::No };
        if through.standing == Standing::Used {
            self.derived.insert((through.tab, person), ());
            return ByAddress::No;
        }
        ByAddress::Person(person)
    }

    fn index_row(
        &mut self,
        tab: usize,
        record: &Record,
        row: &Row<'_>,
        (by_address, form): (ByAddress, Option<Option<usize>>),
        mut held: bool,
    ) {
        let setup = Rc::clone(&self.setup);
        let mark =
            Mark { leaf: self.at(), record: row.spot.record.unwrap_or(0) as u32, start: row.spot.start };
        let key = setup.tabs[tab].key.map_or("", |at| record.get(at));
        let hash = key64(key.as_bytes());
        if !held && !key.is_empty() {
            let field = setup.tabs[tab].key.map_or("", |at| &setup.destination.tabs[tab].fields[at].name);
            match self.keys[tab].claim(hash, record.content(), mark.leaf) {
                KeyUse::New => {}
                KeyUse::Duplicate => {
                    self.note(tab, row.spot, Observation::new(super::codes::RECORD_DUPLICATE).found(key));
                    return;
                }
                KeyUse::Taken => {
                    let seen = Observation::new(check_codes::ID_DUPLICATE).field(field).found(key);
                    held |= self.note(tab, row.spot, seen);
                }
            }
        }
        let count = &mut self.tabs[tab];
        count.records += 1;
        if held {
            count.held += 1;
            self.keys[tab].hold(hash);
            return;
        }
        count.bytes += (record.bytes() + setup.destination.tabs[tab].fields.len() + 1) as u64;
        if let Some((_, time)) = self.root.filter(|(root, _)| *root == tab) {
            let year = year_of(&setup.tabs[tab].datetimes[time], record.get(time));
            match self.sizes.roots.get_mut(year) {
                Some(count) => *count += 1,
                None => drop(self.sizes.roots.insert(year.to_string(), 1)),
            }
        }
        self.sound = Some((tab, self.sound.map_or(0, |(_, count)| count) + 1));
        self.index_references(tab, record, hash, mark, by_address);
        if let Some(form) = form {
            self.agents.count(tab, form, mark, setup.holds_agents.then_some(hash));
        }
    }

    fn index_references(&mut self, tab: usize, record: &Record, child: u64, mark: Mark, by: ByAddress) {
        self.index_referred(tab, record);
        let setup = Rc::clone(&self.setup);
        let rules = &setup.tabs[tab];
        for rule in rules.references.iter().filter(|rule| !rules.is_agent(rule.field)) {
            let value = record.get(rule.field);
            if value.is_empty() {
                continue;
            }
            let target = key64(value.as_bytes());
            let field = rule.field as u16;
            if rule.may_hold {
                let by_address = if rule.makes { by } else { ByAddress::No };
                self.keys[tab].pending.push(&Pending { field, target, child, mark, by_address });
            }
            if !rule.holds {
                self.keys[tab].refer_softly(field, target, value, mark);
            }
        }
        for &(field, _, _) in &rules.blanks {
            if record.get(field).is_empty() {
                self.keys[tab].blanks.push((field as u16, child, mark));
            }
        }
    }
}

impl Book {
    /// By what others refer to a record beside its key.
    fn index_referred(&mut self, tab: usize, record: &Record) {
        let rules = &self.setup.tabs[tab];
        let keys = &mut self.keys[tab];
        for &at in &rules.referred {
            if !record.get(at).is_empty() {
                keys.note_field(at, key64(record.get(at).as_bytes()));
            }
        }
        if let (Some(by), Some(key)) = (rules.listed_by, rules.key)
            && !record.get(by).is_empty()
        {
            keys.list(key64(record.get(by).as_bytes()), record.get(key));
        }
        let listing = rules.agent.as_ref().filter(|agent| agent.listing);
        if let Some(fields) = listing.filter(|_| self.listed_agents.len() < MOST) {
            self.listed_agents.push(fields.listed(record));
        }
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

/// The year of a time as it will be written; empty where it does not stand first.
fn year_of<'t>(pattern: &str, time: &'t str) -> &'t str {
    let first = ["%Y", "%F"].iter().any(|year| pattern.starts_with(year));
    time.get(..4).filter(|_| first).unwrap_or_default()
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
    fn begin(&mut self, leaf: Leaf) {
        self.leaves.push(leaf);
        self.sound = None;
        self.hold_next = false;
    }

    fn end(&mut self, kind: Kind, trouble: Option<Code>) {
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.kind = Some(kind);
        leaf.failed = trouble.is_some_and(|code| code == super::codes::SOURCE_UNREADABLE);
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
        self.mail(&raw);
    }

    fn header(&mut self, header: &TableHeader) {
        let setup = Rc::clone(&self.setup);
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.charset = crate::text::charset::name(header.charset).to_string();
        let say = repaired::say(&setup, &leaf.name, &header.names);
        let left_out = say.and_then(|say| say.tab.as_deref()) == Some("none");
        let matching = say.map(super::plan::TablePlan::matching);
        let (name, names) = as_before(&leaf.name, &header.names);
        let found = match_table(&setup.destination, name, &names, matching.as_ref());
        let file = leaf.file;
        let whole = self.leaves.iter().find(|it| it.file == file).map_or("", |it| it.name.as_str());
        let here = self.leaves.last().map_or("", |it| it.name.as_str());
        let errors = previous::errors(&setup, (here, whole), header, found.as_ref());
        let found = found.filter(|_| errors.is_none());
        let table = TableUse { errors, ..table_use(&setup, header, found, left_out || errors.is_some()) };
        self.tell_columns(&table);
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.table = Some(table);
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
        let TableUse { samples, unsampled, .. } = &mut table;
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
                self.note(tab.unwrap_or(NO_TAB), row.spot, Observation::new(super::codes::ROW_REPLACED));
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

/// Columns of a table by field.
pub fn table_use(
    setup: &Setup,
    header: &TableHeader,
    found: Option<crate::convert::matching::TableMatch>,
    left_out: bool,
) -> TableUse {
    let fields = found.as_ref().map_or(0, |found| setup.destination.tabs[found.tab].fields.len());
    let mut columns = vec![None; fields];
    for (column, matched) in found.iter().flat_map(|found| found.columns.iter().enumerate()) {
        if let Some(matched) = matched {
            columns[matched.field] = Some(column);
        }
    }
    let looked = found.iter().flat_map(|found| {
        let (rules, answers, tab) = (&setup.tabs[found.tab], &setup.answers, found.tab);
        let matters = move |at: usize| {
            rules.blank_matters[at]
                || rules.supplies[at].is_some()
                || rules.by_address[at]
                || answers.sets(tab, at)
        };
        let fields = columns.iter().copied().enumerate();
        fields.filter(move |(at, column)| column.is_some() || matters(*at))
    });
    let (looked, samples) = (looked.collect(), vec![String::new(); header.names.len()]);
    let unsampled = (0..samples.len()).collect();
    let marks = header.names.iter().position(|name| held::source_of(name).is_some());
    TableUse {
        header: header.clone(),
        found,
        left_out,
        looked,
        columns,
        errors: None,
        marks,
        samples,
        unsampled,
    }
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

    fn tell_columns(&mut self, table: &TableUse) {
        let spot = Spot { record: None, ..table.header.spot };
        let Some(found) = &table.found else {
            if !table.left_out {
                self.note(NO_TAB, spot, Observation::new(codes::TABLE_UNMATCHED));
            }
            return;
        };
        let setup = Rc::clone(&self.setup);
        if !setup.takes(found.tab) {
            return;
        }
        let fields = &setup.destination.tabs[found.tab].fields;
        let say = self.leaves.last().and_then(|leaf| repaired::say(&setup, &leaf.name, &table.header.names));
        let left_out = say.map(|say| matching::left_out(&table.header.names, &say.matching()));
        for (at, (name, matched)) in table.header.names.iter().zip(&found.columns).enumerate() {
            let Some(matched) = matched else {
                let ours = table.marks.is_some() && held::is_own(name);
                if ours || left_out.as_ref().is_some_and(|left_out| left_out.get(at) == Some(&true)) {
                    continue;
                }
                self.note(found.tab, spot, Observation::new(codes::COLUMN_UNMATCHED).field(name).found(name));
                continue;
            };
            let field = &fields[matched.field];
            if field.carried {
                self.note(found.tab, spot, Observation::new(codes::COLUMN_CARRIED).field(name).found(name));
            }
            if matched.confidence < 100 {
                let seen = Observation::new(codes::COLUMN_GUESSED).field(&field.name);
                let seen = seen.found(name).used(&field.name).number(u64::from(matched.confidence));
                self.note(found.tab, spot, seen);
            }
            let noted = matched.note.as_deref().and_then(check_codes::code_by_id);
            if let Some(code) = noted {
                self.note(
                    found.tab,
                    spot,
                    Observation::new(code).field(&field.name).found(name).used(&field.name),
                );
            }
        }
    }
}
