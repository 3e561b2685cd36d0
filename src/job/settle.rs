//! After the last byte: conversations, references, and what follows from them.

use super::SourceFile;
use super::agent_directory::Directory;
use super::agent_table;
use super::answers::At;
use super::book::{Book, TabCount, place};
use super::error::Error;
use super::estimate::Sizes;
use super::intake::{self, Fields};
use super::leaf::Leaf;
use super::plan::{Action, AgentSay, Plan};
use super::references::{offer_fixes, settle_fallbacks, settle_references};
use super::repaired::Repaired;
use super::setup::Setup;
use crate::bundle::papers::LedgerLine;
use crate::check::codes as check;
use crate::check::keys::{Mark, NO_LEAF, TabKeys};
use crate::check::pending::{ByAddress, Pending};
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::conversation::{Conversations, Entry, Fate};
use crate::convert::mail::{self, Facts};
use crate::convert::people::{People, Person};
use crate::destination::{Field, MailUnit};
use crate::finding::{Finding, Observation, Place, Severity};
use crate::source::Spot;
use crate::text::hash::key64;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// What one pass over all sources found: all that packing needs to know.
pub struct Surveyed {
    pub setup: Rc<Setup>,
    pub files: Vec<SourceFile>,
    pub leaves: Vec<Leaf>,
    pub findings: Vec<Finding>,
    pub keys: Vec<TabKeys>,
    pub people: People,
    pub conversations: Conversations,
    /// Conversations whose record is held.
    pub held_conversations: HashSet<u32>,
    /// Persons a record has to be made for, by tab.
    pub derived: BTreeMap<(usize, u32), ()>,
    pub tabs: Vec<TabCount>,
    /// A receipt of an earlier run was read.
    pub second_run: bool,
    pub sizes: Sizes,
    pub months: BTreeMap<String, u64>,
    pub times: Vec<(String, String)>,
    /// Rows for which others stand that were put right by hand.
    pub repaired: Repaired,
    /// First messages of conversations of which a text is cut and goes along as a file.
    pub cut: HashSet<u32>,
    /// Who records name as their agents, and who is listed.
    pub agents: Rc<Directory>,
}

impl Surveyed {
    /// The same survey under a plan that differs at most in which records go. False, and nothing is changed, where it
    /// differs in more: then all must be read again.
    ///
    /// # Errors
    /// As for [`Plan::settle`].
    pub fn choose(&mut self, plan: Plan) -> Result<bool, Error> {
        let Some(setup) = Rc::get_mut(&mut self.setup) else { return Ok(false) };
        if plan.of_survey() != setup.plan.of_survey() {
            return Ok(false);
        }
        setup.settled = plan.settle(&setup.destination)?;
        setup.plan = plan;
        Ok(true)
    }

    /// Whether a person is of the user's own side.
    pub fn is_own(&self, person: u32) -> bool {
        is_own(&self.setup, &self.keys, &self.people, person)
    }

    /// The fields of a tab that are written: those a vendor page shows, and of the assumed ones those that
    /// hold something. A header nobody asked for could make an import stumble.
    pub fn columns(&self, tab: usize) -> Vec<usize> {
        let from_mail = self.leaves.iter().any(Leaf::is_mail) || !self.derived.is_empty();
        let tables =
            || self.leaves.iter().filter(|leaf| leaf.tab() == Some(tab)).filter_map(|l| l.table.as_ref());
        let filled = |at: usize| tables().any(|table| table.columns.get(at).copied().flatten().is_some());
        let about = &self.setup.destination.tabs[tab];
        let other = |field: &Field| about.field(field.opposite_of.as_deref()?);
        let fields = about.fields.iter().enumerate();
        fields
            .filter(|(at, field)| {
                let wanted = field.confirmed
                    || field.required
                    || filled(*at)
                    || other(field).is_some_and(filled)
                    || (from_mail && field.mail.is_some())
                    || self.setup.answers.sets(tab, *at)
                    || self.agents.fills(tab, *at, field.agent.is_some());
                wanted && !field.unwritten
            })
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether a finding is about single records, and not about files, columns or all mail at once. Of persons made
    /// from mail none is told with a place.
    pub fn is_of_records(&self, finding: &Finding) -> bool {
        let tab = self.setup.destination.tab(&finding.tab);
        let made = tab.and_then(|tab| self.setup.destination.tabs[tab].from_mail);
        let of_persons = matches!(made, Some(MailUnit::Person | MailUnit::Agent));
        finding.places.iter().any(|place| place.record.is_some()) || (finding.places.is_empty() && of_persons)
    }

    /// A ledger line for each leaf, with what is known before packing.
    pub fn ledger(&self) -> Vec<LedgerLine> {
        let line = |leaf: &Leaf| LedgerLine {
            source: leaf.name.clone(),
            read: leaf.records,
            held: if leaf.failed { leaf.records } else { 0 },
            ..LedgerLine::default()
        };
        self.leaves.iter().map(line).collect()
    }

    /// Per leaf, the index of its first message among all.
    pub fn first_messages(&self) -> Vec<usize> {
        let mut first = vec![0; self.leaves.len()];
        let mut last = None;
        for (index, entry) in self.conversations.entries.iter().enumerate() {
            if last.replace(entry.leaf) != Some(entry.leaf) {
                first[entry.leaf as usize] = index;
            }
        }
        first
    }

    /// The leaves of which any message carries an attachment, or gives one.
    pub fn leaves_with_attachments(&self) -> HashSet<usize> {
        let entries = &self.conversations.entries;
        let with = entries.iter().filter(|entry| entry.attachments > 0);
        let cut = self.cut.iter().filter_map(|&at| entries.get(at as usize));
        with.chain(cut).map(|entry| entry.leaf as usize).collect()
    }

    /// The own address a conversation was sent to, if the plan says something about it; else empty.
    pub fn mailbox(&self, conversation: &crate::convert::conversation::Conversation) -> &str {
        mailbox(&self.setup, &self.people, &self.conversations, conversation)
    }

    /// A conversation's first message and those on both sides, as the fields of a destination want them.
    pub fn facts<'a>(&'a self, conversation: &'a crate::convert::conversation::Conversation) -> Facts<'a> {
        facts(&self.setup, &self.keys, &self.people, self.mailbox(conversation), conversation)
    }
}

pub(super) fn is_own(setup: &Setup, keys: &[TabKeys], people: &People, person: u32) -> bool {
    let Some(person) = people.get(person) else { return false };
    let listed = setup
        .agent_field()
        .is_some_and(|(tab, field)| keys[tab].has_field(field, key64(person.address.as_bytes())));
    listed || setup.settled.own.iter().any(|own| **own == *person.address)
}

fn facts<'a>(
    setup: &'a Setup,
    keys: &'a [TabKeys],
    people: &'a People,
    mailbox: &'a str,
    conversation: &'a crate::convert::conversation::Conversation,
) -> Facts<'a> {
    let person = conversation.person.and_then(|person| people.get(person));
    let contacts = setup.mail_tab(MailUnit::Person);
    let listed = contacts.zip(person).and_then(|(tab, p)| keys[tab].listed(key64(p.address.as_bytes())));
    let agent = conversation.agent.and_then(|(_, agent)| people.get(agent));
    Facts {
        agent,
        agent_listed_as: agent.and_then(|agent| agent_id(setup, keys, &agent.address)),
        person,
        person_listed_as: listed,
        conversation: Some(conversation),
        status: setup.settled.option("mail-status"),
        mailbox,
        department: setup.settled.option("department"),
        html: setup.settled.html,
        ..Facts::default()
    }
}

fn mailbox<'a>(
    setup: &Setup,
    people: &'a People,
    conversations: &Conversations,
    conversation: &crate::convert::conversation::Conversation,
) -> &'a str {
    if setup.settled.agents.is_empty() {
        return "";
    }
    let Some(first) = conversations.entries.get(conversation.first as usize) else { return "" };
    let addresses =
        conversations.recipients(first).iter().filter_map(|&to| people.get(to)).map(|to| &*to.address);
    let mut said = addresses.filter(|address| setup.settled.agents.contains_key(*address));
    said.find(|address| setup.settled.own.iter().any(|own| own == address)).unwrap_or("")
}

/// The id of the agent's record: a table lists it, or mail makes it.
fn agent_id<'a>(setup: &Setup, keys: &'a [TabKeys], address: &str) -> Option<Cow<'a, str>> {
    let (tab, _) = setup.agent_field()?;
    let listed = keys[tab].listed(key64(address.as_bytes())).map(Cow::Borrowed);
    listed.or_else(|| setup.settled.agents_from_mail.then(|| Cow::Owned(mail::agent_id(address))))
}

/// Settles a book whose sources were all read.
pub fn settle(mut book: Book, files: Vec<SourceFile>) -> Surveyed {
    hold_broken_leaves(&mut book);
    settle_conversations(&mut book);
    let held_conversations = settle_mail_records(&mut book);
    settle_fallbacks(&mut book);
    settle_persons(&mut book);
    let agents = agent_table::settle(&mut book);
    settle_references(&mut book, &agents);
    offer_fixes(&mut book);
    tell_unused(&mut book);
    let mut findings = book.tally.into_findings();
    accept(&book.setup, &mut findings);
    Surveyed {
        setup: book.setup,
        files,
        leaves: book.leaves,
        findings,
        keys: book.keys,
        people: book.people,
        conversations: book.conversations,
        held_conversations,
        derived: book.derived,
        cut: book.cut,
        tabs: book.tabs,
        second_run: book.reading.counts,
        sizes: book.sizes,
        months: book.months,
        times: book.times,
        repaired: book.repaired,
        agents: Rc::new(agents),
    }
}

/// Answers that have nothing to answer: a decision must not be lost without a word.
fn tell_unused(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    for answer in setup.answers.unused() {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let number = answer.record.map(|record| format!("#{}", record + 1));
        let parts = [answer.code.clone(), text(&answer.tab), text(&answer.field), text(&answer.source)];
        let parts = parts.into_iter().chain([number.unwrap_or_default(), text(&answer.found)]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        let seen = Observation::new(super::codes::ANSWER_UNUSED);
        book.tally.count("", seen.found(&parts.join(" / ")), false, Place::default);
    }
}

/// What the user has seen and leaves as it is weighs no more than a note.
fn accept(setup: &Setup, findings: &mut [Finding]) {
    for finding in
        findings.iter_mut().filter(|finding| finding.severity == Severity::Warning && !finding.holds)
    {
        let said = setup.answers.action(finding.code.id, &finding.tab, &finding.field, None, None);
        if said == Some(Action::Leave) {
            finding.severity = Severity::Note;
        }
    }
}

/// Holds what was read of sources that are broken. A copy of such a mail in a sound source takes its place.
fn hold_broken_leaves(book: &mut Book) {
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

pub(super) fn mark_place(leaves: &[Leaf], mark: Mark) -> Place {
    let name = leaves.get(mark.leaf as usize).map_or("", |leaf| leaf.name.as_str());
    place(name, Spot { record: Some(u64::from(mark.record)), line: 0, start: mark.start, end: 0 })
}

pub(super) fn mark_at(leaves: &[Leaf], mark: Mark) -> At<'_> {
    Some((leaves.get(mark.leaf as usize)?.name.as_str(), u64::from(mark.record)))
}

fn settle_conversations(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    let (keys, people) = (&book.keys, &book.people);
    book.conversations.resolve(&|person| is_own(&setup, keys, people, person));
    let mails = book.conversations.entries.len() as u64;
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
fn settle_mail_records(book: &mut Book) -> HashSet<u32> {
    let setup = Rc::clone(&book.setup);
    let contacts = setup.mail_tab(MailUnit::Person);
    let Some(tab) = setup.mail_tab(MailUnit::Conversation) else {
        // Without tickets, messages name their persons themselves.
        let persons = book.conversations.conversations.iter().filter_map(|conversation| conversation.person);
        if let Some(tab) = contacts {
            book.derived.extend(persons.map(|person| ((tab, person), ())));
        }
        return HashSet::new();
    };
    let (mut record, mut held_messages, mut held_with) = (Record::default(), 0, HashSet::new());
    for index in 0..book.conversations.conversations.len() {
        let conversation = book.conversations.conversations[index];
        let first = book.conversations.entries[conversation.first as usize];
        let mark = Mark { leaf: first.leaf, record: first.record, start: first.start };
        if let (Some(contacts), Some(person)) = (contacts, conversation.person)
            && book.repaired.replaces_made(setup.tab_id(tab), &mail::conversation_id(&conversation))
        {
            let seen = Observation::new(super::codes::ROW_REPLACED);
            let leaves = &book.leaves;
            book.tally.count(setup.tab_id(tab), seen, false, || mark_place(leaves, mark));
            book.derived.insert((contacts, person), ());
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
        if let (Some(contacts), Some(person)) = (contacts, conversation.person) {
            book.derived.insert((contacts, person), ());
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
        Fate::Duplicate => false,
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

/// Contacts (and agents, when asked for) that no table lists but records need.
fn settle_persons(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    derive_agents(book);
    let mut record = Record::default();
    for (tab, index) in book.derived.keys().copied().collect::<Vec<_>>() {
        let Some(person) = book.people.get(index) else { continue };
        if book.keys[tab].listed(key64(person.address.as_bytes())).is_some() {
            book.derived.remove(&(tab, index));
            // The id was made before the list was read; both must be found.
            book.keys[tab].claim(key64(mail::person_id(&person.address).as_bytes()), 0, NO_LEAF);
            continue;
        }
        let id = made_person_id(&setup, tab, person);
        if book.repaired.replaces_made(setup.tab_id(tab), &id) {
            let seen = Observation::new(super::codes::ROW_REPLACED);
            book.tally.count_value(setup.tab_id(tab), seen, false, 1, std::iter::empty());
            continue;
        }
        let person = person_in(&setup, tab, person);
        let facts = person_facts(&setup, &person);
        let tally = &mut book.tally;
        let mut held = false;
        if person.name.is_empty() {
            let seen = Observation::new(codes::LAST_NAME_FROM_ADDRESS).found(&person.address);
            held |= setup.holds(tab, &seen, None);
            tally.count_value(setup.tab_id(tab), seen, held, 1, std::iter::empty());
        }
        intake::from_mail(&setup, tab, &facts, Fields::All, None, &mut record, &mut |seen| {
            let holds = setup.holds(tab, &seen, None);
            held |= holds;
            tally.count_value(setup.tab_id(tab), seen, holds, 1, std::iter::empty());
        });
        let count = &mut book.tabs[tab];
        count.records += 1;
        count.held += u64::from(held);
        if !held {
            count.bytes += record.bytes() as u64 + 16;
            let rules = &setup.tabs[tab];
            let key = key64(rules.key.map_or("", |key| record.get(key)).as_bytes());
            book.keys[tab].claim(key, 0, NO_LEAF);
            for &field in &rules.referred {
                book.keys[tab].note_field(field, key64(record.get(field).as_bytes()));
            }
        }
    }
}

/// What is said about an agent a record is made for.
fn added<'s>(setup: &'s Setup, address: &str) -> Option<&'s AgentSay> {
    let mut says = setup.settled.agents.iter().filter(|(_, say)| say.add);
    says.find(|(key, say)| say.to.as_deref().unwrap_or(key) == address).map(|(_, say)| say)
}

/// The id of the record made for a person.
pub fn made_person_id(setup: &Setup, tab: usize, person: &Person) -> String {
    match setup.destination.tabs[tab].from_mail {
        Some(MailUnit::Agent) => mail::agent_id(&person.address),
        _ => mail::person_id(&person.address),
    }
}

/// A person as the tab's record names it: an agent may have been given another name.
pub fn person_in(setup: &Setup, tab: usize, person: &Person) -> Person {
    let say = added(setup, &person.address).filter(|_| setup.mail_tab(MailUnit::Agent) == Some(tab));
    let name = say.and_then(|say| say.name.as_deref()).map_or_else(|| person.name.clone(), Into::into);
    Person { name, ..person.clone() }
}

/// What is known of a person a record is made for.
pub fn person_facts<'a>(setup: &'a Setup, person: &'a Person) -> Facts<'a> {
    let agent_listed_as = Some(Cow::Owned(mail::agent_id(&person.address)));
    let said = added(setup, &person.address).and_then(|say| say.department.as_deref());
    let department = said.unwrap_or(setup.settled.option("department"));
    Facts { person: Some(person), agent: Some(person), agent_listed_as, department, ..Facts::default() }
}

/// Records for agents the plan adds, and for those who wrote mail where it asks for them.
fn derive_agents(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    let taken = setup.agent_field().filter(|(tab, _)| setup.takes(*tab));
    let Some((tab, field)) = taken else { return };
    let conversations = book.conversations.conversations.iter();
    let writers = conversations.filter_map(|c| c.agent.map(|(_, agent)| agent));
    let mut wanted: HashSet<u32> = writers.filter(|_| setup.settled.agents_from_mail).collect();
    // Somebody else, or nobody, takes the place of these.
    let says = &setup.settled.agents;
    let replaced =
        |person: &Person| says.get(&*person.address).is_some_and(|s| s.administrator || s.to.is_some());
    wanted.retain(|&agent| book.people.get(agent).is_some_and(|person| !replaced(person)));
    for (key, say) in says.iter().filter(|(_, say)| say.add) {
        wanted.extend(book.people.add(say.to.as_deref().unwrap_or(key), ""));
    }
    for agent in wanted {
        let Some(person) = book.people.get(agent) else { continue };
        if !book.keys[tab].has_field(field, key64(person.address.as_bytes())) {
            book.derived.insert((tab, agent), ());
        }
    }
}
