//! Files that stand in a text as uuencode (POSIX.1-2017, uuencode): what mail programs sent before MIME.
//!
//! In: the bytes of a text. Out: the text without them, and the files. A block that breaks off, or whose lines do, gives
//! what can be had of it. A line `begin 644 name` that no line of data follows is text.

use super::super::mbox::Line;
use memchr::memmem;

/// Most files taken out of one text: a flood of empty ones must not fill the memory.
const MAX_FILES: usize = 1_000;

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct File {
    /// As written, in whatever charset.
    pub name: Vec<u8>,
    pub bytes: Vec<u8>,
    /// A line was too short, or `end` is missing.
    pub damaged: bool,
}

/// The text without its uuencoded files, and these; `None` if there is none.
pub(super) fn take_out(text: &[u8]) -> Option<(Vec<u8>, Vec<File>)> {
    let (mut left, mut files) = (Vec::new(), Vec::new());
    let mut copied = 0;
    for at in memmem::find_iter(text, b"begin ") {
        if at < copied || files.len() >= MAX_FILES {
            continue;
        }
        if let Some((file, end)) = block(text, at) {
            left.extend_from_slice(&text[copied..at]);
            files.push(file);
            copied = end;
        }
    }
    left.extend_from_slice(&text[copied..]);
    (!files.is_empty()).then_some((left, files))
}

/// The first file in a body of which nothing else is wanted.
pub(super) fn first(body: &[u8]) -> Option<File> {
    memmem::find_iter(body, b"begin ").find_map(|at| block(body, at)).map(|(file, _)| file)
}

/// The block that begins at `at`, and where it ends.
fn block(text: &[u8], at: usize) -> Option<(File, usize)> {
    let starts = at == 0 || matches!(text[at - 1], b'\n' | b'\r');
    let line = Line::at(text, at, true).filter(|_| starts)?;
    let words = &text[at + 6..line.end];
    let mode = words.iter().take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let name = words.get(mode + 1..).unwrap_or_default().trim_ascii();
    if !(3..=4).contains(&mode) || words[mode] != b' ' || name.is_empty() {
        return None;
    }
    let mut file = File { name: name.to_vec(), bytes: Vec::new(), damaged: false };
    let (mut next, mut lines) = (line.next, 0);
    while let Some(line) = Line::at(text, next, true).filter(|line| line.next > next) {
        let data = &text[next..line.end];
        if data.trim_ascii_end() == b"end" {
            return (lines > 0).then_some((file, line.next));
        }
        // The last line of data is one of no bytes; blank lines stand between pages.
        if !data.is_empty() && !decode(data, &mut file) {
            break;
        }
        lines += 1;
        next = line.next;
    }
    file.damaged = true;
    (!file.bytes.is_empty()).then_some((file, next))
}

/// Appends the bytes of a line; false if it is none.
fn decode(line: &[u8], file: &mut File) -> bool {
    let value = |byte: &u8| byte.wrapping_sub(32) & 63;
    let Some((length, data)) = line.split_first().filter(|(first, _)| (32..=96).contains(*first)) else {
        return false;
    };
    let length = usize::from(value(length));
    let letters = length.div_ceil(3) * 4;
    // Blanks at the end get lost on the way; some programs add a character or two.
    let data = data.trim_ascii_end();
    if data.len() > letters + 2 || !data.iter().all(|byte| (32..=96).contains(byte)) {
        return false;
    }
    file.damaged |= data.len() + 4 < letters;
    let start = file.bytes.len();
    for four in data.get(..letters).unwrap_or(data).chunks(4) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|at| u32::from(four.get(at).map_or(0, value)));
        let bits = a << 18 | b << 12 | c << 6 | d;
        file.bytes.extend([(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]);
    }
    file.bytes.resize(start + length, 0);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, left: &str, files: &[(&str, &[u8], bool)]) {
        for end in ["\n", "\r\n"] {
            let (got, found) = take_out(text.replace('\n', end).as_bytes()).unwrap_or_default();
            let found: Vec<(&str, &[u8], bool)> = found
                .iter()
                .map(|it| (std::str::from_utf8(&it.name).unwrap_or("?"), &*it.bytes, it.damaged))
                .collect();
            assert_eq!(String::from_utf8_lossy(&got).replace(end, "\n"), left, "{text}");
            assert_eq!(found, files, "{text}");
        }
    }

    // Made by Python's `binascii.b2a_uu`.
    const CAT: &str = "begin 644 cat.txt\n#0V%T\n`\nend\n";

    #[test]
    fn files_are_taken_out_of_the_text() {
        check(&format!("see\n\n{CAT}bye\n"), "see\n\nbye\n", &[("cat.txt", b"Cat", false)]);
        check(&format!("{CAT}{CAT}"), "", &[("cat.txt", b"Cat", false), ("cat.txt", b"Cat", false)]);
        let long =
            "begin 0755 a b.bin\nM````````````````````````````````````````````````````````````\n!```\n \nend";
        check(long, "", &[("a b.bin", &[0; 46], false)]);
    }

    #[test]
    fn what_breaks_off_gives_what_can_be_had() {
        check("begin 644 a\n#0V%T\n", "", &[("a", b"Cat", true)]);
        check(
            "begin 644 a\n#0V%T\nThank you very much for everything\n",
            "Thank you very much for everything\n",
            &[("a", b"Cat", true)],
        );
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "begin 644 a\n",
            "begin the day\n#0V%T\n",
            " begin 644 a\n#0V%T\nend\n",
            "begin 644 a\nplain text\nend\n",
        ] {
            assert_eq!(take_out(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_looked_through(text in "(begin 644 a\n|#0V%T\n|end\n|`\n|M|[ -~]|\n){0,60}") {
            take_out(text.as_bytes());
            first(text.as_bytes());
        }
    }
}
