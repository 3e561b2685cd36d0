//! Writes one bundle after another: parts and files in, ZIP bytes (or plain CSV files) out.
//!
//! A ZIP has one open entry at a time. A CSV part therefore waits in memory, compressed, until it ends or
//! passes `HELD_PART`: files may go before it meanwhile, and its sizes can stand in its local header.
//! Beyond that it goes out as it comes, with a data descriptor behind it. Caps are the packer's business.

use super::deflate::{CSV_LEVEL, Deflate};
use super::large::Open;
use super::mailbox::rewrite::chain;
use super::part::Part;
use super::sink::{Sink, hex};
use super::squeeze::{self, Squeeze};
use super::zip::{self, At, Directory, Method, Sizes};
use super::{BundleSummary, EntrySummary, Output, Proof, witness};
use sha2::{Digest, Sha256};
use std::mem;

/// How much of a compressed part is kept in memory.
const HELD_PART: usize = 4 << 20;

/// Writes what the packer has found room for.
pub struct Writer {
    /// A file being written in pieces.
    pub(super) open: Option<Open>,
    stem: String,
    plain: bool,
    first_file: u32,
    pub(super) sink: Sink,
    deflate: Deflate,
    pub(super) squeeze: Squeeze,
    pub(super) bundle: Option<Bundle>,
    part: Option<Part>,
    done: Vec<BundleSummary>,
    closed_bytes: u64,
    opened: u32,
    /// Bundles opened under this stem.
    numbered: u32,
}

pub struct Bundle {
    file: u32,
    name: String,
    pub(super) directory: Directory,
    pub(super) entries: Vec<EntrySummary>,
    /// Of mail.
    files: u64,
}

impl Writer {
    pub fn new(stem: &str, plain: bool, first_file: u32) -> Writer {
        Writer {
            open: None,
            stem: stem.to_owned(),
            plain,
            first_file,
            sink: Sink::default(),
            deflate: if plain { Deflate::off() } else { Deflate::new(CSV_LEVEL) },
            squeeze: Squeeze::new(),
            bundle: None,
            part: None,
            done: Vec::new(),
            closed_bytes: 0,
            opened: 0,
            numbered: 0,
        }
    }

    /// The open part.
    pub fn part(&self) -> Option<&Part> {
        self.part.as_ref()
    }

    /// The open bundle's name.
    pub fn bundle_name(&self) -> Option<&str> {
        self.bundle.as_ref().map(|bundle| bundle.name.as_str())
    }

    /// Bundles opened so far.
    pub fn opened(&self) -> u32 {
        self.opened
    }

    /// Bytes of the bundles closed so far.
    pub fn closed_bytes(&self) -> u64 {
        self.closed_bytes
    }

    /// Bytes of everything written so far.
    pub fn bytes_written(&self) -> u64 {
        self.sink.all_bytes()
    }

    /// Number of the next output file.
    pub fn next_file(&self) -> u32 {
        self.first_file.saturating_add(self.opened)
    }

    pub fn take(&mut self) -> Vec<Output> {
        self.sink.take()
    }

    /// The summaries of the closed bundles; they are handed over once.
    pub fn summaries(&mut self) -> Vec<BundleSummary> {
        mem::take(&mut self.done)
    }

    /// Most bytes the open bundle will have if it is closed with `row` more bytes in its open part.
    pub fn open_bytes(&self, row: u64) -> Option<u64> {
        let bundle = self.bundle.as_ref()?;
        if self.plain {
            return Some(self.part.as_ref().map_or(0, |part| part.bytes).saturating_add(row));
        }
        let part = self.part.as_ref();
        let before_part = part.and_then(|part| part.offset).unwrap_or(self.sink.bytes());
        let sizes = [part.map_or(0, |part| part.worst(row)), bundle.directory.bytes(), zip::END_BYTES];
        Some(sizes.iter().fold(before_part, |sum, size| sum.saturating_add(*size)))
    }

    /// Opens a part of the tab `tab`, and a bundle when none is open.
    pub fn open_part(&mut self, tab: &str, name: String, header: &[u8]) {
        if self.bundle.is_none() {
            self.open_bundle(self.plain.then(|| name.clone()));
        }
        let mut part = Part::new(tab, name, header);
        // A plain file has nothing before its rows: they may go out at once.
        part.offset = self.plain.then_some(0);
        self.part = Some(part);
    }

    /// Adds one encoded row to the open part. `files`: files lie between the rows, so that a long part is
    /// ended rather than left open in the bundle.
    pub fn row(&mut self, row: &[u8], files: bool) {
        let Some(part) = &mut self.part else { return };
        part.row(row, &mut self.deflate);
        if part.offset.is_none() && part.held() > HELD_PART {
            if files {
                return self.close_part();
            }
            part.offset = Some(self.sink.bytes());
            self.sink.write(&zip::local_header(&part.name, Method::Deflated, None, None));
        }
        if part.offset.is_some() && part.held() > 0 {
            self.sink.write(&part.drain());
        }
    }

    /// Ends the open part, if there is one. A plain file ends with it.
    pub fn close_part(&mut self) {
        self.end_part();
        if self.plain {
            self.close_bundle();
        }
    }

    /// Writes a file as an entry of the open bundle, or of a new one when none is open.
    pub fn file(&mut self, path: &str, bytes: &[u8]) {
        let Some(crc32) = self.put(path, bytes, None) else { return };
        let Some(bundle) = &mut self.bundle else { return };
        let sha256 = hex(&Sha256::digest(bytes));
        bundle.entries.push(EntrySummary::of_file(path.to_owned(), bytes.len() as u64, sha256, crc32));
    }

    /// Writes a file of the mailbox `group`: a message with its time (seconds UTC) and proof, or what lies beside them. Its
    /// summary is that of all of the mailbox.
    pub fn mail_file(&mut self, group: &str, path: &str, bytes: &[u8], message: Option<(Option<u32>, u64)>) {
        let time = message.and_then(|(time, _)| time);
        let Some(crc32) = self.put(path, bytes, time) else { return };
        let Some(bundle) = &mut self.bundle else { return };
        bundle.files += 1;
        let size = bytes.len() as u64;
        let proof = message.map_or(0, |(_, proof)| chain(0, proof));
        let (records, shown) = (u64::from(message.is_some()), witness(path, size, crc32, proof));
        if let Some(entry) = bundle.entries.last_mut().filter(|entry| entry.name == group)
            && let Some(Proof::Files { files, sum }) = &mut entry.proof
        {
            (*files, *sum) = (*files + 1, chain(*sum, shown));
            entry.bytes += size;
            entry.records += records;
            return;
        }
        let proof = Some(Proof::Files { files: 1, sum: chain(0, shown) });
        let (name, sha256, tab) = (group.to_owned(), String::new(), String::new());
        bundle.entries.push(EntrySummary { name, bytes: size, records, sha256, crc32: 0, tab, proof });
    }

    /// Files of mail in the open bundle.
    pub fn mail_files(&self) -> u64 {
        self.bundle.as_ref().map_or(0, |bundle| bundle.files)
    }

    /// Makes room for an entry in the open bundle, or in a new one.
    pub(super) fn begin_entry(&mut self) {
        if self.part.as_ref().is_some_and(|part| part.offset.is_some()) {
            self.end_part();
        }
        if self.bundle.is_none() {
            self.open_bundle(None);
        }
    }

    /// Writes an entry, and gives its CRC-32.
    fn put(&mut self, path: &str, bytes: &[u8], time: Option<u32>) -> Option<u32> {
        self.begin_entry();
        let bundle = self.bundle.as_mut()?;
        let squeezed = self.squeeze.squeeze(path, bytes);
        let method = squeeze::method(&squeezed);
        let data = squeezed.as_deref().unwrap_or(bytes);
        let crc32 = super::zip::crc32(bytes);
        let sizes = Sizes { crc32, compressed: data.len() as u64, bytes: bytes.len() as u64 };
        let offset = self.sink.bytes();
        self.sink.write(&zip::local_header(path, method, Some(sizes), time));
        self.sink.write(data);
        bundle.directory.add(path, method, sizes, At { offset, streamed: false, time });
        Some(crc32)
    }

    /// The stem of the bundles opened from now on; their numbers begin anew.
    pub fn name(&mut self, stem: &str) {
        self.stem = stem.to_owned();
        self.numbered = 0;
    }

    /// Says what the message just written to the open part must give when it is read again.
    pub fn prove(&mut self, proof: u64) {
        if let Some(part) = &mut self.part {
            part.proof = Some(chain(part.proof.unwrap_or(0), proof));
        }
    }

    /// Ends the open bundle, if there is one: only now its file is closed.
    pub fn close_bundle(&mut self) {
        self.end_part();
        let Some(bundle) = self.bundle.take() else { return };
        if !self.plain {
            let end = bundle.directory.finish(self.sink.bytes());
            self.sink.write(&end);
        }
        let (bytes, sha256) = self.sink.close();
        self.closed_bytes = self.closed_bytes.saturating_add(bytes);
        let Bundle { file, name, entries, .. } = bundle;
        self.done.push(BundleSummary { file, name, bytes, sha256, entries });
    }

    fn open_bundle(&mut self, name: Option<String>) {
        let file = self.next_file();
        self.opened = self.opened.saturating_add(1);
        self.numbered += 1;
        let name = name.unwrap_or_else(|| format!("{}_{:02}.zip", self.stem, self.numbered));
        self.sink.open(file, &name);
        self.bundle =
            Some(Bundle { file, name, directory: Directory::default(), entries: Vec::new(), files: 0 });
    }

    fn end_part(&mut self) {
        let (Some(mut part), Some(bundle)) = (self.part.take(), &mut self.bundle) else { return };
        let (sizes, sha256) = part.finish(&mut self.deflate);
        let offset = part.offset.unwrap_or(self.sink.bytes());
        let streamed = part.offset.is_some();
        if !streamed {
            self.sink.write(&zip::local_header(&part.name, Method::Deflated, Some(sizes), None));
        }
        self.sink.write(&part.drain());
        if streamed && !self.plain {
            self.sink.write(&zip::descriptor(sizes));
        }
        bundle.directory.add(&part.name, Method::Deflated, sizes, At { offset, streamed, time: None });
        bundle.entries.push(EntrySummary {
            name: part.name,
            bytes: sizes.bytes,
            records: part.rows,
            sha256,
            crc32: sizes.crc32,
            tab: part.tab,
            proof: part.proof.map(Proof::Mbox),
        });
    }
}
