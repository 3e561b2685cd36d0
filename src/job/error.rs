//! Why a run cannot go on.

use std::fmt;

/// The run cannot go on. Bad input is not an error but a finding; this is for what no run can be made of.
#[derive(Debug, PartialEq, Eq)]
pub struct Error(Box<ErrorKind>);

/// The kinds of [`Error`].
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The plan is not JSON of the right shape.
    PlanUnreadable {
        detail: String,
    },
    /// The plan was made by a version this one does not know.
    PlanVersion {
        found: u64,
    },
    /// Neither the core nor the destination has this option.
    UnknownOption {
        key: String,
    },
    /// The option has no such value.
    OptionValue {
        key: String,
        value: String,
    },
    /// The destination does not say what the option needs to know.
    OptionUnfit {
        key: String,
        destination: String,
    },
    UnknownDestination {
        id: String,
    },
    Destination {
        line: usize,
        key: String,
        code: &'static str,
        message: String,
    },
    /// No source was given.
    NoSources,
    /// A source could be read in the survey and not while packing, or has changed in between.
    SourceChanged {
        source: String,
    },
    /// Records read are not all accounted for: our bug, and no bundle may be offered.
    LedgerUnbalanced {
        source: String,
    },
    /// A bundle re-read differs from what was written.
    BundleDamaged {
        bundle: String,
        entry: String,
    },
}

impl Error {
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The stable id that catalogs, tests and the page use.
    pub fn code(&self) -> &'static str {
        match self.kind() {
            ErrorKind::PlanUnreadable { .. } => "plan-unreadable",
            ErrorKind::PlanVersion { .. } => "plan-version",
            ErrorKind::UnknownOption { .. } => "option-unknown",
            ErrorKind::OptionValue { .. } => "option-value",
            ErrorKind::OptionUnfit { .. } => "option-unfit",
            ErrorKind::UnknownDestination { .. } => "destination-unknown",
            ErrorKind::Destination { code, .. } => code,
            ErrorKind::NoSources => "no-sources",
            ErrorKind::SourceChanged { .. } => "source-changed",
            ErrorKind::LedgerUnbalanced { .. } => "ledger-unbalanced",
            ErrorKind::BundleDamaged { .. } => "bundle-damaged",
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::PlanUnreadable { detail } => write!(f, "the plan cannot be read: {detail}"),
            ErrorKind::PlanVersion { found } => {
                write!(f, "the plan is of version {found}; this program reads version 1")
            }
            ErrorKind::UnknownOption { key } => write!(f, "there is no option named {key}"),
            ErrorKind::OptionValue { key, value } => write!(f, "option {key} cannot be {value}"),
            ErrorKind::OptionUnfit { key, destination } => write!(
                f,
                "option {key} cannot be used: {destination} does not say by which tab some of the records are selected ([selection])"
            ),
            ErrorKind::UnknownDestination { id } => write!(f, "there is no destination named {id}"),
            ErrorKind::Destination { line, key, message, .. } => {
                write!(f, "the destination file cannot be used (line {line}, {key}): {message}")
            }
            ErrorKind::NoSources => write!(f, "no file was given"),
            ErrorKind::SourceChanged { source } => {
                write!(f, "{source} cannot be read any more, or has changed since it was checked")
            }
            ErrorKind::LedgerUnbalanced { source } => {
                write!(f, "the ledger of {source} does not balance; nothing was offered")
            }
            ErrorKind::BundleDamaged { bundle, entry } => {
                write!(f, "{bundle} differs from what was written (at {entry}); nothing was offered")
            }
        }
    }
}

impl std::error::Error for Error {}
