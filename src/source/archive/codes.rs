//! The codes of ZIPs.

use crate::finding::Code;

/// No end record, or a directory that is cut or does not hold together: nothing can be read.
pub const ZIP_DAMAGED: Code = Code::error("zip-damaged");
/// One part of an archive that goes over several files.
pub const ZIP_MULTI_DISK: Code = Code::error("zip-multi-disk");
/// More entries, or a larger directory, than is read.
pub const ZIP_TOO_MANY_ENTRIES: Code = Code::error("zip-too-many-entries");
/// The entry needs a password.
pub const ZIP_ENTRY_ENCRYPTED: Code = Code::error("zip-entry-encrypted");
/// Compressed by a method other than Stored and Deflate.
pub const ZIP_ENTRY_METHOD: Code = Code::error("zip-entry-method");
/// The entry's bytes are also another entry's, or lie outside the archive's data.
pub const ZIP_ENTRY_OVERLAPS: Code = Code::error("zip-entry-overlaps");
/// The entry's bytes are cut, do not inflate, or differ in size or CRC-32 from what the directory says.
pub const ZIP_ENTRY_DAMAGED: Code = Code::error("zip-entry-damaged");
/// It would unpack to more than it can honestly hold.
pub const ZIP_BOMB: Code = Code::error("zip-bomb");
/// An archive within an archive: it is not opened.
pub const ZIP_NESTED: Code = Code::error("zip-nested");

pub const ALL: &[Code] = &[
    ZIP_DAMAGED,
    ZIP_MULTI_DISK,
    ZIP_TOO_MANY_ENTRIES,
    ZIP_ENTRY_ENCRYPTED,
    ZIP_ENTRY_METHOD,
    ZIP_ENTRY_OVERLAPS,
    ZIP_ENTRY_DAMAGED,
    ZIP_BOMB,
    ZIP_NESTED,
];
