//! What can be done about a finding, as pieces of a plan: a script merges one into its plan and runs again.
//!
//! `{"plan": {…}}` is ready as it is; `{"plan": {…}, "ask": "/answers/0/value"}` wants a value at that place
//! (a JSON pointer, RFC 6901) from whoever knows it.

use super::codes;
use super::learned;
use super::setup::Setup;
use crate::check::codes as check_codes;
use crate::convert::codes as convert_codes;
use crate::convert::matching::{CARRY, NONE};
use crate::destination::{Field, FieldKind};
use crate::finding::{Finding, MAX_SHOWN, Severity};
use crate::json::{Value, json};

/// Values that are offered one by one, and files named in one fix.
const MOST: usize = 5;
/// Where a set value stands in a fix.
const ASK: &str = "/answers/0/value";

/// The fixes of a finding, the likeliest first.
pub fn fixes(setup: &Setup, finding: &Finding) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    if let Some((option, value)) = &finding.fix {
        all.push(json!({"plan": {"options": named(option, &json!(value))}}));
    }
    if finding.code == convert_codes::COLUMN_UNMATCHED {
        // A column without a name cannot be told by it.
        let named = (!finding.field.trim().is_empty()).then(|| {
            let learned =
                setup.destination.tab(&finding.tab).is_some_and(|tab| learned::is_learned(setup, tab));
            let ways = if learned { &[NONE][..] } else { &[CARRY, NONE] };
            ways.iter().map(|say| of_tables(finding, &json!({"columns": named(&finding.field, &json!(say))})))
        });
        all.extend(named.into_iter().flatten());
    } else if finding.code == convert_codes::TABLE_UNMATCHED {
        all.extend(setup.destination.tabs.iter().map(|tab| of_tables(finding, &json!({"tab": tab.id}))));
        all.push(of_tables(finding, &json!({"tab": NONE})));
    } else if is_answerable(finding) {
        of_records(setup, finding, &mut all);
    }
    all
}

/// Whether it is about records of a tab, and the user has a say in what becomes of them. A child cannot go
/// without its parent; of two persons of one address nobody knows which is the wrong one; and what is only told needs
/// nothing.
pub fn is_answerable(finding: &Finding) -> bool {
    let of_records = finding.places.is_empty() || finding.places.iter().any(|place| place.record.is_some());
    let weighs = finding.holds || finding.severity > Severity::Note;
    !finding.tab.is_empty()
        && of_records
        && weighs
        && ![codes::PARENT_HELD, codes::ADDRESS_SHARED].contains(&finding.code)
}

/// An object of one member.
fn named(name: &str, value: &Value) -> Value {
    let mut object = json!({});
    object[name] = value.clone();
    object
}

/// The same said about every table that has it.
fn of_tables(finding: &Finding, say: &Value) -> Value {
    let mut tables = json!({});
    for place in &finding.places {
        tables[place.source.as_str()] = say.clone();
    }
    json!({"plan": {"tables": tables}})
}

/// Who is meant by an agent nobody lists, and that he is left to the administrator.
fn of_agents(setup: &Setup, finding: &Finding, all: &mut Vec<Value>) {
    let fields = setup.destination.tab(&finding.tab).and_then(|tab| setup.tabs[tab].agent.as_ref());
    let Some(fields) = fields else { return };
    let codes = [Some(codes::AGENT_NAME_ONLY), Some(codes::AGENT_INACTIVE), fields.code, fields.missing];
    if !codes.contains(&Some(finding.code)) {
        return;
    }
    let missing = fields.missing == Some(finding.code);
    let found = finding.samples.iter().map(|sample| sample.found.as_str());
    let whole = found.filter(|found| found.chars().count() < MAX_SHOWN);
    for found in whole.chain(missing.then_some("")).take(MOST) {
        let pointer = found.replace('~', "~0").replace('/', "~1");
        let say = |say: Value| named(found, &say);
        let to = say(json!({"to": ""}));
        all.push(json!({"plan": {"agents": to}, "ask": format!("/agents/{pointer}/to")}));
        all.push(json!({"plan": {"agents": say(json!({"administrator": true}))}}));
    }
}

fn of_records(setup: &Setup, finding: &Finding, all: &mut Vec<Value>) {
    of_agents(setup, finding, all);
    let answer = |action: &str, found: Option<&str>, value: Option<&str>| {
        let mut answer = json!({"code": finding.code.id, "tab": finding.tab, "action": action});
        let parts = [("field", Some(finding.field.as_str()).filter(|field| !field.is_empty()))];
        for (key, part) in parts.into_iter().chain([("found", found), ("value", value)]) {
            if let Some(part) = part {
                answer[key] = json!(part);
            }
        }
        json!({"plan": {"answers": [answer]}})
    };
    let asking = |found: Option<&str>| {
        let mut fix = answer("set", found, Some(""));
        fix["ask"] = json!(ASK);
        fix
    };
    let tab = setup.destination.tab(&finding.tab);
    let field = tab.and_then(|tab| {
        let fields = &setup.destination.tabs[tab].fields;
        fields.iter().find(|field| field.name == finding.field).map(|field| (tab, field))
    });
    if let Some((tab, field)) = field {
        // One value for all would give all the same id; and who is meant by an agent is settled by other means.
        if !field.key && !is_settled_late(setup, tab, finding) {
            let other = field.not_before.as_ref().filter(|_| is_order(setup, tab, finding));
            all.extend(other.map(|other| answer("set", None, Some(&format!("{{{other}}}")))));
            let allowed = allowed(field);
            all.extend(allowed.iter().map(|value| answer("set", None, Some(value))));
            if allowed.is_empty() || field.open_values {
                all.push(asking(None));
            }
            let needs_none = !field.required && finding.samples.iter().any(|sample| !sample.found.is_empty());
            if needs_none {
                all.push(answer("set", None, Some("")));
            }
        }
        // A name stands in another field than the address it lacks, and a file's name in another than its content.
        let here = ![codes::AGENT_NAME_ONLY, codes::FILE_DAMAGED].contains(&finding.code);
        let whole = |found: &str| here && !found.is_empty() && found.chars().count() < MAX_SHOWN;
        let values = finding.samples.iter().filter(|sample| whole(&sample.found)).take(MOST);
        all.extend(values.map(|sample| asking(Some(&sample.found))));
    }
    // Who joins another one may be packed by himself.
    if finding.holds || finding.code == codes::CONTACT_JOINED {
        all.push(answer("pack", None, None));
    }
    if !finding.holds {
        all.push(answer("hold", None, None));
    }
    if !finding.holds {
        all.push(answer("leave", None, None));
    }
}

/// The values a field allows, where it allows but some.
pub fn allowed(field: &Field) -> Vec<&str> {
    match field.kind {
        FieldKind::Boolean => vec!["True", "False"],
        _ => field.values.iter().map(String::as_str).collect(),
    }
}

/// Whether it is settled only when all sources were read, by what else is known then, and so cannot be answered for all
/// alike by a value.
fn is_settled_late(setup: &Setup, tab: usize, finding: &Finding) -> bool {
    let rules = &setup.tabs[tab];
    finding.code == check_codes::ID_DUPLICATE
        || [codes::AGENT_NAME_ONLY, codes::AGENT_INACTIVE, codes::FILE_DAMAGED].contains(&finding.code)
        || rules.references.iter().any(|rule| rule.code.id == finding.code.id && rules.is_agent(rule.field))
}

/// Whether a moment comes before one it must follow.
fn is_order(setup: &Setup, tab: usize, finding: &Finding) -> bool {
    let about = &setup.destination.tabs[tab];
    let field = about.field(&finding.field).map(|at| &about.fields[at]);
    let code = field.and_then(|field| field.not_before_code.as_deref());
    code.unwrap_or(check_codes::DATE_ORDER.id) == finding.code.id
}
