//! Turns leaves that are no text of the message into attachments with a name, a type and a size.

use super::mime::Part;
use super::tnef::{self, Opened};
use super::transfer::Transfer;
use super::uuencode;
use super::{Attachment, Depth, Message, field_text, ids, reporter};
use crate::finding::{Observation, Observe};
use crate::source::codes;
use crate::text::charset::{self, Charset};
use crate::text::fold;
use std::borrow::Cow;

/// The field of observations about attachments.
const FIELD: &str = "attachment";

/// Extensions for attachments without a name.
const EXTENSIONS: &[(&str, &str)] = &[
    ("application/ms-tnef", "dat"),
    ("application/msword", "doc"),
    ("application/pdf", "pdf"),
    ("application/pgp-signature", "asc"),
    ("application/pkcs7-mime", "p7m"),
    ("application/pkcs7-signature", "p7s"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/x-pkcs7-mime", "p7m"),
    ("application/x-pkcs7-signature", "p7s"),
    ("application/zip", "zip"),
    ("audio/mpeg", "mp3"),
    ("image/bmp", "bmp"),
    ("image/gif", "gif"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/svg+xml", "svg"),
    ("image/tiff", "tif"),
    ("text/calendar", "ics"),
    ("text/csv", "csv"),
    ("text/html", "html"),
    ("text/plain", "txt"),
    ("text/vcard", "vcf"),
    ("text/x-vcard", "vcf"),
    ("video/mp4", "mp4"),
];

/// Adds a leaf to the attachments of `message`, with its size.
pub(super) fn attach<'a>(
    leaf: &Part<'a>,
    depth: Depth,
    message: &mut Message<'a>,
    opened: &mut Vec<Opened>,
    observe: &mut Observe<'_>,
) {
    let name = name(leaf, message.attachments.len() + 1, observe);
    if is_tnef(leaf, &name)
        && let Some(texts) = open(leaf, &name, message, observe)
    {
        opened.push(texts);
        return;
    }
    let (size, damaged, bytes) = match (leaf.transfer, depth) {
        (Transfer::None, _) => (leaf.body.len() as u64, false, Cow::Borrowed(leaf.body)),
        (transfer, Depth::Full) => {
            let undone = transfer.undo(leaf.body);
            (undone.bytes.len() as u64, undone.damaged, undone.bytes)
        }
        (transfer, Depth::Survey) => {
            let (size, damaged) = transfer.measure(leaf.body);
            (size, damaged, Cow::Borrowed(&[][..]))
        }
    };
    if damaged && leaf.transfer != Transfer::QuotedPrintable {
        observe(Observation::new(codes::BASE64_DAMAGED).field(FIELD).found(&name));
    }
    let content_id = ids::read(&leaf.fields.text(leaf.fields.raw("content-id")).text).into_iter().next();
    let content_id = content_id.unwrap_or_default();
    let shown = leaf.related && !content_id.is_empty() && leaf.disposition.value != "attachment";
    message.attachment_sizes.push(size);
    message.attachments.push(Attachment {
        name,
        content_type: leaf.kind.value.clone(),
        inline: leaf.disposition.value == "inline" || shown,
        content_id,
        bytes,
    });
}

fn is_tnef(leaf: &Part<'_>, name: &str) -> bool {
    let known = ["application/ms-tnef", "application/vnd.ms-tnef"].contains(&leaf.kind.value.as_str());
    known || name.eq_ignore_ascii_case("winmail.dat")
}

/// Puts the files of a winmail.dat in its place; what it has of texts is given back. One that is damaged stays too.
fn open(leaf: &Part<'_>, name: &str, message: &mut Message<'_>, observe: &mut Observe<'_>) -> Option<Opened> {
    let mut opened = tnef::open(&leaf.transfer.undo(leaf.body).bytes)?;
    let files = std::mem::take(&mut opened.files);
    let code = if opened.damaged { codes::TNEF_DAMAGED } else { codes::TNEF_OPENED };
    observe(Observation::new(code).field(FIELD).found(name).number(files.len() as u64));
    for file in files.into_iter().filter(|file| !opened.damaged || !file.bytes.is_empty()) {
        let kind = if file.kind.contains('/') { file.kind } else { "application/octet-stream".into() };
        push(message, &file.name, kind, file.bytes, observe);
    }
    Some(opened).filter(|opened| !opened.damaged)
}

/// Adds files that stood in texts as uuencode.
pub(super) fn attach_texts(
    files: Vec<uuencode::File>,
    told: Option<Charset>,
    message: &mut Message<'_>,
    observe: &mut Observe<'_>,
) {
    for file in files {
        let name = charset::decode(&file.name, told.map(|told| told.name())).text.into_owned();
        push(message, &name, "application/octet-stream".into(), file.bytes, observe);
        let name = message.attachments.last().map_or("", |file| file.name.as_str());
        observe(Observation::new(codes::UUENCODE_TAKEN_OUT).field(FIELD).found(name));
        if file.damaged {
            observe(Observation::new(codes::BASE64_DAMAGED).field(FIELD).found(name));
        }
    }
}

/// Adds a file that came out of another part.
fn push(
    message: &mut Message<'_>,
    name: &str,
    content_type: String,
    bytes: Vec<u8>,
    observe: &mut Observe<'_>,
) {
    let name = match name.trim() {
        "" => format!("attachment-{}.{}", message.attachments.len() + 1, extension(&content_type)),
        name => safe(name, observe),
    };
    message.attachment_sizes.push(bytes.len() as u64);
    let bytes = Cow::Owned(bytes);
    message.attachments.push(Attachment {
        name,
        content_type,
        content_id: String::new(),
        inline: false,
        bytes,
    });
}

/// The name a leaf has, made safe; else one made up from its type and place.
fn name(leaf: &Part<'_>, place: usize, observe: &mut Observe<'_>) -> String {
    let is_message = matches!(leaf.kind.value.as_str(), "message/rfc822" | "message/global");
    let own = if leaf.disposition.has("filename") {
        field_text(&leaf.fields, FIELD, leaf.fields.raw("content-disposition"), observe);
        leaf.disposition.text("filename", &mut reporter(FIELD, observe))
    } else if leaf.kind.has("name") {
        field_text(&leaf.fields, FIELD, leaf.fields.raw("content-type"), observe);
        leaf.kind.text("name", &mut reporter(FIELD, observe))
    } else {
        None
    };
    let own = own.unwrap_or_default();
    let own = without_folders(own.trim());
    match (own.is_empty(), is_message) {
        (true, true) => format!("message-{place}.eml"),
        (true, false) => format!("attachment-{place}.{}", extension(&leaf.kind.value)),
        (false, true) if !own.to_ascii_lowercase().ends_with(".eml") => safe(&format!("{own}.eml"), observe),
        (false, _) => safe(own, observe),
    }
}

/// The name as a file can have it. One letter written in two ways is the same name.
fn safe(own: &str, observe: &mut Observe<'_>) -> String {
    let safe = fold::file_name(own);
    if safe != own && fold::normal(&safe) != fold::normal(own) {
        observe(Observation::new(codes::ATTACHMENT_RENAMED).field(FIELD).found(own).used(&safe));
    }
    safe
}

/// Programs of old sent the whole path of a file on Windows.
fn without_folders(name: &str) -> &str {
    let is_path = name.get(1..3) == Some(":\\") || name.starts_with("\\\\");
    if is_path { name.rsplit('\\').next().unwrap_or(name) } else { name }
}

fn extension(kind: &str) -> &'static str {
    let known = EXTENSIONS.iter().find(|(known, _)| *known == kind);
    known.map_or("bin", |(_, extension)| extension)
}
