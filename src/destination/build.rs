//! From the form to a `Destination`: each value judged by itself. What values say of each other is for `cross`.

use super::codes;
use super::form::{
    CapsForm, CapsFromForm, ChecklistForm, DatetimeWhenForm, DestinationForm, FieldForm, LabelForm,
    NotedAliasForm, OptionForm, ReferenceForm, SecondRunForm, TabForm, UnwelcomeForm,
};
use super::place::{At, Fault};
use super::words;
use super::{
    AgentRole, Alias, Caps, CapsFrom, CapsWhen, ChecklistLine, DatetimeWhen, Destination, DestinationOption,
    Field, FieldKind, Label, Reference, SecondRun, SelectionRule, Tab, Unwelcome,
};
use crate::check::codes::code_by_id;
use crate::text::fold;
use std::collections::BTreeMap;

/// A smaller cap could not hold one row with its header: it would be a mistake, or mean "no cap" to someone.
const SMALLEST_BYTES_CAP: i64 = 1024;
/// More than any help desk has: stops a file made to exhaust memory.
const MOST_TABS: usize = 64;
const MOST_FIELDS: usize = 500;

pub(super) fn destination(form: DestinationForm) -> Result<Destination, Fault> {
    let root = At::Root;
    id(&form.id, &root.key("id"))?;
    datetime(&form.datetime, &root.key("datetime"))?;
    let at = root.key("tab");
    if form.tab.is_empty() {
        return Err(at.fault(codes::NO_TAB, "There is no [[tab]]: write one for each kind of record."));
    }
    if form.tab.len() > MOST_TABS {
        return Err(at.fault(codes::TOO_LARGE, format!("More than {MOST_TABS} tabs: leave some out.")));
    }
    Ok(Destination {
        label: label(form.label, &root.key("label"))?,
        caps: caps(form.caps, &root.key("caps"))?,
        options: each(form.option, &root.key("option"), option)?,
        tabs: each(form.tab, &at, tab)?,
        checklist: each(form.checklist, &root.key("checklist"), checklist_line)?,
        second_run: form.second_run.map(|form| second_run(form, &root.key("second-run"))).transpose()?,
        // Its names are looked up by `cross`.
        selection: form.selection.map(|form| SelectionRule {
            tab: form.tab,
            time: form.time,
            search: form.search,
        }),
        unwelcome: form.unwelcome.map(|form| unwelcome(form, &root.key("unwelcome"))).transpose()?,
        numbered: form.numbered,
        id: form.id,
        datetime: form.datetime,
    })
}

/// Builds every element of an array, with its place.
fn each<F, T>(forms: Vec<F>, at: &At, build: fn(F, &At) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    forms.into_iter().enumerate().map(|(index, form)| build(form, &at.item(index))).collect()
}

fn id(word: &str, at: &At) -> Result<(), Fault> {
    let message = "An id has only lower-case letters a–z, digits and single hyphens inside.";
    if words::is_id(word) { Ok(()) } else { Err(at.fault(codes::UNSAFE_NAME, message)) }
}

fn file_stem(word: &str, at: &At) -> Result<(), Fault> {
    let message = "It becomes a file name: use letters, digits, spaces, _ and - only, and no reserved name.";
    if words::is_file_stem(word) { Ok(()) } else { Err(at.fault(codes::UNSAFE_NAME, message)) }
}

fn datetime(pattern: &str, at: &At) -> Result<(), Fault> {
    match words::datetime_fault(pattern) {
        Some(why) => {
            let message = format!("Not a usable date-time pattern: {why}. Write e.g. %Y-%m-%dT%H:%M:%SZ.");
            Err(at.fault(codes::BAD_DATETIME, message))
        }
        None => Ok(()),
    }
}

fn not_blank(text: &str, at: &At) -> Result<(), Fault> {
    let message = "The text is empty: write something, or leave the key out.";
    if text.trim().is_empty() { Err(at.fault(codes::BAD_VALUE, message)) } else { Ok(()) }
}

fn no_blanks(texts: &[String], at: &At) -> Result<(), Fault> {
    texts.iter().enumerate().try_for_each(|(index, text)| not_blank(text, &at.item(index)))
}

fn label(form: LabelForm, at: &At) -> Result<Label, Fault> {
    not_blank(&form.ja, &at.key("ja"))?;
    not_blank(&form.en, &at.key("en"))?;
    Ok(Label { ja: form.ja, en: form.en })
}

fn cap(name: &str, value: i64, at: &At) -> Result<u64, Fault> {
    let least = if name.ends_with("bytes") { SMALLEST_BYTES_CAP } else { 1 };
    let message = format!("The cap must be at least {least}; leave the key out where there is no cap.");
    match u64::try_from(value) {
        Ok(cap) if value >= least => Ok(cap),
        _ => Err(at.fault(codes::BAD_CAP, message)),
    }
}

fn caps(form: CapsForm, at: &At) -> Result<Caps, Fault> {
    let mut caps = Caps::default();
    let values = [
        form.bundle_bytes,
        form.bundles,
        form.total_bytes,
        form.part_bytes,
        form.part_rows,
        form.bundle_rows,
    ];
    for (name, value) in Caps::NAMES.into_iter().zip(values) {
        if let Some(value) = value {
            caps.set(name, cap(name, value, &at.key(name))?);
        }
    }
    let when = at.key("when");
    for (index, form) in form.when.into_iter().enumerate() {
        let at = when.item(index);
        let at = at.key("caps");
        let mut special = BTreeMap::new();
        for (name, value) in form.caps {
            let at = at.key(&name);
            cap_name(&name, &at)?;
            let value = cap(&name, value, &at)?;
            special.insert(name, value);
        }
        caps.when.push(CapsWhen { option: form.option, value: form.value, caps: special });
    }
    caps.from = each(form.from, &at.key("from"), caps_from)?;
    Ok(caps)
}

fn cap_name(name: &str, at: &At) -> Result<(), Fault> {
    let message = || format!("There is no such cap: use {}.", Caps::NAMES.join(", "));
    if Caps::NAMES.contains(&name) { Ok(()) } else { Err(at.fault(codes::UNKNOWN_KEY, message())) }
}

fn caps_from(form: CapsFromForm, at: &At) -> Result<CapsFrom, Fault> {
    let caps_at = at.key("caps");
    form.caps.iter().enumerate().try_for_each(|(index, name)| cap_name(name, &caps_at.item(index)))?;
    let times = cap("times", form.times.unwrap_or(1), &at.key("times"))?;
    Ok(CapsFrom { option: form.option, caps: form.caps, times })
}

fn unwelcome(form: UnwelcomeForm, at: &At) -> Result<Unwelcome, Fault> {
    not_blank(&form.characters, &at.key("characters"))?;
    if form.characters.chars().count() != form.instead.chars().count() {
        let message = "It must have as many characters as `characters`, in the same order.";
        return Err(at.key("instead").fault(codes::BAD_VALUE, message));
    }
    Ok(Unwelcome { characters: form.characters, instead: form.instead, option: form.option })
}

fn second_run(form: SecondRunForm, at: &At) -> Result<SecondRun, Fault> {
    no_blanks(&form.errors, &at.key("errors"))?;
    no_blanks(&form.fine, &at.key("fine"))?;
    let SecondRunForm { errors, fine, reply_days, again_days } = form;
    Ok(SecondRun { errors, fine, reply_days, again_days })
}

fn option(form: OptionForm, at: &At) -> Result<DestinationOption, Fault> {
    id(&form.key, &at.key("key"))?;
    no_blanks(&form.values, &at.key("values"))?;
    if form.number && !form.values.first().is_some_and(|value| is_number(value)) {
        let message =
            "An option that is a number needs its default first in `values`: a whole number from 1.";
        return Err(at.key("values").fault(codes::BAD_VALUE, message));
    }
    Ok(DestinationOption {
        number: form.number,
        label: label(form.label, &at.key("label"))?,
        help: label(form.help, &at.key("help"))?,
        key: form.key,
        values: form.values,
    })
}

/// A whole number from 1, as plain digits.
pub(super) fn is_number(text: &str) -> bool {
    text.parse::<u64>().is_ok_and(|number| number > 0 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn checklist_line(form: ChecklistForm, at: &At) -> Result<ChecklistLine, Fault> {
    Ok(ChecklistLine { text: label(form.text, &at.key("text"))?, risk: label(form.risk, &at.key("risk"))? })
}

fn tab(form: TabForm, at: &At) -> Result<Tab, Fault> {
    id(&form.id, &at.key("id"))?;
    file_stem(&form.file, &at.key("file"))?;
    if let Some(folder) = &form.folder {
        file_stem(folder, &at.key("folder"))?;
    }
    no_blanks(&form.aliases, &at.key("aliases"))?;
    no_blanks(&form.hints, &at.key("hints"))?;
    let from_mail = match &form.from_mail {
        None => None,
        Some(word) => Some(words::meaning(words::MAIL_UNITS, word).ok_or_else(|| {
            let message = format!("Mail gives no such record: use {}.", words::list(words::MAIL_UNITS));
            at.key("from-mail").fault(codes::UNKNOWN_MAIL_VALUE, message)
        })?),
    };
    let fields_at = at.key("field");
    if form.field.len() > MOST_FIELDS {
        let message = format!("More than {MOST_FIELDS} fields: leave some out.");
        return Err(fields_at.fault(codes::TOO_LARGE, message));
    }
    Ok(Tab {
        label: label(form.label, &at.key("label"))?,
        fields: each(form.field, &fields_at, field)?,
        id: form.id,
        file: form.file,
        aliases: form.aliases,
        identified_by: form.identified_by,
        hints: form.hints,
        from_mail,
        folder: form.folder,
        not_taken: form.not_taken.map(|form| label(form, &at.key("not-taken"))).transpose()?,
    })
}

fn field(mut form: FieldForm, at: &At) -> Result<Field, Fault> {
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
