//! The codes of this room.

use crate::finding::Code;

/// The host could not read a source to its end: nothing of it is packed.
pub const SOURCE_UNREADABLE: Code = Code::error("source-unreadable");
/// A row is the same to the letter as one packed before.
pub const RECORD_DUPLICATE: Code = Code::note("record-duplicate");
/// The record belongs to one that is held.
pub const PARENT_HELD: Code = Code::error("parent-held");

/// A row that was held before, put right by hand, stands for this one.
pub const ROW_REPLACED: Code = Code::note("row-replaced");
/// A held row has characters that the charset of its source lacks: it leaves in UTF-8, in a file of its own.
pub const HELD_AS_UTF8: Code = Code::note("held-as-utf-8");
/// An answer of the plan set another value.
pub const VALUE_SET: Code = Code::note("value-set");

/// Every code of this room.
pub const ALL: &[Code] =
    &[SOURCE_UNREADABLE, RECORD_DUPLICATE, PARENT_HELD, ROW_REPLACED, HELD_AS_UTF8, VALUE_SET];
