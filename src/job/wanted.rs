//! What the plan says about which records go when not all do: a pilot.

use super::error::{Error, ErrorKind};
use crate::destination::Destination;
use crate::text::fold;
use crate::text::hash::key64;
use serde_json::{Value, json};

/// The options that say which records go, as in `plan`: a survey is the same whatever they say.
pub const OPTIONS: &[(&str, &[&str], bool)] = &[
    ("pilot", &[], false),
    ("pilot-by", &["newest", "oldest", "random", "search"], false),
    ("pilot-seed", &[], false),
    ("pilot-search", &[], false),
];

/// Which of the records that others hang on go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many at most.
    pub most: u64,
    pub by: By,
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
        destination: &Destination,
    ) -> Result<Option<Wanted>, Error> {
        let bad = |key: &str, value: &str| ErrorKind::OptionValue { key: key.into(), value: value.into() };
        let text = |key: &str| option(key).unwrap_or_default().trim();
        let most = match text("pilot") {
            "" | "0" => return Ok(None),
            number => number.parse().map_err(|_| bad("pilot", number))?,
        };
        if destination.selection.is_none() {
            let destination = destination.id.clone();
            return Err(ErrorKind::OptionUnfit { key: "pilot".into(), destination }.into());
        }
        let by = match text("pilot-by") {
            "oldest" => By::Oldest,
            "random" => By::Random(text("pilot-seed").to_string()),
            "search" => match text("pilot-search") {
                nothing if fold::key(nothing).is_empty() => return Err(bad("pilot-search", nothing).into()),
                wanted => By::Search(wanted.to_string()),
            },
            _ => By::Newest,
        };
        Ok(Some(Wanted { most, by }))
    }

    /// For papers and page: how many, which, and the seed or the text looked for.
    pub fn document(&self) -> Value {
        let text = match &self.by {
            By::Random(text) | By::Search(text) => text.as_str(),
            _ => "",
        };
        json!({"pilot": self.most, "by": self.by.as_str(), "text": text})
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::load::built_in;

    fn read(options: &[(&str, &str)]) -> Result<Option<Wanted>, &'static str> {
        let option = |key: &str| options.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
        Wanted::read(option, &built_in("zoho-desk").expect("built in")).map_err(|error| error.code())
    }

    #[test]
    fn no_pilot_is_asked_for_unless_a_number_is_given() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[("pilot", "0"), ("pilot-by", "oldest")]), Ok(None));
        assert_eq!(read(&[("pilot", "20")]), Ok(Some(Wanted { most: 20, by: By::Newest })));
        assert_eq!(read(&[("pilot", "-1")]), Err("option-value"));
        assert_eq!(read(&[("pilot", "many")]), Err("option-value"));
    }

    #[test]
    fn a_search_needs_something_to_look_for() {
        let search = |text| read(&[("pilot", "3"), ("pilot-by", "search"), ("pilot-search", text)]);
        assert_eq!(search(" - "), Err("option-value"));
        let by = By::Search("Ｔ-1".into());
        assert_eq!(search(" Ｔ-1"), Ok(Some(Wanted { most: 3, by })));
    }

    #[test]
    fn records_without_a_time_come_last_and_random_ones_only_depend_on_seed_and_id() {
        let by = |by| Wanted { most: 1, by };
        let (newest, oldest) = (by(By::Newest), by(By::Oldest));
        assert!(newest.rank("a", Some(2)) < newest.rank("b", Some(1)));
        assert!(oldest.rank("a", Some(2)) > oldest.rank("b", Some(1)));
        assert!(newest.rank("a", Some(i64::MIN)) < newest.rank("b", None));
        let random = |seed: &str| by(By::Random(seed.into()));
        assert_eq!(random("1").rank("a", None), random("1").rank("a", Some(7)));
        assert_ne!(random("1").rank("a", None), random("2").rank("a", None));
    }
}
