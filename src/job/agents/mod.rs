//! Agents as records name them: which fields tell of them, and every form they are named in, counted.
//!
//! A form is what one record says about its agent: address, name, id. Records are many and their forms few, so what
//! becomes of each form is decided once, when all sources were read (`agent_directory`). Beyond 10,000 forms (a
//! column that holds something else) no more are kept, and a finding says so: about 2 MB at most.

pub(in crate::job) mod directory;
pub(in crate::job) mod table;

use crate::check::codes as check_codes;
use crate::check::keys::Mark;
use crate::check::record::Record;
use crate::destination::{AgentRole, Destination, MailUnit};
use crate::finding::Code;
use crate::text::fold;
use crate::text::hash::{KeyMap, key64};

/// Forms kept, and agents listed: no organisation has more, so what goes beyond is no list of agents.
pub const MOST: usize = 10_000;
/// Places kept of a form.
const MARKS: usize = 20;
/// Spellings kept of a form.
const SPELLINGS: usize = 20;
/// Bytes kept of a value: longer ones are no names.
const LONGEST: usize = 256;

/// The fields of a tab that tell of agents, by index.
#[derive(Debug)]
pub struct AgentFields {
    pub address: usize,
    pub id: Option<usize>,
    pub name: Option<usize>,
    pub family: Option<usize>,
    pub given: Option<usize>,
    pub department: Option<usize>,
    status: Option<usize>,
    inactive: Vec<String>,
    /// The tab lists the agents themselves.
    pub listing: bool,
    /// Only records in which this field has this value name an agent.
    when: Option<(usize, String)>,
    /// The code for an agent nobody lists. None: the destination has no rule about it, and it is only a note.
    pub code: Option<Code>,
    /// The code for a record that names no agent.
    pub missing: Option<Code>,
    /// The address must not be blank.
    pub required: bool,
    /// 0: a ticket, 1: a thread, 2: anything else, such as a comment.
    pub unit: usize,
}

/// What one record says about its agent.
#[derive(Clone, Copy, Debug)]
pub struct Named<'r> {
    pub address: &'r str,
    pub name: &'r str,
    pub id: &'r str,
    pub department: bool,
    /// The own address a conversation was sent to, if the plan says something about it.
    pub mailbox: &'r str,
}

impl AgentFields {
    /// None if the tab says nothing about agents, or there is no tab that lists them.
    pub fn of(destination: &Destination, tab: usize) -> Option<AgentFields> {
        let agents = destination.tabs.iter().position(|tab| tab.from_mail == Some(MailUnit::Agent))?;
        let about = &destination.tabs[tab];
        let role = |role| about.fields.iter().position(|field| field.agent == Some(role));
        let address = role(AgentRole::Address)?;
        let field = &about.fields[address];
        let code = |id: &Option<String>| id.as_deref().and_then(check_codes::code_by_id);
        let reference = field.reference.as_ref();
        let status = role(AgentRole::Status);
        let when = field.agent_when.as_ref();
        Some(AgentFields {
            address,
            id: role(AgentRole::Id),
            name: role(AgentRole::Name),
            family: role(AgentRole::FamilyName),
            given: role(AgentRole::GivenName),
            department: role(AgentRole::Department),
            status,
            inactive: status.map(|at| about.fields[at].inactive_words.clone()).unwrap_or_default(),
            listing: tab == agents,
            when: when.and_then(|(name, value)| Some((about.field(name)?, value.clone()))),
            code: reference.map(|rule| code(&rule.code).unwrap_or(check_codes::REFERENCE_MISSING)),
            missing: reference.and_then(|rule| code(&rule.blank_code)),
            required: field.required,
            unit: match about.from_mail {
                Some(MailUnit::Conversation) => 0,
                Some(MailUnit::Message) => 1,
                _ => 2,
            },
        })
    }

    /// Whether the field is asked in [`AgentFields::named`].
    pub fn asks(&self, field: usize) -> bool {
        let when = self.when.as_ref().map(|(field, _)| *field);
        let fields = [Some(self.address), self.id, self.name, self.department, when];
        !self.listing && fields.contains(&Some(field))
    }

    /// Whether it is the field of an address that may be left blank until all sources were read: not that of the agents' own
    /// list, nor one that must name whoever wrote, agent or not.
    pub fn is_told_later(&self, field: usize) -> bool {
        field == self.address && !self.listing && (self.code.is_some() || !self.required)
    }

    /// What a record of the tab says about its agent; None where it does not speak of one.
    pub fn named<'r>(&self, record: &'r Record, mailbox: &'r str) -> Option<Named<'r>> {
        let called_for = self.when.as_ref().is_none_or(|(field, value)| record.get(*field) == value);
        let get = |field: Option<usize>| field.map_or("", |field| record.get(field));
        (called_for && !self.listing).then(|| Named {
            address: record.get(self.address),
            name: get(self.name),
            id: get(self.id),
            department: self.department.is_none_or(|field| !record.get(field).is_empty()),
            mailbox,
        })
    }

    /// The sender of a message, as its record will name him.
    pub fn sender<'r>(&self, address: &'r str) -> Named<'r> {
        Named { address, name: "", id: "", department: self.department.is_none(), mailbox: "" }
    }

    /// The agent a row of the list of agents tells of.
    pub fn listed(&self, record: &Record) -> ListedAgent {
        let get = |field: Option<usize>| field.map_or(String::new(), |field| record.get(field).to_string());
        let state = fold::key(&get(self.status));
        ListedAgent {
            address: record.get(self.address).to_string(),
            id: get(self.id),
            name: get(self.name),
            family: get(self.family),
            given: get(self.given),
            department: get(self.department),
            inactive: self.inactive.contains(&state),
        }
    }
}

/// An agent of the list, or one a record is made for.
#[derive(Clone, Debug, Default)]
pub struct ListedAgent {
    pub address: String,
    pub id: String,
    pub name: String,
    pub family: String,
    pub given: String,
    pub department: String,
    pub inactive: bool,
}

impl ListedAgent {
    /// The whole name, made of its halves where the list has no other.
    pub fn whole_name(&self) -> String {
        let halves = || format!("{} {}", self.family, self.given).trim().to_string();
        if self.name.is_empty() { halves() } else { self.name.clone() }
    }
}

/// One form, and the records that have it.
#[derive(Debug)]
pub struct Form {
    pub tab: usize,
    pub address: Box<str>,
    pub name: Box<str>,
    pub id: Box<str>,
    /// Whether the record names a department.
    pub department: bool,
    pub mailbox: Box<str>,
    /// Records that are not held for what they are themselves.
    pub count: u64,
    pub marks: Vec<Mark>,
    /// Keys and places of the records; kept only where an answer of the plan may hold them.
    pub children: Vec<(u64, Mark)>,
    /// Other spellings of the address, with the number of records.
    pub spellings: Vec<(Box<str>, u64)>,
}

impl Form {
    pub fn new(tab: usize, named: &Named<'_>) -> Form {
        Form {
            tab,
            address: clipped(named.address),
            name: clipped(named.name),
            id: clipped(named.id),
            department: named.department,
            mailbox: named.mailbox.into(),
            count: 0,
            marks: Vec::new(),
            children: Vec::new(),
            spellings: Vec::new(),
        }
    }
}

/// All forms, in the order they were first seen.
#[derive(Debug, Default)]
pub struct Forms {
    /// The place of every record is kept: a survey for the places of a finding.
    all_marks: bool,
    index: KeyMap<u32>,
    pub all: Vec<Form>,
    /// Per tab: records whose form was not kept.
    pub beyond: Vec<(usize, u64)>,
}

impl Forms {
    pub fn new(all_marks: bool) -> Forms {
        Forms { all_marks, ..Forms::default() }
    }

    /// The form a record has, kept if new and there is room.
    pub fn note(&mut self, tab: usize, named: &Named<'_>) -> Option<usize> {
        let key = key(tab, named);
        if let Some(&at) = self.index.get(&key) {
            return Some(at as usize);
        }
        let at = self.all.len();
        if at >= MOST {
            return None;
        }
        self.index.insert(key, at as u32);
        self.all.push(Form::new(tab, named));
        Some(at)
    }

    /// The form a record has, if it was kept.
    pub fn find(&self, tab: usize, named: &Named<'_>) -> Option<usize> {
        self.index.get(&key(tab, named)).map(|&at| at as usize)
    }

    /// Counts a record that is not held. `child`: its key, if the plan may come to hold it.
    pub fn count(&mut self, tab: usize, form: Option<usize>, mark: Mark, child: Option<u64>) {
        let Some(form) = form.and_then(|at| self.all.get_mut(at)) else {
            match self.beyond.iter_mut().find(|(of, _)| *of == tab) {
                Some((_, count)) => *count += 1,
                None => self.beyond.push((tab, 1)),
            }
            return;
        };
        form.count += 1;
        form.children.extend(child.map(|child| (child, mark)));
        if self.all_marks || form.marks.len() < MARKS {
            form.marks.push(mark);
        }
    }

    /// Counts how the address was spelled.
    pub fn spelled(&mut self, form: Option<usize>, found: &str) {
        let Some(form) = form.and_then(|at| self.all.get_mut(at)) else { return };
        if *found == *form.address {
            return;
        }
        let found = clip(found);
        if let Some((_, count)) = form.spellings.iter_mut().find(|(known, _)| **known == *found) {
            *count += 1;
        } else if form.spellings.len() < SPELLINGS {
            form.spellings.push((found.into(), 1));
        }
    }
}

fn key(tab: usize, named: &Named<'_>) -> u64 {
    let start = (tab as u64) << 1 | u64::from(named.department);
    let values = [named.address, named.name, named.id, named.mailbox];
    values.iter().fold(start, |key, value| {
        (key.rotate_left(17) ^ key64(value.as_bytes())).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

fn clip(value: &str) -> &str {
    &value[..value.floor_char_boundary(LONGEST.min(value.len()))]
}

fn clipped(value: &str) -> Box<str> {
    clip(value).into()
}
