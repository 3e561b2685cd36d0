//! ISO-2022-JP (RFC 1468) with all that CP50220–50222, ISO-2022-JP-1, -2 and -MS add, to text.
//!
//! Each stretch between two escape sequences is moved to the matching EUC and decoded there, so rows 13 and
//! 89–92 (①, ㈱, 髙), JIS X 0212 and kana come from one set of tables. Forgives what a strict decoder
//! punishes: escapes without text between, lines that do not return to ASCII, bytes above 0x7F.

use super::{append, jis_0213, tally};
use encoding_rs::{EUC_JP, EUC_KR, GBK, SHIFT_JIS};
use memchr::memchr;
use std::borrow::Cow;

const ESC: u8 = 0x1b;
const SHIFT_OUT: u8 = 0x0e;
const SHIFT_IN: u8 = 0x0f;

/// The set that bytes stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Ascii,
    /// JIS X 0201 Roman: ¥ and ‾ for backslash and tilde.
    Roman,
    /// JIS X 0201 Katakana in seven bits.
    Kana,
    Jis0208,
    Jis0212,
    /// JIS X 0213, plane 1: where JIS X 0208 is blank it differs from what vendors put there.
    Jis0213,
    /// Its plane 2.
    Jis0213Second,
    KsX1001,
    Gb2312,
}

/// Decodes; gives the text and how many U+FFFD are in it for want of a meaning.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, u32) {
    if bytes.is_ascii()
        && !bytes.iter().any(|b| matches!(*b, ESC | SHIFT_OUT | SHIFT_IN))
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return (Cow::Borrowed(text), 0);
    }
    let mut out = Output { text: String::with_capacity(bytes.len()), replaced: 0, euc: Vec::new() };
    let mut set = Set::Ascii;
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr(ESC, rest).unwrap_or(rest.len());
        let (segment, after) = rest.split_at(end);
        set = out.segment(segment, set);
        rest = match designation(after) {
            Some((named, length)) => {
                set = named;
                after.get(length..).unwrap_or_default()
            }
            None => match after.split_first() {
                // An escape of something else (a terminal's): kept, it is a character too.
                Some((_, after)) => {
                    out.text.push('\u{1b}');
                    after
                }
                None => after,
            },
        };
    }
    (Cow::Owned(out.text), out.replaced)
}

/// The set that an escape sequence at the head of `bytes` names, and the sequence's length. A dangling
/// announcement (ESC & @ before ESC $ B) counts as part of what follows.
fn designation(bytes: &[u8]) -> Option<(Set, usize)> {
    let named = match bytes {
        [ESC, b'(', b'B', ..] => (Set::Ascii, 3),
        // ESC ( H is a Swedish set by the book, and a slip for JIS Roman in old Japanese mail.
        [ESC, b'(', b'J' | b'H', ..] => (Set::Roman, 3),
        [ESC, b'(', b'I', ..] => (Set::Kana, 3),
        [ESC, b'$', b'@' | b'B', ..] => (Set::Jis0208, 3),
        [ESC, b'$', b'A', ..] => (Set::Gb2312, 3),
        [ESC, b'$', b'(', b'@' | b'B', ..] => (Set::Jis0208, 4),
        [ESC, b'$', b'(', b'O' | b'Q', ..] => (Set::Jis0213, 4),
        [ESC, b'$', b'(', b'P', ..] => (Set::Jis0213Second, 4),
        [ESC, b'$', b'(', b'D', ..] => (Set::Jis0212, 4),
        [ESC, b'$', b'(', b'C', ..] => (Set::KsX1001, 4),
        [ESC, b'&', b'@', rest @ ..] if rest.first() == Some(&ESC) => {
            let (set, length) = designation_after_announcement(rest)?;
            (set, length + 3)
        }
        _ => return None,
    };
    Some(named)
}

fn designation_after_announcement(bytes: &[u8]) -> Option<(Set, usize)> {
    if bytes.get(1) == Some(&b'&') { None } else { designation(bytes) }
}

/// Whether an escape sequence names a Japanese set and characters of it follow. ESC ( B alone proves
/// nothing: terminals write it too.
pub fn is_evident(bytes: &[u8]) -> bool {
    memchr::memchr_iter(ESC, bytes).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some((set, length)) = designation(rest) else { return false };
        match (set, rest.get(length..).unwrap_or_default()) {
            (Set::Jis0208 | Set::Jis0212, [row, cell, ..]) => is_pair(*row, *cell),
            (Set::Jis0213 | Set::Jis0213Second, [0x21..=0x7e, 0x21..=0x7e, ..]) => true,
            (Set::Kana, [kana, ..]) => (0x21..=0x5f).contains(kana),
            _ => false,
        }
    })
}

fn is_pair(row: u8, cell: u8) -> bool {
    let assigned = matches!(row, 0x21..=0x28 | 0x2d | 0x30..=0x74 | 0x79..=0x7c);
    assigned && (0x21..=0x7e).contains(&cell)
}

struct Output {
    text: String,
    replaced: u32,
    /// The stretch at hand in its EUC form; kept to reuse its memory.
    euc: Vec<u8>,
}

impl Output {
    /// Decodes a stretch without escapes; gives the set that holds after it.
    fn segment(&mut self, bytes: &[u8], set: Set) -> Set {
        match set {
            Set::Ascii | Set::Roman => self.single(bytes, set),
            Set::Kana => bytes.iter().for_each(|&b| self.kana(b)),
            _ => return self.double(bytes, set),
        }
        set
    }

    fn single(&mut self, bytes: &[u8], set: Set) {
        let mut shifted = false;
        for stretch in bytes.split_inclusive(|b| matches!(*b, SHIFT_OUT | SHIFT_IN)) {
            let (stretch, shift) = match stretch.split_last() {
                Some((&shift @ (SHIFT_OUT | SHIFT_IN), before)) => (before, Some(shift)),
                _ => (stretch, None),
            };
            if shifted {
                stretch.iter().for_each(|&b| self.kana(b));
            } else {
                self.roman_or_foreign(stretch, set);
            }
            shifted = shift.map_or(shifted, |shift| shift == SHIFT_OUT);
        }
    }

    /// ASCII or JIS Roman. Bytes above 0x7F are someone else's: kana in eight bits, or a footer appended
    /// in UTF-8, CP932 or EUC-JP by a mailing list.
    fn roman_or_foreign(&mut self, bytes: &[u8], set: Set) {
        let foreign = !bytes.is_ascii();
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) if set == Set::Roman && !foreign => {
                let roman = |c| {
                    if c == '\\' {
                        '¥'
                    } else if c == '~' {
                        '‾'
                    } else {
                        c
                    }
                };
                self.text.extend(text.chars().map(roman));
            }
            Ok(text) => self.text.push_str(text),
            Err(_) => {
                let charset = tally::japanese(bytes).map_or(SHIFT_JIS, |found| found.charset);
                self.replaced = self.replaced.saturating_add(append(bytes, charset, &mut self.text));
            }
        }
    }

    /// One byte of katakana in seven bits (or eight: CP50222 mixes them).
    fn kana(&mut self, byte: u8) {
        match byte {
            0x21..=0x5f => self.push(char::from_u32(0xff61 + u32::from(byte - 0x21))),
            0xa1..=0xdf => self.push(char::from_u32(0xff61 + u32::from(byte - 0xa1))),
            0..=0x20 => self.text.push(char::from(byte)),
            _ => self.push(None),
        }
    }

    fn push(&mut self, c: Option<char>) {
        self.replaced = self.replaced.saturating_add(u32::from(c.is_none()));
        self.text.push(c.unwrap_or('\u{fffd}'));
    }

    /// A two-byte set, until the stretch ends or a line shows that the return to ASCII was forgotten.
    fn double(&mut self, bytes: &[u8], set: Set) -> Set {
        let mut rest = bytes;
        while let Some((&first, after)) = rest.split_first() {
            match (first, after.first()) {
                (0x21..=0x7e, Some(&second @ 0x21..=0x7e)) => {
                    if !self.is_0213(first, second, set) {
                        if set == Set::Jis0212 {
                            self.euc.push(0x8f);
                        }
                        self.euc.extend([first | 0x80, second | 0x80]);
                    }
                    rest = &after[1..];
                }
                (0..=0x20 | 0x7f, _) => {
                    self.flush(set);
                    self.text.push(char::from(first));
                    rest = after;
                    if first == b'\n' && !is_still_double(rest) {
                        self.single(rest, Set::Ascii);
                        return Set::Ascii;
                    }
                }
                _ => {
                    self.flush(set);
                    self.push(None);
                    rest = after;
                }
            }
        }
        self.flush(set);
        set
    }

    /// Takes a pair that only JIS X 0213 has there.
    fn is_0213(&mut self, row: u8, cell: u8, set: Set) -> bool {
        let second = match set {
            Set::Jis0213 => false,
            Set::Jis0213Second => true,
            _ => return false,
        };
        let known = jis_0213::find(second, row - 32, cell - 32);
        // Plane 1 is JIS X 0208 with its gaps filled; vendors filled rows 85 to 92 otherwise.
        let taken = known.is_some() || second || row >= 0x75;
        if taken {
            self.flush(set);
            self.push(known.map(|(first, _)| first));
            self.text.extend(known.and_then(|(_, behind)| behind));
        }
        taken
    }

    fn flush(&mut self, set: Set) {
        let charset = match set {
            Set::KsX1001 => EUC_KR,
            Set::Gb2312 => GBK,
            _ => EUC_JP,
        };
        if !self.euc.is_empty() {
            self.replaced = self.replaced.saturating_add(append(&self.euc, charset, &mut self.text));
            self.euc.clear();
        }
    }
}

/// RFC 1468 wants each line to end in ASCII. Where a line does not, the next one is read as what it can be.
fn is_still_double(rest: &[u8]) -> bool {
    let end = rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(rest.len());
    let (pairs, left) = rest.get(..end).unwrap_or_default().as_chunks::<2>();
    left.is_empty() && pairs.iter().all(|&[row, cell]| is_pair(row, cell))
}

/// IBM's extended characters where eucJP-ms puts them, 0x8FF3F3–0x8FF3FE and 0x8FF4A1–0x8FF4FE; the
/// Encoding Standard leaves them out.
pub fn ibm_extension(bytes: &[u8]) -> Option<char> {
    let index = match *bytes {
        [0x8f, 0xf3, cell @ 0xf3..=0xfe] => cell - 0xf3,
        [0x8f, 0xf4, cell @ 0xa1..=0xfe] => cell - 0xa1 + 12,
        _ => return None,
    };
    IBM_EXTENSION.chars().nth(usize::from(index))
}

/// Compatibility ideographs are escaped: editors like to fold them.
const IBM_EXTENSION: &str = "\
ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ\u{ff07}\u{ff02}㈱№℡炻仼僴凬匇匤\u{fa0e}咊坙\u{fa0f}\u{fa10}增寬峵嵓\
\u{fa11}德悅愠敎昻晥\u{fa12}\u{f929}栁\u{fa13}\u{fa14}橫櫢淸淲瀨\u{fa15}\u{fa16}甁皂皞\u{fa17}礰\
\u{fa18}\u{fa19}\u{fa1a}\u{fa1b}竧\u{fa1c}\u{fa1d}綠緖\u{fa1e}荢\u{fa1f}薰\u{fa20}\
\u{fa21}蠇\u{fa22}譿賴赶\u{fa23}\u{fa24}\u{fa25}郞\u{fa26}鄕\u{fa27}\u{fa28}閒\u{f9dc}\
\u{fa29}霻靍靑\u{fa2a}\u{fa2b}\u{fa2c}馞髙魲\u{fa2d}黑";
