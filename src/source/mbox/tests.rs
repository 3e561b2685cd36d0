use super::*;
use crate::source::{Row, TableHeader};
use proptest::prelude::*;

/// What a framer told, in order.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Message { start: u64, end: u64, from_line: String, bytes: String },
    Saw { code: &'static str, start: u64, end: u64, found: String, number: u64 },
}

#[derive(Default)]
struct Log(Vec<Told>);

impl Handler for Log {
    fn message(&mut self, raw: RawMessage<'_>) {
        let messages = self.0.iter().filter(|told| matches!(told, Told::Message { .. })).count();
        assert_eq!(raw.spot.record, Some(messages as u64));
        self.0.push(Told::Message {
            start: raw.spot.start,
            end: raw.spot.end,
            from_line: String::from_utf8_lossy(raw.from_line).into_owned(),
            bytes: String::from_utf8_lossy(raw.bytes).into_owned(),
        });
    }
    fn header(&mut self, _: &TableHeader) {}
    fn row(&mut self, _: Row<'_>) {}
    fn observe(&mut self, spot: Spot, saw: Observation<'_>) {
        self.0.push(Told::Saw {
            code: saw.code.id,
            start: spot.start,
            end: spot.end,
            found: saw.found.to_string(),
            number: saw.number,
        });
    }
}

fn frame(chunks: &[&[u8]], max_message: usize) -> Vec<Told> {
    let mut framer = Framer { max_message, ..Framer::default() };
    let mut log = Log::default();
    chunks.iter().for_each(|chunk| framer.push(chunk, &mut log));
    framer.finish(&mut log);
    log.0
}

/// Frames whole, at every cut point, and byte by byte; all must agree and tile the input.
fn frame_all_ways(input: &[u8], max_message: usize) -> Vec<Told> {
    let told = frame(&[input], max_message);
    for at in 0..=input.len() {
        assert_eq!(frame(&[&input[..at], &input[at..]], max_message), told, "cut at {at}");
    }
    let bytes: Vec<&[u8]> = input.chunks(1).collect();
    assert_eq!(frame(&bytes, max_message), told, "byte by byte");
    assert_tiles(input, &told);
    told
}

fn assert_tiles(input: &[u8], told: &[Told]) {
    let spots: Vec<(u64, u64)> = told
        .iter()
        .filter_map(|told| match told {
            Told::Message { start, end, .. } => Some((*start, *end)),
            Told::Saw { .. } => None,
        })
        .collect();
    assert!(spots.windows(2).all(|pair| pair[0].1 == pair[1].0), "{spots:?}");
    match (spots.first(), spots.last()) {
        (Some(first), Some(last)) => {
            let stray = input.get(..first.0 as usize).unwrap_or_default();
            let stray = stray.strip_prefix(MARK).unwrap_or(stray);
            let told_of = told
                .iter()
                .any(|told| matches!(told, Told::Saw { code, .. } if *code == "mbox-text-before-first"));
            assert_eq!(told_of, !stray.trim_ascii().is_empty());
            assert_eq!(last.1, input.len() as u64);
        }
        _ => assert!(input.is_empty() || codes(told).contains(&"mbox-no-message")),
    }
}

fn codes(told: &[Told]) -> Vec<&'static str> {
    told.iter()
        .filter_map(|told| match told {
            Told::Saw { code, .. } => Some(*code),
            Told::Message { .. } => None,
        })
        .collect()
}

fn messages(told: &[Told]) -> Vec<(&str, &str)> {
    told.iter()
        .filter_map(|told| match told {
            Told::Message { from_line, bytes, .. } => Some((from_line.as_str(), bytes.as_str())),
            Told::Saw { .. } => None,
        })
        .collect()
}

fn check(input: &str, expected: &[(&str, &str)], expected_codes: &[&str]) {
    let told = frame_all_ways(input.as_bytes(), MAX_MESSAGE);
    assert_eq!(messages(&told), expected, "{input:?}");
    assert_eq!(codes(&told), expected_codes, "{input:?}");
}

const A: &str = "Subject: a\nTo: x@example.jp\n\none\n";
const B: &str = "Subject: b\nTo: x@example.jp\n\ntwo\n";

#[test]
fn all_kinds_of_from_lines_open_a_message() {
    for from in [
        "From a@example.jp Sat Jan  3 01:05:34 1996",
        "From ",
        "From -",
        "From - Sat Jan  3 01:05:34 1996",
        "From me",
    ] {
        check(&format!("{from}\n{A}\n{from}\n{B}"), &[(from, A), (from, B)], &[]);
    }
}

#[test]
fn all_line_ends_are_understood() {
    for end in ["\r\n", "\r"] {
        let of = |text: &str| text.replace('\n', end);
        let file = of(&format!("From \n{A}\nFrom -\n{B}\n"));
        check(&file, &[("From ", &of(A)), ("From -", &of(B))], &[]);
    }
    let crlf = A.replace('\n', "\r\n");
    check(&format!("From \r\n{crlf}\r\nFrom \n{B}"), &[("From ", &crlf), ("From ", B)], &[]);
}

#[test]
fn a_missing_blank_line_is_noted() {
    check(&format!("From -\n{A}From -\n{B}"), &[("From -", A), ("From -", B)], &["mbox-no-blank-line"]);
    // The line before the From_ line may even lack its blank line in a mail without a body.
    let head = "Subject: a\nTo: x\n";
    let from = "From a@example.jp Sat Jan  3 01:05:34 1996";
    check(&format!("{from}\n{head}{from}\n{B}"), &[(from, head), (from, B)], &["mbox-no-blank-line"]);
}

#[test]
fn from_lines_in_a_header_block_are_damaged_fields() {
    let head = "Received: x\nFrom a@example.jp\nSubject: a\nTo: x\n\none\n";
    check(&format!("From -\n{head}"), &[("From -", head)], &["mbox-from-line-in-body"]);
    let double = format!("From b@example.jp Sat Jan  3 01:05:34 1996\n{A}");
    check(&format!("From -\n{double}"), &[("From -", &double)], &["mbox-from-line-in-body"]);
}

#[test]
fn text_that_starts_with_from_stays_in_the_body() {
    let body = "Subject: a\nTo: x\n\nFrom here on\nall is text.\n\nFrom the end\n";
    let told = frame_all_ways(format!("From -\n{body}").as_bytes(), MAX_MESSAGE);
    assert_eq!(messages(&told), [("From -", body)]);
    let found: Vec<&str> = told
        .iter()
        .filter_map(|told| match told {
            Told::Saw { found, .. } => Some(found.as_str()),
            Told::Message { .. } => None,
        })
        .collect();
    assert_eq!(found, ["From here on", "From the end"]);
}

#[test]
fn a_byte_order_mark_and_text_before_the_first_message_are_told() {
    check(&format!("\u{feff}From -\n{A}"), &[("From -", A)], &["byte-order-mark"]);
    check(&format!("\n\nFrom -\n{A}"), &[("From -", A)], &[]);
    check(&format!("Exported mail\n\nFrom -\n{A}"), &[("From -", A)], &["mbox-text-before-first"]);
    let told = frame(&[format!("Exported mail\n\nFrom -\n{A}").as_bytes()], MAX_MESSAGE);
    let first = Told::Saw {
        code: "mbox-text-before-first",
        start: 0,
        end: 15,
        found: "Exported mail".to_string(),
        number: 15,
    };
    assert_eq!(told.first(), Some(&first));
}

#[test]
fn a_file_without_any_message_is_an_error() {
    check("From x\n\nFrom y\n", &[], &["mbox-text-before-first", "mbox-no-message"]);
    check("\u{feff}", &[], &["byte-order-mark", "mbox-no-message"]);
    check("", &[], &[]);
}

#[test]
fn one_level_of_quoting_is_taken_off_in_body_lines_only() {
    let quoted = "Subject: a\n>From x\nTo: y\n\n>From one\n>>From two\n> From three\nx>From four\n";
    let plain = "Subject: a\n>From x\nTo: y\n\nFrom one\n>From two\n> From three\nx>From four\n";
    check(&format!("From -\n{quoted}"), &[("From -", plain)], &[]);
}

#[test]
fn only_the_separating_blank_line_is_taken_off() {
    check(&format!("From -\n{A}\n\nFrom -\n{B}\n"), &[("From -", &format!("{A}\n")), ("From -", B)], &[]);
}

#[test]
fn a_message_over_the_limit_is_never_handed_over_as_whole() {
    let big = format!("Subject: a\nTo: x\n\n{}\n", "long text ".repeat(20));
    let told = frame_all_ways(format!("From -\n{A}\nFrom -\n{big}\nFrom -\n{B}").as_bytes(), 80);
    let expected = [("From -", A), ("From -", "Subject: a\nTo: x\n"), ("From -", B)];
    assert_eq!(messages(&told), expected);
    assert_eq!(codes(&told), ["message-too-large"]);
}

#[test]
fn the_mails_of_an_mbox_are_those_of_their_files() {
    let fixture = |name: &str| match name {
        "all.mbox" => &include_bytes!("../../../tests/fixtures/mail/all.mbox")[..],
        "all-crlf.mbox" => include_bytes!("../../../tests/fixtures/mail/all-crlf.mbox"),
        "iso-2022-jp.eml" => include_bytes!("../../../tests/fixtures/mail/iso-2022-jp.eml"),
        "shift_jis.eml" => include_bytes!("../../../tests/fixtures/mail/shift_jis.eml"),
        "euc-jp.eml" => include_bytes!("../../../tests/fixtures/mail/euc-jp.eml"),
        _ => include_bytes!("../../../tests/fixtures/mail/multipart.eml"),
    };
    let zone = crate::text::date::Zone::named("Asia/Tokyo").expect("the zone is known");
    let key = |raw: &[u8]| {
        crate::source::message::read(raw, &zone, crate::source::message::Depth::Survey, &mut |_| ())
            .content_key
    };
    let files =
        ["iso-2022-jp.eml", "shift_jis.eml", "euc-jp.eml", "multipart.eml"].map(|name| key(fixture(name)));
    for name in ["all.mbox", "all-crlf.mbox"] {
        let mut framer = Framer::default();
        let mut keys = Keys { key: &key, keys: Vec::new() };
        framer.push(fixture(name), &mut keys);
        framer.finish(&mut keys);
        assert_eq!(keys.keys, files, "{name}");
    }
}

/// Takes the content keys of messages.
struct Keys<'k> {
    key: &'k dyn Fn(&[u8]) -> u128,
    keys: Vec<u128>,
}

impl Handler for Keys<'_> {
    fn message(&mut self, raw: RawMessage<'_>) {
        self.keys.push((self.key)(raw.bytes));
    }
    fn header(&mut self, _: &TableHeader) {}
    fn row(&mut self, _: Row<'_>) {}
    fn observe(&mut self, _: Spot, saw: Observation<'_>) {
        panic!("nothing is odd, but {} was seen", saw.code.id);
    }
}

#[test]
fn an_eml_is_one_message_without_envelope() {
    let eml = |input: &[u8], max_message: usize| {
        let mut framer = EmlFramer::default();
        framer.max_message = max_message;
        let mut log = Log::default();
        input.chunks(3).for_each(|chunk| framer.push(chunk, &mut log));
        framer.finish(&mut log);
        log.0
    };
    let told = eml(format!("\u{feff}\n>From x\n{A}").as_bytes(), 1000);
    assert_eq!(messages(&told), [(">From x", A)]);
    assert_eq!(codes(&told), ["byte-order-mark"]);
    let told = eml(A.as_bytes(), 30);
    assert_eq!(messages(&told), [("", "Subject: a\nTo: x@example.jp\n")]);
    assert_eq!(codes(&told), ["message-too-large"]);
    assert_eq!(eml(b"", 30), []);
}

#[test]
fn hostile_files_take_no_more_time_than_their_size() {
    // Anything quadratic would take minutes here.
    for piece in [
        "From x\n",
        "From \n",
        "From -\nA: b\n",
        "From -\nA: b\n ",
        ">From x\n",
        "From -\nA: b\nFrom ",
        "\n",
        "\r",
    ] {
        let flood = format!("From -\nA: b\nB: c\n\n{}", piece.repeat(400_000 / piece.len()));
        let chunks: Vec<&[u8]> = flood.as_bytes().chunks(100_000).collect();
        frame(&chunks, MAX_MESSAGE);
    }
}

/// Pieces that mbox files are made of, so that random joins meet the rules often.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "From ",
        "From a@example.jp",
        " Sat Jan  3 01:05:34 1996",
        ">From ",
        ">",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "Subject: x",
        "To: y",
        " folded",
        "text",
        "\u{feff}",
        "From - ",
        "X:",
        "://",
    ])
}

proptest! {
    #[test]
    fn any_bytes_are_tiled_the_same_in_any_slices(input in prop::collection::vec(any::<u8>(), 0..200), size in 1usize..20) {
        let told = frame(&[&input], 50);
        let chunks: Vec<&[u8]> = input.chunks(size).collect();
        prop_assert_eq!(&frame(&chunks, 50), &told);
        assert_tiles(&input, &told);
    }

    #[test]
    fn any_mail_like_text_is_tiled_the_same_in_any_slices(
        pieces in prop::collection::vec(piece(), 0..60),
        size in 1usize..20,
        max_message in prop::sample::select(vec![30usize, 100, MAX_MESSAGE]),
    ) {
        let input = pieces.concat();
        let told = frame(&[input.as_bytes()], max_message);
        let chunks: Vec<&[u8]> = input.as_bytes().chunks(size).collect();
        prop_assert_eq!(&frame(&chunks, max_message), &told);
        assert_tiles(input.as_bytes(), &told);
    }
}
