//! Rows and mails to records, each value put right on the way. Survey and pack take in the same way, so that
//! what was checked is what is written.

mod mail;
mod rows;

pub use mail::{Fields, from_mail};
pub use rows::{Standing, Through, from_row};

use super::answers::At;
use super::codes::VALUE_SET;
use super::setup::Setup;
use super::stand_ins::named_field;
use crate::check::cell;
use crate::check::keys::TabKeys;
use crate::check::record::Record;
use crate::finding::{Observation, Observe};
use std::borrow::Cow;

/// How far the keys of all tabs are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Sources are still being read.
    SoFar,
    All,
}

/// What else is known when a row is taken in.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub keys: &'a [TabKeys],
    pub known: Known,
    pub at: At<'a>,
}

/// Reads a cell as it stands and tells what is wrong with it; gives the value as it would be written.
type Probe<'p> = &'p dyn Fn(&mut Observe<'_>) -> String;

/// The value that an answer of the plan puts in the place of this one: by its record or by the value itself, as found or
/// as it would be written, else by what `probe` sees in it.
fn answered<'s>(
    setup: &'s Setup,
    tab: usize,
    field: usize,
    found: &str,
    at: At<'_>,
    probe: Option<Probe<'_>>,
) -> Option<Cow<'s, str>> {
    let (id, name) = (setup.tab_id(tab), setup.destination.tabs[tab].fields[field].name.as_str());
    let answers = &setup.answers;
    let narrow = answers.instead(id, name, found, at);
    let wide = |probe: Probe<'_>| {
        let mut on = None;
        let used = probe(&mut |seen| on = on.or_else(|| answers.on(seen.code.id, id, name, at)));
        answers.instead(id, name, &used, at).filter(|_| used != found).or(on)
    };
    let narrow = narrow.map(Cow::Borrowed).or_else(|| answers.replaced(tab, field, found).map(Cow::Owned));
    narrow.or_else(|| wide(probe?).map(Cow::Borrowed)).filter(|value| *value != found)
}

/// The rules that look at several values, after the answers to what they find.
fn check_between(setup: &Setup, tab: usize, record: &mut Record, at: At<'_>, observe: &mut Observe<'_>) {
    let rules = &setup.tabs[tab];
    let about = &setup.destination.tabs[tab];
    let mut sets: Vec<(usize, &str)> = Vec::new();
    if setup.answers.sets_any(tab) {
        rules.record.check(record, &mut |seen| {
            let value = setup.answers.on(seen.code.id, &about.id, seen.field, at);
            sets.extend(about.field(seen.field).zip(value));
        });
    }
    if !sets.is_empty() {
        let before = std::mem::take(record);
        for (index, field) in about.fields.iter().enumerate() {
            let found = before.get(index);
            match sets.iter().find(|(set, value)| *set == index && *value != found) {
                None => record.push(found),
                Some((_, value)) => {
                    let value = named_field(setup, tab, value).map_or(*value, |other| before.get(other));
                    let context = setup.context(tab, index);
                    observe(Observation::new(VALUE_SET).field(&field.name).found(found).used(value));
                    record.push(&cell::repair(field, value, &context, observe));
                }
            }
        }
    }
    rules.record.check(record, observe);
}
