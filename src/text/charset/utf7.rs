//! UTF-7 (RFC 2152) to text: `+` and base64 of UTF-16BE up to the next character outside the alphabet; `+-` is `+`.

/// Decodes; `None` if the bytes are no UTF-7, as an own label is not believed against them.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())?;
    while let Some((plain, after)) = rest.split_once('+') {
        text.push_str(plain);
        let end = after.find(|c: char| digit(c).is_none()).unwrap_or(after.len());
        let (letters, after) = after.split_at(end);
        if letters.is_empty() {
            text.push('+');
        } else {
            shifted(letters, &mut text)?;
        }
        rest = after.strip_prefix('-').unwrap_or(after);
    }
    text.push_str(rest);
    Some(text)
}

fn digit(c: char) -> Option<u32> {
    match c {
        'A'..='Z' => Some(c as u32 - 65),
        'a'..='z' => Some(c as u32 - 71),
        '0'..='9' => Some(c as u32 + 4),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    }
}

/// Base64 without padding: bits beyond the last whole unit are none.
fn shifted(letters: &str, text: &mut String) -> Option<()> {
    let (mut bits, mut held) = (0u32, 0);
    let mut units = Vec::with_capacity(letters.len() * 3 / 8);
    for letter in letters.chars().filter_map(digit) {
        bits = bits << 6 | letter;
        held += 6;
        if held >= 16 {
            held -= 16;
            units.push((bits >> held) as u16);
            bits &= (1 << held) - 1;
        }
    }
    text.push_str(&String::from_utf16(&units).ok().filter(|_| held < 6 && bits == 0)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &str, expected: Option<&str>) {
        assert_eq!(decode(bytes.as_bytes()).as_deref(), expected, "{bytes}");
    }

    #[test]
    fn the_examples_of_rfc_2152_are_read() {
        check("A+ImIDkQ.", Some("A≢Α."));
        check("Hi Mom -+Jjo--!", Some("Hi Mom -☺-!"));
        check("+ZeVnLIqe-", Some("日本語"));
        check("Item 3 is +AKM-1.", Some("Item 3 is £1."));
        check("1 +- 1", Some("1 + 1"));
        check("+2D3cAg", Some("🐂"));
    }

    #[test]
    fn what_is_no_utf_7_is_left_to_others() {
        check("日本", None);
        check("+A", None);
        check("+2D0-", None);
        check("+", Some("+"));
    }
}
