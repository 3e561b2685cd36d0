//! `report.html`: one printable page for people. What came in, what goes out, what was held and why.
//!
//! Self-contained and without scripts; its own policy allows nothing but its one style, as values in it come
//! from hostile mail. It shows the first examples; all places are in `findings.csv`.

use super::LedgerLine;
use super::html::{Cell, escape, style_source, table};
use crate::bundle::BundleSummary;
use crate::bundle::words::{Args, Value, Words, group, size};
use crate::finding::{Finding, Sample, Severity};

const STYLE: &str = include_str!("report.css");
/// Examples of changed spelling shown for one finding.
const EXAMPLES: usize = 3;
/// Choices shown; the receipt has the whole plan.
const CHOICES: usize = 500;

/// A source as the report names it.
#[derive(Clone, Debug)]
pub struct SourceLine {
    pub name: String,
    /// `mbox`, `eml`, `csv`, `zip`, `empty`, `unknown`.
    pub kind: String,
    pub bytes: u64,
    pub records: u64,
}

/// A tab and what goes into it.
#[derive(Clone, Debug)]
pub struct TabLine {
    pub label: String,
    pub packed: u64,
    pub held: u64,
    /// Of its CSV parts.
    pub bytes: u64,
}

/// A mail folder as found, and what became of its mail.
#[derive(Clone, Debug)]
pub struct FolderLine {
    pub found: String,
    /// Folder and state it is packed as; blank: it is left out.
    pub target: String,
    /// Messages packed, copies, left out, held.
    pub counts: [u64; 4],
}

/// A finding with what the core's catalog does not know of it.
#[derive(Clone, Copy, Debug)]
pub struct ReportFinding<'a> {
    pub finding: &'a Finding,
    /// The tab's label; empty if it is about sources.
    pub tab: &'a str,
    /// The destination's own words for the consequence; empty: those of the catalog.
    pub consequence: &'a str,
}

/// A line of the check-list, in the report's language.
#[derive(Clone, Debug)]
pub struct CheckLine {
    pub text: String,
    pub risk: String,
}

/// What went when not everything did.
#[derive(Clone, Copy, Debug)]
pub struct Selected<'a> {
    /// Packed of the tab that was chosen by.
    pub records: u64,
    /// Its label.
    pub tab: &'a str,
    /// `newest`, `oldest`, `random`, `search`; `None`: all within the window.
    pub by: Option<&'a str>,
    /// Days, in words; may be empty.
    pub window: &'a str,
}

/// All that the report tells.
#[derive(Clone, Copy, Debug)]
pub struct ReportData<'a> {
    /// The destination's label.
    pub destination: &'a str,
    pub selected: Option<Selected<'a>>,
    /// Only of mail that goes as mail.
    pub folders: &'a [FolderLine],
    pub sources: &'a [SourceLine],
    pub tabs: &'a [TabLine],
    pub bundles: &'a [BundleSummary],
    pub findings: &'a [ReportFinding<'a>],
    pub ledger: &'a [LedgerLine],
    /// What the user decided: what it is about, and what was chosen.
    pub choices: &'a [[String; 2]],
    pub checklist: &'a [CheckLine],
    /// Whether every bundle was re-read and found right.
    pub verified: bool,
}

/// The page as UTF-8 HTML, in the language of `words`.
pub fn report_html(data: &ReportData<'_>, words: &Words) -> Vec<u8> {
    let page = Page { data, words };
    let heading = words.text("report-heading", &[("destination", Value::Text(data.destination))]);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
        words.language().as_str(),
        style_source(STYLE),
        escape(&page.say("report-title")),
        escape(&heading),
    );
    out.push_str(&page.summary());
    out.push_str(&page.section("report-out", &[page.tabs(), page.folders(), page.bundles()]));
    out.push_str(&page.held());
    out.push_str(&page.repairs());
    out.push_str(&page.section("report-others", &[page.reasons("report-others-caption", false)]));
    out.push_str(&page.section("report-choices", &[page.choices()]));
    out.push_str(&page.section("report-in", &[page.sources(), page.guesses()]));
    out.push_str(&page.ledger());
    out.push_str(&page.section("report-checklist", &[page.checklist()]));
    out.push_str(&page.notes());
    out.push_str("</main>\n</body>\n</html>\n");
    out.into_bytes()
}

struct Page<'a> {
    data: &'a ReportData<'a>,
    words: &'a Words,
}

impl Page<'_> {
    fn say(&self, id: &str) -> String {
        self.words.text(id, &[])
    }

    fn paragraph(&self, class: &str, text: &str) -> String {
        format!("<p class=\"{class}\">{}</p>\n", escape(text))
    }

    fn head(&self, columns: &[&str]) -> Vec<String> {
        columns.iter().map(|column| self.say(&format!("report-column-{column}"))).collect()
    }

    fn section(&self, heading: &str, tables: &[String]) -> String {
        let mut out = format!("<h2>{}</h2>\n", escape(&self.say(heading)));
        let before = out.len();
        tables.iter().for_each(|table| out.push_str(table));
        if out.len() == before {
            out.push_str(&self.paragraph("soft", &self.say("report-nothing")));
        }
        out
    }

    fn summary(&self) -> String {
        let sum = |value: fn(&LedgerLine) -> u64| {
            self.data.ledger.iter().fold(0_u64, |sum, line| sum.saturating_add(value(line)))
        };
        let held = sum(|line| line.held);
        let numbers = [
            ("read", Value::Number(sum(|line| line.read))),
            ("packed", Value::Number(sum(|line| line.packed))),
            ("bundles", Value::Number(self.data.bundles.len() as u64)),
        ];
        let mut out = self.paragraph("", &self.words.text("report-summary", &numbers));
        if let Some(Selected { records, tab, by, window }) = self.data.selected {
            let id = if by.is_some() { "report-pilot" } else { "report-selected" };
            let mut by = by.map_or_else(String::new, |by| self.say(&format!("report-by-{by}")));
            by.push_str(if by.is_empty() || window.is_empty() { "" } else { ", " });
            by.push_str(window);
            let values =
                [("records", Value::Number(records)), ("tab", Value::Text(tab)), ("by", Value::Text(&by))];
            out.push_str(&self.paragraph("", &self.words.text(id, &values)));
        }
        let (id, class) =
            if held == 0 { ("report-summary-none-held", "good") } else { ("report-summary-held", "bad") };
        out.push_str(&self.paragraph(class, &self.words.text(id, &[("held", Value::Number(held))])));
        out.push_str(&match self.data.verified {
            true => self.paragraph("good", &self.say("report-verified")),
            false => self.paragraph("bad", &self.say("report-not-verified")),
        });
        out.push_str(&self.paragraph("soft", &self.say("report-privacy")));
        out
    }

    fn tabs(&self) -> String {
        let tabs = self.data.tabs;
        let rows: Vec<Vec<Cell>> = tabs
            .iter()
            .map(|tab| {
                vec![Cell::Text(tab.label.clone()), number(tab.packed), number(tab.held), bytes(tab.bytes)]
            })
            .collect();
        let sum =
            |value: fn(&TabLine) -> u64| tabs.iter().fold(0_u64, |sum, tab| sum.saturating_add(value(tab)));
        let foot = vec![
            Cell::Text(self.say("report-total")),
            number(sum(|tab| tab.packed)),
            number(sum(|tab| tab.held)),
            bytes(sum(|tab| tab.bytes)),
        ];
        let head = self.head(&["tab", "packed", "held", "size"]);
        table(&self.say("report-tabs-caption"), &head, &rows, Some(foot))
    }

    fn folders(&self) -> String {
        let rows = self.data.folders.iter().map(|folder| {
            let target = if folder.target.is_empty() { "–".to_string() } else { folder.target.clone() };
            let mut cells = vec![Cell::Text(folder.found.clone()), Cell::Text(target)];
            cells.extend(folder.counts.map(number));
            cells
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        let head = ["folder", "target", "packed", "duplicate", "filtered", "held"];
        table(&self.say("report-folders-caption"), &self.head(&head), &rows, None)
    }

    fn bundles(&self) -> String {
        let mut rows = Vec::new();
        for bundle in self.data.bundles {
            let records = bundle.entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.records));
            let sum = Cell::Code(bundle.sha256.clone());
            rows.push(vec![Cell::Text(bundle.name.clone()), bytes(bundle.bytes), number(records), sum]);
        }
        let head = self.head(&["name", "size", "records", "sum"]);
        let mut out = table(&self.say("report-bundles-caption"), &head, &rows, None);
        for bundle in self.data.bundles {
            // Attachments are in the manifest: there may be hundreds of thousands.
            let parts = bundle.entries.iter().filter(|entry| !entry.tab.is_empty());
            let rows: Vec<Vec<Cell>> = parts
                .map(|part| vec![Cell::Text(part.name.clone()), bytes(part.bytes), number(part.records)])
                .collect();
            let caption = self.words.text("report-entries-caption", &[("bundle", Value::Text(&bundle.name))]);
            out.push_str(&table(&caption, &self.head(&["name", "size", "records"]), &rows, None));
        }
        out
    }

    fn held(&self) -> String {
        let reasons = self.reasons("report-held-caption", true);
        let lead = match reasons.is_empty() {
            true => String::new(),
            false => self.paragraph("", &self.say("report-held-lead")),
        };
        self.section("report-held", &[lead, reasons])
    }

    /// Findings that hold records, or the others without those that only changed a spelling.
    fn reasons(&self, caption: &str, holds: bool) -> String {
        let mut rows = Vec::new();
        for item in self.data.findings {
            let finding = item.finding;
            if finding.holds != holds || (!holds && (is_repair(finding) || is_guess(finding))) {
                continue;
            }
            // Columns of one fate are told together: a table may have dozens.
            let of_column = finding.code.id.starts_with("column-");
            let same = |it: &&ReportFinding<'_>| {
                let alike = it.finding.code.id == finding.code.id
                    && it.tab == item.tab
                    && it.finding.source == finding.source;
                if of_column { alike } else { std::ptr::eq(it.finding, finding) }
            };
            let all: Vec<&Finding> = self.data.findings.iter().filter(same).map(|it| it.finding).collect();
            if !std::ptr::eq(all[0], finding) {
                continue;
            }
            let field = all.iter().map(|it| it.field.as_str()).collect::<Vec<_>>().join(" · ");
            let args = Args { field: &field, ..self.args(item) };
            let consequence = match item.consequence {
                "" => self.words.consequence(finding.code.id, &args),
                own => own.to_owned(),
            };
            rows.push(vec![
                Cell::Text(self.words.title(finding.code.id, &args)),
                Cell::Text(joined([&finding.source, item.tab, if of_column { "" } else { &field }])),
                number(all.iter().map(|it| it.count).sum()),
                Cell::Text(consequence),
                Cell::Text(self.words.remedy(finding.code.id, &args)),
            ]);
        }
        let head =
            [self.head(&["what"]), vec![self.where_head()], self.head(&["count", "consequence", "remedy"])];
        table(&self.say(caption), &head.concat(), &rows, None)
    }

    fn repairs(&self) -> String {
        let mut rows = Vec::new();
        for item in self.data.findings.iter().filter(|item| !item.finding.holds && is_repair(item.finding)) {
            let title = self.words.title(item.finding.code.id, &self.args(item));
            let shown =
                |value: &str| if value.is_empty() { self.say("report-blank") } else { value.to_owned() };
            let changed = |sample: &&Sample| {
                sample.used != sample.found && (!sample.used.is_empty() || sets(item.finding))
            };
            for (at, sample) in item.finding.samples.iter().filter(changed).take(EXAMPLES).enumerate() {
                // Said once: what follows are more examples of it.
                let once = |cell: Cell| if at == 0 { cell } else { Cell::Text(String::new()) };
                rows.push(vec![
                    once(Cell::Text(title.clone())),
                    once(Cell::Text(place(item))),
                    once(number(item.finding.count)),
                    Cell::Text(shown(&sample.found)),
                    Cell::Text(shown(&sample.used)),
                    number(sample.count),
                ]);
            }
        }
        let lead = match rows.is_empty() {
            true => String::new(),
            false => self.paragraph("", &self.say("report-repairs-lead")),
        };
        let columns = ["count", "before", "after", "examples"];
        let head = [self.head(&["what"]), vec![self.where_head()], self.head(&columns)];
        let table = table(&self.say("report-repairs-caption"), &head.concat(), &rows, None);
        self.section("report-repairs", &[lead, table])
    }

    /// Columns whose field was guessed, a row for each table or tab: they say nothing of a value.
    fn guesses(&self) -> String {
        let mut lists: Vec<[String; 2]> = Vec::new();
        for finding in self.data.findings.iter().filter(|item| is_guess(item.finding)) {
            let place = joined([&finding.finding.source, finding.tab, ""]);
            let pairs = finding.finding.samples.iter().map(|it| format!("{} → {}", it.found, it.used));
            let pairs = pairs.collect::<Vec<_>>().join(" · ");
            match lists.iter_mut().find(|list| list[0] == place) {
                Some([_, known]) => *known = format!("{known} · {pairs}"),
                None => lists.push([place, pairs]),
            }
        }
        let rows: Vec<Vec<Cell>> = lists.into_iter().map(|list| Vec::from(list.map(Cell::Text))).collect();
        let head = self.head(&["about", "fields"]);
        table(&self.say("report-guesses-caption"), &head, &rows, None)
    }

    fn choices(&self) -> String {
        let row = |choice: &[String; 2]| choice.iter().map(|text| Cell::Text(text.clone())).collect();
        let rows: Vec<Vec<Cell>> = self.data.choices.iter().take(CHOICES).map(row).collect();
        let mut out =
            table(&self.say("report-choices-caption"), &self.head(&["about", "choice"]), &rows, None);
        let more = self.data.choices.len().saturating_sub(CHOICES) as u64;
        if more > 0 {
            let text = self.words.text("report-choices-more", &[("count", Value::Number(more))]);
            out.push_str(&self.paragraph("soft", &text));
        }
        out
    }

    fn sources(&self) -> String {
        let row = |source: &SourceLine| {
            let kind = self.say(&format!("kind-{}", source.kind));
            vec![
                Cell::Text(source.name.clone()),
                Cell::Text(kind),
                bytes(source.bytes),
                number(source.records),
            ]
        };
        let rows: Vec<Vec<Cell>> = self.data.sources.iter().map(row).collect();
        table(&self.say("report-in"), &self.head(&["source", "kind", "size", "records"]), &rows, None)
    }

    fn ledger(&self) -> String {
        let row = |line: &LedgerLine| {
            let numbers = [line.read, line.packed, line.held, line.duplicate, line.filtered, line.already];
            let mut cells = vec![Cell::Text(line.source.clone())];
            cells.extend(numbers.map(number));
            cells
        };
        let rows: Vec<Vec<Cell>> = self.data.ledger.iter().map(row).collect();
        let lead = match self.data.ledger.iter().all(LedgerLine::balances) {
            true => self.paragraph("", &self.say("report-ledger-lead")),
            false => self.paragraph("bad", &self.say("report-ledger-unbalanced")),
        };
        let head = self.head(&["source", "read", "packed", "held", "duplicate", "filtered", "already"]);
        self.section("report-ledger", &[lead, table(&self.say("report-ledger-caption"), &head, &rows, None)])
    }

    fn checklist(&self) -> String {
        let row = |line: &CheckLine| {
            vec![Cell::Text(line.text.clone()), Cell::Text(line.risk.clone()), Cell::Text("□".to_owned())]
        };
        let rows: Vec<Vec<Cell>> = self.data.checklist.iter().map(row).collect();
        table(&self.say("report-checklist-caption"), &self.head(&["check", "risk", "done"]), &rows, None)
    }

    fn notes(&self) -> String {
        let version =
            self.words.text("report-program", &[("version", Value::Text(env!("CARGO_PKG_VERSION")))]);
        let notes = [self.say("report-guard-note"), version];
        self.section("report-notes", &notes.map(|note| self.paragraph("soft", &note)))
    }

    fn where_head(&self) -> String {
        format!("{} / {}", self.say("column-tab"), self.say("column-field"))
    }

    fn args<'b>(&self, item: &'b ReportFinding<'_>) -> Args<'b> {
        let Finding { count, number, field, samples, .. } = item.finding;
        let (found, used) = samples.first().map_or(("", ""), |sample| (&sample.found, &sample.used));
        Args { count: *count, number: *number, field, found, used, tab: item.tab }
    }
}

/// The user's own values stand in, also blanks.
fn sets(finding: &Finding) -> bool {
    finding.code.id == "value-set"
}

/// A column was taken for a field, which changes no value.
fn is_guess(finding: &Finding) -> bool {
    finding.code.id == "column-guessed"
}

/// Only a spelling was changed, and there are examples of it.
fn is_repair(finding: &Finding) -> bool {
    let changed = || finding.samples.iter().any(|sample| !sample.used.is_empty());
    sets(finding) || (finding.severity == Severity::Note && !is_guess(finding) && changed())
}

/// The tab and field it is about, or the source.
fn place(item: &ReportFinding<'_>) -> String {
    joined([&item.finding.source, item.tab, &item.finding.field])
}

fn joined(parts: [&str; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ")
}

fn number(number: u64) -> Cell {
    Cell::Number(group(number))
}

fn bytes(bytes: u64) -> Cell {
    Cell::Number(size(bytes))
}

#[cfg(test)]
#[path = "report/tests.rs"]
mod tests;
