//! What folders are called without what they were dropped in, and under which folder and state their mail is filed.

use super::choice::same;
use crate::destination::mailbox::MailboxRule;
use crate::job::plan::MailboxSay;
use crate::job::setup::Setup;
use crate::source::folder::{Role, role_of};

/// Where mail is filed that lies in no folder.
const NO_FOLDER: &str = "INBOX";

/// A folder and a state.
pub type Filed = (String, String);

/// The folder and state of each folder as found; `None`: it is left out.
pub fn filed(
    setup: &Setup,
    rule: &MailboxRule,
    names: &[String],
    called: &[[&str; 2]],
) -> Vec<Option<Filed>> {
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
pub fn natural_names(names: &[String]) -> (Vec<[&str; 2]>, usize) {
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
