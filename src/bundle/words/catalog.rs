//! Reads the little of Fluent that our catalogs are written in, and fills in values.
//!
//! Messages and attributes of one line each, `{ $name }`, `{ "text" }`, and a message that is one selection by number
//! with `one` and `other`. No terms, functions, references or selections by text: a test holds that the independent
//! reader of Fluent says the same of every message.

use super::{Language, Value, group};
use litemap::LiteMap;

/// Patterns by message and attribute (empty: the message's own).
pub struct Catalog(LiteMap<(&'static str, &'static str), &'static str>);

impl Catalog {
    pub fn read(sources: &[&'static str]) -> Catalog {
        let mut patterns = LiteMap::new();
        for source in sources {
            let (mut message, mut rest) = ("", *source);
            while let Some((line, after)) = rest.split_once('\n') {
                let text = rest;
                rest = after;
                let Some((name, pattern)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
                    continue;
                };
                let mut pattern = pattern.trim();
                if pattern.ends_with("->") {
                    // The selection ends with a brace on a line of its own.
                    let Some(end) = text.find("\n}") else { continue };
                    pattern = text.get(name.len() + 3..end + 2).unwrap_or_default();
                    rest = text.get(end + 2..).unwrap_or_default();
                }
                // The page carries the catalogs with shorter indents.
                let attribute = name.trim_start().strip_prefix('.').unwrap_or_default();
                if attribute.is_empty() {
                    message = name;
                }
                patterns.insert((message, attribute), pattern);
            }
        }
        Catalog(patterns)
    }

    /// The pattern of a message or its attribute.
    pub fn pattern(&self, id: &str, attribute: &str) -> Option<&'static str> {
        self.0.get(&(id, attribute)).copied()
    }
}

/// A pattern with its values. One that is not given stands by its name, as in Fluent.
pub fn fill(pattern: &str, language: Language, values: &[(&str, Value<'_>)]) -> String {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let mut pattern = pattern;
    if let Some((name, variants)) = pattern.strip_prefix("{ $").and_then(|select| select.split_once(" ->")) {
        let one = language == Language::En && matches!(value(name), Some(Value::Number(1)));
        let mark = if one { "[one]" } else { "*[other]" };
        let variant = variants.lines().find_map(|line| line.trim().strip_prefix(mark));
        pattern = variant.unwrap_or_default().trim();
    }
    let mut out = String::with_capacity(pattern.len() * 2);
    while let Some((before, rest)) = pattern.split_once('{') {
        out.push_str(before);
        let (inner, after) = rest.split_once('}').unwrap_or((rest, ""));
        let inner = inner.trim();
        match (inner.strip_prefix('$'), inner.strip_prefix('"')) {
            (Some(name), _) => match value(name) {
                Some(Value::Text(text)) => out.push_str(text),
                Some(Value::Number(number)) => out.push_str(&group(number)),
                None => out.extend(["{$", name, "}"]),
            },
            (None, Some(text)) => out.push_str(text.strip_suffix('"').unwrap_or(text)),
            (None, None) => {}
        }
        pattern = after;
    }
    out.push_str(pattern);
    out
}
