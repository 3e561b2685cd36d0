//! A map by record keys that grows a piece at a time.
//!
//! A hash table moves to one of twice its size when it is full: for a moment both are there, then half of the new one
//! stays empty, and a wasm memory never gives back what it once took. Here keys are spread by their top bits over
//! pieces of unequal size, so that at any moment some pieces are full and some half empty: about 1.65 times what the
//! entries need, at any number of them, and a piece that moves is a small part of the whole.

use crate::text::hash::KeyMap;
use std::collections::hash_map::Entry;

/// How many pieces. The last has nearly twice the keys of the first.
pub(super) const PIECES: usize = 32;
/// The weights of all pieces together: piece `i` weighs `PIECES + i`.
const WEIGHT: usize = PIECES * PIECES + PIECES * (PIECES - 1) / 2;

/// Which piece each share of the key space belongs to, ascending.
const PIECE_OF: [u8; WEIGHT] = {
    let mut table = [0; WEIGHT];
    let (mut at, mut piece) = (0, 0);
    while piece < PIECES {
        let end = at + PIECES + piece;
        while at < end {
            table[at] = piece as u8;
            at += 1;
        }
        piece += 1;
    }
    table
};

/// The map. Pieces hold ascending ranges of keys.
#[derive(Debug)]
pub struct Shards<V>(Vec<KeyMap<V>>);

impl<V> Default for Shards<V> {
    fn default() -> Shards<V> {
        Shards((0..PIECES).map(|_| KeyMap::default()).collect())
    }
}

/// The piece a key belongs to.
pub(super) fn piece_of(key: u64) -> usize {
    let share = ((key >> 32) * WEIGHT as u64) >> 32;
    usize::from(PIECE_OF[share as usize])
}

impl<V> Shards<V> {
    pub fn entry(&mut self, key: u64) -> Entry<'_, u64, V> {
        self.0[piece_of(key)].entry(key)
    }

    pub fn get(&self, key: u64) -> Option<&V> {
        self.0[piece_of(key)].get(&key)
    }

    pub fn remove(&mut self, key: u64) -> Option<V> {
        self.0[piece_of(key)].remove(&key)
    }

    /// Adds a key; false when it was there.
    pub fn add(&mut self, key: u64, kept: V) -> bool {
        match self.entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(free) => {
                free.insert(kept);
                true
            }
        }
    }

    /// Takes out what `keep` does not want, in no order.
    pub fn retain(&mut self, mut keep: impl FnMut(u64, &mut V) -> bool) {
        for piece in &mut self.0 {
            piece.retain(|key, kept| keep(*key, kept));
        }
    }

    /// How many pieces [`Shards::piece`] gives.
    pub const fn pieces() -> usize {
        PIECES
    }

    /// What `choose` makes of the entries of one piece, by ascending key. All keys of the next piece are greater.
    pub fn piece<T>(&self, piece: usize, choose: impl Fn(&V) -> Option<T>) -> Vec<(u64, T)> {
        let entries = self.0.get(piece).into_iter().flatten();
        let mut chosen: Vec<(u64, T)> =
            entries.filter_map(|(key, kept)| Some((*key, choose(kept)?))).collect();
        chosen.sort_unstable_by_key(|(key, _)| *key);
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::key64;

    #[test]
    fn what_went_in_comes_out_in_order() {
        let mut map = Shards::default();
        let keys: Vec<u64> = (0..5000u32).map(|at| key64(&at.to_le_bytes())).chain([0, u64::MAX]).collect();
        for key in &keys {
            map.entry(*key).or_insert(*key as u32);
        }
        assert!(keys.iter().all(|key| map.get(*key) == Some(&(*key as u32))));
        map.retain(|key, _| key % 2 == 0 || key == u64::MAX);
        map.remove(0);
        let mut left: Vec<u64> =
            keys.into_iter().filter(|key| (key % 2 == 0 && *key > 0) || *key == u64::MAX).collect();
        left.sort_unstable();
        let all = (0..Shards::<u32>::pieces()).flat_map(|piece| map.piece(piece, |kept| Some(*kept)));
        assert!(all.map(|(key, _)| key).eq(left));
    }
}
