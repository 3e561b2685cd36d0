//! The command-line twin: `nizukuri list|survey|pack PATH…`.
//!
//! It drives the same jobs as the worker in the page, over files. Exit 0: nothing held; 1: done, with errors or
//! held records; 2: it could not run, and one sentence on standard error says why.
#![forbid(unsafe_code)]

#[cfg(not(target_arch = "wasm32"))]
mod cli;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os())
}

/// The browser has its own entry, in `src/browser`.
#[cfg(target_arch = "wasm32")]
fn main() {}
