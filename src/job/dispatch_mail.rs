//! The passes over mail: conversations, messages, attachments, and the persons they need.

use super::book_mail::{message_date, stand_in};
use super::codes;
use super::dispatch::{Dispatch, Mode};
use super::intake::{self, Fields};
use super::ledger::Fate;
use super::selection::Role;
use super::settle::person_facts;
use crate::bundle::sink::hex;
use crate::convert::codes as mail_codes;
use crate::convert::conversation::{self, Conversation};
use crate::convert::mail::{self, AttachmentFacts, Facts};
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::source::message::{self, Depth, Message};
use crate::source::{RawMessage, Spot};
use crate::text::{date, fold};
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// The columns of `held/mail.csv`.
const HELD_COLUMNS: [&str; 7] = ["Source", "Message", "Message-ID", "Date", "From", "To", "Subject"];

impl Dispatch {
    /// Records for persons that no table lists.
    pub fn persons(&mut self, tab: usize) {
        let setup = Rc::clone(&self.surveyed.setup);
        self.trail.end_held();
        let wanted: Vec<u32> =
            self.surveyed.derived.keys().filter(|(of, _)| *of == tab).map(|(_, person)| *person).collect();
        for index in wanted {
            let Some(person) = self.surveyed.people.get(index).cloned() else { continue };
            let facts = person_facts(&person);
            let mut record = std::mem::take(&mut self.record);
            self.reasons.clear();
            intake::names_from_mail(&setup, tab, &facts, &mut record);
            if !self.takes_made(tab, &record) {
                self.record = record;
                continue;
            }
            if person.name.is_empty() {
                let seen = Observation::new(mail_codes::LAST_NAME_FROM_ADDRESS);
                self.tell(tab, Spot::default(), seen.found(&person.address));
            }
            intake::from_mail(&setup, tab, &facts, Fields::All, &mut record, &mut |seen| {
                self.tell(tab, Spot::default(), seen);
            });
            self.record = record;
            if self.write(tab, Spot::default(), None) == Fate::Held {
                self.hold_made(tab);
            }
            self.reasons.clear();
        }
        self.trail.end_held();
    }

    pub(super) fn mail(&mut self, raw: &RawMessage<'_>) {
        let record = raw.spot.record.unwrap_or(0) as usize;
        let index = self.first_message[self.leaf] + record;
        let Some(entry) = self.surveyed.conversations.entries.get(index).copied() else { return };
        match self.mode {
            Mode::Conversations(tab) => {
                let first = self.surveyed.conversations.of(index).filter(|(_, c)| c.first as usize == index);
                if let Some((which, _)) = first
                    && self.takes_message(Some(tab), index)
                {
                    self.conversation(tab, which, raw);
                }
            }
            Mode::Messages(tab) => {
                let fate = match entry.fate {
                    _ if !self.takes_message(tab, index) => Fate::Filtered,
                    conversation::Fate::Duplicate => Fate::Duplicate,
                    _ => self.message_record(tab, index, raw),
                };
                self.end_record(fate);
            }
            Mode::Attachments(tab) if entry.attachments > 0 && self.message_packed[index] => {
                self.attachments(tab, index, raw);
            }
            _ => {}
        }
    }

    /// Parses again what the survey parsed before; it told what it saw then.
    fn read<'a>(&mut self, raw: &RawMessage<'a>, tell: bool) -> Message<'a> {
        let setup = Rc::clone(&self.surveyed.setup);
        let mut message = message::read(raw.bytes, &setup.settled.zone, Depth::Full, &mut |seen| {
            if tell {
                self.tell(super::setup::NO_TAB, raw.spot, seen);
            }
        });
        message.date = message_date(&message, raw, &setup);
        message
    }

    fn conversation(&mut self, tab: usize, which: u32, raw: &RawMessage<'_>) {
        let message = self.read(raw, false);
        self.reasons.clear();
        let conversation = self.surveyed.conversations.conversations[which as usize];
        self.fill(tab, raw.spot, &conversation, &message, false, None);
        self.check_references(tab, raw.spot);
        let fate = self.write(tab, raw.spot, None);
        self.conversation_packed[which as usize] = fate == Fate::Packed;
        if fate == Fate::Held {
            self.hold_made(tab);
        }
        self.reasons.clear();
    }

    fn message_record(&mut self, tab: Option<usize>, index: usize, raw: &RawMessage<'_>) -> Fate {
        let setup = Rc::clone(&self.surveyed.setup);
        if tab.is_none() && setup.mail_tab(MailUnit::Conversation).is_none() {
            return Fate::Filtered;
        }
        let message = self.read(raw, true);
        let held_before = self.surveyed.conversations.entries[index].fate == conversation::Fate::Hold;
        let conversation = self.surveyed.conversations.of(index).map(|(which, c)| (which, *c));
        if let Some(tab) = tab {
            let from = self.surveyed.conversations.entries[index].from;
            let outgoing = from.is_some_and(|from| self.surveyed.is_own(from));
            // A held message is in no conversation, but the reasons are found by looking again.
            let conversation = conversation.map_or_else(|| stand_in(&message, message.date), |(_, c)| c);
            self.fill(tab, raw.spot, &conversation, &message, outgoing, None);
        }
        let has_parent = setup.mail_tab(MailUnit::Conversation).is_some();
        let parent_held = conversation.is_some_and(|(which, _)| !self.conversation_packed[which as usize]);
        if has_parent && parent_held {
            let place = tab.unwrap_or(super::setup::NO_TAB);
            self.tell_new(place, raw.spot, Observation::new(codes::PARENT_HELD));
            self.hold_anyway(codes::PARENT_HELD.id);
        }
        if let (Some(tab), Some(_), true) = (tab, conversation, self.reasons.is_empty()) {
            self.check_references(tab, raw.spot);
        }
        if held_before {
            let damage = self.surveyed.leaves[self.leaf].damaged;
            self.hold_anyway(damage.unwrap_or(codes::PARENT_HELD).id);
        }
        let fate = match tab {
            Some(tab) => self.write(tab, raw.spot, None),
            None if self.reasons.is_empty() => Fate::Packed,
            None => Fate::Held,
        };
        self.message_packed[index] = fate == Fate::Packed;
        if fate == Fate::Held {
            self.hold_message(&message, raw.spot);
            if let Some(tab) = setup.mail_tab(MailUnit::Attachment) {
                self.counts[tab].1 += message.attachments.len() as u64;
            }
        }
        fate
    }

    /// A child cannot be packed without its parent, whatever the plan says.
    fn hold_anyway(&mut self, reason: &'static str) {
        if self.reasons.is_empty() {
            self.reasons.push(reason);
        }
    }

    /// Makes the record at hand from a message, and tells what had to be done to its values.
    fn fill(
        &mut self,
        tab: usize,
        spot: Spot,
        conversation: &Conversation,
        message: &Message<'_>,
        outgoing: bool,
        attachment: Option<AttachmentFacts<'_>>,
    ) {
        let setup = Rc::clone(&self.surveyed.setup);
        let mut record = std::mem::take(&mut self.record);
        let mut all = Vec::new();
        let facts =
            Facts { message: Some(message), outgoing, attachment, ..self.surveyed.facts(conversation) };
        intake::from_mail(&setup, tab, &facts, Fields::All, &mut record, &mut |seen| {
            all.push((
                seen.code,
                seen.field.to_string(),
                seen.found.to_string(),
                seen.used.to_string(),
                seen.number,
            ));
        });
        self.record = record;
        for (code, field, found, used, number) in &all {
            let seen = Observation::new(*code).field(field).found(found).used(used).number(*number);
            self.tell(tab, spot, seen);
        }
    }

    fn hold_message(&mut self, message: &Message<'_>, spot: Spot) {
        let from = message.from.first().map_or("", |from| from.address.as_str());
        let to = message.to.first().map_or("", |to| to.address.as_str());
        let sent = message.date.map_or_else(String::new, date::utc);
        let number = (spot.record.unwrap_or(0) + 1).to_string();
        let source = self.surveyed.leaves[self.leaf].name.clone();
        let values = [&source, &number, &message.message_id, &sent, from, to, &message.subject];
        self.trail.held("mail", &HELD_COLUMNS, &values, &self.reasons);
    }

    fn attachments(&mut self, tab: usize, index: usize, raw: &RawMessage<'_>) {
        let setup = Rc::clone(&self.surveyed.setup);
        if self.selection.as_ref().is_some_and(|selection| selection.role(tab) == Role::Outside) {
            return;
        }
        let Some((which, conversation)) = self.surveyed.conversations.of(index).map(|(w, c)| (w, *c)) else {
            return;
        };
        let message = self.read(raw, false);
        let folder = setup.destination.tabs[tab].folder.clone().unwrap_or_else(|| "Attachments".to_string());
        for (at, attachment) in message.attachments.iter().enumerate() {
            let number = self.file_numbers.entry(which).or_default();
            *number += 1;
            let name = fold::file_name(&attachment.name);
            let path = format!("{folder}/{}/{number}-{name}", mail::conversation_id(&conversation));
            let sha256 = hex(&Sha256::digest(&attachment.bytes));
            let facts = AttachmentFacts {
                name: &attachment.name,
                path: &path,
                size: attachment.bytes.len() as u64,
                sha256: &sha256,
                number: at + 1,
            };
            self.fill(tab, raw.spot, &conversation, &message, false, Some(facts));
            self.check_references(tab, raw.spot);
            if self.write(tab, raw.spot, Some((&path, &attachment.bytes))) == Fate::Held {
                self.hold_made(tab);
            }
            self.reasons.clear();
        }
    }
}
