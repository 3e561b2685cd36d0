//! Rows and mails to records, each value put right on the way. Survey and pack take in the same way, so that
//! what was checked is what is written.

use super::leaf::TableUse;
use super::setup::Setup;
use crate::check::cell::{self, Context};
use crate::check::keys::TabKeys;
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::mail::{self, Facts};
use crate::destination::{Field, MailUnit, MailValue};
use crate::finding::{Observation, Observe};
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

/// How far the keys of all tabs are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Sources are still being read.
    SoFar,
    All,
}

/// Fills `record` from a row. Tells by which address a record of another tab is found or has to be made.
pub fn from_row<'r>(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'r>,
    keys: (&[TabKeys], Known),
    record: &mut Record,
    observe: &mut Observe<'_>,
) -> Option<Through<'r>> {
    record.clear();
    let fields = &setup.destination.tabs[tab].fields;
    let rules = &setup.tabs[tab];
    let through = through(setup, table, tab, row, keys);
    for (at, field) in fields.iter().enumerate() {
        let column = table.columns.get(at).copied().flatten();
        if column.is_none() && !rules.blank_matters[at] && !rules.by_address[at] {
            record.push("");
            continue;
        }
        if let Some(by) = through.as_ref().filter(|by| by.field == at && by.standing == Standing::Used) {
            let id = keys.0[by.tab].listed(key64(by.address.as_bytes()));
            let id = id.map_or_else(|| mail::person_id(&by.address), str::to_string);
            observe(Observation::new(codes::CONTACT_DERIVED).field(&field.name).found(&by.address).used(&id));
            record.push(&id);
            continue;
        }
        let found = column.map_or("", |column| row.get(column));
        if found.is_empty() && rules.by_address[at] {
            record.push(&listed_id(setup, table, tab, at, row, keys.0).unwrap_or_default());
            continue;
        }
        let context = Context { zone: &setup.settled.zone, datetime: &rules.datetimes[at] };
        match rules.memo.try_borrow_mut() {
            Ok(mut memo) => record.push(&memo.repair(at, field, found, &context, observe)),
            Err(_) => record.push(&cell::repair(field, found, &context, observe)),
        }
    }
    rules.record.check(record, observe);
    through
}

/// The id under which a table lists the address in this row (an agent's, by his mail address).
fn listed_id(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    field: usize,
    row: &Row<'_>,
    keys: &[TabKeys],
) -> Option<String> {
    let rule = setup.tabs[tab].references.iter().find(|rule| rule.field == field)?;
    let column = table.columns.get(rule.through?).copied().flatten()?;
    let address = address::normal_form(row.get(column))?;
    keys[rule.tab].listed(key64(address.as_bytes())).map(str::to_string)
}

/// The address that can stand in for this row's reference to a person: its column is not there at all, or
/// its value leads nowhere and the plan allows it.
fn through<'r>(
    setup: &Setup,
    table: &TableUse,
    tab: usize,
    row: &Row<'r>,
    (keys, known): (&[TabKeys], Known),
) -> Option<Through<'r>> {
    let value = |field: usize| Some(row.get((*table.columns.get(field)?)?));
    let rule = setup.tabs[tab].references.iter().find(|rule| rule.makes)?;
    let address = address::normal_form(value(rule.through?)?)?;
    let allowed = setup.settled.contact_by_email;
    let standing = match value(rule.field).map(str::trim) {
        None => Standing::Used,
        Some(_) if !allowed => Standing::Offer,
        Some("") => Standing::Used,
        Some(id) if known == Known::All && keys[rule.tab].has(key64(id.as_bytes())) => return None,
        Some(_) if known == Known::All => Standing::Used,
        Some(_) => Standing::Fallback,
    };
    Some(Through { field: rule.field, tab: rule.tab, address, standing })
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
        let called_for =
            field.mail != Some(MailValue::ConversationClosed) || is_closed(setup, tab, at, facts);
        let wanted = field.mail.filter(|_| called_for);
        let value = wanted.map_or_else(String::new, |wanted| mail::value(facts, wanted));
        let value = fit(setup, field, value, observe);
        let context = Context { zone: &setup.settled.zone, datetime: &rules.datetimes[at] };
        record.push(&cell::repair(field, &value, &context, observe));
    }
    if which != Fields::Text {
        rules.record.check(record, observe);
    }
}

/// Fills `record` with what others know the record from mail by, and what it knows them by: its id, its references,
/// the values that others refer to. These need no text, so no message has to be read again.
pub fn names_from_mail(setup: &Setup, tab: usize, facts: &Facts<'_>, record: &mut Record) {
    record.clear();
    let rules = &setup.tabs[tab];
    for (at, field) in setup.destination.tabs[tab].fields.iter().enumerate() {
        let is_name = rules.key == Some(at)
            || rules.referred.contains(&at)
            || rules.references.iter().any(|rule| rule.field == at);
        let value = field.mail.filter(|_| is_name).map(|wanted| mail::value(facts, wanted));
        let context = Context { zone: &setup.settled.zone, datetime: &rules.datetimes[at] };
        record.push(
            &value.map_or("".into(), |value| cell::repair(field, &value, &context, &mut |_| {}).into_owned()),
        );
    }
}

/// Mail has no rules about subjects and lengths, so what would hold every second ticket is put right here: a
/// missing subject, and a text too long for the ticket that its first message carries whole.
fn fit(setup: &Setup, field: &Field, value: String, observe: &mut Observe<'_>) -> String {
    if let Some(used) = field.mail_when_blank.as_ref().filter(|_| value.trim().is_empty()) {
        observe(Observation::new(codes::SUBJECT_MISSING).field(&field.name).used(used));
        return used.clone();
    }
    let most = field.max_chars.map_or(usize::MAX, |most| most as usize);
    let whole_elsewhere = setup.mail_tab(MailUnit::Message).is_some();
    if field.mail != Some(MailValue::ConversationText) || !whole_elsewhere || value.len() <= most {
        return value;
    }
    let Some((cut, _)) = value.char_indices().nth(most) else { return value };
    let length = value.chars().count() as u64;
    observe(Observation::new(codes::TEXT_CUT).field(&field.name).number(length));
    value[..cut].to_string()
}

/// Whether the field that calls for this one has the value that does.
fn is_closed(setup: &Setup, tab: usize, at: usize, facts: &Facts<'_>) -> bool {
    let tab = &setup.destination.tabs[tab];
    let Some((name, value)) = &tab.fields[at].required_when else { return true };
    let other = tab.field(name).and_then(|other| tab.fields[other].mail);
    other.is_some_and(|other| mail::value(facts, other) == *value)
}
