//! Turns leaves that are no text of the message into attachments with a name, a type and a size.

use super::mime::Part;
use super::transfer::Transfer;
use super::{Attachment, Depth, Message, field_text, ids, reporter};
use crate::finding::{Observation, Observe};
use crate::source::codes;
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
    observe: &mut Observe<'_>,
) {
    let name = name(leaf, message.attachments.len() + 1, observe);
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
    if damaged && leaf.transfer == Transfer::Base64 {
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
    let own = own.trim();
    match (own.is_empty(), is_message) {
        (true, true) => format!("message-{place}.eml"),
        (true, false) => format!("attachment-{place}.{}", extension(&leaf.kind.value)),
        (false, true) if !own.to_ascii_lowercase().ends_with(".eml") => {
            fold::file_name(&format!("{own}.eml"))
        }
        (false, _) => fold::file_name(own),
    }
}

fn extension(kind: &str) -> &'static str {
    let known = EXTENSIONS.iter().find(|(known, _)| *known == kind);
    known.map_or("bin", |(_, extension)| extension)
}
