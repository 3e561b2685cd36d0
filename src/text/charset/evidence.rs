//! Which charset the bytes themselves speak for, and whether a label stands against that.

use super::label::Declared;
use super::tally::{self, PLAUSIBLE, Tally};
use super::{Charset, Decoded, byte_order_mark, decode_as, is_ascii_based, jis, utf16, world};
use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// What decoding should use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    pub charset: Charset,
    pub mislabelled: bool,
}

/// The usual case without any weighing: ASCII under any label built on it, UTF-8 under none or its own.
pub fn plain(bytes: &[u8], declared: Option<Declared>) -> Option<Decoded<'_>> {
    let charset = declared.map_or(UTF_8, |declared| declared.charset);
    if !is_ascii_based(charset) || bytes.starts_with(b"\xef\xbb\xbf") || has_mode_bytes(bytes) {
        return None;
    }
    let may_be_utf_8 = charset == UTF_8 && !declared.is_some_and(|declared| declared.ascii);
    if !may_be_utf_8 && !bytes.is_ascii() {
        return None;
    }
    let text = Cow::Borrowed(simdutf8::basic::from_utf8(bytes).ok()?);
    Some(Decoded { text, used: charset, mislabelled: false, replaced: 0, mixed: false })
}

/// Escapes, shifts and NULs: what ASCII-looking bytes of ISO-2022-JP and UTF-16 have.
fn has_mode_bytes(bytes: &[u8]) -> bool {
    memchr::memchr3(0x1b, 0x0e, 0, bytes).is_some()
}

/// Decides what to decode with: the label unless the bytes contradict it.
pub fn judge(bytes: &[u8], declared: Option<Declared>) -> Verdict {
    let overruled_by = |charset: Charset| {
        let agrees = declared.is_none_or(|declared| declared.agrees_with(charset, bytes));
        Verdict { charset, mislabelled: !agrees }
    };
    if let Some((marked, _)) = byte_order_mark(bytes) {
        return overruled_by(marked);
    }
    if let Some(charset) = by_mode_bytes(bytes, declared) {
        return overruled_by(charset);
    }
    match declared {
        Some(declared) if !declared.ascii && !contradicted(bytes, declared.charset) => {
            Verdict { charset: declared.charset, mislabelled: false }
        }
        _ => overruled_by(by_weight(bytes)),
    }
}

impl Declared {
    fn agrees_with(self, charset: Charset, bytes: &[u8]) -> bool {
        if self.ascii {
            return bytes.is_ascii() && charset == UTF_8;
        }
        if charset == ISO_2022_JP && bytes.iter().any(|b| !matches!(b, 0..=0x7f | 0xa1..=0xdf)) {
            return false; // Kana in eight bits belong to it; anything else was mixed in.
        }
        self.charset == charset || (self.either_order && !is_ascii_based(charset))
    }
}

/// ISO-2022-JP by its escapes, UTF-16 by its NULs: neither occurs in text of another charset.
fn by_mode_bytes(bytes: &[u8], declared: Option<Declared>) -> Option<Charset> {
    let utf_16 = declared.filter(|declared| !is_ascii_based(declared.charset));
    if let Some(declared) = utf_16 {
        let better = utf16::order(bytes, 30).filter(|_| declared.either_order);
        return better.or_else(|| (!utf16::contradicts(bytes, declared.charset)).then_some(declared.charset));
    }
    if memchr::memchr(0, bytes).is_some() && bytes.len() >= 4 {
        // A stray NUL in text that is valid anyway proves less than one in text that is not.
        let percent = if simdutf8::basic::from_utf8(bytes).is_ok() { 60 } else { 30 };
        if let Some(charset) = utf16::order(bytes, percent) {
            return Some(charset);
        }
    }
    if jis::is_evident(bytes) {
        return Some(ISO_2022_JP);
    }
    None
}

/// Whether the bytes speak against a charset that a label names.
fn contradicted(bytes: &[u8], charset: Charset) -> bool {
    if !is_ascii_based(charset) {
        return true; // `by_mode_bytes` would have taken it.
    }
    if charset == ISO_2022_JP {
        return !bytes.is_ascii();
    }
    if bytes.is_ascii() {
        return false;
    }
    if charset == UTF_8 {
        return !Utf8::count(bytes).is_likely();
    }
    if charset.is_single_byte() {
        return Utf8::count(bytes).is_certain() || is_japanese_not_single_byte(bytes, charset);
    }
    let (sjis, euc) = (tally::cp932(bytes), tally::euc_jp(bytes));
    let (own, other) = match charset {
        _ if charset == SHIFT_JIS => (Some(sjis), Some(euc)),
        _ if charset == EUC_JP => (Some(euc), Some(sjis)),
        _ => (None, None),
    };
    if decode_as(bytes, charset).is_whole() {
        // Counting is slow where most bytes are invalid UTF-8, and this is the usual case.
        let is_utf_8 =
            simdutf8::basic::from_utf8(bytes).is_ok() && is_utf_8_instead(&Utf8::count(bytes), own);
        return is_utf_8 || is_other_japanese(own, other);
    }
    // Damaged text of the right charset stays there: only a clearly better reading overrules.
    if Utf8::count(bytes).is_certain() {
        return true;
    }
    match (own, other) {
        (Some(own), Some(other)) => {
            other.errors * 2 < own.errors && other.average() >= PLAUSIBLE || own.average() < 0
        }
        _ => [sjis, euc].iter().any(|t| t.errors == 0 && t.average() >= PLAUSIBLE && t.kana > 0),
    }
}

/// Valid in the label's charset, yet valid UTF-8 with several long characters too, which chance does not do.
fn is_utf_8_instead(utf_8: &Utf8, own: Option<Tally>) -> bool {
    let enough = if own.is_some() { 2 } else { 3 };
    utf_8.eastern >= enough
        && utf_8.eastern * 2 >= utf_8.long + utf_8.short
        && own.is_none_or(|own| own.average() < PLAUSIBLE)
}

/// EUC-JP hiragana are valid half-width kana of CP932 (､｢､､) that nobody would write, and vice versa.
fn is_other_japanese(own: Option<Tally>, other: Option<Tally>) -> bool {
    let (Some(own), Some(other)) = (own, other) else { return false };
    let convincing = other.errors == 0 && other.average() >= PLAUSIBLE + 10 && other.chars >= 4;
    let poor = own.average() <= 25 && other.average() - own.average() >= 45;
    poor && convincing && (other.kana >= 2 || (other.half >= 10 && own.average() <= 0))
}

/// Every byte is valid in a single-byte charset: only bytes that make good Japanese overrule it.
fn is_japanese_not_single_byte(bytes: &[u8], charset: Charset) -> bool {
    let Some(found) = tally::japanese(bytes) else { return false };
    let western = charset == WINDOWS_1252 || matches!(charset.name(), "ISO-8859-15" | "macintosh");
    // What windows-1252 leaves undefined: lead bytes of CP932's punctuation and kanji.
    let undefined = bytes.iter().any(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    let enough = match (western, found.kana + found.common) {
        (true, found) if undefined || found >= 4 => 0,
        (true, 2..) => PLAUSIBLE - 10,
        _ => PLAUSIBLE + 10,
    };
    if found.errors > 0 || found.average() < enough || found.chars < 2 {
        return false;
    }
    if western {
        // Bytes that are accented letters throughout are a word in capitals sooner than kanji.
        let symbols = bytes.iter().any(|b| matches!(b, 0x80..=0xbf));
        return symbols && (found.kana + found.common > 0 || found.half >= 4);
    }
    // Cyrillic, Greek and Thai words look like kanji and half-width kana; like full-width kana they do not.
    found.chars >= 4 && found.kana * 4 >= found.chars
}

/// The most plausible charset where neither label nor modes help. UTF-8 first, then Japanese, then the world.
fn by_weight(bytes: &[u8]) -> Charset {
    if bytes.is_ascii() {
        return UTF_8;
    }
    let utf_8 = Utf8::count(bytes);
    if utf_8.is_certain() {
        return UTF_8;
    }
    let found = tally::japanese(bytes).filter(|found| found.average() >= PLAUSIBLE);
    if let Some(found) = found {
        // Half-width kana can be valid two-byte UTF-8, cut short or broken.
        if !utf_8.is_likely() || (utf_8.long == 0 && found.errors == 0) {
            // Nobody writes Japanese without kana at length; Korean and Chinese have the same byte values as EUC-JP.
            let strange = found.charset == EUC_JP && found.kana == 0 && found.chars >= 16;
            return strange.then(|| world::without_kana(bytes)).flatten().unwrap_or(found.charset);
        }
    }
    if utf_8.is_likely() && utf_8.long + utf_8.short > 0 {
        return UTF_8;
    }
    utf16::order(bytes, 50).filter(|_| bytes.len() >= 6).unwrap_or_else(|| of_the_world(bytes))
}

/// Japanese that is not convincing before the rest of the world, as Japan is where the mail is read.
fn of_the_world(bytes: &[u8]) -> Charset {
    match tally::japanese(bytes) {
        Some(found) if is_telling(&found) => found.charset,
        _ => world::guess(bytes),
    }
}

/// Without any impossible byte, and with kana or frequent kanji in it.
fn is_telling(found: &Tally) -> bool {
    found.errors == 0 && found.kana + found.common >= 2 && found.average() >= 0
}

/// How the bytes read as UTF-8.
struct Utf8 {
    /// Characters of three and four bytes.
    long: usize,
    /// Those of them that can be kana, kanji or full-width forms (U+3000–9FFF, U+F000 and above).
    eastern: usize,
    /// Characters of two bytes.
    short: usize,
    /// Invalid sequences, a last one cut short not among them.
    bad: usize,
    /// The last character is cut short.
    cut: bool,
}

impl Utf8 {
    fn count(bytes: &[u8]) -> Utf8 {
        let mut count = Utf8 { long: 0, eastern: 0, short: 0, bad: 0, cut: false };
        let mut read = 0;
        for chunk in bytes.utf8_chunks() {
            let leads = chunk.valid().bytes();
            for lead in leads {
                count.long += usize::from(lead >= 0xe0);
                count.eastern += usize::from(matches!(lead, 0xe3..=0xe9 | 0xef | 0xf0));
                count.short += usize::from((0xc2..0xe0).contains(&lead));
            }
            read += chunk.valid().len() + chunk.invalid().len();
            match std::str::from_utf8(chunk.invalid()) {
                Ok(_) => {}
                Err(error) if error.error_len().is_none() && read == bytes.len() => count.cut = true,
                Err(_) => count.bad += 1,
            }
        }
        count
    }

    /// Valid, with evidence in it. Other charsets do not make valid UTF-8 by chance.
    fn is_certain(&self) -> bool {
        self.bad == 0 && (self.long > 0 || (self.short > 0 && !self.cut))
    }

    /// Mostly valid: UTF-8 with some damage rather than something else.
    fn is_likely(&self) -> bool {
        let good = self.long * 3 + self.short;
        good >= self.bad * 6 && (good > 0 || self.cut)
    }
}
