//! What clocks show in a zone: how far east of Greenwich they are, and when that changes.
//!
//! The rules are the IANA time zone database's: natively jiff's copy, in the page the browser's own
//! (`text/host.rs`), as the tables would be a tenth of the page. Both are only asked for the offset at a moment;
//! all else is done here, so that a local time is read alike. What a government decided lately one of them may know
//! and the other not.

use std::sync::Arc;

/// The clocks of a zone.
#[derive(Clone, Debug)]
pub enum Clock {
    /// Always so many seconds east of Greenwich.
    Fixed(i32),
    /// By IANA name; the tables are asked each time.
    Named(Arc<str>),
    /// The same with its changes at hand.
    Known(Arc<Known>),
}

/// The changes of a zone's clocks within [`FROM`]..[`TO`].
#[derive(Debug)]
pub struct Known {
    name: Arc<str>,
    /// From when (seconds since 1970, the first being [`FROM`]) how many seconds east.
    changes: Vec<(i64, i32)>,
}

const DAY: i64 = 86_400;
/// The changes written down: 1970 to 2088. What was decided ahead ends in 2087 (Morocco).
const FROM: i64 = 0;
const TO: i64 = 118 * 366 * DAY;
/// Two changes are never nearer to each other than that (summer time halts in Ramadan for 30 days).
const STEP: i64 = 8 * DAY;
/// 2201: no later year is read.
const LAST: i64 = 7_289_654_400;

impl Clock {
    pub const UTC: Clock = Clock::Fixed(0);

    /// The zone of an IANA name, in any case; `None` if nobody knows it.
    pub fn named(name: &str) -> Option<Clock> {
        offset(name, 0).map(|_| Clock::Named(name.into()))
    }

    /// The same clocks with their changes written down: some thousand questions now instead of four at each date.
    pub fn known(self) -> Clock {
        let Clock::Named(name) = self else { return self };
        let asked = |moment| offset(&name, moment).unwrap_or(0);
        let mut changes = vec![(FROM, asked(FROM))];
        let (mut at, mut east) = changes[0];
        while at < TO {
            let next = at + STEP;
            let then = asked(next);
            if then != east {
                // The first second that differs.
                let (mut before, mut after) = (at, next);
                while after - before > 1 {
                    let middle = before + (after - before) / 2;
                    if asked(middle) == east {
                        before = middle;
                    } else {
                        after = middle;
                    }
                }
                changes.push((after, then));
            }
            (at, east) = (next, then);
        }
        Clock::Known(Arc::new(Known { name, changes }))
    }

    /// Seconds east of Greenwich at a moment.
    fn east(&self, moment: i64) -> i32 {
        match self {
            Clock::Fixed(east) => *east,
            Clock::Named(name) => offset(name, moment).unwrap_or(0),
            Clock::Known(known) if (FROM..TO).contains(&moment) => {
                let later = known.changes.partition_point(|&(since, _)| since <= moment);
                known.changes[later.saturating_sub(1)].1
            }
            Clock::Known(known) => offset(&known.name, moment).unwrap_or(0),
        }
    }

    /// The moment when these clocks show a local time (in seconds, as if it were UTC). A time shown twice is the
    /// first of both; one that a change skipped is read as if the change had not come yet (RFC 5545 §3.3.5).
    pub fn moment(&self, local: i64) -> i64 {
        let (before, after) = (self.east(local - DAY), self.east(local + DAY));
        let (first, second) = (local - i64::from(before), local - i64::from(after));
        if before != after && self.east(first) != before && self.east(second) == after {
            return second;
        }
        first
    }

    /// From which local time on the clocks are never changed again, and how far east of Greenwich they then are, in
    /// seconds; `None` for zones with summer time, and where the changes are not at hand.
    pub fn steady(&self) -> Option<(i64, i64)> {
        let known = match self {
            Clock::Fixed(east) => return Some((i64::MIN, i64::from(*east))),
            Clock::Named(_) => return None,
            Clock::Known(known) => known,
        };
        let &(since, east) = known.changes.last()?;
        let mut later = (TO..=LAST).step_by(60 * DAY as usize);
        let steady = later.all(|moment| offset(&known.name, moment) == Some(east));
        // Two days: the change itself is in another local time.
        steady.then_some((since + 2 * DAY, i64::from(east)))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn offset(name: &str, moment: i64) -> Option<i32> {
    let zone = jiff::tz::TimeZone::get(name).ok()?;
    Some(zone.to_offset(jiff::Timestamp::from_second(moment).ok()?).seconds())
}

#[cfg(target_arch = "wasm32")]
fn offset(name: &str, moment: i64) -> Option<i32> {
    (crate::text::host::host().offset)(name, moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::DateTime;
    use jiff::tz::TimeZone;

    fn theirs(zone: &TimeZone, local: i64) -> i64 {
        let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        let local = epoch.checked_add(jiff::SignedDuration::from_secs(local)).unwrap();
        zone.to_ambiguous_timestamp(local).compatible().unwrap().as_second()
    }

    fn check(name: &str, zone: &TimeZone, local: i64, moment: i64) {
        let theirs = theirs(zone, local);
        let shows = |moment: i64| {
            moment + i64::from(zone.to_offset(jiff::Timestamp::from_second(moment).unwrap()).seconds())
                == local
        };
        // jiff reads an hour of America/Nuuk's 2023-10-28 by the rule for later years.
        assert!(moment == theirs || (shows(moment) && !shows(theirs)), "{name} {local}: {moment}, {theirs}");
    }

    /// Seconds before and after a change.
    const AROUND: [i64; 13] = [-DAY, -7200, -3601, -3600, -1801, -1, 0, 1, 1800, 3599, 3600, 7200, DAY];

    #[test]
    fn local_times_are_read_as_jiff_reads_them_in_every_zone() {
        for name in jiff::tz::db().available() {
            let zone = TimeZone::get(name.as_str()).unwrap();
            let clock = Clock::named(name.as_str()).expect("a zone").known();
            let from = jiff::Timestamp::from_second(-DAY).unwrap();
            let until = jiff::Timestamp::from_second(TO + 800 * DAY).unwrap();
            for change in zone.following(from).take_while(|change| change.timestamp() < until) {
                let at = change.timestamp().as_second() + i64::from(change.offset().seconds());
                AROUND.iter().for_each(|by| check(name.as_str(), &zone, at + by, clock.moment(at + by)));
            }
            let steady = clock.steady().unwrap_or((LAST, 0));
            for local in (-2_208_988_800..LAST).step_by(25_234_567) {
                check(name.as_str(), &zone, local, clock.moment(local));
                if local >= steady.0 {
                    check(name.as_str(), &zone, local, local - steady.1);
                }
            }
        }
    }
}
