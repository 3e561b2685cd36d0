//! From bytes to messages and rows. Knows `text`, and neither destinations nor rules.
//!
//! Everything here is pushed: chunks of any size go in, items come out through a [`Handler`], and the
//! result does not depend on how the input was cut. Nothing is skipped without an observation.

pub mod archive;
pub mod codes;
pub mod folder;
pub mod ignored;
pub mod mbox;
pub mod message;
pub mod reader;
pub mod receipt;
pub mod sniff;
pub mod table;

use crate::finding::Observation;
use crate::text::charset::Charset;
use crate::text::control;
use message::Flags;
use sniff::Kind;

/// Where in a source something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Index of the message or row, from 0; `None` for the file as a whole.
    pub record: Option<u64>,
    /// Line on which it begins, from 1 (tables only; else 0).
    pub line: u64,
    /// Bytes of the source it covers. From_ line included; a table row's line end included.
    pub start: u64,
    pub end: u64,
}

/// One message as framed, before parsing.
#[derive(Clone, Copy, Debug)]
pub struct RawMessage<'a> {
    pub spot: Spot,
    /// The From_ line without its line end; empty for an EML.
    pub from_line: &'a [u8],
    /// The RFC 5322 message: in an mbox one level of `>From ` quoting (mboxrd) is taken off.
    pub bytes: &'a [u8],
    /// What its container says a mail program noted of it (the end of an emlx).
    pub flags: Flags,
}

/// What is known of a table before its first row.
#[derive(Clone, Debug, PartialEq)]
pub struct TableHeader {
    /// Header names as decoded, in order; blank and duplicate ones kept as they are.
    pub names: Vec<String>,
    pub charset: Charset,
    /// `,`, `;`, tab or `|`.
    pub delimiter: u8,
    pub spot: Spot,
}

/// Where one field stands in the text of its row, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub start: u32,
    pub end: u32,
}

/// One row, decoded. Fields beyond the header are kept; missing ones read as empty.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub spot: Spot,
    /// Holds all fields, maybe with delimiters and quotes between them: rows are mostly borrowed as they stand.
    text: &'a str,
    cells: &'a [Cell],
    /// It is known that none of it is a control character other than tab and line ends.
    clean: bool,
}

impl<'a> Row<'a> {
    /// A row whose fields stand in `text` where `cells` says; a cell outside the text reads as empty.
    pub fn new(spot: Spot, text: &'a str, cells: &'a [Cell]) -> Row<'a> {
        Row { spot, text, cells, clean: false }
    }
    /// The field at `index`, empty when the row is too short.
    #[inline]
    pub fn get(&self, index: usize) -> &'a str {
        let Some(cell) = self.cells.get(index) else { return "" };
        self.text.get(cell.start as usize..cell.end as usize).unwrap_or("")
    }
    /// Whether control characters other than tab and line ends may be in it (`text::control`).
    pub fn may_hold_controls(&self) -> bool {
        !self.clean && control::is_likely(self.text)
    }
    /// How many fields the row has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }
    /// Whether the row has no field at all.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
    /// All its fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> {
        let row = *self;
        (0..row.len()).map(move |index| row.get(index))
    }
}

/// Fields put together one by one, for rows that cannot be borrowed.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    text: String,
    cells: Vec<Cell>,
}

impl Fields {
    /// Adds one field at the end. Rows are far below 4 GiB (`table::MAX_ROW`); beyond that fields read as empty.
    pub fn push(&mut self, field: &str) {
        let start = self.text.len();
        self.text.push_str(field);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.cells.push(Cell { start: place(start), end: place(self.text.len()) });
    }
    pub fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }
    /// The row made of the fields so far.
    pub fn row(&self, spot: Spot) -> Row<'_> {
        Row::new(spot, &self.text, &self.cells)
    }
}

/// Takes what a reader finds, in the order of the bytes.
pub trait Handler {
    /// What the source is, once its first bytes have told; only where that was not known before.
    fn recognised(&mut self, _: Kind) {}
    fn message(&mut self, raw: RawMessage<'_>);
    /// Called once per table, before its first row.
    fn header(&mut self, header: &TableHeader);
    fn row(&mut self, row: Row<'_>);
    /// A From_ line of an mbox: each is told once, whatever it was taken for.
    fn border(&mut self, _: mbox::Border<'_>) {}
    /// A piece of a receipt.
    fn receipt(&mut self, _: receipt::Item<'_>) {}
    /// Bytes of a file that is taken as it is.
    fn bytes(&mut self, _: &[u8]) {}
    /// Something about the bytes at `spot`; for a record, called just before the record itself.
    fn observe(&mut self, spot: Spot, observation: Observation<'_>);
}
