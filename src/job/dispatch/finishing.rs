//! The last papers of a run, made when every bundle is verified: manifest, receipt, report.

use crate::bundle::BundleSummary;
use crate::bundle::papers::LedgerLine;
use crate::bundle::papers::manifest::{Run, manifest_json};
use crate::bundle::papers::receipt::Receipt;
use crate::bundle::papers::report::{
    CheckLine, FolderLine, ReportData, ReportFinding, Selected, SourceLine, TabLine, report_html,
};
use crate::bundle::words::Language;
use crate::check::keys::TabKeys;
use crate::destination::{ChecklistLine, Label};
use crate::finding::Finding;
use crate::job::book::tally;
use crate::job::choices::choices;
use crate::job::choose::wanted::Wanted;
use crate::job::dispatch::Dispatch;
use crate::job::dispatch::paper_trail::{File, PIECE};
use crate::job::mailbox::groups::Found;
use crate::job::pack::Packed;
use crate::job::previous;
use crate::job::settle::Surveyed;
use crate::json::Value;
use crate::source::sniff::Kind;

/// The receipt while it is written.
pub(in crate::job) struct OpenReceipt {
    file: File,
    receipt: Receipt,
    /// The next list of keys: the tab's index times the lists of a tab, and the list.
    next: usize,
}

impl Dispatch {
    /// Writes the papers that speak of the whole run. Only called when all bundles were verified.
    pub fn papers(&mut self, bundles: &[BundleSummary]) {
        let setup = self.surveyed.setup.clone();
        let plan = setup.plan.to_json();
        let ledger = self.leaf_ledger();
        let selection = setup.settled.wanted.as_ref().map(Wanted::document);
        let previous = Some(self.previous()).filter(|previous| *previous != Value::Null);
        let run = Run {
            destination: &setup.destination.id,
            plan: &plan,
            selection: selection.as_ref(),
            previous: previous.as_ref(),
            bundles,
            ledger: &ledger,
            verified: true,
        };
        self.trail.write("manifest.json", manifest_json(&run));
        let mut file = self.trail.open("receipt.json");
        let receipt = Receipt::begin(&run, &mut file.buffer);
        self.receipt = Some(OpenReceipt { file, receipt, next: 0 });
        let report = self.report(bundles, &ledger);
        self.trail.write("report.html", report);
    }

    /// Writes the next keys of the receipt, if it is open: all of them at once would be a large part of the memory of
    /// a run.
    pub fn receipt_on(&mut self) {
        let Some(mut open) = self.receipt.take() else { return };
        let tabs = &self.surveyed.setup.destination.tabs;
        let pieces = TabKeys::packed_pieces();
        while let Some(keys) = self.surveyed.keys.get(open.next / pieces) {
            let buffer = &mut open.file.buffer;
            if buffer.len() >= PIECE {
                self.trail.flush(&mut open.file);
                self.receipt = Some(open);
                return;
            }
            if open.next % pieces == 0 {
                open.receipt.tab(&tabs[open.next / pieces].id, buffer);
            }
            for (key, told) in keys.packed(open.next % pieces) {
                open.receipt.key(u128::from(key) << 64 | u128::from(told), buffer);
            }
            open.next += 1;
        }
        open.receipt.finish(&mut open.file.buffer);
        self.trail.close(open.file);
    }

    /// The ledger without the ZIPs themselves: their entries have lines of their own.
    fn leaf_ledger(&self) -> Vec<LedgerLine> {
        let lines = self.surveyed.leaves.iter().zip(&self.ledger);
        lines.filter(|(leaf, _)| leaf.has_records()).map(|(_, line)| line.clone()).collect()
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
        let day = |line: &ChecklistLine| line.day(|key| setup.settled.option(key).to_string());
        let text = |line: &ChecklistLine| match day(line) {
            Some(day) => format!("{day} {}", word(&line.text)),
            None => word(&line.text),
        };
        let checklist: Vec<CheckLine> =
            lines.map(|line| CheckLine { text: text(line), risk: word(&line.risk) }).collect();
        let root = setup.destination.selection.as_ref().and_then(|rule| setup.destination.tab(&rule.tab));
        let window = setup.settled.wanted.as_ref().and_then(Wanted::window).unwrap_or_default();
        let selected = setup.settled.wanted.as_ref().zip(root).map(|(wanted, root)| Selected {
            records: self.counts[root].0,
            tab: &tabs[root].label,
            by: wanted.most.map(|_| wanted.by.as_str()),
            window: &window,
        });
        let choices = choices(setup, &self.trail.words);
        let folders = folder_lines(&self.surveyed);
        let data = ReportData {
            destination: &word(&setup.destination.label),
            selected,
            folders: &folders,
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
        if self.selection.is_some() {
            let of_sources = self.surveyed.findings.iter().filter(|it| !self.surveyed.is_of_records(it));
            let mut findings: Vec<Finding> = of_sources.chain(self.tally.findings()).cloned().collect();
            tally::sort(&mut findings);
            return findings;
        }
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

    /// What this run did after an earlier one; null if there was none.
    fn previous(&self) -> Value {
        match self.surveyed.second_run {
            true => self.since.document(previous::records(&self.surveyed), 0),
            false => Value::Null,
        }
    }

    /// The result of the run.
    pub fn into_packed(self, bundles: Vec<BundleSummary>) -> Packed {
        let (findings, previous) = (self.findings(), self.previous());
        Packed {
            bundles,
            mailed: Vec::new(),
            papers: self.trail.written,
            previous,
            ledger: self.ledger,
            findings,
            counts: self.counts,
            surveyed: self.surveyed,
        }
    }
}

/// Each folder as found, and what became of its mail.
fn folder_lines(surveyed: &Surveyed) -> Vec<FolderLine> {
    let line = |found: &Found| {
        let group = found.group.and_then(|at| surveyed.groups.all.get(at));
        let parts = group.map(|group| [group.folder.as_str(), group.state.as_str()]);
        let parts = parts.iter().flatten().filter(|part| !part.is_empty());
        FolderLine {
            found: found.name.clone(),
            target: parts.copied().collect::<Vec<_>>().join(" / "),
            counts: [found.messages, found.duplicates, found.filtered, found.held],
        }
    };
    surveyed.groups.found.iter().map(line).collect()
}

fn source_line(leaf: &crate::job::leaf::Leaf) -> SourceLine {
    SourceLine {
        name: leaf.name.clone(),
        kind: leaf.kind.unwrap_or(Kind::Unknown).as_str().to_string(),
        bytes: leaf.bytes,
        records: leaf.records,
    }
}
