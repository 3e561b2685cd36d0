//! Unicode normalisation forms (UAX #15): from tables of our own, or in the page from the browser's.
//!
//! Both give the same, as Unicode promises never to change the form of an assigned character. Only characters newer
//! than a browser are left by it as they are.

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization;

    /// Form KC.
    pub fn kc(text: &str) -> String {
        text.nfkc().collect()
    }

    /// Form C.
    pub fn c(text: &str) -> String {
        text.nfc().collect()
    }

    /// Whether it is a combining mark (general category M).
    pub fn is_mark(c: char) -> bool {
        unicode_normalization::char::is_combining_mark(c)
    }
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use crate::text::host::host;

    pub fn kc(text: &str) -> String {
        (host().normalize)(text, "NFKC")
    }

    pub fn c(text: &str) -> String {
        (host().normalize)(text, "NFC")
    }

    pub fn is_mark(c: char) -> bool {
        (host().is_mark)(c)
    }
}

pub use tables::{c, is_mark, kc};
