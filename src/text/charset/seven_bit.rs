//! HZ (RFC 1843) and ISO-2022-KR (RFC 1557): two-byte letters in seven bits between shifts, moved to their eight-bit
//! forms GBK and EUC-KR, which have the tables.

use super::Charset;
use encoding_rs::{EUC_KR, GBK};

/// The eight-bit form, and what it is then in. `None`: the label names neither of them, or the bytes are no such text.
pub fn widen(label: &str, bytes: &[u8]) -> Option<(Vec<u8>, Charset)> {
    let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let is = |names: [&str; 2]| names.iter().any(|name| plain.eq_ignore_ascii_case(name));
    let korean = is(["iso2022kr", "csiso2022kr"]);
    if !bytes.is_ascii() || !(korean || is(["hzgb2312", "hz"])) {
        return None;
    }
    let (mut out, mut rest, mut shifted) = (Vec::with_capacity(bytes.len()), bytes, false);
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (korean, byte, after.first()) {
            (true, 0x0e | 0x0f, _) => shifted = byte == 0x0e,
            (true, 0x1b, _) if after.starts_with(b"$)C") => rest = &after[3..],
            (false, b'~', Some(mark @ (b'{' | b'}' | b'~' | b'\n'))) if !shifted || *mark == b'}' => {
                rest = &after[1..];
                shifted = *mark == b'{';
                if *mark == b'~' {
                    out.push(byte);
                }
            }
            _ => {
                // A line ends in ASCII, whether its shift was taken back or not.
                shifted &= byte != b'\n';
                out.push(if shifted && byte > b' ' { byte | 0x80 } else { byte });
            }
        }
    }
    Some((out, if korean { EUC_KR } else { GBK }))
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    fn check(label: &str, bytes: &[u8], expected: &str) {
        let decoded = decode(bytes, Some(label));
        assert_eq!((&*decoded.text, decoded.replaced), (expected, 0), "{label}");
    }

    #[test]
    fn chinese_and_korean_in_seven_bits_are_read() {
        // RFC 1843, and Python's codec.
        check("HZ-GB-2312", b"This is ~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.~~", "This is 己所不欲，勿施於人。Bye.~");
        check("hz", b"~{6)5%~} ok ~\n~{P;P;\nok", "订单 ok 谢谢\nok");
        check("iso-2022-kr", b"\x1b$)C\x0e>H3gGO<<?d\x0f \x0eAV9.\x0f", "안녕하세요 주문");
        check("hz-gb-2312", "日本".as_bytes(), "日本");
    }
}
