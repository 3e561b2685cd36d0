//! Cuts well-formed rows (RFC 4180) out of bytes, by bitmasks.
//!
//! In: bytes from a row's start. Out: one `Found` for each whole row and where its fields stand. At the
//! first row that is not well formed (a quote where none may be, a quote left open, a limit passed) it
//! stops and says so: `lenient` takes that row. It neither decodes nor takes doubled quotes out.

use super::super::Cell;
use super::scan::{self, BLOCK, Needles, prefix_xor};
use super::{MAX_FIELDS, MAX_ROW};

/// One whole row, in offsets of the bytes it was found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub start: usize,
    /// Where its text ends and its line end begins.
    pub stop: usize,
    /// Past its line end.
    pub end: usize,
    /// Line ends within its quoted fields.
    pub breaks: u64,
    /// Some field holds doubled quotes, still doubled in its cell.
    pub doubled: bool,
}

/// Why cutting stopped. Each holds the start of the row it stopped at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The row's end is not there yet; at the end of all input: nothing is left.
    More(usize),
    /// The row is not well formed.
    Odd(usize),
    /// The taker did not want this row now.
    Refused(usize),
}

/// Buffers and needles, kept from call to call.
pub struct Strict {
    needles: Needles,
    cells: Vec<Cell>,
}

/// What one block must know of the block before it.
struct Carry {
    /// All ones inside quotes.
    inside: u64,
    /// Bit 0: the byte before this block ended a field or a row.
    start: u64,
    /// Bit 0: the byte before this block was a closing quote.
    closed: u64,
    /// Bit 0: the byte before this block was a CR.
    cr: u64,
}

impl Strict {
    pub fn new(delimiter: u8) -> Strict {
        Strict { needles: Needles::new(delimiter), cells: Vec::new() }
    }

    /// Hands each whole row of `data[from..]` to `take`, with its cells (relative to the row's start, outer
    /// quotes left off); `take` answers whether to go on, else the row counts as not taken.
    /// `whole`: no bytes follow `data`.
    #[inline]
    pub fn run(
        &mut self,
        data: &[u8],
        from: usize,
        whole: bool,
        mut take: impl FnMut(&Found, &[Cell]) -> bool,
    ) -> Stop {
        let mut row = Found { start: from, ..Found::default() };
        let mut field = from;
        let mut base = from;
        let mut carry = Carry { inside: 0, start: 1, closed: 0, cr: 0 };
        // Filled once: the block that is not whole is the last.
        let mut tail = [0u8; BLOCK];
        self.cells.clear();
        while base < data.len() {
            if base.saturating_sub(row.start) > MAX_ROW || self.cells.len() > MAX_FIELDS {
                return Stop::Odd(row.start);
            }
            let rest = &data[base..];
            let (block, here) = match rest.first_chunk::<BLOCK>() {
                Some(block) => (block, u64::MAX),
                None => {
                    tail[..rest.len()].copy_from_slice(rest);
                    (&tail, (1u64 << rest.len()) - 1)
                }
            };
            if carry.inside != 0 && here == u64::MAX && scan::quotes(block) == 0 {
                // The middle of a long text: nothing can end here but its lines.
                let m = scan::breaks(block);
                row.breaks += u64::from((m.cr | (m.lf & !((m.cr << 1) | carry.cr))).count_ones());
                carry = Carry { inside: u64::MAX, start: 0, closed: 0, cr: m.cr >> 63 };
                base += BLOCK;
                continue;
            }
            let m = self.needles.masks(block);
            let inside = prefix_xor(m.quote) ^ carry.inside;
            let open = m.quote & inside;
            let close = m.quote & !inside;
            let after_cr = (m.cr << 1) | carry.cr;
            let pair = m.lf & after_cr;
            let ends = (m.cr | (m.lf & !pair)) & !inside;
            let structural = (m.delimiter & !inside) | ends;
            let edges = structural | (pair & !inside);
            let starts = (edges << 1) | carry.start;
            let closed = (close << 1) | carry.closed;
            let twins = open & closed;
            let breaks = (m.cr | (m.lf & !pair)) & inside;
            // A quote opens at a field's start or doubles a closing one; a closing one ends its field.
            let odd = ((open & !starts & !closed) | (closed & !(structural | open))) & here;

            let sound = if odd == 0 { u64::MAX } else { (1u64 << odd.trailing_zeros()) - 1 };
            let mut todo = structural & sound;
            let mut undone = u64::MAX;
            while todo != 0 {
                let bit = todo & todo.wrapping_neg();
                let at = base + todo.trailing_zeros() as usize;
                todo ^= bit;
                self.cells.push(cell(data, row.start, field, at));
                field = at + 1;
                if ends & bit == 0 {
                    continue;
                }
                row.stop = at;
                row.end = at + 1;
                if m.cr & bit != 0 {
                    match data.get(at + 1) {
                        Some(b'\n') => row.end = at + 2,
                        Some(_) => {}
                        None if whole => {}
                        None => return Stop::More(row.start),
                    }
                }
                if row.end - row.start > MAX_ROW || self.cells.len() > MAX_FIELDS {
                    return Stop::Odd(row.start);
                }
                let mine = undone & (bit - 1);
                row.doubled |= twins & mine != 0;
                row.breaks += u64::from((breaks & mine).count_ones());
                undone = !(bit | (bit - 1));
                if !take(&row, &self.cells) {
                    return Stop::Refused(row.start);
                }
                self.cells.clear();
                field = row.end;
                row = Found { start: row.end, ..Found::default() };
            }
            if odd != 0 {
                return Stop::Odd(row.start);
            }
            row.doubled |= twins & undone != 0;
            row.breaks += u64::from((breaks & undone).count_ones());
            carry = Carry {
                inside: ((inside as i64) >> 63) as u64,
                start: edges >> 63,
                closed: close >> 63,
                cr: m.cr >> 63,
            };
            base += BLOCK;
        }
        self.last(data, row, field, whole, carry.inside, take)
    }

    /// The row that runs to the end of the bytes.
    fn last(
        &mut self,
        data: &[u8],
        mut row: Found,
        field: usize,
        whole: bool,
        inside: u64,
        mut take: impl FnMut(&Found, &[Cell]) -> bool,
    ) -> Stop {
        let length = data.len().saturating_sub(row.start);
        if length > MAX_ROW || self.cells.len() >= MAX_FIELDS {
            return Stop::Odd(row.start);
        }
        if !whole || length == 0 {
            return Stop::More(row.start.min(data.len()));
        }
        // In the padded last block the bits past the end repeat the last state.
        if inside != 0 {
            return Stop::Odd(row.start);
        }
        self.cells.push(cell(data, row.start, field, data.len()));
        row.stop = data.len();
        row.end = data.len();
        if take(&row, &self.cells) { Stop::More(data.len()) } else { Stop::Refused(row.start) }
    }
}

/// The cell of `data[field..at]` relative to the row, without its quotes. The masks made sure that a field
/// which begins with a quote also ends with another one.
#[inline(always)]
fn cell(data: &[u8], row: usize, field: usize, at: usize) -> Cell {
    let quote = usize::from(data.get(field) == Some(&b'"'));
    Cell { start: (field + quote - row) as u32, end: (at - quote - row) as u32 }
}
