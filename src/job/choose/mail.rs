//! Chooses among the records that mail gives, by what the survey keeps of it; texts are read where one is looked for.

use crate::check::record::Record;
use crate::convert::conversation::Conversation;
use crate::convert::mail::{self, Facts};
use crate::destination::MailUnit;
use crate::job::answers::At;
use crate::job::book::mail::read;
use crate::job::choose::selection;
use crate::job::choose::{Chooser, settle_agent, unit};
use crate::job::intake::{self, Fields};
use crate::job::settle::Surveyed;
use crate::job::settle::persons::person_facts;
use crate::source::RawMessage;
use crate::source::message::{Depth, Mailbox, Message};
use crate::text::date;

impl Chooser {
    /// The records that mail gives to a tab, from what the survey knows.
    pub(in crate::job) fn mail(&mut self, surveyed: &Surveyed, tab: usize) {
        match unit(surveyed, tab) {
            Some(MailUnit::Conversation) => {
                for (which, conversation) in (0..).zip(surveyed.conversations.conversations.iter()) {
                    if !surveyed.held_conversations.contains(&which) {
                        self.of_mail(surveyed, tab, conversation.first as usize, conversation, None);
                    }
                }
            }
            Some(MailUnit::Message) => {
                for index in 0..surveyed.conversations.entries.len() {
                    if let Some((_, conversation)) = surveyed.conversations.of(index) {
                        self.of_mail(surveyed, tab, index, conversation, None);
                    }
                }
            }
            Some(MailUnit::Person) => self.persons(surveyed, tab),
            _ => {}
        }
    }

    /// Contacts that are made name their accounts.
    fn persons(&mut self, surveyed: &Surveyed, tab: usize) {
        let setup = &surveyed.setup;
        for person in surveyed.derived.of(tab).filter_map(|person| surveyed.people.get(person)) {
            let facts = person_facts(setup, tab, person, &surveyed.keys, &surveyed.accounts);
            let mut record = std::mem::take(&mut self.record);
            intake::from_mail(setup, tab, &facts, Fields::Names, None, &mut record, &mut |_| {});
            self.bring_along(setup, tab, &record);
            self.record = record;
        }
    }

    /// A message of a pass that looks for a text.
    pub fn message(&mut self, surveyed: &Surveyed, tab: usize, index: usize, raw: &RawMessage<'_>) {
        self.hold_next = false;
        let Some((which, conversation)) = surveyed.conversations.of(index) else { return };
        let first = conversation.first as usize == index && !surveyed.held_conversations.contains(&which);
        if first || unit(surveyed, tab) == Some(MailUnit::Message) {
            let source = surveyed.conversations.entries.get(index).map_or(0, |entry| entry.leaf as usize);
            let source = surveyed.leaves.get(source).map_or("", |leaf| leaf.name.as_str());
            let message = read(raw, &surveyed.setup, source, Depth::Survey, &mut |_| {});
            self.of_mail(surveyed, tab, index, conversation, Some(&message));
        }
    }

    fn of_mail(
        &mut self,
        surveyed: &Surveyed,
        tab: usize,
        index: usize,
        conversation: &Conversation,
        read: Option<&Message<'_>>,
    ) {
        let setup = &surveyed.setup;
        let mut record = std::mem::take(&mut self.record);
        let place = place_of(surveyed, index);
        let time = with_facts(surveyed, index, conversation, &mut |facts| {
            intake::from_mail(setup, tab, facts, Fields::Names, place, &mut record, &mut |_| {});
            let wanted = setup.destination.tabs[tab].fields.get(self.time).and_then(|field| field.mail);
            let time = wanted.filter(|_| tab == self.root).map(|wanted| mail::value(facts, wanted));
            let utc = time.and_then(|time| date::parse_cell(&time, &setup.settled.zone));
            utc.map(|moment| moment.seconds)
        });
        let mailbox = Some(surveyed.mailbox(conversation))
            .filter(|_| unit(surveyed, tab) == Some(MailUnit::Conversation));
        let held = settle_agent(surveyed, tab, &mut record, place, mailbox.unwrap_or_default());
        // A row with the same id is packed before, and this one is held.
        let key = selection::key(setup, tab, &record);
        let of_table = key.is_none_or(|key| surveyed.keys[tab].has(key));
        if !held && !of_table && !self.is_broken(surveyed, tab, &record, place, true) {
            if tab != self.root {
                self.bring_along(setup, tab, &record);
            } else if read.is_none_or(|message| {
                let mut whole = Record::default();
                let facts = Facts { message: Some(message), ..surveyed.facts(conversation) };
                intake::from_mail(setup, tab, &facts, Fields::All, place, &mut whole, &mut |_| {});
                self.is_found(&whole)
            }) {
                self.candidate(setup, &record, time);
            }
        }
        self.record = record;
    }
}

/// Where a message stands.
pub fn place_of(surveyed: &Surveyed, index: usize) -> At<'_> {
    let entry = &surveyed.conversations.entries[index];
    Some((surveyed.leaves.get(entry.leaf as usize)?.name.as_str(), u64::from(entry.record)))
}

/// The facts about a message as far as the survey keeps them: sender, date and content key, but no text.
pub fn with_facts<T>(
    surveyed: &Surveyed,
    index: usize,
    conversation: &Conversation,
    then: &mut dyn FnMut(&Facts<'_>) -> T,
) -> T {
    let entry = &surveyed.conversations.entries[index];
    let from = entry.from().and_then(|from| surveyed.people.get(from));
    let from = from.map(|from| Mailbox { address: from.address.to_string(), name: String::new() });
    let message = Message {
        from: from.into_iter().collect(),
        content_key: u128::from(entry.content),
        date: (entry.date != i64::MAX).then_some(entry.date),
        ..Message::default()
    };
    let outgoing = entry.from().is_some_and(|from| surveyed.is_own(from));
    then(&Facts { message: Some(&message), outgoing, ..surveyed.facts(conversation) })
}
