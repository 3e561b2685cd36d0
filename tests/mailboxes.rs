//! Destinations that take mail as mail: where each message goes, which do not go, and that it stays what it was.
//!
//! One file, as all of them make mail and read what was written by the few functions at its head.

mod support;

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use support::{Bag, WHOLE};

#[test]
fn python_finds_every_message_once_in_its_folder_with_its_bytes() {
    let here = std::env::temp_dir().join(format!("nizukuri-mailboxes-{}", std::process::id()));
    std::fs::create_dir_all(&here).expect("a folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mailboxes.py");
    let output = Command::new("python3").arg(&script).arg(env!("CARGO_BIN_EXE_nizukuri")).arg(&here).output();
    let output = output.expect("python3 runs");
    std::fs::remove_dir_all(&here).expect("the folder is ours");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

fn message(id: &str, from: &str, day: u32, body: &str) -> String {
    format!(
        "Message-ID: <{id}@example.jp>\nFrom: {from}\nTo: support@shop.example.jp\n\
         Date: {day:02} Mar 2026 09:00:00 +0900\nSubject: {id}\n\n{body}\n"
    )
}

fn mbox(messages: &[String]) -> String {
    messages
        .iter()
        .map(|message| format!("From x@example.jp Thu Mar  5 00:00:00 2026\n{message}\n"))
        .collect()
}

fn bag(destination: &str, files: &[(&str, String)]) -> Bag {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut bag = Bag::of(&files);
    bag.plan.destination = destination.to_string();
    bag
}

/// The subjects in an output, in order.
fn subjects(outputs: &std::collections::BTreeMap<String, Vec<u8>>, name: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(&outputs[name]).into_owned();
    text.lines().filter_map(|line| line.strip_prefix("Subject: ")).map(str::to_string).collect()
}

fn ledger(pack: &Value, key: &str) -> u64 {
    pack["ledger"].as_array().expect("lines").iter().map(|line| line[key].as_u64().expect("a number")).sum()
}

fn codes(pack: &Value) -> Vec<String> {
    let findings = pack["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_string()).collect()
}

#[test]
fn an_old_and_a_new_server_become_one_mailbox() {
    let (a, b, c) = (
        message("a", "kita@example.com", 1, "a"),
        message("b", "kita@example.com", 2, "b"),
        message("c", "kita@example.com", 3, "c"),
    );
    let files = [
        ("old/Inbox", mbox(&[a, b.clone()])),
        ("new/Inbox", mbox(&[c.clone(), b])),
        ("new/仕事.sbd/見積", mbox(&[c])),
    ];
    let packed = bag("roundcube", &files).option("format", "mbox").run(WHOLE).expect("packs");
    assert_eq!(subjects(&packed.outputs, "01_Inbox.mbox"), ["a", "b", "c"]);
    assert_eq!((ledger(&packed.pack, "packed"), ledger(&packed.pack, "duplicate")), (3, 2));
    assert_eq!(packed.pack["mail"]["accounts"], 2);
    assert!(codes(&packed.pack).contains(&"folder-renamed".to_string()), "it is told");
    let apart =
        bag("roundcube", &files).option("format", "mbox").option("merge", "no").run(WHOLE).expect("packs");
    assert_eq!(subjects(&apart.outputs, "01_new_Inbox.mbox"), ["c"]);
    assert_eq!(subjects(&apart.outputs, "03_old_Inbox.mbox"), ["a", "b"]);
}

#[test]
fn a_window_of_time_is_half_open_and_the_rest_is_counted() {
    let all: Vec<String> =
        (1..=9).map(|day| message(&format!("d{day}"), "a@example.com", day, "x")).collect();
    let bag = bag("maildealer", &[("受信箱_新着.mbox", mbox(&all))])
        .option("window-from", "2026-03-03T09:00:00+09:00")
        .option("window-to", "2026-03-06T09:00:00+09:00");
    let done = bag.run(WHOLE).expect("packs");
    assert_eq!(subjects(&done.outputs, "01_受信箱_新着.mbox"), ["d3", "d4", "d5"]);
    assert_eq!((ledger(&done.pack, "packed"), ledger(&done.pack, "filtered")), (3, 6));
}

#[test]
fn the_days_of_a_move_give_the_window_where_the_user_sets_none() {
    let at = |id: &str, time: &str| message(id, "a@example.com", 5, "x").replace("09:00:00 +0900", time);
    let all = [
        at("before", "03:59:59 +0900"),
        at("first", "04:00:00 +0900"),
        message("later", "a@example.com", 6, "x"),
        message("last", "a@example.com", 7, "x").replace("09:00:00", "23:59:59"),
        message("after", "a@example.com", 8, "x").replace("09:00:00", "00:00:00"),
    ];
    let check = |options: &[(&str, &str)], expected: &[&str]| {
        let bag = bag("maildealer", &[("受信箱_新着.mbox", mbox(&all))]);
        let bag = options.iter().fold(bag, |bag, (key, value)| bag.option(key, value));
        let done = bag.run(WHOLE).expect("packs");
        assert_eq!(subjects(&done.outputs, "01_受信箱_新着.mbox"), expected, "{options:?}");
        String::from_utf8_lossy(&done.outputs["report.html"]).into_owned()
    };
    let both = [("work-day", "2026-03-05"), ("switch-day", "2026-03-07")];
    let report = check(&both, &["first", "later", "last"]);
    for said in ["2026-03-05T04:00", "2026-03-07T24:00", "2026-03-05 ", "2026-03-07 "] {
        assert!(report.contains(said), "{said}");
    }
    check(&both[..1], &["first", "later", "last", "after"]);
    check(&both[1..], &["before", "first", "later", "last"]);
    // In the plan's zone.
    check(&[both[0], ("zone", "UTC")], &["later", "last", "after"]);
    // What the user sets wins, and each bound by itself.
    let report = check(&[both[0], both[1], ("window-from", "2026-03-06T09:00")], &["later", "last"]);
    assert!(!report.contains("2026-03-05T04:00"));
    check(&[both[0], both[1], ("window-to", "2026-03-06T09:00")], &["first"]);
}

#[test]
fn old_and_new_server_become_one_and_only_exact_copies_are_dropped() {
    let old: Vec<String> =
        (1..=3).map(|day| message(&format!("d{day}"), "a@example.com", day, "x")).collect();
    let mut new =
        vec![message("d3", "a@example.com", 3, "x"), message("d2", "a@example.com", 2, "another body")];
    new.push(message("d4", "a@example.com", 4, "x"));
    let files = [("old.mbox", mbox(&old)), ("new.mbox", mbox(&new).replace('\n', "\r\n"))];
    let done = bag("maildealer", &files).option("folder", "受信箱").run(WHOLE).expect("packs");
    assert_eq!(subjects(&done.outputs, "01_受信箱.mbox").len(), 5);
    assert_eq!(subjects(&done.outputs, "01_受信箱.mbox")[..1], ["d1"]);
    assert_eq!(ledger(&done.pack, "duplicate"), 1);
    assert!(codes(&done.pack).contains(&"message-id-reused".to_string()));
    let kept = bag("maildealer", &files).option("duplicates", "keep").run(WHOLE).expect("packs");
    assert_eq!((ledger(&kept.pack, "packed"), ledger(&kept.pack, "duplicate")), (6, 0));
    let within = bag("maildealer", &files).option("duplicates", "folder").run(WHOLE).expect("packs");
    assert_eq!((ledger(&within.pack, "packed"), ledger(&within.pack, "duplicate")), (6, 0));
}

#[test]
fn folders_are_chosen_by_name_and_a_copy_in_a_folder_left_out_costs_nothing() {
    let one = message("one", "a@example.com", 1, "x");
    let files = [
        ("Inbox", mbox(std::slice::from_ref(&one))),
        ("仕事", mbox(&[one, message("two", "b@example.com", 2, "y")])),
    ];
    let done = bag("thunderbird", &files).option("folder", "仕事").run(WHOLE).expect("packs");
    assert_eq!((ledger(&done.pack, "packed"), ledger(&done.pack, "filtered")), (2, 1));
    assert_eq!(done.pack["mail"]["mailboxes"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_plan_files_a_folder_elsewhere_or_leaves_it_out() {
    let files = [
        ("a.mbox", mbox(&[message("one", "a@example.com", 1, "x")])),
        ("b.mbox", mbox(&[message("two", "a@example.com", 1, "y")])),
    ];
    let mut bag = bag("maildealer", &files);
    let plan = r#"{"version":1,"destination":"maildealer","mailboxes":{"a":{"folder":"受信箱","state":"新着"},"b":{"left-out":true}}}"#;
    bag.plan = nizukuri::job::plan::Plan::from_json(plan).expect("a plan");
    let done = bag.run(WHOLE).expect("packs");
    assert_eq!(subjects(&done.outputs, "01_受信箱_新着.mbox"), ["one"]);
    assert_eq!(ledger(&done.pack, "filtered"), 1);
}

#[test]
fn addresses_and_direction_choose() {
    let all = [
        message("in", "a@example.com", 1, "x"),
        message("out", "support@shop.example.jp", 2, "x"),
        message("other", "b@example.com", 3, "x"),
    ];
    let run = |options: &[(&str, &str)]| {
        let bag = bag("maildealer", &[("m.mbox", mbox(&all))]);
        let bag = options.iter().fold(bag, |bag, (key, value)| bag.option(key, value));
        subjects(&bag.run(WHOLE).expect("packs").outputs, "01_m.mbox")
    };
    assert_eq!(run(&[("direction", "out")]), ["out"]);
    assert_eq!(run(&[("direction", "in")]), ["in", "other"]);
    assert_eq!(run(&[("address", "A@Example.com"), ("address", "b@example.com")]), ["in", "other"]);
}

#[test]
fn sent_mail_of_strangers_is_told_where_it_would_be_filed_as_received() {
    let files = [(
        "Sent",
        mbox(&[message("one", "who@example.com", 1, "x"), message("two", "support@shop.example.jp", 2, "x")]),
    )];
    let done = bag("maildealer", &files).run(WHOLE).expect("packs");
    let found = done.pack["findings"].as_array().expect("findings").clone();
    let told: Vec<&Value> = found.iter().filter(|finding| finding["code"] == "sent-not-own").collect();
    assert_eq!((told.len(), &told[0]["count"]), (1, &Value::from(1)));
    let done = bag("thunderbird", &files).run(WHOLE).expect("packs");
    assert!(!codes(&done.pack).contains(&"sent-not-own".to_string()));
}

#[test]
fn mailboxes_are_cut_under_their_caps_and_what_no_cap_holds_is_held() {
    let all: Vec<String> =
        (1..=9).map(|day| message(&format!("d{day}"), "a@example.com", day, &"x".repeat(300_000))).collect();
    let mut large = all.clone();
    large.push(message("large", "a@example.com", 10, &"y".repeat(1_200_000)));
    let done =
        bag("maildealer", &[("m.mbox", mbox(&large))]).option("file-mb", "1").run(WHOLE).expect("packs");
    let sizes: Vec<u64> = done.pack["bundles"]
        .as_array()
        .expect("bundles")
        .iter()
        .map(|b| b["bytes"].as_u64().expect("bytes"))
        .collect();
    assert_eq!(sizes.len(), 3);
    assert!(sizes.iter().all(|&bytes| bytes <= 1_000_000), "{sizes:?}");
    assert_eq!((ledger(&done.pack, "packed"), ledger(&done.pack, "held")), (9, 1));
    assert!(codes(&done.pack).contains(&"record-over-cap".to_string()));
}

#[test]
fn a_mailbox_larger_than_a_program_takes_is_told_unless_the_cap_is_below() {
    let built_in = || nizukuri::destination::load::built_in("thunderbird").expect("a destination");
    let limits = built_in().mailbox.expect("mail").limits;
    let known: Vec<(&str, u64)> = limits.iter().map(|it| (it.of.as_str(), it.bytes)).collect();
    assert_eq!(
        known,
        [("Thunderbird: 4 GB", 4_000_000_000), ("ImportExportTools NG: 50 GB", 50_000_000_000)]
    );
    let all: Vec<String> =
        (1..=6).map(|day| message(&format!("d{day}"), "a@example.com", day, &"x".repeat(300_000))).collect();
    let told = |bytes: u64, cap: &str| {
        let mut small = built_in();
        for limit in &mut small.mailbox.as_mut().expect("mail").limits {
            limit.bytes = bytes;
        }
        let mut bag = bag("thunderbird", &[("Inbox", mbox(&all))]).option("mailbox-mb", cap);
        bag.destination = Some(small);
        let pack = bag.run(WHOLE).expect("packs").pack;
        let found = pack["findings"].as_array().expect("findings").iter();
        found.filter(|it| it["code"] == "mailbox-over-limit").map(|it| it["count"].as_u64()).next()
    };
    assert_eq!(told(1_500_000, "1000"), Some(Some(2)), "once for each program");
    assert_eq!(told(1_500_000, "1"), None, "a lower cap cuts it before");
    assert_eq!(told(2_000_000, "1000"), None, "there is not so much mail");
}

#[test]
fn the_result_does_not_depend_on_slices_or_on_the_order_of_dropping() {
    let first: Vec<String> =
        (1..=9).map(|day| message(&format!("d{day}"), "a@example.com", 28 - day, "x\nFrom y\n")).collect();
    let second: Vec<String> =
        (1..=5).map(|day| message(&format!("e{day}"), "a@example.com", day * 4, "z")).collect();
    let files = [
        ("old/Inbox", mbox(&first)),
        ("new/Inbox", mbox(&second)),
        ("m.eml", message("m", "a@example.com", 9, "q")),
    ];
    for destination in ["maildealer", "thunderbird", "roundcube", "mail-server", "eml-archive"] {
        let bag = bag(destination, &files).option("folder", "受信箱");
        let whole = bag.run(WHOLE).expect("packs").outputs;
        let mut turned = bag.clone();
        turned.files.reverse();
        let turned = turned.run(&[1, 7, 64]).expect("packs").outputs;
        let bundles = || whole.keys().filter(|name| name.ends_with(".zip") || name.ends_with(".mbox"));
        assert!(bundles().count() > 0, "{destination}");
        for name in bundles() {
            assert!(whole[name] == turned[name], "{destination} {name}");
        }
    }
}

#[test]
fn of_mail_that_goes_as_it_is_nothing_is_told_that_happens_only_to_its_parts() {
    let file = "begin 644 a.txt\n#86)C\n`\nend";
    let wrong = message("m", "a@example.com", 9, file)
        .replace("\nSubject", "\nContent-Type: text/plain; charset=us-ascii\nSubject");
    let wrong = wrong.replace("begin", "テスト\n\nbegin");
    let found = |destination: &str| {
        codes(&bag(destination, &[("m.eml", wrong.clone())]).run(WHOLE).expect("packs").pack)
    };
    let has = |destination: &str, code: &str| found(destination).iter().any(|it| it == code);
    assert!(has("zoho-desk", "uuencode-taken-out") && !has("thunderbird", "uuencode-taken-out"));
    assert!(has("zoho-desk", "charset-mislabelled") && has("thunderbird", "charset-mislabelled"));
}

#[test]
fn odd_messages_are_written_as_they_are_and_keep_none_from_going() {
    let odd = [
        "Subject: line ends of three kinds\r\n\r\nFrom here\rFrom there\n\rSubject: x\r\rFrom: y\r\r\n",
        "Subject: no text\n>>From twice\nX-A: b\n",
        "Nothing but text\nFrom: a\nand no field\n\nFrom the start\n",
        "\u{feff}Exported by hand\nin two lines\nFrom a@example.jp Tue Nov 10 00:00:00 2026\nFrom: a@example.jp\n\nx\n",
        "12\nSubject: x\n\nan invented length\n",
        "X-UID: 1\nStatus: RO\n\n\n\nonly fields that are left out\n",
        "\u{0}S\u{0}u\n",
    ];
    let mut files: Vec<(String, String)> =
        odd.iter().enumerate().map(|(at, text)| (format!("{at}.eml"), (*text).to_string())).collect();
    files.push(("all.mbox".to_string(), mbox(&odd.map(|text| format!("From: o@example.jp\n{text}")))));
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    for (destination, format) in [
        ("thunderbird", ""),
        ("mail-server", "maildir"),
        ("mail-server", "mbox"),
        ("eml-archive", ""),
        ("maildealer", ""),
    ] {
        let mut bag = bag(destination, &files);
        if !format.is_empty() {
            bag = bag.option("format", format);
        }
        let done = bag.run(WHOLE).unwrap_or_else(|error| panic!("{destination} {format}: {error:?}"));
        let (read, packed) = (ledger(&done.pack, "read"), ledger(&done.pack, "packed"));
        assert!(
            read >= 8 && packed + ledger(&done.pack, "duplicate") == read,
            "{destination} {format}: {packed} of {read}"
        );
    }
}

#[test]
fn a_table_is_left_out_where_only_mail_is_taken_and_that_is_no_error() {
    let files =
        [("m.eml", message("m", "a@example.com", 9, "x")), ("list.csv", "a,b\r\n1,2\r\n".to_string())];
    let done = bag("thunderbird", &files).run(WHOLE).expect("packs");
    let found = done.pack["findings"].as_array().expect("findings");
    let told = found.iter().find(|finding| finding["code"] == "tab-not-taken").expect("it is told");
    assert_eq!(
        (told["severity"].as_str(), ledger(&done.pack, "filtered"), ledger(&done.pack, "held")),
        (Some("warning"), 1, 0)
    );
}

/// One mbox in a ZIP.
fn zipped(name: &str, text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
    zip.write_all(text.as_bytes()).expect("its bytes");
    zip.finish().expect("a ZIP").into_inner()
}

#[test]
fn mboxes_in_zips_are_written_by_time_as_those_beside_them_are() {
    let of = |name: &str, days: &[u32]| -> String {
        let one = |day: &u32| message(&format!("{name}{day}"), "a@example.com", *day, "x\nFrom y\n");
        mbox(&days.iter().map(one).collect::<Vec<_>>())
    };
    // By time, apart, within each other, turned round, alone.
    for (first, second) in [
        (&[1, 2, 3][..], &[4, 5][..]),
        (&[1, 3, 5], &[2, 4, 6]),
        (&[9, 1, 4], &[5, 2, 3, 28]),
        (&[3, 2, 1], &[]),
        (&[1, 1, 1], &[1, 1]),
    ] {
        let (old, new) = (of("a", first), of("b", second));
        let open = bag("thunderbird", &[("old/Inbox", old.clone()), ("new/Inbox", new.clone())]);
        let mut packed = open.clone();
        packed.files = vec![
            ("new.zip".to_string(), zipped("Inbox", &new)),
            ("old.zip".to_string(), zipped("Inbox", &old)),
        ];
        let run = |bag: &Bag, cut| {
            let done = bag.clone().option("folder", "受信箱").run(cut).expect("packs");
            let bundle = |name: &&String| name.starts_with("thunderbird_") && name.ends_with(".zip");
            let name = done.outputs.keys().find(bundle).expect("a bundle").clone();
            done.outputs[&name].clone()
        };
        for cut in [WHOLE, &[1], &[7, 64]] {
            assert!(run(&open, WHOLE) == run(&packed, cut), "{first:?} {second:?} {cut:?}");
        }
    }
}

#[test]
fn a_changed_source_ends_the_run() {
    let bag = bag("maildealer", &[("m.mbox", mbox(&[message("one", "a@example.com", 1, "x")]))]);
    let mut changed = bag.clone();
    changed.files[0].1 = mbox(&[message("one", "a@example.com", 1, "y")]).into_bytes();
    let error = bag.run_changed(&changed).err().map(|error| error.code());
    assert_eq!(error, Some("source-changed"));
}

#[test]
fn options_of_mailboxes_are_refused_where_mail_becomes_records() {
    let bag = bag("zoho-desk", &[("m.mbox", mbox(&[message("one", "a@example.com", 1, "x")]))]);
    let mut plan = bag.plan;
    plan.set("window-from", "2026-01-01T00:00:00Z");
    let refused = nizukuri::job::setup::Setup::new(plan, None).err().map(|error| error.code());
    assert_eq!(refused, Some("option-unknown"));
}

#[test]
fn mail_that_was_deleted_stays_behind_unless_it_is_wanted() {
    let gone = message("gone", "a@example.com", 1, "x").replace("Subject", "X-Mozilla-Status: 0009\nSubject");
    let files = [("Inbox", mbox(&[gone, message("kept", "a@example.com", 2, "x")]))];
    let done = bag("maildealer", &files).run(WHOLE).expect("packs");
    assert_eq!(subjects(&done.outputs, "01_Inbox.mbox"), ["kept"]);
    assert_eq!(ledger(&done.pack, "filtered"), 1);
    let done = bag("maildealer", &files).option("keep-deleted", "yes").run(WHOLE).expect("packs");
    assert_eq!(subjects(&done.outputs, "01_Inbox.mbox"), ["gone", "kept"]);
}

#[test]
fn a_copy_takes_the_place_of_one_that_cannot_be_read() {
    let one = mbox(&[message("one", "a@example.com", 1, "x")]);
    let two = mbox(&[
        message("one", "a@example.com", 1, "x"),
        message("two", "a@example.com", 1, &"y".repeat(5000)),
    ]);
    let mut bag = bag("maildealer", &[("broken.mbox", two), ("sound.mbox", one)]);
    bag.broken.insert(0, 2000);
    let done = bag.run(WHOLE).expect("packs");
    assert_eq!(subjects(&done.outputs, "01_sound.mbox"), ["one"]);
    assert_eq!((ledger(&done.pack, "packed"), ledger(&done.pack, "duplicate")), (1, 0));
}

#[test]
fn filing_mail_otherwise_gives_what_a_fresh_survey_gives_and_reads_nothing() {
    let one = message("one", "a@example.com", 1, "x");
    let files = [
        ("受信箱_新着.mbox", mbox(&[one.clone(), message("two", "b@example.com", 2, "y")])),
        ("仕事", mbox(&[message("three", "a@example.com", 3, "z"), one])),
        ("broken.mbox", mbox(&[message("two", "b@example.com", 2, "y")])),
        ("Sent", mbox(&[message("sent", "a@example.com", 2, "s"), message("late", "b@example.com", 4, "l")])),
    ];
    let plans = [
        r#"{"version":1,"destination":"maildealer"}"#,
        r#"{"version":1,"destination":"maildealer","mailboxes":{"受信箱_新着":{"left-out":true},"仕事":{"folder":"受信箱","state":"対応完了"}}}"#,
        r#"{"version":1,"destination":"maildealer","options":{"duplicates":"keep","folder":["仕事"]}}"#,
        r#"{"version":1,"destination":"maildealer","options":{"duplicates":"folder","state":["保留"]}}"#,
        r#"{"version":1,"destination":"maildealer","mailboxes":{"仕事":{"folder":"受信箱","state":"新着"},"broken":{"left-out":true}}}"#,
        r#"{"version":1,"destination":"maildealer","options":{"window-from":"2026-03-02T00:00","window-to":"2026-03-03T00:00"}}"#,
        r#"{"version":1,"destination":"maildealer","options":{"own-address":["b@example.com"],"direction":"out"}}"#,
        r#"{"version":1,"destination":"maildealer","options":{"own-address":["a@example.com"],"file-mb":"1"}}"#,
        r#"{"version":1,"destination":"maildealer"}"#,
    ];
    let plans = plans.map(|text| nizukuri::job::plan::Plan::from_json(text).expect("a plan"));
    let mut bag = bag("maildealer", &files);
    bag.broken.insert(2, 300);
    let again = bag.run_again(&plans);
    for (plan, again) in plans.iter().zip(again) {
        let fresh = Bag { plan: plan.clone(), ..bag.clone() }.run(WHOLE).expect("packs").outputs;
        assert_eq!(fresh.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
        for (name, bytes) in &fresh {
            assert!(*bytes == again[name], "{name} differs under {:?}", plan.to_json().to_string());
        }
    }
    // The addresses of a message are not kept: what is chosen by them is read again.
    let destination = nizukuri::destination::load::built_in("maildealer").expect("a destination");
    let mut named = plans[0].clone();
    named.set("address", "a@example.com");
    assert_ne!(plans[0].of_survey(&destination), named.of_survey(&destination));
}

#[test]
fn a_folder_is_leafed_through_newest_first_fifty_at_a_time() {
    let all: Vec<String> =
        (1..=60).map(|day| message(&format!("d{day}"), "a@example.com", 1 + day % 28, "x")).collect();
    let undated = message("undated", "b@example.com", 1, "x").replace("Date:", "X-Date:");
    let inbox = mbox(&[message("in", "c@example.com", 9, "x")]);
    let bag = bag("thunderbird", &[("仕事", mbox(&all)), ("仕事/1.eml", undated), ("Inbox", inbox)]);
    let first = bag.messages(r#"{"shelf":{"folder":"仕事"},"from":0}"#);
    assert_eq!((first["total"].as_u64(), first["messages"].as_array().map(Vec::len)), (Some(61), Some(50)));
    let top = &first["messages"][0];
    assert_eq!(
        ["subject", "from", "date", "fate"].map(|key| top[key].as_str().expect("a text")),
        ["d27", "a@example.com", "2026-03-28T00:00:00Z", "packed"]
    );
    let rest = bag.messages(r#"{"shelf":{"folder":"仕事"},"from":50}"#);
    let rest = rest["messages"].as_array().expect("a list");
    assert_eq!((rest.len(), &rest[10]["subject"]), (11, &Value::from("undated")));
    assert_eq!(bag.messages(r#"{"shelf":{"folder":"Inbox"},"from":0}"#)["messages"][0]["subject"], "in");
    assert_eq!(bag.messages(r#"{"shelf":{"folder":"nowhere"},"from":9}"#)["total"], 0);
}

#[test]
fn conversations_are_leafed_through_by_what_changed_last_and_each_from_its_beginning() {
    let answer = |id: &str, to: &str, day| {
        message(id, "b@example.com", day, "x")
            .replace("Subject:", &format!("In-Reply-To: <{to}@example.jp>\nSubject:"))
    };
    let mails = [
        message("old", "a@example.com", 1, "x"),
        message("mid", "c@example.com", 3, "x"),
        answer("late", "old", 9),
        answer("next", "old", 2),
    ];
    let bag = bag("zoho-desk", &[("Inbox", mbox(&mails))]);
    let listed = |list: &Value| -> Vec<String> {
        let all = list["messages"].as_array().expect("a list").iter();
        all.map(|it| it["subject"].as_str().expect("a text").to_string()).collect()
    };
    let all = bag.messages(r#"{"shelf":{"conversations":true},"from":0}"#);
    assert_eq!((listed(&all), all["total"].as_u64()), (vec!["old".into(), "mid".into()], Some(2)));
    assert_eq!(all["messages"][0]["messages"], 3);
    let number = all["messages"][0]["conversation"].as_u64().expect("a number");
    let one = bag.messages(&format!(r#"{{"shelf":{{"conversation":{number}}},"from":0}}"#));
    assert_eq!(listed(&one), ["old", "next", "late"]);
    let rest = bag.messages(&format!(r#"{{"shelf":{{"conversation":{number}}},"from":2}}"#));
    assert_eq!((listed(&rest), rest["total"].as_u64()), (vec!["late".into()], Some(3)));
}

#[test]
fn the_days_of_the_check_list_are_counted_from_the_users_day() {
    let files = [("Inbox", mbox(&[message("one", "a@example.com", 1, "x")]))];
    let done = bag("mail-server", &files).option("switch-date", "2026-12-05").run(WHOLE).expect("packs");
    let report = String::from_utf8_lossy(&done.outputs["report.html"]).into_owned();
    for day in ["2026-11-28", "2026-12-02", "2026-12-19", "2026-12-26"] {
        assert!(report.contains(day), "{day}");
    }
    let mut plan = bag("mail-server", &files).plan;
    plan.set("switch-date", "soon");
    let refused = nizukuri::job::setup::Setup::new(plan, None).err().map(|error| error.code());
    assert_eq!(refused, Some("option-value"));
}
