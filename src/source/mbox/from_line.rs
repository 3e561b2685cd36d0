//! Tells a From_ line that opens a message from a line of text that starts `From `.
//!
//! The rule, after Thunderbird's reader (the only one that counts all variants right):
//!
//! 1. The line starts with `From ` at the start of a line.
//! 2. Two lines that look like header fields follow it: a name of printable ASCII with a letter in it, a
//!    colon, and not `://`. Folded lines are skipped, and so are damaged envelope lines (`From `, `>From `)
//!    right after the From_ line, or further down if the From_ line itself looks like an envelope.
//! 3. With one such line and then a blank line or the end, the From_ line itself must look like an
//!    envelope: bare, `-`, an address, or a time of day and a year in it.
//!
//! It does not look at the line before: many programs forget the blank line.

use super::borders::Why;
use memchr::memchr2;

/// How far the rule looks ahead. A header field folded over more than this is no reason to buffer on.
pub(crate) const LOOKAHEAD: usize = 64 * 1024;
/// Longest header name believed. RFC 5322 allows a line of 998; real names have less than 80.
const MAX_NAME: usize = 200;
/// How many damaged envelope lines are skipped. Without it, a file of nothing but `From ` lines would be
/// looked through again for each of them.
const MAX_ENVELOPES: usize = 3;

/// What a `From ` line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// More bytes are needed.
    Wait,
    /// It opens a message, whose first byte is at this index (after the line end).
    Opens(usize, Why),
    /// It is text.
    Text(Why),
}

/// Judges the line at the start of `data`, which begins with `From `. `whole`: no more bytes will come.
pub(crate) fn judge(data: &[u8], whole: bool) -> Verdict {
    let whole = whole || data.len() >= LOOKAHEAD;
    let data = &data[..data.len().min(LOOKAHEAD)];
    let undecided = if whole { Verdict::Text(Why::NoHeaders) } else { Verdict::Wait };
    let Some(line) = Line::at(data, 0, whole) else { return undecided };
    let (mut headers, mut envelopes) = (0, 0);
    let mut at = line.next;
    loop {
        let rest = data.get(at..).unwrap_or_default();
        match header_line(rest, whole) {
            Header::Wait => return Verdict::Wait,
            Header::Yes if headers == 1 => return Verdict::Opens(line.next, Why::Headers),
            Header::Yes => headers = 1,
            Header::Folded if headers == 1 => {}
            Header::Envelope
                if envelopes < MAX_ENVELOPES && (headers == 0 || is_envelope(&data[..line.end])) =>
            {
                envelopes += 1;
            }
            Header::Blank if headers == 1 && is_envelope(&data[..line.end]) => {
                return Verdict::Opens(line.next, Why::OneHeader);
            }
            _ => return Verdict::Text(if headers == 1 { Why::OneHeader } else { Why::NoHeaders }),
        }
        match Line::at(data, at, whole) {
            Some(next) => at = next.next,
            None => return Verdict::Wait,
        }
    }
}

/// A line in a buffer.
pub(crate) struct Line {
    /// Where its text ends.
    pub end: usize,
    /// Where the next line begins.
    pub next: usize,
}

impl Line {
    /// The line at `start`; ends are LF, CRLF or CR. `None` if its end is not seen yet (unless `whole`).
    pub(crate) fn at(data: &[u8], start: usize, whole: bool) -> Option<Line> {
        let rest = data.get(start..)?;
        let Some(length) = memchr2(b'\n', b'\r', rest) else {
            return whole.then_some(Line { end: data.len(), next: data.len() });
        };
        let end = start + length;
        match (data[end], data.get(end + 1)) {
            (b'\r', None) if !whole => None,
            (b'\r', Some(b'\n')) => Some(Line { end, next: end + 2 }),
            _ => Some(Line { end, next: end + 1 }),
        }
    }
}

/// What a line after the From_ line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// Not enough bytes to tell.
    Wait,
    /// `Name: …`
    Yes,
    /// Begins with a space or tab.
    Folded,
    /// Empty, or the end of the data.
    Blank,
    /// Another `From ` or `>From ` line.
    Envelope,
    /// Anything else.
    No,
}

/// Looks at the line at the start of `data`.
pub(crate) fn header_line(data: &[u8], whole: bool) -> Header {
    let wait = |otherwise| if whole { otherwise } else { Header::Wait };
    match data.first() {
        None => return wait(Header::Blank),
        Some(b'\n' | b'\r') => return Header::Blank,
        Some(b' ' | b'\t') => return Header::Folded,
        Some(_) => {}
    }
    for envelope in [&b"From "[..], b">From "] {
        if data.starts_with(envelope) {
            return Header::Envelope;
        }
        if data.len() < envelope.len() && envelope.starts_with(data) {
            return wait(Header::No);
        }
    }
    let name =
        data.iter().take(MAX_NAME).take_while(|&&byte| byte.is_ascii_graphic() && byte != b':').count();
    if name == MAX_NAME
        || (name > 0 && !data[..name].iter().any(u8::is_ascii_alphabetic) && name < data.len())
    {
        return Header::No;
    }
    // RFC 5322 §4.5 allows blanks before the colon.
    let blanks =
        data[name..].iter().take(MAX_NAME).take_while(|&&byte| byte == b' ' || byte == b'\t').count();
    match data.get(name + blanks..).unwrap_or_default() {
        [] => wait(Header::No),
        [b':', rest @ ..] if name > 0 => match rest {
            [b'/', b'/', ..] => Header::No,
            [] | [b'/'] => wait(Header::Yes),
            _ => Header::Yes,
        },
        _ => Header::No,
    }
}

/// Whether a From_ line looks like one even on its own.
pub(crate) fn is_envelope(line: &[u8]) -> bool {
    let rest = line.get(5..).unwrap_or_default().trim_ascii();
    let first = rest.split(|&byte| byte == b' ' || byte == b'\t').next().unwrap_or_default();
    first.is_empty() || first == b"-" || first.contains(&b'@') || has_time(rest)
}

/// Whether a From_ line carries a time of day and a year, as in asctime.
pub(crate) fn has_time(line: &[u8]) -> bool {
    let mut words = line.split(|byte| byte.is_ascii_whitespace());
    let clock = |word: &[u8]| {
        let digits = |range: std::ops::Range<usize>| {
            word.get(range).is_some_and(|pair| pair.iter().all(u8::is_ascii_digit))
        };
        digits(0..2) && word.get(2) == Some(&b':') && digits(3..5)
    };
    words.any(clock) && year(line)
}

fn year(line: &[u8]) -> bool {
    line.split(|byte| !byte.is_ascii_digit())
        .any(|word| word.len() == 4 && (word.starts_with(b"19") || word.starts_with(b"20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(data: &str, opens: bool) {
        let verdict = judge(data.as_bytes(), true);
        assert_eq!(matches!(verdict, Verdict::Opens(..)), opens, "{data:?}");
        for at in 5..data.len() {
            let early = judge(&data.as_bytes()[..at], false);
            assert!(early == Verdict::Wait || early == verdict, "{data:?} cut at {at}: {early:?}");
        }
    }

    #[test]
    fn header_lines_make_it_a_border() {
        check("From a@example.jp Sat Jan  3 01:05:34 1996\nSubject: x\nTo: b\n\nbody", true);
        check("From someone\nSubject: x\nTo: b\n", true);
        check("From \r\nSubject: x\r\n folded\r\nTo: b\r\n", true);
        check("From - \rSubject: x\rTo: b\r", true);
        check("From x\n>From y\nSubject: x\nTo: b\n", true);
        check("From x\nFrom y\nSubject : x\nTo: b\n", true);
    }

    #[test]
    fn one_header_line_needs_an_envelope() {
        check("From a@example.jp\nSubject: x\n\nbody", true);
        check("From - Sat Jan  3 01:05:34 1996\nSubject: x", true);
        check("From \nSubject: x\n\n", true);
        check("From here on\nNote: x\n\n", false);
        check("From a@example.jp\nSubject: x\ntext", false);
    }

    #[test]
    fn text_stays_text() {
        check("From here on all is text", false);
        check("From here\nto there\n", false);
        check("From Monday:\n10:30 tea\n11:30 cake\n", false);
        check("From the net:\nhttp://a.example\nhttp://b.example\n", false);
        check("From a@example.jp Sat Jan  3 01:05:34 1996\n\ntext", false);
        check("From 東京\n件名: x\n宛先: y\n", false);
    }
}
