//! Recognises a source by its content, never by its extension alone.

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Mbox,
    Eml,
    Table,
    Zip,
    Empty,
    Unknown,
}

impl Kind {
    /// The stable word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Mbox => "mbox",
            Kind::Eml => "eml",
            Kind::Table => "csv",
            Kind::Zip => "zip",
            Kind::Empty => "empty",
            Kind::Unknown => "unknown",
        }
    }
}

/// How many bytes `sniff` wants to see of a longer source.
pub const HEAD: usize = 64 * 1024;

/// Decides from the first bytes (`HEAD` of them, or all: `whole`). `name` only breaks ties.
pub fn sniff(_head: &[u8], _whole: bool, _name: &str) -> Kind {
    Kind::Unknown
}
