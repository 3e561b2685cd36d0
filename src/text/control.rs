//! Finds control characters in text, sixteen bytes at a time.
//!
//! It only says that a closer look is worth its time. It does not tell which characters they are.

use wide::u8x16;

/// Whether the text may hold control characters other than tab and line ends: certainly if it has any, and seldom
/// if it has none (U+0080–U+00BF begin with the same byte as the C1 controls).
pub fn is_likely(text: &str) -> bool {
    is_likely_in(text.as_bytes())
}

/// The same of text that need not be UTF-8, as far as ASCII goes: of other bytes it knows nothing.
pub fn is_likely_in(bytes: &[u8]) -> bool {
    match bytes.last_chunk::<16>() {
        Some(last) => {
            let (wide, rest) = bytes.as_chunks::<64>();
            // Without a branch for each sixteen: line ends stand anywhere. The last block may overlap the one before it.
            let in_wide = |wide: &[u8; 64]| {
                wide.as_chunks::<16>()
                    .0
                    .iter()
                    .fold(u8x16::ZERO, |bad, block| bad | suspicious(block))
                    .to_bitmask()
                    != 0
            };
            wide.iter().any(in_wide) || rest.as_chunks::<16>().0.iter().chain([last]).any(in_block)
        }
        None => bytes.iter().any(|&byte| is_suspicious(byte)),
    }
}

fn is_suspicious(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || matches!(byte, 0x7F | 0xC2)
}

#[inline]
fn in_block(block: &[u8; 16]) -> bool {
    suspicious(block).to_bitmask() != 0
}

/// All ones where a byte is.
#[inline]
fn suspicious(block: &[u8; 16]) -> u8x16 {
    let bytes = u8x16::from(*block);
    let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
    let low = bytes.min(u8x16::splat(0x1F)).simd_eq(bytes);
    (low & !(is(b'\t') | is(b'\n') | is(b'\r'))) | is(0x7F) | is(0xC2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_seen() {
        for byte in (0..0x80).filter(|&byte: &u8| byte.is_ascii()) {
            for length in [1, 15, 16, 17, 31, 40] {
                for at in 0..length {
                    let mut text = vec![b'x'; length];
                    text[at] = byte;
                    let text = String::from_utf8(text).unwrap();
                    assert_eq!(is_likely(&text), is_suspicious(byte), "{byte} at {at} of {length}");
                }
            }
        }
        assert!(is_likely("お世話になっております。\u{85}"));
        assert!(!is_likely("お世話になっております。\r\n\tよろしくお願いいたします。"));
    }
}
