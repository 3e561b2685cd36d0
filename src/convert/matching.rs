//! Which tab a table is for, and which column is which field.

use crate::destination::Destination;
use std::collections::BTreeMap;

/// The user's say about one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    /// A tab's id, or `none`: leave the table out.
    pub tab: Option<String>,
    /// Header name (or `#3` for the third column) → field name, or `none`.
    pub columns: BTreeMap<String, String>,
}

/// One column of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnMatch {
    /// Index of the field in the tab.
    pub field: usize,
    /// Percent; 100 when it is the destination's own header or the user's choice.
    pub confidence: u8,
    /// The code the alias asks to be observed.
    pub note: Option<String>,
}

/// What a table is for.
#[derive(Clone, Debug, PartialEq)]
pub struct TableMatch {
    /// Index of the tab.
    pub tab: usize,
    /// Percent.
    pub confidence: u8,
    /// Per column of the source. A field is given to one column only: the best.
    pub columns: Vec<Option<ColumnMatch>>,
}

/// Matches by header names and file name; `None` when no tab fits (or the user left the table out).
pub fn match_table(
    _to: &Destination,
    _file_name: &str,
    _header: &[String],
    _say: Option<&Override>,
) -> Option<TableMatch> {
    None
}
