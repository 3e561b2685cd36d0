//! What a mail program noted of a message: read, answered, starred, and so on.
//!
//! From `X-Mozilla-Status` and `-Status2` (nsMsgMessageFlags.idl), `Status` and `X-Status` (Dovecot's
//! mbox-sync-parse.c), labels of Takeout, names of Maildir files and the plist of an emlx.

use super::super::folder::split_labels;
use super::fields::{Fields, unfold};

/// A set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u8);

impl Flags {
    pub const SEEN: Flags = Flags(1);
    pub const ANSWERED: Flags = Flags(2);
    pub const FLAGGED: Flags = Flags(4);
    pub const DRAFT: Flags = Flags(8);
    /// The user deleted it, though its bytes are still there.
    pub const DELETED: Flags = Flags(16);
    pub const FORWARDED: Flags = Flags(32);
    /// Something told of the message's state: without it, that it was not read is not known either.
    pub const KNOWN: Flags = Flags(64);

    const WORDS: [&'static str; 6] = ["seen", "answered", "flagged", "draft", "deleted", "forwarded"];

    /// Whether all of `other` are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// With those of `other`.
    pub fn and(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    fn when(self, set: bool, other: Flags) -> Flags {
        if set { self.and(other) } else { self }
    }

    /// The words used in JSON.
    pub fn words(self) -> Vec<&'static str> {
        let set = |(at, _): &(usize, &&str)| self.0 >> at & 1 == 1;
        Flags::WORDS.iter().enumerate().filter(set).map(|(_, word)| *word).collect()
    }

    /// Those in the name of a Maildir file (`…:2,FRS`). Windows and archives write `;`, `!`, `-` or `_` for the
    /// colon, or a character like it.
    pub fn of_file_name(name: &str) -> Flags {
        let Some((before, letters)) = name.rsplit_once("2,") else { return Flags::default() };
        let mark = [':', ';', '!', '-', '_', '：', '\u{a789}', '\u{f03a}'];
        // Letters in lower case are keywords of Dovecot's.
        if !before.ends_with(mark) || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Flags::default();
        }
        letters.bytes().fold(Flags::KNOWN, |flags, letter| match letter {
            b'S' => flags.and(Flags::SEEN),
            b'R' => flags.and(Flags::ANSWERED),
            b'F' => flags.and(Flags::FLAGGED),
            b'D' => flags.and(Flags::DRAFT),
            b'T' => flags.and(Flags::DELETED),
            b'P' => flags.and(Flags::FORWARDED),
            _ => flags,
        })
    }

    /// Those of the property list after the message of an emlx: one number, a bit each.
    pub fn of_plist(plist: &[u8]) -> Flags {
        let Some(at) = memchr::memmem::find(plist, b"<key>flags</key>") else { return Flags::default() };
        let rest = plist[at + 16..].trim_ascii_start().strip_prefix(b"<integer>").unwrap_or_default();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).take(19);
        let bits =
            digits.fold(0u64, |bits, digit| bits.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')));
        let set = |bit: u32| bits >> bit & 1 == 1;
        Flags::KNOWN
            .when(set(0), Flags::SEEN)
            .when(set(1), Flags::DELETED)
            .when(set(2), Flags::ANSWERED)
            .when(set(4), Flags::FLAGGED)
            .when(set(6), Flags::DRAFT)
            .when(set(8), Flags::FORWARDED)
    }

    /// Those of the header fields of a message that is not read otherwise; without what labels say.
    pub fn of_header(message: &[u8]) -> Flags {
        // Most mail has no such field, and a search is cheaper than taking the header apart.
        match memchr::memmem::find(message, b"-Status") {
            Some(_) => Flags::of_fields(&Fields::split(message).0, ""),
            None => Flags::default(),
        }
    }

    /// Those of the header fields; `labels` as decoded.
    pub(super) fn of_fields(fields: &Fields<'_>, labels: &str) -> Flags {
        let mut flags = Flags::default();
        if let Some(bits) = hex(fields, "x-mozilla-status") {
            flags = flags
                .and(Flags::KNOWN)
                .when(bits & 0x0001 != 0, Flags::SEEN)
                .when(bits & 0x0002 != 0, Flags::ANSWERED)
                .when(bits & 0x0004 != 0, Flags::FLAGGED)
                .when(bits & 0x0008 != 0, Flags::DELETED)
                .when(bits & 0x1000 != 0, Flags::FORWARDED);
        }
        if let Some(bits) = hex(fields, "x-mozilla-status2") {
            // Marked as deleted on the server, and not yet gone.
            flags = flags.when(bits & 0x0020_0000 != 0, Flags::DELETED);
        }
        flags = flags.when(!fields.raw("x-mozilla-draft-info").is_empty(), Flags::DRAFT);
        for &letter in letters(fields, "status") {
            flags = flags.and(Flags::KNOWN).when(letter == b'R', Flags::SEEN);
        }
        for &letter in letters(fields, "x-status") {
            flags = flags
                .and(Flags::KNOWN)
                .when(letter == b'R', Flags::SEEN)
                .when(letter == b'A', Flags::ANSWERED)
                .when(letter == b'F', Flags::FLAGGED)
                .when(letter == b'T', Flags::DRAFT)
                .when(letter == b'D', Flags::DELETED);
        }
        split_labels(labels).fold(flags, |flags, label| match label.as_str() {
            "Opened" | "開封済み" => flags.and(Flags::SEEN).and(Flags::KNOWN),
            "Unread" | "未読" => flags.and(Flags::KNOWN),
            "Starred" | "スター付き" => flags.and(Flags::FLAGGED),
            "Drafts" | "Draft" | "下書き" => flags.and(Flags::DRAFT),
            _ => flags,
        })
    }
}

fn hex(fields: &Fields<'_>, name: &str) -> Option<u32> {
    let value = unfold(fields.raw(name));
    u32::from_str_radix(std::str::from_utf8(&value).ok()?, 16).ok()
}

/// The letters of a status field; none if it says something else (`Status: resolved` of a help desk).
fn letters<'a>(fields: &Fields<'a>, name: &str) -> &'a [u8] {
    let value = fields.raw(name).trim_ascii();
    let known = |byte: &u8| b"RONUAFTD".contains(byte);
    if value.len() <= 8 && value.iter().all(known) { value } else { &[] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: &[&str]) {
        let text = format!("{header}\n\nbody");
        let (fields, _) = Fields::split(text.as_bytes());
        let labels = String::from_utf8_lossy(fields.raw("x-gmail-labels")).into_owned();
        assert_eq!(Flags::of_fields(&fields, &labels).words(), expected, "{header}");
    }

    #[test]
    fn mozilla_keeps_them_as_bits() {
        check("X-Mozilla-Status: 0001", &["seen"]);
        check("X-Mozilla-Status: 0000", &[]);
        check("X-Mozilla-Status: 1007", &["seen", "answered", "flagged", "forwarded"]);
        check("X-Mozilla-Status: 0009\nX-Mozilla-Status2: 00000000", &["seen", "deleted"]);
        check("X-Mozilla-Status: 0011\nX-Mozilla-Status2: 10000000", &["seen"]);
        check("X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00200000", &["seen", "deleted"]);
        check("X-Mozilla-Status: none", &[]);
    }

    #[test]
    fn mbox_servers_keep_them_as_letters() {
        check("Status: RO\nX-Status: AF", &["seen", "answered", "flagged"]);
        check("Status: O\nX-Status: T", &["draft"]);
        check("X-Status: D", &["deleted"]);
        check("Status: D", &[]);
        check("Status: Resolved\nX-Status: DONE!", &[]);
    }

    #[test]
    fn takeout_keeps_them_as_labels() {
        check("X-Gmail-Labels: Inbox,Opened,Starred", &["seen", "flagged"]);
        check("X-Gmail-Labels: 未読,下書き", &["draft"]);
    }

    #[test]
    fn maildir_keeps_them_in_names() {
        let check = |name: &str, expected: &[&str]| {
            assert_eq!(Flags::of_file_name(name).words(), expected, "{name}");
        };
        check("1700000000.M1P2.mail,S=100:2,FRS", &["seen", "answered", "flagged"]);
        check("cur/1700000000.M1P2.mail;2,S", &["seen"]);
        check("cur/1700000000.M1P2.mail!2,PT", &["deleted", "forwarded"]);
        check("cur/1700000000.M1P2.mail_2,DS", &["seen", "draft"]);
        check("cur/1700000000.M1P2.mail\u{f03a}2,Sab", &["seen"]);
        check("cur/1700000000.M1P2.mail:2,", &[]);
        check("cur/1700000000.M1P2.mail", &[]);
        check("report 2,T.eml", &[]);
        check("report:2,T.eml", &[]);
    }

    #[test]
    fn apple_keeps_them_in_a_property_list() {
        let check = |number: &str, expected: &[&str]| {
            let plist = format!("<dict>\n\t<key>flags</key>\n\t<integer>{number}</integer>\n</dict>");
            assert_eq!(Flags::of_plist(plist.as_bytes()).words(), expected, "{number}");
        };
        check("8623750145", &["seen"]);
        check("1", &["seen"]);
        check("23", &["seen", "answered", "flagged", "deleted"]);
        check("320", &["draft", "forwarded"]);
        check("", &[]);
    }
}
