//! Counts observations into findings: one per code, tab and field, with its first places and values; of one finding, where a
//! window is asked for, with those places instead.

use super::super::places::{WINDOW, Window};
use crate::finding::{Code, Finding, MAX_PLACES, MAX_SAMPLES, MAX_SHOWN, Observation, Place, Sample};
use crate::order;
use crate::text::hash::{KeyMap, key64};

/// Bits that tell of a finding's samples.
const HINTS: usize = 1024;

/// The findings so far.
#[derive(Debug, Default)]
pub struct Tally {
    findings: Vec<Finding>,
    index: KeyMap<usize>,
    /// Finding, value as found and length of what is used → index of the sample. Most values of most findings are
    /// new or known ones of many: comparing with each sample was the dearest part of a survey.
    samples: KeyMap<usize>,
    /// For each finding, a bit for each of its samples: nearly all values that are none of them show it there.
    hints: Vec<[u64; HINTS / 64]>,
    /// The finding told last, and for each finding the one that was told after it: rows of a table are alike, so
    /// it mostly is the same again.
    last: usize,
    after: Vec<usize>,
    window: Option<Window>,
    /// The finding it is on, once it was made.
    windowed: Option<usize>,
}

impl Tally {
    pub fn new(window: Option<Window>) -> Tally {
        Tally { window, ..Tally::default() }
    }

    /// Whether one more place of a finding is kept.
    fn keeps(&mut self, at: usize) -> bool {
        if self.windowed == Some(at)
            && let Some(window) = &mut self.window
            && window.skip > 0
        {
            window.skip -= 1;
            return false;
        }
        self.findings[at].places.len() < self.most(at)
    }

    fn most(&self, at: usize) -> usize {
        if self.windowed == Some(at) { WINDOW } else { MAX_PLACES }
    }

    /// Counts one observation. `place` is only made when the finding still has room for it.
    pub fn count(&mut self, tab: &str, seen: Observation<'_>, holds: bool, place: impl FnOnce() -> Place) {
        let at = self.finding_at(seen.code, tab, seen.field);
        let keeps = self.keeps(at);
        let finding = &mut self.findings[at];
        finding.count += 1;
        finding.holds |= holds;
        finding.severity = finding.severity.max(seen.code.severity);
        finding.number = finding.number.max(seen.number);
        if keeps {
            let place = Place { found: shown(seen.found), ..place() };
            if finding.places.is_empty() {
                finding.source = place.source.clone();
            }
            finding.places.push(place);
        }
        if !seen.found.is_empty() || !seen.used.is_empty() {
            self.add_sample(at, seen.found, seen.used, 1);
            if seen.texts[0] != seen.texts[1] {
                self.add_texts(at, &seen);
            }
        }
    }

    fn add_texts(&mut self, at: usize, seen: &Observation<'_>) {
        let samples = self.findings.get_mut(at).map(|finding| &mut finding.samples);
        let kept = |sample: &&mut Sample| sample.found == seen.found && sample.used == seen.used;
        if let Some(sample) = samples.and_then(|samples| samples.iter_mut().find(kept)) {
            sample.texts.get_or_insert_with(|| seen.texts.map(shown));
        }
    }

    /// Counts many alike at once: a value asked for in vain by `count` records.
    pub fn count_value(
        &mut self,
        tab: &str,
        seen: Observation<'_>,
        holds: bool,
        count: u64,
        places: impl Iterator<Item = Place>,
    ) {
        let at = self.finding_at(seen.code, tab, seen.field);
        let finding = &mut self.findings[at];
        finding.count += count;
        finding.holds |= holds;
        finding.severity = finding.severity.max(seen.code.severity);
        for place in places {
            if self.keeps(at) {
                self.findings[at].places.push(Place { found: shown(seen.found), ..place });
            }
        }
        if !seen.found.is_empty() {
            self.add_sample(at, seen.found, seen.used, count);
        }
    }

    /// Counts one more of each of these findings (see [`Tally::known`]) if that is all there is to do: they have all their
    /// places and values, and this one is surely none of them. False, and nothing is counted, if there is more to do.
    pub fn count_more(&mut self, findings: [Option<usize>; 2], found: &str) -> bool {
        if found.len() > MAX_SHOWN {
            return false;
        }
        let (hint, bit) = hint(found);
        let all = || findings.into_iter().flatten();
        let full = |at: usize| {
            let finding = self.findings.get(at);
            let has_all = |it: &Finding| it.places.len() >= self.most(at) && it.samples.len() >= MAX_SAMPLES;
            finding.is_some_and(has_all) && self.hints.get(at).is_some_and(|hints| hints[hint] & bit == 0)
        };
        let can = all().all(full);
        if can {
            all().for_each(|at| self.findings[at].count += 1);
        }
        can
    }

    /// Where the finding of this code, tab and field stands, if it was made.
    pub fn known(&self, code: Code, tab: &str, field: &str) -> Option<usize> {
        self.index.get(&key(code.id, tab, field)).copied()
    }

    /// The finding of this code, tab and field, made if new.
    pub fn finding(&mut self, code: Code, tab: &str, field: &str) -> &mut Finding {
        let at = self.finding_at(code, tab, field);
        &mut self.findings[at]
    }

    fn add_sample(&mut self, at: usize, found: &str, used: &str, count: u64) {
        let kept = &found[..shown_len(found)];
        let (hint, bit) = hint(kept);
        let Some(hints) = self.hints.get_mut(at) else { return };
        if self.findings[at].samples.len() >= MAX_SAMPLES && hints[hint] & bit == 0 {
            return;
        }
        let used_length = shown_len(used);
        let key = key64(kept.as_bytes())
            ^ ((at as u64) << 32 | used_length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let samples = &mut self.findings[at].samples;
        if let Some(sample) = self.samples.get(&key).and_then(|&sample| samples.get_mut(sample)) {
            sample.count += count;
        } else if samples.len() < MAX_SAMPLES {
            hints[hint] |= bit;
            self.samples.insert(key, samples.len());
            samples.push(Sample {
                found: kept.to_string(),
                used: used[..used_length].to_string(),
                count,
                texts: None,
            });
        }
    }

    fn finding_at(&mut self, code: Code, tab: &str, field: &str) -> usize {
        let guess = self.after.get(self.last).copied().unwrap_or(0);
        // Ids are static: mostly the very same text, which need not be read.
        let same_id = |id: &str| std::ptr::eq(id, code.id) || id == code.id;
        let same = |it: &Finding| same_id(it.code.id) && alike(&it.field, field) && alike(&it.tab, tab);
        let at = match self.findings.get(guess) {
            Some(finding) if same(finding) => guess,
            _ => self.look_up(code, tab, field),
        };
        if let Some(after) = self.after.get_mut(self.last) {
            *after = at;
        }
        self.last = at;
        at
    }

    fn look_up(&mut self, code: Code, tab: &str, field: &str) -> usize {
        let next = self.findings.len();
        let key = key(code.id, tab, field);
        let at = *self.index.entry(key).or_insert(next);
        if at == next {
            if self.window.is_some_and(|window| window.finding == key) {
                self.windowed = Some(at);
            }
            self.after.push(0);
            self.hints.push([0; HINTS / 64]);
            self.findings.push(Finding {
                code,
                severity: code.severity,
                tab: tab.to_string(),
                field: field.to_string(),
                source: String::new(),
                count: 0,
                number: 0,
                places: Vec::new(),
                samples: Vec::new(),
                holds: false,
                fix: None,
            });
        }
        at
    }

    /// The findings so far, in the order they were first made.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Attaches an answer to a finding, if it was made.
    pub fn offer(&mut self, code: Code, tab: &str, field: &str, fix: (&str, &str)) {
        let made = |f: &&mut Finding| f.code.id == code.id && f.tab == tab && f.field == field;
        if let Some(finding) = self.findings.iter_mut().find(made) {
            finding.fix = Some((fix.0.to_string(), fix.1.to_string()));
        }
    }

    /// Attaches an answer to the findings of a code: to each, or to those that weigh as the code does.
    pub fn offer_all(&mut self, code: Code, each: bool, fix: (&str, &str)) {
        for finding in self.findings.iter_mut().filter(|finding| finding.code.id == code.id) {
            if each || finding.severity >= code.severity {
                finding.severity = finding.severity.max(code.severity);
                finding.fix = Some((fix.0.to_string(), fix.1.to_string()));
            }
        }
    }

    /// The findings, gravest first, then by how many records they touch.
    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings;
        for finding in &mut findings {
            order::sort(&mut finding.samples, |a, b| {
                b.count.cmp(&a.count).then_with(|| a.found.cmp(&b.found))
            });
            let elsewhere = |place: &Place| place.source != finding.source;
            if finding.places.iter().any(elsewhere) || finding.count > finding.places.len() as u64 {
                finding.source = String::new();
            }
        }
        sort(&mut findings);
        findings
    }
}

/// Gravest first, then by how many records they touch.
pub fn sort(findings: &mut Vec<Finding>) {
    order::sort(findings, |a, b| {
        let weight = |f: &Finding| (f.holds, f.severity, f.count);
        weight(b).cmp(&weight(a)).then_with(|| name(a).cmp(&name(b)))
    });
}

fn name(finding: &Finding) -> (&str, &str, &str) {
    (finding.code.id, &finding.tab, &finding.field)
}

pub(in crate::job) fn key(code: &str, tab: &str, field: &str) -> u64 {
    [tab, field].iter().fold(key64(code.as_bytes()), |key, name| key.rotate_left(17) ^ key64(name.as_bytes()))
}

/// Whether two texts are the same. Names are short: to call for a comparison costs more than to make it.
fn alike(one: &str, other: &str) -> bool {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    a.len() == b.len()
        && match a.len() {
            4..8 => a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk(),
            8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
            _ => a == b,
        }
}

/// Word and bit of a value among the hints, by its length and its ends: much cheaper than to hash it.
fn hint(kept: &str) -> (usize, u64) {
    let bytes = kept.as_bytes();
    let number = |eight: Option<&[u8; 8]>| eight.map_or(0, |eight| u64::from_le_bytes(*eight));
    let short = bytes.iter().take(7).fold(0, |short, byte| short << 8 | u64::from(*byte));
    let ends = if bytes.len() < 8 {
        short
    } else {
        number(bytes.first_chunk()) ^ number(bytes.last_chunk()).rotate_left(29)
    };
    let mixed = (ends ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54;
    (mixed as usize / 64, 1 << (mixed % 64))
}

/// The length in bytes of what is kept of a value.
fn shown_len(value: &str) -> usize {
    if value.len() <= MAX_SHOWN {
        return value.len();
    }
    value.char_indices().nth(MAX_SHOWN).map_or(value.len(), |(at, _)| at)
}

fn shown(value: &str) -> String {
    value[..shown_len(value)].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn observations_alike_become_one_finding_with_places_and_values() {
        let mut tally = Tally::default();
        let code = Code::note("date-reshaped");
        for (record, found) in ["2026/11/21", "2026/11/22", "2026/11/21"].iter().enumerate() {
            let seen = Observation::new(code).field("Created Time").found(found);
            let place = || Place { record: Some(record as u64), source: "t.csv".into(), ..Place::default() };
            tally.count("tickets", seen, false, place);
        }
        let findings = tally.into_findings();
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].count, findings[0].places.len()), (3, 3));
        assert_eq!((findings[0].samples[0].count, findings[0].source.as_str()), (2, "t.csv"));
    }
}
