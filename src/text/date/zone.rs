//! Zones as they are written behind a time: offsets, abbreviations, IANA names, and mixtures of these.

use super::clock::Clock;

/// A zone read, and whether RFC 5322 or ISO 8601 knows this way of writing it.
#[derive(Clone, Debug)]
pub struct ReadZone {
    pub zone: Clock,
    pub proper: bool,
}

/// Reads the whole of `text` as a zone: `+0900`, `+09:00`, `+9:00`, `Z`, `JST`, `GMT+9`, `+09:00[Asia/Tokyo]`,
/// `Asia/Tokyo`, `日本標準時`.
pub fn read(text: &str) -> Option<ReadZone> {
    let text = text.trim();
    let improper = |zone| Some(ReadZone { zone, proper: false });
    if text.starts_with(['+', '-', '\u{2212}']) {
        return match text.split_once('[') {
            Some((number, _)) => improper(fixed(offset(number.trim())?.0)?),
            None => {
                let (seconds, proper) = offset(text)?;
                Some(ReadZone { zone: fixed(seconds)?, proper })
            }
        };
    }
    if let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        return improper(iana(inner)?);
    }
    if let Some((hours, proper)) = abbreviation(text) {
        return Some(ReadZone { zone: fixed(minutes(hours)?)?, proper });
    }
    if let Some(at) = text.find(['+', '-']).filter(|&at| (1..=4).contains(&at)) {
        // `GMT+0900`: the number counts from the name, and only zero names are written so.
        let (name, number) = text.split_at(at);
        let zero = matches!(name.trim().to_ascii_uppercase().as_str(), "GMT" | "UTC" | "UT" | "Z");
        let seconds = offset(number).filter(|_| zero || name.eq_ignore_ascii_case("JST"))?.0;
        return improper(fixed(seconds)?);
    }
    if text.contains("日本標準時") || text.contains("東京") {
        return improper(fixed(9 * 3600)?);
    }
    improper(iana(text)?)
}

/// An IANA name, in any case. Guarded by its shape: asking the tables for any word costs time.
pub fn iana(name: &str) -> Option<Clock> {
    let shaped = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    if !shaped || !name.contains('/') {
        return matches!(name, "UTC").then_some(Clock::UTC);
    }
    // Some tables know it as a name for not knowing.
    Clock::named(name).filter(|_| !name.eq_ignore_ascii_case("Etc/Unknown"))
}

/// Seconds east of Greenwich, and whether the offset is written `+hhmm`, `+hh:mm` or `+hh`.
fn offset(text: &str) -> Option<(i32, bool)> {
    let negative = text.starts_with(['-', '\u{2212}']);
    let digits = text.trim_start_matches(['+', '-', '\u{2212}']);
    let signs = text.chars().count() - digits.chars().count();
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        // Read from the end: `+900` is nine hours.
        None if digits.is_ascii() && digits.len() > 2 => digits.split_at(digits.len() - 2),
        None => (digits, "00"),
    };
    let number = |text: &str| {
        let plain = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse::<i32>().ok() } else { None }
    };
    let proper = signs == 1 && hour.len() == 2 && minute.len() == 2 && !text.starts_with('\u{2212}');
    let (hour, minute) = (number(hour)?, number(minute)?);
    if signs != 1 || hour > 15 || minute > 59 {
        return None;
    }
    let seconds = hour * 3600 + minute * 60;
    Some((if negative { -seconds } else { seconds }, proper))
}

fn fixed(seconds: i32) -> Option<Clock> {
    Some(Clock::Fixed(seconds))
}

fn minutes(minutes: i32) -> Option<i32> {
    minutes.checked_mul(60)
}

/// Minutes east of Greenwich, and whether RFC 5322 §4.3 lists the name. Military letters other than Z carry
/// no information there and count as UTC.
fn abbreviation(name: &str) -> Option<(i32, bool)> {
    if name.len() > 5 {
        return None;
    }
    let listed = |hours: i32| Some((hours * 60, true));
    let usual = |hours: i32| Some((hours * 60, false));
    match name.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "GMT" => listed(0),
        "EDT" => listed(-4),
        "EST" | "CDT" => listed(-5),
        "CST" | "MDT" => listed(-6),
        "MST" | "PDT" => listed(-7),
        "PST" => listed(-8),
        "UTC" | "WET" => usual(0),
        "JST" | "KST" => usual(9),
        "BST" | "CET" | "MET" | "WEST" => usual(1),
        "CEST" | "MEST" | "EET" => usual(2),
        "EEST" | "MSK" => usual(3),
        "ICT" | "WIB" => usual(7),
        "HKT" | "SGT" | "PHT" | "AWST" => usual(8),
        "AEST" => usual(10),
        "AEDT" => usual(11),
        "NZST" => usual(12),
        "NZDT" => usual(13),
        "HST" => usual(-10),
        "AKST" => usual(-9),
        "AKDT" => usual(-8),
        letter if letter.len() == 1 && letter != "J" && letter.as_bytes()[0].is_ascii_alphabetic() => {
            usual(0)
        }
        _ => None,
    }
}
