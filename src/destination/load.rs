//! TOML to `Destination`, validated, with the line, the key and the remedy of what is wrong.

use super::Destination;

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

/// Reads and validates a destination file.
pub fn from_toml(_text: &str) -> Result<Destination, LoadError> {
    Err(LoadError { line: 0, key: String::new(), code: "destination-unreadable", message: String::new() })
}

/// A destination that comes with the program, by id.
pub fn built_in(_id: &str) -> Option<Destination> {
    None
}

/// The ids of those that come with the program.
pub const BUILT_IN: &[&str] = &["zoho-desk"];
