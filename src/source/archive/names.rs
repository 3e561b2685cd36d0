//! Names of entries: decoded, harmless and unlike each other.
//!
//! In: the bytes of all names of an archive. Out: text. The charset, where no flag tells it, is decided for
//! all names together: one short name is poor evidence.

use crate::text::charset::{self, Charset};
use crate::text::hash::{KeySet, key64};
use encoding_rs::{ISO_2022_JP, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// The upper half of code page 437, which APPNOTE (appendix D) means where no flag is set.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// A name as it stands in the directory.
pub enum Raw<'a> {
    /// From the Unicode path field.
    Text(&'a str),
    /// The bytes, UTF-8 flag or not: those with it are valid UTF-8, and others with valid UTF-8 mean it.
    Bytes(&'a [u8]),
}

/// A name fit for use.
#[derive(Debug, PartialEq)]
pub struct Name {
    pub name: String,
    pub directory: bool,
}

/// Decodes, cleans and tells apart all names of an archive, in their order.
pub fn decode(raw: Vec<Raw<'_>>) -> Vec<Name> {
    let charset = common_charset(&raw);
    let mut taken = KeySet::default();
    raw.iter()
        .map(|raw| {
            let text = match raw {
                Raw::Text(text) => Cow::Borrowed(*text),
                Raw::Bytes(bytes) => text_of(bytes, charset),
            };
            let directory = text.ends_with(['/', '\\']);
            let name = unlike(clean(&text), &mut taken);
            Name { name, directory }
        })
        .collect()
}

/// The charset of the names that are not UTF-8; `None` is code page 437.
fn common_charset(raw: &[Raw<'_>]) -> Option<Charset> {
    let mut open = Vec::new();
    for raw in raw {
        if let Raw::Bytes(bytes) = raw
            && std::str::from_utf8(bytes).is_err()
            && open.len() < 1 << 20
        {
            open.extend_from_slice(bytes);
            open.push(b'\n');
        }
    }
    let guess = charset::detect(&open);
    let sound = charset::decode_part(&open, guess).1 == 0;
    // Programs of the west write their own charset, too (Roundcube ISO-8859-1): its letters are lines and Greek in the
    // code page, but for ß.
    let letters = |byte: &u8| byte.is_ascii() || *byte >= 0xC0;
    if guess == WINDOWS_1252
        && open.iter().all(letters)
        && open.iter().any(|&byte| byte >= 0xC0 && byte != 0xE1)
    {
        return Some(guess);
    }
    // None of these names is in seven bits.
    (sound && guess != UTF_8 && guess != ISO_2022_JP && !guess.is_single_byte()).then_some(guess)
}

/// UTF-8 where it is valid, flag or not: other charsets hardly ever pass for it.
fn text_of(bytes: &[u8], charset: Option<Charset>) -> Cow<'_, str> {
    match (std::str::from_utf8(bytes), charset) {
        (Ok(text), _) => Cow::Borrowed(text),
        (Err(_), Some(charset)) => charset::decode_part(bytes, charset).0,
        (Err(_), None) => Cow::Owned(bytes.iter().map(|&byte| from_cp437(byte)).collect()),
    }
}

fn from_cp437(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        Some(upper) => CP437.chars().nth(usize::from(upper)).unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    }
}

/// A relative path: `\` is `/`, `..` is `__`, no drive, no control character, no bidi override.
fn clean(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for part in text.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".") {
        let drive = name.is_empty() && part.len() == 2 && part.ends_with(':');
        if !name.is_empty() {
            name.push('/');
        }
        match part {
            ".." => name.push_str("__"),
            _ if drive => name.push_str(&part.replace(':', "_")),
            _ => name.extend(part.chars().map(|char| if harmless(char) { char } else { '_' })),
        }
    }
    if name.is_empty() { "_".to_owned() } else { name }
}

fn harmless(char: char) -> bool {
    !char.is_control()
        && !matches!(char, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The name, numbered before its extension if there was one like it.
fn unlike(name: String, taken: &mut KeySet) -> String {
    if taken.insert(key64(name.as_bytes())) {
        return name;
    }
    let file = name.rfind('/').map_or(0, |at| at + 1);
    let dot = name[file..].rfind('.').filter(|&at| at > 0).map_or(name.len(), |at| file + at);
    let (stem, extension) = name.split_at(dot);
    // At most as many tries as names are taken.
    (2..=taken.len() + 2)
        .map(|number| format!("{stem} ({number}){extension}"))
        .find(|other| taken.insert(key64(other.as_bytes())))
        .unwrap_or(name)
}
