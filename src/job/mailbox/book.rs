//! The survey's page about mail that goes as mail.

use super::choice::About;
use super::index::{Entry, Fate};
use crate::convert::codes as convert;
use crate::finding::Observation;
use crate::job::book::mail::{self, is_deleted, message_flags};
use crate::job::book::{Book, at, place};
use crate::job::codes;
use crate::job::setup::NO_TAB;
use crate::source::codes::MESSAGE_DELETED;
use crate::source::folder::{self, Role};
use crate::source::mbox::MAX_MESSAGE;
use crate::source::message::{Depth, Flags, Mailbox, Message};
use crate::source::sniff::Kind;
use crate::source::{RawMessage, Spot};
use std::rc::Rc;

impl Book {
    /// One message, checked as far as a mailbox cares: its bytes go as they are.
    pub(in crate::job) fn letter(&mut self, raw: &RawMessage<'_>) {
        let setup = Rc::clone(&self.setup);
        let mut held = std::mem::take(&mut self.hold_next);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        if !setup.settled.keep_deleted && is_deleted(raw, leaf) {
            self.note(NO_TAB, raw.spot, Observation::new(MESSAGE_DELETED));
            let folder = self.letter_folder(&Message::default(), raw);
            return self.push_letter(raw, &Message::default(), &folder, Fate::Filtered);
        }
        let message = {
            let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
            let tally = &mut self.tally;
            mail::read(raw, &setup, leaf, Depth::Survey, &mut |seen| {
                let holds = setup.holds(NO_TAB, &seen, at(leaf, raw.spot));
                held |= holds;
                tally.count("", seen, holds, || place(leaf, raw.spot));
            })
        };
        // Of the largest only the header is at hand: there is nothing to write.
        held |= raw.spot.end - raw.spot.start > MAX_MESSAGE as u64;
        let date = message.date;
        let from = message.from.first().or(message.sender.first());
        let own = |mailbox: &Mailbox| setup.settled.own.contains(&mailbox.address);
        let sent = from.is_some_and(own);
        let goes = self.is_chosen(&message, date, sent);
        let folder = self.letter_folder(&message, raw);
        if goes {
            self.check_letter(&message, raw, sent, &folder);
        }
        let fate = match (goes, held) {
            (false, _) => Fate::Filtered,
            (true, true) => Fate::Hold,
            (true, false) => Fate::Pack,
        };
        let content = message.content_key as u64;
        if goes && self.letters.is_reused(&message.message_id, content) {
            let seen = Observation::new(convert::MESSAGE_ID_REUSED).found(&message.message_id);
            self.note(NO_TAB, raw.spot, seen);
        }
        self.count_letter(&message, date);
        self.push_letter(raw, &message, &folder, fate);
        self.note_charset(&message);
    }

    fn push_letter(&mut self, raw: &RawMessage<'_>, message: &Message<'_>, folder: &str, fate: Fate) {
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let flags = message_flags(message, raw, leaf);
        let entry = Entry {
            leaf: self.at(),
            record: raw.spot.record.unwrap_or(0) as u32,
            start: raw.spot.start,
            bytes: (raw.spot.end - raw.spot.start).min(u64::from(u32::MAX)) as u32,
            content: message.content_key as u64,
            date: message.date.unwrap_or(i64::MAX),
            folder: self.letters.folder(folder),
            flags: flags.0,
            read: fate,
            fate,
        };
        self.letters.entries.push(entry);
    }

    /// Where it lay: by its source, or by its labels.
    fn letter_folder(&self, message: &Message<'_>, raw: &RawMessage<'_>) -> String {
        let kind = if raw.from_line.is_empty() { Kind::Eml } else { Kind::Mbox };
        let Some(leaf) = self.leaves.last() else { return String::new() };
        let of_leaf = leaf.folder_as(kind);
        folder::of_message(&of_leaf, &message.labels).into_owned()
    }

    fn is_chosen(&self, message: &Message<'_>, date: Option<i64>, sent: bool) -> bool {
        let choice = &self.setup.settled.mail;
        let everybody = [&message.from, &message.to, &message.cc, &message.bcc].into_iter().flatten();
        let addresses: Vec<&str> = match choice.addresses.is_empty() {
            true => Vec::new(),
            false => everybody.map(|mailbox| mailbox.address.as_str()).collect(),
        };
        choice.takes(&About { date, sent, addresses: &addresses })
    }

    fn check_letter(&mut self, message: &Message<'_>, raw: &RawMessage<'_>, sent: bool, folder: &str) {
        let setup = Rc::clone(&self.setup);
        let Some(rule) = &setup.destination.mailbox else { return };
        if rule.sent_by_own && !sent && folder::role_of(folder) == Some(Role::Sent) {
            let from = message.from.first().map_or("", |from| from.address.as_str());
            self.note(NO_TAB, raw.spot, Observation::new(codes::SENT_NOT_OWN).field("from").found(from));
        }
        let cap = rule.message_cap.as_deref().and_then(|key| setup.settled.option(key).parse::<u64>().ok());
        let bytes = raw.bytes.len() as u64;
        if cap.is_some_and(|megabytes| bytes > megabytes.saturating_mul(1_000_000)) {
            self.note(NO_TAB, raw.spot, Observation::new(codes::MESSAGE_OVER_CAP).number(bytes));
        }
        if let Some(date) = message.date
            && date > 4_102_444_800
        {
            // After 2099: sorted by it, the message would stand above all others for ever.
            self.note(NO_TAB, raw.spot, Observation::new(codes::MESSAGE_FROM_FUTURE));
        }
    }

    fn count_letter(&mut self, message: &Message<'_>, date: Option<i64>) {
        if let Some(from) = message.from.first().or(message.sender.first())
            && let Some(from) = self.people.add(&from.address, &from.name)
        {
            self.people.sent(from, date);
        }
        for to in [&message.to, &message.cc, &message.bcc].into_iter().flatten() {
            if let Some(to) = self.people.add(&to.address, &to.name) {
                self.people.received(to, date);
            }
        }
        let month = date.map(|date| crate::text::date::format(date, "%Y-%m")).unwrap_or_default();
        *self.months.entry(month).or_default() += 1;
    }

    pub(in crate::job) fn note_charset(&mut self, message: &Message<'_>) {
        if let Some(leaf) = self.leaves.last_mut()
            && !message.charset.is_empty()
            && (leaf.charset.is_empty() || leaf.charset == "UTF-8")
        {
            leaf.charset = message.charset.to_string();
        }
    }
}

/// The flags as a mailbox has them. Of mail that nobody marked it is not known whether it was read; as unread, years
/// of it would stand out in bold.
pub(super) fn flags(bits: u8) -> crate::bundle::mailbox::rewrite::Flags {
    let flags = Flags(bits);
    crate::bundle::mailbox::rewrite::Flags {
        seen: flags.has(Flags::SEEN) || !flags.has(Flags::KNOWN),
        answered: flags.has(Flags::ANSWERED),
        flagged: flags.has(Flags::FLAGGED),
        draft: flags.has(Flags::DRAFT),
        forwarded: flags.has(Flags::FORWARDED),
        deleted: flags.has(Flags::DELETED),
    }
}

/// The place of a message as findings name it.
pub(in crate::job) fn spot(entry: &Entry) -> Spot {
    let end = entry.start + u64::from(entry.bytes);
    Spot { record: Some(u64::from(entry.record)), line: 0, start: entry.start, end }
}
