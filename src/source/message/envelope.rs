//! What is needed of a message to file it, without looking into its body's parts.

use super::fields::{Fields, unfold};
use super::{key, people, words};
use crate::text::address;
use memchr::memchr;
use std::borrow::Cow;

/// The outside of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The same as [`Message::content_key`](super::Message::content_key).
    pub content_key: u128,
    /// Who sent it, for the line before it in an mbox: Return-Path, else From; empty if neither holds an address.
    pub sender: String,
    /// Without angle brackets; empty if the field is missing.
    pub message_id: String,
    /// The decoded fields asked for; empty where the message has none.
    pub values: Vec<String>,
}

/// Reads the outside of a message, and the decoded values of the fields named (lower case).
pub fn envelope(raw: &[u8], names: &[String]) -> Envelope {
    // Old Macintosh files end lines by CR; all else reads LF.
    let raw: Cow<'_, [u8]> = match memchr(b'\n', raw).is_none() && memchr(b'\r', raw).is_some() {
        true => raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect::<Vec<u8>>().into(),
        false => raw.into(),
    };
    let (fields, body) = Fields::split(&raw);
    let text = |name: &str| fields.text(fields.raw(name)).text.into_owned();
    let returned = String::from_utf8_lossy(&unfold(fields.raw("return-path"))).into_owned();
    let returned = returned.trim().trim_start_matches('<').trim_end_matches('>').to_string();
    let from = || people::read(&text("from"), "from", &mut |_| {}).into_iter().next();
    let sender = address::normal_form(&returned).map(Cow::into_owned);
    let sender = sender.or_else(|| from().map(|from| from.address)).unwrap_or_default();
    let value = |name: &String| words::decode(text(name).into(), &mut |_, _| {}).into_owned();
    Envelope {
        content_key: key::of(&fields, body),
        sender,
        message_id: super::read_ids(&fields, "message-id").into_iter().next().unwrap_or_default(),
        values: names.iter().map(value).collect(),
    }
}
