//! From messages and rows to records of a destination's tabs.

pub mod codes;
pub mod matching;
