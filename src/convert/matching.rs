//! Which tab a table is for, and which column is which field: by header names, file name and the user's say.
//!
//! Every tab tries to explain the columns; the one that explains the most, by weight, has the table. Weights
//! and names come from the destination: no vendor and no exporting product is named here. It looks at names
//! only, never at values, and decides nothing about records.

use crate::destination::{Destination, Field, Tab};
use crate::order;
use crate::text::fold;
use litemap::LiteMap;
use std::cmp::Reverse;

mod file_name;
#[cfg(test)]
mod tests;

/// The user's say about one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    /// A tab's id, or `none`: leave the table out.
    pub tab: Option<String>,
    /// Header name (or `#3` for the third column) → field name, `none`, or `carry`.
    pub columns: LiteMap<String, String>,
}

/// One column of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnMatch {
    /// Index of the field in the tab.
    pub field: usize,
    /// Percent; 100 when it is the destination's own header or the user's choice.
    pub confidence: u8,
    /// The code the alias asks to be observed.
    pub note: Option<String>,
}

/// What a table is for.
#[derive(Clone, Debug, PartialEq)]
pub struct TableMatch {
    /// Index of the tab.
    pub tab: usize,
    /// Percent; 100 when the user chose the tab.
    pub confidence: u8,
    /// Per column of the source. A field is given to one column only: the best.
    pub columns: Vec<Option<ColumnMatch>>,
}

/// The word of an `Override` for leaving a table or column out.
pub const NONE: &str = "none";
/// The word of an `Override` for a column that goes along under its own name.
pub const CARRY: &str = "carry";

/// The user's choice: nothing ranks beside it.
const CHOSEN: u8 = 101;
/// The header is the destination's own in another case, width or spacing.
const FOLDED: u8 = 95;
/// Below this share of explained columns a table is not taken, whatever else speaks for a tab.
const LEAST_CONFIDENCE: u32 = 10;
/// What a file named like the tab adds, in hundredths of a column: as much as a key and a plain column.
const FILE_NAME_BONUS: u32 = 400;
/// What a hint adds: half a column.
const HINT_BONUS: u32 = 50;

/// Matches by header names and file name; `None` when no tab fits (or the user left the table out).
///
/// A tab id in `say` that the destination does not have counts as no say; so does a field name that the tab
/// does not have. Of tabs that explain a table equally well the first in import order has it.
pub fn match_table(
    to: &Destination,
    file_name: &str,
    header: &[String],
    say: Option<&Override>,
) -> Option<TableMatch> {
    let columns: Vec<Column> = header.iter().map(|name| Column::new(name)).collect();
    let say_columns = say.map(|say| choices(&columns, &say.columns)).unwrap_or_default();
    let chosen = say.and_then(|say| say.tab.as_deref());
    if chosen == Some(NONE) {
        return None;
    }
    if let Some(tab) = chosen.and_then(|id| to.tab(id)) {
        let explained = Explained::of(to.tabs.get(tab)?, &columns, &say_columns);
        return Some(TableMatch { tab, confidence: 100, columns: explained.columns });
    }
    let named = file_name::tab_named(to, file_name);
    let mut best: Option<(u32, usize, Explained)> = None;
    for (index, tab) in to.tabs.iter().enumerate() {
        let explained = Explained::of(tab, &columns, &say_columns);
        let is_named = named == Some(index);
        if !explained.is_enough(tab, is_named) {
            continue;
        }
        let rank = explained.weight + explained.hints + if is_named { FILE_NAME_BONUS } else { 0 };
        if best.as_ref().is_none_or(|(most, _, _)| rank > *most) {
            best = Some((rank, index, explained));
        }
    }
    best.map(|(_, tab, explained)| TableMatch {
        tab,
        confidence: u8::try_from(explained.confidence.min(100)).unwrap_or(100),
        columns: explained.columns,
    })
}

/// Per column: whether the user left it out.
pub fn left_out(header: &[String], say: &Override) -> Vec<bool> {
    let columns: Vec<Column> = header.iter().map(|name| Column::new(name)).collect();
    choices(&columns, &say.columns).into_iter().map(|choice| choice == Some(NONE)).collect()
}

/// A column's name in its two spellings.
struct Column<'h> {
    name: &'h str,
    key: String,
}

impl<'h> Column<'h> {
    fn new(name: &'h str) -> Column<'h> {
        Column { name: name.trim(), key: fold::key(name) }
    }
}

/// The user's choice for each column: a field's name, or `none`. A key of the plan that no header spells
/// exactly is compared folded, so that a plan survives a header that changed its case or width.
fn choices<'s>(columns: &[Column], say: &'s LiteMap<String, String>) -> Vec<Option<&'s str>> {
    let mut choices: Vec<Option<&str>> = vec![None; columns.len()];
    let exact = |name: &str| columns.iter().any(|column| column.name == name.trim());
    for (name, field) in say {
        let number = name.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
        let folded = if exact(name) { None } else { Some(fold::key(name)) };
        for (index, column) in columns.iter().enumerate() {
            let hit = match &folded {
                None => column.name == name.trim(),
                Some(_) if number.is_some() => number == Some(index + 1),
                Some(key) => !key.is_empty() && column.key == *key,
            };
            if let (true, Some(choice)) = (hit, choices.get_mut(index)) {
                *choice = Some(field);
            }
        }
    }
    choices
}

/// How far a tab explains a table.
struct Explained {
    columns: Vec<Option<ColumnMatch>>,
    /// Sum over matched columns of the field's weight × confidence: hundredths of a plain column.
    weight: u32,
    hints: u32,
    /// Percent of all the columns' weight.
    confidence: u32,
}

/// One way to give a column to a field.
struct Offer {
    /// Percent; one more for the user's choice, so that nothing ranks beside it.
    confidence: u8,
    note: Option<String>,
    /// Position among the field's names: earlier aliases win.
    position: usize,
    column: usize,
    field: usize,
}

impl Explained {
    fn of(tab: &Tab, columns: &[Column], say: &[Option<&str>]) -> Explained {
        let mut offers = offers(tab, columns, say);
        let rank = |o: &Offer| (Reverse(o.confidence), o.note.is_some(), o.position, o.column, o.field);
        order::sort(&mut offers, |a, b| rank(a).cmp(&rank(b)));
        let mut given: Vec<Option<ColumnMatch>> = vec![None; columns.len()];
        let mut taken = vec![false; tab.fields.len()];
        for Offer { confidence, note, column, field, .. } in offers {
            if let (Some(place @ None), Some(taken @ false)) = (given.get_mut(column), taken.get_mut(field)) {
                *place = Some(ColumnMatch { field, confidence: confidence.min(100), note });
                *taken = true;
            }
        }
        Explained::weigh(tab, columns, given)
    }

    fn weigh(tab: &Tab, columns: &[Column], given: Vec<Option<ColumnMatch>>) -> Explained {
        let hints: Vec<String> = tab.hints.iter().map(|hint| fold::key(hint)).collect();
        let (mut weight, mut most, mut hinted) = (0u32, 0u32, 0u32);
        for (column, given) in columns.iter().zip(&given) {
            match given.as_ref().and_then(|given| Some((tab.fields.get(given.field)?, given.confidence))) {
                Some((field, confidence)) => {
                    let heavy = weight_of(tab, field);
                    weight = weight.saturating_add(heavy * u32::from(confidence));
                    most = most.saturating_add(heavy);
                }
                None if hints.contains(&column.key) => hinted = hinted.saturating_add(1),
                // A column without a name says nothing for or against a tab.
                None => most = most.saturating_add(u32::from(!column.key.is_empty())),
            }
        }
        let hints = hinted.saturating_mul(HINT_BONUS);
        Explained { columns: given, weight, hints, confidence: weight.checked_div(most).unwrap_or(0) }
    }

    /// Two columns, one of which matters, and whatever the tab is identified by; or a file of its name. A
    /// lone `Email` could be anybody's.
    fn is_enough(&self, tab: &Tab, is_named: bool) -> bool {
        let matched = || self.columns.iter().flatten().filter_map(|given| tab.fields.get(given.field));
        if self.confidence < LEAST_CONFIDENCE {
            return false;
        }
        if is_named {
            return matched().count() >= 1;
        }
        matched().count() >= 2
            && if tab.identified_by.is_empty() {
                matched().any(|field| field.key || field.required)
            } else {
                matched().any(|field| tab.identified_by.contains(&field.name))
            }
    }
}

/// Keys and identifying fields weigh three plain ones, required fields two.
fn weight_of(tab: &Tab, field: &Field) -> u32 {
    if field.key || tab.identified_by.contains(&field.name) {
        3
    } else if field.required {
        2
    } else {
        1
    }
}

/// A field under one of its names.
struct Way<'t> {
    field: usize,
    position: usize,
    confidence: u8,
    note: Option<&'t str>,
}

/// Every name of every field, folded.
fn ways(tab: &Tab) -> LiteMap<String, Vec<Way<'_>>> {
    let mut ways: LiteMap<String, Vec<Way>> = LiteMap::new();
    for (index, field) in tab.fields.iter().enumerate().filter(|(_, field)| !field.carried) {
        let own = Way { field: index, position: 0, confidence: FOLDED, note: None };
        ways.entry(fold::key(&field.name)).or_default().push(own);
        for (at, alias) in field.aliases.iter().enumerate() {
            let note = alias.note.as_deref();
            let way = Way { field: index, position: at + 1, confidence: alias.confidence, note };
            ways.entry(fold::key(&alias.name)).or_default().push(way);
        }
    }
    ways
}

/// All ways to give columns to fields. A column the user decided on has that one way, or none.
fn offers(tab: &Tab, columns: &[Column], say: &[Option<&str>]) -> Vec<Offer> {
    let ways = ways(tab);
    let mut offers = Vec::new();
    for (column, Column { name, key }) in columns.iter().enumerate() {
        match say.get(column).copied().flatten() {
            Some(NONE) => continue,
            Some(choice) => {
                // What is carried has a field of its own name by now: see `job::setup`.
                let choice = if choice == CARRY { *name } else { choice };
                if let Some(field) = tab.field(choice) {
                    offers.push(Offer { confidence: CHOSEN, note: None, position: 0, column, field });
                    continue;
                }
            }
            None => {}
        }
        for way in ways.get(key).into_iter().flatten() {
            let exact =
                way.position == 0 && tab.fields.get(way.field).is_some_and(|field| field.name == *name);
            offers.push(Offer {
                confidence: if exact { 100 } else { way.confidence },
                note: way.note.map(str::to_string),
                position: way.position,
                column,
                field: way.field,
            });
        }
    }
    offers
}
