//! A plan as JSON, and back.
//!
//! What is wrong is told with the place as the page and people write it: `answers[2].action`.

use super::{Action, AgentSay, Answer, MailboxSay, OneOrMany, Plan, TablePlan};
use crate::json::{Members, Value, json};
use crate::source::mbox::Say;
use litemap::LiteMap;
use std::borrow::Cow;

const ACTIONS: [(&str, Action); 4] =
    [("hold", Action::Hold), ("pack", Action::Pack), ("set", Action::Set), ("leave", Action::Leave)];

/// Reads the whole plan; keys that are not known are refused.
pub(super) fn read(value: &Value) -> Result<Plan, String> {
    let names = [
        "version",
        "destination",
        "options",
        "tables",
        "answers",
        "agents",
        "mailboxes",
        "exclude",
        "borders",
    ];
    let [version, destination, options, tables, answers, agents, mailboxes, exclude, borders] =
        parts(value, "", names)?;
    let destination = optional(destination, "destination", text)?;
    Ok(Plan {
        version: version.and_then(Value::as_u64).ok_or_else(|| wrong("version", "a whole number"))?,
        destination: destination.unwrap_or_else(|| super::DEFAULT_DESTINATION.to_string()),
        options: map(options, "options", one_or_many)?,
        tables: map(tables, "tables", table)?,
        answers: list(answers, "answers", answer)?,
        agents: map(agents, "agents", agent)?,
        mailboxes: map(mailboxes, "mailboxes", mailbox)?,
        exclude: list(exclude, "exclude", text)?,
        borders: map(borders, "borders", border)?,
    })
}

/// The plan as [`read`] takes it.
pub(super) fn write(plan: &Plan) -> Value {
    let object = |members: Vec<(&String, Value)>| {
        Value::Object(members.into_iter().map(|(key, value)| (Cow::Owned(key.clone()), value)).collect())
    };
    let option = |value: &OneOrMany| match value {
        OneOrMany::One(value) => json!(value),
        OneOrMany::Many(values) => json!(values),
    };
    let table = |table: &TablePlan| {
        let columns = json!(table.columns);
        let said = [
            ("tab", &table.tab),
            ("charset", &table.charset),
            ("delimiter", &table.delimiter),
            ("role", &table.role),
            ("id", &table.id),
            ("error", &table.error),
        ];
        with(&[("columns", columns)], &said)
    };
    let answer = |answer: &Answer| {
        let word = ACTIONS.iter().find(|(_, action)| *action == answer.action).map_or("", |(word, _)| word);
        let said = [
            ("tab", &answer.tab),
            ("field", &answer.field),
            ("found", &answer.found),
            ("source", &answer.source),
            ("value", &answer.value),
            ("part", &answer.part),
        ];
        let mut saved = with(&[("code", json!(answer.code)), ("action", json!(word))], &said);
        if let Some(record) = answer.record {
            saved["record"] = json!(record);
        }
        saved
    };
    let agent = |say: &AgentSay| {
        let flags = [("add", say.add), ("administrator", say.administrator)];
        let flags: Vec<_> =
            flags.into_iter().filter(|(_, yes)| *yes).map(|(name, _)| (name, json!(true))).collect();
        with(&flags, &[("to", &say.to), ("name", &say.name), ("department", &say.department)])
    };
    let mut saved = json!({
        "version": plan.version,
        "destination": plan.destination,
        "options": object(plan.options.iter().map(|(key, value)| (key, option(value))).collect()),
        "tables": object(plan.tables.iter().map(|(name, it)| (name, table(it))).collect()),
        "answers": plan.answers.iter().map(answer).collect::<Vec<_>>(),
        "exclude": plan.exclude,
    });
    if !plan.agents.is_empty() {
        saved["agents"] = object(plan.agents.iter().map(|(key, say)| (key, agent(say))).collect());
    }
    if !plan.borders.is_empty() {
        let say = |say: &Say| json!({"join": say.join, "split": say.split});
        saved["borders"] = object(plan.borders.iter().map(|(key, it)| (key, say(it))).collect());
    }
    if !plan.mailboxes.is_empty() {
        let mailbox = |say: &MailboxSay| {
            let left_out = say.left_out.then(|| ("left-out", json!(true)));
            with(left_out.as_slice(), &[("folder", &say.folder), ("state", &say.state)])
        };
        saved["mailboxes"] = object(plan.mailboxes.iter().map(|(key, say)| (key, mailbox(say))).collect());
    }
    saved
}

/// An object of what is always said, and of what is said where it was decided.
fn with(always: &[(&'static str, Value)], decided: &[(&'static str, &Option<String>)]) -> Value {
    let mut members: Members =
        always.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    for (name, value) in decided {
        members.extend(value.iter().map(|value| (Cow::Borrowed(*name), json!(value))));
    }
    Value::Object(members)
}

fn wrong(place: &str, wanted: &str) -> String {
    format!("{place}: {wanted} is needed here")
}

/// The members of these names; others are refused.
fn parts<'a, const N: usize>(
    value: &'a Value,
    place: &str,
    names: [&str; N],
) -> Result<[Option<&'a Value>; N], String> {
    check_names(value, place, &names)?;
    Ok(names.map(|name| value.get(name)))
}

fn check_names(value: &Value, place: &str, names: &[&str]) -> Result<(), String> {
    let members =
        value.as_object().ok_or_else(|| wrong(if place.is_empty() { "plan" } else { place }, "an object"))?;
    match members.iter().find(|(name, _)| !names.contains(&&**name)) {
        Some((unknown, _)) => {
            let dot = if place.is_empty() { "" } else { "." };
            Err(format!("{place}{dot}{unknown}: unknown key; known are {}", names.join(", ")))
        }
        None => Ok(()),
    }
}

/// How one value is read; the text says where it stands.
type Take<T> = fn(&Value, &str) -> Result<T, String>;

fn number(value: &Value, place: &str) -> Result<u64, String> {
    value.as_u64().ok_or_else(|| wrong(place, "a whole number"))
}

fn text(value: &Value, place: &str) -> Result<String, String> {
    value.as_str().map(str::to_string).ok_or_else(|| wrong(place, "a text"))
}

/// What may be left out, or be null.
fn optional<T>(value: Option<&Value>, place: &str, take: Take<T>) -> Result<Option<T>, String> {
    value.filter(|value| **value != Value::Null).map(|value| take(value, place)).transpose()
}

fn list<T>(value: Option<&Value>, place: &str, take: Take<T>) -> Result<Vec<T>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let items = value.as_array().ok_or_else(|| wrong(place, "a list"))?;
    items.iter().enumerate().map(|(at, item)| take(item, &format!("{place}[{at}]"))).collect()
}

fn map<T>(value: Option<&Value>, place: &str, take: Take<T>) -> Result<LiteMap<String, T>, String> {
    let Some(value) = value else { return Ok(LiteMap::new()) };
    let members = value.as_object().ok_or_else(|| wrong(place, "an object"))?;
    let mut all = LiteMap::new();
    for (key, value) in members {
        all.insert(key.to_string(), take(value, &format!("{place}.{key}"))?);
    }
    Ok(all)
}

fn one_or_many(value: &Value, place: &str) -> Result<OneOrMany, String> {
    match value {
        Value::Text(value) => Ok(OneOrMany::One(value.clone())),
        Value::Array(_) => list(Some(value), place, text).map(OneOrMany::Many),
        _ => Err(wrong(place, "a text or a list of texts")),
    }
}

fn table(value: &Value, place: &str) -> Result<TablePlan, String> {
    let names = ["tab", "columns", "charset", "delimiter", "role", "id", "error"];
    let [tab, columns, charset, delimiter, role, id, error] = parts(value, place, names)?;
    let said = |value, name: &str| optional(value, &format!("{place}.{name}"), text);
    Ok(TablePlan {
        tab: said(tab, "tab")?,
        columns: map(columns, &format!("{place}.columns"), text)?,
        charset: said(charset, "charset")?,
        delimiter: said(delimiter, "delimiter")?,
        role: said(role, "role")?,
        id: said(id, "id")?,
        error: said(error, "error")?,
    })
}

fn border(value: &Value, place: &str) -> Result<Say, String> {
    let [join, split] = parts(value, place, ["join", "split"])?;
    let offsets = |value, name: &str| list(value, &format!("{place}.{name}"), number);
    Ok(Say { join: offsets(join, "join")?, split: offsets(split, "split")? })
}

fn yes(value: Option<&Value>, place: &str) -> Result<bool, String> {
    match value {
        None => Ok(false),
        Some(value) => value.as_bool().ok_or_else(|| wrong(place, "true or false")),
    }
}

fn agent(value: &Value, place: &str) -> Result<AgentSay, String> {
    let names = ["to", "add", "administrator", "name", "department"];
    let [to, add, administrator, name, department] = parts(value, place, names)?;
    let said = |value, name: &str| optional(value, &format!("{place}.{name}"), text);
    Ok(AgentSay {
        to: said(to, "to")?,
        add: yes(add, &format!("{place}.add"))?,
        administrator: yes(administrator, &format!("{place}.administrator"))?,
        name: said(name, "name")?,
        department: said(department, "department")?,
    })
}

fn mailbox(value: &Value, place: &str) -> Result<MailboxSay, String> {
    let [folder, state, left_out] = parts(value, place, ["folder", "state", "left-out"])?;
    let said = |value, name: &str| optional(value, &format!("{place}.{name}"), text);
    Ok(MailboxSay {
        folder: said(folder, "folder")?,
        state: said(state, "state")?,
        left_out: yes(left_out, &format!("{place}.left-out"))?,
    })
}

fn answer(value: &Value, place: &str) -> Result<Answer, String> {
    let names = ["code", "tab", "field", "found", "source", "record", "action", "value", "part"];
    let [code, tab, field, found, source, record, action, set, part] = parts(value, place, names)?;
    let said = |value, name: &str| optional(value, &format!("{place}.{name}"), text);
    let needed =
        |value, name: &str| said(value, name)?.ok_or_else(|| wrong(&format!("{place}.{name}"), "a text"));
    let word = needed(action, "action")?;
    let action = ACTIONS.iter().find(|(known, _)| *known == word).map(|(_, action)| *action);
    Ok(Answer {
        code: needed(code, "code")?,
        tab: said(tab, "tab")?,
        field: said(field, "field")?,
        found: said(found, "found")?,
        source: said(source, "source")?,
        record: optional(record, &format!("{place}.record"), number)?,
        action: action
            .ok_or_else(|| wrong(&format!("{place}.action"), "`hold`, `pack`, `set` or `leave`"))?,
        value: said(set, "value")?,
        part: said(part, "part")?,
    })
}
