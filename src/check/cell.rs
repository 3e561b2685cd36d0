//! One value against the rules of its field: put right what can be, tell all of it, lose nothing.
//!
//! Whatever is an `Error` leaves the value as found, because the record is held back and the user wants to see
//! it. Long values are cut only where the plan asks
//! for it and the whole is kept, control characters are kept: the text is the user's, and what a
//! destination makes of them no vendor page says. It knows neither the other values of the record nor
//! other records: order of dates, references and doubles are judged elsewhere.

use super::codes;
use crate::destination::{Field, FieldKind, Unwelcome};
use crate::finding::{Code, Observation, Observe, Severity};
use crate::text::date::{DateRepair, Zone};
use crate::text::{address, control, date, fold};
use std::borrow::Cow;

#[cfg(test)]
mod tests;

/// What a value's reading depends on beside its field.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The zone of dates that name none.
    pub zone: &'a Zone,
    /// The pattern dates of this field are written with (`Destination::datetime_under`).
    pub datetime: &'a str,
    /// Characters that should not be in values, and whether they are replaced.
    pub unwelcome: Option<(&'a Unwelcome, bool)>,
    /// Texts that are too long are cut: the job sees to it that the whole goes along.
    pub cut: bool,
    /// It is known that no control characters are in the value.
    pub clean: bool,
}

/// The value to write for a field, with everything the user should know told to `observe`. Borrowed, and
/// nothing allocated, where the value needs no repair. An observation of severity error holds the record.
pub fn repair<'v>(
    field: &'v Field,
    value: &'v str,
    context: &Context<'_>,
    observe: &mut Observe<'_>,
) -> Cow<'v, str> {
    let mut tell = Tell { field, observe };
    let trimmed = if is_flush(value) { value } else { value.trim_matches(is_outer) };
    if trimmed.is_empty() {
        return Cow::Borrowed(blank(&mut tell));
    }
    if (trimmed == "-" && field.kind != FieldKind::Text)
        || field.blank_words.iter().any(|word| word == trimmed)
    {
        // Zendesk writes it for "empty". A text may really be a dash, unless the destination's file says so.
        tell.say(codes::DASH_BLANK, trimmed, "");
        return Cow::Borrowed(blank(&mut tell));
    }
    let used = match field.kind {
        FieldKind::Email => email(value, trimmed, &mut tell),
        kind => {
            let value = trim(value, trimmed, kind, &mut tell);
            match kind {
                FieldKind::Text | FieldKind::Email => text(value, context.clean, &mut tell),
                FieldKind::Id => id(value, &mut tell),
                FieldKind::DateTime => date_time(value, context, &mut tell),
                FieldKind::Boolean => boolean(value, &mut tell),
                FieldKind::Integer => integer(value, &mut tell),
            }
        }
    };
    let used = match context.unwelcome {
        Some((unwelcome, replace)) => without_unwelcome(used, unwelcome, replace, &mut tell),
        None => used,
    };
    length(used, context.cut, &mut tell)
}

/// Tells of characters the destination asks not to have, or replaces them by those that look alike.
fn without_unwelcome<'v>(
    value: Cow<'v, str>,
    unwelcome: &Unwelcome,
    replace: bool,
    tell: &mut Tell,
) -> Cow<'v, str> {
    let place = |found: char| unwelcome.characters.chars().position(|other| other == found);
    let count = value.chars().filter(|&found| place(found).is_some()).count() as u64;
    if count == 0 {
        return value;
    }
    if !replace {
        tell.count(codes::CHARACTERS_UNWELCOME, &value, "", count);
        return value;
    }
    let put = |found: char| place(found).and_then(|at| unwelcome.instead.chars().nth(at)).unwrap_or(found);
    let used: String = value.chars().map(put).collect();
    tell.count(codes::CHARACTERS_REPLACED, &value, &used, count);
    Cow::Owned(used)
}

/// Tells observations about one field.
struct Tell<'f, 'o, 's> {
    field: &'f Field,
    observe: &'o mut Observe<'s>,
}

impl Tell<'_, '_, '_> {
    fn say(&mut self, code: Code, found: &str, used: &str) {
        self.count(code, found, used, 0);
    }
    fn count(&mut self, code: Code, found: &str, used: &str, number: u64) {
        let field = &self.field.name;
        (self.observe)(Observation { field, found, used, number, ..Observation::new(code) });
    }
}

/// The same code where the destination can do without the value.
fn as_warning(code: Code) -> Code {
    Code { severity: Severity::Warning, ..code }
}

/// White space (U+3000 and NBSP are), and what is invisible at the ends of copied text.
fn is_outer(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// Whether nothing can be trimmed: most values.
fn is_flush(value: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(|c| !is_outer(c));
    inner(value.chars().next()) && inner(value.chars().next_back())
}

/// Spaces around a value are taken off; a text of several lines keeps them, as they belong to its layout.
fn trim<'v>(value: &'v str, trimmed: &'v str, kind: FieldKind, tell: &mut Tell) -> &'v str {
    if trimmed.len() == value.len() || (kind == FieldKind::Text && trimmed.contains(['\n', '\r'])) {
        return value;
    }
    tell.say(codes::VALUE_TRIMMED, value, trimmed);
    trimmed
}

fn blank<'f>(tell: &mut Tell<'f, '_, '_>) -> &'f str {
    let field = tell.field;
    if let Some(used) = &field.when_blank {
        tell.say(codes::BLANK_REPLACED, "", used);
        return used;
    }
    let named = field.reference.as_ref().and_then(|reference| reference.blank_code.as_deref());
    if let Some(code) = named.and_then(codes::code_by_id) {
        tell.say(code, "", "");
    } else if field.required {
        tell.say(codes::REQUIRED_MISSING, "", "");
    } else if let Some(default) = &field.default {
        tell.say(codes::DEFAULT_APPLIES, "", default);
    }
    ""
}

fn text<'v>(value: &'v str, clean: bool, tell: &mut Tell<'v, '_, '_>) -> Cow<'v, str> {
    if !clean {
        control_characters(value, tell);
    }
    let field = tell.field;
    if field.values.is_empty() || field.values.iter().any(|known| known == value) {
        return Cow::Borrowed(value);
    }
    let key = fold::key(value);
    if let Some(known) = field.values.iter().find(|known| fold::key(known) == key) {
        tell.say(codes::VALUE_RESPELLED, value, known);
        return Cow::Borrowed(known);
    }
    let code = if field.open_values { codes::VALUE_NEW } else { codes::VALUE_NOT_ALLOWED };
    tell.say(code, value, if field.open_values { value } else { "" });
    Cow::Borrowed(value)
}

/// Tab and line ends are text; NUL, escape sequences and the like are told and kept.
fn control_characters(value: &str, tell: &mut Tell) {
    if !control::is_likely(value) {
        return;
    }
    let controls = value.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')).count();
    if controls > 0 {
        tell.count(codes::CONTROL_CHARACTERS, value, value, controls as u64);
    }
}

fn length<'v>(mut used: Cow<'v, str>, cut: bool, tell: &mut Tell) -> Cow<'v, str> {
    let most = tell.field.max_chars.map_or(usize::MAX, |most| most as usize);
    // Never more characters than bytes: most values need no counting.
    if used.len() <= most {
        return used;
    }
    let Some((end, _)) = used.char_indices().nth(most) else { return used };
    let chars = used.chars().count() as u64;
    if !cut || tell.field.kind != FieldKind::Text {
        tell.count(codes::VALUE_TOO_LONG, &used, "", chars);
        return used;
    }
    tell.count(codes::VALUE_CUT, &used, &used[..end], chars);
    match &mut used {
        Cow::Borrowed(text) => *text = &text[..end],
        Cow::Owned(text) => text.truncate(end),
    }
    used
}

fn email<'v>(value: &'v str, trimmed: &'v str, tell: &mut Tell) -> Cow<'v, str> {
    if address::is_normal(value) {
        return Cow::Borrowed(value);
    }
    let Some(read) = address::parse(value) else {
        let field = tell.field;
        let needed = field.required || field.reference.as_ref().is_some_and(|reference| reference.holds);
        let code = match (needed, field.agent) {
            (true, _) => codes::ADDRESS_INVALID,
            (false, Some(_)) => as_warning(codes::ADDRESS_INVALID),
            (false, None) => codes::ADDRESS_LEFT_OUT,
        };
        // Who is meant by an agent's address that is none is settled later. Any other the destination does without,
        // where it would refuse the whole record for it.
        let kept = needed || field.agent.is_some();
        tell.say(code, value, if kept && !needed { trimmed } else { "" });
        return Cow::Borrowed(if kept { trimmed } else { "" });
    };
    let repairs = [
        (read.repair.full_width, codes::ADDRESS_FULL_WIDTH),
        (read.repair.case, codes::ADDRESS_CASE),
        (read.repair.trimmed, codes::ADDRESS_TRIMMED),
    ];
    for (_, code) in repairs.into_iter().filter(|(repaired, _)| *repaired) {
        tell.say(code, value, &read.address);
    }
    Cow::Owned(read.address)
}

fn id<'v>(value: &'v str, tell: &mut Tell) -> Cow<'v, str> {
    // Most ids: nothing below can be said of them.
    if value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+') {
        return Cow::Borrowed(value);
    }
    if value.contains(|c: char| c.is_whitespace() || c.is_control()) {
        tell.say(codes::ID_SPACES, value, value);
    }
    if !value.is_ascii() && fold::normal(value) != value {
        tell.say(codes::ID_FULL_WIDTH, value, value);
    }
    if is_scientific(value) {
        tell.say(codes::ID_SCIENTIFIC, value, value);
    }
    Cow::Borrowed(value)
}

/// `1.23457E+11`: digits, maybe a point and digits, `E+`, digits.
fn is_scientific(value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !value.as_bytes().contains(&b'+') {
        return false;
    }
    let Some((mantissa, exponent)) = value.split_once("E+").or_else(|| value.split_once("e+")) else {
        return false;
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(fraction) && digits(exponent)
}

fn date_time<'v>(value: &'v str, context: &Context, tell: &mut Tell) -> Cow<'v, str> {
    let Some(moment) = date::parse_cell(value, context.zone) else {
        if tell.field.required {
            tell.say(codes::DATE_UNREADABLE, value, "");
            return Cow::Borrowed(value);
        }
        tell.say(as_warning(codes::DATE_UNREADABLE), value, "");
        return Cow::Borrowed("");
    };
    if moment.repair == DateRepair::default() && is_written_so(value, context.datetime) {
        return Cow::Borrowed(value);
    }
    let used = date::format(moment.seconds, context.datetime);
    let repairs = [
        (moment.repair.zone_assumed, codes::DATE_ZONE_ASSUMED),
        (moment.repair.short_year, codes::DATE_SHORT_YEAR),
        (moment.repair.era, codes::DATE_ERA),
        (moment.repair.reshaped, codes::DATE_RESHAPED),
        (moment.repair.time_assumed, codes::DATE_TIME_ASSUMED),
    ];
    for (_, code) in repairs.into_iter().filter(|(repaired, _)| *repaired) {
        tell.say(code, value, &used);
    }
    if used == value { Cow::Borrowed(value) } else { Cow::Owned(used) }
}

/// Whether a readable date needing no repair is certainly as the pattern writes it: the commonest pattern
/// only, to save formatting; any other is formatted and compared.
fn is_written_so(value: &str, pattern: &str) -> bool {
    pattern == date::MILLIS && value.len() == 24 && value.ends_with(".000Z") && value.is_ascii()
}

/// Words for yes and no that mean the same in every field; a field's own words go first.
const YES: &[&str] = &["true", "t", "yes", "y", "1", "on", "はい", "有", "有り", "あり", "有効", "○", "〇"];
const NO: &[&str] = &["false", "f", "no", "n", "0", "off", "いいえ", "無", "無し", "なし", "無効", "×"];

fn boolean<'v>(value: &'v str, tell: &mut Tell) -> Cow<'v, str> {
    if matches!(value, "True" | "False") {
        return Cow::Borrowed(value);
    }
    let key = fold::key(value);
    let field = tell.field;
    let own = |words: &[String]| words.iter().any(|word| fold::key(word) == key);
    let used = if own(&field.true_words) {
        "True"
    } else if own(&field.false_words) {
        "False"
    } else if YES.contains(&key.as_str()) {
        "True"
    } else if NO.contains(&key.as_str()) {
        "False"
    } else {
        tell.say(codes::VALUE_NOT_ALLOWED, value, "");
        return Cow::Borrowed(value);
    };
    tell.say(codes::BOOLEAN_RESHAPED, value, used);
    Cow::Borrowed(used)
}

fn integer<'v>(value: &'v str, tell: &mut Tell) -> Cow<'v, str> {
    if is_integer(value) {
        return Cow::Borrowed(value);
    }
    let folded = fold::normal(value);
    let plain = folded.strip_prefix('+').unwrap_or(&folded);
    let plain = without_separators(plain);
    if is_integer(&plain) {
        tell.say(codes::NUMBER_RESHAPED, value, &plain);
        return Cow::Owned(plain);
    }
    if tell.field.required {
        tell.say(codes::NUMBER_UNREADABLE, value, "");
        return Cow::Borrowed(value);
    }
    tell.say(as_warning(codes::NUMBER_UNREADABLE), value, "");
    Cow::Borrowed("")
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1,234,567` without its commas; anything else as it is: `1,5` may be a decimal fraction.
fn without_separators(text: &str) -> String {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default().trim_start_matches('-');
    let threes = groups.all(|group| group.len() == 3);
    if threes && (1..=3).contains(&first.len()) { text.replace(',', "") } else { text.to_string() }
}
