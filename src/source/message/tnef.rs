//! Opens `winmail.dat` (MS-OXTNEF, MS-OXRTFCP): what Outlook sends to those it takes for its own kind.
//!
//! In: the bytes of the part. Out: its attachments with names and bytes, and its text: plain, else HTML, else RTF as a
//! file. Properties (flags, dates, recipients) are left: the mail around it has them. An attached message is made an .eml of
//! (`tnef_mail`). What breaks off gives what came before, and says so.

use super::tnef_mail::{self, About};
use crate::text::charset;
use std::borrow::Cow;

const SIGNATURE: u32 = 0x223e_9f78;
/// Most attachments: a flood of empty ones must not fill the memory.
const MAX_FILES: usize = 5_000;
/// Largest text that RTF may unpack to; the packed form can grow nine times.
const MAX_RTF: usize = 64 * 1024 * 1024;

// Attributes (MS-OXTNEF §2.1.3.3): the low half of the id, as the high one is only its type.
const BODY: u16 = 0x800c;
const MESSAGE_PROPERTIES: u16 = 0x9003;
const CODE_PAGE: u16 = 0x9007;
const ATTACHMENT_BEGINS: u16 = 0x9002;
const ATTACHMENT_TITLE: u16 = 0x8010;
const ATTACHMENT_DATA: u16 = 0x800f;
const ATTACHMENT_PROPERTIES: u16 = 0x9005;

// Properties (MS-OXPROPS).
const PLAIN: u16 = 0x1000;
const RTF: u16 = 0x1009;
const HTML: u16 = 0x1013;
const DATA: u16 = 0x3701;
const SHORT_NAME: u16 = 0x3704;
const LONG_NAME: u16 = 0x3707;
const MIME_TYPE: u16 = 0x370e;

/// One attachment.
#[derive(Debug, Default, PartialEq)]
pub(super) struct File {
    pub name: String,
    /// `type/subtype`; mostly empty.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// What was in it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Opened {
    pub plain: String,
    pub html: String,
    pub files: Vec<File>,
    /// Of an attached message: what the mail around it does not say.
    pub about: About,
    /// It broke off, or makes no sense from some place on.
    pub damaged: bool,
}

/// Opens it; `None` if it is no TNEF.
pub(super) fn open(bytes: &[u8]) -> Option<Opened> {
    open_at(bytes, 0)
}

/// The same of a message within `depth` others.
pub(super) fn open_at(bytes: &[u8], depth: u32) -> Option<Opened> {
    let mut data = Data(bytes);
    if data.u32()? != SIGNATURE {
        return None;
    }
    let mut opened = Opened::default();
    let mut page = None;
    let mut rtf = Vec::new();
    let whole = data.u16().and_then(|_| {
        while !data.0.is_empty() {
            let level = data.take(1)?[0];
            let id = data.u32()? as u16;
            let length = data.u32()? as usize;
            let value = data.take(length)?;
            data.u16()?; // A sum of the bytes, which some programs get wrong.
            match (level, id) {
                (1, CODE_PAGE) => page = Data(value).u32(),
                (1, BODY) => opened.plain = text(value, page).into_owned(),
                (1, MESSAGE_PROPERTIES) => properties(value, &mut |id, kind, value| match id {
                    PLAIN => opened.plain = said(kind, value, page),
                    HTML => opened.html = said(kind, value, page),
                    RTF => rtf = unpack(value).unwrap_or_default(),
                    _ if depth > 0 => opened.about.note(id, kind, value, page),
                    _ => {}
                })?,
                (2, ATTACHMENT_BEGINS) if opened.files.len() >= MAX_FILES => return None,
                (2, ATTACHMENT_BEGINS) => opened.files.push(File::default()),
                (2, _) => of_attachment(opened.files.last_mut()?, id, value, (page, depth))?,
                _ => {}
            }
        }
        Some(())
    });
    opened.damaged = whole.is_none();
    if opened.plain.is_empty() && opened.html.is_empty() && !rtf.is_empty() {
        opened
            .files
            .insert(0, File { name: "message.rtf".into(), kind: "application/rtf".into(), bytes: rtf });
    }
    Some(opened)
}

fn of_attachment(file: &mut File, id: u16, value: &[u8], (page, depth): (Option<u32>, u32)) -> Option<()> {
    match id {
        // The long name of the properties is the better one.
        ATTACHMENT_TITLE if file.name.is_empty() => file.name = text(value, page).into_owned(),
        ATTACHMENT_DATA => file.bytes = value.to_vec(),
        ATTACHMENT_PROPERTIES => {
            return properties(value, &mut |id, kind, value| match id {
                LONG_NAME => file.name = said(kind, value, page),
                SHORT_NAME if file.name.is_empty() => file.name = said(kind, value, page),
                MIME_TYPE => file.kind = said(kind, value, page).to_ascii_lowercase(),
                // An attached message or object begins with the id of its interface.
                DATA if kind == OBJECT => {
                    let object = value.get(16..).unwrap_or_default();
                    match tnef_mail::mail(object, depth) {
                        Some(mail) => *file = mail,
                        None => file.bytes = object.to_vec(),
                    }
                }
                DATA => file.bytes = value.to_vec(),
                _ => {}
            });
        }
        _ => {}
    }
    Some(())
}

const TEXT: u16 = 0x1e;
const UNICODE: u16 = 0x1f;
const OBJECT: u16 = 0x0d;
const BINARY: u16 = 0x102;
/// 100 nanoseconds since 1601.
pub(super) const TIME: u16 = 0x40;

/// Hands over each property of variable length: id, type, value. `None` if they break off.
fn properties(bytes: &[u8], each: &mut dyn FnMut(u16, u16, &[u8])) -> Option<()> {
    let mut data = Data(bytes);
    for _ in 0..data.u32()? {
        let (kind, id) = (data.u16()?, data.u16()?);
        if id >= 0x8000 {
            // A named one: the id of its set, then a number or a name.
            data.take(16)?;
            match data.u32()? {
                0 => drop(data.u32()?),
                _ => drop(data.padded()?),
            }
        }
        let many = kind & 0x1000 != 0;
        let kind = kind & !0x1000;
        let size = match kind {
            TEXT | UNICODE | OBJECT | BINARY => None,
            TIME if !many => {
                each(id, kind, data.take(8)?);
                continue;
            }
            0x05 | 0x06 | 0x07 | 0x14 | 0x40 => Some(8),
            0x48 => Some(16),
            0x00 | 0x01 => Some(0),
            _ => Some(4),
        };
        let count = if many || size.is_none() { data.u32()? } else { 1 };
        match size {
            Some(size) => drop(data.take(size * usize::try_from(count).ok()?)?),
            None => {
                for at in 0..count {
                    let value = data.padded()?;
                    if at == 0 {
                        each(id, kind, value);
                    }
                }
            }
        }
    }
    Some(())
}

/// A text of a property.
pub(super) fn said(kind: u16, value: &[u8], page: Option<u32>) -> String {
    if kind != UNICODE {
        return text(value, page).into_owned();
    }
    let decoded = charset::decode_as(value, encoding_rs::UTF_16LE).text;
    decoded.trim_end_matches('\0').to_string()
}

/// A text in the code page of the sender's machine, ended by a NUL.
fn text(value: &[u8], page: Option<u32>) -> Cow<'_, str> {
    let end = value.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let label = page.map(|page| if page == 65001 { "utf-8".to_string() } else { format!("cp{page}") });
    charset::decode(&value[..end], label.as_deref()).text
}

/// Unpacks RTF (MS-OXRTFCP §2.2): references into a ring of 4096 bytes that begins with words all RTF has.
fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut data = Data(bytes);
    let (_, length, magic, _) = (data.u32()?, data.u32()? as usize, data.u32()?, data.u32()?);
    match magic {
        0x414c_454d => return Some(data.0.get(..length).unwrap_or(data.0).to_vec()),
        0x7546_5a4c if length <= MAX_RTF => {}
        _ => return None,
    }
    let mut ring = [0u8; 4096];
    ring[..RTF_WORDS.len()].copy_from_slice(RTF_WORDS);
    let mut at = RTF_WORDS.len();
    let mut out = Vec::new();
    while out.len() < length {
        let Some(flags) = data.take(1) else { return Some(out) };
        for bit in 0..8 {
            if flags[0] >> bit & 1 == 0 {
                let Some(byte) = data.take(1) else { return Some(out) };
                out.push(byte[0]);
                ring[at % 4096] = byte[0];
                at += 1;
                continue;
            }
            let Some(pair) = data.take(2) else { return Some(out) };
            let pair = usize::from(pair[0]) << 8 | usize::from(pair[1]);
            let from = pair >> 4;
            if from == at % 4096 {
                return Some(out);
            }
            for step in 0..(pair & 15) + 2 {
                let byte = ring[(from + step) % 4096];
                out.push(byte);
                ring[at % 4096] = byte;
                at += 1;
            }
        }
    }
    out.truncate(length);
    Some(out)
}

const RTF_WORDS: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\
\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// Bytes taken from the front, little-endian.
struct Data<'d>(&'d [u8]);

impl<'d> Data<'d> {
    fn take(&mut self, length: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }
    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
    /// A length and so many bytes, filled up to four. The last filling may be missing.
    fn padded(&mut self) -> Option<&'d [u8]> {
        let length = self.u32()? as usize;
        let value = self.take(length)?;
        let fill = (4 - length % 4) % 4;
        self.0 = self.0.get(fill..).unwrap_or_default();
        Some(value)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An attribute of the stream, with no checksum: nobody checks it.
    pub fn attribute(level: u8, id: u32, value: &[u8]) -> Vec<u8> {
        let mut all = vec![level];
        all.extend(id.to_le_bytes());
        all.extend((value.len() as u32).to_le_bytes());
        all.extend(value);
        all.extend([0, 0]);
        all
    }

    #[test]
    fn the_example_of_the_specification_is_unpacked() {
        // MS-OXRTFCP §3.1.
        let packed = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3 hel\x09\0\x20bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        let text = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
        assert_eq!(unpack(packed).as_deref(), Some(&text[..]));
        // §3.2: one reference that reaches into what it writes.
        let packed = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0dn}\x01\x0e\xb0";
        assert_eq!(unpack(packed).as_deref(), Some(&b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"[..]));
    }

    #[test]
    fn a_part_that_breaks_off_gives_what_came_before() {
        let mut all = SIGNATURE.to_le_bytes().to_vec();
        all.extend([1, 0]);
        all.extend(attribute(1, 0x0006_9007, &932u32.to_le_bytes()));
        all.extend(attribute(1, 0x0002_800c, b"\x96\x7b\x95\xb6\0"));
        all.extend(attribute(2, 0x0006_9002, &[0; 14]));
        all.extend(attribute(2, 0x0001_8010, b"\x95\x5c.txt\0"));
        all.extend(attribute(2, 0x0006_800f, b"abc"));
        let expected = Opened {
            plain: "本文".into(),
            files: vec![File { name: "表.txt".into(), kind: String::new(), bytes: b"abc".to_vec() }],
            ..Opened::default()
        };
        assert_eq!(open(&all), Some(expected));
        let broken = open(&all[..all.len() - 4]).expect("it begins as TNEF");
        assert!(broken.damaged && broken.files[0].name == "表.txt" && broken.files[0].bytes.is_empty());
        assert_eq!(open(b"no TNEF"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_opened(rest in prop::collection::vec(any::<u8>(), 0..200), pieces in prop::collection::vec(0usize..8, 0..30)) {
            open(&[&SIGNATURE.to_le_bytes()[..], &rest].concat());
            unpack(&[&b"\0\0\0\0\xff\0\0\0LZFu\0\0\0\0"[..], &rest].concat());
            let known: [&[u8]; 8] = [b"\x01\x03\x90\x06\0", b"\x02\x05\x90\x06\0", b"\x02\x02\x90\x06\0", b"\x04\0\0\0", b"\x10\0\0\0", b"\x1f\0\x07\x37", b"\x01\0\0\0", b"\0\0"];
            let text: Vec<u8> = pieces.iter().flat_map(|&piece| known[piece]).copied().collect();
            open(&[&SIGNATURE.to_le_bytes()[..], b"\0\0", &text].concat());
        }
    }
}
