//! Text back to the bytes of the charset it came from: for held rows, which leave as they came.
//!
//! The table is turned round from our decoder's when one is needed, so it brings nothing to carry and cannot differ
//! from it: what was decoded is encoded to the same characters. Of several spellings the first is taken, and of CP932
//! not those of rows 0xED and 0xEE, as the Encoding Standard says (§12.3.2). Not for ISO-2022-JP and the charsets of
//! Chinese and Korean; of EUC-JP the two-byte sets only.

use super::{Charset, decode_part};
use encoding_rs::{EUC_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Writes one charset.
#[derive(Clone, Debug)]
pub struct Encoder {
    charset: Charset,
    /// Character of the first plane → its one or two bytes; 0 where it has none. Empty for Unicode.
    table: Vec<u16>,
}

impl Encoder {
    /// `None` for a charset that is only read.
    pub fn new(charset: Charset) -> Option<Encoder> {
        let double = charset == SHIFT_JIS || charset == EUC_JP;
        let table = match charset {
            _ if charset == UTF_8 || charset == UTF_16LE || charset == UTF_16BE => Vec::new(),
            _ if double || charset.is_single_byte() => turned(charset, double),
            _ => return None,
        };
        Some(Encoder { charset, table })
    }

    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// The mark that a spreadsheet wants at the start of a file.
    pub fn mark(&self) -> &'static [u8] {
        match self.charset {
            charset if charset == UTF_8 => b"\xef\xbb\xbf",
            charset if charset == UTF_16LE => b"\xff\xfe",
            charset if charset == UTF_16BE => b"\xfe\xff",
            _ => b"",
        }
    }

    /// Whether the charset has this character.
    pub fn has(&self, c: char) -> bool {
        self.table.is_empty() || c.is_ascii() || self.bytes(c) != 0
    }

    /// Appends the bytes of `text`; false, and nothing is appended, if the charset lacks one of its characters.
    #[must_use]
    pub fn encode(&self, text: &str, out: &mut Vec<u8>) -> bool {
        if self.charset == UTF_8 {
            out.extend_from_slice(text.as_bytes());
            return true;
        }
        if self.table.is_empty() {
            let big = self.charset == UTF_16BE;
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            out.extend(text.encode_utf16().flat_map(bytes));
            return true;
        }
        let start = out.len();
        for c in text.chars() {
            match (c.is_ascii(), self.bytes(c)) {
                (true, _) => out.push(c as u8),
                (_, 0) => {
                    out.truncate(start);
                    return false;
                }
                (_, bytes @ ..=0xff) => out.push(bytes as u8),
                (_, bytes) => out.extend(bytes.to_be_bytes()),
            }
        }
        true
    }

    fn bytes(&self, c: char) -> u16 {
        self.table.get(c as usize).copied().unwrap_or(0)
    }
}

fn turned(charset: Charset, double: bool) -> Vec<u16> {
    let mut table = vec![0; 1 << 16];
    let mut note = |bytes: &[u8], code: u16| {
        let (text, replaced) = decode_part(bytes, charset);
        let mut chars = text.chars();
        if let (0, Some(c), None) = (replaced, chars.next(), chars.next())
            && let Some(slot @ 0) = table.get_mut(c as usize)
        {
            *slot = code;
        }
    };
    for lead in 0x80..=0xffu8 {
        note(&[lead], u16::from(lead));
        for trail in 0x40..=0xffu8 {
            if double && !(charset == SHIFT_JIS && matches!(lead, 0xed | 0xee)) {
                note(&[lead, trail], u16::from_be_bytes([lead, trail]));
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_2022_JP, WINDOWS_1252};

    /// Every character that encoding_rs writes and reads back is written alike, and whatever we write is read back.
    fn check(charset: Charset) {
        let encoder = Encoder::new(charset).expect("a charset that is written");
        for c in (0..=0xffffu32).filter_map(char::from_u32) {
            let text = c.to_string();
            let (theirs, _, lacking) = charset.encode(&text);
            let back = charset.decode_without_bom_handling(&theirs).0;
            let mut ours = Vec::new();
            let written = encoder.encode(&text, &mut ours);
            assert_eq!(written, encoder.has(c));
            if !lacking && back == text {
                assert!(written && ours == *theirs, "{c:?} is {ours:x?}, not {theirs:x?}");
            }
            if written {
                assert_eq!(decode_part(&ours, charset), (text.as_str().into(), 0), "{ours:x?}");
            }
        }
    }

    #[test]
    fn cp932_is_written_as_encoding_rs_writes_it() {
        check(SHIFT_JIS);
    }

    #[test]
    fn other_charsets_are_too() {
        check(EUC_JP);
        check(WINDOWS_1252);
    }

    #[test]
    fn what_a_charset_lacks_is_not_written() {
        let encoder = Encoder::new(SHIFT_JIS).unwrap();
        let mut out = b"x".to_vec();
        assert!(!encoder.encode("髙😀", &mut out) && !encoder.has('😀') && out == b"x");
        assert!(encoder.encode("髙①", &mut out) && out == b"x\xfb\xfc\x87\x40");
        assert!(Encoder::new(ISO_2022_JP).is_none());
        assert!(Encoder::new(UTF_16LE).unwrap().encode("あ", &mut out) && out.ends_with(&[0x42, 0x30]));
    }
}
