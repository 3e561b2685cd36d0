//! The From_ lines of a source as the survey tells of them: how many there are, and which are worth a look.

use crate::json::{Value, json};
use crate::source::mbox::Border;
use crate::text::charset;

/// How many doubtful From_ lines of one source are kept: each is about 400 bytes. All are counted.
const MAX_KEPT: usize = 1_000;

/// What was told of the From_ lines of one source.
#[derive(Clone, Debug, Default)]
pub struct Borders {
    opened: u64,
    text: u64,
    doubtful: u64,
    kept: Vec<Value>,
}

impl Borders {
    pub fn note(&mut self, border: Border<'_>) {
        self.opened += u64::from(border.opens);
        self.text += u64::from(!border.opens);
        if !border.is_doubtful() {
            return;
        }
        self.doubtful += 1;
        if self.kept.len() < MAX_KEPT {
            let mut kept = document(&border);
            // Both together say more about their charset than each alone.
            let label = charset::detect(&[border.before, border.after].concat()).name();
            kept["before"] = json!(charset::decode(border.before, Some(label)).text);
            kept["after"] = json!(charset::decode(border.after, Some(label)).text);
            self.kept.push(kept);
        }
    }

    /// `lines` = `messages` + `text`; null for a source without From_ lines.
    pub fn document(&self) -> Value {
        let lines = self.opened + self.text;
        if lines == 0 {
            return Value::Null;
        }
        json!({
            "lines": lines,
            "messages": self.opened,
            "text": self.text,
            "doubtful": self.doubtful,
            "listed": self.kept,
        })
    }
}

/// One From_ line: where it is, what it was taken for, and why.
pub fn document(border: &Border<'_>) -> Value {
    json!({"start": border.start, "verdict": border.verdict(), "reason": border.why.as_str()})
}
