//! From the form to a `Destination`: each value judged by itself. What values say of each other is for `cross`.

use super::build_field::field;
use super::codes;
use super::form::{
    CapsForm, CapsFromForm, ChecklistForm, DestinationForm, FillsForm, LabelForm, OptionForm, SecondRunForm,
    TabForm, UnwelcomeForm,
};
use super::mailbox::mailbox;
use super::place::{At, Fault};
use super::words;
use super::{
    Caps, CapsFrom, CapsWhen, ChecklistLine, Destination, DestinationOption, Fills, Label, SecondRun,
    SelectionRule, Tab, Unwelcome,
};
use litemap::LiteMap;

/// A smaller cap could not hold one row with its header: it would be a mistake, or mean "no cap" to someone.
const SMALLEST_BYTES_CAP: i64 = 1024;
/// More than any help desk has: stops a file made to exhaust memory.
const MOST_TABS: usize = 64;
const MOST_FIELDS: usize = 500;
/// Between a line of the check-list and the day it is counted from.
const MOST_DAYS: i64 = 3650;

pub(super) fn destination(form: DestinationForm) -> Result<Destination, Fault> {
    let root = At::Root;
    id(&form.id, &root.key("id"))?;
    datetime(&form.datetime, &root.key("datetime"))?;
    let at = root.key("tab");
    if form.tab.is_empty() && form.mailbox.is_none() {
        return Err(at.fault(codes::NO_TAB, "There is no [[tab]]: write one for each kind of record."));
    }
    if form.tab.len() > MOST_TABS {
        return Err(at.fault(codes::TOO_LARGE, format!("More than {MOST_TABS} tabs: leave some out.")));
    }
    Ok(Destination {
        label: label(form.label, &root.key("label"))?,
        caps: caps(form.caps, &root.key("caps"))?,
        options: each(form.option, &root.key("option"), option)?,
        tabs: each(form.tab, &at, tab)?,
        checklist: each(form.checklist, &root.key("checklist"), checklist_line)?,
        second_run: form.second_run.map(|form| second_run(form, &root.key("second-run"))).transpose()?,
        // Its names are looked up by `cross`.
        selection: form.selection.map(|form| SelectionRule {
            tab: form.tab,
            time: form.time,
            search: form.search,
        }),
        unwelcome: form.unwelcome.map(|form| unwelcome(form, &root.key("unwelcome"))).transpose()?,
        numbered: form.numbered,
        mailbox: form.mailbox.map(|form| mailbox(form, &root.key("mailbox"))).transpose()?,
        id: form.id,
        datetime: form.datetime,
    })
}

/// Builds every element of an array, with its place.
pub(super) fn each<F, T>(
    forms: Vec<F>,
    at: &At,
    build: fn(F, &At) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    forms.into_iter().enumerate().map(|(index, form)| build(form, &at.item(index))).collect()
}

fn id(word: &str, at: &At) -> Result<(), Fault> {
    let message = "An id has only lower-case letters a–z, digits and single hyphens inside.";
    if words::is_id(word) { Ok(()) } else { Err(at.fault(codes::UNSAFE_NAME, message)) }
}

fn file_stem(word: &str, at: &At) -> Result<(), Fault> {
    let message = "It becomes a file name: use letters, digits, spaces, _ and - only, and no reserved name.";
    if words::is_file_stem(word) { Ok(()) } else { Err(at.fault(codes::UNSAFE_NAME, message)) }
}

pub(super) fn datetime(pattern: &str, at: &At) -> Result<(), Fault> {
    match words::datetime_fault(pattern) {
        Some(why) => {
            let message = format!("Not a usable date-time pattern: {why}. Write e.g. %Y-%m-%dT%H:%M:%SZ.");
            Err(at.fault(codes::BAD_DATETIME, message))
        }
        None => Ok(()),
    }
}

pub(super) fn not_blank(text: &str, at: &At) -> Result<(), Fault> {
    let message = "The text is empty: write something, or leave the key out.";
    if text.trim().is_empty() { Err(at.fault(codes::BAD_VALUE, message)) } else { Ok(()) }
}

pub(super) fn no_blanks(texts: &[String], at: &At) -> Result<(), Fault> {
    texts.iter().enumerate().try_for_each(|(index, text)| not_blank(text, &at.item(index)))
}

pub(super) fn label(form: LabelForm, at: &At) -> Result<Label, Fault> {
    not_blank(&form.ja, &at.key("ja"))?;
    not_blank(&form.en, &at.key("en"))?;
    Ok(Label { ja: form.ja, en: form.en })
}

pub(super) fn cap(name: &str, value: i64, at: &At) -> Result<u64, Fault> {
    let least = if name.ends_with("bytes") { SMALLEST_BYTES_CAP } else { 1 };
    let message = format!("The cap must be at least {least}; leave the key out where there is no cap.");
    match u64::try_from(value) {
        Ok(cap) if value >= least => Ok(cap),
        _ => Err(at.fault(codes::BAD_CAP, message)),
    }
}

fn caps(form: CapsForm, at: &At) -> Result<Caps, Fault> {
    let mut caps = Caps::default();
    let values = [
        form.bundle_bytes,
        form.bundles,
        form.total_bytes,
        form.part_bytes,
        form.part_rows,
        form.bundle_rows,
    ];
    for (name, value) in Caps::NAMES.into_iter().zip(values) {
        if let Some(value) = value {
            caps.set(name, cap(name, value, &at.key(name))?);
        }
    }
    let when = at.key("when");
    for (index, form) in form.when.into_iter().enumerate() {
        let at = when.item(index);
        let at = at.key("caps");
        let mut special = LiteMap::new();
        for (name, value) in form.caps {
            let at = at.key(&name);
            cap_name(&name, &at)?;
            let value = cap(&name, value, &at)?;
            special.insert(name, value);
        }
        caps.when.push(CapsWhen { option: form.option, value: form.value, caps: special });
    }
    caps.from = each(form.from, &at.key("from"), caps_from)?;
    Ok(caps)
}

fn cap_name(name: &str, at: &At) -> Result<(), Fault> {
    let message = || format!("There is no such cap: use {}.", Caps::NAMES.join(", "));
    if Caps::NAMES.contains(&name) { Ok(()) } else { Err(at.fault(codes::UNKNOWN_KEY, message())) }
}

fn caps_from(form: CapsFromForm, at: &At) -> Result<CapsFrom, Fault> {
    let caps_at = at.key("caps");
    form.caps.iter().enumerate().try_for_each(|(index, name)| cap_name(name, &caps_at.item(index)))?;
    let times = cap("times", form.times.unwrap_or(1), &at.key("times"))?;
    Ok(CapsFrom { option: form.option, caps: form.caps, times })
}

fn unwelcome(form: UnwelcomeForm, at: &At) -> Result<Unwelcome, Fault> {
    not_blank(&form.characters, &at.key("characters"))?;
    if form.characters.chars().count() != form.instead.chars().count() {
        let message = "It must have as many characters as `characters`, in the same order.";
        return Err(at.key("instead").fault(codes::BAD_VALUE, message));
    }
    Ok(Unwelcome { characters: form.characters, instead: form.instead, option: form.option })
}

fn second_run(form: SecondRunForm, at: &At) -> Result<SecondRun, Fault> {
    no_blanks(&form.errors, &at.key("errors"))?;
    no_blanks(&form.fine, &at.key("fine"))?;
    Ok(SecondRun { errors: form.errors, fine: form.fine })
}

fn option(form: OptionForm, at: &At) -> Result<DestinationOption, Fault> {
    id(&form.key, &at.key("key"))?;
    no_blanks(&form.values, &at.key("values"))?;
    if form.number && !form.values.first().is_some_and(|value| is_number(value)) {
        let message =
            "An option that is a number needs its default first in `values`: a whole number from 1.";
        return Err(at.key("values").fault(codes::BAD_VALUE, message));
    }
    if form.fills.is_some() && !form.date {
        return Err(at.key("fills").fault(codes::BAD_VALUE, "Only a day fills a moment: set `date = true`."));
    }
    Ok(DestinationOption {
        fills: form.fills.map(|form| fills(form, &at.key("fills"))).transpose()?,
        number: form.number,
        date: form.date,
        label: label(form.label, &at.key("label"))?,
        help: label(form.help, &at.key("help"))?,
        key: form.key,
        values: form.values,
    })
}

fn fills(form: FillsForm, at: &At) -> Result<Fills, Fault> {
    if !words::MOMENTS.contains(&form.option.as_str()) {
        let message = format!("A day fills no such option: use {}.", words::MOMENTS.join(", "));
        return Err(at.key("option").fault(codes::UNKNOWN_OPTION, message));
    }
    if !super::options::is_time(&form.at) {
        let message = "Not a time of day: write e.g. 04:00, or 24:00 for the end of the day.";
        return Err(at.key("at").fault(codes::BAD_VALUE, message));
    }
    Ok(Fills { option: form.option, at: form.at })
}

/// A whole number from 1, as plain digits.
pub(super) fn is_number(text: &str) -> bool {
    text.parse::<u64>().is_ok_and(|number| number > 0 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn checklist_line(form: ChecklistForm, at: &At) -> Result<ChecklistLine, Fault> {
    if form.days.abs() > MOST_DAYS {
        let message = format!("More than {MOST_DAYS} days: a move is over before that.");
        return Err(at.key("days").fault(codes::BAD_VALUE, message));
    }
    Ok(ChecklistLine {
        text: label(form.text, &at.key("text"))?,
        risk: label(form.risk, &at.key("risk"))?,
        from: form.from,
        days: form.days,
    })
}

fn tab(form: TabForm, at: &At) -> Result<Tab, Fault> {
    id(&form.id, &at.key("id"))?;
    file_stem(&form.file, &at.key("file"))?;
    if let Some(folder) = &form.folder {
        file_stem(folder, &at.key("folder"))?;
    }
    no_blanks(&form.aliases, &at.key("aliases"))?;
    no_blanks(&form.hints, &at.key("hints"))?;
    no_blanks(&form.learned_from, &at.key("learned-from"))?;
    let from_mail = match &form.from_mail {
        None => None,
        Some(word) => Some(words::meaning(words::MAIL_UNITS, word).ok_or_else(|| {
            let message = format!("Mail gives no such record: use {}.", words::list(words::MAIL_UNITS));
            at.key("from-mail").fault(codes::UNKNOWN_MAIL_VALUE, message)
        })?),
    };
    let fields_at = at.key("field");
    if form.field.len() > MOST_FIELDS {
        let message = format!("More than {MOST_FIELDS} fields: leave some out.");
        return Err(fields_at.fault(codes::TOO_LARGE, message));
    }
    Ok(Tab {
        label: label(form.label, &at.key("label"))?,
        fields: each(form.field, &fields_at, field)?,
        id: form.id,
        file: form.file,
        aliases: form.aliases,
        identified_by: form.identified_by,
        hints: form.hints,
        from_mail,
        folder: form.folder,
        learned_from: form.learned_from,
        not_taken: form.not_taken.map(|form| label(form, &at.key("not-taken"))).transpose()?,
    })
}
