//! Local dates in the two forms most exports write, read the short way.
//!
//! Gives the same moment and repairs as `cell` and `parts`, without their allocations and without asking a time
//! zone's tables; where it gives nothing they are asked.

use super::parts::day_number;
use super::{DateRepair, Moment};

/// Reads `2026/11/21 9:05[:30]` and `2026-11-21 09:05[:30]`; `None` for anything else, be it a date or not.
/// `steady` as in [`super::Zone`].
pub fn read(text: &str, (since, east): (i64, i64)) -> Option<Moment> {
    if let Some((local, reshaped)) = fixed(text.as_bytes()) {
        let repair = DateRepair { zone_assumed: true, reshaped, ..DateRepair::default() };
        return (local >= since).then_some(Moment { seconds: local - east, repair });
    }
    let rest = &mut text.as_bytes();
    let (year, year_digits) = number(rest)?;
    let mark = sign(rest).filter(|mark| matches!(mark, b'/' | b'-'))?;
    let (month, month_digits) = number(rest)?;
    sign(rest).filter(|&again| again == mark)?;
    let (day, day_digits) = number(rest)?;
    sign(rest).filter(|&gap| gap == b' ')?;
    let (hour, hour_digits) = number(rest)?;
    let minute = sixtieths(rest)?;
    let second = if rest.is_empty() { 0 } else { sixtieths(rest)? };
    let short = [month_digits, day_digits, hour_digits];
    if year_digits != 4 || short.iter().any(|&digits| digits > 2) || hour > 23 || !rest.is_empty() {
        return None;
    }
    let local = day_number(year, month, day)? * 86_400 + i64::from(hour * 3600 + minute * 60 + second);
    let reshaped = mark != b'-' || short != [2; 3];
    let repair = DateRepair { zone_assumed: true, reshaped, ..DateRepair::default() };
    (local >= since).then_some(Moment { seconds: local - east, repair })
}

/// The same where month and day have two digits, as nearly always: local time, and whether the form was not the expected.
fn fixed(text: &[u8]) -> Option<(i64, bool)> {
    // 9999 stands for what is no number: no year, month, hour or minute is as large.
    let two = |high: u8, low: u8| {
        let (high, low) = (high.wrapping_sub(b'0'), low.wrapping_sub(b'0'));
        if high > 9 || low > 9 { 9999 } else { u32::from(high) * 10 + u32::from(low) }
    };
    let (&[a, b, c, d, mark, e, f, again, g, h, b' '], time) = text.split_first_chunk()? else { return None };
    let (hour, minute, second, short) = match *time {
        [h, b':', a, b] => (two(b'0', h), two(a, b), 0, true),
        [g, h, b':', a, b] => (two(g, h), two(a, b), 0, false),
        [h, b':', a, b, b':', c, d] => (two(b'0', h), two(a, b), two(c, d), true),
        [g, h, b':', a, b, b':', c, d] => (two(g, h), two(a, b), two(c, d), false),
        _ => return None,
    };
    if mark != again || !matches!(mark, b'/' | b'-') || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let day = day_number(two(a, b) * 100 + two(c, d), two(e, f), two(g, h))?;
    Some((day * 86_400 + i64::from(hour * 3600 + minute * 60 + second), short || mark == b'/'))
}

/// Up to four digits at the head of `rest`, and how many there are.
fn number(rest: &mut &[u8]) -> Option<(u32, usize)> {
    let digits = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let (head, after) = rest.split_at(digits);
    *rest = after;
    let value = head.iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    (digits > 0).then_some((value, digits))
}

fn sign(rest: &mut &[u8]) -> Option<u8> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    Some(first)
}

/// `:05`, below 60.
fn sixtieths(rest: &mut &[u8]) -> Option<u32> {
    sign(rest).filter(|&mark| mark == b':')?;
    let (value, digits) = number(rest)?;
    (digits == 2 && value < 60).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::super::{Moment, Zone, cell, parse_cell};

    /// What the long way gives.
    fn long(value: &str, zone: &Zone) -> Option<Moment> {
        super::super::read(value, zone, cell::read)
    }

    #[test]
    fn the_short_way_finds_what_the_long_way_finds() {
        let values = [
            "2026/11/21 9:05",
            "2026/11/21 09:05",
            "2026/1/2 9:05:30",
            "2026-11-21 09:05",
            "2026-11-21 09:05:59",
            "2026-11-21 9:05",
            "2026-1-21 09:05",
            "2026/02/29 9:05",
            "2024/02/29 9:05",
            "2026/13/01 9:05",
            "2026/11/21 24:00",
            "2026/11/21 23:60",
            "2026/11/21 9:5",
            "2026/11/21 9:05:60",
            "2026/11/21 9:05:6",
            "2026/11-21 9:05",
            "26/11/21 9:05",
            "2026/11/21  9:05",
            "1899/11/21 9:05",
            "2201/01/01 0:00",
            "1945/08/15 12:00",
            "1950/07/01 0:30",
            "1900/1/1 0:00",
            "2200/12/31 23:59",
            "2026/111/21 9:05",
            "2026/11/21 9:05 ",
            "2026/11/21 9:05Z",
            "2026/11/21",
            "",
            "2026",
            "2026/",
            "2026/11/21 :05",
            "2026/3/10 2:30",
        ];
        for zone in ["Asia/Tokyo", "UTC", "+05:30", "America/New_York", "Asia/Kathmandu"] {
            let zone = Zone::named(zone).unwrap();
            for value in values {
                assert_eq!(parse_cell(value, &zone), long(value, &zone), "{value:?}");
            }
        }
    }
}
