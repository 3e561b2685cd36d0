//! The whole of a text that was cut is an attachment, and goes by the same rules as any other.

mod support;

use support::{Bag, Done, WHOLE};

/// Two tickets of different years, each with a subject of 300 characters; the older one's are longer in bytes.
fn bag() -> Bag {
    let tickets = format!(
        "TicketExtId,ContactExtId,Subject,Created Time\nT-1,C-1,{},2025-05-01T00:00:00.000Z\n\
         T-2,C-1,{},2026-05-01T00:00:00.000Z\n",
        "あ".repeat(300),
        "b".repeat(300)
    );
    Bag::of(&[("Contacts.csv", "ContactExtId,Last Name\nC-1,Aoki\n"), ("Tickets.csv", &tickets)])
        .option("too-long", "cut")
}

fn owners(done: &Done) -> Vec<String> {
    done.table("Attachments").column("TicketExtId").iter().map(|id| id.to_string()).collect()
}

#[test]
fn whole_texts_go_with_their_tickets() {
    assert_eq!(owners(&bag().run(WHOLE).expect("a run")), ["T-1", "T-2"]);
}

#[test]
fn a_second_upload_of_files_alone_keeps_to_the_window_of_the_plan() {
    let done = bag().option("attachments", "only").option("from", "2026-01-01").run(WHOLE).expect("a run");
    assert_eq!(owners(&done), ["T-2"]);
}

#[test]
fn files_alone_are_all_that_a_second_upload_holds_and_nothing_is_counted_twice() {
    let first = bag().option("attachments", "without").run(WHOLE).expect("a run");
    let second = bag().option("attachments", "only").run(WHOLE).expect("a run");
    assert_eq!((owners(&first), owners(&second)), (vec![], vec!["T-1".to_string(), "T-2".to_string()]));
    assert_eq!((first.table("Tickets").rows.len(), second.table("Tickets").rows.len()), (2, 0));
    assert_eq!(second.ledger("Tickets.csv"), [2, 0, 0, 0, 2]);
}

#[test]
fn whole_texts_over_the_size_for_files_are_left_out_and_told() {
    let done = bag().option("attachment-max", "500").run(WHOLE).expect("a run");
    assert_eq!(owners(&done), ["T-2"]);
    assert_eq!(done.findings(&done.pack).get("attachment-left-out"), Some(&1));
}
