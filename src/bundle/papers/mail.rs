//! The lists beside mailboxes: `messages.csv` says where every message went, `accounts.csv` whom to register,
//! `attributes.csv` what a mailbox cannot carry.
//!
//! UTF-8 with a byte order mark, for people. Only texts that mail could choose get a `'` where a spreadsheet would run
//! them.

use super::BYTE_ORDER_MARK;
use super::findings::guard;
use crate::bundle::row::write_row;
use crate::bundle::words::Words;
use crate::text::date;

/// Columns of `messages.csv` (ids of `column-…`).
const MESSAGES: [&str; 10] =
    ["source", "record", "start", "bytes", "date", "content", "outcome", "folder", "state", "target"];
const ACCOUNTS: [&str; 5] = ["account", "domain", "name", "sent", "received"];
/// What stands before the fields in `attributes.csv`.
const ATTRIBUTES: [&str; 4] = ["message-id", "folder", "state", "date"];

/// Where one message went.
#[derive(Clone, Copy, Debug)]
pub struct MessageLine<'a> {
    pub source: &'a str,
    /// From 0; written from 1.
    pub record: u64,
    /// First byte in the source, and how many.
    pub start: u64,
    pub bytes: u64,
    /// Seconds UTC.
    pub date: Option<i64>,
    /// The same for copies.
    pub content: u64,
    /// `packed`, `held`, `duplicate`, `filtered`.
    pub outcome: &'a str,
    pub folder: &'a str,
    pub state: &'a str,
    /// Bundle or path in it.
    pub target: &'a str,
}

/// The byte order mark and the header of `messages.csv`.
pub fn begin_messages(words: &Words, out: &mut Vec<u8>) {
    begin(&MESSAGES, &[], words, out);
}

/// One line of `messages.csv`.
pub fn message(line: &MessageLine<'_>, words: &Words, out: &mut Vec<u8>) {
    let values = [
        guard(line.source.to_string()),
        (line.record + 1).to_string(),
        line.start.to_string(),
        line.bytes.to_string(),
        line.date.map(date::utc).unwrap_or_default(),
        format!("{:016x}", line.content),
        words.text(&format!("outcome-{}", line.outcome), &[]),
        guard(line.folder.to_string()),
        guard(line.state.to_string()),
        guard(line.target.to_string()),
    ];
    write_row(&values, out);
}

/// The header of `accounts.csv`.
pub fn begin_accounts(words: &Words, out: &mut Vec<u8>) {
    begin(&ACCOUNTS, &[], words, out);
}

/// One address to be registered: what stands before and after its `@`, whose it is, how often it was met.
pub fn account(address: &str, name: &str, sent: u32, received: u32, out: &mut Vec<u8>) {
    let (user, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let row = [
        guard(user.into()),
        guard(domain.into()),
        guard(name.into()),
        sent.to_string(),
        received.to_string(),
    ];
    write_row(&row, out);
}

/// The header of `attributes.csv`; the header fields stand under their own names.
pub fn begin_attributes(fields: &[String], words: &Words, out: &mut Vec<u8>) {
    begin(&ATTRIBUTES, fields, words, out);
}

/// What one message's header fields say.
pub fn attributes(before: [&str; 4], values: &[String], out: &mut Vec<u8>) {
    let row = before.into_iter().chain(values.iter().map(String::as_str));
    let row: Vec<String> = row.map(|value| guard(value.to_string())).collect();
    write_row(&row, out);
}

fn begin(columns: &[&str], more: &[String], words: &Words, out: &mut Vec<u8>) {
    out.extend_from_slice(BYTE_ORDER_MARK);
    let titles = columns.iter().map(|column| words.text(&format!("column-{column}"), &[]));
    let titles: Vec<String> = titles.chain(more.iter().cloned()).collect();
    write_row(&titles, out);
}
