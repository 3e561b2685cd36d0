//! Where a context stands in its table, and what is kept of it there: its past, the answers it has seen.

/// Log₂ of the lines of a context's table. A line is 16 slots: a check, and 15 questions of four levels of a tree.
pub const LINES: u32 = 17;
pub const SLOTS: usize = 16 << LINES;
/// What a slot may hold, its past: how many answers were no and how many yes, in four bits each, and the last two of them.
pub const PASTS: usize = 1 << 10;
/// Of many answers, how many count once another one has come: what is new says more than what is old.
const FADED: [u16; 16] = [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7];
/// Weights of a context: by how often its answers were no and yes, up to seven each.
pub const AMOUNTS: usize = 64;

/// Where a context is that is not on its line: beside it, or nowhere yet. A check keeps contexts that fall on one line
/// apart; of both lines, the one that has seen less makes room.
pub fn other_line(slots: &mut [u16; SLOTS], line: usize, check: u16) -> usize {
    let beside = (line ^ 16) & (SLOTS - 1);
    if slots[beside] == check {
        return beside;
    }
    let amount = |past: u16| (past >> 6) + (past >> 2 & 15);
    let line =
        if amount(slots[beside | 1]) < amount(slots[(line | 1) & (SLOTS - 1)]) { beside } else { line };
    if let Some(fresh) = slots.get_mut(line..line + 16) {
        fresh.fill(0);
        fresh[0] = check;
    }
    line
}

/// A past with one answer more.
#[inline(always)]
pub fn after(past: u16, answer: u16) -> u16 {
    let (no, yes) = (past >> 6 & 15, past >> 2 & 15);
    let (same, other) = if answer == 1 { (yes, no) } else { (no, yes) };
    let (same, other) = ((same + 1).min(15), FADED[usize::from(other)]);
    let (no, yes) = if answer == 1 { (other, same) } else { (same, other) };
    no << 6 | yes << 2 | (past << 1 | answer) & 3
}

/// Which weight of a context a past calls for.
#[inline(always)]
pub fn amounts(past: u16) -> usize {
    usize::from((past >> 6 & 15).min(7) << 3 | (past >> 2 & 15).min(7))
}
