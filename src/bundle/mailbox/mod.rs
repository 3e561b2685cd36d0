//! Writes mail into bundles: mboxes, EML files or Maildirs, under the caps, in the order it is given.
//!
//! In: mailboxes and their messages, one after another. Out: `Output` pieces and summaries. As with rows, whether a
//! message fits is decided by worst case before a byte of it is written.

pub mod names;
pub mod rewrite;

use super::caps::{self, Place, Question};
use super::codes::RECORD_OVER_CAP;
use super::deflate;
use super::part::frame_bytes;
use super::writer::Writer;
use super::zip::{self, MAX_ENTRY};
use super::{BundleSummary, Output};
use crate::destination::Caps;
use crate::destination::mailbox::{MailFormat, Per, Status};
use crate::finding::Code;
use crate::text::date;
use rewrite::{Flags, Form};

/// Largest mbox in a ZIP whatever the caps say: even its worst case stays an entry without ZIP64 sizes.
const MAX_PART: u64 = 3_500 << 20;

/// Most files of mail in a ZIP: its directory stays in memory until it is written and when it is verified, and beyond
/// 65,535 it would need ZIP64, which not every importer reads.
const MAX_FILES: u64 = 60_000;

/// How mail is written.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Stem of the bundles' names when one holds all folders.
    pub stem: String,
    pub format: MailFormat,
    pub per: Per,
    /// Bundles are ZIPs; else each mbox is one.
    pub zipped: bool,
    pub caps: Caps,
    pub drop: Vec<String>,
    pub status: Status,
}

/// A mailbox to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// Stem of its own bundle, or of its file.
    pub stem: String,
    /// The mbox's path in the bundle, or the directory of its messages.
    pub path: String,
    /// Ending of the mbox's name, with its dot.
    pub extension: String,
    /// Paths of the mboxes above it that hold no mail: a program shows nothing below a folder whose own file is missing.
    pub above: Vec<String>,
}

/// A message to be written.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    pub bytes: &'a [u8],
    /// For the line before it in an mbox.
    pub sender: &'a str,
    /// Seconds UTC.
    pub date: i64,
    pub flags: Flags,
    /// Its hash; parts equal times.
    pub content: u64,
}

/// The writer. Drain `take` after each call.
pub struct MailPacker {
    settings: Settings,
    writer: Writer,
    target: Target,
    /// Messages of this mailbox so far, and mboxes it was cut into.
    messages: u64,
    parts: u32,
    /// Blank mboxes written so far: several folders lie below one, which is written once.
    blank: Vec<String>,
    out: Vec<u8>,
}

impl MailPacker {
    pub fn new(settings: Settings) -> MailPacker {
        let writer = Writer::new(&settings.stem, !settings.zipped, 0);
        let target = Target::default();
        MailPacker { settings, writer, target, messages: 0, parts: 0, blank: Vec::new(), out: Vec::new() }
    }

    /// Begins a mailbox: what comes next belongs to it. Nothing is written before its first message.
    pub fn begin(&mut self, target: Target) {
        self.writer.close_part();
        if self.settings.per != Per::All {
            self.writer.close_bundle();
            self.writer.name(&target.stem);
        }
        self.target = target;
        self.messages = 0;
        self.parts = 0;
    }

    /// Writes one message, and says where it lies: the bundle, and the path in it.
    ///
    /// # Errors
    /// The cap that refuses it; nothing was written then.
    pub fn message(&mut self, message: &Message<'_>) -> Result<String, Code> {
        self.encode(message);
        let place = match self.settings.format {
            MailFormat::Mbox => self.mbox(message)?,
            MailFormat::Eml => self.file(&message_name(message, self.messages), message)?,
            MailFormat::Maildir => self.maildir(message)?,
        };
        self.messages += 1;
        Ok(match self.writer.bundle_name() {
            Some(bundle) if bundle != place => format!("{bundle}/{place}"),
            _ => place,
        })
    }

    /// Closes what is open. Summaries in the order of the bundles.
    pub fn finish(&mut self) -> Vec<BundleSummary> {
        self.writer.close_part();
        self.writer.close_bundle();
        self.writer.summaries()
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> Vec<Output> {
        self.writer.take()
    }

    fn encode(&mut self, message: &Message<'_>) {
        self.out.clear();
        let mbox = self.settings.format == MailFormat::Mbox;
        if mbox {
            rewrite::from_line(message.sender, message.date, &mut self.out);
        }
        let form = Form {
            crlf: self.settings.format == MailFormat::Eml,
            quoted: mbox,
            drop: &self.settings.drop,
            status: self.settings.status,
        };
        rewrite::rewrite(message.bytes, &form, message.flags, &mut self.out);
        if mbox {
            self.out.push(b'\n');
        }
    }

    fn proof(&self, message: &Message<'_>) -> u64 {
        rewrite::proof(message.bytes, &self.settings.drop, self.settings.status)
    }

    fn mbox(&mut self, message: &Message<'_>) -> Result<String, Code> {
        let caps = &self.settings.caps;
        let bytes = self.out.len() as u64;
        let most = caps.part_bytes.min(if self.settings.zipped { MAX_PART } else { u64::MAX });
        if bytes > most || caps.part_rows == 0 {
            return Err(RECORD_OVER_CAP);
        }
        let name = self.part_name();
        let part = self.writer.part().filter(|part| part.rows < caps.part_rows && part.bytes + bytes <= most);
        let open_with_row = part.and_then(|_| self.writer.open_bytes(bytes));
        let row = if self.settings.zipped { deflate::bound(bytes) + frame_bytes(&name) } else { bytes };
        match self.place(open_with_row, row, 0)? {
            Place::NewBundle => self.writer.close_bundle(),
            Place::NewPart => self.writer.close_part(),
            Place::Here => {}
        }
        if self.writer.part().is_none() {
            for path in std::mem::take(&mut self.target.above) {
                if !self.blank.contains(&path) {
                    self.writer.mail_file(&path, &path, b"", None);
                    self.blank.push(path);
                }
            }
            self.parts += 1;
            self.writer.open_part("", name, &[]);
        }
        let proof = self.proof(message);
        self.writer.row(&self.out, false);
        self.writer.prove(proof);
        Ok(self.writer.part().map_or(String::new(), |part| part.name.clone()))
    }

    /// Of the next mbox of this mailbox.
    fn part_name(&self) -> String {
        let Target { stem, path, extension, .. } = &self.target;
        let number = if self.parts == 0 { String::new() } else { format!("_{:02}", self.parts + 1) };
        if !self.settings.zipped {
            return format!("{stem}{number}{extension}");
        }
        let bare = path.strip_suffix(extension.as_str()).unwrap_or(path);
        format!("{bare}{number}{extension}")
    }

    fn file(&mut self, name: &str, message: &Message<'_>) -> Result<String, Code> {
        let path = if self.target.path.is_empty() || self.settings.per != Per::All {
            name.to_string()
        } else {
            format!("{}/{name}", self.target.path)
        };
        let bytes = self.out.len() as u64;
        if bytes > MAX_ENTRY.min(self.settings.caps.part_bytes) {
            return Err(RECORD_OVER_CAP);
        }
        if self.writer.mail_files() >= MAX_FILES {
            self.writer.close_bundle();
        }
        let frame = frame_bytes(&path) + 2 * zip::TIME_BYTES;
        if self.place(None, 0, frame.saturating_add(bytes))? == Place::NewBundle {
            self.writer.close_bundle();
        }
        let proof = self.proof(message);
        // Of a Maildir a server takes the file's time as when the message came.
        let time = u32::try_from(message.date).ok().filter(|&time| time > 0 && time <= i32::MAX as u32);
        self.writer.mail_file(&self.group(), &path, &self.out, Some((time, proof)));
        Ok(path)
    }

    /// What the mailbox is called where its files are counted.
    fn group(&self) -> String {
        if self.target.path.is_empty() { self.target.stem.clone() } else { self.target.path.clone() }
    }

    fn maildir(&mut self, message: &Message<'_>) -> Result<String, Code> {
        // The folder that the others lie beside is there even if it is empty.
        if self.writer.opened() == 0 && !self.target.path.is_empty() {
            self.directories("")?;
        }
        if self.messages == 0 {
            self.directories(&self.target.path.clone())?;
        }
        // Flags in the order of the alphabet, as the specification wants them.
        let Flags { seen, answered, flagged, draft, forwarded, deleted } = message.flags;
        let marks =
            [(draft, 'D'), (flagged, 'F'), (forwarded, 'P'), (answered, 'R'), (seen, 'S'), (deleted, 'T')];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        let name =
            format!("{}.{:016x}_{}.mail:2,{marks}", message.date.max(0), message.content, self.messages);
        self.file(&format!("cur/{name}"), message)
    }

    /// A Maildir is three directories, also where two of them are empty.
    fn directories(&mut self, base: &str) -> Result<(), Code> {
        let inside = |name: &str| if base.is_empty() { name.to_string() } else { format!("{base}/{name}") };
        let mut paths: Vec<String> = ["cur/", "new/", "tmp/"].map(inside).to_vec();
        if !base.is_empty() {
            paths.push(inside("maildirfolder"));
        }
        for path in paths {
            if self.place(None, 0, frame_bytes(&path))? == Place::NewBundle {
                self.writer.close_bundle();
            }
            self.writer.mail_file(&self.group(), &path, b"", None);
        }
        Ok(())
    }

    fn place(&self, open_with_row: Option<u64>, row: u64, file: u64) -> Result<Place, Code> {
        caps::place(
            &self.settings.caps,
            Question {
                open: self.writer.open_bytes(0),
                open_with_row,
                row,
                file,
                frame: if self.settings.zipped { zip::END_BYTES } else { 0 },
                one_part: !self.settings.zipped,
                closed: self.writer.closed_bytes(),
                opened: u64::from(self.writer.opened()),
            },
        )
    }
}

/// What a message is called as a file: its place in the order, and its day.
fn message_name(message: &Message<'_>, before: u64) -> String {
    let day = if message.date > 0 { date::format(message.date, "_%Y%m%d") } else { String::new() };
    format!("{:06}{day}.eml", before + 1)
}
