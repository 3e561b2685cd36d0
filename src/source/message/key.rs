//! The key of a message's content: the same for the same mail in an mbox, an EML, with LF or CRLF.

use super::fields::{Fields, unfold};
use memchr::memchr;
use xxhash_rust::xxh3::Xxh3;

/// Hashes Message-ID, Date, From, Subject and the body (xxh3, 128 bit).
///
/// Of the fields the unfolded, trimmed raw values; of the body the bytes with CRLF and CR as LF and without
/// trailing line ends. Fed piece by piece, as a copy of a large body would double the memory.
pub(super) fn of(fields: &Fields<'_>, body: &[u8]) -> u128 {
    let mut hash = Xxh3::new();
    for name in ["message-id", "date", "from", "subject"] {
        hash.update(&unfold(fields.raw(name)));
        // No field holds a line end, so no two lists of values look the same.
        hash.update(b"\n");
    }
    let end = body.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
    let mut rest = &body[..end];
    while let Some(at) = memchr(b'\r', rest) {
        hash.update(&rest[..at]);
        rest = &rest[at + 1..];
        if !rest.starts_with(b"\n") {
            hash.update(b"\n");
        }
    }
    hash.update(rest);
    hash.digest128()
}
