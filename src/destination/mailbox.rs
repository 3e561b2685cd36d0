//! `[mailbox]` of a destination: it takes mail as mail, in mailboxes or as single files, and no tables made of it.

use super::Label;
use super::build::{cap, each, label, no_blanks, not_blank};
use super::codes;
use super::form::{LabelForm, LimitForm, MailboxForm, StateForm};
use super::place::{At, Fault};
use super::words;

/// How mail is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MailboxRule {
    /// The formats there are; more than one: the option `format` chooses, its first value is the default.
    pub formats: Vec<MailFormat>,
    /// What one bundle holds.
    pub per: Per,
    /// How folders become names.
    pub tree: Tree,
    /// Mboxes go into a ZIP rather than out as files. Single messages always do.
    pub zipped: bool,
    /// Ending of an mbox's name, with its dot; blank for none.
    pub extension: String,
    /// The header fields that say what was read, answered, starred.
    pub status: Status,
    /// Header fields that would mislead the reader, lower case (a stale `content-length`).
    pub drop: Vec<String>,
    /// Role of a well-known folder ([`words::ROLES`]) → what the destination calls it.
    pub folders: Vec<(String, String)>,
    /// States a folder's mail can be in, when they are filled separately.
    pub states: Vec<State>,
    /// The option with the most bytes a message should have.
    pub message_cap: Option<String>,
    /// A mail counts as sent only if its From is an own address.
    pub sent_by_own: bool,
    /// A list of the own side's addresses goes along, to be registered beforehand.
    pub accounts: bool,
    /// Header fields that cannot be carried, and leave as a CSV keyed by Message-ID.
    pub attributes: Vec<String>,
    /// What programs take of one mbox.
    pub limits: Vec<Limit>,
}

/// The most bytes of an mbox some program takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limit {
    /// The program, with its limit in words.
    pub of: String,
    pub bytes: u64,
}

/// A state of mail within a folder (新着).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub name: String,
    pub label: Label,
    /// What exports call it.
    pub aliases: Vec<String>,
}

/// One file format of mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailFormat {
    /// RFC 4155, quoted as mboxrd.
    #[default]
    Mbox,
    /// One RFC 5322 message in a file.
    Eml,
    /// Bernstein's Maildir, with Maildir++ sub-folders.
    Maildir,
}

/// What one bundle holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// Everything, cut where a cap is reached.
    #[default]
    All,
    Folder,
    /// A folder's mail in one state.
    State,
}

/// How folders within folders become names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tree {
    /// One name, joined by `_`.
    #[default]
    Flat,
    /// Directories.
    Directories,
    /// Thunderbird's: what lies in folder `X` is in `X.sbd`.
    Sbd,
    /// `.X.Y` beside the inbox.
    MaildirPlus,
}

/// Header fields that say what was done with a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// None is written; those there stay.
    #[default]
    Kept,
    /// `X-Mozilla-Status` and `X-Mozilla-Status2`.
    Mozilla,
    /// `Status` and `X-Status`.
    Unix,
}

impl MailboxRule {
    /// The format under the plan's option `format`.
    pub fn format(&self, chosen: &str) -> MailFormat {
        let named = words::meaning(words::MAIL_FORMATS, chosen);
        named.or(self.formats.first().copied()).unwrap_or_default()
    }

    /// What the destination calls the folder of this role (`inbox`, `sent`, …).
    pub fn folder(&self, role: &str) -> Option<&str> {
        self.folders.iter().find(|(of, _)| of == role).map(|(_, name)| name.as_str())
    }
}

/// Judges the form.
pub(super) fn mailbox(form: MailboxForm, at: &At) -> Result<MailboxRule, Fault> {
    if form.formats.is_empty() {
        let message = format!("Name at least one of {}.", words::list(words::MAIL_FORMATS));
        return Err(at.key("formats").fault(codes::BAD_VALUE, message));
    }
    let formats_at = at.key("formats");
    let formats = form.formats.iter().enumerate();
    let formats = formats.map(|(index, word)| one_of(words::MAIL_FORMATS, word, &formats_at.item(index)));
    let folders_at = at.key("folders");
    let folders = form.folders.into_iter();
    let folders = folders.map(|(role, name)| {
        let message = || format!("There is no such folder: use {}.", words::ROLES.join(", "));
        match words::ROLES.contains(&role.as_str()) {
            true => Ok((role, name)),
            false => Err(folders_at.key(&role).fault(codes::BAD_VALUE, message())),
        }
    });
    no_blanks(&form.attributes, &at.key("attributes"))?;
    Ok(MailboxRule {
        formats: formats.collect::<Result<_, Fault>>()?,
        per: one_of(words::PER, &form.per, &at.key("per"))?,
        tree: one_of(words::TREES, &form.tree, &at.key("tree"))?,
        zipped: form.zipped,
        extension: form.extension,
        status: one_of(words::STATUSES, &form.status, &at.key("status"))?,
        drop: form.drop.iter().map(|name| name.to_ascii_lowercase()).collect(),
        folders: folders.collect::<Result<_, Fault>>()?,
        states: each(form.state, &at.key("state"), state)?,
        message_cap: form.message_cap,
        sent_by_own: form.sent_by_own,
        accounts: form.accounts,
        attributes: form.attributes,
        limits: each(form.limit, &at.key("limit"), limit)?,
    })
}

fn one_of<T: Copy>(known: &[(&str, T)], word: &str, at: &At) -> Result<T, Fault> {
    let message = || format!("Not known here: use {}.", words::list(known));
    words::meaning(known, word).ok_or_else(|| at.fault(codes::BAD_VALUE, message()))
}

fn limit(form: LimitForm, at: &At) -> Result<Limit, Fault> {
    not_blank(&form.of, &at.key("of"))?;
    Ok(Limit { bytes: cap("bytes", form.bytes, &at.key("bytes"))?, of: form.of })
}

fn state(form: StateForm, at: &At) -> Result<State, Fault> {
    no_blanks(&form.aliases, &at.key("aliases"))?;
    let plain = || LabelForm { ja: form.name.clone(), en: form.name.clone() };
    let label = label(form.label.unwrap_or_else(plain), &at.key("label"))?;
    Ok(State { name: form.name, label, aliases: form.aliases })
}
