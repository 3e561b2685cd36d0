//! From messages and rows to records of a destination's tabs.

pub mod codes;
pub mod conversation;
mod conversation_set;
pub mod mail;
pub mod matching;
pub mod names;
pub mod people;
pub mod subject;
pub mod whole_name;
