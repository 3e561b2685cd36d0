//! What the parts of a destination say of each other: doubles, references, options, mail values.

use super::codes;
use super::place::{At, Fault};
use super::words;
use super::{Destination, Field, FieldKind, MailUnit, Reference, Tab};
use crate::text::fold;
use litemap::LiteMap;

pub(super) fn check(to: &Destination) -> Result<(), Fault> {
    let root = At::Root;
    options(to, &root)?;
    let tabs_at = root.key("tab");
    for (index, tab) in to.tabs.iter().enumerate() {
        let at = tabs_at.item(index);
        unique_tab(&to.tabs[..index], tab, &at)?;
        fields(tab, &at)?;
        let fields_at = at.key("field");
        for (index, field) in tab.fields.iter().enumerate() {
            let at = fields_at.item(index);
            rules(to, tab, field, &at)?;
            mail(tab, field, &at)?;
        }
    }
    selection(to, &root.key("selection"))
}

/// Selected are records that stand in a table, or that mail gives with a time of their own.
fn selection(to: &Destination, at: &At) -> Result<(), Fault> {
    let Some(rule) = &to.selection else { return Ok(()) };
    let tab = tab_named(to, &rule.tab, &at.key("tab"))?;
    if !matches!(tab.from_mail, None | Some(MailUnit::Conversation | MailUnit::Message)) {
        let message = "Mail gives persons and files only with the records they belong to: name a tab of \
                       conversations, of messages, or one that mail does not fill.";
        return Err(at.key("tab").fault(codes::UNKNOWN_REFERENCE, message));
    }
    if own_field(tab, &rule.time, &at.key("time"))?.kind != FieldKind::DateTime {
        let message = "Newest and oldest need a time: name a field of kind date-time.";
        return Err(at.key("time").fault(codes::UNKNOWN_REFERENCE, message));
    }
    let at = at.key("search");
    rule.search
        .iter()
        .enumerate()
        .try_for_each(|(index, name)| own_field(tab, name, &at.item(index)).map(|_| ()))
}

fn options(to: &Destination, root: &At) -> Result<(), Fault> {
    let at = root.key("option");
    for (index, option) in to.options.iter().enumerate() {
        if to.options[..index].iter().any(|other| other.key == option.key) {
            let message = format!("The option `{}` is there twice: rename or remove one.", option.key);
            return Err(at.item(index).key("key").fault(codes::DUPLICATE_OPTION, message));
        }
    }
    let at = root.key("checklist");
    for (index, line) in to.checklist.iter().enumerate() {
        let known = |key: &String| to.options.iter().any(|option| option.date && option.key == *key);
        if line.from.as_ref().is_some_and(|key| !known(key)) {
            let message = "Days are counted from an option that is a day (`date = true`): name one.";
            return Err(at.item(index).key("from").fault(codes::UNKNOWN_OPTION, message));
        }
    }
    let at = root.key("caps");
    let at = at.key("when");
    for (index, when) in to.caps.when.iter().enumerate() {
        option_value(to, &when.option, &when.value, &at.item(index))?;
    }
    let at = root.key("caps");
    let at = at.key("from");
    for (index, from) in to.caps.from.iter().enumerate() {
        if !to.options.iter().any(|option| option.key == from.option && option.number) {
            let message = format!("There is no [[option]] `{}` with `number = true`: add it.", from.option);
            return Err(at.item(index).key("option").fault(codes::UNKNOWN_OPTION, message));
        }
    }
    match &to.unwelcome {
        Some(rule) if !to.options.iter().any(|option| option.key == rule.option && option.takes("yes")) => {
            let message = format!("There is no [[option]] `{}` with the value `yes`: add it.", rule.option);
            Err(root.key("unwelcome").key("option").fault(codes::UNKNOWN_OPTION, message))
        }
        _ => Ok(()),
    }
}

/// A `when` must name an option and one of its values, or it would never hold.
fn option_value(to: &Destination, key: &str, value: &str, at: &At) -> Result<(), Fault> {
    let Some(option) = to.options.iter().find(|option| option.key == key) else {
        let message = format!("There is no [[option]] with the key `{key}`: add it, or name another.");
        return Err(at.key("option").fault(codes::UNKNOWN_OPTION, message));
    };
    if !option.takes(value) {
        let message = format!("The option `{key}` has no value `{value}`: use {}.", option.values.join(", "));
        return Err(at.key("value").fault(codes::UNKNOWN_OPTION, message));
    }
    Ok(())
}

/// Ids, file names and folders must differ, also where upper and lower case are the same.
fn unique_tab(before: &[Tab], tab: &Tab, at: &At) -> Result<(), Fault> {
    let double = |key: &str, what: &str| {
        let message = format!("Another tab has the {key} `{what}` already: rename one.");
        Err(at.key(key).fault(codes::DUPLICATE_TAB, message))
    };
    for other in before {
        if other.id == tab.id {
            return double("id", &tab.id);
        }
        if other.file.to_lowercase() == tab.file.to_lowercase() {
            return double("file", &tab.file);
        }
        if let (Some(one), Some(two)) = (&other.folder, &tab.folder)
            && one.to_lowercase() == two.to_lowercase()
        {
            return double("folder", two);
        }
    }
    Ok(())
}

/// One key; no two fields of one name; no header name claimed by two fields.
fn fields(tab: &Tab, at: &At) -> Result<(), Fault> {
    let keys = tab.fields.iter().filter(|field| field.key).count();
    if keys != 1 {
        let message = format!("The tab has {keys} key fields: write `key = true` in exactly one field.");
        return Err(at.fault(codes::NO_KEY, message));
    }
    let fields_at = at.key("field");
    let mut claimed: LiteMap<String, usize> = LiteMap::new();
    for (index, field) in tab.fields.iter().enumerate() {
        let at = fields_at.item(index);
        if tab.fields[..index].iter().any(|other| other.name == field.name) {
            let message = format!("The field `{}` is there twice: rename or remove one.", field.name);
            return Err(at.key("name").fault(codes::DUPLICATE_FIELD, message));
        }
        for alias in &field.aliases {
            let first = *claimed.entry(fold::key(&alias.name)).or_insert(index);
            if first != index {
                let other = tab.fields.get(first).map_or("", |other| other.name.as_str());
                let message = format!("`{}` is an alias of `{other}` too: leave one out.", alias.name);
                return Err(at.fault(codes::DUPLICATE_ALIAS, message));
            }
        }
    }
    let at = at.key("identified-by");
    for (index, name) in tab.identified_by.iter().enumerate() {
        own_field(tab, name, &at.item(index))?;
    }
    Ok(())
}

fn own_field<'t>(tab: &'t Tab, name: &str, at: &At) -> Result<&'t Field, Fault> {
    tab.fields.iter().find(|field| field.name == name).ok_or_else(|| {
        let message = format!("The tab has no field `{name}`: name one of its fields, spelled exactly.");
        at.fault(codes::UNKNOWN_REFERENCE, message)
    })
}

fn rules(to: &Destination, tab: &Tab, field: &Field, at: &At) -> Result<(), Fault> {
    let when_at = at.key("datetime-when");
    for (index, when) in field.datetime_when.iter().enumerate() {
        option_value(to, &when.option, &when.value, &when_at.item(index))?;
    }
    if let Some(reference_to) = &field.reference {
        reference(to, tab, field, reference_to, &at.key("reference"))?;
    }
    if let Some(name) = &field.not_before {
        let at = at.key("not-before");
        let at = at.key("field");
        let other = own_field(tab, name, &at)?;
        let both = other.kind == FieldKind::DateTime && field.kind == FieldKind::DateTime;
        if !both || other.name == field.name {
            let message = "It compares two different fields of kind date-time: name another field.";
            return Err(at.fault(codes::UNKNOWN_REFERENCE, message));
        }
    }
    if let Some(name) = &field.opposite_of {
        let at = at.key("opposite-of");
        let other = own_field(tab, name, &at)?;
        if other.kind != FieldKind::Boolean || field.kind != FieldKind::Boolean || other.name == field.name {
            let message = "It turns round one boolean field for another: name another field of kind boolean.";
            return Err(at.fault(codes::UNKNOWN_REFERENCE, message));
        }
    }
    if let Some(name) = &field.prefer {
        own_field(tab, name, &at.key("prefer"))?;
    }
    if let Some(id) = &field.required_with {
        let at = at.key("required-with");
        let children = tab_named(to, id, &at.key("tab"))?;
        let refers = |field: &Field| field.reference.as_ref().is_some_and(|to| to.tab == tab.id);
        if !children.fields.iter().any(refers) {
            let message =
                format!("No field of the tab `{id}` refers to `{}`, so it has no children there.", tab.id);
            return Err(at.key("tab").fault(codes::UNKNOWN_REFERENCE, message));
        }
    }
    for (key, when) in [("required-when", &field.required_when), ("agent-when", &field.agent_when)] {
        let Some((name, value)) = when else { continue };
        let at = at.key(key);
        let other = own_field(tab, name, &at.key("field"))?;
        if !other.values.is_empty() && !other.values.contains(value) {
            let message = format!("The field `{name}` has no value `{value}`: use one of its `values`.");
            return Err(at.key("is").fault(codes::BAD_VALUE, message));
        }
    }
    Ok(())
}

fn tab_named<'d>(to: &'d Destination, id: &str, at: &At) -> Result<&'d Tab, Fault> {
    to.tabs.iter().find(|tab| tab.id == id).ok_or_else(|| {
        let message = format!("There is no tab with the id `{id}`: name one of the tabs.");
        at.fault(codes::UNKNOWN_REFERENCE, message)
    })
}

fn reference(to: &Destination, tab: &Tab, field: &Field, rule: &Reference, at: &At) -> Result<(), Fault> {
    let target = tab_named(to, &rule.tab, &at.key("tab"))?;
    if let Some(name) = &rule.field {
        own_field(target, name, &at.key("field"))?;
    }
    let Some(through) = &rule.through else { return Ok(()) };
    let at = at.key("through");
    let wrong = |message: &str| Err(at.fault(codes::UNKNOWN_REFERENCE, message));
    if own_field(tab, through, &at)?.kind != FieldKind::Email || through == &field.name {
        return wrong("It must be another field of this tab, of kind email.");
    }
    if !target.fields.iter().any(|field| field.kind == FieldKind::Email) {
        return wrong("The tab referred to has no field of kind email to find the record by.");
    }
    Ok(())
}

fn mail(tab: &Tab, field: &Field, at: &At) -> Result<(), Fault> {
    match (tab.from_mail, field.mail) {
        (None, Some(_)) => {
            let message =
                "Mail gives no records of this tab: write `from-mail` in the tab, or leave this out.";
            Err(at.key("mail").fault(codes::MISPLACED_MAIL_VALUE, message))
        }
        (Some(unit), Some(value)) if !words::gives(unit, value) => {
            let message = "Mail does not give this value for the tab's `from-mail`: choose another.";
            Err(at.key("mail").fault(codes::MISPLACED_MAIL_VALUE, message))
        }
        (Some(_), None) if field.required && field.when_blank.is_none() => {
            let message =
                "The field is required and mail would leave it blank: write `mail` or `when-blank`.";
            Err(at.key("mail").fault(codes::MISSING_KEY, message))
        }
        _ => Ok(()),
    }
}
