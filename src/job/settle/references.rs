//! References across tabs, settled when every source was read: a record held in one tab takes its children in
//! later tabs with it.

use crate::check::keys::{Mark, TabKeys};
use crate::check::pending::{ByAddress, PendingList};
use crate::convert::codes::CONTACT_DERIVED;
use crate::convert::mail::{self};
use crate::destination::MailUnit;
use crate::finding::{Code, Observation};
use crate::job::accounts;
use crate::job::agents;
use crate::job::agents::directory::Directory;
use crate::job::book::Book;
use crate::job::settle::{mark_at, mark_place};
use crate::job::setup::ReferenceRule;
use crate::job::stand_ins::instead_of_nothing;
use crate::order;
use crate::text::hash::key64;
use std::collections::HashMap;
use std::rc::Rc;

/// References that lead nowhere, where the plan lets the address beside them stand in.
pub(in crate::job) fn settle_fallbacks(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    for tab in 0..book.keys.len() {
        // Only the plan makes an address stand in; without it there is nothing to rewrite.
        if !setup.settled.contact_by_email {
            continue;
        }
        let mut all = PendingList::default();
        for mut pending in std::mem::take(&mut book.keys[tab].pending).drain() {
            let rules = &setup.tabs[tab].references;
            let rule = rules.iter().find(|rule| rule.field == usize::from(pending.field));
            if let (Some(rule), Some(person)) = (rule, pending.by_address.person())
                && !exists(&book.keys, rule.tab, rule.target, pending.target)
                && let Some(found) = book.people.get(person)
            {
                book.derived.insert(rule.tab, person);
                let listed = book.keys[rule.tab].listed(key64(found.address.as_bytes()));
                let used = listed.map_or_else(|| mail::person_id(&found.address), str::to_string);
                let name = &setup.destination.tabs[tab].fields[rule.field].name;
                let seen = Observation::new(CONTACT_DERIVED).field(name).found(&found.address).used(&used);
                let leaves = &book.leaves;
                book.tally.count(setup.tab_id(tab), seen, false, || mark_place(leaves, pending.mark));
                pending.target = key64(mail::person_id(&found.address).as_bytes());
            }
            all.push(&pending);
        }
        book.keys[tab].pending = all;
    }
}

/// Tab by tab in import order: a record held in one tab takes its children in later tabs with it.
pub(in crate::job) fn settle_references(book: &mut Book, agents: &Directory) {
    for tab in 0..book.keys.len() {
        settle_blanks(book, tab);
        settle_pending(book, tab);
        settle_soft(book, tab);
        agents::table::tell(book, tab, agents);
    }
}

fn settle_pending(book: &mut Book, tab: usize) {
    let setup = Rc::clone(&book.setup);
    for pending in std::mem::take(&mut book.keys[tab].pending).drain() {
        let rule = setup.tabs[tab].references.iter().find(|rule| rule.field == usize::from(pending.field));
        let Some(rule) = rule else { continue };
        // What belongs to a record that failed in an earlier run goes again with it.
        if rule.holds && rule.target.is_none() && book.keys[rule.tab].has_failed(pending.target) {
            book.keys[tab].note_failed(pending.child);
        }
        if exists(&book.keys, rule.tab, rule.target, pending.target) {
            continue;
        }
        let name = &setup.destination.tabs[tab].fields[rule.field].name;
        let here = mark_at(&book.leaves, pending.mark);
        if let Some(value) = instead_of_nothing(&setup, &book.keys, tab, rule, pending.target, here) {
            let seen = Observation::new(crate::job::codes::VALUE_SET).field(name).used(value);
            let leaves = &book.leaves;
            if rule.holds {
                book.tally.count(setup.tab_id(tab), seen, false, || mark_place(leaves, pending.mark));
            }
            continue;
        }
        let parent_held = rule.holds && rule.target.is_none() && book.keys[rule.tab].is_held(pending.target);
        let code = if parent_held { crate::job::codes::PARENT_HELD } else { rule.code };
        let seen = Observation::new(code).field(name);
        let leaves = &book.leaves;
        let holds = setup.holds_value(tab, &seen, pending.target, mark_at(leaves, pending.mark));
        // What usually does not hold is counted by value, in `settle_soft`.
        if rule.holds {
            book.tally.count(setup.tab_id(tab), seen, holds, || mark_place(leaves, pending.mark));
        } else if holds {
            book.tally.finding(code, setup.tab_id(tab), name).holds = true;
        }
        if pending.by_address == ByAddress::Offer {
            let finding = book.tally.finding(code, setup.tab_id(tab), name);
            finding.number += 1;
            finding.fix = Some(("contact-by-email".to_string(), "yes".to_string()));
        }
        if holds && book.keys[tab].has(pending.child) {
            book.keys[tab].release(pending.child);
            book.tabs[tab].held += 1;
        }
    }
}

fn settle_soft(book: &mut Book, tab: usize) {
    let setup = Rc::clone(&book.setup);
    for soft in book.keys[tab].take_soft() {
        let rule = setup.tabs[tab].references.iter().find(|rule| rule.field == usize::from(soft.field));
        let Some(rule) = rule else { continue };
        if exists(&book.keys, rule.tab, rule.target, soft.target) {
            continue;
        }
        let name = &setup.destination.tabs[tab].fields[rule.field].name;
        let seen = Observation::new(rule.code).field(name).found(&soft.found);
        if let Some(value) = instead_of_nothing(&setup, &book.keys, tab, rule, soft.target, None) {
            let seen =
                Observation::new(crate::job::codes::VALUE_SET).field(name).found(&soft.found).used(value);
            let leaves = &book.leaves;
            let places = soft.marks.iter().map(|mark| mark_place(leaves, *mark));
            book.tally.count_value(setup.tab_id(tab), seen, false, soft.count, places);
            continue;
        }
        // Records it holds nevertheless were held one by one, in `settle_pending`.
        let leaves = &book.leaves;
        let places = soft.marks.iter().map(|mark| mark_place(leaves, *mark));
        book.tally.count_value(setup.tab_id(tab), seen, false, soft.count, places);
    }
}

/// A blank that children do not allow.
fn settle_blanks(book: &mut Book, tab: usize) {
    let setup = Rc::clone(&book.setup);
    let blanks = std::mem::take(&mut book.keys[tab].blanks);
    if blanks.iter().next().is_none() {
        return;
    }
    for &(field, child, code) in &setup.tabs[tab].blanks {
        let by_field: HashMap<u64, Mark> = blanks
            .iter()
            .filter(|(blank, _, _)| usize::from(*blank) == field)
            .map(|(_, key, mark)| (*key, *mark))
            .collect();
        let to_parent =
            |at: u16| setup.tabs[child].references.iter().any(|r| r.field == usize::from(at) && r.tab == tab);
        let parents = book.keys[child].pending.iter().filter(|p| to_parent(p.field)).map(|p| p.target);
        let mut bad: Vec<u64> = parents.filter(|target| by_field.contains_key(target)).collect();
        let place = |key: &u64| by_field.get(key).map(|mark| (mark.leaf, mark.record));
        order::sort(&mut bad, |a, b| place(a).cmp(&place(b)));
        bad.dedup();
        for key in bad {
            let Some(mark) = by_field.get(&key) else { continue };
            let seen = Observation::new(code).field(&setup.destination.tabs[tab].fields[field].name);
            let leaves = &book.leaves;
            let holds = setup.holds(tab, &seen, mark_at(leaves, *mark));
            book.tally.count(setup.tab_id(tab), seen, holds, || mark_place(leaves, *mark));
            if holds {
                book.keys[tab].mark_bad_blank(key);
                book.keys[tab].release(key);
                book.tabs[tab].held += 1;
            }
        }
    }
}

/// Whether the survey found a record with this key (or this value of `field`).
pub fn exists(keys: &[TabKeys], tab: usize, field: Option<usize>, value: u64) -> bool {
    match field {
        None => {
            let keys = &keys[tab];
            let there = |key| keys.has(key) || keys.is_there(key);
            there(value) || keys.other(value).is_some_and(|id| there(key64(id.as_bytes())))
        }
        Some(field) => keys[tab].has_field(field, value),
    }
}

/// Whether a record with this key (or this value of `field`) was written.
pub fn is_packed(keys: &[TabKeys], tab: usize, field: Option<usize>, value: u64) -> bool {
    match field {
        None => keys[tab].is_packed(value),
        Some(field) => keys[tab].has_packed_field(field, value),
    }
}

/// [`exists`] or [`is_packed`].
pub type IsThere = fn(&[TabKeys], usize, Option<usize>, u64) -> bool;

/// What is wrong with a reference: its target is in none of the tables, or is held (the survey knows it, and `is_there`
/// does not). `None` for a blank and for one that is right.
pub fn broken(is_there: IsThere, keys: &[TabKeys], rule: &ReferenceRule, value: &str) -> Option<Code> {
    let hash = key64(value.as_bytes());
    let there = rule.target.is_none() && keys[rule.tab].is_there(hash);
    if value.is_empty() || there || is_there(keys, rule.tab, rule.target, hash) {
        return None;
    }
    let keys = &keys[rule.tab];
    let parent_held = rule.holds && rule.target.is_none() && (keys.is_held(hash) || keys.has(hash));
    Some(if parent_held { crate::job::codes::PARENT_HELD } else { rule.code })
}

/// Where one option of the plan answers a finding, the finding says which.
pub(in crate::job) fn offer_fixes(book: &mut Book) {
    let setup = Rc::clone(&book.setup);
    for (tab, findable) in book.findable.iter().enumerate().filter(|(_, findable)| **findable > 0) {
        let fields = &setup.destination.tabs[tab].fields;
        let through = fields.iter().find(|f| f.reference.as_ref().is_some_and(|r| r.through.is_some()));
        let Some(field) = through else { continue };
        let code = field.reference.as_ref().and_then(|r| r.blank_code.as_deref());
        let code = code.and_then(crate::check::codes::code_by_id);
        let finding = book.tally.finding(
            code.unwrap_or(crate::check::codes::REQUIRED_MISSING),
            setup.tab_id(tab),
            &field.name,
        );
        finding.number = *findable;
        finding.fix = Some(("contact-by-email".to_string(), "yes".to_string()));
    }
    for tab in (0..setup.tabs.len()).filter(|&tab| !setup.settled.cut && setup.carries_files(tab)) {
        for field in &setup.destination.tabs[tab].fields {
            let code = crate::check::codes::VALUE_TOO_LONG;
            book.tally.offer(code, setup.tab_id(tab), &field.name, ("too-long", "cut"));
        }
    }
    if accounts::can_make(&setup) && setup.settled.accounts_from == accounts::From::Nothing {
        // Accounts help contacts that are made here or say theirs themselves; listed ones keep what their table says.
        let people = setup.mail_tab(MailUnit::Person);
        let made = people.is_some_and(|tab| !book.derived.none_of(tab));
        book.tally.offer_all(crate::job::codes::ORGANIZATION_LEFT, made, ("accounts-from", "organizations"));
    }
    if !setup.settled.mend && setup.destination.mailbox.is_none() {
        book.tally.offer_all(crate::source::codes::TEXT_GARBLED, true, ("garbled", "mend"));
    }
    if let Some(unwelcome) = &setup.destination.unwelcome {
        book.tally.offer_all(crate::check::codes::CHARACTERS_UNWELCOME, true, (&unwelcome.option, "yes"));
    }
    let offers_agents =
        setup.agent_field().is_some_and(|(tab, field)| setup.takes(tab) && !book.keys[tab].any_field(field));
    // It helps only where mail shows who answered.
    let writers = book.conversations.conversations.iter().any(|conversation| conversation.agent().is_some());
    if offers_agents && writers && !setup.settled.agents_from_mail {
        for tab in 0..setup.tabs.len() {
            let Some(agents) = setup.agent_field().map(|(agents, _)| agents) else { return };
            for rule in setup.tabs[tab].references.iter().filter(|r| r.tab == agents && r.target.is_some()) {
                let name = &setup.destination.tabs[tab].fields[rule.field].name;
                book.tally.offer(rule.code, setup.tab_id(tab), name, ("agents-from-mail", "yes"));
            }
        }
    }
}
