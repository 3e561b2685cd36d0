//! What the survey says of a run, and what the pack did, in one form.

use super::{Csv, Done, tab, text};
use serde_json::Value;
use std::collections::BTreeMap;

/// `[records, held]` of every tab.
pub fn counted(document: &Value) -> Vec<(String, [u64; 2])> {
    let tabs = document["tabs"].as_array().expect("tabs");
    tabs.iter().map(|it| text(&it["tab"])).map(|id| (id.clone(), tab(document, &id))).collect()
}

/// What is told of records, by code, tab and field: how often the survey counted it, and how many lines it has in
/// `findings.csv`. Left out is what is told of records without a place of their own, too, as those made of mail are, and
/// what is told of sources and not of records of a tab: of a copy of a message the list says nothing more.
pub fn told(done: &Done) -> [BTreeMap<String, u64>; 2] {
    let tabs = done.survey["tabs"].as_array().expect("tabs");
    let label = |id: &str| {
        let tab = tabs.iter().find(|tab| tab["tab"] == id);
        tab.map_or(String::new(), |tab| text(&tab["label"]["en"]))
    };
    let (mut counted, mut listed, mut elsewhere) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for finding in done.survey["findings"].as_array().expect("findings") {
        let [code, tab, field] = ["code", "tab", "field"].map(|key| text(&finding[key]));
        let key = format!("{code} {} {field}", label(&tab));
        let places = finding["places"].as_array().expect("places");
        let count = finding["count"].as_u64().expect("a count");
        if !tab.is_empty()
            && places.len() as u64 == count
            && places.iter().all(|place| !place["record"].is_null())
        {
            counted.insert(key, count);
        } else {
            elsewhere.push(key);
        }
    }
    for line in Csv::read(&done.outputs["findings.csv"]).rows {
        if !line[3].is_empty() && !line[6].is_empty() {
            *listed.entry(format!("{} {} {}", line[0], line[3], line[4])).or_insert(0) += 1;
        }
    }
    listed.retain(|key, _| !elsewhere.contains(key));
    [counted, listed]
}
