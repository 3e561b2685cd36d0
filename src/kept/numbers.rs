//! A set of numbers of kept things, found by a key that the things themselves hold: some seven bytes each, where a map
//! would keep every key a second time.

use super::shards::{PIECES, piece_of};

/// A slot that holds no number.
const FREE: u32 = u32::MAX;
/// Slots of the smallest piece that is not empty.
const LEAST: usize = 8;

/// The set: pieces of unequal size, as in [`super::shards::Shards`], and for the same reason.
#[derive(Debug)]
pub struct Numbers(Vec<Piece>);

/// Slots, a power of two of them and at most three quarters full, and how many hold a number.
#[derive(Clone, Debug, Default)]
struct Piece {
    slots: Vec<u32>,
    used: usize,
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers(vec![Piece::default(); PIECES])
    }
}

impl Numbers {
    /// The number first added under a key equal to this one; if there is none, adds `number`. `key_of` gives the key
    /// of any number that was added.
    pub fn first(&mut self, key: u64, number: u32, key_of: &dyn Fn(u32) -> u64) -> Option<u32> {
        let mixed = mix(key);
        let piece = &mut self.0[piece_of(mixed)];
        if piece.used * 4 >= piece.slots.len() * 3 {
            piece.grow(key_of);
        }
        let mut at = mixed as usize & (piece.slots.len() - 1);
        loop {
            match piece.slots[at] {
                FREE => {
                    piece.slots[at] = number;
                    piece.used += 1;
                    return None;
                }
                there if key_of(there) == key => return Some(there),
                _ => at = (at + 1) & (piece.slots.len() - 1),
            }
        }
    }
}

impl Piece {
    fn grow(&mut self, key_of: &dyn Fn(u32) -> u64) {
        let mask = (self.slots.len() * 2).max(LEAST) - 1;
        let mut slots = vec![FREE; mask + 1];
        for &number in self.slots.iter().filter(|&&number| number != FREE) {
            let mut at = mix(key_of(number)) as usize & mask;
            while slots[at] != FREE {
                at = (at + 1) & mask;
            }
            slots[at] = number;
        }
        self.slots = slots;
    }
}

/// The high half says which piece, the low half which slot: keys may have no high half.
fn mix(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::key64;

    #[test]
    fn the_first_of_each_key_is_found_again() {
        // Full keys, short ones, and one that all share.
        for mask in [u64::MAX, (1 << 48) - 1, 0] {
            let key = |number: u32| key64(&(number % 3000).to_le_bytes()) & mask;
            let mut numbers = Numbers::default();
            for number in 0..9000 {
                let expected = match (mask, number) {
                    (0, 0) => None,
                    (0, _) => Some(0),
                    _ => (number >= 3000).then_some(number % 3000),
                };
                assert_eq!(numbers.first(key(number), number, &key), expected, "{mask:x} {number}");
            }
            let slots: usize = numbers.0.iter().map(|piece| piece.slots.len()).sum();
            assert!(mask == 0 || slots < 3000 * 5 / 2, "{slots}");
        }
    }
}
