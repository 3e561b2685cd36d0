//! The command-line twin.
#![forbid(unsafe_code)]

fn main() {}
