//! Quotes, line ends, ragged rows and the other shapes of real tables.

use super::super::{Dialect, MAX_FIELDS, MAX_ROW};
use super::frame_every_way;

fn check(input: &str, rows: &[&[&str]], codes: &[&str]) {
    let seen = frame_every_way(input.as_bytes(), Dialect::default());
    let got: Vec<Vec<&str>> = seen.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    assert_eq!(got, rows, "{input:?}");
    assert_eq!(seen.codes, codes, "{input:?}");
}

#[test]
fn rfc_4180_is_read_as_written() {
    check("a,b\r\n1,2\r\n3,4\r\n", &[&["1", "2"], &["3", "4"]], &[]);
    check("a,b\n1,2\n3,4", &[&["1", "2"], &["3", "4"]], &[]);
    check("a,b\r1,2\r3,4\r", &[&["1", "2"], &["3", "4"]], &[]);
    check("a,b\n1,2\r\n3,4\r5,6", &[&["1", "2"], &["3", "4"], &["5", "6"]], &[]);
    check("a,b\n\"1\",\"2\"\n", &[&["1", "2"]], &[]);
    check("a,b\n\"x \"\"y\"\" z\",\"\"\"\"\n", &[&["x \"y\" z", "\""]], &[]);
    check("a,b\n\"one\r\ntwo\nthree\",\",\"\n4,5\n", &[&["one\r\ntwo\nthree", ","], &["4", "5"]], &[]);
    check("a,b\n,\n\"\",\"\"\n", &[&["", ""], &["", ""]], &[]);
    check("a,b\n1,", &[&["1", ""]], &[]);
    check("a\n\"\"\n\"\"", &[&[""], &[""]], &[]);
}

#[test]
fn the_line_number_counts_lines_within_quotes() {
    let seen = frame_every_way(b"a,b\n\"1\r\n\r2\n\",2\r\n\n\n3,4\n", Dialect::default());
    let places: Vec<_> = seen.spots.iter().map(|spot| (spot.record, spot.line)).collect();
    assert_eq!(places, [(None, 1), (Some(0), 2), (None, 6), (Some(1), 8)]);
    assert_eq!(seen.codes, ["table-blank-line"]);
}

#[test]
fn delimiters_are_found() {
    for (sign, word) in [(',', "comma"), ('\t', "tab"), (';', "semicolon"), ('|', "bar")] {
        let input = format!("name{sign}{word}{sign}c\n\"a,;|\tb\"{sign}2{sign}3\n4{sign}5, 6{sign}7\n");
        let seen = frame_every_way(input.as_bytes(), Dialect::default());
        assert_eq!(seen.headers[0].delimiter, sign as u8);
        assert_eq!(seen.rows[0], ["a,;|\tb", "2", "3"]);
    }
    let fixed = Dialect { delimiter: Some(b';'), ..Dialect::default() };
    assert_eq!(frame_every_way(b"a,b;c\n1,2;3\n", fixed).rows, [["1,2", "3"]]);
}

#[test]
fn a_sep_line_names_the_delimiter() {
    check("sep=;\r\na;b\r\n1,5;2\r\n", &[&["1,5", "2"]], &["table-sep-line"]);
    check("sep=,\na,b\n1,2\n", &[&["1", "2"]], &["table-sep-line"]);
    check("\"sep=\t\"\na\tb\n1\t2\n", &[&["1", "2"]], &["table-sep-line"]);
}

#[test]
fn ragged_rows_keep_all_fields() {
    check("a,b\n1\n1,2,3\n", &[&["1"], &["1", "2", "3"]], &["row-too-short", "row-too-long"]);
}

#[test]
fn headers_without_names_or_twice_the_same_are_told() {
    check(
        "a,,a,\" \"\n1,2,3,4\n",
        &[&["1", "2", "3", "4"]],
        &["header-blank", "header-duplicate", "header-blank"],
    );
    check("a,b\n", &[], &["table-no-rows"]);
    check("\n\na,b\n\n", &[], &["table-blank-line", "table-blank-line", "table-no-rows"]);
    check("", &[], &[]);
}

#[test]
fn stray_quotes_are_text() {
    check("a,b\n5\" disk,2\n3,4\n", &[&["5\" disk", "2"], &["3", "4"]], &["quote-stray"]);
    check("a,b\n\"5\" disk\",2\n3,4\n", &[&["5\" disk", "2"], &["3", "4"]], &["quote-stray"]);
    check("a,b\n\"x\" ,2\n", &[&["x ", "2"]], &["quote-stray"]);
    check("a,b\n \"x\",2\n", &[&[" \"x\"", "2"]], &["quote-stray"]);
}

#[test]
fn a_quote_never_closed_harms_its_own_row_only() {
    check("a,b\n1,\"two\n3,4\n5,6\n", &[&["1", "\"two"], &["3", "4"], &["5", "6"]], &["quote-unclosed"]);
    check("a,b\n1,\"", &[&["1", "\""]], &["quote-unclosed"]);
    let runs_into_the_next = "a,b\n1,\"two\n3,\"4\"\n5,6\n";
    check(runs_into_the_next, &[&["1", "\"two"], &["3", "4"], &["5", "6"]], &["quote-unclosed"]);
}

#[test]
fn a_field_over_lines_with_stray_quotes_stays_whole() {
    let input = "a,b\n1,\"<a href=\"x\">y</a>\nz\"\n3,4\n";
    check(input, &[&["1", "<a href=\"x\">y</a>\nz"], &["3", "4"]], &["quote-stray"]);
}

#[test]
fn nul_bytes_are_kept_and_told() {
    check("a,b\n1\0,2\0\n3,4\n", &[&["1\0", "2\0"], &["3", "4"]], &["nul-bytes"]);
}

#[test]
fn a_long_table_is_cut_the_same_in_any_blocks() {
    let mut input = "id,text,note\n".to_owned();
    for index in 0..200 {
        let line = format!(
            "{index},\"{}\"\"q\"\"\r\n{}\",\"x{}\"\r\n",
            "あ".repeat(index % 23),
            index,
            ",".repeat(index % 7)
        );
        input.push_str(&line);
    }
    let whole = super::frame([input.as_bytes()], Dialect::default());
    assert_eq!((whole.rows.len(), whole.codes.len()), (200, 0));
    assert_eq!(whole.rows[5][1], "あああああ\"q\"\r\n5");
    super::assert_tiles(&whole, input.as_bytes());
    for size in [1, 3, 63, 64, 65, 1000, 4096] {
        assert_eq!(super::frame(input.as_bytes().chunks(size), Dialect::default()), whole, "by {size}");
    }
}

#[test]
fn rows_over_the_limits_are_cut_and_told() {
    let long = "x".repeat(MAX_ROW + 10);
    let unclosed = format!("a,b\n1,\"2\n{long}\n3,4\n5,6\n");
    let many = format!("a,b\n1,2{}\n3,4\n", ",".repeat(MAX_FIELDS));
    let expected: [(&str, &[&str], usize); 2] = [
        (&unclosed, &["quote-unclosed", "row-over-limit", "row-too-short", "row-too-short"], 5),
        (&many, &["row-over-limit", "row-too-long"], 2),
    ];
    for (input, codes, rows) in expected {
        let whole = super::frame([input.as_bytes()], Dialect::default());
        assert_eq!(
            (&whole.codes[..], whole.rows.len()),
            (&codes.iter().map(|code| code.to_string()).collect::<Vec<_>>()[..], rows)
        );
        assert_eq!(whole.rows[rows - 1].len(), 2);
        super::assert_tiles(&whole, input.as_bytes());
        assert!(super::frame(input.as_bytes().chunks(1_000_003), Dialect::default()) == whole);
    }
}
