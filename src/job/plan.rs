//! The plan: everything the user decided, as plain data saved as JSON.

use super::choose::wanted;
use super::error::{Error, ErrorKind};
use super::mailbox::choice;
use crate::convert::matching::Override;
use crate::destination::Destination;
use crate::destination::mailbox::MailboxRule;
use crate::json::{self, Value};
use crate::source::mbox::Say;
use crate::text::address;
use crate::text::charset::{self, Charset};
use crate::text::fold;
use litemap::LiteMap;

mod saved;
mod settled;

use settled::CORE_OPTIONS;
pub use settled::{DEFAULT_ZONE, Settled};

/// The version this program reads and writes.
pub const VERSION: u64 = 1;

/// Everything the user decided. Unknown keys are refused: a decision must not be lost by a misspelling.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub version: u64,
    pub destination: String,
    pub options: LiteMap<String, OneOrMany>,
    /// By source name.
    pub tables: LiteMap<String, TablePlan>,
    pub answers: Vec<Answer>,
    /// Who is meant by an agent's address or name as found. The empty key speaks of records that name no agent; an
    /// own address speaks of conversations sent to it as well.
    pub agents: LiteMap<String, AgentSay>,
    /// By folder as found: where its mail goes. Only destinations that take mail as mail.
    pub mailboxes: LiteMap<String, MailboxSay>,
    /// Names of sources left out.
    pub exclude: Vec<String>,
    /// By source name: From_ lines that open a message, or are text, whatever the reader thinks.
    pub borders: LiteMap<String, Say>,
}

/// An option holds one value or, where it may be repeated, several.
#[derive(Clone, Debug, PartialEq)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The user's say about one table source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TablePlan {
    pub tab: Option<String>,
    pub columns: LiteMap<String, String>,
    pub charset: Option<String>,
    pub delimiter: Option<String>,
    /// `errors`: results of an earlier run, not records; any other word: records, whatever its columns are called.
    pub role: Option<String>,
    /// Of results: the columns with the id and with what was wrong.
    pub id: Option<String>,
    pub error: Option<String>,
}

/// The user's say about one agent. At most one of `to` and `administrator`; `add` goes with `to` or alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentSay {
    /// The address that is meant.
    pub to: Option<String>,
    /// A record of the agent is made where no source lists one.
    pub add: bool,
    /// Left to the administrator on purpose: the reference is written blank.
    pub administrator: bool,
    /// The name of an agent who is added.
    pub name: Option<String>,
    /// The department of the agent, and of the agent's records that name none.
    pub department: Option<String>,
}

/// The user's say about the mail of one folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxSay {
    /// The folder it is filed under.
    pub folder: Option<String>,
    pub state: Option<String>,
    /// It stays behind.
    pub left_out: bool,
}

/// What to do with the records a finding touches.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub code: String,
    pub tab: Option<String>,
    pub field: Option<String>,
    /// Only where this is the value found.
    pub found: Option<String>,
    /// Only in this source.
    pub source: Option<String>,
    /// Only this record of the source, from 0.
    pub record: Option<u64>,
    pub action: Action,
    /// What is set in the place of the value; blank for nothing.
    pub value: Option<String>,
    /// Not the whole value, but each place in it with these letters.
    pub part: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Hold,
    Pack,
    /// Another value stands in, and is checked like any other.
    Set,
    /// The user has seen it and wants the usual course.
    Leave,
}

/// The destination that is meant where a plan names none.
const DEFAULT_DESTINATION: &str = "zoho-desk";

impl Plan {
    /// A plan with nothing decided.
    pub fn new(destination: &str) -> Plan {
        Plan {
            version: VERSION,
            destination: destination.to_string(),
            options: LiteMap::new(),
            tables: LiteMap::new(),
            answers: Vec::new(),
            agents: LiteMap::new(),
            mailboxes: LiteMap::new(),
            exclude: Vec::new(),
            borders: LiteMap::new(),
        }
    }

    /// Reads a saved plan, or the one that a receipt has kept: a second run may go by what was decided in the first.
    ///
    /// # Errors
    /// `plan-unreadable` with the place and the reason, or `plan-version`.
    pub fn from_json(text: &str) -> Result<Plan, Error> {
        let unreadable = |detail: String| ErrorKind::PlanUnreadable { detail };
        let value = json::read(kept_in_receipt(text).unwrap_or(text)).map_err(unreadable)?;
        // The version is looked at first: a newer plan may have keys this program does not know.
        let found = value["version"].as_u64();
        if let Some(found) = found.filter(|&found| found != VERSION) {
            return Err(ErrorKind::PlanVersion { found }.into());
        }
        Ok(saved::read(&value).map_err(unreadable)?)
    }

    /// As it is saved.
    pub fn to_json(&self) -> Value {
        saved::write(self)
    }

    /// The plan as text without its say about which records go, and where mail is filed: equal for plans of this
    /// destination under which the same is read.
    pub fn of_survey(&self, destination: &Destination) -> String {
        let of_caps = |key: &str| destination.caps.from.iter().any(|from| from.option == key);
        let fills = |key: &str| destination.options.iter().any(|it| it.key == key && it.fills.is_some());
        let filing = |key: &str, rule: &MailboxRule| {
            let of_rule = rule.message_cap.as_deref() == Some(key);
            choice::FILING.contains(&key) || of_rule || of_caps(key) || fills(key)
        };
        let is_filing = |key: &str| destination.mailbox.as_ref().is_some_and(|rule| filing(key, rule));
        let mut plan = self.clone();
        plan.mailboxes.clear();
        plan.options.retain(|key, _| {
            let of_records = wanted::OPTIONS.iter().any(|(name, _, _)| name == key);
            !of_records && !is_filing(key)
        });
        plan.to_json().to_string()
    }

    /// The charset that texts of a source are said to be in.
    pub fn charset(&self, source: &str) -> Option<Charset> {
        self.tables.get(source).and_then(TablePlan::charset)
    }

    /// Sets an option, or adds to it where it may be repeated (`own-address`).
    pub fn set(&mut self, key: &str, value: &str) {
        let known = CORE_OPTIONS.iter().chain(choice::OPTIONS);
        let repeatable = known.into_iter().any(|(name, _, many)| *name == key && *many);
        if !repeatable {
            self.options.insert(key.to_string(), OneOrMany::One(value.to_string()));
            return;
        }
        let mut all = self.all(key);
        all.push(value.to_string());
        self.options.insert(key.to_string(), OneOrMany::Many(all));
    }

    /// All values of a repeatable option.
    pub fn all(&self, key: &str) -> Vec<String> {
        match self.options.get(key) {
            Some(OneOrMany::One(value)) => vec![value.clone()],
            Some(OneOrMany::Many(values)) => values.clone(),
            None => Vec::new(),
        }
    }
}

impl TablePlan {
    /// What matching needs to know.
    pub fn matching(&self) -> Override {
        Override { tab: self.tab.clone(), columns: self.columns.clone() }
    }

    pub fn charset(&self) -> Option<Charset> {
        self.charset.as_deref().and_then(charset::for_label)
    }

    /// The delimiter's byte; `tab` may be spelled out.
    pub fn delimiter(&self) -> Option<u8> {
        match self.delimiter.as_deref()? {
            "tab" | "\\t" => Some(b'\t'),
            other => other.bytes().next(),
        }
    }
}

/// What an agent goes by in the plan: the address in its one spelling, or the folded name.
pub fn agent_key(found: &str) -> String {
    address::normal_form(found).map_or_else(|| fold::person_key(found), |address| address.into_owned())
}

/// The plan in a receipt, whose members stand on lines of their own; its keys, which may be millions, are not read.
fn kept_in_receipt(text: &str) -> Option<&str> {
    let mut lines = text.lines().take(16);
    let is_receipt = lines.any(|line| line == "\"format\": \"nizukuri-receipt\",");
    let mut lines = lines.filter(|_| is_receipt);
    lines.find_map(|line| line.strip_prefix("\"plan\": ")?.strip_suffix(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_plan_reads_back_the_same() {
        let mut plan = Plan::new("zoho-desk");
        plan.set("zone", "Asia/Tokyo");
        plan.set("own-address", "support@shop.example.jp");
        plan.set("own-address", "info@shop.example.jp");
        plan.answers.push(Answer {
            code: "value-too-long".into(),
            tab: Some("tickets".into()),
            field: None,
            found: Some("長い件名".into()),
            source: Some("t.csv".into()),
            record: Some(4),
            action: Action::Set,
            value: Some(String::new()),
            part: Some("旧".into()),
        });
        plan.tables
            .insert("a.csv".into(), TablePlan { tab: Some("contacts".into()), ..TablePlan::default() });
        plan.exclude.push("b.csv".into());
        plan.borders.insert("c.mbox".into(), Say { join: vec![10, 99], split: vec![] });
        assert_eq!(Plan::from_json(&plan.to_json().to_string()), Ok(plan));
    }

    #[test]
    fn a_plan_of_another_version_or_with_an_unknown_key_is_refused() {
        let code = |text: &str| Plan::from_json(text).map_err(|e| e.code()).err();
        assert_eq!(code(r#"{"version":2,"future":true}"#), Some("plan-version"));
        assert_eq!(code(r#"{"version":1,"optoins":{}}"#), Some("plan-unreadable"));
        assert_eq!(code(r#"{"version":1,"agents":{"a":{"too":"b"}}}"#), Some("plan-unreadable"));
        assert_eq!(code("not json"), Some("plan-unreadable"));
    }
}
