//! The survey's pages about mail: each message is checked, its people counted, and its threads indexed.

use crate::convert::conversation::{self, Added, Conversation};
use crate::convert::mail::Facts;
use crate::convert::{codes, subject};
use crate::destination::MailUnit;
use crate::finding::{Observation, Observe};
use crate::job::book::{Book, Potential, at, place};
use crate::job::intake::{self, Fields};
use crate::job::setup::{NO_TAB, Setup};
use crate::source::codes::MESSAGE_DELETED;
use crate::source::message::{self, Depth, Flags, Mailbox, Manner, Message};
use crate::source::{RawMessage, Spot};
use crate::text::date;
use std::rc::Rc;

impl Book {
    pub(in crate::job) fn mail(&mut self, raw: &RawMessage<'_>) {
        let setup = Rc::clone(&self.setup);
        let mut held = std::mem::take(&mut self.hold_next);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        if !setup.settled.keep_deleted && is_deleted(raw, leaf) {
            let record = raw.spot.record.unwrap_or(0) as u32;
            self.conversations.leave_out(self.at(), record, raw.spot.start);
            self.note(NO_TAB, raw.spot, Observation::new(MESSAGE_DELETED));
            return;
        }
        let message = {
            let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
            let tally = &mut self.tally;
            read(raw, &setup, leaf, Depth::Survey, &mut |observation| {
                let holds = setup.holds(NO_TAB, &observation, at(leaf, raw.spot));
                held |= holds;
                tally.count("", observation, holds, || place(leaf, raw.spot));
            })
        };
        let date = message.date;
        let from = self.person(message.from.first().or(message.sender.first()));
        let recipients: Vec<u32> = [&message.to, &message.cc, &message.bcc]
            .into_iter()
            .flatten()
            .filter_map(|mailbox| self.person(Some(mailbox)))
            .collect();
        if !self.conversations.is_known(message.content_key) {
            held |= self.check_mail(&message, raw.spot, date);
            self.count_mail(&message, date, from, &recipients);
        }
        let added = self.conversations.add(&conversation::Facts {
            leaf: self.at(),
            record: raw.spot.record.unwrap_or(0) as u32,
            start: raw.spot.start,
            message_id: &message.message_id,
            in_reply_to: &message.in_reply_to,
            references: &message.references,
            content_key: message.content_key,
            subject: subject::key(&message.subject),
            date,
            from,
            recipients: &recipients,
            attachments: message.attachment_sizes.len(),
            text_bytes: message.text.len() + message.subject.len(),
            held,
        });
        self.tell_added(added, &message, raw.spot);
        self.note_charset(&message);
    }

    fn person(&mut self, mailbox: Option<&Mailbox>) -> Option<u32> {
        mailbox.and_then(|mailbox| self.people.add(&mailbox.address, &mailbox.name))
    }

    fn tell_added(&mut self, added: Added, message: &Message<'_>, spot: Spot) {
        let code = match added {
            Added::Duplicate => codes::DUPLICATE_MESSAGE,
            Added::IdReused => codes::MESSAGE_ID_REUSED,
            Added::New
                if message.references.contains(&message.message_id) && !message.message_id.is_empty() =>
            {
                codes::REPLY_LOOP
            }
            Added::New => return,
        };
        self.note(NO_TAB, spot, Observation::new(code).found(&message.message_id));
    }

    fn count_mail(
        &mut self,
        message: &Message<'_>,
        date: Option<i64>,
        from: Option<u32>,
        recipients: &[u32],
    ) {
        from.into_iter().for_each(|from| self.people.sent(from, date));
        recipients.iter().for_each(|&to| self.people.received(to, date));
        let month = date.map(|date| date::format(date, "%Y-%m"));
        let month = month.unwrap_or_default();
        let year = month.get(..4).unwrap_or_default().to_string();
        *self.months.entry(month).or_default() += 1;
        let files: u64 = message.attachment_sizes.iter().sum();
        message.attachment_sizes.iter().for_each(|bytes| self.sizes.file(*bytes));
        *self.sizes.mail.entry(year).or_default() += message.text.len() as u64 + files;
        if let Some(tab) = self.setup.mail_tab(MailUnit::Attachment) {
            self.tabs[tab].records += message.attachment_sizes.len() as u64;
            self.tabs[tab].bytes += files;
        }
    }

    /// Checks the records a message will give; true if an error holds the message.
    fn check_mail(&mut self, message: &Message<'_>, spot: Spot, date: Option<i64>) -> bool {
        let setup = Rc::clone(&self.setup);
        let stand_in = stand_in(message, date);
        let person = message.from.first().or(message.to.first());
        let person = person.and_then(|p| self.people.find(&p.address)).and_then(|p| self.people.get(p));
        let facts = Facts {
            conversation: Some(&stand_in),
            message: Some(message),
            person,
            status: setup.settled.option("mail-status"),
            department: setup.settled.option("department"),
            html: setup.settled.html,
            ..Facts::default()
        };
        let mut record = std::mem::take(&mut self.record);
        let (mut held, mut potential) = (false, Vec::new());
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let here = at(leaf, spot);
        if let Some(tab) = setup.mail_tab(MailUnit::Message) {
            let tally = &mut self.tally;
            intake::from_mail(&setup, tab, &facts, Fields::All, here, &mut record, &mut |seen| {
                let holds = setup.holds(tab, &seen, here);
                held |= holds;
                tally.count(setup.tab_id(tab), seen, holds, || place(leaf, spot));
            });
            let count = &mut self.tabs[tab];
            count.records += 1;
            count.held += u64::from(held);
            count.bytes += if held { 0 } else { record.bytes() as u64 + 16 };
        }
        if let Some(tab) = setup.mail_tab(MailUnit::Conversation) {
            intake::from_mail(&setup, tab, &facts, Fields::Text, here, &mut record, &mut |seen| {
                potential.push(Potential {
                    code: seen.code,
                    field: seen.field.to_string(),
                    found: seen.found.chars().take(100).collect(),
                    used: seen.used.chars().take(100).collect(),
                    number: seen.number,
                });
            });
        }
        if !potential.is_empty() {
            self.potential.insert(self.conversations.entries.len() as u32, potential);
        }
        self.record = record;
        held
    }
}

/// Reads a message of `source` as the plan says.
pub fn read<'a>(
    raw: &RawMessage<'a>,
    setup: &Setup,
    source: &str,
    depth: Depth,
    observe: &mut Observe<'_>,
) -> Message<'a> {
    let how = Manner {
        charset: setup.plan.charset(source),
        mend: setup.settled.mend,
        ..Manner::new(&setup.settled.zone, depth)
    };
    message::read_framed(raw, how, observe)
}

/// What mail programs noted of a message: in its header, beside it, or in the name of its file.
pub fn message_flags(message: &Message<'_>, raw: &RawMessage<'_>, leaf: &str) -> Flags {
    message.flags.and(raw.flags).and(Flags::of_file_name(leaf))
}

/// Whether the user had deleted the message. Looked at before anything else of it is read, as nothing is told of
/// such mail.
pub(in crate::job) fn is_deleted(raw: &RawMessage<'_>, leaf: &str) -> bool {
    raw.flags.and(Flags::of_file_name(leaf)).and(Flags::of_header(raw.bytes)).has(Flags::DELETED)
}

/// Stands in for the conversation of a message while it is not known yet.
pub fn stand_in(message: &Message<'_>, date: Option<i64>) -> Conversation {
    Conversation::of(message.content_key as u64, 0, date)
}
