//! Text into text of the same shape that tells nothing: as many characters, of the same scripts, between the same signs.
//!
//! A short text (a name, an address, an id) keeps which of its words are the same; a long one keeps not even that. Words of one
//! or two letters have one stand-in for all: else mask and text would differ by a mere exchange of letters.

use crate::text::charset::{Charset, encode::Encoder};
use encoding_rs::{EUC_JP, ISO_2022_JP};
use litemap::LiteMap;

/// The longest text whose words are told apart, in characters.
const SHORT: usize = 80;
/// What dates are written with beside figures: kept in dates.
const DATE_WORDS: &str = "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august \
    september october november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday \
    am pm jst utc gmt est pst cet t z 年 月 日 時 分 秒 曜 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 火 水 木 金 土 午前 午後 令和 平成 昭和";

/// The stand-in letters of a script: the first fills up, all of them count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Digit,
    WideLatin,
    WideDigit,
    Hiragana,
    Katakana,
    HalfKatakana,
    Kanji,
    /// Of an alphabet that begins here.
    Other(u32),
}

impl Script {
    fn of(c: char) -> Option<Script> {
        Some(match c {
            '0'..='9' => Script::Digit,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Script::Latin,
            '０'..='９' => Script::WideDigit,
            'ａ'..='ｚ' | 'Ａ'..='Ｚ' => Script::WideLatin,
            'ぁ'..='ゖ' => Script::Hiragana,
            'ァ'..='ヺ' | 'ー' => Script::Katakana,
            'ｦ'..='ﾝ' => Script::HalfKatakana,
            '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Script::Kanji
            }
            '\u{370}'..='\u{3ff}' => Script::Other(0x3b1),
            '\u{400}'..='\u{52f}' => Script::Other(0x430),
            '\u{590}'..='\u{5ff}' => Script::Other(0x5d0),
            '\u{600}'..='\u{6ff}' => Script::Other(0x628),
            '\u{e00}'..='\u{e7f}' => Script::Other(0xe01),
            '\u{ac00}'..='\u{d7a3}' => Script::Other(0xac00),
            // Signs and pictures tell nothing; of other scripts the letters fill up.
            ..'\u{c0}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => {
                return None;
            }
            '\u{3099}'..='\u{309c}' | '・' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{1faff}' => {
                return None;
            }
            _ => Script::Latin,
        })
    }

    fn letters(self) -> &'static str {
        match self {
            Script::Latin => "xabcdefghijklmnopqrstuvwyz",
            Script::Digit => "0123456789",
            Script::WideLatin => "ｘａｂｃｄｅｆｇｈｉｊ",
            Script::WideDigit => "０１２３４５６７８９",
            Script::Hiragana => "あいうえおかきくけこ",
            Script::Katakana => "アイウエオカキクケコ",
            Script::HalfKatakana => "ｱｲｳｴｵｶｷｸｹｺ",
            Script::Kanji => "甲乙丙丁戊己庚辛壬癸",
            Script::Other(_) => "",
        }
    }

    /// The letter that stands for a figure of a number in this script.
    fn letter(self, figure: u64) -> char {
        if let Script::Other(first) = self {
            return char::from_u32(first + figure as u32).unwrap_or('x');
        }
        self.letters().chars().nth(figure as usize).unwrap_or('x')
    }

    fn count(self) -> u64 {
        if matches!(self, Script::Other(_)) { 8 } else { self.letters().chars().count() as u64 }
    }

    /// Words shorter than this are all the same.
    fn shortest(self) -> usize {
        if matches!(self, Script::Latin | Script::Digit | Script::WideDigit | Script::WideLatin) {
            3
        } else {
            2
        }
    }
}

/// What becomes of one word.
type Each<'e> = dyn Fn(&mut Masker, &str, Script, &mut String) + 'e;

/// What stands for what.
#[derive(Debug, Default)]
pub struct Masker {
    known: LiteMap<String, String>,
    /// How many words there are of a script and length.
    counts: LiteMap<String, u64>,
    /// The words of the first round.
    seen: LiteMap<String, String>,
}

impl Masker {
    /// Forgets all stand-ins, not the words that were met.
    pub fn begin_again(&mut self) {
        self.seen = std::mem::take(&mut self.known);
        self.counts.clear();
    }

    /// A value: told apart from others while it is short.
    pub fn cell(&mut self, text: &str, out: &mut String) {
        let short = text.chars().nth(SHORT).is_none();
        self.each(text, out, &|masker, word, script, out| {
            if short { masker.word(word, script, out) } else { fill(word, script, out) }
        });
    }

    /// Running text: nothing is told apart.
    pub fn text(&mut self, text: &str, out: &mut String) {
        self.each(text, out, &|_, word, script, out| fill(word, script, out));
    }

    /// A date keeps all but its year; one that shows none is masked like any value.
    pub fn date(&mut self, text: &str, out: &mut String) {
        let start = out.len();
        self.each(text, out, &|masker, word, script, out| {
            let named = DATE_WORDS.split_whitespace().any(|known| known.eq_ignore_ascii_case(word));
            match (script, word.len()) {
                _ if named => out.push_str(word),
                (Script::Digit, 1 | 2) => out.push_str(word),
                (Script::Digit, 4 | 8 | 12 | 14) => match other_year(&word[..4]) {
                    Some(year) => {
                        out.push_str(year);
                        out.push_str(&word[4..]);
                    }
                    None => fill(word, script, out),
                },
                _ => masker.word(word, script, out),
            }
        });
        if &out[start..] == text {
            out.truncate(start);
            self.cell(text, out);
        }
    }

    /// Gives each run of one script to `with`; what is between goes through as it is.
    fn each(&mut self, text: &str, out: &mut String, with: &Each<'_>) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let script = Script::of(first);
            let end =
                rest.char_indices().find(|(_, c)| Script::of(*c) != script).map_or(rest.len(), |(at, _)| at);
            match script {
                Some(script) => with(self, &rest[..end], script, out),
                None => out.push_str(&rest[..end]),
            }
            rest = &rest[end..];
        }
    }

    fn word(&mut self, word: &str, script: Script, out: &mut String) {
        let length = word.chars().count();
        if length < script.shortest() {
            return fill(word, script, out);
        }
        let key = word.to_ascii_lowercase();
        let stand_in = match self.known.get(&key) {
            Some(known) => known.clone(),
            None => {
                let fresh = self.fresh(&key, script, length);
                self.known.insert(key, fresh.clone());
                fresh
            }
        };
        out.extend(word.chars().zip(stand_in.chars()).map(|(c, with)| dressed(c, with)));
    }

    /// The next number, written in the letters of the script: in as many as the word has.
    fn fresh(&mut self, word: &str, script: Script, length: usize) -> String {
        let base = script.count();
        let most = (0..length.min(9)).fold(1u64, |most, _| most.saturating_mul(base));
        let count = self.counts.entry(format!("{}{length}", script.letter(0))).or_default();
        loop {
            let mut rest = *count % most;
            *count += 1;
            let mut letters = vec![script.letter(0); length];
            for place in letters.iter_mut().rev() {
                *place = script.letter(rest % base);
                rest /= base;
            }
            let made: String = letters.into_iter().collect();
            if *count > most || !(self.seen.contains_key(&made) || made == word) {
                return made;
            }
        }
    }
}

/// As many of the script's first letter.
fn fill(word: &str, script: Script, out: &mut String) {
    out.extend(word.chars().map(|c| dressed(c, script.letter(0))));
}

/// A capital stays one, and a letter with an accent keeps one.
fn dressed(c: char, with: char) -> char {
    match c {
        'A'..='Z' => with.to_ascii_uppercase(),
        '\u{c0}'..='\u{24f}' => 'é',
        _ => with,
    }
}

/// Another year with as many days; `None` where it is none.
fn other_year(year: &str) -> Option<&'static str> {
    let year: u32 = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    let leap = year.is_multiple_of(4) && year != 1900;
    Some(match (leap, year) {
        (true, 2020) => "2024",
        (true, _) => "2020",
        (false, 2021) => "2023",
        (false, _) => "2021",
    })
}

/// Text in a charset. What was no character stays none; what the charset lacks, or we cannot write, becomes `?`.
pub fn encode(text: &str, charset: Charset, out: &mut Vec<u8>) {
    let jis = charset == ISO_2022_JP;
    let Some(encoder) = Encoder::new(if jis { EUC_JP } else { charset }) else {
        return out.extend(text.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }));
    };
    let mut double = false;
    for c in text.chars() {
        let start = out.len();
        let broken = c == '\u{fffd}' && !encoder.charset().name().starts_with("UTF-16");
        if broken || !encoder.encode(c.encode_utf8(&mut [0; 4]), out) {
            out.push(if broken && !jis { 0xff } else { b'?' });
        }
        // Two bytes of JIS X 0208 are those of EUC-JP without their high bits, between escapes.
        if jis {
            let pair = out.len() == start + 2 && out[start] >= 0xa1;
            if !pair && !c.is_ascii() {
                out.truncate(start);
                out.push(b'?');
            }
            out[start..].iter_mut().for_each(|byte| *byte &= 0x7f);
            if pair != double {
                let escape: &[u8] = if pair { b"\x1b$B" } else { b"\x1b(B" };
                out.splice(start..start, escape.iter().copied());
                double = pair;
            }
        }
    }
    if double {
        out.extend_from_slice(b"\x1b(B");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(texts: &[&str]) -> Vec<String> {
        let mut masker = Masker::default();
        for round in 0..2 {
            let all: Vec<String> = texts
                .iter()
                .map(|text| {
                    let mut out = String::new();
                    masker.cell(text, &mut out);
                    out
                })
                .collect();
            if round == 1 {
                return all;
            }
            masker.begin_again();
        }
        unreachable!("two rounds")
    }

    #[test]
    fn a_value_keeps_its_shape_and_equal_words_stay_equal() {
        let all = masked(&[
            "佐藤 太郎",
            "A.Sato@example.jp",
            "090-1234-5678",
            "佐藤　花子",
            "a.sato@EXAMPLE.jp",
            "ｻﾄｳ Café",
        ]);
        assert_eq!(
            all,
            [
                "甲甲 甲乙",
                "X.Xxxx@xxxxxxx.xx",
                "000-0000-0001",
                "甲甲　甲丙",
                "x.xxxx@XXXXXXX.xx",
                "ｱｱｱ Xxxé"
            ]
        );
    }

    #[test]
    fn no_word_stands_in_for_another() {
        assert_eq!(masked(&["xxxx 0000 甲甲", "sato"]), ["xxxa 0001 甲乙", "xxxb"]);
    }

    #[test]
    fn a_date_keeps_what_is_wrong_with_it() {
        let date = |text: &str| {
            let mut out = String::new();
            Masker::default().date(text, &mut out);
            out
        };
        assert_eq!(date("2026/11/31 9:00"), "2021/11/31 9:00");
        assert_eq!(date("2024-02-29T00:00:00Z"), "2020-02-29T00:00:00Z");
        assert_eq!(date("Fri, 13 Nov 2026 09:00:00 +0900"), "Fri, 13 Nov 2021 09:00:00 +0000");
        assert_eq!(date("24/1/31"), "00/0/00");
        assert_eq!(date("来週の火曜"), "甲甲あ甲乙");
    }

    #[test]
    fn text_leaves_in_its_charset_as_broken_as_it_came() {
        let bytes = |text: &str, charset| {
            let mut out = Vec::new();
            encode(text, charset, &mut out);
            out
        };
        assert_eq!(bytes("甲x", encoding_rs::SHIFT_JIS), b"\x8d\x62x");
        assert_eq!(bytes("x\u{fffd}", encoding_rs::SHIFT_JIS), b"x\xff");
        assert_eq!(bytes("x甲", ISO_2022_JP), b"x\x1b$B9C\x1b(B");
    }
}
