//! What is packed comes back through readers that are not ours, and no cap is ever passed.

mod bundle_support;

use bundle_support::{Run, Step, TABS, caps, check_caps, pack, pack_named, rows_of, steps};
use nizukuri::bundle::Output;
use nizukuri::bundle::packer::{Packer, Settings};
use nizukuri::destination::Caps;
use proptest::prelude::*;
use std::io::Write;
use std::process::{Command, Stdio};

fn small_caps() -> impl Strategy<Value = Caps> {
    let or_none = |range: std::ops::Range<u64>| prop_oneof![3 => range, 1 => Just(u64::MAX)];
    let rows = (or_none(0..9), or_none(1..15));
    (or_none(0..6000), 0..6_u64, or_none(0..12_000), or_none(0..3000), rows).prop_map(
        |(bundle_bytes, bundles, total_bytes, part_bytes, (part_rows, bundle_rows))| Caps {
            bundle_bytes,
            bundles,
            total_bytes,
            part_bytes,
            part_rows,
            bundle_rows,
            from: Vec::new(),
            when: Vec::new(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn caps_are_never_passed_and_accepted_rows_come_back_in_order(
        caps in small_caps(), steps in steps(), plain in any::<bool>(),
    ) {
        let run = pack(&caps, &steps, plain, 1);
        check_caps(&run, &caps);
        prop_assert_eq!(rows_of(&run), run.accepted.clone());
    }

    #[test]
    fn equal_steps_give_equal_bytes_whenever_they_are_taken(
        caps in small_caps(), steps in steps(), plain in any::<bool>(), every in 2..9_usize,
    ) {
        let run = pack(&caps, &steps, plain, 1);
        let again = pack(&caps, &steps, plain, every);
        prop_assert_eq!(&run.files, &again.files);
        prop_assert_eq!(&run.outputs, &again.outputs);
        prop_assert_eq!(&run.summaries, &again.summaries);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_numbers_a_bundle_has_one_part_of_each_tab(caps in small_caps(), steps in steps()) {
        let run = pack_named(&caps, &steps, false, false, 1);
        check_caps(&run, &caps);
        prop_assert_eq!(rows_of(&run), run.accepted.clone());
        for bundle in &run.summaries {
            let mut names: Vec<&str> = bundle.entries.iter().map(|entry| entry.name.as_str()).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            prop_assert_eq!(names.len(), before);
        }
    }
}

#[test]
fn a_refused_row_leaves_no_trace() {
    let caps = Caps { bundle_bytes: 2000, ..caps() };
    let small = Step::Row(vec!["1".into(), "fits".into()]);
    let large = Step::Row(vec!["2".into(), "x".repeat(4000)]);
    let with = pack(&caps, &[Step::Tab(0), small.clone(), large, small.clone()], false, 1);
    let without = pack(&caps, &[Step::Tab(0), small.clone(), small], false, 1);
    assert_eq!(with.refused, ["record-over-cap"]);
    assert_eq!(with.files, without.files);
}

#[test]
fn an_unfinished_run_closes_no_file() {
    let mut packer = Packer::new(Settings {
        stem: "a".into(),
        caps: caps(),
        plain_csv: false,
        numbered: true,
        first_file: 0,
    });
    packer.begin_tab("tickets", "Tickets", &["ID"]);
    for _ in 0..10_000 {
        packer.row(&["1"]).unwrap();
    }
    packer.end_tab();
    assert!(!packer.take().iter().any(|output| matches!(output, Output::Close { .. })));
}

#[test]
fn a_row_and_its_file_lie_in_the_same_bundle() {
    let caps = Caps { bundle_bytes: 6000, ..caps() };
    let file = |number: usize| {
        Step::Both(
            vec![number.to_string(), String::new()],
            format!("Attachments/T-{number}/1-a.png"),
            vec![7; 900],
        )
    };
    let steps: Vec<Step> = std::iter::once(Step::Tab(0)).chain((0..40).map(file)).collect();
    let run = pack(&caps, &steps, false, 1);
    assert!(run.refused.is_empty() && run.summaries.len() > 5);
    for bundle in &run.summaries {
        let rows: u64 = bundle.entries.iter().map(|entry| entry.records).sum();
        let files = bundle.entries.iter().filter(|entry| entry.tab.is_empty()).count();
        assert_eq!(rows, files as u64, "{}", bundle.name);
    }
    check_caps(&run, &caps);
}

#[test]
fn long_parts_go_out_as_they_come_and_memory_stays_flat() {
    let caps = Caps { bundle_bytes: 12 << 20, ..caps() };
    let settings =
        Settings { stem: "a".into(), caps: caps.clone(), plain_csv: false, numbered: true, first_file: 0 };
    let mut packer = Packer::new(settings);
    packer.begin_tab(TABS[1].0, TABS[1].1, &TABS[1].2);
    let (mut state, mut outputs, mut accepted) = (7_u64, Vec::new(), Vec::new());
    for number in 0..40_000 {
        let mut text = String::new();
        while text.len() < 1000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(&format!("{state:016x}"));
        }
        let row = vec![number.to_string(), text];
        packer.row(&row.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        accepted.push((1, row));
        outputs.extend(packer.take());
        let given: usize = outputs
            .iter()
            .map(|output| if let Output::Write { bytes, .. } = output { bytes.len() } else { 0 })
            .sum();
        // Waiting: a held part and one piece.
        assert!(packer.bytes_written() - given as u64 <= 1 << 20);
    }
    let summaries = packer.finish();
    outputs.extend(packer.take());
    let run = Run::new(outputs, summaries, accepted, Vec::new());
    assert!(run.summaries.len() >= 2);
    // Full to within a twentieth: the worst case is not far from the truth.
    assert!(run.summaries[0].bytes > (12 << 20) / 20 * 19, "{}", run.summaries[0].bytes);
    check_caps(&run, &caps);
    assert!(rows_of(&run) == run.accepted);
    python(&run);
}

#[test]
fn more_entries_than_a_plain_zip_can_count_come_back() {
    let file = |number: usize| Step::File(format!("Attachments/{number}"), vec![b'x']);
    let steps: Vec<Step> = (0..66_000).map(file).collect();
    let run = pack(&caps(), &steps, false, 1);
    assert_eq!(run.summaries[0].entries.len(), 66_000);
    check_caps(&run, &caps());
    python(&run);
}

#[test]
fn python_reads_what_was_packed() {
    let caps = Caps { bundle_bytes: 9000, part_bytes: 4000, part_rows: 20, ..caps() };
    let texts = [
        "",
        "お世話になっております。",
        "a,b",
        "\"引用\"",
        "一行目\r\n二行目\n三行目",
        "=1+1",
        " 空白 ",
        "'",
        "\t",
    ];
    let mut steps = Vec::new();
    for tab in 0..3 {
        steps.push(Step::Tab(tab));
        for number in 0..100 {
            let row = vec![format!("{tab}-{number}"), texts[number % texts.len()].repeat(number % 7 + 1)];
            match number % 10 {
                3 => steps.push(Step::Both(row, format!("添付/{tab}/{number}.txt"), vec![b'a'; number * 9])),
                7 => steps.push(Step::Both(row, format!("添付/{tab}/{number}.png"), vec![b'a'; number * 9])),
                _ => steps.push(Step::Row(row)),
            }
        }
    }
    let run = pack(&caps, &steps, false, 1);
    assert!(run.refused.is_empty() && run.summaries.len() > 1);
    assert_eq!(rows_of(&run), run.accepted);
    python(&run);
    let plain = pack(&Caps { part_bytes: 4000, ..caps.clone() }, &steps, true, 1);
    assert!(plain.refused.iter().all(|code| code == "plain-csv-no-files"));
    python(&plain);
}

/// Has Python's own zipfile, zlib and csv re-read a run, streaming included (`roundtrip.py`).
fn python(run: &Run) {
    let dir = std::env::temp_dir().join(format!(
        "nizukuri-roundtrip-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    std::fs::create_dir_all(&dir).unwrap();
    for (name, bytes) in &run.files {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
    std::fs::write(dir.join("expected.json"), serde_json::to_vec(&run.expected()).unwrap()).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/roundtrip.py");
    let child = Command::new("python3")
        .args([script.as_ref(), dir.as_os_str()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests need python3");
    let output = child.wait_with_output().unwrap();
    std::io::stderr().write_all(&output.stderr).unwrap();
    assert!(output.status.success(), "python found a difference");
    std::fs::remove_dir_all(&dir).unwrap();
}
