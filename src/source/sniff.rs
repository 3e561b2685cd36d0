//! Recognises a source by its content, never by its extension alone.
//!
//! In: the first bytes. Out: one [`Kind`]. Asked in this order: blank, ZIP, known binary files, mbox, EML,
//! table, mbox after stray text, table of one column (by its name). It does not look into ZIPs (an XLSX is
//! a ZIP here), and finds out neither charset nor delimiter: the table reader does, from the same bytes.

use super::mbox::utf16;
use super::mbox::{Header, Line, MAX_STRAY, Verdict, emlx_start, header_line, judge};
use super::receipt;
use crate::text::charset;
use memchr::memmem;

mod grid;

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Mbox,
    Eml,
    Table,
    Zip,
    /// Of an earlier run of ours.
    Receipt,
    /// A file that goes along as it is: a row of another source names it.
    File,
    Empty,
    /// Kept by a program beside mail: never read.
    Ignored,
    Unknown,
}

impl Kind {
    /// The stable word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Mbox => "mbox",
            Kind::Eml => "eml",
            Kind::Table => "csv",
            Kind::Zip => "zip",
            Kind::Receipt => "receipt",
            Kind::File => "file",
            Kind::Empty => "empty",
            Kind::Ignored => "ignored",
            Kind::Unknown => "unknown",
        }
    }
}

/// How many bytes `sniff` wants to see of a longer source.
pub const HEAD: usize = 64 * 1024;

/// First bytes of files that are neither mail nor table, though they may hold text: PDF, PNG, JPEG, GIF,
/// OLE (xls, msg), gzip, 7z, RAR, bzip2, xz, Outlook PST, SQLite, RTF, TIFF.
const BINARY: &[&[u8]] = &[
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a",
    b"BZh",
    b"\xfd7zXZ",
    b"!BDN",
    b"SQLite format 3",
    b"{\\rtf",
    b"II*\0",
    b"MM\0*",
];

/// Header fields that tell mail from other text with colons. Lower case.
const KNOWN_FIELDS: &[&str] = &[
    "apparently-to",
    "bcc",
    "cc",
    "content-transfer-encoding",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "from",
    "in-reply-to",
    "message-id",
    "mime-version",
    "received",
    "references",
    "reply-to",
    "return-path",
    "sender",
    "status",
    "subject",
    "to",
];

/// Decides from the first bytes (`HEAD` of them, or all: `whole`). `name` only breaks ties.
pub fn sniff(head: &[u8], whole: bool, name: &str) -> Kind {
    let mark = charset::byte_order_mark(head).map_or(0, |(_, length)| length);
    let text = head.get(mark..).unwrap_or_default();
    if whole && text.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Kind::Empty;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08PK")
    {
        return Kind::Zip;
    }
    if BINARY.iter().any(|magic| head.starts_with(magic)) {
        return Kind::Unknown;
    }
    let text = text.trim_ascii_start();
    if receipt::is_receipt(text) {
        return Kind::Receipt;
    }
    if text.starts_with(b"From ") && matches!(judge(text, whole), Verdict::Opens(..)) {
        return Kind::Mbox;
    }
    // The first line of an emlx is a number.
    if is_eml(emlx_start(text).map_or(text, |(start, _)| &text[start..]), whole, name) {
        return Kind::Eml;
    }
    if let Some(text) = utf16(head)
        && is_eml(text.trim_ascii_start(), whole, name)
    {
        return Kind::Eml;
    }
    if grid::is_table(head, whole, extension(name)) {
        return Kind::Table;
    }
    if holds_from_line(text, whole) {
        return Kind::Mbox;
    }
    if grid::is_column(head, whole, extension(name)) { Kind::Table } else { Kind::Unknown }
}

/// The extension in lower case, empty if there is none.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether a From_ line opens a message somewhere after the start.
fn holds_from_line(text: &[u8], whole: bool) -> bool {
    memmem::find_iter(text, b"From ").any(|at| {
        let line_start = at.checked_sub(1).is_some_and(|before| matches!(text[before], b'\n' | b'\r'));
        line_start && matches!(judge(&text[at..], whole), Verdict::Opens(..))
    })
}

/// Whether the text begins with the header block of a mail.
///
/// Two known fields, or one and then the blank line (or the end); another field and a blank line only in
/// a file named as mail. A name of a field has letters, digits, `-` and `_`: so no CSV header with a colon
/// in it is taken for one unless it is as short as a field name, and then no known field follows it. In a
/// file named as mail some other lines may stand before the first field.
fn is_eml(text: &[u8], whole: bool, name: &str) -> bool {
    let named = is_named_as_mail(name);
    let (mut at, mut fields, mut known, mut stray) = (0, 0, 0, 0);
    let ended = loop {
        let rest = text.get(at..).unwrap_or_default();
        match header_line(rest, true) {
            Header::Blank => break whole || !rest.is_empty(),
            Header::Envelope if fields == 0 || rest.starts_with(b">") => {}
            Header::Folded if fields > 0 => {}
            Header::Yes if field_name(rest).is_some() => {
                fields += 1;
                known += usize::from(is_known_field(rest));
            }
            _ if named && fields == 0 && stray < MAX_STRAY => stray += 1,
            _ => break false,
        }
        match Line::at(text, at, true) {
            Some(line) => at = line.next,
            None => break false,
        }
    };
    known >= 2 || (ended && (known == 1 || (fields > 0 && stray == 0 && named)))
}

/// Whether a file has the name of a mail: by its extension, or as the files of a Maildir.
fn is_named_as_mail(name: &str) -> bool {
    let folder = name.rsplit('/').nth(1).unwrap_or_default();
    matches!(folder, "cur" | "new" | "tmp")
        || ["eml", "emlx", "nws"].iter().any(|mail| extension(name).eq_ignore_ascii_case(mail))
}

/// The name of the header field at the start of `line`, if it is made as real ones are.
fn field_name(line: &[u8]) -> Option<&str> {
    let end = memchr::memchr(b':', line)?;
    let name = std::str::from_utf8(&line[..end]).ok()?.trim_end();
    let real = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (!name.is_empty() && name.bytes().all(real)).then_some(name)
}

/// Whether `line` begins with a field that tells mail from other text.
pub(super) fn is_known_field(line: &[u8]) -> bool {
    field_name(line).is_some_and(|name| {
        let experimental = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"));
        experimental || KNOWN_FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], name: &str, expected: Kind) {
        assert_eq!(sniff(head, true, name), expected, "{} {name}", String::from_utf8_lossy(head));
    }

    #[test]
    fn nothing_but_blanks_is_empty() {
        check(b"", "a.csv", Kind::Empty);
        check(b" \r\n\t\n", "a.eml", Kind::Empty);
        check(b"\xef\xbb\xbf\n", "a.mbox", Kind::Empty);
        check(b"\xff\xfe", "a.csv", Kind::Empty);
    }

    #[test]
    fn zips_and_binaries_are_known_by_their_first_bytes() {
        check(b"PK\x03\x04xxxx", "a.eml", Kind::Zip);
        check(b"PK\x05\x06xxxx", "a", Kind::Zip);
        check(b"%PDF-1.7\nFrom: a\nTo: b\n", "a.eml", Kind::Unknown);
        check(b"\x00\x01\x02\x03,\x00\x00,", "a.csv", Kind::Unknown);
    }

    #[test]
    fn an_mbox_begins_with_a_from_line_and_header_lines() {
        check(b"From a@example.jp Sat Jan  3 01:05:34 1996\nSubject: x\n\nbody", "a.csv", Kind::Mbox);
        check(b"\xef\xbb\xbfFrom \r\nSubject: x\r\nTo: y\r\n", "", Kind::Mbox);
        check(b"\n\nFrom -\rSubject: x\rTo: y\r", "", Kind::Mbox);
        check(b"Saved on Monday\n\nFrom -\nSubject: x\nTo: y\n", "Inbox", Kind::Mbox);
        check(b"From a, to b\n", "Inbox", Kind::Unknown);
    }

    #[test]
    fn an_eml_begins_with_header_fields() {
        check(b"Subject: x\n\nbody", "a.txt", Kind::Eml);
        check(b"Subject: x", "a", Kind::Eml);
        check(b"\xef\xbb\xbfReceived: x\r\n by y\r\nSubject: x\r\n\r\n", "a", Kind::Eml);
        check(b">From x\nSubject: x\nTo: y\n\nbody, text\n", "a", Kind::Eml);
        check(b"Subject: x\rTo: y\r\rbody", "a", Kind::Eml);
        check(b"Foo: x\n\nbody", "a.eml", Kind::Eml);
        check(b"Foo: x\n\nbody", "a.txt", Kind::Unknown);
        check(b"Return-Path: <a@example.jp>\n>From a Mon\nSubject: x\n\nbody", "a", Kind::Eml);
        check(b"From: x\nTo: y\nbroken line\nSubject: z\n\nbody", "a", Kind::Eml);
        check(b"From: a@example.jp\nTo: b@example.jp\n\nFrom -\nSubject: x\nTo: y\n", "a", Kind::Eml);
    }

    #[test]
    fn a_file_named_as_mail_may_begin_oddly() {
        check(b"+OK 120 octets\nFoo: x\nSubject: x\n\nbody", "Maildir/cur/1:2,S", Kind::Eml);
        check(b"+OK 120 octets\nFoo: x\nSubject: x\n\nbody", "a.eml", Kind::Eml);
        check(b"+OK 120 octets\nFoo: x\nSubject: x\n\nbody", "a", Kind::Unknown);
        check(b"Foo: x\n\nbody", "Maildir/new/1", Kind::Eml);
        check(b"Dear Sir\nFoo: x\n\nbody", "Maildir/new/1", Kind::Unknown);
    }

    #[test]
    fn an_emlx_begins_with_a_number() {
        check(b"41        \nSubject: x\nTo: y\n\nbody<?xml", "1.emlx", Kind::Eml);
        check(b"41\nSubject: x\nTo: y\n\nbody<?xml", "a", Kind::Eml);
        check(b"41\n42\n", "a.csv", Kind::Table);
    }

    #[test]
    fn a_table_with_colons_is_no_eml() {
        check(b"Date: created,Subject: text,To\n2026/11/21 9:00,x,y\n", "a.csv", Kind::Table);
        check(b"Subject:,From:\nx,y\n", "a.txt", Kind::Table);
        check("件名: a,本文\nx,\"From -\nSubject: x\nTo: y\n\"\n".as_bytes(), "a", Kind::Table);
    }

    #[test]
    fn the_cut_head_of_a_long_file_is_enough() {
        let mbox = format!("From -\nReceived: {}\n", "x".repeat(HEAD));
        assert_eq!(sniff(&mbox.as_bytes()[..HEAD], false, "a.eml"), Kind::Mbox);
        let eml = format!("Received: x\nDKIM-Signature: {}\n", "x\n ".repeat(HEAD));
        assert_eq!(sniff(&eml.as_bytes()[..HEAD], false, "a"), Kind::Eml);
    }
}
