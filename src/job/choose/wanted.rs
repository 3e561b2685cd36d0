//! What the plan says about which records go when not all do: a pilot, a window of time, with or without files.

use crate::destination::Destination;
use crate::job::error::{Error, ErrorKind};
use crate::json::{Value, json};
use crate::text::date::{self, Zone};
use crate::text::fold;
use crate::text::hash::key64;

/// The options that say which records go, as in `plan`: a survey is the same whatever they say.
pub const OPTIONS: &[(&str, &[&str], bool)] = &[
    ("pilot", &[], false),
    ("pilot-by", &["newest", "oldest", "random", "search"], false),
    ("pilot-seed", &[], false),
    ("pilot-search", &[], false),
    ("from", &[], false),
    ("until", &[], false),
    ("attachments", &["with", "without", "only"], false),
    ("attachment-max", &[], false),
];

/// Seconds of the last day of a window.
const DAY: i64 = 86_400;

/// Which of the records that others hang on go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many at most; `None`: all within the window.
    pub most: Option<u64>,
    pub by: By,
    /// The first and the last day, as in the plan; empty for none.
    days: [String; 2],
    /// The first moment, and the first one that is too late.
    times: [Option<i64>; 2],
}

/// What becomes of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    pub go: Go,
    /// Larger ones stay behind, bytes.
    pub most: Option<u64>,
}

/// Whether files go, and the records they belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Go {
    #[default]
    With,
    Without,
    /// The records went before.
    Only,
}

impl Files {
    /// # Errors
    /// `option-value` for a size that is none.
    pub fn read<'p>(option: impl Fn(&str) -> Option<&'p str>) -> Result<Files, Error> {
        let go = match option("attachments") {
            Some("without") => Go::Without,
            Some("only") => Go::Only,
            _ => Go::With,
        };
        let text = option("attachment-max").unwrap_or_default().trim();
        let most = match bytes(text) {
            None if !text.is_empty() => return Err(bad("attachment-max", text)),
            most => most,
        };
        Ok(Files { go, most })
    }

    /// Whether records of a tab go: one of files, or another.
    pub fn take(&self, of_files: bool) -> bool {
        self.go == Go::With || of_files == (self.go == Go::Only)
    }
}

/// `10MB`, `500 kB`, `2000000`: units of thousands, as vendors count.
fn bytes(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = match text[digits.len()..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

fn bad(key: &str, value: &str) -> Error {
    ErrorKind::OptionValue { key: key.into(), value: value.into() }.into()
}

/// Which come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    Newest,
    Oldest,
    /// By a hash of this seed and the record's id: the same ones in every run.
    Random(String),
    /// The newest of those that hold this text.
    Search(String),
}

impl By {
    /// The value of the option.
    pub fn as_str(&self) -> &'static str {
        match self {
            By::Newest => "newest",
            By::Oldest => "oldest",
            By::Random(_) => "random",
            By::Search(_) => "search",
        }
    }
}

/// Where a record stands among all: the least ones are chosen. Those without a time come last.
pub type Rank = (bool, i64, u64);

impl Wanted {
    /// What the options ask for; `None`: everything goes.
    ///
    /// # Errors
    /// `option-value` for a number that is none, `option-unfit` where the destination has no `[selection]`.
    pub fn read<'p>(
        option: impl Fn(&str) -> Option<&'p str>,
        zone: &Zone,
        destination: &Destination,
    ) -> Result<Option<Wanted>, Error> {
        let text = |key: &str| option(key).unwrap_or_default().trim();
        let most = match text("pilot") {
            "" | "0" => None,
            number => Some(number.parse().map_err(|_| bad("pilot", number))?),
        };
        let day = |key: &str| match text(key) {
            "" => Ok(None),
            day => midnight(day, zone).map(Some).ok_or_else(|| bad(key, day)),
        };
        let times = [day("from")?, day("until")?.map(|midnight| midnight + DAY)];
        let key = match (most, times) {
            (Some(_), _) => "pilot",
            (None, [Some(_), _]) => "from",
            (None, [None, Some(_)]) => "until",
            (None, [None, None]) => return Ok(None),
        };
        if destination.selection.is_none() {
            let destination = destination.id.clone();
            return Err(ErrorKind::OptionUnfit { key: key.into(), destination }.into());
        }
        let by = match text("pilot-by") {
            "oldest" => By::Oldest,
            "random" => By::Random(text("pilot-seed").to_string()),
            "search" => match text("pilot-search") {
                nothing if fold::key(nothing).is_empty() => return Err(bad("pilot-search", nothing)),
                wanted => By::Search(wanted.to_string()),
            },
            _ => By::Newest,
        };
        let days = ["from", "until"].map(|key| text(key).to_string());
        Ok(Some(Wanted { most, by, days, times }))
    }

    /// For papers and page: how many, which, and the seed or the text looked for.
    pub fn document(&self) -> Value {
        let text = match &self.by {
            By::Random(text) | By::Search(text) => text.as_str(),
            _ => "",
        };
        let [from, until] = &self.days;
        json!({"pilot": self.most, "by": self.by.as_str(), "text": text, "from": from, "until": until})
    }

    /// What the bundles' names say of it.
    pub fn stem(&self) -> String {
        let [from, until] = &self.days;
        let mut stem = if self.most.is_some() { "-pilot" } else { "" }.to_string();
        for (word, day) in [("-from-", from), ("-until-", until)].iter().filter(|(_, day)| !day.is_empty()) {
            stem.extend([*word, day.as_str()]);
        }
        stem
    }

    /// The window in words, if there is one.
    pub fn window(&self) -> Option<String> {
        let [from, until] = &self.days;
        self.times.iter().any(Option::is_some).then(|| format!("{from} – {until}").trim().to_string())
    }

    /// Whether any of a year (`2024`; empty: no time) lies in the window.
    pub fn holds_year(&self, year: &str) -> bool {
        let [from, until] = &self.days;
        // A day without its month comes before all days of its year, and after those of the year before.
        year >= from.get(..4).unwrap_or_default() && (until.is_empty() || year <= until.as_str())
    }

    /// Whether a record of this time lies in the window. One without a time counts as older than all others, so that
    /// windows side by side hold everything once.
    pub fn holds(&self, time: Option<i64>) -> bool {
        let [from, until] = self.times;
        from.is_none_or(|from| time.is_some_and(|time| time >= from))
            && until.is_none_or(|until| time.is_none_or(|time| time < until))
    }

    /// The rank of a record with this id and time.
    pub fn rank(&self, id: &str, time: Option<i64>) -> Rank {
        let undated = time.is_none();
        let time = time.unwrap_or_default();
        let tie = key64(id.as_bytes());
        match &self.by {
            By::Newest | By::Search(_) => (undated, time.saturating_neg(), tie),
            By::Oldest => (undated, time, tie),
            By::Random(seed) => (false, 0, key64(format!("{seed}\n{id}").as_bytes())),
        }
    }
}

/// The first moment of a day (`2024-01-31`) in a zone.
fn midnight(day: &str, zone: &Zone) -> Option<i64> {
    let shape = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    shape.then(|| date::parse_cell(day, zone)).flatten().map(|moment| moment.seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::load::built_in;

    fn read(options: &[(&str, &str)]) -> Result<Option<Wanted>, &'static str> {
        let option = |key: &str| options.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
        let zone = Zone::named("Asia/Tokyo").expect("a zone");
        Wanted::read(option, &zone, &built_in("zoho-desk").expect("built in")).map_err(|error| error.code())
    }

    #[test]
    fn no_pilot_is_asked_for_unless_a_number_is_given() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[("pilot", "0"), ("pilot-by", "oldest")]), Ok(None));
        assert_eq!(read(&[("pilot", "20")]), Ok(Some(wanted(Some(20), By::Newest))));
        assert_eq!(read(&[("pilot", "-1")]), Err("option-value"));
        assert_eq!(read(&[("pilot", "many")]), Err("option-value"));
    }

    fn wanted(most: Option<u64>, by: By) -> Wanted {
        Wanted { most, by, days: Default::default(), times: [None; 2] }
    }

    #[test]
    fn windows_side_by_side_hold_everything_once() {
        let window = |options: &[(&str, &str)]| read(options).expect("good").expect("a window");
        let (old, new) = (window(&[("until", "2023-12-31")]), window(&[("from", "2024-01-01")]));
        let midnight = 1_704_034_800; // in Tokyo
        for time in [None, Some(0), Some(midnight - 1), Some(midnight), Some(i64::MAX)] {
            assert!(old.holds(time) != new.holds(time), "{time:?}");
        }
        assert!(old.holds(Some(midnight - 1)) && new.holds(Some(midnight)) && old.holds(None));
        assert_eq!((old.stem().as_str(), new.window()), ("-until-2023-12-31", Some("2024-01-01 –".into())));
        for bad in ["2024", "2024-13-01", "2024-01-01 10:00", "yesterday", "../x"] {
            assert_eq!(read(&[("from", bad)]), Err("option-value"), "{bad}");
        }
    }

    #[test]
    fn sizes_are_in_powers_of_ten() {
        let most =
            |text| Files::read(|key| (key == "attachment-max").then_some(text)).map(|files| files.most);
        assert_eq!(most(""), Ok(None));
        assert_eq!(most("10MB"), Ok(Some(10_000_000)));
        assert_eq!(most("500 kB"), Ok(Some(500_000)));
        assert_eq!(most("2000"), Ok(Some(2000)));
        for bad in ["MB", "-1MB", "1 TB", "1.5MB", "99999999999999999999"] {
            assert_eq!(most(bad).map_err(|error| error.code()), Err("option-value"), "{bad}");
        }
    }

    #[test]
    fn a_search_needs_something_to_look_for() {
        let search = |text| read(&[("pilot", "3"), ("pilot-by", "search"), ("pilot-search", text)]);
        assert_eq!(search(" - "), Err("option-value"));
        let by = By::Search("Ｔ-1".into());
        assert_eq!(search(" Ｔ-1"), Ok(Some(wanted(Some(3), by))));
    }

    #[test]
    fn records_without_a_time_come_last_and_random_ones_only_depend_on_seed_and_id() {
        let by = |by| wanted(Some(1), by);
        let (newest, oldest) = (by(By::Newest), by(By::Oldest));
        assert!(newest.rank("a", Some(2)) < newest.rank("b", Some(1)));
        assert!(oldest.rank("a", Some(2)) > oldest.rank("b", Some(1)));
        assert!(newest.rank("a", Some(i64::MIN)) < newest.rank("b", None));
        let random = |seed: &str| by(By::Random(seed.into()));
        assert_eq!(random("1").rank("a", None), random("1").rank("a", Some(7)));
        assert_ne!(random("1").rank("a", None), random("2").rank("a", None));
    }
}
