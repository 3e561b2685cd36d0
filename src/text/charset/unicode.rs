//! UTF-8 and UTF-16 to text, bytes without a meaning as U+FFFD (Encoding Standard §8.1, §14.2).

use super::Charset;
use encoding_rs::UTF_16LE;

/// Decodes UTF-8 to the end of `text`; gives how many U+FFFD it had to put there.
pub fn append_utf_8(bytes: &[u8], text: &mut String) -> u32 {
    let mut replaced = 0u32;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced = replaced.saturating_add(1);
            text.push('\u{fffd}');
        }
    }
    replaced
}

/// The same for UTF-16. What is cut short at the end is one U+FFFD, half a pair and half a unit together.
pub fn append_utf_16(bytes: &[u8], charset: Charset, text: &mut String) -> u32 {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let unit = |&pair: &[u8; 2]| {
        if charset == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let mut replaced = 0u32;
    for c in char::decode_utf16(pairs.iter().map(unit)) {
        replaced = replaced.saturating_add(u32::from(c.is_err()));
        text.push(c.unwrap_or('\u{fffd}'));
    }
    let half_pair = pairs.last().is_some_and(|pair| (0xd800..0xdc00).contains(&unit(pair)));
    if !odd.is_empty() && !half_pair {
        replaced = replaced.saturating_add(1);
        text.push('\u{fffd}');
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::super::foreign;
    use super::*;
    use encoding_rs::{UTF_8, UTF_16BE};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_what_the_standard_says(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0xd8u8..=0xdf, 0x80u8..=0xbf, 0xe0u8..=0xf4], 0..40)
        ) {
            for charset in [UTF_8, UTF_16LE, UTF_16BE] {
                let (mut ours, mut theirs) = (String::new(), String::new());
                let replaced = if charset == UTF_8 {
                    append_utf_8(&bytes, &mut ours)
                } else {
                    append_utf_16(&bytes, charset, &mut ours)
                };
                prop_assert_eq!(replaced, foreign::append(&bytes, charset, &mut theirs), "{}", charset.name());
                prop_assert_eq!(ours, theirs, "{}", charset.name());
            }
        }
    }
}
