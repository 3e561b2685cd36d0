//! wasm32 only: tables that every browser has, so that the page need not bring them.
//!
//! The browser room fills it in before anything runs; this room only asks. What a host answers is fixed by
//! standards (Unicode, the Encoding Standard), so a run gives the same everywhere.

use std::sync::OnceLock;

/// What the host does for us.
pub struct Host {
    /// `String.prototype.normalize`: the text in a form (`NFC`, `NFKC`).
    pub normalize: fn(&str, &str) -> String,
    /// Whether the character is a combining mark (`\p{M}`).
    pub is_mark: fn(char) -> bool,
    /// `TextDecoder` with the label, without its replacement of a byte order mark. Bytes without a meaning give U+FFFD.
    pub decode: fn(&[u8], &str) -> String,
}

static HOST: OnceLock<Host> = OnceLock::new();

/// Fills it in; a second time changes nothing.
pub fn install(host: Host) {
    let _ = HOST.set(host);
}

/// What was filled in. Without a host, text stays as it is.
pub(crate) fn host() -> &'static Host {
    HOST.get_or_init(|| Host {
        normalize: |text, _| text.to_owned(),
        is_mark: |_| false,
        decode: |bytes, _| String::from_utf8_lossy(bytes).into_owned(),
    })
}
