//! Which values need neither repair nor a word, told from their bytes alone.
//!
//! In: one field's rules, once per table; then one value after the other. Out: whether [`super::cell::repair`] would give
//! the value back as it is and say nothing. Most values of a real export are so, and this asks a few bytes of them where
//! `repair` asks all. It may say no where the answer is yes; never the other way about (`tests` holds it).

use super::codes;
use crate::destination::{Field, FieldKind};
use crate::finding::{Observation, Observe};
use crate::text::address;
use crate::text::date::{self, Zone};

#[cfg(test)]
mod tests;

/// What a plain value of one field is like.
#[derive(Clone, Copy, Debug)]
pub struct Plain {
    kind: FieldKind,
    /// Bytes of the shortest and the longest value that can be plain: what stands for "nothing" is shorter, what may
    /// have too many characters is longer.
    least: usize,
    most: usize,
    /// Nothing is said of a blank either.
    blank: bool,
}

impl Plain {
    /// None where every value needs a closer look. `datetime`: the pattern dates are written with.
    pub fn of(field: &Field, datetime: &str) -> Option<Plain> {
        let quick = match field.kind {
            FieldKind::Text => field.values.is_empty(),
            FieldKind::Id | FieldKind::Email => true,
            FieldKind::DateTime => datetime == date::MILLIS,
            FieldKind::Boolean | FieldKind::Integer => false,
        };
        let told = field.required
            || field.when_blank.is_some()
            || field.default.is_some()
            || field.reference.as_ref().is_some_and(|reference| reference.blank_code.is_some());
        // A dash may stand for "nothing" in any field.
        let longest = field.blank_words.iter().map(String::len).max().unwrap_or(0).max(1);
        let most = field.max_chars.map_or(usize::MAX, |most| most as usize);
        quick.then_some(Plain { kind: field.kind, least: longest + 1, most, blank: !told })
    }

    /// The same where a blank is not enough, as something else may stand in for it.
    pub fn filled(self) -> Plain {
        Plain { blank: false, ..self }
    }

    /// A local date in one of the two forms that most exports write, as it will be written, and whether it is not in the
    /// form expected. None for any other value.
    #[inline]
    pub fn local(&self, value: &str, zone: &Zone) -> Option<([u8; 24], bool)> {
        if self.kind != FieldKind::DateTime || value.len() < self.least || self.most < 24 {
            return None;
        }
        let moment = date::parse_common(value, zone)?;
        Some((date::millis(moment.seconds), moment.repair.reshaped))
    }

    /// Whether the value is plain. `clean`: it is known to hold no control characters.
    #[inline]
    pub fn holds(&self, value: &str, clean: bool) -> bool {
        if value.is_empty() {
            return self.blank;
        }
        value.len() >= self.least
            && value.len() <= self.most
            && match self.kind {
                FieldKind::Text => clean && is_flush(value.as_bytes()),
                FieldKind::Id => value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+'),
                FieldKind::Email => address::is_normal(value),
                FieldKind::DateTime => date::is_millis(value),
                FieldKind::Boolean | FieldKind::Integer => false,
            }
    }
}

/// What `repair` makes of a date that [`Plain::local`] reads, and tells of it: such a table has several in each row.
pub fn local_date(
    plain: &Plain,
    field: &Field,
    value: &str,
    zone: &Zone,
    observe: &mut Observe<'_>,
) -> Option<[u8; 24]> {
    let (written, reshaped) = plain.local(value, zone)?;
    let used = std::str::from_utf8(&written).ok()?;
    let mut tell = |code| observe(Observation::new(code).field(&field.name).found(value).used(used));
    tell(codes::DATE_ZONE_ASSUMED);
    if reshaped {
        tell(codes::DATE_RESHAPED);
    }
    Some(written)
}

/// Whether there is nothing in a cell: an export may write a dash for that.
pub fn is_blank(value: &str) -> bool {
    matches!(value.trim(), "" | "-")
}

/// Whether the text surely begins and ends with something else than white space or what is invisible. All of that lies
/// in ASCII, in two bytes, or below U+3041, but for U+FEFF.
fn is_flush(text: &[u8]) -> bool {
    let shown = |three: &[u8; 3]| {
        matches!(three, [0xE3, 0x81..=0xBF, _] | [0xE4..=0xEE, ..] | [0xEF, 0xBC..=0xBF, _])
    };
    let begins = text.first().is_some_and(u8::is_ascii_graphic) || text.first_chunk().is_some_and(shown);
    begins && (text.last().is_some_and(u8::is_ascii_graphic) || text.last_chunk().is_some_and(shown))
}
