//! From the form of a field to a `Field`: kinds, values, references, aliases, each judged by itself.

use super::build::{datetime, each, label, no_blanks, not_blank};
use super::codes;
use super::form::{DatetimeWhenForm, FieldForm, NotedAliasForm, ReferenceForm};
use super::place::{At, Fault};
use super::words;
use super::{AgentRole, Alias, DatetimeWhen, Field, FieldKind, Label, Reference};
use crate::check::codes::code_by_id;
use crate::text::fold;

pub(super) fn field(mut form: FieldForm, at: &At) -> Result<Field, Fault> {
    if !words::is_header(&form.name) {
        let message = "A header is 1 to 200 visible characters, without spaces around it.";
        return Err(at.key("name").fault(codes::UNSAFE_NAME, message));
    }
    let kind = words::meaning(words::KINDS, &form.kind).ok_or_else(|| {
        let message = format!("There is no such kind: use {}.", words::list(words::KINDS));
        at.key("kind").fault(codes::UNKNOWN_KIND, message)
    })?;
    let aliases = aliases(&mut form, at)?;
    values(&form, kind, at)?;
    let mail = match &form.mail {
        None => None,
        Some(word) => Some(words::meaning(words::MAIL_VALUES, word).ok_or_else(|| {
            let message = format!("Mail gives no such value: use {}.", words::list(words::MAIL_VALUES));
            at.key("mail").fault(codes::UNKNOWN_MAIL_VALUE, message)
        })?),
    };
    let agent = match &form.agent {
        None => mail.and_then(AgentRole::of_mail),
        Some(word) => Some(words::meaning(words::AGENT_ROLES, word).ok_or_else(|| {
            let message = format!("An agent has no such thing: use {}.", words::list(words::AGENT_ROLES));
            at.key("agent").fault(codes::BAD_VALUE, message)
        })?),
    };
    agent_rules(&form, kind, agent, at)?;
    let max_chars = match form.max_chars.map(u32::try_from) {
        None => None,
        Some(Ok(most)) if most > 0 => Some(most),
        Some(_) => {
            let message = "The length must be at least 1; leave the key out where there is no limit.";
            return Err(at.key("max-chars").fault(codes::BAD_CAP, message));
        }
    };
    let (not_before, not_before_code) = form.not_before.map(|rule| (rule.field, rule.code)).unzip();
    let (required_with, required_with_code) = form.required_with.map(|rule| (rule.tab, rule.code)).unzip();
    let (required_when, required_when_code) =
        form.required_when.map(|rule| ((rule.field, rule.is), rule.code)).unzip();
    let code_in = |rule: &str, code: Option<Option<String>>| known(code.flatten(), &at.key(rule).key("code"));
    Ok(Field {
        label: match form.label {
            Some(form) => label(form, &at.key("label"))?,
            None => Label { ja: form.name.clone(), en: form.name.clone() },
        },
        datetime_when: each(form.datetime_when, &at.key("datetime-when"), datetime_when)?,
        reference: form.reference.map(|form| reference(form, &at.key("reference"))).transpose()?,
        not_before_code: code_in("not-before", not_before_code)?,
        required_with_code: code_in("required-with", required_with_code)?,
        required_when_code: code_in("required-when", required_when_code)?,
        consequence: form.consequence.map(|form| label(form, &at.key("consequence"))).transpose()?,
        name: form.name,
        kind,
        key: form.key,
        required: form.required || form.key,
        confirmed: form.confirmed,
        default: form.default,
        when_blank: form.when_blank,
        mail_when_blank: form.mail_when_blank,
        values: form.values,
        open_values: form.open_values,
        true_words: form.true_words,
        false_words: form.false_words,
        max_chars,
        datetime: form.datetime,
        not_before,
        required_with,
        required_when,
        mail,
        agent,
        agent_when: form.agent_when.map(|when| (when.field, when.is)),
        blank_words: form.blank_words.clone(),
        opposite_of: form.opposite_of,
        prefer: form.prefer,
        base64: form.base64,
        unwritten: form.unwritten,
        inactive_words: form.inactive_words.iter().map(|word| fold::key(word)).collect(),
        aliases,
        carried: false,
    })
}

/// What is said about agents fits what the field tells of them.
fn agent_rules(form: &FieldForm, kind: FieldKind, agent: Option<AgentRole>, at: &At) -> Result<(), Fault> {
    no_blanks(&form.inactive_words, &at.key("inactive-words"))?;
    no_blanks(&form.blank_words, &at.key("blank-words"))?;
    let wrong = |key: &str, message: &str| Err(at.key(key).fault(codes::BAD_VALUE, message));
    if agent == Some(AgentRole::Address) && kind != FieldKind::Email {
        return wrong("agent", "Only a field of kind email can hold an agent's address.");
    }
    if form.agent_when.is_some() && agent != Some(AgentRole::Address) {
        return wrong(
            "agent-when",
            "It says when an address is an agent's: write `agent = \"address\"` too.",
        );
    }
    if !form.inactive_words.is_empty() && agent != Some(AgentRole::Status) {
        return wrong("inactive-words", "Only a field with `agent = \"status\"` can have such words.");
    }
    Ok(())
}

/// Values, defaults and patterns that fit the kind.
fn values(form: &FieldForm, kind: FieldKind, at: &At) -> Result<(), Fault> {
    no_blanks(&form.values, &at.key("values"))?;
    no_blanks(&form.true_words, &at.key("true-words"))?;
    no_blanks(&form.false_words, &at.key("false-words"))?;
    let wrong = |key: &str, message: &str| Err(at.key(key).fault(codes::BAD_VALUE, message));
    if !form.values.is_empty() && kind != FieldKind::Text {
        return wrong("values", "Only a field of kind text can have a list of values.");
    }
    if form.open_values && form.values.is_empty() {
        return wrong(
            "open-values",
            "It speaks of `values`, and there are none: write them or leave this out.",
        );
    }
    if kind != FieldKind::Boolean && !(form.true_words.is_empty() && form.false_words.is_empty()) {
        let key = if form.true_words.is_empty() { "false-words" } else { "true-words" };
        return wrong(key, "Only a field of kind boolean can have such words.");
    }
    if kind != FieldKind::DateTime && !(form.datetime.is_none() && form.datetime_when.is_empty()) {
        let key = if form.datetime.is_some() { "datetime" } else { "datetime-when" };
        return wrong(key, "Only a field of kind date-time can have a pattern.");
    }
    if let Some(pattern) = &form.datetime {
        datetime(pattern, &at.key("datetime"))?;
    }
    for (key, value) in [("default", &form.default), ("when-blank", &form.when_blank)] {
        let Some(value) = value else { continue };
        not_blank(value, &at.key(key))?;
        if !form.values.is_empty() && !form.open_values && !form.values.contains(value) {
            return wrong(key, "It is not one of `values`: choose one of them.");
        }
    }
    Ok(())
}

fn datetime_when(form: DatetimeWhenForm, at: &At) -> Result<DatetimeWhen, Fault> {
    datetime(&form.datetime, &at.key("datetime"))?;
    Ok(DatetimeWhen { option: form.option, value: form.value, datetime: form.datetime })
}

fn reference(form: ReferenceForm, at: &At) -> Result<Reference, Fault> {
    Ok(Reference {
        code: known(form.code, &at.key("code"))?,
        blank_code: known(form.blank_code, &at.key("blank-code"))?,
        tab: form.tab,
        field: form.field,
        holds: form.holds,
        through: form.through,
    })
}

/// A finding code must have words in the catalogs, so only the program's own can be named.
fn known(code: Option<String>, at: &At) -> Result<Option<String>, Fault> {
    match code {
        Some(id) if code_by_id(&id).is_none() => {
            let message =
                format!("The program knows no finding code `{id}`: use one of its own, or leave it out.");
            Err(at.fault(codes::UNKNOWN_CODE, message))
        }
        code => Ok(code),
    }
}

/// The three lists of alias names as one, best first.
fn aliases(form: &mut FieldForm, at: &At) -> Result<Vec<Alias>, Fault> {
    no_blanks(&form.aliases, &at.key("aliases"))?;
    no_blanks(&form.weak_aliases, &at.key("weak-aliases"))?;
    let plain = |confidence: u8| move |name: String| Alias { name, confidence, note: None };
    let mut all: Vec<Alias> = form.aliases.drain(..).map(plain(90)).collect();
    let noted_at = at.key("noted-aliases");
    for (index, NotedAliasForm { name, note, confidence }) in form.noted_aliases.drain(..).enumerate() {
        let at = noted_at.item(index);
        not_blank(&name, &at.key("name"))?;
        let note = known(Some(note), &at.key("note"))?;
        let Some(confidence) = u8::try_from(confidence.unwrap_or(90)).ok().filter(|c| (1..=100).contains(c))
        else {
            return Err(at.key("confidence").fault(codes::BAD_VALUE, "Write a percentage from 1 to 100."));
        };
        all.push(Alias { name, confidence, note });
    }
    all.extend(form.weak_aliases.drain(..).map(plain(50)));
    Ok(all)
}
