//! The form of a destination file: what serde reads before anything is judged.
//!
//! Keys are in kebab case, and a key the form does not have is refused: a misspelt rule must not vanish.
//! Whether values make sense is for `build` and `cross`. A small file:
//!
//! ```toml
//! id = "somewhere"                                     # lower case, digits, hyphens
//! label = { ja = "どこか", en = "Somewhere" }
//! datetime = "%Y-%m-%d %H:%M:%S"                       # strftime, UTC
//! caps = { bundle-bytes = 500_000_000, bundles = 3 }   # a cap left out is none; zero is refused
//!
//! [selection]                                          # left out: no pilot; all records go, or none
//! tab = "letters"                                      # whose records are selected
//! time = "sent"                                        # newest and oldest by this field
//! search = ["subject"]                                 # searched beside the key
//!
//! [[tab]]                                              # in import order
//! id = "people"
//! label = { ja = "人", en = "People" }
//! file = "People"                                      # People_01.csv
//!
//! [[tab.field]]                                        # in column order
//! name = "id"
//! kind = "id"                                          # text (default), id, email, date-time, boolean, integer
//! key = true                                           # exactly one per tab
//! aliases = ["顧客コード"]                             # seen in real exports; earlier ones win
//! ```

use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DestinationForm {
    pub id: String,
    pub label: LabelForm,
    pub datetime: String,
    #[serde(default)]
    pub caps: CapsForm,
    #[serde(default)]
    pub option: Vec<OptionForm>,
    #[serde(default)]
    pub tab: Vec<TabForm>,
    #[serde(default)]
    pub checklist: Vec<ChecklistForm>,
    pub selection: Option<SelectionForm>,
    pub second_run: Option<SecondRunForm>,
    /// False: one part of a tab in each bundle, named as the tab, without a number.
    #[serde(default = "yes")]
    pub numbered: bool,
    pub unwelcome: Option<UnwelcomeForm>,
    /// The destination takes mail as mail.
    pub mailbox: Option<MailboxForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SecondRunForm {
    pub errors: Vec<String>,
    #[serde(default)]
    pub fine: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SelectionForm {
    pub tab: String,
    pub time: String,
    #[serde(default)]
    pub search: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnwelcomeForm {
    pub characters: String,
    pub instead: String,
    pub option: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelForm {
    pub ja: String,
    pub en: String,
}

/// Numbers are signed here, so that a negative cap is told as a bad cap and not as a wrong type.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CapsForm {
    pub bundle_bytes: Option<i64>,
    pub bundles: Option<i64>,
    pub total_bytes: Option<i64>,
    pub part_bytes: Option<i64>,
    pub part_rows: Option<i64>,
    pub bundle_rows: Option<i64>,
    #[serde(default)]
    pub from: Vec<CapsFromForm>,
    #[serde(default)]
    pub when: Vec<CapsWhenForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapsWhenForm {
    pub option: String,
    pub value: String,
    pub caps: BTreeMap<String, i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapsFromForm {
    pub option: String,
    pub caps: Vec<String>,
    pub times: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionForm {
    pub key: String,
    pub label: LabelForm,
    pub help: LabelForm,
    /// The first is the default; none: free text.
    #[serde(default)]
    pub values: Vec<String>,
    /// Any whole number from 1; `values` then has the default.
    #[serde(default)]
    pub number: bool,
    /// A day (`2026-12-05`), or nothing.
    #[serde(default)]
    pub date: bool,
    pub fills: Option<FillsForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FillsForm {
    /// `window-from`, `window-to`.
    pub option: String,
    /// `04:00`.
    pub at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TabForm {
    pub id: String,
    pub label: LabelForm,
    pub file: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub identified_by: Vec<String>,
    #[serde(default)]
    pub hints: Vec<String>,
    /// `agent`, `person`, `conversation`, `message`, `attachment`.
    pub from_mail: Option<String>,
    pub folder: Option<String>,
    /// The destination does not take such records: what to do instead.
    pub not_taken: Option<LabelForm>,
    /// Its columns are those of a table exported from the destination: words of that file's name.
    #[serde(default)]
    pub learned_from: Vec<String>,
    #[serde(default)]
    pub field: Vec<FieldForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FieldForm {
    pub name: String,
    /// Left out: the name, in both languages.
    pub label: Option<LabelForm>,
    #[serde(default = "text")]
    pub kind: String,
    /// The record's own id; a key is always required.
    #[serde(default)]
    pub key: bool,
    #[serde(default)]
    pub required: bool,
    /// False: `assumed`, on no vendor page.
    #[serde(default = "yes")]
    pub confirmed: bool,
    pub default: Option<String>,
    pub when_blank: Option<String>,
    pub mail_when_blank: Option<String>,
    #[serde(default)]
    pub values: Vec<String>,
    #[serde(default)]
    pub open_values: bool,
    #[serde(default)]
    pub true_words: Vec<String>,
    #[serde(default)]
    pub false_words: Vec<String>,
    pub max_chars: Option<i64>,
    pub datetime: Option<String>,
    #[serde(default)]
    pub datetime_when: Vec<DatetimeWhenForm>,
    pub reference: Option<ReferenceForm>,
    pub not_before: Option<NotBeforeForm>,
    pub required_with: Option<RequiredWithForm>,
    pub required_when: Option<RequiredWhenForm>,
    /// What mail gives for it: see `words::mail_value`.
    pub mail: Option<String>,
    /// What it tells of an agent: see `words::AGENT_ROLES`.
    pub agent: Option<String>,
    pub agent_when: Option<AgentWhenForm>,
    #[serde(default)]
    pub inactive_words: Vec<String>,
    /// Values that stand for nothing, spelled as exports spell them.
    #[serde(default)]
    pub blank_words: Vec<String>,
    /// The name of a boolean field of the tab that says the opposite.
    pub opposite_of: Option<String>,
    /// The name of a field of the tab whose value stands here where it is filled.
    pub prefer: Option<String>,
    /// The field holds a file's bytes as Base64.
    #[serde(default)]
    pub base64: bool,
    /// The field is read and never written.
    #[serde(default)]
    pub unwritten: bool,
    pub consequence: Option<LabelForm>,
    /// 90 %: seen in a real export.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// 50 %: only plausible.
    #[serde(default)]
    pub weak_aliases: Vec<String>,
    #[serde(default)]
    pub noted_aliases: Vec<NotedAliasForm>,
}

fn text() -> String {
    "text".to_string()
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatetimeWhenForm {
    pub option: String,
    pub value: String,
    pub datetime: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReferenceForm {
    pub tab: String,
    /// Left out: the key of that tab.
    pub field: Option<String>,
    /// Whether a missing target holds the record. To be decided each time: there is no safe default.
    pub holds: bool,
    pub code: Option<String>,
    pub blank_code: Option<String>,
    pub through: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotBeforeForm {
    pub field: String,
    pub code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredWithForm {
    pub tab: String,
    pub code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredWhenForm {
    pub field: String,
    pub is: String,
    pub code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgentWhenForm {
    pub field: String,
    pub is: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotedAliasForm {
    pub name: String,
    /// The code to observe when it matched.
    pub note: String,
    /// Percent; left out: 90.
    pub confidence: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChecklistForm {
    pub text: LabelForm,
    pub risk: LabelForm,
    /// The option with the day from which the line's day is counted.
    pub from: Option<String>,
    /// Days after it; before it if negative.
    #[serde(default)]
    pub days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MailboxForm {
    /// `mbox`, `eml`, `maildir`; the first is the default.
    pub formats: Vec<String>,
    /// `all`, `folder`, `state`.
    pub per: String,
    /// `flat`, `directories`, `sbd`, `maildir++`.
    pub tree: String,
    #[serde(default)]
    pub zipped: bool,
    #[serde(default)]
    pub extension: String,
    /// `kept`, `mozilla`, `unix`.
    pub status: String,
    #[serde(default)]
    pub drop: Vec<String>,
    /// By role: `inbox`, `sent`, `drafts`, `trash`, `junk`, `archive`.
    #[serde(default)]
    pub folders: BTreeMap<String, String>,
    #[serde(default)]
    pub state: Vec<StateForm>,
    /// The option with the most bytes a message should have.
    pub message_cap: Option<String>,
    #[serde(default)]
    pub sent_by_own: bool,
    #[serde(default)]
    pub accounts: bool,
    #[serde(default)]
    pub attributes: Vec<String>,
    #[serde(default)]
    pub limit: Vec<LimitForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitForm {
    /// The program and its limit, as people write them in every language (`Thunderbird: 4 GB`).
    pub of: String,
    pub bytes: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateForm {
    pub name: String,
    /// Left out: the name, in both languages.
    pub label: Option<LabelForm>,
    #[serde(default)]
    pub aliases: Vec<String>,
}
