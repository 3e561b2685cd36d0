//! `receipt.json`: the manifest and the keys of the packed records, for the second run.
//!
//! There may be millions of keys, so they are written as they come. It keeps no values of records: a key is
//! a hash (`text::hash::key128`), and nobody can read mail out of it.

use super::manifest::{Run, fields};
use crate::json::Value;

/// Writes a receipt into a buffer that the caller may empty between calls.
pub struct Receipt {
    tabs: u64,
    keys: u64,
}

impl Receipt {
    /// Begins with all that is known at the end of a run but the keys.
    pub fn begin(run: &Run<'_>, out: &mut Vec<u8>) -> Receipt {
        out.extend_from_slice(b"{\n");
        let members = fields("nizukuri-receipt", run);
        // What tells a receipt, and what it is for, stands before what may be long.
        let first = ["format", "version", "destination"];
        let (begin, rest): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|(name, _)| first.contains(&name.as_ref()));
        for (name, value) in begin.into_iter().chain(rest) {
            write_json(&Value::Text(name.into_owned()), out);
            out.extend_from_slice(b": ");
            write_json(&value, out);
            out.extend_from_slice(b",\n");
        }
        out.extend_from_slice(b"\"keys\": {");
        Receipt { tabs: 0, keys: 0 }
    }

    /// The keys of the next tab follow. Each tab once, also when it has none.
    pub fn tab(&mut self, tab: &str, out: &mut Vec<u8>) {
        if self.tabs > 0 {
            out.extend_from_slice(b"],");
        }
        out.push(b'\n');
        write_json(&Value::Text(tab.to_owned()), out);
        out.extend_from_slice(b": [");
        self.tabs += 1;
        self.keys = 0;
    }

    /// One key of the tab, as 32 hexadecimal digits. Ignored before the first tab.
    pub fn key(&mut self, key: u128, out: &mut Vec<u8>) {
        if self.tabs == 0 {
            return;
        }
        if self.keys > 0 {
            out.push(b',');
        }
        out.extend_from_slice(format!("\"{key:032x}\"").as_bytes());
        self.keys += 1;
    }

    /// Ends the document.
    pub fn finish(self, out: &mut Vec<u8>) {
        if self.tabs > 0 {
            out.extend_from_slice(b"]\n");
        }
        out.extend_from_slice(b"}\n}\n");
    }
}

fn write_json(value: &Value, out: &mut Vec<u8>) {
    out.extend_from_slice(value.to_string().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::papers::manifest::tests::{bundles, ledger};
    use serde_json::json;

    fn check(tabs: &[(&str, &[u128])], expected: serde_json::Value) {
        let (bundles, ledger, plan) = (bundles(), ledger(), Value::default());
        let run = Run {
            destination: "d",
            plan: &plan,
            selection: None,
            previous: None,
            bundles: &bundles,
            ledger: &ledger,
            verified: true,
        };
        let mut out = Vec::new();
        let mut receipt = Receipt::begin(&run, &mut out);
        for (tab, keys) in tabs {
            receipt.tab(tab, &mut out);
            keys.iter().for_each(|key| receipt.key(*key, &mut out));
        }
        receipt.finish(&mut out);
        let back: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(back["keys"], expected);
        assert_eq!(back["format"], "nizukuri-receipt");
        assert_eq!(back["bundles"][0]["name"], "zoho-desk_01.zip");
    }

    #[test]
    fn keys_stand_by_tab_as_hexadecimal() {
        check(&[], json!({}));
        check(&[("agents", &[])], json!({ "agents": [] }));
        let expected = json!({
            "agents": [], "tickets": ["0000000000000000000000000000000a", "ffffffffffffffffffffffffffffffff"], "threads": [],
        });
        check(&[("agents", &[]), ("tickets", &[10, u128::MAX]), ("threads", &[])], expected);
    }
}
