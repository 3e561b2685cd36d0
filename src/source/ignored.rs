//! Files that mail programs and systems keep beside mail: indexes, settings, previews. They hold nothing a person
//! wrote, so they are told of by name and count, and not read. What may hold mail in a form we cannot read (PST, DBX,
//! parts of Apple's partial messages) is not among them.

use super::codes::{FILE_IGNORED, SOURCE_EMPTY};
use super::sniff::Kind;
use crate::finding::Code;

/// Whole names, in lower case.
const NAMES: &[&str] = &[
    ".ds_store",
    ".localized",
    "desktop.ini",
    "ehthumbs.db",
    "thumbs.db",
    // Lists that Takeout writes
    "archive_browser.html",
    // Thunderbird
    ".parentlock",
    "filterlog.html",
    "msgfilterrules.dat",
    "panacea.dat",
    "popstate.dat",
    "virtualfolders.dat",
    // Apple Mail
    "info.plist",
    "mboxcache.plist",
    "table_of_contents",
    // Maildir, Dovecot and Courier
    "courierimapacl",
    "courierimapsubscribed",
    "courierimapuiddb",
    "courierpop3dsizelist",
    "dovecot-acl-list",
    "dovecot-keywords",
    "dovecot-uidlist",
    "dovecot.mailbox.log",
    "maildirfolder",
    "maildirsize",
    "subscriptions",
];
const STARTS: &[&str] = &["._", "dovecot-uidvalidity", "dovecot.index", "dovecot.list.index"];
const ENDS: &[&str] = &[".msf", ".fol", ".emlxindex"];

/// Whether a leaf is such a file, by its path alone.
pub fn is_ignored(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let (folder, file) = lower.rsplit_once('/').unwrap_or(("", &lower));
    folder.split('/').any(|part| {
        matches!(part, "__macosx" | "courierimapkeywords" | "user settings" | "ユーザー設定")
    })
        // What ImportExportTools writes beside the messages of a folder.
        || (file == "index.html" && !folder.is_empty())
        || NAMES.contains(&file)
        || STARTS.iter().any(|start| file.starts_with(start))
        || ENDS.iter().any(|end| file.ends_with(end))
}

/// Whether programs hide the file from people: if nobody knows what it is, it is theirs.
pub fn is_hidden(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|file| file.starts_with('.'))
}

/// What a file without content is: the mbox of an empty folder among others, or a source that lacks its content.
pub fn of_empty(path: &str) -> (Kind, Code) {
    let Some((_, file)) = path.rsplit_once('/') else { return (Kind::Empty, SOURCE_EMPTY) };
    let ending = file.rsplit_once('.').map_or("mbox", |(_, ending)| ending);
    if ["mbox", "mbx"].iter().any(|mbox| ending.eq_ignore_ascii_case(mbox)) {
        return (Kind::Ignored, FILE_IGNORED);
    }
    (Kind::Empty, SOURCE_EMPTY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_keep_beside_mail_is_ignored() {
        let ignored = "Inbox.msf a/.DS_Store a/Thumbs.db DESKTOP.INI x.zip/__MACOSX/a.eml a/._Inbox folder.fol \
            a/msgFilterRules.dat popstate.dat Maildir/dovecot.index.cache Maildir/dovecot-uidlist \
            X.mbox/table_of_contents X.mbox/Info.plist .Sent/maildirfolder Inbox_2026/index.html \
            Takeout/archive_browser.html Takeout/メール/ユーザー設定/a.json";
        ignored.split_whitespace().for_each(|path| assert!(is_ignored(path), "{path}"));
        let read = "Inbox a.eml Inbox.dbx outlook.pst 1.2.emlxpart Sent.mbox msf desktop.ini.eml winmail.dat index.html";
        read.split_whitespace().for_each(|path| assert!(!is_ignored(path), "{path}"));
    }

    #[test]
    fn an_empty_mbox_among_others_is_an_empty_folder() {
        for path in ["Mail/Trash", "a.zip/Sent.mbox", "X.mbox/mbox"] {
            assert_eq!(of_empty(path), (Kind::Ignored, FILE_IGNORED), "{path}");
        }
        for path in ["Trash", "Sent.mbox", "a/t.csv", "a/1.eml"] {
            assert_eq!(of_empty(path), (Kind::Empty, SOURCE_EMPTY), "{path}");
        }
    }
}
