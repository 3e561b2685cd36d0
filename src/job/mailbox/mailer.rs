//! Packs mail as mail: in the order of the mailboxes, and in each by time, wherever the messages lie.

use super::book;
use super::groups::Group;
use super::index::{Entry, Fate};
use super::lists::Lists;
use super::sorted::{in_order, way};
use super::window::{Mail, Range, Reach, Window};
use crate::bundle::BundleSummary;
use crate::bundle::mailbox::{MailPacker, Message, Settings, Target, names};
use crate::destination::mailbox::{MailFormat, MailboxRule};
use crate::finding::Observation;
use crate::job::dispatch::Dispatch;
use crate::job::error::{Error, ErrorKind};
use crate::job::leaf::Feed;
use crate::job::ledger::{self, Fate as Outcome};
use crate::job::settle::Surveyed;
use crate::job::setup::{NO_TAB, Setup};
use crate::job::walk::SMALL;
use crate::job::{Origin, Want};
use crate::source::archive::EntryReader;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader, mbox, message};
use std::collections::HashSet;
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
    /// Those that are read together, and the packed sources whose mail is.
    window: Window,
    parted: HashSet<u32>,
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
    /// A leaf as a whole: a single message, or an mbox in a ZIP whose mail goes in the order it lies in. `end` is the
    /// first message after it, in the order.
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
        let (order, parted) = in_order(surveyed);
        let (reach, in_windows) = with_mail(surveyed, &parted, &order, &mut |mail| Reach::plan(mail));
        let bytes = in_windows + in_wholes(surveyed, &parted, &order);
        let lists = Lists::begin(rule, &mut dispatch.trail);
        Some(Mailer {
            format,
            packer: MailPacker::new(settings),
            order,
            at: 0,
            window: Window::default(),
            parted,
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
            return self.ask(surveyed);
        }
        let first = &surveyed.mail_index.entries[*self.order.get(self.at)? as usize];
        let (order, at, reach) = (&self.order, self.at, self.reach);
        if with_mail(surveyed, &self.parted, order, &mut |mail| self.window.open(mail, at, reach)) {
            return self.ask(surveyed);
        }
        let leaf = &surveyed.leaves[first.leaf as usize];
        let feed = Box::new(Feed::open(leaf, &surveyed.setup.plan));
        Some((leaf.want(), Reading::Whole { feed, end: whole(surveyed, order, at) }))
    }

    /// The next range of the window.
    fn ask(&mut self, surveyed: &Surveyed) -> Option<(Want, Reading)> {
        let range = self.window.ask()?;
        let leaf = &surveyed.leaves[range.leaf as usize];
        self.window.inflate = leaf.entry.as_ref().map(EntryReader::new);
        let want = if leaf.entry.is_some() { leaf.want() } else { part(surveyed, range) };
        Some((want, Reading::Range))
    }

    /// Ranges that come after the one at hand, as far as they are small.
    pub fn ahead(&self, reading: &Reading, surveyed: &Surveyed, most: usize) -> Vec<Want> {
        let Reading::Whole { end, .. } = reading else {
            return self.window.ahead(most).into_iter().map(|range| part(surveyed, range)).collect();
        };
        let (mut ahead, mut at) = (Vec::new(), *end);
        while ahead.len() < most
            && let Some(first) = self.order.get(at)
        {
            let first = &surveyed.mail_index.entries[*first as usize];
            let want = surveyed.leaves[first.leaf as usize].want();
            if way(surveyed, &self.parted, first).is_some() || want.end - want.start > SMALL {
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
        let entry = dispatch.surveyed.mail_index.entries[self.order[self.at] as usize];
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
        let message = Message {
            bytes,
            sender: &envelope.sender,
            date: entry.time().unwrap_or_default(),
            flags: book::flags(entry.flags),
            content: entry.content,
        };
        let outcome = match self.packer.message(&message) {
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
        let mut target = target(rule, self.format, at, &group.folder, &group.state);
        let holds_mail = |path: &str| {
            let is = |it: &Group| names::path(rule, self.format, &it.folder, &it.state) == path;
            groups.all.iter().any(|it| it.messages > 0 && is(it))
        };
        target.above = names::above(rule, &target.path);
        target.above.retain(|path| !holds_mail(path));
        self.packer.begin(target);
    }

    /// Closes the bundles, and says in the lists what became of all the rest.
    pub fn seal(&mut self, dispatch: &mut Dispatch) -> Vec<BundleSummary> {
        for at in 0..dispatch.surveyed.mail_index.entries.len() {
            let entry = dispatch.surveyed.mail_index.entries[at];
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
        above: Vec::new(),
    }
}

/// The bytes of the dropped file that a range is, of a leaf that is the file.
fn part(surveyed: &Surveyed, range: Range) -> Want {
    let from = Origin::Source(surveyed.leaves[range.leaf as usize].file);
    Want { from, start: range.start, end: range.end }
}

/// The mail of `order` as windows see it.
fn with_mail<T>(
    surveyed: &Surveyed,
    parted: &HashSet<u32>,
    order: &[u32],
    then: &mut dyn FnMut(&Mail<'_>) -> T,
) -> T {
    let way = |entry: &Entry| way(surveyed, parted, entry);
    then(&Mail { entries: &surveyed.mail_index.entries, order, way: &way })
}

/// The first message after those from `at` that come out of one reading of a whole leaf.
fn whole(surveyed: &Surveyed, order: &[u32], at: usize) -> usize {
    let of = |at: &u32| {
        let entry = &surveyed.mail_index.entries[*at as usize];
        (entry.leaf, surveyed.groups.found[entry.folder as usize].group)
    };
    let first = order.get(at).map(of);
    at + order[at..].iter().take_while(|at| Some(of(at)) == first).count()
}

/// Bytes of all leaves that are read as a whole.
fn in_wholes(surveyed: &Surveyed, parted: &HashSet<u32>, order: &[u32]) -> u64 {
    let (mut at, mut bytes) = (0, 0);
    while let Some(first) = order.get(at) {
        let first = &surveyed.mail_index.entries[*first as usize];
        if way(surveyed, parted, first).is_some() {
            at += 1;
        } else {
            let want = surveyed.leaves[first.leaf as usize].want();
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
        let entry = self.dispatch.surveyed.mail_index.entries[self.mailer.order[self.mailer.at] as usize];
        if raw.spot.record == Some(u64::from(entry.record)) {
            self.mailer.write(&entry, raw.bytes, self.dispatch);
            self.mailer.at += 1;
        }
    }
    fn header(&mut self, _: &TableHeader) {}
    fn row(&mut self, _: Row<'_>) {}
    fn observe(&mut self, _: Spot, _: Observation<'_>) {}
}
