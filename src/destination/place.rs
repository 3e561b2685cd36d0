//! Key paths in a destination file, and the lines they are on.
//!
//! Checks speak of places as key paths (`tab`, third, `field`, first, `kind`); serde speaks of byte offsets.
//! Both are looked up in the parsed tree, only when something is wrong. The tree's depth is limited by the
//! TOML parser (80), so walking it recursively is safe.

use crate::finding::Code;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A place being looked at: cheap to pass on, made into steps only when there is a fault.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    Root,
    Key(&'a At<'a>, &'a str),
    /// The element of an array, from 0.
    Item(&'a At<'a>, usize),
}

/// One step of a key path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// Something wrong at a place.
#[derive(Debug)]
pub(super) struct Fault {
    pub steps: Vec<Step>,
    pub code: Code,
    pub message: String,
}

impl<'a> At<'a> {
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At::Key(self, key)
    }
    pub fn item(&'a self, index: usize) -> At<'a> {
        At::Item(self, index)
    }
    pub fn fault(&self, code: Code, message: impl Into<String>) -> Fault {
        Fault { steps: self.steps(), code, message: message.into() }
    }
    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = *self;
        loop {
            match at {
                At::Root => break,
                At::Key(up, key) => {
                    steps.push(Step::Key(key.to_string()));
                    at = *up;
                }
                At::Item(up, index) => {
                    steps.push(Step::Item(index));
                    at = *up;
                }
            }
        }
        steps.reverse();
        steps
    }
}

/// The line (from 1; 0 if the text has no such place) and the readable key path of a place. Elements of
/// arrays are called by their `id`, `name` or `key`: `tab.tickets.field.Subject.kind`.
pub(super) fn describe(text: &str, steps: &[Step]) -> (usize, String) {
    let Ok(table) = DeTable::parse(text) else { return (0, String::new()) };
    let mut offset = None;
    let mut words: Vec<String> = Vec::new();
    let mut here = Some(Here::Table(table.get_ref()));
    for step in steps {
        let next = here.and_then(|here| here.step(step));
        words.push(match (step, &next) {
            (Step::Key(key), _) => key.clone(),
            (Step::Item(index), next) => next
                .as_ref()
                .and_then(|(_, value)| name_of(value))
                .unwrap_or_else(|| format!("#{}", index + 1)),
        });
        // A key that is missing has no line of its own: the line of what it is missing from stays.
        offset = next.as_ref().map(|(offset, _)| *offset).or(offset);
        here = next.map(|(_, value)| Here::of(value));
    }
    (offset.map_or(1, |offset| line_at(text, offset)), words.join("."))
}

/// The key path of the innermost key or value at a byte offset.
pub(super) fn steps_at(text: &str, offset: usize) -> Vec<Step> {
    let Ok(table) = DeTable::parse(text) else { return Vec::new() };
    let mut steps = Vec::new();
    find_in_table(table.get_ref(), offset, &mut steps);
    steps
}

/// The line a byte offset is on, from 1.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    before.iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// Where a walk stands.
enum Here<'t> {
    Table(&'t DeTable<'t>),
    Value(&'t DeValue<'t>),
}

impl<'t> Here<'t> {
    fn of(value: &'t DeValue<'t>) -> Here<'t> {
        match value {
            DeValue::Table(table) => Here::Table(table),
            other => Here::Value(other),
        }
    }
    fn step(self, step: &Step) -> Option<(usize, &'t DeValue<'t>)> {
        match (self, step) {
            (Here::Table(table), Step::Key(key)) => table
                .iter()
                .find(|(name, _)| name.get_ref() == key)
                .map(|(name, value)| (name.span().start, value.get_ref())),
            (Here::Value(DeValue::Array(array)), Step::Item(index)) => {
                array.get(*index).map(|value| (value.span().start, value.get_ref()))
            }
            _ => None,
        }
    }
}

fn name_of(value: &DeValue<'_>) -> Option<String> {
    let DeValue::Table(table) = value else { return None };
    let named = |key: &str| table.iter().find(|(name, _)| name.get_ref() == key);
    let value = named("id").or_else(|| named("name")).or_else(|| named("key"))?.1;
    value.get_ref().as_str().filter(|name| !name.is_empty()).map(str::to_string)
}

fn find_in_table(table: &DeTable<'_>, offset: usize, steps: &mut Vec<Step>) -> bool {
    for (name, value) in table.iter() {
        steps.push(Step::Key(name.get_ref().to_string()));
        // Children first: a table's own span is only its `[header]`.
        if find_in_value(value, offset, steps) || holds(name, offset) {
            return true;
        }
        steps.pop();
    }
    false
}

fn find_in_value(value: &Spanned<DeValue<'_>>, offset: usize, steps: &mut Vec<Step>) -> bool {
    let inside = match value.get_ref() {
        DeValue::Table(table) => find_in_table(table, offset, steps),
        DeValue::Array(array) => array.iter().enumerate().any(|(index, element)| {
            steps.push(Step::Item(index));
            let found = find_in_value(element, offset, steps);
            if !found {
                steps.pop();
            }
            found
        }),
        _ => false,
    };
    inside || holds(value, offset)
}

fn holds<T>(spanned: &Spanned<T>, offset: usize) -> bool {
    let span = spanned.span();
    span.contains(&offset) || (span.is_empty() && span.start == offset)
}
