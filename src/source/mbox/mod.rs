//! Cuts an mbox into messages (RFC 4155; mboxo, mboxrd), and takes an EML as one.
//!
//! In: bytes, in any slices. Out: one [`RawMessage`] per From_ line that header lines follow (the exact
//! rule stands in [`from_line`]). Line ends may be LF, CRLF, CR, or mixed. The spots of the messages tile
//! the file from the first From_ line to the end, so nothing can fall between two messages.
//!
//! Inside the header block of a message a `From ` line opens the next message only if it also carries a
//! time of day and a year: such lines come from mails without a body; others are damaged header fields.
//! A From_ line that no header line follows (also one followed by a blank line, as of an empty message)
//! is text, with a note. One level of mboxrd quoting (`>From `, `>>From `) is taken off in body lines.
//!
//! Each From_ line is told with its verdict and the reason ([`Border`]), and the plan may overrule it ([`Say`]).
//! Content-Length (mboxcl2) is never believed alone, as real files disagree with it: a From_ line that opens a
//! message by the rule is text only if the declared length reaches beyond it and ends exactly at another border.
//!
//! It does not decode mail or drop duplicates.

mod borders;
mod eml;
mod emlx;
mod from_line;
mod quoting;
#[cfg(test)]
mod tests;

pub use borders::{Border, Say, Why};
pub use eml::EmlFramer;
pub(crate) use eml::{MAX_STRAY, utf16};
pub(crate) use emlx::start as emlx_start;
pub(crate) use from_line::{Header, Line, Verdict, header_line, judge};

use super::message::Flags;
use super::{Handler, RawMessage, Spot, codes};
use crate::finding::Observation;
use borders::{AFTER, BEFORE, content_length, declared_end, ends_at};
use from_line::{has_time, is_envelope};
use memchr::memmem;
use quoting::{first_line, header_block, unquote, without_blank_line};

/// The largest message handed over whole, in bytes. A browser's wasm memory ends at 4 GiB for everything;
/// a file that is no mbox but starts like one must not fill it. Servers refuse mail far smaller than this.
pub const MAX_MESSAGE: usize = 256 * 1024 * 1024;
/// How much of a message over the limit is kept to hand over its header fields.
const MAX_HEADERS: usize = 1024 * 1024;
/// How much is copied at a time while a message that began in an earlier chunk goes on.
const STEP: usize = 64 * 1024;
/// How much of stray text is quoted in its observation.
const MAX_QUOTE: usize = 200;

/// The framing state. One for each mbox.
pub struct Framer {
    /// Largest message handed over whole, in bytes; [`MAX_MESSAGE`] by default.
    pub max_message: usize,
    /// What the plan says of From_ lines.
    pub say: Say,
    /// Bytes not yet handed over.
    pending: Vec<u8>,
    /// Offset in the source of the first byte not yet handed over.
    at: u64,
    /// How many bytes after `at` were already searched for From_ lines.
    searched: usize,
    /// Whether the byte before `at` ends a line (or there is none).
    line_start: bool,
    state: State,
    /// Messages handed over.
    count: u64,
    /// Working space for messages whose quoting is taken off.
    unquoted: Vec<u8>,
    finder: memmem::Finder<'static>,
}

enum State {
    /// No message yet: the beginning of the stray text (blanks left out), and whether a BOM was seen.
    Before { quote: Vec<u8>, mark: bool },
    /// `at` is the start of the message's From_ line.
    Within(Current),
    /// As `Within`, but too large: its first bytes are kept, and `at` has gone on from `start`.
    TooLarge { start: u64, head: Vec<u8>, current: Current },
}

/// The message at hand. Indices count from its From_ line.
#[derive(Clone, Copy, Default)]
struct Current {
    /// Where the message begins after its From_ line.
    bytes: usize,
    /// Up to where its header block was looked through.
    header_seen: usize,
    /// A header field was seen there.
    fields: bool,
    /// Where the body begins, if the blank line before it was seen there.
    body: Option<usize>,
    /// What Content-Length declares.
    declared: Option<usize>,
    /// Whether the declared length was found to end at another border.
    declared_right: Option<bool>,
    /// A `>From ` was seen: quoting may have to be taken off.
    quoted: bool,
}

impl Current {
    /// Looks through the header block, up to `end` at most.
    fn look_at_headers(&mut self, window: &[u8], end: usize) {
        while self.body.is_none() && self.header_seen < end {
            let line = Line::at(window, self.header_seen, true);
            let (text_end, next) = line.map_or((end, end), |line| (line.end, line.next));
            match header_line(&window[self.header_seen..end], true) {
                Header::Blank => self.body = Some(next),
                Header::Envelope => {}
                _ => {
                    self.fields = true;
                    let declared = || content_length(window.get(self.header_seen..text_end)?);
                    self.declared = self.declared.or_else(declared);
                }
            }
            self.header_seen = next;
        }
    }
}

impl Default for Framer {
    fn default() -> Framer {
        Framer {
            max_message: MAX_MESSAGE,
            say: Say::default(),
            pending: Vec::new(),
            at: 0,
            searched: 0,
            line_start: true,
            state: State::Before { quote: Vec::new(), mark: false },
            count: 0,
            unquoted: Vec::new(),
            finder: memmem::Finder::new(FROM),
        }
    }
}

impl Framer {
    /// Takes the next bytes, and hands over the messages they complete.
    ///
    /// A message over `max_message` is observed (`message-too-large`) and then handed over with its header
    /// block only: whoever takes it must hold it back.
    pub fn push(&mut self, chunk: &[u8], to: &mut dyn Handler) {
        let mut rest = chunk;
        let mut pending = std::mem::take(&mut self.pending);
        // A message that began earlier is completed in steps, so that what follows it need not be copied.
        while !pending.is_empty() && !rest.is_empty() {
            let (step, later) = rest.split_at(rest.len().min(STEP));
            pending.extend_from_slice(step);
            let used = self.run(&pending, false, to);
            let left = pending.len() - used;
            if left <= step.len() {
                rest = &rest[step.len() - left..];
                pending.clear();
                break;
            }
            pending.drain(..used);
            rest = later;
        }
        if pending.is_empty() {
            let used = self.run(rest, false, to);
            pending.extend_from_slice(&rest[used..]);
        }
        self.pending = pending;
    }

    /// No more bytes come: hands over the last message, or says that there was none.
    pub fn finish(&mut self, to: &mut dyn Handler) {
        let pending = std::mem::take(&mut self.pending);
        let used = self.run(&pending, true, to);
        let before = matches!(self.state, State::Before { .. });
        self.close(&pending[used..], to);
        if before && self.at > 0 {
            let spot = Spot { end: self.at, ..Spot::default() };
            to.observe(spot, Observation::new(codes::MBOX_NO_MESSAGE).number(self.at));
        }
    }

    /// Hands over what is complete in the window, and returns how many of its bytes are done with.
    fn run(&mut self, window: &[u8], whole: bool, to: &mut dyn Handler) -> usize {
        let mut used = 0;
        if self.at == 0 && self.searched == 0 && matches!(self.state, State::Before { .. }) {
            if window.len() < MARK.len() && MARK.starts_with(window) && !whole {
                return 0;
            }
            if window.starts_with(MARK) {
                used = self.pass_mark();
            }
        }
        while let Some((border, bytes, why)) = self.next_border(&window[used..], whole, to) {
            let done = &window[used..used + border];
            let blank_before = self.blank_before(done);
            let line = Line::at(window, used + border, true).map_or(0, |line| line.end);
            let line = &window[used + border..line];
            let why = match why {
                Why::Headers if !is_envelope(line) => Why::NoEnvelope,
                Why::Headers if !blank_before && !has_time(line) => Why::NoBlankLine,
                why => why,
            };
            let border_at = Border { opens: true, why, ..self.around(&window[used..], border) };
            self.close(done, to);
            to.border(border_at);
            if !blank_before {
                let end = self.at + (bytes - border) as u64;
                let spot = Spot { record: Some(self.count), line: 0, start: self.at, end };
                to.observe(spot, Observation::new(codes::MBOX_NO_BLANK_LINE));
            }
            let current =
                Current { bytes: bytes - border, header_seen: bytes - border, ..Current::default() };
            self.state = State::Within(current);
            self.searched = current.bytes;
            used += border;
        }
        used + self.discard(&window[used..])
    }

    /// Whether a blank line ends the message `done`; not asked of stray text and of too large messages.
    fn blank_before(&self, done: &[u8]) -> bool {
        let asked = matches!(self.state, State::Within(_)) && done.len() <= self.max_message;
        !asked || without_blank_line(done).is_some()
    }

    fn pass_mark(&mut self) -> usize {
        self.state = State::Before { quote: Vec::new(), mark: true };
        self.at = MARK.len() as u64;
        MARK.len()
    }

    /// The From_ line at `start` with its surroundings, as text for no reason yet.
    fn around<'w>(&self, window: &'w [u8], start: usize) -> Border<'w> {
        // What was let go, or may have been, is not shown: it depends on how the bytes were cut.
        let kept = matches!(self.state, State::Within(_)) && start <= self.max_message;
        let from = if kept { start.saturating_sub(BEFORE) } else { start };
        Border {
            start: self.at + start as u64,
            opens: false,
            why: Why::NoHeaders,
            before: &window[from..start],
            after: &window[start..window.len().min(start + AFTER)],
        }
    }

    /// The next From_ line that opens a message: its index, that of the first byte after it, and the reason.
    fn next_border(
        &mut self,
        window: &[u8],
        whole: bool,
        to: &mut dyn Handler,
    ) -> Option<(usize, usize, Why)> {
        while let Some(found) = self.find_from(window) {
            let start = self.searched + found;
            let line_start = match start.checked_sub(1).and_then(|before| window.get(before)) {
                None => self.line_start,
                Some(before) => matches!(before, b'\n' | b'\r'),
            };
            if line_start {
                match self.judge_at(window, start, whole) {
                    Verdict::Wait => {
                        self.searched = start;
                        return None;
                    }
                    Verdict::Opens(length, why) => return Some((start, start + length, why)),
                    Verdict::Text(why) => self.observe_text(window, start, why, to),
                }
            } else if let State::Within(current) = &mut self.state {
                current.quoted |= window.get(start.wrapping_sub(1)) == Some(&b'>');
            }
            self.searched = start + FROM.len();
        }
        let open_end = if whole { 0 } else { FROM.len() - 1 };
        self.searched = self.searched.max(window.len().saturating_sub(open_end));
        None
    }

    fn find_from(&self, window: &[u8]) -> Option<usize> {
        self.finder.find(window.get(self.searched..)?)
    }

    /// Judges the `From ` line at `start`, knowing whether it stands in a header block.
    fn judge_at(&mut self, window: &[u8], start: usize, whole: bool) -> Verdict {
        if !whole && window.len() - start < AFTER {
            return Verdict::Wait;
        }
        if let Some(verdict) = self.say.judge(self.at + start as u64, window, start, whole) {
            return verdict;
        }
        let verdict = judge(&window[start..], whole);
        let (State::Within(current), Verdict::Opens(next, _)) = (&mut self.state, verdict) else {
            return verdict;
        };
        current.look_at_headers(window, start);
        // Past the limit no header block is believed, so that the result is the same once bytes are let go.
        if start > self.max_message {
            return verdict;
        }
        let Some(body) = current.body else {
            let line = Line::at(window, start, true).map_or(start, |line| line.end);
            let opens = current.fields && has_time(&window[start..line]);
            return if opens { Verdict::Opens(next, Why::InHeaders) } else { Verdict::Text(Why::InHeaders) };
        };
        let Some(end) = declared_end(body, current.declared).filter(|&end| end > start) else {
            return verdict;
        };
        if current.declared_right.is_none() {
            current.declared_right = ends_at(window, end, whole);
        }
        match current.declared_right {
            None => Verdict::Wait,
            Some(true) => Verdict::Text(Why::ContentLength),
            Some(false) => Verdict::Opens(next, Why::ContentLength),
        }
    }

    /// Says that the `From ` line at `start` was taken as text.
    fn observe_text(&self, window: &[u8], start: usize, why: Why, to: &mut dyn Handler) {
        to.border(Border { why, ..self.around(window, start) });
        if matches!(self.state, State::Before { .. }) || why == Why::Plan {
            return;
        }
        // The line may still go on in the next chunk; what is quoted must not depend on that.
        let limit = window.len().min(start + MAX_QUOTE);
        let end = Line::at(&window[..limit], start, true).map_or(limit, |line| line.end);
        let found = String::from_utf8_lossy(&window[start..end]);
        let spot = Spot {
            record: Some(self.count),
            line: 0,
            start: self.at + start as u64,
            end: self.at + end as u64,
        };
        to.observe(spot, Observation::new(codes::MBOX_FROM_LINE_IN_BODY).found(&found));
    }

    /// Lets go of searched bytes that need not be kept; returns how many.
    fn discard(&mut self, window: &[u8]) -> usize {
        if let State::Within(current) = self.state {
            if self.searched <= self.max_message {
                return 0;
            }
            let head = window[..self.max_message.min(MAX_HEADERS)].to_vec();
            self.state = State::TooLarge { start: self.at, head, current };
        }
        let done = self.searched.min(window.len());
        self.pass(&window[..done]);
        done
    }

    /// Moves on over bytes that are not handed over as a message.
    fn pass(&mut self, done: &[u8]) {
        if let State::Before { quote, .. } = &mut self.state {
            let text = if quote.is_empty() { done.trim_ascii_start() } else { done };
            quote.extend_from_slice(&text[..text.len().min(MAX_QUOTE.saturating_sub(quote.len()))]);
        }
        if let Some(last) = done.last() {
            self.line_start = matches!(last, b'\n' | b'\r');
        }
        self.at += done.len() as u64;
        self.searched = self.searched.saturating_sub(done.len());
    }

    /// Hands over what ends where `done` ends.
    fn close(&mut self, done: &[u8], to: &mut dyn Handler) {
        match std::mem::replace(&mut self.state, State::Within(Current::default())) {
            State::Before { mark, .. } if self.at == 0 && done.is_empty() && !mark => {}
            state @ State::Before { .. } => {
                self.state = state;
                self.pass(done);
                self.observe_stray(to);
                return;
            }
            State::Within(_) if done.is_empty() => {}
            State::Within(current) if done.len() > self.max_message => {
                let head = &done[..self.max_message.min(MAX_HEADERS)];
                self.hand_over_head(self.at, self.at + done.len() as u64, head, current, to);
            }
            State::Within(current) => self.hand_over(done, current, to),
            State::TooLarge { start, head, current } => {
                self.hand_over_head(start, self.at + done.len() as u64, &head, current, to);
            }
        }
        self.pass(done);
    }

    fn observe_stray(&self, to: &mut dyn Handler) {
        let State::Before { quote, mark } = &self.state else { return };
        let spot = Spot { end: self.at, ..Spot::default() };
        if *mark {
            to.observe(spot, Observation::new(codes::BYTE_ORDER_MARK));
        }
        if !quote.is_empty() {
            let found = String::from_utf8_lossy(quote);
            let observation = Observation::new(codes::MBOX_TEXT_BEFORE_FIRST).found(found.trim_end());
            to.observe(spot, observation.number(self.at));
        }
    }

    fn hand_over(&mut self, message: &[u8], current: Current, to: &mut dyn Handler) {
        let end = self.at + message.len() as u64;
        let spot = Spot { record: Some(self.count), line: 0, start: self.at, end };
        let bytes = message.get(current.bytes..).unwrap_or_default();
        let bytes = without_blank_line(bytes).unwrap_or(bytes);
        let bytes = if current.quoted && unquote(bytes, &mut self.unquoted) { &self.unquoted } else { bytes };
        to.message(RawMessage { spot, from_line: first_line(message), bytes, flags: Flags::default() });
        self.count += 1;
    }

    fn hand_over_head(&mut self, start: u64, end: u64, head: &[u8], current: Current, to: &mut dyn Handler) {
        let spot = Spot { record: Some(self.count), line: 0, start, end };
        to.observe(spot, Observation::new(codes::MESSAGE_TOO_LARGE).number(end - start));
        let bytes = header_block(head.get(current.bytes..).unwrap_or_default());
        to.message(RawMessage { spot, from_line: first_line(head), bytes, flags: Flags::default() });
        self.count += 1;
    }
}

/// The message in the bytes that a framed one covers: without its From_ line, the blank line at its end, and one level
/// of quoting. `buffer` is used where that takes a copy.
pub fn taken_out<'a>(framed: &'a [u8], buffer: &'a mut Vec<u8>) -> &'a [u8] {
    let start = Line::at(framed, 0, true).map_or(0, |line| line.next);
    let bytes = framed.get(start..).unwrap_or_default();
    let bytes = without_blank_line(bytes).unwrap_or(bytes);
    let quoted = memmem::find(bytes, b">From ").is_some();
    if quoted && unquote(bytes, buffer) { buffer } else { bytes }
}

const FROM: &[u8] = b"From ";
const MARK: &[u8] = b"\xef\xbb\xbf";
