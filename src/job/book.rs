//! What the survey writes down while sources are read: findings, keys, people, conversations, counts.

use super::agents::{Forms, ListedAgent, MOST};
use super::intake::{self, Known, Standing, Through};
use super::leaf::{Leaf, TableUse};
use super::setup::{NO_TAB, Setup};
use super::tally::Tally;
use super::walk::Visit;
use crate::check::codes as check_codes;
use crate::check::keys::{ByAddress, KeyUse, Mark, Pending, TabKeys};
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::conversation::Conversations;
use crate::convert::matching::match_table;
use crate::convert::people::People;
use crate::finding::{Code, Observation, Place};
use crate::source::sniff::Kind;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use crate::text::hash::key64;
use std::collections::{BTreeMap, HashMap};
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
    /// Messages per (year, month).
    pub months: BTreeMap<String, u64>,
    /// First dates as found and as they will be written.
    pub times: Vec<(String, String)>,
    /// Addresses for which a record has to be made, by tab.
    pub derived: BTreeMap<(usize, u32), ()>,
    /// Per tab: held rows whose missing reference an address in the row could find.
    pub findable: Vec<u64>,
    /// Agents as records name them, and as sources list them.
    pub agents: Forms,
    pub listed_agents: Vec<ListedAgent>,
    pub(super) record: Record,
    /// Records of the leaf at hand that are not held: given back if the leaf turns out to be broken.
    claimed: Vec<(usize, u64)>,
    /// An error was seen about the record that comes next.
    pub(super) hold_next: bool,
}

/// How many example dates are kept.
const TIMES: usize = 5;

impl Book {
    pub fn new(setup: Rc<Setup>) -> Book {
        let tabs = setup.destination.tabs.len();
        Book {
            conversations: Conversations::new(setup.settled.subject_threading),
            setup,
            leaves: Vec::new(),
            tally: Tally::default(),
            keys: (0..tabs).map(|_| TabKeys::default()).collect(),
            people: People::default(),
            potential: HashMap::new(),
            tabs: vec![TabCount::default(); tabs],
            months: BTreeMap::new(),
            times: Vec::new(),
            derived: BTreeMap::new(),
            findable: vec![0; tabs],
            agents: Forms::default(),
            listed_agents: Vec::new(),
            record: Record::default(),
            claimed: Vec::new(),
            hold_next: false,
        }
    }

    /// Index of the leaf being read.
    pub fn at(&self) -> u32 {
        self.leaves.len().saturating_sub(1) as u32
    }

    pub(super) fn note(&mut self, tab: usize, spot: Spot, seen: Observation<'_>) -> bool {
        let holds = self.setup.holds(tab, &seen);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
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
        let keys = (self.keys.as_slice(), Known::SoFar);
        let through = intake::from_row(&setup, table, tab, row, keys, &mut record, &mut |seen| {
            let holds = setup.holds(tab, &seen);
            held |= holds;
            if times.len() < TIMES && !seen.used.is_empty() && seen.code.id.starts_with("date-") {
                times.push((seen.found.to_string(), seen.used.to_string()));
            }
            tally.count(tab_id, seen, holds, || place(leaf, row.spot));
        });
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

    /// Notes the person an address in a row stands for, where one is wanted.
    fn by_address(&mut self, tab: usize, through: Option<Through<'_>>, held: bool) -> ByAddress {
        let Some(through) = through else { return ByAddress::NO };
        if through.standing == Standing::Offer {
            self.findable[tab] += u64::from(held);
            return ByAddress::OFFER;
        }
        let Some(person) = self.people.add(&through.address, "") else { return ByAddress::NO };
        if through.standing == Standing::Used {
            self.derived.insert((through.tab, person), ());
            return ByAddress::NO;
        }
        ByAddress::of(person)
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
            match self.keys[tab].claim(hash, record.content()) {
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
        self.claimed.push((tab, hash));
        self.index_references(tab, record, hash, mark, by_address);
        if let Some(form) = form {
            let child = setup.holds_agents.then_some(hash);
            self.agents.count(tab, form, mark, child);
        }
        let listing = setup.tabs[tab].agent.as_ref().filter(|agent| agent.listing);
        if let Some(fields) = listing.filter(|_| self.listed_agents.len() < MOST) {
            self.listed_agents.push(fields.listed(record));
        }
    }

    fn index_references(&mut self, tab: usize, record: &Record, child: u64, mark: Mark, by: ByAddress) {
        let setup = Rc::clone(&self.setup);
        let rules = &setup.tabs[tab];
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
        for rule in rules.references.iter().filter(|rule| !rules.is_agent(rule.field)) {
            let value = record.get(rule.field);
            if value.is_empty() {
                continue;
            }
            let target = key64(value.as_bytes());
            let field = rule.field as u16;
            if rule.holds {
                let by_address = if rule.makes { by } else { ByAddress::NO };
                self.keys[tab].pending.push(Pending { field, target, child, mark, by_address });
            } else {
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
        self.claimed.clear();
        self.hold_next = false;
    }

    fn end(&mut self, kind: Kind, trouble: Option<Code>) {
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.kind = Some(kind);
        leaf.failed = trouble.is_some_and(|code| code == super::codes::SOURCE_UNREADABLE);
        leaf.damaged =
            trouble.filter(|code| !leaf.failed && self.setup.holds(NO_TAB, &Observation::new(*code)));
        if leaf.failed || leaf.damaged.is_some() {
            for (tab, key) in std::mem::take(&mut self.claimed) {
                self.keys[tab].release(key);
                self.tabs[tab].held += 1;
            }
        }
    }
}

impl Handler for Book {
    fn message(&mut self, raw: RawMessage<'_>) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.records += 1;
        }
        self.mail(&raw);
    }

    fn header(&mut self, header: &TableHeader) {
        let setup = Rc::clone(&self.setup);
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.charset = crate::text::charset::name(header.charset).to_string();
        let say = setup.plan.tables.get(&leaf.name);
        let left_out = say.and_then(|say| say.tab.as_deref()) == Some("none");
        let matching = say.map(super::plan::TablePlan::matching);
        let found = match_table(&setup.destination, &leaf.name, &header.names, matching.as_ref());
        let table = table_use(&setup, header, found, left_out);
        self.tell_columns(&table);
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.table = Some(table);
        }
    }

    fn row(&mut self, row: Row<'_>) {
        let Some(leaf) = self.leaves.last_mut() else { return };
        leaf.records += 1;
        // Taken out and put back: the row is checked against the table while findings name the leaf.
        let Some(mut table) = leaf.table.take() else { return };
        for (column, sample) in table.samples.iter_mut().enumerate() {
            if sample.is_empty() {
                *sample = row.get(column).chars().take(40).collect();
            }
        }
        match table.found.as_ref().map(|found| found.tab) {
            Some(tab) => self.table_row(&table, tab, &row),
            None => self.hold_next = false,
        }
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.table = Some(table);
        }
    }

    fn observe(&mut self, spot: Spot, observation: Observation<'_>) {
        let holds = self.note(NO_TAB, spot, observation);
        self.hold_next |= holds && spot.record.is_some();
    }
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
    let samples = vec![String::new(); header.names.len()];
    TableUse { header: header.clone(), found, left_out, columns, samples }
}

impl Book {
    fn tell_columns(&mut self, table: &TableUse) {
        let spot = Spot { record: None, ..table.header.spot };
        let Some(found) = &table.found else {
            if !table.left_out {
                self.note(NO_TAB, spot, Observation::new(codes::TABLE_UNMATCHED));
            }
            return;
        };
        let setup = Rc::clone(&self.setup);
        let fields = &setup.destination.tabs[found.tab].fields;
        for (name, matched) in table.header.names.iter().zip(&found.columns) {
            let Some(matched) = matched else {
                self.note(found.tab, spot, Observation::new(codes::COLUMN_UNMATCHED).field(name).found(name));
                continue;
            };
            let field = &fields[matched.field];
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
