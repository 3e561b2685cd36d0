//! Packs random steps, and reads the bundles back by the zip and csv crates.

use nizukuri::bundle::large::Content;
use nizukuri::bundle::packer::{Packer, Settings};
use nizukuri::bundle::{BundleSummary, Output};
use nizukuri::destination::Caps;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{Cursor, Read};

pub const TABS: [(&str, &str, [&str; 2]); 3] = [
    ("agents", "Agents", ["ID", "名前"]),
    ("tickets", "Tickets", ["TicketExtId", "Subject, \"quoted\""]),
    ("threads", "Threads", ["ID", "本文"]),
];

/// One call of the packer.
#[derive(Clone, Debug)]
pub enum Step {
    Tab(usize),
    Row(Vec<String>),
    File(String, Vec<u8>),
    Both(Vec<String>, String, Vec<u8>),
}

/// What came of a run.
pub struct Run {
    pub outputs: Vec<Output>,
    /// Closed files by name.
    pub files: Vec<(String, Vec<u8>)>,
    pub summaries: Vec<BundleSummary>,
    /// Tab and values of each row taken, in order.
    pub accepted: Vec<(usize, Vec<String>)>,
    pub accepted_files: Vec<(String, Vec<u8>)>,
    pub refused: Vec<String>,
}

impl Run {
    pub fn new(
        outputs: Vec<Output>,
        summaries: Vec<BundleSummary>,
        accepted: Vec<(usize, Vec<String>)>,
        accepted_files: Vec<(String, Vec<u8>)>,
    ) -> Run {
        let mut files: Vec<(u32, String, Vec<u8>)> = Vec::new();
        let mut closed = Vec::new();
        for output in &outputs {
            match output {
                Output::Open { file, name } => files.push((*file, name.clone(), Vec::new())),
                Output::Write { file, bytes } => {
                    let open = files.iter_mut().find(|known| known.0 == *file).expect("written after open");
                    open.2.extend_from_slice(bytes);
                }
                Output::Close { file } => closed.push(*file),
            }
        }
        assert_eq!(closed, files.iter().map(|file| file.0).collect::<Vec<_>>(), "all closed, in order");
        let files = files.into_iter().map(|(_, name, bytes)| (name, bytes)).collect();
        Run { outputs, files, summaries, accepted, accepted_files, refused: Vec::new() }
    }

    /// The same for other readers.
    pub fn expected(&self) -> Value {
        json!({
            "tabs": TABS.iter().map(|(_, stem, header)| json!({"stem": stem, "header": header})).collect::<Vec<_>>(),
            "rows": self.accepted,
            "bundles": self.summaries.iter().map(|bundle| json!({
                "name": bundle.name, "bytes": bundle.bytes, "sha256": bundle.sha256,
                "entries": bundle.entries.iter().map(|entry| json!({
                    "name": entry.name, "bytes": entry.bytes, "records": entry.records,
                    "sha256": entry.sha256, "crc32": entry.crc32,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }
}

/// No caps at all.
pub fn caps() -> Caps {
    Caps {
        bundle_bytes: u64::MAX,
        bundles: u64::MAX,
        total_bytes: u64::MAX,
        part_bytes: u64::MAX,
        part_rows: u64::MAX,
        bundle_rows: u64::MAX,
        from: Vec::new(),
        when: Vec::new(),
    }
}

/// Packs the steps, taking output after every `every` steps.
pub fn pack(caps: &Caps, steps: &[Step], plain_csv: bool, every: usize) -> Run {
    pack_named(caps, steps, plain_csv, true, every)
}

/// The same, with parts that may carry no numbers.
pub fn pack_named(caps: &Caps, steps: &[Step], plain_csv: bool, numbered: bool, every: usize) -> Run {
    let settings = Settings { stem: "box".into(), caps: caps.clone(), plain_csv, numbered, first_file: 4 };
    let mut packer = Packer::new(settings);
    let (mut tab, mut outputs, mut refused) = (None, Vec::new(), Vec::new());
    let (mut accepted, mut files) = (Vec::new(), Vec::new());
    for (index, step) in steps.iter().enumerate() {
        let result = match step {
            Step::Tab(number) => {
                let (id, stem, header) = TABS[*number];
                tab = Some(*number);
                packer.begin_tab(id, stem, &header);
                continue;
            }
            Step::Row(values) => packer.row(&borrow(values)),
            Step::File(path, bytes) => {
                let fits = packer.file_fits(path, bytes.len() as u64);
                let written = packer.file(path, bytes);
                assert_eq!(fits, written, "file_fits foretells file");
                written
            }
            Step::Both(values, path, bytes) => {
                packer.row_with_file(&borrow(values), path, Content::Whole(bytes))
            }
        };
        match (result, step) {
            (Err(code), _) => refused.push(code.id.to_owned()),
            (Ok(()), Step::Row(values)) => accepted.push((tab.unwrap(), values.clone())),
            (Ok(()), Step::File(path, bytes)) => files.push((path.clone(), bytes.clone())),
            (Ok(()), Step::Both(values, path, bytes)) => {
                accepted.push((tab.unwrap(), values.clone()));
                files.push((path.clone(), bytes.clone()));
            }
            (Ok(()), Step::Tab(_)) => {}
        }
        if index % every == 0 {
            outputs.extend(packer.take());
        }
        assert!(packer.fill().bytes <= caps.bundle_bytes, "worst case within the cap at every moment");
    }
    let summaries = packer.finish();
    outputs.extend(packer.take());
    let mut run = Run::new(outputs, summaries, accepted, files);
    run.refused = refused;
    run
}

/// Every promise about sizes, counts, names and sums.
pub fn check_caps(run: &Run, caps: &Caps) {
    assert!(run.summaries.len() as u64 <= caps.bundles);
    assert_eq!(run.summaries.len(), run.files.len());
    let total: u64 = run.files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    assert!(total <= caps.total_bytes);
    for (index, (bundle, (name, bytes))) in run.summaries.iter().zip(&run.files).enumerate() {
        assert_eq!((&bundle.name, bundle.bytes), (name, bytes.len() as u64));
        assert_eq!(bundle.file, run.summaries[0].file + index as u32);
        assert!(bundle.bytes <= caps.bundle_bytes);
        let rows: u64 = bundle.entries.iter().map(|entry| entry.records).sum();
        assert!(rows <= caps.bundle_rows);
        for entry in bundle.entries.iter().filter(|entry| !entry.tab.is_empty()) {
            assert!(entry.bytes <= caps.part_bytes && entry.records <= caps.part_rows && entry.records > 0);
        }
    }
}

/// Rows of all parts in order, read by the zip and csv crates. Files are compared on the way.
pub fn rows_of(run: &Run) -> Vec<(usize, Vec<String>)> {
    let (mut rows, mut files, mut seen) = (Vec::new(), Vec::new(), [0; 3]);
    for (bundle, (name, bytes)) in run.summaries.iter().zip(&run.files) {
        for (entry, data) in bundle.entries.iter().zip(entries(name, bytes)) {
            assert_eq!((entry.name.as_str(), entry.bytes), (data.0.as_str(), data.1.len() as u64));
            assert_eq!(entry.crc32, crc32fast::hash(&data.1));
            let Some(tab) = TABS.iter().position(|tab| tab.0 == entry.tab) else {
                files.push(data);
                continue;
            };
            seen[tab] += 1;
            let numbered = format!("{}_{:02}.csv", TABS[tab].1, seen[tab]);
            assert!(entry.name == numbered || entry.name == format!("{}.csv", TABS[tab].1), "no gap");
            let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(&data.1[..]);
            assert_eq!(reader.headers().unwrap(), &TABS[tab].2[..]);
            let read: Vec<_> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            assert_eq!(read.len() as u64, entry.records);
            rows.extend(read.into_iter().map(|row| (tab, row)));
        }
    }
    assert!(files == run.accepted_files, "files come back");
    rows
}

fn entries(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if name.ends_with(".csv") {
        return vec![(name.to_owned(), bytes.to_vec())];
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |index: usize| {
        let mut entry = archive.by_index(index).unwrap();
        let mut data = Vec::new();
        entry.read_to_end(&mut data).unwrap();
        (entry.name().unwrap().into_owned(), data)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(read).collect()
}

fn borrow(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

/// Random steps: tabs in order, rows of awkward text, files between them.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let row = proptest::collection::vec("([a-z0-9あ-ん]|[,\"\r\n =+']){0,60}", 2);
    let file = (
        "[A-C]/[a-d]{1,2}\\.(txt|png|csv)|\\.\\./x|/etc/x|x\\.csv",
        proptest::collection::vec(0..4_u8, 0..1500),
    );
    let step = prop_oneof![
        8 => row.clone().prop_map(Step::Row),
        2 => (row, file.clone()).prop_map(|(row, (path, bytes))| Step::Both(row, path, bytes)),
        1 => file.prop_map(|(path, bytes)| Step::File(path, bytes)),
    ];
    proptest::collection::vec(proptest::collection::vec(step, 0..25), 3).prop_map(|tabs| {
        tabs.into_iter()
            .enumerate()
            .flat_map(|(tab, steps)| std::iter::once(Step::Tab(tab)).chain(steps))
            .collect()
    })
}
