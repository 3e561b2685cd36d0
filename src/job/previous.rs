//! A second run: what an earlier run packed is there already, but for what has changed since or failed then.
//!
//! The earlier run's receipt says which records it packed (`source/receipt.rs`); the destination's own result tables,
//! if they are dropped as well, say which of these failed. Both are sources among the others, in any order.

use super::book::Book;
use super::dispatch::selected::is_of_files;
use super::intake::{Fields, from_mail};
use super::plan::TablePlan;
use super::settle::Surveyed;
use super::settle::persons::{made_person_id, people_of, person_facts, person_in};
use super::setup::{NO_TAB, Setup};
use crate::check::keys::TabKeys;
use crate::check::record::Record;
use crate::convert::conversation::Conversation;
use crate::convert::mail::{attachment_id, conversation_id, message_id_of, person_id};
use crate::convert::matching::TableMatch;
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::json::{Value, json};
use crate::source::codes::RECEIPT_UNFIT;
use crate::source::receipt::Item;
use crate::source::{Row, Spot, TableHeader};
use crate::text::fold;
use crate::text::hash::key64;

/// What the plan's `role` calls a table of results; any other word says that it is none.
const ERRORS: &str = "errors";

/// Where a table of results says which record failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errors {
    pub tab: usize,
    /// The columns with the id and with what was wrong.
    pub id: usize,
    pub error: usize,
}

/// What a receipt said so far.
#[derive(Debug, Default)]
pub struct Reading {
    /// Any key of any receipt counts.
    pub counts: bool,
    /// The one being read is for another destination.
    elsewhere: bool,
    ended: bool,
}

/// What became of records, by what an earlier run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: u64,
    pub changed: u64,
    pub failed: u64,
    pub already: u64,
}

impl Counts {
    /// For papers and page. `files`: records counted as there whose files were not looked at.
    pub fn document(&self, records: u64, files: u64) -> Value {
        let Counts { new, changed, failed, already } = self;
        json!({"records": records, "new": new, "changed": changed, "failed": failed, "already": already, "files": files})
    }

    pub fn add(&mut self, other: &Counts) {
        self.new += other.new;
        self.changed += other.changed;
        self.failed += other.failed;
        self.already += other.already;
    }

    /// Counts one record that goes, or that is there already. `again`: what it belongs to failed.
    pub fn count(&mut self, keys: &TabKeys, key: u64, changed: bool, again: bool) {
        let counted = match (keys.was(key), again || keys.has_failed(key)) {
            (false, _) => &mut self.new,
            (true, true) => &mut self.failed,
            (true, false) if changed => &mut self.changed,
            (true, false) => &mut self.already,
        };
        *counted += 1;
    }
}

impl Book {
    pub(super) fn note_receipt(&mut self, item: Item<'_>) {
        match item {
            Item::Destination(id) => {
                self.reading.elsewhere = id != self.setup.destination.id;
                if self.reading.elsewhere {
                    self.note(NO_TAB, Spot::default(), Observation::new(RECEIPT_UNFIT).found(id));
                }
            }
            Item::Key { tab, id, content, edits } => {
                let tab = self.setup.destination.tab(tab).filter(|_| !self.reading.elsewhere);
                if let Some(tab) = tab {
                    self.keys[tab].note_before(id, content, edits);
                }
            }
            Item::End => {
                self.reading.ended = true;
                self.reading.counts |= !self.reading.elsewhere;
            }
        }
    }

    /// The receipt's bytes are over. One that broke off would make what it does not name new, so none counts.
    pub(super) fn end_receipt(&mut self, sound: bool) {
        if !std::mem::take(&mut self.reading.ended) || !sound {
            self.reading.counts = false;
            self.keys.iter_mut().for_each(TabKeys::forget_before);
        }
    }

    /// A row of a table of results.
    pub(super) fn note_error(&mut self, errors: Errors, row: &Row<'_>) {
        let (id, error) = (row.get(errors.id).trim(), row.get(errors.error).trim());
        let fine = self.setup.destination.second_run.as_ref().map_or(&[] as &[_], |it| it.fine.as_slice());
        if !id.is_empty() && !error.is_empty() && !fine.iter().any(|word| fold::key(word) == fold::key(error))
        {
            self.keys[errors.tab].note_failed(key64(id.as_bytes()));
        }
    }
}

/// What the plan says of a table, or of the dropped file it lies in.
pub fn say<'s>(setup: &'s Setup, (name, file): (&str, &str)) -> Option<&'s TablePlan> {
    setup.plan.tables.get(name).or_else(|| setup.plan.tables.get(file))
}

/// Whether the plan says that a table holds results: then its rows are no records, even if it is not clear yet which columns
/// say what.
pub fn is_said(setup: &Setup, source: (&str, &str)) -> bool {
    say(setup, source).and_then(|say| say.role.as_deref()) == Some(ERRORS)
}

/// Whether a table holds results, and where it says what: the plan's word, else a column for an error beside one for
/// an id. `file` is the dropped file it lies in.
pub fn errors(
    setup: &Setup,
    (name, file): (&str, &str),
    header: &TableHeader,
    found: Option<&TableMatch>,
) -> Option<Errors> {
    let rule = setup.destination.second_run.as_ref()?;
    let say = say(setup, (name, file));
    let role = say.and_then(|say| say.role.as_deref());
    if role.is_some_and(|role| role != ERRORS) {
        return None;
    }
    let column = |wanted: &str| header.names.iter().position(|name| fold::key(name) == fold::key(wanted));
    let said = |name: Option<&String>| name.and_then(|name| column(name));
    let error = said(say.and_then(|say| say.error.as_ref()));
    let error = error.or_else(|| rule.errors.iter().find_map(|word| column(word)))?;
    let id = said(say.and_then(|say| say.id.as_ref()));
    let tab = say.and_then(|say| setup.destination.tab(say.tab.as_deref()?));
    let tab = tab.or(found.map(|found| found.tab)).or_else(|| {
        let key = |tab: &crate::destination::Tab| {
            tab.key().is_some_and(|key| column(&tab.fields[key].name).is_some())
        };
        setup.destination.tabs.iter().position(key)
    })?;
    let about = &setup.destination.tabs[tab];
    let key = about.key()?;
    let matched = || {
        found
            .filter(|found| found.tab == tab)?
            .columns
            .iter()
            .position(|column| column.as_ref().is_some_and(|column| column.field == key))
    };
    let id = id.or_else(|| column(&about.fields[key].name)).or_else(matched)?;
    (id != error).then_some(Errors { tab, id, error })
}

/// What a survey can say of a second run. Where there was too much to read, it shows only when packing whether files are the
/// same: `files` says of how many records.
pub fn surveyed(surveyed: &Surveyed) -> Value {
    if !surveyed.second_run {
        return Value::Null;
    }
    let mut counts = Counts::default();
    let mut files = 0;
    for (tab, keys) in surveyed.keys.iter().enumerate().filter(|(tab, _)| is_of_run(&surveyed.setup, *tab)) {
        let looked = surveyed.files_seen || surveyed.setup.tabs[tab].files.is_none();
        keys.each(&mut |key, content, edits| {
            let changed = keys.has_changed(key, content, looked.then_some(edits));
            files += u64::from(!looked && !changed && keys.is_there(key));
            counts.count(keys, key, changed, false);
        });
    }
    made(surveyed, &mut counts);
    counts.add(&surveyed.late);
    counts.changed += surveyed.mail_changed;
    counts.already -= surveyed.mail_changed;
    counts.document(records(surveyed), files)
}

/// Whether this run goes through the records of a tab: it may leave files out, or be for them alone.
pub fn is_of_run(setup: &Setup, tab: usize) -> bool {
    setup.settled.files.take(is_of_files(setup, tab))
}

/// The conversation of a message that is packed, if an earlier run packed any of what the message gives, or a text of it is cut.
pub fn to_be_seen(surveyed: &Surveyed, index: usize) -> Option<&Conversation> {
    let (which, conversation) = surveyed.conversations.of(index)?;
    let entry = surveyed.conversations.entries.get(index)?;
    let was = |unit, id: &str| {
        surveyed.setup.mail_tab(unit).is_some_and(|tab| surveyed.keys[tab].was(key64(id.as_bytes())))
    };
    let there = conversation.first as usize == index
        && was(MailUnit::Conversation, &conversation_id(conversation))
        || was(MailUnit::Message, &message_id_of(entry.content));
    let seen = there || surveyed.cut.contains(&(index as u32));
    (seen && !surveyed.held_conversations.contains(&which)).then_some(conversation)
}

/// Per leaf: whether it has mail that has to be seen again.
pub fn leaves_of_mail(surveyed: &Surveyed) -> Vec<bool> {
    let mut there = vec![false; surveyed.leaves.len()];
    for (index, entry) in surveyed.conversations.entries.iter().enumerate().filter(|_| surveyed.second_run) {
        there[entry.leaf as usize] |= to_be_seen(surveyed, index).is_some();
    }
    there
}

/// Whether a conversation's record or its contact's failed: then all of it goes again.
pub fn goes_again(surveyed: &Surveyed, conversation: &Conversation) -> bool {
    let setup = &surveyed.setup;
    let failed = |unit, id: &str| {
        setup.mail_tab(unit).is_some_and(|tab| surveyed.keys[tab].has_failed(key64(id.as_bytes())))
    };
    let facts = surveyed.facts(conversation);
    let made = facts.person.map(|person| person_id(&person.address));
    let contact = facts.person_listed_as.or(made.as_deref());
    failed(MailUnit::Conversation, &conversation_id(conversation))
        || contact.is_some_and(|id| failed(MailUnit::Person, id))
}

/// Records that no table has: of persons, and of mail.
fn made(surveyed: &Surveyed, counts: &mut Counts) {
    let setup = &surveyed.setup;
    let tabs = (0..surveyed.derived.lists()).filter(|tab| is_of_run(setup, *tab));
    for (tab, index) in tabs.flat_map(|tab| surveyed.derived.of(tab).map(move |index| (tab, index))) {
        let keys = &surveyed.keys[tab];
        let all = people_of(setup, tab, &surveyed.people, &surveyed.accounts);
        let Some(person) = all.get(index).map(|person| person_in(setup, tab, person)) else { continue };
        let key = key64(made_person_id(setup, tab, &person).as_bytes());
        if keys.is_held(key) {
            continue;
        }
        // New mail may have made the name another one.
        let facts = person_facts(setup, tab, &person, &surveyed.keys, &surveyed.accounts);
        let mut record = Record::default();
        from_mail(setup, tab, &facts, Fields::All, None, &mut record, &mut |_| {});
        let changed = keys.has_changed(key, record.content() as u32, Some(record.edits()));
        counts.count(keys, key, changed, false);
    }
    let mut add = |tab: Option<usize>, id: &str, again: bool| {
        let Some(tab) = tab.filter(|tab| setup.takes(*tab) && is_of_run(setup, *tab)) else { return };
        counts.count(&surveyed.keys[tab], key64(id.as_bytes()), false, again);
    };
    let [tickets, threads, files] =
        [MailUnit::Conversation, MailUnit::Message, MailUnit::Attachment].map(|unit| setup.mail_tab(unit));
    let packed = |which: u32| !surveyed.held_conversations.contains(&which);
    for (which, conversation) in surveyed.conversations.conversations.iter().enumerate() {
        if packed(which as u32) {
            add(tickets, &conversation_id(conversation), goes_again(surveyed, conversation));
        }
    }
    for (index, entry) in surveyed.conversations.entries.iter().enumerate() {
        let of = surveyed.conversations.of(index).filter(|(which, _)| packed(*which));
        let Some((_, conversation)) = of else { continue };
        let again = goes_again(surveyed, conversation);
        add(threads, &message_id_of(entry.content), again);
        for number in 1..=entry.attachments {
            add(files, &attachment_id(entry.content, number as usize), again);
        }
    }
}

/// How many records the receipts name.
pub fn records(surveyed: &Surveyed) -> u64 {
    surveyed.keys.iter().map(|keys| keys.count_before()).sum()
}
