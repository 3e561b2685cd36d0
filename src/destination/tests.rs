//! Destination files that load, and broken ones with the line, the key and the code they are refused with.

use super::load::{LoadError, from_toml};

mod zoho_desk;

/// A small whole file; the tests break one line of it.
const WHOLE: &str = r#"id = "small"
label = { ja = "小", en = "Small" }
datetime = "%F %T"
[caps]
bundles = 2
[[option]]
key = "size"
label = { ja = "大きさ", en = "Size" }
help = { ja = "大きさ", en = "Size" }
values = ["s", "l"]
[[tab]]
id = "people"
label = { ja = "人", en = "People" }
file = "People"
from-mail = "person"
[[tab.field]]
name = "No"
kind = "id"
key = true
mail = "person-id"
[[tab.field]]
name = "Mail"
kind = "email"
aliases = ["address"]
[[tab]]
id = "notes"
label = { ja = "メモ", en = "Notes" }
file = "Notes"
[[tab.field]]
name = "No"
kind = "id"
key = true
[[tab.field]]
name = "Who"
kind = "id"
reference = { tab = "people", holds = true, through = "Whose" }
[[tab.field]]
name = "Whose"
kind = "email"
[[tab.field]]
name = "State"
values = ["new", "old"]
[[tab.field]]
name = "When"
kind = "date-time"
[[tab.field]]
name = "Until"
kind = "date-time"
not-before = { field = "When" }
required-when = { field = "State", is = "old" }
"#;

/// Loads the whole file with one text replaced, and expects a refusal with line, key and code.
fn check(from: &str, to: &str, expected: (usize, &str, &str)) {
    assert!(WHOLE.contains(from), "the test replaces nothing: {from}");
    let error = from_toml(&WHOLE.replacen(from, to, 1)).expect_err(to);
    assert_eq!((error.line, error.key.as_str(), error.code), expected, "{to}: {}", error.message);
    let ends_well = error.message.ends_with(['.', ')']) && error.message.len() > 20;
    assert!(ends_well, "no sentence with a remedy: {}", error.message);
}

#[test]
fn caps_the_user_sets_need_a_number_option() {
    let from = "bundles = 2\n";
    check(
        from,
        "from = [{ option = \"size\", caps = [\"part-rows\"] }]\n",
        (5, "caps.from.#1.option", "destination-unknown-option"),
    );
    check(
        from,
        "from = [{ option = \"size\", caps = [\"part-row\"] }]\n",
        (5, "caps.from.#1.caps.#1", "destination-unknown-key"),
    );
    check("values = [\"s\", \"l\"]", "number = true", (6, "option.size.values", "destination-bad-value"));
}

#[test]
fn a_day_fills_a_bound_of_the_window_with_a_time() {
    let from = "values = [\"s\", \"l\"]\n";
    let fills = |option: &str, at: &str| format!("fills = {{ option = \"{option}\", at = \"{at}\" }}\n");
    let day = |option: &str, at: &str| format!("date = true\n{}", fills(option, at));
    check(from, &fills("window-to", "04:00"), (10, "option.size.fills", "destination-bad-value"));
    check(from, &day("window", "04:00"), (11, "option.size.fills.option", "destination-unknown-option"));
    for at in ["4", "04:60", "25:00", "04:00:00", ""] {
        check(from, &day("window-to", at), (11, "option.size.fills.at", "destination-bad-value"));
    }
    let whole = from_toml(&WHOLE.replacen(from, &day("window-to", "24:00"), 1)).unwrap();
    assert_eq!(whole.options[0].fills.as_ref().map(|it| it.at.as_str()), Some("24:00"));
}

#[test]
fn unwelcome_characters_each_have_another_instead() {
    let with = |option: &str, instead: &str| {
        format!(
            "[unwelcome]\ncharacters = \"<>\"\ninstead = \"{instead}\"\noption = \"{option}\"\n[[option]]"
        )
    };
    check("[[option]]", &with("size", "＜"), (8, "unwelcome.instead", "destination-bad-value"));
    check("[[option]]", &with("size", "＜＞"), (9, "unwelcome.option", "destination-unknown-option"));
}

#[test]
fn the_unbroken_file_loads() {
    let to = from_toml(WHOLE).unwrap();
    assert_eq!((to.tabs.len(), to.caps.bundles, to.caps.bundle_bytes), (2, 2, u64::MAX));
    assert_eq!(from_toml(&format!("\u{FEFF}{WHOLE}")), Ok(to.clone()), "with a byte order mark");
    assert_eq!(from_toml(&WHOLE.replace('\n', "\r\n")), Ok(to), "with CR LF");
}

#[test]
fn what_is_no_toml_is_a_syntax_error_on_its_line() {
    check("key = true", "key = tru", (19, "", "destination-syntax"));
    check("[caps]", "[caps", (4, "", "destination-syntax"));
    check("file = \"People\"", "file = \"People\"\nfile = \"P\"", (15, "", "destination-syntax"));
}

#[test]
fn a_misspelt_key_is_refused_and_not_ignored() {
    check(
        "kind = \"email\"",
        "knid = \"email\"",
        (23, "tab.people.field.Mail.knid", "destination-unknown-key"),
    );
    check("bundles = 2", "bundels = 2", (5, "caps.bundels", "destination-unknown-key"));
    check("through =", "thru =", (36, "tab.notes.field.Who.reference.thru", "destination-unknown-key"));
    let when = "[[caps.when]]\noption = \"size\"\nvalue = \"l\"\ncaps = { files = 3 }\n[[option]]";
    check("[[option]]", when, (9, "caps.when.#1.caps.files", "destination-unknown-key"));
}

#[test]
fn a_missing_key_is_named_with_where_it_is_missing() {
    check("name = \"Mail\"\n", "", (21, "tab.people.field.#2.name", "destination-missing-key"));
    check("datetime = \"%F %T\"\n", "", (1, "datetime", "destination-missing-key"));
    check("holds = true, ", "", (36, "tab.notes.field.Who.reference.holds", "destination-missing-key"));
    let key = "tab.people.field.Name.mail";
    let required = "[[tab.field]]\nname = \"Name\"\nrequired = true\n[[tab.field]]\nname = \"Mail\"";
    check("[[tab.field]]\nname = \"Mail\"", required, (21, key, "destination-missing-key"));
}

#[test]
fn a_wrong_type_is_told() {
    check("key = true", "key = \"yes\"", (19, "tab.people.field.No.key", "destination-wrong-type"));
    check("bundles = 2", "bundles = \"2\"", (5, "caps.bundles", "destination-wrong-type"));
    check("[\"address\"]", "\"address\"", (24, "tab.people.field.Mail.aliases", "destination-wrong-type"));
}

#[test]
fn an_unknown_kind_is_told() {
    check(
        "kind = \"email\"",
        "kind = \"e-mail\"",
        (23, "tab.people.field.Mail.kind", "destination-unknown-kind"),
    );
}

#[test]
fn zero_negative_and_tiny_caps_never_mean_no_cap() {
    check("bundles = 2", "bundles = 0", (5, "caps.bundles", "destination-bad-cap"));
    check("bundles = 2", "total-bytes = -1", (5, "caps.total-bytes", "destination-bad-cap"));
    check("bundles = 2", "bundle-bytes = 1_023", (5, "caps.bundle-bytes", "destination-bad-cap"));
    check("bundles = 2", "part-rows = 0", (5, "caps.part-rows", "destination-bad-cap"));
    let key = "tab.people.field.Mail.max-chars";
    check("kind = \"email\"", "kind = \"email\"\nmax-chars = 0", (24, key, "destination-bad-cap"));
}

#[test]
fn a_selection_names_a_tab_and_a_time_of_it() {
    let rule = |tab: &str, time: &str, search: &str| {
        format!("bundles = 2\n[selection]\ntab = \"{tab}\"\ntime = \"{time}\"\nsearch = [\"{search}\"]")
    };
    let refused = |tab: &str, time: &str, search: &str, expected| {
        check("bundles = 2", &rule(tab, time, search), expected);
    };
    refused("nobody", "When", "No", (7, "selection.tab", "destination-unknown-reference"));
    refused("people", "Mail", "No", (7, "selection.tab", "destination-unknown-reference"));
    refused("notes", "State", "No", (8, "selection.time", "destination-unknown-reference"));
    refused("notes", "Whenever", "No", (8, "selection.time", "destination-unknown-reference"));
    refused("notes", "When", "Text", (9, "selection.search.#1", "destination-unknown-reference"));
    let to = from_toml(&WHOLE.replacen("bundles = 2", &rule("notes", "When", "State"), 1)).unwrap();
    assert_eq!(to.selection.map(|rule| rule.time).as_deref(), Some("When"));
}

#[test]
fn doubles_are_refused() {
    check("id = \"notes\"", "id = \"people\"", (26, "tab.people.id", "destination-duplicate-tab"));
    check("file = \"Notes\"", "file = \"PEOPLE\"", (28, "tab.notes.file", "destination-duplicate-tab"));
    check(
        "name = \"Mail\"",
        "name = \"No\"",
        (22, "tab.people.field.No.name", "destination-duplicate-field"),
    );
    let option = "[[option]]\nkey = \"size\"\nlabel = { ja = \"x\", en = \"x\" }\nhelp = { ja = \"x\", en = \"x\" }\n[[tab]]";
    check("[[tab]]", option, (12, "option.size.key", "destination-duplicate-option"));
    let alias = "mail = \"person-id\"\naliases = [\"Ａｄｄｒｅｓｓ\"]";
    check("mail = \"person-id\"", alias, (22, "tab.people.field.Mail", "destination-duplicate-alias"));
}

#[test]
fn each_tab_has_exactly_one_key() {
    check("key = true\n", "", (11, "tab.people", "destination-no-key"));
    check("kind = \"email\"\n", "kind = \"email\"\nkey = true\n", (11, "tab.people", "destination-no-key"));
}

#[test]
fn rules_must_name_what_is_there() {
    let who = |key: &str| format!("tab.notes.field.Who.reference.{key}");
    let code = "destination-unknown-reference";
    check("tab = \"people\"", "tab = \"persons\"", (36, &who("tab"), code));
    check("tab = \"people\"", "tab = \"people\", field = \"mail\"", (36, &who("field"), code));
    check("through = \"Whose\"", "through = \"When\"", (36, &who("through"), code));
    check("through = \"Whose\"", "through = \"Who\"", (36, &who("through"), code));
    let until = "tab.notes.field.Until";
    check("{ field = \"When\" }", "{ field = \"Then\" }", (49, &format!("{until}.not-before.field"), code));
    check("{ field = \"When\" }", "{ field = \"State\" }", (49, &format!("{until}.not-before.field"), code));
    check(
        "{ field = \"State\", is",
        "{ field = \"S\", is",
        (50, &format!("{until}.required-when.field"), code),
    );
    let with = "kind = \"email\"\nrequired-with = { tab = \"people\" }";
    check("kind = \"email\"", with, (24, "tab.people.field.Mail.required-with.tab", code));
    check("from-mail", "identified-by = [\"Nr\"]\nfrom-mail", (15, "tab.people.identified-by.#1", code));
}

#[test]
fn options_and_codes_must_be_known() {
    let when = |option: &str, value: &str| {
        format!(
            "[[caps.when]]\noption = \"{option}\"\nvalue = \"{value}\"\ncaps = {{ bundles = 3 }}\n[[option]]"
        )
    };
    check("[[option]]", &when("colour", "l"), (7, "caps.when.#1.option", "destination-unknown-option"));
    check("[[option]]", &when("size", "xl"), (8, "caps.when.#1.value", "destination-unknown-option"));
    let code = "tab = \"people\", code = \"agent-on-holiday\"";
    check("tab = \"people\"", code, (36, "tab.notes.field.Who.reference.code", "destination-unknown-code"));
    let noted = "noted-aliases = [{ name = \"x\", note = \"y\" }]\naliases";
    check("aliases", noted, (24, "tab.people.field.Mail.noted-aliases.x.note", "destination-unknown-code"));
}

#[test]
fn date_time_patterns_are_judged() {
    check("%F %T", "%Y-%m-%d", (3, "datetime", "destination-bad-datetime"));
    check("%F %T", "%c", (3, "datetime", "destination-bad-datetime"));
    let own = "kind = \"date-time\"\ndatetime = \"yyyy\"";
    check("kind = \"date-time\"", own, (46, "tab.notes.field.When.datetime", "destination-bad-datetime"));
}

#[test]
fn mail_values_must_be_known_and_in_place() {
    let unknown = "destination-unknown-mail-value";
    check("from-mail = \"person\"", "from-mail = \"human\"", (15, "tab.people.from-mail", unknown));
    check("mail = \"person-id\"", "mail = \"person-nr\"", (20, "tab.people.field.No.mail", unknown));
    let misplaced = "destination-misplaced-mail-value";
    check("mail = \"person-id\"", "mail = \"message-id\"", (20, "tab.people.field.No.mail", misplaced));
    let note = "name = \"Whose\"\nmail = \"person-address\"";
    check("name = \"Whose\"", note, (39, "tab.notes.field.Whose.mail", misplaced));
}

#[test]
fn names_that_could_do_harm_are_refused() {
    let unsafe_name = "destination-unsafe-name";
    check("id = \"small\"", "id = \"../small\"", (1, "id", unsafe_name));
    check("id = \"people\"", "id = \"People\"", (12, "tab.People.id", unsafe_name));
    check("file = \"People\"", "file = \"../People\"", (14, "tab.people.file", unsafe_name));
    check("file = \"People\"", "file = \"nul\"", (14, "tab.people.file", unsafe_name));
    check("file = \"People\"", "file = \"a\"\nfolder = \"C:\\\\x\"", (15, "tab.people.folder", unsafe_name));
    check(
        "name = \"Mail\"",
        "name = \"Ma\\u202Eil\"",
        (22, "tab.people.field.Ma\u{202E}il.name", unsafe_name),
    );
}

#[test]
fn values_must_fit_their_field() {
    let bad = "destination-bad-value";
    check(
        "kind = \"email\"",
        "kind = \"email\"\nvalues = [\"a\"]",
        (24, "tab.people.field.Mail.values", bad),
    );
    let default = "values = [\"new\", \"old\"]\ndefault = \"red\"";
    check("values = [\"new\", \"old\"]", default, (43, "tab.notes.field.State.default", bad));
    check("is = \"old\"", "is = \"gone\"", (50, "tab.notes.field.Until.required-when.is", bad));
    check("ja = \"小\"", "ja = \" \"", (2, "label.ja", bad));
    check("[\"address\"]", "[\"\"]", (24, "tab.people.field.Mail.aliases.#1", bad));
}

#[test]
fn an_empty_or_huge_file_is_refused() {
    let code = |text: &str| from_toml(text).map_err(|error| error.code);
    assert_eq!(code("").unwrap_err(), "destination-missing-key");
    assert_eq!(code(&" ".repeat((1 << 20) + 1)).unwrap_err(), "destination-too-large");
    let no_tab = "id = \"a\"\nlabel = { ja = \"a\", en = \"a\" }\ndatetime = \"%F %T\"\n";
    assert_eq!(code(no_tab).unwrap_err(), "destination-no-tab");
    let deep = format!("{no_tab}x = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    assert_eq!(code(&deep).unwrap_err(), "destination-syntax");
}

#[test]
fn no_cut_of_a_file_panics() {
    for (at, _) in WHOLE.char_indices() {
        let _: Result<_, LoadError> = from_toml(&WHOLE[..at]);
        let _: Result<_, LoadError> = from_toml(&WHOLE[at..]);
    }
}

#[test]
fn an_invented_destination_of_another_trade_loads() {
    let to = from_toml(include_str!("../../tests/fixtures/destinations/ryokan-ledger.toml")).unwrap();
    assert_eq!(to.tabs.iter().map(|tab| tab.id.as_str()).collect::<Vec<_>>(), ["guests", "letters"]);
    let off = |key: &str| (key == "season").then(|| "off".to_string());
    assert_eq!((to.caps_under(&off).bundles, to.caps_under(&off).part_rows), (1, 2));
    assert_eq!((to.caps_under(&|_| None).bundles, to.caps.bundle_bytes), (3, 4_096));
    let day = &to.tabs[1].fields[3];
    assert_eq!(to.datetime_under(day, &off), "%Y%m%d%H%M");
    assert_eq!(to.datetime_under(day, &|_| None), "%F %T");
}
