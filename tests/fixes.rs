//! What the survey offers as an answer answers: each fix of each finding of the golden cases is merged into the case's plan
//! and tried.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use support::{Bag, files_below};

/// Findings alike in two cases are tried once.
type Tried = BTreeSet<String>;

#[test]
fn every_fix_that_is_offered_answers_its_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let mut cases: Vec<_> =
        std::fs::read_dir(folder).expect("cases").map(|it| it.expect("one").path()).collect();
    cases.sort();
    let (mut wrong, mut tried) = (Vec::new(), Tried::new());
    for case in cases.iter().filter(|path| path.join("expect.json").is_file()) {
        let plan = std::fs::read_to_string(case.join("plan.json")).unwrap_or_else(|_| {
            r#"{"version":1,"destination":"zoho-desk","options":{"own-address":"support@shop.example.jp"}}"#.into()
        });
        let plan: Value = serde_json::from_str(&plan).expect("a plan");
        // Where the plan answers already, one more answer may leave another with nothing to answer.
        if plan.get("answers").is_some() {
            continue;
        }
        let mut bag = Bag::new(files_below(&case.join("in")));
        let before = survey(&mut bag, &plan);
        for finding in before["findings"].as_array().expect("findings") {
            for fix in finding["fixes"].as_array().expect("fixes") {
                let shape =
                    json!([finding["code"], finding["tab"], finding["field"], shape(fix)]).to_string();
                if tried.insert(shape)
                    && let Some(why) = try_fix(&mut bag, &plan, &before, finding, fix)
                {
                    wrong.push(format!("{}: {} {fix}: {why}", case.display(), finding["code"]));
                }
            }
        }
    }
    assert!(tried.len() > 100, "only {} fixes", tried.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn survey(bag: &mut Bag, plan: &Value) -> Value {
    bag.plan = nizukuri::job::plan::Plan::from_json(&plan.to_string()).expect("a plan that reads");
    bag.survey()
}

/// A fix without what is particular to its case.
fn shape(fix: &Value) -> Value {
    let answer = &fix["plan"]["answers"][0];
    let plan = fix["plan"].as_object().expect("a piece of a plan");
    json!([
        plan.keys().collect::<Vec<_>>(),
        plan.get("options"),
        answer["action"],
        answer.get("found").is_some(),
        fix["ask"].is_string(),
        answer["value"] == ""
    ])
}

/// Why it does not do what it is offered for.
fn try_fix(
    bag: &mut Bag,
    plan: &Value,
    before: &Value,
    finding: &Value,
    fix: &Value,
) -> Option<&'static str> {
    let mut piece = fix["plan"].clone();
    let asked = value_for(before, finding);
    if let Some(pointer) = fix["ask"].as_str() {
        *piece.pointer_mut(pointer)? = asked.as_str().into();
    }
    let mut plan = plan.clone();
    merge(&mut plan, &piece);
    let after = survey(bag, &plan);
    let unused = |survey: &Value| count(survey, &json!("answer-unused"), &json!(""), &json!(""));
    let weight = |survey: &Value| {
        let all = survey["findings"].as_array().expect("findings").iter();
        let same = |it: &&Value| ["code", "tab", "field"].iter().all(|key| it[*key] == finding[*key]);
        // What was answered may still be told, as a note.
        let grave = all.filter(same).filter(|it| it["severity"] != "note" || finding["severity"] == "note");
        grave.map(|it| it["count"].as_u64().unwrap_or(0)).sum::<u64>()
    };
    let held = |survey: &Value| {
        survey["tabs"]
            .as_array()
            .expect("tabs")
            .iter()
            .map(|tab| tab["held"].as_u64().unwrap_or(0))
            .sum::<u64>()
    };
    match piece["answers"][0]["action"].as_str() {
        _ if unused(&after) > unused(before) => Some("it is told that it answers nothing"),
        Some("hold") if held(&after) <= held(before) => Some("nothing is held"),
        // Held for something else as well it stays held, and told; which ids there are, only a person knows.
        Some("hold" | "pack") => None,
        _ if asked.is_empty() && fix["ask"].is_string() => None,
        _ if weight(&after) >= weight(before) => Some("as much is told as before"),
        _ => None,
    }
}

fn count(survey: &Value, code: &Value, tab: &Value, field: &Value) -> u64 {
    let all = survey["findings"].as_array().expect("findings").iter();
    let same = all.filter(|it| it["code"] == *code && it["tab"] == *tab && it["field"] == *field);
    same.map(|it| it["count"].as_u64().unwrap_or(0)).sum()
}

/// What a person might answer.
fn value_for(survey: &Value, finding: &Value) -> String {
    let field = finding["field"].as_str().unwrap_or_default();
    let listed = survey["agents"].as_array().expect("agents").iter().find(|agent| agent["state"] == "listed");
    let agent = listed.and_then(|agent| agent["address"].as_str()).unwrap_or("sato@shop.example.jp");
    match field {
        _ if field.contains("Email") || field.contains("Owner") => agent.into(),
        _ if field.contains("Time") || field.contains("Date") => "2030-03-09 10:00".into(),
        _ if field.ends_with("ExtId") => String::new(),
        "Status" => "Open".into(),
        _ => "x".into(),
    }
}

/// Options, tables and agents by key, answers one after the other.
fn merge(plan: &mut Value, piece: &Value) {
    match (plan, piece) {
        (Value::Object(plan), Value::Object(piece)) => {
            for (key, value) in piece {
                merge(plan.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(plan), Value::Array(piece)) => plan.extend(piece.iter().cloned()),
        (plan, piece) => *plan = piece.clone(),
    }
}

/// A code that holds where a field is required is told of others as a warning: its values are set as well.
#[test]
fn values_of_a_code_that_weighs_less_can_be_set_one_by_one() {
    let files = [
        ("Contacts.csv", "ContactExtId,Last Name\nC-1,Aoki\n"),
        ("Tickets.csv", "TicketExtId,ContactExtId,Subject,Due Date\nT-1,C-1,Bath,next week\n"),
    ];
    let survey = Bag::of(&files).survey();
    let all = survey["findings"].as_array().expect("findings");
    let finding = all.iter().find(|it| it["code"] == "date-unreadable").expect("told");
    assert_eq!(finding["severity"], "warning");
    let answers = finding["fixes"].as_array().expect("fixes").iter().map(|fix| &fix["plan"]["answers"][0]);
    assert!(answers.clone().any(|answer| answer["action"] == "set" && answer["found"] == "next week"));
    assert!(answers.clone().any(|answer| answer["action"] == "set" && answer.get("found").is_none()));
}

/// Fixes of the finding that tells of tickets' companies, and how it weighs, when the contacts are listed or not.
fn companies(contacts: &[u8]) -> (Value, usize) {
    let tickets = b"TicketExtId,ContactExtId,Email,Account Name,Subject\r\nT-1,C-1,a@example.com,Kobo,s\r\n";
    let mut bag =
        Bag::new(vec![("contacts.csv".into(), contacts.to_vec()), ("tickets.csv".into(), tickets.to_vec())]);
    let plan = json!({"version": 1, "destination": "zoho-desk", "options": {"contact-by-email": "yes"}});
    let survey = survey(&mut bag, &plan);
    let findings = survey["findings"].as_array().expect("findings").clone();
    let left = findings.iter().find(|it| it["code"] == "organization-left").expect("told");
    let options =
        left["fixes"].as_array().expect("fixes").iter().filter(|fix| !fix["plan"]["options"].is_null());
    (left["severity"].clone(), options.count())
}

#[test]
fn accounts_are_offered_for_contacts_that_are_made_and_not_for_listed_ones() {
    let header = "ContactExtId,Last Name,Email\r\n";
    let listed = format!("{header}C-1,A,a@example.com\r\n");
    assert_eq!(companies(listed.as_bytes()), (json!("note"), 0));
    let other = format!("{header}C-2,B,b@example.com\r\n");
    assert_eq!(companies(other.as_bytes()), (json!("warning"), 1));
}
