//! One message, parsed and decoded (RFC 5322, 2045, 2046, 2047, 2231).
//!
//! In: the bytes of a message as framed. Out: a [`Message`], and an observation for whatever had to be
//! guessed or repaired. mail-parser undoes transfer encodings and turns HTML to text; header text, charsets
//! and structure follow rules of our own, as they must survive cut characters, wrong labels and broken
//! boundaries without losing a byte in silence.
//!
//! It does not decrypt or verify (S/MIME and PGP parts stay attachments), does not read uuencode or
//! format=flowed, and does not look into attached messages.

mod body;
mod envelope;
mod fields;
mod files;
mod flags;
mod html;
mod ids;
mod key;
mod mime;
mod params;
mod people;
#[cfg(test)]
mod tests;
mod transfer;
pub use transfer::base64_text;
mod when;
mod words;

pub use envelope::{Envelope, envelope};
pub use flags::Flags;
pub use when::from_line_date;

use super::codes;
use crate::finding::{Observation, Observe};
use crate::text::date::Zone;
use body::Bodies;
use fields::Fields;
use memchr::memchr;
use mime::{Part, Structure};
use std::borrow::Cow;

/// A person in a header field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// Decoded display name; may be empty.
    pub name: String,
    /// Normalised address (lower case, half width); empty if the field held none.
    pub address: String,
}

/// A part that is neither the plain nor the HTML body.
#[derive(Clone, Debug)]
pub struct Attachment<'a> {
    /// Decoded file name (RFC 2231, 2047); made up from the type when the part has none.
    pub name: String,
    /// `type/subtype`, lower case.
    pub content_type: String,
    /// Content-ID without angle brackets; empty if none.
    pub content_id: String,
    pub inline: bool,
    /// Decoded bytes.
    pub bytes: Cow<'a, [u8]>,
}

/// How much of a message is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Header fields and checks of the text parts; attachments with name and size but maybe without bytes.
    Survey,
    /// Everything.
    Full,
}

/// A message as the rest of the program sees it.
#[derive(Clone, Debug, Default)]
pub struct Message<'a> {
    /// Without angle brackets; empty if the field is missing.
    pub message_id: String,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// Seconds since the epoch, UTC.
    pub date: Option<i64>,
    pub from: Vec<Mailbox>,
    pub sender: Vec<Mailbox>,
    pub reply_to: Vec<Mailbox>,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    pub bcc: Vec<Mailbox>,
    pub subject: String,
    /// The decoded plain body, lines ended by LF; made from the HTML body if there is no plain one.
    pub text: String,
    /// The decoded HTML body, empty if there is none.
    pub html: String,
    pub attachments: Vec<Attachment<'a>>,
    /// Sizes of the attachments in decoded bytes, also at `Depth::Survey`, where `bytes` may be empty.
    pub attachment_sizes: Vec<u64>,
    /// The charset the plain body was read with (as named in JSON), empty if there is no text.
    pub charset: &'static str,
    /// Key of the content, the same for the same mail in an mbox, an EML, with LF or CRLF: Message-ID,
    /// Date, From, Subject and the body bytes with line ends normalised and trailing blank lines left out;
    /// not of transport and mailbox fields (Received, Status, X-Mozilla-*, X-UID, Content-Length …).
    pub content_key: u128,
    /// What its header fields say a mail program noted of it; see also [`RawMessage::flags`](super::RawMessage::flags).
    pub flags: Flags,
    /// The decoded `X-Gmail-Labels`, empty if it has none; see [`of_message`](super::folder::of_message).
    pub labels: String,
}

/// Parses one message; whatever is odd is told to `observe` and something usable is given.
///
/// `zone` is used for dates that name none. At `Depth::Survey` all is the same but the attachments' `bytes`,
/// which are empty where they would have to be decoded. Costs time in proportion to `raw`, and never panics.
pub fn read<'a>(raw: &'a [u8], zone: &Zone, depth: Depth, observe: &mut Observe<'_>) -> Message<'a> {
    if memchr(b'\n', raw).is_none() && memchr(b'\r', raw).is_some() {
        return read_with_lf(raw, zone, depth, observe);
    }
    let (fields, body) = Fields::split(raw);
    let mut message = Message { content_key: key::of(&fields, body), ..Message::default() };
    read_fields(&fields, zone, &mut message, observe);
    let structure = mime::walk(fields, body);
    observe_structure(&structure, observe);
    let mut bodies = Bodies::default();
    for leaf in &structure.leaves {
        match text_kind(leaf) {
            Some(html) => bodies.add(leaf, html, observe),
            None => files::attach(leaf, depth, &mut message, observe),
        }
    }
    bodies.complete();
    message.text = bodies.plain;
    message.html = bodies.html;
    message.charset = bodies.charset;
    message
}

/// Reads a message whose line ends are CR, as of old Macintoshes.
fn read_with_lf<'a>(raw: &[u8], zone: &Zone, depth: Depth, observe: &mut Observe<'_>) -> Message<'a> {
    let raw: Vec<u8> = raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect();
    let message = read(&raw, zone, depth, observe);
    let owned = |file: Attachment<'_>| Attachment { bytes: Cow::Owned(file.bytes.into_owned()), ..file };
    let attachments = message.attachments.into_iter().map(owned).collect();
    Message { attachments, ..message }
}

/// Whether a leaf belongs to the HTML body (`true`), the plain body (`false`), or neither.
fn text_kind(leaf: &Part<'_>) -> Option<bool> {
    let html = match leaf.kind.value.as_str() {
        "text/plain" => false,
        "text/html" => true,
        _ => return None,
    };
    // Apple Mail shows text files in the text; their name tells them from it.
    let named = !leaf.alone && (leaf.disposition.has("filename") || leaf.kind.has("name"));
    (leaf.disposition.value != "attachment" && !named).then_some(html)
}

fn observe_structure(structure: &Structure<'_>, observe: &mut Observe<'_>) {
    if structure.truncated {
        observe(Observation::new(codes::MIME_TRUNCATED));
    }
    if structure.too_deep {
        observe(Observation::new(codes::NESTING_TOO_DEEP));
    }
    if structure.outside > 0 {
        observe(Observation::new(codes::MIME_TEXT_OUTSIDE).number(structure.outside));
    }
}

fn read_fields(fields: &Fields<'_>, zone: &Zone, message: &mut Message<'_>, observe: &mut Observe<'_>) {
    if fields.is_empty() {
        observe(Observation::new(codes::HEADERS_MISSING));
    }
    if fields.flood {
        observe(Observation::new(codes::HEADER_FLOOD).number(fields::MAX_FIELDS as u64));
    }
    let subject = field_text(fields, "subject", fields.raw("subject"), observe);
    message.subject = words::decode(subject, &mut reporter("subject", observe)).into_owned();
    message.from = read_people(fields, "from", observe);
    message.sender = read_people(fields, "sender", observe);
    message.reply_to = read_people(fields, "reply-to", observe);
    message.to = read_people(fields, "to", observe);
    message.cc = read_people(fields, "cc", observe);
    message.bcc = read_people(fields, "bcc", observe);
    message.in_reply_to = read_ids(fields, "in-reply-to");
    message.references = read_ids(fields, "references");
    message.message_id = read_ids(fields, "message-id").into_iter().next().unwrap_or_default();
    if message.message_id.is_empty() {
        observe(Observation::new(codes::MESSAGE_ID_MISSING).field("message-id"));
    }
    message.date = when::sent(fields, zone, observe);
    let labels = field_text(fields, "x-gmail-labels", fields.raw("x-gmail-labels"), observe);
    message.labels = words::decode(labels, &mut reporter("x-gmail-labels", observe)).into_owned();
    message.flags = Flags::of_fields(fields, &message.labels);
}

/// The mailboxes of all fields of that name.
fn read_people(fields: &Fields<'_>, name: &'static str, observe: &mut Observe<'_>) -> Vec<Mailbox> {
    let mut mailboxes = Vec::new();
    for raw in fields.all(name) {
        let text = field_text(fields, name, raw, observe);
        mailboxes.append(&mut people::read(&text, name, observe));
    }
    mailboxes
}

fn read_ids(fields: &Fields<'_>, name: &'static str) -> Vec<String> {
    ids::read(&String::from_utf8_lossy(&fields::unfold(fields.raw(name))))
}

/// A field's value as text, saying which charset had to be found out.
fn field_text<'a>(fields: &Fields<'a>, name: &str, raw: &'a [u8], observe: &mut Observe<'_>) -> Cow<'a, str> {
    let value = fields.text(raw);
    if let Some(used) = value.found_out {
        observe(Observation::new(codes::CHARSET_MISSING).field(name).used(used));
    }
    if value.replaced > 0 {
        let number = u64::from(value.replaced);
        observe(Observation::new(codes::CHARSET_UNDECODABLE).field(name).number(number));
    }
    value.text
}

/// Reports charsets of encoded words in `field`.
fn reporter<'r>(
    field: &'r str,
    observe: &'r mut Observe<'_>,
) -> impl FnMut(Option<&str>, &crate::text::charset::Decoded<'_>) + 'r {
    move |label, decoded| body::report(field, label, decoded, observe)
}
