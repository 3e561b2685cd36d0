//! The codes of this room.

use crate::finding::Code;

/// A contact was found or made by the address on the ticket, as the ticket names no contact id.
pub const CONTACT_DERIVED: Code = Code::note("contact-derived");
/// The same mail was read before: same Message-ID and content.
pub const DUPLICATE_MESSAGE: Code = Code::note("duplicate-message");
/// Two different mails have the same Message-ID: both are kept.
pub const MESSAGE_ID_REUSED: Code = Code::warning("message-id-reused");
/// A mail answers one that is in none of the sources: the conversation begins later than it did.
pub const REPLY_PARENT_MISSING: Code = Code::note("reply-parent-missing");
/// A mail refers to itself.
pub const REPLY_LOOP: Code = Code::note("reply-loop");
/// A contact has no name: the local part of the address stands as Last Name.
pub const LAST_NAME_FROM_ADDRESS: Code = Code::note("last-name-from-address");
/// No own address is known: every mail counts as received.
pub const OWN_ADDRESS_MISSING: Code = Code::warning("own-address-missing");
/// No tab fits the table: its rows are held.
pub const TABLE_UNMATCHED: Code = Code::error("table-unmatched");
/// A column fits no field: it is left out.
pub const COLUMN_UNMATCHED: Code = Code::warning("column-unmatched");
/// A column was matched by a name that is not the destination's own.
pub const COLUMN_GUESSED: Code = Code::note("column-guessed");
/// A column that fits no field goes along under its own name, as the plan asks.
pub const COLUMN_CARRIED: Code = Code::note("column-carried");
/// The destination takes no mail: messages are left out.
pub const MAIL_NOT_TAKEN: Code = Code::warning("mail-not-taken");
/// The destination does not take such records: they are left out, and looked things up in.
pub const TAB_NOT_TAKEN: Code = Code::warning("tab-not-taken");
/// The destination takes the first mail of a conversation only: `number` of others are left out.
pub const REPLIES_NOT_TAKEN: Code = Code::warning("replies-not-taken");
/// The destination takes no attachments.
pub const ATTACHMENTS_NOT_TAKEN: Code = Code::warning("attachments-not-taken");

/// A mail has no subject; the ticket gets words that say so.
pub const SUBJECT_MISSING: Code = Code::note("subject-missing");
/// A mail's text is longer than a ticket's description may be: cut there, whole in its thread.
pub const TEXT_CUT: Code = Code::note("text-cut");

/// Every code of this room.
pub const ALL: &[Code] = &[
    CONTACT_DERIVED,
    DUPLICATE_MESSAGE,
    MESSAGE_ID_REUSED,
    REPLY_PARENT_MISSING,
    REPLY_LOOP,
    LAST_NAME_FROM_ADDRESS,
    OWN_ADDRESS_MISSING,
    TABLE_UNMATCHED,
    COLUMN_UNMATCHED,
    COLUMN_GUESSED,
    COLUMN_CARRIED,
    MAIL_NOT_TAKEN,
    TAB_NOT_TAKEN,
    REPLIES_NOT_TAKEN,
    ATTACHMENTS_NOT_TAKEN,
    SUBJECT_MISSING,
    TEXT_CUT,
];
