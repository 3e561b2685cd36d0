//! What a run gave, read back by other people's code (the `zip` and `csv` crates).

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// What a whole run gave.
#[derive(Debug)]
pub struct Done {
    pub survey: Value,
    pub list: Vec<Value>,
    pub pack: Value,
    /// Every file written, by name.
    pub outputs: BTreeMap<String, Vec<u8>>,
}

/// One CSV as another's reader sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Csv {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Csv {
    pub fn read(bytes: &[u8]) -> Csv {
        // Held rows leave in the charset and with the delimiter they came with, and keep what a row has beyond
        // its header.
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::SHIFT_JIS.decode(bytes).0,
        };
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains('\t') { b'\t' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_string).collect::<Vec<_>>();
        let header = texts(reader.headers().expect("a header"));
        let rows = reader.records().map(|row| texts(&row.expect("a row as wide as the header"))).collect();
        Csv { header, rows }
    }

    pub fn column(&self, name: &str) -> Vec<&str> {
        let Some(at) = self.header.iter().position(|header| header == name) else { return Vec::new() };
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    pub fn row(&self, at: usize) -> BTreeMap<&str, &str> {
        self.header.iter().map(String::as_str).zip(self.rows[at].iter().map(String::as_str)).collect()
    }
}

/// The entries of a ZIP, read by the `zip` crate (which checks the CRC-32).
pub fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let count = archive.len();
    let entry = |at: usize| {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("what inflates to its CRC");
        (entry.name().expect("a name").to_string(), content)
    };
    (0..count).map(entry).collect()
}

impl Done {
    /// Every entry of every bundle, in order, read by the `zip` crate (which checks the CRC-32).
    pub fn entries(&self) -> Vec<(String, Vec<u8>)> {
        let mut entries = Vec::new();
        for (name, bytes) in &self.outputs {
            if name.ends_with(".zip") {
                entries.extend(unzipped(bytes));
            }
        }
        entries
    }

    /// All rows of a tab's parts (`Tickets_01.csv`, … or `Tickets.csv`) under their one header.
    pub fn table(&self, stem: &str) -> Csv {
        let is_part = |name: &str| {
            name.strip_prefix(stem)
                .and_then(|rest| rest.strip_suffix(".csv"))
                .is_some_and(|rest| rest.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit()))
        };
        let mut all = Csv::default();
        for (_, bytes) in self.entries().iter().filter(|(name, _)| is_part(name)) {
            let part = Csv::read(bytes);
            assert!(all.header.is_empty() || all.header == part.header, "every part repeats the header");
            all.header = part.header;
            all.rows.extend(part.rows);
        }
        all
    }

    /// All held rows, by file; of mail the list.
    pub fn held(&self) -> BTreeMap<&str, Csv> {
        let held =
            self.outputs.iter().filter(|(name, _)| name.starts_with("held/") && !name.ends_with(".mbox"));
        held.map(|(name, bytes)| (name.as_str(), Csv::read(bytes))).collect()
    }

    /// Counts of findings by code, over all tabs and fields.
    pub fn findings(&self, which: &Value) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for finding in which["findings"].as_array().expect("findings") {
            *counts.entry(text(&finding["code"])).or_default() += finding["count"].as_u64().unwrap_or(0);
        }
        counts
    }

    /// Codes of the findings that are more than notes.
    pub fn grave(&self) -> BTreeSet<String> {
        let findings = self.survey["findings"].as_array().into_iter().flatten();
        findings.filter(|f| f["severity"] != "note").map(|f| text(&f["code"])).collect()
    }

    /// `[read, packed, held, duplicate, filtered]` of a source, with what is there already left out of the reading.
    pub fn ledger(&self, source: &str) -> [u64; 5] {
        let lines = self.pack["ledger"].as_array().expect("a ledger");
        let line = lines.iter().find(|line| line["source"] == source).unwrap_or(&Value::Null);
        let [read, packed, held, duplicate, filtered, already] =
            ["read", "packed", "held", "duplicate", "filtered", "already"]
                .map(|key| line[key].as_u64().unwrap_or_else(|| panic!("no ledger line for {source}")));
        [read - already, packed, held, duplicate, filtered]
    }

    /// How many records of a source are at the destination already.
    pub fn already(&self, source: &str) -> u64 {
        let lines = self.pack["ledger"].as_array().expect("a ledger");
        let line = lines.iter().find(|line| line["source"] == source).expect("a line");
        line["already"].as_u64().expect("a count")
    }

    /// `[records, held]` of a tab, as packed.
    pub fn tab(&self, id: &str) -> [u64; 2] {
        tab(&self.pack, id)
    }
}

/// `[records, held]` of a tab in a document.
pub fn tab(document: &Value, id: &str) -> [u64; 2] {
    let tabs = document["tabs"].as_array().expect("tabs");
    let tab = tabs.iter().find(|tab| tab["tab"] == id).unwrap_or_else(|| panic!("no tab {id}"));
    ["records", "held"].map(|key| tab[key].as_u64().expect("a count"))
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}
