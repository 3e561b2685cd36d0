//! One harness over `tests/fixtures/cases/<case>/`: the files of `in/` are listed, surveyed and packed, and
//! the result is compared with what `expect.json` says a person would expect. `make_cases.py` beside them
//! holds inputs and expectations together and says where each expectation comes from.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::checker::{Checker, python};
use support::{Bag, Csv, Done, WHOLE, files_below, text};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let entries = std::fs::read_dir(folder).expect("cases").map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.join("expect.json").is_file()).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_is_read_and_packed_as_a_person_would_expect() {
    let mut wrong = Vec::new();
    let mut checker = Checker::new("golden");
    let cases = cases();
    assert!(cases.len() >= 25, "only {} cases", cases.len());
    for case in cases {
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        let read = |file: &str| std::fs::read_to_string(case.join(file)).ok();
        let expect: Value = serde_json::from_str(&read("expect.json").expect("expect.json")).expect(&name);
        let mut bag = Bag::new(files_below(&case.join("in")));
        if let Some(plan) = read("plan.json") {
            bag.plan = nizukuri::job::plan::Plan::from_json(&plan).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        check(&name, &bag, &expect, &mut checker, &mut wrong);
        if expect["crlf"] == true {
            bag.files.iter_mut().for_each(|(_, bytes)| *bytes = crlf(bytes));
            check(&format!("{name} (CRLF)"), &bag, &expect, &mut checker, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    checker.finish();
}

/// `check_bundle.py` passes every bundle of the cases: one that cannot fail would, too.
#[test]
fn the_checker_finds_every_rule_that_is_broken() {
    python("check_bundle_spoil.py", &[]);
}

fn crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' && (at == 0 || bytes[at - 1] != b'\r') {
            out.push(b'\r');
        }
        out.push(byte);
    }
    out
}

fn check(name: &str, bag: &Bag, expect: &Value, checker: &mut Checker, wrong: &mut Vec<String>) {
    let done = match bag.run(WHOLE) {
        Ok(done) => done,
        Err(error) => return wrong.push(format!("{name}: {error}")),
    };
    // Rules the plan or the usual course breaks knowingly are named, and batches may be smaller.
    let mut more = serde_json::json!({ "expect": expect["breaks"].as_array().into_iter().flatten().collect::<Vec<_>>() });
    if let Some(nizukuri::job::plan::OneOrMany::One(rows)) = bag.plan.options.get("batch-rows") {
        more["batch_rows"] = serde_json::json!(rows);
    }
    checker.add(name, &bag.plan.destination, &done.outputs, more);
    let mut tell = |what: String| wrong.push(format!("{name}: {what}"));
    for key in expect.as_object().expect("an object").keys() {
        let known = [
            "about", "crlf", "breaks", "findings", "tabs", "ledger", "rows", "held", "list", "kinds",
            "columns", "files", "agents", "borders", "texts", "folders", "mail",
        ];
        assert!(known.contains(&key.as_str()), "{name}: unknown key {key}");
    }
    findings(&done, &expect["findings"], &mut tell);
    for (tab, counts) in object(&expect["tabs"]) {
        same(&format!("tab {tab} [records, held]"), &serde_json::json!(done.tab(tab)), counts, &mut tell);
        let surveyed = serde_json::json!(support::tab(&done.survey, tab));
        same(&format!("tab {tab} in the survey"), &surveyed, counts, &mut tell);
    }
    for (source, line) in object(&expect["ledger"]) {
        same(&format!("ledger of {source}"), &serde_json::json!(done.ledger(source)), line, &mut tell);
    }
    for (stem, rows) in object(&expect["rows"]) {
        table(stem, &done.table(stem), rows, &mut tell);
    }
    let held = done.held();
    for (file, rows) in object(&expect["held"]) {
        match held.get(file.as_str()) {
            Some(csv) => table(file, csv, rows, &mut tell),
            None => tell(format!("no {file} among {:?}", held.keys())),
        }
    }
    for (source, kind) in object(&expect["kinds"]) {
        let sources = done.survey["sources"].as_array().expect("sources");
        let found =
            sources.iter().find(|s| s["name"] == source.as_str()).map_or(&Value::Null, |s| &s["kind"]);
        same(&format!("kind of {source}"), found, kind, &mut tell);
        let lines = done.pack["ledger"].as_array().expect("a ledger");
        if kind == "ignored" && lines.iter().any(|line| line["source"] == source.as_str()) {
            tell(format!("the ledger speaks of {source}"));
        }
    }
    for (source, folder) in object(&expect["folders"]) {
        let sources = done.survey["sources"].as_array().expect("sources");
        let found = sources.iter().find(|found| found["name"] == source.as_str()).unwrap_or(&Value::Null);
        same(&format!("folder of {source}"), &found["folder"], folder, &mut tell);
    }
    for (id, expected) in object(&expect["mail"]) {
        let line = done.list.iter().find(|line| line["message_id"] == id.as_str());
        line_is(id, line.unwrap_or(&Value::Null), expected, &mut tell);
    }
    for (source, table) in object(&expect["columns"]) {
        columns(&done, source, table, &mut tell);
    }
    for (address, tickets) in object(&expect["agents"]) {
        let agents = done.survey["agents"].as_array().expect("agents");
        let found =
            agents.iter().find(|a| a["address"] == address.as_str() || a["found"] == address.as_str());
        let found = found.unwrap_or(&Value::Null);
        // Either state and tickets, or some of what the table says.
        for (key, value) in object(tickets) {
            same(&format!("{key} of agent {address}"), &found[key], value, &mut tell);
        }
        if tickets.is_array() {
            let found = serde_json::json!([found["state"], found["tickets"]]);
            same(&format!("agent {address}"), &found, tickets, &mut tell);
        }
    }
    for (source, expected) in object(&expect["borders"]) {
        borders(&done, source, expected, &mut tell);
    }
    for (code, texts) in object(&expect["texts"]) {
        let all = done.survey["findings"].as_array().expect("findings");
        let samples = all.iter().filter(|f| f["code"] == code.as_str()).flat_map(|f| f["samples"].as_array());
        let found: Vec<Value> = samples.flatten().map(|sample| sample["texts"].clone()).collect();
        same(&format!("texts of {code}"), &Value::from(found), texts, &mut tell);
    }
    list(&done, &expect["list"], &mut tell);
    findings_csv(name, &done, &mut tell);
    files(&done, &expect["files"], &mut tell);
}

/// Which tab a table is for, and which column of it is which field; null: none.
fn columns(done: &Done, source: &str, expected: &Value, tell: &mut dyn FnMut(String)) {
    let sources = done.survey["sources"].as_array().expect("sources");
    let table = &sources.iter().find(|found| found["name"] == source).unwrap_or(&Value::Null)["table"];
    same(&format!("tab of {source}"), &table["tab"], &expected[0], tell);
    for column in table["columns"].as_array().into_iter().flatten() {
        let header = support::text(&column["header"]);
        same(&format!("{source}, column {header}"), &column["field"], &expected[1][&header], tell);
    }
}

/// From_ lines, messages and lines of text of an mbox, and the doubtful ones: verdict, reason, beginning. Offsets differ
/// with the line ends; what stands there must not.
fn borders(done: &Done, source: &str, expected: &Value, tell: &mut dyn FnMut(String)) {
    let sources = done.survey["sources"].as_array().expect("sources");
    let found = &sources.iter().find(|found| found["name"] == source).unwrap_or(&Value::Null)["borders"];
    let counts = serde_json::json!([found["lines"], found["messages"], found["text"]]);
    same(&format!("From_ lines of {source}"), &counts, &expected[0], tell);
    let sum = found["messages"].as_u64().unwrap_or(0) + found["text"].as_u64().unwrap_or(0);
    same(&format!("sum of From_ lines of {source}"), &found["lines"], &sum.into(), tell);
    let listed = found["listed"].as_array().into_iter().flatten();
    let listed: Vec<Value> = listed
        .map(|border| {
            let line = border["after"].as_str().and_then(|after| after.lines().next()).unwrap_or("");
            serde_json::json!([border["verdict"], border["reason"], line])
        })
        .collect();
    same(&format!("doubtful lines of {source}"), &Value::from(listed), &expected[1], tell);
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// Codes with counts; errors and warnings that are not named are wrong, notes are let through.
fn findings(done: &Done, expected: &Value, tell: &mut dyn FnMut(String)) {
    let counts = done.findings(&done.survey);
    for (code, count) in object(expected) {
        let found = counts.get(code).copied().unwrap_or(0);
        same(&format!("finding {code}"), &serde_json::json!(found), count, tell);
    }
    for code in done.grave() {
        if expected.get(&code).is_none() {
            tell(format!("nobody expected {code} ({})", counts[&code]));
        }
    }
}

/// `findings.csv` is the full list: its counts add up to those of the findings.
fn findings_csv(name: &str, done: &Done, tell: &mut dyn FnMut(String)) {
    let csv = Csv::read(&done.outputs["findings.csv"]);
    let mut counts = std::collections::BTreeMap::new();
    for code in csv.column("Code") {
        *counts.entry(code.to_string()).or_insert(0) += 1;
    }
    let mut expected = std::collections::BTreeMap::new();
    for finding in done.pack["findings"].as_array().expect("findings") {
        let places = finding["places"].as_array().expect("places");
        let code = finding["code"].as_str().expect("a code").to_string();
        let of_files = !places.is_empty() && places.iter().all(|place| place["record"].is_null());
        // What is about whole files has a line for each file, whatever it counts in them.
        let lines = match code.as_str() {
            "replies-not-taken" | "attachments-not-taken" => 1,
            _ if of_files => places.len() as u64,
            _ => finding["count"].as_u64().expect("a count"),
        };
        *expected.entry(code).or_insert(0) += lines;
    }
    for code in expected.keys().chain(counts.keys()).collect::<std::collections::BTreeSet<_>>() {
        let (found, all) = (counts.get(code).unwrap_or(&0), expected.get(code).unwrap_or(&0));
        // Rows of a broken source are not looked at again: they are all held for one reason.
        if found != all && !name.contains("bad-crc") {
            tell(format!("findings.csv counts {found} of {code}, not {all}"));
        }
    }
}

/// Rows in order, each with at least the values named.
fn table(what: &str, csv: &Csv, rows: &Value, tell: &mut dyn FnMut(String)) {
    let rows = rows.as_array().expect("rows");
    if rows.len() != csv.rows.len() {
        tell(format!("{what} has {} rows, not {}: {:?}", csv.rows.len(), rows.len(), csv.rows));
        return;
    }
    for (at, expected) in rows.iter().enumerate() {
        let row = csv.row(at);
        for (column, value) in object(expected) {
            let found = row.get(column.as_str()).copied();
            let found = found.map_or(Value::Null, |found| Value::from(found.replace("\r\n", "\n")));
            same(&format!("{what}, row {at}, {column}"), &found, value, tell);
        }
    }
}

/// One object for each list line, each with at least the keys named.
fn list(done: &Done, expected: &Value, tell: &mut dyn FnMut(String)) {
    let Some(expected) = expected.as_array() else { return };
    if expected.len() != done.list.len() {
        let lines: Vec<String> = done.list.iter().map(Value::to_string).collect();
        tell(format!("{} list lines, not {}:\n{}", done.list.len(), expected.len(), lines.join("\n")));
        return;
    }
    for (line, (found, expected)) in done.list.iter().zip(expected).enumerate() {
        line_is(&format!("list line {line}"), found, expected, tell);
    }
}

/// What is said of one record of the list.
fn line_is(about: &str, found: &Value, expected: &Value, tell: &mut dyn FnMut(String)) {
    for (key, value) in object(expected) {
        let found = match (key.as_str(), &found[key]) {
            ("findings", Value::Array(all)) => all.iter().map(|f| f["code"].clone()).collect(),
            // What is detected is a matter of weighing: only what is named counts.
            ("charset", Value::Object(all)) => {
                let named = all.iter().filter(|(name, _)| value.get(name).is_some());
                named.map(|(name, value)| (name.clone(), value.clone())).collect()
            }
            (_, Value::String(text)) => Value::from(text.replace("\r\n", "\n")),
            (_, other) => other.clone(),
        };
        same(&format!("{about}, {key}"), &found, value, tell);
    }
}

/// Files in the bundles beside the CSV parts, by their content.
fn files(done: &Done, expected: &Value, tell: &mut dyn FnMut(String)) {
    let entries = done.entries();
    for (suffix, content) in object(expected) {
        match entries.iter().find(|(name, _)| name.ends_with(suffix.as_str())) {
            Some((_, bytes)) if *bytes == text(content).as_bytes() => {}
            Some(_) => tell(format!("{suffix} has another content")),
            None => {
                tell(format!("no {suffix} among {:?}", entries.iter().map(|(n, _)| n).collect::<Vec<_>>()))
            }
        }
    }
}

fn same(what: &str, found: &Value, expected: &Value, tell: &mut dyn FnMut(String)) {
    if found != expected {
        tell(format!("{what} is {found}, not {expected}"));
    }
}
