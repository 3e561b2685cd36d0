//! Writes CSV parts and files into ZIP bundles; no bundle, part or total ever passes its cap.

use super::{BundleSummary, Output};
use crate::destination::Caps;
use crate::finding::Code;

/// How bundles are written.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Stem of the bundles' names: `zoho-desk` gives `zoho-desk_01.zip`.
    pub stem: String,
    pub caps: Caps,
    /// Plain CSV files instead of ZIPs.
    pub plain_csv: bool,
    /// Number of the first output file.
    pub first_file: u32,
}

/// The writer. Call in tab order; drain `take` after each call.
pub struct Packer {}

impl Packer {
    pub fn new(_settings: Settings) -> Packer {
        Packer {}
    }
    /// Starts a tab: its CSV parts carry `header`. Nothing is written until the first row.
    pub fn begin_tab(&mut self, _tab: &str, _file_stem: &str, _header: &[&str]) {}
    /// Writes one row, opening a new part or bundle when a cap would break. Refused (with the code) when the
    /// row with the header alone breaks a cap, or no bundle is left under the caps: nothing was written then.
    pub fn row(&mut self, _values: &[&str]) -> Result<(), Code> {
        Ok(())
    }
    pub fn end_tab(&mut self) {}
    /// Whether a file of this size could still be written: its row must only be written if so.
    pub fn file_fits(&self, _path: &str, _bytes: u64) -> Result<(), Code> {
        Ok(())
    }
    /// Writes one file whole (an attachment) as an entry at `path`.
    pub fn file(&mut self, _path: &str, _bytes: &[u8]) -> Result<(), Code> {
        Ok(())
    }
    /// Closes what is open.
    pub fn finish(&mut self) -> Vec<BundleSummary> {
        Vec::new()
    }
    /// What was written since the last call.
    pub fn take(&mut self) -> Vec<Output> {
        Vec::new()
    }
}
