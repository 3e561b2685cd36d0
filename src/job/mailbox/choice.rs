//! Which mail goes into the mailboxes, as the plan's options say.

use crate::job::error::{Error, ErrorKind};
use crate::text::date::{self, Zone};
use crate::text::{address, fold};

/// The options of destinations that take mail as mail: key, values (the first is the default; none: free text),
/// repeatable.
pub const OPTIONS: &[(&str, &[&str], bool)] = &[
    ("window-from", &[], false),
    ("window-to", &[], false),
    ("folder", &[], true),
    ("state", &[], true),
    ("address", &[], true),
    ("direction", &["all", "in", "out"], false),
    ("duplicates", &["drop", "folder", "keep"], false),
    ("merge", &["yes", "no"], false),
];

/// The options that say which of the mail goes and where it is filed, beside those that caps follow from: what was read
/// stays as it is, whatever they say. Not so `address`: the addresses of a message are not kept.
pub const FILING: [&str; 8] =
    ["folder", "state", "duplicates", "merge", "window-from", "window-to", "direction", "own-address"];

/// What becomes of a message that is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// One of each goes.
    #[default]
    Drop,
    /// One of each goes into a folder.
    WithinFolder,
    Keep,
}

/// The choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// First moment, and first one that is too late (seconds UTC).
    pub window: [Option<i64>; 2],
    /// Folders and states as said; where no source has one of them, they are what mail without one is filed under.
    pub folders: Vec<String>,
    pub states: Vec<String>,
    /// Normalised; blank: any.
    pub addresses: Vec<String>,
    /// Only what the own side received (`false`), or sent.
    pub sent: Option<bool>,
    pub duplicates: Duplicates,
    /// Folders of one name in several accounts are one.
    pub merge: bool,
}

impl Choice {
    /// Reads the options; `all` gives every value of one.
    ///
    /// # Errors
    /// `option-value`.
    pub fn read(all: impl Fn(&str) -> Vec<String>, zone: &Zone) -> Result<Choice, Error> {
        let last = |key: &str| all(key).pop().unwrap_or_default().trim().to_string();
        let bad = |key: &str, value: String| ErrorKind::OptionValue { key: key.into(), value };
        let moment = |key: &str| match last(key) {
            text if text.is_empty() => Ok(None),
            text => date::parse_cell(&text, zone).map(|it| Some(it.seconds)).ok_or_else(|| bad(key, text)),
        };
        let window = [moment("window-from")?, moment("window-to")?];
        if let [Some(from), Some(to)] = window
            && from >= to
        {
            return Err(bad("window-to", last("window-to")).into());
        }
        let mut addresses = Vec::new();
        for text in all("address") {
            let normal = address::normal_form(&text).ok_or_else(|| bad("address", text.clone()))?;
            addresses.push(normal.into_owned());
        }
        Ok(Choice {
            window,
            folders: all("folder"),
            states: all("state"),
            addresses,
            sent: match last("direction").as_str() {
                "in" => Some(false),
                "out" => Some(true),
                _ => None,
            },
            duplicates: match last("duplicates").as_str() {
                "folder" => Duplicates::WithinFolder,
                "keep" => Duplicates::Keep,
                _ => Duplicates::Drop,
            },
            merge: last("merge") != "no",
        })
    }

    /// Whether a message of this time goes, which the own side sent or not. One without a time is in no window.
    pub fn takes(&self, date: Option<i64>, sent: bool) -> bool {
        let in_window = match (self.window, date) {
            ([None, None], _) => true,
            (_, None) => false,
            ([from, to], Some(date)) => from.is_none_or(|from| date >= from) && to.is_none_or(|to| date < to),
        };
        in_window && self.sent.is_none_or(|wanted| wanted == sent)
    }
}

/// Whether two names of folders or states are the same to a person.
pub fn same(a: &str, b: &str) -> bool {
    fold::key(a) == fold::key(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_half_open_and_mail_without_a_time_is_in_none() {
        let choice = Choice { window: [Some(10), Some(20)], ..Choice::default() };
        let takes = |date| choice.takes(date, false);
        assert!(takes(Some(10)) && takes(Some(19)));
        assert!(!takes(Some(9)) && !takes(Some(20)) && !takes(None));
        assert!(Choice::default().takes(None, true));
        let sent = Choice { sent: Some(true), ..Choice::default() };
        assert!(sent.takes(None, true) && !sent.takes(None, false));
    }
}
