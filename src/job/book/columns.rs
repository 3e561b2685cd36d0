//! What the columns of a table are used for, made ready before its first row, and what is told of them.

use crate::bundle::papers::held;
use crate::check::codes as check_codes;
use crate::check::lane::Look;
use crate::check::plain::Plain;
use crate::convert::codes;
use crate::convert::matching::{self, TableMatch};
use crate::destination::{FieldKind, MailUnit};
use crate::finding::Observation;
use crate::job::book::{Book, repaired};
use crate::job::leaf::{Lane, TableUse};
use crate::job::learned;
use crate::job::setup::{NO_TAB, Setup};
use crate::source::{Spot, TableHeader};
use std::rc::Rc;

/// Whether something else may stand in for a blank in this field.
fn is_filled(setup: &Setup, tab: usize, at: usize) -> bool {
    let rules = &setup.tabs[tab];
    let by_address = rules.references.iter().any(|rule| rule.makes && rule.field == at);
    let of_agent = rules.agent.as_ref().is_some_and(|agent| agent.address == at);
    rules.supplies[at].is_some() || rules.by_address[at] || by_address || of_agent
}

/// What plain values of a field are like, if what becomes of one depends on nothing else.
fn plain(setup: &Setup, tab: usize, at: usize) -> Option<Plain> {
    let rules = &setup.tabs[tab];
    let by_address = rules.references.iter().any(|rule| rule.makes && rule.field == at);
    if setup.answers.sets(tab, at)
        || setup.destination.unwelcome.is_some()
        || (by_address && setup.settled.contact_by_email)
    {
        return None;
    }
    let plain = Plain::of(&setup.destination.tabs[tab].fields[at], &rules.datetimes[at])?;
    Some(if is_filled(setup, tab, at) { plain.filled() } else { plain })
}

/// How rows of this table are taken at one go, if nothing but the cells of the fields looked at has a say in their records.
fn lane(setup: &Setup, tab: usize, columns: &[Option<usize>], looked: &[Look]) -> Option<Lane> {
    let (rules, about) = (&setup.tabs[tab], &setup.destination.tabs[tab]);
    let column = |field: Option<usize>| columns.get(field?).copied().flatten();
    let stands_alone =
        |look: &Look| column(rules.prefers[look.field]).is_none() && (look.column.is_some() || !look.filled);
    let of_people = matches!(about.from_mail, Some(MailUnit::Person | MailUnit::Agent | MailUnit::Account));
    let makes = rules.references.iter().find(|rule| rule.makes);
    let refers = makes.is_none_or(|rule| column(Some(rule.field)).is_some());
    let alone = !of_people
        && setup.takes(tab)
        && !setup.answers.sets_any(tab)
        && !setup.settled.contact_by_email
        && column(rules.organization).is_none()
        && rules.files.is_none()
        && looked.iter().all(stands_alone);
    // Without its column of ids a person is found by the address alone.
    let address = makes.and_then(|rule| rule.through).filter(|&field| column(Some(field)).is_some());
    let is_address = |field: usize| about.fields[field].kind == FieldKind::Email;
    (alone && address.is_none_or(|field| refers && is_address(field))).then_some(Lane { address })
}

/// Columns of a table by field.
pub fn table_use(setup: &Setup, header: &TableHeader, found: Option<TableMatch>, left_out: bool) -> TableUse {
    let fields = found.as_ref().map_or(0, |found| setup.destination.tabs[found.tab].fields.len());
    let mut columns = vec![None; fields];
    for (column, matched) in found.iter().flat_map(|found| found.columns.iter().enumerate()) {
        if let Some(matched) = matched {
            columns[matched.field] = Some(column);
        }
    }
    let looked = found.iter().flat_map(|found| {
        let (rules, answers, tab) = (&setup.tabs[found.tab], &setup.answers, found.tab);
        let matters = move |at: usize| {
            rules.blank_matters[at]
                || rules.supplies[at].is_some()
                || rules.by_address[at]
                || answers.sets(tab, at)
        };
        let fields = columns.iter().copied().enumerate();
        let looked = fields.filter(move |(at, column)| column.is_some() || matters(*at));
        looked.map(move |(field, column)| {
            let (plain, filled) = (plain(setup, tab, field), is_filled(setup, tab, field));
            Look { field, column, plain, filled }
        })
    });
    let (looked, samples): (Vec<Look>, _) = (looked.collect(), vec![String::new(); header.names.len()]);
    let lane = found.as_ref().and_then(|found| lane(setup, found.tab, &columns, &looked));
    let unsampled = (0..samples.len()).collect();
    let marks = header.names.iter().position(|name| held::source_of(name).is_some());
    TableUse {
        header: header.clone(),
        found,
        left_out,
        looked,
        lane,
        columns,
        template: None,
        errors: None,
        marks,
        samples,
        unsampled,
        waymarks: Vec::new(),
    }
}

impl Book {
    pub(in crate::job) fn tell_columns(&mut self, table: &TableUse) {
        let spot = Spot { record: None, ..table.header.spot };
        let Some(found) = &table.found else {
            let none = self.setup.destination.tabs.is_empty();
            let code = if none { codes::TAB_NOT_TAKEN } else { codes::TABLE_UNMATCHED };
            if !table.left_out {
                self.note(NO_TAB, spot, Observation::new(code));
            }
            return;
        };
        let setup = Rc::clone(&self.setup);
        // Of a tab that is learned, what its columns are is known later.
        if !setup.takes(found.tab) || learned::is_learned(&setup, found.tab) {
            return;
        }
        let fields = &setup.destination.tabs[found.tab].fields;
        let say = self.leaves.last().and_then(|leaf| repaired::say(&setup, &leaf.name, &table.header.names));
        let left_out = say.map(|say| matching::left_out(&table.header.names, &say.matching()));
        for (at, (name, matched)) in table.header.names.iter().zip(&found.columns).enumerate() {
            let Some(matched) = matched else {
                let ours = table.marks.is_some() && held::is_own(name);
                if ours || left_out.as_ref().is_some_and(|left_out| left_out.get(at) == Some(&true)) {
                    continue;
                }
                self.note(found.tab, spot, Observation::new(codes::COLUMN_UNMATCHED).field(name).found(name));
                continue;
            };
            let field = &fields[matched.field];
            if field.carried {
                self.note(found.tab, spot, Observation::new(codes::COLUMN_CARRIED).field(name).found(name));
            }
            if matched.confidence < 100 {
                let seen = Observation::new(codes::COLUMN_GUESSED).field(&field.name);
                let seen = seen.found(name).used(&field.name).number(u64::from(matched.confidence));
                self.note(found.tab, spot, seen);
            }
            let noted = matched.note.as_deref().and_then(check_codes::code_by_id);
            if let Some(code) = noted {
                self.note(
                    found.tab,
                    spot,
                    Observation::new(code).field(&field.name).found(name).used(&field.name),
                );
            }
        }
    }
}
