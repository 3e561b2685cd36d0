//! Files that a table of attachments names, and images that stand in the text of mail.

mod support;

use support::{Bag, WHOLE};

fn bag(rows: &[String], files: &[(&str, &[u8])]) -> Bag {
    let file = |name: &str, text: String| (name.to_string(), text.into_bytes());
    let mut all = vec![
        file("Contacts.csv", "ContactExtId,Last Name\nC-1,青木\n".into()),
        file("Tickets.csv", "TicketExtId,ContactExtId,Subject\nT-1,C-1,a\n".into()),
        file(
            "Attachments.csv",
            format!("AttachmentExtId,TicketExtId,File Name,File Path,Size,SHA-256\n{}\n", rows.join("\n")),
        ),
    ];
    all.extend(files.iter().map(|(name, bytes)| (name.to_string(), bytes.to_vec())));
    Bag::new(all)
}

#[test]
fn the_order_of_rows_stays_however_long_the_table_and_however_it_is_cut() {
    // Longer than a piece, so that files are read between parts of the table.
    let pad = "x".repeat(180);
    let rows: Vec<String> =
        (0..3000).map(|n| format!("F-{n},T-1,{n}-{pad}.bin,dir/{}.bin,,", n % 7)).collect();
    let files: Vec<(String, Vec<u8>)> =
        (0..6u8).map(|n| (format!("dir/{n}.bin"), vec![n; 5 + usize::from(n)])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let bag = bag(&rows, &files);
    let done = bag.run(WHOLE).expect("a run");
    let expected: Vec<String> = (0..3000).filter(|n| n % 7 != 6).map(|n| format!("F-{n}")).collect();
    assert_eq!(done.table("Attachments").column("AttachmentExtId"), expected);
    assert_eq!(done.findings(&done.survey)["file-missing"], 3000 / 7);
    assert_eq!(done.ledger("Attachments.csv"), [3000, 3000 - 3000 / 7, 3000 / 7, 0, 0]);
    let entries = done.entries();
    let of = |name: &str| entries.iter().filter(|(entry, _)| entry.starts_with(name)).collect::<Vec<_>>();
    assert_eq!(of("Attachments/T-1/F-4-")[0].1, [4; 9]);
    assert_eq!(bag.run(&[1000, 3, 70_000]).expect("a run").outputs, done.outputs);
}

#[test]
fn what_a_row_says_of_its_file_gives_way_to_the_truth_and_is_told() {
    let done = bag(&["F-1,T-1,a.bin,,7,00".into()], &[("a.bin", b"\0\x01\x02")]).run(WHOLE).expect("a run");
    assert_eq!(done.table("Attachments").column("Size"), ["3"]);
    assert_eq!(done.findings(&done.pack)["file-differs"], 2);
}

#[test]
fn a_large_file_is_written_in_pieces_with_what_is_true_of_it() {
    // Text that shrinks, and what does not.
    let text: Vec<u8> = (0..700_000u32).flat_map(|n| format!("line {n}\n").into_bytes()).collect();
    let mut state = 7u64;
    let mut step = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let noise: Vec<u8> = (0..5_000_001).map(|_| step()).collect();
    let rows = ["F-1,T-1,a.log,,,", "F-2,T-1,b.bin,,,", "F-3,T-1,c.txt,,,"].map(String::from);
    let files: [(&str, &[u8]); 3] = [("a.log", &text), ("b.bin", &noise), ("c.txt", b"small")];
    let mut bag = bag(&rows, &files);
    let done = bag.run(WHOLE).expect("a run");
    let entries = done.entries();
    let of = |name: &str| &entries.iter().find(|(entry, _)| entry.ends_with(name)).expect(name).1;
    assert!(*of("a.log") == text && *of("b.bin") == noise && of("c.txt") == b"small");
    assert_eq!(
        done.table("Attachments").column("Size"),
        [text.len().to_string(), noise.len().to_string(), "5".into()]
    );
    assert!(done.outputs["zoho-desk_01.zip"].len() < text.len() / 2 + noise.len());
    assert!(bag.run(&[1_000_003, 77, 300_000]).expect("a run").outputs == done.outputs);
    // In a second run it is there; other bytes of the same length are not.
    bag.files.push(("receipt.json".into(), done.outputs["receipt.json"].clone()));
    assert_eq!(bag.run(WHOLE).expect("a run").entries().len(), 0);
    bag.files[4].1[4_999_999] ^= 1;
    assert_eq!(bag.run(WHOLE).expect("a run").table("Attachments").column("AttachmentExtId"), ["F-2"]);
}

#[test]
fn a_row_without_its_file_goes_alone_when_the_plan_says_so() {
    let mut bag = bag(&["F-1,T-1,a.bin,,,".into()], &[]);
    assert_eq!(bag.run(WHOLE).expect("a run").ledger("Attachments.csv"), [1, 0, 1, 0, 0]);
    bag.plan = nizukuri::job::plan::Plan::from_json(
        r#"{"version":1,"answers":[{"code":"file-missing","action":"pack"}]}"#,
    )
    .expect("a plan");
    assert_eq!(bag.run(WHOLE).expect("a run").ledger("Attachments.csv"), [1, 1, 0, 0, 0]);
}

#[test]
fn images_in_the_text_of_mail_are_kept_with_their_thread() {
    let mail = "From: hana@example.jp\nTo: support@shop.example.jp\nSubject: s\nMessage-ID: <1@m>\n\
        Date: Tue, 10 Nov 2026 09:00:00 +0900\nMIME-Version: 1.0\n\
        Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
        <p>see <img src=\"cid:i@m\"></p>\n--b\nContent-Type: image/png\nContent-ID: <i@m>\n\
        Content-Disposition: inline; filename=\"i.png\"\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n";
    let done = Bag::new(vec![("a.eml".into(), mail.as_bytes().to_vec())]).run(WHOLE).expect("a run");
    let (files, threads) = (done.table("Attachments"), done.table("Threads"));
    assert_eq!(files.column("File Name"), ["i.png"]);
    assert_eq!(files.column("ThreadExtId"), threads.column("ThreadExtId"));
}
