//! CP932 and EUC-JP to text, by the Encoding Standard's decoders (§12.2, §13.3) and with IBM's extended characters where
//! eucJP-ms puts them.
//!
//! Written here because the page takes its tables from the browser once, as all it has is `TextDecoder`: whole cells and
//! rows through that would cost more than they weigh. Natively they come from encoding_rs, and a test holds that
//! nothing differs from it.

use super::{Charset, foreign, jis};
use encoding_rs::{EUC_JP, SHIFT_JIS};
use std::sync::OnceLock;

/// Characters by lead and trail byte from 0x80 and 0x40 on; 0 where there is none. All are of the first plane.
struct Tables {
    cp932: Vec<u16>,
    jis_0208: Vec<u16>,
    jis_0212: Vec<u16>,
}

const WIDTH: usize = 0xc0;

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        cp932: table(SHIFT_JIS, &[]),
        jis_0208: table(EUC_JP, &[]),
        jis_0212: table(EUC_JP, &[0x8f]),
    })
}

/// Each pair is decoded on a line of its own, as one without a meaning can give back its second byte.
fn table(charset: Charset, prefix: &[u8]) -> Vec<u16> {
    let mut lines = Vec::new();
    for lead in 0x80..=0xffu8 {
        for trail in 0x40..=0xffu8 {
            lines.extend_from_slice(prefix);
            lines.extend([lead, trail, b'\n']);
        }
    }
    let mut text = String::new();
    foreign::append(&lines, charset, &mut text);
    text.split_terminator('\n')
        .map(|line| {
            let mut chars = line.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if c != '\u{fffd}' => u16::try_from(u32::from(c)).unwrap_or(0),
                _ => 0,
            }
        })
        .collect()
}

fn find(table: &[u16], lead: u8, trail: u8) -> Option<char> {
    let row = usize::from(lead.checked_sub(0x80)?);
    let code = *table.get(row * WIDTH + usize::from(trail.checked_sub(0x40)?))?;
    char::from_u32(u32::from(code)).filter(|&c| c != '\0')
}

/// What the head of the bytes is: a character (`None` is U+FFFD for bytes without a meaning), and its length.
type Step = (Option<char>, usize);

/// Decodes to the end of `text`; gives how many U+FFFD it had to put there.
pub fn append(bytes: &[u8], charset: Charset, text: &mut String) -> u32 {
    let step = if charset == EUC_JP { euc_jp } else { cp932 };
    let tables = tables();
    let (mut rest, mut replaced) = (bytes, 0u32);
    text.reserve(bytes.len() + bytes.len() / 2);
    loop {
        rest = common(if charset == EUC_JP { &tables.jis_0208 } else { &tables.cp932 }, rest, text);
        let end = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(end);
        // ASCII is UTF-8.
        text.push_str(std::str::from_utf8(plain).unwrap_or_default());
        rest = other;
        while let Some(&lead) = rest.first().filter(|byte| !byte.is_ascii()) {
            let (c, length) = step(tables, lead, rest);
            replaced = replaced.saturating_add(u32::from(c.is_none()));
            text.push(c.unwrap_or('\u{fffd}'));
            rest = rest.get(length..).unwrap_or_default();
            // Kana of one byte come in runs; anything else mostly stands alone.
            if c.is_some() && length > 1 {
                break;
            }
        }
        if rest.is_empty() {
            return replaced;
        }
    }
}

/// Decodes ASCII and pairs that give a character of three bytes in UTF-8, which is nearly all of a text, up to the first
/// byte of anything else. Gives the rest.
fn common<'b>(table: &[u16], bytes: &'b [u8], text: &mut String) -> &'b [u8] {
    let mut rest = bytes;
    loop {
        let (mut out, mut end) = ([0u8; 256], 0);
        while let Some(room) = out.get_mut(end..end + 3) {
            let Some((&lead, after)) = rest.split_first() else { break };
            if lead.is_ascii() {
                room[0] = lead;
                (rest, end) = (after, end + 1);
                continue;
            }
            let Some((&trail, after)) = after.split_first() else { break };
            let place = usize::from(lead & 0x7F) * WIDTH + usize::from(trail.wrapping_sub(0x40));
            let code = table.get(place).copied().unwrap_or(0);
            // Surrogates are no characters, and the table has none.
            if trail < 0x40 || code < 0x800 {
                break;
            }
            room[0] = 0xE0 | (code >> 12) as u8;
            room[1] = 0x80 | (code >> 6 & 0x3F) as u8;
            room[2] = 0x80 | (code & 0x3F) as u8;
            (rest, end) = (after, end + 3);
        }
        // What was put there is UTF-8.
        text.push_str(simdutf8::basic::from_utf8(&out[..end]).unwrap_or_default());
        if end + 3 <= out.len() {
            return rest;
        }
    }
}

/// `lead` is the first of `bytes` and above 0x7F.
fn cp932(tables: &Tables, lead: u8, bytes: &[u8]) -> Step {
    match lead {
        0x80 => (Some('\u{80}'), 1),
        0xa1..=0xdf => (kana(lead), 1),
        0xa0 | 0xfd..=0xff => (None, 1),
        _ => pair(&tables.cp932, lead, bytes.get(1).copied()),
    }
}

fn euc_jp(tables: &Tables, lead: u8, bytes: &[u8]) -> Step {
    match (lead, bytes.get(1).copied()) {
        (0x8e, Some(trail @ 0xa1..=0xdf)) => (kana(trail), 2),
        (0x8f, Some(second @ 0xa1..=0xfe)) => {
            let third = bytes.get(2).copied();
            let known = jis::ibm_extension(bytes.get(..3).unwrap_or_default());
            let (c, length) = pair(&tables.jis_0212, second, third);
            (c.or(known), length + 1)
        }
        (0x8e | 0x8f, trail) => pair(&[], lead, trail),
        (0xa1..=0xfe, trail) => {
            // Rows from 0xA1 on; the table has leads below for the other charset only.
            let table = if trail.is_some_and(|trail| trail >= 0xa1) { &*tables.jis_0208 } else { &[] };
            pair(table, lead, trail)
        }
        _ => (None, 1),
    }
}

/// Two bytes. An ASCII byte after a lead that it does not go with stands for itself.
fn pair(table: &[u16], lead: u8, trail: Option<u8>) -> Step {
    let Some(trail) = trail else { return (None, 1) };
    match find(table, lead, trail) {
        Some(c) => (Some(c), 2),
        None if trail.is_ascii() => (None, 1),
        None => (None, 2),
    }
}

fn kana(byte: u8) -> Option<char> {
    char::from_u32(0xff61 + u32::from(byte) - 0xa1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What encoding_rs makes of it.
    fn theirs(bytes: &[u8], charset: Charset) -> (String, u32) {
        let mut text = String::new();
        let replaced = foreign::append(bytes, charset, &mut text);
        (text, replaced)
    }

    fn check(bytes: &[u8], charset: Charset) {
        let mut text = String::new();
        let replaced = append(bytes, charset, &mut text);
        assert_eq!((text, replaced), theirs(bytes, charset), "{} {bytes:x?}", charset.name());
    }

    #[test]
    fn every_pair_is_what_the_standard_says() {
        for lead in 0x80..=0xffu8 {
            for trail in 0..=0xffu8 {
                check(&[lead, trail], SHIFT_JIS);
                check(&[lead, trail, b'a'], EUC_JP);
                check(&[0x8f, lead, trail, b'a'], EUC_JP);
                check(&[0x8f, lead, trail], EUC_JP);
            }
            check(&[b'a', lead], SHIFT_JIS);
            check(&[b'a', lead], EUC_JP);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_what_the_standard_says(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            check(&bytes, SHIFT_JIS);
            check(&bytes, EUC_JP);
        }
    }
}
