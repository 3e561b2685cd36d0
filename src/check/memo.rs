//! Remembers what became of the commonest values of fields that have few.
//!
//! A status or a yes/no stands in every row, and folding it to compare it with the allowed ones costs more than
//! all else in the row. What `cell::repair` gives depends on field and value alone, so it is kept and told again.

use super::cell::{self, Context};
use crate::destination::{Field, FieldKind};
use crate::finding::{Code, Observation, Observe};
use crate::text::hash::key64;
use std::borrow::Cow;

/// How many values are kept. One that falls on the place of another takes it over.
const SLOTS: usize = 256;
/// Longer values are hardly ever met twice.
const LONGEST: usize = 64;

/// The values of one tab's fields. For one destination and plan only: the context of a field must not change.
#[derive(Debug, Default)]
pub struct Memo {
    slots: Vec<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    field: usize,
    value: String,
    used: String,
    seen: Vec<Seen>,
}

/// An observation to be told again.
#[derive(Debug)]
struct Seen {
    code: Code,
    found: String,
    used: String,
    number: u64,
}

impl Memo {
    /// The same as [`cell::repair`]; `at` is the field's index in its tab.
    pub fn repair<'v>(
        &'v mut self,
        at: usize,
        field: &'v Field,
        value: &'v str,
        context: &Context<'_>,
        observe: &mut Observe<'_>,
    ) -> Cow<'v, str> {
        if !has_few(field) || value.is_empty() || value.len() > LONGEST {
            return cell::repair(field, value, context, observe);
        }
        let known = self.remembered(at, field, value, context);
        for seen in &known.seen {
            let again = Observation::new(seen.code).field(&field.name).found(&seen.found);
            observe(again.used(&seen.used).number(seen.number));
        }
        Cow::Borrowed(&known.used)
    }

    /// What [`Memo::repair`] gives, and whether it tells nothing, for a value that can be remembered.
    pub fn known(
        &mut self,
        at: usize,
        field: &Field,
        value: &str,
        context: &Context<'_>,
    ) -> Option<(&str, bool)> {
        if value.is_empty() || value.len() > LONGEST {
            return None;
        }
        let known = self.remembered(at, field, value, context);
        Some((&known.used, known.seen.is_empty()))
    }

    fn remembered(&mut self, at: usize, field: &Field, value: &str, context: &Context<'_>) -> &Known {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, || None);
        }
        let place = (key64(value.as_bytes()).wrapping_add(at as u64) % SLOTS as u64) as usize;
        let slot = &mut self.slots[place];
        if !slot.as_ref().is_some_and(|known| known.field == at && known.value == value) {
            *slot = None;
        }
        slot.get_or_insert_with(|| learn(at, field, value, context))
    }
}

/// Whether a field has few values, each in many records.
pub fn has_few(field: &Field) -> bool {
    !field.values.is_empty() || field.kind == FieldKind::Boolean
}

fn learn(at: usize, field: &Field, value: &str, context: &Context<'_>) -> Known {
    let mut all = Vec::new();
    let used = cell::repair(field, value, context, &mut |seen| {
        let (found, used) = (seen.found.to_string(), seen.used.to_string());
        all.push(Seen { code: seen.code, found, used, number: seen.number });
    });
    Known { field: at, value: value.to_string(), used: used.into_owned(), seen: all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::load::built_in;
    use crate::text::date::Zone;

    #[test]
    fn what_is_remembered_is_what_repair_gives() {
        let destination = built_in("zoho-desk").unwrap();
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let context = Context {
            zone: &zone,
            datetime: &destination.datetime,
            unwelcome: None,
            cut: false,
            clean: false,
        };
        for tab in &destination.tabs {
            let mut memo = Memo::default();
            for value in
                ["Open", "open", "完了", " Closed ", "はい", "いいえ", "maybe", "", "-", "Open"].repeat(3)
            {
                for (at, field) in tab.fields.iter().enumerate() {
                    let told = |repair: &mut dyn FnMut(&mut Observe<'_>) -> String| {
                        let mut told = Vec::new();
                        let used = repair(&mut |seen| told.push(format!("{seen:?}")));
                        (used, told)
                    };
                    let again =
                        told(&mut |observe| memo.repair(at, field, value, &context, observe).into_owned());
                    let fresh =
                        told(&mut |observe| cell::repair(field, value, &context, observe).into_owned());
                    assert_eq!(again, fresh, "{value:?} in {}", field.name);
                }
            }
        }
    }
}
