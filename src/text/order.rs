//! One sort for all short lists: the standard library's is made anew for each type of item, some eight kilobytes of the
//! page each time. Not for lists as long as the input: each comparison is a call.

use std::cmp::Ordering;

/// Sorts; equal items stay in their order.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = ranked(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut open: Vec<Option<T>> = items.drain(..).map(Some).collect();
    for at in order {
        items.extend(open.get_mut(at).and_then(Option::take));
    }
}

/// The indices 0 to `count` in the order that `compare` gives them.
pub fn ranked(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_stable_sort() {
        let mut items: Vec<(u32, u32)> = (0..100).map(|n| (n * 37 % 10, n)).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        sort_by(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, expected);
        sort_by(&mut Vec::<u8>::new(), Ord::cmp);
    }
}
