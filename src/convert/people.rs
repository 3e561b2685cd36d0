//! Everyone seen in mail, once per address.
//!
//! In: names and addresses of header fields. Out: persons with counts, and family and given names.
//! Who belongs to the user's own side is decided later, when all sources were read.

use crate::text::hash::{KeyMap, key64};

/// One address and what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Normalised; never empty.
    pub address: Box<str>,
    /// The first display name that is not just the address again; may be empty.
    pub name: Box<str>,
    pub sent: u32,
    pub received: u32,
    /// Date of the earliest mail it sent or received, seconds UTC; `i64::MAX` if no date was readable.
    pub first_seen: i64,
}

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
            let address = address.into();
            self.all.push(Person { address, name: "".into(), sent: 0, received: 0, first_seen: i64::MAX });
        }
        let person = &mut self.all[index as usize];
        let name = name.trim();
        if person.name.is_empty() && !name.is_empty() && !name.eq_ignore_ascii_case(&person.address) {
            person.name = name.into();
        }
        Some(index)
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

/// A name cut in two as the destination's Last Name and First Name want it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SplitName {
    pub family: String,
    pub given: String,
    /// There was no name: the family name is the local part of the address.
    pub from_address: bool,
}

/// Cuts a display name. Japanese names put the family first; others put it last, unless a comma says so
/// (`Yamada, Taro`). A name of one word is all family name.
pub fn split_name(name: &str, address: &str) -> SplitName {
    let name = name.trim();
    if name.is_empty() {
        let local = address.split('@').next().unwrap_or(address);
        return SplitName { family: local.to_string(), given: String::new(), from_address: true };
    }
    let split = |family: &str, given: &str| SplitName {
        family: family.trim().to_string(),
        given: given.trim().to_string(),
        from_address: false,
    };
    if let Some((family, given)) = name.split_once(", ") {
        return split(family, given);
    }
    let space = |c: char| c == ' ' || c == '\u{3000}';
    if name.chars().any(is_japanese) {
        return name
            .split_once(space)
            .map_or_else(|| split(name, ""), |(family, given)| split(family, given));
    }
    name.rsplit_once(space).map_or_else(|| split(name, ""), |(given, family)| split(family, given))
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, family: &str, given: &str) {
        let split = split_name(name, "taro.yamada@example.jp");
        assert_eq!((split.family.as_str(), split.given.as_str()), (family, given), "{name}");
    }

    #[test]
    fn names_are_cut_as_their_language_puts_them() {
        check("山田 太郎", "山田", "太郎");
        check("山田　太郎", "山田", "太郎");
        check("株式会社みどり商会", "株式会社みどり商会", "");
        check("Taro Yamada", "Yamada", "Taro");
        check("Yamada, Taro", "Yamada", "Taro");
        check("Anna Maria Schmidt", "Schmidt", "Anna Maria");
        check("Taro", "Taro", "");
        check("", "taro.yamada", "");
    }

    #[test]
    fn one_person_per_address_keeps_the_first_real_name() {
        let mut people = People::default();
        let first = people.add("a@example.jp", "a@example.jp");
        assert_eq!(people.add("a@example.jp", "青木 花"), first);
        assert_eq!(people.add("a@example.jp", "Hana"), first);
        assert_eq!(people.add("", "nobody"), None);
        let names: Vec<_> = people.all().iter().map(|p| &*p.name).collect();
        assert_eq!(names, ["青木 花"]);
    }
}
