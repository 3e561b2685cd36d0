//! wasm32 only: tables that every browser has, so that the page need not bring them.
//!
//! The browser room fills it in before anything runs; this room only asks. What a host answers is fixed by
//! standards (Unicode, the Encoding Standard) and the IANA time zone database, so a run gives the same everywhere.

use std::sync::OnceLock;

/// What the host does for us.
pub struct Host {
    /// `String.prototype.normalize`: the text in a form (`NFC`, `NFKC`).
    pub normalize: fn(&str, &str) -> String,
    /// Whether the character is a combining mark (`\p{M}`).
    pub is_mark: fn(char) -> bool,
    /// `TextDecoder` with the label, without its replacement of a byte order mark. Bytes without a meaning give U+FFFD.
    pub decode: fn(&[u8], &str) -> String,
    /// `Intl.DateTimeFormat`: how many seconds east of Greenwich clocks are in a zone (IANA name) at a moment (seconds
    /// since 1970). `None` if the zone is unknown.
    pub offset: fn(&str, i64) -> Option<i32>,
    /// `locales/<language>/findings.ftl`, which the page has for itself.
    pub findings: fn(&str) -> &'static str,
}

static HOST: OnceLock<Host> = OnceLock::new();

/// Fills it in; a second time changes nothing.
pub fn install(host: Host) {
    let _ = HOST.set(host);
}

/// What was filled in. Without a host, text stays as it is.
pub fn host() -> &'static Host {
    HOST.get_or_init(|| Host {
        normalize: |text, _| text.to_owned(),
        is_mark: |_| false,
        decode: |bytes, _| String::from_utf8_lossy(bytes).into_owned(),
        offset: |_, _| None,
        findings: |_| "",
    })
}
