//! Words for codes and reports, from the Fluent catalogs in `locales/`.
//!
//! In: an id and values. Out: a sentence in Japanese or English. An id without words gives the id itself:
//! a missing word must never stop a run. Dates and sizes of other languages are not its business.

mod catalog;

use catalog::{Catalog, fill};

/// The catalog of findings; in the page it is handed over by the page.
#[cfg(not(target_arch = "wasm32"))]
fn findings(language: Language) -> &'static str {
    match language {
        Language::Ja => include_str!("../../locales/ja/findings.ftl"),
        Language::En => include_str!("../../locales/en/findings.ftl"),
    }
}

#[cfg(target_arch = "wasm32")]
fn findings(language: Language) -> &'static str {
    (crate::text::host::host().findings)(language.as_str())
}

/// A language of the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Ja,
    En,
}

impl Language {
    /// The tag as in HTML and the plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::Ja => "ja",
            Language::En => "en",
        }
    }

    /// The language of this tag; `None` for one we have no words in.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag {
            "ja" => Some(Language::Ja),
            "en" => Some(Language::En),
            _ => None,
        }
    }
}

/// The values a finding's words may use.
#[derive(Clone, Copy, Debug, Default)]
pub struct Args<'a> {
    pub count: u64,
    pub number: u64,
    pub field: &'a str,
    pub found: &'a str,
    pub used: &'a str,
    /// The tab's label.
    pub tab: &'a str,
}

/// A value for the words of the report.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    Text(&'a str),
    Number(u64),
}

/// The words of one language.
pub struct Words {
    language: Language,
    catalog: Catalog,
    /// Messages go as they are: of some findings something else follows than where their parts become records.
    kept: bool,
}

impl Words {
    pub fn new(language: Language) -> Words {
        let report = match language {
            Language::Ja => include_str!("../../locales/ja/report.ftl"),
            Language::En => include_str!("../../locales/en/report.ftl"),
        };
        Words { language, catalog: Catalog::read(&[findings(language), report]), kept: false }
    }

    /// The same where messages go as they are, if they do.
    pub fn kept(self, kept: bool) -> Words {
        Words { kept, ..self }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// What was found, as a heading.
    pub fn title(&self, code: &str, args: &Args<'_>) -> String {
        self.finding(code, "", args)
    }

    /// What happens if it is left.
    pub fn consequence(&self, code: &str, args: &Args<'_>) -> String {
        self.finding(code, "consequence", args)
    }

    /// What to do.
    pub fn remedy(&self, code: &str, args: &Args<'_>) -> String {
        self.finding(code, "remedy", args)
    }

    /// Any other text of the catalogs.
    pub fn text(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.say(id, "", values).unwrap_or_else(|| id.to_owned())
    }

    fn finding(&self, code: &str, attribute: &str, args: &Args<'_>) -> String {
        let values = [
            ("count", Value::Number(args.count)),
            ("number", Value::Number(args.number)),
            ("field", Value::Text(args.field)),
            ("found", Value::Text(args.found)),
            ("used", Value::Text(args.used)),
            ("tab", Value::Text(args.tab)),
        ];
        let id = format!("finding-{code}");
        // Beside the mail, a record of a tab is written anew all the same.
        let is_kept = self.kept && args.tab.is_empty();
        let kept = || self.say(&id, &format!("{attribute}-kept"), &values);
        let said = if is_kept { kept() } else { None };
        said.or_else(|| self.say(&id, attribute, &values)).unwrap_or_else(|| code.to_owned())
    }

    fn say(&self, id: &str, attribute: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        Some(fill(self.catalog.pattern(id, attribute)?, self.language, values))
    }
}

/// Digits in groups of three: `1,234,567`.
pub fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size for people, in powers of ten and rounded down, so that it never seems to pass a cap: `1.92 GB`.
pub fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (1_000, "KB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let hundredths = bytes / (unit / 100);
    match hundredths {
        0..1_000 => format!("{}.{:02} {name}", hundredths / 100, hundredths % 100),
        1_000..10_000 => format!("{}.{} {name}", hundredths / 100, hundredths / 10 % 10),
        _ => format!("{} {name}", group(hundredths / 100)),
    }
}

#[cfg(test)]
#[path = "words/tests.rs"]
mod tests;
