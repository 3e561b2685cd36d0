//! Settles the persons no table lists but records need: contacts, and agents when asked for.

use crate::check::keys::{NO_LEAF, TabKeys};
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::conversation::Conversation;
use crate::convert::mail::{self, Facts};
use crate::convert::people::{People, Person};
use crate::convert::whole_name::split_name;
use crate::destination::MailUnit;
use crate::finding::{Observation, Observe};
use crate::job::accounts;
use crate::job::book::Book;
use crate::job::codes::{NAME_WHOLE, NAMES_JOINED};
use crate::job::intake::{self, Fields};
use crate::job::plan::AgentSay;
use crate::job::setup::Setup;
use crate::text::hash::key64;
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// Contacts (and agents and accounts, when asked for) that no table lists but records need.
pub(in crate::job) fn settle_persons(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    derive_agents(book);
    let accounts = setup.mail_tab(MailUnit::Account);
    // Which of the accounts are needed is known once the contacts are.
    let others = (0..book.derived.lists()).filter(|tab| Some(*tab) != accounts);
    for tab in others.chain(accounts) {
        for index in book.derived.of(tab).collect::<Vec<_>>() {
            settle_made(book, tab, index);
        }
    }
}

/// Checks the record made for one person or account, unless a table has it.
fn settle_made(book: &mut Book, tab: usize, index: u32) {
    let setup = Rc::clone(&book.setup);
    let Some(person) = people_of(&setup, tab, &book.people, &book.accounts).get(index).cloned() else {
        return;
    };
    if book.keys[tab].listed(key64(person.address.as_bytes())).is_some() {
        book.derived.remove(tab, index);
        // The id was made before the list was read; both must be found.
        book.keys[tab].claim(key64(made_person_id(&setup, tab, &person).as_bytes()), 0, NO_LEAF);
        return;
    }
    let id = made_person_id(&setup, tab, &person);
    if book.repaired.replaces_made(setup.tab_id(tab), &id) {
        let seen = Observation::new(crate::job::codes::ROW_REPLACED);
        book.tally.count_value(setup.tab_id(tab), seen, false, 1, std::iter::empty());
        return;
    }
    if setup.destination.tabs[tab].from_mail == Some(MailUnit::Person)
        && let Some(account) = accounts::of_person(&setup, &mut book.accounts, &person)
        && let Some(accounts) = accounts::tab(&setup)
    {
        book.derived.insert(accounts, account);
    }
    let person = person_in(&setup, tab, &person);
    let facts = person_facts(&setup, tab, &person, &book.keys, &book.accounts);
    let tally = &mut book.tally;
    let (mut record, mut held) = (Record::default(), false);
    tell_names(&setup, tab, &person, &mut |seen| {
        held |= setup.holds(tab, &seen, None);
        tally.count_value(setup.tab_id(tab), seen, held, 1, std::iter::empty());
    });
    intake::from_mail(&setup, tab, &facts, Fields::All, None, &mut record, &mut |seen| {
        let holds = setup.holds(tab, &seen, None);
        held |= holds;
        tally.count_value(setup.tab_id(tab), seen, holds, 1, std::iter::empty());
    });
    drop(facts);
    let count = &mut book.tabs[tab];
    count.records += 1;
    count.held += u64::from(held);
    if !held {
        count.bytes += record.bytes() as u64 + 16;
        let rules = &setup.tabs[tab];
        let key = key64(rules.key.map_or("", |key| record.get(key)).as_bytes());
        book.keys[tab].claim(key, 0, NO_LEAF);
        for &field in &rules.referred {
            book.keys[tab].note_field(field, key64(record.get(field).as_bytes()));
        }
    }
}

/// The directory that a tab's records are made from.
pub fn people_of<'p>(setup: &Setup, tab: usize, people: &'p People, accounts: &'p People) -> &'p People {
    if setup.mail_tab(MailUnit::Account) == Some(tab) { accounts } else { people }
}

/// Tells how the name of a person came about for whom a record is made.
pub fn tell_names(setup: &Setup, tab: usize, person: &Person, observe: &mut Observe<'_>) {
    let unit = setup.destination.tabs[tab].from_mail;
    if !person.names.is_empty() {
        let others = person.other_names();
        let seen = Observation::new(NAMES_JOINED).found(&others).used(&person.name);
        observe(seen.number(person.names.len() as u64));
    }
    if unit == Some(MailUnit::Account) {
        return;
    }
    if person.name.is_empty() {
        observe(Observation::new(codes::LAST_NAME_FROM_ADDRESS).found(&person.address));
    } else if split_name(&person.name, "").given.is_empty() {
        observe(Observation::new(NAME_WHOLE).used(&person.name));
    }
}

/// What is said about an agent a record is made for.
fn added<'s>(setup: &'s Setup, address: &str) -> Option<&'s AgentSay> {
    let mut says = setup.settled.agents.iter().filter(|(_, say)| say.add);
    says.find(|(key, say)| say.to.as_deref().unwrap_or(key) == address).map(|(_, say)| say)
}

/// The id of the record made for a person.
pub fn made_person_id(setup: &Setup, tab: usize, person: &Person) -> String {
    match setup.destination.tabs[tab].from_mail {
        Some(MailUnit::Agent) => mail::agent_id(&person.address),
        Some(MailUnit::Account) => mail::account_id(&person.address),
        _ => mail::person_id(&person.address),
    }
}

/// A person as the tab's record names it: an agent may have been given another name.
pub fn person_in(setup: &Setup, tab: usize, person: &Person) -> Person {
    let say = added(setup, &person.address).filter(|_| setup.mail_tab(MailUnit::Agent) == Some(tab));
    let name = say.and_then(|say| say.name.as_deref()).map_or_else(|| person.name.clone(), Into::into);
    let mut person = person.clone();
    person.name = name;
    person
}

/// What is known of a person or account a record is made for.
pub fn person_facts<'a>(
    setup: &'a Setup,
    tab: usize,
    person: &'a Person,
    keys: &'a [TabKeys],
    accounts: &'a People,
) -> Facts<'a> {
    if setup.destination.tabs[tab].from_mail == Some(MailUnit::Account) {
        let account = Some((Cow::Owned(mail::account_id(&person.address)), &*person.name));
        return Facts { account, ..Facts::default() };
    }
    let agent_listed_as = Some(Cow::Owned(mail::agent_id(&person.address)));
    let said = added(setup, &person.address).and_then(|say| say.department.as_deref());
    let department = said.unwrap_or(setup.settled.option("department"));
    let account = accounts::facts(setup, keys, accounts, person);
    Facts {
        person: Some(person),
        agent: Some(person),
        agent_listed_as,
        account,
        department,
        ..Facts::default()
    }
}

/// Records for agents the plan adds, and for those who wrote mail where it asks for them.
fn derive_agents(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    let taken = setup.agent_field().filter(|(tab, _)| setup.takes(*tab));
    let Some((tab, field)) = taken else { return };
    let conversations = book.conversations.conversations.iter();
    let writers = conversations.filter_map(Conversation::agent);
    let mut wanted: HashSet<u32> = writers.filter(|_| setup.settled.agents_from_mail).collect();
    // Somebody else, or nobody, takes the place of these.
    let says = &setup.settled.agents;
    let replaced =
        |person: &Person| says.get(&*person.address).is_some_and(|s| s.administrator || s.to.is_some());
    wanted.retain(|&agent| book.people.get(agent).is_some_and(|person| !replaced(person)));
    for (key, say) in says.iter().filter(|(_, say)| say.add) {
        wanted.extend(book.people.add(say.to.as_deref().unwrap_or(key), ""));
    }
    for agent in wanted {
        let Some(person) = book.people.get(agent) else { continue };
        if !book.keys[tab].has_field(field, key64(person.address.as_bytes())) {
            book.derived.insert(tab, agent);
        }
    }
}
