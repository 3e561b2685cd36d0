//! Dates as people and programs write them, to UTC.
//!
//! Two doors: [`parse_mail`] for Date header fields (RFC 5322 §3.3 and §4.3) and [`parse_cell`] for cells of an
//! export (ISO 8601, Japanese and American forms, eras, epochs); each falls back on the other. What had to be
//! assumed stands in [`DateRepair`]. It does not read spreadsheet serial numbers (any count would be a
//! date), dates without a day, or years outside 1900–2200.

mod cell;
mod clock;
mod common;
mod english;
mod japanese;
mod parts;
#[cfg(test)]
mod tests;
mod zone;

pub(crate) use parts::civil_day;
use parts::{Parts, day_number};
use std::borrow::Cow;

/// Longer values are prose; reading them costs time and finds nothing.
const MAX_LENGTH: usize = 500;

/// The zone assumed for values that name none.
#[derive(Clone, Debug)]
pub struct Zone {
    clock: clock::Clock,
    /// From which local time on its clocks are never changed again, and how far east of Greenwich they then are,
    /// in seconds: most zones, and there no table has to be asked.
    steady: Option<(i64, i64)>,
}

impl Zone {
    /// An IANA name (`Asia/Tokyo`), a fixed offset (`+09:00`), `Z`, `UTC` or a usual abbreviation (`JST`).
    /// `None` if nobody knows it.
    pub fn named(name: &str) -> Option<Zone> {
        let name = name.trim();
        let zone = zone::iana(name).or_else(|| zone::read(name).map(|read| read.zone))?;
        let clock = zone.known();
        Some(Zone { steady: clock.steady(), clock })
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
    if let Some(moment) = parse_common(value, zone) {
        return Some(moment);
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

/// A cell in one of the two forms most exports write, read the short way; None for any other, be it a date or not.
pub fn parse_common(value: &str, zone: &Zone) -> Option<Moment> {
    common::read(value, zone.steady?)
}

/// Whether the text is a moment just as [`MILLIS`] writes it.
pub fn is_millis(text: &str) -> bool {
    text.len() == 24 && text.ends_with(".000Z") && canonical(text.as_bytes()).is_some()
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
    written(seconds, "%Y-%m-%dT%H:%M:%SZ").unwrap_or_default()
}

/// 0000-01-01T00:00:00Z, and the last moment of 9999 anywhere on earth: between them four digits hold the year.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_207_200;

/// Writes a moment in UTC by a strftime pattern, e.g. `%Y-%m-%dT%H:%M:%S.000Z`. It knows what a destination file
/// may use (`%Y %m %d %e %H %M %S %F %T %R %z %%`); another pattern gives the same as [`utc`].
pub fn format(seconds: i64, pattern: &str) -> String {
    written(seconds, pattern).unwrap_or_else(|| utc(seconds))
}

/// What nearly all destinations want; no way round is worth its time for millions of dates.
pub const MILLIS: &str = "%Y-%m-%dT%H:%M:%S.000Z";

/// A moment by [`MILLIS`], in ASCII.
pub fn millis(seconds: i64) -> [u8; 24] {
    let (year, month, day, clock) = civil(seconds);
    let (&[a, b], &[c, d]) = (two_digits(year as u32 / 100), two_digits(year as u32 % 100));
    let (&[e, f], &[g, h]) = (two_digits(month), two_digits(day));
    let (&[i, j], &[k, l]) = (two_digits(clock / 3600), two_digits(clock / 60 % 60));
    let &[m, n] = two_digits(clock % 60);
    [a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n, b'.', b'0', b'0', b'0', b'Z']
}

/// Year, month and day of a moment, and its second of the day.
fn civil(seconds: i64) -> (i64, u32, u32, u32) {
    let seconds = seconds.clamp(FIRST, LAST);
    let (year, month, day) = civil_day(seconds.div_euclid(86_400));
    (year, month, day, seconds.rem_euclid(86_400) as u32)
}

/// The same; `None` for any other pattern. Without the formatting machinery, as an export holds millions of dates.
fn written(seconds: i64, pattern: &str) -> Option<String> {
    if pattern == MILLIS {
        return std::str::from_utf8(&millis(seconds)).ok().map(str::to_string);
    }
    let (year, month, day, clock) = civil(seconds);
    // On the stack first: appending to a string asks for its room at every step.
    let (mut out, mut end) = ([0; 64], 0);
    let mut put = |bytes: &[u8]| {
        for &byte in bytes {
            *out.get_mut(end)? = byte;
            end += 1;
        }
        Some(())
    };
    let mut signs = pattern.bytes();
    while let Some(sign) = signs.next() {
        if sign != b'%' {
            put(&[sign])?;
            continue;
        }
        let (year, second) = (year as u32, clock % 60);
        let number = match signs.next()? {
            b'Y' => {
                put(two_digits(year / 100))?;
                year % 100
            }
            b'F' => {
                [year / 100, year % 100].iter().try_for_each(|&half| put(two_digits(half)).map(|_| ()))?;
                put(b"-")?;
                put(two_digits(month))?;
                put(b"-")?;
                day
            }
            sign @ (b'T' | b'R') => {
                put(two_digits(clock / 3600))?;
                put(b":")?;
                if sign == b'R' {
                    clock / 60 % 60
                } else {
                    put(two_digits(clock / 60 % 60))?;
                    put(b":")?;
                    second
                }
            }
            b'e' if day < 10 => {
                put(&[b' ', b'0' + day as u8])?;
                continue;
            }
            b'e' => day,
            b'z' => {
                put(b"+0000")?;
                continue;
            }
            b'%' => {
                put(b"%")?;
                continue;
            }
            b'm' => month,
            b'd' => day,
            b'H' => clock / 3600,
            b'M' => clock / 60 % 60,
            b'S' => second,
            _ => return None,
        };
        put(two_digits(number))?;
    }
    std::str::from_utf8(&out[..end]).ok().map(str::to_string)
}

/// A number below 100 in two digits.
fn two_digits(number: u32) -> &'static [u8; 2] {
    const ALL: [[u8; 2]; 100] = {
        let mut all = [[0; 2]; 100];
        let mut number = 0;
        while number < 100 {
            all[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
            number += 1;
        }
        all
    };
    &ALL[(number % 100) as usize]
}
