//! Writes CSV parts and files into ZIP bundles; no bundle, part or total ever passes its cap.
//!
//! In: rows and files in tab order. Out: `Output` pieces and summaries. Whether something fits is decided
//! by worst case before a byte of it is written (`caps`), so nothing ever has to be taken back.
//!
//! It does not check values, and does not re-read what it wrote: the job does, by the reading side's code.

use super::caps::{self, Place, Question};
use super::codes::{FILE_PATH_TAKEN, FILE_PATH_UNFIT, PLAIN_CSV_NO_FILES, RECORD_OVER_CAP};
use super::large::Content;
use super::part::frame_bytes;
use super::row::write_row;
use super::writer::Writer;
use super::zip::{self, MAX_ENTRY, MAX_NAME};
use super::{BundleSummary, Output, deflate};
use crate::destination::Caps;
use crate::finding::Code;
use crate::text::hash::key64;
use std::collections::HashSet;

/// Largest part whatever the caps say: even its worst case stays an entry without ZIP64 sizes.
const MAX_PART: u64 = 3_500 << 20;
/// The longest row that is written: what reading takes. A longer one could not be looked at once more.
pub const MAX_ROW: u64 = 16 << 20;

/// How bundles are written.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Stem of the bundles' names: `zoho-desk` gives `zoho-desk_01.zip`.
    pub stem: String,
    pub caps: Caps,
    /// Plain CSV files instead of ZIPs.
    pub plain_csv: bool,
    /// Parts are `Tickets_01.csv`. Without, `Tickets.csv`: one of each tab in a bundle.
    pub numbered: bool,
    /// Number of the first output file.
    pub first_file: u32,
}

/// How full the packer is, for showing progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Bundles opened so far.
    pub bundles: u64,
    /// Bytes of the open bundle if it were closed now, at most; 0 when none is open.
    pub bytes: u64,
    /// What it may hold.
    pub cap: u64,
}

/// The writer. Call in tab order; drain `take` after each call.
pub struct Packer {
    settings: Settings,
    writer: Writer,
    tab: Option<Tab>,
    /// Rows in the open bundle, and the stems of the parts in it.
    rows: u64,
    stems: Vec<String>,
    /// Last part number of each file stem.
    numbers: Vec<(String, u32)>,
    /// Hashes of the folded paths of all files.
    paths: HashSet<u64>,
    /// The row at hand, encoded; kept to spare the allocation.
    row: Vec<u8>,
}

struct Tab {
    id: String,
    stem: String,
    /// The header row, encoded.
    header: Vec<u8>,
    /// Files lie between its rows: parts are cut rather than streamed.
    files: bool,
}

impl Packer {
    pub fn new(settings: Settings) -> Packer {
        let writer = Writer::new(&settings.stem, settings.plain_csv, settings.first_file);
        Packer {
            settings,
            writer,
            tab: None,
            rows: 0,
            stems: Vec::new(),
            numbers: Vec::new(),
            paths: HashSet::new(),
            row: Vec::new(),
        }
    }

    /// Starts a tab: its CSV parts carry `header`. Nothing is written until the first row.
    pub fn begin_tab(&mut self, tab: &str, file_stem: &str, header: &[&str]) {
        self.end_tab();
        let mut encoded = Vec::new();
        write_row(header, &mut encoded);
        self.tab =
            Some(Tab { id: tab.to_owned(), stem: file_stem.to_owned(), header: encoded, files: false });
    }

    /// Writes one row, opening a new part or bundle when a cap would break. Refused (with the code) when the
    /// row with the header alone breaks a cap, or no bundle is left under the caps: nothing was written then.
    /// Also refused outside a tab (`record-over-cap`): there is no part that could hold it.
    pub fn row(&mut self, values: &[&str]) -> Result<(), Code> {
        self.encode(values);
        let place = self.place(true, None)?;
        self.put_row(place);
        Ok(())
    }

    /// Writes one row and the file it speaks of into the same bundle, or neither. Of content that comes later nothing else
    /// may be written before [`Packer::end_file`].
    pub fn row_with_file(&mut self, values: &[&str], path: &str, content: Content<'_>) -> Result<(), Code> {
        let worst = content.worst();
        self.check_file(path, worst)?;
        self.encode(values);
        let place = self.place(true, Some((path, worst)))?;
        self.put_row(place);
        self.put_file(path, content);
        Ok(())
    }

    /// A piece of the file whose content comes later.
    pub fn file_bytes(&mut self, chunk: &[u8]) {
        self.writer.file_bytes(chunk);
    }

    /// That file is over; false if it is not the one that was looked at.
    pub fn end_file(&mut self) -> bool {
        self.writer.end_file()
    }

    /// Ends the tab and its last part.
    pub fn end_tab(&mut self) {
        self.writer.close_part();
        self.tab = None;
    }

    /// Whether a file of this size could still be written, in this bundle or the next. A row written in
    /// between may take the room: use `row_with_file` for both or neither.
    pub fn file_fits(&self, path: &str, bytes: u64) -> Result<(), Code> {
        self.check_file(path, bytes)?;
        self.place(false, Some((path, bytes))).map(|_| ())
    }

    /// Writes one file whole (an attachment) as an entry at `path`.
    pub fn file(&mut self, path: &str, bytes: &[u8]) -> Result<(), Code> {
        self.check_file(path, bytes.len() as u64)?;
        if self.place(false, Some((path, bytes.len() as u64)))? == Place::NewBundle {
            self.close_bundle();
        }
        self.put_file(path, Content::Whole(bytes));
        Ok(())
    }

    /// Closes what is open. Summaries in the order of the bundles.
    pub fn finish(&mut self) -> Vec<BundleSummary> {
        self.end_tab();
        self.close_bundle();
        self.writer.summaries()
    }

    fn close_bundle(&mut self) {
        self.writer.close_bundle();
        self.rows = 0;
        self.stems.clear();
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> Vec<Output> {
        self.writer.take()
    }

    /// Bytes written to all bundles so far.
    pub fn bytes_written(&self) -> u64 {
        self.writer.bytes_written()
    }

    /// How full the open bundle is.
    pub fn fill(&self) -> Fill {
        let bytes = self.writer.open_bytes(0).unwrap_or(0);
        Fill { bundles: u64::from(self.writer.opened()), bytes, cap: self.settings.caps.bundle_bytes }
    }

    /// The number of the next output file that nobody uses yet.
    pub fn next_file(&self) -> u32 {
        self.writer.next_file()
    }

    fn encode(&mut self, values: &[&str]) {
        self.row.clear();
        write_row(values, &mut self.row);
    }

    fn check_file(&self, path: &str, bytes: u64) -> Result<(), Code> {
        if self.settings.plain_csv {
            return Err(PLAIN_CSV_NO_FILES);
        }
        if !path_is_safe(path) {
            return Err(FILE_PATH_UNFIT);
        }
        if bytes > MAX_ENTRY {
            return Err(RECORD_OVER_CAP);
        }
        if self.paths.contains(&path_key(path)) { Err(FILE_PATH_TAKEN) } else { Ok(()) }
    }

    /// Where the encoded row, the file or both would go.
    fn place(&self, row: bool, file: Option<(&str, u64)>) -> Result<Place, Code> {
        let caps = &self.settings.caps;
        let (mut alone, mut open_with_row, mut one_part) = (0, None, self.settings.plain_csv);
        if row {
            let Some(tab) = &self.tab else { return Err(RECORD_OVER_CAP) };
            let row = self.row.len() as u64;
            let bytes = (tab.header.len() as u64).saturating_add(row);
            if bytes > caps.part_bytes.min(MAX_PART) || caps.part_rows == 0 || row > MAX_ROW {
                return Err(RECORD_OVER_CAP);
            }
            alone = match self.settings.plain_csv {
                true => bytes,
                false => deflate::bound(bytes) + frame_bytes(&self.part_name(tab)),
            };
            open_with_row = self.open_with_row(row);
            // A second part of the tab would take the name of the first.
            one_part |=
                self.rows >= caps.bundle_rows || (!self.settings.numbered && self.stems.contains(&tab.stem));
        }
        caps::place(
            caps,
            Question {
                open: self.writer.open_bytes(0),
                open_with_row,
                row: alone,
                file: file.map_or(0, |(path, bytes)| frame_bytes(path).saturating_add(bytes)),
                frame: if self.settings.plain_csv { 0 } else { zip::END_BYTES },
                one_part,
                closed: self.writer.closed_bytes(),
                opened: u64::from(self.writer.opened()),
            },
        )
    }

    /// The open bundle's size with `row` more bytes in its open part; `None` when no part is open or it is full.
    fn open_with_row(&self, row: u64) -> Option<u64> {
        let part = self.writer.part()?;
        let caps = &self.settings.caps;
        let fits = part.rows < caps.part_rows
            && self.rows < caps.bundle_rows
            && part.bytes.saturating_add(row) <= caps.part_bytes.min(MAX_PART);
        if fits { self.writer.open_bytes(row) } else { None }
    }

    fn next_number(&self, tab: &Tab) -> u32 {
        let last = self.numbers.iter().find(|(stem, _)| *stem == tab.stem);
        last.map_or(1, |(_, last)| last.saturating_add(1))
    }

    /// Of the next part of this tab.
    fn part_name(&self, tab: &Tab) -> String {
        if self.settings.numbered {
            format!("{}_{:02}.csv", tab.stem, self.next_number(tab))
        } else {
            format!("{}.csv", tab.stem)
        }
    }

    /// Writes the encoded row where it was placed.
    fn put_row(&mut self, place: Place) {
        match place {
            Place::NewBundle => self.close_bundle(),
            Place::NewPart => self.writer.close_part(),
            Place::Here => {}
        }
        let Some(tab) = &self.tab else { return };
        if self.writer.part().is_none() {
            let name = self.part_name(tab);
            let number = self.next_number(tab);
            match self.numbers.iter_mut().find(|(stem, _)| *stem == tab.stem) {
                Some((_, last)) => *last = number,
                None => self.numbers.push((tab.stem.clone(), number)),
            }
            self.stems.push(tab.stem.clone());
            self.writer.open_part(&tab.id, name, &tab.header);
        }
        self.rows += 1;
        self.writer.row(&self.row, tab.files);
    }

    fn put_file(&mut self, path: &str, content: Content<'_>) {
        if let Some(tab) = &mut self.tab {
            tab.files = true;
        }
        match content {
            Content::Whole(bytes) => self.writer.file(path, bytes),
            Content::Later(seen) => self.writer.open_file(path, seen),
        }
        self.paths.insert(path_key(path));
    }
}

/// Whether an entry of this path unpacks below the folder it is unpacked in, on any system, and cannot be
/// taken for a CSV part.
fn path_is_safe(path: &str) -> bool {
    let fine = |name: &str| !matches!(name, "" | "." | "..");
    let odd = |letter: char| letter.is_control() || matches!(letter, '\\' | ':');
    let like_part = !path.contains('/') && path.to_ascii_lowercase().ends_with(".csv");
    path.len() <= MAX_NAME && path.split('/').all(fine) && !path.contains(odd) && !like_part
}

/// Equal for paths that would overwrite each other where capitals do not count.
fn path_key(path: &str) -> u64 {
    key64(path.to_lowercase().as_bytes())
}
