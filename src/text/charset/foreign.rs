//! Charsets of other languages to text, by the Encoding Standard: natively with encoding_rs, in the page with the
//! browser's own decoder. The tables of Chinese and Korean alone would be a fifth of the page.
//!
//! Bytes without a meaning give U+FFFD, as many as the standard says. Not for UTF-8, UTF-16 and ISO-2022-JP.

use super::Charset;

/// Decodes to the end of `text`; gives how many U+FFFD it had to put there.
#[cfg(not(target_arch = "wasm32"))]
pub fn append(bytes: &[u8], charset: Charset, text: &mut String) -> u32 {
    use encoding_rs::{DecoderResult, EUC_JP};
    let mut decoder = charset.new_decoder_without_bom_handling();
    let (mut read, mut replaced) = (0usize, 0u32);
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()));
        let (result, used) = decoder.decode_to_string_without_replacement(rest, text, true);
        read = read.saturating_add(used);
        match result {
            DecoderResult::InputEmpty => return replaced,
            DecoderResult::OutputFull => continue,
            DecoderResult::Malformed(length, after) => {
                let end = read.saturating_sub(usize::from(after));
                let bad = bytes.get(end.saturating_sub(usize::from(length))..end).unwrap_or_default();
                let known = if charset == EUC_JP { super::jis::ibm_extension(bad) } else { None };
                replaced = replaced.saturating_add(u32::from(known.is_none()));
                text.push(known.unwrap_or('\u{fffd}'));
            }
        }
    }
}

/// The same with the browser's decoder. Only GB18030 can write U+FFFD itself; it is counted as well.
#[cfg(target_arch = "wasm32")]
pub fn append(bytes: &[u8], charset: Charset, text: &mut String) -> u32 {
    let decoded = (crate::text::host::host().decode)(bytes, charset.name());
    text.push_str(&decoded);
    u32::try_from(decoded.matches('\u{fffd}').count()).unwrap_or(u32::MAX)
}
