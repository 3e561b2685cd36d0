//! A destination as data: tabs, fields, caps, rules, words. Read from `destinations/*.toml`.
//!
//! No vendor is named in code. Whatever a vendor asks for is a value here, with its source in the TOML.

mod build;
mod build_field;
pub mod codes;
mod cross;
mod form;
pub mod load;
pub mod mailbox;
mod options;
mod packed;
mod place;
#[cfg(test)]
mod tests;
mod words;

use crate::text::date;
use litemap::LiteMap;

/// A word in both languages of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    pub ja: String,
    pub en: String,
}

/// A system that takes an upload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Destination {
    pub id: String,
    pub label: Label,
    /// strftime pattern (UTC) for date-time fields, e.g. `%Y-%m-%dT%H:%M:%S.000Z`.
    pub datetime: String,
    pub caps: Caps,
    /// Options the plan may set, with their defaults (`trial = "no"`, …), beside the core's own.
    pub options: Vec<DestinationOption>,
    /// In import order.
    pub tabs: Vec<Tab>,
    pub checklist: Vec<ChecklistLine>,
    /// What is known of a second run; `None`: nothing.
    pub second_run: Option<SecondRun>,
    /// How some of the records are selected; `None`: all of them go, or none.
    pub selection: Option<SelectionRule>,
    /// Parts carry numbers (`Tickets_01.csv`). Without, a bundle holds one part of each tab, named as the tab.
    pub numbered: bool,
    /// Characters that values should not hold.
    pub unwelcome: Option<Unwelcome>,
    /// It takes mail as mail; `None`: what mail gives goes into tabs.
    pub mailbox: Option<mailbox::MailboxRule>,
}

/// Characters a destination asks not to have in values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unwelcome {
    pub characters: String,
    /// What is written in their place when the option says so: as many, in the same order.
    pub instead: String,
    /// The option of the plan that asks for it with `yes`.
    pub option: String,
}

/// The records by which some of all are selected: what belongs to a selected one goes with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionRule {
    /// Id of the tab whose records are selected.
    pub tab: String,
    /// Its date-time field by which they are newest or oldest.
    pub time: String,
    /// Fields of the tab that are searched, beside its key.
    pub search: Vec<String>,
}

/// What the destination tells of a run. When the next one may follow stands in the check-list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondRun {
    /// What its result tables may call the column that says what was wrong.
    pub errors: Vec<String>,
    /// What stands there when nothing was.
    pub fine: Vec<String>,
}

/// Promises on output size. `u64::MAX` where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Caps {
    /// Bytes of one bundle (ZIP).
    pub bundle_bytes: u64,
    pub bundles: u64,
    /// Bytes of all bundles.
    pub total_bytes: u64,
    /// Bytes of one CSV part, header row included.
    pub part_bytes: u64,
    /// Rows of one CSV part, header row not included.
    pub part_rows: u64,
    /// Rows of all CSV parts of one bundle.
    pub bundle_rows: u64,
    /// Caps the user may set himself, through an option that is a number.
    pub from: Vec<CapsFrom>,
    /// Under a plan option (`trial = "yes"`), other caps hold: option → value → caps by the names above.
    pub when: Vec<CapsWhen>,
}

/// Other caps under an option of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct CapsWhen {
    pub option: String,
    pub value: String,
    /// Cap name (`bundle-bytes`, `bundles`, `total-bytes`, `part-bytes`, `part-rows`) → value.
    pub caps: LiteMap<String, u64>,
}

/// Caps that follow an option of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct CapsFrom {
    pub option: String,
    /// Names of caps.
    pub caps: Vec<String>,
    /// What the option's number counts in: 1,000,000 for megabytes.
    pub times: u64,
}

/// Something the user may choose for this destination.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DestinationOption {
    pub key: String,
    pub label: Label,
    /// Explains what choosing does.
    pub help: Label,
    /// Allowed values; the first is the default. Empty: any text, default empty.
    pub values: Vec<String>,
    /// Any whole number from 1 is allowed beside `values`.
    pub number: bool,
    /// A day (`2026-12-05`), or nothing.
    pub date: bool,
    /// The moment that follows from the day, where the user sets none.
    pub fills: Option<Fills>,
}

/// A bound of the window of mail that follows from a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fills {
    /// One of [`words::MOMENTS`].
    pub option: String,
    /// The time of day (`04:00`; `24:00`: the end of the day), in the plan's zone.
    pub at: String,
}

/// A kind of record the destination takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tab {
    /// Stable id, lower case (`tickets`).
    pub id: String,
    pub label: Label,
    /// Stem of the CSV part's name: `Tickets` gives `Tickets_01.csv`.
    pub file: String,
    /// What file names of exports call it (folded for comparison): `tickets`, `問い合わせ`.
    pub aliases: Vec<String>,
    /// Names of fields. When not empty, a table is taken for this tab only if one of them matched a column
    /// or the file name names the tab: an agents table has nothing else that a contacts table has not.
    pub identified_by: Vec<String>,
    /// Header names that speak for this tab although no field takes them (`First response time (in hrs)`).
    pub hints: Vec<String>,
    /// What a mail source gives one record of this tab for; `None`: nothing.
    pub from_mail: Option<MailUnit>,
    /// Attachments only: folder in the bundle under which the files lie.
    pub folder: Option<String>,
    /// Records of this kind are known (and looked things up in) but not taken: what becomes of them, and what to
    /// do instead.
    pub not_taken: Option<Label>,
    /// Its columns are learned from a table exported from the destination: what the name of such a file holds.
    pub learned_from: Vec<String>,
    pub fields: Vec<Field>,
}

/// What one record of a tab stands for when it comes from mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailUnit {
    /// An own address that sent mail and that no agents source lists (given only when the plan asks).
    Agent,
    /// A person on the other side.
    Person,
    /// A conversation.
    Conversation,
    /// A message.
    Message,
    /// An attachment of a message.
    Attachment,
    /// The organisation of a person (given only when the plan asks).
    Account,
}

/// A column of a tab, with its rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// The exact header.
    pub name: String,
    pub label: Label,
    pub kind: FieldKind,
    /// The record's own id: must be there and be unique within the tab.
    pub key: bool,
    pub required: bool,
    /// Seen on a vendor page; else `assumed`.
    pub confirmed: bool,
    /// What the vendor assumes when blank: told, not written.
    pub default: Option<String>,
    /// What to write when blank (`NULL` for a thread's content).
    pub when_blank: Option<String>,
    /// What to write when a mail gives nothing (the subject of a mail without one).
    pub mail_when_blank: Option<String>,
    /// Allowed values; a value that differs only by case is put right with a finding.
    pub values: Vec<String>,
    /// Values outside `values` are taken (`Status`): a note, not an error.
    pub open_values: bool,
    /// Booleans only: words of exports that mean `True` here and nowhere else (非公開 for `isPrivate`).
    pub true_words: Vec<String>,
    /// The same for `False`.
    pub false_words: Vec<String>,
    /// In characters (Unicode scalar values).
    pub max_chars: Option<u32>,
    /// Date-times only: another pattern than the destination's.
    pub datetime: Option<String>,
    /// Date-times only: under an option of the plan, another pattern.
    pub datetime_when: Vec<DatetimeWhen>,
    /// The value must be a key (or another field) of a record of a tab.
    pub reference: Option<Reference>,
    /// Must not be earlier than this field of the same record.
    pub not_before: Option<String>,
    /// The code for that; default `date-order`.
    pub not_before_code: Option<String>,
    /// Must be there when the record has children in this tab (`Created Time` where there are threads).
    pub required_with: Option<String>,
    /// The code for that; default `required-with-missing`.
    pub required_with_code: Option<String>,
    /// Must be there when another field has this value (`Closed Time` when `Status` is `Closed`).
    pub required_when: Option<(String, String)>,
    /// The code for that; default `required-when-missing`.
    pub required_when_code: Option<String>,
    /// What mail gives for it.
    pub mail: Option<MailValue>,
    /// What it tells of an agent; where a file does not say, what its `mail` means.
    pub agent: Option<AgentRole>,
    /// It names an agent only when another field has this value (the sender of a thread whose `Direction` is `Out`).
    pub agent_when: Option<(String, String)>,
    /// Agents' states only: words that say the agent no longer works there, folded for comparison.
    pub inactive_words: Vec<String>,
    /// Values that an export writes for "nothing" (`No Agent`).
    pub blank_words: Vec<String>,
    /// Where it is blank, the opposite of this field of kind boolean (`isPublic` of `isPrivate`).
    pub opposite_of: Option<String>,
    /// Where this field of the same row is filled, its value stands here (`Requester external id`).
    pub prefer: Option<String>,
    /// It holds a file's bytes as Base64.
    pub base64: bool,
    /// No column of the destination: it is only read (the name of a contact that is made from a ticket).
    pub unwritten: bool,
    /// What happens when the rule is broken, in the vendor's terms; overrides the catalog's consequence.
    pub consequence: Option<Label>,
    pub aliases: Vec<Alias>,
    /// A column of the user's own, which the plan carries under its own name. In no file.
    pub carried: bool,
}

/// A date-time pattern that holds under an option of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatetimeWhen {
    pub option: String,
    pub value: String,
    /// strftime pattern (UTC).
    pub datetime: String,
}

/// What a value must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    /// Text that joins records; compared byte for byte after trimming.
    Id,
    Email,
    DateTime,
    /// `True` / `False`.
    Boolean,
    Integer,
}

/// A value that names a record of a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    pub tab: String,
    /// A field of that tab; the tab's key if `None`.
    pub field: Option<String>,
    /// A missing target holds the record (`ContactExtId`), or is a warning (`Agent Email`: falls to the administrator).
    pub holds: bool,
    /// The code for a missing target, e.g. `agent-not-listed`; default `reference-missing`.
    pub code: Option<String>,
    /// The same for a blank value; `None`: a blank is fine (unless required).
    pub blank_code: Option<String>,
    /// When a table has no column for this field but one for this other field (an e-mail address), the
    /// target is found or made by it: `ContactExtId` through `Email`.
    pub through: Option<String>,
}

/// A header name seen in exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    pub name: String,
    /// Percent: 90 for a name seen in a real export, 50 for a plausible one.
    pub confidence: u8,
    /// A code to observe when this alias matched (the two-faced 担当者メールアドレス).
    pub note: Option<String>,
}

/// The vocabulary of `mail = "…"` in a field: what a mail source can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailValue {
    AgentId,
    AgentName,
    AgentFamilyName,
    AgentGivenName,
    AgentAddress,
    PersonId,
    PersonName,
    PersonFamilyName,
    PersonGivenName,
    PersonAddress,
    /// Of the person's first mail.
    PersonFirstSeen,
    ConversationId,
    ConversationSubject,
    ConversationText,
    ConversationCreated,
    ConversationModified,
    /// Of the last message; given only when the field's `required_when` holds (`Status` is `Closed`).
    ConversationClosed,
    MessageId,
    MessageContent,
    MessageContentType,
    MessageDate,
    MessageDirection,
    MessagePrivate,
    MessageFrom,
    MessageTo,
    MessageCc,
    MessageBcc,
    MessageChannel,
    AttachmentId,
    AttachmentName,
    AttachmentPath,
    AttachmentSize,
    AttachmentSha256,
    /// Of the organisation, or of the mail domain, that a person belongs to.
    AccountId,
    AccountName,
    /// The plan's option of this conversation status (`mail-status`).
    Status,
    /// The plan's option `department`.
    Department,
}

/// What a field tells of an agent, in the list of agents or in a record an agent has worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentRole {
    Id,
    Name,
    FamilyName,
    GivenName,
    Address,
    Department,
    /// Whether the agent still works there.
    Status,
}

impl AgentRole {
    /// The role that goes with what mail gives.
    pub(crate) fn of_mail(value: MailValue) -> Option<AgentRole> {
        match value {
            MailValue::AgentId => Some(AgentRole::Id),
            MailValue::AgentName => Some(AgentRole::Name),
            MailValue::AgentFamilyName => Some(AgentRole::FamilyName),
            MailValue::AgentGivenName => Some(AgentRole::GivenName),
            MailValue::AgentAddress => Some(AgentRole::Address),
            MailValue::Department => Some(AgentRole::Department),
            _ => None,
        }
    }
}

/// A line of the upload check-list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChecklistLine {
    pub text: Label,
    /// What may happen if it is skipped.
    pub risk: Label,
    /// The option with the day its own day is counted from, and how many days later that is.
    pub from: Option<String>,
    pub days: i64,
}

impl ChecklistLine {
    /// Its day, by the value of the option it is counted from; `None` where that names no day.
    pub fn day(&self, option: impl Fn(&str) -> String) -> Option<String> {
        let from = option(self.from.as_deref()?);
        let midnight = date::parse_cell(&from, &date::Zone::named("UTC")?)?.seconds;
        Some(date::format(midnight + self.days * 86_400, "%Y-%m-%d"))
    }
}

impl Destination {
    /// Index of the tab with this id.
    pub fn tab(&self, id: &str) -> Option<usize> {
        self.tabs.iter().position(|tab| tab.id == id)
    }
}

impl Tab {
    /// Index of the field with this exact name.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
    /// Index of the key field.
    pub fn key(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.key)
    }
}
