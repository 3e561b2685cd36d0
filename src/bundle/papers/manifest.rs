//! `manifest.json`: what was packed, with sums, for whoever checks the hand-over.

use super::LedgerLine;
use crate::bundle::{BundleSummary, EntrySummary, Proof};
use crate::json::{Members, Value, json};

/// Raised when a reader of the old form could misread the new one.
pub const FORMAT_VERSION: u64 = 1;

/// What manifest and receipt both say.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The destination's id.
    pub destination: &'a str,
    /// The plan as the user saved it.
    pub plan: &'a Value,
    /// Which records were chosen, when not all were packed.
    pub selection: Option<&'a Value>,
    /// What an earlier run did, and what this one did after it.
    pub previous: Option<&'a Value>,
    pub bundles: &'a [BundleSummary],
    pub ledger: &'a [LedgerLine],
    /// Whether every bundle was re-read and found right.
    pub verified: bool,
}

/// The manifest as UTF-8 JSON, with a line end at its end.
pub fn manifest_json(run: &Run<'_>) -> Vec<u8> {
    pretty(&Value::Object(fields("nizukuri-manifest", run)))
}

/// The members of the manifest or the receipt, without the receipt's keys.
pub(super) fn fields(format: &str, run: &Run<'_>) -> Members {
    let bundles: Vec<Value> = run.bundles.iter().map(bundle).collect();
    let ledger: Vec<Value> = run.ledger.iter().map(line).collect();
    let pairs = [
        ("format", json!(format)),
        ("version", json!(FORMAT_VERSION)),
        ("program", json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") })),
        ("destination", json!(run.destination)),
        ("plan", run.plan.clone()),
        ("bundles", Value::Array(bundles)),
        ("ledger", Value::Array(ledger)),
        ("verified", json!(run.verified)),
    ];
    let selection = run.selection.map(|selection| ("selection", selection.clone()));
    let previous = run.previous.map(|previous| ("previous", previous.clone()));
    pairs.into_iter().chain(selection).chain(previous).map(|(name, value)| (name.into(), value)).collect()
}

fn bundle(bundle: &BundleSummary) -> Value {
    let entries: Vec<Value> = bundle.entries.iter().map(entry).collect();
    json!({ "name": bundle.name, "bytes": bundle.bytes, "sha256": bundle.sha256, "entries": entries })
}

fn entry(entry: &EntrySummary) -> Value {
    if let Some(Proof::Files { files, .. }) = entry.proof {
        return json!({ "name": entry.name, "bytes": entry.bytes, "records": entry.records, "files": files });
    }
    let mut value = json!({
        "name": entry.name,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "crc32": format!("{:08x}", entry.crc32),
    });
    if !entry.tab.is_empty() {
        value["tab"] = json!(entry.tab);
        value["records"] = json!(entry.records);
    }
    value
}

fn line(line: &LedgerLine) -> Value {
    json!({
        "source": line.source,
        "read": line.read,
        "packed": line.packed,
        "held": line.held,
        "duplicate": line.duplicate,
        "filtered": line.filtered,
        "already": line.already,
    })
}

/// Indented JSON.
pub(super) fn pretty(value: &Value) -> Vec<u8> {
    let mut out = value.pretty();
    out.push('\n');
    out.into_bytes()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn bundles() -> Vec<BundleSummary> {
        let part = EntrySummary {
            name: "Tickets_01.csv".into(),
            bytes: 120,
            records: 3,
            sha256: "ab".repeat(32),
            crc32: 0xf,
            tab: "tickets".into(),
            proof: None,
        };
        let file = EntrySummary {
            name: "Attachments/T-1/1-図.png".into(),
            tab: String::new(),
            records: 0,
            ..part.clone()
        };
        let sha256 = "cd".repeat(32);
        vec![BundleSummary {
            file: 0,
            name: "zoho-desk_01.zip".into(),
            bytes: 999,
            sha256,
            entries: vec![part, file],
        }]
    }

    pub fn ledger() -> Vec<LedgerLine> {
        vec![LedgerLine {
            source: "箱.mbox".into(),
            read: 4,
            packed: 3,
            held: 1,
            duplicate: 0,
            filtered: 0,
            already: 0,
        }]
    }

    #[test]
    fn the_manifest_says_what_was_packed() {
        let (bundles, ledger, plan) = (bundles(), ledger(), json!({ "destination": "zoho-desk" }));
        let pilot = json!({ "pilot": 20_u64 });
        let run = Run {
            destination: "zoho-desk",
            plan: &plan,
            selection: Some(&pilot),
            previous: None,
            bundles: &bundles,
            ledger: &ledger,
            verified: true,
        };
        let bytes = manifest_json(&run);
        assert_eq!(bytes, manifest_json(&run));
        let back: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(back["bundles"][0]["entries"][0]["crc32"], "0000000f");
        assert_eq!(back["bundles"][0]["entries"][0]["records"], 3);
        assert_eq!(back["bundles"][0]["entries"][1].get("tab"), None);
        assert_eq!(back["ledger"][0]["held"], 1);
        assert_eq!(back["selection"]["pilot"], 20);
        assert_eq!(back["verified"], true);
        assert_eq!(back["plan"].to_string(), plan.to_string());
        assert_eq!(back["program"]["version"], env!("CARGO_PKG_VERSION"));
    }
}
