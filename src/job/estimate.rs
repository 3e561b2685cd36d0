//! How large everything will be, by years and by files, and what to do when that is more than the destination takes.
//!
//! Sizes are those before compression. What tables hold counts by the year of their roots, in equal shares; mail by
//! the year of each message.

use super::choose::wanted::Go;
use super::settle::Surveyed;
use crate::destination::MailUnit;
use crate::json::{Value, json};
use crate::text::date;
use litemap::LiteMap;

/// Files over so many bytes are counted, each class with the larger ones.
pub const CLASSES: [u64; 5] = [1_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000];

/// What the survey counts for the estimate while it reads.
#[derive(Clone, Debug, Default)]
pub struct Sizes {
    /// Bytes of messages and their files, by year (empty: no date).
    pub mail: LiteMap<String, u64>,
    /// Rows of the tab that records are selected by, by year.
    roots: Vec<(String, u64)>,
    /// Files and their bytes, by class.
    pub files: [(u64, u64); CLASSES.len()],
}

impl Sizes {
    /// Counts a row of the tab that records are selected by. Years are few.
    pub fn root(&mut self, year: &str) {
        match self.roots.iter_mut().find(|(known, _)| known == year) {
            Some((_, count)) => *count += 1,
            None => self.roots.push((year.to_string(), 1)),
        }
    }

    pub fn file(&mut self, bytes: u64) {
        for (class, (files, sum)) in CLASSES.iter().zip(&mut self.files) {
            if bytes > *class {
                *files += 1;
                *sum += bytes;
            }
        }
    }
}

/// One year.
struct Year {
    name: String,
    records: u64,
    bytes: u64,
}

/// The estimate under the plan's options, and what to do if everything at once is too much.
pub fn document(surveyed: &Surveyed) -> Value {
    let setup = &surveyed.setup;
    let tabs = surveyed.tabs.iter().enumerate().filter(|(tab, _)| setup.takes(*tab));
    let mail: u64 = surveyed.groups.all.iter().map(|group| group.bytes).sum();
    let total: u64 = tabs.map(|(_, count)| count.bytes).sum::<u64>() + mail;
    let caps = &setup.settled.caps;
    let limit = caps.total_bytes.min(caps.bundle_bytes.saturating_mul(caps.bundles));
    let all = years(surveyed, total);
    let files = setup.mail_tab(MailUnit::Attachment).map_or(0, |tab| surveyed.tabs[tab].bytes);
    let shown = all.iter().map(|it| json!({"year": it.name, "records": it.records, "bytes": it.bytes}));
    let classes = CLASSES.iter().zip(&surveyed.sizes.files);
    let classes =
        classes.map(|(class, (files, bytes))| json!({"over": class, "files": files, "bytes": bytes}));
    let none = u64::MAX == limit;
    let boxes = caps.bundles.min(caps.total_bytes.div_ceil(caps.bundle_bytes.max(1)));
    json!({
        "bytes": planned(surveyed, total, &all, files),
        "caps": json!({"bundleBytes": caps.bundle_bytes, "bundleRows": caps.bundle_rows, "bundles": boxes}),
        "limit": if none { Value::Null } else { json!(limit) },
        "years": shown.collect::<Vec<_>>(),
        "attachments": classes.collect::<Vec<_>>(),
        "proposals": if total > limit { proposals(surveyed, total, limit, &all, files) } else { Vec::new() },
    })
}

fn years(surveyed: &Surveyed, total: u64) -> Vec<Year> {
    let sizes = &surveyed.sizes;
    let roots: LiteMap<String, u64> = sizes.roots.iter().cloned().collect();
    let mut all = roots.clone();
    for conversation in surveyed.conversations.conversations.iter() {
        *all.entry(year(conversation.created())).or_default() += 1;
    }
    for name in sizes.mail.keys() {
        all.entry(name.clone()).or_default();
    }
    let (mail, rows) = (sizes.mail.values().sum::<u64>(), roots.values().sum::<u64>());
    let of_tables = total.saturating_sub(mail);
    let of = |map: &LiteMap<String, u64>, name: &str| map.get(name).copied().unwrap_or(0);
    let one = |(name, records): (String, u64)| {
        let bytes = of(&sizes.mail, &name);
        let bytes = match rows {
            // What a message weighs beside its text and files.
            0 => share(total, bytes, mail),
            _ => bytes.saturating_add(share(of_tables, of(&roots, &name), rows)),
        };
        Year { name, records, bytes }
    };
    all.into_iter().map(one).collect()
}

/// `part` of `whole`, of so many bytes.
fn share(bytes: u64, part: u64, whole: u64) -> u64 {
    u64::try_from(u128::from(bytes) * u128::from(part) / u128::from(whole.max(1))).unwrap_or(u64::MAX)
}

/// The year of a moment; empty for none.
fn year(seconds: Option<i64>) -> String {
    seconds.map_or_else(String::new, |seconds| date::format(seconds, "%Y"))
}

/// What the plan lets go of everything.
fn planned(surveyed: &Surveyed, total: u64, all: &[Year], of_files: u64) -> u64 {
    let settled = &surveyed.setup.settled;
    let within = settled.wanted.as_ref().map_or(total, |wanted| {
        all.iter().filter(|year| wanted.holds_year(&year.name)).map(|year| year.bytes).sum()
    });
    let large = settled.files.most.and_then(|most| {
        let class = CLASSES.iter().position(|class| *class >= most)?;
        Some(surveyed.sizes.files[class].1)
    });
    let share = |bytes: u64| share(bytes, within, total);
    match settled.files.go {
        Go::With => within.saturating_sub(share(large.unwrap_or(0))),
        Go::Without => within.saturating_sub(share(of_files)),
        Go::Only => share(of_files.saturating_sub(large.unwrap_or(0))),
    }
}

/// What would make it fit: each with figures, and the options that say so in a plan.
fn proposals(surveyed: &Surveyed, total: u64, limit: u64, all: &[Year], of_files: u64) -> Vec<Value> {
    let mut proposals = Vec::new();
    for window in windows(all, limit) {
        let (first, last) = (&window[0].name, &window[window.len() - 1].name);
        let sum = |of: fn(&Year) -> u64| window.iter().map(of).fold(0, u64::saturating_add);
        let (bytes, records) = (sum(|year| year.bytes), sum(|year| year.records));
        // What is offered fits; a year that is too much alone is left to the others.
        if bytes > limit {
            continue;
        }
        let mut options = Value::Object(Vec::new());
        if all.first().is_some_and(|oldest| oldest.name != *first) {
            options["from"] = json!(format!("{first}-01-01"));
        }
        if all.last().is_some_and(|newest| newest.name != *last) {
            options["until"] = json!(format!("{last}-12-31"));
        }
        let figures = json!({"first": first, "last": last, "bytes": bytes, "records": records});
        proposals.push(json!({"kind": "years", "figures": figures, "options": options}));
    }
    let left = |bytes: u64| total.saturating_sub(bytes);
    let mut classes = CLASSES.iter().zip(&surveyed.sizes.files).rev();
    if let Some((class, (files, bytes))) = classes.find(|(_, (_, bytes))| left(*bytes) <= limit && *bytes > 0)
    {
        let figures = json!({"over": class, "files": files, "bytes": left(*bytes)});
        let options = json!({"attachment-max": format!("{}MB", class / 1_000_000)});
        proposals.push(json!({"kind": "attachment-max", "figures": figures, "options": options}));
    }
    if of_files > 0 && left(of_files) <= limit {
        let figures = json!({"bytes": left(of_files), "later": of_files});
        proposals.push(json!({
            "kind": "attachments-later", "figures": figures, "options": {"attachments": "without"},
        }));
    }
    proposals.push(json!({"kind": "ask", "figures": {"bytes": total, "limit": limit}, "options": {}}));
    proposals
}

/// Years side by side that fit, the newest first. A year that alone is too much makes a window that does
/// not fit.
fn windows(all: &[Year], limit: u64) -> Vec<&[Year]> {
    let mut windows = Vec::new();
    let mut end = all.len();
    while end > 0 && all.len() > 1 {
        let (mut start, mut bytes) = (end - 1, all[end - 1].bytes);
        while start > 0 && bytes.saturating_add(all[start - 1].bytes) <= limit {
            start -= 1;
            bytes = bytes.saturating_add(all[start].bytes);
        }
        // What has no date goes with the oldest.
        if start == 1 && all[0].name.is_empty() {
            start = 0;
        }
        windows.push(&all[start..end]);
        end = start;
    }
    windows
}
