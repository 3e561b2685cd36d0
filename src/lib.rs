//! nizukuri: packs mail and help-desk data for a move to another service.
//!
//! In: the bytes of the sources, in any slices. Out: findings, and bundles ready to upload.
//! The crate does no I/O, reads no clock and draws no random numbers: equal sources, destination and
//! plan give equal bytes, natively and in the browser. `job` says which bytes it wants next.
#![forbid(unsafe_code)]

pub mod bundle;
pub mod job;
pub mod json;

pub use nizukuri_reading::{check, convert, destination, finding, source, text};
use nizukuri_reading::{kept, order};

#[cfg(target_arch = "wasm32")]
mod browser; // The only room that knows the browser.
