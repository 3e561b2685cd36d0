//! Text of which some lines are in another charset, as footers and quotations of careless programs are.

use super::label::Declared;
use super::{Charset, Decoded, decode_part, detect, evidence};
use encoding_rs::{EUC_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// Reads each line that the charset of the whole does not explain as what it is by itself, if that is Japanese or UTF-8 to
/// the last byte. `None` where nothing is gained.
pub fn decode(bytes: &[u8], whole: &Decoded<'_>, declared: Option<Declared>) -> Option<Decoded<'static>> {
    let main = match declared.map(|declared| declared.charset) {
        // A mixture makes no sense in any charset, and anything goes as windows-1252.
        Some(declared) if whole.used == WINDOWS_1252 => declared,
        None if whole.used == WINDOWS_1252 => {
            detect(bytes.split(|&byte| byte == b'\n').find(|l| !l.is_ascii())?)
        }
        _ if is_suspicious(whole) => whole.used,
        _ => return None,
    };
    if !is_known(main) {
        return None;
    }
    let (mut text, mut replaced, mut mixed) = (String::with_capacity(whole.text.len()), 0u32, false);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let (as_whole, bad) = decode_part(line, main);
        let other = if line.is_ascii() { None } else { of_line(line, main, bad) };
        mixed |= other.is_some();
        replaced = replaced.saturating_add(if other.is_some() { 0 } else { bad });
        text.push_str(other.as_deref().unwrap_or(&as_whole));
    }
    let better = whole.used == main || replaced == 0;
    (mixed && better).then_some(Decoded {
        text: Cow::Owned(text),
        used: main,
        mislabelled: false,
        replaced,
        mixed,
    })
}

/// Bytes without a meaning, or what UTF-8 and EUC-JP look like when they happen to be valid CP932.
fn is_suspicious(whole: &Decoded<'_>) -> bool {
    whole.replaced > 0
        || (whole.used == SHIFT_JIS
            && (whole.text.contains('縺') || whole.text.matches('､').nth(2).is_some()))
}

fn is_known(charset: Charset) -> bool {
    charset == UTF_8 || charset == SHIFT_JIS || charset == EUC_JP
}

/// The line in another charset than the whole.
fn of_line(line: &[u8], main: Charset, bad: u32) -> Option<Cow<'_, str>> {
    let declared = Declared { charset: main, ascii: false, either_order: false };
    let judged = evidence::judge(line, Some(declared).filter(|_| bad == 0));
    if !is_known(judged.charset) || judged.charset == main {
        return None;
    }
    let (text, replaced) = decode_part(line, judged.charset);
    (replaced == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::super::tests::encoded;
    use super::*;

    #[test]
    fn each_line_is_read_in_its_own_charset() {
        let (body, footer) = (
            "お世話になっております。\r\n株式会社みどりの田中です。\r\n",
            "配信停止はこちらからお願いします\r\n",
        );
        for main in [UTF_8, SHIFT_JIS, EUC_JP] {
            for other in [UTF_8, SHIFT_JIS, EUC_JP].into_iter().filter(|other| *other != main) {
                let bytes = [encoded(body, main), encoded(footer, other), encoded(body, main)].concat();
                for label in [Some(main.name()), None] {
                    let read = decode(&bytes, label);
                    let expected = format!("{body}{footer}{body}");
                    assert_eq!(read.text, expected, "{} in {} {label:?}", other.name(), main.name());
                    assert_eq!((read.mixed, read.replaced), (true, 0));
                }
            }
        }
    }
}
