//! Packs mail as mail: in the order of the mailboxes, and in each by time, wherever the messages lie.

use super::book;
use super::index::{Entry, Fate};
use super::lists::Lists;
use super::window::{Mail, Reach, Window};
use crate::bundle::BundleSummary;
use crate::bundle::mailbox::{Letter, MailPacker, Settings, Target, names};
use crate::destination::mailbox::{MailFormat, MailboxRule};
use crate::finding::Observation;
use crate::job::Want;
use crate::job::dispatch::Dispatch;
use crate::job::error::{Error, ErrorKind};
use crate::job::leaf::{Feed, Leaf};
use crate::job::ledger::{self, Fate as Outcome};
use crate::job::settle::Surveyed;
use crate::job::setup::{NO_TAB, Setup};
use crate::job::walk::SMALL;
use crate::order;
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
    /// The next one to be written.
    at: usize,
    /// Those of open sources that are read together.
    window: Window,
    reach: Reach,
    /// Bytes that will be read in all.
    pub bytes: u64,
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

/// What wanted bytes are for.
pub enum Reading {
    /// A range of the window.
    Range,
    /// A leaf as a whole: a single message, or an mbox in a ZIP, of which no part can be had. `end` is the first message
    /// after it, in the order.
    Whole { feed: Box<Feed>, end: usize },
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
        let (reach, in_windows) = with_mail(surveyed, &order, &mut |mail| Reach::plan(mail));
        let bytes = in_windows + in_wholes(surveyed, &order);
        let lists = Lists::begin(rule, &mut dispatch.trail);
        Some(Mailer {
            format,
            packer: MailPacker::new(settings),
            order,
            at: 0,
            window: Window::default(),
            reach,
            bytes,
            group: None,
            mailed: Vec::new(),
            lists,
            buffer: Vec::new(),
            error: None,
            setup: Rc::clone(&setup),
        })
    }

    /// What is to be read next. `None`: nothing before [`Mailer::write_on`] has written what came, and at the end.
    pub fn next(&mut self, surveyed: &Surveyed) -> Option<(Want, Reading)> {
        if self.has_read() {
            return Some((self.window.ask()?, Reading::Range));
        }
        let first = &surveyed.letters.entries[*self.order.get(self.at)? as usize];
        let (order, at, reach) = (&self.order, self.at, self.reach);
        if with_mail(surveyed, order, &mut |mail| self.window.open(mail, at, reach)) {
            return Some((self.window.ask()?, Reading::Range));
        }
        let leaf = &surveyed.leaves[first.leaf as usize];
        let feed = Box::new(Feed::open(leaf, &surveyed.setup.plan));
        Some((leaf.want(), Reading::Whole { feed, end: whole(surveyed, order, at) }))
    }

    /// Ranges that come after the one at hand, as far as they are small.
    pub fn ahead(&self, reading: &Reading, surveyed: &Surveyed, most: usize) -> Vec<Want> {
        let Reading::Whole { end, .. } = reading else { return self.window.ahead(most) };
        let (mut ahead, mut at) = (Vec::new(), *end);
        while ahead.len() < most
            && let Some(first) = self.order.get(at)
        {
            let leaf = &surveyed.leaves[surveyed.letters.entries[*first as usize].leaf as usize];
            let want = leaf.want();
            if is_open(leaf) || want.end - want.start > SMALL {
                break;
            }
            ahead.push(want);
            at = whole(surveyed, &self.order, at);
        }
        ahead
    }

    pub fn push(&mut self, reading: &mut Reading, chunk: &[u8], dispatch: &mut Dispatch) {
        match reading {
            Reading::Range => self.window.push(chunk),
            Reading::Whole { feed, end } => {
                let end = *end;
                feed.push(chunk, &mut Picker { mailer: self, dispatch, end });
            }
        }
    }

    /// All wanted bytes came.
    ///
    /// # Errors
    /// `source-changed` if they are not what the survey saw.
    pub fn finish(&mut self, reading: Reading, dispatch: &mut Dispatch) -> Result<(), Error> {
        if let Reading::Whole { mut feed, end } = reading {
            feed.finish(false, &mut Picker { mailer: self, dispatch, end });
            if self.at != end {
                self.changed(dispatch);
            }
        }
        self.error.take().map_or(Ok(()), Err)
    }

    /// Whether there is something to write before more is read.
    pub fn has_read(&self) -> bool {
        self.at < self.window.end
    }

    /// Writes the next message of a window that was read; false if there is none. One at a time, so that the host can
    /// take what was written before there is more.
    ///
    /// # Errors
    /// As for [`Mailer::finish`].
    pub fn write_on(&mut self, dispatch: &mut Dispatch) -> Result<bool, Error> {
        if !self.has_read() {
            return Ok(false);
        }
        let entry = dispatch.surveyed.letters.entries[self.order[self.at] as usize];
        let (mut buffer, mut window) = (std::mem::take(&mut self.buffer), std::mem::take(&mut self.window));
        self.write(&entry, mbox::taken_out(window.take(&entry), &mut buffer), dispatch);
        (self.buffer, self.window) = (buffer, window);
        self.at += 1;
        if self.at == self.order.len() {
            self.window = Window::default();
        }
        self.error.take().map_or(Ok(true), Err)
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
    // Counted first: a list that moves as it grows leaves a hole of its size.
    let goes = entries.iter().filter(|entry| entry.fate == Fate::Pack).count();
    let mut order: Vec<u32> = Vec::with_capacity(goes);
    order.extend((0..entries.len() as u32).filter(|&at| entries[at as usize].fate == Fate::Pack));
    let blocks: HashMap<(usize, u32), i64> = {
        let mut blocks = HashMap::new();
        for entry in order.iter().map(|&at| &entries[at as usize]) {
            if !is_open(&surveyed.leaves[entry.leaf as usize]) {
                let first = blocks.entry((group(entry), entry.leaf)).or_insert(entry.date());
                *first = entry.date().min(*first);
            }
        }
        blocks
    };
    let rank = |at: &u32| {
        let entry = &entries[*at as usize];
        match blocks.get(&(group(entry), entry.leaf)) {
            Some(first) => (group(entry), *first, entry.leaf, i64::from(entry.record), 0),
            // The order of dropping must not show.
            None => (group(entry), entry.date(), u32::MAX, 0, entry.content),
        }
    };
    order::numbers(&mut order, &mut |a, b| rank(&a).cmp(&rank(&b)));
    order
}

/// Whether parts of it can be read: an mbox as it was dropped.
fn is_open(leaf: &Leaf) -> bool {
    leaf.entry.is_none() && leaf.kind == Some(Kind::Mbox)
}

/// The mail of `order` as windows see it.
fn with_mail<T>(surveyed: &Surveyed, order: &[u32], then: &mut dyn FnMut(&Mail<'_>) -> T) -> T {
    let file = |entry: &Entry| {
        let leaf = &surveyed.leaves[entry.leaf as usize];
        is_open(leaf).then_some(leaf.file)
    };
    then(&Mail { entries: &surveyed.letters.entries, order, file: &file })
}

/// The first message after those from `at` that come out of one reading of a whole leaf.
fn whole(surveyed: &Surveyed, order: &[u32], at: usize) -> usize {
    let of = |at: &u32| {
        let entry = &surveyed.letters.entries[*at as usize];
        (entry.leaf, surveyed.groups.found[entry.folder as usize].group)
    };
    let first = order.get(at).map(of);
    at + order[at..].iter().take_while(|at| Some(of(at)) == first).count()
}

/// Bytes of all leaves that are read as a whole.
fn in_wholes(surveyed: &Surveyed, order: &[u32]) -> u64 {
    let (mut at, mut bytes) = (0, 0);
    while let Some(first) = order.get(at) {
        let leaf = &surveyed.leaves[surveyed.letters.entries[*first as usize].leaf as usize];
        let want = leaf.want();
        if is_open(leaf) {
            at += 1;
        } else {
            bytes += want.end - want.start;
            at = whole(surveyed, order, at);
        }
    }
    bytes
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
