//! Finds out when a message was sent: its Date field, else what the way it went tells.

use super::fields::{Fields, unfold};
use super::words;
use crate::finding::{Observation, Observe};
use crate::source::codes;
use crate::text::date::{self, DateRepair, Zone};

/// How many Received fields are looked at: mail servers refuse more than about 100 hops.
const MAX_HOPS: usize = 200;

/// The moment of the Date field; if there is none to read, of the oldest Received field with a date; else of the From_
/// line (empty where there is none).
pub(super) fn sent(
    fields: &Fields<'_>,
    from_line: &[u8],
    zone: &Zone,
    observe: &mut Observe<'_>,
) -> Option<i64> {
    let value = words::decode(fields.text(fields.raw("date")).text, &mut |_, _| ()).into_owned();
    if let Some(moment) = date::parse_mail(&value, zone) {
        let used = date::utc(moment.seconds);
        for bit in repairs(moment.repair) {
            let observation = Observation::new(codes::DATE_REPAIRED).field("date").found(&value);
            observe(observation.used(&used).number(bit));
        }
        return Some(moment.seconds);
    }
    // The first server that took the mail wrote the lowest field.
    let hops: Vec<&[u8]> = fields.all("received").take(MAX_HOPS).collect();
    let received = hops.iter().rev().find_map(|hop| received(hop, zone));
    let (found, by) = match received {
        Some(_) => (received, codes::DATE_BY_RECEIVED),
        None => (from_line_date(from_line, zone), codes::DATE_BY_FROM_LINE),
    };
    let code = if value.is_empty() { codes::DATE_MISSING } else { codes::DATE_UNREADABLE };
    let used = found.map(date::utc).unwrap_or_default();
    let by = if found.is_some() { by } else { 0 };
    observe(Observation::new(code).field("date").found(&value).used(&used).number(by));
    found
}

/// The date of a Received field stands after its last semicolon (RFC 5321 §4.4).
fn received(field: &[u8], zone: &Zone) -> Option<i64> {
    let field = unfold(field);
    let text = String::from_utf8_lossy(&field);
    let (_, written) = text.rsplit_once(';')?;
    date::parse_mail(written.trim(), zone).map(|moment| moment.seconds)
}

/// The repairs made, as the numbers of `date-repaired`.
fn repairs(repair: DateRepair) -> impl Iterator<Item = u64> {
    [
        (repair.zone_assumed, codes::REPAIR_ZONE_ASSUMED),
        (repair.short_year, codes::REPAIR_SHORT_YEAR),
        (repair.era, codes::REPAIR_ERA),
        (repair.reshaped, codes::REPAIR_RESHAPED),
        (repair.time_assumed, codes::REPAIR_TIME_ASSUMED),
    ]
    .into_iter()
    .filter_map(|(made, number)| made.then_some(number))
}

/// The moment a From_ line tells (`From a@example.jp Sat Jan  3 01:05:34 1996`), in seconds since the epoch.
///
/// A date without a zone is taken in `zone`: RFC 4155 says UTC, but most programs write local time. `None`
/// for a line without date, and for anything that is no From_ line.
pub fn from_line_date(line: &[u8], zone: &Zone) -> Option<i64> {
    let line = line.strip_prefix(b">").unwrap_or(line).strip_prefix(b"From ")?;
    let line = String::from_utf8_lossy(line);
    let words: Vec<&str> = line.split_whitespace().take(MAX_WORDS).collect();
    // The sender may hold blanks, or be missing: the date is the longest end of the line that reads as one.
    (0..words.len()).find_map(|first| {
        let written = words.get(first..)?;
        asctime(written, zone).or_else(|| {
            let looks = written
                .first()
                .is_some_and(|word| is_weekday(word) || word.starts_with(|char: char| char.is_ascii_digit()));
            let moment = looks.then(|| date::parse_mail(&written.join(" "), zone)).flatten();
            moment.map(|moment| moment.seconds)
        })
    })
}

/// How many words of a From_ line are looked at.
const MAX_WORDS: usize = 20;

fn is_weekday(word: &str) -> bool {
    let day = word.get(..3).unwrap_or_default();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|known| known.eq_ignore_ascii_case(day))
}

/// `Sat Jan  3 01:05:34 [zone] 1996 [zone]`, put in the order of RFC 5322.
fn asctime(words: &[&str], zone: &Zone) -> Option<i64> {
    let [weekday, month, day, time, rest @ ..] = words else { return None };
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let at = rest.iter().take(2).position(|word| is_year(word))?;
    if !is_weekday(weekday) || !month.starts_with(|char: char| char.is_ascii_alphabetic()) {
        return None;
    }
    let offset = if at == 1 { rest.first() } else { rest.get(1) };
    let offset = offset.copied().unwrap_or_default();
    let written = format!("{day} {month} {} {time} {offset}", rest.get(at)?);
    date::parse_mail(written.trim_end(), zone).map(|moment| moment.seconds)
}
