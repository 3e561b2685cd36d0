//! The files of rows that an earlier run packed: whether they are the same now.

use super::{FILE, Looker};
use crate::bundle::sink::hex;
use crate::check::record::Record;
use crate::job::dispatch::named::path_of_file;
use crate::job::named_files::{self, Named};
use crate::order;
use crate::text::hash::key64;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::rc::Rc;

/// Most bytes of files that are read for this: more takes longer than all else.
const FILES: u64 = 512 << 20;

/// A row that an earlier run packed with a file, now with the one in `leaf`.
pub(super) struct Seen {
    leaf: usize,
    tab: usize,
    key: u64,
    /// What is edited in its record but for the file's sum.
    edits: u32,
    /// The sum it is said to have.
    sum: u64,
}

impl Looker {
    /// Notes which file goes with the row at hand, if it may be there since an earlier run. One that stands in it is seen now.
    pub(super) fn note_file(&mut self, key: u64, record: &mut Record) {
        let Looker { surveyed, tab, .. } = self;
        let (setup, tab, keys) = (Rc::clone(&surveyed.setup), *tab, &surveyed.keys[*tab]);
        let Some(fields) = &setup.tabs[tab].files else { return };
        if !keys.is_there(key) || keys.has_changed(key, record.content() as u32, None) {
            return;
        }
        let here = fields.content(record);
        let named = Named::of(fields, record).filter(|_| here.is_none());
        let leaf = named.and_then(|named| surveyed.files_named.find(named).ok());
        let leaf = leaf.filter(|&leaf| named_files::fault(&surveyed.leaves[leaf]).is_none());
        let size = match (&here, leaf) {
            (Some(Some(bytes)), _) => bytes.len() as u64,
            (None, Some(leaf)) => surveyed.leaves[leaf].bytes,
            _ => return,
        };
        let sum = key64(fields.sum.map_or("", |at| record.get(at)).as_bytes());
        let about = [(fields.size, size.to_string()), (fields.path, path_of_file(&setup, tab, record))];
        let about: Vec<_> = about.into_iter().filter_map(|(at, value)| Some((at?, value))).collect();
        record.edit(&about);
        let seen = Seen { leaf: leaf.unwrap_or_default(), tab, key, edits: record.edits(), sum };
        match here.flatten().or((size == 0).then(Vec::new)) {
            Some(bytes) => self.see(&seen, &hex(&Sha256::digest(&bytes))),
            None => self.files.push(seen),
        }
    }

    /// The sum of a row's file is known: so is all that is edited in its record.
    fn see(&mut self, row: &Seen, sum: &str) {
        let sum = key64(sum.as_bytes());
        let setup = &self.surveyed.setup;
        let field = setup.tabs[row.tab].files.as_ref().and_then(|files| files.sum);
        let edited = field.filter(|_| row.sum != sum).map_or(0, |at| Record::edit_of(at, sum));
        self.surveyed.keys[row.tab].edited(row.key, row.edits ^ edited ^ sum as u32);
    }

    /// The files to be read, the first one last.
    pub(super) fn files(&mut self) -> Vec<(usize, usize)> {
        order::sort(&mut self.files, |a, b| b.leaf.cmp(&a.leaf));
        let mut leaves: Vec<usize> = self.files.iter().map(|seen| seen.leaf).collect();
        leaves.dedup();
        let all = &self.surveyed.leaves;
        self.surveyed.files_seen = leaves.iter().map(|&leaf| all[leaf].bytes).sum::<u64>() <= FILES;
        leaves.into_iter().filter(|_| self.surveyed.files_seen).map(|leaf| (FILE, leaf)).collect()
    }

    /// A file is over.
    pub(super) fn end_file(&mut self) {
        let sum = hex(&std::mem::take(&mut self.sha).finalize());
        while let Some(row) = self.files.pop() {
            match row.leaf.cmp(&self.leaf) {
                Ordering::Greater => return self.files.push(row),
                _ => self.see(&row, &sum),
            }
        }
    }
}
