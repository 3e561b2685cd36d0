//! The command-line twin as a user runs it: exit codes, one sentence on standard error, what is written.

#[path = "support/checker.rs"]
mod checker;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for each test, gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("nizukuri-cli-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Scratch(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, content).expect("a file");
        path
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nizukuri"));
        command.current_dir(&self.0).args(args).output().expect("the program runs")
    }

    fn names(&self) -> Vec<String> {
        let mut open = vec![self.0.clone()];
        let mut names = Vec::new();
        while let Some(folder) = open.pop() {
            for entry in
                std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
            {
                if entry.is_dir() {
                    open.push(entry);
                } else {
                    names.push(entry.strip_prefix(&self.0).expect("below").to_string_lossy().into_owned());
                }
            }
        }
        names.sort();
        names
    }
}

impl Drop for Scratch {
    /// Whatever a test packed for Zoho Desk is looked at by the independent checker.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.check_bundles();
        }
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Scratch {
    fn check_bundles(&self) {
        let mut checker = checker::Checker::new(&self.0.file_name().expect("a name").to_string_lossy());
        for name in self.names().iter().filter(|name| name.ends_with("manifest.json")) {
            let manifest = std::fs::read(self.0.join(name)).expect("a manifest");
            let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
            let to = manifest["destination"].as_str().expect("an id");
            let packs = |answer: &Value| answer["action"] == "pack";
            let by_plan =
                manifest["plan"]["answers"].as_array().is_some_and(|answers| answers.iter().any(packs));
            if to.starts_with("zoho-desk") {
                // "Pack anyway" breaks a rule on purpose: a blank last name here.
                let expect = if by_plan { json!({ "expect": ["value-blank"] }) } else { json!({}) };
                checker.add_folder(name, to, self.0.join(name).parent().expect("a folder"), expect);
            }
        }
        checker.finish();
    }
}

const CONTACTS: &str = "ContactExtId,Last Name,Email\nC-1,青木,aoki@example.jp\n";
const HELD: &str = "ContactExtId,Last Name,Email\nC-1,,aoki@example.jp\nC-2,森,mori@example.jp\n";

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON document on standard output")
}

#[test]
fn exit_0_when_nothing_is_held_1_when_something_is_2_when_it_cannot_run() {
    let here = Scratch::new("exit");
    here.file("Contacts.csv", CONTACTS);
    here.file("Held.csv", HELD.replace("C-", "D-"));
    here.file("empty.csv", "");
    for (args, code) in [
        (&["pack", "Contacts.csv"][..], 0),
        (&["survey", "Contacts.csv"], 0),
        (&["list", "Contacts.csv"], 0),
        (&["pack", "Held.csv", "--destination", "zoho-desk"], 1),
        (&["survey", "empty.csv"], 1),
        (&["list", "empty.csv"], 1),
        (&["pack", "nowhere.csv"], 2),
        (&["pack"], 2),
        (&["fly", "Contacts.csv"], 2),
        (&["pack", "Contacts.csv", "--option", "wings=yes"], 2),
        (&["pack", "Contacts.csv", "--option", "zone=Mars/Olympus"], 2),
        (&["pack", "Contacts.csv", "--option", "trial=maybe"], 2),
        (&["pack", "Contacts.csv", "--option", "own-address=nobody"], 2),
        (&["pack", "Contacts.csv", "--destination", "elsewhere"], 2),
        (&["pack", "Contacts.csv", "--destination", "elsewhere.toml"], 2),
        (&["pack", "Contacts.csv", "--plan", "no.json"], 2),
        (&["survey", "Contacts.csv", "--lang", "fr"], 2),
    ] {
        let output = here.run(args);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {words}");
        assert_eq!(words.lines().count(), usize::from(code == 2), "{args:?} says: {words}");
        assert_eq!(code == 2, output.stdout.is_empty(), "{args:?} prints");
    }
}

#[test]
fn pack_writes_bundles_and_papers_and_no_part_file() {
    let here = Scratch::new("out");
    here.file("in/Held.csv", HELD);
    let output = here.run(&["pack", "in", "--out", "made/here"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = [
        "in/Held.csv",
        "made/here/findings.csv",
        "made/here/held/in_Held.csv",
        "made/here/manifest.json",
        "made/here/receipt.json",
        "made/here/report.html",
        "made/here/zoho-desk_01.zip",
    ];
    assert_eq!(here.names(), expected);
    let document = json(&output);
    assert_eq!(document["ledger"][0]["held"], 1);
    assert_eq!(document["bundles"][0]["name"], "zoho-desk_01.zip");
    let zip = std::fs::metadata(here.0.join("made/here/zoho-desk_01.zip")).expect("a bundle").len();
    assert_eq!(document["bundles"][0]["bytes"], zip);
}

#[test]
fn a_second_run_writes_the_same_bytes() {
    let here = Scratch::new("again");
    here.file("Held.csv", HELD);
    let read = |folder: &str| {
        let files = ["zoho-desk_01.zip", "manifest.json", "receipt.json", "report.html", "findings.csv"];
        files.map(|file| std::fs::read(here.0.join(folder).join(file)).expect(file))
    };
    here.run(&["pack", "Held.csv", "--out", "one"]);
    here.run(&["pack", "Held.csv", "--out", "two"]);
    assert!(read("one") == read("two"));
}

#[test]
fn the_report_speaks_the_language_asked_for() {
    let here = Scratch::new("lang");
    here.file("Held.csv", HELD);
    let report = |language: &str| {
        here.run(&["pack", "Held.csv", "--lang", language, "--out", language]);
        std::fs::read_to_string(here.0.join(language).join("report.html")).expect("a report")
    };
    assert!(report("ja").contains("lang=\"ja\"") && report("en").contains("lang=\"en\""));
    assert!(report("ja").contains("保留") && !report("en").contains("保留"));
}

#[test]
fn the_report_names_the_days_that_follow_from_the_result() {
    let here = Scratch::new("days");
    here.file("Held.csv", HELD);
    here.run(&["pack", "Held.csv", "--option", "result-day=2026-12-20", "--out", "out"]);
    let report = std::fs::read_to_string(here.0.join("out/report.html")).expect("a report");
    assert_eq!(report.matches("2027-01-03").count(), 2, "to reply by, and the second run");
}

#[test]
fn the_days_of_a_move_are_a_window_on_the_command_line() {
    let scratch = Scratch::new("window");
    let letter = |id: &str, time: &str| {
        format!(
            "From a@example.com Thu Mar  5 00:00:00 2026\nMessage-ID: <{id}@example.jp>\nFrom: a@example.com\nDate: {time} +0900\nSubject: {id}\n\nx\n\n"
        )
    };
    let mail = letter("before", "5 Mar 2026 03:59:59") + &letter("after", "5 Mar 2026 04:00:00");
    scratch.file("Inbox.mbox", mail);
    let pack = |out: &str, more: &[&str]| {
        let args = [
            "pack",
            "Inbox.mbox",
            "--destination",
            "maildealer",
            "--out",
            out,
            "--option",
            "work-day=2026-03-05",
        ];
        let output = scratch.run(&[&args[..], more].concat());
        assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
        let text = std::fs::read_to_string(scratch.0.join(out).join("01_Inbox.mbox")).expect("a mailbox");
        text.lines().filter_map(|line| line.strip_prefix("Subject: ")).map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(pack("filled", &[]), ["after"]);
    assert_eq!(pack("set", &["--option", "window-from=2026-03-05T00:00"]), ["before", "after"]);
}

#[test]
fn a_saved_plan_decides_and_options_beside_it_add_to_it() {
    let here = Scratch::new("plan");
    here.file("Held.csv", HELD);
    here.file(
        "plan.json",
        r#"{"version":1,"answers":[{"code":"required-missing","action":"pack"}],"options":{"zone":"UTC"}}"#,
    );
    let output =
        here.run(&["pack", "Held.csv", "--plan", "plan.json", "--option", "own-address=a@example.jp"]);
    let document = json(&output);
    assert_eq!((&document["ledger"][0]["packed"], &document["ledger"][0]["held"]), (&2.into(), &0.into()));
    here.file("bad.json", r#"{"version":1,"anwsers":[]}"#);
    let output = here.run(&["pack", "Held.csv", "--plan", "bad.json"]);
    assert_eq!(output.status.code(), Some(2));
}

/// What README.md tells a script to do.
#[test]
fn a_fix_from_the_survey_merged_into_a_plan_answers_the_finding() {
    let here = Scratch::new("fixes");
    here.file("Held.csv", HELD);
    let survey = json(&here.run(&["survey", "Held.csv"]));
    let findings = survey["findings"].as_array().into_iter().flatten();
    let missing = findings.clone().find(|f| f["code"] == "required-missing").expect("a finding");
    let mut fix = missing["fixes"][0].clone();
    let ask = fix["ask"].as_str().expect("a value is wanted").to_string();
    *fix["plan"].pointer_mut(&ask).expect("its place") = "北村".into();
    let mut plan = fix["plan"].clone();
    plan["version"] = 1.into();
    here.file("plan.json", plan.to_string());
    let output = here.run(&["pack", "Held.csv", "--plan", "plan.json"]);
    let document = json(&output);
    assert_eq!((&document["ledger"][0]["packed"], &document["ledger"][0]["held"]), (&2.into(), &0.into()));
    let told = document["findings"].as_array().into_iter().flatten();
    let set: Vec<&Value> = told.filter(|f| f["code"] == "value-set").collect();
    assert_eq!((set.len(), &set[0]["samples"][0]["used"]), (1, &"北村".into()));
}

#[test]
fn a_destination_file_of_ones_own_is_used() {
    let here = Scratch::new("destination");
    let toml = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/destinations/ryokan-ledger.toml");
    here.file("guests.csv", "客番号,お名前\nG-1,山田\n");
    let output =
        here.run(&["pack", "guests.csv", "--destination", toml.to_str().expect("UTF-8"), "--out", "o"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(json(&output)["bundles"][0]["entries"][0]["name"], "宿泊客_01.csv");
    here.file("broken.toml", "id = \"x\"\n");
    let output = here.run(&["survey", "guests.csv", "--destination", "broken.toml"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn destinations_are_listed_and_ones_own_is_checked_with_line_key_and_remedy() {
    let here = Scratch::new("destinations");
    let known = json(&here.run(&["destinations"]));
    let ids: Vec<&str> =
        known.as_array().expect("a list").iter().filter_map(|to| to["id"].as_str()).collect();
    assert_eq!(
        ids,
        [
            "zoho-desk",
            "zoho-desk-import",
            "maildealer",
            "thunderbird",
            "roundcube",
            "mail-server",
            "eml-archive"
        ]
    );
    let toml = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/destinations/ryokan-ledger.toml");
    let good = std::fs::read_to_string(&toml).expect("the file");
    here.file("good.toml", &good);
    here.file("bad.toml", good.replacen("kind = \"id\"", "kind = \"identity\"", 1));
    assert_eq!(here.run(&["check-destination", "good.toml"]).status.code(), Some(0));
    let output = here.run(&["check-destination", "good.toml", "bad.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find(|line| line.starts_with("bad.toml")).expect("a line about it");
    assert!(
        line.contains("line ") && line.contains(".kind") && line.contains("[destination-unknown-kind]"),
        "{line}"
    );
    assert_eq!(here.run(&["check-destination", "gone.toml"]).status.code(), Some(2));
}

/// One file of a folder that cannot be read is told about; the others are packed.
#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_a_finding() {
    let here = Scratch::new("link");
    here.file("in/Contacts.csv", CONTACTS);
    std::os::unix::fs::symlink("/nonexistent/file.mbox", here.0.join("in/gone.mbox")).expect("a link");
    let output = here.run(&["pack", "in", "--out", "o"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let document = json(&output);
    let unreadable = document["findings"].as_array().into_iter().flatten();
    let unreadable: Vec<&Value> = unreadable.filter(|f| f["code"] == "source-unreadable").collect();
    assert_eq!(unreadable.len(), 1);
    assert_eq!(unreadable[0]["places"][0]["source"], "in/gone.mbox");
    assert_eq!(document["ledger"][0]["packed"], 1);
}

#[cfg(unix)]
#[test]
fn folders_linked_in_a_circle_end() {
    let here = Scratch::new("circle");
    here.file("in/Contacts.csv", CONTACTS);
    std::os::unix::fs::symlink(here.0.join("in"), here.0.join("in/again")).expect("a link");
    assert!(here.run(&["survey", "in"]).status.code().is_some());
}

#[test]
fn a_run_that_cannot_write_leaves_nothing_that_looks_finished() {
    let here = Scratch::new("unwritable");
    here.file("Contacts.csv", CONTACTS);
    here.file("taken", "a file stands where the folder should be");
    let output = here.run(&["pack", "Contacts.csv", "--out", "taken"]);
    assert_eq!(output.status.code(), Some(2));
    // A folder stands where a paper should be: the run fails at its end.
    std::fs::create_dir_all(here.0.join("o/report.html/x")).expect("a folder");
    let output = here.run(&["pack", "Contacts.csv", "--out", "o"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    let left: Vec<String> = here.names().into_iter().filter(|name| name.starts_with("o/")).collect();
    assert_eq!(left, Vec::<String>::new(), "nothing of a run that failed is left");
}

#[test]
fn the_list_is_json_lines() {
    let here = Scratch::new("list");
    here.file("Contacts.csv", CONTACTS);
    here.file("a.eml", "From: a@example.jp\nDate: Tue, 10 Nov 2026 09:00:00 +0900\nSubject: x\n\nbody\n");
    let output = here.run(&["list", "Contacts.csv", "a.eml"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["delimiter"], ",");
    assert_eq!(lines[1]["fields"][1], "青木");
    assert_eq!(lines[2]["date"], "2026-11-10T00:00:00Z");
}

#[test]
fn the_list_shows_each_from_line_when_asked() {
    let here = Scratch::new("borders");
    let mail = "Subject: a\nTo: x@example.jp\n\nFrom here on\nall is text\n";
    here.file("in.mbox", format!("From a@example.jp Sat Jan  3 01:05:34 1996\n{mail}\n"));
    let lines = |args: &[&str]| -> Vec<Value> {
        let text = String::from_utf8(here.run(args).stdout).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let borders: Vec<Value> = lines(&["list", "--borders", "in.mbox"])
        .into_iter()
        .filter(|line| !line["border"].is_null())
        .collect();
    let line = |start: u64, verdict: &str, reason: &str| json!({"source": "in.mbox", "border": {"start": start, "verdict": verdict, "reason": reason}});
    assert_eq!(borders, [line(0, "border", "headers"), line(72, "text", "no-headers")]);
    assert_eq!(lines(&["list", "in.mbox"]).len(), 1);
}

/// Sources and bundles re-read by Python's mailbox, email, csv and zipfile.
#[test]
fn python_reads_the_same_mail_rows_and_files() {
    let here = Scratch::new("python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/roundtrip_cli.py");
    let output = Command::new("python3")
        .arg(&script)
        .arg(env!("CARGO_BIN_EXE_nizukuri"))
        .arg(&here.0)
        .output()
        .expect("python3 runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_run_after_another_takes_its_receipt_and_results() {
    let scratch = Scratch::new("previous");
    scratch.file("Contacts.csv", "ContactExtId,Last Name\nC-1,Aoki\nC-2,Baba\n");
    assert_eq!(scratch.run(&["pack", "Contacts.csv", "--out", "one"]).status.code(), Some(0));
    scratch.file("Contacts.csv", "ContactExtId,Last Name\nC-1,Aoki\nC-2,Baba\nC-3,Chiba\n");
    // Neither its name nor the columns of the tab say that it holds results.
    scratch.file("back.csv", "ContactExtId,Last Name,Error\nC-1,Aoki,refused\nC-2,Baba,\n");
    let args = ["--previous", "one/receipt.json", "--errors", "back.csv"];
    let survey = scratch.run(&[&["survey", "Contacts.csv"], args.as_slice()].concat());
    let expected = json!({"records": 2, "new": 1, "changed": 0, "failed": 1, "already": 1, "files": 0});
    assert_eq!(json(&survey)["previous"], expected);
    let pack = scratch.run(&[&["pack", "Contacts.csv", "--out", "two"], args.as_slice()].concat());
    assert_eq!(pack.status.code(), Some(0), "{}", String::from_utf8_lossy(&pack.stderr));
    let pack = json(&pack);
    assert_eq!((&pack["previous"], &pack["ledger"][0]["already"]), (&expected, &json!(1)));
    assert_eq!(pack["bundles"][0]["entries"][0]["records"], 2);
}
