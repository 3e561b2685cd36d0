//! The codes of this room: why a row or file was not written.

use crate::finding::Code;

/// All bundles together would pass their cap.
pub const CAP_TOTAL: Code = Code::error("cap-total");
/// One bundle more than the destination takes would be needed.
pub const CAP_BUNDLES: Code = Code::error("cap-bundles");
/// The record alone, with its header row, breaks a cap: no split can help.
pub const RECORD_OVER_CAP: Code = Code::error("record-over-cap");
/// Plain CSV output has no place for files.
pub const PLAIN_CSV_NO_FILES: Code = Code::error("plain-csv-no-files");
/// A file's path would not unpack safely (absolute, `..`, control characters, too long).
pub const FILE_PATH_UNFIT: Code = Code::error("file-path-unfit");
/// A file of this path was written before; capitals and small letters count as the same.
pub const FILE_PATH_TAKEN: Code = Code::error("file-path-taken");

pub const ALL: &[Code] =
    &[CAP_TOTAL, CAP_BUNDLES, RECORD_OVER_CAP, PLAIN_CSV_NO_FILES, FILE_PATH_UNFIT, FILE_PATH_TAKEN];
