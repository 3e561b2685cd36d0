//! Rows of people with one address, joined to one record: the first one read, or the one an earlier run packed.
//!
//! The service knows people by their address, so a second one of an address is no other person. Its id leads to the record
//! that stays (`TabKeys::other`), which takes on what it lacks, and the best of all names. Values that differ stay behind and
//! are told when the one that stays is read again (`second_look.rs`). Kept is what the later rows of an address say: about
//! their length, and nothing for all others.

use super::answers::At;
use super::codes::{CONTACT_JOINED, NAMES_JOINED, VALUE_LEFT};
use super::intake::Known;
use super::plan::Action;
use super::setup::Setup;
use crate::check::keys::TabKeys;
use crate::check::record::Record;
use crate::convert::whole_name::best;
use crate::destination::{Field, MailUnit, MailValue};
use crate::finding::{Observation, Observe};
use crate::order;
use crate::text::hash::{KeyMap, key64};

/// Values kept of the later rows of one address: more people than this under one address are a list of something else.
const MOST: usize = 200;

/// Family and given name; the whole name and nothing, where they do not stand apart.
type Halves = [Box<str>; 2];

/// What the later rows of one address say.
#[derive(Debug, Default)]
struct Group {
    address: Box<str>,
    /// Ids of the later rows.
    ids: Vec<Box<str>>,
    /// (field, value), each once.
    values: Vec<(usize, Box<str>)>,
    /// Each name as it stands in the fields, whole, and how often.
    names: Vec<(Halves, (Box<str>, u32))>,
    /// The first row is told as well: it stays no longer.
    turned: bool,
}

/// All of a run, by tab.
#[derive(Debug, Default)]
pub struct Joined {
    groups: Vec<(usize, KeyMap<Group>)>,
}

/// What becomes of a record of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It stays by itself.
    No,
    /// It joins the one listed under its address.
    Yes,
    /// It would, and the plan keeps it apart, or holds it.
    Answered(Action),
}

/// The fields by which records of people are joined: address and id.
fn fields(setup: &Setup, tab: usize) -> Option<(usize, usize)> {
    let of_people = setup.destination.tabs[tab].from_mail == Some(MailUnit::Person);
    let rules = &setup.tabs[tab];
    rules.listed_by.zip(rules.key).filter(|_| of_people)
}

/// Whether a sound record joins another one. `seen` gets what there is to tell.
pub fn join(
    setup: &Setup,
    keys: &TabKeys,
    (tab, record): (usize, &Record),
    (known, at): (Known, At<'_>),
    observe: &mut Observe<'_>,
) -> Join {
    let Some((by, key)) = fields(setup, tab) else { return Join::No };
    let (address, id) = (record.get(by), record.get(key));
    let hash = key64(address.as_bytes());
    let own = key64(id.as_bytes());
    // Rows without ids are given the same one by their address.
    let joins = |other: &&str| match *other == id {
        true => keys.differs(own, record.content(), known == Known::All),
        false => !keys.is_claimed(own, known == Known::All),
    };
    let other = keys.listed(hash).filter(|_| !address.is_empty()).filter(joins);
    let Some(other) = other else { return Join::No };
    let field = setup.destination.tabs[tab].fields[by].name.as_str();
    let action = setup.answers.action(CONTACT_JOINED.id, setup.tab_id(tab), field, Some(hash), at);
    if action != Some(Action::Pack) {
        observe(Observation::new(CONTACT_JOINED).field(field).found(address).used(other));
    }
    match action {
        Some(action @ (Action::Pack | Action::Hold)) => Join::Answered(action),
        _ => Join::Yes,
    }
}

impl Joined {
    /// Whether any records of a tab were joined.
    pub fn any(&self, tab: usize) -> bool {
        self.groups.iter().any(|(of, _)| *of == tab)
    }

    /// Notes a record that joins another one.
    pub fn note(&mut self, setup: &Setup, keys: &mut TabKeys, tab: usize, record: &Record) {
        let Some((by, key)) = fields(setup, tab) else { return };
        let hash = key64(record.get(by).as_bytes());
        let at = self.groups.iter().position(|(of, _)| *of == tab).unwrap_or_else(|| {
            self.groups.push((tab, KeyMap::default()));
            self.groups.len() - 1
        });
        let group = self.groups[at].1.entry(hash).or_default();
        group.address = record.get(by).into();
        let id = record.get(key);
        let stays = keys.listed(hash).unwrap_or_default().to_string();
        if stays != id {
            keys.join_other(key64(id.as_bytes()), &stays);
        }
        if stays != id && !group.ids.iter().any(|known| **known == *id) && group.ids.len() < MOST {
            group.ids.push(id.into());
        }
        group.take(setup, tab, record);
    }

    /// Where the record that an earlier run packed is not the first of its address, it stays in its place: two runs give the
    /// same ids.
    pub fn settle(&mut self, keys: &mut [TabKeys]) {
        for (tab, groups) in &mut self.groups {
            let keys = &mut keys[*tab];
            let mut hashes: Vec<u64> = groups.keys().copied().collect();
            order::sort(&mut hashes, u64::cmp);
            for hash in hashes {
                let Some((group, first)) = groups.get_mut(&hash).zip(keys.listed(hash).map(str::to_string))
                else {
                    continue;
                };
                let was = |id: &str| keys.was(key64(id.as_bytes()));
                let stays = group.ids.iter().find(|id| was(id)).filter(|_| !was(&first)).cloned();
                if let Some(stays) = stays {
                    keys.rename(key64(first.as_bytes()), key64(stays.as_bytes()));
                    keys.list_anew(hash, &stays);
                    group.turned = true;
                    group.ids.retain(|id| *id != stays);
                    group.ids.push(first.into());
                }
                let stays = keys.listed(hash).unwrap_or_default().to_string();
                group.ids.iter().for_each(|id| keys.join_other(key64(id.as_bytes()), &stays));
            }
        }
    }

    /// What the record that stays takes on from those that join it, and what it does not.
    pub fn edits(
        &self,
        setup: &Setup,
        tab: usize,
        record: &Record,
        observe: &mut Observe<'_>,
    ) -> Vec<(usize, String)> {
        let mut edits = Vec::new();
        let Some((by, _)) = fields(setup, tab) else { return edits };
        let hash = key64(record.get(by).as_bytes());
        let groups = self.groups.iter().find(|(of, _)| *of == tab).map(|(_, groups)| groups);
        let Some(group) = groups.and_then(|groups| groups.get(&hash)) else { return edits };
        let about = &setup.destination.tabs[tab].fields;
        for (field, value) in &group.values {
            let found = record.get(*field);
            if found.is_empty() && !edits.iter().any(|(edited, _)| edited == field) {
                edits.push((*field, value.to_string()));
            } else if *found != **value
                && !edits.iter().any(|(edited, used)| edited == field && **used == **value)
            {
                let used = edits.iter().find(|(edited, _)| edited == field);
                let used = used.map_or(found, |(_, used)| used);
                observe(Observation::new(VALUE_LEFT).field(&about[*field].name).found(value).used(used));
            }
        }
        group.name(setup, (tab, record), &mut edits, observe);
        edits
    }

    /// Notes what the first row of an address says where another one stays: it is read before that one.
    pub fn note_turned(&mut self, setup: &Setup, tab: usize, record: &Record) {
        let Some((by, _)) = fields(setup, tab) else { return };
        let groups = self.groups.iter_mut().find(|(of, _)| *of == tab);
        let group = groups.and_then(|(_, groups)| groups.get_mut(&key64(record.get(by).as_bytes())));
        if let Some(group) = group
            && std::mem::take(&mut group.turned)
        {
            group.take(setup, tab, record);
        }
    }
}

/// The fields with family and given name, or with the whole one alone.
fn name_fields(setup: &Setup, tab: usize) -> [Option<usize>; 2] {
    let having = |wanted| {
        let is = |field: &Field| field.mail == Some(wanted) && !field.unwritten;
        setup.destination.tabs[tab].fields.iter().position(is)
    };
    let family = having(MailValue::PersonFamilyName).or_else(|| having(MailValue::PersonName));
    [family, having(MailValue::PersonGivenName)]
}

impl Group {
    fn take(&mut self, setup: &Setup, tab: usize, record: &Record) {
        let names = name_fields(setup, tab);
        let rules = &setup.tabs[tab];
        let told = [rules.key, rules.listed_by, names[0], names[1], rules.person_name];
        for (at, field) in setup.destination.tabs[tab].fields.iter().enumerate() {
            let value = record.get(at);
            let known = self.values.iter().any(|(of, known)| *of == at && **known == *value);
            let fits = !field.unwritten && !told.contains(&Some(at)) && self.values.len() < MOST;
            if fits && !known && !value.is_empty() {
                self.values.push((at, value.into()));
            }
        }
        let (halves, whole) = name(names, record);
        let room = !whole.is_empty() && self.names.len() < MOST;
        match self.names.iter_mut().find(|(known, _)| *known == halves) {
            Some((_, (_, count))) => *count += 1,
            None if room => self.names.push((halves, (whole, 1))),
            None => {}
        }
    }

    /// Gives the record the best of all names.
    fn name(
        &self,
        setup: &Setup,
        (tab, record): (usize, &Record),
        edits: &mut Vec<(usize, String)>,
        observe: &mut Observe<'_>,
    ) {
        let fields = name_fields(setup, tab);
        let (own, whole) = name(fields, record);
        let mut all = vec![(own.clone(), (whole, 1))];
        all.extend(self.names.iter().cloned());
        let others = all.split_off(usize::from(self.names.iter().any(|(known, _)| *known == own)));
        let all: Vec<_> = others.into_iter().filter(|(_, (whole, _))| !whole.is_empty()).collect();
        let wholes: Vec<(Box<str>, u32)> = all.iter().map(|(_, whole)| whole.clone()).collect();
        let used = best(&wholes, &self.address);
        let Some((halves, _)) = all.iter().find(|(_, (whole, _))| **whole == *used) else { return };
        if all.len() > 1 {
            let others: Vec<&str> =
                wholes.iter().map(|(name, _)| &**name).filter(|name| *name != used).collect();
            let others = others.join(" / ");
            observe(Observation::new(NAMES_JOINED).found(&others).used(used).number(all.len() as u64));
        }
        for (field, half) in fields.iter().zip(halves).filter(|_| *halves != own) {
            edits.extend(field.map(|field| (field, half.to_string())));
        }
    }
}

/// Both halves of the name in a record, and the whole.
fn name(fields: [Option<usize>; 2], record: &Record) -> (Halves, Box<str>) {
    let halves = fields.map(|field| Box::from(field.map_or("", |field| record.get(field))));
    let whole = format!("{} {}", halves[0], halves[1]);
    let whole = whole.trim().into();
    (halves, whole)
}
