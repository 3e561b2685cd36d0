//! One CSV part while it grows: rows in, compressed bytes out, sums and worst case at every moment.

use super::deflate::{self, Deflate, HELD_BACK};
use super::sink::hex;
use super::zip::{self, Sizes};
use sha2::{Digest, Sha256};
use std::mem;

/// Rows are gathered to this size before they are compressed; where the compressor is called depends on
/// the rows alone, so that equal rows give equal bytes.
const FEED: usize = 64 * 1024;

/// An open CSV part.
pub struct Part {
    /// Id of its tab.
    pub tab: String,
    pub name: String,
    /// Rows without the header row.
    pub rows: u64,
    /// Uncompressed bytes, header row included.
    pub bytes: u64,
    /// Where its local header stands in the bundle, once that is written.
    pub offset: Option<u64>,
    /// Of an mbox, the chain of its messages' proofs.
    pub proof: Option<u64>,
    /// Compressed bytes that came out so far, and those of them not yet handed on.
    came: u64,
    out: Vec<u8>,
    unfed: Vec<u8>,
    crc: flate2::Crc,
    sha: Sha256,
}

impl Part {
    /// A part that begins with the header row (already encoded).
    pub fn new(tab: &str, name: String, header: &[u8]) -> Part {
        let mut part = Part {
            tab: tab.to_owned(),
            name,
            rows: 0,
            bytes: 0,
            offset: None,
            proof: None,
            came: 0,
            out: Vec::new(),
            unfed: Vec::with_capacity(FEED + 4096),
            crc: flate2::Crc::new(),
            sha: Sha256::new(),
        };
        part.add(header);
        part
    }

    /// Adds one encoded row.
    pub fn row(&mut self, row: &[u8], deflate: &mut Deflate) {
        self.rows += 1;
        self.add(row);
        if self.unfed.len() >= FEED {
            self.feed(deflate);
        }
    }

    /// Most bytes its entry can take in the bundle, with `more` bytes of rows to come: local header, data,
    /// descriptor, place in the directory.
    pub fn worst(&self, more: u64) -> u64 {
        let by_input = deflate::bound(self.bytes.saturating_add(more));
        let waiting = deflate::bound((self.unfed.len() as u64).saturating_add(more));
        let by_output = self.came.saturating_add(HELD_BACK).saturating_add(waiting);
        frame_bytes(&self.name).saturating_add(by_input.min(by_output))
    }

    /// Compressed bytes kept in memory.
    pub fn held(&self) -> usize {
        self.out.len()
    }

    /// Takes the compressed bytes there are.
    pub fn drain(&mut self) -> Vec<u8> {
        mem::take(&mut self.out)
    }

    /// Ends the data: what `drain` gives now is the last. Returns the sizes and the SHA-256.
    pub fn finish(&mut self, deflate: &mut Deflate) -> (Sizes, String) {
        self.feed(deflate);
        let before = self.out.len();
        deflate.finish(&mut self.out);
        self.came += (self.out.len() - before) as u64;
        let crc32 = mem::take(&mut self.crc).sum();
        let sha256 = hex(&mem::take(&mut self.sha).finalize());
        (Sizes { crc32, compressed: self.came, bytes: self.bytes }, sha256)
    }

    fn add(&mut self, bytes: &[u8]) {
        self.unfed.extend_from_slice(bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
    }

    fn feed(&mut self, deflate: &mut Deflate) {
        self.crc.update(&self.unfed);
        self.sha.update(&self.unfed);
        let before = self.out.len();
        deflate.push(&self.unfed, &mut self.out);
        self.came += (self.out.len() - before) as u64;
        self.unfed.clear();
    }
}

/// Bytes of an entry around its data, at most.
pub fn frame_bytes(name: &str) -> u64 {
    zip::local_bytes(name) + zip::DESCRIPTOR_BYTES + zip::central_bytes(name)
}
