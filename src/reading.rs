//! The lower rooms: bytes into messages, rows and records, and what is wrong with them.
//!
//! A crate of its own only because of how the page is built: these rooms are what gigabytes pass through, and are
//! compiled for speed; the rooms above are compiled for size. They know nothing of runs, bundles or hosts.
#![forbid(unsafe_code)]

pub mod check;
pub mod convert;
pub mod destination;
pub mod finding;
pub mod kept;
pub mod order;
pub mod source;
pub mod text;
