//! Tables whose entries are sums (exclusive or) of others, as those of CRC-32 are: only entries 1, 2, 4, … have to be told.

use crate::ROOM;

/// Tables there may be.
const TABLES: usize = 16;
/// Bytes of a table: 256 numbers of four bytes.
const LENGTH: usize = 1024;

/// Where such tables start, ascending; `u32::MAX` where there are no more.
pub struct Sums {
    pub starts: [u32; TABLES],
}

impl Sums {
    pub const NONE: Self = Self { starts: [u32::MAX; TABLES] };

    /// Looks for tables in a module.
    pub fn find(&mut self, module: &[u8]) {
        self.starts = [u32::MAX; TABLES];
        let (mut found, mut at) = (0, 0);
        while found < TABLES && at + LENGTH <= module.len() {
            if is_table(&module[at..at + LENGTH]) {
                self.starts[found] = at as u32;
                found += 1;
                at += LENGTH;
            } else {
                at += 1;
            }
        }
    }

    /// What stands at a place of the module if it is part of a table and follows from what stands before it.
    pub fn guess(&self, module: &[u8; ROOM], at: usize) -> Option<u8> {
        let start =
            self.starts.iter().map(|start| *start as usize).find(|start| at.wrapping_sub(*start) < LENGTH)?;
        let (first, second) = parts((at - start) / 4)?;
        let byte = |entry: usize| module[(start + entry * 4 + (at - start) % 4) & (ROOM - 1)];
        Some(byte(first) ^ byte(second))
    }
}

/// The two entries an entry is the sum of; none for 0 and powers of two.
fn parts(entry: usize) -> Option<(usize, usize)> {
    let first = entry & entry.wrapping_sub(1);
    (first > 0).then_some((first, entry & !first))
}

fn is_table(bytes: &[u8]) -> bool {
    let entry = |at: usize| [0, 1, 2, 3].map(|byte| bytes.get(at * 4 + byte).copied().unwrap_or(0));
    let is_sum = |at: usize| {
        parts(at).is_none_or(|(first, second)| {
            let (first, second) = (entry(first), entry(second));
            entry(at) == [0, 1, 2, 3].map(|byte: usize| first[byte & 3] ^ second[byte & 3])
        })
    };
    // Zeroes are cheap without it.
    entry(0) == [0; 4] && entry(1) != entry(0) && entry(2) != entry(4) && (3..256).all(is_sum)
}
