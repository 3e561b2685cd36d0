//! The passes that write files: attachments of mail, and the whole texts of values that were cut.

use crate::bundle::large::Content;
use crate::bundle::sink::hex;
use crate::check::codes::VALUE_CUT;
use crate::check::record::Record;
use crate::convert::conversation::Conversation;
use crate::convert::mail::{self, AttachmentFacts, Facts};
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::job::book::at;
use crate::job::choose::selection::Role;
use crate::job::choose::wanted::Go;
use crate::job::codes;
use crate::job::dispatch::Dispatch;
use crate::job::intake::{self, Beside, Fields, Known};
use crate::job::ledger::Fate;
use crate::job::setup::Setup;
use crate::source::message::Message;
use crate::source::{RawMessage, Row, Spot};
use crate::text::fold;
use crate::text::hash::key64;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::rc::Rc;

impl Dispatch {
    pub(in crate::job) fn attachments(&mut self, tab: usize, index: usize, raw: &RawMessage<'_>) {
        let setup = Rc::clone(&self.surveyed.setup);
        if self.selection.as_ref().is_some_and(|selection| selection.role(tab) == Role::Outside) {
            return;
        }
        let Some((which, conversation)) = self.surveyed.conversations.of(index).map(|(w, c)| (w, *c)) else {
            return;
        };
        let message = self.read(raw, false);
        let stem = mail::conversation_id(&conversation);
        let mut files: Vec<(String, Cow<'_, [u8]>)> =
            message.attachments.iter().map(|it| (it.name.clone(), Cow::Borrowed(&*it.bytes))).collect();
        if self.surveyed.cut.contains(&(index as u32)) {
            files.extend(self.cut_texts(&conversation, &message, raw.spot));
        }
        for (at, (name, bytes)) in files.iter().enumerate() {
            let number = self.file_numbers.entry(which).or_default();
            *number += 1;
            let (number, size) = (*number, bytes.len() as u64);
            if self.leaves_out(tab, raw.spot, name, size) {
                continue;
            }
            let path = file_path(&setup, tab, &stem, &number.to_string(), name);
            let sha256 = hex(&Sha256::digest(bytes));
            let facts = AttachmentFacts { name, path: &path, size, sha256: &sha256, number: at + 1 };
            self.fill(tab, raw.spot, &conversation, &message, false, Some(facts));
            // The number of a file depends on what else was read: it must not make the file another one in a later run.
            if let Some(path) = setup.tabs[tab].files.as_ref().and_then(|files| files.path) {
                self.record.apart(path);
            }
            self.put_file(tab, raw.spot, &path, bytes);
        }
    }

    /// Writes the record at hand with its file, or holds it.
    fn put_file(&mut self, tab: usize, spot: Spot, path: &str, bytes: &[u8]) {
        // Those of a second upload find what they belong to where the first one went.
        if self.surveyed.setup.settled.files.go == Go::With {
            self.check_references(tab, spot);
        }
        if self.write(tab, spot, Some((path, Content::Whole(bytes)))) == Fate::Held {
            self.hold_made(tab);
        }
        self.reasons.clear();
    }

    /// Whether the plan leaves a file of this size out; then it is told.
    fn leaves_out(&mut self, tab: usize, spot: Spot, name: &str, size: u64) -> bool {
        let out = self.surveyed.setup.settled.files.most.is_some_and(|most| size > most);
        if out {
            self.tell_new(tab, spot, Observation::new(codes::ATTACHMENT_LEFT_OUT).found(name));
            self.reasons.clear();
        }
        out
    }

    /// The whole of what was cut in the conversation's record.
    fn cut_texts(
        &mut self,
        conversation: &Conversation,
        message: &Message<'_>,
        spot: Spot,
    ) -> Vec<(String, Cow<'static, [u8]>)> {
        let setup = Rc::clone(&self.surveyed.setup);
        let Some(tab) = setup.mail_tab(MailUnit::Conversation) else { return Vec::new() };
        let mut texts = Vec::new();
        let facts = Facts { message: Some(message), ..self.surveyed.facts(conversation) };
        let (here, mut record) = (at(self.leaf_name(), spot), Record::default());
        intake::from_mail(&setup, tab, &facts, Fields::Text, here, &mut record, &mut |seen| {
            if seen.code == VALUE_CUT {
                texts.push((format!("{}.txt", seen.field), Cow::Owned(seen.found.as_bytes().to_vec())));
            }
        });
        texts
    }

    /// What was cut in a row that was written goes along whole, as attachments of its record.
    pub(in crate::job) fn whole_texts(&mut self, tab: usize, row: &Row<'_>) {
        let setup = Rc::clone(&self.surveyed.setup);
        if self.surveyed.repaired.replaces(row) {
            return;
        }
        let Some(table) = self.surveyed.leaves[self.leaf].table.take() else { return };
        let of = table.found.as_ref().map_or(0, |found| found.tab);
        if !self.takes_row(&table, of, row) {
            self.surveyed.leaves[self.leaf].table = Some(table);
            return;
        }
        let mut record = Record::default();
        let mut texts = Vec::new();
        let here = at(self.leaf_name(), row.spot);
        let beside = Beside { keys: &self.surveyed.keys, known: Known::All, at: here };
        intake::from_row(&setup, &table, of, row, beside, &mut record, &mut |seen| {
            if seen.code == VALUE_CUT {
                texts.push((seen.field.to_string(), seen.found.to_string()));
            }
        });
        self.surveyed.leaves[self.leaf].table = Some(table);
        let id = setup.tabs[of].key.map_or("", |key| record.get(key));
        let hash = key64(id.as_bytes());
        // Only for the record that was written under this id, not for another one that is held.
        let keys = &mut self.surveyed.keys[of];
        let written = match setup.settled.files.go {
            Go::Only => keys.has(hash),
            _ => keys.is_packed(hash) && keys.is_copy(hash, record.content()),
        };
        if texts.is_empty() || !written {
            return;
        }
        for (at, (field, text)) in texts.iter().enumerate() {
            let name = format!("{field}.txt");
            let size = text.len() as u64;
            if self.leaves_out(tab, row.spot, &name, size) {
                continue;
            }
            let path = file_path(&setup, tab, id, &(at + 1).to_string(), &name);
            let sha256 = hex(&Sha256::digest(text));
            let facts = AttachmentFacts { name: &name, path: &path, size, sha256: &sha256, number: at + 1 };
            let facts = Facts { row: Some(id), attachment: Some(facts), ..Facts::default() };
            let mut made = std::mem::take(&mut self.record);
            self.reasons.clear();
            intake::from_mail(&setup, tab, &facts, Fields::All, None, &mut made, &mut |seen| {
                self.tell(tab, row.spot, seen);
            });
            self.record = made;
            self.put_file(tab, row.spot, &path, text.as_bytes());
        }
    }
}

/// Bytes of a file's name that every file system takes.
const MAX_NAME: usize = 255;

/// Where a file lies in its bundle: below the id of the record it belongs to.
pub(in crate::job) fn file_path(setup: &Setup, tab: usize, id: &str, number: &str, name: &str) -> String {
    let folder = setup.destination.tabs[tab].folder.as_deref().unwrap_or("Attachments");
    let mut file = format!("{}-{}", fold::file_name(number), fold::file_name(name));
    if file.len() > MAX_NAME {
        file = fold::file_name(&file);
    }
    format!("{folder}/{}/{file}", fold::file_name(id))
}
