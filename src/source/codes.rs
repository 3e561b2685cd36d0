//! The codes of this room, except those of tables and archives, which keep their own lists.

use crate::finding::Code;

// The source as a whole.
/// The file has no bytes, or only blanks.
pub const SOURCE_EMPTY: Code = Code::error("source-empty");
/// Nothing we read: neither mail nor table nor ZIP.
pub const SOURCE_UNKNOWN: Code = Code::error("source-unknown");
/// A file that mail programs or systems keep beside mail: it was not read.
pub const FILE_IGNORED: Code = Code::note("file-ignored");

// Framing.
/// A file taken for an mbox holds no From_ line with header lines after it.
pub const MBOX_NO_MESSAGE: Code = Code::error("mbox-no-message");
/// Text before the first From_ line belongs to no message; `number` = bytes, `found` = its beginning.
pub const MBOX_TEXT_BEFORE_FIRST: Code = Code::warning("mbox-text-before-first");
/// A byte order mark before the first line was passed over.
pub const BYTE_ORDER_MARK: Code = Code::note("byte-order-mark");
/// A line starting `From ` was taken as text, as no header lines follow it; `found` = the line.
pub const MBOX_FROM_LINE_IN_BODY: Code = Code::note("mbox-from-line-in-body");
/// A message starts without a blank line before its From_ line.
pub const MBOX_NO_BLANK_LINE: Code = Code::note("mbox-no-blank-line");
/// The first line of an emlx does not say how long its message is; `number` = what it says.
pub const EMLX_LENGTH_WRONG: Code = Code::warning("emlx-length-wrong");
/// A message is larger than the limit: only its header fields are handed over; `number` = its bytes.
pub const MESSAGE_TOO_LARGE: Code = Code::error("message-too-large");
/// The user had deleted the message in the mail program.
pub const MESSAGE_DELETED: Code = Code::note("message-deleted");

// Header fields.
/// A message without any header field.
pub const HEADERS_MISSING: Code = Code::warning("headers-missing");
/// More header fields than the limit: those after it were not read.
pub const HEADER_FLOOD: Code = Code::warning("header-flood");
/// No Date field; `used` = the date of the Received fields or of the From_ line, `number` = one of `DATE_BY_…`; empty and
/// 0 if they have none.
pub const DATE_MISSING: Code = Code::warning("date-missing");
/// The Date field cannot be read; `found` = the field, `used` = as for `date-missing`.
pub const DATE_UNREADABLE: Code = Code::warning("date-unreadable");
/// The date is that of the oldest Received field.
pub const DATE_BY_RECEIVED: u64 = 1;
/// The date is that of the From_ line of the mbox.
pub const DATE_BY_FROM_LINE: u64 = 2;
/// The Date field was read with a repair; `found` = the field, `used` = the date, `number` = one of `REPAIR_…`.
pub const DATE_REPAIRED: Code = Code::note("date-repaired");
/// No zone was written: the plan's zone was used.
pub const REPAIR_ZONE_ASSUMED: u64 = 1;
/// A two-digit year was completed.
pub const REPAIR_SHORT_YEAR: u64 = 2;
/// An era year was converted.
pub const REPAIR_ERA: u64 = 4;
/// The form was not that of RFC 5322.
pub const REPAIR_RESHAPED: u64 = 8;
/// No time of day was written: 00:00 was used.
pub const REPAIR_TIME_ASSUMED: u64 = 16;
/// Neither From nor Sender names anyone.
pub const FROM_MISSING: Code = Code::note("from-missing");
/// Content-Length (`found`) is not the length of the body (`used`): a message may have been split, joined or cut.
pub const CONTENT_LENGTH_DIFFERS: Code = Code::note("content-length-differs");
/// No Message-ID field.
pub const MESSAGE_ID_MISSING: Code = Code::note("message-id-missing");
/// An address of a person field cannot be read as one; `found` = as written, kept.
pub const ADDRESS_UNREADABLE: Code = Code::note("address-unreadable");

// Text.
/// The bytes contradict the charset label; `found` = the label, `used` = the charset used.
pub const CHARSET_MISLABELLED: Code = Code::warning("charset-mislabelled");
/// Text beyond ASCII without a charset label; `used` = the charset found by evidence.
pub const CHARSET_MISSING: Code = Code::note("charset-missing");
/// Bytes no charset explains; `number` = how many U+FFFD stand in for them.
pub const CHARSET_UNDECODABLE: Code = Code::warning("charset-undecodable");
/// A text that was read in a wrong charset before was put right.
pub const TEXT_MENDED: Code = Code::note("text-mended");
/// A mail saved as UTF-16 was read as the text it is.
pub const MESSAGE_UTF16: Code = Code::note("message-utf16");
/// A text was garbled before it came here: read in a wrong charset and saved again; `found` = a piece of it, `used` =
/// what it was, which is not put in its place.
pub const TEXT_GARBLED: Code = Code::warning("text-garbled");
/// Letters of a text were replaced by `?` or U+FFFD before it came here; `number` = how many, `found` = the first line.
pub const TEXT_LOST: Code = Code::warning("text-lost");

// MIME.
/// A multipart ends without its closing boundary: the message may have been cut off.
pub const MIME_TRUNCATED: Code = Code::warning("mime-truncated");
/// A base64 body holds characters outside the alphabet or breaks off; `found` = the part's name.
pub const BASE64_DAMAGED: Code = Code::warning("base64-damaged");
/// A winmail.dat (`found`) was replaced by the files in it; `number` = how many.
pub const TNEF_OPENED: Code = Code::note("tnef-opened");
/// A winmail.dat (`found`) is damaged: it stays, beside the files that could be had of it; `number` = how many.
pub const TNEF_DAMAGED: Code = Code::warning("tnef-damaged");
/// A file (`found`) stood in the text as uuencode, and is an attachment now.
pub const UUENCODE_TAKEN_OUT: Code = Code::note("uuencode-taken-out");
/// The name of an attachment (`found`) is no safe file name, or too long for one: it goes by another (`used`).
pub const ATTACHMENT_RENAMED: Code = Code::note("attachment-renamed");
/// A message is signed; the signature is kept as an attachment, and may no longer hold.
pub const MESSAGE_SIGNED: Code = Code::note("message-signed");
/// The text lies in a signed S/MIME part (`found`), which is kept as an attachment.
pub const MESSAGE_SEALED: Code = Code::warning("message-sealed");
/// A message is encrypted (`found`: how): it is kept as it is, and its text cannot be read.
pub const MESSAGE_ENCRYPTED: Code = Code::warning("message-encrypted");
/// Multiparts nested deeper, or more parts, than the limit: what is deeper is kept as one attachment.
pub const NESTING_TOO_DEEP: Code = Code::warning("nesting-too-deep");
/// Text after the closing boundary, which mail programs do not show, was left out; `number` = its bytes.
pub const MIME_TEXT_OUTSIDE: Code = Code::note("mime-text-outside");

/// A receipt that breaks off, or is of another destination (`found`) or version: nothing counts as packed before.
pub const RECEIPT_UNFIT: Code = Code::error("receipt-unfit");

pub const ALL: &[Code] = &[
    SOURCE_EMPTY,
    SOURCE_UNKNOWN,
    FILE_IGNORED,
    MBOX_NO_MESSAGE,
    MBOX_TEXT_BEFORE_FIRST,
    BYTE_ORDER_MARK,
    MBOX_FROM_LINE_IN_BODY,
    MBOX_NO_BLANK_LINE,
    EMLX_LENGTH_WRONG,
    MESSAGE_TOO_LARGE,
    MESSAGE_DELETED,
    HEADERS_MISSING,
    HEADER_FLOOD,
    DATE_MISSING,
    DATE_UNREADABLE,
    DATE_REPAIRED,
    FROM_MISSING,
    CONTENT_LENGTH_DIFFERS,
    MESSAGE_ID_MISSING,
    ADDRESS_UNREADABLE,
    CHARSET_MISLABELLED,
    CHARSET_MISSING,
    CHARSET_UNDECODABLE,
    TEXT_GARBLED,
    TEXT_MENDED,
    MESSAGE_UTF16,
    TEXT_LOST,
    MIME_TRUNCATED,
    BASE64_DAMAGED,
    TNEF_OPENED,
    TNEF_DAMAGED,
    UUENCODE_TAKEN_OUT,
    ATTACHMENT_RENAMED,
    MESSAGE_SIGNED,
    MESSAGE_SEALED,
    MESSAGE_ENCRYPTED,
    NESTING_TOO_DEEP,
    MIME_TEXT_OUTSIDE,
    RECEIPT_UNFIT,
];
