//! How the page carries its wasm: its bytes are predicted from what stands before them and only what is
//! unexpected is written down (`mix.rs`), which a general compressor, seeing bytes and no operations, cannot do.
//!
//! Texts of the page that are not needed at first are carried in the same way.
//!
//! Built to wasm it stands in the page, too, and unpacks there before the program starts; the same module packs when
//! the page is built. So both always know the same grammar and the same numbers.

#![cfg_attr(target_arch = "wasm32", no_std)]
#![deny(unsafe_code)]

mod alike;
mod grammar;
mod mix;
mod past;
mod reader;
mod seen;
mod sums;
mod tree;
mod walk;

#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "names to call by, and memory that both sides see")]
mod exports;
#[cfg(test)]
mod tests;

pub use walk::{Carriage, What};

/// Kinds of coded bytes. A power of two, so that an index is never out of bounds.
const KINDS: usize = 16;
/// Bytes of lengths of paths that travel with the coded ones: those of the kinds that are used.
pub const LENGTHS: usize = 13 * 256;
/// Bytes of a module, of a text, or of a stream, there may be.
pub const ROOM: usize = 1 << 21;
