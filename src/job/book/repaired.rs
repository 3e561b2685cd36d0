//! Rows put right by hand: a dropped file of held rows says which rows its own replace (`bundle/papers/held.rs`).
//!
//! Which rows are replaced is known only when every file was read, and a replaced row must leave no trace in keys
//! and findings. So if any file says so, the survey reads all of them again; packing then knows from the start.

use crate::bundle::papers::held;
use crate::finding::{Code, Observation};
use crate::job::plan::TablePlan;
use crate::job::setup::Setup;
use crate::source::{Row, Spot};
use crate::text::hash::KeySet;

/// The keys of replaced rows, and what was seen of a record that may be one.
#[derive(Debug, Default)]
pub struct Repaired {
    /// Keys of all rows that are replaced; empty in the first reading.
    pub known: KeySet,
    /// Those read so far.
    pub found: KeySet,
    early: Vec<Early>,
}

/// Something seen about a record before the record itself.
#[derive(Debug)]
struct Early {
    spot: Spot,
    code: Code,
    field: String,
    found: String,
    used: String,
    number: u64,
}

impl Repaired {
    /// For a reading in which these rows are replaced.
    pub fn knowing(known: KeySet) -> Repaired {
        Repaired { known, ..Repaired::default() }
    }

    /// Notes what a row says it replaces.
    pub fn note(&mut self, mark: &str) {
        self.found.extend(held::marked(mark));
    }

    /// Whether another row stands for this one.
    pub fn replaces(&self, row: &Row<'_>) -> bool {
        !self.known.is_empty() && self.known.contains(&held::row_key(row.fields()))
    }

    /// The same for a record made from mail, by the name of its file and its id.
    pub fn replaces_made(&self, tab: &str, id: &str) -> bool {
        !self.known.is_empty() && self.known.contains(&made_key(tab, id))
    }

    /// Whether to wait for the record before telling what was seen of it: so it is if it may be a replaced one, or one
    /// that is not selected (`always`).
    pub fn waits(&mut self, always: bool, spot: Spot, seen: &Observation<'_>) -> bool {
        if (self.known.is_empty() && !always) || spot.record.is_none() {
            return false;
        }
        let (field, found, used) = (seen.field.to_string(), seen.found.to_string(), seen.used.to_string());
        self.early.push(Early { spot, code: seen.code, field, found, used, number: seen.number });
        true
    }

    pub fn is_waiting(&self) -> bool {
        !self.early.is_empty()
    }

    /// Tells what waited; or forgets it, as its record is replaced.
    pub fn end_wait(&mut self, replaced: bool, tell: &mut dyn FnMut(Spot, Observation<'_>)) {
        for early in std::mem::take(&mut self.early) {
            if !replaced {
                let seen = Observation::new(early.code).field(&early.field).found(&early.found);
                tell(early.spot, seen.used(&early.used).number(early.number));
            }
        }
    }
}

/// The file that held records of a tab made from mail go to.
pub fn made_source(tab: &str) -> String {
    format!("mail-{tab}")
}

/// The key of a record made from mail.
pub fn made_key(tab: &str, id: &str) -> u64 {
    held::row_key([made_source(tab).as_str(), id].into_iter())
}

/// What the plan says of a table; of a file of repaired rows what it says of the one they came from.
pub fn say<'s>(setup: &'s Setup, source: &str, header: &[String]) -> Option<&'s TablePlan> {
    let of = || header.iter().find_map(|name| held::source_of(name));
    setup.plan.tables.get(source).or_else(|| setup.plan.tables.get(of()?))
}
