//! Who each form of an agent means, and what is written for it: decided once, when all sources were read.
//!
//! Certain is what the plan says, an address that is listed, an id that is listed, and a name that exactly one listed
//! agent has in some spelling. All else stays as found, with a finding. Survey and pack take the same outcomes, so
//! what was counted is what is written.

use crate::check::codes as check_codes;
use crate::check::keys::TabKeys;
use crate::check::plain::is_blank;
use crate::check::record::Record;
use crate::convert::names::{Proposal, Roll};
use crate::destination::{MailUnit, Tab};
use crate::finding::{Code, Observation};
use crate::job::agents::{AgentFields, Form, Forms, ListedAgent, MOST, Named};
use crate::job::codes;
use crate::job::plan::{AgentSay, agent_key};
use crate::job::setup::Setup;
use crate::text::address;
use crate::text::hash::{KeyMap, key64};
use std::borrow::Cow;

/// What becomes of one form.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The key of the agent as found, see [`agent_key`]; empty if nobody is named.
    pub key: String,
    /// The address the record ends up with; empty if none that could be an agent's.
    pub to: String,
    /// Why it is another than the one found: `plan`, `exact`, `folded`, `id`.
    pub how: &'static str,
    /// Field and new value.
    pub edits: Vec<(usize, String)>,
    pub seen: Vec<Seen>,
}

/// An observation about every record of a form.
#[derive(Clone, Debug)]
pub struct Seen {
    pub code: Code,
    pub field: usize,
    pub found: String,
    pub used: String,
}

impl Seen {
    /// As it is told of a record of the tab.
    pub fn observed<'s>(&'s self, tab: &'s Tab) -> Observation<'s> {
        let field = tab.fields.get(self.field).map_or("", |field| field.name.as_str());
        let number = if self.field == usize::MAX { MOST as u64 } else { 0 };
        Observation::new(self.code).field(field).found(&self.found).used(&self.used).number(number)
    }
}

/// All agents of a run.
#[derive(Debug, Default)]
pub struct Directory {
    pub forms: Forms,
    pub listed: Vec<ListedAgent>,
    by_address: KeyMap<usize>,
    by_id: KeyMap<usize>,
    pub roll: Roll,
    /// One for each form.
    pub outcomes: Vec<Outcome>,
}

impl Directory {
    /// Decides about every form. The first listing of an address or id counts.
    pub fn new(setup: &Setup, keys: &[TabKeys], forms: Forms, listed: Vec<ListedAgent>) -> Directory {
        let mut directory = Directory { listed, ..Directory::default() };
        for (at, agent) in directory.listed.iter().enumerate() {
            directory.by_address.entry(key64(agent.address.as_bytes())).or_insert(at);
            directory.by_id.entry(key64(agent.id.as_bytes())).or_insert(at);
            directory.roll.add(&agent.name, &agent.family, &agent.given, &agent.address);
        }
        directory.forms = forms;
        let outcomes = directory.forms.all.iter().map(|form| directory.outcome(setup, keys, form)).collect();
        Directory { outcomes, ..directory }
    }

    /// What becomes of the agent of a record as it stands in its source; None where it speaks of none.
    pub fn of_record(
        &self,
        setup: &Setup,
        keys: &[TabKeys],
        tab: usize,
        record: &Record,
        mailbox: &str,
    ) -> Option<Cow<'_, Outcome>> {
        let named = setup.tabs[tab].agent.as_ref()?.named(record, mailbox)?;
        match self.forms.find(tab, &named) {
            Some(form) => self.outcomes.get(form).map(Cow::Borrowed),
            None if self.forms.beyond.is_empty() => None,
            None => Some(Cow::Owned(self.decide(setup, keys, tab, &named))),
        }
    }

    /// A form there was no room for. The finding that says so stands for all there is to tell.
    fn decide(&self, setup: &Setup, keys: &[TabKeys], tab: usize, named: &Named<'_>) -> Outcome {
        let seen = vec![Seen {
            code: codes::AGENTS_TOO_MANY,
            field: usize::MAX,
            found: String::new(),
            used: String::new(),
        }];
        Outcome { seen, ..self.outcome(setup, keys, &Form::new(tab, named)) }
    }

    /// Whether any record of the tab gets, or may get, a value in this field that its source does not have.
    pub fn fills(&self, tab: usize, field: usize, role: bool) -> bool {
        let filled =
            |outcome: &Outcome| outcome.edits.iter().any(|(at, value)| *at == field && !value.is_empty());
        // What becomes of forms beyond the limit is not known beforehand.
        (role && self.forms.beyond.iter().any(|(of, _)| *of == tab))
            || self
                .forms
                .all
                .iter()
                .zip(&self.outcomes)
                .any(|(form, outcome)| form.tab == tab && filled(outcome))
    }

    /// The agent a source lists, or a record is made for, under this address.
    pub fn by_address(&self, address: &str) -> Option<&ListedAgent> {
        self.listed.get(*self.by_address.get(&key64(address.as_bytes()))?)
    }

    fn by_id(&self, id: &str) -> Option<&ListedAgent> {
        self.listed.get(*self.by_id.get(&key64(id.as_bytes()))?).filter(|_| !id.is_empty())
    }

    fn outcome(&self, setup: &Setup, keys: &[TabKeys], form: &Form) -> Outcome {
        let Some(fields) = setup.tabs.get(form.tab).and_then(|tab| tab.agent.as_ref()) else {
            return Outcome::default();
        };
        let with_id = self.by_id(&form.id).filter(|_| form.address.is_empty());
        // Whoever finds an inactive agent by name is one of those that fall to the administrator with him.
        let inactive = || self.by_name(form).map(|who| &self.listed[who.who]).filter(|agent| agent.inactive);
        let found = [&*form.address, &*form.name, &*form.id].into_iter().find(|value| !is_blank(value));
        let found = found.unwrap_or("");
        let said = agent_key(found);
        let says = &setup.settled.agents;
        let listed = with_id.or_else(|| inactive().filter(|_| !says.contains_key(&said)));
        let key = listed.map_or(said, |agent| agent.address.clone());
        if fields.code.is_none() && self.is_customer(setup, keys, &key) {
            return Outcome::default();
        }
        let decides = |say: &&AgentSay| say.to.is_some() || say.administrator;
        let of_mailbox = says.get(&*form.mailbox).filter(|_| key.is_empty() && !form.mailbox.is_empty());
        let say = of_mailbox.filter(decides).or_else(|| says.get(&key));
        let mut write =
            Writing { setup, fields, form, found, out: Outcome { key: key.clone(), ..Outcome::default() } };
        if say.is_some_and(|say| say.administrator) {
            write.leave();
        } else {
            self.find(&mut write, say.and_then(|say| say.to.as_deref()), with_id);
            self.complete(&mut write, keys);
        }
        self.department(&mut write, &key);
        write.out
    }

    /// Whoever comments may be a customer. Only what a tab has no rule about is taken for one.
    fn is_customer(&self, setup: &Setup, keys: &[TabKeys], address: &str) -> bool {
        let contacts = setup.mail_tab(MailUnit::Person);
        let known = |tab: usize| keys[tab].listed(key64(address.as_bytes())).is_some();
        self.by_address(address).is_none() && contacts.is_some_and(known)
    }

    /// Finds the address that is meant.
    fn find(&self, write: &mut Writing<'_>, to: Option<&str>, with_id: Option<&ListedAgent>) {
        let form = write.form;
        let (code, how, target) = if let Some(to) = to {
            let code = if write.out.key.is_empty() { codes::AGENT_DEFAULT } else { codes::AGENT_MATCHED };
            (code, "plan", to.to_string())
        } else if let Some(agent) = with_id {
            (codes::AGENT_COMPLETED, "id", agent.address.clone())
        } else if !form.address.is_empty() {
            write.out.to =
                address::normal_form(&form.address).map(|own| own.into_owned()).unwrap_or_default();
            return;
        } else if let Some(own) = in_name(form) {
            (codes::AGENT_COMPLETED, "", own)
        } else if let Some(who) = self.by_name(form) {
            (codes::AGENT_BY_NAME, who.how, self.listed[who.who].address.clone())
        } else {
            return;
        };
        write.out.how = how;
        if *target != *form.address {
            // Of an address that nobody lists just that is told.
            if code != codes::AGENT_COMPLETED || self.by_address(&target).is_some() {
                write.say(code, write.fields.address, write.found, &target);
            }
            write.edit(write.fields.address, &target);
        }
        write.out.to = target;
    }

    /// The one listed agent that a form without an address names.
    fn by_name(&self, form: &Form) -> Option<Proposal> {
        self.roll.certain(&form.name).filter(|_| form.address.is_empty() && !is_blank(&form.name))
    }

    /// Fills in what is known of the agent found, and tells if it is no good one.
    fn complete(&self, write: &mut Writing<'_>, keys: &[TabKeys]) {
        let (form, fields) = (write.form, write.fields);
        let to = write.out.to.clone();
        let agent = self.by_address(&to);
        let chosen = write.out.how == "plan";
        // The details of more than ten thousand agents are not kept, but who is listed is.
        let listed = |(tab, field): (usize, usize)| keys[tab].has_field(field, key64(to.as_bytes()));
        let listed = agent.is_some() || (!to.is_empty() && write.setup.agent_field().is_some_and(listed));
        if agent.is_some_and(|agent| agent.inactive) {
            write.warn(codes::AGENT_INACTIVE, fields.address, &to);
        } else if !to.is_empty() && !listed {
            write.warn(fields.code.unwrap_or(check_codes::AGENT_NOT_LISTED), fields.address, &to);
        } else if to.is_empty() && !form.address.is_empty() {
            write.warn(fields.code.unwrap_or(check_codes::AGENT_NOT_LISTED), fields.address, &form.address);
        } else if to.is_empty() && !is_blank(&form.name) {
            write.warn(codes::AGENT_NAME_ONLY, fields.address, &form.name);
        }
        if let Some(at) = fields.id {
            let id = agent.map_or("", |agent| agent.id.as_str());
            if !id.is_empty() && (form.id.is_empty() || chosen) {
                write.edit(at, id);
            } else if !form.id.is_empty() && self.by_id(&form.id).is_none() {
                write.warn(fields.code.unwrap_or(check_codes::AGENT_NOT_LISTED), at, &form.id);
            }
        }
        let Some(at) = fields.name else { return };
        let name = agent.map(ListedAgent::whole_name).unwrap_or_default();
        // Somebody else is meant, so the name of whom the record names is wrong. A name without an address is his own.
        let other = chosen && agent.is_none() && !form.address.is_empty() && *to != *form.address;
        let name = if other { self.called(write.setup, &to) } else { name };
        if !name.is_empty() && (is_blank(&form.name) || chosen || in_name(form).is_some()) {
            if !chosen {
                write.say(codes::AGENT_COMPLETED, at, &form.name, &name);
            }
            write.edit(at, &name);
        } else if other && fields.code.is_some() {
            write.say(codes::AGENT_INCOMPLETE, at, &form.name, "");
            write.edit(at, "");
        } else if is_blank(&form.name) && !form.name.is_empty() {
            write.say(check_codes::DASH_BLANK, at, &form.name, "");
            write.edit(at, "");
        } else if !to.is_empty() && form.name.is_empty() && fields.code.is_some() {
            write.say(codes::AGENT_INCOMPLETE, at, "", "");
        }
    }

    /// The name of an address that nobody lists, as the plan or a record says it.
    fn called(&self, setup: &Setup, address: &str) -> String {
        let said = setup.settled.agents.get(address).and_then(|say| say.name.as_deref());
        let named = |form: &&Form| *form.address == *address && !is_blank(&form.name);
        let known = || self.forms.all.iter().find(named).map(|form| &*form.name);
        said.or_else(known).unwrap_or_default().to_string()
    }

    /// The department, where the record names none: what is said of the agent, the mailbox, all; in this order.
    fn department(&self, write: &mut Writing<'_>, key: &str) {
        let Some(at) = write.fields.department.filter(|_| !write.form.department) else { return };
        let says = &write.setup.settled.agents;
        let said = |key: &str| {
            says.get(key).and_then(|say| say.department.as_deref()).filter(|said| !said.is_empty())
        };
        let to = write.out.to.as_str();
        let own = Some(key).filter(|key| !key.is_empty()).and_then(said);
        let own = own.or_else(|| said(to).filter(|_| !to.is_empty()));
        let listed =
            self.by_address(to).map(|agent| agent.department.as_str()).filter(|name| !name.is_empty());
        let mailbox = || said(&write.form.mailbox).filter(|_| !write.form.mailbox.is_empty());
        let option = Some(write.setup.settled.option("department")).filter(|name| !name.is_empty());
        let used = own.or(listed).or_else(mailbox).or_else(|| said("")).or(option);
        match used.map(str::to_string) {
            Some(used) => {
                if own.is_none() && listed.is_some() {
                    write.say(codes::AGENT_COMPLETED, at, "", &used);
                }
                write.edit(at, &used);
            }
            None if write.fields.code.is_some() => write.say(codes::AGENT_INCOMPLETE, at, "", ""),
            None => {}
        }
    }
}

/// The address that stands where the name should.
fn in_name(form: &Form) -> Option<String> {
    let own = || Some(address::normal_form(&form.name)?.into_owned());
    own().filter(|_| form.address.is_empty())
}

/// An outcome while it is made.
struct Writing<'a> {
    setup: &'a Setup,
    fields: &'a AgentFields,
    form: &'a Form,
    found: &'a str,
    out: Outcome,
}

impl Writing<'_> {
    fn say(&mut self, code: Code, field: usize, found: &str, used: &str) {
        self.out.seen.push(Seen { code, field, found: found.to_string(), used: used.to_string() });
    }

    /// Tells what is wrong with the agent; only a note where the destination has no rule about the field.
    fn warn(&mut self, code: Code, field: usize, found: &str) {
        let code = if self.fields.code.is_some() { code } else { codes::AUTHOR_NOT_LISTED };
        self.say(code, field, found, "");
    }

    fn edit(&mut self, field: usize, value: &str) {
        self.out.edits.push((field, value.to_string()));
    }

    /// Left to the administrator on purpose.
    fn leave(&mut self) {
        let found = self.found.to_string();
        self.say(codes::AGENT_LEFT, self.fields.address, &found, "");
        let address = Some(self.fields.address).filter(|_| !self.fields.required);
        for field in [address, self.fields.id, self.fields.name].into_iter().flatten() {
            self.edit(field, "");
        }
        self.out.how = "plan";
    }
}
