//! Sets of numbers that lie close together, such as persons: a bit each, where a map would keep every number.

/// A set of numbers for each of some lists.
#[derive(Clone, Debug, Default)]
pub struct Bits(Vec<Vec<u64>>);

impl Bits {
    /// Takes a number of a list in.
    pub fn insert(&mut self, list: usize, number: u32) {
        if self.0.len() <= list {
            self.0.resize_with(list + 1, Vec::new);
        }
        let (word, bit) = place(number);
        let words = &mut self.0[list];
        if words.len() <= word {
            words.resize(word + 1, 0);
        }
        words[word] |= bit;
    }

    /// Takes a number of a list out.
    pub fn remove(&mut self, list: usize, number: u32) {
        let (word, bit) = place(number);
        if let Some(word) = self.0.get_mut(list).and_then(|words| words.get_mut(word)) {
            *word &= !bit;
        }
    }

    /// The numbers of a list, ascending.
    pub fn of(&self, list: usize) -> impl Iterator<Item = u32> {
        let words = self.0.get(list).map_or(&[][..], Vec::as_slice);
        let bits = |word: u64| (0..64_u32).filter(move |bit| word >> bit & 1 == 1);
        words.iter().enumerate().flat_map(move |(at, word)| bits(*word).map(move |bit| at as u32 * 64 + bit))
    }

    /// How many lists there may be numbers of.
    pub fn lists(&self) -> usize {
        self.0.len()
    }

    /// Whether no number of a list is in.
    pub fn none_of(&self, list: usize) -> bool {
        self.0.get(list).is_none_or(|words| words.iter().all(|word| *word == 0))
    }

    /// Whether no number is in.
    pub fn is_empty(&self) -> bool {
        (0..self.lists()).all(|list| self.none_of(list))
    }
}

/// Word and bit of a number.
fn place(number: u32) -> (usize, u64) {
    (number as usize / 64, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn numbers_come_back_ascending_each_in_its_list() {
        let mut bits = Bits::default();
        assert!(bits.is_empty() && bits.none_of(7));
        for number in [700, 0, 63, 64, 5, 700] {
            bits.insert(2, number);
        }
        bits.insert(0, 1);
        bits.remove(2, 5);
        bits.remove(2, 9_999);
        bits.remove(9, 1);
        assert_eq!(bits.of(2).collect::<Vec<_>>(), [0, 63, 64, 700]);
        assert_eq!((bits.of(0).collect::<Vec<_>>(), bits.of(1).count(), bits.lists()), (vec![1], 0, 3));
        bits.remove(0, 1);
        assert!(bits.none_of(0) && !bits.none_of(2));
    }
}
