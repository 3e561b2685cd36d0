//! A list that grows by blocks: what is kept for every record of a large export.
//!
//! A `Vec` moves to one of twice its size when it is full. For a moment both are there, and half of the new one
//! stays empty; and a wasm memory never gives back what it once took.

/// Items of one block.
const BLOCK: usize = 1024;

/// Items in the order they were added.
#[derive(Clone, Debug)]
pub struct Blocks<T>(Vec<Vec<T>>);

impl<T> Default for Blocks<T> {
    fn default() -> Blocks<T> {
        Blocks(Vec::new())
    }
}

impl<T> Blocks<T> {
    pub fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(item),
            _ => {
                // The first block grows as it needs: most lists stay short.
                let room = if self.0.is_empty() { 4 } else { BLOCK };
                let mut block = Vec::with_capacity(room);
                block.push(item);
                self.0.push(block);
            }
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().flatten()
    }

    pub fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * BLOCK + last.len())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(index / BLOCK)?.get(index % BLOCK)
    }
}

impl<T> std::ops::Index<usize> for Blocks<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.0[index / BLOCK][index % BLOCK]
    }
}

impl<T> std::ops::IndexMut<usize> for Blocks<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.0[index / BLOCK][index % BLOCK]
    }
}

/// Lets go of each block when its last item was taken.
impl<T> IntoIterator for Blocks<T> {
    type Item = T;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_back_in_their_order() {
        for count in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let mut blocks = Blocks::default();
            (0..count).for_each(|item| blocks.push(item));
            assert_eq!((blocks.len(), blocks.is_empty(), blocks.get(count)), (count, count == 0, None));
            assert!((0..count).all(|item| blocks[item] == item));
            assert!(blocks.iter().copied().eq(0..count), "{count}");
            assert!(blocks.into_iter().eq(0..count), "{count}");
        }
    }
}
