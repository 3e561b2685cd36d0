//! What stands in for a value of a row: that of another column, another id of the same record, another field that an answer
//! names, and what an answer puts in the place of a reference that leads nowhere.

use super::answers::At;
use super::codes::VALUE_SET;
use super::intake::Beside;
use super::leaf::TableUse;
use super::settle::references::exists;
use super::setup::{ReferenceRule, Setup, TabRules};
use crate::check::keys::TabKeys;
use crate::check::plain::is_blank;
use crate::check::record::Record;
use crate::finding::{Observation, Observe};
use crate::source::Row;
use crate::text::hash::key64;

/// The column that stands for that of a field in this row, if it is filled.
pub fn preferred(rules: &TabRules, table: &TableUse, at: usize, row: &Row<'_>) -> Option<usize> {
    let column = table.columns.get(rules.prefers[at]?).copied().flatten()?;
    (!is_blank(row.get(column))).then_some(column)
}

/// Puts a record's own id in the place of another one it is known by, and what the plan says in the place of one that leads
/// nowhere. What the record was found as does not change.
pub fn resolve(
    setup: &Setup,
    tab: usize,
    beside: Beside<'_>,
    record: &mut Record,
    observe: &mut Observe<'_>,
) {
    let (rules, keys) = (&setup.tabs[tab], beside.keys);
    let mut edits = Vec::new();
    for rule in rules.references.iter().filter(|rule| !rules.is_agent(rule.field)) {
        let (found, target) = (record.get(rule.field), &keys[rule.tab]);
        if !(target.knows_others() || setup.answers.sets(tab, rule.field)) || found.is_empty() {
            continue;
        }
        let hash = key64(found.as_bytes());
        if target.has(hash) {
            continue;
        }
        if let Some(id) = target.other(hash).filter(|_| rule.target.is_none()) {
            edits.push((rule.field, id.to_string()));
        } else if let Some(value) = instead_of_nothing(setup, keys, tab, rule, hash, beside.at) {
            let name = &setup.destination.tabs[tab].fields[rule.field].name;
            observe(Observation::new(VALUE_SET).field(name).found(found).used(value));
            edits.push((rule.field, value.to_string()));
        }
    }
    record.edit(&edits);
}

/// What the plan puts in the place of a reference that leads nowhere (`hash`): nothing, or what leads somewhere. What leads to a
/// record that is held is not meant.
pub fn instead_of_nothing<'s>(
    setup: &'s Setup,
    keys: &[TabKeys],
    tab: usize,
    rule: &ReferenceRule,
    hash: u64,
    at: At<'_>,
) -> Option<&'s str> {
    let held = rule.target.is_none() && keys[rule.tab].is_held(hash);
    if held || !setup.answers.sets(tab, rule.field) || exists(keys, rule.tab, rule.target, hash) {
        return None;
    }
    let name = &setup.destination.tabs[tab].fields[rule.field].name;
    let value = setup.answers.on(rule.code.id, setup.tab_id(tab), name, at)?;
    let leads = value.is_empty() || exists(keys, rule.tab, rule.target, key64(value.as_bytes()));
    leads.then_some(value)
}

/// The field whose value an answer sets: `{Created Time}`.
pub fn named_field(setup: &Setup, tab: usize, value: &str) -> Option<usize> {
    setup.destination.tabs[tab].field(value.strip_prefix('{')?.strip_suffix('}')?)
}
