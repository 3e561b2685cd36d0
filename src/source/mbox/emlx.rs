//! Takes an emlx of Apple Mail apart: the number of bytes of the message on a line of its own, the message, and a
//! property list with its flags. (Not documented by Apple; as its files show.)

use crate::source::message::Flags;
use memchr::memmem;

/// Where the message begins, and its bytes as the first line says; `None` if there is no such line.
pub(crate) fn start(data: &[u8]) -> Option<(usize, usize)> {
    let digits = data.iter().take(12).take_while(|byte| byte.is_ascii_digit()).count();
    let blanks = data[digits..].iter().take(12).take_while(|&&byte| byte == b' ').count();
    let ends: [&[u8]; 2] = [b"\n", b"\r\n"];
    let end = ends.into_iter().find(|end| data[digits + blanks..].starts_with(end))?;
    let count = std::str::from_utf8(&data[..digits]).ok()?.parse().ok()?;
    Some((digits + blanks + end.len(), count))
}

/// The message, its flags, and whether the number on the first line was right. `data` begins after that line.
///
/// Where it was not, all is taken up to the property list: a byte too many is better than a lost one.
pub(super) fn split(data: &[u8], count: usize) -> (&[u8], Flags, bool) {
    if let Some((message, rest)) = data.split_at_checked(count)
        && (rest.trim_ascii().is_empty() || rest.trim_ascii_start().starts_with(b"<?xml"))
    {
        return (message, Flags::of_plist(rest), true);
    }
    let list =
        memmem::find_iter(data, b"<?xml").last().filter(|&at| memmem::find(&data[at..], b"<plist").is_some());
    let (message, rest) = data.split_at(list.unwrap_or(data.len()));
    (message, Flags::of_plist(rest), false)
}
