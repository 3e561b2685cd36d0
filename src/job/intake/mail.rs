//! A mail, or a conversation, to a record of its tab.

use super::{answered, check_between};
use crate::check::cell;
use crate::check::record::Record;
use crate::convert::codes;
use crate::convert::mail::{self, Facts};
use crate::destination::{Field, MailUnit, MailValue};
use crate::finding::{Observation, Observe};
use crate::job::answers::At;
use crate::job::codes::VALUE_SET;
use crate::job::setup::{Setup, TabRules};

/// Which fields of a record made from mail are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fields {
    All,
    /// Those that need the text of the first message: known only while it is read.
    Text,
    /// What others know the record by, and what it knows them by: no message has to be read again for these.
    Names,
    /// All others: known only when the conversation is settled.
    Settled,
}

impl Fields {
    fn take(self, wanted: Option<MailValue>, is_name: impl FnOnce() -> bool) -> bool {
        let text = matches!(wanted, Some(MailValue::ConversationSubject | MailValue::ConversationText));
        match self {
            Fields::All => true,
            Fields::Names => is_name(),
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
    place: At<'_>,
    record: &mut Record,
    observe: &mut Observe<'_>,
) {
    record.clear();
    let rules = &setup.tabs[tab];
    for (at, field) in setup.destination.tabs[tab].fields.iter().enumerate() {
        let sets = setup.answers.sets(tab, at);
        let taken = which.take(field.mail, || is_name(rules, at));
        if !taken || (field.mail.is_none() && !rules.blank_matters[at] && !sets) {
            record.push("");
            continue;
        }
        let called_for =
            field.mail != Some(MailValue::ConversationClosed) || is_closed(setup, tab, at, facts);
        // Narrower things than the option that mail gives may say the department of an agent's records.
        let settled_later =
            rules.agent.as_ref().is_some_and(|agent| !agent.listing && agent.department == Some(at));
        let wanted = field.mail.filter(|_| called_for && !settled_later);
        let value = wanted.map_or_else(String::new, |wanted| mail::value(facts, wanted));
        let agent = rules.agent.as_ref().filter(|agent| value.is_empty() && agent.is_told_later(at));
        if agent.is_some() && setup.settled.decides_nobody(facts.mailbox) {
            record.push("");
            continue;
        }
        let context = setup.context(tab, at);
        if sets {
            let read = |observe: &mut Observe<'_>| {
                let value = fit(setup, field, value.clone(), facts, observe);
                cell::repair(field, &value, &context, observe).into_owned()
            };
            if let Some(set) = answered(setup, tab, at, &value, place, Some(&read)) {
                observe(Observation::new(VALUE_SET).field(&field.name).found(&value).used(&set));
                record.push(&cell::repair(field, &set, &context, observe));
                continue;
            }
        }
        let value = fit(setup, field, value, facts, observe);
        record.push(&cell::repair(field, &value, &context, observe));
    }
    if !matches!(which, Fields::Text | Fields::Names) {
        check_between(setup, tab, record, place, observe);
    }
}

/// Whether the field is the record's id, a reference, or one that others refer to.
fn is_name(rules: &TabRules, at: usize) -> bool {
    rules.key == Some(at)
        || rules.referred.contains(&at)
        || rules.references.iter().any(|rule| rule.field == at)
        || rules.agent.as_ref().is_some_and(|agent| agent.asks(at))
}

/// Mail has no rules about subjects and lengths, so what would hold every second ticket is put right here: a
/// missing subject, and a text too long for the ticket that its first message carries whole.
fn fit(
    setup: &Setup,
    field: &Field,
    mut value: String,
    facts: &Facts<'_>,
    observe: &mut Observe<'_>,
) -> String {
    if let Some(used) = field.mail_when_blank.as_ref().filter(|_| value.trim().is_empty()) {
        observe(Observation::new(codes::SUBJECT_MISSING).field(&field.name).used(used));
        return used.clone();
    }
    let most = field.max_chars.map_or(usize::MAX, |most| most as usize);
    let whole_elsewhere = setup.mail_tab(MailUnit::Message).is_some();
    if field.mail != Some(MailValue::ConversationText) || !whole_elsewhere || value.len() <= most {
        return value;
    }
    if facts.html && value.chars().nth(most).is_some() {
        // HTML cut anywhere is broken HTML: the beginning of the plain text says more.
        value = mail::value(&Facts { html: false, ..facts.clone() }, MailValue::ConversationText);
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
