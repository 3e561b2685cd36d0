//! Dates in numbers: ISO 8601, 2026/11/21 9:00, 2026年11月21日(土) 午後9時5分, 令和8年, R8.11.21, epochs.

use super::japanese::{era_year, half, number, weekday};
use super::parts::{Clock, Parts};
use super::zone;

/// Reads the whole of `text`, which is trimmed and in form KC.
pub fn read(text: &str) -> Option<Parts> {
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && let Some(parts) = digits_only(text)
    {
        return Some(parts);
    }
    let (mut parts, rest) = date(text)?;
    let (clock_form, rest) = after_date(rest, &mut parts)?;
    if rest.trim().is_empty() {
        parts.repair.reshaped |= !clock_form;
        return parts.is_date().then_some(parts);
    }
    let name = without_brackets(rest);
    if name.len() == 1 && !name.eq_ignore_ascii_case("z") {
        return None; // Military letters belong to mail; here they are remarks.
    }
    let written = zone::read(name)?;
    let glued = !rest.starts_with(char::is_whitespace);
    parts.repair.reshaped |= !(clock_form && written.proper && glued && parts.clock.is_some());
    parts.zone = Some(written.zone);
    parts.is_date().then_some(parts)
}

/// `+0900 (JST)` and `(JST)`: the comment counts only if nothing else says the zone.
fn without_brackets(rest: &str) -> &str {
    let rest = rest.trim();
    match rest.split_once('(') {
        Some(("", inner)) => inner.strip_suffix(')').unwrap_or(rest),
        Some((before, _)) if rest.ends_with(')') => before,
        _ => rest,
    }
}

/// Stamps without any mark between: YYYYMMDD, YYYYMMDDhhmm[ss], and seconds or milliseconds since 1970.
fn digits_only(text: &str) -> Option<Parts> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.contains('.') || (whole.len() != 10 && whole.len() != text.len()) {
        return None;
    }
    let number = |from: usize, to: usize| whole.get(from..to)?.parse::<u32>().ok();
    let clock = |end: usize| {
        let second = if end == 14 { number(12, 14)? } else { 0 };
        Some(Clock { hour: number(8, 10)?, minute: number(10, 12)?, second })
    };
    match whole.len() {
        10 | 13 => {
            let count: i64 = whole.parse().ok()?;
            let seconds = if whole.len() == 13 { count / 1000 } else { count };
            // A leading zero: a telephone number, not a stamp.
            (!whole.starts_with('0')).then(|| Parts::epoch(seconds))
        }
        8 | 12 | 14 => {
            let mut parts = Parts { month: number(4, 6)?, day: number(6, 8)?, ..Parts::default() };
            parts.set_year(number(0, 4)?, 4);
            parts.repair.reshaped = true;
            parts.clock = if whole.len() == 8 { None } else { Some(clock(whole.len())?) };
            parts.is_date().then_some(parts)
        }
        _ => None,
    }
}

/// The day, and what follows it.
fn date(text: &str) -> Option<(Parts, &str)> {
    let mut parts = Parts::default();
    let text = match weekday(text) {
        Some((_, rest)) => {
            parts.repair.reshaped = true;
            rest.trim_start_matches([' ', ',', '、'])
        }
        None => text,
    };
    if let Some((year, rest)) = era_year(text) {
        parts.year = i32::try_from(year).ok()?;
        (parts.repair.era, parts.repair.reshaped) = (true, true);
        let ((month, ..), (day, ..), rest) = month_and_day(rest)?;
        (parts.month, parts.day) = (month, day);
        return Some((parts, rest));
    }
    let (first, first_digits, rest) = number(text)?;
    if first_digits == 8 && rest.starts_with(['T', 't']) {
        let mut parts = digits_only(text.get(..8)?)?;
        parts.repair.reshaped = false; // The basic format of ISO 8601.
        return Some((parts, rest));
    }
    let mark = rest.trim_start().chars().next()?;
    let ((second, second_digits, next_mark), (third, third_digits), rest) = month_and_day(rest)?;
    let three = [(first, first_digits), (second, second_digits), (third, third_digits)];
    order(&mut parts, three, mark)?;
    let iso = mark == '-' && next_mark == '-' && (first_digits, second_digits, third_digits) == (4, 2, 2);
    parts.repair.reshaped |= !iso || !text.starts_with(|c: char| c.is_ascii_digit());
    Some((parts, rest))
}

/// Which of three numbers is the year.
fn order(parts: &mut Parts, three: [(u32, usize); 3], mark: char) -> Option<()> {
    let [(first, first_digits), (second, _), (third, third_digits)] = three;
    let whole = parts.clone();
    let mut set = |(year, digits): (u32, usize), month: u32, day: u32| {
        *parts = Parts { month, day, ..whole.clone() };
        parts.set_year(year, digits);
        parts.is_date().then_some(())
    };
    match (first_digits, third_digits) {
        (4, 1 | 2) => set(three[0], second, third),
        (1 | 2, 4) if mark == '年' => None,
        (1 | 2, 4) if mark == '.' || first > 12 => set(three[2], second, first),
        (1 | 2, 4) => set(three[2], first, second),
        // Two-digit years: first as in Japan, then last as in the USA.
        (1 | 2, 1 | 2) => set(three[0], second, third).or_else(|| {
            (first_digits == 2 || third_digits == 2).then_some(())?;
            set(three[2], first, second)
        }),
        _ => None,
    }
}

type Number = (u32, usize);

/// `/11/21`, `年11月21日` and the like: two numbers (the first with the mark behind it), and what follows.
fn month_and_day(text: &str) -> Option<((u32, usize, char), Number, &str)> {
    let marks = ['/', '-', '.', '年', '月', '\u{2010}', '\u{2212}'];
    let text = text.trim_start().strip_prefix(marks)?.trim_start();
    let (month, month_digits, rest) = number(text)?;
    let rest = rest.trim_start();
    let mark = rest.chars().next()?;
    let rest = rest.strip_prefix(marks)?.trim_start();
    let (day, day_digits, rest) = number(rest)?;
    // Not of 日曜日, the day of the week.
    let marked = rest.trim_start().strip_prefix('日').filter(|after| !after.starts_with('曜'));
    let rest = marked.unwrap_or(rest);
    (month_digits <= 2).then_some(((month, month_digits, mark), (day, day_digits), rest))
}

/// Day of the week, half of the day, time. Gives whether the time is in ISO 8601's form, and what follows.
fn after_date<'t>(rest: &'t str, parts: &mut Parts) -> Option<(bool, &'t str)> {
    let mut proper = true;
    let mut text = rest;
    if let Some((_, after)) = weekday(text.trim_start()) {
        (proper, text) = (false, after);
    }
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '、' | '_'));
    let marked = trimmed.strip_prefix(['T', 't']).filter(|t| t.starts_with(|c: char| c.is_ascii_digit()));
    let gap = text.len() - trimmed.len();
    proper &=
        if marked.is_some() { gap == 0 } else { text == trimmed || (gap == 1 && text.starts_with(' ')) };
    let mut text = marked.unwrap_or(trimmed);
    let mut part_of_day = half(text);
    if let Some((_, after)) = part_of_day {
        (proper, text) = (false, after.trim_start());
    }
    let Some((clock, clock_proper, after)) = time(text, marked.is_some()) else {
        // No time: what is left must be a zone, or the cell is no date.
        return (part_of_day.is_none() && marked.is_none()).then_some((proper, trimmed));
    };
    text = after;
    if part_of_day.is_none()
        && let Some((half, after)) = half(text.trim_start())
    {
        (proper, text, part_of_day) = (false, after, Some((half, after)));
    }
    parts.clock = Some(clock.in_half(part_of_day.map(|(half, _)| half)));
    Some((proper && clock_proper, text))
}

/// A time of day at the head of `text`: 09:00[:30[.5]], 9時5分30秒, 9時半, and after a `T` also 090030.
fn time(text: &str, basic: bool) -> Option<(Clock, bool, &str)> {
    let (hour, digits, rest) = number(text)?;
    if basic && matches!(digits, 4 | 6) {
        let unit = |at: usize| text.get(at..at + 2)?.parse::<u32>().ok();
        let second = if digits == 6 { unit(4)? } else { 0 };
        return Some((Clock { hour: unit(0)?, minute: unit(2)?, second }, true, fraction(rest)));
    }
    if digits > 2 {
        return None;
    }
    if let Some(rest) = rest.trim_start().strip_prefix('時') {
        return spoken(hour, rest);
    }
    let (minute, minute_digits, rest) = number(rest.strip_prefix(':')?)?;
    let mut proper = digits == 2 && minute_digits == 2;
    let Some(after) = rest.strip_prefix(':') else {
        return (minute_digits <= 2).then_some((Clock { hour, minute, second: 0 }, proper, rest));
    };
    let (second, second_digits, rest) = number(after)?;
    proper &= second_digits == 2;
    let fits = minute_digits <= 2 && second_digits <= 2;
    fits.then_some((Clock { hour, minute, second }, proper, fraction(rest)))
}

/// What follows 9時: 5分30秒, 半, or nothing.
fn spoken(hour: u32, rest: &str) -> Option<(Clock, bool, &str)> {
    if let Some(rest) = rest.strip_prefix('半') {
        return Some((Clock { hour, minute: 30, second: 0 }, false, rest));
    }
    let unit = |text: &'_ str, mark: char| {
        let (n, digits, rest) = number(text.trim_start())?;
        let rest = rest.trim_start().strip_prefix(mark)?;
        (digits <= 2).then_some((n, text.len() - rest.len()))
    };
    let (minute, used) = unit(rest, '分').unwrap_or((0, 0));
    let rest = rest.get(used..)?;
    let (second, used) = unit(rest, '秒').unwrap_or((0, 0));
    Some((Clock { hour, minute, second }, false, rest.get(used..)?))
}

/// Fractions of a second are read and left out.
fn fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => text,
    }
}
