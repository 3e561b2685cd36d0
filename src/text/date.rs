//! Dates as people and programs write them, to UTC.
//!
//! Two doors: [`parse_mail`] for Date header fields (RFC 5322 §3.3 and §4.3) and [`parse_cell`] for cells of an
//! export (ISO 8601, Japanese and American forms, eras, epochs); each falls back on the other. What had to be
//! assumed stands in [`DateRepair`]. It does not read spreadsheet serial numbers (any count would be a
//! date), dates without a day, or years outside 1900–2200.

mod cell;
mod english;
mod japanese;
mod parts;
#[cfg(test)]
mod tests;
mod zone;

use jiff::tz::TimeZone;
use parts::{Parts, civil_day, day_number};
use std::borrow::Cow;

/// Longer values are prose; reading them costs time and finds nothing.
const MAX_LENGTH: usize = 500;

/// The zone assumed for values that name none.
#[derive(Clone, Debug)]
pub struct Zone(pub(crate) TimeZone);

impl Zone {
    /// An IANA name (`Asia/Tokyo`), a fixed offset (`+09:00`), `Z`, `UTC` or a usual abbreviation (`JST`).
    /// `None` if nobody knows it.
    pub fn named(name: &str) -> Option<Zone> {
        let name = name.trim();
        let zone = zone::iana(name).or_else(|| zone::read(name).map(|read| read.zone))?;
        Some(Zone(zone))
    }
}

/// What had to be assumed or repaired to read a date. Each true field is worth a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRepair {
    /// No zone was written: the plan's zone was used.
    pub zone_assumed: bool,
    /// A two-digit year was completed.
    pub short_year: bool,
    /// A Japanese era year (令和8年) was converted.
    pub era: bool,
    /// The form was not the expected one (2026/11/21 9:00, 2026年11月21日, RFC 5322 oddities).
    pub reshaped: bool,
    /// No time of day was written: 00:00 was used.
    pub time_assumed: bool,
}

/// A moment, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Fractions of a second are cut off.
    pub seconds: i64,
    pub repair: DateRepair,
}

/// A Date header field (RFC 5322 §3.3 and 4.3, and the oddities of real mail). `None` if it is no date.
pub fn parse_mail(value: &str, zone: &Zone) -> Option<Moment> {
    read(value, zone, |text| english::read(text).or_else(|| cell::read(text)))
}

/// A cell of an export: ISO 8601, 2026/11/21 9:00, 2026年11月21日, 令和8年11月21日, two-digit years, RFC 5322.
/// `None` if it is no date.
///
/// `11/21/2026` is month first, unless the first number exceeds 12 or dots stand between; `26/11/21` is year
/// first if that gives a date. 10 and 13 digits are seconds and milliseconds since 1970.
pub fn parse_cell(value: &str, zone: &Zone) -> Option<Moment> {
    if let Some(seconds) = canonical(value.as_bytes()) {
        return Some(Moment { seconds, repair: DateRepair::default() });
    }
    read(value, zone, |text| cell::read(text).or_else(|| english::read(text)))
}

fn read(value: &str, zone: &Zone, grammar: impl Fn(&str) -> Option<Parts>) -> Option<Moment> {
    let value = value.trim();
    if value.is_empty() || value.len() > MAX_LENGTH {
        return None;
    }
    let folded = super::fold::normal(value);
    let mut parts = grammar(folded.trim())?;
    parts.repair.reshaped |= matches!(folded, Cow::Owned(_));
    parts.resolve(zone)
}

/// `YYYY-MM-DDTHH:MM:SS[.fff]Z`, what most exports hold: without allocation and without a time zone's tables.
fn canonical(text: &[u8]) -> Option<i64> {
    let (head, rest) = text.split_at_checked(19)?;
    let fraction_then_z = match rest {
        b"Z" => true,
        [b'.', digits @ .., b'Z'] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !fraction_then_z || marks.iter().any(|&(at, mark)| head[at] != mark) {
        return None;
    }
    let number = |from: usize, to: usize| {
        head[from..to].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    let day = day_number(number(0, 4)?, number(5, 7)?, number(8, 10)?)?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(day * 86_400 + i64::from(hour * 3600 + minute * 60 + second))
}

/// `YYYY-MM-DDTHH:MM:SSZ`. Moments outside the years 0–9999 are written as the nearest inside.
pub fn utc(seconds: i64) -> String {
    let seconds = seconds.clamp(FIRST, LAST);
    let (year, month, day) = civil_day(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// 0000-01-01T00:00:00Z, and the last moment jiff knows: between them four digits hold the year.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_207_200;

/// Writes a moment in UTC by a strftime pattern, e.g. `%Y-%m-%dT%H:%M:%S.000Z`. It knows what a destination file
/// may use (`%Y %m %d %e %H %M %S %F %T %R %z %%`); another pattern gives the same as [`utc`].
pub fn format(seconds: i64, pattern: &str) -> String {
    let seconds = seconds.clamp(FIRST, LAST);
    let (year, month, day) = civil_day(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    let mut out = String::with_capacity(32);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('Y') => out.push_str(&format!("{year:04}")),
            Some('m') => out.push_str(&format!("{month:02}")),
            Some('d') => out.push_str(&format!("{day:02}")),
            Some('e') => out.push_str(&format!("{day:2}")),
            Some('H') => out.push_str(&format!("{hour:02}")),
            Some('M') => out.push_str(&format!("{minute:02}")),
            Some('S') => out.push_str(&format!("{second:02}")),
            Some('F') => out.push_str(&format!("{year:04}-{month:02}-{day:02}")),
            Some('T') => out.push_str(&format!("{hour:02}:{minute:02}:{second:02}")),
            Some('R') => out.push_str(&format!("{hour:02}:{minute:02}")),
            Some('z') => out.push_str("+0000"),
            Some('%') => out.push('%'),
            _ => return utc(seconds),
        }
    }
    out
}
