//! The codes of this room.

use crate::finding::Code;

/// No tab fits the table (or too little of it is understood): none of its rows would be packed.
pub const TABLE_UNMATCHED: Code = Code::error("table-unmatched");
/// A column no field takes: its values are not packed.
pub const COLUMN_UNMATCHED: Code = Code::warning("column-unmatched");
/// A column was given to a field on a plausible name only. `number` is the confidence in percent.
pub const COLUMN_GUESSED: Code = Code::note("column-guessed");

pub const ALL: &[Code] = &[TABLE_UNMATCHED, COLUMN_UNMATCHED, COLUMN_GUESSED];
