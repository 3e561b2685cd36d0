//! The few parts of the browser that the host loop touches, declared by hand.
//!
//! Not web-sys: it has no `min` for BYOB reads, and a dozen methods do not need its build time.

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A `File` or a part of one.
    #[wasm_bindgen(typescript_type = "Blob")]
    #[derive(Clone)]
    pub type Blob;
    /// The parts one after the other.
    #[wasm_bindgen(constructor)]
    pub fn new(parts: &Array) -> Blob;
    #[wasm_bindgen(method, getter)]
    pub fn size(this: &Blob) -> f64;
    /// Milliseconds since 1970; not a number for what is no file.
    #[wasm_bindgen(method, getter, js_name = lastModified)]
    pub fn last_modified(this: &Blob) -> f64;
    #[wasm_bindgen(method)]
    pub fn slice(this: &Blob, start: f64, end: f64) -> Blob;
    #[wasm_bindgen(method, js_name = arrayBuffer)]
    pub fn array_buffer(this: &Blob) -> Promise;
    #[wasm_bindgen(method)]
    pub fn stream(this: &Blob) -> Stream;

    pub type Stream;
    /// Throws where byte streams are missing (WebKit).
    #[wasm_bindgen(method, catch, js_name = getReader)]
    pub fn reader(this: &Stream, options: &Object) -> Result<ByobReader, JsValue>;

    pub type ByobReader;
    /// Takes the view's buffer away and gives it back in the answer.
    #[wasm_bindgen(method)]
    pub fn read(this: &ByobReader, view: &Uint8Array, options: &Object) -> Promise;
    #[wasm_bindgen(method)]
    pub fn cancel(this: &ByobReader) -> Promise;

    /// The answer of [`ByobReader::read`].
    pub type ReadResult;
    #[wasm_bindgen(method, getter)]
    pub fn done(this: &ReadResult) -> bool;
    /// Undefined when the stream was cancelled.
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &ReadResult) -> Option<Uint8Array>;

    pub type FileReaderSync;
    #[wasm_bindgen(constructor)]
    pub fn new() -> FileReaderSync;
    #[wasm_bindgen(method, catch, js_name = readAsArrayBuffer)]
    pub fn read_as_array_buffer(this: &FileReaderSync, blob: &Blob) -> Result<ArrayBuffer, JsValue>;

    pub type MessagePort;
    #[wasm_bindgen(method, js_name = postMessage)]
    pub fn post(this: &MessagePort, message: &JsValue, transfer: &Array);
    #[wasm_bindgen(method, setter, js_name = onmessage)]
    pub fn set_onmessage(this: &MessagePort, handler: Option<&Function>);

    pub type MessageEvent;
    #[wasm_bindgen(method, getter)]
    pub fn data(this: &MessageEvent) -> JsValue;

    /// One dropped file as the page hands it over (`SourceFile` of protocol.ts).
    pub type Dropped;
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Dropped) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn file(this: &Dropped) -> Blob;

    /// The worker's own `postMessage`, for a last word when the program panics.
    #[wasm_bindgen(js_name = postMessage)]
    pub fn post_to_page(message: &JsValue);
}

/// A plain object of the given properties.
pub fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in properties {
        // Setting a property on a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

/// A property as text; empty if it is missing or something else.
pub fn text(value: &JsValue, key: &str) -> String {
    js_sys::Reflect::get(value, &JsValue::from_str(key))
        .ok()
        .and_then(|it| it.as_string())
        .unwrap_or_default()
}
