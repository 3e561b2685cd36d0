//! Commands, arguments, and what is printed.

mod arguments;
mod drive;
mod files;
mod out;

use arguments::{Arguments, Command};
use nizukuri::bundle::words::{Args, Language, Words};
use nizukuri::destination::load;
use nizukuri::finding::{Finding, Severity};
use nizukuri::job::document;
use nizukuri::job::listing::Listing;
use nizukuri::job::pack::{Pack, Packed};
use nizukuri::job::plan::Plan;
use nizukuri::job::settle::Surveyed;
use nizukuri::job::setup::Setup;
use nizukuri::job::survey::Survey;
use nizukuri::job::{Job, SourceFile};
use nizukuri::json::{Value, json};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::rc::Rc;

/// Why nothing could be done, as one sentence.
type Failure = String;

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let done = arguments::parse(args).and_then(|arguments| match arguments.command {
        Command::Help => print(arguments::HELP).map(|()| false),
        Command::Version => print(concat!("nizukuri ", env!("CARGO_PKG_VERSION"), "\n")).map(|()| false),
        Command::List => list(&arguments),
        Command::Survey => survey_only(&arguments),
        Command::Pack => pack(&arguments),
        Command::Destinations => destinations().map(|()| false),
        Command::CheckDestination => check_destinations(&arguments),
    });
    match done {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::from(1),
        Err(sentence) => {
            eprintln!("nizukuri: {sentence}");
            ExitCode::from(2)
        }
    }
}

fn print(text: &str) -> Result<(), Failure> {
    // A reader that closed its end (`| head`) is no failure of ours, but nothing more can be said.
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| format!("cannot write to standard output: {error}"))
}

fn setup(arguments: &Arguments) -> Result<Rc<Setup>, Failure> {
    let mut plan = match &arguments.plan {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            Plan::from_json(&text).map_err(|error| error.to_string())?
        }
        None => Plan::new("zoho-desk"),
    };
    for (key, value) in &arguments.options {
        plan.set(key, value);
    }
    for path in &arguments.errors {
        // By the name it has as a source; a ZIP's word holds for its entries.
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        plan.tables.entry(name).or_default().role.get_or_insert_with(|| "errors".to_string());
    }
    let mut own = None;
    if let Some(destination) = &arguments.destination {
        if destination.ends_with(".toml") {
            let text = std::fs::read_to_string(destination)
                .map_err(|error| format!("cannot read {destination}: {error}"))?;
            let loaded = load::from_toml(&text).map_err(|error| {
                format!(
                    "{destination} cannot be used (line {}, {}): {}",
                    error.line, error.key, error.message
                )
            })?;
            plan.destination = loaded.id.clone();
            own = Some(loaded);
        } else {
            plan.destination = destination.clone();
        }
    }
    Setup::new(plan, own).map(Rc::new).map_err(|error| error.to_string())
}

/// What the page shows of each, too.
fn destinations() -> Result<(), Failure> {
    let known = load::BUILT_IN.iter().filter_map(|id| load::built_in(id));
    let all: Vec<Value> = known.map(|to| document::destination(&to)).collect();
    print(&format!("{:#}\n", Value::Array(all)))
}

/// One line a file, or the file packed for the page; done "with errors" when one of them cannot be used.
fn check_destinations(arguments: &Arguments) -> Result<bool, Failure> {
    let mut wrong = false;
    for path in &arguments.paths {
        let name = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {name}: {error}"))?;
        let line = match load::from_toml(&text) {
            Ok(to) if arguments.packed => load::to_packed(&to),
            Ok(to) => {
                let fields: usize = to.tabs.iter().map(|tab| tab.fields.len()).sum();
                format!("{name}: good: {}, {} tabs, {fields} columns\n", to.id, to.tabs.len())
            }
            Err(error) => {
                wrong = true;
                format!("{name}: {error}\n")
            }
        };
        print(&line)?;
    }
    Ok(wrong)
}

fn sources(arguments: &Arguments) -> Result<(Vec<SourceFile>, files::Files), Failure> {
    let files = files::gather(&arguments.paths)?;
    if files.is_empty() {
        return Err("no file was found; name files or folders to read".to_string());
    }
    Ok((files.iter().map(|file| file.source.clone()).collect(), files))
}

fn list(arguments: &Arguments) -> Result<bool, Failure> {
    let setup = setup(arguments)?;
    let (sources, files) = sources(arguments)?;
    let mut listing = Listing::new(sources, setup);
    if arguments.borders {
        listing = listing.with_borders();
    }
    let mut failed = Ok(());
    drive::drive(&mut listing, &files, &mut |job: &mut Listing| {
        let lines = job.lines();
        if failed.is_ok() {
            failed = print(&lines);
        }
    });
    print(&listing.lines())?;
    failed.map(|()| listing.is_grave())
}

fn survey(arguments: &Arguments) -> Result<(Surveyed, files::Files), Failure> {
    let setup = setup(arguments)?;
    let (sources, files) = sources(arguments)?;
    let mut survey = Survey::new(sources, setup);
    drive::drive(&mut survey, &files, &mut |_: &mut Survey| {});
    Ok((survey.finish(), files))
}

fn survey_only(arguments: &Arguments) -> Result<bool, Failure> {
    let (surveyed, _) = survey(arguments)?;
    print(&format!("{:#}\n", spoken(document::survey(&surveyed), arguments.language)))?;
    Ok(is_grave(&surveyed.findings))
}

fn pack(arguments: &Arguments) -> Result<bool, Failure> {
    let (surveyed, files) = survey(arguments)?;
    let packed = pack_into(surveyed, &files, arguments)?;
    print(&format!("{:#}\n", spoken(document::pack(&packed), arguments.language)))?;
    let held =
        packed.ledger.iter().any(|line| line.held > 0) || packed.counts.iter().any(|(_, held)| *held > 0);
    Ok(held || is_grave(&packed.findings))
}

/// Puts words beside the code of each finding: what it is, what follows, what to do.
fn spoken(mut document: Value, language: Language) -> Value {
    let kept = document["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|finding| finding["kept"].as_bool() == Some(true));
    let words = Words::new(language).kept(kept);
    for finding in document["findings"].as_array_mut().into_iter().flatten() {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_string();
        let (code, field, tab) = (text("code"), text("field"), text("tab"));
        let number = |key: &str| finding[key].as_u64().unwrap_or_default();
        let first = &finding["samples"][0];
        let sample = |key: &str| first[key].as_str().unwrap_or_default().to_string();
        let (found, used) = (sample("found"), sample("used"));
        let args = Args {
            count: number("count"),
            number: number("number"),
            field: &field,
            found: &found,
            used: &used,
            tab: &tab,
        };
        let own = finding["consequence"][language.as_str()].as_str().map(str::to_string);
        finding["words"] = json!({
            "title": words.title(&code, &args),
            "consequence": own.unwrap_or_else(|| words.consequence(&code, &args)),
            "remedy": words.remedy(&code, &args),
        });
    }
    document
}

fn pack_into(surveyed: Surveyed, files: &files::Files, arguments: &Arguments) -> Result<Packed, Failure> {
    let mut sink = out::Sink::new(&arguments.out)?;
    let mut pack = Pack::new(surveyed, arguments.language);
    let mut failed = Ok(());
    drive::drive_with_outputs(&mut pack, files, &mut sink, &mut failed);
    failed?;
    let packed = pack.finish().map_err(|error| error.to_string())?;
    sink.commit()?;
    Ok(packed)
}

fn is_grave(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error || finding.holds)
}

/// Hands over what a job has to write.
fn deliver(job: &mut dyn Job, sink: &mut out::Sink) -> Result<(), Failure> {
    loop {
        let outputs = job.take();
        if outputs.is_empty() {
            return Ok(());
        }
        outputs.into_iter().try_for_each(|output| sink.take(output))?;
    }
}
