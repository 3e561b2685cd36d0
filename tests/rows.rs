//! The page's grid: any row of a tab, as it stands and as it will be written, is the one the file has there.

mod support;

use serde_json::Value;
use support::{Bag, WHOLE};

fn table(rows: std::ops::Range<u32>) -> String {
    let row = |at: u32| {
        let text = if at.is_multiple_of(3) {
            format!("\"一行目 {at}\r\n二行目\"")
        } else {
            format!("本文 {at}")
        };
        format!("T-{at},件名 {at},{text},2026/11/{:02} 9:00\r\n", 1 + at % 28)
    };
    let header = "チケットID,件名,本文,作成日時\r\n".to_string();
    header + &rows.map(row).collect::<String>()
}

fn cell(document: &Value, row: usize, field: &str) -> Value {
    let columns = document["columns"].as_array().expect("columns");
    let at = columns.iter().position(|column| column["field"] == field).expect("a field");
    document["rows"][row]["cells"][at].clone()
}

#[test]
fn any_row_is_reached_in_any_table_of_the_tab() {
    let bag = Bag::of(&[("a/tickets.csv", &table(0..1000)), ("b/tickets.csv", &table(1000..1300))]);
    for from in [0, 1, 99, 255, 256, 257, 511, 900, 950, 999, 1000, 1256, 1299] {
        let document = bag.rows(&format!(r#"{{"tab":"tickets","from":{from}}}"#));
        assert_eq!((document["total"].as_u64(), document["from"].as_u64()), (Some(1300), Some(from)));
        let rows = document["rows"].as_array().expect("rows").len() as u64;
        let end = if from < 1000 { 1000 } else { 1300 };
        assert_eq!(rows, (end - from).min(100), "up to the end of the table, from {from}");
        for row in [0, rows - 1] {
            let id = cell(&document, row as usize, "TicketExtId");
            assert_eq!(id, format!("T-{}", from + row), "from {from}");
        }
    }
    let beyond = bag.rows(r#"{"tab":"tickets","from":1300}"#);
    assert_eq!((beyond["total"].as_u64(), &beyond["rows"]), (Some(1300), &Value::Array(Vec::new())));
}

#[test]
fn a_cell_says_what_is_found_and_what_will_be_written() {
    let bag = Bag::of(&[("tickets.csv", &table(0..3))]);
    let document = bag.rows(r#"{"tab":"tickets","from":0}"#);
    assert_eq!(document["columns"][0]["kind"], "id");
    assert_eq!(cell(&document, 1, "Subject"), "件名 1");
    let time = cell(&document, 0, "Created Time");
    let said: Vec<&str> = (0..3).map(|at| time[at].as_str().expect("a text")).collect();
    assert_eq!(said, ["2026/11/01 9:00", "2026-11-01T00:00:00.000Z", "note"]);
}

#[test]
fn an_answer_about_one_cell_is_seen_in_it() {
    let mut bag = Bag::of(&[("tickets.csv", &table(0..300))]);
    let plan = r#"{"version":1,"destination":"zoho-desk","answers":[{"code":"value-set","tab":"tickets","field":"Subject",
        "source":"tickets.csv","record":270,"action":"set","value":"直した件名"}]}"#;
    bag.plan = nizukuri::job::plan::Plan::from_json(plan).expect("a plan");
    let document = bag.rows(r#"{"tab":"tickets","from":269}"#);
    assert_eq!(cell(&document, 1, "Subject")[1], "直した件名");
    assert_eq!(cell(&document, 0, "Subject"), "件名 269");
}

#[test]
fn a_piece_of_a_column_is_found_counted_and_replaced() {
    let mut bag = Bag::of(&[("a/tickets.csv", &table(0..400)), ("b/tickets.csv", &table(400..450))]);
    let found = bag.search(r#"{"tab":"tickets","field":"Description","part":"二行"}"#);
    assert_eq!((found["rows"].as_u64(), found["first"].as_array().map(Vec::len)), (Some(150), Some(100)));
    assert_eq!([&found["first"][0]["at"], &found["first"][99]["at"]], [0, 297]);
    assert!(found["first"][1]["found"].as_str().is_some_and(|text| text.contains("二行目")));
    let plan = r#"{"version":1,"destination":"zoho-desk","answers":[{"code":"value-set","tab":"tickets","field":"Description",
        "part":"二行","action":"set","value":"次の行"}]}"#;
    bag.plan = nizukuri::job::plan::Plan::from_json(plan).expect("a plan");
    let document = bag.rows(r#"{"tab":"tickets","from":402}"#);
    assert_eq!(cell(&document, 0, "Description")[1], "一行目 402\r\n次の行目");
    assert_eq!(cell(&document, 1, "Description"), "本文 403");
    let done = bag.run(WHOLE).expect("packs");
    let told = done.survey["findings"].as_array().expect("findings");
    let set = told.iter().find(|finding| finding["code"] == "value-set").expect("it is counted");
    assert_eq!((set["field"].as_str(), set["count"].as_u64()), (Some("Description"), Some(150)));
}
