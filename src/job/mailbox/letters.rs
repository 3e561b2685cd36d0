//! Leafing through the mail of a folder: so many messages at a time, read again where they lie.

use super::book::spot;
use super::index::{Entry, Fate};
use crate::bundle::Output;
use crate::job::book::place;
use crate::job::document;
use crate::job::look::{Asked, Look};
use crate::job::settle::Surveyed;
use crate::job::{Job, Progress, Want};
use crate::json::{Value, json};
use crate::order;

/// Messages that are listed at once.
const MOST: usize = 50;
/// What is read of each: all but the strangest headers end before.
const HEAD: u64 = 64 * 1024;

/// Reads the heads of messages as a push job.
pub struct Letters {
    look: Look,
    /// Place and fate of each.
    listed: Vec<(Value, Fate)>,
    document: Value,
}

impl Letters {
    /// `asked`: `{"folder", "from"}`, the folder as found and how many of its messages come before, newest first.
    ///
    /// # Errors
    /// What is wrong with what was asked, in words.
    pub fn new(surveyed: &Surveyed, asked: &str) -> Result<Letters, String> {
        let asked = json::read(asked)?;
        let folder = asked["folder"].as_str().ok_or("folder: a text is needed here")?;
        let from = asked["from"].as_u64().ok_or("from: a number is needed here")?;
        let number = surveyed.letters.folders.iter().position(|name| name == folder);
        let entries = surveyed.letters.entries.iter().zip(0_u32..);
        let within = entries.filter(|(entry, _)| Some(entry.folder as usize) == number);
        let mut all: Vec<(i64, u32)> = within.map(|(entry, at)| (entry.date, at)).collect();
        // What has no date says so by the largest one: it comes last.
        let newest = |&(date, at): &(i64, u32)| (date == i64::MAX, std::cmp::Reverse(date), at);
        order::sort(&mut all, |a, b| newest(a).cmp(&newest(b)));
        let shown = all.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)).take(MOST);
        let listed: Vec<Entry> = shown.map(|&(_, at)| surveyed.letters.entries[at as usize]).collect();
        let places =
            listed.iter().map(|entry| place(&surveyed.leaves[entry.leaf as usize].name, spot(entry)));
        let places: Vec<_> = places.collect();
        let wanted = places.iter().map(|place| Asked {
            source: place.source.clone(),
            start: place.start,
            end: place.end.min(place.start + HEAD),
            line: 0,
        });
        let wanted: Vec<Asked> = wanted.collect();
        Ok(Letters {
            look: Look::of(surveyed, &wanted),
            listed: places.iter().map(document::place).zip(listed.iter().map(|it| it.fate)).collect(),
            document: json!({"folder": folder, "from": from, "total": all.len()}),
        })
    }

    /// The list (`LettersDocument`). Call when `wants` is `None`.
    pub fn finish(self) -> Value {
        let Letters { look, listed, mut document } = self;
        let row = |(view, (place, fate)): (Option<Value>, (Value, Fate))| {
            let text =
                |key: &str| json!(view.as_ref().and_then(|view| view[key].as_str()).unwrap_or_default());
            let [from, date, subject] = ["from", "date", "subject"].map(text);
            json!({"place": place, "fate": fate.word(), "from": from, "date": date, "subject": subject})
        };
        document["letters"] = look.views().into_iter().zip(listed).map(row).collect();
        document
    }
}

impl Job for Letters {
    fn wants(&mut self) -> Option<Want> {
        self.look.wants()
    }
    fn ahead(&self, most: usize) -> Vec<Want> {
        self.look.ahead(most)
    }
    fn push(&mut self, chunk: &[u8]) {
        self.look.push(chunk);
    }
    fn failed(&mut self) {
        self.look.failed();
    }
    fn take(&mut self) -> Vec<Output> {
        Vec::new()
    }
    fn progress(&self) -> Progress {
        Progress::default()
    }
}
