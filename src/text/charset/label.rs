//! Charset labels as mail and exports write them, to charsets.

use super::Charset;
use encoding_rs::*;

/// What a label declares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Declared {
    pub charset: Charset,
    /// US-ASCII: any byte above 0x7F contradicts it.
    pub ascii: bool,
    /// UTF-16 without saying which byte comes first.
    pub either_order: bool,
}

/// Longer labels are none; the limit keeps a hostile one from costing anything.
const MAX_LENGTH: usize = 64;

/// Whether a label names UTF-7 (RFC 2152), which no table of charsets has: it is an encoding of Unicode in ASCII.
pub fn is_utf_7(label: &str) -> bool {
    let label = label.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    ["utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7", "x-unicode-2-0-utf-7", "unicode-2-0-utf-7"]
        .iter()
        .any(|known| label.eq_ignore_ascii_case(known))
}

/// Reads a label. First our own list, since the Encoding Standard calls US-ASCII windows-1252.
pub fn read(label: &str) -> Option<Declared> {
    let label = label.split(';').next().unwrap_or("");
    let label = label.trim_matches(|c: char| c.is_whitespace() || c.is_control() || "\"'`<>=,".contains(c));
    if label.is_empty() || label.len() > MAX_LENGTH {
        return None;
    }
    let plain: String =
        label.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let plain = plain.strip_prefix("charset").unwrap_or(&plain);
    let ascii = matches!(
        plain,
        "usascii"
            | "ascii"
            | "ansix341968"
            | "ansix341986"
            | "iso646us"
            | "us"
            | "cp367"
            | "ibm367"
            | "csascii"
            | "isoir6"
            | "iso646irv1991"
            | "646"
            | "7bit"
    );
    let either_order = matches!(plain, "utf16" | "ucs2" | "unicode" | "iso10646ucs2");
    let charset =
        if ascii { Some(UTF_8) } else { vendor(plain).or_else(|| Encoding::for_label(label.as_bytes())) };
    // What encoding_rs decodes to a single U+FFFD is better read by evidence.
    let charset = charset.filter(|&charset| charset != REPLACEMENT && charset != X_USER_DEFINED)?;
    Some(Declared { charset, ascii, either_order })
}

/// Spellings the Encoding Standard does not list, without their punctuation.
fn vendor(plain: &str) -> Option<Charset> {
    let charset = match plain {
        "cp932" | "ms932" | "win932" | "windows932" | "xmscp932" | "ibm932" | "ibm943" | "cp943"
        | "cp943c" | "win31j" | "windows31j" | "cswindows31j" | "sjis" | "xsjis" | "shiftjis"
        | "xshiftjis" | "sjiswin" | "sjisopen" | "sjis2004" | "shiftjis2004" | "shiftjisx0213"
        | "mskanji" | "csshiftjis" | "macjapanese" | "xmacjapanese" | "japaneseshiftjis" => SHIFT_JIS,
        "cp50220" | "cp50221" | "cp50222" | "windows50220" | "windows50221" | "xwindows50221"
        | "xwindowsiso2022jp" | "iso2022jp" | "xiso2022jp" | "iso2022jp1" | "iso2022jp2" | "iso2022jp3"
        | "iso2022jp2004" | "iso2022jpms" | "iso2022jpext" | "csiso2022jp" | "csiso2022jp2" | "jis"
        | "jis7" | "jis8" | "jisx0208" | "jiskana" => ISO_2022_JP,
        "eucjp"
        | "xeucjp"
        | "xeuc"
        | "euc"
        | "ujis"
        | "eucjpms"
        | "eucjpwin"
        | "cp51932"
        | "eucjpopen"
        | "cp20932"
        | "eucjisx0213"
        | "eucjis2004"
        | "cseucpkdfmtjapanese" => EUC_JP,
        "utf8" | "utf8n" | "utf8mb3" | "utf8mb4" | "utf8bom" | "utf8sig" | "utf8mac" | "cp65001"
        | "windows65001" | "xutf8" | "utf8unix" => UTF_8,
        "utf16" | "utf16le" | "ucs2" | "ucs2le" | "unicode" | "cp1200" | "iso10646ucs2" => UTF_16LE,
        "utf16be" | "ucs2be" | "cp1201" => UTF_16BE,
        "cp936" | "ms936" | "euccn" | "gb2312" | "gbk" => GBK,
        "gb18030" | "gb180302000" | "cp54936" => GB18030,
        "cp949" | "ms949" | "uhc" | "euckr" => EUC_KR,
        "cp950" | "ms950" | "big5" | "big5hkscs" => BIG5,
        "latin1" | "iso88591" | "isolatin1" | "8859" | "cp819" | "cp1252" | "ansi" => WINDOWS_1252,
        _ => return None,
    };
    Some(charset)
}
