//! The codes of this room.

use crate::finding::Code;

pub const ALL: &[Code] = &[];
