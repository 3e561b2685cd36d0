use super::*;
use proptest::prelude::*;

const NONE: AddressRepair = AddressRepair { full_width: false, case: false, trimmed: false };
const FULL_WIDTH: AddressRepair = AddressRepair { full_width: true, ..NONE };
const CASE: AddressRepair = AddressRepair { case: true, ..NONE };
const TRIMMED: AddressRepair = AddressRepair { trimmed: true, ..NONE };

fn check(value: &str, address: &str, repair: AddressRepair) {
    assert_eq!(parse(value), Some(Address { address: address.to_string(), repair }), "{value:?}");
}

fn refused(value: &str) {
    assert_eq!(parse(value), None, "{value:?}");
}

#[test]
fn normal_addresses_stay_as_they_are() {
    for value in [
        "a@example.jp",
        "taro.yamada+tag@mail.example.co.jp",
        "o'brien@example.com",
        "a@日本語.example",
        "a@ユーザー.example",
        "a@xn--wgv71a119e.example",
        "a@192.0.2.1",
        "a@[192.0.2.1]",
        "root@localhost",
        "\"john doe\"@example.jp",
        "\"a@b\"@example.jp",
    ] {
        check(value, value, NONE);
    }
}

#[test]
fn carrier_addresses_outside_the_rfc_are_taken() {
    for value in
        ["a..b@docomo.ne.jp", ".a@docomo.ne.jp", "a.@ezweb.ne.jp", "a...@docomo.ne.jp", "-a-@docomo.ne.jp"]
    {
        check(value, value, NONE);
        assert!(is_normal(value));
    }
    check("\"a..b\"@docomo.ne.jp", "a..b@docomo.ne.jp", TRIMMED);
}

#[test]
fn full_width_is_folded() {
    check("ａ.ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ", "a.sato@example.jp", FULL_WIDTH);
    check("a.sato＠example.jp", "a.sato@example.jp", FULL_WIDTH);
    check("a@example。jp", "a@example.jp", FULL_WIDTH);
    check("Ａ@Example.JP", "a@example.jp", AddressRepair { full_width: true, case: true, trimmed: false });
}

#[test]
fn upper_case_is_folded() {
    check("A.Sato@Example.JP", "a.sato@example.jp", CASE);
    check("a@EXAMPLE.jp", "a@example.jp", CASE);
    check("\"John Doe\"@example.jp", "\"john doe\"@example.jp", CASE);
}

#[test]
fn wrappings_are_taken_off() {
    for value in [
        " a@example.jp ",
        "\u{3000}a@example.jp\u{3000}",
        "\u{a0}a@example.jp\t\r\n",
        "\u{feff}a@example.jp",
        "a\u{200b}@example.jp",
        "<a@example.jp>",
        "mailto:a@example.jp",
        "MAILTO:a@example.jp?subject=hello",
        "<mailto:a@example.jp>",
        "[mailto:a@example.jp]",
        "'a@example.jp'",
        "\"a@example.jp\"",
        "a@example.jp;",
        "a@example.jp,",
        "a@example.jp.",
        "山田 太郎 <a@example.jp>",
        "\"Yamada, Taro\" <a@example.jp>",
        "Yamada, Taro <a@example.jp>",
        "\"a@example.jp\" <a@example.jp>",
        "a@example.jp <a@example.jp>",
        "＜a@example.jp＞",
        "山田＜a@example.jp＞様",
        "a@example.jp (Yamada)",
        "(Yamada) a@example.jp",
        "('mailto:a@example.jp')",
        "Yamada <a@example.jp",
    ] {
        check(value, "a@example.jp", TRIMMED);
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for value in [
        "",
        " ",
        "@",
        "a",
        "a@",
        "@example.jp",
        "a b@example.jp",
        "a @example.jp",
        "a@exa mple.jp",
        "山田 a@example.jp",
        "a@b@example.jp",
        "a@example.jp,b@example.jp",
        "a@example.jp; b@example.jp",
        "a@example.jp b@example.jp",
        "A <a@example.jp>, B <b@example.jp>",
        "a@example.jp, <b@example.jp>",
        "<a@example.jp>, b@example.jp",
        "a@example..jp",
        "a@.example.jp",
        "a@-",
        "a@-example.jp",
        "a@example-.jp",
        "a@!!!",
        "..@example.jp",
        "a@[example]",
        "a\0@example.jp",
        "a\u{1}b@example.jp",
        "\"\"@example.jp",
        "山田@example.jp",
        "なし",
        "-",
    ] {
        refused(value);
    }
    refused(&format!("{}@example.jp", "a".repeat(250)));
    refused(&"(".repeat(10_000));
}

proptest! {
    #[test]
    fn where_signs_stand_tells_what_each_of_them_would(value in "[a-c1.@_-]{0,10}(@[a-c.-]{0,12})?[A+]?") {
        prop_assert!(by_masks(value.as_bytes()).is_none_or(|told| told == byte_by_byte(&value)), "{value:?}");
    }

    #[test]
    fn most_addresses_are_told_by_where_signs_stand(value in "[a-z0-9][a-z0-9._-]{0,8}@([a-z0-9]{1,4}-?[a-z0-9]{1,3}[.]){1,2}(jp|com)") {
        prop_assert_eq!(by_masks(value.as_bytes()), Some(true));
    }

    #[test]
    fn a_read_address_reads_as_itself(value in "\\PC*|[a-zA-Z.\"'<>@ ,;()＠。あ\\-]{0,40}|[A-Za-z.]{1,9}@[\\PC.]{1,20}") {
        if let Some(read) = parse(&value) {
            let again = parse(&read.address);
            prop_assert_eq!(again, Some(Address { address: read.address, repair: NONE }));
        }
    }
}
