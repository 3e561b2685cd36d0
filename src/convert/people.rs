//! Everyone seen in mail, once per address.
//!
//! In: names and addresses of header fields. Out: persons with counts, each with the best of their names (`whole_name`).
//! Who belongs to the user's own side is decided later, when all sources were read. Organisations are kept the same way, by
//! a key in the place of the address.

use super::whole_name::best;
use crate::text::address;
use crate::text::hash::{KeyMap, key64};

/// One address and what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Normalised; never empty.
    pub address: Box<str>,
    /// The display name; may be empty. Which of several it is, is settled by [`People::choose_names`].
    pub name: Box<str>,
    /// How often the name was seen, while it is the only one.
    named: u32,
    /// All names that were seen and how often, if there are several.
    pub names: Vec<(Box<str>, u32)>,
    /// The organisation that was named for the person first, by its number among those; `NOWHERE` for none.
    pub account: u32,
    pub sent: u32,
    pub received: u32,
    /// Date of the earliest mail it sent or received, seconds UTC; `i64::MAX` if no date was readable.
    pub first_seen: i64,
}

/// No organisation was named.
pub const NOWHERE: u32 = u32::MAX;

/// How many names are kept of one address: a list server sends in the name of everyone.
const MOST_NAMES: usize = 20;

/// The directory. Persons are numbered in the order they were first seen.
#[derive(Debug, Default)]
pub struct People {
    all: Vec<Person>,
    by_address: KeyMap<u32>,
}

impl People {
    /// The person with this address, made if new; `None` for an empty address.
    pub fn add(&mut self, address: &str, name: &str) -> Option<u32> {
        if address.is_empty() {
            return None;
        }
        let next = self.all.len() as u32;
        let index = *self.by_address.entry(key64(address.as_bytes())).or_insert(next);
        if index == next {
            self.all.push(Person {
                address: address.into(),
                name: "".into(),
                named: 0,
                names: Vec::new(),
                account: NOWHERE,
                sent: 0,
                received: 0,
                first_seen: i64::MAX,
            });
        }
        self.all[index as usize].is_called(unquoted(name.trim()));
        Some(index)
    }

    /// Takes the best of several names for each person, when all were seen.
    pub fn choose_names(&mut self) {
        for person in self.all.iter_mut().filter(|person| !person.names.is_empty()) {
            person.name = best(&person.names, &person.address).into();
        }
    }

    /// Notes the organisation of a person; the first one named stays.
    pub fn works_at(&mut self, index: u32, account: u32) {
        if let Some(person) = self.all.get_mut(index as usize).filter(|person| person.account == NOWHERE) {
            person.account = account;
        }
    }

    /// Counts a mail this person sent.
    pub fn sent(&mut self, index: u32, date: Option<i64>) {
        self.see(index, date, |person| person.sent = person.sent.saturating_add(1));
    }

    /// Counts a mail this person received.
    pub fn received(&mut self, index: u32, date: Option<i64>) {
        self.see(index, date, |person| person.received = person.received.saturating_add(1));
    }

    fn see(&mut self, index: u32, date: Option<i64>, count: impl Fn(&mut Person)) {
        if let Some(person) = self.all.get_mut(index as usize) {
            count(person);
            person.first_seen = person.first_seen.min(date.unwrap_or(i64::MAX));
        }
    }

    pub fn get(&self, index: u32) -> Option<&Person> {
        self.all.get(index as usize)
    }

    /// The index of an address, if it was seen.
    pub fn find(&self, address: &str) -> Option<u32> {
        self.by_address.get(&key64(address.as_bytes())).copied()
    }

    pub fn all(&self) -> &[Person] {
        &self.all
    }
}

impl Person {
    /// Counts a name. One that is an address is none.
    fn is_called(&mut self, name: &str) {
        if *self.name == *name && self.names.is_empty() {
            self.named = self.named.saturating_add(1);
            return;
        }
        if name.is_empty() || (name.contains('@') && address::parse(name).is_some()) {
            return;
        }
        if self.name.is_empty() {
            (self.name, self.named) = (name.into(), 1);
            return;
        }
        if self.names.is_empty() {
            self.names.push((self.name.clone(), self.named));
        }
        let known = self.names.iter().position(|(known, _)| **known == *name);
        match known {
            Some(at) => self.names[at].1 = self.names[at].1.saturating_add(1),
            None if self.names.len() < MOST_NAMES => self.names.push((name.into(), 1)),
            None => {}
        }
    }

    /// The names that were seen beside the one that is used, for a finding.
    pub fn other_names(&self) -> String {
        let others = self.names.iter().filter(|(name, _)| *name != self.name);
        others.map(|(name, _)| &**name).collect::<Vec<_>>().join(" / ")
    }
}

/// Mail programs put some names between quotes of their own.
fn unquoted(name: &str) -> &str {
    let inner = |quote| name.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('\'').or_else(|| inner('"')).map_or(name, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(names: &[&str]) -> String {
        let mut people = People::default();
        for name in names {
            people.add("hana@example.jp", name);
        }
        people.choose_names();
        assert_eq!(people.all().len(), 1);
        people.all()[0].name.to_string()
    }

    #[test]
    fn one_person_per_address_keeps_the_best_name() {
        for (names, expected) in [
            (&["hana@example.jp", "青木 花", "Hana"][..], "青木 花"),
            (&["青木", "青木", "青木 花"], "青木 花"),
            (&["青木花", "青木花", "Hana Aoki", "青木 花"], "青木 花"),
            (&["Hana Aoki", "青木 花", "青木 花"], "青木 花"),
            (&["hana", "hana", "花"], "花"),
            (&["'青木 花'", "\"青木 花\""], "青木 花"),
            (&["hana@example.jp", "other@example.jp"], ""),
            (&["山田@営業部"], "山田@営業部"),
            (&["甲", "乙"], "甲"),
        ] {
            assert_eq!(name(names), expected, "{names:?}");
        }
        assert_eq!(People::default().add("", "nobody"), None);
    }

    #[test]
    fn the_other_names_of_a_person_are_known() {
        let mut people = People::default();
        for name in ["Hana", "青木 花", "Hana"] {
            people.add("hana@example.jp", name);
        }
        people.choose_names();
        assert_eq!(people.all()[0].other_names(), "Hana");
    }
}
