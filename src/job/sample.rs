//! A sample to show to others: the records of the findings' first places, with everything that could tell of a person masked.
//!
//! In: the bytes of those records. Out: one ZIP with a file for each source they lie in, in its charset and as broken as it
//! is, and `findings.json` with the counts. Surveyed again, the sample shows the defects; what is said of references it cannot
//! show, as the records referred to are not there. Names of files are not in it.

mod mail;
mod mask;

use super::look::{Asked, Item, Look};
use super::settle::Surveyed;
use crate::bundle::stored_zip;
use crate::destination::{FieldKind, Tab};
use crate::json::json;
use crate::order::sort;
use crate::source::sniff::Kind;
use mask::{Masker, encode};

/// Places of one finding, and in all.
const EACH: usize = 5;
const MOST: usize = 300;
/// Longer records stay out: a mail of megabytes shows no more than a short one.
const LONGEST: u64 = 256 * 1024;

/// What has to be read for the sample: distinct records, in the order of the findings.
pub fn asked(surveyed: &Surveyed) -> Look {
    let mut all: Vec<Asked> = Vec::new();
    for place in surveyed.findings.iter().flat_map(|finding| finding.places.iter().take(EACH)) {
        let fits = place.start < place.end && place.end - place.start <= LONGEST && place.record.is_some();
        let known = all.iter().any(|one| one.source == place.source && one.start == place.start);
        if fits && !known && all.len() < MOST {
            all.push(Asked {
                source: place.source.clone(),
                start: place.start,
                end: place.end,
                line: place.line,
            });
        }
    }
    Look::of(surveyed, &all)
}

/// The ZIP, of what was read. Words get their stand-ins in the order they come, so that equal words have equal ones and nothing
/// can be reckoned back from them; the first round only learns which words there are, as none of them may stand in for another.
pub fn written(surveyed: &Surveyed, look: Look) -> Vec<u8> {
    let items = look.into_items();
    let mut masker = Masker::default();
    let _ = files(surveyed, &items, &mut masker);
    masker.begin_again();
    stored_zip(&files(surveyed, &items, &mut masker))
}

fn files(surveyed: &Surveyed, items: &[Item], masker: &mut Masker) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for leaf in &surveyed.leaves {
        let mut of: Vec<&Item> = items.iter().filter(|item| item.leaf.name == leaf.name).collect();
        sort(&mut of, |one, other| one.start.cmp(&other.start));
        let Some(first) = of.first() else { continue };
        let ending = match leaf.kind {
            Some(Kind::Mbox) => "mbox",
            Some(Kind::Eml) => "eml",
            _ => "csv",
        };
        let mut out = first.header().map_or_else(Vec::new, |bytes| header(surveyed, first, bytes, masker));
        for item in &of {
            match leaf.table {
                Some(_) => cells(surveyed, item, item.record(), masker, &mut out),
                None => mail::write(item.record(), masker, &mut out),
            }
            if !out.ends_with(b"\n") && !out.ends_with(b"\0") {
                out.push(b'\n');
            }
        }
        files.push((format!("{}.{ending}", files.len() + 1), out));
    }
    let findings = surveyed.findings.iter().map(|finding| {
        let tab = surveyed.setup.destination.tabs.iter().find(|tab| tab.id == finding.tab);
        // A column's own name may be anything.
        let field = tab.filter(|tab| tab.field(&finding.field).is_some()).map_or("", |_| &finding.field);
        json!({"code": finding.code.id, "severity": finding.severity.as_str(), "tab": finding.tab, "field": field, "count": finding.count})
    });
    let list =
        json!({"destination": surveyed.setup.destination.id, "findings": findings.collect::<Vec<_>>()});
    files.push(("findings.json".into(), list.to_string().into_bytes()));
    files
}

/// A header is shown as it is; that of a table nobody recognised may be its first row.
fn header(surveyed: &Surveyed, item: &Item, bytes: &[u8], masker: &mut Masker) -> Vec<u8> {
    if item.leaf.tab().is_some() {
        return bytes.to_vec();
    }
    let mut out = Vec::new();
    cells(surveyed, item, bytes, masker, &mut out);
    out
}

/// The cells of one row, each between the delimiters it stands between.
fn cells(surveyed: &Surveyed, item: &Item, bytes: &[u8], masker: &mut Masker, out: &mut Vec<u8>) {
    let Some(table) = &item.leaf.table else { return };
    let dialect = item.leaf.dialect(surveyed.setup.plan.tables.get(&item.leaf.name));
    let charset = dialect.charset.unwrap_or(encoding_rs::UTF_8);
    let text = crate::text::charset::decode_as(bytes, charset).text;
    let tab = item.leaf.tab().and_then(|tab| surveyed.setup.destination.tabs.get(tab));
    let delimiter = char::from(dialect.delimiter.unwrap_or(b','));
    let mut masked = String::with_capacity(text.len());
    let (mut start, mut quoted, mut column) = (0, false, 0);
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in ends {
        quoted ^= c == Some('"');
        if c.is_some() && (quoted || c != Some(delimiter)) {
            continue;
        }
        let field = table.columns.iter().position(|it| *it == Some(column));
        cell(tab, field, &text[start..at], masker, &mut masked);
        masked.extend(c);
        (start, column) = (at + delimiter.len_utf8(), column + 1);
    }
    encode(&masked, charset, out);
}

/// One cell, quotes and line end included. What the destination itself names may stay: it tells of nobody.
fn cell(tab: Option<&Tab>, field: Option<usize>, text: &str, masker: &mut Masker, out: &mut String) {
    let field = tab.zip(field).and_then(|(tab, field)| tab.fields.get(field));
    let value = text.trim_matches(|c: char| c == '"' || c.is_whitespace());
    let said = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    match field {
        Some(field) if said(&field.values) || said(&field.true_words) || said(&field.false_words) => {
            out.push_str(text);
        }
        Some(field) if field.kind == FieldKind::DateTime => masker.date(text, out),
        _ => masker.cell(text, out),
    }
}
