//! A receipt of an earlier run (`bundle/papers/receipt.rs`): which records it packed.
//!
//! In: its bytes, in any slices. Out: the destination it was for, and each key. It may hold millions of keys, so it
//! is not read as one JSON value: of all strings only those that stand where a key does are looked at. `format` and
//! `version` come first in it, and tell it apart.

use super::codes::RECEIPT_UNFIT;
use super::{Handler, Spot};
use crate::finding::Observation;

/// How every receipt begins, spaces left out.
const BEGINS: &[u8] = b"{\"format\":\"nizukuri-receipt\"";
/// Longer strings are neither keys nor names of tabs.
const LONGEST: usize = 256;

/// Whether a source that begins so is a receipt.
pub fn is_receipt(head: &[u8]) -> bool {
    let dense = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    head.starts_with(b"{") && dense.take(BEGINS.len()).eq(BEGINS)
}

/// What a receipt says, piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    Destination(&'a str),
    /// Of a record of this tab: the hash of its id, half of its content's, and what the plan changed in it. Receipts of
    /// earlier versions do not say that: 64 bits of an id, then one that is set where it is said, 31 of changes, 32 of content.
    Key {
        tab: &'a str,
        id: u64,
        content: u32,
        edits: Option<u32>,
    },
    /// It ended as it should. Without this word nothing of it counts.
    End,
}

/// Reads a receipt.
#[derive(Default)]
pub struct Framer {
    /// Braces and brackets open.
    depth: u32,
    in_string: bool,
    escaped: bool,
    text: Vec<u8>,
    /// The member at hand of the whole, and of its keys.
    member: String,
    tab: String,
    /// A string was just read that may name a member.
    last: String,
    version: u64,
    broken: bool,
}

impl Framer {
    pub fn push(&mut self, chunk: &[u8], to: &mut dyn Handler) {
        for &byte in chunk {
            if self.in_string {
                self.string_byte(byte, to);
            } else {
                self.byte(byte, to);
            }
        }
    }

    fn string_byte(&mut self, byte: u8, to: &mut dyn Handler) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.in_string = false;
                self.string(to);
                return;
            }
            _ => {}
        }
        if self.text.len() < LONGEST {
            self.text.push(byte);
        }
    }

    fn byte(&mut self, byte: u8, to: &mut dyn Handler) {
        match byte {
            b'"' => {
                self.in_string = true;
                self.text.clear();
            }
            b':' if self.depth == 1 => self.member = std::mem::take(&mut self.last),
            b':' if self.depth == 2 => self.tab = std::mem::take(&mut self.last),
            b'0'..=b'9' if self.depth == 1 && self.member == "version" => {
                self.version = self.version.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
            }
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.broken |= self.depth == 0;
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 && self.version == 1 && !self.broken {
                    to.receipt(Item::End);
                }
            }
            _ => {}
        }
    }

    /// A whole string was read.
    fn string(&mut self, to: &mut dyn Handler) {
        let text = std::str::from_utf8(&self.text).unwrap_or_default();
        if self.depth == 1 && self.member == "destination" {
            to.receipt(Item::Destination(text));
            self.member.clear();
        } else if self.depth == 3 && self.member == "keys" {
            match u128::from_str_radix(text, 16) {
                Ok(key) if text.len() == 32 => {
                    let edits = ((key >> 32) as u32 & !(1 << 31), key as u64 >> 63 == 1);
                    let edits = edits.1.then_some(edits.0);
                    let (id, content) = ((key >> 64) as u64, key as u32);
                    to.receipt(Item::Key { tab: &self.tab, id, content, edits });
                }
                _ => self.broken = true,
            }
        } else {
            self.last.clear();
            self.last.push_str(text);
        }
    }

    /// No more bytes come. One that broke off, or is of another version, is told about.
    pub fn finish(&mut self, to: &mut dyn Handler) {
        if self.depth > 0 || self.broken || self.version != 1 {
            let version = if self.version == 1 { String::new() } else { self.version.to_string() };
            to.observe(Spot::default(), Observation::new(RECEIPT_UNFIT).found(&version));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{RawMessage, Row, TableHeader};

    #[derive(Default, PartialEq, Debug)]
    struct Seen(Vec<String>);

    impl Handler for Seen {
        fn message(&mut self, _: RawMessage<'_>) {}
        fn header(&mut self, _: &TableHeader) {}
        fn row(&mut self, _: Row<'_>) {}
        fn observe(&mut self, _: Spot, seen: Observation<'_>) {
            self.0.push(seen.code.id.to_string());
        }
        fn receipt(&mut self, item: Item<'_>) {
            self.0.push(format!("{item:?}"));
        }
    }

    fn check(text: &str, expected: &[&str]) {
        for at in 0..=text.len() {
            let (mut seen, mut framer) = (Seen::default(), Framer::default());
            framer.push(&text.as_bytes()[..at], &mut seen);
            framer.push(&text.as_bytes()[at..], &mut seen);
            framer.finish(&mut seen);
            assert_eq!(seen.0, expected, "cut at {at} of {text}");
        }
    }

    const WHOLE: &str = r#"{"format": "nizukuri-receipt", "version": 1, "destination": "d",
        "plan": {"keys": {"x": ["not a key"]}, "a\"": "keys"}, "bundles": [{"name": "a]}.zip"}],
        "keys": { "t": ["00000000000000010000000000000002","ffffffffffffffff80000007ffffffff"], "u": [] }}"#;

    #[test]
    fn keys_are_told_by_tab_however_the_receipt_is_cut() {
        let key = |id: u64, content: u32, edits| format!("{:?}", Item::Key { tab: "t", id, content, edits });
        let (one, two) = (key(1, 2, None), key(u64::MAX, u32::MAX, Some(7)));
        check(WHOLE, &["Destination(\"d\")", &one, &two, "End"]);
        assert!(is_receipt(WHOLE.as_bytes()) && is_receipt(b"{\n\"format\" : \"nizukuri-receipt\" ,"));
        assert!(!is_receipt(b"{\"format\": \"nizukuri-manifest\"") && !is_receipt(b""));
    }

    #[test]
    fn what_broke_off_or_is_of_another_version_counts_for_nothing() {
        check(
            &WHOLE[..WHOLE.len() - 1],
            &[
                "Destination(\"d\")",
                &format!("{:?}", Item::Key { tab: "t", id: 1, content: 2, edits: None }),
                &format!("{:?}", Item::Key { tab: "t", id: u64::MAX, content: u32::MAX, edits: Some(7) }),
                "receipt-unfit",
            ],
        );
        check(r#"{"format":"nizukuri-receipt","version":12,"keys":{}}"#, &["receipt-unfit"]);
        check(r#"{"format":"nizukuri-receipt","version":1,"keys":{"t":["zz"]}}"#, &["receipt-unfit"]);
    }
}
