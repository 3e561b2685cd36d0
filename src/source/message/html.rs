//! HTML as words and line breaks.
//!
//! Gives what mail-parser's `html_to_text` gives, with the named characters in a table of 16 KB where that one's has
//! 45: a test holds both equal. Lines are broken at `<br>` and `</p>` only.

use crate::order;
use std::sync::OnceLock;

/// What is not shown.
const HIDDEN: [&str; 4] = ["head", "style", "script", "template"];

/// Where the reader is in the text.
#[derive(Default)]
struct Reader<'a> {
    input: &'a str,
    out: String,
    /// A bit for each of [`HIDDEN`] that is open.
    hidden: u8,
    in_tag: bool,
    closes: bool,
    /// How many words of the tag were begun.
    tag_words: u32,
    /// Whether a word is begun; its bytes, or those of the one before.
    begun: bool,
    start: usize,
    end: usize,
    after_space: bool,
    at_line_start: bool,
}

/// The text of an HTML document.
pub(super) fn text(input: &str) -> String {
    let mut reader = Reader { input, at_line_start: true, ..Reader::default() };
    reader.out.reserve(input.len());
    let bytes = input.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = reader.byte(at, bytes);
    }
    if !reader.in_tag && reader.hidden == 0 {
        reader.end_word(reader.end, !reader.at_line_start);
    }
    reader.out
}

impl Reader<'_> {
    /// Takes the byte at a place; gives the place that comes next.
    fn byte(&mut self, at: usize, bytes: &[u8]) -> usize {
        let begun = self.begun;
        match bytes[at] {
            b'<' => {
                if !self.in_tag && self.hidden == 0 {
                    self.end_word(self.end, true);
                }
                (self.begun, self.tag_words, self.in_tag, self.closes) = (false, 0, true, false);
                return at + 1;
            }
            b'>' if self.in_tag => {
                if self.tag_words == 1 {
                    self.tag();
                }
                (self.in_tag, self.begun) = (false, false);
                return at + 1;
            }
            b'/' if self.in_tag => {
                self.closes |= self.tag_words == 0;
                return at + 1;
            }
            b'!' if self.in_tag && self.tag_words == 0 && bytes[at + 1..].starts_with(b"--") => {
                let Some(after) = comment_end(bytes, at + 1) else { return bytes.len() };
                (self.in_tag, self.begun) = (false, false);
                return after;
            }
            b' ' | b'\t' | b'\r' | b'\n' => {
                if !self.in_tag && self.hidden == 0 {
                    self.end_word(self.end, !self.at_line_start);
                    self.at_line_start &= !begun;
                    self.after_space = true;
                }
                self.begun = false;
                return at + 1;
            }
            b'&' if !self.in_tag && begun && self.hidden == 0 => {
                self.end_word(self.end, !self.at_line_start);
                (self.at_line_start, self.begun) = (false, false);
            }
            b';' if !self.in_tag && begun && self.hidden == 0 => {
                self.end_word(at + 1, !self.at_line_start);
                (self.at_line_start, self.begun) = (false, false);
                return at + 1;
            }
            b'&' | b';' if !self.in_tag && begun && self.hidden & 1 == 0 => return at + 1,
            _ => {}
        }
        if !self.begun {
            (self.begun, self.start) = (true, at);
            self.tag_words += u32::from(self.in_tag);
        }
        self.end = at + 1;
        at + 1
    }
}

impl Reader<'_> {
    /// Writes the word that ends before a place, if one was begun; with a blank before it if there was one that
    /// `blank` lets stand.
    fn end_word(&mut self, end: usize, blank: bool) {
        let Some(word) = self.input.get(self.start..end).filter(|_| self.begun) else { return };
        if self.after_space && blank {
            self.out.push(' ');
        }
        self.after_space = false;
        let name = word.strip_prefix('&').and_then(|word| word.strip_suffix(';'));
        match name.and_then(character) {
            Some(character) => self.out.push(character),
            None => self.out.push_str(word),
        }
    }

    /// What a tag of one word does.
    fn tag(&mut self) {
        let name = self.input.get(self.start..self.end).unwrap_or_default();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("br") || (is("p") && self.closes) {
            self.out.push('\n');
            (self.after_space, self.at_line_start) = (false, true);
        } else if let Some(at) = HIDDEN.iter().position(|known| is(known)) {
            self.hidden = self.hidden & !(1 << at) | u8::from(!self.closes) << at;
        }
    }
}

/// The place behind the comment that goes on at `from`: its end is `>` behind two hyphens, no more.
fn comment_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut hyphens = 0;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'-' => hyphens += 1,
            b'>' if hyphens == 2 => return Some(at + 1),
            _ => hyphens = 0,
        }
    }
    None
}

/// The character of a reference: `#8212`, `#x2014`, `mdash`.
fn character(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => {
            let names = names();
            names[names.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?].1
        }
    };
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// The named characters of HTML (those that stand for one) in the order of their codes: before each name the step
/// from the code before, a sign from the blank (0) to `/` (15), or `@` and the number.
const NAMES: &str = include_str!("entities.txt");

/// Names with their codes, sorted.
fn names() -> &'static [(&'static str, u32)] {
    static SORTED: OnceLock<Vec<(&str, u32)>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let (mut names, mut code, mut rest) = (Vec::new(), 0, NAMES);
        while let Some(&sign) = rest.as_bytes().first() {
            let digits =
                rest[1..].bytes().take_while(|_| sign == b'@').take_while(u8::is_ascii_digit).count();
            code += rest[1..=digits].parse().unwrap_or(u32::from(sign) - 32);
            rest = &rest[1 + digits..];
            let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
            names.push((&rest[..end], code));
            rest = &rest[end..];
        }
        order::sort(&mut names, |a, b| a.0.cmp(b.0));
        names
    })
}

#[cfg(test)]
mod tests {
    use super::{names, text};
    use mail_parser::decoders::html::html_to_text;
    use proptest::prelude::*;

    #[test]
    fn every_named_character_is_what_mail_parser_says() {
        assert_eq!(names().len(), 2125);
        for (name, code) in names() {
            let written = format!("&{name};");
            assert_eq!(text(&written), html_to_text(&written), "{name} {code}");
            assert_ne!(text(&written), written);
        }
    }

    proptest! {
        #[test]
        fn the_text_is_mail_parsers(html in "(<|>|</|<br>|<br/>|<p>|</p>|<b x=y>|<head>|</head>|<style>|</style>|<script|</script>|\
            <template>|</template >|<!--|-->|--->|<!x|-|!|/|&amp;|&|;|&#65;|&#x3042;|&#+7;|&#xd800;|&no;|&;| |\n|\t|[a-c]|あ){0,24}") {
            prop_assert_eq!(text(&html), html_to_text(&html));
        }
    }
}
