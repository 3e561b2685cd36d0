//! Which dropped file a row of attachments speaks of: by its path, by its name below a folder called like the record it
//! belongs to, or by its name where only one file and one row have it.
//!
//! Names are compared folded (form KC, case). Kept are hashes: of every row three and a place, of every dropped file one for
//! each part of its path. A file that holds records itself (a table, mail, a ZIP) is taken for an attachment only by its
//! path or folder, and then everything is read once more without it.

use super::book::Book;
use super::codes::{FILE_AMBIGUOUS, FILE_DAMAGED, FILE_MISSING, FILE_TOO_LARGE, FILE_UNNAMED};
use super::leaf::Leaf;
use super::settle::{mark_at, mark_place};
use super::setup::{NO_TAB, Setup, TabRules};
use crate::check::keys::Mark;
use crate::check::record::Record;
use crate::destination::{Destination, MailUnit, MailValue};
use crate::finding::{Code, Observation};
use crate::source::codes::FILE_IGNORED;
use crate::source::sniff::Kind;
use crate::text::fold;
use crate::text::hash::{KeyMap, key64};
use std::collections::HashSet;
use std::rc::Rc;

/// The largest file that goes along: what a ZIP holds in one entry without ZIP64, which not every importer reads.
pub const MOST_BYTES: u64 = (4 << 30) - (1 << 20);
/// Folders of a path that are looked at, from its end.
const DEPTH: usize = 16;

/// The fields of a tab of attachments that speak of a file.
#[derive(Clone, Debug, Default)]
pub struct FileFields {
    pub name: Option<usize>,
    pub path: Option<usize>,
    pub size: Option<usize>,
    pub sum: Option<usize>,
    /// The field with the file's bytes as Base64.
    pub content: Option<usize>,
    /// What the file belongs to.
    pub owners: Vec<usize>,
}

impl FileFields {
    /// `None` for a tab of anything else.
    pub fn of(destination: &Destination, tab: usize) -> Option<FileFields> {
        let tab = &destination.tabs[tab];
        let having = |wanted: MailValue| tab.fields.iter().position(|field| field.mail == Some(wanted));
        let of_files = tab.from_mail == Some(MailUnit::Attachment) && tab.folder.is_some();
        of_files.then(|| FileFields {
            name: having(MailValue::AttachmentName),
            path: having(MailValue::AttachmentPath),
            size: having(MailValue::AttachmentSize),
            sum: having(MailValue::AttachmentSha256),
            content: tab.fields.iter().position(|field| field.base64),
            owners: (0..tab.fields.len()).filter(|&at| tab.fields[at].reference.is_some()).collect(),
        })
    }

    fn text<'r>(&self, record: &'r Record, field: Option<usize>) -> &'r str {
        field.map_or("", |at| record.get(at))
    }

    /// The name a file gets: its own, or the end of its path.
    pub fn file_name<'r>(&self, record: &'r Record) -> &'r str {
        let path = self.text(record, self.path).rsplit(['/', '\\']).next().unwrap_or_default();
        Some(self.text(record, self.name)).filter(|name| !name.is_empty()).unwrap_or(path)
    }

    /// What a row calls its file, for a finding.
    pub fn called<'r>(&self, record: &'r Record) -> &'r str {
        Some(self.text(record, self.path)).filter(|path| !path.is_empty()).unwrap_or(self.file_name(record))
    }

    /// Says that the Base64 text of a row is none.
    pub fn damaged<'o>(&self, setup: &'o Setup, tab: usize, record: &'o Record) -> Observation<'o> {
        let field = self.content.map_or("", |at| &setup.destination.tabs[tab].fields[at].name);
        Observation::new(FILE_DAMAGED).field(field).found(self.file_name(record))
    }

    /// The bytes in the row itself: none, or those of good Base64 (a data URI is), or an error.
    pub fn content(&self, record: &Record) -> Option<Option<Vec<u8>>> {
        let text = self.text(record, self.content);
        let text = match text.strip_prefix("data:") {
            Some(uri) => uri.split_once(',').map_or("", |(_, data)| data),
            None => text,
        };
        (!self.text(record, self.content).is_empty())
            .then(|| crate::source::message::base64_text(text).filter(|bytes| !bytes.is_empty()))
    }
}

/// How a row names its file: hashes, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named {
    path: u64,
    near: u64,
    name: u64,
}

/// A row that names a file.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub named: Named,
    pub child: u64,
    pub mark: Mark,
}

impl Named {
    /// `None` if the row names none.
    pub fn of(fields: &FileFields, record: &Record) -> Option<Named> {
        let path = parts(fields.text(record, fields.path));
        let name = parts(fields.file_name(record)).pop()?;
        let owner = fields.owners.iter().map(|&at| record.get(at)).find(|owner| !owner.is_empty());
        // A row with a folder means the file that lies there and no other of its name.
        let free = path.len() < 2;
        Some(Named {
            path: if free { 0 } else { hash(&path) },
            near: owner.map_or(0, |owner| hash(&[parts(owner).join("_"), name.clone()])),
            name: if free { hash(&[name]) } else { 0 },
        })
    }
}

fn parts(path: &str) -> Vec<String> {
    let parts = path.split(['/', '\\']).map(|part| fold::normal(part.trim()).to_lowercase());
    parts.filter(|part| !part.is_empty() && part != ".").collect()
}

fn hash(parts: &[String]) -> u64 {
    key64(parts.join("/").as_bytes()).max(1)
}

/// More than one file has this name.
const MANY: u32 = u32::MAX;

/// The dropped files by the ends of their paths, and which of them rows name.
#[derive(Debug, Default)]
pub struct NamedFiles {
    by_end: KeyMap<u32>,
    /// Files that a row names by path or folder.
    by_path: HashSet<u32>,
    /// By file: how many rows name it by its name alone.
    by_name: Vec<u32>,
}

impl NamedFiles {
    fn new(leaves: &[Leaf], wanted: &mut dyn Iterator<Item = Named>) -> NamedFiles {
        let mut files = NamedFiles { by_name: vec![0; leaves.len()], ..NamedFiles::default() };
        let mut wanted: Vec<Named> = wanted.collect();
        if wanted.is_empty() {
            return files;
        }
        let usable = |leaf: &Leaf| !leaf.failed && !leaf.excluded && leaf.damaged.is_none();
        for (at, leaf) in (0..).zip(leaves).filter(|(_, leaf)| usable(leaf)) {
            let parts = parts(&leaf.name);
            let shortest = if holds_records(leaf) { 2 } else { 1 };
            for count in shortest..=parts.len().min(DEPTH) {
                let end = hash(&parts[parts.len() - count..]);
                files.by_end.entry(end).and_modify(|known| *known = MANY).or_insert(at);
            }
        }
        wanted.retain(|named| match files.one(named.path).or_else(|| files.one(named.near)) {
            Some(leaf) => {
                files.by_path.insert(leaf);
                false
            }
            None => true,
        });
        for named in wanted {
            let leaf = files.one(named.name);
            if let Some(rows) = leaf.and_then(|leaf| files.by_name.get_mut(leaf as usize)) {
                *rows += 1;
            }
        }
        files
    }

    fn one(&self, end: u64) -> Option<u32> {
        self.by_end.get(&end).copied().filter(|&leaf| end != 0 && leaf != MANY)
    }

    /// The leaf that a row means, or what is wrong.
    pub fn find(&self, named: Named) -> Result<usize, Code> {
        if let Some(leaf) = self.one(named.path).or_else(|| self.one(named.near)) {
            return Ok(leaf as usize);
        }
        let many = |end: u64| end != 0 && self.by_end.get(&end) == Some(&MANY);
        match self.one(named.name) {
            Some(leaf) if self.by_name.get(leaf as usize) == Some(&1) && !self.by_path.contains(&leaf) => {
                Ok(leaf as usize)
            }
            Some(_) => Err(FILE_AMBIGUOUS),
            None if many(named.path) || many(named.near) || many(named.name) => Err(FILE_AMBIGUOUS),
            None => Err(FILE_MISSING),
        }
    }

    fn names(&self, leaf: u32) -> bool {
        self.by_path.contains(&leaf) || self.by_name.get(leaf as usize).is_some_and(|rows| *rows > 0)
    }
}

/// Whether a leaf gave records, or others in it did.
fn holds_records(leaf: &Leaf) -> bool {
    match leaf.kind {
        Some(Kind::Zip) => leaf.entry.is_none(),
        Some(Kind::Empty | Kind::Ignored | Kind::Unknown | Kind::File) | None => false,
        Some(_) => true,
    }
}

/// What is wrong with a file that was found.
pub fn fault(leaf: &Leaf) -> Option<Code> {
    (leaf.bytes > MOST_BYTES).then_some(FILE_TOO_LARGE)
}

/// Names of files that gave records and are attachments: they have to be read as such.
pub(super) fn taken_for_records(book: &Book) -> HashSet<String> {
    let files = NamedFiles::new(&book.leaves, &mut book.wanted.iter().map(|(_, wanted)| wanted.named));
    let named = files.by_path.iter().filter_map(|&leaf| book.leaves.get(leaf as usize));
    named.filter(|leaf| holds_records(leaf)).map(|leaf| leaf.name.clone()).collect()
}

/// Finds the file of every row, and tells of rows and files that are left without each other.
pub(super) fn settle(book: &mut Book) -> NamedFiles {
    let setup = Rc::clone(&book.setup);
    let wanted = std::mem::take(&mut book.wanted);
    let files = NamedFiles::new(&book.leaves, &mut wanted.iter().map(|(_, wanted)| wanted.named));
    for (tab, Wanted { named, child, mark }) in wanted.iter().copied() {
        let found = files.find(named).and_then(|leaf| match fault(&book.leaves[leaf]) {
            Some(code) => Err(code),
            None => Ok(book.leaves[leaf].bytes),
        });
        match found {
            Ok(bytes) => {
                book.tabs[tab].bytes += bytes;
                book.sizes.file(bytes);
            }
            Err(code) => {
                let seen = Observation::new(code).field(field_name(&setup, tab));
                let leaves = &book.leaves;
                let holds = setup.holds(tab, &seen, mark_at(leaves, mark));
                book.tally.count(setup.tab_id(tab), seen, holds, || mark_place(leaves, mark));
                if holds && book.keys[tab].has(child) {
                    book.keys[tab].release(child);
                    book.tabs[tab].held += 1;
                }
            }
        }
    }
    for (leaf, code, bytes) in std::mem::take(&mut book.unknown) {
        if files.names(leaf) {
            book.leaves[leaf as usize].kind = Some(Kind::File);
            continue;
        }
        // Beside a table that names files, an unnamed one is a file left behind; alone it is a mistake.
        let code = if wanted.is_empty() || code == FILE_IGNORED { code } else { FILE_UNNAMED };
        let mark = Mark { leaf, ..Mark::default() };
        let leaves = &book.leaves;
        let place = crate::finding::Place { record: None, ..mark_place(leaves, mark) };
        book.tally.count(setup.tab_id(NO_TAB), Observation::new(code).number(bytes), false, || place);
    }
    files
}

/// The field that findings about files speak of.
pub fn field_name(setup: &Setup, tab: usize) -> &str {
    let TabRules { files, .. } = &setup.tabs[tab];
    let field = files.as_ref().and_then(|files| files.path.or(files.name));
    field.map_or("", |at| &setup.destination.tabs[tab].fields[at].name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(name: &str, kind: Kind) -> Leaf {
        Leaf { name: name.into(), kind: Some(kind), ..Leaf::default() }
    }

    fn named(path: &str, owner: &str, name: &str) -> Named {
        let fields = FileFields { name: Some(0), path: Some(1), owners: vec![2], ..FileFields::default() };
        let mut record = Record::default();
        [name, path, owner].iter().for_each(|value| record.push(value));
        Named::of(&fields, &record).expect("a file")
    }

    fn check(rows: &[(&str, &str, &str)], expected: &[Result<usize, &str>]) {
        let leaves = [
            leaf("all.zip/files/T-1/a.pdf", Kind::Unknown),
            leaf("all.zip/files/T-2/A.PDF", Kind::Unknown),
            leaf("b.png", Kind::Unknown),
            leaf("files/T-3/list.csv", Kind::Table),
            leaf("Contacts.csv", Kind::Table),
        ];
        let rows: Vec<Named> = rows.iter().map(|(path, owner, name)| named(path, owner, name)).collect();
        let files = NamedFiles::new(&leaves, &mut rows.iter().copied());
        let found: Vec<_> = rows.iter().map(|row| files.find(*row).map_err(|code| code.id)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_is_found_by_its_path_its_folder_or_its_name() {
        check(&[("files\\T-1\\a.pdf", "", "")], &[Ok(0)]);
        check(&[("", "T-2", "a.pdf"), ("", "T-1", "a.pdf")], &[Ok(1), Ok(0)]);
        check(&[("", "T-9", "B.png")], &[Ok(2)]);
        check(&[("", "T-3", "list.csv")], &[Ok(3)]);
    }

    #[test]
    fn no_file_is_guessed() {
        check(&[("", "T-9", "a.pdf")], &[Err("file-ambiguous")]);
        check(&[("", "T-8", "b.png"), ("", "T-9", "b.png")], &[Err("file-ambiguous"); 2]);
        check(&[("elsewhere/b.png", "T-9", "")], &[Err("file-missing")]);
        check(&[("", "T-9", "Contacts.csv")], &[Err("file-missing")]);
    }
}
