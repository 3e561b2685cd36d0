//! Files too large to be held: looked at once for what must be known before they are written, then written as they are read
//! again. So nothing grows with the size of a file.

use super::sink::hex;
use super::squeeze::{self, TRIAL};
use super::writer::Writer;
use super::zip::{self, At, Method, Sizes};
use super::{EntrySummary, deflate};
use sha2::{Digest, Sha256};

/// Up to this size a file is held whole: it then need not be read twice, and lies in its bundle with its sizes before it.
pub const HELD: u64 = 4 << 20;
/// Where the compressor is called depends on the file alone: not on how it was read.
const FEED: usize = 64 * 1024;

/// The first look at a file.
#[derive(Default)]
pub struct Look {
    head: Vec<u8>,
    bytes: u64,
    crc: flate2::Crc,
    sha: Sha256,
}

/// What it gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub bytes: u64,
    pub sha256: String,
    crc32: u32,
    deflated: bool,
}

impl Look {
    pub fn push(&mut self, chunk: &[u8]) {
        let room = TRIAL.saturating_sub(self.head.len()).min(chunk.len());
        self.head.extend_from_slice(&chunk[..room]);
        self.bytes += chunk.len() as u64;
        self.crc.update(chunk);
        self.sha.update(chunk);
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// `path`: where it is to lie, as its ending may say that it is compressed already.
    pub fn finish(&self, path: &str) -> Seen {
        let small = deflate::bound(self.bytes) <= zip::MAX_ENTRY;
        Seen {
            bytes: self.bytes,
            sha256: hex(&self.sha.clone().finalize()),
            crc32: self.crc.sum(),
            deflated: small && squeeze::Squeeze::new().is_worth_it(path, &self.head),
        }
    }
}

impl Seen {
    /// Most bytes its data can take in a bundle.
    pub fn worst(&self) -> u64 {
        if self.deflated { deflate::bound(self.bytes) } else { self.bytes }
    }
}

/// What goes with a row.
pub enum Content<'c> {
    Whole(&'c [u8]),
    /// Its bytes come later: [`Writer::file_bytes`].
    Later(Seen),
}

impl Content<'_> {
    pub fn worst(&self) -> u64 {
        match self {
            Content::Whole(bytes) => bytes.len() as u64,
            Content::Later(seen) => seen.worst(),
        }
    }
}

/// A file that is being written.
pub struct Open {
    path: String,
    seen: Seen,
    offset: u64,
    crc: flate2::Crc,
    bytes: u64,
    compressed: u64,
    unfed: Vec<u8>,
}

impl Writer {
    /// Begins an entry whose bytes follow.
    pub fn open_file(&mut self, path: &str, seen: Seen) {
        self.begin_entry();
        let (method, sizes) = match seen.deflated {
            true => (Method::Deflated, None),
            false => {
                let Seen { bytes, crc32, .. } = seen;
                (Method::Stored, Some(Sizes { crc32, compressed: bytes, bytes }))
            }
        };
        let offset = self.sink.bytes();
        self.sink.write(&zip::local_header(path, method, sizes, None));
        let (path, crc) = (path.to_owned(), flate2::Crc::new());
        self.open = Some(Open { path, seen, offset, crc, bytes: 0, compressed: 0, unfed: Vec::new() });
    }

    pub fn file_bytes(&mut self, chunk: &[u8]) {
        let Some(open) = &mut self.open else { return };
        open.crc.update(chunk);
        open.bytes += chunk.len() as u64;
        if !open.seen.deflated {
            return self.sink.write(chunk);
        }
        open.unfed.extend_from_slice(chunk);
        let whole = open.unfed.len() / FEED * FEED;
        let mut out = Vec::new();
        open.unfed[..whole].chunks(FEED).for_each(|piece| self.squeeze.push(piece, &mut out));
        open.unfed.drain(..whole);
        open.compressed += out.len() as u64;
        self.sink.write(&out);
    }

    /// The bytes are over; false if they are not those that were looked at.
    pub fn end_file(&mut self) -> bool {
        let Some(mut open) = self.open.take() else { return false };
        let crc32 = open.crc.sum();
        let streamed = open.seen.deflated;
        let mut method = Method::Stored;
        if streamed {
            let mut out = Vec::new();
            self.squeeze.push(&open.unfed, &mut out);
            self.squeeze.finish(&mut out);
            open.compressed += out.len() as u64;
            self.sink.write(&out);
            method = Method::Deflated;
        } else {
            open.compressed = open.bytes;
        }
        let Open { path, seen, offset, bytes, compressed, .. } = open;
        let sizes = Sizes { crc32, compressed, bytes };
        if streamed {
            self.sink.write(&zip::descriptor(sizes));
        }
        let whole = bytes == seen.bytes && crc32 == seen.crc32;
        let Some(bundle) = &mut self.bundle else { return false };
        bundle.directory.add(&path, method, sizes, At { offset, streamed, time: None });
        bundle.entries.push(EntrySummary::of_file(path, bytes, seen.sha256, crc32));
        whole
    }
}
