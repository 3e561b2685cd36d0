//! The table of all agents: those a source lists and those records name, with what each carries; and the findings
//! about them.

use super::agent_directory::{Directory, Outcome};
use super::agents::{Form, ListedAgent, MOST};
use super::book::Book;
use super::codes;
use super::settle::{Surveyed, mark_at, mark_place, person_facts, person_in};
use crate::check::keys::Mark;
use crate::convert::conversation::Fate;
use crate::convert::mail::{self, value};
use crate::destination::{MailUnit, MailValue};
use crate::finding::Observation;
use crate::order;
use crate::text::address;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many agents are shown: those that need a look come first.
const SHOWN: usize = 1000;

/// Notes who sent mail, and decides who is meant by every form.
pub(super) fn settle(book: &mut Book) -> Directory {
    let setup = Rc::clone(&book.setup);
    note_senders(book);
    let mut listed = std::mem::take(&mut book.listed_agents);
    for (tab, person) in book.derived.keys().copied() {
        let Some(person) = book.people.get(person).filter(|_| setup.mail_tab(MailUnit::Agent) == Some(tab))
        else {
            continue;
        };
        let person = person_in(&setup, tab, person);
        let facts = person_facts(&setup, &person);
        listed.push(ListedAgent {
            address: person.address.to_string(),
            id: mail::agent_id(&person.address),
            name: value(&facts, MailValue::AgentName),
            family: value(&facts, MailValue::AgentFamilyName),
            given: value(&facts, MailValue::AgentGivenName),
            department: value(&facts, MailValue::Department),
            inactive: false,
        });
    }
    listed.truncate(MOST);
    Directory::new(&setup, &book.keys, std::mem::take(&mut book.agents), listed)
}

/// Messages the own side sent, by sender.
fn note_senders(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    let Some(tab) = setup.mail_tab(MailUnit::Message) else { return };
    let Some(fields) = &setup.tabs[tab].agent else { return };
    for (index, entry) in book.conversations.entries.iter().enumerate() {
        let person = entry.from.and_then(|from| book.people.get(from));
        let Some(person) =
            person.filter(|_| entry.fate == Fate::Pack && book.conversations.of(index).is_some())
        else {
            continue;
        };
        if super::settle::is_own(&setup, &book.keys, &book.people, entry.from.unwrap_or(u32::MAX)) {
            let form = book.agents.note(tab, &fields.sender(&person.address));
            let mark = Mark { leaf: entry.leaf, record: entry.record, start: entry.start };
            book.agents.count(tab, form, mark, None);
        }
    }
}

/// Tells what was decided about the agents of a tab's records.
pub(super) fn tell(book: &mut Book, tab: usize, agents: &Directory) {
    let setup = Rc::clone(&book.setup);
    let all = || {
        agents.forms.all.iter().zip(&agents.outcomes).filter(|(form, _)| form.tab == tab && form.count > 0)
    };
    for (form, outcome) in all() {
        for seen in &outcome.seen {
            let seen = seen.observed(&setup.destination.tabs[tab]);
            let holds = hold(book, tab, form, &seen);
            let places = form.marks.iter().map(|mark| mark_place(&book.leaves, *mark));
            book.tally.count_value(setup.tab_id(tab), seen, holds, form.count, places);
        }
    }
    for &(_, count) in agents.forms.beyond.iter().filter(|(of, _)| *of == tab) {
        let seen = Observation::new(codes::AGENTS_TOO_MANY).number(MOST as u64);
        book.tally.count_value(setup.tab_id(tab), seen, false, count, std::iter::empty());
    }
    let mut told: BTreeMap<&str, (BTreeMap<&str, u64>, Option<Mark>)> = BTreeMap::new();
    for (form, outcome) in all().filter(|(form, outcome)| !form.address.is_empty() && !outcome.key.is_empty())
    {
        let (spellings, mark) = told.entry(&outcome.key).or_default();
        spell(spellings, form);
        *mark = mark.or(form.marks.first().copied());
    }
    for (key, (spellings, mark)) in told.iter().filter(|(_, (spellings, _))| spellings.len() > 1) {
        let name = setup.tabs[tab].agent.as_ref().map(|fields| fields.address);
        let name = name.map_or("", |at| setup.destination.tabs[tab].fields[at].name.as_str());
        let number = spellings.len() as u64;
        let seen = Observation::new(codes::AGENT_SPELLINGS).field(name).found(key);
        let places = mark.iter().map(|mark| mark_place(&book.leaves, *mark));
        book.tally.count_value(setup.tab_id(tab), seen, false, 1, places);
        let finding = book.tally.finding(codes::AGENT_SPELLINGS, setup.tab_id(tab), name);
        finding.number = finding.number.max(number);
    }
}

/// Holds those records of a form that the plan says are held for this; whether there are any.
fn hold(book: &mut Book, tab: usize, form: &Form, seen: &Observation<'_>) -> bool {
    let mut any = false;
    for &(child, mark) in &form.children {
        let holds = book.setup.holds(tab, seen, mark_at(&book.leaves, mark));
        any |= holds;
        if holds && book.keys[tab].has(child) {
            book.keys[tab].release(child);
            book.tabs[tab].held += 1;
        }
    }
    any
}

/// Adds the spellings of a form's address with their numbers.
fn spell<'f>(spellings: &mut BTreeMap<&'f str, u64>, form: &'f Form) {
    let others: u64 = form.spellings.iter().map(|(_, count)| count).sum();
    for (spelling, count) in &form.spellings {
        *spellings.entry(spelling).or_default() += count;
    }
    if form.count > others {
        *spellings.entry(&form.address).or_default() += form.count - others;
    }
}

/// One line of the table.
#[derive(Default)]
struct Line<'d> {
    /// As found: what the plan goes by.
    found: &'d str,
    name: &'d str,
    counts: [u64; 3],
    spellings: BTreeMap<&'d str, u64>,
    outcome: Option<&'d Outcome>,
}

/// The table as JSON.
pub fn document(surveyed: &Surveyed) -> Vec<Value> {
    let directory = &*surveyed.agents;
    let mut lines: BTreeMap<&str, Line<'_>> = BTreeMap::new();
    for agent in &directory.listed {
        lines.entry(&agent.address).or_default().found = &agent.address;
    }
    let forms = directory.forms.all.iter().zip(&directory.outcomes);
    for (form, outcome) in forms.filter(|(form, outcome)| form.count > 0 && !outcome.key.is_empty()) {
        let Some(fields) = &surveyed.setup.tabs[form.tab].agent else { continue };
        let line = lines.entry(&outcome.key).or_default();
        line.counts[fields.unit] += form.count;
        line.outcome = line.outcome.filter(|known| !known.seen.is_empty()).or(Some(outcome));
        let found = [&form.address, &form.name, &form.id].into_iter().find(|value| !value.is_empty());
        if line.found.is_empty() {
            line.found = found.map_or("", |found| found);
        }
        if line.name.is_empty() {
            line.name = &form.name;
        }
        if form.address.is_empty() {
            *line.spellings.entry(found.map_or("", |found| found)).or_default() += form.count;
        } else {
            spell(&mut line.spellings, form);
        }
    }
    let mut all: Vec<Shown<'_>> = lines.iter().map(|(key, line)| Shown::of(surveyed, key, line)).collect();
    order::sort(&mut all, |a, b| {
        let weight = |shown: &Shown<'_>| (shown.rank(), shown.line.counts.iter().sum::<u64>());
        weight(b).cmp(&weight(a))
    });
    all.truncate(SHOWN);
    all.iter().map(|shown| shown.document(surveyed)).collect()
}

/// A line with what is known of the agent.
struct Shown<'d> {
    line: &'d Line<'d>,
    address: &'d str,
    agent: Option<&'d ListedAgent>,
    state: &'static str,
}

impl<'d> Shown<'d> {
    fn of(surveyed: &'d Surveyed, key: &'d str, line: &'d Line<'d>) -> Shown<'d> {
        let agent = surveyed.agents.by_address(key);
        let valid = address::is_normal(key) || address::parse(key).is_some();
        let listed = |(tab, field): (usize, usize)| {
            surveyed.keys[tab].has_field(field, crate::text::hash::key64(key.as_bytes()))
        };
        let state = match agent {
            Some(agent) if agent.inactive => "inactive",
            Some(_) => "listed",
            None if surveyed.setup.agent_field().is_some_and(listed) => "listed",
            None if valid => "unknown",
            None if line.found == line.name => "name",
            None => "invalid",
        };
        let address = match state {
            "name" => "",
            "invalid" => line.found,
            _ => key,
        };
        Shown { line, address, agent, state }
    }

    /// What needs a look most comes first.
    fn rank(&self) -> usize {
        let settled = self.line.outcome.is_some_and(|outcome| !outcome.how.is_empty());
        let order = ["listed", "inactive", "unknown", "name", "invalid"];
        if settled { 0 } else { order.iter().position(|state| *state == self.state).unwrap_or(0) }
    }

    fn document(&self, surveyed: &Surveyed) -> Value {
        let person = surveyed.people.find(self.address).and_then(|at| surveyed.people.get(at));
        let listed = self.agent.map(ListedAgent::whole_name).filter(|name| !name.is_empty());
        let mut name = listed.unwrap_or_else(|| self.line.name.to_string());
        if let Some(person) = person.filter(|_| name.is_empty()) {
            name = person.name.to_string();
        }
        let outcome = self.line.outcome;
        let [tickets, threads, comments] = self.line.counts;
        let mut spellings: Vec<(&&str, &u64)> = self.line.spellings.iter().collect();
        order::sort(&mut spellings, |a, b| b.1.cmp(a.1));
        let spelling = |(found, count): &(&&str, &u64)| json!({"found": found, "count": count});
        json!({
            "found": self.line.found,
            "address": self.address,
            "name": name,
            "department": self.agent.map_or("", |agent| &agent.department),
            "state": self.state,
            "tickets": tickets,
            "threads": threads,
            "comments": comments,
            "spellings": spellings.iter().map(spelling).collect::<Vec<_>>(),
            "proposals": self.proposals(surveyed, &name),
            "to": outcome.filter(|outcome| !outcome.how.is_empty()).map_or("", |outcome| &outcome.to),
            "how": outcome.map_or("", |outcome| outcome.how),
        })
    }

    fn proposals(&self, surveyed: &Surveyed, name: &str) -> Vec<Value> {
        if self.state == "listed" || self.line.counts == [0; 3] {
            return Vec::new();
        }
        let directory = &surveyed.agents;
        // What stands in a column of addresses and is none may be a name.
        let name = if self.state == "invalid" { self.line.found } else { name };
        let address = if self.state == "invalid" { "" } else { self.address };
        let all = directory.roll.proposals(name, address).into_iter();
        let works =
            all.map(|proposal| (proposal, &directory.listed[proposal.who])).filter(|(_, who)| !who.inactive);
        let shown = |(proposal, who): (crate::convert::names::Proposal, &ListedAgent)| {
            let name = who.whole_name();
            json!({"address": who.address, "name": name, "confidence": proposal.confidence, "how": proposal.how})
        };
        works.map(shown).collect()
    }
}
