//! Records made from mail, and files made of texts that are cut: which of them an earlier run packed otherwise.

use super::Looker;
use crate::bundle::sink::hex;
use crate::check::codes::VALUE_CUT;
use crate::check::record::Record;
use crate::convert::mail::{AttachmentFacts, Facts};
use crate::destination::MailUnit;
use crate::finding::Observation;
use crate::job::answers::At;
use crate::job::book::at;
use crate::job::book::mail::read;
use crate::job::dispatch::files::file_path;
use crate::job::intake::{self, Fields};
use crate::job::previous::{self, Counts};
use crate::job::settle::Surveyed;
use crate::source::RawMessage;
use crate::source::message::Depth;
use crate::text::hash::key64;
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// A text that is cut: its field, and the whole of it.
pub(super) type Cut = (String, String);

/// The text, if this is seen of one that is cut.
pub(super) fn cut_text(seen: &Observation<'_>) -> Option<Cut> {
    (seen.code == VALUE_CUT).then(|| (seen.field.to_string(), seen.found.to_string()))
}

/// Fills `record` as the pack does; its key, and whether an earlier run packed it otherwise. `None`: it is not packed.
fn made(
    surveyed: &Surveyed,
    unit: MailUnit,
    facts: &Facts<'_>,
    (mailbox, here): (&str, At<'_>),
    record: &mut Record,
) -> Option<(usize, u64, bool)> {
    let (setup, keys) = (&surveyed.setup, &surveyed.keys);
    let tab = setup.mail_tab(unit).filter(|tab| setup.takes(*tab) && previous::is_of_run(setup, *tab))?;
    intake::from_mail(setup, tab, facts, Fields::All, here, record, &mut |_| {});
    if let Some(decided) = surveyed.agents.of_record(setup, keys, tab, record, mailbox) {
        record.edit(&decided.edits);
    }
    let key = key64(setup.tabs[tab].key.map_or("", |at| record.get(at)).as_bytes());
    Some((tab, key, keys[tab].has_changed(key, record.content() as u32, Some(record.edits()))))
}

impl Looker {
    /// Counts the records of a message that an earlier run packed otherwise, and the files of its texts that are cut.
    pub(super) fn see_message(&mut self, raw: &RawMessage<'_>) {
        let index = self.first_message[self.leaf] + raw.spot.record.unwrap_or(0) as usize;
        let Looker { surveyed, record, leaf, .. } = self;
        let setup = Rc::clone(&surveyed.setup);
        let Some(conversation) = previous::to_be_seen(surveyed, index).copied() else { return };
        let name = surveyed.leaves[*leaf].name.as_str();
        let here = at(name, raw.spot);
        let message = read(raw, &setup, name, Depth::Full, &mut |_| {});
        let again = previous::goes_again(surveyed, &conversation);
        let mut changed = 0;
        let mut see = |unit: MailUnit, facts: &Facts<'_>, mailbox: &str| {
            if let Some((tab, key, other)) = made(surveyed, unit, facts, (mailbox, here), record) {
                changed += u64::from(other && !again && surveyed.keys[tab].is_there(key));
            }
        };
        let from = surveyed.conversations.entries[index].from();
        let outgoing = from.is_some_and(|from| surveyed.is_own(from));
        let facts = Facts { message: Some(&message), ..surveyed.facts(&conversation) };
        let own = [key64(message.message_id.as_bytes()), message.content_key as u64];
        // Of a conversation of which the first mail is not here, nothing can be said anew.
        if conversation.first as usize == index && own.contains(&conversation.id) {
            see(MailUnit::Conversation, &facts, surveyed.mailbox(&conversation));
        }
        see(MailUnit::Message, &Facts { outgoing, ..facts.clone() }, "");
        for (at, file) in message.attachments.iter().enumerate() {
            let sha256 = hex(&Sha256::digest(&file.bytes));
            let (name, size) = (&*file.name, file.bytes.len() as u64);
            let about = AttachmentFacts { name, path: "", size, sha256: &sha256, number: at + 1 };
            see(MailUnit::Attachment, &Facts { attachment: Some(about), ..facts.clone() }, "");
        }
        let mut cut = Vec::new();
        let tickets = setup.mail_tab(MailUnit::Conversation);
        if let Some(tab) = tickets.filter(|_| surveyed.cut.contains(&(index as u32))) {
            intake::from_mail(&setup, tab, &facts, Fields::Text, here, record, &mut |seen| {
                cut.extend(cut_text(&seen));
            });
        }
        let counts = of_cut(surveyed, &cut, message.attachments.len(), again, &facts, record);
        surveyed.late.add(&counts);
        surveyed.mail_changed += changed;
    }

    /// Counts the files of a row's texts that are cut.
    pub(super) fn see_cut(&mut self, cut: &[Cut], id: &str, again: bool) {
        let facts = Facts { row: Some(id), ..Facts::default() };
        let counts = of_cut(&self.surveyed, cut, 0, again, &facts, &mut self.record);
        self.surveyed.late.add(&counts);
    }
}

/// What becomes of the files that the whole of cut texts goes along as. `before`: how many files their record has beside them.
fn of_cut(
    surveyed: &Surveyed,
    cut: &[Cut],
    before: usize,
    again: bool,
    facts: &Facts<'_>,
    record: &mut Record,
) -> Counts {
    let mut counts = Counts::default();
    for (at, (field, text)) in cut.iter().enumerate() {
        let (name, sha256) = (format!("{field}.txt"), hex(&Sha256::digest(text)));
        let number = before + at + 1;
        // Of mail the path says nothing of the record (`dispatch/files.rs`).
        let path = surveyed.setup.mail_tab(MailUnit::Attachment).zip(facts.row);
        let path = path.map(|(tab, id)| file_path(&surveyed.setup, tab, id, &number.to_string(), &name));
        let path = path.unwrap_or_default();
        let about =
            AttachmentFacts { name: &name, path: &path, size: text.len() as u64, sha256: &sha256, number };
        let facts = Facts { attachment: Some(about), ..facts.clone() };
        if let Some((tab, key, changed)) = made(surveyed, MailUnit::Attachment, &facts, ("", None), record) {
            counts.count(&surveyed.keys[tab], key, changed, again);
        }
    }
    counts
}
