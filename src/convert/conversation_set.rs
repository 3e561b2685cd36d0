//! Disjoint sets with path halving and union by smaller root: the result does not depend on the order.

use crate::kept::blocks::Blocks;

/// The sets. Elements are numbered from 0.
#[derive(Debug, Default)]
pub struct Sets {
    parent: Blocks<u32>,
}

impl Sets {
    /// Adds an element in a set of its own.
    pub fn push(&mut self) {
        self.parent.push(self.parent.len() as u32);
    }

    /// The element that stands for the set of `element`.
    pub fn find(&mut self, element: u32) -> u32 {
        let mut at = element;
        loop {
            let up = self.parent[at as usize];
            if up == at {
                return at;
            }
            let above = self.parent[up as usize];
            self.parent[at as usize] = above;
            at = above;
        }
    }

    /// Joins two sets.
    pub fn union(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
    }
}
