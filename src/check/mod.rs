//! Rules to findings: values, records, references across tabs. Words and output are not its business.

pub mod cell;
pub mod codes;
pub mod keys;
pub mod lane;
pub mod memo;
pub mod pending;
pub mod plain;
pub mod record;
