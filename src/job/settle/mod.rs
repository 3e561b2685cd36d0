//! After the last byte: conversations, references, and what follows from them.

pub(in crate::job) mod mail;
pub(in crate::job) mod persons;
pub(in crate::job) mod references;

use crate::bundle::papers::LedgerLine;
use crate::check::keys::{Mark, TabKeys};
use crate::convert::conversation::Conversations;
use crate::convert::mail::Facts;
use crate::convert::people::People;
use crate::destination::{Field, MailUnit};
use crate::finding::{Finding, Observation, Place, Severity};
use crate::job::SourceFile;
use crate::job::agents;
use crate::job::agents::directory::Directory;
use crate::job::answers::At;
use crate::job::book::repaired::Repaired;
use crate::job::book::tally::{self, Tally};
use crate::job::book::{Book, TabCount, place};
use crate::job::error::Error;
use crate::job::estimate::Sizes;
use crate::job::joined::Joined;
use crate::job::leaf::Leaf;
use crate::job::learned::{self, Learned};
use crate::job::mailbox::groups::{self, Groups};
use crate::job::mailbox::index::Index;
use crate::job::named_files::{self, NamedFiles};
use crate::job::plan::{Action, Plan};
use crate::job::previous::Counts;
use crate::job::settle::mail::{hold_broken_leaves, settle_conversations, settle_mail_records};
use crate::job::settle::persons::settle_persons;
use crate::job::settle::references::{offer_fixes, settle_fallbacks, settle_references};
use crate::job::setup::Setup;
use crate::kept::bits::Bits;
use crate::source::Spot;
use crate::text::hash::key64;
use litemap::LiteMap;
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// What one pass over all sources found: all that packing needs to know.
pub struct Surveyed {
    pub setup: Rc<Setup>,
    pub files: Vec<SourceFile>,
    pub leaves: Vec<Leaf>,
    pub findings: Vec<Finding>,
    pub keys: Vec<TabKeys>,
    pub people: People,
    /// Organisations and mail domains, by the key of their accounts.
    pub accounts: People,
    pub conversations: Conversations,
    /// Mail that goes as mail, and where it goes.
    pub mail_index: Index,
    pub groups: Groups,
    /// Conversations whose record is held.
    pub held_conversations: HashSet<u32>,
    /// Persons and accounts a record has to be made for, by tab.
    pub derived: Bits,
    /// Tabs whose columns a dropped table showed.
    pub learned: Vec<Learned>,
    /// Rows of people that are one record with another row.
    pub joined: Joined,
    pub tabs: Vec<TabCount>,
    /// A receipt of an earlier run was read.
    pub second_run: bool,
    /// Records made from mail that an earlier run packed, and that are others now.
    pub mail_changed: u64,
    /// What becomes of the files of texts that are cut.
    pub late: Counts,
    /// It is known of each row's file whether it is the one that an earlier run packed.
    pub files_seen: bool,
    pub sizes: Sizes,
    pub months: LiteMap<String, u64>,
    pub times: Vec<(String, String)>,
    /// Rows for which others stand that were put right by hand.
    pub repaired: Repaired,
    /// First messages of conversations of which a text is cut and goes along as a file.
    pub cut: HashSet<u32>,
    /// Which dropped files rows name.
    pub files_named: NamedFiles,
    /// Who records name as their agents, and who is listed.
    pub agents: Rc<Directory>,
}

impl Surveyed {
    /// The same survey under a plan that differs at most in which records go, and in where mail is filed. False, and
    /// nothing is changed, where it differs in more: then all must be read again.
    ///
    /// # Errors
    /// As for [`Plan::settle`].
    pub fn choose(&mut self, plan: Plan) -> Result<bool, Error> {
        let Some(setup) = Rc::get_mut(&mut self.setup) else { return Ok(false) };
        if plan.of_survey(&setup.destination) != setup.plan.of_survey(&setup.destination) {
            return Ok(false);
        }
        setup.settled = plan.settle(&setup.destination)?;
        setup.plan = plan;
        if setup.destination.mailbox.is_some() {
            self.file_again();
        }
        Ok(true)
    }

    /// Adds what was told at last, and which answers answered nothing.
    pub(in crate::job) fn tell_late(&mut self, late: Tally) {
        self.findings.extend(late.into_findings());
        accept(&self.setup, &mut self.findings);
        let mut unused = Tally::default();
        tell_unused(&self.setup, &mut unused);
        self.findings.extend(unused.into_findings());
        tally::sort(&mut self.findings);
    }

    /// Settles once more under which folder and state mail goes, and tells anew what that tells.
    fn file_again(&mut self) {
        let mut tally = Tally::default();
        self.groups =
            groups::settle(&self.setup, &mut self.mail_index, &self.leaves, &self.people, &mut tally);
        self.findings.retain(|finding| !groups::TOLD.contains(&finding.code));
        let mut told = tally.into_findings();
        accept(&self.setup, &mut told);
        self.findings.extend(told);
        tally::sort(&mut self.findings);
    }

    /// The tables whose rows go to a tab, in reading order: their rows are numbered through.
    pub fn tables_of(&self, tab: usize) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter().filter(move |leaf| leaf.tab() == Some(tab) && !leaf.failed)
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
        let gives_files = self.setup.tabs[tab].files.is_some() && tables().next().is_some();
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
                    || (gives_files && field.mail.is_some())
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
        let of_persons = matches!(made, Some(MailUnit::Person | MailUnit::Agent | MailUnit::Account));
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

pub(in crate::job) fn is_own(setup: &Setup, keys: &[TabKeys], people: &People, person: u32) -> bool {
    let Some(person) = people.get(person) else { return false };
    let listed = setup
        .agent_field()
        .is_some_and(|(tab, field)| keys[tab].has_field(field, key64(person.address.as_bytes())));
    listed || setup.settled.own.iter().any(|own| **own == *person.address)
}

pub(in crate::job) fn facts<'a>(
    setup: &'a Setup,
    keys: &'a [TabKeys],
    people: &'a People,
    mailbox: &'a str,
    conversation: &'a crate::convert::conversation::Conversation,
) -> Facts<'a> {
    let person = conversation.person().and_then(|person| people.get(person));
    let contacts = setup.mail_tab(MailUnit::Person);
    let listed = contacts.zip(person).and_then(|(tab, p)| keys[tab].listed(key64(p.address.as_bytes())));
    let agent = conversation.agent().and_then(|agent| people.get(agent));
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

pub(in crate::job) fn mailbox<'a>(
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
    listed.or_else(|| {
        setup.settled.agents_from_mail.then(|| Cow::Owned(crate::convert::mail::agent_id(address)))
    })
}

/// Settles a book whose sources were all read.
pub fn settle(mut book: Book, files: Vec<SourceFile>) -> Surveyed {
    book.people.choose_names();
    book.accounts.choose_names();
    let groups =
        groups::settle(&book.setup, &mut book.mail_index, &book.leaves, &book.people, &mut book.tally);
    hold_broken_leaves(&mut book);
    book.joined.settle(&mut book.keys);
    settle_conversations(&mut book);
    let held_conversations = settle_mail_records(&mut book);
    let files_named = named_files::settle(&mut book);
    settle_fallbacks(&mut book);
    settle_persons(&mut book);
    let agents = agents::table::settle(&mut book);
    settle_references(&mut book, &agents);
    offer_fixes(&mut book);
    let learned = learned::settle(&mut book);
    let findings = book.tally.into_findings();
    Surveyed {
        setup: book.setup,
        files,
        leaves: book.leaves,
        findings,
        keys: book.keys,
        people: book.people,
        accounts: book.accounts,
        conversations: book.conversations,
        mail_index: book.mail_index,
        groups,
        held_conversations,
        derived: book.derived,
        cut: book.cut,
        joined: book.joined,
        learned,
        tabs: book.tabs,
        second_run: book.reading.counts,
        mail_changed: 0,
        late: Counts::default(),
        files_seen: true,
        sizes: book.sizes,
        months: book.months,
        times: book.times,
        repaired: book.repaired,
        files_named,
        agents: Rc::new(agents),
    }
}

/// Answers that have nothing to answer: a decision must not be lost without a word.
fn tell_unused(setup: &Setup, tally: &mut Tally) {
    for answer in setup.answers.unused() {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let number = answer.record.map(|record| format!("#{}", record + 1));
        let parts = [answer.code.clone(), text(&answer.tab), text(&answer.field), text(&answer.source)];
        let parts = parts.into_iter().chain([number.unwrap_or_default(), text(&answer.found)]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        let seen = Observation::new(crate::job::codes::ANSWER_UNUSED);
        tally.count("", seen.found(&parts.join(" / ")), false, Place::default);
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

pub(in crate::job) fn mark_place(leaves: &[Leaf], mark: Mark) -> Place {
    let name = leaves.get(mark.leaf as usize).map_or("", |leaf| leaf.name.as_str());
    place(name, Spot { record: Some(u64::from(mark.record)), line: 0, start: mark.start, end: 0 })
}

pub(in crate::job) fn mark_at(leaves: &[Leaf], mark: Mark) -> At<'_> {
    Some((leaves.get(mark.leaf as usize)?.name.as_str(), u64::from(mark.record)))
}
