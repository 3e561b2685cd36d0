//! After an earlier run only what is new, what changed, and what failed then goes; everything else counts as there.

mod support;

use nizukuri::job::plan::{AgentSay, TablePlan};
use serde_json::{Value, json};
use support::{Bag, Done, WHOLE};

const CONTACTS: &str = "ContactExtId,Last Name\nC-1,Aoki\nC-2,Baba\n";
const TICKETS: &str =
    "TicketExtId,ContactExtId,Subject,Created Time\nT-1,C-1,Bath,2026-11-01\nT-2,C-2,Tea,2026-11-02\n";
const THREADS: &str = "ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,FromEmailAddress\n";

fn thread(id: &str, ticket: &str) -> String {
    format!("{id},{ticket},text,2026-11-02,2026-11-02,c1@example.jp,In,false,c1@example.jp\n")
}

fn mail(id: u8, answers: Option<u8>, text: &str) -> String {
    let reply = answers.map_or(String::new(), |to| format!("In-Reply-To: <{to}@m>\nReferences: <{to}@m>\n"));
    format!(
        "From x\nFrom: d{id}@example.jp\nTo: support@shop.example.jp\nSubject: s\nMessage-ID: <{id}@m>\n{reply}\
         Date: 1{id} Nov 2026 10:00:00 +0900\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: text/plain\n\
         Content-Disposition: attachment; filename=\"a.txt\"\n\nfile {id}\n--b--\n\n"
    )
}

fn first() -> Vec<(&'static str, String)> {
    vec![
        ("Contacts.csv", CONTACTS.to_string()),
        ("Tickets.csv", TICKETS.to_string()),
        ("Threads.csv", format!("{THREADS}{}{}", thread("H-1", "T-1"), thread("H-2", "T-2"))),
        ("box.mbox", mail(1, None, "hello") + &mail(2, None, "hi")),
    ]
}

fn bag(files: &[(&str, String)]) -> Bag {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Bag::of(&files)
}

fn receipt(done: &Done) -> (&'static str, String) {
    ("receipt.json", String::from_utf8(done.outputs["receipt.json"].clone()).expect("JSON"))
}

fn run(files: &[(&str, String)]) -> Done {
    let done = bag(files).run(WHOLE).expect("a run");
    let cut = bag(files).run(&[1, 7, 1000]).expect("a run");
    assert!(done.outputs == cut.outputs && done.pack == cut.pack, "however the input is cut");
    if done.pack["selection"].is_null() {
        assert_eq!(done.survey["previous"], done.pack["previous"], "said beforehand");
    }
    for line in done.pack["ledger"].as_array().expect("a ledger") {
        let sum: u64 = ["packed", "held", "duplicate", "filtered", "already"]
            .iter()
            .map(|key| line[*key].as_u64().expect("a count"))
            .sum();
        assert_eq!(line["read"], json!(sum), "{line}");
    }
    done
}

fn ids(done: &Done, stem: &str, column: &str) -> Vec<String> {
    done.table(stem).column(column).iter().map(|id| id.to_string()).collect()
}

#[test]
fn the_same_again_is_there_already_whatever_the_order() {
    let one = run(&first());
    let mut files = first();
    files.push(receipt(&one));
    for _ in 0..2 {
        files.reverse();
        let two = run(&files);
        assert_eq!(two.entries().len(), 0);
        assert_eq!((two.already("Tickets.csv"), two.ledger("Tickets.csv")), (2, [0, 0, 0, 0, 0]));
        assert_eq!(two.already("box.mbox"), 2);
        // Contacts, tickets, threads, attachments: 2 + 2 of mail, 2 + 2, 2 + 2, and 2.
        let counts = json!({"records": 14, "new": 0, "changed": 0, "failed": 0, "already": 14, "files": 0});
        assert_eq!(two.pack["previous"], counts);
        assert_eq!(two.survey["previous"]["new"], 0);
        assert!(!two.pack["ledger"].to_string().contains("receipt.json"), "a receipt holds no records");
        let keys =
            |done: &Done| serde_json::from_str::<Value>(&receipt(done).1).expect("JSON")["keys"].clone();
        assert_eq!(keys(&one), keys(&two), "the next run may start from either");
    }
    assert_eq!(one.pack["previous"], Value::Null);
}

#[test]
fn what_is_new_or_changed_goes_and_may_name_what_is_there() {
    let one = run(&first());
    let files = vec![
        receipt(&one),
        // Only what was exported since: the tickets and contacts named are at the destination.
        ("Tickets.csv", "TicketExtId,ContactExtId,Subject,Created Time\nT-2,C-2,Green tea,2026-11-02\nT-3,C-1,Towel,2026-11-03\nT-4,C-9,x,2026-11-03\n".to_string()),
        ("Threads.csv", format!("{THREADS}{}{}", thread("H-3", "T-1"), thread("H-4", "T-9"))),
        ("new.mbox", mail(3, Some(1), "again")),
    ];
    let two = run(&files);
    assert_eq!(ids(&two, "Tickets", "TicketExtId"), ["T-2", "T-3"]);
    assert_eq!(two.table("Tickets").column("Subject"), ["Green tea", "Towel"]);
    let threads = ids(&two, "Threads", "ThreadExtId");
    assert_eq!((threads.len(), &threads[0][..]), (2, "H-3"), "{threads:?}");
    // The conversation is there; of its first mail nothing is known here, so nothing is changed about it.
    let known = ids(&one, "Tickets", "TicketExtId");
    assert!(known.contains(&two.table("Threads").row(1)["TicketExtId"].to_string()));
    assert_eq!(two.table("Attachments").rows.len(), 1);
    assert_eq!(two.ledger("Tickets.csv"), [3, 2, 1, 0, 0], "T-4 names nobody");
    assert_eq!(two.ledger("Threads.csv"), [2, 1, 1, 0, 0]);
    assert_eq!(
        (two.pack["previous"]["changed"].clone(), two.pack["previous"]["already"].clone()),
        (json!(1), json!(1))
    );
}

#[test]
fn what_failed_goes_again_with_what_belongs_to_it() {
    let one = run(&first());
    let mut files = first();
    files.push(receipt(&one));
    files.push(("result/Threads.csv", "ThreadExtId,Error Message\nH-1,\nH-2,Invalid date\n".to_string()));
    let two = run(&files);
    assert_eq!(ids(&two, "Threads", "ThreadExtId"), ["H-2"]);
    assert_eq!(
        (two.pack["previous"]["failed"].clone(), two.ledger("result/Threads.csv")),
        (json!(1), [2, 0, 0, 0, 2])
    );
    // A ticket that failed took its threads with it.
    files.pop();
    files.push(("result.csv", "番号,結果\nT-1,断られました\nT-2,成功\n".to_string()));
    let mut again = bag(&files);
    // Not yet pointed at, its columns say nothing, which is told; its rows are no records, and none is held.
    let role = TablePlan { role: Some("errors".into()), ..TablePlan::default() };
    again.plan.tables.insert("result.csv".into(), role);
    let unclear = again.run(WHOLE).expect("a run");
    let told = unclear.findings(&unclear.survey);
    assert_eq!((told["results-unread"], told.get("table-unmatched")), (1, None));
    assert_eq!((unclear.ledger("result.csv"), unclear.entries().len()), ([2, 0, 0, 0, 2], 0));
    let text = |text: &str| Some(text.to_string());
    let say = TablePlan {
        tab: text("tickets"),
        role: text("errors"),
        id: text("番号"),
        error: text("結果"),
        ..TablePlan::default()
    };
    again.plan.tables.insert("result.csv".into(), say);
    let three = again.run(WHOLE).expect("a run");
    assert_eq!(three.survey["previous"], three.pack["previous"], "said beforehand");
    let sources = three.survey["sources"].as_array().expect("sources");
    let errors = sources.iter().map(|source| &source["table"]["errors"]).find(|errors| !errors.is_null());
    assert_eq!(errors, Some(&json!({"tab": "tickets", "id": "番号", "error": "結果"})));
    assert_eq!(ids(&three, "Tickets", "TicketExtId"), ["T-1"]);
    assert_eq!(ids(&three, "Threads", "ThreadExtId"), ["H-1"]);
    assert_eq!(ids(&three, "Contacts", "ContactExtId"), Vec::<String>::new());
}

#[test]
fn what_was_decided_in_the_first_run_is_kept_in_its_receipt() {
    let mut decided = bag(&first());
    decided.plan.agents.insert("old@example.jp".into(), to("sue@example.jp"));
    decided.plan.set("department", "窓口");
    let (_, text) = receipt(&decided.run(WHOLE).expect("a run"));
    assert_eq!(nizukuri::job::plan::Plan::from_json(&text), Ok(decided.plan));
}

#[test]
fn a_receipt_that_broke_off_or_is_for_elsewhere_is_told_and_counts_for_nothing() {
    let one = run(&first());
    let (name, text) = receipt(&one);
    let elsewhere = text.replace("\"destination\": \"zoho-desk\"", "\"destination\": \"elsewhere\"");
    assert_ne!(text, elsewhere);
    for receipt in [text[..text.len() - 10].to_string(), elsewhere] {
        let mut files = first();
        files.push((name, receipt));
        let two = run(&files);
        assert_eq!(two.findings(&two.survey)["receipt-unfit"], 1);
        assert_eq!((two.pack["previous"].clone(), two.already("Tickets.csv")), (Value::Null, 0));
        assert_eq!(two.outputs["zoho-desk_01.zip"], one.outputs["zoho-desk_01.zip"]);
    }
}

#[test]
fn a_pilots_receipt_leaves_the_rest_to_the_next_run() {
    let pilot = bag(&first()).option("pilot", "1").run(WHOLE).expect("a run");
    let full = run(&first());
    let mut files = first();
    files.push(receipt(&pilot));
    let rest = run(&files);
    for (stem, key) in [("Contacts", "ContactExtId"), ("Tickets", "TicketExtId"), ("Threads", "ThreadExtId")]
    {
        let mut both = [ids(&pilot, stem, key), ids(&rest, stem, key)].concat();
        both.sort();
        let mut all = ids(&full, stem, key);
        all.sort();
        assert_eq!(both, all, "{stem}");
    }
}

fn to(address: &str) -> AgentSay {
    AgentSay { to: Some(address.into()), ..AgentSay::default() }
}

#[test]
fn another_agent_and_another_file_under_the_same_row_count_as_changed() {
    let tickets = "TicketExtId,ContactExtId,Subject,Agent Email\nT-1,C-1,Bath,old@example.jp\nT-2,C-2,Tea,sue@example.jp\n";
    let attachments = "AttachmentExtId,TicketExtId,File Name,File Path\nA-1,T-1,a.txt,files/a.txt\nA-2,T-2,b.txt,files/b.txt\n";
    let files = |a: &str| {
        vec![
            ("Agents.csv", "agentExtId,Last Name,Email\nG-1,Sue,sue@example.jp\n".to_string()),
            ("Contacts.csv", CONTACTS.to_string()),
            ("Tickets.csv", tickets.to_string()),
            ("Attachments.csv", attachments.to_string()),
            ("files/a.txt", a.to_string()),
            ("files/b.txt", "bb".to_string()),
        ]
    };
    let one = run(&files("aa"));
    let mut again = files("aa");
    again.push(receipt(&one));
    assert_eq!(run(&again).entries().len(), 0, "nothing changed");
    let mut decided = bag(&again);
    decided.plan.agents.insert("old@example.jp".into(), to("sue@example.jp"));
    let two = decided.run(WHOLE).expect("a run");
    assert_eq!(ids(&two, "Tickets", "TicketExtId"), ["T-1"]);
    assert_eq!(two.pack["previous"]["changed"], 1);
    assert_eq!(two.survey["previous"], two.pack["previous"], "said beforehand");
    // Where it was decided before, it is no change any more; taken back, it is one again.
    decided.files.push(("receipt.json".into(), receipt(&two).1.into_bytes()));
    decided.files.retain(|(name, bytes)| name != "receipt.json" || *bytes == receipt(&two).1.as_bytes());
    assert_eq!(decided.run(WHOLE).expect("a run").entries().len(), 0);
    decided.plan.agents.clear();
    assert_eq!(ids(&decided.run(WHOLE).expect("a run"), "Tickets", "TicketExtId"), ["T-1"]);
    let mut other = files("ab");
    other.push(receipt(&one));
    let two = run(&other);
    assert_eq!(ids(&two, "Attachments", "AttachmentExtId"), ["A-1"]);
    assert_eq!(two.pack["previous"]["changed"], 1);
}

#[test]
fn what_new_mail_changes_is_said_beforehand_and_files_that_went_do_not_go_again() {
    let files = || vec![("box.mbox", mail(1, None, "hello") + &mail(2, None, "hi"))];
    let one = run(&files());
    // The answer is read before what it answers, so the numbers of the conversation's files are others.
    let mut later = vec![("a.mbox", mail(3, Some(1), "again"))];
    later.extend(files());
    later.push(receipt(&one));
    let two = run(&later);
    let counts = json!({"records": 8, "new": 2, "changed": 1, "failed": 0, "already": 7, "files": 0});
    assert_eq!(two.pack["previous"], counts, "a message and its file are new, their ticket is another");
    assert_eq!((two.table("Tickets").rows.len(), two.table("Threads").rows.len()), (1, 1));
    assert_eq!(two.table("Attachments").rows.len(), 1);
    // A better name of a known person, and another option, change what is there.
    let named =
        mail(3, Some(1), "again").replace("From: d3@", "From: Hana Aoki <d1@").replace("jp\nTo", "jp>\nTo");
    let three = run(&[("a.mbox", named), files().remove(0), receipt(&one)]);
    assert_eq!(three.table("Contacts").column("Last Name"), ["Aoki"]);
    assert_eq!(three.pack["previous"]["changed"], 2);
    let mut closed = files();
    closed.push(receipt(&one));
    let mut closed = bag(&closed);
    closed.plan.set("mail-status", "Closed");
    let four = closed.run(WHOLE).expect("a run");
    assert_eq!(
        (four.survey["previous"].clone(), four.pack["previous"]["changed"].clone()),
        (four.pack["previous"].clone(), json!(2))
    );
}

#[test]
fn files_in_rows_and_beside_them_are_compared_before_packing() {
    let head = "AttachmentExtId,TicketExtId,File Name,Base64\n";
    let files = |text: &str, beside: &str, blank: &str| {
        vec![
            ("Contacts.csv", CONTACTS.to_string()),
            ("Tickets.csv", TICKETS.to_string()),
            ("Attachments.csv", format!("{head}A-1,T-1,a.txt,{text}\nA-2,T-2,b.txt,YmI=\n")),
            (
                "more.csv",
                "AttachmentExtId,TicketExtId,File Name,File Path,SHA-256\nA-3,T-1,c.txt,d/c.txt,00\nA-4,T-1,d.txt,d/d.txt,\n"
                    .to_string(),
            ),
            ("d/c.txt", beside.to_string()),
            ("d/d.txt", blank.to_string()),
        ]
    };
    let one = run(&files("YWE=", "c", ""));
    for (now, expected) in [
        (files("YWE=", "c", ""), &[][..]),
        (files("YWI=", "c", ""), &["A-1"]),
        (files("YWE=", "d", ""), &["A-3"]),
        (files("YWE=", "c", "d"), &["A-4"]),
    ] {
        let mut files = now;
        files.push(receipt(&one));
        let two = run(&files);
        assert_eq!(two.pack["previous"]["changed"], expected.len());
        if !expected.is_empty() {
            assert_eq!(ids(&two, "Attachments", "AttachmentExtId"), expected);
        }
    }
}

#[test]
fn files_left_out_or_sent_alone_and_whole_texts_are_counted_beforehand() {
    let long = "s".repeat(300);
    let mut files = first();
    files[1].1.push_str(&format!("T-3,C-1,{long},2026-11-03\n"));
    files[3].1.push_str(&mail(3, None, "cut").replace("Subject: s", &format!("Subject: {long}")));
    let one =
        bag(&files).option("too-long", "cut").option("attachments", "without").run(WHOLE).expect("a run");
    files.push(receipt(&one));
    for (go, new) in [("without", 0), ("only", 5), ("with", 5)] {
        let two = bag(&files).option("too-long", "cut").option("attachments", go).run(WHOLE).expect("a run");
        assert_eq!(two.survey["previous"], two.pack["previous"], "{go}");
        assert_eq!(two.pack["previous"]["new"], new, "{go}: three files of mail and two whole texts");
    }
    let three = bag(&files).option("too-long", "cut").run(WHOLE).expect("a run");
    files.pop();
    files.push(receipt(&three));
    let four = bag(&files).option("too-long", "cut").run(WHOLE).expect("a run");
    assert_eq!((four.entries().len(), four.survey["previous"].clone()), (0, four.pack["previous"].clone()));
}

#[test]
fn a_conversation_whose_contact_failed_goes_again_and_is_counted_so() {
    let files = || vec![("box.mbox", mail(1, None, "hello") + &mail(2, None, "hi"))];
    let one = run(&files());
    let failed = one.table("Contacts").row(0)["ContactExtId"].to_string();
    let mut again = files();
    again.push(receipt(&one));
    again.push(("result/Contacts.csv", format!("ContactExtId,Error Message\n{failed},No name\n")));
    let two = run(&again);
    // The person, the ticket, its message and the file of that.
    assert_eq!(two.pack["previous"]["failed"], 4);
}

#[test]
fn a_receipt_of_an_earlier_version_still_says_what_is_there() {
    let one = run(&first());
    // Until then a key was 64 bits of an id and 32 of content, and the 32 between them were 0.
    let key = |text: &str| (text.len() == 32).then(|| format!("{}00000000{}", &text[..16], &text[24..]));
    let (name, text) = receipt(&one);
    let (head, keys) = text.split_once("\"keys\"").expect("keys");
    let keys: Vec<String> = keys.split('"').map(|it| key(it).unwrap_or_else(|| it.to_string())).collect();
    let mut files = first();
    files.push((name, format!("{head}\"keys\"{}", keys.join("\""))));
    assert_ne!(files[4].1, text);
    let two = run(&files);
    assert_eq!((two.entries().len(), two.already("Tickets.csv")), (0, 2));
}

#[test]
fn of_several_rows_with_one_address_the_one_that_was_packed_stays() {
    let contacts = |rows: &[&str]| {
        let head = "ContactExtId,Last Name,Email,Phone\n";
        ("Contacts.csv", format!("{head}{}\n", rows.join("\n")))
    };
    let tickets = |of: &str| ("Tickets.csv", format!("TicketExtId,ContactExtId,Subject\nT-1,{of},Bath\n"));
    let (one, two) = ("C-1,Aoki,a@example.jp,1", "C-2,AOKI,A@example.jp,");
    let first = run(&[contacts(&[two]), tickets("C-2")]);
    // The next export knows him by two ids, the new one first.
    let later = run(&[
        contacts(&[one, two]),
        ("more.csv", "TicketExtId,ContactExtId,Subject\nT-2,C-1,Tea\n".into()),
        tickets("C-2"),
        receipt(&first),
    ]);
    assert_eq!(later.table("Contacts").row(0)["ContactExtId"], "C-2");
    assert_eq!(later.table("Contacts").row(0)["Phone"], "1", "he took on what he lacked");
    assert_eq!(later.ledger("Contacts.csv"), [2, 1, 0, 1, 0]);
    assert_eq!(later.table("Tickets").column("ContactExtId"), ["C-2"]);
    // And again nothing is new.
    let third = run(&[contacts(&[one, two]), tickets("C-1"), receipt(&later)]);
    assert_eq!((third.pack["previous"]["new"].clone(), third.ledger("Contacts.csv")[3]), (json!(0), 1));
}
