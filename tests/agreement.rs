//! What the survey says will be packed and held is what is packed and held; and a second run finds that there.

mod support;

use nizukuri::job::plan::Plan;
use proptest::prelude::*;
use support::agreement::{counted, told};
use support::{Bag, Done, WHOLE};

const AGENTS: &str = "Email,Last Name,Status\r\nagent1@shop.example.jp,青木,Active\r\n";
const TICKETS: &str = "チケットID,件名,本文,連絡先ID,担当者のメールアドレス,ステータス,作成日時,完了日時";
const THREADS: &str = "ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,\
                       FromEmailAddress";

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

fn attachment() -> impl Strategy<Value = String> {
    let path = prop_oneof![3 => Just("files/a.txt"), 1 => Just("files/gone.txt"), 1 => Just("")];
    let within = prop_oneof![3 => Just(""), 1 => Just("QUJD"), 1 => Just("QU*JD=x")];
    (0..4u8, 0..8u8, path, within)
        .prop_map(|(id, ticket, path, within)| format!("A-{id},T-{ticket},a.txt,{path},{within}\r\n"))
}

fn bag(contacts: &[String], tickets: &[String], threads: &[String], attachments: &[String]) -> Bag {
    let table = |header: &str, rows: &[String]| format!("{header}\r\n{}", rows.concat());
    Bag::of(&[
        ("agents.csv", AGENTS),
        ("contacts.csv", &table("ContactExtId,Last Name,Email", contacts)),
        ("tickets.csv", &table(TICKETS, tickets)),
        ("threads.csv", &table(THREADS, threads)),
        ("attachments.csv", &table("AttachmentExtId,TicketExtId,File Name,File Path,Base64", attachments)),
        ("files/a.txt", "a"),
    ])
}

/// With the receipt beside the same sources, what was packed is there already, and all else is as it was.
fn all_is_there(bag: &Bag, first: &Done) -> Result<(), TestCaseError> {
    let mut again = bag.clone();
    again.files.push(("receipt.json".into(), first.outputs["receipt.json"].clone()));
    let second = again.run(WHOLE).expect("a second run");
    let lines = |done: &Done| done.pack["ledger"].as_array().expect("a ledger").clone();
    for (line, before) in lines(&second).iter().zip(&lines(first)) {
        prop_assert_eq!(&line["source"], &before["source"]);
        prop_assert_eq!(&line["packed"], 0);
        prop_assert_eq!(&line["already"], &before["packed"]);
        prop_assert_eq!([&line["held"], &line["duplicate"]], [&before["held"], &before["duplicate"]]);
    }
    Ok(())
}

/// What a plan may say.
const ANSWERS: [&str; 7] = [
    "",
    r#"{"code":"reference-missing","action":"pack"}"#,
    r#"{"code":"closed-before-created","action":"hold"}"#,
    r#"{"code":"agent-not-listed","action":"hold"}"#,
    r#"{"code":"contact-joined","action":"pack"}"#,
    r#"{"code":"agent-missing","tab":"tickets","action":"hold"}"#,
    r#"{"code":"last-name-missing","action":"hold"}"#,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_checked_is_what_is_packed(
        contacts in prop::collection::vec(contact(), 0..8),
        tickets in prop::collection::vec(ticket(), 0..8),
        threads in prop::collection::vec(thread(), 0..8),
        attachments in prop::collection::vec(attachment(), 0..6),
        by_address in any::<bool>(),
        answer in 0..ANSWERS.len(),
        to in prop::sample::select(&["zoho-desk", "zoho-desk-import", "maildealer"][..]),
    ) {
        let plan = format!(r#"{{"version":1,"destination":"{to}","answers":[{}]}}"#, ANSWERS[answer]);
        let mut bag = bag(&contacts, &tickets, &threads, &attachments);
        bag.plan = Plan::from_json(&plan).expect("a plan");
        if by_address && to != "maildealer" {
            bag.plan.set("contact-by-email", "yes");
        }
        let done = bag.run(WHOLE).expect("a run");
        prop_assert_eq!(counted(&done.survey), counted(&done.pack));
        let [counted, listed] = told(&done);
        prop_assert_eq!(counted, listed);
        all_is_there(&bag, &done)?;
    }
}
