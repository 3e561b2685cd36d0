//! Settles mail after the last byte: what broken sources hold, conversations, and the records they give.

use crate::check::codes as check;
use crate::check::keys::{Mark, NO_LEAF};
use crate::check::pending::{ByAddress, Pending};
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::conversation::{Conversation, Entry, Fate};
use crate::convert::mail::{self};
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::job::book::Book;
use crate::job::intake::{self, Fields};
use crate::job::leaf::Leaf;
use crate::job::settle::{facts, is_own, mailbox, mark_at, mark_place};
use crate::source::codes::MESSAGE_DELETED;
use crate::text::hash::key64;
use std::collections::HashSet;
use std::rc::Rc;

/// Holds what was read of sources that are broken. A copy of such a mail in a sound source takes its place.
pub(in crate::job) fn hold_broken_leaves(book: &mut Book) {
    let broken = |leaf: &Leaf| leaf.failed || leaf.damaged.is_some();
    let broken: HashSet<u32> =
        book.leaves.iter().zip(0..).filter(|(leaf, _)| broken(leaf)).map(|(_, at)| at).collect();
    if broken.is_empty() {
        return;
    }
    let mut orphaned = HashSet::new();
    for entry in book.conversations.entries.iter_mut() {
        if broken.contains(&entry.leaf) && entry.fate == Fate::Pack {
            entry.fate = Fate::Hold;
            orphaned.insert(entry.content);
        }
    }
    let sound = book.conversations.entries.iter_mut().filter(|entry| !broken.contains(&entry.leaf));
    for entry in sound.filter(|entry| entry.fate == Fate::Duplicate) {
        if orphaned.remove(&entry.content) {
            entry.fate = Fate::Pack;
        }
    }
    if let Some(tab) = book.setup.mail_tab(MailUnit::Message) {
        book.tabs[tab].held += orphaned.len() as u64;
    }
}

pub(in crate::job) fn settle_conversations(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    let (keys, people) = (&book.keys, &book.people);
    book.conversations.resolve(&|person| is_own(&setup, keys, people, person));
    book.tally.offer_all(MESSAGE_DELETED, true, ("keep-deleted", "yes"));
    let mails = book.conversations.messages();
    let anyone = (0..people.all().len() as u32).any(|person| is_own(&setup, keys, people, person));
    if mails > 0 && !anyone {
        let seen = Observation::new(codes::OWN_ADDRESS_MISSING);
        book.tally.count_value("", seen, false, mails, std::iter::empty());
    }
    let nowhere =
        setup.mail_tab(MailUnit::Message).is_none() && setup.mail_tab(MailUnit::Conversation).is_none();
    if mails > 0 && nowhere {
        book.tally.count_value("", Observation::new(codes::MAIL_NOT_TAKEN), false, mails, std::iter::empty());
    }
    tell_mail_not_taken(book);
    let leaves = &book.leaves;
    for entry in book.conversations.orphans() {
        let mark = Mark { leaf: entry.leaf, record: entry.record, start: entry.start };
        let seen = Observation::new(codes::REPLY_PARENT_MISSING);
        book.tally.count("", seen, false, || mark_place(leaves, mark));
    }
}

/// What of the mail has no tab to go to, though its conversations have.
fn tell_mail_not_taken(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    let Some(tab) = setup.mail_tab(MailUnit::Conversation) else { return };
    let packed = || book.conversations.entries.iter().filter(|entry| entry.fate == Fate::Pack);
    let replies = packed().count().saturating_sub(book.conversations.conversations.len()) as u64;
    let attachments = packed().map(|entry| u64::from(entry.attachments)).sum();
    for (unit, code, count) in [
        (MailUnit::Message, codes::REPLIES_NOT_TAKEN, replies),
        (MailUnit::Attachment, codes::ATTACHMENTS_NOT_TAKEN, attachments),
    ] {
        if setup.mail_tab(unit).is_none() && count > 0 {
            let seen = Observation::new(code);
            book.tally.count_value(setup.tab_id(tab), seen, false, count, std::iter::empty());
        }
    }
}

/// Checks the tickets that conversations give. Returns those that are held.
pub(in crate::job) fn settle_mail_records(book: &mut Book) -> HashSet<u32> {
    let setup = Rc::clone(&book.setup);
    let contacts = setup.mail_tab(MailUnit::Person);
    let Some(tab) = setup.mail_tab(MailUnit::Conversation) else {
        // Without tickets, messages name their persons themselves.
        let persons = book.conversations.conversations.iter().filter_map(Conversation::person);
        if let Some(tab) = contacts {
            persons.for_each(|person| book.derived.insert(tab, person));
        }
        return HashSet::new();
    };
    let (mut record, mut held_messages, mut held_with) = (Record::default(), 0, HashSet::new());
    for index in 0..book.conversations.conversations.len() {
        let conversation = book.conversations.conversations[index];
        let first = book.conversations.entries[conversation.first as usize];
        let mark = Mark { leaf: first.leaf, record: first.record, start: first.start };
        if let (Some(contacts), Some(person)) = (contacts, conversation.person())
            && book.repaired.replaces_made(setup.tab_id(tab), &mail::conversation_id(&conversation))
        {
            let seen = Observation::new(crate::job::codes::ROW_REPLACED);
            let leaves = &book.leaves;
            book.tally.count(setup.tab_id(tab), seen, false, || mark_place(leaves, mark));
            book.derived.insert(contacts, person);
            continue;
        }
        let mailbox = mailbox(&setup, &book.people, &book.conversations, &conversation).to_string();
        let facts = facts(&setup, &book.keys, &book.people, &mailbox, &conversation);
        let (mut held, mut cut, mut cut_bytes) = (false, 0, 0);
        let (tally, leaves) = (&mut book.tally, &book.leaves);
        let here = mark_at(leaves, mark);
        for seen in book.potential.get(&conversation.first).into_iter().flatten() {
            let told = Observation::new(seen.code).field(&seen.field).found(&seen.found);
            let seen = told.used(&seen.used).number(seen.number);
            let holds = setup.holds(tab, &seen, here);
            held |= holds;
            if seen.code == check::VALUE_CUT {
                cut += 1;
                cut_bytes += seen.number;
            }
            tally.count(setup.tab_id(tab), seen, holds, || mark_place(leaves, mark));
        }
        intake::from_mail(&setup, tab, &facts, Fields::Settled, here, &mut record, &mut |seen| {
            let holds = setup.holds(tab, &seen, here);
            held |= holds;
            tally.count(setup.tab_id(tab), seen, holds, || mark_place(leaves, mark));
        });
        let count = &mut book.tabs[tab];
        count.records += 1;
        if held {
            count.held += 1;
            held_messages += u64::from(conversation.messages);
            held_with.insert(index as u32);
            continue;
        }
        count.bytes += record.bytes() as u64 + u64::from(first.text_bytes) + 16;
        if cut > 0 {
            book.cut.insert(conversation.first);
            book.count_cut(cut, cut_bytes);
        }
        let agent = setup.tabs[tab].agent.as_ref();
        if let Some(named) = agent.and_then(|agent| agent.named(&record, &mailbox)) {
            let form = book.agents.note(tab, &named);
            let child =
                setup.tabs[tab].key.filter(|_| setup.holds_agents).map(|at| key64(record.get(at).as_bytes()));
            book.agents.count(tab, form, mark, child);
        }
        refer_softly(book, tab, &record, mark);
        if let (Some(contacts), Some(person)) = (contacts, conversation.person()) {
            book.derived.insert(contacts, person);
        }
    }
    if let Some(tab) = setup.mail_tab(MailUnit::Message) {
        book.tabs[tab].held += held_messages;
    }
    hold_attachments(book, &held_with);
    held_with
}

/// Attachments are held with their mail, and with the conversations listed.
fn hold_attachments(book: &mut Book, held_with: &HashSet<u32>) {
    let Some(tab) = book.setup.mail_tab(MailUnit::Attachment) else { return };
    let conversations = &book.conversations;
    let is_held = |(at, entry): &(usize, &Entry)| match entry.fate {
        Fate::Hold => true,
        Fate::Pack => conversations.of(*at).is_some_and(|(which, _)| held_with.contains(&which)),
        Fate::Duplicate | Fate::LeftOut => false,
    };
    let held = conversations.entries.iter().enumerate().filter(is_held);
    book.tabs[tab].held += held.map(|(_, entry)| u64::from(entry.attachments)).sum::<u64>();
}

fn refer_softly(book: &mut Book, tab: usize, record: &Record, mark: Mark) {
    let setup = Rc::clone(&book.setup);
    let rules = &setup.tabs[tab];
    for rule in rules.references.iter().filter(|rule| !rule.holds && !rules.is_agent(rule.field)) {
        let value = record.get(rule.field);
        if value.is_empty() {
            continue;
        }
        let (field, target) = (rule.field as u16, key64(value.as_bytes()));
        book.keys[tab].refer_softly(field, target, value, mark);
        if rule.may_hold {
            let child = key64(setup.tabs[tab].key.map_or("", |at| record.get(at)).as_bytes());
            book.keys[tab].claim(child, record.content(), NO_LEAF);
            let by_address = ByAddress::No;
            book.keys[tab].pending.push(&Pending { field, target, child, mark, by_address });
        }
    }
}
