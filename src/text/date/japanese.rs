//! The Japanese parts of a date: era years, kanji numerals, days of the week, halves of the day.

use super::parts::Half;

/// An era: its names, the year before its first, and the longest it was (or may have been written) for.
/// 平成 is taken on to 40: contracts made before 2019 name such years.
struct Era {
    names: [&'static str; 3],
    before: u32,
    longest: u32,
}

const ERAS: [Era; 5] = [
    Era { names: ["令和", "令", "R"], before: 2018, longest: 99 },
    Era { names: ["平成", "平", "H"], before: 1988, longest: 40 },
    Era { names: ["昭和", "昭", "S"], before: 1925, longest: 64 },
    Era { names: ["大正", "大", "T"], before: 1911, longest: 15 },
    Era { names: ["明治", "明", "M"], before: 1867, longest: 45 },
];

/// The year of an era written at the head of `text` (令和8, 平成元, R8, H.30) and what follows it.
pub fn era_year(text: &str) -> Option<(u32, &str)> {
    let (era, rest) = ERAS.iter().find_map(|era| {
        let rest = era.names.iter().find_map(|name| strip_any_case(text, name))?;
        Some((era, rest))
    })?;
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let (year, rest) = match rest.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => {
            let (year, digits, rest) = number(rest)?;
            if digits > 2 {
                return None;
            }
            (year, rest)
        }
    };
    if !(1..=era.longest).contains(&year) {
        return None;
    }
    Some((era.before + year, rest))
}

fn strip_any_case<'t>(text: &'t str, head: &str) -> Option<&'t str> {
    text.get(..head.len()).filter(|found| found.eq_ignore_ascii_case(head)).map(|_| &text[head.len()..])
}

/// A number at the head of `text` in digits or kanji (11, 十一, 二〇二六), how many digits it has, and the rest.
pub fn number(text: &str) -> Option<(u32, usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        return Some((text.get(..end)?.parse().ok()?, end, &text[end..]));
    }
    let end = text.find(|c| kanji_digit(c).is_none() && c != '十').unwrap_or(text.len());
    let (numeral, rest) = text.split_at(end);
    if numeral.is_empty() || numeral.chars().count() > 4 {
        return None;
    }
    let Some((tens, ones)) = numeral.split_once('十') else {
        return Some((positional(numeral)?, numeral.chars().count(), rest));
    };
    let tens = if tens.is_empty() { 1 } else { positional(tens)? };
    let ones = if ones.is_empty() { 0 } else { positional(ones)? };
    (tens <= 9 && ones <= 9).then_some((tens * 10 + ones, 2, rest))
}

fn positional(numeral: &str) -> Option<u32> {
    numeral.chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(kanji_digit(c)?))
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().zip(0..).find(|&(digit, _)| digit == c).map(|(_, n)| n)
}

/// A day of the week at the head of `text`, from Sunday 0, and the rest: 土, 土曜, 土曜日, (土), (土・祝).
/// A holiday mark alone has no day.
pub fn weekday(text: &str) -> Option<(Option<u32>, &str)> {
    if let Some(inner) = text.strip_prefix('(') {
        let (inner, rest) = inner.split_once(')')?;
        let (day, mut left) = weekday_name(inner.trim())?;
        while let Some(next) = left.trim_start_matches(['・', '/', ',', '、', ' ']).strip_prefix(['祝', '休'])
        {
            left = next.strip_prefix('日').unwrap_or(next);
        }
        return left.trim().is_empty().then_some((day, rest));
    }
    weekday_name(text)
}

fn weekday_name(text: &str) -> Option<(Option<u32>, &str)> {
    let first = text.chars().next()?;
    if first == '祝' {
        return Some((None, text));
    }
    let (_, day) = "日月火水木金土".chars().zip(0..).find(|&(name, _)| name == first)?;
    let rest = text.strip_prefix(first)?;
    let rest = rest.strip_prefix("曜日").or_else(|| rest.strip_prefix('曜')).unwrap_or(rest);
    Some((Some(day), rest))
}

/// 午前, 午後, AM, p.m. … at the head of `text`, and the rest.
pub fn half(text: &str) -> Option<(Half, &str)> {
    let names = [
        ("午前", Half::Morning),
        ("午後", Half::Afternoon),
        ("a.m.", Half::Morning),
        ("p.m.", Half::Afternoon),
        ("am", Half::Morning),
        ("pm", Half::Afternoon),
    ];
    names.iter().find_map(|&(name, half)| Some((half, strip_any_case(text, name)?)))
}
