use super::*;
use proptest::prelude::*;

const DONE: DateRepair =
    DateRepair { zone_assumed: false, short_year: false, era: false, reshaped: false, time_assumed: false };
const ZONE: DateRepair = DateRepair { zone_assumed: true, ..DONE };
const SHAPE: DateRepair = DateRepair { reshaped: true, ..DONE };
const SHAPE_ZONE: DateRepair = DateRepair { reshaped: true, ..ZONE };
const SHAPE_ZONE_TIME: DateRepair = DateRepair { time_assumed: true, ..SHAPE_ZONE };
const ERA: DateRepair = DateRepair { era: true, ..SHAPE_ZONE };
const ERA_DAY: DateRepair = DateRepair { time_assumed: true, ..ERA };

fn tokyo() -> Zone {
    Zone::named("Asia/Tokyo").unwrap()
}

fn cell(value: &str, expected: &str, repair: DateRepair) {
    let read = parse_cell(value, &tokyo());
    assert_eq!(read.map(|m| (utc(m.seconds), m.repair)), Some((expected.to_string(), repair)), "{value:?}");
}

fn mail(value: &str, expected: &str, repair: DateRepair) {
    let read = parse_mail(value, &tokyo());
    assert_eq!(read.map(|m| (utc(m.seconds), m.repair)), Some((expected.to_string(), repair)), "{value:?}");
}

#[test]
fn iso_8601_needs_no_repair() {
    for value in [
        "2026-11-21T00:00:00Z",
        "2026-11-21T00:00:00.123Z",
        "2026-11-21T09:00:00+09:00",
        "2026-11-21T09:00:00.5+0900",
        "2026-11-21T09:00+09",
        "2026-11-20T19:00:00-05:00",
        "20261121T090000+0900",
        "2026-11-20T24:00Z",
        "2026-11-21 09:00:00+09:00",
    ] {
        cell(value, "2026-11-21T00:00:00Z", DONE);
    }
    cell("2026-11-21T09:00:00", "2026-11-21T00:00:00Z", ZONE);
    cell("2026-11-21 09:00:30.25", "2026-11-21T00:00:30Z", ZONE);
    cell("2026-11-21", "2026-11-20T15:00:00Z", DateRepair { time_assumed: true, ..ZONE });
}

#[test]
fn near_iso_is_reshaped() {
    for value in
        ["2026-11-21 09:00:00 +0900", "2026-11-21 09:00 JST", "2026-11-21T09:00:00+09:00[Asia/Tokyo]"]
    {
        cell(value, "2026-11-21T00:00:00Z", SHAPE);
    }
    cell("2026-11-21 00:00:00 UTC", "2026-11-21T00:00:00Z", SHAPE);
    cell("2026-11-21 09:00:00 Asia/Tokyo", "2026-11-21T00:00:00Z", SHAPE);
    cell("2026-1-5 9:00", "2026-01-05T00:00:00Z", SHAPE_ZONE);
}

#[test]
fn japanese_numbers_are_read() {
    for value in [
        "2026/11/21 9:00",
        "2026/11/21 09:00:00",
        "2026.11.21 9:00",
        "2026. 11. 21 9:00",
        "2026/11/21(土) 9:00",
        "2026/11/21（土）9:00",
        "2026/11/21 (土・祝) 09:00",
        "2026/11/21 土曜日 9:00",
        "土曜日、2026/11/21 9:00",
        "2026/11/21  9:00 AM",
        "2026/11/21 AM 9:00",
        "２０２６／１１／２１　９：００",
        "2026年11月21日 9時",
        "2026年11月21日9時00分",
        "2026年11月21日 午前9時0分0秒",
        "2026年11月21日（土曜日） 9:00",
        "2026年 11月 21日 9:00:00",
        "2026年11月21日土曜日 9:00",
        "二〇二六年十一月二十一日九時",
        "202611210900",
        "20261121090000",
    ] {
        cell(value, "2026-11-21T00:00:00Z", SHAPE_ZONE);
    }
    cell("2026年11月22日 日曜日 9:00", "2026-11-22T00:00:00Z", SHAPE_ZONE);
    cell("2026/11/21 09:00:00 +09:00", "2026-11-21T00:00:00Z", SHAPE);
    cell("2026/11/21 09:00 (JST)", "2026-11-21T00:00:00Z", SHAPE);
}

#[test]
fn halves_of_the_day_are_read() {
    cell("2026年11月21日 午後9時5分30秒", "2026-11-21T12:05:30Z", SHAPE_ZONE);
    cell("2026年11月21日 午後3時半", "2026-11-21T06:30:00Z", SHAPE_ZONE);
    cell("2026/11/21 午前0:30", "2026-11-20T15:30:00Z", SHAPE_ZONE);
    cell("2026/11/21 12:30 AM", "2026-11-20T15:30:00Z", SHAPE_ZONE);
    cell("2026/11/21 12:30 p.m.", "2026-11-21T03:30:00Z", SHAPE_ZONE);
    cell("2026/11/21 午後21:00", "2026-11-21T12:00:00Z", SHAPE_ZONE);
    cell("2026-11-21 09:00:00PM", "2026-11-21T12:00:00Z", SHAPE_ZONE);
}

#[test]
fn days_without_a_time_begin_at_midnight() {
    for value in
        ["2026/11/21", "2026年11月21日", "2026年11月21日(土)", "20261121", "Nov 21, 2026", "11/21/2026"]
    {
        cell(value, "2026-11-20T15:00:00Z", SHAPE_ZONE_TIME);
    }
}

#[test]
fn eras_are_converted() {
    for value in
        ["令和8年11月21日 9:00", "R8.11.21 9:00", "r08/11/21 09:00", "令8年11月21日9時", "R.8.11.21 9:00"]
    {
        cell(value, "2026-11-21T00:00:00Z", ERA);
    }
    cell("令和元年5月1日", "2019-04-30T15:00:00Z", ERA_DAY);
    cell("㋿元年５月１日", "2019-04-30T15:00:00Z", ERA_DAY);
    cell("令和八年十一月二十一日", "2026-11-20T15:00:00Z", ERA_DAY);
    cell("平成30年4月1日", "2018-03-31T15:00:00Z", ERA_DAY);
    cell("H30.4.1", "2018-03-31T15:00:00Z", ERA_DAY);
    cell("㍻30年4月1日", "2018-03-31T15:00:00Z", ERA_DAY);
    cell("昭和63年1月7日", "1988-01-06T15:00:00Z", ERA_DAY);
    cell("S63/1/7", "1988-01-06T15:00:00Z", ERA_DAY);
    cell("大正15年12月24日", "1926-12-23T15:00:00Z", ERA_DAY);
    cell("明治45年7月29日", "1912-07-28T15:00:00Z", ERA_DAY);
}

#[test]
fn short_years_are_completed() {
    let short = DateRepair { short_year: true, ..SHAPE_ZONE };
    cell("26/11/21 9:00", "2026-11-21T00:00:00Z", short);
    cell("11/21/26 9:00", "2026-11-21T00:00:00Z", short);
    cell("98/11/21 9:00", "1998-11-21T00:00:00Z", short);
    cell("26/11/21", "2026-11-20T15:00:00Z", DateRepair { time_assumed: true, ..short });
    let short = DateRepair { short_year: true, ..DONE };
    mail("Sat, 21 Nov 26 09:00:00 +0900", "2026-11-21T00:00:00Z", short);
    mail("Sat, 21 Nov 126 09:00:00 +0900", "2026-11-21T00:00:00Z", short);
    mail("Sat, 21 Nov 98 09:00:00 +0900", "1998-11-21T00:00:00Z", short);
}

#[test]
fn american_and_european_order_is_told_apart() {
    cell("11/21/2026 09:00 PM", "2026-11-21T12:00:00Z", SHAPE_ZONE);
    cell("21/11/2026 9:00", "2026-11-21T00:00:00Z", SHAPE_ZONE);
    cell("05/06/2026 9:00", "2026-05-06T00:00:00Z", SHAPE_ZONE);
    cell("05.06.2026 9:00", "2026-06-05T00:00:00Z", SHAPE_ZONE);
    cell("11-21-2026 9:00", "2026-11-21T00:00:00Z", SHAPE_ZONE);
}

#[test]
fn epochs_are_read() {
    for value in ["1795219200", "1795219200000", "1795219200.5"] {
        cell(value, "2026-11-21T00:00:00Z", SHAPE);
    }
}

#[test]
fn rfc_5322_needs_no_repair() {
    for value in [
        "Sat, 21 Nov 2026 09:00:00 +0900",
        "21 Nov 2026 09:00:00 +0900",
        "Sat, 21 Nov 2026 09:00 +0900",
        "Sat, 21 Nov 2026 09:00:00 +0900 (JST)",
        "Sat, 21 Nov 2026 09:00:00 +0900(JST)",
        "Sat, 21 Nov 2026 09:00:00 +0900 (\\(nested (東京 (標準時)))",
        "  Sat,\r\n 21 Nov 2026 09:00:00 +0900\r\n",
        "Sat,21 Nov 2026 09:00:00 +0900",
        "Sat, 21 Nov 2026 00:00:00 GMT",
        "Sat, 21 Nov 2026 00:00:00 UT",
        "Fri, 20 Nov 2026 19:00:00 EST",
        "Fri, 20 Nov 2026 17:00:00 PDT",
        "Sat, 21 Nov 2026 00:00:00 -0000",
        "sat, 21 NOV 2026 09:00:00 +0900",
    ] {
        mail(value, "2026-11-21T00:00:00Z", DONE);
        cell(value, "2026-11-21T00:00:00Z", DONE);
    }
}

#[test]
fn odd_mail_dates_are_read() {
    for value in [
        "Sat, 21 Nov 2026 09:00:00 JST",
        "Sat, 21 Nov 2026 09:00:00 (JST)",
        "Sat, 21 Nov 2026 09:00:00+0900",
        "Sat, 21 Nov 2026 09:00:00 +0900 JST",
        "Sat, 21 Nov 2026 9:00:00 +9:00",
        "Sat, 21 Nov 2026 09:00:00 +09:00",
        "Sat, 21 Nov 2026 09:00:00 +900",
        "Sat, 21 Nov 2026 09:00:00 0900",
        "Sat, 21 Nov 2026 09:00:00 GMT+0900",
        "Sat, 21 Nov 2026 09:00:00 GMT+09:00 (日本標準時)",
        "Sat, 21 Nov 2026 09:00:00 Asia/Tokyo",
        "Mon, 21 Nov 2026 09:00:00 +0900",
        "土, 21 Nov 2026 09:00:00 +0900",
        "土曜日, 21 Nov 2026 09:00:00 +0900",
        "土, 21 11月 2026 09:00:00 +0900",
        "Sáb, 21 Nov 2026 09:00:00 +0900",
        "Sat, 21 November 2026 09:00:00 +0900",
        "Saturday, 21-Nov-2026 09:00:00 +0900",
        "Saturday, November 21, 2026 9:00 AM +0900",
        "Sat, 21 Nov, 2026, 09:00:00 +0900",
        "Sat,, 21 Nov 2026 09:00:00 +0900",
        "Sat Nov 21 00:00:00 UTC 2026",
        "Sat Nov 21 2026 09:00:00 GMT+0900 (Japan Standard Time)",
        "Sat, 21 Nov 2026 00:00:00 K",
        "２１ Nov ２０２６ ０９：００ +0900",
        "Sat, 21st Nov 2026 09:00:00 +0900",
        "2026/11/21 09:00:00 +0900",
    ] {
        mail(value, "2026-11-21T00:00:00Z", SHAPE);
    }
    mail("Sat Nov 21 09:00:00 2026", "2026-11-21T00:00:00Z", SHAPE_ZONE);
    mail("Sat, 21 Nov 2026 09:00:00", "2026-11-21T00:00:00Z", ZONE);
    mail("Sat, 21 Nov 2026 09:00:00 XYZ", "2026-11-21T00:00:00Z", SHAPE_ZONE);
    mail("Sat, 21 Nov 2026", "2026-11-20T15:00:00Z", DateRepair { time_assumed: true, ..ZONE });
    mail("2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", DONE);
    mail("2026年11月21日 9:00", "2026-11-21T00:00:00Z", SHAPE_ZONE);
    mail("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59Z", DONE);
}

#[test]
fn what_is_no_date_is_refused() {
    for value in [
        "",
        " ",
        "なし",
        "2026",
        "2026/11",
        "2026年11月",
        "11月21日",
        "2026/13/01",
        "2026/11/32",
        "2026-02-29",
        "2026-11-21T25:00:00Z",
        "2026-11-21T09:60:00Z",
        "2026-11-21T24:01:00Z",
        "1899-12-31T00:00:00Z",
        "2201-01-01T00:00:00Z",
        "2026/11/21 受付",
        "2026/11/21 9:00 受付",
        "46347",
        "46347.375",
        "0312345678",
        "03-1234-5678",
        "090-1234-5678",
        "1.2.3.4",
        "R100.1.1",
        "昭和65年1月1日",
        "令和0年1月1日",
        "Sat, 32 Nov 2026 09:00:00 +0900",
        "Sat, 21 Foo 2026 09:00:00 +0900",
        "Sat, 21 Nov 2026 09:00:00 09:00:00",
        "Nov 2026",
        "Hello world",
        "12:30",
        "2026-11-21T",
        "99999999999999999999",
    ] {
        assert_eq!(parse_cell(value, &tokyo()), None, "{value:?}");
        assert_eq!(parse_mail(value, &tokyo()), None, "{value:?}");
    }
    assert_eq!(parse_cell(&"1".repeat(100_000), &tokyo()), None);
    assert_eq!(parse_mail(&"(".repeat(100_000), &tokyo()), None);
}

#[test]
fn zones_are_known_by_name_and_offset() {
    for name in ["Asia/Tokyo", "asia/tokyo", "+09:00", "+0900", "+9", "JST", " Asia/Tokyo "] {
        let zone = Zone::named(name).unwrap_or_else(|| panic!("{name}"));
        let read = parse_cell("2026-11-21T09:00:00", &zone).map(|m| utc(m.seconds));
        assert_eq!(read.as_deref(), Some("2026-11-21T00:00:00Z"), "{name}");
    }
    for name in ["Z", "UTC", "Etc/UTC", "GMT", "+00:00"] {
        assert!(Zone::named(name).is_some(), "{name}");
    }
    for name in ["", "Tokyo", "Asia/Nowhere", "+25:00", "nonsense", "/etc/passwd"] {
        assert!(Zone::named(name).is_none(), "{name}");
    }
}

#[test]
fn skipped_and_repeated_hours_take_the_earlier_offset() {
    let zone = Zone::named("America/New_York").unwrap();
    let read = |value| parse_cell(value, &zone).map(|m| utc(m.seconds));
    assert_eq!(read("2026-03-08 02:30:00").as_deref(), Some("2026-03-08T07:30:00Z"));
    assert_eq!(read("2026-11-01 01:30:00").as_deref(), Some("2026-11-01T05:30:00Z"));
}

#[test]
fn moments_are_written_by_pattern() {
    assert_eq!(utc(0), "1970-01-01T00:00:00Z");
    assert_eq!(utc(-1), "1969-12-31T23:59:59Z");
    assert_eq!(utc(951_782_400), "2000-02-29T00:00:00Z");
    assert_eq!(format(1_795_219_200, "%Y-%m-%dT%H:%M:%S.000Z"), "2026-11-21T00:00:00.000Z");
    assert_eq!(format(1_795_219_200, "%Y/%m/%d %H:%M"), "2026/11/21 00:00");
    assert_eq!(format(1_794_009_600, "%F|%T|%R|%e|%z|%%"), "2026-11-07|00:00:00|00:00| 7|+0000|%");
    assert_eq!(format(1_795_219_200, "%a %Y"), "2026-11-21T00:00:00Z", "no destination file may use it");
    assert_eq!(format(1_795_219_200, "%"), "2026-11-21T00:00:00Z");
    for seconds in [i64::MIN, i64::MAX, FIRST, LAST] {
        assert_eq!(utc(seconds).len(), 20);
        assert_eq!(format(seconds, "%Y-%m-%dT%H:%M:%SZ."), format!("{}.", utc(seconds)));
    }
}

proptest! {
    #[test]
    fn nothing_makes_a_reader_panic(value in "\\PC*|.{0,60}|[0-9/:.年月日時分秒午前後令和RHSTZ()土十元 +\\-]{0,40}|\
        (Sat|21|Nov|2026|09:00|[+]0900|JST|[(]|[)]|,| |[\\\\]|-|:|[0-9]|[a-z]){0,20}") {
        let _ = (parse_cell(&value, &tokyo()), parse_mail(&value, &tokyo()), Zone::named(&value));
        let _ = format(value.len() as i64, &value);
    }

    #[test]
    fn what_is_written_is_read_back(seconds in -2_208_988_800i64..7_289_654_400) {
        for (pattern, repair) in [("%Y-%m-%dT%H:%M:%SZ", DONE), ("%Y-%m-%dT%H:%M:%S+00:00", DONE),
            ("%a, %d %b %Y %H:%M:%S +0000", DONE), ("%Y/%m/%d %H:%M:%S UTC", SHAPE),
            ("%Y年%m月%d日 %I時%M分%S秒 %p GMT", SHAPE)] {
            // Most of what is read we never write.
            let moment = jiff::Timestamp::from_second(seconds).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
            let written = jiff::fmt::strtime::format(pattern, &moment).unwrap();
            let read = parse_cell(&written, &tokyo());
            prop_assert_eq!(read, Some(Moment { seconds, repair }), "{}", pattern);
        }
    }
}
