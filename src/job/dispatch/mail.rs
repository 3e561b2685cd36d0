//! The passes over mail: conversations, messages, attachments, and the persons they need.

use crate::bundle::papers::held::Origin;
use crate::convert::conversation::{self, Conversation};
use crate::convert::mail::{self, AttachmentFacts, Facts};
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::job::book::at;
use crate::job::book::mail::{read, stand_in};
use crate::job::codes;
use crate::job::dispatch::{Dispatch, Mode};
use crate::job::intake::{self, Fields};
use crate::job::ledger::Fate;
use crate::job::settle::persons::{made_person_id, people_of, person_facts, person_in, tell_names};
use crate::job::setup::NO_TAB;
use crate::source::codes::MESSAGE_DELETED;
use crate::source::message::{Depth, Message};
use crate::source::{RawMessage, Spot};
use crate::text::date;
use crate::text::hash::key64;
use encoding_rs::UTF_8;
use std::rc::Rc;

/// The columns of `held/mail.csv`.
const HELD_COLUMNS: [&str; 7] = ["Source", "Message", "Message-ID", "Date", "From", "To", "Subject"];

impl Dispatch {
    /// Records for persons that no table lists.
    pub fn persons(&mut self, tab: usize) {
        let setup = Rc::clone(&self.surveyed.setup);
        self.trail.end_held();
        let wanted: Vec<u32> = self.surveyed.derived.of(tab).collect();
        for index in wanted {
            let surveyed = &self.surveyed;
            let people = people_of(&setup, tab, &surveyed.people, &surveyed.accounts);
            let Some(person) = people.get(index).cloned() else { continue };
            let id = made_person_id(&setup, tab, &person);
            let person = person_in(&setup, tab, &person);
            let keys = std::mem::take(&mut self.surveyed.keys);
            let accounts = std::mem::take(&mut self.surveyed.accounts);
            let facts = person_facts(&setup, tab, &person, &keys, &accounts);
            let taken = self.takes_person(tab, &facts) && !self.made_is_replaced(tab, &id, Spot::default());
            let mut record = std::mem::take(&mut self.record);
            self.reasons.clear();
            if taken {
                tell_names(&setup, tab, &person, &mut |seen| self.tell(tab, Spot::default(), seen));
                intake::from_mail(&setup, tab, &facts, Fields::All, None, &mut record, &mut |seen| {
                    self.tell(tab, Spot::default(), seen);
                });
            }
            drop(facts);
            (self.surveyed.keys, self.surveyed.accounts) = (keys, accounts);
            self.record = record;
            if !taken {
                continue;
            }
            if self.write(tab, Spot::default(), None) == Fate::Held {
                self.hold_made(tab);
            }
            self.reasons.clear();
        }
        self.trail.end_held();
    }

    pub(in crate::job) fn mail(&mut self, raw: &RawMessage<'_>) {
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
                let taken = self.takes_message(tab, index);
                if self.selection.is_some() {
                    self.end_wait(!taken);
                }
                let fate = match entry.fate {
                    conversation::Fate::LeftOut => {
                        if self.selection.is_none() {
                            self.tell(NO_TAB, raw.spot, Observation::new(MESSAGE_DELETED));
                        }
                        Fate::Filtered
                    }
                    _ if !taken => Fate::Filtered,
                    conversation::Fate::Duplicate => Fate::Duplicate,
                    _ => self.message_record(tab, index, raw),
                };
                self.end_record(fate);
            }
            Mode::Attachments(tab)
                if self.message_packed[index]
                    && (entry.attachments > 0 || self.surveyed.cut.contains(&(index as u32))) =>
            {
                self.attachments(tab, index, raw);
            }
            _ => {}
        }
    }

    /// Parses again what the survey parsed before; it told what it saw then.
    pub(in crate::job) fn read<'a>(&mut self, raw: &RawMessage<'a>, tell: bool) -> Message<'a> {
        let setup = Rc::clone(&self.surveyed.setup);
        let source = self.surveyed.leaves[self.leaf].name.clone();
        read(raw, &setup, &source, Depth::Full, &mut |seen| {
            if tell {
                self.tell(NO_TAB, raw.spot, seen);
            }
        })
    }

    /// Whether a row that was put right by hand stands for this record.
    fn made_is_replaced(&mut self, tab: usize, id: &str, spot: Spot) -> bool {
        let setup = Rc::clone(&self.surveyed.setup);
        let replaced = self.surveyed.repaired.replaces_made(setup.tab_id(tab), id);
        if replaced {
            self.tell(tab, spot, Observation::new(codes::ROW_REPLACED));
            self.reasons.clear();
        }
        replaced
    }

    fn conversation(&mut self, tab: usize, which: u32, raw: &RawMessage<'_>) {
        let message = self.read(raw, false);
        self.reasons.clear();
        let conversation = self.surveyed.conversations.conversations[which as usize];
        let id = mail::conversation_id(&conversation);
        if self.made_is_replaced(tab, &id, raw.spot) {
            // Tables come before mail: the other row is written, or held.
            self.conversation_packed[which as usize] =
                self.surveyed.keys[tab].is_packed(key64(id.as_bytes()));
            return;
        }
        self.fill(tab, raw.spot, &conversation, &message, false, None);
        let copy = self.claim(tab, raw.spot);
        let mailbox = self.surveyed.mailbox(&conversation).to_string();
        if copy.is_none() {
            self.settle_agent(tab, raw.spot, &mailbox);
            self.check_references(tab, raw.spot);
        }
        let own = if message.message_id.is_empty() { 0 } else { key64(message.message_id.as_bytes()) };
        self.late = conversation.id != own && conversation.id != message.content_key as u64;
        let fate = copy.unwrap_or_else(|| self.put(tab, raw.spot, None));
        self.late = false;
        if fate == Fate::Already {
            self.conversation_there.insert(which);
        }
        self.conversation_packed[which as usize] = matches!(fate, Fate::Packed | Fate::Already);
        if fate == Fate::Held {
            self.hold_made(tab);
        }
        self.reasons.clear();
    }

    fn message_record(&mut self, tab: Option<usize>, index: usize, raw: &RawMessage<'_>) -> Fate {
        let setup = Rc::clone(&self.surveyed.setup);
        if tab.is_none() && !self.begins_conversation(index) {
            return Fate::Filtered;
        }
        let message = self.read(raw, true);
        let held_before = self.surveyed.conversations.entries[index].fate == conversation::Fate::Hold;
        let conversation = self.surveyed.conversations.of(index).map(|(which, c)| (which, *c));
        if let Some(tab) = tab {
            let from = self.surveyed.conversations.entries[index].from();
            let outgoing = from.is_some_and(|from| self.surveyed.is_own(from));
            // A held message is in no conversation, but the reasons are found by looking again.
            let conversation = conversation.map_or_else(|| stand_in(&message, message.date), |(_, c)| c);
            self.fill(tab, raw.spot, &conversation, &message, outgoing, None);
        }
        let has_parent = setup.mail_tab(MailUnit::Conversation).is_some();
        let parent_held = conversation.is_some_and(|(which, _)| !self.conversation_packed[which as usize]);
        if has_parent && parent_held {
            let place = tab.unwrap_or(NO_TAB);
            // A child cannot be packed without its parent, whatever the plan says.
            self.tell_new(place, raw.spot, Observation::new(codes::PARENT_HELD));
            self.hold_anyway(codes::PARENT_HELD);
        }
        if held_before {
            let damage = self.surveyed.leaves[self.leaf].damaged;
            self.hold_anyway(damage.unwrap_or(codes::PARENT_HELD));
        }
        let copy = tab.and_then(|tab| self.claim(tab, raw.spot));
        if let (Some(tab), Some(_), true) = (tab, conversation, copy.is_none() && self.reasons.is_empty()) {
            self.settle_agent(tab, raw.spot, "");
            self.check_references(tab, raw.spot);
        }
        let fate = match tab {
            Some(tab) => copy.unwrap_or_else(|| self.put(tab, raw.spot, None)),
            None if self.reasons.is_empty() => {
                let there = conversation.is_some_and(|(which, _)| self.conversation_there.contains(&which));
                if there { Fate::Already } else { Fate::Packed }
            }
            None => Fate::Held,
        };
        self.message_packed[index] = matches!(fate, Fate::Packed | Fate::Already);
        if fate == Fate::Held {
            self.hold_message(&message, raw);
            if let Some(tab) = setup.mail_tab(MailUnit::Attachment) {
                self.counts[tab].1 += message.attachments.len() as u64;
            }
        }
        fate
    }

    /// Whether a record is made of this message where messages have no tab of their own. What is held keeps its
    /// place in the ledger.
    fn begins_conversation(&self, index: usize) -> bool {
        let conversations = &self.surveyed.conversations;
        let taken = self.surveyed.setup.mail_tab(MailUnit::Conversation).is_some();
        taken && conversations.of(index).is_none_or(|(_, conversation)| conversation.first as usize == index)
    }

    /// Makes the record at hand from a message, and tells what had to be done to its values.
    pub(in crate::job) fn fill(
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
        let here = at(self.leaf_name(), spot);
        intake::from_mail(&setup, tab, &facts, Fields::All, here, &mut record, &mut |seen| {
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

    fn hold_message(&mut self, message: &Message<'_>, raw: &RawMessage<'_>) {
        let spot = raw.spot;
        let from = message.from.first().map_or("", |from| from.address.as_str());
        let to = message.to.first().map_or("", |to| to.address.as_str());
        let sent = message.date.map_or_else(String::new, date::utc);
        let number = (spot.record.unwrap_or(0) + 1).to_string();
        let source = self.surveyed.leaves[self.leaf].name.clone();
        let values: [&str; 7] = [&source, &number, &message.message_id, &sent, from, to, &message.subject];
        let origin = Origin { source: "mail", header: &HELD_COLUMNS, delimiter: b',', repairable: false };
        self.trail.held(&origin, UTF_8, &values, "", &self.reasons);
        self.trail.held_mail(raw.bytes, from, message.date);
    }
}
