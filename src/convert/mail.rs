//! What mail gives for a field of a destination: the values behind `mail = "…"`.
//!
//! Ids are hashes of addresses and message ids, so the same mail gets the same id in a later run.

use super::conversation::Conversation;
use super::people::Person;
use super::whole_name::{SplitName, split_name};
use crate::destination::MailValue;
use crate::source::message::{Mailbox, Message};
use crate::text::date;
use crate::text::hash::key64;
use std::borrow::Cow;

/// An attachment on its way out.
#[derive(Clone, Debug, Default)]
pub struct AttachmentFacts<'a> {
    pub name: &'a str,
    /// Path in the bundle.
    pub path: &'a str,
    pub size: u64,
    /// Lower-case hex.
    pub sha256: &'a str,
    /// Position in its message, from 1.
    pub number: usize,
}

/// Everything known where one record is made from mail. What a unit does not have gives blank values.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    pub agent: Option<&'a Person>,
    /// The agent's id: the one an agents source lists, or that of a record made from mail. None: no record.
    pub agent_listed_as: Option<Cow<'a, str>>,
    pub person: Option<&'a Person>,
    /// The contact's id when a contacts source lists the person's address.
    pub person_listed_as: Option<&'a str>,
    pub conversation: Option<&'a Conversation>,
    pub message: Option<&'a Message<'a>>,
    /// Whether the own side sent the message.
    pub outgoing: bool,
    pub attachment: Option<AttachmentFacts<'a>>,
    pub status: &'a str,
    /// The own address the conversation was sent to, where the plan says something about it.
    pub mailbox: &'a str,
    pub department: &'a str,
    /// The HTML body is wanted where there is one.
    pub html: bool,
    /// Id and name of the account: of the person, or the one that the record is made for.
    pub account: Option<(Cow<'a, str>, &'a str)>,
    /// Id of the row an attachment is made for, where it is not mail that it belongs to.
    pub row: Option<&'a str>,
}

/// The id of a person made from mail.
pub fn person_id(address: &str) -> String {
    format!("contact-{:016x}", key64(address.as_bytes()))
}

/// The id of an account made for the organisation or the mail domain with this key.
pub fn account_id(key: &str) -> String {
    format!("account-{:016x}", key64(key.as_bytes()))
}

/// The id of an agent made from mail.
pub fn agent_id(address: &str) -> String {
    format!("agent-{:016x}", key64(address.as_bytes()))
}

/// The id of a conversation.
pub fn conversation_id(conversation: &Conversation) -> String {
    format!("ticket-{:016x}", conversation.id)
}

/// The id of a message.
pub fn message_id(message: &Message<'_>) -> String {
    message_id_of(message.content_key as u64)
}

/// The id of the message with this content.
pub fn message_id_of(content: u64) -> String {
    format!("thread-{content:016x}")
}

/// The id of a file of the message with this content, or of the row with this key.
pub fn attachment_id(owner: u64, number: usize) -> String {
    format!("attachment-{owner:016x}-{number}")
}

/// The value for a field; blank when the unit at hand does not have it.
pub fn value(facts: &Facts<'_>, wanted: MailValue) -> String {
    use MailValue::*;
    match wanted {
        AgentId | AgentName | AgentFamilyName | AgentGivenName | AgentAddress => agent(facts, wanted),
        PersonId | PersonName | PersonFamilyName | PersonGivenName | PersonAddress | PersonFirstSeen => {
            person(facts, wanted)
        }
        ConversationId | ConversationSubject | ConversationText | ConversationCreated
        | ConversationModified | ConversationClosed => conversation(facts, wanted),
        MessageId | MessageContent | MessageContentType | MessageDate | MessageDirection | MessagePrivate
        | MessageFrom | MessageTo | MessageCc | MessageBcc | MessageChannel => message(facts, wanted),
        AttachmentId | AttachmentName | AttachmentPath | AttachmentSize | AttachmentSha256 => {
            attachment(facts, wanted)
        }
        AccountId => facts.account.as_ref().map_or_else(String::new, |(id, _)| id.to_string()),
        AccountName => facts.account.as_ref().map_or_else(String::new, |(_, name)| (*name).to_string()),
        Status => facts.status.to_string(),
        Department => facts.department.to_string(),
    }
}

fn agent(facts: &Facts<'_>, wanted: MailValue) -> String {
    let Some(agent) = facts.agent else { return String::new() };
    match wanted {
        MailValue::AgentId => facts.agent_listed_as.as_deref().unwrap_or_default().to_string(),
        MailValue::AgentName => names(agent).0,
        MailValue::AgentFamilyName => names(agent).1.family,
        MailValue::AgentGivenName => names(agent).1.given,
        _ => agent.address.to_string(),
    }
}

fn person(facts: &Facts<'_>, wanted: MailValue) -> String {
    let Some(person) = facts.person else { return String::new() };
    match wanted {
        MailValue::PersonId => {
            facts.person_listed_as.map_or_else(|| person_id(&person.address), str::to_string)
        }
        MailValue::PersonName => names(person).0,
        MailValue::PersonFamilyName => names(person).1.family,
        MailValue::PersonGivenName => names(person).1.given,
        MailValue::PersonFirstSeen => time((person.first_seen != i64::MAX).then_some(person.first_seen)),
        _ => person.address.to_string(),
    }
}

/// The whole name and its halves.
fn names(person: &Person) -> (String, SplitName) {
    let split = split_name(&person.name, &person.address);
    let whole = if person.name.is_empty() { split.family.clone() } else { person.name.to_string() };
    (whole, split)
}

fn conversation(facts: &Facts<'_>, wanted: MailValue) -> String {
    if let Some(id) = facts.row {
        return if wanted == MailValue::ConversationId { id.to_string() } else { String::new() };
    }
    let Some(conversation) = facts.conversation else { return String::new() };
    let message = facts.message;
    match wanted {
        MailValue::ConversationSubject => message.map_or_else(String::new, |m| m.subject.clone()),
        MailValue::ConversationText => message.map_or_else(String::new, |m| body(facts, m)),
        MailValue::ConversationCreated => time(conversation.created()),
        MailValue::ConversationModified | MailValue::ConversationClosed => time(conversation.modified()),
        _ => conversation_id(conversation),
    }
}

fn message(facts: &Facts<'_>, wanted: MailValue) -> String {
    let Some(message) = facts.message else { return String::new() };
    match wanted {
        MailValue::MessageId => message_id(message),
        MailValue::MessageContent => body(facts, message),
        MailValue::MessageContentType => {
            if wants_html(facts, message) { "text/html" } else { "text/plain" }.to_string()
        }
        MailValue::MessageDate => time(message.date),
        MailValue::MessageDirection => if facts.outgoing { "Out" } else { "In" }.to_string(),
        MailValue::MessagePrivate => "False".to_string(),
        MailValue::MessageTo => addresses(&message.to),
        MailValue::MessageCc => addresses(&message.cc),
        MailValue::MessageBcc => addresses(&message.bcc),
        MailValue::MessageChannel => "Email".to_string(),
        _ => message.from.first().map_or_else(String::new, |from| from.address.clone()),
    }
}

fn wants_html(facts: &Facts<'_>, message: &Message<'_>) -> bool {
    facts.html && !message.html.trim().is_empty()
}

/// The body of a message in the form the plan asks for, quoted history and all.
fn body(facts: &Facts<'_>, message: &Message<'_>) -> String {
    if wants_html(facts, message) { message.html.trim_end().to_string() } else { text(message) }
}

/// The text of a message. Line ends after the last line are the mail's framing, not part of what was written.
fn text(message: &Message<'_>) -> String {
    message.text.trim_end_matches(['\r', '\n']).to_string()
}

fn attachment(facts: &Facts<'_>, wanted: MailValue) -> String {
    let Some(attachment) = &facts.attachment else { return String::new() };
    match wanted {
        MailValue::AttachmentName => attachment.name.to_string(),
        MailValue::AttachmentPath => attachment.path.to_string(),
        MailValue::AttachmentSize => attachment.size.to_string(),
        MailValue::AttachmentSha256 => attachment.sha256.to_string(),
        _ => {
            let owner = facts.message.map_or(0, |message| message.content_key as u64);
            let owner = facts.row.map_or(owner, |id| key64(id.as_bytes()));
            attachment_id(owner, attachment.number)
        }
    }
}

fn time(seconds: Option<i64>) -> String {
    seconds.map_or_else(String::new, date::utc)
}

fn addresses(mailboxes: &[Mailbox]) -> String {
    let all: Vec<&str> = mailboxes.iter().map(|m| m.address.as_str()).filter(|a| !a.is_empty()).collect();
    all.join(",")
}
