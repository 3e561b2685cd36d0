//! Turns text parts into the plain and the HTML body.
//!
//! In: leaves with their transfer encoding. Out: text with LF line ends; several parts follow each other on
//! new lines. It does not undo format=flowed (RFC 3676), and does not clean HTML: it is shown as text only.

use super::html;
use super::mime::Part;
use super::tnef::Opened;
use super::transfer::Transfer;
use super::uuencode;
use crate::finding::{Observation, Observe};
use crate::source::codes;
use crate::source::table::codes::CHARSET_MIXED;
use crate::text::charset::garbled::before_and_after;
use crate::text::charset::{self, Charset, Decoded};
use std::borrow::Cow;

/// How far into an HTML part its own charset declaration is looked for, as browsers do.
const META: usize = 1024;

/// The bodies of a message.
#[derive(Default)]
pub(super) struct Bodies {
    pub plain: String,
    pub html: String,
    /// Name of the charset of the first plain part, else of the first HTML part.
    pub charset: &'static str,
    /// The label of that part, and what its bytes speak for if that is wanted.
    pub declared: String,
    pub detected: &'static str,
    pub detect: bool,
    /// What a person says the texts are in.
    pub told: Option<Charset>,
    /// How many U+FFFD stand in the texts for want of a meaning.
    pub replaced: u32,
    pub has_plain: bool,
    /// What stood in the texts as uuencode.
    pub files: Vec<uuencode::File>,
}

impl Bodies {
    /// Adds a text part.
    pub(super) fn add(&mut self, part: &Part<'_>, html: bool, observe: &mut Observe<'_>) {
        let mut undone = part.transfer.undo(part.body);
        if let Some((text, files)) = uuencode::take_out(&undone.bytes).filter(|_| !html) {
            self.files.extend(files);
            undone.bytes = Cow::Owned(text);
        }
        if undone.damaged && part.transfer == Transfer::Base64 {
            observe(Observation::new(codes::BASE64_DAMAGED).field("body"));
        }
        let declared = part.kind.plain("charset").split_whitespace().next().unwrap_or_default();
        let meta = if html && declared.is_empty() { meta_charset(&undone.bytes) } else { None };
        let label = meta.as_deref().or(Some(declared)).filter(|label| !label.is_empty());
        let decoded = match self.told {
            Some(told) => charset::decode_told(&undone.bytes, told, label),
            None => charset::decode(&undone.bytes, label),
        };
        if label.is_some() || super::fields::is_raw(&undone.bytes) || decoded.used != encoding_rs::UTF_8 {
            report_text(&undone.bytes, label, &decoded, self.told, observe);
        }
        if self.charset.is_empty() || (!html && !self.has_plain) {
            self.charset = decoded.used.name();
            self.declared = label.unwrap_or_default().to_string();
            self.detected = if self.detect { charset::detect(&undone.bytes).name() } else { "" };
        }
        self.replaced = self.replaced.saturating_add(decoded.replaced);
        self.has_plain |= !html;
        let out = if html { &mut self.html } else { &mut self.plain };
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        push_with_lf(out, &decoded.text);
    }

    /// Adds the texts found in winmail.dat, if the mail has none of its own.
    pub(super) fn add_opened(&mut self, opened: Vec<Opened>) {
        let own = !self.plain.trim().is_empty() || !self.html.trim().is_empty();
        for texts in opened.into_iter().filter(|_| !own) {
            self.has_plain |= !texts.plain.is_empty();
            push_with_lf(&mut self.plain, &texts.plain);
            push_with_lf(&mut self.html, &texts.html);
        }
        if !own && !self.html.is_empty() && self.plain.is_empty() {
            self.has_plain = false;
        }
    }

    /// Makes the plain body from the HTML body if there was no plain part.
    pub(super) fn complete(&mut self) {
        if !self.has_plain && !self.html.is_empty() {
            self.plain = plain_from(&self.html);
        }
    }
}

/// Tells what was assumed about the charset of a text, with a piece of it before and after.
fn report_text(
    bytes: &[u8],
    label: Option<&str>,
    decoded: &Decoded<'_>,
    told: Option<Charset>,
    observe: &mut Observe<'_>,
) {
    // What a person said needs no telling.
    let said = told == Some(decoded.used) && decoded.replaced == 0;
    let odd = decoded.mislabelled || label.is_none() || decoded.mixed;
    if said || !(odd || decoded.replaced > 0) {
        return;
    }
    let (before, after) =
        if odd { before_and_after(bytes, label, &decoded.text) } else { Default::default() };
    report("body", label, decoded, &mut |seen| observe(seen.texts(&before, &after)));
    if decoded.mixed {
        let seen = Observation::new(CHARSET_MIXED).field("body").used(decoded.used.name());
        observe(seen.texts(&before, &after));
    }
}

/// Tells what was assumed about the charset of `field`.
pub(super) fn report(field: &str, label: Option<&str>, decoded: &Decoded<'_>, observe: &mut Observe<'_>) {
    let used = decoded.used.name();
    match label {
        Some(label) if decoded.mislabelled => {
            observe(Observation::new(codes::CHARSET_MISLABELLED).field(field).found(label).used(used));
        }
        Some(_) => {}
        None => observe(Observation::new(codes::CHARSET_MISSING).field(field).used(used)),
    }
    if decoded.replaced > 0 {
        let observation = Observation::new(codes::CHARSET_UNDECODABLE).field(field).used(used);
        observe(observation.number(u64::from(decoded.replaced)));
    }
}

/// The charset an HTML part declares for itself, if it is one we know.
fn meta_charset(html: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&html[..html.len().min(META)]).to_ascii_lowercase();
    let (_, rest) = start.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label = rest.split(|char: char| !char.is_ascii_graphic() || "\"'/>;".contains(char)).next()?;
    charset::for_label(label).map(|_| label.to_string())
}

/// Appends text, each CRLF and CR as LF.
fn push_with_lf(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if !rest.starts_with('\n') {
            out.push('\n');
        }
    }
    out.push_str(rest);
}

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];
/// Stands for the border of a block until `html::text` is done: a noncharacter, in no charset.
const BORDER: char = '\u{fdd0}';

/// HTML as plain text.
///
/// `html::text` breaks lines at `<br>` and `</p>` only; borders of other blocks are marked for it first.
fn plain_from(html: &str) -> String {
    let mut marked = String::with_capacity(html.len() + html.len() / 8);
    let mut pieces = html.split('<');
    marked.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let tag = piece.strip_prefix('/').unwrap_or(piece);
        let end = tag.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let tag = &tag[..end];
        if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(tag)) {
            marked.push(BORDER);
        } else if tag.eq_ignore_ascii_case("td") || tag.eq_ignore_ascii_case("th") {
            marked.push(' ');
        }
        marked.push('<');
        marked.push_str(piece);
    }
    let text = html::text(&marked);
    let mut out = String::with_capacity(text.len());
    let mut gap = (0, false);
    for char in text.chars() {
        match char {
            '\n' => gap.0 += 1,
            BORDER => gap.1 = true,
            ' ' if gap != (0, false) => {}
            _ => {
                // Many nested blocks are one line break; `<br><br>` and paragraphs are a blank line.
                let breaks = gap.0.clamp(usize::from(gap.1), 2);
                if !out.is_empty() {
                    out.truncate(if breaks > 0 { out.trim_end_matches(' ').len() } else { out.len() });
                    (0..breaks).for_each(|_| out.push('\n'));
                }
                gap = (0, false);
                out.push(char);
            }
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(plain_from(html), expected, "{html}");
    }

    #[test]
    fn html_becomes_lines() {
        check("<div>a</div><div>b</div>", "a\nb");
        check("<div><div>a<br></div></div><div><br></div><div>b</div>", "a\n\nb");
        check("text<div>more</div>after", "text\nmore\nafter");
        check("<p>東京<b>都</b>港区</p><p>x &amp; y</p>", "東京都港区\nx & y");
        check("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3");
        check("<style>a{}</style><script>x()</script><ul><li>a<li>b</ul>", "a\nb");
        check("", "");
    }

    #[test]
    fn the_charset_an_html_part_declares_is_found() {
        let meta = |html: &str| meta_charset(html.as_bytes());
        assert_eq!(meta("<meta charset=Shift_JIS>"), Some("shift_jis".to_string()));
        let equiv = "<META http-equiv=Content-Type content=\"text/html; charset=iso-2022-jp\">";
        assert_eq!(meta(equiv), Some("iso-2022-jp".to_string()));
        assert_eq!(meta("<p>charset</p>"), None);
        assert_eq!(meta("<meta charset=nonsense>"), None);
    }

    #[test]
    fn line_ends_become_lf() {
        let mut out = String::new();
        push_with_lf(&mut out, "a\r\nb\rc\n\r\n");
        assert_eq!(out, "a\nb\nc\n\n");
    }
}
