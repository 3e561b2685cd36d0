//! The codes of this room: why a destination file cannot be used. All are errors; `LoadError` carries the place.

use crate::finding::Code;

/// The file is not TOML.
pub const SYNTAX: Code = Code::error("destination-syntax");
/// The file passes a limit of the loader (bytes, tabs, fields).
pub const TOO_LARGE: Code = Code::error("destination-too-large");
/// A key the form does not have: most often a spelling mistake, which must not silently drop a rule.
pub const UNKNOWN_KEY: Code = Code::error("destination-unknown-key");
pub const MISSING_KEY: Code = Code::error("destination-missing-key");
/// A text where a number is due, and the like.
pub const WRONG_TYPE: Code = Code::error("destination-wrong-type");
/// A value the form does not allow there: an empty text, a default outside the allowed values.
pub const BAD_VALUE: Code = Code::error("destination-bad-value");
pub const UNKNOWN_KIND: Code = Code::error("destination-unknown-kind");
pub const NO_TAB: Code = Code::error("destination-no-tab");
pub const DUPLICATE_TAB: Code = Code::error("destination-duplicate-tab");
pub const DUPLICATE_FIELD: Code = Code::error("destination-duplicate-field");
/// Two fields of a tab claim the same header name, so matching would be a matter of luck.
pub const DUPLICATE_ALIAS: Code = Code::error("destination-duplicate-alias");
pub const DUPLICATE_OPTION: Code = Code::error("destination-duplicate-option");
/// A tab has no key field, or more than one.
pub const NO_KEY: Code = Code::error("destination-no-key");
/// A rule names a tab or field that is not there (or one it cannot be about).
pub const UNKNOWN_REFERENCE: Code = Code::error("destination-unknown-reference");
/// A `when` names an option, or a value of one, that is not there.
pub const UNKNOWN_OPTION: Code = Code::error("destination-unknown-option");
/// A cap of zero, below zero, or too small to hold a row: none of these may come to mean "no cap".
pub const BAD_CAP: Code = Code::error("destination-bad-cap");
pub const BAD_DATETIME: Code = Code::error("destination-bad-datetime");
/// A word in `mail` or `from-mail` that mail does not give.
pub const UNKNOWN_MAIL_VALUE: Code = Code::error("destination-unknown-mail-value");
/// Mail gives this value, but not for the kind of record this tab holds.
pub const MISPLACED_MAIL_VALUE: Code = Code::error("destination-misplaced-mail-value");
/// An id, file stem, folder or header that could do harm in a file system or a CSV.
pub const UNSAFE_NAME: Code = Code::error("destination-unsafe-name");
/// A finding code the program does not know.
pub const UNKNOWN_CODE: Code = Code::error("destination-unknown-code");

pub const ALL: &[Code] = &[
    SYNTAX,
    TOO_LARGE,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    BAD_VALUE,
    UNKNOWN_KIND,
    NO_TAB,
    DUPLICATE_TAB,
    DUPLICATE_FIELD,
    DUPLICATE_ALIAS,
    DUPLICATE_OPTION,
    NO_KEY,
    UNKNOWN_REFERENCE,
    UNKNOWN_OPTION,
    BAD_CAP,
    BAD_DATETIME,
    UNKNOWN_MAIL_VALUE,
    MISPLACED_MAIL_VALUE,
    UNSAFE_NAME,
    UNKNOWN_CODE,
];
