//! Messages to conversations, by Message-ID, In-Reply-To and References (RFC 5322 §3.6.4).
//!
//! Every id that is named anywhere is a node; a message joins its own node with those it refers to
//! (union-find), so a missing parent still joins its children and a loop of references does no harm.
//! Subjects join messages only when the plan asks. Some 120 bytes a message are kept, no text.

use super::conversation_set::Sets;
use crate::kept::blocks::Blocks;
use crate::kept::shards::Shards;
use crate::text::hash::{KeyMap, key64};

/// What is kept of one message.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The leaf source it lies in, and its index there.
    pub leaf: u32,
    pub record: u32,
    /// Its first byte in the leaf.
    pub start: u64,
    /// Low half of its content key: tells copies from different mails.
    pub content: u64,
    /// The id its conversation would be named after if this message began it: the first of References, else
    /// In-Reply-To, else its own.
    pub root_id: u64,
    /// Seconds UTC; `i64::MAX` when unreadable, so that dated messages come first.
    pub date: i64,
    pub node: u32,
    /// The sender; `NOBODY` for none.
    from: u32,
    /// First of its recipients in `Conversations::recipients`, and how many.
    pub recipients: u32,
    pub recipient_count: u16,
    pub attachments: u16,
    /// Bytes of subject and text: what its conversation will weigh if it begins it.
    pub text_bytes: u32,
    pub fate: Fate,
}

const NOBODY: u32 = u32::MAX;

impl Entry {
    /// The person who sent it.
    pub fn from(&self) -> Option<u32> {
        Some(self.from).filter(|&from| from != NOBODY)
    }
}

const _: () = assert!(size_of::<Entry>() == 64, "there is one for each message");

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Pack,
    /// The same mail was read before.
    Duplicate,
    /// An error holds it.
    Hold,
    /// It does not count among the mail: the user had deleted it.
    LeftOut,
}

/// What a message says of itself when it is added.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    pub leaf: u32,
    pub record: u32,
    pub start: u64,
    pub message_id: &'a str,
    pub in_reply_to: &'a [String],
    pub references: &'a [String],
    pub content_key: u128,
    /// Key of the folded subject without `Re:`; 0 for an empty one.
    pub subject: u64,
    pub date: Option<i64>,
    pub from: Option<u32>,
    pub recipients: &'a [u32],
    pub attachments: usize,
    pub text_bytes: usize,
    pub held: bool,
}

/// What adding a message showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    New,
    /// Same Message-ID and content as an earlier one.
    Duplicate,
    /// Same Message-ID as an earlier one, other content.
    IdReused,
}

/// One conversation, once all messages are known.
#[derive(Clone, Copy, Debug)]
pub struct Conversation {
    /// Stable from run to run.
    pub id: u64,
    /// Index of its earliest message that is packed.
    pub first: u32,
    pub messages: u32,
    /// Dates of its first and last message; `i64::MAX` and `i64::MIN` if none was readable.
    created: i64,
    modified: i64,
    /// The person on the other side; `NOBODY` for none.
    person: u32,
    /// Whoever of the own side wrote last, or `NOBODY`; while conversations are settled, the index of that message.
    agent: u32,
}

const _: () = assert!(size_of::<Conversation>() == 40, "there is one for every other message");

impl Conversation {
    /// One that a message of this date begins.
    pub fn of(id: u64, first: u32, date: Option<i64>) -> Conversation {
        let (created, modified) = (date.unwrap_or(i64::MAX), date.unwrap_or(i64::MIN));
        Conversation { id, first, messages: 1, created, modified, person: NOBODY, agent: NOBODY }
    }

    /// When its first message was written; `None` if no date is readable.
    pub fn created(&self) -> Option<i64> {
        Some(self.created).filter(|&date| date != i64::MAX)
    }

    /// When its last message was written.
    pub fn modified(&self) -> Option<i64> {
        Some(self.modified).filter(|&date| date != i64::MIN)
    }

    /// The person on the other side.
    pub fn person(&self) -> Option<u32> {
        Some(self.person).filter(|&person| person != NOBODY)
    }

    /// Whoever of the own side wrote last.
    pub fn agent(&self) -> Option<u32> {
        Some(self.agent).filter(|&agent| agent != NOBODY)
    }
}

/// All messages of a run.
#[derive(Debug, Default)]
pub struct Conversations {
    pub entries: Blocks<Entry>,
    recipients: Vec<u32>,
    seen: Shards<()>,
    nodes: Shards<u32>,
    sets: Sets,
    /// Per node: the message that carries this id, if one was read.
    carriers: Blocks<u32>,
    subjects: KeyMap<u32>,
    by_subject: bool,
    /// Per node: hash of its sender and subject, to tell a reused id from a copy with another footer.
    marks: Blocks<u32>,
    /// Messages whose In-Reply-To names a node (checked at the end).
    parents: Blocks<(u32, u32)>,
    /// Filled by `resolve`: per message the conversation it belongs to.
    belongs: Vec<u32>,
    pub conversations: Blocks<Conversation>,
}

const NO_CARRIER: u32 = u32::MAX;

impl Conversations {
    /// `by_subject`: messages that refer to nothing join others with the same subject and person.
    pub fn new(by_subject: bool) -> Conversations {
        Conversations { by_subject, ..Conversations::default() }
    }

    /// Whether a message with this content was added before.
    pub fn is_known(&self, content_key: u128) -> bool {
        self.seen.get(content_key as u64).is_some()
    }

    /// How many messages there are, without those left out.
    pub fn messages(&self) -> u64 {
        self.entries.iter().filter(|entry| entry.fate != Fate::LeftOut).count() as u64
    }

    /// Adds one message, in reading order.
    pub fn add(&mut self, facts: &Facts<'_>) -> Added {
        let content = facts.content_key as u64;
        let duplicate = !self.seen.add(content, ());
        let own_id = if facts.message_id.is_empty() { content } else { key64(facts.message_id.as_bytes()) };
        let mark = mark(facts);
        let node = self.node(own_id);
        let carrier = self.carriers[node as usize];
        let reused = !duplicate && carrier != NO_CARRIER;
        // A mailer that gives every mail the same id must not weld strangers together.
        let alien = reused && self.marks[node as usize] != mark;
        let (node, own_id) = if alien { (self.node(content), content) } else { (node, own_id) };
        let index = self.entries.len() as u32;
        if self.carriers[node as usize] == NO_CARRIER {
            self.carriers[node as usize] = index;
            self.marks[node as usize] = mark;
        }
        let root_id = facts.references.first().or(facts.in_reply_to.first());
        let root_id = root_id.map_or(own_id, |id| key64(id.as_bytes()));
        if !duplicate {
            self.join(facts, node, index);
        }
        let fate = match (duplicate, facts.held) {
            (true, _) => Fate::Duplicate,
            (false, true) => Fate::Hold,
            (false, false) => Fate::Pack,
        };
        self.push_entry(facts, content, root_id, node, fate);
        if duplicate {
            Added::Duplicate
        } else if reused {
            Added::IdReused
        } else {
            Added::New
        }
    }

    /// Keeps the place of a message that is left out: its content may come again as mail.
    pub fn leave_out(&mut self, leaf: u32, record: u32, start: u64) {
        self.entries.push(Entry {
            leaf,
            record,
            start,
            content: 0,
            root_id: 0,
            date: i64::MAX,
            node: 0,
            from: NOBODY,
            recipients: 0,
            recipient_count: 0,
            attachments: 0,
            text_bytes: 0,
            fate: Fate::LeftOut,
        });
    }

    fn push_entry(&mut self, facts: &Facts<'_>, content: u64, root_id: u64, node: u32, fate: Fate) {
        let recipients = self.recipients.len() as u32;
        // Mass mail: who else got it does not change whose conversation it is.
        let kept = &facts.recipients[..facts.recipients.len().min(MAX_RECIPIENTS)];
        self.recipients.extend_from_slice(kept);
        self.entries.push(Entry {
            leaf: facts.leaf,
            record: facts.record,
            start: facts.start,
            content,
            root_id,
            date: facts.date.unwrap_or(i64::MAX),
            node,
            from: facts.from.unwrap_or(NOBODY),
            recipients,
            recipient_count: kept.len() as u16,
            attachments: facts.attachments.min(usize::from(u16::MAX)) as u16,
            text_bytes: facts.text_bytes.min(u32::MAX as usize) as u32,
            fate,
        });
    }

    fn join(&mut self, facts: &Facts<'_>, node: u32, index: u32) {
        for id in facts.references.iter().chain(facts.in_reply_to) {
            let other = self.node(key64(id.as_bytes()));
            self.sets.union(node, other);
        }
        if let Some(parent) = facts.in_reply_to.first().or(facts.references.last()) {
            let parent = self.node(key64(parent.as_bytes()));
            self.parents.push((index, parent));
        } else if self.by_subject && facts.subject != 0 {
            let first = *self.subjects.entry(facts.subject).or_insert(node);
            self.sets.union(node, first);
        }
    }

    fn node(&mut self, id: u64) -> u32 {
        let next = self.carriers.len() as u32;
        let node = *self.nodes.entry(id).or_insert(next);
        if node == next {
            self.carriers.push(NO_CARRIER);
            self.marks.push(0);
            self.sets.push();
        }
        node
    }

    /// The recipients kept of a message.
    pub fn recipients(&self, entry: &Entry) -> &[u32] {
        let start = entry.recipients as usize;
        self.recipients.get(start..start + usize::from(entry.recipient_count)).unwrap_or(&[])
    }

    /// Messages that answer one that no source holds.
    pub fn orphans(&self) -> impl Iterator<Item = &Entry> {
        let missing = |parent: &u32| self.carriers.get(*parent as usize) == Some(&NO_CARRIER);
        self.parents
            .iter()
            .filter(move |(_, parent)| missing(parent))
            .filter_map(|(i, _)| self.entries.get(*i as usize))
    }

    /// The conversation of a message; `None` for duplicates and held ones.
    pub fn of(&self, message: usize) -> Option<(u32, &Conversation)> {
        let index = *self.belongs.get(message)?;
        Some((index, self.conversations.get(index as usize)?))
    }

    /// Settles conversations once all messages are in. `own` tells the user's own persons.
    pub fn resolve(&mut self, own: &dyn Fn(u32) -> bool) {
        // What only reading needed makes room for what is made of it.
        (self.nodes, self.seen, self.marks) = (Shards::default(), Shards::default(), Blocks::default());
        self.belongs = vec![u32::MAX; self.entries.len()];
        self.conversations = Blocks::default();
        let mut by_set = vec![u32::MAX; self.carriers.len()];
        for index in 0..self.entries.len() {
            let entry = self.entries[index];
            if entry.fate != Fate::Pack {
                continue;
            }
            let set = self.sets.find(entry.node);
            let next = self.conversations.len() as u32;
            let of_set = &mut by_set[set as usize];
            if *of_set == u32::MAX {
                *of_set = next;
                let new = Conversation::of(entry.root_id, index as u32, None);
                self.conversations.push(Conversation { messages: 0, ..new });
            }
            let which = *of_set;
            self.belongs[index] = which;
            self.take_in(which as usize, index, own);
        }
        for which in 0..self.conversations.len() {
            let first = self.entries[self.conversations[which].first as usize];
            self.conversations[which].id = first.root_id;
            self.conversations[which].person = self.other_side(&first, own).unwrap_or(NOBODY);
            let last = self.conversations[which].agent();
            self.conversations[which].agent = last.map_or(NOBODY, |last| self.entries[last as usize].from);
        }
        self.part_equal_ids();
    }

    fn take_in(&mut self, which: usize, index: usize, own: &dyn Fn(u32) -> bool) {
        let entry = self.entries[index];
        let first = self.entries[self.conversations[which].first as usize];
        let conversation = &mut self.conversations[which];
        conversation.messages += 1;
        // Content breaks ties: the order in which files were dropped must not choose the id.
        if (entry.date, entry.content) < (first.date, first.content) {
            conversation.first = index as u32;
        }
        if entry.from().is_some_and(own) {
            let written = |entry: &Entry| (Some(entry.date).filter(|&date| date != i64::MAX), entry.from);
            let last = conversation.agent().map(|last| written(&self.entries[last as usize]));
            if last < Some(written(&entry)) {
                conversation.agent = index as u32;
            }
        }
        if entry.date != i64::MAX {
            conversation.created = conversation.created.min(entry.date);
            conversation.modified = conversation.modified.max(entry.date);
        }
    }

    /// The sender, or for a message the own side sent its first recipient who is not of the own side.
    fn other_side(&self, entry: &Entry, own: &dyn Fn(u32) -> bool) -> Option<u32> {
        match entry.from() {
            Some(from) if own(from) => {
                self.recipients(entry).iter().copied().find(|&to| !own(to)).or(Some(from))
            }
            from => from,
        }
    }

    /// Two conversations could claim one id when their first messages name a parent that was reused: the
    /// later one takes an id of its own content.
    fn part_equal_ids(&mut self) {
        let mut taken = Shards::default();
        for conversation in self.conversations.iter_mut() {
            if !taken.add(conversation.id, ()) {
                conversation.id = self.entries[conversation.first as usize].content;
                taken.add(conversation.id, ());
            }
        }
    }
}

/// How many recipients of one message are kept.
const MAX_RECIPIENTS: usize = 16;

fn mark(facts: &Facts<'_>) -> u32 {
    let from = facts.from.map_or(0, |from| u64::from(from) + 1);
    (facts.subject ^ from.wrapping_mul(0x9E37_79B9_7F4A_7C15)) as u32
}

#[cfg(test)]
mod tests;
