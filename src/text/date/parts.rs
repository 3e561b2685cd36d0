//! A date taken apart, and put together as a moment.

use super::clock;
use super::{DateRepair, Moment, Zone};

/// Outside these years a reading is a mistake rather than a date of mail.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// What was written, before the calendar is asked.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    pub clock: Option<Clock>,
    pub zone: Option<clock::Clock>,
    pub repair: DateRepair,
}

/// A time of day. The hour may be 24 (ISO 8601: the end of the day), the second 60 (a leap second).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
}

/// Half of a day, written before or after the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Morning,
    Afternoon,
}

impl Clock {
    /// Puts a twelve-hour reading right; 午後13時 is taken as meant. Midnight is 12 AM.
    pub fn in_half(self, half: Option<Half>) -> Clock {
        let hour = match (half, self.hour) {
            (Some(Half::Morning), 12) => 0,
            (Some(Half::Afternoon), hour @ 0..=11) => hour + 12,
            (_, hour) => hour,
        };
        Clock { hour, ..self }
    }
}

impl Parts {
    /// A date known by its epoch alone.
    pub fn epoch(seconds: i64) -> Parts {
        let (year, month, day) = civil_day(seconds.div_euclid(86_400));
        let clock = u32::try_from(seconds.rem_euclid(86_400)).unwrap_or(0);
        Parts {
            year: i32::try_from(year).unwrap_or(i32::MAX),
            month,
            day,
            clock: Some(Clock { hour: clock / 3600, minute: clock / 60 % 60, second: clock % 60 }),
            zone: Some(clock::Clock::UTC),
            repair: DateRepair { reshaped: true, ..DateRepair::default() },
        }
    }

    /// Sets the year from its digits. Two and three digits by RFC 5322 §4.3: 26 is 2026, 98 is 1998, 126 is 2026.
    pub fn set_year(&mut self, year: u32, digits: usize) {
        let (century, short) = match (digits, year) {
            (1 | 2, 0..=49) => (2000, true),
            (1 | 2, _) | (3, _) => (1900, true),
            _ => (0, false),
        };
        self.repair.short_year |= short;
        self.year = i32::try_from(year).unwrap_or(i32::MAX).saturating_add(century);
    }

    /// Whether the calendar has such a day, in a year that is read.
    pub fn is_date(&self) -> bool {
        self.day_number().is_some()
    }

    /// Its number, counted from 1970-01-01.
    pub fn day_number(&self) -> Option<i64> {
        day_number(u32::try_from(self.year).ok()?, self.month, self.day)
    }

    /// The moment meant, in the zone written or else in `assumed`.
    pub fn resolve(mut self, assumed: &Zone) -> Option<Moment> {
        let day = self.day_number()?;
        self.repair.zone_assumed = self.zone.is_none();
        self.repair.time_assumed = self.clock.is_none();
        let Clock { hour, minute, second } = self.clock.unwrap_or_default();
        if hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute, second) != (0, 0)) {
            return None;
        }
        // POSIX time has no leap seconds: the 60th is read as the 59th.
        let local = day * 86_400 + i64::from(hour * 3600 + minute * 60 + second.min(59));
        let zone = self.zone.as_ref().unwrap_or(&assumed.clock);
        Some(Moment { seconds: zone.moment(local), repair: self.repair })
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; `None` if there is no such day or year we read.
pub fn day_number(year: u32, month: u32, day: u32) -> Option<i64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=last).contains(&day) || !YEARS.contains(&i32::try_from(year).ok()?) {
        return None;
    }
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = (year - u32::from(month <= 2), (month + 9) % 12);
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(i64::from(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 719_468)
}

/// Year, month and day of a count of days since 1970-01-01, the inverse of [`day_number`].
pub fn civil_day(days: i64) -> (i64, u32, u32) {
    // Within 32 bits, as all our years are; one era more, as the year 0 began before its March.
    let days = days.saturating_add(719_468 + 146_097).clamp(0, i64::from(i32::MAX)) as u32;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = i64::from(era * 400 + year + u32::from(month <= 2)) - 400;
    (year, month, day)
}
