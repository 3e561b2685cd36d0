//! Destination and plan together, with everything that can be looked up made ready once.

use super::agents::AgentFields;
use super::answers::{Answers, At};
use super::error::{Error, ErrorKind};
use super::named_files::FileFields;
use super::places::Window;
use super::plan::{Action, Plan, Settled};
use super::supplied::{Supply, supply};
use crate::check::cell::Context;
use crate::check::codes;
use crate::check::memo::Memo;
use crate::check::record::{RecordRules, blank_matters};
use crate::convert::codes as convert;
use crate::convert::matching::CARRY;
use crate::destination::{Destination, Field, FieldKind, Label, MailUnit, MailValue, Tab, load};
use crate::finding::{Code, Observation, Severity};
use crate::order;
use crate::text::hash::key64;
use std::cell::RefCell;

/// What one run is made with.
#[derive(Debug)]
pub struct Setup {
    pub destination: Destination,
    pub plan: Plan,
    pub settled: Settled,
    pub answers: Answers,
    pub tabs: Vec<TabRules>,
    /// Whether an answer of the plan may hold records for their agent's sake.
    pub holds_agents: bool,
    /// What the survey is made for, where not for all there is to tell.
    pub window: Option<Window>,
}

/// The rules of one tab by index instead of by name.
#[derive(Debug)]
pub struct TabRules {
    pub key: Option<usize>,
    pub record: RecordRules,
    pub references: Vec<ReferenceRule>,
    /// Fields that other tabs refer to beside the key.
    pub referred: Vec<usize>,
    /// The address field by which other tabs find a record of this one; of accounts the name.
    pub listed_by: Option<usize>,
    /// (field, child tab, code): must not be blank when the child tab has records for it.
    pub blanks: Vec<(usize, usize, Code)>,
    /// Values met before. Behind a shared reference, as all of a run use the same rules.
    pub memo: RefCell<Memo>,
    /// Per field: the date-time pattern it is written with.
    pub datetimes: Vec<String>,
    /// Per field: whether a blank is filled with the id under which a table lists the row's address.
    pub by_address: Vec<bool>,
    /// Per field: what may stand in for a blank.
    pub supplies: Vec<Option<Supply>>,
    /// The field with the organisation of a contact, by name.
    pub organization: Option<usize>,
    /// That field is read only: what it says is lost unless an account is made of it.
    pub leaves_organization: bool,
    /// The field that refers to the account of a contact.
    pub account: Option<usize>,
    /// Per field: the field whose value stands in its place where it is filled.
    pub prefers: Vec<Option<usize>>,
    /// Its records speak of files, by these fields.
    pub files: Option<FileFields>,
    /// The field with the name of the person a record is about.
    pub person_name: Option<usize>,
    /// What the tab's records tell of agents.
    pub agent: Option<AgentFields>,
    /// Per field: whether a blank is worth a look when no column fills it.
    pub blank_matters: Vec<bool>,
    /// The plan wants texts that are too long cut, and its records can carry the whole as a file.
    pub cut: bool,
}

impl TabRules {
    /// Whether the field tells which agent is meant: what it refers to is settled with all else about the agent.
    pub fn is_agent(&self, field: usize) -> bool {
        self.agent.as_ref().is_some_and(|agent| agent.address == field || agent.id == Some(field))
    }
}

/// A field that must name a record of another tab.
#[derive(Clone, Debug)]
pub struct ReferenceRule {
    pub field: usize,
    pub tab: usize,
    /// A field of that tab; its key if `None`.
    pub target: Option<usize>,
    pub holds: bool,
    /// It does, or an answer of the plan wants it to.
    pub may_hold: bool,
    pub code: Code,
    /// Field of the referring tab whose address finds or makes the target.
    pub through: Option<usize>,
    /// The target is made from the address when no table has it: a person is, an agent is not.
    pub makes: bool,
}

impl Setup {
    /// # Errors
    /// Unknown destination, unknown option or value.
    pub fn new(plan: Plan, destination: Option<Destination>) -> Result<Setup, Error> {
        let unknown = || ErrorKind::UnknownDestination { id: plan.destination.clone() };
        let destination = destination
            .or_else(|| load::built_in(&plan.destination))
            .ok_or_else(|| Error::from(unknown()))?;
        let destination = with_carried(destination, &plan);
        let settled = plan.settle(&destination)?;
        let tabs = (0..destination.tabs.len()).map(|tab| tab_rules(&destination, tab, &settled)).collect();
        let holds_agents = plan.answers.iter().any(|answer| answer.action == Action::Hold);
        let answers = Answers::new(&plan.answers, &destination)?;
        let mut setup = Setup { destination, plan, settled, answers, tabs, holds_agents, window: None };
        for rule in setup.tabs.iter_mut().flat_map(|tab| &mut tab.references) {
            rule.may_hold = rule.holds || setup.answers.may_hold(rule.code.id);
        }
        Ok(setup)
    }

    /// What the reading of a value of this field depends on.
    pub fn context(&self, tab: usize, field: usize) -> Context<'_> {
        let unwelcome = self.destination.unwelcome.as_ref();
        Context {
            zone: &self.settled.zone,
            datetime: &self.tabs[tab].datetimes[field],
            unwelcome: unwelcome.map(|it| (it, self.settled.option(&it.option) == "yes")),
            cut: self.tabs[tab].cut,
            clean: false,
        }
    }

    /// Whether files can go along with the records of this tab.
    pub fn carries_files(&self, tab: usize) -> bool {
        let tab = self.destination.tabs.get(tab);
        tab.is_some_and(|tab| carries_files(&self.destination, tab))
    }

    /// Whether the destination takes the records of this tab.
    pub fn takes(&self, tab: usize) -> bool {
        self.destination.tabs.get(tab).is_some_and(|tab| tab.not_taken.is_none())
    }

    /// Whether a record with this observation is held: errors are, unless the plan answers otherwise.
    pub fn holds(&self, tab: usize, seen: &Observation<'_>, at: At<'_>) -> bool {
        if self.answers.is_empty() {
            return seen.code.severity == Severity::Error;
        }
        self.holds_value(tab, seen, key64(seen.found.as_bytes()), at)
    }

    /// The same where only the hash of the value found is known.
    pub fn holds_value(&self, tab: usize, seen: &Observation<'_>, found: u64, at: At<'_>) -> bool {
        let usual = seen.code.severity == Severity::Error;
        match self.answers.action(seen.code.id, self.tab_id(tab), seen.field, Some(found), at) {
            None | Some(Action::Leave | Action::Set) => usual,
            Some(action) => action == Action::Hold,
        }
    }

    /// The id of a tab, empty for `NO_TAB`.
    pub fn tab_id(&self, tab: usize) -> &str {
        self.destination.tabs.get(tab).map_or("", |tab| &tab.id)
    }

    /// The destination's own words for what a broken rule leads to. They speak of a field's rule being
    /// broken, so they fit only findings that hold or change the record.
    pub fn consequence(&self, tab: usize, code: &str, field: &str) -> Option<&Label> {
        let about = self.destination.tabs.get(tab)?;
        if code == convert::TAB_NOT_TAKEN.id {
            return about.not_taken.as_ref();
        }
        let about = &about.fields[about.field(field)?];
        let named = |id: &Option<String>| id.as_deref() == Some(code);
        let reference = about.reference.as_ref();
        let of_rule = reference.is_some_and(|r| named(&r.code) || named(&r.blank_code))
            || [&about.not_before_code, &about.required_with_code, &about.required_when_code]
                .into_iter()
                .any(named)
            || [
                "agent-name-only",
                "agent-inactive",
                "required-missing",
                "reference-missing",
                "value-too-long",
                "value-not-allowed",
            ]
            .contains(&code);
        about.consequence.as_ref().filter(|_| of_rule)
    }

    /// The tab mail gives this unit to.
    pub fn mail_tab(&self, unit: MailUnit) -> Option<usize> {
        self.destination.tabs.iter().position(|tab| tab.from_mail == Some(unit))
    }

    /// The tab and field that list the user's agents by address.
    pub fn agent_field(&self) -> Option<(usize, usize)> {
        let tab = self.mail_tab(MailUnit::Agent)?;
        let is_address = |field: &crate::destination::Field| field.mail == Some(MailValue::AgentAddress);
        Some((tab, self.destination.tabs[tab].fields.iter().position(is_address)?))
    }
}

/// Stands for "no tab" where one is asked for.
pub const NO_TAB: usize = usize::MAX;

/// Gives every tab a field for each column the plan carries under its own name. Only columns the plan names are ever
/// matched to them, and only filled ones are written.
fn with_carried(mut destination: Destination, plan: &Plan) -> Destination {
    let columns = plan.tables.values().flat_map(|say| &say.columns);
    for (name, _) in columns.filter(|(_, field)| *field == CARRY) {
        for tab in destination.tabs.iter_mut().filter(|tab| tab.field(name.trim()).is_none()) {
            let label = Label { ja: name.clone(), en: name.clone() };
            let name = name.trim().to_string();
            tab.fields.push(Field { name, label, carried: true, ..Field::default() });
        }
    }
    destination
}

fn tab_rules(destination: &Destination, index: usize, settled: &Settled) -> TabRules {
    let tab = &destination.tabs[index];
    let chosen = |key: &str| settled.options.get(key).cloned();
    let references = reference_rules(destination, index);
    let agent = AgentFields::of(destination, index);
    let of_contact = |wanted: MailValue| {
        let is = |field: &Field| field.mail == Some(wanted);
        tab.fields.iter().position(is).filter(|_| tab.from_mail != Some(MailUnit::Account))
    };
    let organization = of_contact(MailValue::AccountName);
    // An agent's id is filled in with all else that is known of the agent.
    let of_agent = |at: usize| agent.as_ref().is_some_and(|fields| fields.id == Some(at));
    let filled =
        |at: usize| references.iter().any(|rule| rule.field == at && rule.through.is_some() && !rule.makes);
    TabRules {
        key: tab.key(),
        record: RecordRules::new(tab),
        by_address: (0..tab.fields.len()).map(|at| filled(at) && !of_agent(at)).collect(),
        references,
        referred: referred_fields(destination, &tab.id, index),
        listed_by: listed_by(destination, index),
        blanks: blank_rules(destination, index),
        agent,
        person_name: tab.fields.iter().position(|field| field.mail == Some(MailValue::PersonName)),
        memo: RefCell::default(),
        datetimes: tab.fields.iter().map(|f| destination.datetime_under(f, &chosen).to_string()).collect(),
        blank_matters: tab.fields.iter().map(blank_matters).collect(),
        supplies: tab.fields.iter().map(|field| supply(tab, field)).collect(),
        files: FileFields::of(destination, index),
        leaves_organization: organization.is_some_and(|at| tab.fields[at].unwritten),
        organization,
        account: of_contact(MailValue::AccountId),
        prefers: tab.fields.iter().map(|field| tab.field(field.prefer.as_deref()?)).collect(),
        cut: settled.cut && settled.option("plain-csv") != "yes" && carries_files(destination, tab),
    }
}

/// Whether attachments belong to records of this tab.
fn carries_files(destination: &Destination, tab: &Tab) -> bool {
    let files = destination.tabs.iter().filter(|tab| tab.not_taken.is_none());
    let mut files =
        files.filter(|tab| tab.from_mail == Some(MailUnit::Attachment)).flat_map(|tab| &tab.fields);
    files.any(|field| {
        let to = field.reference.as_ref();
        field.mail == Some(MailValue::ConversationId) && to.is_some_and(|to| to.tab == tab.id)
    })
}

/// The address field of a tab of people, or the name of an account. Of any other tab nobody asks, and a list of its addresses would be a
/// burden that grows with every record.
fn listed_by(destination: &Destination, index: usize) -> Option<usize> {
    let tab = &destination.tabs[index];
    if tab.from_mail == Some(MailUnit::Account) {
        return tab.fields.iter().position(|field| field.mail == Some(MailValue::AccountName));
    }
    let mut others = destination.tabs.iter().flat_map(|tab| &tab.fields).filter_map(|f| f.reference.as_ref());
    let of_people = matches!(tab.from_mail, Some(MailUnit::Person | MailUnit::Agent))
        || others.any(|reference| reference.tab == tab.id && reference.through.is_some());
    tab.fields.iter().position(|field| field.kind == FieldKind::Email).filter(|_| of_people)
}

fn reference_rules(destination: &Destination, index: usize) -> Vec<ReferenceRule> {
    let tab = &destination.tabs[index];
    let rule = |(at, field): (usize, &crate::destination::Field)| {
        let reference = field.reference.as_ref()?;
        let target_tab = destination.tab(&reference.tab)?;
        let target = reference.field.as_deref().and_then(|name| destination.tabs[target_tab].field(name));
        let code = reference.code.as_deref().and_then(codes::code_by_id);
        Some(ReferenceRule {
            field: at,
            tab: target_tab,
            target: target.filter(|&field| Some(field) != destination.tabs[target_tab].key()),
            holds: reference.holds,
            may_hold: reference.holds,
            code: code.unwrap_or(codes::REFERENCE_MISSING),
            through: reference.through.as_deref().and_then(|name| tab.field(name)),
            makes: reference.through.is_some()
                && destination.tabs[target_tab].from_mail == Some(MailUnit::Person),
        })
    };
    tab.fields.iter().enumerate().filter_map(rule).collect()
}

fn referred_fields(destination: &Destination, id: &str, index: usize) -> Vec<usize> {
    let tab = &destination.tabs[index];
    let references = destination.tabs.iter().flat_map(|tab| &tab.fields).filter_map(|f| f.reference.as_ref());
    let names = references.filter(|r| r.tab == id).filter_map(|r| r.field.as_deref());
    let mut fields: Vec<usize> = names.filter_map(|name| tab.field(name)).collect();
    order::sort(&mut fields, usize::cmp);
    fields.dedup();
    fields.retain(|&field| Some(field) != tab.key());
    fields
}

fn blank_rules(destination: &Destination, index: usize) -> Vec<(usize, usize, Code)> {
    let fields = destination.tabs[index].fields.iter().enumerate();
    let rule = |(at, field): (usize, &crate::destination::Field)| {
        let child = destination.tab(field.required_with.as_deref()?)?;
        let code = field.required_with_code.as_deref().and_then(codes::code_by_id);
        Some((at, child, code.unwrap_or(codes::REQUIRED_WITH_MISSING)))
    };
    fields.filter_map(rule).collect()
}
