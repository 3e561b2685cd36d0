//! The survey's page about mail that goes as mail.

use super::index::{Entry, Fate, NOBODY};
use crate::convert::codes as convert;
use crate::finding::{Code, Observation};
use crate::job::book::mail::{self, is_deleted, message_flags};
use crate::job::book::{Book, at, place};
use crate::job::setup::NO_TAB;
use crate::source::codes::{
    ATTACHMENT_RENAMED, MESSAGE_DELETED, MESSAGE_SEALED, MESSAGE_SIGNED, MIME_TEXT_OUTSIDE, NESTING_TOO_DEEP,
    TNEF_OPENED, UUENCODE_TAKEN_OUT,
};
use crate::source::folder;
use crate::source::mbox::MAX_MESSAGE;
use crate::source::message::{Depth, Flags, Message};
use crate::source::sniff::Kind;
use crate::source::{RawMessage, Spot};
use std::rc::Rc;

/// What is only worth a word where a message is taken apart.
const OF_PARTS: [Code; 7] = [
    ATTACHMENT_RENAMED,
    MESSAGE_SEALED,
    MESSAGE_SIGNED,
    MIME_TEXT_OUTSIDE,
    NESTING_TOO_DEEP,
    TNEF_OPENED,
    UUENCODE_TAKEN_OUT,
];

impl Book {
    /// One message, checked as far as a mailbox cares: its bytes go as they are.
    pub(in crate::job) fn letter(&mut self, raw: &RawMessage<'_>) {
        let setup = Rc::clone(&self.setup);
        let mut held = std::mem::take(&mut self.hold_next);
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        if !setup.settled.keep_deleted && is_deleted(raw, leaf) {
            self.note(NO_TAB, raw.spot, Observation::new(MESSAGE_DELETED));
            let folder = self.letter_folder(&Message::default(), raw);
            let entry = self.entry(raw, &Message::default(), &folder, Fate::Filtered);
            return self.letters.entries.push(entry);
        }
        let message = {
            let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
            let tally = &mut self.tally;
            mail::read(raw, &setup, leaf, Depth::Survey, &mut |seen| {
                if OF_PARTS.contains(&seen.code) {
                    return;
                }
                let holds = setup.holds(NO_TAB, &seen, at(leaf, raw.spot));
                held |= holds;
                tally.count("", seen, holds, || place(leaf, raw.spot));
            })
        };
        // Of the largest only the header is at hand: there is nothing to write.
        held |= raw.spot.end - raw.spot.start > MAX_MESSAGE as u64;
        let named = self.is_named(&message);
        let folder = self.letter_folder(&message, raw);
        let fate = match (named, held) {
            (false, _) => Fate::Filtered,
            (true, true) => Fate::Hold,
            (true, false) => Fate::Pack,
        };
        let mut entry = self.entry(raw, &message, &folder, fate);
        let first = if named { self.letters.met(&message.message_id, &mut entry) } else { None };
        if first.is_some_and(|first| first.content != entry.content) {
            let seen = Observation::new(convert::MESSAGE_ID_REUSED).found(&message.message_id);
            self.note(NO_TAB, raw.spot, seen);
        }
        entry.from = self.count_letter(&message).unwrap_or(NOBODY);
        self.letters.entries.push(entry);
        self.note_charset(&message);
    }

    /// What is kept of a message whose sender and Message-ID are still to be noted.
    fn entry(&mut self, raw: &RawMessage<'_>, message: &Message<'_>, folder: &str, fate: Fate) -> Entry {
        let leaf = self.leaves.last().map_or("", |leaf| leaf.name.as_str());
        let flags = message_flags(message, raw, leaf);
        let entry = Entry {
            leaf: self.at(),
            record: raw.spot.record.unwrap_or(0) as u32,
            bytes: (raw.spot.end - raw.spot.start).min(u64::from(u32::MAX)) as u32,
            content: message.content_key as u64,
            folder: self.letters.folder(folder),
            from: NOBODY,
            flags: flags.0,
            read: fate,
            fate,
            ..Entry::default()
        };
        entry.at(raw.spot.start, message.date)
    }

    /// Where it lay: by its source, or by its labels.
    fn letter_folder(&self, message: &Message<'_>, raw: &RawMessage<'_>) -> String {
        let kind = if raw.from_line.is_empty() { Kind::Eml } else { Kind::Mbox };
        let Some(leaf) = self.leaves.last() else { return String::new() };
        let of_leaf = leaf.folder_as(kind);
        folder::of_message(&of_leaf, &message.labels).into_owned()
    }

    /// Whether it names an address that the plan asks for. All else it is chosen by is asked when it is filed.
    fn is_named(&self, message: &Message<'_>) -> bool {
        let everybody = [&message.from, &message.to, &message.cc, &message.bcc].into_iter().flatten();
        let wanted = &self.setup.settled.mail.addresses;
        wanted.is_empty() || everybody.into_iter().any(|mailbox| wanted.contains(&mailbox.address))
    }

    /// Counts the people of a message, and gives its sender's number.
    fn count_letter(&mut self, message: &Message<'_>) -> Option<u32> {
        let date = message.date;
        let from = message.from.first().or(message.sender.first());
        let from = from.and_then(|from| self.people.add(&from.address, &from.name));
        from.into_iter().for_each(|from| self.people.sent(from, date));
        for to in [&message.to, &message.cc, &message.bcc].into_iter().flatten() {
            if let Some(to) = self.people.add(&to.address, &to.name) {
                self.people.received(to, date);
            }
        }
        let month = date.map(|date| crate::text::date::format(date, "%Y-%m")).unwrap_or_default();
        *self.months.entry(month).or_default() += 1;
        from
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
    let (start, end) = (entry.start(), entry.start() + u64::from(entry.bytes));
    Spot { record: Some(u64::from(entry.record)), line: 0, start, end }
}
