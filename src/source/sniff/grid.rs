//! Tells a table (CSV, TSV, …) from other text, by the number of delimiters from record to record.

use crate::text::charset;

/// How many records are counted.
const RECORDS: usize = 50;
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Whether the bytes are a table of two columns or more. `extension` lets ragged and one-line files pass.
pub(super) fn is_table(head: &[u8], whole: bool, extension: &str) -> bool {
    let Some(text) = text(head, whole) else { return false };
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
        return true;
    }
    let named = is_named(extension);
    DELIMITERS.iter().any(|&delimiter| {
        let counts = counts(text.as_bytes(), delimiter, whole);
        let Some(&columns) = counts.first().filter(|&&count| count > 0) else { return false };
        let same = counts.iter().filter(|&&count| count == columns).count();
        // A lone line with a comma in it may be any sentence; two lines that agree need two commas each.
        let agreed = same * 5 >= counts.len() * 4
            && (counts.len() > 2 || columns > 1 || counts.len() == 2 && same == 2);
        named || (agreed && (counts.len() > 1 || columns > 1))
    })
}

/// Whether the bytes are text in a file named as a table: a table of one column.
pub(super) fn is_column(head: &[u8], whole: bool, extension: &str) -> bool {
    is_named(extension) && text(head, whole).is_some()
}

fn is_named(extension: &str) -> bool {
    ["csv", "tsv", "tab"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The text without BOM, or `None` if it is binary or markup.
///
/// Decoded, as Shift_JIS and ISO-2022-JP use `|`, `,` and `;` as second bytes of characters.
fn text(head: &[u8], whole: bool) -> Option<String> {
    let decoded = charset::decode(head, None);
    let wide = decoded.used == encoding_rs::UTF_16LE || decoded.used == encoding_rs::UTF_16BE;
    let text = match decoded.text {
        text if wide || !head.contains(&0) => text.into_owned(),
        _ => charset::decode(&without_stray_nuls(head)?, None).text.into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}').to_string();
    // A head may end within a character: one U+FFFD proves nothing.
    let strange = text
        .chars()
        .filter(|&char| char == '\u{fffd}' || (char < ' ' && !"\t\n\r\x0b\x0c\x1a\x1b".contains(char)));
    let allowed = text.len() / 100 + usize::from(!whole);
    let markup = ["<", "{", "["].iter().any(|start| text.trim_start().starts_with(start));
    (strange.count() <= allowed && !markup).then_some(text)
}

/// The bytes without NULs, or `None` if they are too many for text. Exports leave a few in fields, and a
/// writer that was cut off leaves a block of them at the end.
fn without_stray_nuls(head: &[u8]) -> Option<Vec<u8>> {
    let end = head.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let head = &head[..end];
    let text: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
    ((head.len() - text.len()) * 20 <= head.len()).then_some(text)
}

/// Delimiters outside quotes in each of the first records; blank lines and a cut last record left out.
fn counts(text: &[u8], delimiter: u8, whole: bool) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut quoted, mut count, mut length) = (false, 0, 0);
    for &byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if length > 0 {
                    counts.push(count);
                }
                if counts.len() == RECORDS {
                    return counts;
                }
                (count, length) = (0, 0);
                continue;
            }
            _ if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
        length += 1;
    }
    if length > 0 && (whole || counts.is_empty()) {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], extension: &str, expected: bool) {
        assert_eq!(is_table(head, true, extension), expected, "{:?}", String::from_utf8_lossy(head));
    }

    fn wide(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_delimiter_makes_a_table() {
        for delimiter in [",", "\t", ";", "|"] {
            check("a,b,c\n1,2,3\n".replace(',', delimiter).as_bytes(), "txt", true);
        }
        check(b"a,b\r\"x\ny,z\",2\r", "", true);
        check(b"sep=;\na\nb\n", "", true);
    }

    #[test]
    fn prose_is_no_table() {
        check(b"Hello, world\n", "txt", false);
        check(b"Dear sir,\nthank you, and so on, and on.\nBye\n", "", false);
        check(b"<table>,\n<tr>,\n", "csv", false);
        check(b"just a line\nand one more\n", "txt", false);
    }

    #[test]
    fn the_name_helps_a_ragged_or_short_table() {
        check(b"a,b\n", "csv", true);
        check(b"a,b\n1\n1,2,3\n", "CSV", true);
        assert!(is_column(b"name\nsato\n", true, "csv"));
        assert!(!is_column(b"name\nsato\n", true, "txt"));
    }

    #[test]
    fn japanese_charsets_are_decoded_before_counting() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("名前,ポート\nソース,十\n");
        check(&bytes, "", true);
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode("名前,件名\n佐藤,問い合わせ\n");
        check(&bytes, "", true);
        check(&wide("\u{feff}名前\t件名\n佐藤\tx\n", true), "", true);
        check(&wide("name\tx\nsato\ty\n", true), "", true);
        check(&wide("name\tx\nsato\ty\n", false), "", true);
    }
}
