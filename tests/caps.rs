//! Caps are promises: no bundle, part or total passes one, whatever goes in. With the invented destination
//! of the fixtures, whose tabs no code can know.

mod support;

use nizukuri::destination::Destination;
use support::{Bag, Csv, Done, WHOLE, destination, tab};

fn ryokan() -> Destination {
    destination("ryokan-ledger.toml")
}

fn guests(count: usize, name: impl Fn(usize) -> String) -> String {
    let rows: String = (0..count).map(|n| format!("G-{n},{},g{n}@example.jp\n", name(n))).collect();
    format!("客番号,お名前,e-mail\n{rows}")
}

/// No cap is passed, every part repeats the header and ends at a record's border.
fn check_caps(done: &Done, caps: &nizukuri::destination::Caps) {
    let zips: Vec<&Vec<u8>> =
        done.outputs.iter().filter(|(name, _)| name.ends_with(".zip")).map(|(_, bytes)| bytes).collect();
    assert!(zips.len() as u64 <= caps.bundles, "{} bundles", zips.len());
    assert!(zips.iter().all(|zip| zip.len() as u64 <= caps.bundle_bytes), "a bundle passes its cap");
    assert!(
        zips.iter().map(|zip| zip.len() as u64).sum::<u64>() <= caps.total_bytes,
        "the total cap is passed"
    );
    for (name, bytes) in done.entries().iter().filter(|(name, _)| name.ends_with(".csv")) {
        let part = Csv::read(bytes);
        assert!(bytes.len() as u64 <= caps.part_bytes, "{name} has {} bytes", bytes.len());
        assert!(part.rows.len() as u64 <= caps.part_rows, "{name} has {} rows", part.rows.len());
        assert!(!part.rows.is_empty(), "{name} is empty");
        assert!(part.rows.iter().all(|row| row.len() == part.header.len()), "{name} is cut within a record");
    }
}

#[test]
fn parts_are_cut_at_record_borders_and_numbered_on() {
    let bag = Bag::of(&[("guests.csv", &guests(12, |n| format!("客{n}")))]);
    let bag = Bag { plan: nizukuri::job::plan::Plan::new("x"), ..bag }.to(ryokan());
    let done = bag.run(WHOLE).expect("a run");
    check_caps(&done, &ryokan().caps);
    let names: Vec<String> = done.entries().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["宿泊客_01.csv", "宿泊客_02.csv", "宿泊客_03.csv"], "five rows a part");
    let ids: Vec<String> = done.table("宿泊客").column("客番号").iter().map(|id| id.to_string()).collect();
    assert_eq!(ids, (0..12).map(|n| format!("G-{n}")).collect::<Vec<_>>());
    assert_eq!(done.ledger("guests.csv"), [12, 12, 0, 0, 0]);
}

#[test]
fn a_record_longer_than_a_row_may_be_is_held_and_all_else_goes() {
    let mail = |id: u32, body: &str| {
        format!(
            "From x@example.com Tue Nov 10 00:00:00 2026\nFrom: c{id}@example.com\nTo: support@shop.example.jp\nSubject: s{id}\n\
             Date: Tue, 10 Nov 2026 09:00:00 +0900\nMessage-ID: <{id}@example.com>\n\n{body}\n\n"
        )
    };
    let long = "a line of a log, one of very many\n".repeat((17 << 20) / 34);
    let done = Bag::of(&[("m.mbox", &(mail(1, "short") + &mail(2, &long) + &mail(3, "short")))])
        .run(WHOLE)
        .expect("packs");
    let [read, packed, held, ..] = done.ledger("m.mbox");
    assert_eq!((read, packed, held), (3, 2, 1));
    let found = done.pack["findings"].as_array().expect("findings");
    assert!(found.iter().any(|finding| finding["code"] == "record-over-cap"), "it is told");
    assert!(done.outputs["held/mail.mbox"].len() > long.len(), "it lies there as it was");
}

#[test]
fn what_does_not_fit_under_the_total_is_held_and_told() {
    // Letters that no compression makes small: 40 rows of about 700 bytes pass 10,000 bytes in all.
    let noise = |n: usize| {
        let mut state = n as u64 + 1;
        let letter = move |_: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + ((state >> 40) % 26) as u8)
        };
        (0..700).map(letter).collect::<String>()
    };
    let rows: String =
        (0..40).map(|n| format!("L-{n},G-0,g0@example.jp,2026/11/21 9:00,{}\n", noise(n))).collect();
    let letters = format!("便り番号,客番号,差出人,届いた日,文面\n{rows}");
    let bag = Bag::of(&[("letters.csv", &letters), ("guests.csv", &guests(1, |_| "宿".to_string()))]);
    let bag = Bag { plan: nizukuri::job::plan::Plan::new("x"), ..bag }.to(ryokan());
    let done = bag.run(WHOLE).expect("a run");
    check_caps(&done, &ryokan().caps);
    let [read, packed, held, ..] = done.ledger("letters.csv");
    assert!(packed > 5 && held > 5 && read == 40, "{packed} packed, {held} held");
    let findings = done.findings(&done.pack);
    let caps = ["cap-total", "cap-bundles"].iter().filter_map(|code| findings.get(*code)).sum::<u64>();
    assert_eq!(caps, held, "each is told: {findings:?}");
    assert_eq!(done.held()["held/letters.csv"].rows.len() as u64, held);
}

#[test]
fn a_record_that_alone_breaks_a_cap_is_held_and_its_neighbours_are_packed() {
    let letter = |n: usize, text: &str| format!("L-{n},G-0,g0@example.jp,2026/11/21 9:00,{text}\n");
    let rows = [letter(0, "短い"), letter(1, &"長".repeat(600)), letter(2, "短い")].concat();
    let letters = format!("便り番号,客番号,差出人,届いた日,文面\n{rows}");
    let bag = Bag::of(&[("letters.csv", &letters), ("guests.csv", &guests(1, |_| "宿".to_string()))]);
    let bag = Bag { plan: nizukuri::job::plan::Plan::new("x"), ..bag }.to(ryokan());
    let done = bag.run(WHOLE).expect("a run");
    check_caps(&done, &ryokan().caps);
    assert_eq!(done.ledger("letters.csv"), [3, 2, 1, 0, 0]);
    assert_eq!(done.findings(&done.pack)["record-over-cap"], 1);
    let held = &done.held()["held/letters.csv"];
    assert_eq!(
        (held.column("便り番号"), held.column("nizukuri_reason")),
        (vec!["L-1"], vec!["record-over-cap"])
    );
}

#[test]
fn an_option_of_the_destination_lowers_its_caps() {
    let files = [("guests.csv", guests(8, |n| format!("客{n}")))];
    let bag = Bag::of(&[(files[0].0, &files[0].1)]);
    let bag = Bag { plan: nizukuri::job::plan::Plan::new("x"), ..bag }.option("season", "off").to(ryokan());
    let done = bag.run(WHOLE).expect("a run");
    let caps = nizukuri::destination::Caps { bundles: 1, part_rows: 2, ..ryokan().caps };
    check_caps(&done, &caps);
    assert_eq!(done.entries().len(), 4, "two rows a part");
}

#[test]
fn a_trial_is_kept_under_two_gigabytes() {
    let bag = Bag::of(&[]).option("trial", "yes");
    assert_eq!(bag.setup().settled.caps.total_bytes, 2_000_000_000);
    assert_eq!(Bag::of(&[]).setup().settled.caps.total_bytes, 10_000_000_000);
}

/// Mail goes to tabs nobody in the program has heard of, with dates as that destination writes them.
#[test]
fn mail_goes_to_a_destination_of_invention() {
    let mail = "From: =?UTF-8?B?5bGx55Sw?= <yamada@example.jp>\nTo: yado@ryokan.example.jp\nDate: Tue, 10 Nov 2026 09:05:00 +0900\n\
                Message-ID: <1@example.jp>\nSubject: x\n\n";
    let bag = Bag { plan: nizukuri::job::plan::Plan::new("x"), ..Bag::of(&[("a.eml", mail)]) };
    let done = bag.option("own-address", "yado@ryokan.example.jp").to(ryokan()).run(WHOLE).expect("a run");
    let (letters, guests) = (done.table("letters"), done.table("宿泊客"));
    assert_eq!(letters.column("届いた日"), ["2026-11-10 00:05:00"]);
    assert_eq!(letters.column("文面"), ["(白紙)"]);
    assert_eq!(letters.column("客番号"), guests.column("客番号"));
    assert_eq!(guests.column("お名前"), ["山田"]);
    assert_eq!(done.ledger("a.eml"), [1, 1, 0, 0, 0]);
    assert_eq!(tab(&done.survey, "letters"), done.tab("letters"));
}

/// An attachment too large for any bundle: its row is held where the user can see it, its mail is packed.
#[test]
fn an_attachment_over_the_cap_is_held_and_its_mail_is_packed() {
    let mut desk = nizukuri::destination::load::built_in("zoho-desk").expect("built in");
    desk.caps.bundle_bytes = 20_000;
    let file = |bytes: usize| {
        format!(
            "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"n{bytes}.txt\"\n\n{}\n",
            "x".repeat(bytes)
        )
    };
    let mail = format!(
        "From: hana@example.jp\nTo: support@shop.example.jp\nDate: Tue, 10 Nov 2026 09:05:00 +0900\n\
         Message-ID: <1@example.jp>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nhello\n{}{}--b--\n",
        file(30_000),
        file(100)
    );
    let done = Bag::of(&[("a.eml", &mail)]).to(desk.clone()).run(WHOLE).expect("a run");
    check_caps(&done, &desk.caps);
    assert_eq!(done.ledger("a.eml"), [1, 1, 0, 0, 0]);
    assert_eq!(done.tab("attachments"), [2, 1]);
    let held = &done.held()["held/mail-attachments.csv"];
    assert_eq!(held.column("File Name"), ["n30000.txt"]);
    assert_eq!(held.column("nizukuri_reason"), ["record-over-cap"]);
    assert_eq!(done.table("Attachments").column("File Name"), ["n100.txt"]);
}
