//! The sample for others shows what is wrong and nothing of any person.

mod support;

use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::Bag;

const HEADER: &str = "チケットID,件名,本文,メールアドレス,状態,作成日時,謎の列\r\n";

fn text_of(entries: &[(String, Vec<u8>)]) -> String {
    entries.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned() + "\n").collect()
}

/// The sample's own files as sources: what a vendor's support would drop.
fn as_bag(entries: Vec<(String, Vec<u8>)>) -> Bag {
    Bag::new(entries.into_iter().filter(|(name, _)| name != "findings.json").collect())
}

#[test]
fn a_row_keeps_its_shape_its_state_and_what_is_wrong_with_it() {
    let rows = "T-100,山田様のご相談,\"長い\r\n本文\",y.yamada@example.jp,Open,2026/11/31 9:00,山田 太郎\r\n\
        T-101,山田様,あ,Y.Yamada@example.jp,Open,2026/11/32 9:00,山田 花子\r\n";
    let bag = Bag::of(&[("佐藤の書類/tickets.csv", &(HEADER.to_string() + rows))]);
    let sample = bag.sample();
    let (name, bytes) = &sample[0];
    assert_eq!(name, "1.csv");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8 as the source");
    assert!(text.starts_with(HEADER), "{text}");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(lines[0].chars().count(), "T-100,山田様のご相談,\"長い".chars().count(), "{text}");
    assert!(lines[1].contains("Open,2021/11/31 9:00,"), "{text}");
    assert!(lines[2].contains("Open,2021/11/32 9:00,"), "{text}");
    let person = |line: &str| line.rsplit(',').next().expect("a cell").to_string();
    let (one, other) = (person(lines[1]), person(lines[2]));
    assert_eq!(one.split(' ').next(), other.split(' ').next(), "one family, one name");
    assert_ne!(one, other);
    assert!(as_bag(sample).codes().is_superset(&["date-unreadable"].into()));
}

#[test]
fn what_a_survey_of_the_sample_finds_is_what_the_source_had() {
    let mut rows = Vec::new();
    rows.extend_from_slice(&SHIFT_JIS.encode(HEADER).0);
    rows.extend_from_slice(&SHIFT_JIS.encode("T-1,髙橋①,本\"文,t@example,Open,2026/02/30,x\r\n").0);
    rows.extend_from_slice(&SHIFT_JIS.encode("T-1,高橋,本文,t@example.jp,Open,,x\r\n").0);
    rows.extend_from_slice(b"T-2,\x81,b,t@example.jp,Open,2026/02/03,x\r\n");
    let bag = Bag::new(vec![("a.csv".into(), rows)]);
    let (before, after) = (bag.codes(), as_bag(bag.sample()).codes());
    let shown: Vec<_> = before.difference(&after).collect();
    assert!(shown.is_empty(), "not shown: {shown:?}");
}

#[test]
fn a_mail_keeps_its_structure_and_loses_its_words() {
    let mail = "From tanaka@example.jp Fri Nov 13 09:00:00 2026\n\
        From: =?ISO-2022-JP?B?GyRCRURDZhsoQg==?= <tanaka@example.jp>\n\
        To: support@shop.example.com\n\
        Date: Fri, 13 Foo 2026 09:00:00 +0900\n\
        Subject: Secret plans\n\
        Nakamura: told me\n\
        Content-Description: Mr Nakamura\n\
        Message-ID: <abcdef@example.jp>\n\
        MIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=\"piece\"\n\n\
        --piece\nContent-Type: text/html; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        <p class=3D\"tanaka\">=E7=94=B0=E4=B8=AD &amp; Hello Tanaka</p>\n\
        --piece\nContent-Type: application/pdf; name=\"tanaka-plan.pdf\"\nContent-Transfer-Encoding: base64\n\n\
        VGFuYWthIHdhcyBoZXJl\n--piece--\n";
    let sample = Bag::of(&[("tanaka.mbox", mail)]).sample();
    let (name, bytes) = &sample[0];
    assert_eq!(name, "1.mbox");
    let text = String::from_utf8(bytes.clone()).expect("a text");
    for told in
        ["anaka", "ecret", "GyRCRURDZhsoQg", "=E7=94=B0", "VGFuY", "Hello", "abcdef", "support", "akamura"]
    {
        assert!(!text.contains(told), "{told} in {text}");
    }
    for kept in [
        "boundary=\"piece\"",
        "--piece--\n",
        "<p ",
        "&amp;",
        "Fri, 13 Xxa 2021",
        "=?ISO-2022-JP?B?GyRC",
        "AAAAAAAAAAAAAAAAAAAA\n",
    ] {
        assert!(text.contains(kept), "{kept} not in {text}");
    }
    assert!(!as_bag(sample).codes().is_empty());
}

/// Something a person would not like to see elsewhere.
fn told() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("山田 太郎"),
        Just("渡邉はな子"),
        Just("Émile Dupont"),
        Just("ﾔﾏﾀﾞ ﾀﾛｳ"),
        Just("Иван Петров"),
        Just("김민수입니다"),
        Just("やまだ株式会社"),
    ];
    let number = (1000u32..999_999).prop_map(|number| format!("{number}番"));
    let address = "[a-w]{3,9}\\.[a-w]{3,9}@[a-w]{4,9}\\.(jp|com)";
    let phone = "0[1-9]{2}-[1-9]{4}-[1-9]{4}";
    let long =
        (name.clone(), "[b-w]{5,9}( [b-w]{5,9}){3,30}").prop_map(|(name, text)| format!("{name}\n{text}"));
    let date = "20[0-3][0-9]/[0-9]{2}/[0-9]{2}";
    prop_oneof![
        name.prop_map(String::from),
        number,
        address.prop_map(String::from),
        phone.prop_map(String::from),
        long,
        date.prop_map(String::from)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_of_the_source_is_in_the_sample(
        rows in prop::collection::vec(prop::collection::vec(told(), 7), 1..12),
        known in any::<bool>(),
        semicolons in any::<bool>(),
    ) {
        let delimiter = if semicolons { ";" } else { "," };
        // A table nobody knows has no header that could be trusted.
        let header = if known { HEADER.replace(',', delimiter) } else { String::new() };
        let line = |row: &Vec<String>| {
            row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(delimiter) + "\r\n"
        };
        let table = header + &rows.iter().map(line).collect::<String>();
        let bag = Bag::of(&[("山田 太郎様.csv", &table)]);
        let text = text_of(&bag.sample());
        for cell in rows.iter().flatten().chain([&"山田 太郎様".to_string()]) {
            if cell.chars().count() >= 4 {
                prop_assert!(!text.contains(cell.as_str()), "{} is in {}", cell, text);
            }
        }
    }

    #[test]
    fn equal_words_have_equal_stand_ins(names in prop::collection::vec("[a-w]{4,8}", 2..6)) {
        let rows: String = names.iter().chain(&names).map(|name| format!("T-1,s,b,k@example.jp,Open,いつか,{name}\r\n")).collect();
        let sample = Bag::of(&[("a.csv", &(HEADER.to_string() + &rows))]).sample();
        let text = String::from_utf8_lossy(&sample[0].1).into_owned();
        let masked: Vec<String> = text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap_or_default().to_string()).collect();
        let mut stands: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, with) in names.iter().cycle().zip(&masked) {
            prop_assert_eq!(*stands.entry(name).or_insert(with), with.as_str());
        }
        let distinct: std::collections::BTreeSet<_> = stands.values().collect();
        prop_assert_eq!(distinct.len(), stands.len());
    }
}
