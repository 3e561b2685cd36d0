//! Japanese tables in the charsets they come in.

use super::super::{Dialect, HEAD};
use super::{assert_tiles, frame, frame_every_way};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

const TABLE: &str = "番号,件名,本文\r\n1,表示ソース,\"一行目、予定\r\n二行目 \"\"引用\"\" ｶﾅ\"\r\n\
                     2,お問い合わせの件,ありがとうございます。能力と申込\r\n";

fn encode(text: &str, charset: &'static Encoding) -> Vec<u8> {
    if charset == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if charset == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, errors) = charset.encode(text);
    assert!(!errors);
    bytes.into_owned()
}

fn check(text: &str, charset: &'static Encoding, mark: &[u8], dialect: Dialect) {
    let input = [mark, &encode(text, charset)].concat();
    let expected = frame([text.as_bytes()], Dialect { charset: Some(UTF_8), ..dialect });
    let seen = frame_every_way(&input, dialect);
    let name = charset.name();
    assert_eq!(
        (&seen.names, &seen.rows, &seen.codes),
        (&expected.names, &expected.rows, &expected.codes),
        "{name}"
    );
    assert_eq!(seen.headers[0].charset, charset);
    for (spot, plain) in seen.spots.iter().zip(&expected.spots) {
        assert_eq!((spot.line, spot.record), (plain.line, plain.record));
        let bytes = &input[spot.start as usize..spot.end as usize];
        let (row, _) = charset.decode_without_bom_handling(bytes);
        assert_eq!(row, text[plain.start as usize..plain.end as usize], "{name}");
    }
}

#[test]
fn each_charset_gives_the_same_table() {
    for charset in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_16LE, UTF_16BE] {
        for end in ["\r\n", "\n", "\r"] {
            for delimiter in [",", "\t", ";", "|"] {
                // ISO-2022-JP has no half-width kana in its encoder's output: they become full-width.
                let text = TABLE.replace("\r\n", end).replace(',', delimiter).replace("ｶﾅ", "カナ");
                check(&text, charset, b"", Dialect::default());
                check(&text, charset, b"", Dialect { charset: Some(charset), ..Dialect::default() });
            }
        }
    }
    check(TABLE, SHIFT_JIS, b"", Dialect::default());
    check(TABLE, UTF_8, b"\xEF\xBB\xBF", Dialect::default());
    check(TABLE, UTF_16LE, b"\xFF\xFE", Dialect::default());
    check(TABLE, UTF_16BE, b"\xFE\xFF", Dialect::default());
    check(&format!("sep=,\r\n{TABLE}"), UTF_16LE, b"\xFF\xFE", Dialect::default());
}

#[test]
fn trail_bytes_that_look_like_bars_do_not_cut() {
    // The second byte of each of these in CP932 is 0x7C, a bar.
    let text = "番号|件名\r\n1|ポ弌旭\r\n2|弌ポ旭\r\n";
    assert!(encode("ポ", SHIFT_JIS).contains(&b'|'));
    check(text, SHIFT_JIS, b"", Dialect { delimiter: Some(b'|'), ..Dialect::default() });
}

#[test]
fn quotes_and_commas_within_jis_pairs_do_not_cut() {
    let text = "番号,件名\r\n1,「あいうえお」、ヽヾ〃\r\n2,\"あ,\r\nア\"\r\n";
    let bytes = encode(text, ISO_2022_JP);
    assert!(bytes.windows(2).any(|pair| pair == b"$\""));
    check(text, ISO_2022_JP, b"", Dialect::default());
}

#[test]
fn a_row_in_another_charset_is_decoded_by_what_it_is() {
    let (utf8, sjis) = ("1,お問い合わせありがとうございます\n", "2,見積書を送付いたします\n");
    let rest = "3,了解しました。よろしくお願いいたします\n".repeat(3);
    for (one, other) in [(UTF_8, SHIFT_JIS), (SHIFT_JIS, UTF_8), (UTF_8, EUC_JP)] {
        let input =
            [encode("番号,件名\n", one), encode(utf8, one), encode(sjis, other), encode(&rest, one)].concat();
        let seen = frame_every_way(&input, Dialect::default());
        assert_eq!(seen.rows[1][1], "見積書を送付いたします");
        assert_eq!(
            (seen.rows.len(), &seen.codes[..]),
            (5, &["charset-mixed".to_owned()][..]),
            "{}",
            one.name()
        );
    }
}

#[test]
fn bytes_no_charset_explains_are_told() {
    let input = [b"a,b\n1,".as_slice(), "日本語のテキスト".as_bytes(), b"\xE6\x97,\n2,x\n"].concat();
    let seen = frame_every_way(&input, Dialect::default());
    assert_eq!(seen.rows[0][1], "日本語のテキスト\u{FFFD}");
    assert_eq!(seen.codes, ["charset-undecodable", "row-too-long"]);
    let odd = frame_every_way(b"\xFF\xFEa\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00x", Dialect::default());
    assert_eq!((odd.rows.len(), odd.codes.last().map(String::as_str)), (2, Some("row-too-short")));
}

#[test]
fn a_table_that_begins_with_plain_ascii_shows_its_charset_late() {
    let ascii = "0,plain\n".repeat(HEAD / 8 + 10);
    for charset in [SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_8] {
        let late = "1,お問い合わせありがとうございます\n2,\"見積書を\n送付いたします\"\n";
        let input = [b"id,text\n".as_slice(), ascii.as_bytes(), &encode(late, charset)].concat();
        let whole = frame([input.as_slice()], Dialect::default());
        assert_eq!(whole.rows.last().unwrap()[1], "見積書を\n送付いたします", "{}", charset.name());
        assert_eq!((whole.headers[0].charset, whole.codes.len()), (UTF_8, 0));
        assert_tiles(&whole, &input);
        for size in [1000, 4096, HEAD + 7] {
            assert!(frame(input.chunks(size), Dialect::default()) == whole, "{} by {size}", charset.name());
        }
    }
}

#[test]
fn one_bad_row_in_the_first_window_does_not_decide_for_the_file() {
    let good = "1,お問い合わせありがとうございます\n".repeat(30);
    let input =
        [b"id,text\n", good.as_bytes(), &encode("2,見積書を送付\n", SHIFT_JIS), good.as_bytes()].concat();
    let seen = frame([input.as_slice()], Dialect::default());
    assert_eq!((seen.headers[0].charset, seen.codes), (UTF_8, vec!["charset-mixed".to_owned()]));
}

#[test]
fn a_stray_nul_does_not_make_it_utf_16() {
    let seen = frame_every_way(b"aaaaaa\0\ra", Dialect::default());
    assert_eq!((seen.headers[0].charset, seen.rows.len()), (UTF_8, 1));
    let odd = frame_every_way(b"\xFE\xFF\0a\0,\0b\0\r\x01", Dialect::default());
    assert_eq!((odd.rows, odd.spots.len()), (vec![vec!["\u{FFFD}".to_owned()]], 2));
}
