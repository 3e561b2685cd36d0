//! serde_json is the other reader and writer: both must agree on every text.

use super::{Value, json, read};
use proptest::prelude::*;

/// The same value as theirs, or none if it has a number that only they compute with.
fn theirs(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(number) => (*number).into(),
        Value::Other(spelled) => serde_json::from_str(spelled).unwrap(),
        Value::Text(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(theirs).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.to_string(), theirs(value))).collect()
        }
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<u64>().prop_map(Value::Number),
        any::<String>().prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let member = (any::<String>().prop_map(Into::into), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Value::Array),
            prop::collection::vec(member, 0..5).prop_map(Value::Object),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_by_both(value in value()) {
        for text in [format!("{value}"), format!("{value:#}"), value.pretty()] {
            prop_assert_eq!(&read(&text), &Ok(value.clone()));
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), theirs(&value));
        }
    }

    #[test]
    fn both_write_the_same(text in any::<String>(), number: u64) {
        let list = json!({"a": Vec::<u64>::new(), "n": number, "t": text, "v": {"x": null, "y": vec![true, false]}});
        prop_assert_eq!(format!("{list}"), theirs(&list).to_string());
        prop_assert_eq!(format!("{list:#}"), format!("{:#}", theirs(&list)));
    }

    #[test]
    fn both_refuse_the_same(text in "[\\[\\]{}\",:0-9eE.+\\-tfn\\\\ \n]{0,12}|\\PC{0,12}|\"(\\\\[a-z\"]|\\\\u[dD][89a-fA-F][0-9]{2}|[^\"]){0,4}\"|-?[0-9.eE+\\-]{1,8}") {
        let (ours, other) = (read(&text), serde_json::from_str::<serde_json::Value>(&text));
        // They compute with numbers, and refuse those that are too large for that.
        let too_large = other.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range"))
            && serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert_eq!(ours.is_ok(), other.is_ok() || too_large, "{} {:?} {:?}", text, ours, other);
        if let (Ok(ours), Ok(other)) = (ours, other) {
            prop_assert_eq!(theirs(&ours), other);
        }
    }
}

#[test]
fn a_number_too_large_to_compute_with_is_read_and_a_broken_one_is_not() {
    assert!(read("1e310").is_ok() && read("1e310e").is_err());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let wrong = |text: &str| read(text).unwrap_err();
    assert_eq!(wrong("{\n  \"a\": tru\n}"), "line 2, column 8: a value is missing");
    assert_eq!(wrong("{} x"), "line 1, column 4: nothing may follow the value");
    assert_eq!(wrong("\"\\ud800\""), "line 1, column 8: half of a character");
    assert!(wrong(&"[".repeat(100_000)).contains("too deep"));
}

#[test]
fn members_are_found_and_set_by_name() {
    let mut value = json!({"a": {"b": ["x"]}, "none": Option::<u64>::None});
    assert_eq!(value["a"]["b"][0].as_str(), Some("x"));
    assert_eq!((&value["nowhere"][3]["b"], &value["none"]), (&Value::Null, &Value::Null));
    value["a"] = json!(7u64);
    value["new"] = json!(true);
    assert_eq!(value.to_string(), r#"{"a":7,"none":null,"new":true}"#);
    assert_eq!(read(r#"{"a":1,"a":-2.50}"#).unwrap()["a"], Value::Other("-2.50".into()));
}
