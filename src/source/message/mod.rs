//! One message, parsed and decoded (RFC 5322, 2045, 2046, 2047, 2231).
//!
//! In: the bytes of a message as framed. Out: a [`Message`], and an observation for whatever had to be
//! guessed or repaired. mail-parser undoes transfer encodings and turns HTML to text; header text, charsets
//! and structure follow rules of our own, as they must survive cut characters, wrong labels and broken
//! boundaries without losing a byte in silence.
//!
//! Files inside of uuencode and winmail.dat (TNEF) are attachments like others. It does not decrypt or verify (S/MIME
//! and PGP parts stay attachments, and are told), does not read format=flowed, and does not look into attached messages.

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
mod tnef;
mod tnef_mail;
mod transfer;
mod uuencode;
pub use transfer::{base64_line, base64_text, undone};
mod when;
mod words;

pub use envelope::{Envelope, envelope};
pub use flags::Flags;
pub use when::from_line_date;

use super::{RawMessage, codes};
use crate::finding::{Observation, Observe};
use crate::text::charset::Charset;
use crate::text::charset::garbled::{self, Garbled};
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

/// How a message is read.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'m> {
    /// Used for dates that name no zone.
    pub zone: &'m Zone,
    pub depth: Depth,
    /// What a person says its texts are in, where neither labels nor unmistakable bytes do.
    pub charset: Option<Charset>,
    /// Whether to say what the bytes alone speak for.
    pub detect: bool,
    /// Whether texts that were spoilt before are put right, where no letter is lost.
    pub mend: bool,
}

impl<'m> Manner<'m> {
    /// As mail is usually read.
    pub fn new(zone: &'m Zone, depth: Depth) -> Manner<'m> {
        Manner { zone, depth, charset: None, detect: false, mend: false }
    }
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
    /// The label it has; empty if none.
    pub declared: String,
    /// What its bytes alone speak for; empty unless asked for.
    pub detected: &'static str,
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
    read_from(raw, b"", Manner::new(zone, depth), observe)
}

/// The same for a message out of an mbox, whose From_ line is the last to tell its date.
pub fn read_framed<'a>(raw: &RawMessage<'a>, how: Manner<'_>, observe: &mut Observe<'_>) -> Message<'a> {
    read_from(raw.bytes, raw.from_line, how, observe)
}

fn read_from<'a>(raw: &'a [u8], line: &[u8], how: Manner<'_>, observe: &mut Observe<'_>) -> Message<'a> {
    if memchr(b'\n', raw).is_none() && memchr(b'\r', raw).is_some() {
        return read_with_lf(raw, line, how, observe);
    }
    let Manner { depth, .. } = how;
    let (mut fields, body) = Fields::split(raw);
    fields.told = how.charset;
    let mut message = Message { content_key: key::of(&fields, body), ..Message::default() };
    read_fields(&fields, &mut message, observe);
    message.date = when::sent(&fields, line, how.zone, observe);
    observe_length(&fields, body, observe);
    let structure = mime::walk(fields, body);
    observe_structure(&structure, observe);
    let mut opened = Vec::new();
    let mut bodies = Bodies { told: how.charset, detect: how.detect, ..Bodies::default() };
    for leaf in &structure.leaves {
        match text_kind(leaf) {
            Some(html) => bodies.add(leaf, html, observe),
            None => files::attach(leaf, depth, &mut message, &mut opened, observe),
        }
    }
    bodies.add_opened(opened);
    files::attach_texts(std::mem::take(&mut bodies.files), how.charset, &mut message, observe);
    bodies.complete();
    observe_seals(&structure, &bodies.plain, observe);
    if how.mend {
        for (field, text) in
            [("subject", &mut message.subject), ("body", &mut bodies.plain), ("html", &mut bodies.html)]
        {
            if let Some((mended, Garbled::Reread { found, was })) = garbled::mend(text) {
                *text = mended;
                observe(Observation::new(codes::TEXT_MENDED).field(field).found(&found).used(&was));
            }
        }
    }
    observe_garbled("subject", &message.subject, 0, observe);
    observe_garbled("body", &bodies.plain, bodies.replaced, observe);
    message.text = bodies.plain;
    message.html = bodies.html;
    message.charset = bodies.charset;
    message.declared = bodies.declared;
    message.detected = bodies.detected;
    message
}

/// Tells of a text that was spoilt before it came here.
fn observe_garbled(field: &str, text: &str, replaced: u32, observe: &mut Observe<'_>) {
    match garbled::recognise(text, replaced) {
        Some(Garbled::Reread { found, was }) => {
            observe(Observation::new(codes::TEXT_GARBLED).field(field).found(&found).used(&was));
        }
        Some(Garbled::Lost { found, count }) => {
            observe(Observation::new(codes::TEXT_LOST).field(field).found(&found).number(count));
        }
        None => {}
    }
}

/// Tells of a Content-Length that is not that of the body, nor was before line ends and quoting changed.
fn observe_length(fields: &Fields<'_>, body: &[u8], observe: &mut Observe<'_>) {
    let declared = std::str::from_utf8(fields.raw("content-length").trim_ascii()).unwrap_or_default();
    let Ok(length) = declared.parse::<usize>() else { return };
    let (all, blank) = (body.len(), body.len() - body.trim_ascii_end().len());
    let lines = memchr::memchr_iter(b'\n', body).count();
    let quoted = memchr::memmem::find_iter(body, b"From ").count();
    // With the blank line of the mbox or without, with either line end, with quoting or without.
    let fits = (all.saturating_sub(blank + lines)..=all + lines + quoted + 2).contains(&length);
    if !fits {
        let used = all.to_string();
        observe(Observation::new(codes::CONTENT_LENGTH_DIFFERS).found(declared).used(&used));
    }
}

/// Reads a message whose line ends are CR, as of old Macintoshes.
fn read_with_lf<'a>(raw: &[u8], line: &[u8], how: Manner<'_>, observe: &mut Observe<'_>) -> Message<'a> {
    let raw: Vec<u8> = raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect();
    let message = read_from(&raw, line, how, observe);
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

/// Tells of parts and texts that are signed or encrypted; they stay as they are.
fn observe_seals(structure: &Structure<'_>, text: &str, observe: &mut Observe<'_>) {
    for leaf in &structure.leaves {
        let kind = leaf.kind.value.as_str();
        let code = match kind {
            "application/pkcs7-signature" | "application/x-pkcs7-signature" | "application/pgp-signature" => {
                codes::MESSAGE_SIGNED
            }
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
                let sealed = leaf.kind.plain("smime-type");
                let signed =
                    sealed.eq_ignore_ascii_case("signed-data") || sealed.eq_ignore_ascii_case("certs-only");
                // The text of an opaque signature can no more be read here than one that is encrypted.
                if signed { codes::MESSAGE_SEALED } else { codes::MESSAGE_ENCRYPTED }
            }
            "application/pgp-encrypted" => codes::MESSAGE_ENCRYPTED,
            _ => continue,
        };
        observe(Observation::new(code).found(kind));
    }
    for (mark, code) in [
        ("-----BEGIN PGP MESSAGE-----", codes::MESSAGE_ENCRYPTED),
        ("-----BEGIN PGP SIGNED MESSAGE-----", codes::MESSAGE_SIGNED),
    ] {
        let at = memchr::memmem::find(text.as_bytes(), mark.as_bytes());
        if at.is_some_and(|at| text[..at].is_empty() || text[..at].ends_with('\n')) {
            observe(Observation::new(code).found("PGP"));
        }
    }
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

fn read_fields(fields: &Fields<'_>, message: &mut Message<'_>, observe: &mut Observe<'_>) {
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
    if message.from.is_empty() && message.sender.is_empty() && !fields.is_empty() {
        observe(Observation::new(codes::FROM_MISSING).field("from"));
    }
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
