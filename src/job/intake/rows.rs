//! A row to a record of its tab.

use super::{Beside, Known, Probe, answered, check_between};
use crate::check::cell::{self, Context};
use crate::check::codes::DASH_BLANK;
use crate::check::keys::TabKeys;
use crate::check::lane::Look;
use crate::check::memo;
use crate::check::plain::{self, is_blank};
use crate::check::record::Record;
use crate::convert::{codes, mail};
use crate::destination::Field;
use crate::finding::{Observation, Observe};
use crate::job::accounts;

use crate::job::codes::{ID_PREFERRED, VALUE_SET};
use crate::job::leaf::TableUse;
use crate::job::settle::references::exists;
use crate::job::setup::Setup;
use crate::job::stand_ins::{named_field, preferred, resolve};
use crate::job::supplied::supplied;
use crate::source::Row;
use crate::text::address;
use crate::text::hash::key64;
use std::borrow::Cow;

/// A record of another tab that a row names by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through<'r> {
    /// The field of the row's tab that refers to it.
    pub field: usize,
    /// The tab it is a record of.
    pub tab: usize,
    /// Normalised.
    pub address: Cow<'r, str>,
    /// The name the row has beside the address.
    pub name: &'r str,
    pub standing: Standing,
}

/// How an address stands to the id it could replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no id: the address is used.
    Used,
    /// There is an id, and the plan wants the address used should it lead nowhere.
    Fallback,
    /// The address could be used if the plan said so.
    Offer,
}

/// Fills `record` from a row. Tells by which address a record of another tab is found or has to be made.
pub fn from_row<'r>(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'r>,
    beside: Beside<'_>,
    record: &mut Record,
    observe: &mut Observe<'_>,
) -> Option<Through<'r>> {
    record.clear();
    let fields = &setup.destination.tabs[tab].fields;
    // Once for the row: most of its fields are too short to be worth a look of their own.
    let usual = Context { clean: !row.may_hold_controls(), ..setup.context(tab, 0) };
    let through = through(setup, table, tab, row, beside);
    let mut taking = Taking { setup, table, tab, row, beside, through, usual };
    for look in &table.looked {
        record.skip_to(look.field);
        if let Some(field) = fields.get(look.field) {
            record.push(&taking.value(look, field, observe));
        }
    }
    record.skip_to(fields.len());
    let through = taking.through.take();
    let used = through.as_ref().is_some_and(|by| by.standing == Standing::Used);
    accounts::tell_left(setup, table, tab, row, used, observe);
    check_between(setup, tab, record, beside.at, observe);
    if beside.known == Known::All {
        resolve(setup, tab, beside, record, observe);
    }
    through
}

/// A row on its way into a record.
struct Taking<'a, 'r> {
    setup: &'a Setup,
    table: &'a TableUse,
    tab: usize,
    row: &'a Row<'r>,
    beside: Beside<'a>,
    through: Option<Through<'r>>,
    usual: Context<'a>,
}

impl<'r> Taking<'_, 'r> {
    /// The value of a field, put right.
    fn value<'v>(&'v self, look: &Look, field: &'v Field, observe: &mut Observe<'_>) -> Cow<'v, str> {
        let column = self.column(look, field, observe);
        let found = column.map_or("", |column| self.row.get(column));
        if let Some(plain) = look.plain.filter(|_| column.is_some()) {
            if plain.holds(found, self.usual.clean) {
                return Cow::Borrowed(found);
            }
            if let Some(date) = plain::local_date(&plain, field, found, self.usual.zone, observe) {
                return Cow::Owned(std::str::from_utf8(&date).unwrap_or_default().to_string());
            }
        }
        if let Some(value) = self.answered(look.field, field, found, observe) {
            return Cow::Owned(value);
        }
        if let Some(value) = self.stands_in(look.field, field, column, observe) {
            return value;
        }
        let rules = &self.setup.tabs[self.tab];
        let context = Context { datetime: &rules.datetimes[look.field], ..self.usual };
        match rules.memo.try_borrow_mut() {
            Ok(mut memo) if memo::has_few(field) => {
                Cow::Owned(memo.repair(look.field, field, found, &context, observe).into_owned())
            }
            _ => cell::repair(field, found, &context, observe),
        }
    }

    /// The column a value comes from: that of another field where it is preferred and filled.
    fn column(&self, look: &Look, field: &Field, observe: &mut Observe<'_>) -> Option<usize> {
        let rules = &self.setup.tabs[self.tab];
        let preferred = preferred(rules, self.table, look.field, self.row);
        let cell = |column: Option<usize>| column.map_or("", |column| self.row.get(column));
        let found = cell(look.column);
        if preferred.is_some() && preferred != look.column && !is_blank(found) {
            let used = cell(preferred).trim();
            observe(Observation::new(ID_PREFERRED).field(&field.name).found(found).used(used));
        }
        preferred.or(look.column)
    }

    /// What an answer of the plan puts in the place of the value found, put right.
    fn answered(&self, at: usize, field: &Field, found: &str, observe: &mut Observe<'_>) -> Option<String> {
        let Taking { setup, table, tab, row, beside, .. } = *self;
        if !setup.answers.sets(tab, at) {
            return None;
        }
        let context = setup.context(tab, at);
        let derived = self.used_for(at).is_some()
            || (found.is_empty() && listed_id(setup, table, tab, at, row, beside.keys).is_some())
            || (is_blank(found) && names_agent_otherwise(setup, table, tab, at, row));
        let read = |observe: &mut Observe<'_>| {
            // Which blanks children do not allow is known later; what is said of them goes for all.
            let blanks = setup.tabs[tab].blanks.iter();
            let blank = blanks.filter(|(blank, _, _)| *blank == at && is_blank(found));
            blank.for_each(|(_, _, code)| observe(Observation::new(*code).field(&field.name)));
            cell::repair(field, found, &context, observe).into_owned()
        };
        let probe: Option<Probe<'_>> = if derived { None } else { Some(&read) };
        let value = answered(setup, tab, at, found, beside.at, probe)?;
        let other = named_field(setup, tab, &value).map(|other| table.columns.get(other).copied().flatten());
        let value = other.map_or(&*value, |column| column.map_or("", |column| row.get(column)));
        observe(Observation::new(VALUE_SET).field(&field.name).found(found).used(value));
        Some(cell::repair(field, value, &context, observe).into_owned())
    }

    /// What stands in for a value that the row does not say itself.
    fn stands_in<'v>(
        &'v self,
        at: usize,
        field: &Field,
        column: Option<usize>,
        observe: &mut Observe<'_>,
    ) -> Option<Cow<'v, str>> {
        let Taking { setup, table, tab, row, beside, .. } = *self;
        let rules = &setup.tabs[tab];
        let found = column.map_or("", |column| row.get(column));
        if let Some(supply) = rules.supplies[at].filter(|_| is_blank(found))
            && let Some((value, code)) = supplied(setup, table, tab, row, beside.keys, supply)
        {
            observe(Observation::new(code).field(&field.name).used(&value));
            return Some(Cow::Owned(value));
        }
        if column.is_none() && !rules.blank_matters[at] && !rules.by_address[at] {
            return Some(Cow::Borrowed(""));
        }
        if let Some(by) = self.used_for(at) {
            let id = beside.keys[by.tab].listed(key64(by.address.as_bytes()));
            let id = id.map_or_else(|| mail::person_id(&by.address), str::to_string);
            observe(Observation::new(codes::CONTACT_DERIVED).field(&field.name).found(&by.address).used(&id));
            return Some(Cow::Owned(id));
        }
        if found.is_empty() && rules.by_address[at] {
            let id = listed_id(setup, table, tab, at, row, beside.keys);
            return Some(Cow::Borrowed(id.unwrap_or_default()));
        }
        if is_blank(found) && names_agent_otherwise(setup, table, tab, at, row) {
            if !found.is_empty() {
                observe(Observation::new(DASH_BLANK).field(&field.name).found(found));
            }
            return Some(Cow::Borrowed(""));
        }
        None
    }

    /// The address that is used in the place of this reference.
    fn used_for(&self, at: usize) -> Option<&Through<'r>> {
        self.through.as_ref().filter(|by| by.field == at && by.standing == Standing::Used)
    }
}

/// Whether a missing address is no matter yet, as name, id or plan may tell the agent when all sources were read.
fn names_agent_otherwise(setup: &Setup, table: &TableUse, tab: usize, at: usize, row: &Row<'_>) -> bool {
    let Some(agent) = setup.tabs[tab].agent.as_ref().filter(|agent| agent.is_told_later(at)) else {
        return false;
    };
    let column = |field: Option<usize>| table.columns.get(field?).copied().flatten();
    let about = &setup.destination.tabs[tab].fields;
    let nothing = |field: Option<usize>, found: &str| {
        let words = field.map_or(&[][..], |field| &about[field].blank_words);
        is_blank(found) || words.iter().any(|word| word == found.trim())
    };
    let says = |field| column(field).is_some_and(|column| !nothing(field, row.get(column)));
    says(agent.name) || says(agent.id) || setup.settled.decides_nobody("")
}

/// The id under which a table lists the address in this row (an agent's, by his mail address).
fn listed_id<'k>(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    field: usize,
    row: &Row<'_>,
    keys: &'k [TabKeys],
) -> Option<&'k str> {
    let rule = setup.tabs[tab].references.iter().find(|rule| rule.field == field)?;
    let column = table.columns.get(rule.through?).copied().flatten()?;
    let address = address::normal_form(row.get(column))?;
    keys[rule.tab].listed(key64(address.as_bytes()))
}

/// The address that can stand in for this row's reference to a person: its column is not there at all, or
/// its value leads nowhere and the plan allows it.
fn through<'r>(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'r>,
    Beside { keys, known, at }: Beside<'_>,
) -> Option<Through<'r>> {
    let rules = &setup.tabs[tab];
    let value = |field: usize| match preferred(rules, table, field, row) {
        Some(column) => Some(row.get(column)),
        None => Some(row.get((*table.columns.get(field)?)?)),
    };
    let set = |field: usize| {
        let found = value(field).unwrap_or_default();
        setup.answers.sets(tab, field).then(|| answered(setup, tab, field, found, at, None)).flatten()
    };
    let rule = setup.tabs[tab].references.iter().find(|rule| rule.makes)?;
    let address = match set(rule.through?) {
        Some(value) => Cow::Owned(address::normal_form(&value)?.into_owned()),
        None => address::normal_form(value(rule.through?)?)?,
    };
    let allowed = setup.settled.contact_by_email;
    let id = set(rule.field).or(value(rule.field).map(Cow::Borrowed));
    let standing = match id.as_deref().map(str::trim) {
        None => Standing::Used,
        Some(_) if !allowed => Standing::Offer,
        Some("") => Standing::Used,
        Some(id) if known == Known::All && exists(keys, rule.tab, None, key64(id.as_bytes())) => return None,
        Some(_) if known == Known::All => Standing::Used,
        Some(_) => Standing::Fallback,
    };
    let name = setup.tabs[tab]
        .person_name
        .and_then(value)
        .map(str::trim)
        .filter(|name| *name != "-")
        .unwrap_or_default();
    Some(Through { field: rule.field, tab: rule.tab, address, name, standing })
}
