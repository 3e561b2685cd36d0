//! A pilot is a small whole: so many records of one tab, exactly what belongs to them, and nothing that refers to
//! what is not there. What a full pack wrote is the measure.
//!
//! One file, as all of them make a world and measure a pilot against the whole by the few functions at its head.

mod support;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::checker::Checker;
use support::{Bag, Done, WHOLE, destination};

/// How many of each, and which number names which. Numbers past the end name nothing that is there.
#[derive(Clone, Debug)]
struct World {
    tickets: Vec<(u8, u8, u8, u8)>,
    threads: Vec<(u8, bool)>,
    comments: Vec<u8>,
    files: Vec<(u8, u8)>,
    mails: Vec<(u8, u8, bool)>,
    wanted: usize,
}

fn world() -> impl Strategy<Value = World> {
    let few = 0u8..7;
    (
        prop::collection::vec((few.clone(), few.clone(), few.clone(), 0u8..30), 0..12),
        prop::collection::vec((0u8..12, any::<bool>()), 0..12),
        prop::collection::vec(0u8..12, 0..8),
        prop::collection::vec((0u8..12, 0u8..12), 0..8),
        prop::collection::vec((few.clone(), few, any::<bool>()), 0..12),
        1usize..9,
    )
        .prop_map(|(tickets, threads, comments, files, mails, wanted)| World {
            tickets,
            threads,
            comments,
            files,
            mails,
            wanted,
        })
}

fn table(name: &str, header: &str, rows: impl Iterator<Item = String>) -> (String, Vec<u8>) {
    let rows: String = rows.map(|row| row + "\n").collect();
    (name.to_string(), format!("{header}\n{rows}").into_bytes())
}

/// Tables of every tab, and a mailbox. Some records are wrong on purpose: contact 5 has no name, contact 6 is
/// missing, the fifth day's tickets have no subject, threads may have no date.
fn bag(world: &World) -> Bag {
    let agents = (0..5).map(|n| format!("A-{n},Agent{n},agent{n}@shop.example.jp"));
    let accounts = (0..4).map(|n| format!("K-{n},Account {n}"));
    let contacts =
        (0..6).map(|n| format!("C-{n},{},c{n}@example.jp,K-{}", if n == 5 { "" } else { "Name" }, n % 5));
    let products = (0..3).map(|n| format!("P-{n},Product {n}"));
    let tickets = world.tickets.iter().enumerate().map(|(n, (contact, agent, product, day))| {
        let subject = if *day == 5 { "" } else { "Water heater" };
        let date = if *day == 0 { String::new() } else { format!("2026/11/{day:02} 09:00") };
        format!("T-{n},C-{contact},{subject} {n},{date},agent{agent}@shop.example.jp,P-{product}")
    });
    let threads = world.threads.iter().enumerate().map(|(n, (ticket, dated))| {
        let date = if *dated { "2026/11/10 9:00" } else { "soon" };
        format!("H-{n},T-{ticket},text,{date},{date},c1@example.jp,In,false,c1@example.jp")
    });
    let comments = world.comments.iter().enumerate().map(|(n, ticket)| format!("M-{n},T-{ticket},noted"));
    let files = world.files.iter().enumerate().map(|(n, (ticket, thread))| {
        let of = if *ticket > 9 { String::new() } else { format!("T-{ticket}") };
        format!("F-{n},{of},H-{thread},{n}.txt,files/{n}.txt")
    });
    let mail =
        world.mails.iter().enumerate().map(|(n, (sender, answers, file))| mail(n, *sender, *answers, *file));
    let mut bag = Bag::new(vec![
        table("Agents.csv", "agentExtId,Last Name,Email", agents),
        table("Accounts.csv", "AccountExtId,Account Name", accounts),
        table("Contacts.csv", "ContactExtId,Last Name,Email,AccountExtId", contacts),
        table("Products.csv", "ProductExtId,Product Name", products),
        table(
            "Tickets.csv",
            "TicketExtId,ContactExtId,Subject,Created Time,Agent Email,ProductExtId",
            tickets,
        ),
        table(
            "Threads.csv",
            "ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,FromEmailAddress",
            threads,
        ),
        table("Comments.csv", "CommentExtId,TicketExtId,Content", comments),
        table("Attachments.csv", "AttachmentExtId,TicketExtId,ThreadExtId,File Name,File Path", files),
        table("Articles.csv", "ArticleExtId,Title,Answer", (0..2).map(|n| format!("R-{n},Title,Answer"))),
        table("odd.csv", "これ,それ", (0..2).map(|n| format!("{n},x"))),
    ]);
    bag.files.push(("box.mbox".to_string(), mail.collect::<String>().into_bytes()));
    // Some look like tables, so that everything is read once more.
    let content = |n: usize| if n.is_multiple_of(3) { "a,b\n1,2\n".to_string() } else { format!("file {n}") };
    bag.files.extend((0..world.files.len()).map(|n| (format!("files/{n}.txt"), content(n).into_bytes())));
    bag.plan.set("accounts-from", ["no", "domains"][world.wanted % 2]);
    bag
}

/// Persons 0 to 4 write in (c0 to c4 are listed), 5 and 6 answer from the shop.
fn mail(n: usize, sender: u8, answers: u8, file: bool) -> String {
    let from = match sender {
        5 => "agent1@shop.example.jp".to_string(),
        6 => "support@shop.example.jp".to_string(),
        _ => format!("c{}@example.jp", sender * 2),
    };
    let reply =
        if usize::from(answers) < n { format!("In-Reply-To: <{answers}@m>\n") } else { String::new() };
    let head = format!(
        "From x\nFrom: {from}\nTo: support@shop.example.jp\nSubject: Bath {n}\nMessage-ID: <{n}@m>\n{reply}\
         Date: Tue, {} Nov 2026 10:00:00 +0900\nMIME-Version: 1.0\n",
        n + 1
    );
    if !file {
        return format!("{head}Content-Type: text/plain\n\nhello {n}\n\n");
    }
    format!(
        "{head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello {n}\n--b\n\
         Content-Type: text/plain\nContent-Disposition: attachment; filename=\"{n}.txt\"\n\nfile {n}\n--b--\n\n"
    )
}

type Rows = BTreeMap<String, BTreeMap<String, String>>;

/// The rows of a tab by id.
fn rows(done: &Done, stem: &str, key: &str) -> Rows {
    let table = done.table(stem);
    let owned = |at: usize| table.row(at).into_iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
    let all: Vec<BTreeMap<String, String>> = (0..table.rows.len()).map(owned).collect();
    let count = all.len();
    let by_id: Rows = all.into_iter().map(|row| (row[key].clone(), row)).collect();
    assert_eq!(by_id.len(), count, "ids of {stem} are unique");
    by_id
}

fn named(rows: &Rows, column: &str) -> BTreeSet<String> {
    let values = rows.values().filter_map(|row| row.get(column)).filter(|value| !value.is_empty());
    values.cloned().collect()
}

fn ids(rows: &Rows) -> BTreeSet<String> {
    rows.keys().cloned().collect()
}

/// The ids of those rows of which a column names one of these.
fn naming(rows: &Rows, column: &str, these: &BTreeSet<String>) -> BTreeSet<String> {
    let fits = rows.iter().filter(|(_, row)| row.get(column).is_some_and(|value| these.contains(value)));
    fits.map(|(id, _)| id.clone()).collect()
}

const TABS: [(&str, &str); 9] = [
    ("Agents", "agentExtId"),
    ("Accounts", "AccountExtId"),
    ("Contacts", "ContactExtId"),
    ("Products", "ProductExtId"),
    ("Tickets", "TicketExtId"),
    ("Threads", "ThreadExtId"),
    ("Comments", "CommentExtId"),
    ("Attachments", "AttachmentExtId"),
    ("Articles", "ArticleExtId"),
];

/// Every promise of a pilot, measured by the full pack.
fn check(full: &Done, pilot: &Done, wanted: usize) {
    let all: BTreeMap<&str, Rows> = TABS.iter().map(|(stem, key)| (*stem, rows(full, stem, key))).collect();
    let some: BTreeMap<&str, Rows> = TABS.iter().map(|(stem, key)| (*stem, rows(pilot, stem, key))).collect();
    for (stem, _) in TABS {
        for (id, row) in &some[stem] {
            // Files are numbered by their conversation's part of the pack, so that path is the same, too.
            assert_eq!(Some(row), all[stem].get(id), "{id} of {stem} is written as in the full pack");
        }
    }
    let tickets = ids(&some["Tickets"]);
    assert_eq!(tickets.len(), wanted.min(all["Tickets"].len()), "so many tickets as were asked for");
    let expect = |stem: &str, expected: BTreeSet<String>| {
        let expected: BTreeSet<String> = expected.intersection(&ids(&all[stem])).cloned().collect();
        assert_eq!(ids(&some[stem]), expected, "{stem} of the pilot");
    };
    expect("Contacts", named(&some["Tickets"], "ContactExtId"));
    expect("Accounts", named(&some["Contacts"], "AccountExtId"));
    expect("Products", named(&some["Tickets"], "ProductExtId"));
    let mut agents = named(&some["Tickets"], "Agent Email");
    let sent = some["Threads"].values().filter(|row| row["Direction"] == "Out");
    agents.extend(sent.map(|row| row["Sender Email"].clone()));
    expect("Agents", naming(&all["Agents"], "Email", &agents));
    expect("Threads", naming(&all["Threads"], "TicketExtId", &tickets));
    expect("Comments", naming(&all["Comments"], "TicketExtId", &tickets));
    expect("Articles", BTreeSet::new());
    let mut files = naming(&all["Attachments"], "TicketExtId", &tickets);
    let homeless = naming(&all["Attachments"], "TicketExtId", &BTreeSet::from([String::new()]));
    let of_threads = naming(&all["Attachments"], "ThreadExtId", &ids(&some["Threads"]));
    files.extend(homeless.intersection(&of_threads).cloned());
    expect("Attachments", files);
    let entries: BTreeSet<String> = pilot.entries().into_iter().map(|(name, _)| name).collect();
    assert!(named(&some["Attachments"], "File Path").is_subset(&entries), "files lie beside their rows");
    papers(pilot, &some);
}

/// The ledger balances, held rows and findings speak of chosen records only.
fn papers(pilot: &Done, some: &BTreeMap<&str, Rows>) {
    for line in pilot.pack["ledger"].as_array().expect("a ledger") {
        let [read, packed, held, duplicate, filtered] =
            pilot.ledger(line["source"].as_str().expect("a name"));
        assert_eq!(read, packed + held + duplicate + filtered, "{line}");
    }
    for (name, csv) in pilot.held() {
        for ticket in csv.column("TicketExtId") {
            assert!(
                ticket.is_empty() || some["Tickets"].contains_key(ticket),
                "{name} holds a row of {ticket}"
            );
        }
    }
    let mut records: BTreeMap<String, u64> = BTreeMap::new();
    for line in pilot.pack["ledger"].as_array().into_iter().flatten() {
        let [_, packed, held, ..] = pilot.ledger(line["source"].as_str().expect("a name"));
        *records.entry(line["source"].as_str().expect("a name").to_string()).or_default() += packed + held;
    }
    for finding in pilot.pack["findings"].as_array().into_iter().flatten() {
        for place in
            finding["places"].as_array().into_iter().flatten().filter(|place| !place["record"].is_null())
        {
            let source = place["source"].as_str().expect("a name");
            assert!(records[source] > 0, "{finding} speaks of {source}, of which nothing was chosen");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pilot_is_so_many_tickets_and_exactly_what_belongs_to_them(world in world(), by in 0usize..3) {
        let by = ["newest", "oldest", "random"][by];
        let bag = bag(&world);
        let full = bag.run(WHOLE).expect("a run");
        let pilot = bag.option("pilot", &world.wanted.to_string()).option("pilot-by", by).option("pilot-seed", "7");
        let done = pilot.run(WHOLE).expect("a run");
        check(&full, &done, world.wanted);
        prop_assert_eq!(&done.survey["findings"], &full.survey["findings"], "a survey speaks of everything");
        let again = pilot.run(&[7, 100, 1]).expect("a run");
        prop_assert!(done.outputs == again.outputs && done.pack == again.pack, "however the input is cut");
    }
}

fn tickets(done: &Done) -> Vec<String> {
    done.table("Tickets").column("TicketExtId").iter().map(|id| id.to_string()).collect()
}

/// The first ticket is undated, the others are of the first to the eighth day; three mails in two conversations.
fn plain() -> World {
    World {
        tickets: (0..9).map(|n| (n % 4, n % 6, n % 3, n)).collect(),
        threads: (1..9).map(|n| (n, true)).collect(),
        comments: vec![1, 2, 3],
        files: vec![(1, 1)],
        mails: vec![(1, 9, true), (2, 9, false), (5, 0, false)],
        wanted: 2,
    }
}

#[test]
fn the_newest_and_the_oldest_are_told_by_their_time_and_undated_ones_come_last() {
    let bag = bag(&plain());
    let run = |bag: Bag| tickets(&bag.run(WHOLE).expect("a run"));
    let pilot = |by: &str, count: &str| run(bag.clone().option("pilot", count).option("pilot-by", by));
    assert_eq!(pilot("oldest", "2").len(), 2);
    assert_eq!(pilot("newest", "1"), ["T-8"]);
    assert_eq!(pilot("newest", "3"), ["T-6", "T-7", "T-8"]);
    assert!(!pilot("oldest", "10").contains(&"T-0".to_string()), "T-0 has no date");
    assert_eq!(pilot("oldest", "99").len(), 11, "all of them, if there are fewer");
}

#[test]
fn a_text_is_looked_for_in_id_and_subject_of_tables_and_mail() {
    let bag = bag(&plain());
    let found = |text: &str| {
        let bag = bag.clone().option("pilot", "9").option("pilot-by", "search").option("pilot-search", text);
        bag.run(WHOLE).map(|done| (tickets(&done).len(), done))
    };
    let (count, done) = found("ＷＡＴＥＲ　heater").expect("a run");
    assert_eq!(count, 8, "{:?}", done.table("Tickets").column("Subject"));
    assert_eq!(tickets(&found("t-3").expect("a run").1), ["T-3"]);
    let (count, done) = found("bath 1").expect("a run");
    assert_eq!((count, done.table("Tickets").column("Subject")), (1, vec!["Bath 1"]));
    let (none, done) = found("nowhere").expect("a run");
    assert_eq!((none, done.entries().len()), (0, 0));
}

#[test]
fn a_pilot_and_everything_after_it_need_one_survey() {
    let bag = bag(&plain());
    let pilot = bag.clone().option("pilot", "2");
    let again = bag.run_again(&[pilot.plan.clone(), bag.plan.clone(), pilot.plan.clone()]);
    assert!(again[0] == pilot.run(WHOLE).expect("a run").outputs && again[0] == again[2]);
    assert!(again[1] == bag.run(WHOLE).expect("a run").outputs);
}

#[test]
fn bundles_and_papers_say_that_it_is_a_pilot() {
    let done = bag(&plain()).option("pilot", "2").run(WHOLE).expect("a run");
    assert!(done.outputs.contains_key("zoho-desk-pilot_01.zip"), "{:?}", done.outputs.keys());
    let selection = serde_json::json!({"pilot": 2, "by": "newest", "text": "", "from": "", "until": ""});
    assert_eq!(done.pack["selection"], selection);
    for paper in ["manifest.json", "receipt.json"] {
        let paper: serde_json::Value = serde_json::from_slice(&done.outputs[paper]).expect("JSON");
        assert_eq!(paper["selection"], selection);
    }
    let report = String::from_utf8_lossy(&done.outputs["report.html"]).into_owned();
    assert!(report.contains("This is a pilot: 2 records of “Tickets” (the newest)"), "{report}");
}

/// Twice the same id: only the first row is packed, so only what that one names comes along.
#[test]
fn of_rows_with_one_id_the_first_one_counts() {
    let bag = Bag::of(&[
        ("Contacts.csv", "ContactExtId,Last Name\nC-1,Aoki\nC-2,Baba\nC-3,Chiba\n"),
        (
            "Tickets.csv",
            "TicketExtId,ContactExtId,Subject,Created Time\nT-1,C-1,a,2026-01-01\nT-2,C-2,b,2026-02-01\n\
             T-1,C-3,c,2026-03-01\nT-2,C-2,b,2026-02-01\n",
        ),
    ]);
    let done = bag.option("pilot", "1").run(WHOLE).expect("a run");
    assert_eq!(tickets(&done), ["T-2"]);
    assert_eq!(done.table("Contacts").column("ContactExtId"), ["C-2"]);
    assert_eq!(done.ledger("Tickets.csv"), [4, 1, 0, 1, 2]);
}

/// Who is meant by a name comes along like who is named by address.
#[test]
fn agents_known_by_name_come_along() {
    let mut bag = Bag::of(&[
        (
            "Agents.csv",
            "agentExtId,Full Name,Last Name,Email\nA-1,佐藤 花,佐藤,hana@shop.example.jp\nA-2,高橋 健,高橋,ken@shop.example.jp\nA-3,森 杏,森,an@shop.example.jp\n",
        ),
        ("Contacts.csv", "ContactExtId,Last Name\nC-1,Aoki\n"),
        (
            "Tickets.csv",
            "TicketExtId,ContactExtId,Subject,Created Time,Agent\nT-1,C-1,a,2026-01-01,花 佐藤\nT-2,C-1,b,2026-02-01,髙橋\nT-3,C-1,b,2025-02-01,森 杏\n",
        ),
        ("Comments.csv", "CommentExtId,TicketExtId,Content,Commenter Email\nK-1,T-1,a,an@shop.example.jp\n"),
    ]);
    let ken = nizukuri::job::plan::AgentSay { to: Some("ken@shop.example.jp".into()), ..Default::default() };
    bag.plan.agents.insert("髙橋".into(), ken);
    let agents = |count: &str| {
        let done = bag.clone().option("pilot", count).run(WHOLE).expect("a run");
        done.table("Agents").column("agentExtId").iter().map(|id| id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(agents("1"), ["A-2"]);
    assert_eq!(agents("2"), ["A-1", "A-2", "A-3"], "and whoever wrote a comment");
}

/// A chain of accounts is followed to its end; one in a circle ends, too.
#[test]
fn parents_of_parents_come_along() {
    let mut desk = nizukuri::destination::load::built_in("zoho-desk").expect("built in");
    let accounts = desk.tab("accounts").expect("accounts");
    let website = desk.tabs[accounts].field("Website").expect("a field");
    desk.tabs[accounts].fields[website].reference =
        Some(nizukuri::destination::Reference { tab: "accounts".into(), ..Default::default() });
    let bag = Bag::of(&[
        ("Accounts.csv", "AccountExtId,Account Name,Website\nK-1,a,K-2\nK-2,b,K-3\nK-3,c,K-2\nK-4,d,K-1\n"),
        ("Contacts.csv", "ContactExtId,Last Name,AccountExtId\nC-1,Aoki,K-1\nC-2,Baba,K-4\n"),
        ("Tickets.csv", "TicketExtId,ContactExtId,Subject\nT-1,C-1,a\n"),
    ]);
    let done = bag.to(desk).option("pilot", "1").run(WHOLE).expect("a run");
    assert_eq!(done.table("Accounts").column("AccountExtId"), ["K-1", "K-2", "K-3"]);
}

#[test]
fn a_destination_of_invention_says_by_what_a_pilot_is_chosen() {
    let letters = "便り番号,客番号,差出人,届いた日,文面\nL-1,G-1,a@example.jp,2026/11/01,古い\n\
                   L-2,G-2,b@example.jp,2026/11/03,新しい\nL-3,,c@example.jp,2026/11/02,壱\n";
    let mail = "From: d@example.jp\nTo: yado@ryokan.example.jp\nDate: Tue, 10 Nov 2026 09:05:00 +0900\nMessage-ID: <1@m>\n\n新しい文\n";
    let files =
        [("guests.csv", "客番号,お名前\nG-1,青木\nG-2,馬場\n"), ("letters.csv", letters), ("a.eml", mail)];
    let bag = Bag { plan: nizukuri::job::plan::Plan::new("x"), ..Bag::of(&files) }
        .to(destination("ryokan-ledger.toml"));
    let run = |bag: Bag| bag.option("own-address", "yado@ryokan.example.jp").run(WHOLE).expect("a run");
    let done = run(bag.clone().option("pilot", "2"));
    assert_eq!(done.table("letters").column("届いた日"), ["2026-11-02 15:00:00", "2026-11-10 00:05:00"]);
    assert_eq!(done.table("宿泊客").rows.len(), 2);
    assert_eq!((done.ledger("guests.csv"), done.ledger("a.eml")), ([2, 1, 0, 0, 1], [1, 1, 0, 0, 0]));
    let done =
        run(bag.clone().option("pilot", "9").option("pilot-by", "search").option("pilot-search", "新しい"));
    assert_eq!(done.table("letters").rows.len(), 2, "a row and a mail hold the text");

    let mut without = destination("ryokan-ledger.toml");
    without.selection = None;
    let plan = bag.option("pilot", "2").plan;
    let refused = nizukuri::job::setup::Setup::new(plan, Some(without)).err().map(|error| error.code());
    assert_eq!(refused, Some("option-unfit"));
}

/// Ids of a tab over several packs: each record stands in exactly one of them, if the packs are parts of one whole.
fn ids_of(packs: &[&Done], stem: &str, key: &str) -> Vec<String> {
    let mut all: Vec<String> = packs.iter().flat_map(|done| ids(&rows(done, stem, key))).collect();
    all.sort();
    all
}

#[test]
fn windows_side_by_side_hold_each_ticket_once_with_what_belongs_to_it() {
    let bag = bag(&plain());
    let full = bag.run(WHOLE).expect("a run");
    let old = bag.clone().option("until", "2026-11-04").run(WHOLE).expect("a run");
    let new = bag.clone().option("from", "2026-11-05").run(WHOLE).expect("a run");
    assert!(old.outputs.contains_key("zoho-desk-until-2026-11-04_01.zip"), "{:?}", old.outputs.keys());
    for (stem, key) in [
        ("Tickets", "TicketExtId"),
        ("Threads", "ThreadExtId"),
        ("Comments", "CommentExtId"),
        ("Attachments", "AttachmentExtId"),
    ] {
        assert_eq!(ids_of(&[&old, &new], stem, key), ids_of(&[&full], stem, key), "{stem}");
        assert!(!rows(&old, stem, key).is_empty(), "{stem}");
    }
    check(&full, &old, rows(&old, "Tickets", "TicketExtId").len());
    check(&full, &new, rows(&new, "Tickets", "TicketExtId").len());
    let [read, packed, _, _, filtered] = new.ledger("Tickets.csv");
    assert_eq!((read, packed, filtered), (9, 4, 5), "T-0 has no date and counts as old");
}

#[test]
fn files_go_with_their_records_or_later_on_their_own() {
    let bag = bag(&plain());
    let run = |key: &str, value: &str| bag.clone().option(key, value).run(WHOLE).expect("a run");
    let full = bag.run(WHOLE).expect("a run");
    let (without, only) = (run("attachments", "without"), run("attachments", "only"));
    let none = Rows::new();
    for (stem, key) in TABS {
        let files = stem == "Attachments";
        let (left, later) = (rows(&without, stem, key), rows(&only, stem, key));
        let whole = rows(&full, stem, key);
        assert_eq!((left.is_empty(), &later), (files, if files { &whole } else { &none }), "{stem}");
        assert!(files || left == whole, "{stem}");
    }
    assert!(only.outputs.contains_key("zoho-desk-attachments_01.zip"), "{:?}", only.outputs.keys());
    assert_eq!(without.findings(&without.pack)["attachment-left-out"], 1);
    assert_eq!((only.ledger("Tickets.csv"), only.ledger("box.mbox")), ([9, 0, 0, 0, 9], [3, 0, 0, 0, 3]));
    assert_eq!((without.ledger("Attachments.csv")[4], only.ledger("Attachments.csv")[1]), (1, 1));
    let files = |done: &Done| {
        let entries = done.entries().into_iter();
        entries.filter(|(name, _)| name.starts_with("Attachments/")).collect::<Vec<_>>()
    };
    assert_eq!((files(&without).len(), files(&only)), (0, files(&full)));
    // Both at once: the files of the newest conversation.
    let newest = bag.clone().option("pilot", "4").option("attachments", "only").run(WHOLE).expect("a run");
    let pilot = bag.clone().option("pilot", "4").run(WHOLE).expect("a run");
    assert_eq!(files(&newest), files(&pilot));
}

#[test]
fn files_over_a_size_stay_behind_and_are_told() {
    let bag = bag(&plain());
    let files = |most: &str| bag.clone().option("attachment-max", most).run(WHOLE).expect("a run");
    let (small, large) = (files("5"), files("1MB"));
    assert_eq!(large.outputs["zoho-desk_01.zip"], bag.run(WHOLE).expect("a run").outputs["zoho-desk_01.zip"]);
    assert_eq!(small.findings(&small.pack)["attachment-left-out"], 2);
    assert_eq!(small.held().keys().find(|name| name.contains("Attachments")), None);
    assert_eq!(small.ledger("Attachments.csv"), [1, 0, 0, 0, 1]);
}

/// Mail of three years with files of 2 and 12 MB, for a destination that takes 20 MB in all.
#[test]
fn what_is_too_much_comes_with_proposals_and_figures() {
    let mut desk = nizukuri::destination::load::built_in("zoho-desk").expect("built in");
    (desk.caps.total_bytes, desk.caps.bundle_bytes, desk.caps.bundles) = (20_000_000, 20_000_000, 5);
    let mail = |year: u32, bytes: usize| {
        format!(
            "From x\nFrom: c{year}@example.jp\nTo: support@shop.example.jp\nSubject: s\nMessage-ID: <{year}@m>\n\
             Date: 10 Nov {year} 10:00:00 +0900\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
             --b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: text/plain\n\
             Content-Disposition: attachment; filename=\"a.txt\"\n\n{}\n--b--\n\n",
            "x".repeat(bytes)
        )
    };
    let mbox = [mail(2022, 12_000_000), mail(2023, 12_000_000), mail(2024, 2_000_000)].concat();
    let bag = Bag::of(&[("box.mbox", &mbox)]).to(desk);
    let done = bag.run(WHOLE).expect("a run");
    let estimate = &done.survey["estimate"];
    let number = |value: &serde_json::Value| value.as_u64().expect("a number") / 1_000_000;
    assert_eq!((number(&estimate["bytes"]), number(&estimate["limit"])), (26, 20));
    let years: Vec<_> = estimate["years"]
        .as_array()
        .expect("years")
        .iter()
        .map(|it| (it["year"].clone(), number(&it["bytes"])))
        .collect();
    assert_eq!(years, [("2022".into(), 12), ("2023".into(), 12), ("2024".into(), 2)]);
    let proposals = estimate["proposals"].as_array().expect("proposals");
    let options: Vec<String> = proposals.iter().map(|it| it["options"].to_string()).collect();
    assert_eq!(
        options,
        [
            r#"{"from":"2023-01-01"}"#,
            r#"{"until":"2022-12-31"}"#,
            r#"{"attachment-max":"10MB"}"#,
            r#"{"attachments":"without"}"#,
            "{}",
        ]
    );
    // Each of them does what it says.
    for (proposal, expected) in proposals.iter().zip([14, 12, 2, 0]) {
        let mut bag = bag.clone();
        for (key, value) in proposal["options"].as_object().expect("options") {
            bag.plan.set(key, value.as_str().expect("text"));
        }
        let done = bag.run(WHOLE).expect("a run");
        assert_eq!(number(&done.survey["estimate"]["bytes"]), expected, "{proposal}");
        let files: usize = done
            .entries()
            .iter()
            .filter(|(name, _)| name.starts_with("Att"))
            .map(|(_, bytes)| bytes.len())
            .sum();
        assert_eq!(files as u64 / 1_000_000, expected, "{proposal}");
        assert_eq!(done.findings(&done.pack).get("cap-total"), None);
    }
}

#[test]
fn the_independent_checker_finds_pilots_closed_and_whole() {
    let mut bag = bag(&plain());
    // Rows of attachments that come from a table have no files yet.
    bag.files.retain(|(name, _)| name != "Attachments.csv");
    let mut checker = Checker::new("pilot");
    let mut add = |name: &str, bag: Bag, more: serde_json::Value| {
        let done = bag.run(WHOLE).expect("a run");
        checker.add(name, "zoho-desk", &done.outputs, more)
    };
    let whole = add("whole", bag.clone(), serde_json::json!({}));
    for (by, count) in [("newest", "1"), ("newest", "4"), ("oldest", "3"), ("random", "2"), ("newest", "99")]
    {
        let pilot = bag.clone().option("pilot", count).option("pilot-by", by);
        add(&format!("{count} {by}"), pilot, serde_json::json!({ "pilot_of": [whole] }));
    }
    checker.finish();
}
