//! Records to upload files: CSV parts, ZIP bundles under the caps, and the papers that go with them.
//!
//! Knows records and findings; never reads a source.

mod caps;
pub mod codes;
mod deflate;
pub mod large;
pub mod mailbox;
pub mod packer;
pub mod papers;
mod part;
pub mod row;
pub mod sink;
mod squeeze;
pub mod words;
mod writer;
mod zip;
pub use zip::stored_zip;

/// What the job hands out. Files are numbered in the order they are opened; several may be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    Open {
        file: u32,
        name: String,
    },
    Write {
        file: u32,
        bytes: Vec<u8>,
    },
    /// The file is complete.
    Close {
        file: u32,
    },
}

/// One entry of a finished bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySummary {
    pub name: String,
    /// Uncompressed.
    pub bytes: u64,
    /// Rows without the header row, or messages; 0 for an attachment file.
    pub records: u64,
    /// Blank for [`Proof::Files`], as is the next.
    pub sha256: String,
    pub crc32: u32,
    /// The tab's id; empty for attachment files and mail.
    pub tab: String,
    /// Of mail: what its messages must give when they are read again (`mailbox::rewrite::chain`).
    pub proof: Option<Proof>,
}

impl EntrySummary {
    /// Of a file that goes along.
    fn of_file(name: String, bytes: u64, sha256: String, crc32: u32) -> EntrySummary {
        EntrySummary { name, bytes, records: 0, sha256, crc32, tab: String::new(), proof: None }
    }
}

/// What mail must give when it is read again: `mailbox::rewrite::chain` of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Mbox(u64),
    /// Files of one message each, and what belongs to them, as one entry of a summary: there may be hundreds of
    /// thousands of them, and `messages.csv` names each. `sum` is of their [`witness`]es.
    Files {
        files: u64,
        sum: u64,
    },
}

/// What shows that a file of mail is the one that was written: its path, sums, and [`mailbox::rewrite::proof`].
pub fn witness(path: &str, bytes: u64, crc32: u32, proof: u64) -> u64 {
    let path = crate::text::hash::key64(path.trim_end_matches('/').as_bytes());
    [bytes, u64::from(crc32), proof].into_iter().fold(path, mailbox::rewrite::chain)
}

/// One finished bundle (or a plain CSV file, when the plan asks for them).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleSummary {
    /// Its number among the output files.
    pub file: u32,
    pub name: String,
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
    pub entries: Vec<EntrySummary>,
}
