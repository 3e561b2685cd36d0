//! Charset labels, detection and decoding.
//!
//! Bytes and maybe a label become text, by the Encoding Standard's tables widened to what Japanese programs
//! write: CP932, CP50220–50222, eucJP-ms, JIS X 0212, half-width kana in seven and eight bits. A label
//! that agrees with its bytes is honoured; one that contradicts them is overruled and reported. It does not know
//! HZ, ISO-2022-KR or -CN, and does not undo text that was decoded wrongly and encoded again (`garbled` recognises it).

pub mod encode;
mod evidence;
mod foreign;
pub mod garbled;
mod japanese;
mod jis;
mod jis_0213;
mod label;
mod mixed;
#[cfg(test)]
mod properties;
mod tally;
#[cfg(test)]
mod tests;
mod unicode;
mod utf16;
mod utf7;
mod world;

use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A charset, as encoding_rs knows it. Shift_JIS is CP932, ISO-2022-JP includes CP50221's additions.
pub type Charset = &'static encoding_rs::Encoding;

/// What decoding gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The charset really used.
    pub used: Charset,
    /// The label was there, and the bytes contradict it. Never so for a label [`for_label`] does not know.
    pub mislabelled: bool,
    /// How many U+FFFD had to stand in for bytes no charset explains.
    pub replaced: u32,
    /// Some lines are in another charset than `used`, and were read in theirs.
    pub mixed: bool,
}

impl Decoded<'_> {
    /// Whether the only damage is a last character cut short.
    fn is_whole(&self) -> bool {
        self.replaced == 0 || (self.replaced == 1 && self.text.ends_with('\u{fffd}'))
    }
}

/// The charset a label means (case, quotes, spaces and vendor spellings such as cp932, x-sjis, cp50221, eucJP-ms are tolerated).
/// US-ASCII gives UTF-8, of which it is a part. `None` for labels nobody knows and charsets we cannot decode.
pub fn for_label(label: &str) -> Option<Charset> {
    label::read(label).map(|declared| declared.charset)
}

/// The name used in JSON and for people: `UTF-8`, `Shift_JIS`, `EUC-JP`, `ISO-2022-JP`, `UTF-16LE`, `windows-1252` …
pub fn name(charset: Charset) -> &'static str {
    charset.name()
}

/// Decodes by label when the bytes agree with it, else by evidence. ASCII and UTF-8 are borrowed. A byte
/// order mark wins over the label and is taken off.
pub fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    if let Some(text) = label.filter(|label| label::is_utf_7(label)).and_then(|_| utf7::decode(bytes)) {
        return Decoded { text: text.into(), used: UTF_8, mislabelled: false, replaced: 0, mixed: false };
    }
    let declared = label.and_then(label::read);
    if let Some(plain) = evidence::plain(bytes, declared) {
        return plain;
    }
    let judged = evidence::judge(bytes, declared);
    let decoded = decode_as(bytes, judged.charset);
    let decoded = mixed::decode(bytes, &decoded, declared).unwrap_or(decoded);
    Decoded { mislabelled: judged.mislabelled && !decoded.mixed, ..decoded }
}

/// Decodes what a person says is in `told`. Their word goes before the label and all weighing, but not before what cannot
/// be mistaken: byte order marks, UTF-16 and ISO-2022-JP by their bytes, valid UTF-8; nor where it makes no text.
pub fn decode_told<'a>(bytes: &'a [u8], told: Charset, label: Option<&str>) -> Decoded<'a> {
    let usual = decode(bytes, label);
    let certain = simdutf8::basic::from_utf8(bytes).is_ok() || usual.used == ISO_2022_JP;
    if certain || !is_ascii_based(usual.used) || byte_order_mark(bytes).is_some() {
        return usual;
    }
    let as_told = decode_as(bytes, told);
    if as_told.replaced > usual.replaced { usual } else { as_told }
}

/// Decodes as told, without second thoughts. The charset's own byte order mark is taken off.
pub fn decode_as(bytes: &[u8], charset: Charset) -> Decoded<'_> {
    let bytes = match byte_order_mark(bytes) {
        Some((marked, length)) if marked == charset => &bytes[length..],
        _ => bytes,
    };
    let (text, replaced) = decode_part(bytes, charset);
    Decoded { text, used: charset, mislabelled: false, replaced, mixed: false }
}

/// The most plausible charset of unlabelled bytes; pure ASCII gives UTF-8.
pub fn detect(bytes: &[u8]) -> Charset {
    match evidence::plain(bytes, None) {
        Some(plain) => plain.used,
        None => evidence::judge(bytes, None).charset,
    }
}

/// The charset a byte order mark names, and the mark's length in bytes.
pub fn byte_order_mark(bytes: &[u8]) -> Option<(Charset, usize)> {
    encoding_rs::Encoding::for_bom(bytes)
}

/// Decodes as told to the end of `text`; gives how many U+FFFD it had to put there. A byte order mark is text here.
pub fn decode_onto(bytes: &[u8], charset: Charset, text: &mut String) -> u32 {
    if charset == ISO_2022_JP {
        let (decoded, replaced) = jis::decode(bytes);
        text.push_str(&decoded);
        return replaced;
    }
    // It ends at the first other byte.
    if is_ascii_based(charset)
        && bytes.is_ascii()
        && let Ok(ascii) = std::str::from_utf8(bytes)
    {
        text.push_str(ascii);
        return 0;
    }
    append(bytes, charset, text)
}

/// Decodes what stands after a byte order mark or in the midst of a text; gives how many U+FFFD are in it for want of a
/// meaning.
pub fn decode_part(bytes: &[u8], charset: Charset) -> (Cow<'_, str>, u32) {
    if charset == ISO_2022_JP {
        return jis::decode(bytes);
    }
    if (charset == UTF_8 || (is_ascii_based(charset) && bytes.is_ascii()))
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return (Cow::Borrowed(text), 0);
    }
    let mut text = String::new();
    let replaced = append(bytes, charset, &mut text);
    (Cow::Owned(text), replaced)
}

/// Decodes to the end of `text`; gives how many U+FFFD it had to put there. Not for ISO-2022-JP.
fn append(bytes: &[u8], charset: Charset, text: &mut String) -> u32 {
    if charset == SHIFT_JIS || charset == EUC_JP {
        japanese::append(bytes, charset, text)
    } else if charset == UTF_8 {
        unicode::append_utf_8(bytes, text)
    } else if is_ascii_based(charset) {
        foreign::append(bytes, charset, text)
    } else {
        unicode::append_utf_16(bytes, charset, text)
    }
}

/// Whether bytes below 0x80 mean ASCII in it.
fn is_ascii_based(charset: Charset) -> bool {
    charset != UTF_16LE && charset != UTF_16BE
}
