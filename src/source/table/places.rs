//! From offsets in the framed text back to offsets in the source.
//!
//! Where rows are framed on the source's own bytes the two differ by nothing. Where lines are decoded
//! first, each line leaves a mark here; rows begin and end at line starts, so their spots stay exact.

use super::evidence::Trouble;
use std::collections::VecDeque;

/// One line that was decoded before framing.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where it begins in the framed text.
    pub at: u64,
    /// Where it begins in the source.
    pub source: u64,
    /// What was odd about decoding it.
    pub trouble: Option<Trouble>,
}

/// All lines not yet passed by a row.
#[derive(Debug, Default)]
pub struct Places {
    marks: VecDeque<Mark>,
    /// Where the next line will begin; `None` as long as text and source are the same bytes.
    tail: Option<(u64, u64)>,
}

impl Places {
    /// From here on lines are decoded: the text goes on at `at`, the source at `source`.
    pub fn begin(&mut self, at: u64, source: u64) {
        self.tail = Some((at, source));
    }

    /// A line was decoded from `source_bytes` bytes to `bytes` bytes of text.
    pub fn line(&mut self, bytes: usize, source_bytes: usize, trouble: Option<Trouble>) {
        let (at, source) = self.tail.unwrap_or_default();
        self.marks.push_back(Mark { at, source, trouble });
        self.tail = Some((at.saturating_add(bytes as u64), source.saturating_add(source_bytes as u64)));
    }

    /// Where the text `start..end` stands in the source. Starts must not go back.
    #[inline]
    pub fn source(&mut self, start: u64, end: u64) -> (u64, u64) {
        match self.tail {
            None => (start, end),
            Some(tail) => self.look_up(start, end, tail),
        }
    }

    fn look_up(&mut self, start: u64, end: u64, tail: (u64, u64)) -> (u64, u64) {
        while self.marks.get(1).is_some_and(|next| next.at <= start) {
            self.marks.pop_front();
        }
        let index = self.marks.partition_point(|mark| mark.at < end);
        let begins = self.marks.front().filter(|mark| mark.at <= start).map_or(start, |mark| mark.source);
        let ends = self.marks.get(index).map_or(tail.1, |mark| mark.source);
        (begins, ends)
    }

    /// What was odd about the lines of the row looked up last, which ends at `end` of the text.
    pub fn troubles(&self, end: u64) -> impl Iterator<Item = Trouble> {
        self.marks.iter().take_while(move |mark| mark.at < end).filter_map(|mark| mark.trouble)
    }
}
