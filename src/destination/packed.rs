//! A destination as lines, and back: how those that come with the program stand in it.
//!
//! Reading TOML takes more code than any other part of the page, and the built-in files are known to be good. So
//! `destinations/*.packed` hold what [`super::load::from_toml`] makes of `destinations/*.toml`: one scalar per
//! line, in the order of the types' fields; lists with their count before them, options with `+` or `-`. A test
//! holds that both are the same and writes the file anew when asked to. A vendor's own goes to the page the same way,
//! under a line that says which version packed it and what the rest sums up to: it was judged when it was packed.

use super::mailbox::{Limit, MailFormat, MailboxRule, Per, State, Status, Tree};
use super::words::{
    AGENT_ROLES, KINDS, MAIL_FORMATS, MAIL_UNITS, MAIL_VALUES, PER, STATUSES, TREES, meaning,
};
use super::*;
use xxhash_rust::xxh3::xxh3_64;

/// The lines not yet read.
type Lines<'a> = std::str::Lines<'a>;

/// Reads what [`write`] wrote. `None` if a line is missing or is none of its kind.
pub(super) fn read(text: &str) -> Option<Destination> {
    Destination::take(&mut text.lines())
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn write(to: &Destination) -> String {
    let mut out = String::new();
    to.put(&mut out);
    out
}

/// The first line of a vendor's own.
pub(super) fn seal(packed: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("nizukuri-destination {version} {:016x}", xxh3_64(packed.as_bytes()))
}

/// A value as lines.
trait Packed: Sized {
    /// Takes the value off the lines.
    fn take(lines: &mut Lines<'_>) -> Option<Self>;
    /// Appends the value's lines.
    #[cfg(not(target_arch = "wasm32"))]
    fn put(&self, out: &mut String);
}

/// One line; line ends within are escaped.
impl Packed for String {
    fn take(lines: &mut Lines<'_>) -> Option<String> {
        let line = lines.next()?;
        let mut text = String::new();
        let mut pieces = line.split('\\');
        text.push_str(pieces.next()?);
        while let Some(piece) = pieces.next() {
            // Two in a row are one; what stands behind them is as it is.
            let end = match piece.chars().next() {
                Some('n') => "\n",
                Some('r') => "\r",
                Some(_) => return None,
                None => "\\",
            };
            text.push_str(end);
            text.push_str(if end == "\\" { pieces.next()? } else { piece.get(1..)? });
        }
        Some(text)
    }
    #[cfg(not(target_arch = "wasm32"))]
    fn put(&self, out: &mut String) {
        out.push_str(&self.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r"));
        out.push('\n');
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn take(lines: &mut Lines<'_>) -> Option<Vec<T>> {
        let count = usize::take(lines)?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(T::take(lines)?);
        }
        Some(all)
    }
    #[cfg(not(target_arch = "wasm32"))]
    fn put(&self, out: &mut String) {
        self.len().put(out);
        self.iter().for_each(|one| one.put(out));
    }
}

impl<T: Packed> Packed for Option<T> {
    fn take(lines: &mut Lines<'_>) -> Option<Option<T>> {
        match lines.next()? {
            "+" => Some(Some(T::take(lines)?)),
            _ => Some(None),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    fn put(&self, out: &mut String) {
        out.push_str(if self.is_some() { "+\n" } else { "-\n" });
        self.iter().for_each(|one| one.put(out));
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn take(lines: &mut Lines<'_>) -> Option<(A, B)> {
        Some((A::take(lines)?, B::take(lines)?))
    }
    #[cfg(not(target_arch = "wasm32"))]
    fn put(&self, out: &mut String) {
        self.0.put(out);
        self.1.put(out);
    }
}

impl Packed for LiteMap<String, u64> {
    fn take(lines: &mut Lines<'_>) -> Option<LiteMap<String, u64>> {
        let mut map = LiteMap::new();
        for (key, value) in Vec::<(String, u64)>::take(lines)? {
            map.insert(key, value);
        }
        Some(map)
    }
    #[cfg(not(target_arch = "wasm32"))]
    fn put(&self, out: &mut String) {
        self.iter().map(|(key, value)| (key.clone(), *value)).collect::<Vec<_>>().put(out);
    }
}

/// Scalars that stand in a line as they print.
macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Packed for $type {
            fn take(lines: &mut Lines<'_>) -> Option<$type> {
                lines.next()?.parse().ok()
            }
            #[cfg(not(target_arch = "wasm32"))]
            fn put(&self, out: &mut String) {
                out.push_str(&format!("{self}\n"));
            }
        }
    )*};
}

/// Enumerations stand as the words that a TOML file has for them.
macro_rules! worded {
    ($($type:ty: $words:expr),*) => {$(
        impl Packed for $type {
            fn take(lines: &mut Lines<'_>) -> Option<$type> {
                meaning($words, lines.next()?)
            }
            #[cfg(not(target_arch = "wasm32"))]
            fn put(&self, out: &mut String) {
                let (word, _) = $words.iter().find(|(_, meaning)| meaning == self).expect("a word for each");
                out.push_str(&format!("{word}\n"));
            }
        }
    )*};
}

/// All fields one after the other. A field left out here does not compile.
macro_rules! fields {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Packed for $type {
            fn take(lines: &mut Lines<'_>) -> Option<$type> {
                Some($type { $($field: Packed::take(lines)?),* })
            }
            #[cfg(not(target_arch = "wasm32"))]
            fn put(&self, out: &mut String) {
                $(self.$field.put(out);)*
            }
        }
    )*};
}

plain!(bool, u8, u32, u64, i64, usize);
worded!(
    MailFormat: MAIL_FORMATS,
    Per: PER,
    Tree: TREES,
    Status: STATUSES,
    FieldKind: KINDS,
    MailUnit: MAIL_UNITS,
    MailValue: MAIL_VALUES,
    AgentRole: AGENT_ROLES
);
fields! {
    Destination { id, label, datetime, caps, options, tabs, checklist, numbered, unwelcome, selection, second_run, mailbox }
    MailboxRule {
        formats, per, tree, zipped, extension, status, drop, folders, states, message_cap, sent_by_own, accounts, attributes,
        limits
    }
    State { name, label, aliases }
    Limit { of, bytes }
    SecondRun { errors, fine }
    SelectionRule { tab, time, search }
    Unwelcome { characters, instead, option }
    Label { ja, en }
    Caps { bundle_bytes, bundles, total_bytes, part_bytes, part_rows, bundle_rows, from, when }
    CapsFrom { option, caps, times }
    CapsWhen { option, value, caps }
    DestinationOption { key, label, help, values, number, date, fills }
    Fills { option, at }
    Tab { id, label, file, aliases, identified_by, hints, from_mail, folder, not_taken, learned_from, fields }
    Field {
        name, label, kind, key, required, confirmed, default, when_blank, mail_when_blank, values, open_values,
        true_words, false_words, max_chars, datetime, datetime_when, reference, not_before, not_before_code,
        required_with, required_with_code, required_when, required_when_code, mail, agent, agent_when, inactive_words,
        blank_words, opposite_of, prefer, base64, unwritten,
        consequence, aliases, carried
    }
    DatetimeWhen { option, value, datetime }
    Reference { tab, field, holds, code, blank_code, through }
    Alias { name, confidence, note }
    ChecklistLine { text, risk, from, days }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destination::load::{BUILT_IN, from_toml};

    /// `NIZUKURI_PACK=1 cargo test -p nizukuri-reading packed` writes the files anew.
    #[test]
    fn each_packed_destination_is_what_its_toml_says() {
        for id in BUILT_IN {
            let path = |kind: &str| format!("{}/../destinations/{id}.{kind}", env!("CARGO_MANIFEST_DIR"));
            let toml = std::fs::read_to_string(path("toml")).unwrap();
            let to = from_toml(&toml).unwrap_or_else(|error| panic!("{id}: {error}"));
            let packed = write(&to);
            if std::env::var_os("NIZUKURI_PACK").is_some() {
                std::fs::write(path("packed"), &packed).unwrap();
            }
            let found = std::fs::read_to_string(path("packed")).unwrap_or_default();
            assert!(found == packed, "{id}: run NIZUKURI_PACK=1 cargo test -p nizukuri-reading packed");
            assert_eq!(read(&found).as_ref(), Some(&to), "{id}");
        }
    }

    #[test]
    fn a_file_cut_short_is_none() {
        let packed = include_str!("../../destinations/zoho-desk.packed");
        let whole = packed.lines().count();
        for kept in (0..whole).step_by(7) {
            let cut: String = packed.lines().take(kept).map(|line| format!("{line}\n")).collect();
            assert_eq!(read(&cut), None, "{kept} lines");
        }
    }

    #[test]
    fn every_text_comes_back_from_its_line() {
        for text in ["", "a", "\\", "\\n", "\n", "a\\\\n\r\n", "\\\n\\", "末\\尾"] {
            let mut line = String::new();
            text.to_string().put(&mut line);
            assert_eq!(line.lines().count(), 1, "{text:?}");
            assert_eq!(String::take(&mut line.lines()).as_deref(), Some(text));
        }
        assert_eq!(String::take(&mut "a\\b".lines()), None);
    }
}
