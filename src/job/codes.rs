//! The codes of this room.

use crate::finding::Code;

/// The host could not read a source to its end: nothing of it is packed.
pub const SOURCE_UNREADABLE: Code = Code::error("source-unreadable");
/// A row is the same to the letter as one packed before.
pub const RECORD_DUPLICATE: Code = Code::note("record-duplicate");
/// The record belongs to one that is held.
pub const PARENT_HELD: Code = Code::error("parent-held");

/// Every code of this room.
pub const ALL: &[Code] = &[SOURCE_UNREADABLE, RECORD_DUPLICATE, PARENT_HELD];
