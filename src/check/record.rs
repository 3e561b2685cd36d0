//! One record of a tab: its values as they will be written, and the rules that look at several of them.

use super::codes;
use crate::destination::{Field, FieldKind, Tab};
use crate::finding::{Code, Observation, Observe};
use crate::text::date::{self, Zone};
use crate::text::hash::key64;

/// The values of one record, in the order of the tab's fields. Reused from record to record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    text: String,
    ends: Vec<usize>,
    /// What `content` gave before the first edit.
    as_found: Option<u64>,
    edits: u32,
}

impl Record {
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.as_found = None;
        self.edits = 0;
    }

    /// Adds the next field's value.
    pub fn push(&mut self, value: &str) {
        if !value.is_empty() {
            self.text.push_str(value);
        }
        self.ends.push(self.text.len());
    }

    /// Leaves all fields blank up to the one at `index`.
    pub fn skip_to(&mut self, index: usize) {
        let missing = index.saturating_sub(self.ends.len());
        if missing > 0 {
            self.ends.extend(std::iter::repeat_n(self.text.len(), missing));
        }
    }

    /// The value of the field at `index`; empty past the end.
    pub fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..end]
    }

    /// Puts other values in some fields. The record stays the same one: see [`Record::content`].
    pub fn edit(&mut self, edits: &[(usize, String)]) {
        if edits.is_empty() {
            return;
        }
        self.as_found = Some(self.content());
        let before = std::mem::take(self);
        for at in 0..before.ends.len() {
            let edited = edits.iter().find(|(field, _)| *field == at);
            self.push(edited.map_or(before.get(at), |(_, value)| value));
            if edited.is_some_and(|(_, value)| *value != before.get(at)) {
                self.edits ^= Record::edit_of(at, key64(self.get(at).as_bytes()));
            }
        }
        self.as_found = before.as_found;
        self.edits ^= before.edits;
    }

    /// Takes a field out of [`Record::content`]: it says where something lies and nothing of the record itself.
    pub fn apart(&mut self, field: usize) {
        let mut rest = Record::default();
        (0..self.ends.len()).for_each(|at| rest.push(if at == field { "" } else { self.get(at) }));
        self.as_found = Some(rest.content());
    }

    /// What the edit of a field to the value with this key adds to [`Record::edits`].
    pub fn edit_of(field: usize, value: u64) -> u32 {
        (value as u32).rotate_left(field as u32)
    }

    /// Notes what else goes with the record and is not in it: the key of a file's bytes.
    pub fn goes_with(&mut self, key: u64) {
        self.edits ^= key as u32;
    }

    /// What edits and files made of the record beside its [`Record::content`]: equal where they did the same.
    pub fn edits(&self) -> u32 {
        self.edits
    }

    /// Key of all values: equal for records that are written alike. Edits do not change it, as they say what
    /// the user decided and not what the source has.
    pub fn content(&self) -> u64 {
        if let Some(found) = self.as_found {
            return found;
        }
        let text = key64(self.text.as_bytes());
        self.ends.iter().fold(text, |key, &end| key.rotate_left(5) ^ (end as u64).wrapping_mul(0x9E37_79B9))
    }

    /// Bytes of all values together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// The rules of a tab that look at more than one field, made ready once.
#[derive(Debug)]
pub struct RecordRules {
    names: Vec<String>,
    /// (field, the field it must not precede, code)
    order: Vec<(usize, usize, Code)>,
    /// (field, the other field, the value that calls for it, code)
    when: Vec<(usize, usize, String, Code)>,
    utc: Option<Zone>,
}

impl RecordRules {
    pub fn new(tab: &Tab) -> RecordRules {
        let named =
            |id: &Option<String>, usual: Code| id.as_deref().and_then(codes::code_by_id).unwrap_or(usual);
        let names = tab.fields.iter().map(|field| field.name.clone()).collect();
        let mut rules = RecordRules { names, order: Vec::new(), when: Vec::new(), utc: Zone::named("UTC") };
        for (at, field) in tab.fields.iter().enumerate() {
            if let Some(other) = field.not_before.as_deref().and_then(|name| tab.field(name)) {
                rules.order.push((at, other, named(&field.not_before_code, codes::DATE_ORDER)));
            }
            if let Some((name, value)) = &field.required_when
                && let Some(other) = tab.field(name)
            {
                let code = named(&field.required_when_code, codes::REQUIRED_WHEN_MISSING);
                rules.when.push((at, other, value.clone(), code));
            }
        }
        rules
    }

    /// Tells what is wrong between the fields of a record whose values were put right one by one.
    pub fn check(&self, record: &Record, observe: &mut Observe<'_>) {
        for &(at, other, code) in &self.order {
            let (late, early) = (record.get(at), record.get(other));
            if self.precedes(late, early) {
                observe(Observation::new(code).field(&self.names[at]).found(late).used(early));
            }
        }
        for (at, other, value, code) in &self.when {
            let (at, other, code) = (*at, *other, *code);
            if record.get(at).is_empty() && record.get(other) == value.as_str() {
                observe(Observation::new(code).field(&self.names[at]).found(record.get(other)));
            }
        }
    }

    fn precedes(&self, late: &str, early: &str) -> bool {
        if late.is_empty() || early.is_empty() {
            return false;
        }
        if sorts_by_time(late) && sorts_by_time(early) && late >= early {
            return false;
        }
        let Some(utc) = &self.utc else { return false };
        let read = |value| date::parse_cell(value, utc).map(|moment| moment.seconds);
        matches!((read(late), read(early)), (Some(late), Some(early)) if late < early)
    }
}

/// `2026-11-21T09:05:30.000Z`: of two values of this shape, the later is the greater text.
fn sorts_by_time(value: &str) -> bool {
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let bytes = value.as_bytes();
    bytes.get(19..) == Some(b".000Z") && signs.iter().all(|&(at, sign)| bytes[at] == sign)
}

/// Whether a blank in this field is worth the rules' attention; all others need no look when no column fills them.
pub fn blank_matters(field: &Field) -> bool {
    field.required
        || field.key
        || field.when_blank.is_some()
        || field.default.is_some()
        || field.reference.as_ref().is_some_and(|reference| reference.blank_code.is_some())
        || field.kind == FieldKind::Boolean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::load::built_in;

    #[test]
    fn a_record_gives_back_its_values() {
        let mut record = Record::default();
        record.push("T-1");
        record.push("");
        record.push("件名");
        assert_eq!((record.get(0), record.get(1), record.get(2), record.get(3)), ("T-1", "", "件名", ""));
    }

    #[test]
    fn a_ticket_closed_before_it_was_created_is_told() {
        let zoho = built_in("zoho-desk").expect("built in");
        let tab = &zoho.tabs[zoho.tab("tickets").expect("tickets")];
        let mut record = Record::default();
        for field in &tab.fields {
            record.push(match field.name.as_str() {
                "Created Time" => "2026-11-21T00:00:00.000Z",
                "Closed Time" => "2026-11-20T00:00:00.000Z",
                _ => "",
            });
        }
        let mut seen = Vec::new();
        RecordRules::new(tab).check(&record, &mut |o| seen.push(o.code.id));
        assert_eq!(seen, ["closed-before-created"]);
    }
}
