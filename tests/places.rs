//! All places of a finding can be opened, however many: windows of them are what a survey with room for all would list.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::Bag;

/// The places of a finding from `from` on.
fn window(bag: &Bag, finding: &Value, from: usize) -> Vec<Value> {
    let asked =
        json!({"code": finding["code"], "tab": finding["tab"], "field": finding["field"], "from": from});
    bag.places(&asked.to_string()).as_array().expect("places").clone()
}

fn all(bag: &Bag, finding: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    loop {
        let more = window(bag, finding, places.len());
        if more.is_empty() {
            return places;
        }
        places.extend(more);
    }
}

fn finding<'s>(survey: &'s Value, code: &str) -> &'s Value {
    let findings = survey["findings"].as_array().expect("findings");
    findings.iter().find(|finding| finding["code"] == code).unwrap_or_else(|| panic!("no {code}"))
}

fn names(places: &[Value]) -> Vec<(String, u64)> {
    let name = |place: &Value| (place["source"].to_string(), place["record"].as_u64().expect("a record"));
    places.iter().map(name).collect()
}

/// `%` in the time stands for the number of the row.
fn tickets(rows: std::ops::Range<u32>, time: &str) -> String {
    let row = |at: u32| {
        let time = time.replace('%', &at.to_string());
        format!("T-{at},C-1,件名,{time},agent.{}@old.example.jp\r\n", at % 3)
    };
    "TicketExtId,ContactExtId,Subject,Created Time,Agent Email\r\n".to_string()
        + &rows.map(row).collect::<String>()
}

const AGENTS: &str = "agentExtId,Last Name,First Name,Email\r\nA-1,田中,葵,tanaka@shop.example.jp\r\n";

fn bag(time: &str) -> Bag {
    Bag::of(&[
        ("agents.csv", AGENTS),
        ("a.csv", &tickets(0..900, time)),
        ("b.csv", &tickets(900..1300, time)),
    ])
}

#[test]
fn a_finding_of_thousands_is_leafed_through_to_its_end_and_entered_anywhere() {
    let bag = bag("いつか %");
    let survey = bag.survey();
    let unreadable = finding(&survey, "date-unreadable");
    assert_eq!(
        (unreadable["count"].as_u64(), unreadable["places"].as_array().map(Vec::len)),
        (Some(1300), Some(100))
    );
    let places = all(&bag, unreadable);
    let expected: Vec<String> = (0..1300).map(|at| format!("いつか {at}")).collect();
    let found: Vec<&str> = places.iter().filter_map(|place| place["found"].as_str()).collect();
    assert_eq!(found, expected);
    assert_eq!(&places[..100], unreadable["places"].as_array().expect("places"));
    assert_eq!(window(&bag, unreadable, 777)[0], places[777]);
    assert!(window(&bag, unreadable, 1300).is_empty());
}

#[test]
fn what_is_counted_by_value_names_each_of_its_records_too() {
    // A record that is held counts for nobody.
    let bag = bag("2026-11-21 09:00");
    let survey = bag.survey();
    let missing = finding(&survey, "agent-not-listed");
    let listed = missing["places"].as_array().expect("places").clone();
    assert!(listed.len() < 100, "a survey keeps some of each value");
    let places = names(&all(&bag, missing));
    assert_eq!(places.len(), 1300);
    let each: BTreeSet<_> = places.iter().cloned().collect();
    assert_eq!(each.len(), 1300, "each once");
    assert!(names(&listed).iter().all(|name| each.contains(name)));
}

#[test]
fn no_finding_lists_a_place_that_its_windows_have_not() {
    let mail = "From a Fri Nov 13 09:00:00 2026\nFrom: =?x?Q?a?= <mori@hana.example.com>\nDate: someday\nSubject: =?UTF-8?Q?=FF?=\n\nbody\n\n";
    let text = format!("\u{feff}{}T-1,,,,\r\n\"T-9,a\r\n", tickets(0..4, "いつか %"));
    let bag = Bag::of(&[("agents.csv", AGENTS), ("t.csv", &text), ("m.mbox", &mail.repeat(3))]);
    let survey = bag.survey();
    let findings = survey["findings"].as_array().expect("findings");
    assert!(findings.len() > 5);
    for finding in findings {
        let listed = finding["places"].as_array().expect("places");
        let places = all(&bag, finding);
        assert!(listed.iter().all(|place| places.contains(place)), "{}", finding["code"]);
        assert!(places.len() as u64 <= finding["count"].as_u64().expect("a count"), "{}", finding["code"]);
    }
}
