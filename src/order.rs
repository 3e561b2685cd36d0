//! One sort for the whole program.
//!
//! Each type sorted by the standard library brings some 12 KB of machine code of its own, and the page has to carry
//! it. Here only positions are sorted, so there is one instance. [`sort`] is for short lists: it needs a second one of the
//! same length.

use std::cmp::Ordering;

/// Sorts a short list, stably.
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = positions(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    let mut slots: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| slots[at as usize].take()));
}

/// Positions in the order `compare` gives; equal ones keep theirs.
fn positions(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..length as u32).collect();
    numbers(&mut order, &mut |a, b| compare(a as usize, b as usize));
    order
}

/// Sorts numbers of things where they are; equal ones by number. For lists of any length.
pub fn numbers(order: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    order.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn equal_items_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
