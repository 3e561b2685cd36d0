//! The codes of this room, and the ones a destination file may name.

use crate::finding::Code;

// Values (`cell`).

/// A required field is blank.
pub const REQUIRED_MISSING: Code = Code::error("required-missing");
/// A blank was filled with what the destination asks for in its place.
pub const BLANK_REPLACED: Code = Code::note("blank-replaced");
/// A blank stays blank, and the destination will put its own default there.
pub const DEFAULT_APPLIES: Code = Code::note("default-applies");
/// Spaces around a value were taken off.
pub const VALUE_TRIMMED: Code = Code::note("value-trimmed");
/// A `-` that an export writes for "empty" was read as empty.
pub const DASH_BLANK: Code = Code::note("dash-blank");
/// Longer than the destination takes. `number` is the length in characters. Never cut.
pub const VALUE_TOO_LONG: Code = Code::error("value-too-long");
/// Longer than the destination takes, and cut to fit as the plan asks; the whole text goes along as a file.
/// `number` is the length in characters.
pub const VALUE_CUT: Code = Code::note("value-cut");
/// Not one of the allowed values.
pub const VALUE_NOT_ALLOWED: Code = Code::error("value-not-allowed");
/// Not among the known values; the destination will add it.
pub const VALUE_NEW: Code = Code::note("value-new");
/// An allowed value in another case or width was put right.
pub const VALUE_RESPELLED: Code = Code::note("value-respelled");
/// Control characters in a value (kept). `number` says how many.
pub const CONTROL_CHARACTERS: Code = Code::note("control-characters");
/// Characters the destination asks not to have in values. `number` says how many.
pub const CHARACTERS_UNWELCOME: Code = Code::warning("characters-unwelcome");
/// They were replaced, as the plan asks.
pub const CHARACTERS_REPLACED: Code = Code::note("characters-replaced");
/// Not an e-mail address. A warning for an agent's: who is meant is settled later.
pub const ADDRESS_INVALID: Code = Code::error("address-invalid");
/// Not an e-mail address, where the destination can do without one: left blank.
pub const ADDRESS_LEFT_OUT: Code = Code::warning("address-left-out");
pub const ADDRESS_FULL_WIDTH: Code = Code::note("address-full-width");
pub const ADDRESS_CASE: Code = Code::note("address-case");
pub const ADDRESS_TRIMMED: Code = Code::note("address-trimmed");
/// Not a date. A warning, and written blank, where the destination can do without.
pub const DATE_UNREADABLE: Code = Code::error("date-unreadable");
pub const DATE_ZONE_ASSUMED: Code = Code::note("date-zone-assumed");
pub const DATE_SHORT_YEAR: Code = Code::note("date-short-year");
pub const DATE_ERA: Code = Code::note("date-era");
pub const DATE_RESHAPED: Code = Code::note("date-reshaped");
pub const DATE_TIME_ASSUMED: Code = Code::note("date-time-assumed");
/// Yes/no in another spelling was written as the destination spells it.
pub const BOOLEAN_RESHAPED: Code = Code::note("boolean-reshaped");
/// Full-width digits or thousands separators were taken out of a number.
pub const NUMBER_RESHAPED: Code = Code::note("number-reshaped");
/// Not a whole number. A warning, and written blank, where the destination can do without.
pub const NUMBER_UNREADABLE: Code = Code::error("number-unreadable");
/// An id with spaces inside: other files may spell it differently.
pub const ID_SPACES: Code = Code::warning("id-spaces");
/// An id with full-width characters: other files may spell it differently.
pub const ID_FULL_WIDTH: Code = Code::warning("id-full-width");
/// An id such as `1.23457E+11`: a spreadsheet has destroyed the digits, so different ids look the same.
pub const ID_SCIENTIFIC: Code = Code::warning("id-scientific");

// Records and references.

/// Two records of a tab have the same key.
pub const ID_DUPLICATE: Code = Code::error("id-duplicate");
/// A value that must be a record's key is no record's key.
pub const REFERENCE_MISSING: Code = Code::error("reference-missing");
/// A ticket has no contact.
pub const CONTACT_MISSING: Code = Code::error("contact-missing");
/// A ticket's agent is in no agents table.
pub const AGENT_NOT_LISTED: Code = Code::warning("agent-not-listed");
/// A ticket names no agent.
pub const AGENT_MISSING: Code = Code::warning("agent-missing");
pub const ACCOUNT_NOT_LISTED: Code = Code::warning("account-not-listed");
pub const PRODUCT_NOT_LISTED: Code = Code::warning("product-not-listed");
pub const THREAD_NOT_LISTED: Code = Code::warning("thread-not-listed");
pub const COMMENT_NOT_LISTED: Code = Code::warning("comment-not-listed");
/// A moment is earlier than one it must follow.
pub const DATE_ORDER: Code = Code::warning("date-order");
/// A record is closed earlier than it was created.
pub const CLOSED_BEFORE_CREATED: Code = Code::error("closed-before-created");
/// A field is blank that another field's value calls for.
pub const REQUIRED_WHEN_MISSING: Code = Code::warning("required-when-missing");
/// A closed record says not when it was closed.
pub const CLOSED_TIME_MISSING: Code = Code::warning("closed-time-missing");
/// A field is blank that records with children must have.
pub const REQUIRED_WITH_MISSING: Code = Code::error("required-with-missing");

// Columns.

/// 担当者メールアドレス was taken for the support agent's address; in some exports it is the customer's.
pub const TWO_FACED_AGENT_COLUMN: Code = Code::note("two-faced-agent-column");
/// 担当者メールアドレス was taken for the customer's address; in some exports it is the support agent's.
pub const TWO_FACED_CUSTOMER_COLUMN: Code = Code::note("two-faced-customer-column");
/// A column with whole names was taken for family names.
pub const FULL_NAME_COLUMN: Code = Code::note("full-name-column");

/// Every code of this room.
pub const ALL: &[Code] = &[
    REQUIRED_MISSING,
    BLANK_REPLACED,
    DEFAULT_APPLIES,
    VALUE_TRIMMED,
    DASH_BLANK,
    VALUE_TOO_LONG,
    VALUE_CUT,
    VALUE_NOT_ALLOWED,
    VALUE_NEW,
    VALUE_RESPELLED,
    CONTROL_CHARACTERS,
    CHARACTERS_UNWELCOME,
    CHARACTERS_REPLACED,
    ADDRESS_INVALID,
    ADDRESS_LEFT_OUT,
    ADDRESS_FULL_WIDTH,
    ADDRESS_CASE,
    ADDRESS_TRIMMED,
    DATE_UNREADABLE,
    DATE_ZONE_ASSUMED,
    DATE_SHORT_YEAR,
    DATE_ERA,
    DATE_RESHAPED,
    DATE_TIME_ASSUMED,
    BOOLEAN_RESHAPED,
    NUMBER_RESHAPED,
    NUMBER_UNREADABLE,
    ID_SPACES,
    ID_FULL_WIDTH,
    ID_SCIENTIFIC,
    ID_DUPLICATE,
    REFERENCE_MISSING,
    CONTACT_MISSING,
    AGENT_NOT_LISTED,
    AGENT_MISSING,
    ACCOUNT_NOT_LISTED,
    PRODUCT_NOT_LISTED,
    THREAD_NOT_LISTED,
    COMMENT_NOT_LISTED,
    DATE_ORDER,
    CLOSED_BEFORE_CREATED,
    REQUIRED_WHEN_MISSING,
    CLOSED_TIME_MISSING,
    REQUIRED_WITH_MISSING,
    TWO_FACED_AGENT_COLUMN,
    TWO_FACED_CUSTOMER_COLUMN,
    FULL_NAME_COLUMN,
];

/// The code with this id; `None` if the program does not know it (a destination file may then not name it).
pub fn code_by_id(id: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_listed_once_and_found_again() {
        for (at, code) in ALL.iter().enumerate() {
            assert_eq!(code_by_id(code.id), Some(*code));
            assert!(ALL[..at].iter().all(|other| other.id != code.id), "{} is listed twice", code.id);
            assert!(code.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", code.id);
        }
    }

    #[test]
    fn an_unknown_id_is_no_code() {
        assert_eq!(code_by_id("agent-on-holiday"), None);
    }
}
