//! References whose failure holds the record, written as closely as they can be: there are as many as records.
//!
//! They are added in the order of rows, so a place is told by its distance from the one before. About 20 bytes each,
//! in blocks: a `Vec` of them would take 40, and twice that while it grows.

use super::keys::Mark;

/// A reference whose failure holds the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// What an address beside a reference is good for, should the reference lead nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ByAddress {
    #[default]
    No,
    /// It would find or make the target if the plan allowed it.
    Offer,
    /// The plan allows it: this person is the target.
    Person(u32),
}

impl ByAddress {
    /// The person that is the target.
    pub fn person(self) -> Option<u32> {
        if let ByAddress::Person(person) = self { Some(person) } else { None }
    }
}

/// Bytes of one block.
const BLOCK: usize = 1 << 16;
/// More than any reference takes: two hashes and five numbers of up to ten bytes.
const LONGEST: usize = 80;

/// Bits of a reference's first number, below the field: what follows, and what is as in the one before.
const OFFER: u64 = 1;
const PERSON: u64 = 2;
const OTHER_LEAF: u64 = 4;
const SAME_CHILD: u64 = 8;
const FIELD: u32 = 4;

/// All references of a tab, in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct PendingList {
    blocks: Vec<Vec<u8>>,
    last: Pending,
}

impl PendingList {
    pub fn push(&mut self, next: &Pending) {
        if self.blocks.last().is_none_or(|block| block.len() + LONGEST > BLOCK) {
            // The first block grows as it needs: most lists stay short.
            let room = if self.blocks.is_empty() { 0 } else { BLOCK };
            self.blocks.push(Vec::with_capacity(room));
            self.last = Pending::default();
        }
        let Some(block) = self.blocks.last_mut() else { return };
        let last = std::mem::replace(&mut self.last, *next);
        let same_child = next.child == last.child;
        let other_leaf = next.mark.leaf != last.mark.leaf;
        let by_address = match next.by_address {
            ByAddress::No => 0,
            ByAddress::Offer => OFFER,
            ByAddress::Person(_) => PERSON,
        };
        let mut first = (u64::from(next.field) << FIELD) | by_address;
        first |= if other_leaf { OTHER_LEAF } else { 0 };
        first |= if same_child { SAME_CHILD } else { 0 };
        put(first, block);
        if other_leaf {
            put(u64::from(next.mark.leaf), block);
        }
        put(u64::from(next.mark.record.wrapping_sub(last.mark.record)), block);
        put(next.mark.start.wrapping_sub(last.mark.start), block);
        block.extend_from_slice(&next.target.to_le_bytes());
        if !same_child {
            block.extend_from_slice(&next.child.to_le_bytes());
        }
        if let ByAddress::Person(person) = next.by_address {
            put(u64::from(person), block);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Pending> {
        self.blocks.iter().flat_map(|block| Reading::of(block))
    }

    /// Gives every reference, in order, and lets go of what was given.
    pub fn drain(self) -> impl Iterator<Item = Pending> {
        self.blocks.into_iter().flat_map(|block| Reading::of(&block).collect::<Vec<_>>())
    }
}

/// Seven bits a byte, the lowest first; all but the last byte have the highest bit set.
fn put(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7F {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// One block as it is read.
struct Reading<'b> {
    rest: &'b [u8],
    last: Pending,
}

impl<'b> Reading<'b> {
    fn of(block: &'b [u8]) -> Reading<'b> {
        Reading { rest: block, last: Pending::default() }
    }

    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 || shift > 56 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn hash(&mut self) -> Option<u64> {
        let (hash, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u64::from_le_bytes(*hash))
    }
}

impl Iterator for Reading<'_> {
    type Item = Pending;

    fn next(&mut self) -> Option<Pending> {
        let first = self.number()?;
        let mut mark = self.last.mark;
        if first & OTHER_LEAF != 0 {
            mark.leaf = self.number()? as u32;
        }
        mark.record = mark.record.wrapping_add(self.number()? as u32);
        mark.start = mark.start.wrapping_add(self.number()?);
        let target = self.hash()?;
        let child = if first & SAME_CHILD == 0 { self.hash()? } else { self.last.child };
        let by_address = match first & (OFFER | PERSON) {
            0 => ByAddress::No,
            OFFER => ByAddress::Offer,
            _ => ByAddress::Person(self.number()? as u32),
        };
        self.last = Pending { field: (first >> FIELD) as u16, target, child, mark, by_address };
        Some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_address() -> impl Strategy<Value = ByAddress> {
        prop_oneof![Just(ByAddress::No), Just(ByAddress::Offer), any::<u32>().prop_map(ByAddress::Person)]
    }

    proptest! {
        #[test]
        fn any_references_come_back_as_they_were(
            all in prop::collection::vec(
                (any::<u16>(), any::<u64>(), 0..3u64, 0..3u32, any::<u32>(), any::<u64>(), by_address()), 0..200),
            times in 1..40usize,
        ) {
            let one = |&(field, target, child, leaf, record, start, by_address)| Pending {
                field, target, child, mark: Mark { leaf, record, start }, by_address,
            };
            let all: Vec<Pending> = all.iter().map(one).cycle().take(all.len() * times).collect();
            let mut list = PendingList::default();
            all.iter().for_each(|pending| list.push(pending));
            prop_assert!(list.iter().eq(all.iter().copied()));
            prop_assert!(list.drain().eq(all));
        }
    }

    #[test]
    fn the_reference_of_a_row_takes_twenty_bytes() {
        let mut list = PendingList::default();
        for row in 0..1000u64 {
            let mark = Mark { leaf: 2, record: row as u32, start: row * 750 };
            list.push(&Pending { field: 1, target: !row, child: row, mark, by_address: ByAddress::Offer });
        }
        let bytes: usize = list.blocks.iter().map(Vec::len).sum();
        assert!(bytes <= 20 * 1000 + 10, "{bytes}");
    }
}
