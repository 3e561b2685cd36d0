//! Folders and mailboxes as the page and the command line see them.

use super::filing::role_word;
use crate::destination::mailbox::{MailFormat, Per};
use crate::job::pack::Packed;
use crate::job::settle::Surveyed;
use crate::json::{Value, json};
use crate::text::date;

/// Folders as they were found, with where their mail goes; null where the destination takes no mail as mail.
pub fn document(surveyed: &Surveyed) -> Value {
    let Some(rule) = &surveyed.setup.destination.mailbox else { return Value::Null };
    let groups = &surveyed.groups;
    let day = |seconds: Option<i64>| seconds.map(date::utc);
    let found = |found: &super::groups::Found| {
        let group = found.group.and_then(|at| groups.all.get(at));
        json!({
            "found": found.name,
            "role": found.role.map(role_word),
            "folder": group.map(|group| &group.folder),
            "state": group.map(|group| &group.state),
            "messages": found.messages,
            "bytes": found.bytes,
            "duplicates": found.duplicates,
            "filtered": found.filtered,
            "held": found.held,
            "first": day(found.first),
            "last": day(found.last),
        })
    };
    let mailbox = |group: &super::groups::Group| {
        json!({
            "folder": group.folder,
            "state": group.state,
            "messages": group.messages,
            "bytes": group.bytes,
        })
    };
    let caps = &surveyed.setup.settled.caps;
    let format = rule.format(surveyed.setup.settled.option("format"));
    // An mbox that is no part of a ZIP is a bundle of its own, under the caps of both.
    let most = match rule.zipped || format != MailFormat::Mbox {
        true => caps.bundle_bytes,
        false => caps.bundle_bytes.min(caps.part_bytes),
    };
    json!({
        "box": if most == u64::MAX { Value::Null } else { json!(most) },
        "together": rule.per == Per::All,
        "accounts": groups.accounts,
        "folders": groups.found.iter().map(found).collect::<Vec<_>>(),
        "mailboxes": groups.all.iter().filter(|it| it.messages > 0).map(mailbox).collect::<Vec<_>>(),
        "states": rule.states.iter().map(|state| &state.name).collect::<Vec<_>>(),
    })
}

/// What a bundle holds: how many messages of which mailbox.
pub fn bundle(packed: &Packed, name: &str) -> Value {
    let groups = &packed.surveyed.groups.all;
    let within = packed.mailed.iter().filter(|part| part.bundle == name);
    let within = within.filter_map(|part| Some((groups.get(part.group?)?, part.messages)));
    let one = |(group, messages): (&super::groups::Group, u64)| json!({"folder": group.folder, "state": group.state, "messages": messages});
    Value::Array(within.map(one).collect())
}
