//! Both catalogs say the same things, and every code has words.

use super::*;
use crate::bundle::codes;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::collections::BTreeSet;

const JA: [&str; 2] =
    [include_str!("../../../locales/ja/findings.ftl"), include_str!("../../../locales/ja/report.ftl")];
const EN: [&str; 2] =
    [include_str!("../../../locales/en/findings.ftl"), include_str!("../../../locales/en/report.ftl")];

/// `id` and `id.attribute` of every message, by the plain form the catalogs are written in.
fn ids(sources: [&str; 2]) -> Vec<String> {
    let (mut ids, mut message) = (Vec::new(), "");
    for line in sources.iter().flat_map(|source| source.lines()) {
        if let Some((name, _)) = line.split_once(" =") {
            let id = match name.strip_prefix("    .") {
                Some(attribute) => format!("{message}.{attribute}"),
                None if name.starts_with(|letter: char| letter.is_ascii_lowercase()) => {
                    message = name;
                    name.to_owned()
                }
                None => continue,
            };
            ids.push(id);
        }
    }
    ids
}

#[test]
fn both_languages_hold_the_same_ids_once_and_in_the_same_order() {
    let (ja, en) = (ids(JA), ids(EN));
    assert_eq!(ja, en);
    assert_eq!(ja.iter().collect::<BTreeSet<_>>().len(), ja.len(), "an id stands twice");
}

#[test]
fn the_catalogs_are_sound() {
    for source in JA.iter().chain(&EN) {
        if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
            panic!("{errors:?}");
        }
    }
}

#[test]
fn every_finding_has_three_texts_without_errors() {
    for language in [Language::Ja, Language::En] {
        let words = Words::new(language);
        let args =
            Args { count: 1234, number: 5, field: "件名", found: "旧", used: "新", tab: "Tickets" };
        for id in ids(JA).iter().filter(|id| id.starts_with("finding-") && !id.contains('.')) {
            let code = id.trim_start_matches("finding-");
            for text in [words.title(code, &args), words.consequence(code, &args), words.remedy(code, &args)]
            {
                assert!(text != code && !text.contains(['{', '\u{2068}']), "{id}: {text}");
            }
        }
    }
}

#[test]
fn every_code_of_this_room_has_words() {
    let ids: BTreeSet<String> = ids(JA).into_iter().collect();
    for code in codes::ALL {
        assert!(ids.contains(&format!("finding-{}", code.id)), "{}", code.id);
    }
}

#[test]
fn values_stand_in_the_text_and_unknown_codes_give_themselves() {
    let words = Words::new(Language::Ja);
    let args = Args { field: "件名", ..Args::default() };
    assert_eq!(words.title("required-missing", &args), "必要な「件名」が空です");
    assert_eq!(words.title("no-such-code", &args), "no-such-code");
    assert_eq!(words.remedy("no-such-code", &args), "no-such-code");
    assert_eq!(words.text("no-such-text", &[]), "no-such-text");
}

#[test]
fn numbers_are_grouped_and_sizes_never_rounded_up() {
    assert_eq!(
        ["0", "999", "1,000", "1,234,567"],
        [0, 999, 1000, 1_234_567].map(group).each_ref().map(String::as_str)
    );
    let sizes = [999, 1000, 1_999_999, 19_990_000, 1_999_999_999, 10_000_000_000].map(size);
    assert_eq!(sizes, ["999 B", "1.00 KB", "1.99 MB", "19.9 MB", "1.99 GB", "10.0 GB"]);
    let words = Words::new(Language::En);
    assert!(words.text("report-records", &[("count", Value::Number(12_345))]).contains("12,345"));
}

/// The catalogs as the independent reader of Fluent takes them.
fn theirs(language: Language) -> FluentBundle<FluentResource> {
    let mut catalog = FluentBundle::new(vec![language.as_str().parse().unwrap()]);
    catalog.set_use_isolating(false);
    catalog.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(group(number.value as u64)),
        _ => None,
    }));
    for source in if language == Language::Ja { JA } else { EN } {
        catalog.add_resource_overriding(FluentResource::try_new(source.to_owned()).unwrap());
    }
    catalog
}

#[test]
fn every_text_is_what_fluent_makes_of_it() {
    const NAMES: [&str; 12] = [
        "count", "number", "read", "packed", "held", "bundles", "field", "found", "used", "tab", "bundle",
        "version",
    ];
    for (language, number) in [(Language::Ja, 1), (Language::En, 1), (Language::En, 0), (Language::En, 1234)]
    {
        let (ours, theirs) = (Words::new(language), theirs(language));
        let value = |at: usize| if at < 6 { Value::Number(number) } else { Value::Text(NAMES[at]) };
        let values: Vec<_> = NAMES.iter().enumerate().map(|(at, name)| (*name, value(at))).collect();
        let mut args = FluentArgs::new();
        for (name, value) in &values {
            match *value {
                Value::Number(number) => args.set(*name, number),
                Value::Text(text) => args.set(*name, text),
            }
        }
        for id in ids(JA) {
            let (message, attribute) = id.split_once('.').unwrap_or((&id, ""));
            let found = theirs.get_message(message).unwrap();
            let pattern = match attribute {
                "" => found.value().unwrap(),
                name => found.get_attribute(name).unwrap().value(),
            };
            let expected = theirs.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
            assert_eq!(ours.say(message, attribute, &values), Some(expected), "{id}");
        }
    }
}

#[test]
fn of_mail_that_goes_as_it_is_it_is_not_said_that_it_was_read_otherwise() {
    let args = Args::default();
    for language in [Language::Ja, Language::En] {
        let (taken, kept) = (Words::new(language), Words::new(language).kept(true));
        let code = "charset-mislabelled";
        assert_ne!(taken.consequence(code, &args), kept.consequence(code, &args));
        assert_eq!(taken.remedy(code, &args), kept.remedy(code, &args), "there is no other one");
        assert_ne!(taken.remedy("from-missing", &args), kept.remedy("from-missing", &args));
        assert_eq!(taken.title(code, &args), kept.title(code, &args));
        let row = Args { tab: "customers", ..args };
        assert_eq!(taken.consequence(code, &row), kept.consequence(code, &row), "a row does not go as it is");
    }
}

#[test]
fn attributes_are_read_however_far_they_are_indented() {
    for indent in [" ", "    "] {
        let source = format!("finding-a = A\n{indent}.remedy = B\n").leak();
        assert_eq!(super::catalog::Catalog::read(&[source]).pattern("finding-a", "remedy"), Some("B"));
    }
}
