//! The same list, survey and output bytes however the sources are cut into chunks.

mod support;

use proptest::prelude::*;
use std::path::Path;
use support::{Bag, Cut, Done, WHOLE, files_below};

/// Every kind of source, sound and broken, in one bag.
fn mixed_bag() -> Bag {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let mut files = Vec::new();
    for case in [
        "mbox-framing",
        "table-cp932",
        "table-iso-2022-jp",
        "table-utf-16be",
        "table-sep-line",
        "table-ragged",
        "table-quotes",
        "table-nul",
        "zip-names-cp932",
        "zip-bad-entries",
        "zip-bad-crc",
        "zip-damaged",
        "conversation-reply",
        "conversation-duplicates",
        "message-words-and-names",
        "message-charsets",
        "message-utf16-as-utf8",
        "message-dates",
        "cascade",
        "agents",
        "folder-of-everything",
    ] {
        let inside = files_below(&cases.join(case).join("in"));
        files.extend(inside.into_iter().map(|(name, bytes)| (format!("{case}/{name}"), bytes)));
    }
    Bag::new(files)
}

fn same(done: &Done, whole: &Done, cut: Cut<'_>) {
    for (found, expected) in done.list.iter().zip(&whole.list) {
        assert_eq!(found, expected, "a list line, cut {cut:?}");
    }
    assert_eq!(done.list.len(), whole.list.len(), "list lines, cut {cut:?}");
    assert!(done.survey == whole.survey, "the survey differs, cut {cut:?}");
    assert!(done.pack == whole.pack, "the pack's document differs, cut {cut:?}");
    let names = |done: &Done| done.outputs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(done), names(whole), "cut {cut:?}");
    for (name, bytes) in &whole.outputs {
        assert!(done.outputs[name] == *bytes, "{name} differs, cut {cut:?}");
    }
}

#[test]
fn fixed_chunks_make_no_difference() {
    let bag = mixed_bag();
    let whole = bag.run(WHOLE).expect("a run");
    assert!(whole.list.len() > 80 && whole.outputs.len() > 5, "the bag is not empty");
    for length in [1, 2, 3, 7, 4096] {
        same(&bag.run(&[length]).expect("a run"), &whole, &[length]);
    }
}

/// A long table and a long mbox: readers that work in blocks must not show where their blocks end.
#[test]
fn long_sources_make_no_difference() {
    let mut table = String::from("ContactExtId,Last Name,Email,Description\r\n");
    let mut mbox = String::new();
    for n in 0..1200 {
        let quoted = if n % 7 == 0 { "\"二行に\r\nわたる \"\"説明\"\"\"" } else { "説明、一行" };
        table.push_str(&format!("C-{n},青木{n},a{n}@example.jp,{quoted}\r\n"));
        if n % 3 == 0 {
            mbox.push_str(&format!(
                "From a{n}@example.jp Tue Nov 10 00:00:00 2026\r\nFrom: a{n}@example.jp\r\nTo: support@shop.example.jp\r\n\
                 Date: Tue, 10 Nov 2026 09:00:00 +0900\r\nMessage-ID: <{n}@example.jp>\r\nSubject: n{n}\r\n\r\n\
                 本文{n}\r\n>From the past\r\n\r\n"
            ));
        }
    }
    let cp932 = encoding_rs::SHIFT_JIS.encode(&table).0.into_owned();
    let files = vec![
        ("contacts.csv".to_string(), table.into_bytes()),
        ("sjis/contacts.csv".to_string(), cp932),
        ("all.mbox".to_string(), mbox.into_bytes()),
    ];
    let bag = Bag::new(files);
    let whole = bag.run(WHOLE).expect("a run");
    for cut in [&[1][..], &[4095, 4097], &[65_536], &[65_535, 3]] {
        same(&bag.run(cut).expect("a run"), &whole, cut);
    }
}

static WHOLE_RUN: std::sync::OnceLock<Done> = std::sync::OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_chunks_make_no_difference(cut in prop::collection::vec(1usize..600, 1..40)) {
        let bag = mixed_bag();
        let whole = WHOLE_RUN.get_or_init(|| bag.run(WHOLE).expect("a run"));
        same(&bag.run(&cut).expect("a run"), whole, &cut);
    }
}
