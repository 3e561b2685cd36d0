//! Decides where the next row and file go, by worst case and before anything is written.

use super::codes::{CAP_BUNDLES, CAP_TOTAL, RECORD_OVER_CAP};
use crate::destination::Caps;
use crate::finding::Code;

/// Where the next row or file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the open bundle; a row into the open part.
    Here,
    /// Into a new part of the open bundle.
    NewPart,
    NewBundle,
}

/// What the decision needs to know. All sizes in bytes, worst case.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The open bundle when closed as it is; `None` when none is open.
    pub open: Option<u64>,
    /// The same with the row in its open part; `None` when no part is open or it is full.
    pub open_with_row: Option<u64>,
    /// The row in a part of its own (0 without a row).
    pub row: u64,
    /// The file (0 without a file).
    pub file: u64,
    /// What a bundle takes beside its entries.
    pub frame: u64,
    /// The bundle can hold no further part: plain CSV files, one part of each tab, rows enough.
    pub one_part: bool,
    /// Final size of the bundles closed so far, and how many were opened.
    pub closed: u64,
    pub opened: u64,
}

/// Answers, or says which cap stands in the way.
pub fn place(caps: &Caps, question: Question) -> Result<Place, Code> {
    let Question { row, file, closed, .. } = question;
    let alone = sum(&[row, file, question.frame]);
    if alone > caps.bundle_bytes.min(caps.total_bytes) {
        return Err(RECORD_OVER_CAP);
    }
    if let Some(open) = question.open {
        let room = caps.bundle_bytes.min(caps.total_bytes.saturating_sub(closed));
        match question.open_with_row {
            _ if row == 0 && sum(&[open, file]) <= room => return Ok(Place::Here),
            Some(with_row) if sum(&[with_row, file]) <= room => return Ok(Place::Here),
            // A bundle that ran full ends here: in what is left, parts would only get smaller and smaller.
            Some(_) => {}
            None if row > 0 && !question.one_part && sum(&[open, row, file]) <= room => {
                return Ok(Place::NewPart);
            }
            None => {}
        }
    }
    if question.opened >= caps.bundles {
        return Err(CAP_BUNDLES);
    }
    if sum(&[closed, question.open.unwrap_or(0), alone]) > caps.total_bytes {
        return Err(CAP_TOTAL);
    }
    Ok(Place::NewBundle)
}

fn sum(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |sum: u64, part| sum.saturating_add(*part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPS: Caps = Caps {
        bundle_bytes: 1000,
        bundles: 2,
        total_bytes: 1800,
        part_bytes: u64::MAX,
        part_rows: u64::MAX,
        bundle_rows: u64::MAX,
        from: Vec::new(),
        when: Vec::new(),
    };
    const FIRST: Question = Question {
        open: None,
        open_with_row: None,
        row: 100,
        file: 0,
        frame: 98,
        one_part: false,
        closed: 0,
        opened: 0,
    };

    fn check(question: Question, expected: Result<Place, Code>) {
        assert_eq!(place(&CAPS, question), expected, "{question:?}");
    }

    #[test]
    fn a_row_goes_to_the_open_part_then_to_a_new_part_then_to_a_new_bundle() {
        check(FIRST, Ok(Place::NewBundle));
        let open = Question { open: Some(500), opened: 1, ..FIRST };
        check(Question { open_with_row: Some(1000), ..open }, Ok(Place::Here));
        check(Question { open_with_row: Some(1001), ..open }, Ok(Place::NewBundle));
        check(Question { open: Some(900), ..open }, Ok(Place::NewPart));
        check(Question { open: Some(901), ..open }, Ok(Place::NewBundle));
        check(Question { one_part: true, ..open }, Ok(Place::NewBundle));
    }

    #[test]
    fn a_row_and_its_file_stay_together() {
        let both = Question { open: Some(500), opened: 1, file: 450, open_with_row: Some(550), ..FIRST };
        check(both, Ok(Place::Here));
        check(Question { file: 451, ..both }, Ok(Place::NewBundle));
    }

    #[test]
    fn the_cap_in_the_way_is_named() {
        check(Question { row: 903, ..FIRST }, Err(RECORD_OVER_CAP));
        let full = Question { open: Some(950), opened: 2, ..FIRST };
        check(full, Err(CAP_BUNDLES));
        check(Question { opened: 1, row: 800, ..full }, Err(CAP_TOTAL));
        check(Question { opened: 1, row: u64::MAX, ..full }, Err(RECORD_OVER_CAP));
    }
}
