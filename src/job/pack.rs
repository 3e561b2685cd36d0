//! The pack: passes over the sources in the order of the tabs, then a second look at every bundle.

mod steps;

use super::dispatch::named::PIECE;
use super::dispatch::{Dispatch, Mode};
use super::error::{Error, ErrorKind};
use super::leaf::Feed;
use super::mailbox::mailer::{self, Mailer};
use super::settle::Surveyed;
use super::verify::Verify;
use super::{Job, Origin, Progress, Want};
use crate::bundle::papers::LedgerLine;
use crate::bundle::words::Language;
use crate::bundle::{BundleSummary, Output};
use std::collections::VecDeque;
use steps::{Step, bytes, steps};

/// What the wanted bytes are for.
enum Stage {
    Idle,
    Reading(Box<Feed>),
    /// A file that a row names.
    File(usize, Box<Feed>),
    Mailing(mailer::Reading),
    /// Mail that was read together is written as the host takes it.
    Writing,
    Verifying(Box<Verify>),
}

/// The pack as a push job.
pub struct Pack {
    dispatch: Dispatch,
    mailer: Option<Mailer>,
    steps: VecDeque<Step>,
    stage: Stage,
    /// A table whose rows wait for their files, and what of it is still to be read.
    paused: Option<(Box<Feed>, Want)>,
    /// What is left of the table being read.
    rest: Option<Want>,
    want: Option<Want>,
    pushed: u64,
    done: u64,
    total: u64,
    bundles: Vec<BundleSummary>,
    verified: usize,
    outputs: Vec<Output>,
    error: Option<Error>,
}

/// What a finished pack leaves.
pub struct Packed {
    pub surveyed: Surveyed,
    pub bundles: Vec<BundleSummary>,
    pub papers: Vec<(String, u64)>,
    pub ledger: Vec<LedgerLine>,
    /// What this run did after an earlier one; null if there was none.
    pub previous: crate::json::Value,
    /// Findings of the survey, and those only packing could make.
    pub findings: Vec<crate::finding::Finding>,
    /// Of mail that goes as mail: what each bundle holds.
    pub mailed: Vec<mailer::Mailed>,
    /// Per tab: records written, and held.
    pub counts: Vec<(u64, u64)>,
}

impl Pack {
    /// Packs what was surveyed. `language` is that of the report and of `findings.csv`.
    pub fn new(surveyed: Surveyed, language: Language) -> Pack {
        let mut total = bytes(&surveyed, &steps(&surveyed, None));
        let mut dispatch = Dispatch::new(surveyed, language);
        let mailer = Mailer::new(&mut dispatch);
        total += mailer.as_ref().map_or(0, |mailer| mailer.bytes);
        let mut pack = Pack {
            dispatch,
            mailer,
            steps: VecDeque::from([Step::Choose]),
            stage: Stage::Idle,
            paused: None,
            rest: None,
            want: None,
            pushed: 0,
            done: 0,
            total,
            bundles: Vec::new(),
            verified: 0,
            outputs: Vec::new(),
            error: None,
        };
        pack.advance();
        pack
    }

    /// What was packed. Call when `wants` is `None`.
    ///
    /// # Errors
    /// `ledger-unbalanced` and `bundle-damaged`: nothing that was written may then be offered.
    pub fn finish(self) -> Result<Packed, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mailed = self.mailer.map_or_else(Vec::new, Mailer::mailed);
        Ok(Packed { mailed, ..self.dispatch.into_packed(self.bundles) })
    }

    fn advance(&mut self) {
        while self.want.is_none() && self.error.is_none() {
            match std::mem::replace(&mut self.stage, Stage::Idle) {
                Stage::Idle => {
                    let Some(step) = self.steps.pop_front() else { return };
                    self.start(step);
                }
                Stage::Reading(mut feed) => {
                    match self.rest.take() {
                        Some(rest) => self.paused = Some((feed, rest)),
                        // What is wrong with its bytes, the survey knows already.
                        None => drop(feed.finish(false, &mut self.dispatch)),
                    }
                    self.steps.push_front(Step::Files);
                }
                Stage::File(leaf, mut feed) => {
                    let trouble = feed.finish(false, &mut self.dispatch);
                    if !self.dispatch.end_file() || trouble.is_some() {
                        self.error = Some(self.changed(leaf));
                    }
                    self.steps.push_front(Step::Files);
                }
                Stage::Mailing(reading) => {
                    if let Some(mailer) = &mut self.mailer
                        && let Err(error) = mailer.finish(reading, &mut self.dispatch)
                    {
                        self.error = Some(error);
                    }
                }
                Stage::Writing => {
                    if self.write_on() {
                        self.stage = Stage::Writing;
                        return;
                    }
                }
                Stage::Verifying(verify) => self.verify_on(verify),
            }
            self.gather();
        }
    }

    /// Writes mail of a window until there is something to take; false when all of it is written.
    fn write_on(&mut self) -> bool {
        while self.outputs.is_empty() {
            match self.mailer.as_mut().map(|mailer| mailer.write_on(&mut self.dispatch)) {
                Some(Ok(true)) => self.gather(),
                Some(Err(error)) => {
                    self.error = Some(error);
                    return false;
                }
                _ => return false,
            }
        }
        true
    }

    fn start(&mut self, step: Step) {
        match step {
            Step::Choose => self.choose(),
            Step::BeginTab(tab) => self.dispatch.begin_tab(tab),
            Step::Persons(tab) => self.dispatch.persons(tab),
            Step::EndTab => self.dispatch.end_tab(),
            Step::Read { mode, leaf } => {
                self.dispatch.begin_leaf(mode, leaf);
                let surveyed = &self.dispatch.surveyed;
                let leaf = &surveyed.leaves[leaf];
                let feed = Feed::open(leaf, &surveyed.setup.plan);
                let want = leaf.want();
                let in_pieces = matches!(mode, Mode::Rows(tab) if surveyed.setup.tabs[tab].files.is_some());
                self.read_on(Box::new(feed), want, if in_pieces { PIECE } else { u64::MAX });
            }
            Step::Files => match (self.dispatch.next_file(), self.paused.take()) {
                (Some(leaf), paused) => {
                    self.paused = paused;
                    let feed = self.dispatch.open_file(leaf);
                    let want = self.dispatch.surveyed.leaves[leaf].want();
                    self.total += want.end - want.start;
                    self.ask(want);
                    self.stage = Stage::File(leaf, Box::new(feed));
                }
                (None, Some((feed, rest))) => self.read_on(feed, rest, PIECE),
                (None, None) => {}
            },
            Step::Mail => {
                let Some(mailer) = &mut self.mailer else { return };
                if let Some((want, reading)) = mailer.next(&self.dispatch.surveyed) {
                    self.steps.push_front(Step::Mail);
                    self.ask(want);
                    self.stage = Stage::Mailing(reading);
                } else if mailer.has_read() {
                    self.steps.push_front(Step::Mail);
                    self.stage = Stage::Writing;
                }
            }
            Step::Seal => self.seal(),
            Step::Verify(bundle) => {
                self.stage = Stage::Verifying(Box::new(Verify::new(
                    self.bundles[bundle].clone(),
                    self.dispatch.surveyed.setup.clone(),
                )));
            }
            Step::Papers => self.dispatch.papers(&self.bundles),
        }
    }

    /// Reads on in a leaf, at most so many bytes.
    fn read_on(&mut self, feed: Box<Feed>, want: Want, most: u64) {
        let end = want.end.min(want.start.saturating_add(most));
        self.rest = (end < want.end).then_some(Want { start: end, ..want });
        self.ask(Want { end, ..want });
        self.stage = Stage::Reading(feed);
    }

    fn changed(&self, leaf: usize) -> Error {
        let source = self.dispatch.surveyed.leaves[leaf].name.clone();
        ErrorKind::SourceChanged { source }.into()
    }

    /// The leaf that wanted bytes lie in: of a ZIP's the entry, which comes after the ZIP itself.
    fn leaf_of(&self, want: Want) -> usize {
        let holds = |all: Want| all.from == want.from && all.start <= want.start && want.end <= all.end;
        self.dispatch
            .surveyed
            .leaves
            .iter()
            .rposition(|leaf| holds(leaf.want()))
            .unwrap_or(self.dispatch.leaf)
    }

    /// Another pass to choose by, or all that is to be done once it is known which records go.
    fn choose(&mut self) {
        if let Some(pass) = self.dispatch.choose_on() {
            self.steps.extend(pass.into_iter().map(|(mode, leaf)| Step::Read { mode, leaf }));
            self.total += bytes(&self.dispatch.surveyed, &self.steps);
            self.steps.push_back(Step::Choose);
            return;
        }
        let read = self.dispatch.begin_selected();
        let surveyed = &self.dispatch.surveyed;
        self.steps = steps(surveyed, read.as_ref());
        let mail = self.mailer.as_ref().map_or(0, |mailer| mailer.bytes);
        self.total = self.done + bytes(surveyed, &self.steps) + mail;
    }

    /// Takes over what was written.
    fn gather(&mut self) {
        self.outputs.extend(self.mailer.iter_mut().flat_map(Mailer::take));
        self.outputs.extend(self.dispatch.take());
    }

    fn ask(&mut self, want: Want) {
        self.pushed = 0;
        self.want = (want.start < want.end).then_some(want);
    }

    /// All records are written: the bundles are closed, and each is looked at once more.
    fn seal(&mut self) {
        self.bundles = match &mut self.mailer {
            Some(mailer) => mailer.seal(&mut self.dispatch),
            None => self.dispatch.seal(),
        };
        if let Err(error) = self.dispatch.balance() {
            self.error = Some(error);
            return;
        }
        self.total += self.bundles.iter().map(|bundle| bundle.bytes).sum::<u64>();
        for bundle in (0..self.bundles.len()).rev() {
            self.steps.push_front(Step::Verify(bundle));
        }
    }

    fn verify_on(&mut self, mut verify: Box<Verify>) {
        match verify.wants() {
            Ok(Some((file, range))) => {
                self.ask(Want { from: Origin::Output(file), start: range.start, end: range.end });
                self.stage = Stage::Verifying(verify);
            }
            Ok(None) => self.verified += 1,
            Err(error) => self.error = Some(error),
        }
    }
}

impl Job for Pack {
    fn wants(&mut self) -> Option<Want> {
        // Whoever asks without having taken all gets it later: at the price of memory, not of mail.
        let mut waiting = Vec::new();
        while self.want.is_none() && matches!(self.stage, Stage::Writing) {
            waiting.append(&mut self.outputs);
            self.advance();
        }
        waiting.append(&mut self.outputs);
        self.outputs = waiting;
        self.want
    }

    fn ahead(&self, most: usize) -> Vec<Want> {
        match (&self.stage, &self.mailer) {
            (Stage::Mailing(reading), Some(mailer)) => mailer.ahead(reading, &self.dispatch.surveyed, most),
            _ => Vec::new(),
        }
    }

    fn push(&mut self, chunk: &[u8]) {
        let Some(want) = self.want else { return };
        match &mut self.stage {
            Stage::Reading(feed) | Stage::File(_, feed) => feed.push(chunk, &mut self.dispatch),
            Stage::Mailing(reading) => {
                if let Some(mailer) = &mut self.mailer {
                    mailer.push(reading, chunk, &mut self.dispatch);
                }
            }
            Stage::Verifying(verify) => verify.push(chunk),
            Stage::Idle | Stage::Writing => {}
        }
        self.gather();
        self.pushed += chunk.len() as u64;
        self.done += chunk.len() as u64;
        if self.pushed >= want.end - want.start {
            self.want = None;
            self.advance();
        }
    }

    fn failed(&mut self) {
        let Some(want) = self.want.take() else { return };
        match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Reading(_) => self.error = Some(self.changed(self.dispatch.leaf)),
            Stage::Mailing(_) => self.error = Some(self.changed(self.leaf_of(want))),
            Stage::File(leaf, _) => self.error = Some(self.changed(leaf)),
            Stage::Verifying(verify) => self.error = Some(verify.unreadable()),
            Stage::Idle | Stage::Writing => {}
        }
        self.done += (want.end - want.start).saturating_sub(self.pushed);
        self.advance();
    }

    fn take(&mut self) -> Vec<Output> {
        if self.outputs.is_empty() && matches!(self.stage, Stage::Writing) {
            self.advance();
        }
        if self.outputs.is_empty() {
            self.dispatch.receipt_on();
            self.gather();
        }
        std::mem::take(&mut self.outputs)
    }

    fn progress(&self) -> Progress {
        let phase = if self.bundles.is_empty() { "packing" } else { "verifying" };
        Progress { phase, done: self.done.min(self.total), total: self.total }
    }
}
