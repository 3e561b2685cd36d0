//! In which order messages are written, and how each is read for it.

use super::index::{Entry, Fate};
use super::window::{Reach, Way};
use crate::job::leaf::Leaf;
use crate::job::settle::Surveyed;
use crate::order;
use crate::source::sniff::Kind;
use std::collections::{HashMap, HashSet};

/// What is known of the mail of a packed source that goes to one mailbox.
struct Packed {
    first: i64,
    last: i64,
    /// The earliest and the latest of its places in the order by time.
    places: [u32; 2],
    messages: u32,
    /// Of the message last seen.
    record: u32,
    in_order: bool,
}

/// How often the bytes of packed sources may be read to write their mail by time.
const READINGS: u64 = 40;

/// The messages that go, mailbox by mailbox, by time; and the packed sources whose mail is read in windows. Mail of a
/// packed source that lies by time and that no other comes between is read at once. So is all of it where such sources
/// would have to be read too often: it stays as it lies, where its earliest message belongs.
pub fn in_order(surveyed: &Surveyed) -> (Vec<u32>, HashSet<u32>) {
    let entries = &surveyed.mail_index.entries;
    let group = |entry: &Entry| surveyed.groups.found[entry.folder as usize].group.unwrap_or(usize::MAX);
    // Counted first: a list that moves as it grows leaves a hole of its size.
    let goes = entries.iter().filter(|entry| entry.fate == Fate::Pack).count();
    let mut order: Vec<u32> = Vec::with_capacity(goes);
    order.extend((0..entries.len() as u32).filter(|&at| entries[at as usize].fate == Fate::Pack));
    // The order of dropping must not show.
    let by_time = |at: u32| {
        let entry = &entries[at as usize];
        (group(entry), entry.date(), entry.content)
    };
    order::numbers(&mut order, &mut |a, b| by_time(a).cmp(&by_time(b)));
    let mut packed: HashMap<(usize, u32), Packed> = HashMap::new();
    for (&at, place) in order.iter().zip(0..) {
        let entry = &entries[at as usize];
        if is_open(&surveyed.leaves[entry.leaf as usize]) {
            continue;
        }
        let (first, record) = (entry.date(), entry.record);
        let new = || Packed { first, last: first, places: [place; 2], messages: 0, record, in_order: true };
        let it = packed.entry((group(entry), entry.leaf)).or_insert_with(new);
        // Of the same second any order is one by time.
        it.in_order &= record >= it.record || entry.date() == it.last;
        (it.messages, it.places[1]) = (it.messages + 1, place);
        (it.record, it.last) = (record.max(it.record), entry.date());
    }
    let window = Reach::window(order.len());
    let apart = |it: &Packed| !it.in_order || it.places[1] - it.places[0] + 1 != it.messages;
    let mut parted: HashSet<u32> =
        packed.iter().filter(|(_, it)| apart(it)).map(|((_, leaf), _)| *leaf).collect();
    let bytes: u64 = parted.iter().map(|&leaf| surveyed.leaves[leaf as usize].bytes).sum();
    if bytes / window >= READINGS {
        parted.clear();
    }
    let rank = |at: u32| {
        let entry = &entries[at as usize];
        let whole = packed.get(&(group(entry), entry.leaf)).filter(|_| !parted.contains(&entry.leaf));
        match whole {
            Some(it) => (group(entry), it.first, entry.leaf, i64::from(entry.record), 0),
            None => (group(entry), entry.date(), u32::MAX, 0, entry.content),
        }
    };
    order::numbers(&mut order, &mut |a, b| rank(a).cmp(&rank(b)));
    (order, parted)
}

/// Whether parts of it can be read: an mbox as it was dropped.
fn is_open(leaf: &Leaf) -> bool {
    leaf.entry.is_none() && leaf.kind == Some(Kind::Mbox)
}

/// How a message is read in a window; none where its leaf is read at once.
pub fn way(surveyed: &Surveyed, parted: &HashSet<u32>, entry: &Entry) -> Option<Way> {
    let leaf = &surveyed.leaves[entry.leaf as usize];
    let want = leaf.want();
    let packed = parted.contains(&entry.leaf).then_some(Way::Packed(want.end - want.start));
    if is_open(leaf) { Some(Way::Part) } else { packed }
}
