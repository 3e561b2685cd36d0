//! Cuts a framed message at its lines: envelope, header block, quoting (mboxrd) and the separating blank line.

use super::Line;
use memchr::memmem;

/// The message's first line, without its end.
pub(super) fn first_line(message: &[u8]) -> &[u8] {
    &message[..Line::at(message, 0, true).map_or(0, |line| line.end)]
}

/// The header block with the line end of its last field, without the blank line.
pub(super) fn header_block(bytes: &[u8]) -> &[u8] {
    &bytes[..body_start(bytes).0]
}

/// Where the blank line after the header block begins, and where the body begins.
pub(super) fn body_start(bytes: &[u8]) -> (usize, usize) {
    let mut at = 0;
    while let Some(line) = Line::at(bytes, at, true).filter(|_| at < bytes.len()) {
        if line.end == at {
            return (at, line.next);
        }
        at = line.next;
    }
    (bytes.len(), bytes.len())
}

/// The bytes without their last, blank line; `None` if they do not end with one.
pub(super) fn without_blank_line(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes
        .strip_suffix(b"\r\n")
        .or_else(|| bytes.strip_suffix(b"\n"))
        .or_else(|| bytes.strip_suffix(b"\r"))?;
    rest.last().is_none_or(|last| matches!(last, b'\n' | b'\r')).then_some(rest)
}

/// Takes one `>` off each body line `>…From `; `false` if there is none (and `out` is not to be used).
pub(super) fn unquote(bytes: &[u8], out: &mut Vec<u8>) -> bool {
    out.clear();
    let (_, body) = body_start(bytes);
    let mut copied = 0;
    for found in memmem::find_iter(&bytes[body..], b">From ") {
        let found = body + found;
        let quotes = bytes[body..found].iter().rev().take_while(|&&byte| byte == b'>').count();
        let line = found - quotes;
        if line == body || matches!(bytes[line - 1], b'\n' | b'\r') {
            out.extend_from_slice(&bytes[copied..line]);
            copied = line + 1;
        }
    }
    out.extend_from_slice(&bytes[copied..]);
    copied > 0
}
