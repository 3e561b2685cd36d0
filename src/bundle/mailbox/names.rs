//! From folders to the names of files, entries and directories.

use crate::destination::mailbox::{MailFormat, MailboxRule, Tree};
use crate::text::fold;

/// Longest name of a bundle without number and ending, in bytes of UTF-8.
const MOST_STEM: usize = 80;

/// The mailbox's path below the top of a bundle: of an mbox the file, else the directory (blank for the top itself).
/// `inbox`: what the destination calls the folder that a Maildir is itself.
pub fn path(rule: &MailboxRule, format: MailFormat, folder: &str, state: &str) -> String {
    let parts: Vec<String> = folder.split('/').filter(|part| !part.is_empty()).map(fold::file_name).collect();
    let state = (!state.is_empty()).then(|| fold::file_name(state));
    let ending = if format == MailFormat::Mbox { rule.extension.as_str() } else { "" };
    match rule.tree {
        Tree::Flat => {
            let joined: Vec<String> = parts.into_iter().chain(state).collect();
            format!("{}{ending}", joined.join("_"))
        }
        Tree::Directories => {
            let joined: Vec<String> = parts.into_iter().chain(state).collect();
            format!("{}{ending}", joined.join("/"))
        }
        // Below `X` is what lies in `X.sbd`.
        Tree::Sbd => format!("{}{ending}", parts.join(".sbd/")),
        Tree::MaildirPlus => {
            let is_maildir = format == MailFormat::Maildir;
            if is_maildir && rule.folder("inbox") == Some(folder) {
                return String::new();
            }
            // The dot parts folders, so it cannot stand in a name. An mbox lies beside those of its sub-folders, too: as a
            // file it cannot hold them.
            let encoded: Vec<String> = parts.iter().map(|part| utf7(&part.replace('.', "_"))).collect();
            format!("{}{}{ending}", if is_maildir { "." } else { "" }, encoded.join("."))
        }
    }
}

/// The mboxes of the folders above that at `path`.
pub fn above(rule: &MailboxRule, path: &str) -> Vec<String> {
    let within = if rule.tree == Tree::Sbd { path } else { "" };
    within.match_indices(".sbd/").map(|(at, _)| path[..at].to_string()).collect()
}

/// A bundle's or mailbox's name as a file: its number in the order of import, folder, state.
pub fn stem(number: usize, folder: &str, state: &str) -> String {
    let parts = folder.split('/').chain([state]).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("_");
    let clean = fold::file_name(if joined.is_empty() { "mail" } else { &joined });
    let end = clean.floor_char_boundary(clean.len().min(MOST_STEM));
    format!("{number:02}_{}", &clean[..end])
}

/// A mailbox name as IMAP writes it (modified UTF-7, RFC 3501 §5.1.3), which Dovecot's Maildir folders are called by.
pub fn utf7(name: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    let mut out = String::new();
    let mut wide: Vec<u16> = Vec::new();
    let flush = |wide: &mut Vec<u16>, out: &mut String| {
        if wide.is_empty() {
            return;
        }
        out.push('&');
        let (mut bits, mut count) = (0_u32, 0);
        for unit in wide.drain(..) {
            bits = bits << 16 | u32::from(unit);
            count += 16;
            while count >= 6 {
                count -= 6;
                out.push(char::from(DIGITS[(bits >> count & 63) as usize]));
            }
            bits &= (1 << count) - 1;
        }
        if count > 0 {
            out.push(char::from(DIGITS[(bits << (6 - count) & 63) as usize]));
        }
        out.push('-');
    };
    for letter in name.chars() {
        if matches!(letter, ' '..='~') {
            flush(&mut wide, &mut out);
            out.push(letter);
            if letter == '&' {
                out.push('-');
            }
        } else {
            wide.extend(letter.encode_utf16(&mut [0; 2]).iter());
        }
    }
    flush(&mut wide, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(tree: Tree, extension: &str) -> MailboxRule {
        let folders = vec![("inbox".to_string(), "INBOX".to_string())];
        MailboxRule { tree, extension: extension.into(), folders, ..MailboxRule::default() }
    }

    #[test]
    fn folders_become_paths_as_each_program_wants_them() {
        let path = |tree, ending, format, folder| path(&rule(tree, ending), format, folder, "");
        assert_eq!(path(Tree::Flat, ".mbox", MailFormat::Mbox, "仕事/A:B"), "仕事_A_B.mbox");
        assert_eq!(path(Tree::Sbd, "", MailFormat::Mbox, "Inbox/a/b"), "Inbox.sbd/a.sbd/b");
        assert_eq!(path(Tree::Directories, ".mbox", MailFormat::Eml, "a/b"), "a/b");
        assert_eq!(path(Tree::MaildirPlus, "", MailFormat::Maildir, "INBOX"), "");
        assert_eq!(path(Tree::MaildirPlus, "", MailFormat::Maildir, "Sent/2.0"), ".Sent.2_0");
        assert_eq!(path(Tree::MaildirPlus, "", MailFormat::Mbox, "INBOX"), "INBOX");
        assert_eq!(path(Tree::MaildirPlus, "", MailFormat::Mbox, "INBOX/仕事"), "INBOX.&TtVOiw-");
    }

    #[test]
    fn folder_names_are_written_as_imap_writes_them() {
        // RFC 3501 §5.1.3 and its example.
        assert_eq!(utf7("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(utf7("受信トレイ & co"), "&U9dP4TDIMOwwpA- &- co");
        assert_eq!(utf7("😀"), "&2D3eAA-");
    }
}
