//! Mail that is written next, read in the order it lies in.
//!
//! Messages are written by time, and may lie anywhere. Asking for them one by one costs a host far more than their bytes
//! (in Chromium a third of a millisecond and a kilobyte that never comes back for each part of a file), so those that
//! are written next are read together: in the order of their offsets, with what lies between them where that is little.
//! Of an mbox in a ZIP no part can be had: all of it is read for each window that has mail of it.

use super::index::Entry;
use crate::kept::blocks::Blocks;
use crate::order;
use crate::source::archive::EntryReader;

/// Bytes of messages that are read together, and how many more for each message of the run.
const LEAST: u64 = 32 << 20;
const PER_MESSAGE: u64 = 16;
/// Ranges that may be asked for in a run before more is read along between messages.
const RANGES: u64 = 4_000;
/// Messages that are read together at most: what is kept of their places must not outgrow them.
const PLACES: usize = 32 << 10;
/// What may lie between two messages of a range at least: as long as a range costs.
const GAP: u64 = 256 << 10;

/// The messages of a run: all of them, those that are written in their order, and how each is read that is read together
/// with others.
#[derive(Clone, Copy)]
pub struct Mail<'a> {
    pub entries: &'a Blocks<Entry>,
    pub order: &'a [u32],
    pub way: &'a dyn Fn(&Entry) -> Option<Way>,
}

/// How a message is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By itself.
    Part,
    /// With all of its source, so many bytes of a ZIP.
    Packed(u64),
}

/// Bytes of a leaf that are read for a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub leaf: u32,
    pub start: u64,
    pub end: u64,
    way: Way,
}

/// How messages are read together in a run.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Bytes of messages, at most.
    window: u64,
    /// Bytes between two messages of a range, at most.
    gap: u64,
    /// What a window will hold at most, if no message is larger: asked for once.
    room: usize,
}

/// A message's place in its source, and in what was read.
#[derive(Clone, Copy)]
struct Place {
    leaf: u32,
    way: Way,
    start: u64,
    bytes: u32,
    /// Where it begins in the store.
    at: usize,
}

impl Place {
    /// What is read for it and all others of its leaf, if that is packed.
    fn packed(&self) -> u64 {
        if let Way::Packed(bytes) = self.way { bytes } else { 0 }
    }

    fn end(&self) -> u64 {
        self.start + u64::from(self.bytes)
    }
}

/// Messages that are read together.
#[derive(Default)]
pub struct Window {
    /// The first message after them, in the order.
    pub end: usize,
    /// In the order they lie in.
    places: Vec<Place>,
    /// What is still to be asked for, last first.
    ranges: Vec<Range>,
    /// What makes bytes of the leaf of those that come.
    pub inflate: Option<EntryReader>,
    /// The next byte that comes, and the first place that is not filled.
    leaf: u32,
    at: u64,
    next: usize,
    /// The messages as they are written.
    store: Vec<u8>,
    /// How much of it was written.
    written: usize,
}

impl Reach {
    /// Bytes of a window where so many messages go.
    pub fn window(messages: usize) -> u64 {
        LEAST + PER_MESSAGE * messages as u64
    }

    /// What to read for all the mail of a run, and how many bytes that will be.
    pub fn plan(mail: &Mail<'_>) -> (Reach, u64) {
        let window = Reach::window(mail.order.len());
        // How many gaps there are of each length as a power of two, and what they come to.
        let mut gaps = [(0, 0); 64];
        let (mut at, mut bytes, mut ranges, mut room) = (0, 0, 0, 0);
        while at < mail.order.len() {
            let places = mail.places(at, window);
            at += places.len().max(1);
            if places.is_empty() {
                continue;
            }
            ranges += 1;
            let held = places.iter().map(|place| u64::from(place.bytes)).sum::<u64>();
            room = held.min(window).max(room);
            bytes += places
                .iter()
                .filter(|place| place.way == Way::Part)
                .map(|it| u64::from(it.bytes))
                .sum::<u64>();
            bytes += places.first().map_or(0, Place::packed);
            for pair in places.windows(2) {
                if pair[0].leaf != pair[1].leaf {
                    ranges += 1;
                    bytes += pair[1].packed();
                } else if pair[1].way == Way::Part && pair[1].start > pair[0].end() {
                    let gap = pair[1].start - pair[0].end();
                    let (count, sum) = &mut gaps[gap.ilog2() as usize];
                    (*count, *sum) = (*count + 1, *sum + gap);
                }
            }
        }
        let parted: u64 = gaps.iter().map(|(count, _)| count).sum();
        let mut left = ranges + parted;
        let mut gap = 1;
        for (count, sum) in gaps {
            if gap >= GAP && left <= RANGES {
                break;
            }
            gap <<= 1;
            left -= count;
            bytes += sum;
        }
        (Reach { window, gap, room: room as usize }, bytes)
    }
}

impl Mail<'_> {
    /// The messages from `at` that are read together, in the order they lie in. None if the first cannot be.
    fn places(&self, at: usize, window: u64) -> Vec<Place> {
        let (mut places, mut bytes): (Vec<Place>, u64) = (Vec::new(), 0);
        for &index in self.order.get(at..).unwrap_or_default().iter().take(PLACES) {
            let entry = &self.entries[index as usize];
            let Some(way) = (self.way)(entry) else { break };
            if bytes > 0 && bytes + u64::from(entry.bytes) > window {
                break;
            }
            places.push(Place {
                leaf: entry.leaf,
                way,
                start: entry.start(),
                bytes: entry.bytes,
                at: bytes as usize,
            });
            bytes += u64::from(entry.bytes);
        }
        let mut lying: Vec<u32> = (0..places.len() as u32).collect();
        let key = |at: u32| (places[at as usize].leaf, places[at as usize].start);
        order::numbers(&mut lying, &mut |a, b| key(a).cmp(&key(b)));
        lying.into_iter().map(|at| places[at as usize]).collect()
    }
}

impl Window {
    /// Begins the window of the messages from `at`; false if the first must be read otherwise.
    pub fn open(&mut self, mail: &Mail<'_>, at: usize, reach: Reach) -> bool {
        self.places = mail.places(at, reach.window);
        self.end = at + self.places.len();
        self.ranges.clear();
        for place in &self.places {
            match self.ranges.last_mut() {
                Some(range)
                    if range.leaf == place.leaf
                        && (range.way != Way::Part || place.start.saturating_sub(range.end) < reach.gap) =>
                {
                    range.end = range.end.max(place.end());
                }
                _ => {
                    let Place { leaf, start, way, .. } = *place;
                    self.ranges.push(Range { leaf, start, end: place.end(), way });
                }
            }
        }
        self.ranges.reverse();
        (self.next, self.written) = (0, 0);
        let bytes = self.places.iter().map(|place| place.bytes as usize).sum();
        self.store.clear();
        if self.store.capacity() < bytes {
            // Let go of first: growing would need both, and a wasm memory never shrinks.
            self.store = Vec::new();
            self.store.reserve_exact(bytes.max(reach.room));
        }
        self.store.resize(bytes, 0);
        bytes > 0
    }

    /// The next range, which will come from its first byte on; what is packed, from that of its leaf.
    pub fn ask(&mut self) -> Option<Range> {
        let range = self.ranges.pop()?;
        self.at = if range.way == Way::Part { range.start } else { 0 };
        self.leaf = range.leaf;
        self.inflate = None;
        Some(range)
    }

    /// The ranges after it, as far as they are small.
    pub fn ahead(&self, most: usize) -> Vec<Range> {
        let small =
            |range: &&Range| range.way == Way::Part && range.end - range.start <= crate::job::walk::SMALL;
        self.ranges.iter().rev().take_while(small).take(most).copied().collect()
    }

    /// The next bytes of the range.
    pub fn push(&mut self, chunk: &[u8]) {
        match self.inflate.take() {
            None => self.put(chunk),
            Some(mut inflate) => {
                inflate.push(chunk, &mut |bytes| self.put(bytes));
                self.inflate = Some(inflate);
            }
        }
    }

    /// Puts the next bytes of the leaf where they belong.
    fn put(&mut self, chunk: &[u8]) {
        let end = self.at + chunk.len() as u64;
        let here = |place: &&Place| place.leaf == self.leaf && place.start < end;
        while let Some(place) = self.places.get(self.next).filter(here) {
            // Some of it may have come before.
            let start = place.start.max(self.at);
            let stop = place.end().min(end);
            let to = place.at + (start - place.start) as usize;
            let part = &chunk[(start - self.at) as usize..(stop - self.at) as usize];
            self.store[to..to + part.len()].copy_from_slice(part);
            if stop < place.end() {
                break;
            }
            self.next += 1;
        }
        self.at = end;
    }

    /// The bytes of the message that is written next.
    pub fn take(&mut self, entry: &Entry) -> &[u8] {
        let start = self.written;
        self.written += entry.bytes as usize;
        self.store.get(start..self.written).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages of (leaf, start, bytes), where the leaf 9 cannot be read in parts.
    fn entries(of: &[(u32, u64, u32)]) -> Blocks<Entry> {
        let mut entries = Blocks::default();
        for &(leaf, start, bytes) in of {
            entries.push(Entry { leaf, bytes, ..Entry::default() }.at(start, None));
        }
        entries
    }

    fn byte(file: u32, at: u64) -> u8 {
        (at * 7 + u64::from(file) * 31) as u8
    }

    /// Reads all mail in windows, chunk by chunk, and says which ranges that took.
    fn check(of: &[(u32, u64, u32)], reach: Reach, ranges: &[(u32, u64, u64)]) {
        let entries = entries(of);
        let order: Vec<u32> = (0..of.len() as u32).collect();
        let way = |entry: &Entry| match entry.leaf {
            8 => Some(Way::Packed(50)),
            9 => None,
            _ => Some(Way::Part),
        };
        let mail = Mail { entries: &entries, order: &order, way: &way };
        for step in [1, 3, 1000] {
            let (mut window, mut at, mut asked) = (Window::default(), 0, Vec::new());
            while at < order.len() {
                if !window.open(&mail, at, reach) {
                    at += 1;
                    continue;
                }
                while let Some(Range { leaf, start, end, way }) = window.ask() {
                    asked.push((leaf, start, end));
                    // All of a leaf comes where no part can be had, and what lies behind the last message, too.
                    let range = if way == Way::Part { start..end } else { 0..end + 5 };
                    let bytes: Vec<u8> = range.map(|at| byte(leaf, at)).collect();
                    bytes.chunks(step).for_each(|chunk| window.push(chunk));
                }
                for entry in (at..window.end).map(|at| &entries[at]) {
                    let end = entry.start() + u64::from(entry.bytes);
                    let expected: Vec<u8> = (entry.start()..end).map(|at| byte(entry.leaf, at)).collect();
                    assert_eq!(window.take(entry), expected, "{entry:?}");
                }
                at = window.end;
            }
            assert_eq!(asked, ranges);
        }
    }

    #[test]
    fn mail_is_read_as_it_lies_and_written_in_its_order() {
        let reach = Reach { window: 100, gap: 8, room: 100 };
        check(&[(0, 30, 10), (0, 0, 10), (0, 14, 10)], reach, &[(0, 0, 40)]);
        check(&[(0, 20, 10), (0, 0, 10), (0, 38, 10)], reach, &[(0, 0, 10), (0, 20, 30), (0, 38, 48)]);
        check(&[(1, 10, 10), (0, 15, 10), (1, 0, 10), (0, 5, 10)], reach, &[(0, 5, 25), (1, 0, 20)]);
        check(&[(0, 0, 60), (0, 60, 60), (0, 120, 200)], reach, &[(0, 0, 60), (0, 60, 120), (0, 120, 320)]);
        check(&[(0, 5, 10), (9, 0, 7), (0, 0, 5)], reach, &[(0, 5, 15), (0, 0, 5)]);
        check(
            &[(8, 90, 10), (0, 7, 3), (8, 5, 10), (8, 30, 100)],
            reach,
            &[(0, 7, 10), (8, 5, 100), (8, 30, 130)],
        );
    }

    #[test]
    fn more_is_read_along_where_there_would_be_too_many_ranges() {
        let planned = |of: &[(u32, u64, u32)]| {
            let (entries, order) = (entries(of), (0..of.len() as u32).collect::<Vec<_>>());
            let way = |entry: &Entry| Some(if entry.leaf == 8 { Way::Packed(50) } else { Way::Part });
            let (reach, bytes) = Reach::plan(&Mail { entries: &entries, order: &order, way: &way });
            (reach.gap, bytes)
        };
        let apart = |count: u64, gap: u64| -> Vec<(u32, u64, u32)> {
            (0..count).map(|at| (0, at * (gap + 10), 10)).collect()
        };
        assert_eq!(planned(&[(8, 0, 10), (0, 50, 10), (8, 99 << 20, 10)]), (GAP, 60));
        assert_eq!(planned(&apart(100, 1 << 20)), (GAP, 1000));
        assert_eq!(planned(&apart(100, 1 << 10)), (GAP, 1000 + (99 << 10)));
        assert_eq!(planned(&apart(RANGES + 1, 1 << 20)), (2 << 20, (RANGES + 1) * 10 + (RANGES << 20)));
    }
}
