//! UTF-16 without a byte order mark, told by what its units would be.

use super::Charset;
use encoding_rs::{UTF_16BE, UTF_16LE};

/// Enough to judge by; the whole of a gigabyte would say the same.
const SAMPLE: usize = 1 << 16;

/// What the units are in one byte order.
#[derive(Default)]
struct Units {
    all: usize,
    /// ASCII text: in UTF-16 every second byte is NUL.
    ascii: usize,
    /// U+3000–30FF: every second byte is 0x30.
    kana: usize,
    /// Controls, private use, unpaired surrogates, non-characters.
    bad: usize,
}

impl Units {
    fn count(bytes: &[u8], charset: Charset) -> Units {
        let (pairs, _) = bytes.get(..SAMPLE).unwrap_or(bytes).as_chunks::<2>();
        let units = pairs.iter().map(|&pair| {
            if charset == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
        });
        let mut counts = Units::default();
        for c in char::decode_utf16(units) {
            counts.all += 1;
            match c.map(u32::from) {
                Ok(9 | 10 | 12 | 13 | 0x20..=0x7e) => counts.ascii += 1,
                Ok(0x3000..=0x30ff) => counts.kana += 1,
                Ok(0..=0x1f | 0x7f..=0x9f | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xfff0..=0xffff) | Err(_) => {
                    counts.bad += 1
                }
                Ok(_) => {}
            }
        }
        counts
    }

    /// Whether at least `percent` of the units are ASCII or kana, and hardly one is impossible.
    fn is_text(&self, percent: usize) -> bool {
        self.all > 0 && (self.ascii + self.kana) * 100 >= self.all * percent && self.bad * 50 <= self.all
    }
}

/// The byte order in which `bytes` are text by at least `percent` ASCII and kana.
pub fn order(bytes: &[u8], percent: usize) -> Option<Charset> {
    let (little, big) = (Units::count(bytes, UTF_16LE), Units::count(bytes, UTF_16BE));
    match (little.is_text(percent), big.is_text(percent)) {
        (true, true) if big.ascii + big.kana > little.ascii + little.kana => Some(UTF_16BE),
        (true, _) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        (false, false) => None,
    }
}

/// Whether `bytes` look like no text at all in this byte order.
pub fn contradicts(bytes: &[u8], charset: Charset) -> bool {
    let units = Units::count(bytes, charset);
    // Hiragana in UTF-16 can be printable ASCII throughout; plain ASCII read as UTF-16 has no kana.
    let is_ascii = bytes.is_ascii() && !bytes.contains(&0) && units.kana * 10 < units.all * 3;
    units.bad * 10 > units.all || is_ascii
}
