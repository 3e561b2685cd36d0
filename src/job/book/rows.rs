//! The survey's pages about rows: each becomes a record, is checked, and leaves keys.

use crate::check::codes as check_codes;
use crate::check::keys::{KeyUse, Mark};
use crate::check::pending::{ByAddress, Pending};
use crate::check::plain::is_blank;
use crate::check::record::Record;
use crate::convert::codes;
use crate::destination::MailUnit;
use crate::finding::{Code, Observation, Severity};
use crate::job::accounts;
use crate::job::agents::MOST;
use crate::job::book::{Book, at, place};
use crate::job::intake::{self, Beside, Known, Standing, Through};
use crate::job::joined::{self, Join};
use crate::job::leaf::TableUse;
use crate::job::named_files::{Named, Wanted};
use crate::job::plan::Action;
use crate::job::stand_ins::preferred;
use crate::source::{Row, Spot};
use crate::text::hash::key64;
use std::rc::Rc;

/// How many example dates are kept.
const TIMES: usize = 5;

/// Keeps a date as found and as it will be written.
pub(in crate::job) fn note_time(times: &mut Vec<(String, String)>, seen: &Observation<'_>) {
    // Many rows say one time twice: it is shown once.
    let again = times.last().is_some_and(|(found, _)| *found == *seen.found);
    if times.len() < TIMES && !again && !seen.used.is_empty() && seen.code.id.starts_with("date-") {
        times.push((seen.found.to_string(), seen.used.to_string()));
    }
}

impl Book {
    pub(in crate::job) fn table_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) {
        if self.plain_row(table, tab, row) {
            return;
        }
        let setup = Rc::clone(&self.setup);
        let mut record = std::mem::take(&mut self.record);
        let mut held = std::mem::take(&mut self.hold_next);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let (tally, times) = (&mut self.tally, &mut self.times);
        let tab_id = setup.tab_id(tab);
        let here = at(leaf, row.spot);
        let beside = Beside { keys: &self.keys, known: Known::SoFar, at: here };
        let (mut cut, mut cut_bytes) = (0, 0);
        let mut observe = |seen: Observation<'_>| {
            if seen.code == check_codes::VALUE_CUT {
                cut += 1;
                cut_bytes += seen.found.len() as u64;
            }
            let holds = setup.holds(tab, &seen, here);
            held |= holds;
            note_time(times, &seen);
            tally.count(tab_id, seen, holds, || place(leaf, row.spot));
        };
        let through = intake::from_row(&setup, table, tab, row, beside, &mut record, &mut observe);
        if cut > 0 && !held {
            self.count_cut(cut, cut_bytes);
            if let Some(leaf) = self.leaves.last_mut() {
                leaf.cut += cut;
            }
        }
        held |= self.file_in_row(tab, &record, row.spot);
        let account = self.account(table, tab, row, held);
        self.note_others(table, tab, row, held);
        let by_address = self.by_address((tab, &record), through, account, held);
        let form = self.agent(table, tab, row, &record);
        self.index_row(tab, &record, row, (by_address, form), held);
        self.record = record;
    }

    /// Notes in which form a row names an agent: outer None if it speaks of none, inner if there were too many forms.
    pub(in crate::job) fn agent(
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
    pub(in crate::job) fn count_cut(&mut self, files: u64, bytes: u64) {
        if let Some(tab) = self.setup.mail_tab(MailUnit::Attachment) {
            self.tabs[tab].records += files;
            self.tabs[tab].bytes += bytes;
        }
    }

    /// A row that will not be written: others may refer to it, so it is known.
    pub(in crate::job) fn known_row(&mut self, table: &TableUse, tab: usize, row: &Row<'_>) {
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
    pub(in crate::job) fn tell_not_taken(&mut self) {
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

    /// Counts a file that stands in its row as Base64; true if it is damaged and holds the row.
    fn file_in_row(&mut self, tab: usize, record: &Record, spot: Spot) -> bool {
        let setup = Rc::clone(&self.setup);
        let files = setup.tabs[tab].files.as_ref();
        match files.and_then(|files| Some((files, files.content(record)?))) {
            None => false,
            Some((_, Some(bytes))) => {
                self.tabs[tab].bytes += bytes.len() as u64;
                self.sizes.file(bytes.len() as u64);
                false
            }
            Some((files, None)) => self.note(tab, spot, files.damaged(&setup, tab, record)),
        }
    }

    /// The account that a row's contact belongs to. A row that is a contact's needs it; of others it is a contact's that may
    /// be made of them.
    fn account(&mut self, table: &TableUse, tab: usize, row: &Row<'_>, held: bool) -> Option<u32> {
        let setup = Rc::clone(&self.setup);
        let (key, name) = accounts::of_row(&setup, table, tab, row)?;
        let account = self.accounts.add(&key, &name)?;
        // Where a record names its account itself, it needs it whoever its contact is.
        let names_it = setup.tabs[tab].organization.is_some() && !setup.tabs[tab].leaves_organization;
        let of_contact = setup.destination.tabs[tab].from_mail == Some(MailUnit::Person);
        if let Some(accounts) = accounts::tab(&setup).filter(|_| (of_contact || names_it) && !held) {
            self.derived.insert(accounts, account);
        }
        Some(account)
    }

    /// Notes both ids of a record where a row says two.
    fn note_others(&mut self, table: &TableUse, tab: usize, row: &Row<'_>, held: bool) {
        let setup = Rc::clone(&self.setup);
        let rules = &setup.tabs[tab];
        let cell = |at: usize| Some(row.get(table.columns.get(at).copied().flatten()?).trim());
        for at in (0..rules.prefers.len()).filter(|&at| !held && rules.prefers[at].is_some()) {
            let preferred = preferred(rules, table, at, row).map(|column| row.get(column).trim());
            let (Some(preferred), Some(plain)) = (preferred, cell(at).filter(|plain| !is_blank(plain)))
            else {
                continue;
            };
            let target = rules.references.iter().find(|rule| rule.field == at).map(|rule| rule.tab);
            let hash = |id: &str| key64(id.as_bytes());
            if rules.key == Some(at) {
                self.keys[tab].note_other(hash(plain), preferred);
            } else if let Some(target) = target {
                self.keys[target].note_other(hash(preferred), plain);
            }
        }
    }

    /// Notes the person an address in a row stands for, where one is wanted.
    fn by_address(
        &mut self,
        (tab, record): (usize, &Record),
        through: Option<Through<'_>>,
        account: Option<u32>,
        held: bool,
    ) -> ByAddress {
        let Some(through) = through else { return ByAddress::No };
        if through.standing == Standing::Offer {
            let blank = record.get(through.field).is_empty();
            self.findable[tab] += u64::from(held && blank);
            return ByAddress::Offer;
        }
        let Some(person) = self.people.add(&through.address, through.name) else { return ByAddress::No };
        if let Some(account) = account {
            self.people.works_at(person, account);
        }
        if through.standing == Standing::Used {
            self.derived.insert(through.tab, person);
            return ByAddress::No;
        }
        ByAddress::Person(person)
    }

    pub(in crate::job) fn index_row(
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
        if !held {
            match self.join(tab, record, row.spot) {
                Join::Yes => return,
                Join::Answered(action) => held = action == Action::Hold,
                Join::No => {}
            }
        }
        if !held && !key.is_empty() {
            let field = setup.tabs[tab].key.map_or("", |at| &setup.destination.tabs[tab].fields[at].name);
            match self.keys[tab].claim(hash, record.content(), mark.leaf) {
                KeyUse::New => {}
                KeyUse::Duplicate => {
                    self.note(
                        tab,
                        row.spot,
                        Observation::new(crate::job::codes::RECORD_DUPLICATE).found(key),
                    );
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
            self.sizes.root(year);
        }
        self.sound = Some((tab, self.sound.map_or(0, |(_, count)| count) + 1));
        self.tell_shared_address(tab, record, row.spot);
        self.index_references(tab, record, hash, mark, by_address);
        let files = setup.tabs[tab].files.as_ref().filter(|files| files.content(record).is_none());
        if let Some(named) = files.and_then(|files| Named::of(files, record)) {
            self.wanted.push((tab, Wanted { named, child: hash, mark }));
        }
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

    /// Joins a person's row to the record of its address, if there is one.
    fn join(&mut self, tab: usize, record: &Record, spot: Spot) -> Join {
        let setup = Rc::clone(&self.setup);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let (here, tally) = (at(leaf, spot), &mut self.tally);
        let join = joined::join(&setup, &self.keys[tab], (tab, record), (Known::SoFar, here), &mut |seen| {
            let holds = setup.holds(tab, &seen, here);
            tally.count(setup.tab_id(tab), seen, holds, || place(leaf, spot));
        });
        if join == Join::Yes {
            self.joined.note(&setup, &mut self.keys[tab], tab, record);
        }
        join
    }

    /// Two agents of one address: whoever joins people by address makes one of them.
    fn tell_shared_address(&mut self, tab: usize, record: &Record, spot: Spot) {
        let setup = Rc::clone(&self.setup);
        let about = &setup.destination.tabs[tab];
        let of_agents = about.from_mail == Some(MailUnit::Agent);
        let (Some(by), Some(key)) = (setup.tabs[tab].listed_by.filter(|_| of_agents), setup.tabs[tab].key)
        else {
            return;
        };
        let address = record.get(by);
        let first = self.keys[tab].listed(key64(address.as_bytes())).filter(|id| *id != record.get(key));
        let Some(first) = first.filter(|_| !address.is_empty()).map(str::to_string) else { return };
        let seen = Observation::new(crate::job::codes::ADDRESS_SHARED).field(&about.fields[by].name);
        self.note(tab, spot, seen.found(address).used(&first));
    }

    /// By what others refer to a record beside its key.
    fn index_referred(&mut self, tab: usize, record: &Record) {
        let rules = &self.setup.tabs[tab];
        let setup_tab = &self.setup.destination.tabs[tab];
        let keys = &mut self.keys[tab];
        for &at in &rules.referred {
            if !record.get(at).is_empty() {
                keys.note_field(at, key64(record.get(at).as_bytes()));
            }
        }
        if let (Some(by), Some(key)) = (rules.listed_by, rules.key)
            && !record.get(by).is_empty()
        {
            // An account is found by its name in any spelling.
            let of_accounts = setup_tab.from_mail == Some(MailUnit::Account);
            let listed = of_accounts.then(|| accounts::key_of_name(&self.setup, record.get(by))).flatten();
            let listed = listed.as_deref().unwrap_or(record.get(by));
            keys.list(key64(listed.as_bytes()), record.get(key));
        }
        let listing = rules.agent.as_ref().filter(|agent| agent.listing);
        if let Some(fields) = listing.filter(|_| self.listed_agents.len() < MOST) {
            self.listed_agents.push(fields.listed(record));
        }
    }
}

/// The year of a time as it will be written; empty where it does not stand first.
fn year_of<'t>(pattern: &str, time: &'t str) -> &'t str {
    let first = ["%Y", "%F"].iter().any(|year| pattern.starts_with(year));
    time.get(..4).filter(|_| first).unwrap_or_default()
}
