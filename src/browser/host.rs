//! The browser's own tables for the core: Unicode forms, general categories, charsets, time zones.

use crate::text::date::civil_day;
use crate::text::host::{Host, install};
use js_sys::{JsString, RegExp};
use std::cell::RefCell;
use std::sync::OnceLock;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &JsValue) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;

    #[derive(Clone)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn of(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, milliseconds: f64) -> String;
}

/// The catalogs of findings: Japanese, English.
static FINDINGS: OnceLock<[String; 2]> = OnceLock::new();

/// Gives them to the core.
pub fn offer(ja: String, en: String) {
    let _ = FINDINGS.set([ja, en]);
    install(Host { normalize, is_mark, decode, offset, findings });
}

fn findings(language: &str) -> &'static str {
    FINDINGS.get().map_or("", |[ja, en]| if language == "ja" { ja } else { en })
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

thread_local! {
    /// The formatter asked last, with its zone: making one takes longer than hundreds of answers.
    static ASKED: RefCell<Option<(String, DateTimeFormat)>> = const { RefCell::new(None) };
}

fn offset(zone: &str, moment: i64) -> Option<i32> {
    let known = ASKED.with_borrow(|asked| {
        asked.as_ref().filter(|(name, _)| name == zone).map(|(_, format)| format.clone())
    });
    let format = match known {
        Some(format) => format,
        None => {
            let parts = ["day", "hour", "minute", "second"].map(|part| (part, "numeric".into()));
            let [day, hour, minute, second] = parts;
            let zoned = ("timeZone", zone.into());
            let options =
                super::web::object(&[zoned, ("hourCycle", "h23".into()), day, hour, minute, second]);
            let format = DateTimeFormat::of("en-US", &options).ok()?;
            ASKED.set(Some((zone.to_string(), format.clone())));
            format
        }
    };
    Some(east(&format.format(moment as f64 * 1000.0), moment))
}

/// How far a clock is ahead of UTC that shows `shown` (day of the month, hour, minute, second) at this moment.
fn east(shown: &str, moment: i64) -> i32 {
    let numbers = shown.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<i32>().ok());
    let utc = civil_day(moment.div_euclid(86_400)).2 as i32;
    let mut seconds = [0; 4];
    seconds.iter_mut().zip(numbers).for_each(|(slot, number)| *slot = number);
    let [day, hour, minute, second] = seconds;
    // The day after or before, also over the end of a month.
    let days = match day - utc {
        0 => 0,
        1 | ..=-2 => 1,
        _ => -1,
    };
    days * 86_400 + hour * 3600 + minute * 60 + second - moment.rem_euclid(86_400) as i32
}
