//! Nothing is lost: whatever is put in, the ledger balances, each packed record stands in the bundles and
//! each held one in `held/*.csv`, as the `zip` and `csv` crates read them. Equal inputs, equal bytes.

mod support;

use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use support::agreement::{counted, told};
use support::{Bag, Csv, Done, WHOLE, text};

/// One invented piece of a source.
#[derive(Clone, Debug)]
enum Piece {
    Mail {
        id: u8,
        answers: Option<u8>,
        sender: u8,
        date: u8,
        body: String,
        file: bool,
    },
    Contact {
        id: u8,
        name: String,
        address: u8,
    },
    Ticket {
        id: u8,
        contact: u8,
        agent: u8,
        subject: String,
    },
    Thread {
        id: u8,
        ticket: u8,
        content: String,
        date: u8,
    },
    /// A line of a table that breaks its form.
    Broken(u8, String),
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~ぁ-ん一-龠ｱ-ﾝ]{0,12}",
        1 => "[\"',;\n\r\t\u{0}ぁ]{0,8}",
        1 => Just("x".repeat(300)),
        1 => Just(String::new()),
    ]
}

fn piece() -> impl Strategy<Value = Piece> {
    let few = 0u8..6;
    prop_oneof![
        4 => (few.clone(), prop::option::of(0u8..6), few.clone(), few.clone(), words(), any::<bool>()).prop_map(
            |(id, answers, sender, date, body, file)| Piece::Mail { id, answers, sender, date, body, file }
        ),
        2 => (few.clone(), words(), few.clone()).prop_map(|(id, name, address)| Piece::Contact { id, name, address }),
        2 => (few.clone(), few.clone(), few.clone(), words())
            .prop_map(|(id, contact, agent, subject)| Piece::Ticket { id, contact, agent, subject }),
        2 => (few.clone(), few.clone(), words(), few.clone())
            .prop_map(|(id, ticket, content, date)| Piece::Thread { id, ticket, content, date }),
        1 => (0u8..3, "[a-z\",\n]{0,10}").prop_map(|(table, line)| Piece::Broken(table, line)),
    ]
}

const DATES: [&str; 6] = [
    "Tue, 10 Nov 2026 09:00:00 +0900",
    "2026/11/10 9:00",
    "令和8年11月10日",
    "",
    "not a date",
    "Tue, 10 Nov 2026 09:01:00 +0900",
];

fn address(number: u8) -> &'static str {
    ["hana@example.jp", "Jiro@Example.com", "support@shop.example.jp", "", "壊れた宛先", "saburo@example.jp"]
        [usize::from(number)]
}

fn mail(piece: &Piece, out: &mut String) {
    let Piece::Mail { id, answers, sender, date, body, file } = piece else { return };
    let mut head = format!("From: {}\nTo: support@shop.example.jp\nSubject: n{id}\n", address(*sender));
    if *id > 0 {
        head.push_str(&format!("Message-ID: <{id}@example.jp>\n"));
    }
    if !DATES[usize::from(*date)].is_empty() {
        head.push_str(&format!("Date: {}\n", DATES[usize::from(*date)]));
    }
    if let Some(parent) = answers {
        head.push_str(&format!("In-Reply-To: <{parent}@example.jp>\n"));
    }
    let body = body.replace("\nFrom ", "\n>From ");
    if *file {
        head.push_str("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n");
        out.push_str(&format!(
            "From x\n{head}\n--b\nContent-Type: text/plain; charset=UTF-8\n\n{body}\n--b\nContent-Type: text/csv\n\
             Content-Disposition: attachment; filename=\"a.csv\"\n\na,b,{id}\n--b--\n\n"
        ));
    } else {
        out.push_str(&format!("From x\n{head}Content-Type: text/plain; charset=UTF-8\n\n{body}\n\n"));
    }
}

fn row(values: &[&str]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(values).expect("memory");
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}

/// Two mboxes and three tables.
fn bag(pieces: &[Piece]) -> Bag {
    let headers = [
        row(&["ContactExtId", "Last Name", "Email"]),
        row(&["TicketExtId", "ContactExtId", "Subject", "Agent Email"]),
        row(&[
            "ThreadExtId",
            "TicketExtId",
            "Content",
            "SendDateTime",
            "ReceivedTime",
            "Sender Email",
            "Direction",
            "isPrivate",
            "FromEmailAddress",
        ]),
    ];
    let mut tables: Vec<String> = headers.to_vec();
    let mut boxes = [String::new(), String::new()];
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Mail { .. } => mail(piece, &mut boxes[at % 2]),
            Piece::Contact { id, name, address: by } => {
                tables[0].push_str(&row(&[&format!("C-{id}"), name, address(*by)]));
            }
            Piece::Ticket { id, contact, agent, subject } => tables[1].push_str(&row(&[
                &format!("T-{id}"),
                &if *contact == 0 { String::new() } else { format!("C-{contact}") },
                subject,
                address(*agent),
            ])),
            Piece::Thread { id, ticket, content, date } => {
                let date = DATES[usize::from(*date)];
                let (id, ticket) = (format!("H-{id}"), format!("T-{ticket}"));
                tables[2].push_str(&row(&[
                    &id,
                    &ticket,
                    content,
                    date,
                    date,
                    "hana@example.jp",
                    "In",
                    "false",
                    "hana@example.jp",
                ]));
            }
            Piece::Broken(table, line) => tables[usize::from(*table)].push_str(&format!("{line}\n")),
        }
    }
    let names = ["new.mbox", "old.mbox", "Contacts.csv", "Tickets.csv", "Threads.csv"];
    let texts = boxes.into_iter().chain(tables);
    Bag::new(names.iter().zip(texts).map(|(name, text)| (name.to_string(), text.into_bytes())).collect())
}

/// Every promise about numbers.
fn check(done: &Done) {
    let mut packed_rows = 0;
    for line in done.pack["ledger"].as_array().expect("a ledger") {
        let [read, packed, held, duplicate, filtered] = done.ledger(line["source"].as_str().expect("a name"));
        assert_eq!(read, packed + held + duplicate + filtered, "{line}");
        packed_rows += packed;
    }
    let stems = ["Agents", "Contacts", "Tickets", "Threads", "Attachments"];
    let ids = ["agents", "contacts", "tickets", "threads", "attachments"];
    for (stem, id) in stems.iter().zip(ids) {
        let [records, held] = done.tab(id);
        assert_eq!(done.table(stem).rows.len() as u64, records - held, "{id} in the bundles");
    }
    let rows: u64 = done.pack["bundles"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|bundle| bundle["entries"].as_array().expect("entries"))
        .map(|entry| entry["records"].as_u64().expect("a count"))
        .sum();
    assert!(rows >= packed_rows, "{rows} rows written for {packed_rows} packed");
    held_rows(done);
    references(done);
    surveyed(done);
}

/// Each held row of a table stands in the file of its source, each held mail in `held/mail.csv`.
fn held_rows(done: &Done) {
    let held = done.held();
    let rows = |name: &str| held.get(name).map_or(0, |csv| csv.rows.len() as u64);
    for table in ["Contacts", "Tickets", "Threads"] {
        let [_, _, ledger, _, _] = done.ledger(&format!("{table}.csv"));
        assert_eq!(rows(&format!("held/{table}.csv")), ledger, "held rows of {table}");
    }
    let mails: u64 = ["new.mbox", "old.mbox"].iter().map(|name| done.ledger(name)[2]).sum();
    assert_eq!(rows("held/mail.csv"), mails, "held mail");
    let whole = done.outputs.get("held/mail.mbox").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let lines = whole.iter().flat_map(|text| text.lines());
    assert_eq!(lines.filter(|line| line.starts_with("From ")).count() as u64, mails, "held mail as it is");
    for (name, csv) in &held {
        assert!(
            csv.column("nizukuri_reason").iter().all(|reason| !reason.is_empty()),
            "{name} has no reason"
        );
    }
}

/// Nothing packed refers to what is not packed.
fn references(done: &Done) {
    let set = |stem: &str, column: &str| {
        let table = done.table(stem);
        table.column(column).iter().map(|id| id.to_string()).collect::<BTreeSet<_>>()
    };
    let (contacts, tickets) = (set("Contacts", "ContactExtId"), set("Tickets", "TicketExtId"));
    for (child, column, parents) in [
        ("Tickets", "ContactExtId", &contacts),
        ("Threads", "TicketExtId", &tickets),
        ("Attachments", "TicketExtId", &tickets),
    ] {
        let lost: Vec<String> = set(child, column).difference(parents).cloned().collect();
        assert!(lost.is_empty(), "{child} refer to {lost:?}, which are not packed");
    }
    for (stem, key) in [("Contacts", "ContactExtId"), ("Tickets", "TicketExtId"), ("Threads", "ThreadExtId")]
    {
        assert_eq!(set(stem, key).len(), done.table(stem).rows.len(), "ids of {stem} are unique");
    }
    let entries: BTreeMap<String, Vec<u8>> = done.entries().into_iter().collect();
    for path in set("Attachments", "File Path") {
        assert!(entries.contains_key(&path), "{path} is not in the bundle of its row");
    }
}

/// What the survey announced, and what was said on the way.
fn surveyed(done: &Done) {
    assert_eq!(counted(&done.survey), counted(&done.pack), "records and held ones");
    let [counts, lines] = told(done);
    assert_eq!(counts, lines, "told by the survey, and listed");
    let grave = |f: &&Value| f["holds"] == true;
    let holds = done.pack["findings"].as_array().into_iter().flatten().filter(grave).count();
    let held: u64 =
        done.pack["ledger"].as_array().into_iter().flatten().filter_map(|l| l["held"].as_u64()).sum();
    assert!(held == 0 || holds > 0, "{held} records are held and no finding says why");
}

#[test]
fn a_column_that_is_no_list_of_agents_is_told_and_still_written() {
    let mut tickets = "TicketExtId,ContactExtId,Subject,Agent Email\n".to_string();
    for at in 0..10_050 {
        tickets.push_str(&row(&[&format!("T-{at}"), "C-1", "a", &format!("A{at}@shop.example.jp")]));
    }
    let listed = "agentExtId,Last Name,Email\nA-1,佐藤,a10049@shop.example.jp\n";
    let contacts = "ContactExtId,Last Name,Email\nC-1,青木,aoki@example.jp\n";
    let bag = Bag::of(&[("Tickets.csv", &tickets), ("Agents.csv", listed), ("Contacts.csv", contacts)]);
    let done = bag.run(WHOLE).expect("a run");
    let counts = done.findings(&done.survey);
    assert_eq!((counts["agents-too-many"], counts["agent-not-listed"]), (50, 10_000));
    let rows = done.table("Tickets");
    assert_eq!(rows.row(10_049)["agentExtId"], "A-1", "who is listed is found all the same");
    assert_eq!(rows.row(10_000)["Agent Email"], "a10000@shop.example.jp");
}

/// What stands in a column of agents.
const AGENTS: [&str; 10] = [
    "",
    "-",
    "佐藤 花",
    "花佐藤",
    "鈴木",
    "a.sato@shop.example.jp",
    "A.Sato@shop.example.jp",
    "gone@shop.example.jp",
    "nobody",
    "さとう <a.sato@shop.example.jp>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_agents_of_the_table_carry_every_ticket_that_names_one(agents in prop::collection::vec((0..10usize, 0..10usize), 0..30)) {
        let mut tickets = "TicketExtId,ContactExtId,Subject,Agent Name,Agent Email\n".to_string();
        for (at, (name, address)) in agents.iter().enumerate() {
            tickets.push_str(&row(&[&format!("T-{at}"), "C-1", "a", AGENTS[*name], AGENTS[*address]]));
        }
        let listed = "agentExtId,Full Name,Last Name,Email\nA-1,佐藤 花,佐藤,a.sato@shop.example.jp\n";
        let contacts = "ContactExtId,Last Name,Email\nC-1,青木,aoki@example.jp\n";
        let done = Bag::of(&[("Tickets.csv", &tickets), ("Agents.csv", listed), ("Contacts.csv", contacts)]).run(WHOLE).expect("a run");
        let lines = done.survey["agents"].as_array().expect("agents");
        let carried: u64 = lines.iter().map(|line| line["tickets"].as_u64().expect("a count")).sum();
        let named = agents.iter().filter(|(name, address)| *name > 1 || *address > 1).count() as u64;
        prop_assert_eq!(carried, named);
        for (line, spelled) in lines.iter().zip(lines.iter().map(|line| line["spellings"].as_array().expect("spellings"))) {
            let spelled: u64 = spelled.iter().map(|each| each["count"].as_u64().expect("a count")).sum();
            prop_assert_eq!(spelled, line["tickets"].as_u64().expect("a count"), "{}", line);
        }
        // What the survey tells of agents is what packing tells.
        let of_agents = |counts: BTreeMap<String, u64>| -> Vec<(String, u64)> {
            counts.into_iter().filter(|(code, _)| code.starts_with("agent-") && code != "agent-spellings").collect()
        };
        let mut told = BTreeMap::new();
        for code in Csv::read(&done.outputs["findings.csv"]).column("Code") {
            *told.entry(code.to_string()).or_insert(0) += 1;
        }
        prop_assert_eq!(of_agents(told), of_agents(done.findings(&done.survey)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_goes_in_comes_out_or_is_held(pieces in prop::collection::vec(piece(), 0..40)) {
        check(&bag(&pieces).run(WHOLE).expect("a run"));
    }

    #[test]
    fn equal_inputs_give_equal_bytes(pieces in prop::collection::vec(piece(), 0..20)) {
        let (one, two) = (bag(&pieces).run(WHOLE).expect("a run"), bag(&pieces).run(WHOLE).expect("a run"));
        prop_assert!(one.outputs == two.outputs && one.pack == two.pack && one.survey == two.survey);
    }

    #[test]
    fn the_order_of_unrelated_sources_changes_no_id(pieces in prop::collection::vec(piece(), 0..20)) {
        // Equal keys in both tables or both boxes would make them related.
        let mut seen = BTreeSet::new();
        let distinct: Vec<Piece> = pieces.into_iter().filter(|piece| match piece {
            Piece::Mail { id, answers, .. } => *id > 0 && answers.is_none() && seen.insert(*id),
            _ => false,
        }).collect();
        let bag = bag(&distinct);
        let mut turned = bag.clone();
        turned.files.reverse();
        let ids = |done: &Done, stem: &str, column: &str| {
            done.table(stem).column(column).iter().map(|id| id.to_string()).collect::<BTreeSet<_>>()
        };
        let (one, two) = (bag.run(WHOLE).expect("a run"), turned.run(WHOLE).expect("a run"));
        for (stem, column) in [("Contacts", "ContactExtId"), ("Tickets", "TicketExtId"), ("Threads", "ThreadExtId")] {
            prop_assert_eq!(ids(&one, stem, column), ids(&two, stem, column));
        }
    }
}

#[test]
fn a_later_run_gives_the_same_mail_the_same_ids() {
    let first = "From: hana@example.jp\nTo: support@shop.example.jp\nDate: Tue, 10 Nov 2026 09:00:00 +0900\n\
                 Message-ID: <1@example.jp>\nSubject: a\n\nx\n";
    let second =
        first.replace("<1@", "<2@").replace("Subject: a", "In-Reply-To: <1@example.jp>\nSubject: Re: a");
    let one = Bag::of(&[("1.eml", first)]).run(WHOLE).expect("a run");
    let two = Bag::of(&[("2.eml", &second), ("1.eml", first)]).run(WHOLE).expect("a run");
    for (stem, column) in [("Tickets", "TicketExtId"), ("Contacts", "ContactExtId")] {
        assert_eq!(one.table(stem).column(column), two.table(stem).column(column));
    }
    let threads = two.table("Threads");
    assert!(threads.column("ThreadExtId").contains(&one.table("Threads").column("ThreadExtId")[0]));
}

#[test]
fn a_source_that_breaks_off_is_held_and_its_copies_are_packed() {
    let mail = |n: u8| {
        format!(
            "From x\nFrom: a{n}@example.jp\nTo: support@shop.example.jp\nDate: Tue, 10 Nov 2026 09:00:00 +0900\n\
             Message-ID: <{n}@example.jp>\nSubject: n{n}\n\n{}\n\n",
            // Longer than what is looked at to recognise a source.
            "本文\n".repeat(15_000)
        )
    };
    let old = format!("{}{}{}", mail(1), mail(2), mail(3));
    let rows: String = (0..9000).map(|n| format!("C-{n},青木\n")).collect();
    let contacts = format!("ContactExtId,Last Name\n{rows}");
    let mut bag = Bag::of(&[("old.mbox", &old), ("new.mbox", &mail(1)), ("Contacts.csv", &contacts)]);
    bag.broken.insert(0, old.len() as u64 - 10);
    bag.broken.insert(2, 100_000);
    let done = bag.run(WHOLE).expect("a run");
    assert_eq!(done.findings(&done.survey)["source-unreadable"], 2);
    // The last mail was cut off and is no mail; the first has a copy in a sound source.
    assert_eq!(done.ledger("old.mbox"), [2, 0, 2, 0, 0]);
    assert_eq!(done.ledger("new.mbox"), [1, 1, 0, 0, 0]);
    assert_eq!(done.table("Threads").rows.len(), 1);
    let [read, packed, held, ..] = done.ledger("Contacts.csv");
    assert!(read > 1000 && packed == 0 && held == read, "{read} rows read, {packed} packed, {held} held");
    for id in ["contacts", "tickets", "threads"] {
        assert_eq!(done.tab(id), support::tab(&done.survey, id), "{id} as surveyed and as packed");
    }
}

#[test]
fn a_zip_that_breaks_off_tells_about_every_entry() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["a.csv", "b.csv", "c.csv"] {
        zip.start_file(name, how).expect("memory");
        std::io::Write::write_all(&mut zip, b"ContactExtId,Last Name\nC-1,Aoki\n").expect("memory");
    }
    let bytes = zip.finish().expect("memory").into_inner();
    let mut bag = Bag::new(vec![("all.zip".to_string(), bytes)]);
    // The directory at the end is read before; then the disc gives out.
    let list = bag.list(WHOLE);
    assert_eq!(list.iter().filter(|line| line["fields"].is_array()).count(), 3);
    bag.broken.insert(0, 20);
    let done = bag.run(WHOLE).expect("a run");
    let sources: Vec<String> =
        done.survey["sources"].as_array().expect("sources").iter().map(|s| text(&s["name"])).collect();
    assert_eq!(sources, ["all.zip"], "nothing of the archive could be read");
    assert_eq!(done.findings(&done.survey)["source-unreadable"], 1);
}

#[test]
fn held_rows_of_sources_with_long_or_equal_names_go_to_files_of_their_own() {
    let held = "ContactExtId,Last Name\nC-1,\n";
    let long = "日本".repeat(60);
    let names = [
        format!("{long}x.csv"),
        format!("{long}y.csv"),
        "a/b.csv".into(),
        "a_b.csv".into(),
        "A_B.csv".into(),
    ];
    let bag = Bag::new(names.iter().map(|name| (name.clone(), held.as_bytes().to_vec())).collect());
    let done = bag.run(WHOLE).expect("a run");
    let files: BTreeSet<String> = done.held().keys().map(|name| name.to_lowercase()).collect();
    assert_eq!(files.len(), 5, "{files:?}");
}
