//! Undoes content transfer encodings (RFC 2045 §6), and counts what base64 would give without decoding it.
//!
//! Damaged text gives what can be had of it, and says so. Unknown encodings are left as they are.

use super::uuencode;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use std::borrow::Cow;

/// A content transfer encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transfer {
    /// 7bit, 8bit, binary, or unknown.
    None,
    Base64,
    QuotedPrintable,
    /// `x-uuencode`, of before MIME.
    Uuencode,
}

/// A body with its transfer encoding undone.
pub(super) struct Undone<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// The encoded text broke the rules.
    pub damaged: bool,
}

impl Transfer {
    /// Reads a Content-Transfer-Encoding field.
    pub(super) fn named(value: &[u8]) -> Transfer {
        let is = |name: &str| {
            let start = value.trim_ascii().get(..name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        };
        match () {
            () if is("base64") => Transfer::Base64,
            () if is("quoted-printable") => Transfer::QuotedPrintable,
            () if ["x-uu", "uuencode", "uue"].iter().any(|name| is(name)) => Transfer::Uuencode,
            () => Transfer::None,
        }
    }

    /// The decoded body.
    pub(super) fn undo(self, body: &[u8]) -> Undone<'_> {
        match self {
            Transfer::None => Undone { bytes: Cow::Borrowed(body), damaged: false },
            Transfer::Base64 => base64(body),
            Transfer::QuotedPrintable => quoted_printable(body),
            Transfer::Uuencode => match uuencode::first(body) {
                Some(file) => Undone { bytes: Cow::Owned(file.bytes), damaged: file.damaged },
                None => Undone { bytes: Cow::Borrowed(body), damaged: true },
            },
        }
    }

    /// The length of the decoded body in bytes, and whether it is damaged: the same as `undo` finds.
    pub(super) fn measure(self, body: &[u8]) -> (u64, bool) {
        let regular = if self == Transfer::Base64 { base64_length(body) } else { None };
        regular.map(|length| (length, false)).unwrap_or_else(|| {
            let undone = self.undo(body);
            (undone.bytes.len() as u64, undone.damaged)
        })
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Decodes base64; whatever is not of the alphabet is left out.
pub(super) fn base64(body: &[u8]) -> Undone<'static> {
    if let Some(bytes) = base64_decode(body) {
        let text = &body[..body.len() - padding(body)];
        // Padding may also stand between texts set end to end.
        let last = memchr::memrchr(b'=', text).map_or(0, |at| at + 1);
        let letters = text[last..].iter().filter(|&&byte| is_base64(byte)).count();
        return Undone { bytes: Cow::Owned(bytes), damaged: is_cut(letters, &body[text.len()..]) };
    }
    let clean: Vec<u8> = body.iter().copied().filter(|&byte| is_base64(byte) || byte == b'=').collect();
    Undone { bytes: Cow::Owned(base64_decode(&clean).unwrap_or_default()), damaged: true }
}

/// Decodes a text that is Base64 and nothing else.
pub fn base64_text(text: &str) -> Option<Vec<u8>> {
    base64_length(text.as_bytes())?;
    let undone = base64(text.as_bytes());
    (!undone.damaged).then(|| undone.bytes.into_owned())
}

/// The body with the named transfer encoding undone; `None` where there is nothing to undo.
pub fn undone(encoding: &[u8], body: &[u8]) -> Option<Vec<u8>> {
    match Transfer::named(encoding) {
        Transfer::None => None,
        transfer => Some(transfer.undo(body).bytes.into_owned()),
    }
}

/// Bytes as base64, without line ends.
pub fn base64_line(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// Whether a text of so many letters broke off before what is behind it: one letter alone holds no byte, and two or three
/// are padded to four (RFC 2045 §6.8).
fn is_cut(letters: usize, behind: &[u8]) -> bool {
    match letters % 4 {
        0 => false,
        1 => true,
        _ => !behind.contains(&b'='),
    }
}

/// How many bytes at the end are blank or padding.
fn padding(body: &[u8]) -> usize {
    body.iter().rev().take_while(|&&byte| is_blank(byte) || byte == b'=').count()
}

/// How many bytes well-formed base64 holds; `None` if only decoding can tell.
fn base64_length(body: &[u8]) -> Option<u64> {
    let (mut letters, mut blanks) = (0usize, 0usize);
    let data = &body[..body.len() - padding(body)];
    // Small sums in bytes: the compiler turns this into wide compares.
    for block in data.chunks(255) {
        let (mut letter, mut blank) = (0u8, 0u8);
        for &byte in block {
            letter += u8::from(is_base64(byte));
            blank += u8::from(is_blank(byte));
        }
        letters += usize::from(letter);
        blanks += usize::from(blank);
    }
    if letters + blanks != data.len() || is_cut(letters, &body[data.len()..]) {
        return None;
    }
    let tail = [0, 0, 1, 2][letters % 4];
    Some((letters / 4 * 3 + tail) as u64)
}

/// Decodes quoted-printable; an `=` that is neither a byte nor a soft line break stays as it is.
fn quoted_printable(body: &[u8]) -> Undone<'static> {
    if let Some(bytes) = regular(body).or_else(|| quoted_printable_decode(body)) {
        return Undone { bytes: Cow::Owned(bytes), damaged: false };
    }
    let mut repaired = Vec::with_capacity(body.len() + 16);
    for (at, &byte) in body.iter().enumerate() {
        repaired.push(byte);
        if byte == b'=' && !is_escape(&body[at + 1..]) {
            repaired.extend_from_slice(b"3D");
        }
    }
    match quoted_printable_decode(&repaired) {
        Some(bytes) => Undone { bytes: Cow::Owned(bytes), damaged: true },
        None => Undone { bytes: Cow::Owned(body.to_vec()), damaged: true },
    }
}

/// Quoted-printable as programs write it: whole escapes and lines ended by LF. Gives what mail-parser gives,
/// several times faster; `None` where its rules for the rest are needed.
fn regular(body: &[u8]) -> Option<Vec<u8>> {
    if memchr::memchr(b'\r', body).is_some() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        rest = match rest {
            [b'=', b'\n', after @ ..] => after,
            [b'=', high, low, after @ ..] => {
                out.push((digit(*high)? << 4 | digit(*low)?) as u8);
                after
            }
            [b'=', ..] => return None,
            [] => return Some(out),
            _ => {
                let (plain, after) = rest.split_at(memchr::memchr(b'=', rest).unwrap_or(rest.len()));
                for line in plain.split_inclusive(|&byte| byte == b'\n') {
                    // Blanks before a line end were put there on the way (RFC 2045 §6.7, rule 3).
                    match line.split_last() {
                        Some((b'\n', text)) => {
                            out.extend_from_slice(text.trim_ascii_end());
                            out.push(b'\n');
                        }
                        _ => out.extend_from_slice(line),
                    }
                }
                after
            }
        };
    }
}

/// Whether what follows an `=` makes it a byte or a soft line break.
fn is_escape(rest: &[u8]) -> bool {
    match rest {
        [high, low, ..] if high.is_ascii_hexdigit() => low.is_ascii_hexdigit(),
        _ => {
            let blanks = rest.iter().take_while(|&&byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
            rest.get(blanks).is_none_or(|&byte| byte == b'\n')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(transfer: Transfer, body: &str, expected: &str, damaged: bool) {
        let undone = transfer.undo(body.as_bytes());
        assert_eq!(String::from_utf8_lossy(&undone.bytes), expected, "{body:?}");
        assert_eq!(undone.damaged, damaged, "{body:?}");
    }

    #[test]
    fn base64_is_decoded_also_when_damaged() {
        check(Transfer::Base64, "YWJj\r\nZGU=\r\n", "abcde", false);
        check(Transfer::Base64, "YWJjZGU=", "abcde", false);
        check(Transfer::Base64, "YWJjZGU", "abcde", true);
        check(Transfer::Base64, "YQ==YmM=", "abc", false);
        check(Transfer::Base64, "YW!Jj", "abc", true);
        check(Transfer::Base64, "YWJjZ", "abc", true);
        check(Transfer::Base64, "", "", false);
    }

    #[test]
    fn quoted_printable_is_decoded_also_when_damaged() {
        check(Transfer::QuotedPrintable, "a=3Db=\nc =20\n", "a=bc  \n", false);
        check(Transfer::QuotedPrintable, "=E3=81=82", "あ", false);
        check(Transfer::QuotedPrintable, "a=b=3Dc==", "a=b=c=", true);
        check(Transfer::QuotedPrintable, "50% = half", "50% = half", true);
    }

    #[test]
    fn names_of_encodings_are_read_loosely() {
        assert_eq!(Transfer::named(b" BASE64 (x)"), Transfer::Base64);
        assert_eq!(Transfer::named(b"Quoted-Printable;"), Transfer::QuotedPrintable);
        assert_eq!(Transfer::named(b"8bit"), Transfer::None);
    }

    proptest! {
        #[test]
        fn the_short_way_gives_what_mail_parser_gives(body in "([a-f =\t\n\x0c]|=[0-9A-Fa-f]{2}|=\n|あ){0,40}\r?") {
            if let Some(short) = regular(body.as_bytes()) {
                prop_assert_eq!(Some(short), quoted_printable_decode(body.as_bytes()));
            }
        }

        #[test]
        fn the_measure_is_the_decoded_length(body in "[A-Za-z0-9+/]{0,80}[ \r\n\t]{0,3}[=]{0,3}[A-Z!\r\n]{0,4}") {
            let undone = Transfer::Base64.undo(body.as_bytes());
            prop_assert_eq!(Transfer::Base64.measure(body.as_bytes()), (undone.bytes.len() as u64, undone.damaged));
        }

        #[test]
        fn any_bytes_can_be_undone(body in prop::collection::vec(any::<u8>(), 0..300)) {
            for transfer in [Transfer::Base64, Transfer::QuotedPrintable, Transfer::None] {
                let undone = transfer.undo(&body);
                prop_assert_eq!(transfer.measure(&body), (undone.bytes.len() as u64, undone.damaged));
            }
        }
    }
}
