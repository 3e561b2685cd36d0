//! The mail folder a leaf belongs to, from where its program left it.
//!
//! In: the path of a leaf, as dropped or within its ZIP. Out: names of folders with `/` between them. Known are
//! the stores of Thunderbird (`Inbox.sbd/`, `ImapMail/host/`), Apple Mail (`X.mbox/Messages/`), Maildir and
//! Maildir++, Takeout, ZIPs of one folder, and otherwise directories. Names in modified UTF-7 (RFC 3501 §5.1.3) are
//! decoded. A directory that means nothing to any program is a folder, unless all that was dropped lies in it.

use super::ignored::is_ignored;
use super::sniff::Kind;
use crate::text::fold;
use std::borrow::Cow;

/// What a well-known folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Inbox,
    Sent,
    Drafts,
    Trash,
    Junk,
    Archive,
}

/// What programs call their own folders, as [`fold::key`] gives it.
const ROLES: &[(Role, &[&str])] = &[
    (Role::Inbox, &["inbox", "受信トレイ", "受信箱", "受信ボックス", "受信メール"]),
    (
        Role::Sent,
        &[
            "sent",
            "sentitems",
            "sentmail",
            "sentmessages",
            "送信済み",
            "送信済みアイテム",
            "送信済みトレイ",
            "送信済みメール",
            "送信済メール",
            "送信済アイテム",
            "送信メール",
            "送信箱",
        ],
    ),
    (Role::Drafts, &["drafts", "draft", "下書き", "下書", "草稿"]),
    (
        Role::Trash,
        &["trash", "bin", "deleteditems", "deletedmessages", "ゴミ箱", "ごみ箱", "削除済みアイテム"],
    ),
    (Role::Junk, &["junk", "junkemail", "junkmail", "spam", "bulkmail", "迷惑メール", "スパム"]),
    (Role::Archive, &["archive", "archives", "archived", "アーカイブ", "アーカイブ済み"]),
];

/// Takeout's file of everything: its messages carry their folder in a field.
const OF_LABELS: &[&str] = &["all mail including", "すべてのメール"];
/// Labels that say how a message is, not where (folded; `category` and its kin by their start).
const STATES: &[&str] = &[
    "opened",
    "unread",
    "starred",
    "important",
    "chat",
    "muted",
    "開封済み",
    "開封",
    "未読",
    "スター付き",
    "重要",
    "チャット",
    "ミュート",
];
const CATEGORIES: &[&str] = &["category", "カテゴリ"];

/// The folder of a leaf that holds mail; empty for a file that lies in none, and for what is no mail.
pub fn folder_of(leaf: &str, kind: Kind) -> String {
    if !matches!(kind, Kind::Mbox | Kind::Eml) {
        return String::new();
    }
    let (archive, path) = split_archive(leaf);
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let file = parts.pop().unwrap_or_default();
    let stem = archive.map(archive_stem).unwrap_or_default();
    let mut names: Vec<Cow<'_, str>> = match maildir(&parts, file, kind) {
        Some(names) => names.into_iter().map(Cow::Borrowed).collect(),
        None => directories(&parts).into_iter().map(|part| strip(part, ".mbox")).map(Cow::Borrowed).collect(),
    };
    if kind == Kind::Mbox {
        let lower = file.to_ascii_lowercase();
        if OF_LABELS.iter().any(|start| lower.starts_with(start)) {
            return String::new();
        }
        let whole = parts.last().copied().or(archive.map(|name| strip(name, ".zip")));
        if lower != "mbox" || !whole.is_some_and(|parent| ends_with(parent, ".mbox")) {
            names.push(Cow::Borrowed(mbox_name(file)));
        }
    }
    names.iter_mut().for_each(|name| *name = modified_utf7(name));
    names.retain(|name| !name.is_empty());
    // A ZIP of one directory holds it under the name of the ZIP.
    if names.len() > 1 && names.first().is_some_and(|first| *first == stem) {
        names.remove(0);
    }
    if names.is_empty() { stem.to_owned() } else { names.join("/") }
}

/// The one directory that all files were dropped in, if it is nobody's folder but holds folders (`書き出し/受信トレイ/…`);
/// else empty. `names` are paths as dropped.
pub fn wrapper<'a>(names: &mut dyn Iterator<Item = &'a str>) -> &'a str {
    let mut found = "";
    for name in names.filter(|name| !is_ignored(name)) {
        let Some((first, rest)) = name.split_once('/') else { return "" };
        let (next, below) = rest.split_once('/').unwrap_or((rest, ""));
        let mail = [".eml", ".emlx", ".nws"].iter().any(|mail| ends_with(next, mail));
        // Mail lies in the directory itself: it is a folder.
        let folder = if below.is_empty() { mail } else { matches!(next, "cur" | "new" | "tmp") };
        if folder || (first != found && !found.is_empty()) {
            return "";
        }
        found = first;
    }
    if role_of(found).is_some() { "" } else { found }
}

/// The folder of a leaf among those dropped in `wrapper`; see [`wrapper()`].
pub fn folder_below(wrapper: &str, leaf: &str, kind: Kind) -> String {
    let folder = folder_of(leaf, kind);
    let below =
        folder.strip_prefix(wrapper).filter(|_| !wrapper.is_empty()).and_then(|rest| rest.strip_prefix('/'));
    below.map(str::to_owned).unwrap_or(folder)
}

/// What a folder is for; `None` for one the user made. `INBOX/` and `[Gmail]/` before the name do not matter.
pub fn role_of(folder: &str) -> Option<Role> {
    let name = match folder.split_once('/') {
        Some((root, rest)) if matches!(fold::key(root).as_str(), "inbox" | "[gmail]") => rest,
        _ => folder,
    };
    let key = fold::key(name);
    ROLES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(role, _)| *role)
}

/// The folder of one message: that of its leaf, or, where that has none, the one its labels tell.
///
/// Labels stand as in `X-Gmail-Labels`: separated by commas, with quotes where a label holds one. Spam, trash and
/// drafts win, as they say what the mail is; then the label of the user's that lies deepest (the first of equals);
/// then sent, inbox, archive. Labels that only say how a message is (unread, starred, a category) name no folder.
pub fn of_message<'a>(of_leaf: &'a str, labels: &str) -> Cow<'a, str> {
    if !of_leaf.is_empty() || labels.is_empty() {
        return Cow::Borrowed(of_leaf);
    }
    let rank = |label: &str| match role_of(label) {
        Some(Role::Junk | Role::Trash | Role::Drafts) => usize::MAX,
        None => 3 + label.matches('/').count(),
        Some(Role::Sent) => 2,
        Some(Role::Inbox) => 1,
        Some(Role::Archive) => 0,
    };
    let mut best: Option<(usize, String)> = None;
    for label in split_labels(labels) {
        let rank = rank(&label);
        if !is_state(&label) && best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, label));
        }
    }
    Cow::Owned(best.map(|(_, label)| label).unwrap_or_default())
}

/// The labels of an `X-Gmail-Labels` field, decoded before.
pub(super) fn split_labels(labels: &str) -> impl Iterator<Item = String> {
    let mut quoted = false;
    let parts = labels.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts
        .map(|part| part.trim().trim_matches('"').trim_matches('/').to_owned())
        .filter(|part| !part.is_empty())
}

fn is_state(label: &str) -> bool {
    let key = fold::key(label);
    STATES.contains(&key.as_str()) || CATEGORIES.iter().any(|start| key.starts_with(start))
}

/// The name of the ZIP, and the path within it.
fn split_archive(leaf: &str) -> (Option<&str>, &str) {
    let mut at = 0;
    for part in leaf.split('/') {
        let end = at + part.len();
        if ends_with(part, ".zip") && end < leaf.len() {
            return (Some(part), &leaf[end + 1..]);
        }
        at = end + 1;
    }
    (None, leaf)
}

/// The name of a ZIP as a folder: browsers number those saved twice.
fn archive_stem(name: &str) -> &str {
    let stem = strip(strip(name, ".zip"), ".mbox");
    let Some((before, number)) = stem.rsplit_once('(') else { return stem };
    let number = number.strip_suffix(')').unwrap_or_default();
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if numbered && !before.trim().is_empty() { before.trim_end() } else { stem }
}

/// The folders of a message in a Maildir: its state directory says that it is in one.
fn maildir<'a>(parts: &[&'a str], file: &str, kind: Kind) -> Option<Vec<&'a str>> {
    let (state, before) = parts.split_last().filter(|_| kind == Kind::Eml)?;
    // Somebody may have called a folder `new`; what lies in it are then files with an extension.
    if *state != "cur" && (!matches!(*state, "new" | "tmp") || ends_with(file, ".eml")) {
        return None;
    }
    let Some(folder) = before.last() else { return Some(Vec::new()) };
    if let Some(path) = folder.strip_prefix('.').filter(|path| !fold::key(path).eq("maildir")) {
        return Some(path.split('.').collect());
    }
    let root = before.iter().rposition(|part| fold::key(part).trim_start_matches('.') == "maildir");
    match root.map(|root| &before[root + 1..]) {
        Some([]) => Some(vec!["INBOX"]),
        Some(below) => Some(below.to_vec()),
        None => Some(directories(before)),
    }
}

/// The directories that are folders: without what leads to a program's store, and without what it keeps within.
fn directories<'a>(parts: &[&'a str]) -> Vec<&'a str> {
    let at = |index: usize| parts.get(index).copied().unwrap_or_default();
    let is_folder = |part: &str| ends_with(part, ".sbd") || ends_with(part, ".mbox");
    let is_host = |part: &str| {
        (part.contains('.') && !is_folder(part)) || part == "localhost" || part == "Local Folders"
    };
    let mut start = 0;
    for index in 0..parts.len() {
        let end = match at(index) {
            "Local Folders" | "Mailboxes" => index + 1,
            "ImapMail" if !is_folder(at(index + 1)) => index + 2,
            "Mail" if is_host(at(index + 1)) => index + 2,
            "Takeout" if matches!(at(index + 1), "Mail" | "メール") => index + 2,
            part if index == 0 && is_server(part) => 1,
            part if is_account(part) && !parts[..index].iter().any(|part| ends_with(part, ".mbox")) => {
                index + 1
            }
            _ => continue,
        };
        start = end.min(parts.len());
    }
    let parts = &parts[start..];
    let apple = parts.iter().position(|part| ends_with(part, ".mbox")).unwrap_or(parts.len());
    let kept = parts.iter().enumerate().filter(|(at, part)| *at <= apple || ends_with(part, ".mbox"));
    kept.map(|(_, part)| strip(part, ".sbd")).collect()
}

/// A directory Thunderbird names after a server.
fn is_server(part: &str) -> bool {
    let (host, rest) = part.split_once('.').unwrap_or_default();
    let host = host.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    matches!(host, "imap" | "pop" | "mail" | "smtp") && rest.contains('.') && !ends_with(part, ".sbd")
}

/// A directory Apple Mail keeps an account in: its version, its number, or (before 2016) its protocol and server.
fn is_account(part: &str) -> bool {
    let version =
        part.strip_prefix('V').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let hex = |c: u8| c.is_ascii_hexdigit() || c == b'-';
    let number = part.len() == 36 && part.matches('-').count() == 4 && part.bytes().all(hex);
    let server = ["IMAP-", "POP-", "EWS-"].iter().any(|start| part.starts_with(start)) && part.contains('@');
    version || number || server
}

/// The name of a folder from that of its mbox: other endings belong to it (`info@example.jp`).
fn mbox_name(file: &str) -> &str {
    let endings = [".mbox", ".mbx", ".txt", ".eml"];
    let ending = endings.iter().find(|ending| ends_with(file, ending));
    ending.map_or(file, |ending| strip(file, ending))
}

fn ends_with(name: &str, ending: &str) -> bool {
    strip(name, ending).len() < name.len()
}

/// The name without its ending in any case; a name that is nothing else stays.
fn strip<'a>(name: &'a str, ending: &str) -> &'a str {
    match name.len().checked_sub(ending.len()).filter(|&at| at > 0).and_then(|at| name.split_at_checked(at)) {
        Some((stem, end)) if end.eq_ignore_ascii_case(ending) => stem,
        _ => name,
    }
}

/// A mailbox name as IMAP servers write it (RFC 3501 §5.1.3); as it stands if it is none.
fn modified_utf7<'a>(name: &Cow<'a, str>) -> Cow<'a, str> {
    let decoded = Some(name).filter(|name| name.is_ascii() && name.contains('&')).and_then(|name| {
        let (mut out, mut rest) = (String::new(), &**name);
        while let Some((before, shifted)) = rest.split_once('&') {
            let (code, after) = shifted.split_once('-')?;
            out.push_str(before);
            out.push_str(&if code.is_empty() { "&".to_owned() } else { base64_utf16(code)? });
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    });
    decoded.map_or_else(|| name.clone(), Cow::Owned)
}

/// UTF-16 in base64 with `,` for `/` and no padding. What ASCII could have said is refused: it is other text.
fn base64_utf16(code: &str) -> Option<String> {
    let (mut units, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for byte in code.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b',' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 16 {
            bits -= 16;
            units.push((held >> bits) as u16);
            held &= (1 << bits) - 1;
        }
    }
    let text = String::from_utf16(&units).ok().filter(|_| bits < 6 && held == 0)?;
    (!text.is_empty() && !text.chars().any(|c| c.is_ascii() || c.is_control())).then_some(text)
}

#[cfg(test)]
mod tests;
