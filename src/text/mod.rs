//! Text without meaning: charsets, dates, addresses, folding, hashes. Knows no other room.

pub mod address;
pub mod charset;
pub mod control;
pub mod date;
pub mod fold;
pub mod hash;
#[cfg(target_arch = "wasm32")]
pub mod host;
