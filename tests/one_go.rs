//! Rows that are taken at one go are found to be what they would be found to be field by field.

mod support;

use nizukuri::job::plan::Plan;
use proptest::prelude::*;
use serde_json::Value;
use support::{Bag, WHOLE};

const HEADER: &str = "チケットID,件名,本文,連絡先ID,メールアドレス,担当者のメールアドレス,ステータス,優先度,作成日時,更新日時,完了日時,部門,タグ\r\n";
const AGENTS: &str = "Email,Last Name,Status\r\nagent1@shop.example.jp,青木,Active\r\n";
const CONTACTS: &str = "ContactExtId,Last Name,Email\r\nC-1,川口,kawaguchi@example.jp\r\nC-2,,\r\n";

/// One of the first ones mostly, as in an export; else one of those that need a closer look.
fn mostly(
    usual: &'static [&'static str],
    odd: &'static [&'static str],
) -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => prop::sample::select(usual), 1 => prop::sample::select(odd)]
}

fn row() -> impl Strategy<Value = String> {
    let id = prop_oneof![12 => (0..60u32).prop_map(|at| format!("T-{at}")), 1 => Just(String::new()), 1 => Just("T-1 ".into())];
    let texts = (
        mostly(&["お見積りのご依頼", "Invoice 12"], &["", " 前に空白", "-", "件名\u{7}", "\"\"\"引用\"\"\""]),
        mostly(&["\"一行目\n二行目\"", "本文です。"], &["", "NULL", "\u{3000}", "\"a\u{1b}b\""]),
        mostly(&["C-1", "C-2"], &["", "-", "C-9", "No Contact"]),
        mostly(&["kawaguchi@example.jp", ""], &["Kawaguchi@Example.jp", "-", "ない", "a@b@c"]),
        mostly(
            &["agent1@shop.example.jp"],
            &["", "-", "agent2@shop.example.jp", "ＡＧＥＮＴ1@shop.example.jp"],
        ),
    );
    let date = || {
        let usual = (1..29u32, 0..24u32).prop_map(|(day, hour)| format!("2026/11/{day:02} {hour}:05"));
        let odd = mostly(
            &["2026-11-03T09:00:00.000Z", "2026-11-03 09:00"],
            &["", "-", "きのう", "2026/13/01 9:00"],
        );
        prop_oneof![8 => usual, 2 => odd.prop_map(str::to_string)]
    };
    let few = (
        mostly(&["Open", "完了", "未対応"], &["", "謎", " open "]),
        mostly(&["High", "高"], &["", "?"]),
        mostly(&["返品センター"], &["", "-"]),
        mostly(&["要望", ""], &["\t"]),
    );
    (id, texts, few, (date(), date(), date())).prop_map(|(id, texts, few, dates)| {
        let (subject, text, contact, address, agent) = texts;
        let (status, priority, department, tag) = few;
        let (created, changed, closed) = dates;
        format!("{id},{subject},{text},{contact},{address},{agent},{status},{priority},{created},{changed},{closed},{department},{tag}\r\n")
    })
}

/// What the survey finds. An answer that sets a value in the tab makes every row be read field by field: here to
/// a value that no row has.
fn found(rows: &str, options: &[(&str, &str)], by_field: bool) -> Value {
    let mut bag = Bag::of(&[("agents.csv", AGENTS), ("tickets.csv", rows), ("contacts.csv", CONTACTS)]);
    let answers = if by_field {
        r#"[{"code":"value-set","tab":"tickets","field":"Subject","found":"nobody writes this","action":"set","value":"x"}]"#
    } else {
        "[]"
    };
    let plan = format!(r#"{{"version":1,"destination":"zoho-desk","answers":{answers}}}"#);
    bag.plan = Plan::from_json(&plan).expect("a plan");
    options.iter().for_each(|(key, value)| bag.plan.set(key, value));
    let mut survey = bag.run(WHOLE).expect("a run").survey;
    // That the answer is to nothing is told; and it stands in the plan.
    let findings = survey["findings"].as_array_mut().expect("findings");
    findings.retain(|finding| finding["code"] != "answer-unused");
    survey["plan"].take();
    survey
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_taken_at_one_go_are_found_to_be_the_same(rows in prop::collection::vec(row(), 1..160), options in 0..4u32) {
        let table = HEADER.to_string() + &rows.concat();
        let options: &[_] = match options {
            0 => &[],
            1 => &[("contact-by-email", "yes")],
            2 => &[("zone", "UTC")],
            _ => &[("department", "窓口")],
        };
        let (quick, by_field) = (found(&table, options, false), found(&table, options, true));
        prop_assert_eq!(quick, by_field);
    }
}
