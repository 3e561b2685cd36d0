//! The plan's answers, made ready once: whether a record with a finding is held, and which values stand in for others.
//!
//! An answer about one value or one record is found by its hash, one about all alike by its code, so a plan of
//! thousands costs a record no more than a few look-ups; without any answer nothing is looked up at all.

use super::error::{Error, ErrorKind};
use super::plan::{Action, Answer};
use crate::destination::Destination;
use crate::text::hash::{KeyMap, key64};
use std::cell::Cell;

/// Where a record stands: its source's name and its index there, from 0. `None`: in no one file.
pub type At<'a> = Option<(&'a str, u64)>;

/// All answers of a plan, by what they are about.
#[derive(Debug, Default)]
pub struct Answers {
    all: Vec<Answer>,
    /// By record, else by value, else by code → places in `all`.
    index: KeyMap<Vec<usize>>,
    /// Answers that replace a piece of whatever value, in their order: tab, field, place in `all`.
    parts: Vec<(usize, usize, usize)>,
    /// Per tab and field: whether any answer sets a value there.
    sets: Vec<Vec<bool>>,
    /// Whether anything was found that it answers. Behind a shared reference, as all of a run use the same.
    used: Vec<Cell<bool>>,
}

impl Answers {
    /// # Errors
    /// `plan-unreadable` for an answer that sets a value and does not say which, or where.
    pub fn new(all: &[Answer], destination: &Destination) -> Result<Answers, Error> {
        let used = vec![Cell::new(false); all.len()];
        let mut answers = Answers { all: all.to_vec(), used, ..Answers::default() };
        answers.sets = destination.tabs.iter().map(|tab| vec![false; tab.fields.len()]).collect();
        for (at, answer) in all.iter().enumerate() {
            let key = match (&answer.source, answer.record, &answer.found) {
                (Some(source), Some(record), _) => of_place(source, record),
                (_, _, Some(found)) => of_value(key64(found.as_bytes())),
                _ => key64(answer.code.as_bytes()),
            };
            // What replaces a piece is no answer to what is seen of a value: `replaced` alone asks for it.
            if answer.part.is_none() {
                answers.index.entry(key).or_default().push(at);
            }
            let unfit = |why: &str| {
                let detail = format!("answer {} (to {}): {why}", at + 1, answer.code);
                Error::from(ErrorKind::PlanUnreadable { detail })
            };
            if answer.record.is_some() && answer.source.is_none() {
                return Err(unfit("a record is told by its source as well"));
            }
            if (answer.action == Action::Set) != answer.value.is_some() {
                return Err(unfit("a value is there to be set, and only then"));
            }
            let narrow = answer.found.is_some() || answer.source.is_some() || answer.record.is_some();
            if answer.part.is_some() && (answer.action != Action::Set || narrow) {
                return Err(unfit("a part is replaced by a value, in all of a field"));
            }
            if answer.action == Action::Set {
                let tab = answer.tab.as_deref().and_then(|id| destination.tab(id));
                let field = answer.field.as_deref().zip(tab);
                let field = field.and_then(|(name, tab)| Some((tab, destination.tabs[tab].field(name)?)));
                let (tab, field) = field.ok_or_else(|| unfit("the destination has no such tab and field"))?;
                answers.sets[tab][field] = true;
                match &answer.part {
                    Some(part) if part.is_empty() => return Err(unfit("the part to be replaced is blank")),
                    Some(_) => answers.parts.push((tab, field, at)),
                    None => {}
                }
            }
        }
        Ok(answers)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether any answer sets a value of this field.
    pub fn sets(&self, tab: usize, field: usize) -> bool {
        self.sets.get(tab).is_some_and(|fields| fields.get(field) == Some(&true))
    }

    /// Whether any answer sets a value in this tab.
    pub fn sets_any(&self, tab: usize) -> bool {
        !self.is_empty() && self.sets.get(tab).is_some_and(|fields| fields.contains(&true))
    }

    /// Whether records that are usually packed may be held for this code.
    pub fn may_hold(&self, code: &str) -> bool {
        self.all.iter().any(|answer| answer.action == Action::Hold && answer.code == code)
    }

    /// What is done with a record: the narrowest answer wins, and of equals the last. `found` is the hash
    /// ([`key64`]) of the value found.
    pub fn action(
        &self,
        code: &str,
        tab: &str,
        field: &str,
        found: Option<u64>,
        at: At<'_>,
    ) -> Option<Action> {
        let fits = |answer: &Answer| answer.action != Action::Set && answer.code == code;
        self.best(Some(code), (tab, field), found, at, &fits).map(|answer| answer.action)
    }

    /// The value that stands in for the one found, whatever is said of it: an answer names it, or its record.
    pub fn instead(&self, tab: &str, field: &str, found: &str, at: At<'_>) -> Option<&str> {
        let fits = |answer: &Answer| answer.value.is_some();
        self.best(None, (tab, field), Some(key64(found.as_bytes())), at, &fits)?.value.as_deref()
    }

    /// The value with every piece replaced that answers want replaced in this field; `None` if it has none of them.
    pub fn replaced(&self, tab: usize, field: usize, found: &str) -> Option<String> {
        let mut value = None;
        for &(_, _, at) in self.parts.iter().filter(|part| (part.0, part.1) == (tab, field)) {
            let before = value.as_deref().unwrap_or(found);
            if let (Some(part), Some(instead)) = (&self.all[at].part, &self.all[at].value)
                && before.contains(part.as_str())
            {
                self.used[at].set(true);
                value = Some(before.replace(part.as_str(), instead));
            }
        }
        value
    }

    /// The value that stands in wherever this code is seen.
    pub fn on(&self, code: &str, tab: &str, field: &str, at: At<'_>) -> Option<&str> {
        let fits = |answer: &Answer| answer.value.is_some() && answer.code == code;
        self.best(Some(code), (tab, field), None, at, &fits)?.value.as_deref()
    }

    fn best(
        &self,
        code: Option<&str>,
        (tab, field): (&str, &str),
        found: Option<u64>,
        at: At<'_>,
        fits: &dyn Fn(&Answer) -> bool,
    ) -> Option<&Answer> {
        let same = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        let keys = [
            code.map(|code| key64(code.as_bytes())),
            found.map(of_value),
            at.map(|(source, record)| of_place(source, record)),
        ];
        let listed = keys.iter().flatten().filter_map(|key| self.index.get(key)).flatten().copied();
        let fitting = listed.filter(|&index| {
            let answer = &self.all[index];
            let value = answer.found.as_ref().is_none_or(|value| found == Some(key64(value.as_bytes())));
            let source = answer.source.as_deref().is_none_or(|source| at.is_some_and(|at| at.0 == source));
            let record = answer.record.is_none_or(|record| at.is_some_and(|at| at.1 == record));
            fits(answer) && same(&answer.tab, tab) && same(&answer.field, field) && value && source && record
        });
        let fitting = fitting.inspect(|&index| self.used[index].set(true));
        fitting.max_by_key(|&index| (rank(&self.all[index]), index)).map(|index| &self.all[index])
    }

    /// Answers to nothing that was found so far.
    pub fn unused(&self) -> impl Iterator<Item = &Answer> {
        self.all.iter().zip(&self.used).filter(|(_, used)| !used.get()).map(|(answer, _)| answer)
    }
}

/// One record is narrower than one value, that than one file, than one field, than one tab.
fn rank(answer: &Answer) -> u32 {
    let said = [
        answer.tab.is_some(),
        answer.field.is_some(),
        answer.source.is_some(),
        answer.found.is_some(),
        answer.record.is_some(),
    ];
    said.iter().enumerate().map(|(at, &said)| u32::from(said) << at).sum()
}

fn of_value(found: u64) -> u64 {
    found.rotate_left(17)
}

fn of_place(source: &str, record: u64) -> u64 {
    key64(source.as_bytes()).wrapping_add(record.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::load::built_in;

    fn answers(json: &str) -> Result<Answers, Error> {
        let plan = crate::job::plan::Plan::from_json(&format!(r#"{{"version":1,"answers":{json}}}"#));
        Answers::new(&plan.expect("a plan").answers, &built_in("zoho-desk").expect("built in"))
    }

    #[test]
    fn the_narrowest_answer_wins_and_of_equals_the_last() {
        let answers = answers(
            r#"[{"code":"x","source":"a.csv","record":3,"action":"leave"},
                {"code":"x","found":"v","action":"hold"},
                {"code":"x","tab":"tickets","field":"Subject","action":"hold"},
                {"code":"x","tab":"tickets","field":"Subject","action":"pack"},
                {"code":"x","tab":"tickets","action":"hold"},
                {"code":"x","action":"pack"}]"#,
        )
        .unwrap();
        let action =
            |tab, field, found: &str, at| answers.action("x", tab, field, Some(key64(found.as_bytes())), at);
        assert_eq!(action("contacts", "Email", "", None), Some(Action::Pack));
        assert_eq!(action("tickets", "Email", "", None), Some(Action::Hold));
        assert_eq!(action("tickets", "Subject", "", None), Some(Action::Pack));
        assert_eq!(action("tickets", "Subject", "v", Some(("a.csv", 2))), Some(Action::Hold));
        assert_eq!(action("tickets", "Subject", "v", Some(("a.csv", 3))), Some(Action::Leave));
        assert_eq!(answers.action("y", "tickets", "", None, None), None);
    }

    #[test]
    fn values_are_set_by_record_by_value_and_by_code() {
        let answers = answers(
            r#"[{"code":"x","tab":"tickets","field":"Subject","action":"set","value":"all"},
                {"code":"x","tab":"tickets","field":"Subject","found":"v","action":"set","value":""},
                {"code":"x","tab":"tickets","field":"Subject","source":"a.csv","record":3,"action":"set","value":"one"}]"#,
        )
        .unwrap();
        let instead = |found, at| answers.instead("tickets", "Subject", found, at);
        assert_eq!(instead("w", None), None);
        assert_eq!(instead("v", Some(("a.csv", 2))), Some(""));
        assert_eq!(instead("v", Some(("a.csv", 3))), Some("one"));
        assert_eq!(answers.on("x", "tickets", "Subject", None), Some("all"));
        assert_eq!(answers.on("y", "tickets", "Subject", None), None);
    }

    #[test]
    fn answers_that_say_too_little_are_refused() {
        for json in [
            r#"[{"code":"x","tab":"tickets","field":"Subject","action":"set"}]"#,
            r#"[{"code":"x","action":"set","value":"v"}]"#,
            r#"[{"code":"x","tab":"tickets","field":"Sabject","action":"set","value":"v"}]"#,
            r#"[{"code":"x","record":1,"action":"hold"}]"#,
            r#"[{"code":"x","action":"hold","value":"v"}]"#,
        ] {
            assert_eq!(answers(json).map_err(|e| e.code()).err(), Some("plan-unreadable"), "{json}");
        }
    }
}
