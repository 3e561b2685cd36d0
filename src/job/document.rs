//! What a run tells the outside: the shapes the page and the command line read, as JSON.
//!
//! Change them only together with `www/src/shared/protocol.ts`.

use super::agents;
use super::choose::wanted::Wanted;
use super::estimate;
use super::fixes;
use super::leaf::Leaf;
use super::learned;
use super::mailbox;
use super::pack::Packed;
use super::previous;
use super::settle::Surveyed;
use super::setup::Setup;
use crate::bundle::papers::LedgerLine;
use crate::destination::{Destination, Label, MailUnit};
use crate::finding::{Finding, Place};
use crate::json::{Value, json};
use crate::order;
use crate::source::sniff::Kind;

/// How many addresses are listed as candidates for own addresses.
const PEOPLE: usize = 200;

/// The survey as JSON.
pub fn survey(surveyed: &Surveyed) -> Value {
    json!({
        "destination": surveyed.setup.destination.id,
        "sources": surveyed.leaves.iter().map(|leaf| source(&surveyed.setup, surveyed, leaf)).collect::<Vec<_>>(),
        "tabs": tabs(surveyed, None),
        "findings": findings(&surveyed.setup, &surveyed.findings),
        "people": people(surveyed),
        "agents": agents::table::document(surveyed),
        "mail": mailbox::document(surveyed),
        "months": months(surveyed),
        "estimate": estimate::document(surveyed),
        "previous": previous::surveyed(surveyed),
        "times": surveyed.times.iter().map(|(found, used)| json!({"found": found, "used": used})).collect::<Vec<_>>(),
        "messages": surveyed.conversations.messages(),
        "conversations": surveyed.conversations.conversations.len(),
    })
}

/// The finished pack as JSON: the survey, with what was really packed and held.
pub fn pack(packed: &Packed) -> Value {
    let mut document = survey(&packed.surveyed);
    let setup = &packed.surveyed.setup;
    document["tabs"] = Value::Array(tabs(&packed.surveyed, Some(&packed.counts)));
    document["findings"] = Value::Array(findings(setup, &packed.findings));
    let bundle = |bundle: &crate::bundle::BundleSummary| {
        let entry =
            |e: &crate::bundle::EntrySummary| json!({"name": e.name, "bytes": e.bytes, "records": e.records});
        json!({
            "name": bundle.name,
            "bytes": bundle.bytes,
            "sha256": bundle.sha256,
            "mail": mailbox::bundle(packed, &bundle.name),
            "entries": bundle.entries.iter().map(entry).collect::<Vec<_>>(),
            // A pack whose second look differs ends in an error, so what is listed was verified.
            "verified": true,
        })
    };
    document["bundles"] = packed.bundles.iter().map(bundle).collect();
    document["papers"] =
        packed.papers.iter().map(|(name, bytes)| json!({"name": name, "bytes": bytes})).collect();
    let sources = packed.surveyed.leaves.iter().zip(&packed.ledger);
    let lines = sources.filter(|(leaf, _)| leaf.has_records()).map(|(_, line)| ledger_line(line));
    document["ledger"] = lines.collect();
    document["previous"] = packed.previous.clone();
    document["selection"] = setup.settled.wanted.as_ref().map_or(Value::Null, Wanted::document);
    document
}

fn ledger_line(line: &LedgerLine) -> Value {
    json!({
        "source": line.source,
        "read": line.read,
        "packed": line.packed,
        "held": line.held,
        "duplicate": line.duplicate,
        "filtered": line.filtered,
        "already": line.already,
    })
}

fn source(setup: &Setup, surveyed: &Surveyed, leaf: &Leaf) -> Value {
    let within = leaf.entry.as_ref().and_then(|_| surveyed.files.get(leaf.file as usize));
    json!({
        "name": leaf.name,
        "kind": leaf.kind.unwrap_or(Kind::Unknown).as_str(),
        "charset": leaf.charset,
        "bytes": leaf.bytes,
        "records": leaf.records,
        "folder": leaf.folder(),
        "within": within.map(|file| &file.name),
        "table": table(setup, surveyed, leaf),
        "borders": leaf.borders.document(),
    })
}

fn table(setup: &Setup, surveyed: &Surveyed, leaf: &Leaf) -> Value {
    let Some(table) = &leaf.table else { return Value::Null };
    let found = table.found.as_ref();
    let column = |(at, header): (usize, &String)| {
        let matched = found.and_then(|found| found.columns.get(at)?.as_ref().map(|m| (found.tab, m)));
        let field = matched.map(|(tab, m)| setup.destination.tabs[tab].fields[m.field].name.as_str());
        let confidence = matched.map_or(0, |(_, m)| m.confidence);
        let (field, confidence) = match found.is_some_and(|found| learned::is_learned(setup, found.tab)) {
            true => {
                let target = surveyed.learned.iter().find_map(|it| it.target(&leaf.name, surveyed, at));
                (target, if target == Some(header) { 100 } else { confidence })
            }
            false => (field, confidence),
        };
        json!({
            "header": header,
            "field": field,
            "confidence": confidence,
            "note": matched.and_then(|(_, m)| m.note.as_ref()),
            "sample": table.samples.get(at),
        })
    };
    json!({
        "delimiter": char::from(table.header.delimiter).to_string(),
        "tab": found.map(|found| setup.tab_id(found.tab)),
        "template": table.template.map(|tab| setup.tab_id(tab)),
        "confidence": found.map_or(0, |found| found.confidence),
        "errors": table.errors.map(|errors| {
            let header = |at: usize| table.header.names.get(at);
            json!({"tab": setup.tab_id(errors.tab), "id": header(errors.id), "error": header(errors.error)})
        }),
        "columns": table.header.names.iter().enumerate().map(column).collect::<Vec<_>>(),
    })
}

/// Per tab: what was found, or (`written`) what was packed and held.
fn tabs(surveyed: &Surveyed, written: Option<&[(u64, u64)]>) -> Vec<Value> {
    let tab = |(at, tab): (usize, &crate::destination::Tab)| {
        let count = &surveyed.tabs[at];
        let (records, held) = match written {
            Some(counts) if tab.not_taken.is_none() => (counts[at].0 + counts[at].1, counts[at].1),
            _ => (count.records, count.held),
        };
        json!({
            "tab": tab.id,
            "name": tab.file,
            "label": label(&tab.label),
            "records": records,
            "held": held,
            "bytes": count.bytes,
            "taken": tab.not_taken.is_none(),
        })
    };
    surveyed.setup.destination.tabs.iter().enumerate().map(tab).collect()
}

fn findings(setup: &Setup, findings: &[Finding]) -> Vec<Value> {
    let finding = |finding: &Finding| {
        let tab = setup.destination.tab(&finding.tab).unwrap_or(usize::MAX);
        let samples = finding.samples.iter();
        json!({
            "code": finding.code.id,
            "severity": finding.severity.as_str(),
            "tab": finding.tab,
            "field": finding.field,
            "source": finding.source,
            "count": finding.count,
            "number": finding.number,
            "places": finding.places.iter().map(place).collect::<Vec<_>>(),
            "samples": samples.map(|s| json!({"found": s.found, "used": s.used, "count": s.count, "texts": s.texts})).collect::<Vec<_>>(),
            "holds": finding.holds,
            "kept": setup.destination.mailbox.is_some() && finding.tab.is_empty(),
            "fixes": fixes::fixes(setup, findings, finding),
            "consequence": setup.consequence(tab, finding.code.id, &finding.field).map(label),
        })
    };
    findings.iter().map(finding).collect()
}

pub(super) fn place(place: &Place) -> Value {
    json!({
        "source": place.source,
        "record": place.record,
        "line": place.line,
        "start": place.start,
        "end": place.end,
        "found": place.found,
    })
}

fn label(label: &Label) -> Value {
    json!({"ja": label.ja, "en": label.en})
}

fn people(surveyed: &Surveyed) -> Vec<Value> {
    let mut all: Vec<(usize, &crate::convert::people::Person)> =
        surveyed.people.all().iter().enumerate().collect();
    let weight = |p: &crate::convert::people::Person| u64::from(p.sent) + u64::from(p.received);
    all.retain(|(_, person)| weight(person) > 0);
    order::sort(&mut all, |a, b| weight(b.1).cmp(&weight(a.1)).then_with(|| a.1.address.cmp(&b.1.address)));
    let person = |(at, person): &(usize, &crate::convert::people::Person)| {
        json!({
            "address": person.address,
            "name": person.name,
            "sent": person.sent,
            "received": person.received,
            "own": surveyed.is_own(*at as u32),
        })
    };
    all.iter().take(PEOPLE).map(person).collect()
}

fn months(surveyed: &Surveyed) -> Vec<Value> {
    let dated = surveyed.months.iter().filter(|(month, _)| !month.is_empty());
    dated.map(|(month, messages)| json!({"month": month, "messages": messages})).collect()
}

/// The states that mail can be filed under, where a destination takes mail as mail.
fn states(rule: &crate::destination::mailbox::MailboxRule) -> Value {
    let state = |state: &crate::destination::mailbox::State| json!({"name": state.name, "label": label(&state.label)});
    json!({"states": rule.states.iter().map(state).collect::<Vec<_>>()})
}

/// A destination as the page shows it.
pub fn destination(destination: &Destination) -> Value {
    let field = |field: &crate::destination::Field| {
        json!({
            "name": field.name,
            "label": label(&field.label),
            "required": field.required,
            "confirmed": field.confirmed,
            "values": fixes::allowed(field),
            "open": field.open_values,
        })
    };
    let tab = |tab: &crate::destination::Tab| {
        json!({
            "id": tab.id,
            "name": tab.file,
            "label": label(&tab.label),
            "learned": !tab.learned_from.is_empty(),
            "notTaken": tab.not_taken.as_ref().map(label),
            "mail": tab.from_mail.is_some_and(|unit| !matches!(unit, MailUnit::Agent | MailUnit::Account)),
            "fields": tab.fields.iter().map(field).collect::<Vec<_>>(),
        })
    };
    let option = |option: &crate::destination::DestinationOption| {
        json!({
            "key": option.key,
            "label": label(&option.label),
            "help": label(&option.help),
            "values": option.values,
            "number": option.number,
            "date": option.date,
            "fills": option.fills.as_ref().map(|it| json!({"option": it.option, "at": it.at})),
        })
    };
    let caps = destination.caps_under(&|_| None);
    let line = |line: &crate::destination::ChecklistLine| json!({"text": label(&line.text), "risk": label(&line.risk), "from": line.from, "days": line.days.to_string()});
    json!({
        "id": destination.id,
        "label": label(&destination.label),
        "caps": {
            "bundleBytes": caps.bundle_bytes,
            "bundles": caps.bundles,
            "totalBytes": caps.total_bytes,
        },
        "secondRun": destination.second_run.is_some(),
        "selection": destination.selection.as_ref().map(|rule| &rule.tab),
        "mail": destination.mailbox.as_ref().map(states),
        "options": destination.options.iter().map(option).collect::<Vec<_>>(),
        "tabs": destination.tabs.iter().map(tab).collect::<Vec<_>>(),
        "checklist": destination.checklist.iter().map(line).collect::<Vec<_>>(),
    })
}
