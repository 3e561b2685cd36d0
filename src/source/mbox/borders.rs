//! What is known of a From_ line: whether it opens a message, why, and what stands around it.
//!
//! Every line of an mbox that starts `From ` is told once, so that their number is that of the messages and of the
//! lines taken as text together. The plan may overrule each by its offset ([`Say`]).

use super::Line;
use super::from_line::{Verdict, judge};

/// How many bytes before a From_ line are shown with it.
pub(super) const BEFORE: usize = 100;
/// How many bytes from its beginning on: the line, and some of what follows.
pub(super) const AFTER: usize = 200;
/// Up to which length Content-Length is looked after: its end has to be waited for, in memory.
const MAX_DECLARED: usize = 1024 * 1024;

/// Why a From_ line was taken as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Two header lines follow, and nothing speaks against it.
    Headers,
    /// Header lines follow, but no blank line stands before, and the line tells no time.
    NoBlankLine,
    /// Header lines follow, but the line has neither address nor time.
    NoEnvelope,
    /// Only one header line follows.
    OneHeader,
    /// It stands in a header block: with a time, it opens the next message; without, it is a damaged field.
    InHeaders,
    /// No header line follows.
    NoHeaders,
    /// The Content-Length of the message before reaches beyond it. Text, if it ends exactly at another border.
    ContentLength,
    /// The plan says so.
    Plan,
}

impl Why {
    /// The stable word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Headers => "headers",
            Why::NoBlankLine => "no-blank-line",
            Why::NoEnvelope => "no-envelope",
            Why::OneHeader => "one-header",
            Why::InHeaders => "in-headers",
            Why::NoHeaders => "no-headers",
            Why::ContentLength => "content-length",
            Why::Plan => "plan",
        }
    }
}

/// A From_ line.
#[derive(Clone, Copy, Debug)]
pub struct Border<'a> {
    /// Offset in the source.
    pub start: u64,
    /// It opens a message; else it is text.
    pub opens: bool,
    pub why: Why,
    /// Bytes of the same message before it, and those from its beginning on.
    pub before: &'a [u8],
    pub after: &'a [u8],
}

impl Border<'_> {
    /// The stable word used in JSON.
    pub fn verdict(&self) -> &'static str {
        if self.opens { "border" } else { "text" }
    }
    /// Whether a person should have a look.
    pub fn is_doubtful(&self) -> bool {
        !self.opens || self.why != Why::Headers
    }
}

/// What the plan says of the From_ lines of one source, by their offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Say {
    /// These are text.
    pub join: Vec<u64>,
    /// These open a message.
    pub split: Vec<u64>,
}

impl Say {
    /// The same for a reading that begins at `start` of the source.
    pub fn from(&self, start: u64) -> Say {
        let moved = |all: &[u64]| all.iter().filter_map(|at| at.checked_sub(start)).collect();
        Say { join: moved(&self.join), split: moved(&self.split) }
    }

    /// The verdict on the line at `start` of the window, which is at `offset` of the source.
    pub(super) fn judge(&self, offset: u64, window: &[u8], start: usize, whole: bool) -> Option<Verdict> {
        if self.join.contains(&offset) {
            return Some(Verdict::Text(Why::Plan));
        }
        if !self.split.contains(&offset) {
            return None;
        }
        let line = Line::at(window, start, whole || window.len() - start > super::from_line::LOOKAHEAD);
        Some(line.map_or(Verdict::Wait, |line| Verdict::Opens(line.next - start, Why::Plan)))
    }
}

/// The value of a Content-Length field, if the line is one.
pub(super) fn content_length(line: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let (name, value) = line.split_at_checked(NAME.len())?;
    let value = std::str::from_utf8(value.trim_ascii()).ok()?;
    name.eq_ignore_ascii_case(NAME).then(|| value.parse().ok()).flatten()
}

/// Whether a message that is declared to end at `end` does so: at its last line end stands another border, or the end
/// of the file. `None`: more bytes are needed.
pub(super) fn ends_at(window: &[u8], end: usize, whole: bool) -> Option<bool> {
    if end > window.len() {
        return whole.then_some(false);
    }
    if !whole && window.len() - end < AFTER {
        return None;
    }
    let mut rest = &window[end..];
    let mut line_ends = usize::from(matches!(window[..end].last(), Some(b'\n' | b'\r')));
    while let Some(after) = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).filter(|_| line_ends < 3)
    {
        rest = after;
        line_ends += 1;
    }
    if line_ends == 0 || (!rest.is_empty() && !rest.starts_with(b"From ")) {
        return Some(false);
    }
    if rest.is_empty() {
        return Some(whole);
    }
    match judge(rest, whole) {
        Verdict::Wait => None,
        verdict => Some(matches!(verdict, Verdict::Opens(..))),
    }
}

/// Where a message with this header block is declared to end, if that is worth looking after.
pub(super) fn declared_end(body: usize, length: Option<usize>) -> Option<usize> {
    body.checked_add(length.filter(|length| *length <= MAX_DECLARED)?)
}

#[cfg(test)]
mod tests {
    use super::super::Framer;
    use super::*;
    use crate::finding::Observation;
    use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
    use proptest::prelude::*;

    /// From_ lines as offset, verdict, reason, bytes before and after; and the messages.
    #[derive(Default, PartialEq, Debug)]
    struct Log {
        borders: Vec<(u64, &'static str, &'static str, String, String)>,
        messages: Vec<String>,
    }

    impl Handler for Log {
        fn message(&mut self, raw: RawMessage<'_>) {
            self.messages.push(String::from_utf8_lossy(raw.bytes).into_owned());
        }
        fn border(&mut self, border: Border<'_>) {
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            let (before, after) = (text(border.before), text(border.after));
            self.borders.push((border.start, border.verdict(), border.why.as_str(), before, after));
        }
        fn header(&mut self, _: &TableHeader) {}
        fn row(&mut self, _: Row<'_>) {}
        fn observe(&mut self, _: Spot, _: Observation<'_>) {}
    }

    fn frame<'b>(chunks: impl Iterator<Item = &'b [u8]>, say: &Say) -> Log {
        let mut framer = Framer { say: say.clone(), ..Framer::default() };
        let mut log = Log::default();
        chunks.for_each(|chunk| framer.push(chunk, &mut log));
        framer.finish(&mut log);
        log
    }

    /// However the bytes are cut, the lines are told alike; those that open messages are as many as these.
    fn read(input: &str, say: &Say) -> Log {
        let whole = frame(std::iter::once(input.as_bytes()), say);
        for length in [1, 2, 7, 64] {
            assert_eq!(frame(input.as_bytes().chunks(length), say), whole, "every {length} bytes");
        }
        let opened = whole.borders.iter().filter(|border| border.1 == "border").count();
        assert_eq!(opened, whole.messages.len());
        whole
    }

    fn verdicts(log: &Log) -> Vec<(&str, &str)> {
        log.borders.iter().map(|(_, verdict, why, ..)| (*verdict, *why)).collect()
    }

    const MAIL: &str = "Subject: a\nTo: x@example.jp\n\none\n";
    const FROM: &str = "From a@example.jp Sat Jan  3 01:05:34 1996\n";

    #[test]
    fn each_from_line_is_told_with_verdict_and_reason() {
        let input = format!(
            "{FROM}{MAIL}From here on\ntext\n\nFrom them:\nNote: x\n\nFrom Taro\n{MAIL}From \n{MAIL}\n\
             {FROM}X: 1\n{FROM}{MAIL}\nFrom b@example.jp\nSubject: x\n\n"
        );
        let log = read(&input, &Say::default());
        let expected = [
            ("border", "headers"),
            ("text", "no-headers"),
            ("text", "one-header"),
            ("border", "no-envelope"),
            ("border", "no-blank-line"),
            ("border", "headers"),
            ("border", "in-headers"),
            ("border", "one-header"),
        ];
        assert_eq!(verdicts(&log), expected);
        let text = &log.borders[1];
        assert_eq!(text.0 as usize, FROM.len() + MAIL.len());
        assert!(text.3.ends_with("\none\n") && text.4.starts_with("From here on\ntext\n"), "{text:?}");
    }

    #[test]
    fn the_plan_joins_and_splits() {
        let input = format!("{FROM}{MAIL}\n{FROM}{MAIL}\nFrom now on\ntext\n");
        let plain = read(&input, &Say::default());
        assert_eq!(verdicts(&plain)[1..], [("border", "headers"), ("text", "no-headers")]);
        let say = Say { join: vec![plain.borders[1].0], split: vec![plain.borders[2].0] };
        let log = read(&input, &say);
        assert_eq!(verdicts(&log)[1..], [("text", "plan"), ("border", "plan")]);
        assert_eq!(log.messages, [format!("{MAIL}\n{FROM}{MAIL}"), "text\n".to_string()]);
        assert_eq!(say.from(plain.borders[2].0), Say { join: vec![], split: vec![0] });
    }

    #[test]
    fn a_declared_length_counts_only_where_it_ends_at_a_border() {
        let body = format!("see\n\n{FROM}{MAIL}");
        let mail = |length: usize| format!("Subject: a\nContent-Length: {length}\n\n{body}");
        let right = mail(body.len());
        let log = read(&format!("{FROM}{right}\n{FROM}{MAIL}"), &Say::default());
        assert_eq!(verdicts(&log)[1..], [("text", "content-length"), ("border", "headers")]);
        assert_eq!(log.messages, [right.as_str(), MAIL]);
        let log = read(&format!("{FROM}{right}"), &Say::default());
        assert_eq!(log.messages, [right]);
        for wrong in [body.len() - 3, body.len() + 40, 900_000, usize::MAX] {
            let log = read(&format!("{FROM}{}\n{FROM}{MAIL}", mail(wrong)), &Say::default());
            assert_eq!(log.messages.len(), 3, "{wrong}");
            assert_eq!(log.borders[1].1, "border");
        }
    }

    #[test]
    fn false_lengths_take_no_more_time_than_the_file_is_long() {
        // Anything quadratic would take minutes here.
        let mail = format!("{FROM}Subject: a\nContent-Length: 1000000\n\nx\n\n");
        let flood = mail.repeat(3_000_000 / mail.len());
        let log = frame(flood.as_bytes().chunks(100_000), &Say::default());
        assert_eq!(log.messages.len(), 3_000_000 / mail.len());
    }

    proptest! {
        #[test]
        fn lines_are_told_alike_however_the_bytes_are_cut(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "From ", "From a@example.jp", " Sat Jan  3 01:05:34 1996", "\n", "\n\n", "Subject: x\n", "To: y\n",
                "Content-Length: 40\n", "text", "\r\n",
            ]), 0..60),
            join in prop::collection::vec(0u64..200, 0..4),
            split in prop::collection::vec(0u64..200, 0..4),
        ) {
            read(&pieces.concat(), &Say { join, split });
        }
    }
}
