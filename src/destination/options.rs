//! What holds under the options of a plan: caps, date-time patterns, defaults.
//!
//! `chosen` is the plan's say: the value set for an option, or `None` for its default.

use super::build::is_number;
use super::{Caps, Destination, DestinationOption, Field};
use crate::text::date::{self, Zone};

impl Default for Caps {
    /// No cap at all.
    fn default() -> Caps {
        Caps {
            bundle_bytes: u64::MAX,
            bundles: u64::MAX,
            total_bytes: u64::MAX,
            part_bytes: u64::MAX,
            part_rows: u64::MAX,
            bundle_rows: u64::MAX,
            from: Vec::new(),
            when: Vec::new(),
        }
    }
}

impl Caps {
    /// The names a TOML file knows caps by.
    pub const NAMES: [&'static str; 6] =
        ["bundle-bytes", "bundles", "total-bytes", "part-bytes", "part-rows", "bundle-rows"];

    /// Sets a cap by its name in the TOML file; false if there is no cap of that name.
    pub fn set(&mut self, name: &str, value: u64) -> bool {
        match name {
            "bundle-bytes" => self.bundle_bytes = value,
            "bundles" => self.bundles = value,
            "total-bytes" => self.total_bytes = value,
            "part-bytes" => self.part_bytes = value,
            "part-rows" => self.part_rows = value,
            "bundle-rows" => self.bundle_rows = value,
            _ => return false,
        }
        true
    }
}

impl DestinationOption {
    /// Whether the plan may set it to this value.
    pub fn takes(&self, value: &str) -> bool {
        if self.date {
            return value.is_empty() || is_day(value);
        }
        self.values.is_empty()
            || self.values.iter().any(|known| known == value)
            || (self.number && is_number(value))
    }
}

/// Whether a text is a day as a date input gives it.
fn is_day(text: &str) -> bool {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    shaped && Zone::named("UTC").is_some_and(|zone| date::parse_cell(text, &zone).is_some())
}

/// Whether a text is a time of day behind which a day makes a moment (`04:00`).
pub(super) fn is_time(text: &str) -> bool {
    let moment = format!("2000-01-01T{text}");
    text.len() == 5 && Zone::named("UTC").is_some_and(|zone| date::parse_cell(&moment, &zone).is_some())
}

impl Destination {
    /// The value of an option: what was chosen, else its default (empty for free text or an unknown key).
    pub fn option(&self, key: &str, chosen: &dyn Fn(&str) -> Option<String>) -> String {
        chosen(key).unwrap_or_else(|| {
            let option = self.options.iter().find(|option| option.key == key);
            option.and_then(|option| option.values.first()).cloned().unwrap_or_default()
        })
    }

    /// The caps that hold under the chosen options; of several `when` that apply the later one wins.
    pub fn caps_under(&self, chosen: &dyn Fn(&str) -> Option<String>) -> Caps {
        let mut caps = Caps { when: Vec::new(), from: Vec::new(), ..self.caps.clone() };
        for from in &self.caps.from {
            let number = self.option(&from.option, chosen).parse::<u64>().unwrap_or(u64::MAX);
            for name in &from.caps {
                caps.set(name, number.saturating_mul(from.times));
            }
        }
        for when in &self.caps.when {
            if self.option(&when.option, chosen) == when.value {
                for (name, value) in &when.caps {
                    caps.set(name, *value);
                }
            }
        }
        caps
    }

    /// The date-time pattern a field is written with under the chosen options.
    pub fn datetime_under<'a>(
        &'a self,
        field: &'a Field,
        chosen: &dyn Fn(&str) -> Option<String>,
    ) -> &'a str {
        let when = field.datetime_when.iter().rev();
        let mut when = when.filter(|when| self.option(&when.option, chosen) == when.value);
        let special = when.next().map(|when| when.datetime.as_str());
        special.or(field.datetime.as_deref()).unwrap_or(&self.datetime)
    }
}

#[cfg(test)]
mod tests {
    use crate::destination::load::built_in;

    fn trial(key: &str) -> Option<String> {
        (key == "trial").then(|| "yes".to_string())
    }

    #[test]
    fn a_trial_has_its_own_total_cap() {
        let zoho = built_in("zoho-desk").unwrap();
        assert_eq!(zoho.caps_under(&|_| None).total_bytes, 10_000_000_000);
        assert_eq!(zoho.caps_under(&trial).total_bytes, 2_000_000_000);
        assert_eq!(zoho.caps_under(&trial).bundles, 5);
    }

    #[test]
    fn thread_times_lose_their_seconds_only_when_asked() {
        let zoho = built_in("zoho-desk").unwrap();
        let threads = &zoho.tabs[zoho.tab("threads").unwrap()];
        let sent = &threads.fields[threads.field("SendDateTime").unwrap()];
        assert_eq!(zoho.datetime_under(sent, &|_| None), "%Y-%m-%dT%H:%M:%S.000Z");
        let without = |key: &str| (key == "thread-seconds").then(|| "no".to_string());
        assert_eq!(zoho.datetime_under(sent, &without), "%Y-%m-%dT%H:%M.000Z");
    }
}
