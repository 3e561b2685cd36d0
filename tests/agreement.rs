//! What the survey says will be packed and held is what is packed and held.

mod support;

use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use support::{Bag, Csv, Done, WHOLE};

const AGENTS: &str = "Email,Last Name,Status\r\nagent1@shop.example.jp,青木,Active\r\n";

fn contact() -> impl Strategy<Value = String> {
    let name = prop_oneof![6 => Just("川口"), 1 => Just(""), 1 => Just("森")];
    let address = prop_oneof![4 => (0..6u8).prop_map(|at| format!("c{at}@example.jp")), 1 => Just(String::new()), 1 => Just("ない".into())];
    (0..6u8, name, address).prop_map(|(id, name, address)| format!("C-{id},{name},{address}\r\n"))
}

fn ticket() -> impl Strategy<Value = String> {
    let subject = prop_oneof![6 => Just("お見積り"), 1 => Just(""), 2 => Just("Invoice")];
    let contact = prop_oneof![6 => (0..8u8).prop_map(|at| format!("C-{at}")), 1 => Just(String::new())];
    let closed = prop_oneof![8 => Just(""), 1 => Just("2026/11/20 9:00"), 1 => Just("2026/11/22 9:00"), 1 => Just("きのう")];
    let created = prop_oneof![4 => Just("2026/11/21 9:00"), 1 => Just("")];
    let agent =
        prop_oneof![6 => Just("agent1@shop.example.jp"), 1 => Just("agent2@shop.example.jp"), 1 => Just("")];
    (0..6u8, subject, contact, agent, created, closed).prop_map(
        |(id, subject, contact, agent, created, closed)| {
            format!("T-{id},{subject},本文,{contact},{agent},Open,{created},{closed}\r\n")
        },
    )
}

fn thread() -> impl Strategy<Value = String> {
    let content = prop_oneof![6 => Just("はい"), 1 => Just(""), 1 => Just("いいえ")];
    let sent = prop_oneof![6 => Just("2026/11/21 9:00"), 1 => Just(""), 1 => Just("?")];
    (0..6u8, 0..8u8, content, sent).prop_map(|(id, ticket, content, sent)| {
        format!("H-{id},T-{ticket},{content},{sent},{sent},c1@example.jp,In,False,c1@example.jp\r\n")
    })
}

/// Records and held ones, by tab.
fn counted(document: &Value) -> Vec<(String, u64, u64)> {
    let tabs = document["tabs"].as_array().expect("tabs");
    let count = |tab: &Value| {
        let number = |key: &str| tab[key].as_u64().expect("a number");
        (tab["tab"].as_str().expect("a name").to_string(), number("records"), number("held"))
    };
    tabs.iter().map(count).collect()
}

/// What is told of records, by code, tab and field: how often the survey counted it, and how many lines it has in `findings.csv`.
fn told(done: &Done) -> [BTreeMap<String, u64>; 2] {
    let tabs = done.survey["tabs"].as_array().expect("tabs");
    let label = |id: &str| {
        let tab = tabs.iter().find(|tab| tab["tab"] == id);
        tab.map_or("", |tab| tab["label"]["en"].as_str().expect("a label")).to_string()
    };
    let (mut counted, mut listed) = (BTreeMap::new(), BTreeMap::new());
    for finding in done.survey["findings"].as_array().expect("findings") {
        let of_records =
            finding["places"].as_array().expect("places").iter().all(|place| !place["record"].is_null());
        let text = |key: &str| finding[key].as_str().expect("a text");
        if of_records {
            counted.insert(
                format!("{} {} {}", text("code"), label(text("tab")), text("field")),
                finding["count"].as_u64().expect("a count"),
            );
        }
    }
    for line in Csv::read(&done.outputs["findings.csv"]).rows {
        if !line[6].is_empty() {
            *listed.entry(format!("{} {} {}", line[0], line[3], line[4])).or_insert(0) += 1;
        }
    }
    [counted, listed]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_checked_is_what_is_packed(
        contacts in prop::collection::vec(contact(), 0..8),
        tickets in prop::collection::vec(ticket(), 0..8),
        threads in prop::collection::vec(thread(), 0..8),
        by_address in any::<bool>(),
    ) {
        let contacts = format!("ContactExtId,Last Name,Email\r\n{}", contacts.concat());
        let tickets = format!("チケットID,件名,本文,連絡先ID,担当者のメールアドレス,ステータス,作成日時,完了日時\r\n{}", tickets.concat());
        let threads = format!("ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,FromEmailAddress\r\n{}", threads.concat());
        let bag = Bag::of(&[("agents.csv", AGENTS), ("tickets.csv", &tickets), ("threads.csv", &threads), ("contacts.csv", &contacts)]);
        let bag = bag.option("contact-by-email", if by_address { "yes" } else { "no" });
        let done = bag.run(WHOLE).expect("a run");
        prop_assert_eq!(counted(&done.survey), counted(&done.pack));
        let [counted, listed] = told(&done);
        prop_assert_eq!(counted, listed);
    }
}
