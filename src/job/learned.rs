//! Tabs whose columns no page of the vendor's names, as each customer has other ones: they are learned from a table that the
//! user exported from where the records are to go (the template).
//!
//! Its header, charset and delimiter are those of the file that is written. Columns are matched by their names, by the fields
//! of the destination that both are called by, or as the plan says; what a source has and the template lacks, and the other
//! way round, is told. Values go as they stand.

use super::book::Book;
use super::leaf::Leaf;
use super::previous;
use super::settle::{Surveyed, mark_place};
use super::setup::Setup;
use crate::check::keys::Mark;
use crate::convert::codes::{COLUMN_GUESSED, COLUMN_UNMATCHED};
use crate::convert::matching::{self, Override, TableMatch, match_table};
use crate::finding::{Observation, Place};
use crate::job::codes::{COLUMN_UNFILLED, TEMPLATE_MISSING};
use crate::source::{Row, TableHeader};
use crate::text::fold;
use std::rc::Rc;

/// What the plan's `role` calls a template.
pub const TEMPLATE: &str = "template";

/// What a template says.
#[derive(Clone, Debug)]
pub struct Learned {
    pub tab: usize,
    /// The leaf that is the template.
    pub leaf: usize,
    pub header: TableHeader,
    /// Leaf → for each column of the template, that of the leaf's table.
    columns: Vec<(usize, Vec<Option<usize>>)>,
}

/// Whether the records of a tab are written as a template has them.
pub fn is_learned(setup: &Setup, tab: usize) -> bool {
    !setup.destination.tabs[tab].learned_from.is_empty()
}

/// The tab that a table is the template of: as the plan says, or by its file's name.
pub fn template_of(setup: &Setup, source: (&str, &str), found: Option<&TableMatch>) -> Option<usize> {
    let say = previous::say(setup, source);
    let role = say.and_then(|say| say.role.as_deref());
    let tabs = 0..setup.destination.tabs.len();
    if role == Some(TEMPLATE) {
        let said = say.and_then(|say| setup.destination.tab(say.tab.as_deref()?));
        return said
            .or(found.map(|found| found.tab))
            .into_iter()
            .chain(tabs)
            .find(|&tab| is_learned(setup, tab));
    }
    let name = fold::key(source.0);
    let named = |tab: &usize| {
        let words = &setup.destination.tabs[*tab].learned_from;
        words.iter().any(|word| name.contains(&fold::key(word)))
    };
    found.map(|found| found.tab).filter(|_| role.is_none()).filter(named)
}

/// Learns what there is to learn, when all sources were read.
pub fn settle(book: &mut Book) -> Vec<Learned> {
    let setup = Rc::clone(&book.setup);
    let tabs = (0..setup.destination.tabs.len()).filter(|&tab| is_learned(&setup, tab));
    tabs.filter_map(|tab| learn(book, &setup, tab)).collect()
}

fn learn(book: &mut Book, setup: &Setup, tab: usize) -> Option<Learned> {
    let table = |leaf: &Leaf| leaf.table.as_ref().map(|table| table.template);
    let said = |leaf: &Leaf| table(leaf) == Some(Some(tab));
    // A table of a header alone is no export of records.
    let bare = |leaf: &Leaf| leaf.tab() == Some(tab) && leaf.records == 0;
    let of_tab = |leaf: &Leaf| leaf.tab() == Some(tab);
    let find = |is: &dyn Fn(&Leaf) -> bool| book.leaves.iter().position(|leaf| !leaf.failed && is(leaf));
    let template = find(&said).or_else(|| find(&bare));
    let first = find(&|leaf| of_tab(leaf) && leaf.records > 0);
    if let (None, Some(leaf)) = (template, first) {
        let seen = Observation::new(TEMPLATE_MISSING);
        let count = book.tabs[tab].records;
        let holds = setup.holds(tab, &seen, None);
        let place = file_place(book, leaf);
        book.tally.count_value(setup.tab_id(tab), seen, holds, count, std::iter::once(place));
        if holds {
            book.tabs[tab].held = count;
            return None;
        }
    }
    let leaf = template.or(first)?;
    let table = book.leaves[leaf].table.as_mut()?;
    table.template = template.map(|_| tab);
    let header = table.header.clone();
    let mut learned = Learned { tab, leaf, header, columns: Vec::new() };
    let say = Override { tab: Some(setup.tab_id(tab).to_string()), ..Override::default() };
    let fields = match_table(&setup.destination, "", &learned.header.names, Some(&say));
    let fields: Vec<Option<usize>> =
        fields.iter().flat_map(|found| &found.columns).map(|it| it.as_ref().map(|it| it.field)).collect();
    let mut filled = vec![false; learned.header.names.len()];
    for at in 0..book.leaves.len() {
        if book.leaves[at].tab() != Some(tab) || book.leaves[at].records == 0 {
            continue;
        }
        let columns = match_columns(book, setup, at, &learned.header.names, &fields);
        columns.iter().zip(&mut filled).for_each(|(column, filled)| *filled |= column.is_some());
        learned.columns.push((at, columns));
    }
    if !learned.columns.is_empty() {
        for (name, _) in learned.header.names.iter().zip(&filled).filter(|(_, filled)| !**filled) {
            tell(book, setup, tab, leaf, Observation::new(COLUMN_UNFILLED).field(name).found(name));
        }
    }
    Some(learned)
}

/// For each column of the template that of a table, and what is to be told of them.
fn match_columns(
    book: &mut Book,
    setup: &Setup,
    at: usize,
    names: &[String],
    fields: &[Option<usize>],
) -> Vec<Option<usize>> {
    let Some(table) = book.leaves[at].table.clone() else { return Vec::new() };
    let tab = table.found.as_ref().map_or(0, |found| found.tab);
    let whole =
        book.leaves.iter().find(|leaf| leaf.file == book.leaves[at].file).map_or("", |leaf| &leaf.name);
    let say = previous::say(setup, (&book.leaves[at].name, whole)).cloned().unwrap_or_default();
    let same = |one: &str, other: &str| fold::key(one) == fold::key(other);
    let header = &table.header.names;
    let choice = |column: usize| {
        let said = say.columns.iter().find(|(name, _)| same(name, &header[column]));
        said.map(|(_, choice)| choice.as_str())
    };
    let free = |column: usize| choice(column).is_none();
    let mut columns = vec![None; names.len()];
    let mut taken = vec![false; header.len()];
    let ways: [&dyn Fn(usize, usize) -> bool; 3] = [
        &|to, from| choice(from).is_some_and(|choice| same(choice, &names[to])),
        &|to, from| free(from) && same(&header[from], &names[to]) && !names[to].trim().is_empty(),
        &|to, from| {
            let field = fields.get(to).copied().flatten();
            free(from) && field.is_some_and(|field| table.columns.get(field) == Some(&Some(from)))
        },
    ];
    for (way, fits) in ways.iter().enumerate() {
        for to in 0..names.len() {
            let from =
                (0..header.len()).find(|&from| columns[to].is_none() && !taken[from] && fits(to, from));
            let Some(from) = from else { continue };
            (columns[to], taken[from]) = (Some(from), true);
            if way == 2 {
                let seen = Observation::new(COLUMN_GUESSED).field(&names[to]).found(&header[from]);
                tell(book, setup, tab, at, seen.used(&names[to]).number(90));
            }
        }
    }
    for from in 0..header.len() {
        let ours = table.marks.is_some() && crate::bundle::papers::held::is_own(&header[from]);
        if !taken[from] && !ours && choice(from) != Some(matching::NONE) && !table.samples[from].is_empty() {
            let seen = Observation::new(COLUMN_UNMATCHED).field(&header[from]).found(&header[from]);
            tell(book, setup, tab, at, seen);
        }
    }
    columns
}

fn file_place(book: &Book, leaf: usize) -> Place {
    Place { record: None, ..mark_place(&book.leaves, Mark { leaf: leaf as u32, ..Mark::default() }) }
}

fn tell(book: &mut Book, setup: &Setup, tab: usize, leaf: usize, seen: Observation<'_>) {
    let place = file_place(book, leaf);
    let holds = setup.holds(tab, &seen, None);
    book.tally.count(setup.tab_id(tab), seen, holds, || place);
}

impl Learned {
    /// The column of the template that one of a table goes to.
    pub fn target(&self, leaf: &str, surveyed: &Surveyed, column: usize) -> Option<&str> {
        let (_, columns) = self.columns.iter().find(|(of, _)| surveyed.leaves[*of].name == leaf)?;
        let at = columns.iter().position(|from| *from == Some(column))?;
        self.header.names.get(at).map(String::as_str)
    }

    /// A row as the template has it.
    pub fn line(&self, leaf: usize, row: &Row<'_>) -> Vec<String> {
        let columns = self.columns.iter().find(|(of, _)| *of == leaf).map_or(&[][..], |(_, columns)| columns);
        columns.iter().map(|from| from.map_or(String::new(), |from| row.get(from).to_string())).collect()
    }
}
