//! From bytes to messages and rows. Knows `text`, and neither destinations nor rules.
//!
//! Everything here is pushed: chunks of any size go in, items come out through a [`Handler`], and the
//! result does not depend on how the input was cut. Nothing is skipped without an observation.

pub mod archive;
pub mod codes;
pub mod mbox;
pub mod message;
pub mod reader;
pub mod sniff;
pub mod table;

use crate::finding::Observation;
use crate::text::charset::Charset;

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

/// One row, decoded. Fields beyond the header are kept; missing ones read as empty.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub spot: Spot,
    /// All fields, one after another.
    pub text: &'a str,
    /// End of each field in `text`.
    pub ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// The field at `index`, empty when the row is too short.
    pub fn get(&self, index: usize) -> &'a str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..end]
    }
    /// How many fields the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
    /// Whether the row has no field at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Takes what a reader finds, in the order of the bytes.
pub trait Handler {
    fn message(&mut self, raw: RawMessage<'_>);
    /// Called once per table, before its first row.
    fn header(&mut self, header: &TableHeader);
    fn row(&mut self, row: Row<'_>);
    /// Something about the bytes at `spot`; for a record, called just before the record itself.
    fn observe(&mut self, spot: Spot, observation: Observation<'_>);
}
