//! Small helpers for writing HTML: escaping, tables, and the hash of a style for the policy.

use sha2::{Digest, Sha256};

/// Text fit for element content and quoted attribute values.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML cannot hold the other control characters, and bidi overrides would reorder the page.
            '\n' | '\t' => out.push(letter),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            _ if letter.is_control() => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}

/// One cell.
pub enum Cell {
    Text(String),
    /// Aligned to the end.
    Number(String),
    /// Letters of equal width that may break anywhere (sums).
    Code(String),
}

/// A table with a caption; the first cell of each row is its header. Empty without rows.
pub fn table(caption: &str, head: &[String], rows: &[Vec<Cell>], foot: Option<Vec<Cell>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut out = format!("<div class=\"wide\"><table><caption>{}</caption>\n<thead><tr>", escape(caption));
    for (at, name) in head.iter().enumerate() {
        let number =
            rows.first().and_then(|row| row.get(at)).is_some_and(|cell| matches!(cell, Cell::Number(_)));
        let class = if number { " class=\"n\"" } else { "" };
        out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(name)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    rows.iter().for_each(|cells| row(cells, &mut out));
    out.push_str("</tbody>");
    if let Some(cells) = foot {
        out.push_str("\n<tfoot>");
        row(&cells, &mut out);
        out.push_str("</tfoot>");
    }
    out.push_str("</table></div>\n");
    out
}

fn row(cells: &[Cell], out: &mut String) {
    out.push_str("<tr>");
    for (index, cell) in cells.iter().enumerate() {
        let (class, text) = match cell {
            Cell::Text(text) => ("", escape(text)),
            Cell::Number(text) => (" class=\"n\"", escape(text)),
            Cell::Code(text) => (" class=\"c\"", escape(text)),
        };
        match index {
            0 => out.push_str(&format!("<th scope=\"row\"{class}>{text}</th>")),
            _ => out.push_str(&format!("<td{class}>{text}</td>")),
        }
    }
    out.push_str("</tr>\n");
}

/// The source expression that allows just this inline style (CSP level 3, `sha256-`).
pub fn style_source(style: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(style.as_bytes())))
}

/// Base64 by RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let six = (bits >> (18 - 6 * place)) & 63;
            let letter = LETTERS.get(six as usize).copied().unwrap_or(b'=');
            out.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_values_is_text() {
        assert_eq!(escape("<b a=\"1\">&'\u{202e}\0"), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;\u{fffd}\u{fffd}");
    }

    #[test]
    fn base64_is_padded_as_the_rfc_says() {
        let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (input, expected) in pairs {
            assert_eq!(base64(input.as_bytes()), expected);
        }
    }
}
