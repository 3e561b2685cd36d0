//! The lists beside mailboxes, while mail is packed: where each message went, what could not be carried, whom to register.

use super::index::Entry;
use crate::bundle::papers::mail::{self, MessageLine};
use crate::destination::mailbox::MailboxRule;
use crate::job::dispatch::Dispatch;
use crate::job::dispatch::paper_trail::{File, PIECE, PaperTrail};
use crate::order;
use crate::source::message::Envelope;
use crate::text::date;

/// The open lists.
pub struct Lists {
    messages: Option<File>,
    /// Opened with the first message that has any of the fields.
    attributes: Option<File>,
    /// Lower case, as messages are asked for them, and as they are called in the list.
    fields: Vec<String>,
    titles: Vec<String>,
}

impl Lists {
    pub fn begin(rule: &MailboxRule, trail: &mut PaperTrail) -> Lists {
        let mut messages = trail.open("messages.csv");
        mail::begin_messages(&trail.words, &mut messages.buffer);
        let fields = rule.attributes.iter().map(|name| name.to_ascii_lowercase()).collect();
        Lists { messages: Some(messages), attributes: None, fields, titles: rule.attributes.clone() }
    }

    /// The header fields a message is asked for.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// What became of a message, and where it lies.
    pub fn message(&mut self, entry: &Entry, outcome: &str, target: &str, dispatch: &mut Dispatch) {
        let surveyed = &dispatch.surveyed;
        let group = surveyed.groups.of(entry);
        let line = MessageLine {
            source: surveyed.leaves.get(entry.leaf as usize).map_or("", |leaf| leaf.name.as_str()),
            record: u64::from(entry.record),
            start: entry.start(),
            bytes: u64::from(entry.bytes),
            date: entry.time(),
            content: entry.content,
            outcome,
            folder: group.map_or("", |group| &group.folder),
            state: group.map_or("", |group| &group.state),
            target,
        };
        let trail = &mut dispatch.trail;
        let Some(file) = &mut self.messages else { return };
        mail::message(&line, &trail.words, &mut file.buffer);
        if file.buffer.len() >= PIECE {
            trail.flush(file);
        }
    }

    /// What the mailbox cannot carry of a message, if it has any of it.
    pub fn attributes(&mut self, entry: &Entry, envelope: &Envelope, dispatch: &mut Dispatch) {
        if envelope.values.iter().all(String::is_empty) {
            return;
        }
        let group = dispatch.surveyed.groups.of(entry);
        let (folder, state) = group.map_or(("", ""), |group| (&group.folder, &group.state));
        let time = entry.time().map(date::utc).unwrap_or_default();
        let trail = &mut dispatch.trail;
        let titles = &self.titles;
        let file = self.attributes.get_or_insert_with(|| {
            let mut file = trail.open("attributes.csv");
            mail::begin_attributes(titles, &trail.words, &mut file.buffer);
            file
        });
        mail::attributes([&envelope.message_id, folder, state, &time], &envelope.values, &mut file.buffer);
        if file.buffer.len() >= PIECE {
            trail.flush(file);
        }
    }

    /// Closes the lists, and writes the one of the own side's addresses where the destination asks for it.
    pub fn finish(&mut self, dispatch: &mut Dispatch) {
        for file in [self.messages.take(), self.attributes.take()].into_iter().flatten() {
            dispatch.trail.close(file);
        }
        if dispatch.surveyed.setup.destination.mailbox.as_ref().is_some_and(|rule| rule.accounts) {
            accounts(dispatch);
        }
    }
}

/// Every address at a domain of the user's, for whoever registers them before the move.
fn accounts(dispatch: &mut Dispatch) {
    let surveyed = &dispatch.surveyed;
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_string());
    let domains: Vec<String> = surveyed.setup.settled.own.iter().filter_map(|own| domain(own)).collect();
    let ours = |address: &str| domain(address).is_some_and(|domain| domains.contains(&domain));
    let mut people: Vec<_> = surveyed.people.all().iter().filter(|person| ours(&person.address)).collect();
    order::sort(&mut people, |a, b| a.address.cmp(&b.address));
    let mut out = Vec::new();
    mail::begin_accounts(&dispatch.trail.words, &mut out);
    for person in people {
        mail::account(&person.address, &person.name, person.sent, person.received, &mut out);
    }
    dispatch.trail.write("accounts.csv", out);
}
