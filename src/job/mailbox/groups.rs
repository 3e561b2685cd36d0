//! After the last message: under which folder and state each goes, in which order, and which are copies.

use super::book::spot;
use super::choice::Duplicates;
use super::filing::{Filed, filed, natural_names};
use super::index::{Entry, Fate, Index};
use crate::convert::codes as convert;
use crate::convert::people::{People, Person};
use crate::destination::mailbox::MailboxRule;
use crate::finding::{Code, Observation, Observe, Place};
use crate::job::book::tally::Tally;
use crate::job::book::{at, place};
use crate::job::codes;
use crate::job::leaf::Leaf;
use crate::job::setup::{NO_TAB, Setup};
use crate::order;
use crate::source::folder::{Role, role_of};
use std::cmp::Ordering;

/// What settling tells. Nothing of this comes from reading, so that all of it can be told anew.
pub const TOLD: [Code; 8] = [
    codes::STATE_UNKNOWN,
    codes::FOLDER_RENAMED,
    codes::SENT_NOT_OWN,
    codes::MESSAGE_OVER_CAP,
    codes::MESSAGE_FROM_FUTURE,
    codes::MAILBOX_OVER_LIMIT,
    convert::DUPLICATE_MESSAGE,
    convert::OWN_ADDRESS_MISSING,
];

/// 2099-12-31T24:00 UTC.
const FUTURE: i64 = 4_102_444_800;

/// A mailbox of the destination: a folder, or a folder's mail in one state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub folder: String,
    /// Blank where the destination knows no states, or the source does not tell.
    pub state: String,
    pub messages: u64,
    pub bytes: u64,
}

/// What is known of a folder as it was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub name: String,
    pub role: Option<Role>,
    /// Index of its mailbox; `None`: it is left out.
    pub group: Option<usize>,
    pub messages: u64,
    pub bytes: u64,
    pub duplicates: u64,
    pub filtered: u64,
    pub held: u64,
    pub first: Option<i64>,
    pub last: Option<i64>,
}

/// Folders as found, and mailboxes in the order of import.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    pub found: Vec<Found>,
    pub all: Vec<Group>,
    /// How many accounts, or servers, lie beside each other.
    pub accounts: usize,
}

impl Groups {
    /// The mailbox a message goes to.
    pub fn of(&self, entry: &Entry) -> Option<&Group> {
        self.all.get(self.found[entry.folder as usize].group?)
    }

    /// Counts a message as held that no cap has room for.
    pub fn refuse(&mut self, entry: &Entry) {
        let found = &mut self.found[entry.folder as usize];
        found.messages -= 1;
        found.bytes -= u64::from(entry.bytes);
        found.held += 1;
        if let Some(group) = found.group {
            self.all[group].messages -= 1;
            self.all[group].bytes -= u64::from(entry.bytes);
        }
    }
}

/// Settles where all mail goes, as often as the plan asks for it, and tells what there is to tell.
pub fn settle(
    setup: &Setup,
    index: &mut Index,
    leaves: &[Leaf],
    people: &People,
    tally: &mut Tally,
) -> Groups {
    let Some(rule) = &setup.destination.mailbox else { return Groups::default() };
    let (called, accounts) = natural_names(&index.folders);
    let filed = filed(setup, rule, &index.folders, &called);
    tell_assigned(rule, &called, &filed, tally);
    let mut groups = Groups { accounts, ..group(index, &filed) };
    let is_own = |person: &Person| setup.settled.own.iter().any(|own| **own == *person.address);
    let own: Vec<bool> = people.all().iter().map(is_own).collect();
    let is_sent = |name: &String| role_of(name) == Some(Role::Sent);
    let of_sent: Vec<bool> = index.folders.iter().map(is_sent).collect();
    for entry in index.entries.iter_mut() {
        let sent = own.get(entry.from as usize) == Some(&true);
        let goes = groups.found[entry.folder as usize].group.is_some();
        let goes = goes && setup.settled.mail.takes(entry.time(), sent);
        entry.fate = if goes { entry.read } else { Fate::Filtered };
        if entry.fate != Fate::Filtered {
            let stranger = rule.sent_by_own && !sent && of_sent[entry.folder as usize];
            let stranger = stranger.then(|| people.get(entry.from).map_or("", |from| &from.address));
            tell_letter(setup, rule, entry, stranger, &mut |seen| {
                let leaf = leaves.get(entry.leaf as usize).map_or("", |leaf| leaf.name.as_str());
                let holds = setup.holds(NO_TAB, &seen, at(leaf, spot(entry)));
                tally.count("", seen, holds, || place(leaf, spot(entry)));
            });
        }
    }
    // Before copies are looked for: a copy of what cannot be read takes its place.
    hold_broken(index, leaves);
    drop_copies(setup, index, leaves, &groups, tally);
    // Where it matters which mail the own side sent, somebody has to say who that is.
    if (rule.sent_by_own || rule.accounts) && setup.settled.own.is_empty() && !index.entries.is_empty() {
        tally.count("", Observation::new(convert::OWN_ADDRESS_MISSING), false, Place::default);
    }
    count(index, &mut groups);
    tell_limits(rule, setup.settled.caps.part_bytes, &groups.all, tally);
    groups
}

/// Mailboxes that, cut at the cap the user set, are still larger than some program takes.
fn tell_limits(rule: &MailboxRule, cap: u64, groups: &[Group], tally: &mut Tally) {
    for group in groups {
        let bytes = group.bytes.min(cap);
        for limit in rule.limits.iter().filter(|limit| bytes > limit.bytes) {
            let seen = Observation::new(codes::MAILBOX_OVER_LIMIT).found(&group.folder).used(&limit.of);
            tally.count("", seen.number(bytes), false, Place::default);
        }
    }
}

/// What there is to tell of a message that goes; `stranger`: who sent it, where that should be the own side.
fn tell_letter(
    setup: &Setup,
    rule: &MailboxRule,
    entry: &Entry,
    stranger: Option<&str>,
    tell: &mut Observe<'_>,
) {
    if let Some(from) = stranger {
        tell(Observation::new(codes::SENT_NOT_OWN).field("from").found(from));
    }
    let cap = rule.message_cap.as_deref().and_then(|key| setup.settled.option(key).parse::<u64>().ok());
    let bytes = u64::from(entry.bytes);
    if cap.is_some_and(|megabytes| bytes > megabytes.saturating_mul(1_000_000)) {
        tell(Observation::new(codes::MESSAGE_OVER_CAP).number(bytes));
    }
    if entry.time().is_some_and(|date| date > FUTURE) {
        // Sorted by it, the message would stand above all others for ever.
        tell(Observation::new(codes::MESSAGE_FROM_FUTURE));
    }
}

/// States that nobody knows, and folders that are not called as they were.
fn tell_assigned(rule: &MailboxRule, called: &[[&str; 2]], filed: &[Option<Filed>], tally: &mut Tally) {
    for (&[name, _], filed) in called.iter().zip(filed) {
        let Some((folder, state)) = filed else { continue };
        let mut tell = |seen: Observation<'_>| tally.count("", seen, false, Place::default);
        if !rule.states.is_empty() && state.is_empty() {
            tell(Observation::new(codes::STATE_UNKNOWN).found(folder));
        }
        if folder != name && !name.is_empty() && state.is_empty() {
            tell(Observation::new(codes::FOLDER_RENAMED).found(name).used(folder));
        }
    }
}

/// The mailboxes, in the order of import: those every program has, then the user's own, junk and trash last.
fn group(index: &Index, filed: &[Option<Filed>]) -> Groups {
    let mut all: Vec<Filed> = Vec::new();
    for filed in filed.iter().flatten() {
        if !all.contains(filed) {
            all.push(filed.clone());
        }
    }
    order::sort(&mut all, by_import);
    let found = index.folders.iter().zip(filed).map(|(name, filed)| Found {
        name: name.clone(),
        role: role_of(filed.as_ref().map_or(name, |(folder, _)| folder)),
        group: filed.as_ref().and_then(|filed| all.iter().position(|it| it == filed)),
        ..Found::default()
    });
    let found = found.collect();
    let group = |(folder, state): Filed| Group { folder, state, ..Group::default() };
    Groups { found, all: all.into_iter().map(group).collect(), ..Groups::default() }
}

fn by_import(a: &Filed, b: &Filed) -> Ordering {
    let rank = |filed: &Filed| match role_of(&filed.0) {
        Some(Role::Inbox) => 0,
        Some(Role::Sent) => 1,
        Some(Role::Drafts) => 2,
        Some(Role::Archive) => 3,
        None => 4,
        Some(Role::Junk) => 5,
        Some(Role::Trash) => 6,
    };
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}

fn drop_copies(setup: &Setup, index: &mut Index, leaves: &[Leaf], groups: &Groups, tally: &mut Tally) {
    let duplicates = setup.settled.mail.duplicates;
    if duplicates == Duplicates::Keep {
        return;
    }
    let group = |entry: &Entry| groups.found[entry.folder as usize].group.map_or(0, |at| at as u64 + 1);
    let place_of = |entry: &Entry| match duplicates {
        Duplicates::WithinFolder => group(entry).wrapping_mul(0x9E37_79B9_7F4A_7C15),
        _ => 0,
    };
    let name = |entry: &Entry| leaves.get(entry.leaf as usize).map_or("", |leaf| leaf.name.as_str());
    index.drop_copies(place_of, |copy, first| {
        let of = format!("{} #{}", name(first), first.record + 1);
        let seen = Observation::new(convert::DUPLICATE_MESSAGE).found(&of);
        tally.count("", seen, false, || place(name(copy), spot(copy)));
    });
}

/// Mail of a source that is not as its archive says is held; one that broke off is counted as held as a whole.
fn hold_broken(index: &mut Index, leaves: &[Leaf]) {
    for entry in index.entries.iter_mut() {
        let leaf = &leaves[entry.leaf as usize];
        if leaf.failed || (leaf.damaged.is_some() && entry.fate == Fate::Pack) {
            entry.fate = Fate::Hold;
        }
    }
}

fn count(index: &Index, groups: &mut Groups) {
    for entry in index.entries.iter() {
        let found = &mut groups.found[entry.folder as usize];
        if let Some(date) = entry.time() {
            found.first = Some(found.first.map_or(date, |first| first.min(date)));
            found.last = found.last.max(Some(date));
        }
        match entry.fate {
            Fate::Duplicate => found.duplicates += 1,
            Fate::Filtered => found.filtered += 1,
            Fate::Hold => found.held += 1,
            Fate::Pack => {
                found.messages += 1;
                found.bytes += u64::from(entry.bytes);
                if let Some(group) = found.group {
                    groups.all[group].messages += 1;
                    groups.all[group].bytes += u64::from(entry.bytes);
                }
            }
        }
    }
}
