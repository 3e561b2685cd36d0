//! Chooses the records that go when not all do: passes over the leaves that can tell, before anything is packed.
//!
//! First the tab the plan's rule speaks of: the best so far are kept, with what they name. Then the tabs below that
//! name others themselves, then those above, until nothing new is named. A record that would be held is not chosen,
//! and nothing is brought along for its sake.

pub(in crate::job) mod mail;
pub(in crate::job) mod selection;
pub(in crate::job) mod wanted;

use crate::check::codes as check_codes;
use crate::check::record::Record;
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::job::answers::At;
use crate::job::book::at;
use crate::job::choose::selection::{Name, Role, Selection};
use crate::job::choose::wanted::{By, Rank, Wanted};
use crate::job::codes;
use crate::job::dispatch::Mode;
use crate::job::intake::{self, Beside, Known};
use crate::job::leaf::{Leaf, TableUse};
use crate::job::settle::Surveyed;
use crate::job::settle::references::{broken, exists};
use crate::job::setup::Setup;
use crate::order;
use crate::source::Row;
use crate::text::hash::KeySet;
use crate::text::{date, fold};
use std::rc::Rc;

/// Passes over the tabs above: a chain of accounts, each naming the next, must end.
const MAX_ROUNDS: u32 = 64;
/// Candidates kept beside the best until they are sorted out.
const SPARE: u64 = 1024;

/// A record that may be chosen.
struct Candidate {
    rank: Rank,
    key: u64,
    names: Vec<Name>,
}

/// What is read next.
enum Stage {
    Start,
    Roots,
    /// Tabs below, the next one last.
    Children(Vec<usize>),
    Parents,
}

/// The state of choosing, between passes.
pub struct Chooser {
    wanted: Wanted,
    /// The text looked for, folded; `None`: any will do.
    needle: Option<String>,
    pub(in crate::job) root: usize,
    /// Its field with the time.
    pub(in crate::job) time: usize,
    /// Fields of it that are searched.
    searched: Vec<usize>,
    selection: Selection,
    stage: Stage,
    best: Vec<Candidate>,
    /// No candidate after this one is wanted.
    worst: Option<Rank>,
    /// Ids read, where some stand in several rows: only the first is packed.
    seen: Option<KeySet>,
    /// Per tab, ids whose names were brought along.
    claimed: Vec<KeySet>,
    /// Per tab, whether it was named since it was read.
    grown: Vec<bool>,
    rounds: u32,
    pub(in crate::job) hold_next: bool,
    pub(in crate::job) record: Record,
}

impl Chooser {
    /// `None` if everything goes.
    pub fn new(surveyed: &Surveyed) -> Option<Chooser> {
        let setup = &surveyed.setup;
        let wanted = setup.settled.wanted.clone()?;
        let rule = setup.destination.selection.as_ref()?;
        let root = setup.destination.tab(&rule.tab)?;
        let tab = &setup.destination.tabs[root];
        let mut searched: Vec<usize> = rule.search.iter().filter_map(|name| tab.field(name)).collect();
        searched.extend(tab.key());
        let doubles = [check_codes::ID_DUPLICATE.id, codes::RECORD_DUPLICATE.id];
        let has_doubles =
            surveyed.findings.iter().any(|it| it.tab == tab.id && doubles.contains(&it.code.id));
        let needle = match &wanted.by {
            By::Search(text) => Some(fold::key(text)),
            _ => None,
        };
        Some(Chooser {
            wanted,
            needle,
            root,
            time: tab.field(&rule.time)?,
            searched,
            selection: Selection::new(Rc::clone(setup), root),
            stage: Stage::Start,
            best: Vec::new(),
            worst: None,
            seen: has_doubles.then(KeySet::default),
            claimed: setup.tabs.iter().map(|_| KeySet::default()).collect(),
            grown: vec![false; setup.tabs.len()],
            rounds: 0,
            hold_next: false,
            record: Record::default(),
        })
    }

    /// The leaves to read next; `None` when all is chosen.
    pub fn next(&mut self, surveyed: &Surveyed) -> Option<Vec<(Mode, usize)>> {
        loop {
            let tab = match &mut self.stage {
                Stage::Start => {
                    self.stage = Stage::Roots;
                    self.root
                }
                Stage::Roots => {
                    self.settle_roots(surveyed);
                    self.stage = Stage::Children(self.children(&surveyed.setup));
                    continue;
                }
                Stage::Children(tabs) => match tabs.pop() {
                    Some(tab) => tab,
                    None => {
                        self.stage = Stage::Parents;
                        continue;
                    }
                },
                Stage::Parents => self.parent(&surveyed.setup)?,
            };
            let by_text = tab == self.root && self.needle.is_some();
            if tab != self.root {
                self.mail(surveyed, tab);
            }
            let of_tab = |leaf: &Leaf| {
                leaf.tab() == Some(tab) || (by_text && unit(surveyed, tab).is_some() && leaf.is_mail())
            };
            let leaves = surveyed.leaves.iter().enumerate();
            let leaves = leaves.filter(|(_, leaf)| !leaf.failed && !leaf.excluded && of_tab(leaf));
            let pass: Vec<(Mode, usize)> = leaves.map(|(at, _)| (Mode::Choose(tab), at)).collect();
            if !pass.is_empty() {
                return Some(pass);
            }
        }
    }

    /// What was chosen.
    pub fn into_selection(self) -> Selection {
        self.selection
    }

    /// The tabs below that have to be read before packing: those that name a tab above, and those that a tab names
    /// that is read or packed before them. The next one last.
    fn children(&self, setup: &Setup) -> Vec<usize> {
        let mut read: Vec<usize> = Vec::new();
        let children: Vec<usize> = self.selection.tabs(Role::Child).collect();
        loop {
            let names =
                |tab: usize, other: usize| setup.tabs[tab].references.iter().any(|it| it.tab == other);
            let wanted = |tab: &usize| {
                let before = |child: &&usize| read.contains(child) || **child < *tab;
                let needed = || children.iter().filter(before).any(|child| names(*child, *tab));
                !read.contains(tab) && (self.names_parents(setup, *tab) || needed())
            };
            let Some(tab) = children.iter().copied().find(wanted) else { break };
            read.push(tab);
        }
        // A tab that names another one below comes after it.
        children.into_iter().filter(|tab| read.contains(tab)).rev().collect()
    }

    fn names_parents(&self, setup: &Setup, tab: usize) -> bool {
        let authors = setup.tabs[tab].agent.as_ref().filter(|agent| !agent.listing);
        let agents = authors.and_then(|_| setup.agent_field()).map(|(agents, _)| agents);
        let mut named = setup.tabs[tab].references.iter().map(|rule| rule.tab).chain(agents);
        named.any(|other| self.selection.role(other) == Role::Parent)
    }

    /// The next tab above that was named and names others itself.
    fn parent(&mut self, setup: &Setup) -> Option<usize> {
        let wanted = |tab: &usize| self.grown[*tab] && self.names_parents(setup, *tab);
        let tab = self.selection.tabs(Role::Parent).rev().find(wanted)?;
        self.rounds += 1;
        self.grown[tab] = false;
        (self.rounds <= MAX_ROUNDS).then_some(tab)
    }

    /// Something was seen about the record that comes next.
    pub fn observe(&mut self, holds: bool) {
        self.hold_next |= holds;
    }

    pub fn row(&mut self, surveyed: &Surveyed, (leaf, table): (&str, &TableUse), tab: usize, row: &Row<'_>) {
        let setup = &surveyed.setup;
        let mut held = std::mem::take(&mut self.hold_next);
        if surveyed.repaired.replaces(row) {
            return;
        }
        let mut record = std::mem::take(&mut self.record);
        let place = at(leaf, row.spot);
        let beside = Beside { keys: &surveyed.keys, known: Known::All, at: place };
        intake::from_row(setup, table, tab, row, beside, &mut record, &mut |seen| {
            held |= setup.holds(tab, &seen, place);
        });
        held |= settle_agent(surveyed, tab, &mut record, place, "");
        let known = selection::key(setup, tab, &record).is_some_and(|key| surveyed.keys[tab].has(key));
        if !held && known && !self.is_broken(surveyed, tab, &record, place, false) {
            if tab == self.root {
                let raw = table.columns.get(self.time).copied().flatten().map(|column| row.get(column));
                let time = raw.and_then(|raw| date::parse_cell(raw, &setup.settled.zone));
                if self.is_found(&record) {
                    self.candidate(setup, &record, time.map(|moment| moment.seconds));
                }
            } else {
                self.bring_along(setup, tab, &record);
            }
        }
        self.record = record;
    }

    /// Whether a reference of the record would hold it.
    pub(in crate::job) fn is_broken(
        &self,
        surveyed: &Surveyed,
        tab: usize,
        record: &Record,
        place: At<'_>,
        of_mail: bool,
    ) -> bool {
        let setup = &surveyed.setup;
        let rules = &setup.tabs[tab];
        rules.references.iter().filter(|rule| !rules.is_agent(rule.field)).any(|rule| {
            let value = record.get(rule.field);
            // A root that needs another one cannot be among a number of them that stands for itself.
            if tab == self.root && rule.tab == tab && rule.holds && !value.is_empty() {
                return true;
            }
            let of_mail = of_mail
                && matches!(unit(surveyed, rule.tab), Some(MailUnit::Conversation | MailUnit::Message));
            let code = broken(exists, &surveyed.keys, rule, value).filter(|_| !of_mail);
            let field = &setup.destination.tabs[tab].fields[rule.field].name;
            code.is_some_and(|code| {
                setup.holds(tab, &Observation::new(code).field(field).found(value), place)
            })
        })
    }

    /// Whether it holds the text looked for, if one is.
    pub(in crate::job) fn is_found(&self, record: &Record) -> bool {
        let Some(needle) = &self.needle else { return true };
        self.searched.iter().any(|&field| fold::key(record.get(field)).contains(needle))
    }

    pub(in crate::job) fn candidate(&mut self, setup: &Setup, record: &Record, time: Option<i64>) {
        let Some(key) = selection::key(setup, self.root, record) else { return };
        if self.seen.as_mut().is_some_and(|seen| !seen.insert(key)) {
            return;
        }
        if !self.wanted.holds(time) {
            return;
        }
        let names = || self.selection.names(self.root, record);
        let Some(most) = self.wanted.most else {
            let names = names();
            self.selection.add((self.root, None, key));
            return self.add(names);
        };
        let id = setup.tabs[self.root].key.map_or("", |at| record.get(at));
        let rank = self.wanted.rank(id, time);
        if self.worst.is_some_and(|worst| rank > worst) {
            return;
        }
        let names = names();
        self.best.push(Candidate { rank, key, names });
        if self.best.len() as u64 >= most.saturating_mul(2).saturating_add(SPARE) {
            self.sort_out();
        }
    }

    fn sort_out(&mut self) {
        order::sort(&mut self.best, |a, b| (a.rank, a.key).cmp(&(b.rank, b.key)));
        let most = usize::try_from(self.wanted.most.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        if self.best.len() > most {
            self.best.truncate(most);
            self.worst = self.best.last().map(|candidate| candidate.rank);
        }
    }

    fn settle_roots(&mut self, surveyed: &Surveyed) {
        if self.needle.is_none() {
            self.mail(surveyed, self.root);
        }
        self.sort_out();
        for candidate in std::mem::take(&mut self.best) {
            self.selection.add((self.root, None, candidate.key));
            self.add(candidate.names);
        }
    }

    /// A record that is no root: if it is chosen, what it names comes along.
    pub(in crate::job) fn bring_along(&mut self, setup: &Setup, tab: usize, record: &Record) {
        let Some(key) = selection::key(setup, tab, record) else { return };
        if self.selection.takes(tab, record) && self.claimed[tab].insert(key) {
            let names = self.selection.names(tab, record);
            self.add(names);
        }
    }

    fn add(&mut self, names: Vec<Name>) {
        for name in names {
            self.grown[name.0] |= self.selection.add(name);
        }
    }
}

/// Puts the agent that is meant into the record; whether it is held for its agent.
pub(in crate::job) fn settle_agent(
    surveyed: &Surveyed,
    tab: usize,
    record: &mut Record,
    place: At<'_>,
    mailbox: &str,
) -> bool {
    let setup = &surveyed.setup;
    let decided = surveyed.agents.of_record(setup, &surveyed.keys, tab, record, mailbox);
    let Some(decided) = decided else { return false };
    record.edit(&decided.edits);
    let about = &setup.destination.tabs[tab];
    decided.seen.iter().any(|seen| setup.holds(tab, &seen.observed(about), place))
}

/// What mail gives to the tab.
pub(in crate::job) fn unit(surveyed: &Surveyed, tab: usize) -> Option<MailUnit> {
    surveyed.setup.destination.tabs[tab].from_mail
}
