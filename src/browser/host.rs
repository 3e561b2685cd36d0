//! The browser's own tables for the core: Unicode forms, general categories, charsets.

use crate::text::host::{Host, install};
use js_sys::{JsString, RegExp};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &JsValue) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

/// Gives them to the core.
pub fn offer() {
    install(Host { normalize, is_mark, decode });
}

fn normalize(text: &str, form: &str) -> String {
    JsString::from(text).normalize(form).into()
}

fn is_mark(c: char) -> bool {
    let mut buffer = [0; 4];
    RegExp::new("\\p{M}", "u").test(c.encode_utf8(&mut buffer))
}

fn decode(bytes: &[u8], label: &str) -> String {
    let options = super::web::object(&[("ignoreBOM", true.into())]);
    let decoded = TextDecoder::new(label, &options).and_then(|decoder| decoder.decode(bytes));
    // No browser lacks a charset of the standard; if one did, the bytes would be reported as undecodable.
    decoded.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}
