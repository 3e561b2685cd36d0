//! The invariants of ARCHITECTURE that a compiler does not hold: who may import whom, what may stand where,
//! and that every code has words in both languages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which rooms each room may use (DESIGN: the core). What has a `::` is allowed only from there on.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("source", &["text", "finding", "order"]),
    // A destination file may name codes of broken rules; it learns from there which exist.
    ("destination", &["text", "finding", "check::codes"]),
    ("convert", &["source", "destination", "text", "finding", "order", "kept"]),
    ("check", &["destination", "text", "finding", "order", "kept"]),
    ("bundle", &["destination", "text", "finding", "json"]),
    (
        "job",
        &["source", "destination", "convert", "check", "bundle", "text", "finding", "order", "json", "kept"],
    ),
    ("browser", &["job", "bundle", "destination", "text", "finding"]),
    ("json", &[]),
    ("finding.rs", &[]),
    ("order.rs", &[]),
    ("kept", &["text"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder (or the one file) with these extensions, without tests.
fn files(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let mut open = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let inside =
                std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path());
            open.extend(inside.filter(|path| !path.ends_with("node_modules") && !path.ends_with("tests")));
        } else if has_extension(&path, extensions) && !path.ends_with("tests.rs") {
            let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
        }
    }
    files.sort();
    assert!(!files.is_empty(), "nothing in {folder}");
    files
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|own| extensions.iter().any(|known| own == *known))
}

/// The program itself: no comments, no tests.
fn code(text: &str) -> String {
    let program = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Words that must stand in no file of a folder, except in those named.
fn assert_absent(folder: &str, extensions: &[&str], except: &[&str], words: &[&str]) {
    for (name, text) in files(folder, extensions) {
        if except.iter().any(|allowed| name.starts_with(allowed)) {
            continue;
        }
        for word in words {
            assert!(!code(&text).contains(word), "{word} stands in {name}");
        }
    }
}

#[test]
fn only_the_browser_room_knows_the_browser() {
    assert_absent("src", &["rs"], &["src/browser/"], &["wasm_bindgen", "web_sys", "js_sys"]);
}

#[test]
fn the_core_does_no_io_and_asks_no_clock() {
    let words = [
        "std::fs",
        "TcpStream",
        "UdpSocket",
        "std::env",
        "std::time",
        "SystemTime",
        "Instant::now",
        "thread::",
        "unsafe ",
    ];
    assert_absent("src", &["rs"], &["src/main.rs", "src/cli/", "src/browser/"], &words);
}

#[test]
fn rooms_import_only_downwards() {
    for (room, allowed) in ROOMS {
        for (name, text) in files(&format!("src/{room}"), &["rs"]) {
            let text = code(&text);
            for (at, _) in text.match_indices("crate::") {
                let path = &text[at + "crate::".len()..];
                let other: String =
                    path.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let fits =
                    |rule: &&str| path.starts_with(*rule) && other == rule.split("::").next().unwrap_or("");
                let fine = other == room.trim_end_matches(".rs") || allowed.iter().any(fits);
                assert!(fine, "{name} uses crate::{other}");
            }
        }
    }
}

#[test]
fn every_room_is_in_the_table() {
    let inside = std::fs::read_dir(root().join("src")).expect("src");
    for entry in inside.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()) {
        let known = ROOMS.iter().any(|(room, _)| *room == entry);
        assert!(
            known || ["lib.rs", "reading.rs", "main.rs", "cli"].contains(&entry.as_str()),
            "{entry} is in no table"
        );
    }
}

#[test]
fn no_page_code_can_send_anything_or_write_markup() {
    let words = [
        "fetch(",
        "XMLHttpRequest",
        "sendBeacon",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "new WebSocket",
        "EventSource(",
    ];
    // The attempt that a user makes to see it stopped, and the shell's look at its own text for the hash.
    let except = ["www/src/page/views/trust.ts", "www/src/shell/facts.ts"];
    assert_absent("www/src", &["ts", "js", "html"], &except, &words);
    for (path, word) in except.iter().zip(["fetch(NOWHERE", "outerHTML"]) {
        let text = std::fs::read_to_string(path).unwrap();
        let found: usize = words.iter().map(|word| text.matches(word).count()).sum();
        assert_eq!((found, text.matches(word).count()), (1, 1), "{path}");
    }
}

#[test]
fn destinations_are_data() {
    // The list of built-in files, and the one that is meant when none is named.
    let except = ["src/destination/load.rs", "src/job/plan.rs", "src/cli/"];
    assert_absent("src", &["rs"], &except, &["zoho", "Zoho", "zwitch", "Zwitch"]);
    let words = ["ExtId", "SendDateTime", "Created Time", "Due Date"];
    assert_absent("src", &["rs"], &[], &words);
}

/// `const NAME: Code = Code::kind("id")` in the program's text.
fn codes(text: &str) -> Vec<(String, String)> {
    let mut codes = Vec::new();
    for (at, _) in text.match_indices("const ") {
        let line: &str = text[at..].split(';').next().unwrap_or_default();
        let Some((name, made)) = line["const ".len()..].split_once(": Code =") else { continue };
        let id = made.split('"').nth(1).unwrap_or_else(|| panic!("{line} has no id"));
        codes.push((name.trim().to_string(), id.to_string()));
    }
    codes
}

#[test]
fn every_code_is_listed_once() {
    let (mut all, mut found) = (BTreeSet::new(), 0);
    for (name, text) in files("src", &["rs"]) {
        let text = code(&text);
        let listed =
            text.split("ALL: &[Code]").nth(1).unwrap_or_default().split(';').next().unwrap_or_default();
        let listed: BTreeSet<&str> = listed
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .collect();
        for (constant, id) in codes(&text) {
            assert!(listed.contains(constant.as_str()), "{name}: {constant} is not in ALL");
            found += 1;
            all.insert(id);
        }
        if !name.ends_with("finding.rs") && codes(&text).is_empty() {
            let made =
                ["Code::error(", "Code::warning(", "Code::note("].iter().find(|made| text.contains(**made));
            assert!(made.is_none(), "{name} makes a code that no list knows");
        }
    }
    assert!(found > 80, "only {found} codes were found");
}

/// Ids of messages and their attributes in a Fluent file.
fn ids(language: &str, file: &str) -> BTreeSet<String> {
    let text =
        std::fs::read_to_string(root().join("locales").join(language).join(file)).expect("a catalogue");
    let (mut ids, mut message) = (BTreeSet::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#') && line.contains('=')) {
        let id = line.split('=').next().unwrap_or_default();
        if let Some(attribute) = id.trim().strip_prefix('.') {
            if id.starts_with(' ') {
                ids.insert(format!("{message}.{}", attribute.trim()));
            }
        } else if !id.starts_with(' ')
            && id.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        {
            message = id.trim().to_string();
            assert!(ids.insert(message.clone()), "{language}/{file}: {message} stands twice");
        }
    }
    ids
}

/// The report once called the file of an attachment `kind-file`.
#[test]
fn every_kind_of_source_has_words() {
    use nizukuri::source::sniff::Kind::*;
    for file in ["page.ftl", "report.ftl"] {
        let ids = ids("en", file);
        for kind in [Mbox, Eml, Table, Zip, Receipt, File, Empty, Ignored, Unknown] {
            assert!(ids.contains(&format!("kind-{}", kind.as_str())), "{file}: {}", kind.as_str());
        }
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    for file in ["findings.ftl", "first.ftl", "page.ftl", "report.ftl"] {
        let (ja, en) = (ids("ja", file), ids("en", file));
        assert!(ja.len() > 20, "{file} has {} texts", ja.len());
        let differ: Vec<&String> = ja.symmetric_difference(&en).collect();
        assert!(differ.is_empty(), "{file}: only in one language: {differ:?}");
    }
}

#[test]
fn every_code_has_words() {
    let mut missing = BTreeSet::new();
    let have = ids("ja", "findings.ftl");
    for (name, text) in files("src", &["rs"]) {
        // A destination file that cannot be used is an error of the run, not a finding.
        if name == "src/destination/codes.rs" {
            continue;
        }
        for (_, id) in codes(&code(&text)) {
            for key in
                [format!("finding-{id}"), format!("finding-{id}.consequence"), format!("finding-{id}.remedy")]
            {
                if !have.contains(&key) {
                    missing.insert(key);
                }
            }
        }
    }
    assert!(missing.is_empty(), "without words: {missing:#?}");
}

#[test]
fn no_words_speak_of_a_code_that_is_gone() {
    let mut known = BTreeSet::new();
    for (_, text) in files("src", &["rs"]) {
        known.extend(codes(&code(&text)).into_iter().map(|(_, id)| id));
    }
    let words = ids("ja", "findings.ftl");
    let titles = words.iter().filter(|id| !id.contains('.')).filter_map(|id| id.strip_prefix("finding-"));
    let gone: Vec<&str> = titles.filter(|id| !known.contains(*id)).collect();
    assert!(gone.is_empty(), "words for codes that nothing makes: {gone:?}");
}

#[test]
fn every_code_a_destination_names_has_words() {
    let have = ids("ja", "findings.ftl");
    for (name, text) in files("destinations", &["toml"]) {
        for word in ["code = \"", "note = \""] {
            for (at, _) in text.match_indices(word) {
                let id = text[at + word.len()..].split('"').next().unwrap_or_default();
                assert!(have.contains(&format!("finding-{id}")), "{name} names {id}, which has no words");
            }
        }
    }
}
