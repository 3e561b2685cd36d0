//! Leaf sources: dropped files that hold records, and the entries of dropped ZIPs.

use super::borders::Borders;
use super::plan::{Plan, TablePlan};
use super::previous::Errors;
use super::{Want, codes};
use crate::check::lane::Look;
use crate::convert::matching::TableMatch;
use crate::finding::{Code, Observation};
use crate::source::archive::{Entry, EntryReader};
use crate::source::folder::folder_below;
use crate::source::reader::Reader;
use crate::source::sniff::Kind;
use crate::source::table::Dialect;
use crate::source::{Handler, Spot, TableHeader};

/// One leaf source.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// The dropped path, or `archive.zip/path of the entry`.
    pub name: String,
    /// How much of its name is the directory that everything was dropped in; see `folder::wrapper`.
    pub wrapper: usize,
    /// Index of the dropped file.
    pub file: u32,
    pub entry: Option<Entry>,
    /// Bytes of the leaf itself (uncompressed).
    pub bytes: u64,
    pub kind: Option<Kind>,
    /// Boxed, as it is taken out and put back with each row.
    pub table: Option<Box<TableUse>>,
    /// The charset of a table, or that of most of its messages.
    pub charset: String,
    /// Messages or rows read.
    pub records: u64,
    /// Rows' values that are cut and go along as files.
    pub cut: u64,
    /// Of an mbox: its From_ lines.
    pub borders: Borders,
    /// Left out by the plan.
    pub excluded: bool,
    /// The host could not read it to its end: nothing of it is packed.
    pub failed: bool,
    /// Its bytes came, but not as the archive says they should be: its records are held, for this reason.
    pub damaged: Option<Code>,
}

/// Rows from one waymark of a table to the next.
pub const WAY: u64 = 256;

/// What a table is used for.
#[derive(Clone, Debug)]
pub struct TableUse {
    pub header: TableHeader,
    pub found: Option<TableMatch>,
    /// The user left the table out.
    pub left_out: bool,
    /// Field of the tab → column of the source.
    pub columns: Vec<Option<usize>>,
    /// It shows the columns of this tab and holds no records.
    pub template: Option<usize>,
    /// It holds results of an earlier run and no records.
    pub errors: Option<Errors>,
    /// The fields a row is looked at for: all others stay blank, and nothing is said of them.
    pub looked: Vec<Look>,
    /// How a row of its tab refers to a person if nothing but these fields has a say in its record (`check::lane`).
    pub lane: Option<Lane>,
    /// The column that says which rows those of this table replace.
    pub marks: Option<usize>,
    /// Per column, the first value that is not blank.
    pub samples: Vec<String>,
    /// The columns without such a value yet.
    pub unsampled: Vec<usize>,
    /// Where each [`WAY`]th row begins: its first byte and its line.
    pub waymarks: Vec<(u64, u64)>,
}

/// What else the survey has to know of rows that are taken at one go.
#[derive(Clone, Copy, Debug)]
pub struct Lane {
    /// The field with the address by which a person could be found, should the reference lead nowhere.
    pub address: Option<usize>,
}

impl Leaf {
    /// The tab its rows go to; none if they are all held.
    pub fn tab(&self) -> Option<usize> {
        let found = self.table.as_ref()?.found.as_ref();
        found.filter(|_| self.damaged.is_none()).map(|found| found.tab)
    }

    /// Whether the ledger speaks of it: of a ZIP its entries have lines of their own, receipts and what is
    /// ignored hold no records.
    pub fn has_records(&self) -> bool {
        !matches!(self.kind, Some(Kind::Zip | Kind::Receipt | Kind::File | Kind::Ignored))
    }

    /// Whether it is a table of which a text is cut, so that the whole goes along as a file.
    pub fn gives_files(&self) -> bool {
        self.cut > 0
    }

    /// Whether it holds mail.
    pub fn is_mail(&self) -> bool {
        matches!(self.kind, Some(Kind::Mbox | Kind::Eml))
    }

    /// The mail folder it belongs to; empty if none, or if only the labels of its messages tell.
    pub fn folder(&self) -> String {
        self.kind.map_or_else(String::new, |kind| self.folder_as(kind))
    }

    /// The same while its kind is only just known.
    pub fn folder_as(&self, kind: Kind) -> String {
        folder_below(self.name.get(..self.wrapper).unwrap_or_default(), &self.name, kind)
    }

    /// The bytes of the dropped file to read for it.
    pub fn want(&self) -> Want {
        let range = self.entry.as_ref().map_or(0..self.bytes, EntryReader::range);
        Want { from: super::Origin::Source(self.file), start: range.start, end: range.end }
    }

    /// The dialect of a second reading: what the first one found out.
    pub fn dialect(&self, plan: Option<&TablePlan>) -> Dialect {
        let found = self.table.as_ref();
        Dialect {
            charset: plan.and_then(TablePlan::charset).or(found.map(|t| t.header.charset)),
            delimiter: plan.and_then(TablePlan::delimiter).or(found.map(|t| t.header.delimiter)),
        }
    }
}

/// Bytes of the dropped file in, items of the leaf out.
pub struct Feed {
    reader: Reader,
    inflate: Option<EntryReader>,
}

impl Feed {
    /// A leaf inside a ZIP starts with its entry's own reader.
    pub fn open(leaf: &Leaf, plan: &Plan) -> Feed {
        let reader = Reader::new(&leaf.name, leaf.kind, leaf.dialect(plan.tables.get(&leaf.name)));
        let say = plan.borders.get(&leaf.name).cloned().unwrap_or_default();
        Feed { reader: reader.with_borders(say), inflate: leaf.entry.as_ref().map(EntryReader::new) }
    }

    /// The leaf's bytes as they are, whatever is in them.
    pub fn of_file(leaf: &Leaf) -> Feed {
        Feed {
            reader: Reader::new(&leaf.name, Some(Kind::File), Dialect::default()),
            inflate: leaf.entry.as_ref().map(EntryReader::new),
        }
    }

    pub fn push(&mut self, chunk: &[u8], to: &mut dyn Handler) {
        let reader = &mut self.reader;
        match &mut self.inflate {
            None => reader.push(chunk, to),
            Some(inflate) => inflate.push(chunk, &mut |bytes| reader.push(bytes, to)),
        }
    }

    /// All bytes came, or (`failed`) no more will. Says what was wrong with them, which `to` was told as well.
    pub fn finish(&mut self, failed: bool, to: &mut dyn Handler) -> Option<Code> {
        if !failed {
            // A last message or row that was cut off must not pass for a whole one.
            self.reader.finish(to);
        }
        let trouble = match &mut self.inflate {
            _ if failed => Some(codes::SOURCE_UNREADABLE),
            Some(inflate) => inflate.finish().err(),
            None => None,
        };
        if let Some(code) = trouble {
            to.observe(Spot::default(), Observation::new(code));
        }
        trouble
    }

    /// The rest of so many bytes is not read.
    pub fn skip_to(&mut self, bytes: u64) {
        self.reader.skip_to(bytes);
    }

    pub fn kind(&self) -> Option<Kind> {
        self.reader.kind()
    }
}
