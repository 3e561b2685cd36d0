//! The last papers of a run, made when every bundle is verified: manifest, receipt, report.

use super::choices::choices;
use super::dispatch::Dispatch;
use super::pack::Packed;
use crate::bundle::BundleSummary;
use crate::bundle::papers::LedgerLine;
use crate::bundle::papers::manifest::{Run, manifest_json};
use crate::bundle::papers::receipt::Receipt;
use crate::bundle::papers::report::{CheckLine, ReportData, ReportFinding, SourceLine, TabLine, report_html};
use crate::bundle::words::Language;
use crate::destination::Label;
use crate::finding::Finding;
use crate::source::sniff::Kind;

impl Dispatch {
    /// Writes the papers that speak of the whole run. Only called when all bundles were verified.
    pub fn papers(&mut self, bundles: &[BundleSummary]) {
        let setup = self.surveyed.setup.clone();
        let plan = setup.plan.to_json();
        let ledger = self.leaf_ledger();
        let run =
            Run { destination: &setup.destination.id, plan: &plan, bundles, ledger: &ledger, verified: true };
        self.trail.write("manifest.json", manifest_json(&run));
        let receipt = self.receipt(&run);
        self.trail.write("receipt.json", receipt);
        let report = self.report(bundles, &ledger);
        self.trail.write("report.html", report);
    }

    /// The ledger without the ZIPs themselves: their entries have lines of their own.
    fn leaf_ledger(&self) -> Vec<LedgerLine> {
        let lines = self.surveyed.leaves.iter().zip(&self.ledger);
        lines.filter(|(leaf, _)| leaf.kind != Some(Kind::Zip)).map(|(_, line)| line.clone()).collect()
    }

    fn receipt(&self, run: &Run<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        let mut receipt = Receipt::begin(run, &mut out);
        for (tab, keys) in self.surveyed.setup.destination.tabs.iter().zip(&self.packed) {
            receipt.tab(&tab.id, &mut out);
            for (key, content) in keys.sorted() {
                receipt.key(u128::from(key) << 64 | u128::from(content), &mut out);
            }
        }
        receipt.finish(&mut out);
        out
    }

    fn report(&self, bundles: &[BundleSummary], ledger: &[LedgerLine]) -> Vec<u8> {
        let setup = &self.surveyed.setup;
        let japanese = self.trail.words.language() == Language::Ja;
        let word = |label: &Label| if japanese { label.ja.clone() } else { label.en.clone() };
        let sources: Vec<SourceLine> = self.surveyed.leaves.iter().map(source_line).collect();
        let entries = || bundles.iter().flat_map(|bundle| &bundle.entries);
        let counted = setup.destination.tabs.iter().zip(&self.counts);
        let tabs: Vec<TabLine> = counted
            .map(|(tab, (packed, held))| TabLine {
                label: word(&tab.label),
                packed: *packed,
                held: *held,
                bytes: entries().filter(|entry| entry.tab == tab.id).map(|entry| entry.bytes).sum(),
            })
            .collect();
        let findings = self.findings();
        let labels: Vec<(String, String)> = findings
            .iter()
            .map(|finding| {
                let tab = setup.destination.tab(&finding.tab);
                let label = tab.map_or(String::new(), |tab| word(&setup.destination.tabs[tab].label));
                let own = tab.and_then(|tab| setup.consequence(tab, finding.code.id, &finding.field));
                (label, own.map_or(String::new(), word))
            })
            .collect();
        let told = findings.iter().zip(&labels);
        let told: Vec<ReportFinding<'_>> =
            told.map(|(finding, (tab, consequence))| ReportFinding { finding, tab, consequence }).collect();
        let lines = setup.destination.checklist.iter();
        let checklist: Vec<CheckLine> =
            lines.map(|line| CheckLine { text: word(&line.text), risk: word(&line.risk) }).collect();
        let choices = choices(setup, &self.trail.words);
        let data = ReportData {
            destination: &word(&setup.destination.label),
            sources: &sources,
            tabs: &tabs,
            bundles,
            findings: &told,
            ledger,
            choices: &choices,
            checklist: &checklist,
            verified: true,
        };
        report_html(&data, &self.trail.words)
    }

    /// The survey's findings and those only packing could make.
    fn findings(&self) -> Vec<Finding> {
        let mut findings = self.surveyed.findings.clone();
        for new in self.tally.findings() {
            let same =
                |f: &&mut Finding| f.code.id == new.code.id && f.tab == new.tab && f.field == new.field;
            // The survey counted it already as far as it could see.
            match findings.iter_mut().find(same) {
                Some(known) => known.count = known.count.max(new.count),
                None => findings.push(new.clone()),
            }
        }
        findings
    }

    /// The result of the run.
    pub fn into_packed(self, bundles: Vec<BundleSummary>) -> Packed {
        let findings = self.findings();
        Packed {
            bundles,
            papers: self.trail.written,
            ledger: self.ledger,
            findings,
            counts: self.counts,
            surveyed: self.surveyed,
        }
    }
}

fn source_line(leaf: &super::leaf::Leaf) -> SourceLine {
    SourceLine {
        name: leaf.name.clone(),
        kind: leaf.kind.unwrap_or(Kind::Unknown).as_str().to_string(),
        bytes: leaf.bytes,
        records: leaf.records,
    }
}
