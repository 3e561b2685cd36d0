//! The words a destination file may use: kinds, mail units, mail values; and which names and patterns are safe.

use super::mailbox::{MailFormat, Per, Status, Tree};
use super::{AgentRole, FieldKind, MailUnit, MailValue};

pub(super) const KINDS: &[(&str, FieldKind)] = &[
    ("text", FieldKind::Text),
    ("id", FieldKind::Id),
    ("email", FieldKind::Email),
    ("date-time", FieldKind::DateTime),
    ("boolean", FieldKind::Boolean),
    ("integer", FieldKind::Integer),
];

impl FieldKind {
    /// Its word in a destination file.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

pub(super) const MAIL_FORMATS: &[(&str, MailFormat)] =
    &[("mbox", MailFormat::Mbox), ("eml", MailFormat::Eml), ("maildir", MailFormat::Maildir)];

pub(super) const PER: &[(&str, Per)] = &[("all", Per::All), ("folder", Per::Folder), ("state", Per::State)];

pub(super) const TREES: &[(&str, Tree)] = &[
    ("flat", Tree::Flat),
    ("directories", Tree::Directories),
    ("sbd", Tree::Sbd),
    ("maildir++", Tree::MaildirPlus),
];

pub(super) const STATUSES: &[(&str, Status)] =
    &[("kept", Status::Kept), ("mozilla", Status::Mozilla), ("unix", Status::Unix)];

/// Bounds of the window of mail, that a day may fill.
pub(super) const MOMENTS: &[&str] = &["window-from", "window-to"];

/// The folders every mail program has.
pub(super) const ROLES: &[&str] = &["inbox", "sent", "drafts", "trash", "junk", "archive"];

pub(super) const MAIL_UNITS: &[(&str, MailUnit)] = &[
    ("agent", MailUnit::Agent),
    ("person", MailUnit::Person),
    ("conversation", MailUnit::Conversation),
    ("message", MailUnit::Message),
    ("attachment", MailUnit::Attachment),
    ("account", MailUnit::Account),
];

pub(super) const MAIL_VALUES: &[(&str, MailValue)] = &[
    ("agent-id", MailValue::AgentId),
    ("agent-name", MailValue::AgentName),
    ("agent-family-name", MailValue::AgentFamilyName),
    ("agent-given-name", MailValue::AgentGivenName),
    ("agent-address", MailValue::AgentAddress),
    ("person-id", MailValue::PersonId),
    ("person-name", MailValue::PersonName),
    ("person-family-name", MailValue::PersonFamilyName),
    ("person-given-name", MailValue::PersonGivenName),
    ("person-address", MailValue::PersonAddress),
    ("person-first-seen", MailValue::PersonFirstSeen),
    ("conversation-id", MailValue::ConversationId),
    ("conversation-subject", MailValue::ConversationSubject),
    ("conversation-text", MailValue::ConversationText),
    ("conversation-created", MailValue::ConversationCreated),
    ("conversation-modified", MailValue::ConversationModified),
    ("conversation-closed", MailValue::ConversationClosed),
    ("message-id", MailValue::MessageId),
    ("message-content", MailValue::MessageContent),
    ("message-content-type", MailValue::MessageContentType),
    ("message-date", MailValue::MessageDate),
    ("message-direction", MailValue::MessageDirection),
    ("message-private", MailValue::MessagePrivate),
    ("message-from", MailValue::MessageFrom),
    ("message-to", MailValue::MessageTo),
    ("message-cc", MailValue::MessageCc),
    ("message-bcc", MailValue::MessageBcc),
    ("message-channel", MailValue::MessageChannel),
    ("attachment-id", MailValue::AttachmentId),
    ("attachment-name", MailValue::AttachmentName),
    ("attachment-path", MailValue::AttachmentPath),
    ("attachment-size", MailValue::AttachmentSize),
    ("attachment-sha256", MailValue::AttachmentSha256),
    ("account-id", MailValue::AccountId),
    ("account-name", MailValue::AccountName),
    ("status", MailValue::Status),
    ("department", MailValue::Department),
];

pub(super) const AGENT_ROLES: &[(&str, AgentRole)] = &[
    ("id", AgentRole::Id),
    ("name", AgentRole::Name),
    ("family-name", AgentRole::FamilyName),
    ("given-name", AgentRole::GivenName),
    ("address", AgentRole::Address),
    ("department", AgentRole::Department),
    ("status", AgentRole::Status),
];

/// The meaning of a word, by one of the tables above.
pub(super) fn meaning<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
}

/// The words of a table, for an error message.
pub(super) fn list<T>(words: &[(&str, T)]) -> String {
    words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// Whether a record of this unit has this value: a person has no subject, and a conversation has many files.
pub(super) fn gives(unit: MailUnit, value: MailValue) -> bool {
    use MailValue::*;
    match value {
        AgentId | AgentName | AgentFamilyName | AgentGivenName | AgentAddress => {
            matches!(unit, MailUnit::Agent | MailUnit::Conversation | MailUnit::Message)
        }
        PersonId | PersonName | PersonFamilyName | PersonGivenName | PersonAddress => {
            matches!(unit, MailUnit::Person | MailUnit::Conversation | MailUnit::Message)
        }
        PersonFirstSeen => unit == MailUnit::Person,
        ConversationId => {
            matches!(unit, MailUnit::Conversation | MailUnit::Message | MailUnit::Attachment)
        }
        ConversationSubject => matches!(unit, MailUnit::Conversation | MailUnit::Message),
        ConversationText | ConversationCreated | ConversationModified | ConversationClosed | Status => {
            unit == MailUnit::Conversation
        }
        MessageId | MessageDate => matches!(unit, MailUnit::Message | MailUnit::Attachment),
        MessageChannel => matches!(unit, MailUnit::Conversation | MailUnit::Message),
        MessageContent | MessageContentType | MessageDirection | MessagePrivate | MessageFrom | MessageTo
        | MessageCc | MessageBcc => unit == MailUnit::Message,
        AttachmentId | AttachmentName | AttachmentPath | AttachmentSize | AttachmentSha256 => {
            unit == MailUnit::Attachment
        }
        AccountId => matches!(unit, MailUnit::Account | MailUnit::Person),
        AccountName => matches!(unit, MailUnit::Account | MailUnit::Person | MailUnit::Conversation),
        Department => matches!(unit, MailUnit::Agent | MailUnit::Conversation | MailUnit::Message),
    }
}

/// An id: `a`–`z`, digits and single hyphens inside, at most 64 characters.
pub(super) fn is_id(word: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&word.len())
        && word.bytes().all(inner)
        && !word.starts_with('-')
        && !word.ends_with('-')
        && !word.contains("--")
        && !is_reserved(word)
}

/// A file stem or folder: letters of any script, digits, space, `_` and `-` inside; at most 64 characters.
/// No dots and no slashes, so no path can be made of it; no names Windows reserves for devices.
pub(super) fn is_file_stem(word: &str) -> bool {
    (1..=64).contains(&word.chars().count())
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        && !word.starts_with([' ', '-'])
        && !word.ends_with(' ')
        && !is_reserved(word)
}

/// Names of devices on Windows, in any case: a file of that name cannot be unpacked there.
fn is_reserved(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let numbered = |stem: &str| {
        word.strip_prefix(stem)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(word.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A CSV header: visible text without spaces around it, control or direction-changing characters; at most
/// 200 characters.
pub(super) fn is_header(word: &str) -> bool {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    (1..=200).contains(&word.chars().count()) && word.trim() == word && !word.contains(hidden)
}

/// Why a date-time pattern cannot be used; `None` if it can. It must give year, month, day, hour and minute,
/// in numbers that every locale and time zone writes the same.
pub(super) fn datetime_fault(pattern: &str) -> Option<String> {
    if pattern.chars().count() > 64 || pattern.contains(char::is_control) {
        return Some("the pattern is longer than 64 characters or has control characters".to_string());
    }
    let mut seen = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            continue;
        }
        match chars.next() {
            Some('F') => seen.push_str("Ymd"),
            Some('T') => seen.push_str("HMS"),
            Some('R') => seen.push_str("HM"),
            Some(c @ ('Y' | 'm' | 'd' | 'e' | 'H' | 'M' | 'S' | '%' | 'z')) => {
                seen.push(if c == 'e' { 'd' } else { c })
            }
            Some(c) => return Some(format!("`%{c}` is not one of %Y %m %d %e %H %M %S %F %T %R %z %%")),
            None => return Some("it ends with a single %".to_string()),
        }
    }
    let missing = ['Y', 'm', 'd', 'H', 'M'].into_iter().find(|c| !seen.contains(*c));
    missing.map(|c| format!("`%{c}` is missing, so the moment could not be read back"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_stems_cannot_make_paths() {
        for good in ["Tickets", "問い合わせ", "Ticket comments", "a_1-b"] {
            assert!(is_file_stem(good), "{good}");
        }
        for bad in
            ["", "..", "a.b", "a/b", "a\\b", "C:", " a", "a ", "-rf", "NUL", "com1", "a\u{202E}b", "a\0"]
        {
            assert!(!is_file_stem(bad), "{bad:?}");
        }
    }

    #[test]
    fn ids_are_plain_words() {
        assert!(is_id("zoho-desk") && is_id("a1"));
        for bad in ["", "Zoho", "a--b", "-a", "a-", "a b", "a/b", "../a", "con", "担当"] {
            assert!(!is_id(bad), "{bad:?}");
        }
    }

    #[test]
    fn date_time_patterns_must_be_complete_and_plain() {
        for good in ["%Y-%m-%dT%H:%M:%S.000Z", "%Y-%m-%dT%H:%M.000Z", "%F %R", "%Y/%m/%d %T %z"] {
            assert_eq!(datetime_fault(good), None, "{good}");
        }
        for bad in ["", "YYYY-MM-DD", "%Y-%m-%d", "%y-%m-%d %H:%M", "%F %T %", "%F %T %B", "%F\n%T"] {
            assert!(datetime_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn every_mail_value_is_given_by_some_unit() {
        for (word, value) in MAIL_VALUES {
            assert!(MAIL_UNITS.iter().any(|(_, unit)| gives(*unit, *value)), "{word}");
        }
    }
}
