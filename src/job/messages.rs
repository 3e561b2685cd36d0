//! Leafing through mail: that of a folder, or of a conversation; so many messages at a time, read again where they lie.

use super::book::place;
use super::document;
use super::look::{Asked, Look};
use super::mailbox::book::spot;
use super::settle::Surveyed;
use super::{Job, Want};
use crate::convert::conversation::Conversation;
use crate::finding::Place;
use crate::json::{Value, json};
use crate::order;
use crate::source::Spot;
use std::cmp::Reverse;

/// What is listed at once.
const MOST: usize = 50;
/// What is read of each message: all but the strangest headers end before.
const HEAD: u64 = 64 * 1024;

/// Reads the heads of messages as a push job.
pub struct Messages {
    look: Look,
    /// What the list says of each beside its head.
    listed: Vec<Value>,
    document: Value,
}

/// One line of a list, before its message is read.
struct Line {
    place: Place,
    /// As in `MessagesDocument`.
    fate: &'static str,
    /// The conversation it begins, where conversations are listed.
    conversation: Option<u32>,
}

impl Messages {
    /// `asked`: `{"shelf", "from"}`, what is leafed through and how many of it come before. A shelf is `{"folder"}` as found,
    /// newest first; `{"conversations": true}`, those that changed last first; or `{"conversation"}` by its number in
    /// that list, oldest first.
    ///
    /// # Errors
    /// What is wrong with what was asked, in words.
    pub fn new(surveyed: &Surveyed, asked: &str) -> Result<Messages, String> {
        let asked = json::read(asked)?;
        let from = asked["from"].as_u64().ok_or("from: a number is needed here")?;
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        let shelf = &asked["shelf"];
        let (total, lines) = if let Some(folder) = shelf["folder"].as_str() {
            of_folder(surveyed, folder, skip)
        } else if let Some(number) = shelf["conversation"].as_u64() {
            of_conversation(surveyed, number, skip)
        } else {
            conversations(surveyed, skip)
        };
        let wanted = lines.iter().map(|Line { place, .. }| {
            let head = place.start + HEAD;
            let end = if place.end > place.start { place.end.min(head) } else { head };
            Asked { source: place.source.clone(), start: place.start, end, line: 0 }
        });
        let wanted: Vec<Asked> = wanted.collect();
        Ok(Messages {
            look: Look::of(surveyed, &wanted),
            listed: lines.iter().map(|line| line.document(surveyed)).collect(),
            document: json!({"from": from, "total": total}),
        })
    }

    /// The list (`MessagesDocument`). Call when `wants` is `None`.
    pub fn finish(self) -> Value {
        let Messages { look, listed, mut document } = self;
        let row = |(view, mut line): (Option<Value>, Value)| {
            for key in ["from", "date", "subject"] {
                let head = view.as_ref().and_then(|view| view[key].as_str()).unwrap_or_default();
                line[key] = json!(head);
            }
            line
        };
        document["messages"] = look.views().into_iter().zip(listed).map(row).collect();
        document
    }
}

impl Line {
    fn document(&self, surveyed: &Surveyed) -> Value {
        let mut line = json!({"place": document::place(&self.place), "fate": self.fate});
        let all = &surveyed.conversations.conversations;
        if let Some((number, it)) =
            self.conversation.and_then(|number| Some((number, all.get(number as usize)?)))
        {
            line["conversation"] = json!(number);
            line["messages"] = json!(it.messages);
        }
        line
    }
}

/// How many messages a folder has, and those asked for.
fn of_folder(surveyed: &Surveyed, folder: &str, skip: usize) -> (usize, Vec<Line>) {
    let number = surveyed.mail_index.folders.iter().position(|name| name == folder);
    let entries = surveyed.mail_index.entries.iter().zip(0_u32..);
    let within = entries.filter(|(entry, _)| Some(entry.folder as usize) == number);
    let mut all: Vec<u32> = within.map(|(_, at)| at).collect();
    // What has no time comes last.
    let newest = |at: u32| {
        let time = surveyed.mail_index.entries[at as usize].time();
        (time.is_none(), Reverse(time))
    };
    order::numbers(&mut all, &mut |a, b| newest(a).cmp(&newest(b)));
    let lines = all.iter().skip(skip).take(MOST).map(|&at| {
        let entry = surveyed.mail_index.entries[at as usize];
        let place = place(&surveyed.leaves[entry.leaf as usize].name, spot(&entry));
        Line { place, fate: entry.fate.word(), conversation: None }
    });
    (all.len(), lines.collect())
}

fn conversations(surveyed: &Surveyed, skip: usize) -> (usize, Vec<Line>) {
    let newest = |(it, at): (&Conversation, u32)| (Reverse(it.modified()), at);
    let mut all: Vec<_> = surveyed.conversations.conversations.iter().zip(0_u32..).map(newest).collect();
    order::sort(&mut all, Ord::cmp);
    let lines = all.iter().skip(skip).take(MOST).map(|&(_, at)| {
        let first = surveyed.conversations.conversations[at as usize].first;
        Line { conversation: Some(at), ..line(surveyed, at, first) }
    });
    (all.len(), lines.collect())
}

fn of_conversation(surveyed: &Surveyed, number: u64, skip: usize) -> (usize, Vec<Line>) {
    let mail = &surveyed.conversations;
    let within =
        (0..mail.entries.len()).filter(|&at| mail.of(at).is_some_and(|(of, _)| u64::from(of) == number));
    let mut all: Vec<(i64, u32)> = within.map(|at| (mail.entries[at].date, at as u32)).collect();
    order::sort(&mut all, Ord::cmp);
    let lines = all.iter().skip(skip).take(MOST).map(|&(_, at)| line(surveyed, number as u32, at));
    (all.len(), lines.collect())
}

/// A message of a conversation. Where it ends was not kept.
fn line(surveyed: &Surveyed, conversation: u32, message: u32) -> Line {
    let entry = surveyed.conversations.entries[message as usize];
    let spot = Spot { record: Some(u64::from(entry.record)), line: 0, start: entry.start, end: entry.start };
    let held = surveyed.held_conversations.contains(&conversation);
    let place = place(&surveyed.leaves[entry.leaf as usize].name, spot);
    Line { place, fate: if held { "held" } else { "packed" }, conversation: None }
}

impl Job for Messages {
    fn wants(&mut self) -> Option<Want> {
        self.look.wants()
    }
    fn ahead(&self, most: usize) -> Vec<Want> {
        self.look.ahead(most)
    }
    fn push(&mut self, chunk: &[u8]) {
        self.look.push(chunk);
    }
    fn failed(&mut self) {
        self.look.failed();
    }
}
