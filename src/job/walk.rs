//! The first reading of all sources: files are recognised, ZIPs are opened, items go to a [`Visit`].

use super::leaf::{Feed, Leaf};
use super::setup::Setup;
use super::{Job, Origin, Progress, SourceFile, Want};
use crate::bundle::Output;
use crate::finding::{Code, Observation};
use crate::source::archive::{Directory, Entry};
use crate::source::folder::wrapper;
use crate::source::sniff::Kind;
use crate::source::{Handler, Spot, codes, ignored};
use std::rc::Rc;

/// Files up to this size are read in one range, so that a host may have many of them in flight.
pub(super) const SMALL: u64 = 1024 * 1024;
/// Of larger ones the first bytes are looked at before the rest is asked for: a ZIP is read from its end.
const HEAD: u64 = 64 * 1024;
/// The first bytes of a ZIP: a local header, or the end record of an empty one.
const ZIP_STARTS: [&[u8; 4]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What the bytes of the wanted range are for.
enum Stage {
    /// Between files.
    Next,
    /// A file, from its first byte on. `head` collects what tells a ZIP.
    File {
        feed: Box<Feed>,
        head: Vec<u8>,
        zip: bool,
        read_to: u64,
    },
    Directory(Box<Directory>),
    Entry {
        feed: Box<Feed>,
        rest: std::vec::IntoIter<Entry>,
    },
    Done,
}

/// Takes what a first reading finds, leaf by leaf.
pub trait Visit: Handler {
    /// The items that follow lie in this leaf.
    fn begin(&mut self, leaf: Leaf);
    /// Whether the source of this name is a file to take as it is, whatever is in it.
    fn is_file(&self, _: &str) -> bool {
        false
    }
    /// The leaf is over. `trouble`: its bytes did not come to their end, or not as they should be.
    fn end(&mut self, kind: Kind, trouble: Option<Code>);
}

/// What a file is that is not read, and what is said of it.
fn unread(name: &str, otherwise: Option<(Kind, Code)>) -> Option<(Kind, Code)> {
    if ignored::is_ignored(name) { Some((Kind::Ignored, codes::FILE_IGNORED)) } else { otherwise }
}

/// A first reading as a push job.
pub struct Walk<V> {
    files: Vec<SourceFile>,
    setup: Rc<Setup>,
    /// Length of the name of the directory that everything was dropped in.
    wrapper: usize,
    pub visitor: V,
    /// Index of the file being read; the next one is `file + 1`.
    file: usize,
    started: bool,
    stage: Stage,
    want: Option<Want>,
    pushed: u64,
    done: u64,
}

impl<V: Visit> Walk<V> {
    pub fn new(files: Vec<SourceFile>, setup: Rc<Setup>, visitor: V) -> Walk<V> {
        let wrapper = wrapper(&mut files.iter().map(|file| file.name.as_str())).len();
        let mut walk = Walk {
            files,
            wrapper,
            setup,
            visitor,
            file: 0,
            started: false,
            stage: Stage::Next,
            want: None,
            pushed: 0,
            done: 0,
        };
        walk.advance();
        walk
    }

    /// Reads everything once more, for another visitor.
    pub fn restart(&mut self, visitor: V) {
        let files = std::mem::take(&mut self.files);
        *self = Walk::new(files, Rc::clone(&self.setup), visitor);
    }

    /// The files and what their visitor made of them. Call when `wants` is `None`.
    pub fn into_parts(self) -> (Vec<SourceFile>, V) {
        (self.files, self.visitor)
    }

    fn about_leaf(&mut self, code: Code) {
        self.visitor.observe(Spot::default(), Observation::new(code));
    }

    /// Goes on until bytes are needed or everything was read.
    fn advance(&mut self) {
        while self.want.is_none() {
            match std::mem::replace(&mut self.stage, Stage::Done) {
                Stage::Next => {
                    if self.started {
                        self.file += 1;
                    }
                    self.started = true;
                    if self.file >= self.files.len() {
                        return;
                    }
                    self.stage = Stage::Next;
                    self.start_file();
                }
                Stage::File { feed, head, zip, read_to } => self.file_range_done(feed, head, zip, read_to),
                Stage::Directory(directory) => self.directory_range_done(directory),
                Stage::Entry { mut feed, rest } => {
                    self.close(&mut feed, false);
                    self.next_entry(rest);
                }
                Stage::Done => return,
            }
        }
    }

    fn start_file(&mut self) {
        let file = &self.files[self.file];
        let excluded = self.setup.plan.exclude.contains(&file.name);
        let is_file = self.visitor.is_file(&file.name);
        let leaf = Leaf {
            name: file.name.clone(),
            wrapper: self.wrapper,
            file: self.file as u32,
            bytes: file.bytes,
            kind: is_file.then_some(Kind::File),
            excluded,
            ..Leaf::default()
        };
        let bytes = file.bytes;
        let feed = Box::new(self.open(&leaf));
        self.visitor.begin(leaf);
        if excluded {
            self.visitor.end(Kind::Unknown, None);
            return;
        }
        let name = &self.files[self.file].name;
        let empty = (bytes == 0).then(|| ignored::of_empty(name));
        if let Some((kind, code)) = unread(name, empty).filter(|_| !is_file) {
            self.about_leaf(code);
            self.visitor.end(kind, None);
            return;
        }
        let read_to = if bytes <= SMALL { bytes } else { HEAD };
        self.ask(0, read_to);
        // What is taken as it is need not be told from a ZIP.
        let head = if is_file { vec![0; 4] } else { Vec::new() };
        self.stage = Stage::File { feed, head, zip: false, read_to };
    }

    fn open(&self, leaf: &Leaf) -> Feed {
        Feed::open(leaf, &self.setup.plan)
    }

    fn ask(&mut self, start: u64, end: u64) {
        self.pushed = 0;
        self.want = (start < end).then_some(Want { from: Origin::Source(self.file as u32), start, end });
    }

    fn file_range_done(&mut self, mut feed: Box<Feed>, head: Vec<u8>, zip: bool, read_to: u64) {
        let bytes = self.files[self.file].bytes;
        if zip {
            let directory = Directory::new(bytes);
            self.stage = Stage::Directory(Box::new(directory));
        } else if read_to < bytes && matches!(feed.kind(), Some(Kind::Unknown | Kind::File)) {
            // What nobody frames is not read to its end: a file that a row names may have gigabytes.
            feed.skip_to(bytes);
            self.done += bytes - read_to;
            self.close(&mut feed, false);
            self.stage = Stage::Next;
        } else if read_to < bytes {
            self.ask(read_to, bytes);
            self.stage = Stage::File { feed, head, zip, read_to: bytes };
        } else {
            // Fewer bytes than can tell a ZIP were held back.
            if head.len() < 4 {
                feed.push(&head, &mut self.visitor);
            }
            self.close(&mut feed, false);
            self.stage = Stage::Next;
        }
    }

    fn close(&mut self, feed: &mut Feed, failed: bool) {
        let trouble = feed.finish(failed, &mut self.visitor);
        self.visitor.end(feed.kind().unwrap_or(Kind::Unknown), trouble);
    }

    fn directory_range_done(&mut self, directory: Box<Directory>) {
        if let Some(range) = directory.wants() {
            self.ask(range.start, range.end);
            self.stage = Stage::Directory(directory);
            return;
        }
        match directory.finish() {
            Ok(entries) => {
                self.visitor.end(Kind::Zip, None);
                self.next_entry(entries.into_iter());
            }
            Err(code) => {
                self.about_leaf(code);
                self.visitor.end(Kind::Zip, None);
                self.stage = Stage::Next;
            }
        }
    }

    fn next_entry(&mut self, mut entries: std::vec::IntoIter<Entry>) {
        for entry in entries.by_ref() {
            if entry.directory {
                continue;
            }
            let name = format!("{}/{}", self.files[self.file].name, entry.name);
            let excluded = self.setup.plan.exclude.contains(&name);
            let trouble = entry.trouble;
            let kind = self.visitor.is_file(&name).then_some(Kind::File);
            let leaf = Leaf {
                name,
                wrapper: self.wrapper,
                file: self.file as u32,
                bytes: entry.size,
                kind,
                excluded,
                entry: Some(entry),
                ..Leaf::default()
            };
            let feed = Box::new(self.open(&leaf));
            let want = leaf.want();
            let trouble = trouble.map(|code| (Kind::Unknown, code));
            let unread = if kind.is_some() { trouble } else { unread(&leaf.name, trouble) };
            self.visitor.begin(leaf);
            if excluded {
                self.visitor.end(Kind::Unknown, None);
                continue;
            }
            if let Some((kind, code)) = unread {
                self.about_leaf(code);
                self.visitor.end(kind, None);
                continue;
            }
            self.ask(want.start, want.end);
            self.stage = Stage::Entry { feed, rest: entries };
            return;
        }
        self.stage = Stage::Next;
    }

    fn feed(&mut self, chunk: &[u8]) {
        match &mut self.stage {
            Stage::File { feed, head, zip, .. } => {
                if head.len() >= 4 {
                    if !*zip {
                        feed.push(chunk, &mut self.visitor);
                    }
                    return;
                }
                // A chunk may be a single byte: the first four are held back until they can be told apart.
                let missing = (4 - head.len()).min(chunk.len());
                head.extend_from_slice(&chunk[..missing]);
                if head.len() == 4 {
                    *zip = ZIP_STARTS.iter().any(|start| head == *start);
                    if !*zip {
                        feed.push(head, &mut self.visitor);
                        feed.push(&chunk[missing..], &mut self.visitor);
                    }
                }
            }
            Stage::Directory(directory) => directory.push(chunk),
            Stage::Entry { feed, .. } => feed.push(chunk, &mut self.visitor),
            Stage::Next | Stage::Done => {}
        }
    }
}

impl<V: Visit> Job for Walk<V> {
    fn wants(&mut self) -> Option<Want> {
        self.want
    }

    fn ahead(&self, most: usize) -> Vec<Want> {
        let whole = |(index, file): (usize, &SourceFile)| Want {
            from: Origin::Source(index as u32),
            start: 0,
            end: file.bytes,
        };
        let files = self.files.iter().enumerate().skip(self.file + 1);
        let plan = &self.setup.plan;
        files
            .filter(|(_, file)| file.bytes > 0 && file.bytes <= SMALL && !plan.exclude.contains(&file.name))
            .filter(|(_, file)| !ignored::is_ignored(&file.name))
            .map(whole)
            .take(most)
            .collect()
    }

    fn push(&mut self, chunk: &[u8]) {
        let Some(want) = self.want else { return };
        self.feed(chunk);
        self.pushed += chunk.len() as u64;
        self.done += chunk.len() as u64;
        if self.pushed >= want.end - want.start {
            self.want = None;
            self.advance();
        }
    }

    fn failed(&mut self) {
        if self.want.take().is_none() {
            return;
        }
        let mut rest = None;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::File { mut feed, .. } => self.close(&mut feed, true),
            Stage::Entry { mut feed, rest: entries } => {
                self.close(&mut feed, true);
                rest = Some(entries);
            }
            Stage::Directory(_) => {
                self.about_leaf(super::codes::SOURCE_UNREADABLE);
                self.visitor.end(Kind::Zip, Some(super::codes::SOURCE_UNREADABLE));
            }
            Stage::Next | Stage::Done => {}
        }
        self.stage = Stage::Next;
        // The entries after the unreadable one are asked for too: each is read, or told about.
        if let Some(rest) = rest {
            self.next_entry(rest);
        }
        self.advance();
    }

    fn take(&mut self) -> Vec<Output> {
        Vec::new()
    }

    fn progress(&self) -> Progress {
        let total = self.files.iter().map(|file| file.bytes).sum();
        Progress { phase: "reading", done: self.done.min(total), total }
    }
}
