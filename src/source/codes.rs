//! The codes of this room.

use crate::finding::Code;

pub const SOURCE_EMPTY: Code = Code::error("source-empty");
pub const SOURCE_UNKNOWN: Code = Code::error("source-unknown");

pub const ALL: &[Code] = &[SOURCE_EMPTY, SOURCE_UNKNOWN];
