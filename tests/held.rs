//! Held rows leave as they came, are put right by hand, and come back in the place of those they were made from.

mod support;

use encoding_rs::SHIFT_JIS;
use support::{Bag, Done, WHOLE};

const CONTACTS: &str = "ContactExtId,Last Name,Email\nC-1,髙橋,takahashi@example.jp\nC-2,,mori@example.jp\n";
/// Columns of an export's own, in its own order, one of which the destination does not take.
const TICKETS: &str =
    "件名\t血液型\tTicketExtId\tContactExtId\n㈱青葉\tA\tT-1\tC-1\n\tB\tT-2\tC-1\nはい\tO\tT-3\tC-2\n";

fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, lacking) = SHIFT_JIS.encode(text);
    assert!(!lacking);
    bytes.into_owned()
}

fn read(bytes: &[u8]) -> String {
    let (text, _, broken) = SHIFT_JIS.decode(bytes);
    assert!(!broken);
    text.into_owned()
}

fn bag(files: Vec<(&str, Vec<u8>)>) -> Bag {
    Bag::new(files.into_iter().map(|(name, bytes)| (name.to_string(), bytes)).collect())
}

fn run(bag: &Bag) -> Done {
    let done = bag.run(WHOLE).expect("a run");
    let bytewise = bag.run(&[1]).expect("a run");
    assert_eq!(done.survey, bytewise.survey);
    assert!(done.outputs == bytewise.outputs, "the result does not depend on how the input is cut");
    done
}

fn originals() -> Vec<(&'static str, Vec<u8>)> {
    vec![("in/Tickets.tsv", cp932(TICKETS)), ("in/Contacts.csv", cp932(CONTACTS))]
}

#[test]
fn held_rows_leave_in_their_own_columns_order_delimiter_and_charset() {
    let done = run(&bag(originals()));
    let held = read(&done.outputs["held/in_Tickets.tsv"]);
    let lines: Vec<Vec<&str>> = held.lines().map(|line| line.split('\t').collect()).collect();
    let header =
        ["件名", "血液型", "TicketExtId", "ContactExtId", "nizukuri:in/Tickets.tsv", "nizukuri_reason"];
    assert_eq!(lines[0][..6], header);
    assert_eq!(lines[0][6], "nizukuri reason held");
    assert_eq!(lines[1][..4], ["", "B", "T-2", "C-1"]);
    assert!(lines[1][4].starts_with("#2 ") && lines[1][5] == "required-missing", "{held}");
    assert_eq!((lines[2][2], lines[2][5]), ("T-3", "parent-held"));
    assert!(read(&done.outputs["held/in_Contacts.csv"]).contains("\r\nC-2,,mori@example.jp,#2 "));
}

/// What a person does in a spreadsheet: fills the blanks, and saves as the spreadsheet likes.
fn repaired(done: &Done) -> Vec<(&'static str, Vec<u8>)> {
    let tickets = read(&done.outputs["held/in_Tickets.tsv"]).replace("\tB\tT-2", "件名です\tB\tT-2");
    let contacts = read(&done.outputs["held/in_Contacts.csv"]).replace("C-2,,", "C-2,森,");
    let as_csv = format!("\u{feff}{}", tickets.replace('\t', ","));
    vec![("直した/Tickets のコピー.csv", as_csv.into_bytes()), ("直した/x.csv", cp932(&contacts))]
}

#[test]
fn rows_put_right_replace_the_held_ones_and_nothing_is_doubled() {
    let first = run(&bag(originals()));
    assert_eq!((first.tab("tickets"), first.tab("contacts")), ([3, 2], [2, 1]));
    let all: Vec<_> = originals().into_iter().chain(repaired(&first)).collect();
    let backwards: Vec<_> = all.iter().rev().cloned().collect();
    for files in [all, backwards] {
        let done = run(&bag(files));
        assert_eq!((done.tab("tickets"), done.tab("contacts")), ([3, 0], [2, 0]));
        assert_eq!(support::tab(&done.survey, "tickets"), [3, 0]);
        assert_eq!(done.ledger("in/Tickets.tsv"), [3, 1, 0, 0, 2]);
        assert_eq!(done.ledger("in/Contacts.csv"), [2, 1, 0, 0, 1]);
        assert_eq!(done.ledger("直した/x.csv"), [1, 1, 0, 0, 0]);
        let counts = done.findings(&done.survey);
        assert_eq!((counts.get("row-replaced"), counts.get("required-missing")), (Some(&3), None));
        assert_eq!(counts.get("column-unmatched"), Some(&2), "only 血液型, in both files");
        let tickets = done.table("Tickets");
        let mut subjects = tickets.column("Subject");
        subjects.sort_unstable();
        assert_eq!(subjects, ["はい", "㈱青葉", "件名です"]);
        assert!(!done.outputs.keys().any(|name| name.starts_with("held/")));
    }
}

#[test]
fn rows_that_are_not_right_yet_are_held_again_and_still_replace_the_first() {
    let first = run(&bag(originals()));
    let contacts = |done: &Done, name: &str| (name.to_string(), done.outputs["held/in_Contacts.csv"].clone());
    let mut again = bag(originals());
    again.files.push(contacts(&first, "again.csv"));
    let second = run(&again);
    assert_eq!(second.ledger("in/Contacts.csv"), [2, 1, 0, 0, 1]);
    assert_eq!(second.ledger("again.csv"), [1, 0, 1, 0, 0]);
    let held = read(&second.outputs["held/again.csv"]);
    assert_eq!(held.lines().next(), read(&first.outputs["held/in_Contacts.csv"]).lines().next());
    // Put right at last: it stands for both.
    let right = held.replace("C-2,,", "C-2,森,");
    again.files.push(("right.csv".into(), cp932(&right)));
    let third = run(&again);
    assert_eq!(third.ledger("again.csv"), [1, 0, 0, 0, 1]);
    assert_eq!((third.ledger("in/Contacts.csv"), third.tab("contacts")), ([2, 1, 0, 0, 1], [2, 0]));
}

#[test]
fn rows_with_characters_beyond_the_charset_leave_in_utf_8_and_it_is_said() {
    // A row in UTF-8 in a file in CP932, as where two programs wrote one file.
    let mut bytes = cp932("ContactExtId,Last Name,Email\nC-1,髙橋,a@example.jp\nC-2,,b@example.jp\n");
    bytes.extend("C-3,,😀@example.jp\n".as_bytes());
    let done = run(&bag(vec![("Contacts.csv", bytes)]));
    assert!(read(&done.outputs["held/Contacts.csv"]).contains("\r\nC-2,,"));
    let beside = String::from_utf8(done.outputs["held/Contacts-utf-8.csv"].clone()).expect("UTF-8");
    assert!(beside.starts_with("\u{feff}ContactExtId,") && beside.contains("\r\nC-3,,😀@"), "{beside}");
    assert_eq!(done.findings(&done.pack).get("held-as-utf-8"), Some(&1));
}

#[test]
fn damage_that_was_put_right_is_no_longer_told() {
    let broken = "ContactExtId,Last Name\nC-1,青木\nC-2,森,余り\n";
    let first = run(&Bag::of(&[("Contacts.csv", broken)]));
    let told = |done: &Done| done.findings(&done.survey).get("row-too-long").copied();
    let row = first.findings(&first.survey);
    assert_eq!(told(&first), Some(1), "{row:?}");
    let mut again = Bag::of(&[("Contacts.csv", broken)]);
    let Some(held) = first.outputs.get("held/Contacts.csv") else { return };
    let text = String::from_utf8(held.clone()).expect("UTF-8").replace(",余り", "");
    again.files.push(("right.csv".into(), text.into_bytes()));
    let second = run(&again);
    assert_eq!((told(&second), second.tab("contacts")), (None, [2, 0]));
}

#[test]
fn a_ticket_made_from_mail_is_put_right_as_a_row() {
    let long = format!("Subject: {}", "長".repeat(300));
    let mail = format!(
        "From: hana@example.jp\nTo: support@shop.example.jp\n{long}\nDate: Tue, 10 Nov 2026 09:00:00 +0900\nMessage-ID: <1@example.jp>\n\nx\n"
    );
    let first = run(&Bag::of(&[("a.eml", &mail)]));
    assert_eq!((first.tab("tickets"), first.tab("threads")), ([1, 1], [1, 1]));
    let held = String::from_utf8(first.outputs["held/mail-tickets.csv"].clone()).expect("UTF-8");
    let right = held.replace(&"長".repeat(300), "短い件名");
    let second = run(&Bag::of(&[("a.eml", &mail), ("mail-tickets.csv", &right)]));
    assert_eq!(
        (second.tab("tickets"), second.tab("threads"), second.tab("contacts")),
        ([1, 0], [1, 0], [1, 0])
    );
    assert_eq!(second.table("Tickets").column("Subject"), ["短い件名"]);
    assert_eq!(second.ledger("a.eml"), [1, 1, 0, 0, 0]);
}
