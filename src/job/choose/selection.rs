//! A part of all records, closed under references: chosen ones, what hangs on them, and what they name.
//!
//! Of a pilot of tickets these are their threads and attachments, their contacts and agents, and the accounts of
//! these contacts. Which tabs these are follows from the references of the destination. Kept are 64-bit keys of what
//! is chosen or named, so memory grows with the part and not with the sources.

use crate::check::record::Record;
use crate::job::setup::Setup;
use crate::text::hash::{KeySet, key64};
use std::rc::Rc;

/// How the records of a tab come to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Not at all.
    Outside,
    /// By the plan's rule.
    Root,
    /// By what they refer to.
    Child,
    /// By what refers to them.
    Parent,
}

/// What is known of one tab: keys and values of its chosen records, or those that chosen records name.
#[derive(Debug, Default)]
struct Known {
    keys: KeySet,
    /// By index of the field.
    fields: Vec<(usize, KeySet)>,
}

/// A value by which a record is known: tab, field (its key if `None`), hash.
pub type Name = (usize, Option<usize>, u64);

/// Which records go.
#[derive(Debug)]
pub struct Selection {
    setup: Rc<Setup>,
    roles: Vec<Role>,
    known: Vec<Known>,
}

impl Selection {
    /// A part by the records of the tab `root`, with none chosen yet.
    pub fn new(setup: Rc<Setup>, root: usize) -> Selection {
        let roles = roles(&setup, root);
        Selection { known: roles.iter().map(|_| Known::default()).collect(), roles, setup }
    }

    pub fn role(&self, tab: usize) -> Role {
        self.roles.get(tab).copied().unwrap_or(Role::Outside)
    }

    /// Tabs with this role.
    pub fn tabs(&self, role: Role) -> impl DoubleEndedIterator<Item = usize> {
        self.roles.iter().enumerate().filter(move |(_, is)| **is == role).map(|(tab, _)| tab)
    }

    /// Adds a name; whether it is new.
    pub fn add(&mut self, (tab, field, value): Name) -> bool {
        let known = &mut self.known[tab];
        let Some(field) = field else { return known.keys.insert(value) };
        match known.fields.iter_mut().find(|(at, _)| *at == field) {
            Some((_, values)) => values.insert(value),
            None => {
                known.fields.push((field, KeySet::from_iter([value])));
                true
            }
        }
    }

    fn has(&self, tab: usize, field: Option<usize>, value: u64) -> bool {
        let known = &self.known[tab];
        match field {
            None => known.keys.contains(&value),
            Some(field) => known.fields.iter().any(|(at, values)| *at == field && values.contains(&value)),
        }
    }

    /// Whether this record is chosen. A child that is will be known to its own children.
    pub fn takes(&mut self, tab: usize, record: &Record) -> bool {
        match self.role(tab) {
            Role::Outside => false,
            Role::Root => key(&self.setup, tab, record).is_some_and(|key| self.has(tab, None, key)),
            Role::Parent => {
                let by_key = key(&self.setup, tab, record).is_some_and(|key| self.has(tab, None, key));
                let values = referred(&self.setup, tab, record);
                by_key || values.into_iter().any(|(tab, field, value)| self.has(tab, field, value))
            }
            Role::Child => {
                let taken = self.belongs(tab, record);
                if taken {
                    let own = key(&self.setup, tab, record).map(|key| (tab, None, key));
                    let names = referred(&self.setup, tab, record);
                    for name in own.into_iter().chain(names) {
                        self.add(name);
                    }
                }
                taken
            }
        }
    }

    /// A child belongs to the part if every parent it cannot go without does; if it names none of these, any other.
    fn belongs(&self, tab: usize, record: &Record) -> bool {
        let (mut all, mut any) = (true, false);
        for rule in &self.setup.tabs[tab].references {
            let value = record.get(rule.field);
            if value.is_empty() || !matches!(self.role(rule.tab), Role::Root | Role::Child) || rule.tab == tab
            {
                continue;
            }
            let here = self.has(rule.tab, rule.target, key64(value.as_bytes()));
            all &= here || !rule.holds;
            any |= here;
        }
        all && any
    }

    /// What a chosen record names that has to go with it, and the values by which others name it.
    pub fn names(&self, tab: usize, record: &Record) -> Vec<Name> {
        let rules = self.setup.tabs[tab].references.iter();
        let up = rules.filter(|rule| self.role(rule.tab) == Role::Parent);
        let named = up.filter_map(|rule| Some((rule.tab, rule.target, hash(record.get(rule.field))?)));
        let mut names: Vec<Name> = named.collect();
        // Who wrote a thread or a comment is an agent, too, though the destination has no rule about it.
        let author = self.setup.tabs[tab].agent.as_ref().and_then(|agent| agent.named(record, ""));
        let agents = self.setup.agent_field().filter(|(agents, _)| self.role(*agents) == Role::Parent);
        let author =
            author.zip(agents).and_then(|(named, (tab, at))| Some((tab, Some(at), hash(named.address)?)));
        names.extend(author.filter(|name| !names.contains(name)));
        if self.role(tab) != Role::Parent {
            names.extend(referred(&self.setup, tab, record));
        }
        names
    }
}

fn hash(value: &str) -> Option<u64> {
    (!value.is_empty()).then(|| key64(value.as_bytes()))
}

/// The hash of a record's id; `None` if it has none.
pub fn key(setup: &Setup, tab: usize, record: &Record) -> Option<u64> {
    hash(record.get(setup.tabs[tab].key?))
}

/// The values by which others name the record, beside its id.
fn referred(setup: &Setup, tab: usize, record: &Record) -> Vec<Name> {
    let fields = setup.tabs[tab].referred.iter();
    fields.filter_map(|&at| Some((tab, Some(at), hash(record.get(at))?))).collect()
}

/// What the references of the destination make of each tab. What a root cannot go without is no child of it, even if
/// it names roots (a contact and its first ticket); of two tabs that only mention each other the root's word counts.
fn roles(setup: &Setup, root: usize) -> Vec<Role> {
    let needed = named_by(setup, &[root], true);
    let mentioned = named_by(setup, &[root], false);
    let mut roles = vec![Role::Outside; setup.tabs.len()];
    roles[root] = Role::Root;
    loop {
        let below = |tab: usize| matches!(roles[tab], Role::Root | Role::Child);
        let is_child = |tab: &usize| {
            let mut rules = setup.tabs[*tab].references.iter().filter(|rule| below(rule.tab));
            setup.takes(*tab)
                && !below(*tab)
                && !needed[*tab]
                && rules.any(|rule| rule.holds || !mentioned[*tab])
        };
        let Some(child) = (0..roles.len()).find(is_child) else { break };
        roles[child] = Role::Child;
    }
    let chosen: Vec<usize> = (0..roles.len()).filter(|&tab| roles[tab] != Role::Outside).collect();
    for (tab, named) in named_by(setup, &chosen, false).into_iter().enumerate() {
        if named && roles[tab] == Role::Outside && setup.takes(tab) {
            roles[tab] = Role::Parent;
        }
    }
    roles
}

/// Tabs that records of the given tabs name, or those that these name, and so on.
fn named_by(setup: &Setup, from: &[usize], holding_only: bool) -> Vec<bool> {
    let mut named = vec![false; setup.tabs.len()];
    let mut todo = from.to_vec();
    while let Some(tab) = todo.pop() {
        for rule in setup.tabs[tab].references.iter().filter(|rule| rule.holds || !holding_only) {
            if !named[rule.tab] {
                named[rule.tab] = true;
                todo.push(rule.tab);
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::plan::Plan;

    #[test]
    fn the_references_say_what_goes_with_a_ticket() {
        let setup = Rc::new(Setup::new(Plan::new("zoho-desk"), None).expect("a plan that fits"));
        let tickets = setup.destination.tab("tickets").expect("tickets");
        let selection = Selection::new(Rc::clone(&setup), tickets);
        let named = |role| selection.tabs(role).map(|tab| setup.tab_id(tab)).collect::<Vec<_>>();
        assert_eq!(named(Role::Root), ["tickets"]);
        assert_eq!(named(Role::Child), ["threads", "comments", "attachments"]);
        assert_eq!(named(Role::Parent), ["agents", "accounts", "contacts", "products"]);
        assert_eq!(named(Role::Outside), ["articles"]);
    }
}
