//! Recognises text that another program has spoilt before: read in a wrong charset and saved again, robbed of its escape
//! characters, or with its letters replaced by `?` and U+FFFD.
//!
//! What the text was can mostly be shown. It is put in its place ([`mend`]) only when asked for, and only where no letter was
//! lost: where the bytes come back whole.

use super::encode::Encoder;
use super::{Charset, decode_as, jis};
use encoding_rs::{SHIFT_JIS, UTF_8, WINDOWS_1252};

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 4 * 1024;
/// How many characters of it are shown.
const SHOWN: usize = 80;

/// What a text was spoilt by.
#[derive(Clone, Debug, PartialEq)]
pub enum Garbled {
    /// Read in a wrong charset and saved again: a piece of it, and what it was.
    Reread { found: String, was: String },
    /// Letters are gone for good; the first line with such a place, and how many there are.
    Lost { found: String, count: u64 },
}

/// Looks at the beginning of a text. `written`: how many of its U+FFFD were made by decoding, not found there.
pub fn recognise(text: &str, written: u32) -> Option<Garbled> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    if text.is_ascii() {
        return without_escapes(text).or_else(|| question_marks(text));
    }
    let signs = Signs::count(text);
    let lost = signs.lost as u64;
    reread(text, &signs).or_else(|| {
        let found = || text.lines().find(|line| line.contains('\u{fffd}')).map(shown).unwrap_or_default();
        (lost > 0 && written == 0).then(|| Garbled::Lost { found: found(), count: lost })
    })
}

/// Characters that tell: each text is looked at, so they are counted in one go.
#[derive(Default)]
struct Signs {
    /// All beyond ASCII.
    others: usize,
    /// What the lead bytes of kana in UTF-8 are in CP932: hardly anyone writes these.
    cp932: usize,
    /// What the lead bytes of accents, kana and kanji in UTF-8 are in windows-1252.
    latin: usize,
    lost: usize,
}

impl Signs {
    /// The charset that UTF-8 was taken for.
    fn charset(&self) -> Option<Charset> {
        if self.cp932 * 8 >= self.others.max(24) {
            Some(SHIFT_JIS)
        } else if self.others >= 2 && self.latin * 4 >= self.others {
            Some(WINDOWS_1252)
        } else {
            None
        }
    }

    fn count(text: &str) -> Signs {
        let mut signs = Signs::default();
        for c in text.chars().filter(|c| !c.is_ascii()) {
            signs.others += 1;
            match c {
                '縺' | '繧' | '繝' => signs.cp932 += 1,
                'Â' | 'Ã' | 'â' | 'ã'..='é' | 'ï' => signs.latin += 1,
                '\u{fffd}' => signs.lost += 1,
                _ => {}
            }
        }
        signs
    }
}

/// A text read in a wrong charset as it was, with a piece of it before and after: line by line, as others may have been
/// added since. `None` where there is nothing to mend.
pub fn mend(text: &str) -> Option<(String, Garbled)> {
    let charset = match text.is_ascii() {
        true => None,
        false => Some(Signs::count(text).charset()?),
    };
    let (mut mended, mut first) = (String::with_capacity(text.len()), None);
    for line in text.split_inclusive('\n') {
        let was = match charset {
            None => restored(line.trim_end()).filter(|_| line.contains("$B")).map(|was| was + end_of(line)),
            Some(_) if line.is_ascii() => None,
            Some(charset) => as_utf8(line, charset),
        };
        match was {
            None => mended.push_str(line),
            Some(was) => {
                first = first.or_else(|| Some(Garbled::Reread { found: shown(line), was: shown(&was) }));
                mended.push_str(&was);
            }
        }
    }
    first.map(|first| (mended, first))
}

fn end_of(line: &str) -> &str {
    &line[line.trim_end().len()..]
}

/// A line whose bytes in `charset` are UTF-8, all of them.
fn as_utf8(line: &str, charset: Charset) -> Option<String> {
    let encoder = Encoder::new(charset)?;
    let mut bytes = Vec::new();
    for c in line.chars() {
        let mut one = [0; 4];
        if !encoder.encode(c.encode_utf8(&mut one), &mut bytes) {
            bytes.push(u8::try_from(u32::from(c)).ok().filter(|_| charset == WINDOWS_1252)?);
        }
    }
    // ISO-8859-1 and windows-1252 differ in what they make of a byte, not in which byte it was.
    let back = charset == WINDOWS_1252 || decode_as(&bytes, charset).text == line;
    String::from_utf8(bytes).ok().filter(|_| back)
}

/// UTF-8 that was taken for CP932 or windows-1252.
fn reread(text: &str, signs: &Signs) -> Option<Garbled> {
    let charset = signs.charset()?;
    let line = text.lines().find(|line| !line.is_ascii())?;
    let encoder = Encoder::new(charset)?;
    let mut bytes = Vec::new();
    for c in line.chars() {
        let mut one = [0; 4];
        if !encoder.encode(c.encode_utf8(&mut one), &mut bytes) {
            // ISO-8859-1 has controls where windows-1252 has signs.
            bytes.push(u8::try_from(u32::from(c)).unwrap_or(b'?'));
        }
    }
    let was = String::from_utf8_lossy(&bytes);
    let (good, bad) = (was.chars().filter(|c| !c.is_ascii()).count(), was.matches('\u{fffd}').count());
    // Not every pair of bytes is a character of CP932: some are gone.
    let enough = if charset == SHIFT_JIS { good > bad * 2 } else { bad == 0 && good > 0 };
    enough.then(|| Garbled::Reread { found: shown(line), was: shown(&was) })
}

/// ISO-2022-JP whose escape characters were taken off: `$B$3$s$K$A$O(B`.
fn without_escapes(text: &str) -> Option<Garbled> {
    let (_, line) = line_with(text, "$B")?;
    restored(line).map(|was| Garbled::Reread { found: shown(line), was: shown(&was) })
}

/// A line with its escape characters put back, as text.
fn restored(line: &str) -> Option<String> {
    let pairs = &line[line.find("$B")? + 2..];
    let end = pairs.find('(').filter(|end| matches!(pairs.as_bytes().get(end + 1), Some(b'B' | b'J')))?;
    let pairs = &pairs[..end];
    if pairs.len() < 4 || pairs.len() % 2 == 1 || !pairs.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let mut restored = Vec::with_capacity(line.len() + 8);
    for (at, &byte) in line.as_bytes().iter().enumerate() {
        if matches!((byte, line.as_bytes().get(at + 1)), (b'$', Some(b'B')) | (b'(', Some(b'B' | b'J'))) {
            restored.push(0x1b);
        }
        restored.push(byte);
    }
    let (was, replaced) = jis::decode(&restored);
    let kana = was.chars().filter(|c| ('ぁ'..='ヶ').contains(c) || ('一'..='鿿').contains(c)).count();
    (replaced == 0 && kana * 2 >= pairs.len() / 2).then(|| was.to_string())
}

/// Text most of which is `?`, in runs: what a charset without kanji made of Japanese.
fn question_marks(text: &str) -> Option<Garbled> {
    let (_, line) = line_with(text, "???")?;
    let count = text.split(|c| c != '?').filter(|run| run.len() >= 3).map(str::len).sum::<usize>();
    let letters = text.bytes().filter(u8::is_ascii_graphic).count();
    (count >= 8 && count * 3 >= letters).then(|| Garbled::Lost { found: shown(line), count: count as u64 })
}

/// Where `what` stands first, and the line around it. Not by `str::find`, whose machine code comes with each use.
fn line_with<'t>(text: &'t str, what: &str) -> Option<(usize, &'t str)> {
    let at = memchr::memmem::find(text.as_bytes(), what.as_bytes())?;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    Some((at, text[start..].lines().next()?))
}

fn shown(line: &str) -> String {
    line.chars().take(SHOWN).collect()
}

/// A piece of the bytes that shows what a charset makes of them: the first line beyond ASCII, in `label`'s charset (UTF-8
/// without one, as mail programs do) and in the one used.
pub fn before_and_after(bytes: &[u8], label: Option<&str>, after: &str) -> (String, String) {
    let at = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0x1b || *byte == 0).unwrap_or(0);
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let line = bytes[start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let charset = label.and_then(super::for_label).unwrap_or(UTF_8);
    let before = decode_as(&line[..line.len().min(SHOWN * 3)], charset);
    let after = after.lines().find(|line| !line.is_ascii()).unwrap_or(after);
    (shown(before.text.trim_end()), shown(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, u64)>) {
        let got = recognise(text, 0).map(|garbled| match garbled {
            Garbled::Reread { was, .. } => (was, 0),
            Garbled::Lost { found, count } => (found, count),
        });
        assert_eq!(got.as_ref().map(|(text, count)| (text.as_str(), *count)), expected, "{text}");
    }

    #[test]
    fn text_read_in_a_wrong_charset_is_recognised() {
        check("ã\u{81}Šä¸–è©±ã\u{81}«ã\u{81}ªã‚Šã\u{81}¾ã\u{81}™", Some(("お世話になります", 0)));
        check("CafÃ© crÃ¨me", Some(("Café crème", 0)));
        // `"お世話になっております".encode().decode("cp932", "replace")` in Python loses some letters.
        let (spoilt, ..) = SHIFT_JIS.decode("お世話になっております。ありがとうございます".as_bytes());
        let Some(Garbled::Reread { was, .. }) = recognise(&spoilt, 0) else { panic!("{spoilt}") };
        assert!(was.contains("世話") && was.contains("ます"), "{was}");
        check("$B$*@$OC$K$J$j$^$9(B", Some(("お世話になります", 0)));
    }

    #[test]
    fn a_text_is_mended_where_nothing_is_lost() {
        let spoilt = |text: &str| -> String {
            text.bytes().map(|byte| decode_as(&[byte], WINDOWS_1252).text.into_owned()).collect()
        };
        let text = "お世話になります。\nCafé\n";
        let (mended, _) = mend(&(spoilt(text) + "plain\n")).expect("it can be");
        assert_eq!(mended, text.to_string() + "plain\n");
        assert_eq!(
            mend("$B$*@$OC$K$J$j$^$9(B\r\nx").map(|it| it.0).as_deref(),
            Some("お世話になります\r\nx")
        );
        let (lossy, ..) = SHIFT_JIS.decode("お世話になっております。ありがとうございます".as_bytes());
        assert_eq!(mend(&lossy), None, "letters are gone");
        for good in ["お世話になります。縺れた糸を解く。", "Größe, naïve, déjà vu", "cost $B5 (B grade)", ""]
        {
            assert_eq!(mend(good), None, "{good}");
        }
    }

    #[test]
    fn letters_that_are_gone_are_counted() {
        check("abc\n\u{fffd}\u{fffd}x\n", Some(("\u{fffd}\u{fffd}x", 2)));
        check("??????????\n??? 2026\n", Some(("??????????", 13)));
        assert_eq!(recognise("\u{fffd}", 1), None, "we put it there");
    }

    #[test]
    fn good_text_is_left_alone() {
        for text in [
            "お世話になります。縺れた糸を解く。",
            "本当ですか????",
            "Why??? Really, why not write a longer answer than that?",
            "Größe, naïve, déjà vu, ça va, Ångström, São Paulo, Français",
            "価格は 100€ – “quoted”",
            "cost $B5 (B grade)",
            "A (B) $B$",
            "",
        ] {
            check(text, None);
        }
    }
}
