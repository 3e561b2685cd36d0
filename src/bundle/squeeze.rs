//! Decides how a file lies in a bundle: deflated, or stored when that saves nothing.

use super::deflate::{Deflate, FILE_LEVEL};
use super::zip::Method;

/// How much of a file is tried before all of it is compressed.
pub const TRIAL: usize = 64 * 1024;

/// Formats that are compressed already: deflating them costs time and saves next to nothing.
const COMPRESSED_NAMES: &[&str] = &[
    "7z", "aac", "apk", "avi", "avif", "br", "bz2", "docm", "docx", "epub", "flac", "gif", "gz", "heic",
    "heif", "jar", "jpeg", "jpg", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpg", "odp", "ods", "odt",
    "ogg", "png", "pptx", "rar", "tgz", "webm", "webp", "wma", "wmv", "woff", "woff2", "xlsm", "xlsx", "xz",
    "zip", "zst",
];

/// First bytes of the same formats, whatever the name says.
const COMPRESSED_STARTS: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"OggS",
    b"ID3",
    b"fLaC",
];

/// Squeezes files one after another.
pub struct Squeeze(Deflate);

impl Squeeze {
    pub fn new() -> Squeeze {
        Squeeze(Deflate::new(FILE_LEVEL))
    }

    /// The compressed bytes, or `None` when the file should be stored as it is. Never longer than the file.
    pub fn squeeze(&mut self, path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        if !self.is_worth_it(path, bytes) {
            return None;
        }
        let mut out = Vec::new();
        self.0.push(bytes, &mut out);
        self.0.finish(&mut out);
        (out.len() < bytes.len()).then_some(out)
    }

    /// Whether compressing is likely to save anything, by the name and the first bytes, as many as there are.
    pub fn is_worth_it(&mut self, path: &str, head: &[u8]) -> bool {
        if head.is_empty() || is_compressed(path, head) {
            return false;
        }
        if head.len() < TRIAL {
            return true;
        }
        let mut out = Vec::new();
        self.push(&head[..TRIAL], &mut out);
        self.finish(&mut out);
        // Less than a twentieth saved: not worth the time.
        out.len() <= TRIAL - TRIAL / 20
    }

    /// Compresses a piece of a file.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        self.0.push(piece, out);
    }

    /// Ends the file.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        self.0.finish(out);
    }
}

/// The method's name for what `squeeze` gave.
pub fn method(squeezed: &Option<Vec<u8>>) -> Method {
    if squeezed.is_some() { Method::Deflated } else { Method::Stored }
}

fn is_compressed(path: &str, bytes: &[u8]) -> bool {
    if COMPRESSED_STARTS.iter().any(|start| bytes.starts_with(start)) {
        return true;
    }
    // ISO media files (mp4, mov, heic): a box length, then `ftyp`. RIFF holds WebP and AVI, but also WAV.
    if bytes.get(4..8) == Some(b"ftyp") || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        return true;
    }
    let Some((_, extension)) = path.rsplit_once('.') else { return false };
    COMPRESSED_NAMES.iter().any(|name| extension.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, bytes: &[u8], expected: Method) {
        assert_eq!(method(&Squeeze::new().squeeze(path, bytes)), expected, "{path}");
    }

    #[test]
    fn text_is_deflated_and_what_is_compressed_already_is_stored() {
        let text = "お世話になっております。".repeat(100);
        check("a/note.txt", text.as_bytes(), Method::Deflated);
        check("a/PHOTO.JPG", text.as_bytes(), Method::Stored);
        check("a/no-name", &[b"PK\x03\x04".as_slice(), text.as_bytes()].concat(), Method::Stored);
        check("a/film", &[b"\0\0\0\x18ftypmp42".as_slice(), text.as_bytes()].concat(), Method::Stored);
    }

    #[test]
    fn empty_tiny_and_random_files_are_stored() {
        check("a/empty.txt", b"", Method::Stored);
        check("a/tiny.txt", b"x", Method::Stored);
        let mut state = 1_u64;
        let noise: Vec<u8> = (0..200_000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .collect();
        check("a/noise.bin", &noise, Method::Stored);
    }
}
