//! The table of all agents: those a source lists and those records name, with what each carries; and the findings
//! about them.

use crate::check::keys::Mark;
use crate::convert::conversation::Fate;
use crate::convert::mail::{self, value};
use crate::destination::{MailUnit, MailValue};
use crate::finding::Observation;
use crate::job::agents::directory::{Directory, Outcome};
use crate::job::agents::{Form, ListedAgent, MOST};
use crate::job::book::Book;
use crate::job::codes;
use crate::job::settle::persons::{person_facts, person_in};
use crate::job::settle::{Surveyed, mark_at, mark_place};
use crate::job::setup::Setup;
use crate::json::{Value, json};
use crate::order;
use crate::text::address;
use crate::text::hash::{KeyMap, key64};
use std::rc::Rc;

/// How many agents are shown: those that need a look come first.
const SHOWN: usize = 1000;

/// Notes who sent mail, and decides who is meant by every form.
pub(in crate::job) fn settle(book: &mut Book) -> Directory {
    let setup = Rc::clone(&book.setup);
    note_senders(book);
    let mut listed = std::mem::take(&mut book.listed_agents);
    let made = setup.mail_tab(MailUnit::Agent).into_iter();
    for (tab, person) in made.flat_map(|tab| book.derived.of(tab).map(move |person| (tab, person))) {
        let Some(person) = book.people.get(person) else { continue };
        let person = person_in(&setup, tab, person);
        let facts = person_facts(&setup, tab, &person, &book.keys, &book.accounts);
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
        let person = entry.from().and_then(|from| book.people.get(from));
        let Some(person) =
            person.filter(|_| entry.fate == Fate::Pack && book.conversations.of(index).is_some())
        else {
            continue;
        };
        if crate::job::settle::is_own(&setup, &book.keys, &book.people, entry.from().unwrap_or(u32::MAX)) {
            let form = book.agents.note(tab, &fields.sender(&person.address));
            let mark = Mark { leaf: entry.leaf, record: entry.record, start: entry.start };
            book.agents.count(tab, form, mark, None);
        }
    }
}

/// Tells what was decided about the agents of a tab's records.
pub(in crate::job) fn tell(book: &mut Book, tab: usize, agents: &Directory) {
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
    let name = setup.tabs[tab]
        .agent
        .as_ref()
        .map_or("", |fields| setup.destination.tabs[tab].fields[fields.address].name.as_str());
    let spelled = |line: &&Line<'_>| !line.by_name && line.spellings.len() > 1;
    for line in lines(&setup, agents, Some(tab)).iter().filter(spelled) {
        let number = line.spellings.len() as u64;
        let seen = Observation::new(codes::AGENT_SPELLINGS).field(name).found(line.key);
        let places = line.mark.iter().map(|mark| mark_place(&book.leaves, *mark));
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
        // What mail gives has no key until it is packed.
        if holds && book.keys[tab].has(child) {
            book.keys[tab].release(child);
            book.tabs[tab].held += 1;
        } else if holds && !book.keys[tab].is_held(child) {
            book.keys[tab].hold(child);
            book.tabs[tab].held += 1;
        }
    }
    any
}

/// One line of the table.
#[derive(Default)]
struct Line<'d> {
    key: &'d str,
    /// As found: what the plan goes by.
    found: &'d str,
    name: &'d str,
    /// Some records have no address of the agent.
    by_name: bool,
    counts: [u64; 3],
    spellings: Vec<(&'d str, u64)>,
    outcome: Option<&'d Outcome>,
    mark: Option<Mark>,
}

impl<'d> Line<'d> {
    fn spell(&mut self, found: &'d str, count: u64) {
        match self.spellings.iter_mut().find(|(known, _)| *known == found) {
            _ if count == 0 => {}
            Some((_, known)) => *known += count,
            None => self.spellings.push((found, count)),
        }
    }
}

/// The forms of one tab, or of all with the listed agents, brought together by agent.
fn lines<'d>(setup: &Setup, directory: &'d Directory, only: Option<usize>) -> Vec<Line<'d>> {
    let mut lines: Vec<Line<'d>> = Vec::new();
    let mut index: KeyMap<usize> = KeyMap::default();
    let mut at = |key: &'d str, lines: &mut Vec<Line<'d>>| {
        let at = *index.entry(key64(key.as_bytes())).or_insert(lines.len());
        if at == lines.len() {
            lines.push(Line { key, ..Line::default() });
        }
        at
    };
    for agent in directory.listed.iter().filter(|_| only.is_none()) {
        let at = at(&agent.address, &mut lines);
        lines[at].found = &agent.address;
    }
    for (form, outcome) in directory.forms.all.iter().zip(&directory.outcomes) {
        let wanted = form.count > 0 && !outcome.key.is_empty() && only.is_none_or(|tab| form.tab == tab);
        let Some(fields) = setup.tabs[form.tab].agent.as_ref().filter(|_| wanted) else { continue };
        let at = at(&outcome.key, &mut lines);
        let line = &mut lines[at];
        line.counts[fields.unit] += form.count;
        line.outcome = line.outcome.filter(|known| !known.seen.is_empty()).or(Some(outcome));
        line.mark = line.mark.or(form.marks.first().copied());
        let found = [&form.address, &form.name, &form.id].into_iter().find(|value| !value.is_empty());
        let found = found.map_or("", |found| found);
        if line.found.is_empty() {
            line.found = found;
        }
        if line.name.is_empty() {
            line.name = &form.name;
        }
        line.by_name |= form.address.is_empty();
        form.spellings.iter().for_each(|(spelling, count)| line.spell(spelling, *count));
        line.spell(found, form.count.saturating_sub(form.spellings.iter().map(|(_, count)| count).sum()));
    }
    lines
}

/// The table as JSON.
pub fn document(surveyed: &Surveyed) -> Vec<Value> {
    let mut lines = lines(&surveyed.setup, &surveyed.agents, None);
    order::sort(&mut lines, |a, b| a.key.cmp(b.key));
    let mut all: Vec<Shown<'_>> = lines.iter().map(|line| Shown::of(surveyed, line)).collect();
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
    fn of(surveyed: &'d Surveyed, line: &'d Line<'d>) -> Shown<'d> {
        let key = line.key;
        let agent = surveyed.agents.by_address(key);
        let valid = address::is_normal(key) || address::parse(key).is_some();
        let listed =
            |(tab, field): (usize, usize)| surveyed.keys[tab].has_field(field, key64(key.as_bytes()));
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

    /// Who else is meant, if it is decided.
    fn meant(&self) -> Option<&'d Outcome> {
        let other = |outcome: &&Outcome| !outcome.how.is_empty() && outcome.to != self.line.key;
        self.line.outcome.filter(other)
    }

    /// What needs a look most comes first.
    fn rank(&self) -> usize {
        let settled = self.meant().is_some();
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
        let [tickets, threads, comments] = self.line.counts;
        let mut spellings = self.line.spellings.clone();
        order::sort(&mut spellings, |a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let spelling = |(found, count): &(&str, u64)| json!({"found": found, "count": count});
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
            "to": self.meant().map_or("", |outcome| &outcome.to),
            "how": self.meant().map_or("", |outcome| outcome.how),
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
