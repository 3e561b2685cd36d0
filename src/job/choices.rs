//! What the plan decided, in words, for the report: what it is about, and what was chosen.

use super::plan::{Action, Answer, OneOrMany};
use super::setup::Setup;
use crate::bundle::words::{Args, Language, Value, Words};
use crate::convert::matching::{CARRY, NONE};
use crate::destination::Label;

/// Every choice of the plan, in its order.
pub fn choices(setup: &Setup, words: &Words) -> Vec<[String; 2]> {
    let plan = &setup.plan;
    let word = |label: &Label| pick(label, words);
    let tab = |id: &str| setup.destination.tab(id).map(|tab| word(&setup.destination.tabs[tab].label));
    let none = |value: &str| (value == NONE).then(|| words.text("choice-none", &[]));
    let mut all = Vec::new();
    for (key, value) in &plan.options {
        let own = setup.destination.options.iter().find(|option| option.key == *key);
        let about = own.map_or_else(|| words.text(&format!("choice-{key}"), &[]), |own| word(&own.label));
        let value = match value {
            OneOrMany::One(value) if matches!(value.as_str(), "yes" | "no" | "without" | "only") => {
                words.text(&format!("choice-{value}"), &[])
            }
            OneOrMany::One(value) => value.clone(),
            OneOrMany::Many(values) => values.join(", "),
        };
        all.push([about, value]);
    }
    for option in &setup.destination.options {
        let filled = option.fills.as_ref().map(|it| &it.option);
        if let Some((key, moment)) = filled.and_then(|key| Some((key, plan.filled(key, &setup.destination)?)))
        {
            // Nobody chose it in so many words: it is said from which day it follows.
            let about = words.text(&format!("choice-{key}"), &[]);
            all.push([format!("{about} ({})", word(&option.label)), moment]);
        }
    }
    for (source, say) in &plan.tables {
        let about = |id: &str, name: &str| {
            words.text(id, &[("source", Value::Text(source)), ("name", Value::Text(name))])
        };
        let said = [("tab", &say.tab), ("charset", &say.charset), ("delimiter", &say.delimiter)];
        let results = [("role", &say.role), ("id", &say.id), ("error", &say.error)];
        for (what, value) in
            said.into_iter().chain(results).filter_map(|(what, value)| Some((what, value.as_deref()?)))
        {
            let shown = none(value).or_else(|| tab(value).filter(|_| what == "tab"));
            all.push([about(&format!("choice-{what}"), ""), shown.unwrap_or_else(|| value.to_string())]);
        }
        for (name, field) in &say.columns {
            let carried = (field == CARRY).then(|| words.text("choice-carry", &[]));
            let said = none(field).or(carried).unwrap_or_else(|| field.clone());
            all.push([about("choice-column", name), said]);
        }
    }
    for (found, say) in &plan.agents {
        let found = if found.is_empty() { words.text("choice-nobody", &[]) } else { found.clone() };
        let left = say.administrator.then(|| words.text("choice-administrator", &[]));
        let added = say.add.then(|| words.text("choice-added", &[]));
        let parts = [say.to.clone(), say.name.clone(), say.department.clone(), added, left];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        all.push([words.text("choice-agent", &[("name", Value::Text(&found))]), said.join(" / ")]);
    }
    for (found, say) in &plan.mailboxes {
        let left = say.left_out.then(|| words.text("choice-none", &[]));
        let said: Vec<String> = [say.folder.clone(), say.state.clone(), left].into_iter().flatten().collect();
        all.push([words.text("choice-mailbox", &[("name", Value::Text(found))]), said.join(" / ")]);
    }
    for source in &plan.exclude {
        all.push([source.clone(), words.text("choice-none", &[])]);
    }
    all.extend(plan.answers.iter().map(|answer| {
        let tab = answer.tab.as_deref().map(|id| tab(id).unwrap_or_else(|| id.to_string()));
        of_answer(answer, tab, words)
    }));
    all
}

fn of_answer(answer: &Answer, tab: Option<String>, words: &Words) -> [String; 2] {
    let field = answer.field.as_deref().unwrap_or_default();
    let tab = tab.unwrap_or_default();
    let title = words.title(&answer.code, &Args { field, tab: &tab, ..Args::default() });
    let source = answer.source.as_deref().unwrap_or_default();
    let place = answer.record.map_or_else(
        || source.to_string(),
        |record| {
            words.text(
                "choice-record",
                &[("source", Value::Text(source)), ("number", Value::Number(record + 1))],
            )
        },
    );
    let found =
        answer.found.as_ref().map(|found| words.text("choice-found", &[("value", Value::Text(found))]));
    let parts = [title, tab, field.to_string(), found.unwrap_or_default(), place];
    let about: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let value = answer.value.as_deref().unwrap_or_default();
    let id = match answer.action {
        Action::Hold => "choice-hold",
        Action::Pack => "choice-pack",
        Action::Leave => "choice-leave",
        Action::Set if value.is_empty() => "choice-blank",
        Action::Set => "choice-set",
    };
    [about.join(" / "), words.text(id, &[("value", Value::Text(value))])]
}

fn pick(label: &Label, words: &Words) -> String {
    if words.language() == Language::Ja { label.ja.clone() } else { label.en.clone() }
}
