//! One message from as it was read to as it is written: line ends, quoting, and the few fields that would mislead.
//!
//! Every other byte stays. [`proof`] is what shows it: the same of the message as read and as written.

use crate::destination::mailbox::Status;
use memchr::memchr;
use xxhash_rust::xxh3::Xxh3;

/// What a mail program noted of a message, beside its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub seen: bool,
    pub answered: bool,
    pub flagged: bool,
    pub draft: bool,
    pub forwarded: bool,
    pub deleted: bool,
}

/// How messages are written.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// CRLF, as of files (RFC 5322 §2.1); else LF, as of mailboxes.
    pub crlf: bool,
    /// Lines `From …`, `>From …` get one more `>` (mboxrd).
    pub quoted: bool,
    /// Header fields left out, lower case.
    pub drop: &'a [String],
    pub status: Status,
}

/// Fields that a kind of status takes the place of.
fn replaced(status: Status) -> &'static [&'static str] {
    match status {
        Status::Kept => &[],
        Status::Mozilla => &["x-mozilla-status", "x-mozilla-status2"],
        Status::Unix => &["status", "x-status"],
    }
}

/// Appends the message to `out`, ending with a line end.
pub fn rewrite(bytes: &[u8], form: &Form<'_>, flags: Flags, out: &mut Vec<u8>) {
    let end: &[u8] = if form.crlf { b"\r\n" } else { b"\n" };
    let mut dropped = false;
    let mut header = true;
    for line in Lines::new(bytes) {
        if header {
            if line.is_empty() {
                status_fields(form.status, flags, end, out);
                header = false;
            } else {
                let folded = matches!(line[0], b' ' | b'\t');
                dropped = if folded { dropped } else { is_dropped(line, form.drop, form.status) };
                // A damaged envelope line in the header would begin a message of its own.
                if dropped || is_envelope(line) {
                    continue;
                }
            }
        }
        // Readers take quoting off wherever it stands.
        if form.quoted && is_quotable(line) {
            out.push(b'>');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(end);
    }
    if header {
        // No blank line came: a message of a header alone.
        status_fields(form.status, flags, end, out);
        out.extend_from_slice(end);
    }
}

/// A hash of all that must be the same before and after [`rewrite`], whatever the line ends.
pub fn proof(bytes: &[u8], drop: &[String], status: Status) -> u64 {
    let mut proving = Proving::default();
    Lines::new(bytes).for_each(|line| proving.line(line, drop, status));
    proving.digest()
}

/// [`proof`], line by line: header without the fields that are left out or written anew, and body; trailing blank lines do
/// not count.
#[derive(Default)]
pub struct Proving {
    hash: Xxh3,
    /// A blank line came.
    body: bool,
    /// The field at hand is left out, with its folded lines.
    dropped: bool,
    /// Blank lines since the last that was not.
    blank: u32,
}

impl Proving {
    /// The next line, without its end and its quoting.
    pub fn line(&mut self, line: &[u8], drop: &[String], status: Status) {
        if line.is_empty() {
            self.body = true;
            self.blank += 1;
            return;
        }
        if !self.body {
            let folded = matches!(line[0], b' ' | b'\t');
            self.dropped = if folded { self.dropped } else { is_dropped(line, drop, status) };
            if self.dropped || is_envelope(line) {
                return;
            }
        }
        (0..std::mem::take(&mut self.blank)).for_each(|_| self.hash.update(b"\n"));
        self.hash.update(line);
        self.hash.update(b"\n");
    }

    pub fn digest(self) -> u64 {
        self.hash.digest()
    }
}

/// A line as it was before it was quoted.
pub fn unquoted(line: &[u8]) -> &[u8] {
    match line.split_first() {
        Some((b'>', rest)) if is_quotable(rest) => rest,
        _ => line,
    }
}

/// The sum of a mailbox so far and its next message: another order gives another sum.
pub fn chain(sum: u64, proof: u64) -> u64 {
    sum.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ proof
}

/// The line before a message in an mbox: `From ` address, and the time as asctime writes it (RFC 4155, appendix A).
pub fn from_line(sender: &str, seconds: i64, out: &mut Vec<u8>) {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let fine =
        !sender.is_empty() && sender.len() <= 254 && sender.bytes().all(|byte| byte.is_ascii_graphic());
    let sender = if fine { sender } else { "MAILER-DAEMON" };
    // Readers refuse a time they cannot count.
    let seconds = seconds.clamp(0, 253_402_207_200);
    let day = DAYS[(seconds.div_euclid(86_400) % 7) as usize];
    let month = crate::text::date::format(seconds, "%m").parse::<usize>().unwrap_or(1);
    let month = MONTHS[month.clamp(1, 12) - 1];
    let date = crate::text::date::format(seconds, "%e %T %Y");
    out.extend_from_slice(format!("From {sender} {day} {month} {date}\n").as_bytes());
}

fn status_fields(status: Status, flags: Flags, end: &[u8], out: &mut Vec<u8>) {
    let mut line = |text: &str| {
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(end);
    };
    match status {
        Status::Kept => {}
        Status::Mozilla => {
            // nsMsgMessageFlags.idl: read 1, replied 2, starred 4, forwarded 1000.
            let bits = u16::from(flags.seen)
                | u16::from(flags.answered) << 1
                | u16::from(flags.flagged) << 2
                | u16::from(flags.forwarded) << 12;
            line(&format!("X-Mozilla-Status: {bits:04x}"));
            line("X-Mozilla-Status2: 00000000");
        }
        Status::Unix => {
            line(if flags.seen { "Status: RO" } else { "Status: O" });
            let marks = [(flags.answered, 'A'), (flags.flagged, 'F'), (flags.draft, 'T')];
            let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            if !marks.is_empty() {
                line(&format!("X-Status: {marks}"));
            }
        }
    }
}

fn is_dropped(line: &[u8], drop: &[String], status: Status) -> bool {
    let Some(colon) = memchr(b':', line) else { return false };
    let name = line[..colon].trim_ascii_end();
    let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
    drop.iter().any(|known| is(known)) || replaced(status).iter().any(|known| is(known))
}

/// `From …` or `>From …` among header fields.
fn is_envelope(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

fn is_quotable(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
    line[quotes..].starts_with(b"From ")
}

/// Lines without their ends: LF, CRLF, or CR where a message has no LF at all.
struct Lines<'a> {
    rest: &'a [u8],
    end: u8,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Lines<'a> {
        let end = if memchr(b'\n', bytes).is_none() { b'\r' } else { b'\n' };
        Lines { rest: bytes, end }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let at = memchr(self.end, self.rest);
        let (line, rest) = match at {
            Some(at) => (&self.rest[..at], &self.rest[at + 1..]),
            None => (self.rest, &self.rest[self.rest.len()..]),
        };
        self.rest = rest;
        Some(if self.end == b'\n' { line.strip_suffix(b"\r").unwrap_or(line) } else { line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(drop: &[String], status: Status, crlf: bool) -> Form<'_> {
        Form { crlf, quoted: !crlf, drop, status }
    }

    fn written(bytes: &str, form: &Form<'_>, flags: Flags) -> String {
        let mut out = Vec::new();
        rewrite(bytes.as_bytes(), form, flags, &mut out);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn body_lines_that_look_like_borders_are_quoted_and_nothing_else_changes() {
        let text = "Subject: x\r\n\r\nFrom here\r\n>From there\r\n >From\r\nfrom\r\n";
        let out = written(text, &form(&[], Status::Kept, false), Flags::default());
        assert_eq!(out, "Subject: x\n\n>From here\n>>From there\n >From\nfrom\n");
    }

    #[test]
    fn misleading_fields_go_with_their_folded_lines() {
        let drop = ["content-length".to_string(), "x-uid".to_string()];
        let text = "Content-Length: 5\n folded\nSubject: x\nX-UID : 7\n\nContent-Length: stays\n";
        let out = written(text, &form(&drop, Status::Kept, false), Flags::default());
        assert_eq!(out, "Subject: x\n\nContent-Length: stays\n");
    }

    #[test]
    fn status_is_written_anew() {
        let flags = Flags { seen: true, flagged: true, ..Flags::default() };
        let text = "X-Mozilla-Status: 0000\nSubject: x\n\nbody\n";
        let out = written(text, &form(&[], Status::Mozilla, false), flags);
        assert_eq!(out, "Subject: x\nX-Mozilla-Status: 0005\nX-Mozilla-Status2: 00000000\n\nbody\n");
        let out = written("Subject: x", &form(&[], Status::Unix, true), flags);
        assert_eq!(out, "Subject: x\r\nStatus: RO\r\nX-Status: F\r\n\r\n");
    }

    #[test]
    fn the_proof_sees_every_byte_that_must_stay() {
        let drop = ["x-uid".to_string()];
        let proof = |text: &str| proof(text.as_bytes(), &drop, Status::Mozilla);
        let same = proof("X-UID: 1\nA: b\n\nFrom x\n\nend");
        for text in
            ["A: b\r\n\r\nFrom x\r\n\r\nend\r\n\r\n", "A: b\nX-Mozilla-Status: 0001\n\nFrom x\n\nend\n"]
        {
            assert_eq!(proof(text), same, "{text:?}");
        }
        for text in [
            "A: b\n\n>From x\n\nend",
            "A: b\n\nFrom x\nend",
            "A: c\n\nFrom x\n\nend",
            "A: b\n\nFrom x\n\nend ",
        ] {
            assert_ne!(proof(text), same, "{text:?}");
        }
    }

    #[test]
    fn the_line_before_a_message_is_what_every_reader_takes() {
        let line = |sender: &str, seconds: i64| {
            let mut out = Vec::new();
            from_line(sender, seconds, &mut out);
            String::from_utf8(out).expect("text")
        };
        assert_eq!(line("a@example.jp", 820_631_134), "From a@example.jp Wed Jan  3 01:05:34 1996\n");
        assert_eq!(line("a b", -5), "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n");
        assert_eq!(line("花@example.jp", 0), "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n");
    }
}
