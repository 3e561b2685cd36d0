//! What a run does: survey, pack, verify, and the ledger. Alone knows all the rooms.
//!
//! A job does no I/O. It says which bytes it wants, is given them in chunks of any size, and hands out bytes:
//!
//! ```text
//! while let Some(want) = job.wants() {
//!     for chunk in read(want) {            // or job.failed() when the host cannot read them
//!         job.push(chunk);
//!         for output in job.take() { sink.write(output) }
//!     }
//! }
//! ```

mod accounts;
mod agents;
mod answers;
mod book;
mod borders;
mod choices;
mod choose;
pub mod codes;
mod dispatch;
pub mod document;
pub mod error;
mod estimate;
mod fixes;
mod intake;
mod joined;
pub mod leaf;
mod learned;
mod ledger;
pub mod listing;
pub mod look;
pub mod mailbox;
pub mod messages;
mod named_files;
pub mod pack;
pub mod places;
pub mod plan;
mod previous;
pub mod rows;
pub mod sample;
pub mod search;
mod second_look;
pub mod settle;
pub mod setup;
mod stand_ins;
mod supplied;
pub mod survey;
mod verify;
mod walk;

use crate::bundle::Output;

/// A dropped file, as the host knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as dropped (`folder/inbox.mbox`), `/` separated. Unique within a run.
    pub name: String,
    pub bytes: u64,
}

/// Where wanted bytes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Index into the sources given at the start.
    Source(u32),
    /// A file this job wrote and closed: it is re-read to verify it.
    Output(u32),
}

/// A range of bytes the job needs next. Empty ranges are never asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    pub from: Origin,
    pub start: u64,
    pub end: u64,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// `reading`, `packing`, `verifying`.
    pub phase: &'static str,
    /// Bytes pushed of bytes that will be wanted, as far as known.
    pub done: u64,
    pub total: u64,
}

/// The push interface that the worker, the command-line twin, tests and fuzzing drive.
pub trait Job {
    /// The range wanted next; the same answer until all its bytes were pushed or `failed` was called.
    fn wants(&mut self) -> Option<Want>;
    /// Small whole ranges that will be wanted after the present one, in order, so that a host may read ahead.
    fn ahead(&self, _most: usize) -> Vec<Want> {
        Vec::new()
    }
    /// The next bytes of the wanted range, in any slices.
    fn push(&mut self, chunk: &[u8]);
    /// The host cannot read the rest of the wanted range: a finding, and the run goes on.
    fn failed(&mut self);
    /// What there is to write, in order. A piece at a time: to be asked until it gives nothing.
    fn take(&mut self) -> Vec<Output> {
        Vec::new()
    }
    fn progress(&self) -> Progress {
        Progress::default()
    }
}
