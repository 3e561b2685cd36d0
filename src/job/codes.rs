//! The codes of this room.

use crate::finding::Code;

/// The host could not read a source to its end: nothing of it is packed.
pub const SOURCE_UNREADABLE: Code = Code::error("source-unreadable");
/// A row is the same to the letter as one packed before.
pub const RECORD_DUPLICATE: Code = Code::note("record-duplicate");
/// The record belongs to one that is held.
pub const PARENT_HELD: Code = Code::error("parent-held");

/// No table was dropped that shows the columns a tab's records are to have.
pub const TEMPLATE_MISSING: Code = Code::error("template-missing");
/// No source fills a column of the template.
pub const COLUMN_UNFILLED: Code = Code::warning("column-unfilled");
/// The charset of the template lacks a character of the row.
pub const CHARSET_LACKS: Code = Code::error("charset-lacks");
/// A row of a person joins the record that has its address. `used`: the id of that one.
pub const CONTACT_JOINED: Code = Code::warning("contact-joined");
/// A row that joined another one says otherwise than that one: its value stays behind.
pub const VALUE_LEFT: Code = Code::warning("value-left");
/// Two records of agents have one address. `used`: the id of the first.
pub const ADDRESS_SHARED: Code = Code::warning("address-shared");
/// A message in a folder of sent mail is not from an own address: the destination would take it for received.
pub const SENT_NOT_OWN: Code = Code::warning("sent-not-own");
/// A message is larger than the destination takes well. `number`: its bytes.
pub const MESSAGE_OVER_CAP: Code = Code::warning("message-over-cap");
/// A folder would become a mailbox that some program does not take. `used`: the program and its limit; `number`: the
/// mailbox's bytes.
pub const MAILBOX_OVER_LIMIT: Code = Code::note("mailbox-over-limit");
/// A message is dated after this century.
pub const MESSAGE_FROM_FUTURE: Code = Code::note("message-from-future");
/// Nothing says in which state a folder's mail is.
pub const STATE_UNKNOWN: Code = Code::warning("state-unknown");
/// A folder is called otherwise at the destination.
pub const FOLDER_RENAMED: Code = Code::note("folder-renamed");

/// A record goes to another agent's address than the one found, as the plan says.
pub const AGENT_MATCHED: Code = Code::note("agent-matched");
/// A record names its agent by name only, and exactly one listed agent has this name.
pub const AGENT_BY_NAME: Code = Code::note("agent-by-name");
/// A record names its agent by name only, and the name is not certainly that of one listed agent.
pub const AGENT_NAME_ONLY: Code = Code::warning("agent-name-only");
/// A row has no id: one was made.
pub const ID_MADE: Code = Code::note("id-made");
/// A family or given name was taken out of the whole name.
pub const NAME_SPLIT: Code = Code::note("name-split");
/// A whole name is not certainly made of a family and a given name: all of it is the family name.
pub const NAME_WHOLE: Code = Code::note("name-whole");
/// One address goes by several names: the best one is used. `number`: how many.
pub const NAMES_JOINED: Code = Code::note("names-joined");
/// A contact belongs to the account of the organisation it names, or of its mail domain.
pub const ACCOUNT_NAMED: Code = Code::note("account-named");
/// A record names an organisation that no account is made of, as the plan does not ask for it.
pub const ORGANIZATION_LEFT: Code = Code::warning("organization-left");
/// A record is joined by another id than the one in its usual column.
pub const ID_PREFERRED: Code = Code::note("id-preferred");
/// A yes or no was taken from a column that says the opposite.
pub const OPPOSITE_USED: Code = Code::note("opposite-used");
/// A file's name was taken from its path.
pub const FILE_NAMED: Code = Code::note("file-named");
/// A record names no agent; the plan says who is meant.
pub const AGENT_DEFAULT: Code = Code::note("agent-default");
/// An agent is left to the administrator, as the plan says.
pub const AGENT_LEFT: Code = Code::note("agent-left");
/// The list says that the agent no longer works there.
pub const AGENT_INACTIVE: Code = Code::warning("agent-inactive");
/// Who sent a thread or wrote a comment is no active agent of the list.
pub const AUTHOR_NOT_LISTED: Code = Code::note("author-not-listed");
/// Something a record does not say of its agent was taken from the list of agents.
pub const AGENT_COMPLETED: Code = Code::note("agent-completed");
/// A record does not say its agent's name or department, and no list does.
pub const AGENT_INCOMPLETE: Code = Code::note("agent-incomplete");
/// One address is spelled in several ways. `number`: in how many.
pub const AGENT_SPELLINGS: Code = Code::note("agent-spellings");
/// More agents are named than an organisation has: those beyond the limit were not looked up.
pub const AGENTS_TOO_MANY: Code = Code::warning("agents-too-many");

/// A row that was held before, put right by hand, stands for this one.
pub const ROW_REPLACED: Code = Code::note("row-replaced");
/// A held row has characters that the charset of its source lacks: it leaves in UTF-8, in a file of its own.
pub const HELD_AS_UTF8: Code = Code::note("held-as-utf-8");
/// What the plan calls a table of results does not show which column says what.
pub const RESULTS_UNREAD: Code = Code::warning("results-unread");
/// Nothing was found that an answer of the plan speaks of: it is misspelt, or no longer needed.
pub const ANSWER_UNUSED: Code = Code::note("answer-unused");
/// An answer of the plan set another value.
pub const VALUE_SET: Code = Code::note("value-set");

/// A row names a file that was not dropped.
pub const FILE_MISSING: Code = Code::error("file-missing");
/// A row names a file by its name only, and it is not certain which one is meant.
pub const FILE_AMBIGUOUS: Code = Code::error("file-ambiguous");
/// A file is larger than what can go along.
pub const FILE_TOO_LARGE: Code = Code::error("file-too-large");
/// A row's Base64 text is damaged.
pub const FILE_DAMAGED: Code = Code::error("file-damaged");
/// A file was dropped that no row names: it does not go along.
pub const FILE_UNNAMED: Code = Code::warning("file-unnamed");
/// The size or the sum that a row gives is not that of its file: the file's own is written.
pub const FILE_DIFFERS: Code = Code::warning("file-differs");
/// A file stays behind because the plan says so.
pub const ATTACHMENT_LEFT_OUT: Code = Code::note("attachment-left-out");

/// Every code of this room.
pub const ALL: &[Code] = &[
    SOURCE_UNREADABLE,
    RECORD_DUPLICATE,
    PARENT_HELD,
    TEMPLATE_MISSING,
    COLUMN_UNFILLED,
    CHARSET_LACKS,
    CONTACT_JOINED,
    VALUE_LEFT,
    ADDRESS_SHARED,
    SENT_NOT_OWN,
    MESSAGE_OVER_CAP,
    MAILBOX_OVER_LIMIT,
    MESSAGE_FROM_FUTURE,
    STATE_UNKNOWN,
    FOLDER_RENAMED,
    ROW_REPLACED,
    HELD_AS_UTF8,
    RESULTS_UNREAD,
    ANSWER_UNUSED,
    VALUE_SET,
    ID_MADE,
    NAME_SPLIT,
    OPPOSITE_USED,
    FILE_NAMED,
    NAME_WHOLE,
    NAMES_JOINED,
    ACCOUNT_NAMED,
    ORGANIZATION_LEFT,
    ID_PREFERRED,
    AGENT_MATCHED,
    AGENT_BY_NAME,
    AGENT_NAME_ONLY,
    AGENT_DEFAULT,
    AGENT_LEFT,
    AGENT_INACTIVE,
    AUTHOR_NOT_LISTED,
    AGENT_COMPLETED,
    AGENT_INCOMPLETE,
    AGENT_SPELLINGS,
    AGENTS_TOO_MANY,
    ATTACHMENT_LEFT_OUT,
    FILE_MISSING,
    FILE_AMBIGUOUS,
    FILE_TOO_LARGE,
    FILE_DAMAGED,
    FILE_UNNAMED,
    FILE_DIFFERS,
];
