//! After the last message: under which folder and state each goes, in which order, and which are copies.

use super::book::spot;
use super::choice::{Duplicates, same};
use super::index::{Entry, Fate, Index};
use crate::convert::codes as convert;
use crate::convert::people::{People, Person};
use crate::destination::mailbox::MailboxRule;
use crate::finding::{Code, Observation, Observe, Place};
use crate::job::book::tally::Tally;
use crate::job::book::{at, place};
use crate::job::leaf::Leaf;
use crate::job::setup::{NO_TAB, Setup};
use crate::job::{codes, plan::MailboxSay};
use crate::order;
use crate::source::folder::{Role, role_of};
use std::cmp::Ordering;

/// Where mail is filed that lies in no folder.
const NO_FOLDER: &str = "INBOX";

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

/// A folder and a state.
type Filed = (String, String);

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

/// The folder and state of each folder as found; `None`: it is left out.
fn filed(setup: &Setup, rule: &MailboxRule, names: &[String], called: &[[&str; 2]]) -> Vec<Option<Filed>> {
    let choice = &setup.settled.mail;
    let natural: Vec<Filed> =
        called.iter().map(|called| natural(rule, called[usize::from(choice.merge)])).collect();
    // A name that no source has is where mail goes, not what is chosen.
    let among = |wanted: &[String], of: &dyn Fn(&Filed) -> bool| !wanted.is_empty() && natural.iter().any(of);
    let folders = among(&choice.folders, &|it| is_wanted(&choice.folders, &it.0));
    let states = among(&choice.states, &|it| choice.states.iter().any(|state| same(state, &it.1)));
    let said = names.iter().map(|name| setup.plan.mailboxes.get(name));
    let inbox = natural.iter().map(|(folder, _)| folder).find(|it| role_of(it) == Some(Role::Inbox));
    let inbox = inbox.map_or(rule.folder("inbox").unwrap_or(NO_FOLDER), String::as_str);
    let file = |(at, say): (usize, Option<&MailboxSay>)| {
        let filed = file(setup, &names[at], natural[at].clone(), say, (folders, states))?;
        Some(if filed.0.trim().is_empty() { (inbox.to_string(), filed.1) } else { filed })
    };
    said.enumerate().map(file).collect()
}

/// The directories that are containers: what was dropped is one more often than a folder. Either all folders lie below it,
/// or it alone holds folders every program has. Such a folder is none itself.
fn container(names: &[String]) -> String {
    let mut container = String::new();
    loop {
        let below = below(names, &container);
        let tops = accounts(&below);
        let holds_all = |first: &&str| {
            below.iter().all(|name| name.strip_prefix(first).is_some_and(|rest| rest.starts_with('/')))
        };
        let next = match tops[..] {
            [] => below.first().map(|name| top(name)).filter(holds_all),
            [one] => Some(one),
            _ => None,
        };
        let Some(next) = next.filter(|next| role_of(next).is_none()) else { return container };
        if !container.is_empty() {
            container.push('/');
        }
        container.push_str(next);
    }
}

/// What lies below the container.
fn below<'n>(names: &'n [String], container: &str) -> Vec<&'n str> {
    let is_below = |name: &&String| container.is_empty() || without(name, container).len() < name.len();
    let below = names.iter().filter(is_below).map(|name| without(name, container));
    below.filter(|name| !name.is_empty()).collect()
}

fn top(name: &str) -> &str {
    name.split('/').next().unwrap_or_default()
}

/// The directories that hold folders every program has: one for each account, or server.
fn accounts<'n>(below: &[&'n str]) -> Vec<&'n str> {
    let mut accounts = Vec::new();
    for name in below {
        let holds_roles = name.split('/').nth(1).is_some_and(|it| role_of(it).is_some());
        if holds_roles && !accounts.contains(&top(name)) {
            accounts.push(top(name));
        }
    }
    accounts
}

/// What folders are called without what they were dropped in and without their accounts, and how many of these there are.
fn natural_names(names: &[String]) -> (Vec<[&str; 2]>, usize) {
    let container = container(names);
    let mut accounts = accounts(&below(names, &container));
    accounts.retain(|name| role_of(name).is_none());
    let natural = names.iter().map(|name| {
        let name = without(name, &container);
        let of_account = accounts.contains(&top(name));
        [name, if of_account { name.split_once('/').map_or("", |(_, rest)| rest) } else { name }]
    });
    (natural.collect(), accounts.len())
}

/// The name below the container; of the container itself blank.
fn without<'n>(name: &'n str, container: &str) -> &'n str {
    match name.strip_prefix(container).filter(|_| !container.is_empty()) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.trim_start_matches('/'),
        _ => name,
    }
}

/// Where a folder's mail goes if nobody says otherwise.
fn natural(rule: &MailboxRule, name: &str) -> Filed {
    let (folder, state) = split_state(rule, name);
    // Of `Inbox/a` the inbox is called otherwise, too.
    let (top, below) = folder.split_once('/').map_or((folder.as_str(), ""), |(top, below)| (top, below));
    let called = |name: &str| role_of(name).and_then(|role| rule.folder(role_word(role)));
    match (called(&folder), called(top)) {
        (Some(name), _) => (name.to_string(), state),
        (None, Some(top)) => (format!("{top}/{below}"), state),
        _ => (folder, state),
    }
}

/// `受信トレイ_新着` and `受信トレイ/新着` are a folder and a state, where the destination knows such a state.
fn split_state(rule: &MailboxRule, name: &str) -> Filed {
    let known = |word: &str| {
        let is = |state: &&crate::destination::mailbox::State| {
            same(&state.name, word) || state.aliases.iter().any(|alias| same(alias, word))
        };
        rule.states.iter().find(is).map(|state| state.name.clone())
    };
    for (at, mark) in
        name.char_indices().rev().filter(|(_, mark)| matches!(mark, '_' | '-' | '/' | ' ' | '・'))
    {
        let (before, after) = (&name[..at], &name[at + mark.len_utf8()..]);
        // `INBOX/Sent` is a folder of sent mail, `受信/新着` a state of mail received.
        let is_folder = mark == '/' && role_of(after).is_some();
        if let Some(state) = known(after)
            && !before.is_empty()
            && !is_folder
        {
            return (before.to_string(), state);
        }
    }
    (name.to_string(), String::new())
}

fn is_wanted(wanted: &[String], folder: &str) -> bool {
    wanted.iter().any(|name| same(name, folder))
}

fn file(
    setup: &Setup,
    name: &str,
    natural: Filed,
    say: Option<&MailboxSay>,
    (by_folder, by_state): (bool, bool),
) -> Option<Filed> {
    let choice = &setup.settled.mail;
    let (mut folder, mut state) = natural;
    if say.is_some_and(|say| say.left_out) {
        return None;
    }
    if by_folder {
        if !choice.folders.iter().any(|wanted| same(wanted, &folder) || same(wanted, name)) {
            return None;
        }
    } else if let Some(wanted) = choice.folders.first() {
        folder = wanted.clone();
    }
    if by_state {
        if !choice.states.iter().any(|wanted| same(wanted, &state)) {
            return None;
        }
    } else if let Some(wanted) = choice.states.first().filter(|_| state.is_empty()) {
        state = wanted.clone();
    }
    if let Some(say) = say {
        folder = say.folder.clone().unwrap_or(folder);
        state = say.state.clone().unwrap_or(state);
    }
    Some((folder, state))
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

/// The word of a role in destination files and JSON.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Inbox => "inbox",
        Role::Sent => "sent",
        Role::Drafts => "drafts",
        Role::Trash => "trash",
        Role::Junk => "junk",
        Role::Archive => "archive",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::mailbox::State;

    #[test]
    fn what_was_dropped_is_a_container_unless_it_holds_mail_of_its_own() {
        let check = |names: &[&str], expected: &str| {
            let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            assert_eq!(container(&names), expected, "{names:?}");
        };
        check(&["src/Inbox", "src/Inbox/仕事", "src/Sent"], "src");
        check(&["src", "src/Inbox", "src/Sent", "Later"], "src");
        check(&["仕事", "仕事/見積"], "");
        check(&["仕事/A", "仕事/B"], "仕事");
        check(&["Inbox/A", "Inbox/B"], "");
        check(&["old/Inbox", "new/Inbox"], "");
        check(&["all/old/Inbox", "all/new/Inbox"], "all");
        check(&["a/b/Inbox", "a/b/Sent", ""], "a/b");
        check(&["Inbox"], "");
        check(&["mails"], "");
        check(&[], "");
        let together = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            natural_names(&names).0.iter().map(|[_, merged]| merged.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(together(&["a/old/Inbox", "a/old/x/y", "a/new/Inbox"]), ["Inbox", "x/y", "Inbox"]);
        assert_eq!(
            together(&["Inbox/Sent", "old/Inbox", "new/Sent", "仕事/A"]),
            ["Inbox/Sent", "Inbox", "Sent", "仕事/A"]
        );
        assert_eq!(without("src/Inbox", "src"), "Inbox");
        assert_eq!((without("src", "src"), without("srcs", "src"), without("src", "")), ("", "srcs", "src"));
    }

    #[test]
    fn a_state_stands_behind_the_folder() {
        let state = |name: &str, alias: &str| State {
            name: name.into(),
            aliases: vec![alias.into()],
            ..State::default()
        };
        let rule = MailboxRule {
            states: vec![state("新着", "new"), state("送信済み", "sent")],
            ..MailboxRule::default()
        };
        let check = |name: &str, folder: &str, state: &str| {
            assert_eq!(split_state(&rule, name), (folder.to_string(), state.to_string()), "{name}");
        };
        check("受信箱_新着", "受信箱", "新着");
        check("受信箱/NEW", "受信箱", "新着");
        check("a_b-c_new", "a_b-c", "新着");
        check("営業_sent", "営業", "送信済み");
        check("営業/Sent", "営業/Sent", "");
        check("新着", "新着", "");
    }
}
