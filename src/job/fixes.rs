//! What can be done about a finding, as pieces of a plan: a script merges one into its plan and runs again.
//!
//! `{"plan": {…}}` is ready as it is; `{"plan": {…}, "ask": "/answers/0/value"}` wants a value at that place
//! (a JSON pointer, RFC 6901) from whoever knows it.

use super::codes;
use super::learned;
use super::setup::{ReferenceRule, Setup};
use crate::bundle::codes as bundle_codes;
use crate::check::codes as check_codes;
use crate::convert::codes as convert_codes;
use crate::convert::matching::{CARRY, NONE};
use crate::destination::{Field, FieldKind};
use crate::finding::{Code, Finding, MAX_SHOWN, Severity};
use crate::json::{Value, json};

/// Values that are offered one by one, and files named in one fix.
const MOST: usize = 5;
/// Where a set value stands in a fix.
const ASK: &str = "/answers/0/value";

/// The fixes of a finding, one of `findings`, the likeliest first.
pub fn fixes(setup: &Setup, findings: &[Finding], finding: &Finding) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    if let Some((option, value)) = &finding.fix {
        all.push(json!({"plan": {"options": named(option, &json!(value))}}));
    }
    if finding.code == convert_codes::COLUMN_UNMATCHED {
        // A column without a name cannot be told by it, nor one that is called like the one that has the field.
        let tab = setup.destination.tab(&finding.tab).map(|tab| &setup.destination.tabs[tab]);
        let taken = tab.is_some_and(|tab| tab.field(&finding.field).is_some());
        let named = (!taken && !finding.field.trim().is_empty()).then(|| {
            let learned =
                setup.destination.tab(&finding.tab).is_some_and(|tab| learned::is_learned(setup, tab));
            let ways = if learned { &[NONE][..] } else { &[CARRY, NONE] };
            ways.iter().map(|say| of_tables(finding, &json!({"columns": named(&finding.field, &json!(say))})))
        });
        all.extend(named.into_iter().flatten());
    } else if finding.code == convert_codes::TABLE_UNMATCHED {
        all.extend(setup.destination.tabs.iter().map(|tab| of_tables(finding, &json!({"tab": tab.id}))));
        all.push(of_tables(finding, &json!({"tab": NONE})));
    } else if finding.code == codes::RESULTS_UNREAD {
        for key in ["error", "id", "tab"] {
            for place in &finding.places {
                let say = named(&place.source, &named(key, &json!("")));
                let ask = format!("/tables/{}/{key}", escaped(&place.source));
                all.push(json!({"plan": {"tables": say}, "ask": ask}));
            }
        }
    } else if is_answerable(finding) {
        of_records(setup, findings, finding, &mut all);
    }
    all
}

/// Whether it is about records of a tab, and the user has a say in what becomes of them. A child cannot go
/// without its parent; of two persons of one address nobody knows which is the wrong one; what no bundle takes goes in no
/// other way; and what is only told needs nothing.
pub fn is_answerable(finding: &Finding) -> bool {
    let of_records = finding.places.is_empty() || finding.places.iter().any(|place| place.record.is_some());
    let weighs = finding.holds || finding.severity > Severity::Note;
    !finding.tab.is_empty()
        && of_records
        && weighs
        && !is_one_of(&[codes::PARENT_HELD, codes::ADDRESS_SHARED], finding)
        && !is_one_of(&[convert_codes::REPLIES_NOT_TAKEN, convert_codes::ATTACHMENTS_NOT_TAKEN], finding)
        && !is_one_of(bundle_codes::ALL, finding)
}

/// By its id: a code may weigh less than it usually does.
fn is_one_of(codes: &[Code], finding: &Finding) -> bool {
    codes.iter().any(|code| code.id == finding.code.id)
}

/// An object of one member.
fn named(name: &str, value: &Value) -> Value {
    let mut object = json!({});
    object[name] = value.clone();
    object
}

/// As a part of a JSON pointer.
fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
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
        let pointer = escaped(found);
        let say = |say: Value| named(found, &say);
        let to = say(json!({"to": ""}));
        all.push(json!({"plan": {"agents": to}, "ask": format!("/agents/{pointer}/to")}));
        all.push(json!({"plan": {"agents": say(json!({"administrator": true}))}}));
    }
}

fn of_records(setup: &Setup, findings: &[Finding], finding: &Finding, all: &mut Vec<Value>) {
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
        let own = shows_own_values(setup, tab, finding);
        // One value for all would give all the same id.
        if !field.key && is_settable(setup, tab, finding) {
            let other = field.not_before.as_ref().filter(|_| is_order(setup, tab, finding));
            let other = other.or_else(|| twin(setup, tab, field, findings, finding));
            all.extend(other.map(|other| answer("set", None, Some(&format!("{{{other}}}")))));
            let allowed = allowed(field);
            all.extend(allowed.iter().map(|value| answer("set", None, Some(value))));
            if allowed.is_empty() || field.open_values {
                all.push(asking(None));
            }
            let needs_none =
                own && !field.required && finding.samples.iter().any(|sample| !sample.found.is_empty());
            if needs_none {
                all.push(answer("set", None, Some("")));
            }
        }
        let whole = |found: &str| own && !found.is_empty() && found.chars().count() < MAX_SHOWN;
        let values = finding.samples.iter().filter(|sample| whole(&sample.found)).take(MOST);
        all.extend(values.map(|sample| asking(Some(&sample.found))));
    }
    // Who joins another one may be packed by himself.
    if finding.holds || finding.code == codes::CONTACT_JOINED {
        all.push(answer("pack", None, None));
    }
    // Nobody is held for what is said of the one he joins.
    if !finding.holds && finding.code != codes::VALUE_LEFT {
        all.push(answer("hold", None, None));
    }
    if !finding.holds {
        all.push(answer("leave", None, None));
    }
}

/// The field that mail fills with the same, if it has what this one lacks: a table with one date means it for both.
fn twin<'s>(
    setup: &'s Setup,
    tab: usize,
    field: &Field,
    findings: &[Finding],
    finding: &Finding,
) -> Option<&'s String> {
    let same = |other: &&Field| other.mail.is_some() && other.mail == field.mail && other.name != field.name;
    let lacks = |other: &Field| {
        let missing =
            |it: &&Finding| it.code == finding.code && it.tab == finding.tab && it.field == other.name;
        findings.iter().find(missing).is_some_and(|it| it.count >= finding.count)
    };
    let other = setup.destination.tabs[tab].fields.iter().find(same).filter(|other| !lacks(other));
    other.map(|other| &other.name).filter(|_| finding.code == check_codes::REQUIRED_MISSING)
}

/// The values a field allows, where it allows but some.
pub fn allowed(field: &Field) -> Vec<&str> {
    match field.kind {
        FieldKind::Boolean => vec!["True", "False"],
        _ => field.values.iter().map(String::as_str).collect(),
    }
}

/// Whether it is seen at the value itself, so that one value can be set wherever it is seen. What is known only when all
/// sources were read (two of an id, who joins whom, who is meant by an agent, which file) is settled by other means.
fn is_settable(setup: &Setup, tab: usize, finding: &Finding) -> bool {
    let rules = &setup.tabs[tab];
    let of_agent = |rule: &ReferenceRule| rule.code.id == finding.code.id && rules.is_agent(rule.field);
    is_one_of(check_codes::ALL, finding)
        && finding.code.id != check_codes::ID_DUPLICATE.id
        && !rules.references.iter().any(of_agent)
}

/// Whether what it shows stands in its own field, where another value can stand in for it. A closed ticket without a time
/// shows its status, an agent without an address his name, and whoever is inactive may be found by it.
fn shows_own_values(setup: &Setup, tab: usize, finding: &Finding) -> bool {
    let field = setup.destination.tabs[tab].fields.iter().find(|field| field.name == finding.field);
    let when = field.and_then(|field| field.required_when_code.as_deref());
    let when = when.unwrap_or(check_codes::REQUIRED_WHEN_MISSING.id);
    finding.code.id != when && is_one_of(check_codes::ALL, finding)
}

/// Whether a moment comes before one it must follow.
fn is_order(setup: &Setup, tab: usize, finding: &Finding) -> bool {
    let about = &setup.destination.tabs[tab];
    let field = about.field(&finding.field).map(|at| &about.fields[at]);
    let code = field.and_then(|field| field.not_before_code.as_deref());
    code.unwrap_or(check_codes::DATE_ORDER.id) == finding.code.id
}
