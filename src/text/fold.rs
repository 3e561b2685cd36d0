//! Folding names: two spellings of one thing give one key, and any name gives a safe file name.
//!
//! By Unicode normalisation form KC (UAX #15) and the naming rules of Windows, the strictest of the systems
//! our archives are opened on. It does not transliterate and does not unify variant kanji (髙 and 高 differ).

mod forms;

pub(super) use forms::is_mark;
use std::borrow::Cow;

/// The longest file name we write, in characters as Windows counts them (UTF-16 units, of which a whole path has 260), and in
/// bytes of UTF-8, of which other systems take 255: there is room for a number before the name.
const MAX_UNITS: usize = 120;
const MAX_BYTES: usize = 240;
/// The longest extension kept when a name is cut, with its dot. Longer ones are no extensions.
const MAX_EXTENSION: usize = 16;
/// What a name with nothing usable in it becomes.
const UNNAMED: &str = "unnamed";

/// Normalisation form KC: full-width letters, half-width kana, ㈱ and ㍻ in their plain forms. Borrows if
/// nothing changes.
pub fn normal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_settled) {
        return Cow::Borrowed(text);
    }
    let folded = forms::kc(text);
    if folded == text { Cow::Borrowed(text) } else { Cow::Owned(folded) }
}

/// The key under which two spellings of a header or name are the same: NFKC, lower case, without
/// spaces (also NBSP and U+3000), BOM, `_`, `-` and its Unicode kin, and with `（）` as `()`.
pub fn key(name: &str) -> String {
    fold(name, |c| is_space(c) || is_invisible(c) || is_dash(c))
}

/// The key under which two spellings of a person's name are the same: NFKC, lower case, without spaces.
/// `山田　太郎` and `山田太郎` meet; `髙橋` and `高橋` do not.
pub fn person_key(name: &str) -> String {
    fold(name, |c| is_space(c) || is_invisible(c))
}

/// Stays as it is in every normalisation form, whatever stands beside it: ASCII, kana, the usual ideographs and
/// punctuation. For most text this saves the way through the tables.
fn is_settled(c: char) -> bool {
    matches!(c,
        '\0'..='\x7f' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}'
        | '\u{4e00}'..='\u{9fff}')
}

fn fold(name: &str, drop: fn(char) -> bool) -> String {
    if name.is_ascii() {
        return name.chars().filter(|&c| !drop(c)).map(|c| c.to_ascii_lowercase()).collect();
    }
    // Dropped before and after: an invisible character must not keep two others from composing, and
    // NFKC itself makes spaces (´ becomes a space and an accent).
    let kept: String = name.chars().filter(|&c| !drop(c)).collect();
    let lower: String = normal(&kept).chars().flat_map(char::to_lowercase).filter(|&c| !drop(c)).collect();
    normal(&lower).into_owned()
}

/// A file name safe in archives on every system: no path, control or bidi characters, no reserved
/// Windows names, at most 120 UTF-16 units and 240 bytes of UTF-8 with its extension kept; never empty.
pub fn file_name(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .filter(|&c| !c.is_control() && !is_invisible(c))
        .map(|c| if is_forbidden(c) { '_' } else { c })
        .collect();
    // macOS writes が as two characters; elsewhere it is one.
    let cleaned = if cleaned.chars().all(is_settled) { cleaned } else { forms::c(&cleaned) };
    let trimmed = cleaned.trim_start_matches(is_space).trim_end_matches(is_edge);
    let mut safe = if trimmed.is_empty() { UNNAMED.to_string() } else { trimmed.to_string() };
    if is_reserved(&safe) {
        safe.insert(0, '_');
    }
    cut(&safe)
}

/// Cuts the stem, not the extension, at a character.
fn cut(name: &str) -> String {
    if room(name, "") == name.len() {
        return name.to_string();
    }
    let dot = name.rfind('.').filter(|&dot| dot > 0 && name.len() - dot <= MAX_EXTENSION);
    let (stem, extension) = name.split_at(dot.unwrap_or(name.len()));
    let stem = stem[..room(stem, extension)].trim_end_matches(is_edge);
    format!("{}{extension}", if stem.is_empty() { UNNAMED } else { stem })
}

/// How many bytes of the text fit into a name before this ending.
fn room(text: &str, ending: &str) -> usize {
    let (mut units, mut bytes) = (ending.encode_utf16().count(), ending.len());
    let mut over = |c: char| {
        (units, bytes) = (units + c.len_utf16(), bytes + c.len_utf8());
        units > MAX_UNITS || bytes > MAX_BYTES
    };
    text.char_indices().find(|&(_, c)| over(c)).map_or(text.len(), |(at, _)| at)
}

/// Names Windows gives to devices, with any extension and in any case.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end().to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    port.is_some_and(|n| {
        let mut chars = n.chars();
        let numbered = matches!(chars.next(), Some('0'..='9' | '¹' | '²' | '³'));
        numbered && chars.next().is_none()
    })
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Windows drops these from the end of a name without asking.
fn is_edge(c: char) -> bool {
    c == '.' || is_space(c)
}

pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

fn is_dash(c: char) -> bool {
    matches!(c, '_' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Characters that take no room: zero-width ones, byte order marks, bidi controls, soft hyphens, tags.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_header_meet() {
        for name in ["メール アドレス", "ﾒｰﾙｱﾄﾞﾚｽ", "\u{feff}メール\u{3000}アドレス", "メール\u{a0}アドレス"]
        {
            assert_eq!(key(name), "メールアドレス", "{name:?}");
        }
        for name in ["E-Mail", "e_mail", "Ｅメール".replace("メール", "ｍａｉｌ").as_str(), " E‐mail "]
        {
            assert_eq!(key(name), "email", "{name:?}");
        }
        assert_eq!(key("電話（携帯）"), "電話(携帯)");
        assert_eq!(key("データー"), "データー", "the long vowel mark is no dash");
    }

    #[test]
    fn spellings_of_one_person_meet() {
        assert_eq!(person_key("ＹＡＭＡＤＡ　Ｔａｒｏ"), "yamadataro");
        assert_eq!(person_key("山田　太郎"), person_key("山田 太郎"));
        assert_eq!(person_key("ﾔﾏﾀﾞ ﾀﾛｳ"), "ヤマダタロウ");
        assert_ne!(person_key("Smith-Jones"), person_key("Smith Jones"));
    }

    #[test]
    fn what_is_settled_stays_and_joins_nothing() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_settled(c)) {
            let text = format!("{c}");
            assert_eq!(forms::kc(&text), text, "{c:?}");
            // To what stands before it, it must be a start; what comes after may still join it.
            assert_eq!(forms::kc(&format!("が{c}")), format!("が{c}"), "{c:?}");
            assert_eq!(forms::kc(&format!("e{c}")), format!("e{c}"), "{c:?}");
        }
    }

    #[test]
    fn normal_text_is_borrowed() {
        assert!(matches!(normal("abc"), Cow::Borrowed(_)));
        assert!(matches!(normal("見積書"), Cow::Borrowed(_)));
        assert_eq!(normal("㈱ＡＢＣ"), "(株)ABC");
    }

    fn check(name: &str, expected: &str) {
        assert_eq!(file_name(name), expected, "{name:?}");
    }

    #[test]
    fn dangerous_names_become_harmless() {
        check("見積書.pdf", "見積書.pdf");
        check("../../etc/passwd", ".._.._etc_passwd");
        check("C:\\temp\\a.txt", "C__temp_a.txt");
        check("a*?\"<>|.txt", "a______.txt");
        check("fake\u{202e}fdp.exe", "fakefdp.exe");
        check("\u{2066}a\u{2069}\u{200b}\u{feff}b\0\r\n.txt", "ab.txt");
        check("report.txt. . ", "report.txt");
        check("\u{3000}表\u{3000}", "表");
        check("か\u{3099}.txt", "が.txt");
    }

    #[test]
    fn names_with_nothing_in_them_get_one() {
        for name in ["", ".", "..", " . ", "\u{200b}", "\0"] {
            check(name, "unnamed");
        }
    }

    #[test]
    fn device_names_are_marked() {
        check("CON", "_CON");
        check("nul.txt", "_nul.txt");
        check("com1 .tar.gz", "_com1 .tar.gz");
        check("LPT¹", "_LPT¹");
        check("COM10", "COM10");
        check("console.log", "console.log");
    }

    #[test]
    fn long_names_keep_their_extension() {
        let cut = file_name(&format!("{}.pdf", "長".repeat(100)));
        assert_eq!(cut, format!("{}.pdf", "長".repeat(78)));
        let no_extension = file_name(&"長".repeat(100));
        assert_eq!(no_extension, "長".repeat(80));
        assert_eq!(file_name(&"長".repeat(80)), "長".repeat(80));
        let late_dot = file_name(&format!("{}.{}", "a".repeat(110), "b".repeat(60)));
        assert_eq!(late_dot.len(), 120);
        check(&format!("{}.pdf", " ".repeat(200)), ".pdf");
    }

    proptest! {
        #[test]
        fn file_names_keep_their_promise(name in "\\PC*|.*|[./: a長\u{202e}]{0,300}") {
            let safe = file_name(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= MAX_BYTES && safe.encode_utf16().count() <= MAX_UNITS);
            let harmless = !safe.contains(['/', '\\', ':', '\0', '\u{202e}']);
            prop_assert!(harmless, "{safe:?}");
            prop_assert!(!safe.ends_with(['.', ' ']) && !is_reserved(&safe));
            prop_assert_eq!(file_name(&safe), safe);
        }

        #[test]
        fn a_key_is_its_own_key(name in "\\PC*") {
            let once = key(&name);
            prop_assert_eq!(key(&once), once);
        }
    }
}
