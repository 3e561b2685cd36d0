use super::*;
use encoding_rs::*;

const SENTENCE: &str = "お問い合わせありがとうございます。山田太郎です。";

/// Checks text, charset and whether the label was overruled; nothing may be replaced.
fn check(bytes: &[u8], label: Option<&str>, text: &str, used: Charset, mislabelled: bool) {
    let expected = Decoded { text: text.into(), used, mislabelled, replaced: 0, mixed: false };
    assert_eq!(decode(bytes, label), expected, "{label:?} {bytes:x?}");
}

pub fn encoded(text: &str, charset: Charset) -> Vec<u8> {
    if charset == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if charset == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, unmappable) = charset.encode(text);
    assert!(!unmappable, "{text}");
    bytes.into_owned()
}

#[test]
fn labels_are_understood_however_they_are_spelt() {
    for label in [
        "cp932",
        "MS932",
        "Windows-31J",
        "x-sjis",
        "SJIS",
        "shift_jis",
        "Shift-JIS",
        "\"shift_jis\"",
        " 'CP932' ;",
    ] {
        assert_eq!(for_label(label), Some(SHIFT_JIS), "{label}");
    }
    for label in [
        "cp50220",
        "CP50221",
        "cp50222",
        "iso-2022-jp-1",
        "ISO-2022-JP-2",
        "iso-2022-jp-3",
        "iso-2022-jp-ms",
        "ISO2022JP",
    ] {
        assert_eq!(for_label(label), Some(ISO_2022_JP), "{label}");
    }
    for label in ["eucJP-ms", "cp51932", "x-euc-jp", "EUC_JP", "eucjp-win", "ujis"] {
        assert_eq!(for_label(label), Some(EUC_JP), "{label}");
    }
    for label in
        ["utf8", "UTF-8", "utf-8;", "UTF8MB4", "us-ascii", "ANSI_X3.4-1968", "=utf-8", "charset=utf-8"]
    {
        assert_eq!(for_label(label), Some(UTF_8), "{label}");
    }
    assert_eq!(for_label("iso-8859-1"), Some(WINDOWS_1252));
    assert_eq!(for_label("latin1"), Some(WINDOWS_1252));
    assert_eq!(for_label("gb2312"), Some(GBK));
    assert_eq!(for_label("ks_c_5601-1987"), Some(EUC_KR));
    assert_eq!(for_label("utf-16be"), Some(UTF_16BE));
    for label in
        ["", " ", "unknown-8bit", "x-unknown", "iso-2022-kr", "hz-gb-2312", "日本語", &"a".repeat(1000)]
    {
        assert_eq!(for_label(label), None, "{label}");
    }
}

#[test]
fn right_labels_are_honoured() {
    for charset in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_16LE, UTF_16BE] {
        for text in ["日本", SENTENCE, "半角ｶﾅとABC", "ﾔﾏﾀﾞ ﾀﾛｳ", "表示能力", "a", "", "line\r\nライン\r\n"]
        {
            if charset == ISO_2022_JP && text.contains(['ﾔ', 'ｶ']) {
                continue; // encoding_rs folds half-width kana when it writes ISO-2022-JP.
            }
            check(&encoded(text, charset), Some(charset.name()), text, charset, false);
        }
    }
    check(&encoded("café – naïve", WINDOWS_1252), Some("iso-8859-1"), "café – naïve", WINDOWS_1252, false);
    check(
        &encoded("Größe ÄÖÜ ß °C", WINDOWS_1252),
        Some("iso-8859-1"),
        "Größe ÄÖÜ ß °C",
        WINDOWS_1252,
        false,
    );
    let english = "I’m sure you’ll like it, don’t you? We’ve “Hello” it’s – I’m";
    check(&encoded(english, WINDOWS_1252), Some("windows-1252"), english, WINDOWS_1252, false);
    check(&encoded("ÉÈÀÇ", WINDOWS_1252), Some("iso-8859-1"), "ÉÈÀÇ", WINDOWS_1252, false);
    check(&encoded("I’m", WINDOWS_1252), Some("windows-1252"), "I’m", WINDOWS_1252, false);
    check(&encoded("привет, как дела", KOI8_R), Some("koi8-r"), "привет, как дела", KOI8_R, false);
    check(&encoded("Привет мир", WINDOWS_1251), Some("windows-1251"), "Привет мир", WINDOWS_1251, false);
    check(&encoded("Καλημέρα κόσμε", ISO_8859_7), Some("iso-8859-7"), "Καλημέρα κόσμε", ISO_8859_7, false);
    check(&encoded("สวัสดีครับ", WINDOWS_874), Some("tis-620"), "สวัสดีครับ", WINDOWS_874, false);
    check(&encoded("你好，世界", GBK), Some("gb2312"), "你好，世界", GBK, false);
    check(&encoded("안녕하세요", EUC_KR), Some("euc-kr"), "안녕하세요", EUC_KR, false);
    check(&encoded("您好世界", BIG5), Some("big5"), "您好世界", BIG5, false);
}

#[test]
fn half_width_kana_never_overrule_their_label() {
    for text in ["ﾃｽﾄ", "ｱ", "ﾔﾏﾀﾞﾀﾛｳ", "ｶﾌﾞｼｷｶﾞｲｼｬ", "､｢､｣", "ｯｬｭﾞﾟ"]
    {
        check(&encoded(text, SHIFT_JIS), Some("cp932"), text, SHIFT_JIS, false);
        check(&encoded(text, EUC_JP), Some("euc-jp"), text, EUC_JP, false);
    }
}

#[test]
fn wrong_labels_are_overruled() {
    for real in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        for label in ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "us-ascii", "iso-8859-1", "windows-1252"]
        {
            if for_label(label) == Some(real) && label != "us-ascii" {
                continue;
            }
            for text in [SENTENCE, "件名：ご注文の確認", "こんにちは"] {
                check(&encoded(text, real), Some(label), text, real, true);
            }
        }
    }
    for label in ["utf-8", "shift_jis", "us-ascii"] {
        let text = "<html>\r\nこんにちは世界</html>";
        check(&encoded(text, UTF_16LE), Some(label), text, UTF_16LE, true);
        check(&encoded(text, UTF_16BE), Some(label), text, UTF_16BE, true);
    }
    check(&encoded("<p>了解です</p>\r\n", UTF_16LE), Some("utf-8"), "<p>了解です</p>\r\n", UTF_16LE, true);
    check(b"plain text", Some("utf-16"), "plain text", UTF_8, true);
    check(&encoded("café", WINDOWS_1252), Some("us-ascii"), "café", WINDOWS_1252, true);
    check("naïve".as_bytes(), Some("iso-8859-1"), "naïve", UTF_8, true);
}

#[test]
fn unlabelled_text_is_told_by_its_bytes() {
    for text in [
        SENTENCE,
        "東京都",
        "山田太郎",
        "ご注文の確認",
        "テスト",
        "会社概要",
        "髙橋様",
        "見積書（第2版）",
        "ﾃｽﾄﾃﾞｰﾀ",
    ] {
        for charset in [UTF_8, SHIFT_JIS, EUC_JP] {
            check(&encoded(text, charset), None, text, charset, false);
        }
    }
    for text in ["ｶﾌﾞｼｷｶﾞｲｼｬ ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ ﾀﾛｳ", "氏名,ﾌﾘｶﾞﾅ\r\n山田,ﾔﾏﾀﾞ\r\n鈴木,ｽｽﾞｷ\r\n", "ﾄｳｷｮｳﾄ ﾐﾅﾄｸ"]
    {
        check(&encoded(text, SHIFT_JIS), None, text, SHIFT_JIS, false);
        check(&encoded(text, EUC_JP), None, text, EUC_JP, false);
    }
    for text in ["café crème brûlée", "Größe und Maß", "naïve", "Müller", "García", "25 °C", "© 2026 Example"]
    {
        check(&encoded(text, WINDOWS_1252), None, text, WINDOWS_1252, false);
    }
    let english = "I’m sure you’ll like it, don’t you? We’ve it’s I’m";
    check(&encoded(english, WINDOWS_1252), None, english, WINDOWS_1252, false);
    check(b"ascii", None, "ascii", UTF_8, false);
    check(b"", None, "", UTF_8, false);
    check(b"ascii", Some("nonsense"), "ascii", UTF_8, false);
    check(&encoded(SENTENCE, SHIFT_JIS), Some("unknown-8bit"), SENTENCE, SHIFT_JIS, false);
    let text = "件名,日付\r\nテスト,2026\r\n";
    check(&encoded(text, UTF_16LE), None, text, UTF_16LE, false);
    check(&encoded(text, UTF_16BE), None, text, UTF_16BE, false);
}

#[test]
fn byte_order_marks_win() {
    check("\u{feff}日本".as_bytes(), None, "日本", UTF_8, false);
    check("\u{feff}日本".as_bytes(), Some("utf-8"), "日本", UTF_8, false);
    check("\u{feff}日本".as_bytes(), Some("shift_jis"), "日本", UTF_8, true);
    check(&encoded("\u{feff}日本", UTF_16BE), Some("utf-16"), "日本", UTF_16BE, false);
    check(&encoded("\u{feff}日本", UTF_16LE), None, "日本", UTF_16LE, false);
    check(&encoded("\u{feff}日本", UTF_16BE), Some("utf-16le"), "日本", UTF_16BE, true);
    assert_eq!(byte_order_mark(b"\xef\xbb\xbfa"), Some((UTF_8, 3)));
    assert_eq!(byte_order_mark(b"abc"), None);
}

#[test]
fn cp932_characters_survive_in_every_japanese_charset() {
    let text = "①②㈱髙﨑ⅰⅣ№℡㍻〜～－∥￠";
    check(
        &SHIFT_JIS.encode(&text.replace('〜', "～")).0,
        Some("cp932"),
        &text.replace('〜', "～"),
        SHIFT_JIS,
        false,
    );
    let jis = |body: &[u8]| [b"\x1b$B", body, b"\x1b(B"].concat();
    check(&jis(b"\x2d\x21"), Some("iso-2022-jp"), "①", ISO_2022_JP, false);
    check(&jis(b"\x2d\x6a"), Some("iso-2022-jp"), "㈱", ISO_2022_JP, false);
    check(&jis(b"\x7c\x62"), Some("cp50221"), "髙", ISO_2022_JP, false);
    check(&jis(b"\x79\x75"), Some("cp50221"), "﨑", ISO_2022_JP, false);
    check(b"\xad\xa1\xfc\xe2", Some("cp51932"), "①髙", EUC_JP, false);
    check(b"\x8f\xf4\xab\x8f\xf4\xfa", Some("eucjp-ms"), "㈱馞", EUC_JP, false);
    check(b"\x8f\xb0\xa1", Some("euc-jp"), "丂", EUC_JP, false);
}

#[test]
fn iso_2022_jp_is_read_with_all_its_additions() {
    let check = |bytes: &[u8], text: &str| check(bytes, Some("iso-2022-jp"), text, ISO_2022_JP, false);
    check(b"\x1b$B$3$s\x1b(Ba", "こんa");
    check(b"\x1b$@$3$s\x1b(J\\~", "こん¥‾");
    check(b"\x1b(I1236\x1b(B", "ｱｲｳｶ");
    check(b"a\x0e12\x0fb", "aｱｲb");
    check(b"\x1b$B$3\x1b(B\xb1\xb2", "こｱｲ");
    check(b"\x1b$(D\x30\x21\x1b(B", "丂");
    check(b"\x1b$(B$3\x1b&@\x1b$B$s\x1b(H!", "こん!");
    check(b"\x1b$B\x1b(B\x1b$B$3\x1b(B\x1b(B", "こ");
    check(b"\x1b$B$3$s\r\n$K$A\r\nHello World\r\n", "こん\r\nにち\r\nHello World\r\n");
    check(b"a\x1b[0mb", "a\u{1b}[0mb");
    check(b"\x1b$A!#\x1b$(C0!\x1b(B", "。가");
}

#[test]
fn escapes_alone_prove_nothing() {
    check(b"\x1b(Bgreen\x1b[m", None, "\u{1b}(Bgreen\u{1b}[m", UTF_8, false);
    check(b"cost $B$3", None, "cost $B$3", UTF_8, false);
    check(b"a\0b", None, "a\0b", UTF_8, false);
    check(b"A log line\0with one stray NUL", Some("utf-8"), "A log line\0with one stray NUL", UTF_8, false);
}

#[test]
fn footers_in_another_charset_are_read_too() {
    let body = encoded("本文です。\r\n", ISO_2022_JP);
    for charset in [UTF_8, SHIFT_JIS, EUC_JP] {
        let mixed = [body.clone(), encoded("配信停止はこちら\r\n", charset)].concat();
        check(&mixed, Some("iso-2022-jp"), "本文です。\r\n配信停止はこちら\r\n", ISO_2022_JP, true);
    }
}

#[test]
fn a_last_character_cut_short_flips_nothing() {
    for charset in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        let whole = encoded(SENTENCE, charset);
        for end in 8..whole.len() {
            for label in [Some(charset.name()), None] {
                let read = decode(&whole[..end], label);
                assert_eq!((read.used, read.mislabelled), (charset, false), "{end} {label:?} {}", read.text);
                assert!(read.replaced <= 1);
                let text = read.text.trim_end_matches('\u{fffd}');
                assert!(
                    SENTENCE.starts_with(text.trim_end_matches(|c: char| c.is_ascii() || c > '\u{ff60}')),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn damage_is_counted_and_flips_nothing() {
    for charset in [UTF_8, SHIFT_JIS, EUC_JP] {
        let mut bytes = encoded(&SENTENCE.repeat(3), charset);
        bytes.insert(24, 0xff);
        for label in [Some(charset.name()), None] {
            let read = decode(&bytes, label);
            assert_eq!((read.used, read.mislabelled), (charset, false), "{label:?}");
            assert!((1..=2).contains(&read.replaced), "{}", read.replaced);
            assert_eq!(read.text.matches('\u{fffd}').count(), read.replaced as usize);
        }
    }
    let written = decode("in the text: \u{fffd}".as_bytes(), None);
    assert_eq!(written.replaced, 0);
}

#[test]
fn utf_8_and_ascii_are_borrowed() {
    for (bytes, label) in
        [("日本", None), ("日本", Some("utf-8")), ("a", Some("shift_jis")), ("a", Some("us-ascii"))]
    {
        assert!(matches!(decode(bytes.as_bytes(), label).text, Cow::Borrowed(_)));
    }
}

#[test]
fn decoding_as_told_does_not_doubt() {
    let read = decode_as("日本".as_bytes(), WINDOWS_1252);
    assert_eq!((read.text.as_ref(), read.replaced), ("æ—¥æœ¬", 0));
    assert_eq!(decode_as(b"\xef\xbb\xbfa", UTF_8).text, "a");
    assert_eq!(decode_as(b"\x82", SHIFT_JIS).replaced, 1);
    assert_eq!(name(decode_as(b"a", SHIFT_JIS).used), "Shift_JIS");
}
