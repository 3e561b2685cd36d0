//! What the user should know: codes, and one observation at a time.
//!
//! A leaf that every room may use. A code never carries words: they live in `locales/*.ftl`,
//! under `finding-<code>`. A room lists its codes in its own `codes.rs`.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing; nothing is wrong.
    Note,
    /// The result differs from what the user would expect.
    Warning,
    /// The destination refuses the record, or it would be lost: it is held unless the plan says otherwise.
    Error,
}

impl Severity {
    /// The stable word used in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A stable kebab-case id with its usual severity. Compare codes by `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    pub id: &'static str,
    pub severity: Severity,
}

impl Code {
    pub const fn error(id: &'static str) -> Code {
        Code { id, severity: Severity::Error }
    }
    pub const fn warning(id: &'static str) -> Code {
        Code { id, severity: Severity::Warning }
    }
    pub const fn note(id: &'static str) -> Code {
        Code { id, severity: Severity::Note }
    }
}

/// One thing seen, borrowed from the record at hand. The job adds the place (source, record) and counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation<'a> {
    pub code: Code,
    /// The column, header field or destination field it is about; empty if about the whole record.
    pub field: &'a str,
    /// The value as found (any length; whoever keeps it cuts it).
    pub found: &'a str,
    /// What is used instead; empty if nothing is.
    pub used: &'a str,
    /// The number the code speaks of: a length, a limit, a count.
    pub number: u64,
    /// A piece of the text as it would have been read, and as it is; empty where the values say it all.
    pub texts: [&'a str; 2],
}

impl<'a> Observation<'a> {
    pub fn new(code: Code) -> Observation<'a> {
        Observation { code, field: "", found: "", used: "", number: 0, texts: [""; 2] }
    }
    pub fn field(self, field: &'a str) -> Observation<'a> {
        Observation { field, ..self }
    }
    pub fn found(self, found: &'a str) -> Observation<'a> {
        Observation { found, ..self }
    }
    pub fn used(self, used: &'a str) -> Observation<'a> {
        Observation { used, ..self }
    }
    pub fn number(self, number: u64) -> Observation<'a> {
        Observation { number, ..self }
    }
    pub fn texts(self, before: &'a str, after: &'a str) -> Observation<'a> {
        Observation { texts: [before, after], ..self }
    }
}

/// Where observations go. Taking `&mut dyn FnMut` keeps the rooms free of storage.
pub type Observe<'o> = dyn FnMut(Observation<'_>) + 'o;

/// Where something was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The source's name as listed in the survey.
    pub source: String,
    /// Index of the message or row in its source, from 0; `None` for the file as a whole.
    pub record: Option<u64>,
    /// Line of the file where a row begins, from 1; 0 if it has none.
    pub line: u64,
    /// The record's bytes in the source (`start..end`).
    pub start: u64,
    pub end: u64,
    /// The value as found, cut to a length fit for the screen.
    pub found: String,
}

/// One spelling that was found, what was used instead, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    pub found: String,
    pub used: String,
    pub count: u64,
    /// Of the first one: a piece of the text as it would have been read, and as it is.
    pub texts: Option<[String; 2]>,
}

/// All observations of one code about one field of one tab (or of one source), counted together.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub code: Code,
    /// The severity after the destination's and the plan's say.
    pub severity: Severity,
    /// The tab's id; empty if it is about sources.
    pub tab: String,
    /// The destination's field, or the source's column or header field; may be empty.
    pub field: String,
    /// The source's name for findings about one file, else empty.
    pub source: String,
    /// How many records it touches.
    pub count: u64,
    pub number: u64,
    /// The first places, in reading order, at most `MAX_PLACES`.
    pub places: Vec<Place>,
    /// The most frequent values, at most `MAX_SAMPLES`.
    pub samples: Vec<Sample>,
    /// Whether the records it touches are held back.
    pub holds: bool,
    /// One option of the plan that answers it (`key`, `value`), where there is one.
    pub fix: Option<(String, String)>,
}

/// How many places a finding keeps: enough to look at; `findings.csv` lists all errors, and the first thousand of the rest.
pub const MAX_PLACES: usize = 100;
/// Characters of a value that are kept for the screen; one of this length may have been longer.
pub const MAX_SHOWN: usize = 200;
/// How many distinct values a finding keeps.
pub const MAX_SAMPLES: usize = 50;
