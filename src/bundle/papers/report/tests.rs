use super::*;
use crate::bundle::papers::manifest::tests::{bundles, ledger};
use crate::bundle::words::Language;
use crate::finding::{Code, Sample};

fn finding(code: Code, holds: bool, used: &str) -> Finding {
    Finding {
        code,
        severity: code.severity,
        tab: "tickets".into(),
        field: "Subject".into(),
        source: String::new(),
        count: 1234,
        number: 0,
        places: Vec::new(),
        samples: vec![Sample {
            found: "<script>alert(1)</script>".into(),
            used: used.into(),
            count: 7,
            texts: None,
        }],
        holds,
        fix: None,
    }
}

fn of_column(name: &str) -> Finding {
    Finding { field: name.into(), count: 2, ..finding(Code::warning("column-unmatched"), false, "") }
}

fn page(language: Language) -> String {
    let findings = [
        finding(Code::error("required-missing"), true, ""),
        finding(Code::note("address-case"), false, "a@example.jp"),
        finding(Code::warning("agent-not-listed"), false, ""),
        of_column("Time tracked"),
        of_column("Survey results"),
        finding(Code::note("column-guessed"), false, "Guessed Name"),
        finding(Code::note("column-guessed"), false, "Guessed Mail"),
    ];
    let findings: Vec<ReportFinding<'_>> =
        findings.iter().map(|finding| ReportFinding { finding, tab: "チケット", consequence: "" }).collect();
    let data = ReportData {
        destination: "Zoho & Desk",
        selected: Some(Selected { records: 20, tab: "チケット", by: Some("newest"), window: "" }),
        folders: &[],
        sources: &[SourceLine {
            name: "箱\".mbox".into(),
            kind: "mbox".into(),
            bytes: 3_200_000_000,
            records: 4,
        }],
        tabs: &[TabLine { label: "チケット".into(), packed: 3, held: 1, bytes: 120 }],
        bundles: &bundles(),
        findings: &findings,
        ledger: &ledger(),
        choices: &[["<b>値".into(), "「x」にします".into()]],
        checklist: &[CheckLine { text: "空にする".into(), risk: "消えます".into() }],
        verified: true,
    };
    String::from_utf8(report_html(&data, &Words::new(language))).unwrap()
}

#[test]
fn values_never_become_markup() {
    for language in [Language::Ja, Language::En] {
        let page = page(language);
        assert!(!page.contains("<script"));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("Zoho &amp; Desk"));
        assert!(page.contains("箱&quot;.mbox"));
    }
}

#[test]
fn the_policy_names_the_style_that_is_there() {
    let page = page(Language::Ja);
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(page.contains(&format!("default-src 'none'; style-src {};", style_source(style))));
    assert!(
        !style.contains("url(")
            && !page.contains("style=\"")
            && !page.contains("http:")
            && !page.contains("https:")
    );
}

#[test]
fn the_page_tells_all_and_leaves_no_id_unsaid() {
    for language in [Language::Ja, Language::En] {
        let page = page(language);
        assert!(
            page.starts_with("<!doctype html>")
                && page.contains(&format!("<html lang=\"{}\">", language.as_str()))
        );
        for text in [
            "1,234",
            "3.20 GB",
            "a@example.jp",
            "Tickets_01.csv",
            "空にする",
            "消えます",
            "&lt;b&gt;値",
            env!("CARGO_PKG_VERSION"),
        ] {
            assert!(page.contains(text), "{text}");
        }
        for id in ["report-", "column-", "kind-", "severity-", "finding-", "choice-"] {
            assert!(!page.replace("zoho-desk_", "").contains(id), "{id} has no words");
        }
        assert_eq!(page.matches("<caption>").count(), page.matches("<table>").count());
    }
}

#[test]
fn columns_that_go_nowhere_are_one_row() {
    let page = page(Language::En);
    assert_eq!(page.matches("A column has no field to go to").count(), 1);
    assert!(page.contains("“Time tracked · Survey results” is not imported") && page.contains(">4<"));
}

#[test]
fn equal_data_gives_an_equal_page() {
    assert_eq!(page(Language::Ja), page(Language::Ja));
}

#[test]
fn guessed_columns_are_a_list_and_no_value_that_changed() {
    let page = page(Language::En);
    let (before, list) = page.split_once("Columns whose field was guessed").unwrap();
    assert!(!before.contains("Guessed") && before.contains("a@example.jp"));
    let found = "&lt;script&gt;alert(1)&lt;/script&gt;";
    assert!(list.contains(&format!("{found} → Guessed Name · {found} → Guessed Mail")));
}
