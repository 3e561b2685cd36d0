//! Gathers written bytes into few large pieces for the host, and sums up each file as it grows.
//!
//! The pieces depend on the bytes alone, never on when they are taken.

use super::Output;
use sha2::{Digest, Sha256};
use std::mem;

/// Size of the pieces handed out; only a file's last piece is smaller. A message to the host costs far
/// more than copying half a megabyte.
pub const PIECE: usize = 512 * 1024;

/// The output queue. One file is open at a time.
#[derive(Default)]
pub struct Sink {
    queue: Vec<Output>,
    piece: Vec<u8>,
    hasher: Sha256,
    file: u32,
    bytes: u64,
    all_bytes: u64,
}

impl Sink {
    /// Opens output file `file`. The one before it must be closed.
    pub fn open(&mut self, file: u32, name: &str) {
        self.file = file;
        self.bytes = 0;
        self.hasher = Sha256::new();
        self.queue.push(Output::Open { file, name: name.to_owned() });
    }

    /// Adds bytes to the open file.
    pub fn write(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        self.all_bytes = self.all_bytes.saturating_add(bytes.len() as u64);
        let mut rest = bytes;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            rest = later;
            if self.piece.len() == PIECE {
                self.flush();
            }
        }
    }

    /// Bytes of the open file so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes of all files so far.
    pub fn all_bytes(&self) -> u64 {
        self.all_bytes
    }

    /// Closes the open file, and gives its size and SHA-256.
    pub fn close(&mut self) -> (u64, String) {
        self.flush();
        self.queue.push(Output::Close { file: self.file });
        (self.bytes, hex(&mem::take(&mut self.hasher).finalize()))
    }

    /// What can be written by now.
    pub fn take(&mut self) -> Vec<Output> {
        mem::take(&mut self.queue)
    }

    fn flush(&mut self) {
        if !self.piece.is_empty() {
            let bytes = mem::take(&mut self.piece);
            self.queue.push(Output::Write { file: self.file, bytes });
        }
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_large_and_do_not_depend_on_how_bytes_came() {
        let bytes: Vec<u8> = (0..PIECE * 2 + 77).map(|at| (at % 251) as u8).collect();
        let run = |step: usize| {
            let mut sink = Sink::default();
            sink.open(3, "a.zip");
            bytes.chunks(step).for_each(|chunk| sink.write(chunk));
            let sum = sink.close();
            (sum, sink.take())
        };
        let whole = run(bytes.len());
        assert_eq!(run(1013), whole);
        let sizes: Vec<usize> = whole
            .1
            .iter()
            .filter_map(|output| match output {
                Output::Write { bytes, .. } => Some(bytes.len()),
                _ => None,
            })
            .collect();
        assert_eq!(sizes, [PIECE, PIECE, 77]);
        assert_eq!(whole.0.0, bytes.len() as u64);
    }

    #[test]
    fn hexadecimal_is_lower_case_with_leading_zeros() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }
}
