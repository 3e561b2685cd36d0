//! Symbols as paths: frequent ones are told by few questions (a Huffman tree for each kind of byte).

use crate::KINDS;

/// No path is longer: a tree of 256 leaves cannot be deeper.
const LONGEST: usize = 255;

/// The trees. All follows from the lengths of the paths, which travel with the coded bytes.
pub struct Trees {
    /// By kind and symbol: how many questions, 0 where it never comes.
    pub lengths: [u8; KINDS * 256],
    /// By kind and symbol: the answers, first one highest.
    paths: [u32; KINDS * 256],
    /// By kind, node and answer: the next node, or `!symbol`.
    next: [i16; KINDS * 512],
}

impl Trees {
    pub const EMPTY: Self =
        Self { lengths: [0; KINDS * 256], paths: [0; KINDS * 256], next: [0; KINDS * 512] };

    /// Lengths from counts (by kind and symbol): the two rarest of what is left become one, again and again.
    pub fn plan(&mut self, counts: &[u32; KINDS * 256]) {
        self.lengths.fill(0);
        for kind in 0..KINDS {
            // To which group a symbol belongs, and how often that group comes.
            let mut group = [0_u8; 256];
            let mut often = [0_u64; 256];
            for symbol in 0..256 {
                group[symbol] = symbol as u8;
                often[symbol] = u64::from(counts[kind * 256 + symbol]);
            }
            while let Some(first) = rarest(&often, 256) {
                let Some(second) = rarest(&often, first) else {
                    // A symbol alone of its kind takes a question, too.
                    let alone = &mut self.lengths[kind * 256 + (first & 255)];
                    *alone = (*alone).max(1);
                    break;
                };
                for symbol in 0..256 {
                    let own = usize::from(group[symbol]);
                    if counts[kind * 256 + symbol] > 0 && (own == first || own == second) {
                        self.lengths[kind * 256 + symbol] += 1;
                        group[symbol] = second as u8;
                    }
                }
                often[second & 255] += often[first & 255];
                often[first & 255] = 0;
            }
        }
    }

    /// Whether every path fits in 32 answers.
    pub fn fit(&self) -> bool {
        self.lengths.iter().all(|length| *length <= 32)
    }

    /// Paths and nodes from the lengths: shorter paths first, then smaller symbols.
    pub fn grow(&mut self) {
        self.next.fill(0);
        for kind in 0..KINDS {
            let (mut nodes, mut path) = (1_i16, 0_u32);
            for length in 1..=LONGEST.min(32) {
                for symbol in 0..256 {
                    if usize::from(self.lengths[kind * 256 + symbol]) == length {
                        self.leaf(kind, symbol, path, length, &mut nodes);
                        path = path.wrapping_add(1);
                    }
                }
                path <<= 1;
            }
        }
    }

    fn leaf(&mut self, kind: usize, symbol: usize, path: u32, length: usize, nodes: &mut i16) {
        self.paths[(kind * 256 + symbol) & (KINDS * 256 - 1)] = path;
        let mut node = 0;
        for left in (1..length).rev() {
            let at = self.place(kind, node, path >> left & 1);
            if self.next[at] == 0 {
                self.next[at] = *nodes;
                *nodes += 1;
            }
            node = self.next[at] as u32;
        }
        let at = self.place(kind, node, path & 1);
        self.next[at] = !(symbol as i16);
    }

    fn place(&self, kind: usize, node: u32, answer: u32) -> usize {
        ((kind as u32 * 512 + node * 2 + answer) as usize) & (KINDS * 512 - 1)
    }

    /// The next node, or `!symbol`.
    pub fn step(&self, kind: usize, node: u32, answer: u32) -> i16 {
        self.next[self.place(kind, node, answer)]
    }

    /// The answers that lead to a symbol, from the highest bit on, and how many they are.
    pub fn path(&self, kind: usize, symbol: u8) -> (u32, u32) {
        let at = (kind * 256 + usize::from(symbol)) & (KINDS * 256 - 1);
        let length = u32::from(self.lengths[at]);
        (self.paths[at] << (32 - length.clamp(1, 32)), length)
    }
}

/// The group that comes least often, but not `other`.
fn rarest(often: &[u64; 256], other: usize) -> Option<usize> {
    let mut found: Option<usize> = None;
    for (group, count) in often.iter().enumerate() {
        if *count > 0 && group != other && found.is_none_or(|best| *count < often[best & 255]) {
            found = Some(group & 255);
        }
    }
    found
}
