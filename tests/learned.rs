//! Tabs whose columns are learned from a table that was exported from the destination.

mod support;

use nizukuri::job::plan::{Plan, TablePlan};
use support::{Bag, Csv, WHOLE};

const ROWS: &str = "氏名,TEL,会員ランク,メール,社内メモ\n青木 花,03-1,金,aoki@example.jp,秘\n森 太郎,03-2,銀,mori@example.jp,\n";

fn bag(files: &[(&str, &[u8])]) -> Bag {
    let files = files.iter().map(|(name, bytes)| (name.to_string(), bytes.to_vec())).collect();
    let mut bag = Bag::new(files);
    bag.plan = Plan::new("maildealer");
    bag
}

fn cp932(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn customers_go_out_under_the_header_the_new_environment_shows() {
    // Its charset, its order, its delimiter; fields by the same name, by another name of the same thing, or not at all.
    let template = cp932("顧客名,会員ランク,メールアドレス,電話番号,担当部署\n");
    let bag = bag(&[("顧客.csv", ROWS.as_bytes()), ("新環境.csv", &template)]);
    let done = bag.run(WHOLE).expect("a run");
    let text = encoding_rs::SHIFT_JIS.decode(&done.outputs["customers.csv"]).0.into_owned();
    assert_eq!(
        text,
        "顧客名,会員ランク,メールアドレス,電話番号,担当部署\r\n\
         青木 花,金,aoki@example.jp,03-1,\r\n森 太郎,銀,mori@example.jp,03-2,\r\n"
    );
    let findings = done.findings(&done.survey);
    assert_eq!(
        (findings["column-unfilled"], findings["column-unmatched"], findings["column-guessed"]),
        (1, 1, 3)
    );
    assert_eq!(done.ledger("顧客.csv"), [2, 2, 0, 0, 0]);
    assert!(bag.run(&[1, 7, 50]).expect("a run").outputs == done.outputs);
}

#[test]
fn a_template_is_a_header_alone_or_what_the_plan_calls_one() {
    let whole = "顧客名,メールアドレス\n見本,mihon@example.jp\n";
    let mut bag = bag(&[("顧客.csv", ROWS.as_bytes()), ("export.csv", whole.as_bytes())]);
    let role = TablePlan { role: Some("template".into()), ..TablePlan::default() };
    bag.plan.tables.insert("export.csv".into(), role);
    let say = TablePlan {
        columns: [("社内メモ".to_string(), "顧客名".to_string()), ("TEL".to_string(), "none".to_string())]
            .into_iter()
            .collect(),
        ..TablePlan::default()
    };
    bag.plan.tables.insert("顧客.csv".into(), say);
    let done = bag.run(WHOLE).expect("a run");
    let out = Csv::read(&done.outputs["customers.csv"]);
    assert_eq!(out.column("顧客名"), ["秘", ""], "as the plan says");
    assert_eq!(done.ledger("export.csv"), [1, 0, 0, 0, 1], "its rows are no customers");
    bag.plan.tables.clear();
    bag.files[1].1 = "顧客名,メールアドレス\n".into();
    let done = bag.run(WHOLE).expect("a run");
    assert_eq!(Csv::read(&done.outputs["customers.csv"]).column("顧客名"), ["青木 花", "森 太郎"]);
}

#[test]
fn without_a_template_rows_are_held_and_so_are_those_its_charset_lacks() {
    let mut alone = bag(&[("顧客.csv", ROWS.as_bytes())]);
    let done = alone.run(WHOLE).expect("a run");
    assert_eq!(
        (done.findings(&done.survey)["template-missing"], done.ledger("顧客.csv")),
        (2, [2, 0, 2, 0, 0])
    );
    assert!(!done.outputs.contains_key("customers.csv") && done.outputs.contains_key("held/顧客.csv"));
    alone.plan = Plan::from_json(
        r#"{"version":1,"destination":"maildealer","answers":[{"code":"template-missing","action":"pack"}]}"#,
    )
    .expect("a plan");
    let done = alone.run(WHOLE).expect("a run");
    assert_eq!(Csv::read(&done.outputs["customers.csv"]).column("会員ランク"), ["金", "銀"], "as they stand");

    let rows = "顧客名,メールアドレス\n😀,a@example.jp\n青木,b@example.jp\n";
    let template = cp932("顧客名,メールアドレス\n");
    let done = bag(&[("顧客.csv", rows.as_bytes()), ("新環境.csv", &template)]).run(WHOLE).expect("a run");
    assert_eq!(done.ledger("顧客.csv"), [2, 1, 1, 0, 0]);
}
