//! Runs jobs over bytes in memory, cut in chunks as a test wants.
#![allow(dead_code)] // each test crate uses its own part of it

use nizukuri::bundle::Output;
use nizukuri::bundle::words::Language;
use nizukuri::destination::{Destination, load};
use nizukuri::job::error::Error;
use nizukuri::job::listing::Listing;
use nizukuri::job::messages::Messages;
use nizukuri::job::pack::Pack;
use nizukuri::job::places::{self, Window};
use nizukuri::job::plan::Plan;
use nizukuri::job::rows::Rows;
use nizukuri::job::sample;
use nizukuri::job::search::Search;
use nizukuri::job::settle::Surveyed;
use nizukuri::job::setup::Setup;
use nizukuri::job::survey::Survey;
use nizukuri::job::{Job, Origin, SourceFile, Want, document};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

pub mod agreement;
pub mod checker;
mod done;

use done::unzipped;
pub use done::{Csv, Done, tab, text};

/// What a run is made of.
#[derive(Clone, Debug)]
pub struct Bag {
    pub files: Vec<(String, Vec<u8>)>,
    pub plan: Plan,
    pub destination: Option<Destination>,
    /// Sources the host cannot read, from this byte on.
    pub broken: BTreeMap<usize, u64>,
}

/// How ranges are cut into chunks: the lengths are used in turn; a whole range at once if there are none.
pub type Cut<'c> = &'c [usize];
pub const WHOLE: Cut<'static> = &[];

impl Bag {
    pub fn new(files: Vec<(String, Vec<u8>)>) -> Bag {
        let mut plan = Plan::new("zoho-desk");
        plan.set("own-address", "support@shop.example.jp");
        Bag { files, plan, destination: None, broken: BTreeMap::new() }
    }

    pub fn of(files: &[(&str, &str)]) -> Bag {
        Bag::new(files.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect())
    }

    pub fn option(mut self, key: &str, value: &str) -> Bag {
        self.plan.set(key, value);
        self
    }

    pub fn to(mut self, destination: Destination) -> Bag {
        self.plan.destination = destination.id.clone();
        self.destination = Some(destination);
        self
    }

    pub fn setup(&self) -> Rc<Setup> {
        Rc::new(Setup::new(self.plan.clone(), self.destination.clone()).expect("a plan that fits"))
    }

    fn sources(&self) -> Vec<SourceFile> {
        let source =
            |(name, bytes): &(String, Vec<u8>)| SourceFile { name: name.clone(), bytes: bytes.len() as u64 };
        self.files.iter().map(source).collect()
    }

    /// The wanted bytes, and whether they are all there.
    fn read(&self, index: u32, want: &Want) -> (&[u8], bool) {
        let bytes = &self.files[index as usize].1;
        let readable = self.broken.get(&(index as usize)).copied().unwrap_or(u64::MAX).max(want.start);
        let end = want.end.min(readable);
        (&bytes[want.start as usize..end as usize], end == want.end)
    }

    /// Lists, surveys and packs.
    pub fn run(&self, cut: Cut<'_>) -> Result<Done, Error> {
        let list = self.list(cut);
        let mut survey = Survey::new(self.sources(), self.setup());
        drive(&mut survey, self, cut, &mut Outputs::default(), &mut |_| {});
        let surveyed = survey.finish();
        let survey = theirs(&document::survey(&surveyed));
        let mut pack = Pack::new(surveyed, Language::En);
        let mut outputs = Outputs::default();
        drive(&mut pack, self, cut, &mut outputs, &mut |_| {});
        let packed = pack.finish()?;
        Ok(Done { survey, list, pack: theirs(&document::pack(&packed)), outputs: outputs.named() })
    }

    /// Surveys, and packs what has become of the same sources meanwhile.
    pub fn run_changed(&self, later: &Bag) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let mut survey = Survey::new(self.sources(), self.setup());
        drive(&mut survey, self, WHOLE, &mut Outputs::default(), &mut |_| {});
        let mut pack = Pack::new(survey.finish(), Language::En);
        let mut outputs = Outputs::default();
        drive(&mut pack, later, WHOLE, &mut outputs, &mut |_| {});
        pack.finish().map(|_| outputs.named())
    }

    /// Packs as `plans` say, one after the other, after one survey by the first of them.
    pub fn run_again(&self, plans: &[Plan]) -> Vec<BTreeMap<String, Vec<u8>>> {
        let first = Bag { plan: plans[0].clone(), ..self.clone() };
        let mut survey = Survey::new(self.sources(), first.setup());
        drive(&mut survey, self, WHOLE, &mut Outputs::default(), &mut |_| {});
        let mut surveyed = survey.finish();
        let mut all = Vec::new();
        for plan in plans {
            assert_eq!(surveyed.choose(plan.clone()), Ok(true), "nothing has to be read again");
            let mut pack = Pack::new(surveyed, Language::En);
            let mut outputs = Outputs::default();
            drive(&mut pack, self, WHOLE, &mut outputs, &mut |_| {});
            surveyed = pack.finish().expect("a run").surveyed;
            all.push(outputs.named());
        }
        all
    }

    /// What a survey says, and no more.
    pub fn survey(&self) -> Value {
        theirs(&document::survey(&self.surveyed()))
    }

    fn surveyed(&self) -> Surveyed {
        let mut survey = Survey::new(self.sources(), self.setup());
        drive(&mut survey, self, WHOLE, &mut Outputs::default(), &mut |_| {});
        survey.finish()
    }

    /// Mail to leaf through, as the page asks for it.
    pub fn messages(&self, asked: &str) -> Value {
        let mut messages = Messages::new(&self.surveyed(), asked).expect("a shelf and a number");
        drive(&mut messages, self, &[7], &mut Outputs::default(), &mut |_| {});
        theirs(&messages.finish())
    }

    /// The sample with persons masked: its entries.
    pub fn sample(&self) -> Vec<(String, Vec<u8>)> {
        let surveyed = self.surveyed();
        let mut look = sample::asked(&surveyed);
        drive(&mut look, self, &[7], &mut Outputs::default(), &mut |_| {});
        unzipped(&sample::written(&surveyed, look))
    }

    /// The codes of what a survey finds.
    pub fn codes(&self) -> BTreeSet<&'static str> {
        self.surveyed().findings.iter().map(|finding| finding.code.id).collect()
    }

    /// Rows of a tab, as the page asks for them.
    pub fn rows(&self, asked: &str) -> Value {
        let surveyed = self.surveyed();
        let mut rows = Rows::new(&surveyed, asked).expect("a tab and a number");
        drive(&mut rows, self, &[7], &mut Outputs::default(), &mut |_| {});
        theirs(&rows.finish())
    }

    /// Places of a finding, as the page asks for them.
    pub fn places(&self, asked: &str) -> Value {
        let mut setup = Rc::into_inner(self.setup()).expect("a setup of one's own");
        setup.window = Some(Window::asked(asked).expect("a finding and a number"));
        let mut survey = Survey::new(self.sources(), Rc::new(setup));
        drive(&mut survey, self, WHOLE, &mut Outputs::default(), &mut |_| {});
        theirs(&places::taken(&mut survey.finish()))
    }

    /// What a search in a column finds, as the page asks for it.
    pub fn search(&self, asked: &str) -> Value {
        let surveyed = self.surveyed();
        let mut search = Search::new(&surveyed, asked).expect("a tab, a field and a part");
        drive(&mut search, self, &[1000], &mut Outputs::default(), &mut |_| {});
        theirs(&search.finish())
    }

    /// The list lines.
    pub fn list(&self, cut: Cut<'_>) -> Vec<Value> {
        let mut listing = Listing::new(self.sources(), self.setup());
        let mut text = String::new();
        drive(&mut listing, self, cut, &mut Outputs::default(), &mut |job: &mut Listing| {
            text.push_str(&job.lines());
        });
        text.push_str(&listing.lines());
        text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

/// Output files while they are written.
#[derive(Default)]
struct Outputs(BTreeMap<u32, (String, Vec<u8>, bool)>);

impl Outputs {
    fn take(&mut self, output: Output) {
        match output {
            Output::Open { file, name } => {
                let before = self.0.insert(file, (name, Vec::new(), false));
                assert!(before.is_none(), "a file number is used twice");
            }
            Output::Write { file, bytes } => {
                let open = self.0.get_mut(&file).expect("opened before it is written");
                assert!(!open.2, "{} is written after it was closed", open.0);
                open.1.extend(bytes);
            }
            Output::Close { file } => self.0.get_mut(&file).expect("opened before it is closed").2 = true,
        }
    }

    fn named(self) -> BTreeMap<String, Vec<u8>> {
        let mut named = BTreeMap::new();
        for (name, bytes, closed) in self.0.into_values() {
            assert!(closed, "{name} is never closed");
            assert!(named.insert(name.clone(), bytes).is_none(), "{name} is written twice");
        }
        named
    }
}

impl Outputs {
    fn take_all(&mut self, job: &mut dyn Job) {
        let pieces = std::iter::from_fn(|| Some(job.take()).filter(|outputs| !outputs.is_empty()));
        pieces.flatten().for_each(|output| self.take(output));
    }
}

fn drive<J: Job>(job: &mut J, bag: &Bag, cut: Cut<'_>, outputs: &mut Outputs, after: &mut dyn FnMut(&mut J)) {
    let mut lengths = cut.iter().copied().cycle();
    let mut rounds = 0u64;
    outputs.take_all(job);
    while let Some(want) = job.wants() {
        assert!(want.start < want.end, "an empty range is asked for: {want:?}");
        rounds += 1;
        assert!(rounds < 1_000_000, "the job never ends");
        let written;
        let (mut bytes, whole) = match want.from {
            Origin::Source(index) => bag.read(index, &want),
            Origin::Output(file) => {
                written = outputs.0.get(&file).expect("written before it is read").1.clone();
                (&written[want.start as usize..want.end as usize], true)
            }
        };
        while !bytes.is_empty() {
            let length = lengths.next().unwrap_or(bytes.len()).clamp(1, bytes.len());
            let (chunk, rest) = bytes.split_at(length);
            bytes = rest;
            job.push(chunk);
            outputs.take_all(job);
            after(job);
        }
        if !whole {
            job.failed();
            after(job);
        }
        outputs.take_all(job);
    }
    outputs.take_all(job);
}

/// A document as everybody else reads it.
fn theirs(document: &nizukuri::json::Value) -> Value {
    serde_json::from_str(&document.to_string()).expect("a document is JSON")
}

/// A destination from the fixtures.
pub fn destination(file: &str) -> Destination {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/destinations").join(file);
    let text = std::fs::read_to_string(&path).expect("a fixture");
    load::from_toml(&text).unwrap_or_else(|error| panic!("{file}: {error:?}"))
}

/// All files below a folder, by name, `/` separated.
pub fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
        let mut inside: Vec<_> = std::fs::read_dir(folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("an entry").path())
            .collect();
        inside.sort();
        for path in inside {
            let last = path.file_name().expect("a name").to_string_lossy().into_owned();
            let name = if prefix.is_empty() { last } else { format!("{prefix}/{last}") };
            if path.is_dir() {
                walk(&path, &name, files);
            } else {
                files.push((name, std::fs::read(&path).expect("readable")));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, "", &mut files);
    files
}
