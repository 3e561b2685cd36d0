//! Keys and references across tabs: which ids exist, and which are asked for in vain.
//!
//! Sources come in any order, so a reference is only settled when everything was read. A reference that
//! holds its record keeps about 20 bytes; one that does not is kept once per distinct value.

use super::pending::PendingList;
use crate::kept::blocks::Blocks;
use crate::kept::shards::Shards;
use crate::order;
use crate::text::hash::{KeyMap, KeySet, key64};
use std::collections::hash_map::Entry;

#[cfg(test)]
mod tests;

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

/// A reference whose failure is only told, once per distinct value.
#[derive(Clone, Debug)]
pub struct Soft {
    pub field: u16,
    /// The key that is asked for.
    pub target: u64,
    pub found: Box<str>,
    pub count: u64,
    /// The first few places.
    pub marks: Vec<Mark>,
}

/// How many places a value that is asked for in vain keeps.
const SOFT_MARKS: usize = 5;

/// What is kept of a record by its key. With the key 16 bytes, as it would be without `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    content: u32,
    /// The leaf it was read from, `UNSURVEYED` when the survey did not know of it; once it is to be written `PACKED`, and what the
    /// plan changed in it ([`Record::edits`]) in the place of the leaf, which nobody asks for any more. Of an earlier run's the
    /// same, and `UNSURVEYED` where its receipt does not say what was changed.
    ///
    /// [`Record::edits`]: crate::check::record::Record::edits
    from: u32,
}

/// The leaf of a record that no table lists.
pub const NO_LEAF: u32 = REST;
const PACKED: u32 = 1 << 31;
const UNSURVEYED: u32 = 1 << 30;
/// With `PACKED`: it was not written after all, and no other record gets its key.
const HELD: u32 = 1 << 29;
/// The rest of `from`.
const REST: u32 = HELD - 1;

impl Kept {
    fn is(self, flag: u32) -> bool {
        self.from & flag != 0
    }
}

/// The keys of one tab, and what its records refer to.
#[derive(Debug, Default)]
pub struct TabKeys {
    /// The place of every record is kept: a survey for the places of a finding.
    all_marks: bool,
    /// Key of the record's id → its content. One map for survey and pack, as it is the largest thing of both.
    keys: Shards<Kept>,
    /// Other fields that are referred to (an agent's address), by field index.
    fields: Vec<KeySet>,
    /// The same of records that were written.
    packed_fields: Vec<KeySet>,
    /// Address → id, for references through an address.
    listed: KeyMap<Box<str>>,
    /// Other id → id, where a row says both.
    others: KeyMap<Box<str>>,
    pub pending: PendingList,
    soft: Vec<Soft>,
    /// Where each of them stands.
    soft_at: KeyMap<u32>,
    /// Records with a blank that children would not allow: (field, own key, place).
    pub blanks: Blocks<(u16, u64, Mark)>,
    /// Keys of records that were read but are held: what refers to them is held with them.
    held: KeySet,
    /// Records an earlier run packed: key → content.
    before: Shards<Kept>,
    /// Those of them that the destination refused.
    failed: KeySet,
    /// Settled: records that must not have that blank.
    bad_blanks: KeySet,
}

impl TabKeys {
    pub fn new(all_marks: bool) -> TabKeys {
        TabKeys { all_marks, ..TabKeys::default() }
    }

    /// Claims a key for a record of `leaf` with this content.
    pub fn claim(&mut self, key: u64, content: u64, leaf: u32) -> KeyUse {
        let content = content as u32;
        match self.keys.entry(key) {
            Entry::Vacant(free) => {
                free.insert(Kept { content, from: leaf & REST });
                KeyUse::New
            }
            Entry::Occupied(known) => known.get().used(content),
        }
    }

    /// Forgets what was written: the same survey may be packed more than once.
    pub fn forget_packed(&mut self) {
        self.packed_fields.clear();
        self.keys.retain(|_, kept| {
            let surveyed = !kept.is(UNSURVEYED);
            kept.from &= !(PACKED | HELD);
            surveyed
        });
    }

    /// Claims a key for a record that is to be written: new is what was not written yet.
    pub fn pack(&mut self, key: u64, content: u64) -> KeyUse {
        let content = content as u32;
        match self.keys.entry(key) {
            Entry::Vacant(free) => {
                free.insert(Kept { content, from: PACKED | UNSURVEYED });
                KeyUse::New
            }
            Entry::Occupied(known) if known.get().is(PACKED) => known.get().used(content),
            Entry::Occupied(mut known) => {
                let from = known.get().from & UNSURVEYED | PACKED;
                known.insert(Kept { content, from });
                KeyUse::New
            }
        }
    }

    /// Notes what the plan changed in a record that is written.
    pub fn edited(&mut self, key: u64, edits: u32) {
        if let Entry::Occupied(mut known) = self.keys.entry(key) {
            let kept = known.get_mut();
            kept.from = kept.from & !REST | edits & REST;
        }
    }

    /// Notes that the record which claimed this key for writing does not go: no other one gets the key, as in the survey.
    pub fn keep_back(&mut self, key: u64) {
        if let Entry::Occupied(mut known) = self.keys.entry(key) {
            known.get_mut().from |= HELD;
        }
    }

    /// Whether [`TabKeys::pack`] would say that it had this record before, written or held.
    pub fn is_copy(&self, key: u64, content: u64) -> bool {
        self.keys.get(key).is_some_and(|kept| kept.is(PACKED) && kept.content == content as u32)
    }

    /// Whether a record has claimed this key so far: one that is to be written if `packed`, else one of the survey.
    pub fn is_claimed(&self, key: u64, packed: bool) -> bool {
        if packed { self.keys.get(key).is_some_and(|kept| kept.is(PACKED)) } else { self.has(key) }
    }

    /// Whether the record with this key, one that is to be written if `packed`, has another content.
    pub fn differs(&self, key: u64, content: u64, packed: bool) -> bool {
        let known = self.keys.get(key).filter(|kept| kept.is(PACKED) || !packed);
        known.is_some_and(|kept| kept.content != content as u32)
    }

    /// Gives a key back: its record is held.
    pub fn release(&mut self, key: u64) {
        self.keys.remove(key);
        self.held.insert(key);
    }

    /// Gives all keys back that were claimed for records of `leaf`.
    pub fn release_leaf(&mut self, leaf: u32) {
        let TabKeys { keys, held, .. } = self;
        keys.retain(|key, kept| {
            let of_leaf = kept.from == leaf;
            if of_leaf {
                held.insert(key);
            }
            !of_leaf
        });
    }

    /// Notes that the record with this key is held.
    pub fn hold(&mut self, key: u64) {
        self.held.insert(key);
    }

    pub fn is_held(&self, key: u64) -> bool {
        let of = |id: &str| self.held.contains(&key64(id.as_bytes()));
        self.held.contains(&key) || self.other(key).is_some_and(of)
    }

    /// Whether the survey found a record with this key that is not held.
    pub fn has(&self, key: u64) -> bool {
        self.keys.get(key).is_some_and(|kept| !kept.is(UNSURVEYED))
    }

    /// Notes a record that an earlier run packed.
    pub fn note_before(&mut self, key: u64, content: u32, edits: Option<u32>) {
        self.before.add(key, Kept { content, from: edits.map_or(UNSURVEYED, |edits| edits & REST) });
    }

    /// Nothing was packed earlier.
    pub fn forget_before(&mut self) {
        self.before = Shards::default();
    }

    /// Notes that the destination refused a record.
    pub fn note_failed(&mut self, key: u64) {
        self.failed.insert(key);
    }

    pub fn has_failed(&self, key: u64) -> bool {
        self.failed.contains(&key)
    }

    /// Whether an earlier run packed a record with this key.
    pub fn was(&self, key: u64) -> bool {
        self.before.get(key).is_some()
    }

    /// Whether an earlier run packed another content under this key, or changed something else in it.
    pub fn has_changed(&self, key: u64, content: u32, edits: Option<u32>) -> bool {
        let edited = |kept: &Kept| edits.is_some_and(|it| !kept.is(UNSURVEYED) && kept.from != it & REST);
        self.before.get(key).is_some_and(|kept| kept.content != content || edited(kept))
    }

    /// Whether a record with this key is at the destination already.
    pub fn is_there(&self, key: u64) -> bool {
        self.before.get(key).is_some() && !self.failed.contains(&key)
    }

    /// How many records an earlier run packed.
    pub fn count_before(&self) -> u64 {
        let pieces = 0..Shards::<Kept>::pieces();
        pieces.map(|piece| self.before.piece(piece, |kept| Some(kept.content)).len() as u64).sum()
    }

    /// Every key of the survey that a table has, with its content and what the plan changes in it (`edited`).
    pub fn each(&self, then: &mut dyn FnMut(u64, u32, u32)) {
        for piece in 0..Shards::<Kept>::pieces() {
            let listed = |kept: &Kept| !kept.is(UNSURVEYED) && kept.from & REST != NO_LEAF;
            let surveyed = |kept: &Kept| listed(kept).then_some((kept.content, kept.from & REST));
            let all = self.keys.piece(piece, surveyed);
            all.into_iter().for_each(|(key, (content, edits))| then(key, content, edits));
        }
    }

    /// Whether a record with this key was written.
    pub fn is_packed(&self, key: u64) -> bool {
        self.keys.get(key).is_some_and(Kept::is_written)
    }

    /// Notes the value of a field others refer to.
    pub fn note_field(&mut self, field: usize, value: u64) {
        note(&mut self.fields, field, value);
    }

    /// The same of a record that was written.
    pub fn note_packed_field(&mut self, field: usize, value: u64) {
        note(&mut self.packed_fields, field, value);
    }

    /// Whether any record has a value in this field.
    pub fn any_field(&self, field: usize) -> bool {
        self.fields.get(field).is_some_and(|values| !values.is_empty())
    }

    pub fn has_field(&self, field: usize, value: u64) -> bool {
        self.fields.get(field).is_some_and(|values| values.contains(&value))
    }

    pub fn has_packed_field(&self, field: usize, value: u64) -> bool {
        self.packed_fields.get(field).is_some_and(|values| values.contains(&value))
    }

    /// Remembers under which id an address is listed; the first wins.
    pub fn list(&mut self, address: u64, id: &str) {
        self.listed.entry(address).or_insert_with(|| id.into());
    }

    /// The record of this address goes by another id.
    pub fn list_anew(&mut self, address: u64, id: &str) {
        self.listed.insert(address, id.into());
    }

    pub fn listed(&self, address: u64) -> Option<&str> {
        self.listed.get(&address).map(|id| &**id)
    }

    /// Remembers another id by which the record with this one may be meant; the first wins.
    pub fn note_other(&mut self, other: u64, id: &str) {
        self.others.entry(other).or_insert_with(|| id.into());
    }

    /// The id of the record that goes by this one elsewhere. It may have joined yet another one.
    pub fn other(&self, other: u64) -> Option<&str> {
        let id = self.others.get(&other)?;
        let hash = key64(id.as_bytes());
        let joined = if self.has(hash) { None } else { self.others.get(&hash) };
        Some(joined.unwrap_or(id))
    }

    /// The record with this id is no other than that one.
    pub fn join_other(&mut self, other: u64, id: &str) {
        self.others.insert(other, id.into());
    }

    /// A record goes by another id than the one it was claimed by.
    pub fn rename(&mut self, from: u64, to: u64) {
        if let Entry::Occupied(known) = self.keys.entry(from) {
            let kept = known.remove();
            self.keys.add(to, kept);
        }
    }

    /// Whether any record goes by another id.
    pub fn knows_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// Notes a reference that does not hold its record.
    pub fn refer_softly(&mut self, field: u16, target: u64, found: &str, mark: Mark) {
        let next = self.soft.len();
        let key = target.rotate_left(17) ^ u64::from(field).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let at = *self.soft_at.entry(key).or_insert(next as u32) as usize;
        if at == next {
            self.soft.push(Soft { field, target, found: found.into(), count: 0, marks: Vec::new() });
        }
        let Some(soft) = self.soft.get_mut(at) else { return };
        soft.count += 1;
        if self.all_marks || soft.marks.len() < SOFT_MARKS {
            soft.marks.push(mark);
        }
    }

    /// The references that do not hold their records, by field and key.
    pub fn take_soft(&mut self) -> Vec<Soft> {
        self.soft_at = KeyMap::default();
        let mut all = std::mem::take(&mut self.soft);
        order::sort(&mut all, |a, b| (a.field, a.target).cmp(&(b.field, b.target)));
        all
    }

    /// Whether a record must not have the blank it has, because children were read.
    pub fn is_bad_blank(&self, key: u64) -> bool {
        self.bad_blanks.contains(&key)
    }

    pub fn mark_bad_blank(&mut self, key: u64) {
        self.bad_blanks.insert(key);
    }

    /// The keys of all records written or there from an earlier run, with what a receipt says of them
    /// (`source/receipt.rs`), ascending, in lists of bounded size.
    pub fn packed(&self, piece: usize) -> Vec<(u64, u64)> {
        let told = |kept: &Kept| 1 << 63 | u64::from(kept.from & REST) << 32 | u64::from(kept.content);
        let mut keys = self.keys.piece(piece, |kept| kept.is_written().then(|| told(kept)));
        let earlier = |kept: &Kept| if kept.is(UNSURVEYED) { u64::from(kept.content) } else { told(kept) };
        let mut before = self.before.piece(piece, |kept| Some(earlier(kept)));
        before.retain(|(key, _)| !self.is_packed(*key) && self.is_there(*key));
        if !before.is_empty() {
            keys.append(&mut before);
            keys.sort_unstable_by_key(|(key, _)| *key);
        }
        keys
    }

    /// How many lists [`TabKeys::packed`] gives.
    pub const fn packed_pieces() -> usize {
        Shards::<Kept>::pieces()
    }
}

impl Kept {
    fn is_written(&self) -> bool {
        self.is(PACKED) && !self.is(HELD)
    }

    fn used(self, content: u32) -> KeyUse {
        if self.content == content { KeyUse::Duplicate } else { KeyUse::Taken }
    }
}

fn note(fields: &mut Vec<KeySet>, field: usize, value: u64) {
    if fields.len() <= field {
        fields.resize_with(field + 1, KeySet::default);
    }
    fields[field].insert(value);
}
