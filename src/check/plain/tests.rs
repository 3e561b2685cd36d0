use super::*;
use crate::check::cell::{self, Context};
use crate::destination::Reference;
use crate::destination::load::built_in;
use crate::text::control;
use crate::text::date::Zone;
use proptest::prelude::*;

/// Values as exports have them, and such as are nearly so.
fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[ -~]{0,12}",
        "[a-zA-Z0-9+._-]{1,8}@[a-z0-9.-]{1,8}\\.(jp|JP|com)",
        "[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.000Z|\\.5Z|Z)?)?",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\\.000Z",
        "[ぁ-んァ-ヶ一-龠Ａ-Ｚ　-〿]{0,6}",
        "[\u{0}-\u{20}\u{7f}-\u{a1}\u{1680}\u{2000}-\u{2010}\u{2028}\u{202f}\u{205f}\u{feff}\u{fffd}\u{1f600}]{0,2}",
        prop::sample::select(vec!["-", "No Agent", "NULL", "True", "はい", "完了", "1.2E+11", "\u{3000}"])
            .prop_map(str::to_string),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

fn every_field() -> Vec<Field> {
    let zoho = built_in("zoho-desk").expect("built in");
    let mut fields: Vec<Field> = zoho.tabs.into_iter().flat_map(|tab| tab.fields).collect();
    for kind in [FieldKind::Text, FieldKind::Id, FieldKind::Email, FieldKind::DateTime, FieldKind::Integer] {
        let base = Field { name: "F".into(), kind, ..Field::default() };
        fields.push(Field { max_chars: Some(5), blank_words: vec!["なし".into()], ..base.clone() });
        fields.push(Field { required: true, ..base.clone() });
        fields.push(Field { when_blank: Some("NULL".into()), ..base.clone() });
        let blank_code = Some("contact-missing".to_string());
        fields.push(Field { reference: Some(Reference { blank_code, ..Reference::default() }), ..base });
    }
    fields
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_judged_by_its_bytes_is_what_repair_gives_and_tells(value in value()) {
        let zone = Zone::named("Asia/Tokyo").expect("a zone");
        for field in every_field() {
            for datetime in [date::MILLIS, "%Y/%m/%d %R"] {
                let clean = !control::is_likely(&value);
                let Some(plain) = Plain::of(&field, datetime) else { continue };
                let (mut quick, mut full) = (Vec::new(), Vec::new());
                let date = local_date(&plain, &field, &value, &zone, &mut |seen| quick.push(format!("{seen:?}")));
                let date = date.map(|date| String::from_utf8(date.to_vec()).expect("ASCII"));
                let Some(short) = date.or(plain.holds(&value, clean).then(|| value.clone())) else { continue };
                let context = Context { zone: &zone, datetime, unwelcome: None, cut: true, clean: false };
                let used = cell::repair(&field, &value, &context, &mut |seen| full.push(format!("{seen:?}")));
                prop_assert_eq!(short, used.into_owned(), "{:?}", &field);
                prop_assert_eq!(quick, full, "{:?} in {:?}", &value, &field);
            }
        }
    }
}

#[test]
fn what_exports_mostly_hold_is_plain() {
    let plain = |kind, value: &str| {
        let field = Field { kind, max_chars: Some(255), ..Field::default() };
        Plain::of(&field, date::MILLIS).is_some_and(|plain| plain.holds(value, true))
    };
    for value in ["", "件名：注文\r\nについて", "Re: 見積り（再）", "A b"] {
        assert!(plain(FieldKind::Text, value), "{value}");
    }
    assert!(plain(FieldKind::Id, "T-00000001"));
    assert!(plain(FieldKind::Email, "kyaku@mail.example.com"));
    assert!(plain(FieldKind::DateTime, "2026-11-21T09:05:30.000Z"));
    assert!(!plain(FieldKind::DateTime, "2026/11/21 9:05"));
    assert!(!plain(FieldKind::Text, "-") && !plain(FieldKind::Text, "件名\u{3000}"));
}
