//! Values as exports hold them, what is written for them, and what is told.

use super::*;
use crate::destination::load::built_in;
use crate::destination::{AgentRole, Reference};

const PATTERN: &str = "%Y-%m-%dT%H:%M:%S.000Z";

fn of(kind: FieldKind) -> Field {
    Field { name: "X".to_string(), kind, ..Field::default() }
}

/// Repairs a value; gives what is written and `code severity found>used number` for each thing told.
fn repaired(field: &Field, value: &str) -> (String, Vec<String>) {
    let zone = Zone::named("Asia/Tokyo").unwrap();
    let mut told = Vec::new();
    let used = repair(
        field,
        value,
        &Context { zone: &zone, datetime: PATTERN, unwelcome: None, cut: false, clean: false },
        &mut |seen| {
            assert_eq!(seen.field, field.name);
            told.push(format!("{} {}", seen.code.severity.as_str(), seen.code.id));
        },
    );
    (used.into_owned(), told)
}

fn check(field: &Field, value: &str, used: &str, told: &[&str]) {
    let (written, seen) = repaired(field, value);
    assert_eq!(
        (written.as_str(), seen),
        (used, told.iter().map(|one| one.to_string()).collect()),
        "{value:?}"
    );
}

#[test]
fn a_good_value_is_borrowed_and_nothing_is_told() {
    let zone = Zone::named("Asia/Tokyo").unwrap();
    let good = [
        (FieldKind::Text, "佐藤 花子"),
        (FieldKind::Text, "  一行目\r\n二行目\n"),
        (FieldKind::Id, "Ticket_1"),
        (FieldKind::Email, "hanako@example.jp"),
        (FieldKind::DateTime, "2026-11-21T09:00:00.000Z"),
        (FieldKind::Boolean, "True"),
        (FieldKind::Integer, "-42"),
    ];
    for (kind, value) in good {
        let field = Field { max_chars: Some(40), ..of(kind) };
        let used = repair(
            &field,
            value,
            &Context { zone: &zone, datetime: PATTERN, unwelcome: None, cut: false, clean: false },
            &mut |seen| panic!("{value}: {}", seen.code.id),
        );
        assert!(matches!(used, Cow::Borrowed(same) if same == value), "{value}");
    }
}

#[test]
fn spaces_around_a_value_are_taken_off() {
    check(&of(FieldKind::Text), "\u{3000}佐藤\u{A0} ", "佐藤", &["note value-trimmed"]);
    check(&of(FieldKind::Id), "\u{FEFF}T-1\t", "T-1", &["note value-trimmed"]);
    check(
        &of(FieldKind::DateTime),
        " 2026-11-21T09:00:00.000Z",
        "2026-11-21T09:00:00.000Z",
        &["note value-trimmed"],
    );
}

#[test]
fn a_dash_is_blank_where_it_can_be_no_text() {
    check(&of(FieldKind::Email), " - ", "", &["note dash-blank"]);
    check(&of(FieldKind::DateTime), "-", "", &["note dash-blank"]);
    check(&of(FieldKind::Text), "-", "-", &[]);
    let required = Field { required: true, ..of(FieldKind::Id) };
    check(&required, "-", "", &["note dash-blank", "error required-missing"]);
}

#[test]
fn blanks_follow_the_rules_of_their_field() {
    check(&of(FieldKind::Text), " \u{3000}\n", "", &[]);
    check(&Field { required: true, ..of(FieldKind::Text) }, "", "", &["error required-missing"]);
    let content = Field { required: true, when_blank: Some("NULL".into()), ..of(FieldKind::Text) };
    check(&content, "\r\n", "NULL", &["note blank-replaced"]);
    let reference = |code: &str| Some(Reference { blank_code: Some(code.into()), ..Reference::default() });
    let contact = Field { required: true, reference: reference("contact-missing"), ..of(FieldKind::Id) };
    check(&contact, "", "", &["error contact-missing"]);
    let agent = Field { reference: reference("agent-missing"), ..of(FieldKind::Email) };
    check(&agent, "-", "", &["note dash-blank", "warning agent-missing"]);
    let status = Field { default: Some("Open".into()), ..of(FieldKind::Text) };
    check(&status, "", "", &["note default-applies"]);
}

#[test]
fn addresses_are_put_right_or_refused() {
    let email = of(FieldKind::Email);
    check(&email, "Hanako@Example.JP", "hanako@example.jp", &["note address-case"]);
    check(&email, "ｈａｎａｋｏ＠example.jp", "hanako@example.jp", &["note address-full-width"]);
    check(&email, "花子 <hanako@example.jp>", "hanako@example.jp", &["note address-trimmed"]);
    check(&email, " hanako@example.jp", "hanako@example.jp", &["note address-trimmed"]);
    check(&email, " 佐藤花子 ", "", &["warning address-left-out"]);
    let agent = Field { agent: Some(AgentRole::Address), ..of(FieldKind::Email) };
    check(&agent, " 佐藤花子 ", "佐藤花子", &["warning address-invalid"]);
    check(
        &Field { required: true, ..of(FieldKind::Email) },
        "佐藤花子",
        "佐藤花子",
        &["error address-invalid"],
    );
    let holds = |holds| Some(Reference { holds, ..Reference::default() });
    check(&Field { reference: holds(true), ..of(FieldKind::Email) }, "x", "x", &["error address-invalid"]);
    check(&Field { reference: holds(false), ..of(FieldKind::Email) }, "x", "", &["warning address-left-out"]);
}

#[test]
fn dates_are_written_as_the_destination_wants_them() {
    let date = of(FieldKind::DateTime);
    let written = "2026-11-21T00:00:00.000Z";
    check(&date, "2026-11-21T00:00:00Z", written, &[]);
    check(&date, "2026-11-21T09:00:00+09:00", written, &[]);
    check(&date, "2026/11/21 9:00", written, &["note date-zone-assumed", "note date-reshaped"]);
    let (used, told) = repaired(&date, "令和8年11月21日");
    assert_eq!(used, "2026-11-20T15:00:00.000Z");
    for code in ["date-zone-assumed", "date-era", "date-time-assumed"] {
        assert!(told.contains(&format!("note {code}")), "{code}: {told:?}");
    }
    assert!(repaired(&date, "26/11/21 9:00").1.contains(&"note date-short-year".to_string()));
    check(&date, "きのう", "", &["warning date-unreadable"]);
    check(
        &Field { required: true, ..of(FieldKind::DateTime) },
        "きのう",
        "きのう",
        &["error date-unreadable"],
    );
    check(&date, "2026-02-30T00:00:00.000Z", "", &["warning date-unreadable"]);
}

#[test]
fn a_date_is_the_same_when_read_again() {
    let date = of(FieldKind::DateTime);
    for value in ["2026/11/21 9:00", "2026年11月21日 18時30分", "Sat, 21 Nov 2026 09:00:00 +0900"] {
        let (once, _) = repaired(&date, value);
        check(&date, &once, &once, &[]);
    }
}

#[test]
fn yes_and_no_are_spelled_as_the_destination_spells_them() {
    let boolean = of(FieldKind::Boolean);
    for yes in ["true", "TRUE", "yes", "1", "はい", "Ｙ", "○"] {
        check(&boolean, yes, "True", &["note boolean-reshaped"]);
    }
    for no in ["false", "No", "0", "いいえ", "×"] {
        check(&boolean, no, "False", &["note boolean-reshaped"]);
    }
    check(&boolean, "maybe", "maybe", &["error value-not-allowed"]);
    check(&boolean, "公開", "公開", &["error value-not-allowed"]);
}

#[test]
fn public_means_the_opposite_in_a_field_that_asks_whether_it_is_private() {
    let zoho = built_in("zoho-desk").unwrap();
    let field = |tab: &str, name: &str| {
        let tab = &zoho.tabs[zoho.tab(tab).unwrap()];
        tab.fields[tab.field(name).unwrap()].clone()
    };
    check(&field("threads", "isPrivate"), "公開", "False", &["note boolean-reshaped"]);
    check(&field("threads", "isPrivate"), "Internal", "True", &["note boolean-reshaped"]);
    check(&field("comments", "isPublic"), "公開", "True", &["note boolean-reshaped"]);
    check(&field("threads", "Content"), "", "NULL", &["note blank-replaced"]);
    check(&field("threads", "Direction"), "out", "Out", &["note value-respelled"]);
    check(&field("threads", "Direction"), "sideways", "sideways", &["error value-not-allowed"]);
    check(&field("tickets", "Status"), "ＣＬＯＳＥＤ", "Closed", &["note value-respelled"]);
    check(&field("tickets", "Status"), "保留", "保留", &["note value-new"]);
    check(&field("tickets", "Status"), "", "", &["note default-applies"]);
    check(&field("tickets", "ContactExtId"), "", "", &["error contact-missing"]);
    check(&field("contacts", "Last Name"), "\u{3000}", "", &["error required-missing"]);
}

#[test]
fn numbers_are_read_with_separators_and_in_full_width() {
    let number = of(FieldKind::Integer);
    check(&number, "1,234,567", "1234567", &["note number-reshaped"]);
    check(&number, "１２３", "123", &["note number-reshaped"]);
    check(&number, "+5", "5", &["note number-reshaped"]);
    for bad in ["1,5", "1.5", "12,34", "many", "--1", "1e3"] {
        check(&number, bad, "", &["warning number-unreadable"]);
    }
    check(&Field { required: true, ..of(FieldKind::Integer) }, "many", "many", &["error number-unreadable"]);
}

#[test]
fn ids_that_other_files_may_spell_differently_are_told_and_kept() {
    let id = of(FieldKind::Id);
    check(&id, "Ticket 1", "Ticket 1", &["warning id-spaces"]);
    check(&id, "Ｔ１", "Ｔ１", &["warning id-full-width"]);
    check(&id, "1.23457E+11", "1.23457E+11", &["warning id-scientific"]);
    check(&id, "顧客-12", "顧客-12", &[]);
    check(&id, "E+1", "E+1", &[]);
}

#[test]
fn length_is_counted_in_characters_and_never_cut() {
    let subject = Field { max_chars: Some(255), ..of(FieldKind::Text) };
    check(&subject, &"あ".repeat(255), &"あ".repeat(255), &[]);
    check(&subject, &"😀".repeat(256), &"😀".repeat(256), &["error value-too-long"]);
    let zone = Zone::named("Asia/Tokyo").unwrap();
    let mut number = 0;
    repair(
        &subject,
        &"a".repeat(300),
        &Context { zone: &zone, datetime: PATTERN, unwelcome: None, cut: false, clean: false },
        &mut |seen| number = seen.number,
    );
    assert_eq!(number, 300);
}

#[test]
fn control_characters_are_told_and_kept() {
    check(&of(FieldKind::Text), "a\0b\u{1B}[0m", "a\0b\u{1B}[0m", &["note control-characters"]);
    check(&of(FieldKind::Text), "a\u{85}b", "a\u{85}b", &["note control-characters"]);
    check(&of(FieldKind::Text), "a\tb £5", "a\tb £5", &[]);
}

#[test]
fn no_value_of_any_kind_panics() {
    let kinds = [
        FieldKind::Text,
        FieldKind::Id,
        FieldKind::Email,
        FieldKind::DateTime,
        FieldKind::Boolean,
        FieldKind::Integer,
    ];
    let odd = [
        "\0",
        "-",
        "--",
        ",,,",
        "@",
        "９９９９/９９/９９",
        "E+",
        "1E+",
        "\u{200B}",
        "令和",
        "𠮷".repeat(600).leak(),
    ];
    for kind in kinds {
        for value in odd {
            let field = Field { max_chars: Some(1), values: vec!["a".into()], ..of(kind) };
            repaired(&field, value);
        }
    }
}
