//! E-mail addresses (RFC 5322 §3.4.1 addr-spec) as people type them, to one lower-case spelling.
//!
//! Tolerates what Japanese carriers issued against the RFC (`a..b@docomo.ne.jp`, `.a@`, `a.@`) and domains
//! in any script. It reads one address: lists are the business of the header field's parser. It refuses local
//! parts outside ASCII, which no destination takes, and does not convert domains to Punycode.

use super::fold::{is_invisible, is_space, normal};
use std::borrow::Cow;
use wide::u8x16;

/// RFC 5321 §4.5.3.1.3: a path has 256 octets, two of them the brackets.
const MAX_ADDRESS: usize = 254;

/// What had to be repaired to read an address. Each true field is worth a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressRepair {
    /// Full-width letters or ＠ were folded (NFKC).
    pub full_width: bool,
    /// Upper case was folded to lower case.
    pub case: bool,
    /// Spaces, brackets, `mailto:` or a display name were taken off.
    pub trimmed: bool,
}

/// A usable address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Lower case, ASCII where it could be.
    pub address: String,
    pub repair: AddressRepair,
}

/// Whether `parse` would give the text back as it is: an ASCII address in lower case. Does not allocate.
pub fn is_normal(value: &str) -> bool {
    by_masks(value.as_bytes()).unwrap_or_else(|| byte_by_byte(value))
}

fn byte_by_byte(value: &str) -> bool {
    if value.len() > MAX_ADDRESS {
        return false;
    }
    let is_local = |&&byte: &&u8| PLAIN[usize::from(byte)] & LOCAL != 0;
    let at = value.as_bytes().iter().take_while(is_local).count();
    let Some((local, domain)) = value.split_at_checked(at) else { return false };
    let Some(domain) = domain.strip_prefix('@') else { return false };
    let only_dots = local.bytes().all(|byte| byte == b'.');
    !only_dots && (is_plain_domain(domain.as_bytes()) || is_lower_domain(domain))
}

/// [`is_normal`] of a short address of letters, digits and `.`, `-`, `_` alone, as nearly all are, told from where they
/// stand and not one by one. None for any other value.
fn by_masks(value: &[u8]) -> Option<bool> {
    let mut block = [0; 32];
    block.get_mut(..value.len())?.copy_from_slice(value);
    let (halves, _) = block.as_chunks::<16>();
    let mask = |of: &dyn Fn(u8x16) -> u8x16| {
        halves.iter().rev().fold(0, |mask, half| mask << 16 | of(u8x16::from(*half)).to_bitmask())
    };
    let within = |bytes: u8x16, from: u8, to: u8| {
        (bytes.max(u8x16::splat(from)).simd_eq(bytes)) & (bytes.min(u8x16::splat(to)).simd_eq(bytes))
    };
    let is = |sign: u8| mask(&move |bytes| bytes.simd_eq(u8x16::splat(sign)));
    let word = mask(&|bytes| within(bytes, b'a', b'z') | within(bytes, b'0', b'9'));
    let (at, dot, dash, low) = (is(b'@'), is(b'.'), is(b'-'), is(b'_'));
    let whole = ((1u64 << value.len()) - 1) as u32;
    if word | at | dot | dash | low != whole || !at.is_power_of_two() {
        return None;
    }
    let local = at - 1;
    let domain = whole & !local & !at;
    // A dot stands between two words, a dash may have another one beside it; a domain begins and ends with a word.
    let (dots, dashes) = (dot & domain, dash & domain);
    let beside = |of: u32| (of << 1) & (of >> 1);
    let sound = dots & !beside(word) == 0 && dashes & !beside(word | dash) == 0 && low & domain == 0;
    let ends = domain != 0 && (domain & !(domain << 1)) & word != 0 && (domain & !(domain >> 1)) & word != 0;
    (sound && ends).then_some((word | dash | low) & local != 0)
}

/// Bits of [`PLAIN`]: atext (RFC 5322 §3.2.3) in lower case or a dot; a lower-case letter or digit.
const LOCAL: u8 = 1;
const LABEL: u8 = 2;

/// What each byte may be part of. A table, as an export holds millions of addresses.
const PLAIN: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' => LOCAL | LABEL,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-'..=b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~' => {
                LOCAL
            }
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Labels of lower-case letters, digits and inner `-`: nearly all domains, in one pass.
fn is_plain_domain(domain: &[u8]) -> bool {
    // Whether the byte before is a letter or digit: `.` follows and precedes only these, and `-` stands between.
    let (mut inner, mut dash) = (false, false);
    for &byte in domain {
        if PLAIN[usize::from(byte)] & LABEL != 0 {
            (inner, dash) = (true, false);
        } else if byte == b'.' && inner {
            (inner, dash) = (false, false);
        } else if byte == b'-' && (inner || dash) {
            (inner, dash) = (false, true);
        } else {
            return false;
        }
    }
    inner
}

fn is_lower_domain(domain: &str) -> bool {
    domain.is_ascii() && !domain.bytes().any(|byte| byte.is_ascii_uppercase()) && is_domain(domain)
}

/// The address as [`parse`] spells it, borrowed where it is spelled so already.
pub fn normal_form(value: &str) -> Option<Cow<'_, str>> {
    if is_normal(value) {
        Some(Cow::Borrowed(value))
    } else {
        parse(value).map(|read| Cow::Owned(read.address))
    }
}

/// Reads one address out of a cell; `None` if it is not an address. Tolerates docomo's `a..b@` and `.a@`.
pub fn parse(value: &str) -> Option<Address> {
    if is_normal(value) {
        return Some(Address { address: value.to_string(), repair: AddressRepair::default() });
    }
    let visible = without_invisible(value);
    let folded = normal(&visible);
    let core = strip(&folded)?;
    let (local, domain) = split(core)?;
    let plain = unquote(local);
    let dotted = domain.replace('。', ".");
    let rooted = dotted.strip_suffix('.').unwrap_or(&dotted);
    // Lower case of some letters is not in form KC again; the key must be.
    let lowered = normal(&rooted.to_lowercase()).into_owned();
    if !is_local(plain) || !is_domain(&lowered) {
        return None;
    }
    let address = format!("{}@{lowered}", plain.to_ascii_lowercase());
    if address.len() > MAX_ADDRESS {
        return None;
    }
    let repair = AddressRepair {
        // A folded display name around the address is no repair of the address.
        full_width: !visible.contains(core) || dotted != domain,
        case: !address.starts_with(plain) || lowered != rooted,
        trimmed: visible != value || core != folded || plain != local || rooted != dotted,
    };
    Some(Address { address, repair })
}

fn without_invisible(value: &str) -> Cow<'_, str> {
    if value.is_ascii() || !value.contains(is_invisible) {
        return Cow::Borrowed(value);
    }
    Cow::Owned(value.chars().filter(|&c| !is_invisible(c)).collect())
}

/// Takes off everything around the address. `None` if two addresses are meant.
fn strip(text: &str) -> Option<&str> {
    let mut rest = inside_brackets(text)?;
    // Wrappings come in any order: `('mailto:a@example.jp')`. Each round takes one off; few are real.
    for _ in 0..8 {
        let next = unwrap_once(rest);
        if next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    Some(rest)
}

fn unwrap_once(text: &str) -> &str {
    let text = text.trim_matches(|c| is_space(c) || matches!(c, ',' | ';' | '、'));
    if text.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("mailto:")) {
        let address = &text[7..];
        return address.split_once('?').map_or(address, |(address, _)| address);
    }
    for (open, close) in [('\'', '\''), ('"', '"'), ('[', ']'), ('<', '>'), ('(', ')'), ('「', '」')] {
        if let Some(inner) = text.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
            return inner;
        }
    }
    without_comment(text)
}

/// Takes a comment (RFC 5322 §3.2.2) off either end.
fn without_comment(text: &str) -> &str {
    if text.ends_with(')')
        && let Some((before, _)) = text.rsplit_once('(')
    {
        return before;
    }
    match text.strip_prefix('(').and_then(|t| t.split_once(')')) {
        Some((_, after)) => after,
        None => text,
    }
}

/// What stands in the only `<…>` outside quotes, or the text itself if there is none.
fn inside_brackets(text: &str) -> Option<&str> {
    let (mut quoted, mut escaped, mut open) = (false, false, None);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '<' if !quoted && open.is_some() => return None,
            '<' if !quoted => open = Some(at),
            _ => {}
        }
    }
    let Some(open) = open else { return Some(text) };
    let (name, rest) = (&text[..open], &text[open + 1..]);
    let (inner, after) = rest.split_once('>').unwrap_or((rest, ""));
    // `a@example.jp <a@example.jp>` is one person; with a comma between they are two.
    let unquoted = name.split('"').step_by(2);
    let list = unquoted.clone().any(|n| n.contains('@')) && unquoted.clone().any(|n| n.contains([',', ';']));
    if list || after.contains('@') { None } else { Some(inner) }
}

/// Cuts at the `@` after the (maybe quoted) local part.
fn split(core: &str) -> Option<(&str, &str)> {
    let at = core.rfind('@')?;
    Some((&core[..at], &core[at + 1..]))
}

/// `"a..b"@docomo.ne.jp` and `a..b@docomo.ne.jp` are one mailbox.
fn unquote(local: &str) -> &str {
    let inner = local.strip_prefix('"').and_then(|l| l.strip_suffix('"'));
    inner.filter(|inner| is_dotted_atom(inner)).unwrap_or(local)
}

fn is_local(local: &str) -> bool {
    is_dotted_atom(local) || is_quoted_string(local)
}

/// Dot-atom (RFC 5322 §3.2.3), with dots anywhere: docomo and au gave out such addresses until 2009.
fn is_dotted_atom(local: &str) -> bool {
    let mark = |b: u8| b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    let mut some = false;
    for b in local.bytes() {
        if b != b'.' && !b.is_ascii_alphanumeric() && !mark(b) {
            return false;
        }
        some |= b != b'.';
    }
    some
}

/// Quoted string (RFC 5322 §3.2.4) without line ends and controls.
fn is_quoted_string(local: &str) -> bool {
    let Some(inner) = local.strip_prefix('"').and_then(|l| l.strip_suffix('"')) else { return false };
    let mut escaped = false;
    for b in inner.bytes() {
        if !matches!(b, b' '..=b'~') || (b == b'"' && !escaped) {
            return false;
        }
        escaped = b == b'\\' && !escaped;
    }
    !escaped && !inner.is_empty()
}

/// Labels of letters and digits in any script, with `-` and `_` inside; or an address literal.
fn is_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[').and_then(|d| d.strip_suffix(']')) {
        let number = literal.strip_prefix("ipv6:").unwrap_or(literal);
        return number.parse::<std::net::IpAddr>().is_ok();
    }
    domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    if label.is_ascii() {
        let label = label.as_bytes();
        let sound = label.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        return sound
            && label.first().is_some_and(|&first| first != b'-')
            && label.last() != Some(&b'-')
            && label.iter().any(u8::is_ascii_alphanumeric);
    }
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | 'ー' | '・') || is_mark(c);
    let (first, last) = (label.chars().next(), label.chars().next_back());
    first.is_some_and(|c| c.is_alphanumeric() || c == '_')
        && last.is_some_and(|c| c != '-')
        && label.chars().all(inner)
        && label.chars().any(char::is_alphanumeric)
}

/// Combining marks that stay apart in form KC (vowel signs of South Asian scripts count as letters already).
fn is_mark(c: char) -> bool {
    super::fold::is_mark(c)
}

#[cfg(test)]
mod tests;
