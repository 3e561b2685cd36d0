//! The codes of tables.

use crate::finding::Code;

/// Bytes that no charset explains stand as U+FFFD; `found` is the file's charset. The same as in a message.
pub(super) use super::super::codes::CHARSET_UNDECODABLE;

/// The file begins with a `sep=` line; `found` is the delimiter it names.
pub const TABLE_SEP_LINE: Code = Code::note("table-sep-line");
/// Empty lines were skipped; `number` of them in a row. They are no records.
pub const TABLE_BLANK_LINE: Code = Code::note("table-blank-line");
/// A header and no row after it.
pub const TABLE_NO_ROWS: Code = Code::warning("table-no-rows");
/// A column's name (`field`) was there before; `number` is the column's, from 1.
pub const HEADER_DUPLICATE: Code = Code::warning("header-duplicate");
/// A column without a name; `field` is `#` and its number from 1.
pub const HEADER_BLANK: Code = Code::note("header-blank");
/// Fewer fields than the header: the missing ones read as empty. `number` is how many there are.
pub const ROW_TOO_SHORT: Code = Code::warning("row-too-short");
/// More fields than the header: they are kept beyond it. `number` is how many there are.
pub const ROW_TOO_LONG: Code = Code::warning("row-too-long");
/// A row over `MAX_ROW` bytes or `MAX_FIELDS` fields: cut, or its last fields left as one. `number` is its bytes.
pub const ROW_OVER_LIMIT: Code = Code::error("row-over-limit");
/// A quote within an unquoted field, or text after a closing quote: kept as it stands.
pub const QUOTE_STRAY: Code = Code::warning("quote-stray");
/// A quote that nothing closes: taken for text, and the row ends with its line.
pub const QUOTE_UNCLOSED: Code = Code::error("quote-unclosed");
/// NUL bytes in a row, kept; `number` of them.
pub const NUL_BYTES: Code = Code::warning("nul-bytes");
/// A row in another charset (`used`) than the file (`found`), decoded by what it is.
pub const CHARSET_MIXED: Code = Code::warning("charset-mixed");

pub const ALL: &[Code] = &[
    TABLE_SEP_LINE,
    TABLE_BLANK_LINE,
    TABLE_NO_ROWS,
    HEADER_DUPLICATE,
    HEADER_BLANK,
    ROW_TOO_SHORT,
    ROW_TOO_LONG,
    ROW_OVER_LIMIT,
    QUOTE_STRAY,
    QUOTE_UNCLOSED,
    NUL_BYTES,
    CHARSET_MIXED,
];
