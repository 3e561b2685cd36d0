//! Reads address lists (RFC 5322 §3.4) as people and programs write them.
//!
//! In: the decoded, unfolded field, encoded words still in it. Out: mailboxes; groups are flattened. Tolerated:
//! `;` between addresses, unquoted commas in names, a missing closing quote, names as comments
//! (`a@b (Name)`), source routes. It does not judge addresses: `text::address` does.

use super::words::{self, Report};
use super::{Mailbox, reporter};
use crate::finding::{Observation, Observe};
use crate::source::codes;
use crate::text::address;
use std::borrow::Cow;

/// Japanese keyboards write the full-width one, too.
const AT: [char; 2] = ['@', '＠'];

/// What is known of the mailbox at hand.
#[derive(Default)]
struct Draft {
    /// Words outside brackets, quotes taken off.
    phrase: String,
    /// Between `<` and `>`.
    angle: Option<String>,
    comment: String,
}

/// The mailboxes of the field `name`. Addresses that are none are told and kept in lower case.
pub(super) fn read(field: &str, name: &str, observe: &mut Observe<'_>) -> Vec<Mailbox> {
    let mailboxes = mailboxes(field, &mut reporter(name, observe));
    for kept in
        mailboxes.iter().filter(|one| !one.address.is_empty() && address::parse(&one.address).is_none())
    {
        observe(Observation::new(codes::ADDRESS_UNREADABLE).field(name).found(&kept.address));
    }
    mailboxes
}

fn mailboxes(field: &str, report: &mut Report<'_>) -> Vec<Mailbox> {
    let mut mailboxes = Vec::new();
    // `Sato, Taro <a@example.jp>`: a name without address may be the first half of the next one.
    let mut half: Option<String> = None;
    for mut draft in drafts(field) {
        let nameless = draft.angle.is_none() && !draft.phrase.contains(AT);
        if nameless {
            let name = draft.phrase.trim();
            if !name.is_empty() {
                let half = half.get_or_insert_default();
                half.push_str(if half.is_empty() { "" } else { ", " });
                half.push_str(name);
            }
            continue;
        }
        if let Some(half) = half.take() {
            if draft.angle.is_some() && !draft.phrase.trim().is_empty() {
                draft.phrase = format!("{half}, {}", draft.phrase.trim_start());
            } else {
                mailboxes.append(&mut without_address(&half, report));
            }
        }
        mailboxes.push(finish(draft, report));
    }
    if let Some(half) = half {
        mailboxes.append(&mut without_address(&half, report));
    }
    mailboxes
}

/// A name alone; some programs encode the address with it (`=?UTF-8?B?…?=` for all of `Taro <a@example.jp>`).
fn without_address(half: &str, report: &mut Report<'_>) -> Vec<Mailbox> {
    let name = text(half, report);
    if half.contains("=?") && name.contains(AT) && !name.contains("=?") {
        return mailboxes(&name, report);
    }
    vec![Mailbox { name, address: String::new() }]
}

/// Cuts the field at commas, semicolons and group names.
fn drafts(field: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut draft = Draft::default();
    let mut at = 0;
    while let Some(char) = field[at..].chars().next() {
        let rest = &field[at..];
        let mut taken = char.len_utf8();
        match char {
            '=' if words::word_length(rest) > 0 => {
                taken = words::word_length(rest);
                draft.phrase.push_str(&rest[..taken]);
            }
            '"' => {
                // A quote that is never closed is no quote.
                if let Some((inner, length)) = enclosed(rest, '"', '"', 1) {
                    taken = length;
                    draft.phrase.push_str(&unescape(inner));
                }
            }
            '(' => match enclosed(rest, '(', ')', MAX_COMMENTS) {
                Some((inner, length)) => {
                    taken = length;
                    draft.comment = unescape(inner);
                    draft.phrase.push(' ');
                }
                None => draft.phrase.push(char),
            },
            '<' => {
                let end = rest.find(['>', ',', ';']).unwrap_or(rest.len());
                // Source routes hold commas (RFC 5322 §4.4).
                let near = &rest.as_bytes()[..rest.len().min(MAX_ENCLOSED)];
                let close = memchr::memchr(b'>', near).filter(|_| rest.starts_with("<@"));
                let end = close.unwrap_or(end);
                draft.angle = Some(rest[1..end].to_string());
                taken = end + usize::from(rest[end..].starts_with('>'));
            }
            ',' | ';' => drafts.push(std::mem::take(&mut draft)),
            ':' if draft.angle.is_none() && !draft.phrase.contains(AT) => draft = Draft::default(),
            _ => draft.phrase.push(char),
        }
        at += taken;
    }
    drafts.push(draft);
    drafts
}

/// Deepest nesting of comments.
const MAX_COMMENTS: usize = 20;
/// Longest quoted string or comment looked for. Without it, a field of opening quotes would be searched to
/// its end again for each of them.
const MAX_ENCLOSED: usize = 4 * 1024;

/// What `open` and `close` enclose at the start of `text`, and its length with them; `None` if not closed.
fn enclosed(text: &str, open: char, close: char, deepest: usize) -> Option<(&str, usize)> {
    let (mut depth, mut escaped) = (0, false);
    for (at, char) in text.char_indices().take_while(|(at, _)| *at < MAX_ENCLOSED) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == close && depth > 0 => depth -= 1,
            _ if char == open => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[1..at], at + char.len_utf8()));
        }
        if depth > deepest {
            return None;
        }
    }
    None
}

fn unescape(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    while let Some(char) = chars.next() {
        out.push(if char == '\\' { chars.next().unwrap_or('\\') } else { char });
    }
    out
}

fn text(raw: &str, report: &mut Report<'_>) -> String {
    words::decode(Cow::Borrowed(raw.trim()), report).trim().to_string()
}

fn finish(draft: Draft, report: &mut Report<'_>) -> Mailbox {
    let (name, written) = match draft.angle {
        Some(angle) => (draft.phrase, angle),
        // `Sato a@example.jp`: the last word with an @ is the address.
        None => {
            let word = draft.phrase.split_whitespace().rev().find(|word| word.contains(AT));
            let word = word.unwrap_or_default().to_string();
            (draft.phrase.replacen(&word, "", 1), word)
        }
    };
    let name = text(if name.trim().is_empty() { &draft.comment } else { &name }, report);
    let name = name.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(&name);
    // A source route ends with the last colon.
    let written =
        if written.starts_with('@') { written.rsplit(':').next().unwrap_or(&written) } else { &written };
    let address = address::parse(written.trim()).map(|read| read.address);
    let address = address.unwrap_or_else(|| written.trim().to_lowercase());
    Mailbox { name: name.to_string(), address }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[(&str, &str)]) {
        let got = mailboxes(field, &mut |_, _| ());
        let got: Vec<(&str, &str)> =
            got.iter().map(|one| (one.name.as_str(), one.address.as_str())).collect();
        assert_eq!(got, expected, "{field}");
    }

    #[test]
    fn mailboxes_of_all_spellings_are_read() {
        check("a@example.jp", &[("", "a@example.jp")]);
        check("<A@Example.JP>", &[("", "a@example.jp")]);
        check("佐藤 太郎 <a@example.jp>", &[("佐藤 太郎", "a@example.jp")]);
        check("\"Sato, \\\"Taro\\\"\" <a@example.jp>", &[("Sato, \"Taro\"", "a@example.jp")]);
        check("=?UTF-8?B?44GC?= <a@example.jp>", &[("あ", "a@example.jp")]);
        check("\"=?UTF-8?B?44GC?= =?UTF-8?B?44GE?=\" <a@example.jp>", &[("あい", "a@example.jp")]);
        check("=?utf-8?Q?Sato,_Taro?= <a@example.jp>", &[("Sato, Taro", "a@example.jp")]);
        check("a@example.jp (Taro (x) Sato)", &[("Taro (x) Sato", "a@example.jp")]);
        check("Taro a@example.jp", &[("Taro", "a@example.jp")]);
        check("<@x.example.com,@y.example.com:a@example.jp>", &[("", "a@example.jp")]);
        check("'Taro' <a@example.jp>", &[("Taro", "a@example.jp")]);
        check("a＠example.jp", &[("", "a@example.jp")]);
        check("佐藤 <ａ＠ｅｘａｍｐｌｅ．ｊｐ>", &[("佐藤", "a@example.jp")]);
        check(
            "<a..b@docomo.ne.jp>, .a@docomo.ne.jp, a.@ezweb.ne.jp",
            &[("", "a..b@docomo.ne.jp"), ("", ".a@docomo.ne.jp"), ("", "a.@ezweb.ne.jp")],
        );
        check("太郎 <\"a..b\"@docomo.ne.jp>", &[("太郎", "a..b@docomo.ne.jp")]);
        // `佐藤 <a@example.jp>` as one encoded word.
        check("=?UTF-8?B?5L2Q6JekIDxhQGV4YW1wbGUuanA+?=", &[("佐藤", "a@example.jp")]);
    }

    #[test]
    fn lists_and_groups_are_flattened() {
        check("a@example.jp, B <b@example.jp>", &[("", "a@example.jp"), ("B", "b@example.jp")]);
        check("a@example.jp; b@example.jp;", &[("", "a@example.jp"), ("", "b@example.jp")]);
        check(
            "Team: a@example.jp, b@example.jp;, c@example.jp",
            &[("", "a@example.jp"), ("", "b@example.jp"), ("", "c@example.jp")],
        );
        check("undisclosed-recipients:;", &[]);
        check("", &[]);
    }

    #[test]
    fn broken_fields_give_what_can_be_had() {
        check("Sato, Taro <a@example.jp>", &[("Sato, Taro", "a@example.jp")]);
        check("\"Sato <a@example.jp>", &[("Sato", "a@example.jp")]);
        check("Sato <a@example.jp", &[("Sato", "a@example.jp")]);
        check("Sato <a@example.jp, b@example.jp", &[("Sato", "a@example.jp"), ("", "b@example.jp")]);
        check("Sato", &[("Sato", "")]);
        check("<>", &[("", "")]);
    }
}
