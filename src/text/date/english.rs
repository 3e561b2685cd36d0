//! Dates with English month names: RFC 5322 with its obsolete forms, asctime, and what mailers make of them.
//!
//! Words are recognised one by one, in any order, and then compared with the order the RFC wants: a Date
//! field that a person can read is read, and `reshaped` says that it was not proper.

use super::japanese;
use super::parts::{Clock, Half, Parts};
use super::zone;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/// A date field has six words; one with more than this is prose.
const MAX_WORDS: usize = 16;

/// What has been recognised so far.
#[derive(Default)]
struct Reading {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<(u32, usize)>,
    clock: Option<Clock>,
    half: Option<Half>,
    zone: Option<zone::ReadZone>,
    weekday: Option<u32>,
    /// The kinds of words in their order: w day of week, d, m, y, t time, z zone.
    order: String,
    improper: bool,
}

/// Reads the whole of `text`, which is trimmed and in form KC.
pub fn read(text: &str) -> Option<Parts> {
    let (plain, comment) = without_comments(text)?;
    let mut reading = Reading::default();
    let mut words = 0;
    for word in plain.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        words += 1;
        if words > MAX_WORDS {
            return None;
        }
        reading.word(word)?;
    }
    let comma_placed = match plain.split_once(',') {
        Some((before, after)) => {
            reading.order.starts_with('w') && !before.trim().contains(' ') && !after.contains(',')
        }
        None => true,
    };
    reading.finish(comma_placed, comment)
}

impl Reading {
    fn word(&mut self, word: &str) -> Option<()> {
        let bare = word.trim_end_matches('.');
        if let Some(month) = name_in(bare, &MONTHS) {
            self.improper |= bare.len() != 3 || bare.len() != word.len();
            return set(&mut self.month, month + 1, &mut self.order, 'm');
        }
        if let Some(day) = name_in(bare, &WEEKDAYS) {
            self.improper |= bare.len() != 3 || bare.len() != word.len();
            return set(&mut self.weekday, day, &mut self.order, 'w');
        }
        // What `strftime` makes of `%b` in Japan.
        if let Some(month) = word.strip_suffix('月').and_then(|month| month.parse().ok()) {
            self.improper = true;
            return set(&mut self.month, month, &mut self.order, 'm');
        }
        if let Some((day, "")) = japanese::weekday(word) {
            self.improper = true;
            return set(&mut self.weekday, day.unwrap_or(7), &mut self.order, 'w');
        }
        if let Some((half, "")) = japanese::half(word) {
            self.improper = true;
            self.half = Some(half);
            return Some(());
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            // `10.20.30`, as in Italy and Finland.
            if word.matches('.').count() == 2 {
                self.improper = true;
                return self.time(&word.replace('.', ":"));
            }
            return if word.contains(':') { self.time(word) } else { self.number(word) };
        }
        self.zone_word(word)
    }

    /// `09:00:30`, also with the zone or the half of the day glued to it.
    fn time(&mut self, word: &str) -> Option<()> {
        let end = word.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(word.len());
        let (time, rest) = word.split_at(end);
        let whole = time.split_once('.').map_or(time, |(whole, _)| whole);
        let mut units = whole.split(':').map(|unit| unit.parse::<u32>().ok().filter(|_| unit.len() <= 2));
        let (hour, minute) = (units.next()??, units.next()??);
        let second = units.next().unwrap_or(Some(0))?;
        if units.next().is_some() {
            return None;
        }
        self.improper |= !rest.is_empty() || whole.len() != time.len();
        self.improper |= whole.split(':').any(|unit| unit.len() != 2);
        set(&mut self.clock, Clock { hour, minute, second }, &mut self.order, 't')?;
        if rest.is_empty() { Some(()) } else { self.word(rest).filter(|()| !rest.contains(':')) }
    }

    /// A day, a year, `21-Nov-2026`, or an offset without its sign.
    fn number(&mut self, word: &str) -> Option<()> {
        if let Some((day, rest)) = word.split_once('-') {
            let (month, year) = rest.split_once('-')?;
            self.improper = true;
            let month = name_in(month, &MONTHS)? + 1;
            set(&mut self.month, month, &mut self.order, 'm')?;
            self.number(day).filter(|()| !day.contains('-'))?;
            return if year.contains('-') { None } else { self.number(year) };
        }
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        let suffix = &word[digits.len()..];
        self.improper |= !suffix.is_empty();
        let known = ["", ".", "st", "nd", "rd", "th"].iter().any(|known| suffix.eq_ignore_ascii_case(known));
        if digits.len() > 4 || !known {
            return None;
        }
        let number = digits.parse().ok()?;
        if self.day.is_none() && digits.len() <= 2 {
            return set(&mut self.day, number, &mut self.order, 'd');
        }
        if self.year.is_none() && digits.len() >= 2 {
            return set(&mut self.year, (number, digits.len()), &mut self.order, 'y');
        }
        // `09:00:00 0900`: the sign was lost, and most of our mail is from the east.
        let zone = zone::read(&format!("+{digits}")).filter(|_| digits.len() == 4 && self.clock.is_some())?;
        self.improper = true;
        set(&mut self.zone, zone, &mut self.order, 'z')
    }

    fn zone_word(&mut self, word: &str) -> Option<()> {
        if let Some(read) = zone::read(word) {
            self.improper |= !read.proper || word.contains(':');
            if self.zone.is_some() {
                // `+0900 JST` says it twice; the number came first.
                self.improper = true;
                return Some(());
            }
            return set(&mut self.zone, read, &mut self.order, 'z');
        }
        self.improper = true;
        // A day of the week in another language, or a zone nobody knows behind the time.
        let wordlike = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '+' | '0'..='9'));
        let placed = self.order.is_empty() || self.clock.is_some();
        (wordlike && placed).then_some(())
    }

    fn finish(self, comma_placed: bool, comment: Option<&str>) -> Option<Parts> {
        let mut parts = Parts { month: self.month?, day: self.day?, ..Parts::default() };
        let (year, digits) = self.year?;
        parts.set_year(year, digits);
        parts.clock = self.clock.map(|clock| clock.in_half(self.half));
        // 1970-01-01 was a Thursday.
        let weekday = (parts.day_number()? + 4).rem_euclid(7);
        let right_day = self.weekday.is_none_or(|day| i64::from(day) == weekday);
        let ordered = matches!(self.order.trim_start_matches('w'), "dmytz" | "dmyt" | "dmy");
        parts.repair.reshaped = self.improper || !right_day || !ordered || !comma_placed;
        parts.zone = match self.zone {
            Some(read) => Some(read.zone),
            None => {
                let read = comment.and_then(zone::read);
                parts.repair.reshaped |= read.is_some();
                read.map(|read| read.zone)
            }
        };
        Some(parts)
    }
}

/// Sets what was not known yet; a second one makes the text no date.
fn set<T>(slot: &mut Option<T>, value: T, order: &mut String, kind: char) -> Option<()> {
    order.push(kind);
    if slot.replace(value).is_some() { None } else { Some(()) }
}

/// The index of the name that `word` is or abbreviates by three or more letters.
fn name_in(word: &str, names: &[&str]) -> Option<u32> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let found =
        names.iter().position(|name| name.get(..word.len()).is_some_and(|n| n.eq_ignore_ascii_case(word)));
    found.and_then(|at| u32::try_from(at).ok())
}

/// Takes the comments (RFC 5322 §3.2.2) out, and gives the first one back: it may name the zone.
fn without_comments(text: &str) -> Option<(std::borrow::Cow<'_, str>, Option<&str>)> {
    let Some(first) = text.find('(') else { return Some((text.into(), None)) };
    let mut plain = String::with_capacity(text.len());
    let (mut depth, mut escaped) = (0usize, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if depth > 0 => escaped = true,
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                plain.push(' ');
            }
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let inner = &text[first + 1..];
    Some((plain.into(), Some(inner.split_once(')').map_or(inner, |(inner, _)| inner))))
}
