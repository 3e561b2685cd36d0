//! Dates as people and programs write them, to UTC.

/// The zone assumed for values that name none.
#[derive(Clone, Debug)]
pub struct Zone(pub(crate) jiff::tz::TimeZone);

impl Zone {
    /// An IANA name (`Asia/Tokyo`) or a fixed offset (`+09:00`).
    pub fn named(name: &str) -> Option<Zone> {
        jiff::tz::TimeZone::get(name).ok().map(Zone)
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
    pub seconds: i64,
    pub repair: DateRepair,
}

/// A Date header field (RFC 5322 §3.3 and 4.3, and the oddities of real mail).
pub fn parse_mail(_value: &str, _zone: &Zone) -> Option<Moment> {
    None
}

/// A cell of an export: ISO 8601, 2026/11/21 9:00, 2026年11月21日, 令和8年11月21日, two-digit years, RFC 5322.
pub fn parse_cell(_value: &str, _zone: &Zone) -> Option<Moment> {
    None
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
pub fn utc(_seconds: i64) -> String {
    String::new()
}

/// Writes a moment in UTC by a strftime pattern, e.g. `%Y-%m-%dT%H:%M:%S.000Z`.
pub fn format(_seconds: i64, _pattern: &str) -> String {
    String::new()
}
