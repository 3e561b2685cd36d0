//! Keys and references across tabs: which ids exist, and which are asked for in vain.
//!
//! Sources come in any order, so a reference is only settled when everything was read. A reference that
//! holds its record keeps 40 bytes; one that does not is kept once per distinct value.

use super::blocks::Blocks;
use crate::text::hash::{KeyMap, KeySet};
use std::collections::BTreeMap;

/// A place, small enough to be kept for every record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub leaf: u32,
    pub record: u32,
    pub start: u64,
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// Not seen before.
    New,
    /// Seen, and the record is the same to the letter.
    Duplicate,
    /// Seen with another content.
    Taken,
}

/// A reference whose failure holds the record.
#[derive(Clone, Copy, Debug)]
pub struct Pending {
    /// Field of the referring tab.
    pub field: u16,
    pub target: u64,
    /// The referring record's own key.
    pub child: u64,
    pub mark: Mark,
    /// A person whose address could find or make the target.
    pub by_address: ByAddress,
}

/// What an address beside a reference is good for, should the reference lead nowhere. A number, not an enum with
/// one inside: with that a million references would take 8 MB more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByAddress(u32);

impl ByAddress {
    pub const NO: ByAddress = ByAddress(u32::MAX);
    /// It would find or make the target if the plan allowed it.
    pub const OFFER: ByAddress = ByAddress(u32::MAX - 1);

    /// The plan allows it: this person is the target.
    pub fn of(person: u32) -> ByAddress {
        ByAddress(person)
    }

    /// The person that is the target.
    pub fn person(self) -> Option<u32> {
        (self.0 < ByAddress::OFFER.0).then_some(self.0)
    }
}

/// A reference whose failure is only told, once per distinct value.
#[derive(Clone, Debug)]
pub struct Soft {
    pub found: Box<str>,
    pub count: u64,
    /// The first few places.
    pub marks: Vec<Mark>,
}

/// How many places a value that is asked for in vain keeps.
const SOFT_MARKS: usize = 5;

/// The keys of one tab, and what its records refer to.
#[derive(Debug, Default)]
pub struct TabKeys {
    /// Key of the record's id → its content.
    keys: KeyMap<u32>,
    /// Other fields that are referred to (an agent's address), by field index.
    fields: Vec<KeySet>,
    /// Address → id, for references through an address.
    listed: KeyMap<Box<str>>,
    pub pending: Blocks<Pending>,
    pub soft: BTreeMap<(u16, u64), Soft>,
    /// Records with a blank that children would not allow: (field, own key, place).
    pub blanks: Vec<(u16, u64, Mark)>,
    /// Keys of records that were read but are held: what refers to them is held with them.
    held: KeySet,
    /// Records an earlier run packed: key → content.
    before: KeyMap<u32>,
    /// Those of them that the destination refused.
    failed: KeySet,
    /// Settled: records that must not have that blank.
    bad_blanks: KeySet,
}

impl TabKeys {
    /// Claims a key for a record with this content.
    pub fn claim(&mut self, key: u64, content: u64) -> KeyUse {
        let content = content as u32;
        match self.keys.entry(key) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(content);
                KeyUse::New
            }
            std::collections::hash_map::Entry::Occupied(held) if *held.get() == content => KeyUse::Duplicate,
            std::collections::hash_map::Entry::Occupied(_) => KeyUse::Taken,
        }
    }

    /// Whether [`TabKeys::claim`] would say that the record was there before.
    pub fn is_copy(&self, key: u64, content: u64) -> bool {
        self.keys.get(&key) == Some(&(content as u32))
    }

    /// Gives a key back: its record is held.
    pub fn release(&mut self, key: u64) {
        self.keys.remove(&key);
        self.held.insert(key);
    }

    /// Notes that the record with this key is held.
    pub fn hold(&mut self, key: u64) {
        self.held.insert(key);
    }

    pub fn is_held(&self, key: u64) -> bool {
        self.held.contains(&key)
    }

    pub fn has(&self, key: u64) -> bool {
        self.keys.contains_key(&key)
    }

    /// Notes a record that an earlier run packed.
    pub fn note_before(&mut self, key: u64, content: u32) {
        self.before.insert(key, content);
    }

    /// Nothing was packed earlier.
    pub fn forget_before(&mut self) {
        self.before.clear();
    }

    /// Notes that the destination refused a record.
    pub fn note_failed(&mut self, key: u64) {
        self.failed.insert(key);
    }

    pub fn has_failed(&self, key: u64) -> bool {
        self.failed.contains(&key)
    }

    /// The content an earlier run packed under this key.
    pub fn was(&self, key: u64) -> Option<u32> {
        self.before.get(&key).copied()
    }

    /// Whether a record with this key is at the destination already.
    pub fn is_there(&self, key: u64) -> bool {
        self.before.contains_key(&key) && !self.failed.contains(&key)
    }

    /// Keys and contents of the records an earlier run packed, in no order.
    pub fn before(&self) -> impl Iterator<Item = (u64, u32)> {
        self.before.iter().map(|(key, content)| (*key, *content))
    }

    /// Every key with its content, in no order.
    pub fn each(&self, then: &mut dyn FnMut(u64, u32)) {
        self.keys.iter().for_each(|(key, content)| then(*key, *content));
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Notes the value of a field others refer to.
    pub fn note_field(&mut self, field: usize, value: u64) {
        if self.fields.len() <= field {
            self.fields.resize_with(field + 1, KeySet::default);
        }
        self.fields[field].insert(value);
    }

    /// Whether any record has a value in this field.
    pub fn any_field(&self, field: usize) -> bool {
        self.fields.get(field).is_some_and(|values| !values.is_empty())
    }

    pub fn has_field(&self, field: usize, value: u64) -> bool {
        self.fields.get(field).is_some_and(|values| values.contains(&value))
    }

    /// Remembers under which id an address is listed; the first wins.
    pub fn list(&mut self, address: u64, id: &str) {
        self.listed.entry(address).or_insert_with(|| id.into());
    }

    pub fn listed(&self, address: u64) -> Option<&str> {
        self.listed.get(&address).map(|id| &**id)
    }

    /// Notes a reference that does not hold its record.
    pub fn refer_softly(&mut self, field: u16, target: u64, found: &str, mark: Mark) {
        let fresh = || Soft { found: found.into(), count: 0, marks: Vec::new() };
        let soft = self.soft.entry((field, target)).or_insert_with(fresh);
        soft.count += 1;
        if soft.marks.len() < SOFT_MARKS {
            soft.marks.push(mark);
        }
    }

    /// Whether a record must not have the blank it has, because children were read.
    pub fn is_bad_blank(&self, key: u64) -> bool {
        self.bad_blanks.contains(&key)
    }

    pub fn mark_bad_blank(&mut self, key: u64) {
        self.bad_blanks.insert(key);
    }

    /// Every key with its content, ascending: for the receipt.
    pub fn sorted(&self) -> Vec<(u64, u32)> {
        self.sorted_with(&TabKeys::default())
    }

    /// The same with what `earlier` knows to be there from an earlier run.
    pub fn sorted_with(&self, earlier: &TabKeys) -> Vec<(u64, u32)> {
        let still = earlier.before().filter(|(key, _)| earlier.is_there(*key) && !self.has(*key));
        let mut keys: Vec<(u64, u32)> =
            self.keys.iter().map(|(key, content)| (*key, *content)).chain(still).collect();
        keys.sort_unstable();
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_a_copy_or_taken() {
        let mut keys = TabKeys::default();
        assert_eq!(keys.claim(1, 10), KeyUse::New);
        assert_eq!(keys.claim(1, 10), KeyUse::Duplicate);
        assert_eq!(keys.claim(1, 11), KeyUse::Taken);
        keys.release(1);
        assert_eq!(keys.claim(1, 11), KeyUse::New);
    }

    #[test]
    fn the_first_listing_of_an_address_wins() {
        let mut keys = TabKeys::default();
        keys.list(7, "C-1");
        keys.list(7, "C-2");
        assert_eq!(keys.listed(7), Some("C-1"));
    }
}
