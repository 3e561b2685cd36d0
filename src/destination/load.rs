//! TOML to `Destination`, validated, with the line, the key and the remedy of what is wrong.
//!
//! `form` says what a file may hold, `build` judges each value, `cross` what they say of each other.
//! The first fault ends it: a destination is used whole or not at all.

use super::form::DestinationForm;
use super::place::{self, Fault};
use super::{Destination, build, codes, cross, packed};
use crate::finding::Code;

/// A vendor's file has some tens of kilobytes: stops a file made to exhaust memory.
const MOST_BYTES: usize = 1 << 20;

/// Why a destination file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// From 1; 0 where no line can be named.
    pub line: usize,
    /// `tab.tickets.field.Subject.kind`
    pub key: String,
    /// A stable code, e.g. `destination-unknown-kind`.
    pub code: &'static str,
    /// For logs and the command line, one English sentence with the remedy.
    pub message: String,
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "line {}, {}: {} [{}]", self.line, self.key, self.message, self.code)
    }
}

impl std::error::Error for LoadError {}

/// Reads and validates a destination file.
pub fn from_toml(text: &str) -> Result<Destination, LoadError> {
    if text.len() > MOST_BYTES {
        let message = format!("The file has more than {MOST_BYTES} bytes: a destination is far smaller.");
        return Err(LoadError { line: 0, key: String::new(), code: codes::TOO_LARGE.id, message });
    }
    // A byte order mark is how some editors end a file's journey through them; it means nothing.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let form: DestinationForm = toml::from_str(text).map_err(|error| unread(text, &error))?;
    let judged = build::destination(form).and_then(|to| cross::check(&to).map(|()| to));
    judged.map_err(|fault| placed(text, fault))
}

/// A fault of ours, with its line.
fn placed(text: &str, fault: Fault) -> LoadError {
    let (line, key) = place::describe(text, &fault.steps);
    LoadError { line, key, code: fault.code.id, message: fault.message }
}

/// What the TOML parser or serde could not read. Their errors have no kinds, so the first words decide; a test
/// holds each of them.
fn unread(text: &str, error: &toml::de::Error) -> LoadError {
    let start = error.span().map(|span| span.start);
    let line = start.map_or(0, |start| place::line_at(text, start));
    // What is wrong with the file as a whole (a key missing at the top) spans nothing, and is at no inner key.
    let whole = error.span().is_some_and(|span| span.start == 0 && span.is_empty());
    let inner = start.filter(|_| !whole);
    let steps = inner.map(|start| place::steps_at(text, start)).unwrap_or_default();
    let mut key = place::describe(text, &steps).1;
    let said = error.message().lines().next().unwrap_or_default();
    let (code, remedy): (Code, &str) = if toml::de::DeTable::parse(text).is_err() {
        (codes::SYNTAX, "Correct the TOML on this line.")
    } else if said.starts_with("unknown field") {
        (codes::UNKNOWN_KEY, "Correct its spelling or remove it.")
    } else if said.starts_with("missing field") {
        if let Some(name) = said.split('`').nth(1) {
            key = if key.is_empty() { name.to_string() } else { format!("{key}.{name}") };
        }
        (codes::MISSING_KEY, "Add it.")
    } else {
        (codes::WRONG_TYPE, "Write a value of that type.")
    };
    LoadError { line: line.max(1), key, code: code.id, message: format!("{}. {remedy}", sentence(said)) }
}

/// The parser's words as the start of a sentence.
fn sentence(said: &str) -> String {
    let said = said.trim_end_matches('.');
    let mut chars = said.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The last line: what a page's author or template laid around the text is no part of it, and blank lines may be.
const END: &str = "end";

/// A vendor's own destination as text for the page, which has no reader of TOML.
#[cfg(not(target_arch = "wasm32"))]
pub fn to_packed(to: &Destination) -> String {
    let packed = packed::write(to);
    format!("{}\n{packed}{END}\n", packed::seal(&packed))
}

/// Reads what [`to_packed`] wrote. `None` if it is of another version, or not as it was written.
pub fn from_packed(text: &str) -> Option<Destination> {
    let (seal, packed) = text.trim().strip_suffix(END)?.split_once('\n')?;
    if text.len() > MOST_BYTES || seal.trim_end() != packed::seal(packed) {
        return None;
    }
    packed::read(packed)
}

/// A destination that comes with the program, by id.
pub fn built_in(id: &str) -> Option<Destination> {
    // A test holds that each of them loads, so `None` only ever means an unknown id.
    PACKED.iter().find(|(known, _)| *known == id).and_then(|(_, text)| packed::read(text))
}

/// The ids of those that come with the program.
pub const BUILT_IN: &[&str] = &[
    "zoho-desk",
    "zoho-desk-import",
    "maildealer",
    "thunderbird",
    "roundcube",
    "mail-server",
    "eml-archive",
];

const PACKED: &[(&str, &str)] = &[
    ("zoho-desk", include_str!("../../destinations/zoho-desk.packed")),
    ("zoho-desk-import", include_str!("../../destinations/zoho-desk-import.packed")),
    ("maildealer", include_str!("../../destinations/maildealer.packed")),
    ("thunderbird", include_str!("../../destinations/thunderbird.packed")),
    ("roundcube", include_str!("../../destinations/roundcube.packed")),
    ("mail-server", include_str!("../../destinations/mail-server.packed")),
    ("eml-archive", include_str!("../../destinations/eml-archive.packed")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendors_own_comes_back_from_its_packed_text_and_nothing_else_does() {
        let own = built_in("zoho-desk").unwrap();
        let text = to_packed(&own);
        assert_eq!(from_packed(&text).as_ref(), Some(&own));
        assert_eq!(from_packed(&format!("\n  {text}  ")).as_ref(), Some(&own));
        assert_eq!(from_packed(text.trim()).as_ref(), Some(&own), "as markup gives it");
        assert_eq!(from_packed(&text.replacen("zoho", "soho", 1)), None);
        assert_eq!(from_packed(&text.replacen("nizukuri-destination 0", "nizukuri-destination 9", 1)), None);
        let half: String = text.chars().take(5000).collect();
        for text in ["", "\n", "nizukuri-destination", &half] {
            assert_eq!(from_packed(text), None);
        }
    }

    #[test]
    fn every_built_in_destination_loads_under_its_id() {
        assert_eq!(PACKED.len(), BUILT_IN.len());
        for id in BUILT_IN {
            assert_eq!(built_in(id).map(|to| to.id).as_deref(), Some(*id));
        }
        assert!(built_in("nowhere").is_none());
    }
}
