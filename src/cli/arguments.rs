//! The command line, read with lexopt.

use super::Failure;
use lexopt::prelude::*;
use nizukuri::bundle::words::Language;
use std::ffi::OsString;
use std::path::PathBuf;

pub const HELP: &str = "\
nizukuri packs mail and help-desk data for a move. It never connects to anything.

  nizukuri list PATH…      what is in the files, as JSON lines
  nizukuri survey PATH…    what is found and what is wrong, as JSON
  nizukuri pack PATH…      writes the bundles, and prints what was packed as JSON
  nizukuri destinations    the destinations that come with it, as JSON
  nizukuri check-destination FILE.toml…   whether a destination of your own can be used;
                           with --packed: as text for the page (npm/README.md)

PATH is a file (MBOX, EML, CSV, TSV, ZIP) or a folder.

  --destination ID|FILE.toml   where it goes (default zoho-desk)
  --plan FILE.json             a saved plan
  --option KEY=VALUE           an option of the plan, repeatable:
                               zone=Asia/Tokyo, own-address=support@shop.example.jp,
                               pilot=20, pilot-by=newest|oldest|random|search,
                               from=2024-01-01, until=2024-12-31,
                               attachments=with|without|only, attachment-max=10MB, …
  --previous FILE              receipt.json of an earlier run: only what is new,
                               changed or failed since goes
  --errors FILE                results of that run (CSV or ZIP), repeatable
  --borders                    list shows each line of an MBOX that starts “From ”:
                               border or text, and why
  --out DIR                    where pack writes (default nizukuri-out)
  --lang ja|en                 language of the report (default en)

Exit 0: nothing held. 1: done, with errors or held records. 2: could not run.
";

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    List,
    Survey,
    Pack,
    Destinations,
    CheckDestination,
    Help,
    Version,
}

/// The command line.
#[derive(Debug)]
pub struct Arguments {
    pub command: Command,
    pub paths: Vec<PathBuf>,
    pub destination: Option<String>,
    pub plan: Option<PathBuf>,
    pub options: Vec<(String, String)>,
    /// Results of an earlier run; they are among `paths`, too, as is its receipt.
    pub errors: Vec<PathBuf>,
    /// A good destination is written out as text for the page.
    pub packed: bool,
    /// `list` shows each From_ line.
    pub borders: bool,
    pub out: PathBuf,
    pub language: Language,
}

/// Reads the command line; the first argument is the program's name.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Arguments, Failure> {
    let mut parser = lexopt::Parser::from_iter(args);
    let mut found = Arguments {
        command: Command::Help,
        paths: Vec::new(),
        destination: None,
        plan: None,
        options: Vec::new(),
        errors: Vec::new(),
        packed: false,
        borders: false,
        out: PathBuf::from("nizukuri-out"),
        language: Language::En,
    };
    let mut command = None;
    let plain = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(plain)? {
        match argument {
            Long("help") | Short('h') => command = Some(Command::Help),
            Long("version") | Short('V') => command = Some(Command::Version),
            Long("destination") => found.destination = Some(text(&mut parser)?),
            Long("plan") => found.plan = Some(parser.value().map_err(plain)?.into()),
            Long("out") => found.out = parser.value().map_err(plain)?.into(),
            Long("previous") => found.paths.push(parser.value().map_err(plain)?.into()),
            Long("packed") => found.packed = true,
            Long("borders") => found.borders = true,
            Long("errors") => found.errors.push(parser.value().map_err(plain)?.into()),
            Long("lang") => {
                let tag = text(&mut parser)?;
                found.language =
                    Language::from_tag(&tag).ok_or_else(|| format!("--lang takes ja or en, not {tag}"))?;
            }
            Long("option") => {
                let pair = text(&mut parser)?;
                let (key, value) =
                    pair.split_once('=').ok_or_else(|| format!("--option takes KEY=VALUE, not {pair}"))?;
                found.options.push((key.to_string(), value.to_string()));
            }
            Value(value) if command.is_none() => command = Some(command_named(&value)?),
            Value(path) => found.paths.push(path.into()),
            other => return Err(format!("{}; see nizukuri --help", plain(other.unexpected()))),
        }
    }
    let errors = found.errors.clone();
    found.paths.extend(errors);
    found.command = command.ok_or("say what to do: list, survey or pack; see nizukuri --help")?;
    let needs_none = matches!(found.command, Command::Destinations | Command::Help | Command::Version);
    if !needs_none && found.paths.is_empty() {
        return Err("name the files or folders to read; see nizukuri --help".to_string());
    }
    Ok(found)
}

fn text(parser: &mut lexopt::Parser) -> Result<String, Failure> {
    parser.value().and_then(|value| value.string()).map_err(|error| error.to_string())
}

fn command_named(name: &OsString) -> Result<Command, Failure> {
    match name.to_str() {
        Some("list") => Ok(Command::List),
        Some("survey") => Ok(Command::Survey),
        Some("pack") => Ok(Command::Pack),
        Some("destinations") => Ok(Command::Destinations),
        Some("check-destination") => Ok(Command::CheckDestination),
        Some("help") => Ok(Command::Help),
        _ => Err(format!("there is no command {}; see nizukuri --help", name.to_string_lossy())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Arguments, Failure> {
        parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn options_may_repeat_and_stand_anywhere() {
        let line = "nizukuri pack a.mbox --option own-address=a@example.jp b.csv --option own-address=b@example.jp --lang ja";
        let found = read(line).expect("good");
        assert_eq!((found.command, found.paths.len(), found.options.len()), (Command::Pack, 2, 2));
        assert_eq!(found.language, Language::Ja);
    }

    #[test]
    fn what_cannot_be_understood_is_said_in_one_sentence() {
        for line in [
            "nizukuri",
            "nizukuri fly a",
            "nizukuri pack",
            "nizukuri check-destination",
            "nizukuri pack a --lang fr",
            "nizukuri pack a --wings",
        ] {
            let sentence = read(line).expect_err(line);
            assert!(!sentence.is_empty() && !sentence.contains('\n'), "{sentence}");
        }
    }
}
