//! Packs mail as mail: in the order of the mailboxes, and in each by time, wherever the messages lie.

use super::book;
use super::index::{Entry, Fate};
use super::lists::Lists;
use crate::bundle::BundleSummary;
use crate::bundle::mailbox::{Letter, MailPacker, Settings, Target, names};
use crate::destination::mailbox::{MailFormat, MailboxRule};
use crate::finding::Observation;
use crate::job::dispatch::Dispatch;
use crate::job::error::{Error, ErrorKind};
use crate::job::leaf::{Feed, Leaf};
use crate::job::ledger::{self, Fate as Outcome};
use crate::job::settle::Surveyed;
use crate::job::setup::{NO_TAB, Setup};
use crate::job::{Origin, Want};
use crate::source::sniff::Kind;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader, mbox, message};
use std::collections::HashMap;
use std::rc::Rc;

/// The state of a pack of mail.
pub struct Mailer {
    setup: Rc<Setup>,
    format: MailFormat,
    packer: MailPacker,
    /// Indices of the messages that go, in the order they are written.
    order: Vec<u32>,
    /// The next one to be asked for, and the next one to come.
    asked: usize,
    at: usize,
    /// The mailbox at hand.
    group: Option<usize>,
    /// What was written, bundle by bundle.
    mailed: Vec<Mailed>,
    lists: Lists,
    buffer: Vec<u8>,
    error: Option<Error>,
}

/// How many messages of a mailbox a bundle holds.
#[derive(Clone, Debug)]
pub struct Mailed {
    pub bundle: String,
    pub group: Option<usize>,
    pub messages: u64,
}

/// A stretch of messages that is read at once.
pub struct Reading {
    /// The first message after it, in the order.
    end: usize,
    how: How,
}

enum How {
    /// Part of an mbox: messages one after another.
    Range(Vec<u8>),
    /// A leaf as a whole: a single message, or an mbox in a ZIP, of which no part can be had.
    Whole(Box<Feed>),
}

impl Mailer {
    /// `None` where the destination takes no mail as mail.
    pub fn new(dispatch: &mut Dispatch) -> Option<Mailer> {
        let surveyed = &dispatch.surveyed;
        let setup = Rc::clone(&surveyed.setup);
        let rule = setup.destination.mailbox.as_ref()?;
        let format = rule.format(setup.settled.option("format"));
        let settings = Settings {
            stem: setup.destination.id.clone(),
            format,
            per: rule.per,
            zipped: rule.zipped || format != MailFormat::Mbox,
            caps: setup.settled.caps.clone(),
            drop: rule.drop.clone(),
            status: rule.status,
        };
        let order = in_order(surveyed);
        let lists = Lists::begin(rule, &mut dispatch.trail);
        Some(Mailer {
            format,
            packer: MailPacker::new(settings),
            order,
            asked: 0,
            at: 0,
            group: None,
            mailed: Vec::new(),
            lists,
            buffer: Vec::new(),
            error: None,
            setup: Rc::clone(&setup),
        })
    }

    /// Bytes that will be read in all.
    pub fn bytes(&self, surveyed: &Surveyed) -> u64 {
        let (mut at, mut bytes) = (0, 0);
        while let Some((want, end)) = stretch(surveyed, &self.order, at) {
            bytes += want.end - want.start;
            at = end;
        }
        bytes
    }

    /// The next stretch, if there is one.
    pub fn next(&mut self, surveyed: &Surveyed) -> Option<(Want, Reading)> {
        let first = surveyed.letters.entries[*self.order.get(self.asked)? as usize];
        let leaf = &surveyed.leaves[first.leaf as usize];
        let (want, end) = stretch(surveyed, &self.order, self.asked)?;
        self.asked = end;
        let how = match is_open(leaf) {
            true => How::Range(Vec::new()),
            false => How::Whole(Box::new(Feed::open(leaf, &surveyed.setup.plan))),
        };
        Some((want, Reading { end, how }))
    }

    /// Ranges that come after the one at hand, as far as they are small.
    pub fn ahead(&self, surveyed: &Surveyed, most: usize) -> Vec<Want> {
        let mut ahead = Vec::new();
        let mut at = self.asked;
        while ahead.len() < most
            && let Some((want, end)) = stretch(surveyed, &self.order, at)
            && want.end - want.start <= crate::job::walk::SMALL
        {
            ahead.push(want);
            at = end;
        }
        ahead
    }

    pub fn push(&mut self, reading: &mut Reading, chunk: &[u8], dispatch: &mut Dispatch) {
        match &mut reading.how {
            How::Range(pending) => {
                pending.extend_from_slice(chunk);
                self.drain(reading.end, pending, dispatch);
            }
            How::Whole(feed) => feed.push(chunk, &mut Picker { mailer: self, dispatch, end: reading.end }),
        }
    }

    /// All bytes of the stretch came.
    ///
    /// # Errors
    /// `source-changed` if they are not what the survey saw.
    pub fn finish(&mut self, mut reading: Reading, dispatch: &mut Dispatch) -> Result<(), Error> {
        if let How::Whole(feed) = &mut reading.how {
            feed.finish(false, &mut Picker { mailer: self, dispatch, end: reading.end });
        }
        if self.at != reading.end {
            self.changed(dispatch);
        }
        self.error.take().map_or(Ok(()), Err)
    }

    /// Takes whole messages off the front of what came.
    fn drain(&mut self, end: usize, pending: &mut Vec<u8>, dispatch: &mut Dispatch) {
        let mut used = 0;
        while self.at < end {
            let entry = dispatch.surveyed.letters.entries[self.order[self.at] as usize];
            let Some(framed) = pending.get(used..used + entry.bytes as usize) else { break };
            let mut buffer = std::mem::take(&mut self.buffer);
            self.write(&entry, mbox::taken_out(framed, &mut buffer), dispatch);
            self.buffer = buffer;
            used += entry.bytes as usize;
            self.at += 1;
        }
        pending.drain(..used);
    }

    fn changed(&mut self, dispatch: &Dispatch) {
        let source = dispatch.leaf_name().to_string();
        self.error.get_or_insert(ErrorKind::SourceChanged { source }.into());
    }

    /// Writes one message, or says why not.
    fn write(&mut self, entry: &Entry, bytes: &[u8], dispatch: &mut Dispatch) {
        dispatch.leaf = entry.leaf as usize;
        let envelope = message::envelope(bytes, self.lists.fields());
        if envelope.content_key as u64 != entry.content {
            return self.changed(dispatch);
        }
        self.enter(entry, dispatch);
        let letter = Letter {
            bytes,
            sender: &envelope.sender,
            date: entry.time().unwrap_or_default(),
            flags: book::flags(entry.flags),
            content: entry.content,
        };
        let outcome = match self.packer.message(&letter) {
            Ok(path) => {
                self.note_bundle(&path);
                self.lists.message(entry, "packed", &path, dispatch);
                self.lists.attributes(entry, &envelope, dispatch);
                Outcome::Packed
            }
            Err(code) => {
                dispatch.tell_new(NO_TAB, book::spot(entry), Observation::new(code));
                self.lists.message(entry, "held", "", dispatch);
                dispatch.trail.held_mail(bytes, &envelope.sender, entry.time());
                dispatch.surveyed.groups.refuse(entry);
                Outcome::Held
            }
        };
        dispatch.end_record(outcome);
    }

    fn note_bundle(&mut self, path: &str) {
        // Of what is no ZIP the path is the bundle's name itself.
        let bundle = path.split_once('/').map_or(path, |(bundle, _)| bundle);
        match self.mailed.last_mut().filter(|last| last.bundle == bundle && last.group == self.group) {
            Some(last) => last.messages += 1,
            None => self.mailed.push(Mailed { bundle: bundle.to_string(), group: self.group, messages: 1 }),
        }
    }

    /// What was written, bundle by bundle.
    pub fn mailed(self) -> Vec<Mailed> {
        self.mailed
    }

    /// Begins the mailbox the message goes to, if it is another one than before.
    fn enter(&mut self, entry: &Entry, dispatch: &Dispatch) {
        let groups = &dispatch.surveyed.groups;
        let group = groups.found[entry.folder as usize].group;
        if group == self.group {
            return;
        }
        self.group = group;
        let Some((at, group)) = group.and_then(|at| Some((at, groups.all.get(at)?))) else { return };
        let Some(rule) = &self.setup.destination.mailbox else { return };
        self.packer.begin(target(rule, self.format, at, &group.folder, &group.state));
    }

    /// Closes the bundles, and says in the lists what became of all the rest.
    pub fn seal(&mut self, dispatch: &mut Dispatch) -> Vec<BundleSummary> {
        for at in 0..dispatch.surveyed.letters.entries.len() {
            let entry = dispatch.surveyed.letters.entries[at];
            let outcome = match entry.fate {
                Fate::Pack => continue,
                Fate::Duplicate => Outcome::Duplicate,
                Fate::Hold => Outcome::Held,
                Fate::Filtered => Outcome::Filtered,
            };
            self.lists.message(&entry, entry.fate.word(), "", dispatch);
            let leaf = entry.leaf as usize;
            // Of a source that broke off all is counted as held already.
            if !dispatch.surveyed.leaves[leaf].failed {
                ledger::count(&mut dispatch.ledger[leaf], outcome);
            }
        }
        self.lists.finish(dispatch);
        let setup = Rc::clone(&self.setup);
        dispatch.trail.end_findings(&setup);
        self.packer.finish()
    }

    pub fn take(&mut self) -> Vec<crate::bundle::Output> {
        self.packer.take()
    }
}

/// Where a mailbox lies in the bundles.
fn target(rule: &MailboxRule, format: MailFormat, at: usize, folder: &str, state: &str) -> Target {
    Target {
        stem: names::stem(at + 1, folder, state),
        path: names::path(rule, format, folder, state),
        extension: rule.extension.clone(),
    }
}

/// The messages that go, mailbox by mailbox, by time. What can only be read as a whole stays together, where its
/// earliest message belongs.
fn in_order(surveyed: &Surveyed) -> Vec<u32> {
    let entries = &surveyed.letters.entries;
    let group = |entry: &Entry| surveyed.groups.found[entry.folder as usize].group.unwrap_or(usize::MAX);
    let mut order: Vec<u32> =
        (0..entries.len() as u32).filter(|&at| entries[at as usize].fate == Fate::Pack).collect();
    let blocks: HashMap<(usize, u32), i64> = {
        let mut blocks = HashMap::new();
        for entry in order.iter().map(|&at| &entries[at as usize]) {
            if !is_open(&surveyed.leaves[entry.leaf as usize]) {
                let first = blocks.entry((group(entry), entry.leaf)).or_insert(entry.date);
                *first = entry.date.min(*first);
            }
        }
        blocks
    };
    let rank = |at: &u32| {
        let entry = &entries[*at as usize];
        match blocks.get(&(group(entry), entry.leaf)) {
            Some(first) => (group(entry), *first, entry.leaf, i64::from(entry.record), 0),
            // The order of dropping must not show.
            None => (group(entry), entry.date, u32::MAX, 0, entry.content),
        }
    };
    order.sort_unstable_by(|a, b| (rank(a), a).cmp(&(rank(b), b)));
    order
}

/// Whether parts of it can be read: an mbox as it was dropped.
fn is_open(leaf: &Leaf) -> bool {
    leaf.entry.is_none() && leaf.kind == Some(Kind::Mbox)
}

/// The bytes that the messages from `at` lie together in, and the first message after them.
fn stretch(surveyed: &Surveyed, order: &[u32], at: usize) -> Option<(Want, usize)> {
    let entry = |at: usize| order.get(at).map(|&it| &surveyed.letters.entries[it as usize]);
    let first = entry(at)?;
    let leaf = &surveyed.leaves[first.leaf as usize];
    let group = |entry: &Entry| surveyed.groups.found[entry.folder as usize].group;
    let mut end = at + 1;
    if !is_open(leaf) {
        while entry(end).is_some_and(|next| next.leaf == first.leaf && group(next) == group(first)) {
            end += 1;
        }
        return Some((leaf.want(), end));
    }
    let mut stop = first.start + u64::from(first.bytes);
    while let Some(next) = entry(end).filter(|next| next.leaf == first.leaf && next.start == stop) {
        stop += u64::from(next.bytes);
        end += 1;
    }
    Some((Want { from: Origin::Source(leaf.file), start: first.start, end: stop }, end))
}

/// Takes the wanted messages out of all those of a leaf.
struct Picker<'a> {
    mailer: &'a mut Mailer,
    dispatch: &'a mut Dispatch,
    end: usize,
}

impl Handler for Picker<'_> {
    fn message(&mut self, raw: RawMessage<'_>) {
        if self.mailer.at >= self.end {
            return;
        }
        let entry = self.dispatch.surveyed.letters.entries[self.mailer.order[self.mailer.at] as usize];
        if raw.spot.record == Some(u64::from(entry.record)) {
            self.mailer.write(&entry, raw.bytes, self.dispatch);
            self.mailer.at += 1;
        }
    }
    fn header(&mut self, _: &TableHeader) {}
    fn row(&mut self, _: Row<'_>) {}
    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}
