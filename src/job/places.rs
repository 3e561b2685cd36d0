//! Any places of one finding, beyond the first ones that every survey keeps: the sources are surveyed once more, and of this
//! finding other places are kept. So nothing grows with the number of places but what a survey notes of references anyway.

use super::book::tally;
use super::document;
use super::settle::Surveyed;
use crate::json::{self, Value};

/// Places kept of the finding a window is on.
pub const WINDOW: usize = 500;

/// The places of one finding that are kept instead of its first ones.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub finding: u64,
    /// How many places come before them.
    pub skip: u64,
}

impl Window {
    /// `asked`: `{"code", "tab", "field", "from"}` of a finding as the survey lists it.
    ///
    /// # Errors
    /// What is wrong with what was asked, in words.
    pub fn asked(asked: &str) -> Result<Window, String> {
        let asked = json::read(asked)?;
        let text = |name: &str| asked[name].as_str().ok_or("code, tab, field: texts are needed here");
        let finding = tally::key(text("code")?, text("tab")?, text("field")?);
        Ok(Window { finding, skip: asked["from"].as_u64().ok_or("from: a number is needed here")? })
    }
}

/// The places that a survey with a window kept (`Place[]`). The survey then counts as one without.
pub fn taken(surveyed: &mut Surveyed) -> Value {
    let Some(setup) = std::rc::Rc::get_mut(&mut surveyed.setup) else { return Value::Null };
    let Some(window) = setup.window.take() else { return Value::Null };
    let on = surveyed.findings.iter().find(|it| tally::key(it.code.id, &it.tab, &it.field) == window.finding);
    Value::Array(on.map_or_else(Vec::new, |finding| finding.places.iter().map(document::place).collect()))
}
