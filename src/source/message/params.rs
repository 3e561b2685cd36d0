//! Reads Content-Type and Content-Disposition with their parameters (RFC 2045 §5.1, RFC 2231).
//!
//! Tolerated: missing quotes around blanks, a missing closing quote, encoded words (RFC 2047) and raw bytes
//! as values, lone backslashes of Windows paths, missing or repeated pieces of a continuation.

use super::words::{self, Report};
use crate::order;
use crate::text::charset;
use std::borrow::Cow;

/// How many parameters of a field are read: a flood of tiny ones must not fill the memory.
const MAX_PARAMS: usize = 1_000;

/// A field with parameters.
#[derive(Debug, Default)]
pub(super) struct Params {
    /// What stands before the first `;`, lower case: `text/plain`, `attachment`.
    pub value: String,
    list: Vec<(String, String)>,
}

/// One piece of an RFC 2231 parameter.
struct Piece<'p> {
    index: u32,
    encoded: bool,
    value: &'p str,
}

impl Params {
    /// A field without parameters.
    pub(super) fn of(value: &str) -> Params {
        Params { value: value.to_string(), list: Vec::new() }
    }

    /// Reads the decoded, unfolded field.
    pub(super) fn read(field: &str) -> Params {
        let (value, mut rest) = field.split_once(';').unwrap_or((field, ""));
        let mut list = Vec::new();
        while !rest.is_empty() && list.len() < MAX_PARAMS {
            let end = rest.find(['=', ';']).unwrap_or(rest.len());
            let name = rest[..end].trim().to_ascii_lowercase();
            let Some(after) = rest[end..].strip_prefix('=') else {
                rest = rest.get(end + 1..).unwrap_or_default();
                continue;
            };
            let (value, after) = value_at(after.trim_start());
            list.push((name, value));
            rest = after;
        }
        Params { value: value.split('(').next().unwrap_or_default().trim().to_ascii_lowercase(), list }
    }

    /// The plain value of a parameter that is a token (charset, boundary); empty if there is none.
    pub(super) fn plain(&self, name: &str) -> &str {
        self.list.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// Whether the parameter is there, in whatever spelling.
    pub(super) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|(own, value)| own == name || piece(own, value, name).is_some())
    }

    /// The decoded text of a parameter (file names); `None` if there is none.
    pub(super) fn text(&self, name: &str, report: &mut Report<'_>) -> Option<String> {
        let mut pieces: Vec<Piece<'_>> =
            self.list.iter().filter_map(|(own, value)| piece(own, value, name)).collect();
        if pieces.is_empty() {
            let (_, value) = self.list.iter().find(|(own, _)| own == name)?;
            return Some(
                plain_text(value)
                    .unwrap_or_else(|| words::decode(Cow::Borrowed(value.as_str()), report).into_owned()),
            );
        }
        order::sort(&mut pieces, |a, b| a.index.cmp(&b.index));
        pieces.dedup_by_key(|piece| piece.index);
        Some(join(&pieces, report))
    }
}

/// Reads a value, quoted or not; second: what comes after the next `;`.
fn value_at(text: &str) -> (String, &str) {
    let after =
        |rest: &str, end: usize| -> usize { rest[end..].find(';').map_or(rest.len(), |at| end + at + 1) };
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().to_string(), &text[after(text, end)..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match (char, chars.peek()) {
            ('"', _) => return (value, &quoted[after(quoted, at + 1)..]),
            // Only what must be escaped is: `C:\dir\a.txt` is no escaped text.
            ('\\', Some(&(_, escaped @ ('"' | '\\')))) => {
                chars.next();
                value.push(escaped);
            }
            _ => value.push(char),
        }
    }
    (value, "")
}

/// The piece of `wanted` that a parameter `wanted*`, `wanted*0` or `wanted*0*` holds.
fn piece<'p>(name: &str, value: &'p str, wanted: &str) -> Option<Piece<'p>> {
    let rest = name.strip_prefix(wanted)?.strip_prefix('*')?;
    let (number, encoded) = match rest.strip_suffix('*') {
        Some(number) => (number, true),
        None => (rest, rest.is_empty()),
    };
    let index = if number.is_empty() { 0 } else { number.parse().ok()? };
    Some(Piece { index, encoded, value })
}

/// A plain value that is percent-encoded as if it were none: web mail writes such names. Only where that makes letters
/// beyond ASCII, as `100%25.pdf` may be called so.
fn plain_text(value: &str) -> Option<String> {
    if !value.is_ascii() || !value.contains('%') {
        return None;
    }
    let mut bytes = Vec::new();
    words::percent(value, &mut bytes);
    String::from_utf8(bytes).ok().filter(|text| !text.is_ascii())
}

/// Joins pieces as bytes before decoding: characters are cut across pieces.
fn join(pieces: &[Piece<'_>], report: &mut Report<'_>) -> String {
    let mut bytes = Vec::new();
    let mut label = None;
    // Some cut within `%E3`, too.
    let mut escaped = String::new();
    for (position, piece) in pieces.iter().enumerate() {
        let mut value = piece.value;
        if position == 0 && piece.encoded {
            // charset'language'text; programs leave out what they do not know.
            let mut parts = value.splitn(3, '\'');
            if let (Some(charset), Some(_), Some(text)) = (parts.next(), parts.next(), parts.next()) {
                label = Some(charset.trim()).filter(|charset| !charset.is_empty());
                value = text;
            }
        }
        if piece.encoded {
            escaped.push_str(value);
        } else {
            words::percent(&std::mem::take(&mut escaped), &mut bytes);
            bytes.extend_from_slice(value.as_bytes());
        }
    }
    words::percent(&escaped, &mut bytes);
    if pieces.iter().all(|piece| !piece.encoded) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return words::decode(Cow::Owned(text), report).into_owned();
    }
    let decoded = charset::decode(&bytes, label);
    report(label, &decoded);
    decoded.text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, name: &str, expected: Option<&str>) {
        assert_eq!(Params::read(field).text(name, &mut |_, _| ()).as_deref(), expected, "{field}");
    }

    #[test]
    fn the_value_and_plain_parameters_are_read() {
        let params =
            Params::read("Text/Plain (comment); charset=\"ISO-2022-JP\" ; format=flowed;; boundary = a b");
        assert_eq!(params.value, "text/plain");
        assert_eq!(params.plain("charset"), "ISO-2022-JP");
        assert_eq!(params.plain("format"), "flowed");
        assert_eq!(params.plain("boundary"), "a b");
        assert_eq!(params.plain("name"), "");
    }

    #[test]
    fn file_names_of_all_spellings_are_read() {
        check("attachment; filename=a.pdf", "filename", Some("a.pdf"));
        check("attachment; filename=\"a; \\\"b\\\".pdf\"; x=y", "filename", Some("a; \"b\".pdf"));
        check("attachment; filename=見積 書.pdf", "filename", Some("見積 書.pdf"));
        check("attachment; filename=\"C:\\dir\\a.txt", "filename", Some("C:\\dir\\a.txt"));
        check("attachment; filename=\"=?UTF-8?B?44GC?=.pdf\"", "filename", Some("あ.pdf"));
        check("attachment; FileName*=utf-8''%E3%81%82.pdf", "filename", Some("あ.pdf"));
        check("attachment; filename=\"%E3%81%82 100%.pdf\"", "filename", Some("あ 100%.pdf"));
        check("attachment; filename=100%25.pdf", "filename", Some("100%25.pdf"));
        check("attachment; filename=%E3%81.pdf", "filename", Some("%E3%81.pdf"));
        check("attachment; filename*=''%E3%81%82.pdf", "filename", Some("あ.pdf"));
        check("attachment; filename=old.pdf; filename*=utf-8'ja'%E3%81%82.pdf", "filename", Some("あ.pdf"));
        check("attachment", "filename", None);
    }

    #[test]
    fn continuations_are_joined_as_bytes_in_order() {
        check("x; name*1*=%82.pdf; name*0*=utf-8''%E3%81", "name", Some("あ.pdf"));
        check("x; name*0*=utf-8''%E3%81; name*1*=%82; name*2=%20.pdf", "name", Some("あ%20.pdf"));
        check("x; name*0*=utf-8''%E; name*1*=3%81%8; name*2*=2.pdf; name*3=%82", "name", Some("あ.pdf%82"));
        check("x; name*0=\"long \"; name*1=\"name.pdf\"", "name", Some("long name.pdf"));
        check("x; name*0=\"=?UTF-8?B?44\"; name*1=\"GC?=\"", "name", Some("あ"));
        check("x; name*x=1", "name", None);
    }
}
