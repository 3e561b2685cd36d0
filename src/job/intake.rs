//! Rows and mails to records, each value put right on the way. Survey and pack take in the same way, so that
//! what was checked is what is written.

use super::leaf::TableUse;
use super::setup::Setup;
use crate::check::cell::{self, Context};
use crate::check::keys::TabKeys;
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::mail::{self, Facts};
use crate::destination::MailValue;
use crate::finding::{Observation, Observe};
use crate::source::Row;
use crate::text::address;
use crate::text::hash::key64;

/// A contact that a row names only by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// The tab it is a record of.
    pub tab: usize,
    /// Normalised.
    pub address: String,
}

/// Fills `record` from a row. `listed` tells under which id an address is known (nothing yet, in a survey).
pub fn from_row(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'_>,
    listed: &[TabKeys],
    record: &mut Record,
    observe: &mut Observe<'_>,
) -> Option<Through> {
    record.clear();
    let fields = &setup.destination.tabs[tab].fields;
    let rules = &setup.tabs[tab];
    let through = through(setup, table, tab, row);
    for (at, field) in fields.iter().enumerate() {
        let found = match (table.columns.get(at).copied().flatten(), &through) {
            (_, Some((field, by))) if *field == at => {
                let id = listed[by.tab].listed(key64(by.address.as_bytes()));
                let id = id.map_or_else(|| mail::person_id(&by.address), str::to_string);
                observe(Observation::new(codes::CONTACT_DERIVED).field(&fields[at].name).found(&by.address).used(&id));
                record.push(&id);
                continue;
            }
            (Some(column), _) => row.get(column),
            (None, _) if rules.blank_matters[at] => "",
            (None, _) => {
                record.push("");
                continue;
            }
        };
        let context = Context { zone: &setup.settled.zone, datetime: &rules.datetimes[at] };
        record.push(&cell::repair(field, found, &context, observe));
    }
    rules.record.check(record, observe);
    through.map(|(_, by)| by)
}

/// The reference of this row that an address has to stand in for: its column is not there at all, or it is
/// blank and the plan asks for it.
fn through(setup: &Setup, table: &TableUse, tab: usize, row: &Row<'_>) -> Option<(usize, Through)> {
    let value = |field: usize| Some(row.get((*table.columns.get(field)?)?));
    let rule = setup.tabs[tab].references.iter().find(|rule| rule.through.is_some())?;
    let own = value(rule.field);
    if own.is_some_and(|own| !own.trim().is_empty()) || (own.is_some() && !setup.settled.contact_by_email) {
        return None;
    }
    let address = address::parse(value(rule.through?)?)?.address;
    Some((rule.field, Through { tab: rule.tab, address }))
}

/// The address by which a blank reference of this row could be found, if the plan asked for it.
pub fn could_be_found(setup: &Setup, table: &TableUse, tab: usize, row: &Row<'_>) -> bool {
    let rule = setup.tabs[tab].references.iter().find_map(|rule| rule.through);
    let column = rule.and_then(|field| table.columns.get(field).copied().flatten());
    column.is_some_and(|column| address::parse(row.get(column)).is_some())
}

/// Which fields of a record made from mail are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fields {
    All,
    /// Those that need the text of the first message: known only while it is read.
    Text,
    /// All others: known only when the conversation is settled.
    Settled,
}

impl Fields {
    fn take(self, wanted: Option<MailValue>) -> bool {
        let text = matches!(wanted, Some(MailValue::ConversationSubject | MailValue::ConversationText));
        match self {
            Fields::All => true,
            Fields::Text => text,
            Fields::Settled => !text,
        }
    }
}

/// Fills `record` from mail. Fields not looked at are blank.
pub fn from_mail(
    setup: &Setup,
    tab: usize,
    facts: &Facts<'_>,
    which: Fields,
    record: &mut Record,
    observe: &mut Observe<'_>,
) {
    record.clear();
    let rules = &setup.tabs[tab];
    for (at, field) in setup.destination.tabs[tab].fields.iter().enumerate() {
        if !which.take(field.mail) || (field.mail.is_none() && !rules.blank_matters[at]) {
            record.push("");
            continue;
        }
        let called_for = field.mail != Some(MailValue::ConversationClosed) || is_closed(setup, tab, at, facts);
        let wanted = field.mail.filter(|_| called_for);
        let value = wanted.map_or_else(String::new, |wanted| mail::value(facts, wanted));
        let context = Context { zone: &setup.settled.zone, datetime: &rules.datetimes[at] };
        record.push(&cell::repair(field, &value, &context, observe));
    }
    if which != Fields::Text {
        rules.record.check(record, observe);
    }
}

/// Whether the field that calls for this one has the value that does.
fn is_closed(setup: &Setup, tab: usize, at: usize, facts: &Facts<'_>) -> bool {
    let tab = &setup.destination.tabs[tab];
    let Some((name, value)) = &tab.fields[at].required_when else { return true };
    let other = tab.field(name).and_then(|other| tab.fields[other].mail);
    other.is_some_and(|other| mail::value(facts, other) == *value)
}
