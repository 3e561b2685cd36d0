//! Lists everything as read, one JSON line each: messages, table headers, rows, and what is found about files.

use super::book::mail::message_flags;
use super::borders;
use super::leaf::Leaf;
use super::setup::Setup;
use super::walk::{Visit, Walk};
use super::{Job, Progress, SourceFile, Want};
use crate::bundle::Output;
use crate::bundle::sink::hex;
use crate::finding::{Code, Observation, Severity};
use crate::json::{Value, json};
use crate::source::folder::of_message;
use crate::source::mbox::Border;
use crate::source::message::{self, Attachment, Depth, Mailbox, Manner};
use crate::source::sniff::Kind;
use crate::source::{Handler, RawMessage, Row, Spot, TableHeader};
use crate::text::{charset, date};
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// The listing as a push job; its lines are taken with `lines`.
pub struct Listing(Walk<Lines>);

impl Listing {
    pub fn new(files: Vec<SourceFile>, setup: Rc<Setup>) -> Listing {
        let lines = Lines::new(Rc::clone(&setup));
        Listing(Walk::new(files, setup, lines))
    }

    /// Each From_ line gets a line of its own, too.
    pub fn with_borders(mut self) -> Listing {
        self.0.visitor.borders = true;
        self
    }

    /// Whether an error was found so far.
    pub fn is_grave(&self) -> bool {
        self.0.visitor.grave
    }

    /// The JSON lines since the last call, each with its line end.
    pub fn lines(&mut self) -> String {
        std::mem::take(&mut self.0.visitor.text)
    }
}

struct Lines {
    setup: Rc<Setup>,
    text: String,
    leaf: Leaf,
    /// The mail folder of the source.
    folder: String,
    /// About the record that comes next, and about the file.
    of_record: Vec<Value>,
    of_file: Vec<Value>,
    grave: bool,
    /// Whether From_ lines are listed.
    borders: bool,
}

impl Lines {
    fn new(setup: Rc<Setup>) -> Lines {
        Lines {
            setup,
            text: String::new(),
            leaf: Leaf::default(),
            folder: String::new(),
            of_record: Vec::new(),
            of_file: Vec::new(),
            grave: false,
            borders: false,
        }
    }

    fn line(&mut self, value: &Value) {
        self.text.push_str(&value.to_string());
        self.text.push('\n');
    }
}

fn finding(seen: &Observation<'_>) -> Value {
    let mut line = json!({
        "code": seen.code.id,
        "severity": seen.code.severity.as_str(),
        "field": seen.field,
        "found": seen.found,
        "used": seen.used,
        "number": seen.number,
    });
    if seen.texts[0] != seen.texts[1] {
        (line["before"], line["after"]) = (json!(seen.texts[0]), json!(seen.texts[1]));
    }
    line
}

fn people(mailboxes: &[Mailbox]) -> Vec<Value> {
    mailboxes.iter().map(|m| json!({"name": m.name, "address": m.address})).collect()
}

fn attachment(attachment: &Attachment<'_>) -> Value {
    let sha256 = hex(&Sha256::digest(&attachment.bytes));
    json!({"name": attachment.name, "bytes": attachment.bytes.len(), "sha256": sha256})
}

impl Handler for Lines {
    fn recognised(&mut self, kind: Kind) {
        self.folder = self.leaf.folder_as(kind);
    }

    fn message(&mut self, raw: RawMessage<'_>) {
        let mut findings = std::mem::take(&mut self.of_record);
        let zone = &self.setup.settled.zone;
        let grave = &mut self.grave;
        let charset = self.setup.plan.charset(&self.leaf.name);
        let how = Manner { charset, detect: true, ..Manner::new(zone, Depth::Full) };
        let message = message::read_framed(&raw, how, &mut |seen| {
            *grave |= seen.code.severity == Severity::Error;
            findings.push(finding(&seen));
        });
        let line = json!({
            "source": self.leaf.name,
            "index": raw.spot.record,
            "start": raw.spot.start,
            "end": raw.spot.end,
            "message_id": message.message_id,
            "date": message.date.map(date::utc),
            "from": people(&message.from),
            "to": people(&message.to),
            "cc": people(&message.cc),
            "folder": of_message(&self.folder, &message.labels).as_ref(),
            "flags": message_flags(&message, &raw, &self.leaf.name).words(),
            "subject": message.subject,
            "text": message.text,
            "charset": {
                "declared": message.declared,
                "detected": message.detected,
                "used": message.charset,
            },
            "attachments": message.attachments.iter().map(attachment).collect::<Vec<_>>(),
            "findings": findings,
        });
        self.line(&line);
    }

    fn header(&mut self, header: &TableHeader) {
        let line = json!({
            "source": self.leaf.name,
            "header": header.names,
            "charset": charset::name(header.charset),
            "delimiter": char::from(header.delimiter).to_string(),
        });
        self.line(&line);
    }

    fn row(&mut self, row: Row<'_>) {
        let line = json!({
            "source": self.leaf.name,
            "index": row.spot.record,
            "start": row.spot.start,
            "end": row.spot.end,
            "fields": row.fields().collect::<Vec<_>>(),
            "findings": std::mem::take(&mut self.of_record),
        });
        self.line(&line);
    }

    fn border(&mut self, border: Border<'_>) {
        if self.borders {
            let line = json!({"source": self.leaf.name, "border": borders::document(&border)});
            self.line(&line);
        }
    }

    fn observe(&mut self, spot: Spot, seen: Observation<'_>) {
        self.grave |= seen.code.severity == Severity::Error;
        let list = if spot.record.is_some() { &mut self.of_record } else { &mut self.of_file };
        list.push(finding(&seen));
    }
}

impl Visit for Lines {
    fn begin(&mut self, leaf: Leaf) {
        self.leaf = leaf;
        self.of_record.clear();
        self.of_file.clear();
    }

    fn end(&mut self, _: Kind, _: Option<Code>) {
        // What was said of a record that never came is said of the file: nothing falls away.
        let mut findings = std::mem::take(&mut self.of_file);
        findings.append(&mut self.of_record);
        if !findings.is_empty() {
            self.line(&json!({"source": self.leaf.name, "findings": findings}));
        }
    }
}

impl Job for Listing {
    fn wants(&mut self) -> Option<Want> {
        self.0.wants()
    }
    fn ahead(&self, most: usize) -> Vec<Want> {
        self.0.ahead(most)
    }
    fn push(&mut self, chunk: &[u8]) {
        self.0.push(chunk);
    }
    fn failed(&mut self) {
        self.0.failed();
    }
    fn take(&mut self) -> Vec<Output> {
        Vec::new()
    }
    fn progress(&self) -> Progress {
        self.0.progress()
    }
}
