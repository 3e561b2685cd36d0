//! Decodes encoded words (RFC 2047) and parameter pieces (RFC 2231) as bytes first, then as text.
//!
//! Neighbouring encoded words of one charset are joined as bytes before decoding: programs cut multi-byte
//! characters, and even base64 quads, at the border of two words. Encoded words are also decoded inside
//! quotes and parameters, where the RFC forbids them and everyone writes them.

use super::transfer;
use crate::text::charset::{self, Decoded};
use memchr::memmem;
use std::borrow::Cow;

/// Where the decoder tells what it had to assume about a charset: label, what was decoded.
pub(super) type Report<'r> = dyn FnMut(Option<&str>, &Decoded<'_>) + 'r;

/// Longest charset label believed, in bytes.
const MAX_LABEL: usize = 80;
/// Longest encoded word believed, in bytes (the RFC allows 75, programs write whole subjects). Without it,
/// a field of unfinished encoded words would be searched to its end again for each of them.
const MAX_WORD: usize = 8 * 1024;

/// Cuts `text` at a `?` within its first bytes.
fn cut(text: &str, limit: usize) -> Option<(&str, &str)> {
    let end = memchr::memchr(b'?', &text.as_bytes()[..text.len().min(limit)])?;
    Some((&text[..end], &text[end + 1..]))
}

/// One encoded word.
struct Word<'a> {
    charset: &'a str,
    base64: bool,
    text: &'a str,
    length: usize,
}

impl<'a> Word<'a> {
    /// The encoded word at the start of `text`. Blanks inside are tolerated, line ends are gone already.
    fn at(text: &'a str) -> Option<Word<'a>> {
        let rest = text.strip_prefix("=?")?;
        let (label, rest) = cut(rest, MAX_LABEL)?;
        let (encoding, rest) = cut(rest, MAX_LABEL)?;
        let base64 = match encoding.trim() {
            "B" | "b" => true,
            "Q" | "q" => false,
            _ => return None,
        };
        let end = memmem::find(&rest.as_bytes()[..rest.len().min(MAX_WORD)], b"?=")?;
        let charset = label.split('*').next().unwrap_or_default().trim();
        let plausible = |byte: u8| byte.is_ascii_graphic() && !b"\"(),<>@[]".contains(&byte);
        if charset.is_empty() || !charset.bytes().all(plausible) {
            return None;
        }
        let length = text.len() - rest.len() + end + 2;
        Some(Word { charset, base64, text: &rest[..end], length })
    }

    /// Whether its base64 text is whole in itself.
    fn is_padded(&self) -> bool {
        let letters = self.text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        !self.base64 || letters % 4 == 0
    }

    fn bytes(&self, out: &mut Vec<u8>) {
        if self.base64 {
            out.extend_from_slice(&transfer::base64(self.text.as_bytes()).bytes);
        } else {
            unquote(self.text, b'=', out);
        }
    }
}

/// The length of the encoded word at the start of `text`, 0 if there is none.
pub(super) fn word_length(text: &str) -> usize {
    Word::at(text).map_or(0, |word| word.length)
}

/// Decodes the encoded words in `text`.
pub(super) fn decode<'a>(text: Cow<'a, str>, report: &mut Report<'_>) -> Cow<'a, str> {
    if !text.contains("=?") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(start) = rest.find("=?") {
        let (words, length) = run(&rest[start..]);
        if words.is_empty() {
            out.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        }
        out.push_str(&rest[..start]);
        for same in words.chunk_by(|one, other| one.charset.eq_ignore_ascii_case(other.charset)) {
            decode_run(same, &mut out, report);
        }
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The encoded words at the start of `text` with nothing but blanks between them, and their length.
fn run(text: &str) -> (Vec<Word<'_>>, usize) {
    let (mut words, mut length, mut at) = (Vec::new(), 0, 0);
    while let Some(word) = Word::at(&text[at..]) {
        length = at + word.length;
        words.push(word);
        let rest = &text[length..];
        at = length + (rest.len() - rest.trim_start().len());
    }
    (words, length)
}

/// Decodes neighbouring words of one charset together.
fn decode_run(words: &[Word<'_>], out: &mut String, report: &mut Report<'_>) {
    let Some(label) = words.first().map(|word| word.charset) else { return };
    let mut bytes = Vec::new();
    words.iter().for_each(|word| word.bytes(&mut bytes));
    let mut decoded = charset::decode(&bytes, Some(label));
    let joined;
    let cut = words.iter().rev().skip(1).any(|word| !word.is_padded());
    if cut && words.iter().all(|word| word.base64) {
        // Either the padding was left out, or one base64 text was cut anywhere: take what reads better.
        let text: String = words.iter().map(|word| word.text).collect();
        joined = transfer::base64(text.as_bytes()).bytes;
        let other = charset::decode(&joined, Some(label));
        if (other.replaced, other.mislabelled) < (decoded.replaced, decoded.mislabelled) {
            decoded = other;
        }
    }
    report(Some(label), &decoded);
    out.push_str(&decoded.text);
}

/// Undoes Q encoding (`escape` is `=`; `_` is a space) or percent encoding (`%`).
fn unquote(text: &str, escape: u8, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|&digit| char::from(digit).to_digit(16));
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match (byte, hex(at), hex(at + 1)) {
            (byte, Some(high), Some(low)) if byte == escape => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'_', ..) if escape == b'=' => out.push(b' '),
            _ => out.push(byte),
        }
    }
}

/// Undoes percent encoding (RFC 2231 §4).
pub(super) fn percent(text: &str, out: &mut Vec<u8>) {
    unquote(text, b'%', out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(decode(Cow::Borrowed(text), &mut |_, _| ()), expected, "{text}");
    }

    #[test]
    fn encoded_words_are_decoded() {
        check("=?ISO-2022-JP?B?GyRCOjRGIxsoQg==?=", "佐藤");
        check("=?utf-8?q?caf=C3=A9_au_lait?=", "café au lait");
        check("=?UTF-8*ja?B?44GC?= and =?us-ascii?Q?more?=", "あ and more");
        check("Re: [=?UTF-8?B?44GC?=]", "Re: [あ]");
        check("=?utf-8?Q?=E3=81=82?=", "あ");
        check("=?utf-8?Q?a b?=", "a b");
    }

    #[test]
    fn blanks_between_encoded_words_vanish() {
        check("=?UTF-8?B?44GC?= =?UTF-8?B?44GE?=", "あい");
        check("=?UTF-8?B?44GC?==?UTF-8?Q?=E3=81=84?=  x", "あい  x");
        check("=?UTF-8?B?44GC?= =?ISO-2022-JP?B?GyRCOjRGIxsoQg==?=", "あ佐藤");
    }

    #[test]
    fn characters_cut_across_words_are_whole_again() {
        check("=?UTF-8?B?44E=?= =?UTF-8?B?gg==?=", "あ");
        check("=?UTF-8?Q?=E3=81?= =?UTF-8?Q?=82?=", "あ");
        // ISO-2022-JP cut without returning to ASCII.
        check("=?ISO-2022-JP?B?GyRCOjQ=?= =?ISO-2022-JP?B?RiMbKEI=?=", "佐藤");
        check("=?ISO-2022-JP?B?GyRCOjRGIxsoQg==?= =?ISO-2022-JP?B?GyRCMlY7UhsoQg==?=", "佐藤花子");
        // One base64 text cut within a quad.
        check("=?UTF-8?B?44GC4?= =?UTF-8?B?4GE?=", "あい");
    }

    #[test]
    fn what_is_no_encoded_word_stays() {
        for text in ["=?", "=?utf-8?", "=?utf-8?x?abc?=", "=?utf-8?B?abc", "a =? b ?= c", "=?<x>?B?44GC?="] {
            check(text, text);
        }
    }

    #[test]
    fn the_charset_assumed_is_reported() {
        let mut labels = Vec::new();
        decode(Cow::Borrowed("=?x-sjis?B?jbKToQ==?= =?UTF-8?B?44GC?="), &mut |label, decoded| {
            labels.push((label.unwrap_or_default().to_string(), decoded.used.name()));
        });
        assert_eq!(labels, [("x-sjis".to_string(), "Shift_JIS"), ("UTF-8".to_string(), "UTF-8")]);
    }
}
