//! One file, as all of them read by `read_all` and compare what was observed by the few functions at its head.

use super::*;
use proptest::prelude::*;

const JIS: &[u8] = include_bytes!("../../../tests/fixtures/mail/iso-2022-jp.eml");
const SJIS: &[u8] = include_bytes!("../../../tests/fixtures/mail/shift_jis.eml");
const EUC: &[u8] = include_bytes!("../../../tests/fixtures/mail/euc-jp.eml");
const MULTIPART: &[u8] = include_bytes!("../../../tests/fixtures/mail/multipart.eml");

/// What was observed: code, field, found, used, number.
type Seen = (&'static str, String, String, String, u64);

fn zone() -> Zone {
    Zone::named("Asia/Tokyo").expect("the zone is known")
}

fn read_all(raw: &[u8], depth: Depth) -> (Message<'_>, Vec<Seen>) {
    let mut seen = Vec::new();
    let mut observe = |saw: Observation<'_>| {
        let mixed = saw.code == crate::source::table::codes::CHARSET_MIXED;
        assert!(mixed || codes::ALL.contains(&saw.code), "{} is listed", saw.code.id);
        seen.push((
            saw.code.id,
            saw.field.to_string(),
            saw.found.to_string(),
            saw.used.to_string(),
            saw.number,
        ));
    };
    let message = read(raw, &zone(), depth, &mut observe);
    (message, seen)
}

fn ids_of(seen: &[Seen]) -> Vec<(&str, &str)> {
    seen.iter().map(|(id, field, ..)| (*id, field.as_str())).collect()
}

fn check_observed(raw: &[u8], expected: &[(&str, &str)]) {
    assert_eq!(ids_of(&read_all(raw, Depth::Full).1), expected, "{}", String::from_utf8_lossy(raw));
}

fn people(mailboxes: &[Mailbox]) -> Vec<(&str, &str)> {
    mailboxes.iter().map(|one| (one.name.as_str(), one.address.as_str())).collect()
}

/// A mail with nothing to observe but what `rest` (fields, blank line, body) brings.
fn mail(rest: &str) -> Vec<u8> {
    let head = "Message-ID: <a@example.jp>\nDate: Sat, 21 Nov 2026 09:00:00 +0900\nSender: z@example.jp\n";
    format!("{head}{rest}").into_bytes()
}

#[test]
fn seven_bit_japanese_is_read_with_its_vendor_characters() {
    let (message, seen) = read_all(JIS, Depth::Full);
    assert_eq!(message.subject, "見積書①の件（㈱髙島様）ﾃｽﾄ");
    assert_eq!(people(&message.from), [("佐藤 太郎", "sato@example.jp")]);
    assert_eq!(people(&message.to), [("佐藤花子", "hanako@example.com"), ("", "support@example.com")]);
    assert_eq!(message.text, "お世話になります。①㈱髙島 ﾊﾝｶｸ\nFrom 2026 on.\n");
    assert_eq!((message.message_id.as_str(), message.date), ("jis-1@example.jp", Some(1_795_219_200)));
    assert_eq!(message.charset, "ISO-2022-JP");
    assert_eq!(seen, []);
}

#[test]
fn raw_shift_jis_with_a_wrong_label_is_read_and_told() {
    let (message, seen) = read_all(SJIS, Depth::Full);
    assert_eq!(message.subject, "ソフトの不具合について（能力表）");
    assert_eq!(people(&message.from), [("鈴木 一郎", "suzuki@example.jp")]);
    assert_eq!(people(&message.to), [("サポート窓口, 東京", "support@example.com")]);
    assert_eq!(message.text, "ソースの表示が崩れます。十分に確認しました。");
    assert_eq!(message.attachments[0].name, "価格表.pdf");
    assert_eq!(message.attachments[0].bytes.as_ref(), b"%PDF");
    assert_eq!(message.charset, "Shift_JIS");
    let mislabelled: Vec<&Seen> = seen.iter().filter(|(id, ..)| *id == "charset-mislabelled").collect();
    assert_eq!(mislabelled.len(), 1);
    assert_eq!(mislabelled[0].1, "body");
    assert_eq!((mislabelled[0].2.as_str(), mislabelled[0].3.as_str()), ("us-ascii", "Shift_JIS"));
    let missing: Vec<&str> = seen
        .iter()
        .filter(|(id, ..)| *id == "charset-missing")
        .map(|(_, field, ..)| field.as_str())
        .collect();
    assert_eq!(missing, ["subject", "from", "to", "attachment"]);
}

#[test]
fn euc_jp_is_read() {
    let (message, seen) = read_all(EUC, Depth::Full);
    assert_eq!(message.subject, "納品書");
    assert_eq!(people(&message.from), [("田中", "tanaka@example.jp")]);
    assert_eq!(message.text, "納品書を送ります。\nよろしくお願いします。\n");
    assert_eq!(message.in_reply_to, ["jis-1@example.jp"]);
    assert_eq!(message.references, ["jis-0@example.jp", "jis-1@example.jp"]);
    assert_eq!(message.date, Some(1_795_219_200 + 2 * 3600));
    assert_eq!(ids_of(&seen).iter().filter(|(id, _)| id.starts_with("charset")).count(), 0);
}

#[test]
fn a_multipart_gives_bodies_and_attachments() {
    let (message, seen) = read_all(MULTIPART, Depth::Full);
    assert_eq!(message.subject, "添付ファイルの件");
    assert_eq!(people(&message.to), [("", "a@example.com"), ("", "b@example.com")]);
    assert_eq!(message.cc, []);
    assert_eq!(message.text, "添付をご確認ください。");
    assert_eq!(message.html, "<p>添付をご確認ください。<img src=cid:logo@example.jp></p>");
    let files: Vec<(&str, &str, &str, bool)> = message
        .attachments
        .iter()
        .map(|file| (file.name.as_str(), file.content_type.as_str(), file.content_id.as_str(), file.inline))
        .collect();
    assert_eq!(
        files,
        [
            ("attachment-1.png", "image/png", "logo@example.jp", true),
            ("見積書.xlsx", "application/octet-stream", "", false),
            ("議事録.txt", "text/plain", "", false),
            ("message-4.eml", "message/rfc822", "", false),
            ("attachment-5.p7s", "application/pkcs7-signature", "", false),
        ]
    );
    let inner = b"From: a@example.jp\r\nSubject: inner\r\n\r\ninner body\r\n";
    assert_eq!(message.attachments[3].bytes.as_ref(), inner);
    assert_eq!(message.attachment_sizes, [8, 4, 7, inner.len() as u64, 3]);
    assert_eq!(ids_of(&seen), [("message-signed", "")]);
}

#[test]
fn a_survey_reads_the_same_but_for_attachment_bytes() {
    for raw in [JIS, SJIS, EUC, MULTIPART] {
        let (full, seen_full) = read_all(raw, Depth::Full);
        let (survey, seen_survey) = read_all(raw, Depth::Survey);
        assert_eq!(seen_full, seen_survey);
        assert_eq!(full.text, survey.text);
        assert_eq!(full.attachment_sizes, survey.attachment_sizes);
        assert_eq!(full.content_key, survey.content_key);
        for (file, size) in full.attachments.iter().zip(&full.attachment_sizes) {
            assert_eq!(file.bytes.len() as u64, *size);
        }
    }
}

#[test]
fn the_content_key_is_of_the_mail_not_of_its_way() {
    let key = |raw: &[u8]| read_all(raw, Depth::Survey).0.content_key;
    let plain = mail("From: a@example.jp\nSubject: long\n subject\n\nbody\n\nmore\n");
    let text = String::from_utf8_lossy(&plain).into_owned();
    let expected = key(&plain);
    assert_eq!(key(text.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(key(text.replace('\n', "\r").as_bytes()), expected);
    assert_eq!(key(format!("{text}\n\n").as_bytes()), expected);
    assert_eq!(key(format!("X-Mozilla-Status: 0001\nReceived: x\n{text}").as_bytes()), expected);
    assert_ne!(key(text.replace("more", "less").as_bytes()), expected);
    assert_ne!(key(text.replace("subject", "object").as_bytes()), expected);
}

#[test]
fn dates_fall_back_to_the_way_the_mail_went() {
    let received =
        "Received: x; Sat, 21 Nov 2026 09:00:09 +0900\nReceived: y; Sat, 21 Nov 2026 09:00:05 +0900\n";
    let date = |fields: &str| {
        let raw = format!("Message-ID: <a@b>\nFrom: a@example.jp\n{fields}\n");
        let (message, seen) = read_all(raw.as_bytes(), Depth::Full);
        let seen: Vec<(&str, String, String)> =
            seen.into_iter().map(|(id, _, found, used, _)| (id, found, used)).collect();
        (message.date, seen)
    };
    let used = "2026-11-21T00:00:05Z".to_string();
    let at = Some(1_795_219_205);
    assert_eq!(date(received), (at, vec![("date-missing", String::new(), used.clone())]));
    let unreadable = format!("Date: yesterday\n{received}");
    assert_eq!(date(&unreadable), (at, vec![("date-unreadable", "yesterday".to_string(), used)]));
    assert_eq!(date(""), (None, vec![("date-missing", String::new(), String::new())]));
}

#[test]
fn the_date_of_a_from_line_is_read() {
    let check = |line: &str, expected: Option<i64>| {
        assert_eq!(from_line_date(line.as_bytes(), &zone()), expected, "{line}");
    };
    let nine = Some(1_795_219_200);
    check("From a@example.jp Sat Nov 21 09:00:00 2026", nine);
    check("From - Sat Nov 21 09:00:00 2026", nine);
    check("From 1234@xxx Sat Nov 21 00:00:00 +0000 2026", nine);
    check(">From a b Sat Nov 21 00:00:00 2026 +0000", nine);
    check("From a@example.jp Sat, 21 Nov 2026 09:00:00 +0900", nine);
    check("From a@example.jp", None);
    check("From ", None);
    check("", None);
}

#[test]
fn what_is_odd_is_told() {
    check_observed(&mail("\nbody"), &[]);
    check_observed(
        b"no header",
        &[("headers-missing", ""), ("message-id-missing", "message-id"), ("date-missing", "date")],
    );
    check_observed(&mail("\nnaïve\n"), &[("charset-missing", "body")]);
    check_observed(&mail("From: a b c@@\n\n"), &[("address-unreadable", "from")]);
    let multipart = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
    check_observed(&mail(&format!("{multipart}\ntext\n")), &[("mime-truncated", "")]);
    check_observed(&mail(&format!("{multipart}\ntext\n--b--\nmore\n")), &[("mime-text-outside", "")]);
    let base64 = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nYW!Jj\n";
    check_observed(&mail(base64), &[("base64-damaged", "attachment")]);
    let flood = "x:\n".repeat(fields::MAX_FIELDS);
    check_observed(&mail(&format!("{flood}\n")), &[("header-flood", "")]);
}

#[test]
fn text_parts_with_a_name_or_disposition_are_attachments() {
    let part = |fields: &str| format!("--b\nContent-Type: text/plain{fields}\n\nx\n");
    let raw = mail(&format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{}{}{}--b--\n",
        part(""),
        part("; name=a.txt"),
        part("\nContent-Disposition: attachment"),
    ));
    let (message, _) = read_all(&raw, Depth::Full);
    let names: Vec<&str> = message.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!((message.text.as_str(), names), ("x", vec!["a.txt", "attachment-2.txt"]));
    let (message, _) = read_all(b"Content-Type: text/plain; name=a.txt\n\nx\n", Depth::Full);
    assert_eq!((message.text.as_str(), message.attachments.len()), ("x\n", 0));
}

#[test]
fn an_html_mail_has_text_too() {
    let raw = mail("Content-Type: text/html; charset=utf-8\n\n<div>一</div><div>二</div>\n");
    let (message, _) = read_all(&raw, Depth::Full);
    assert_eq!(message.text, "一\n二");
}

#[test]
fn mail_parser_sees_the_same_parts_in_well_formed_mail() {
    let parser = mail_parser::MessageParser::new();
    for raw in [JIS, EUC, MULTIPART] {
        let theirs = parser.parse(raw).expect("it has header fields");
        let (ours, _) = read_all(raw, Depth::Full);
        if raw != JIS {
            // mail-parser 0.11 does not join characters cut across encoded words.
            assert_eq!(theirs.subject(), Some(ours.subject.as_str()));
        }
        assert_eq!(theirs.message_id(), Some(ours.message_id.as_str()));
        assert_eq!(theirs.date().map(mail_parser::DateTime::to_timestamp), ours.date);
        let body = theirs.body_text(0).map(|text| text.replace("\r\n", "\n"));
        assert_eq!(body.as_deref(), Some(ours.text.as_str()));
        assert_eq!(theirs.attachment_count(), ours.attachments.len());
        for (theirs, ours) in
            theirs.attachments().zip(&ours.attachments).filter(|(part, _)| !part.is_message())
        {
            assert_eq!(theirs.contents(), ours.bytes.as_ref());
        }
    }
}

#[test]
fn hostile_mail_takes_no_more_time_than_its_size() {
    // Anything quadratic would take minutes here.
    for field in [
        "=?a?q?x", "=?a?b?", "a,", "\"", "(", "(a", "<@,", "<", "a:", ";", "\n ", "a*1=x;", "<a>",
        "\u{3042}", "?=",
    ] {
        let flood = field.repeat(200_000 / field.len());
        for name in ["Subject", "To", "References", "Content-Type", "Date", "Received"] {
            read_all(&mail(&format!("{name}: {flood}\n\n")), Depth::Full);
        }
    }
    let head = "Content-Type: multipart/mixed; boundary=b\n\n";
    for body in [
        "--b\n",
        "--b\n\nx\n",
        "--b--\n",
        "--\n",
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n",
        "<td>",
        "=\n",
    ] {
        let flood = body.repeat(200_000 / body.len());
        read_all(&mail(&format!("{head}{flood}")), Depth::Full);
        read_all(&mail(&format!("Content-Type: text/html\n\n{flood}")), Depth::Full);
    }
}

#[test]
fn the_from_line_tells_the_date_where_nothing_else_does() {
    let raw = RawMessage {
        spot: Default::default(),
        from_line: b"From a@example.jp Sat Nov 21 09:00:00 2026",
        bytes: b"",
        flags: Flags::default(),
    };
    let check = |fields: &str, code: &str, by: u64| {
        let bytes = format!("Message-ID: <a@b>\nFrom: a@example.jp\n{fields}\n");
        let mut seen = Vec::new();
        let raw = RawMessage { bytes: bytes.as_bytes(), ..raw };
        let zone = zone();
        let message = read_framed(&raw, Manner::new(&zone, Depth::Full), &mut |saw| {
            seen.push((saw.code.id, saw.number));
        });
        assert_eq!((message.date, seen), (Some(1_795_219_200), vec![(code, by)]), "{fields}");
    };
    check("", "date-missing", codes::DATE_BY_FROM_LINE);
    check("Date: Sat, 21 Month 13 2026\n", "date-unreadable", codes::DATE_BY_FROM_LINE);
    check("Date: 2026/13/21 09:00\n", "date-unreadable", codes::DATE_BY_FROM_LINE);
    check("Received: x; Sat, 21 Nov 2026 09:00:00 +0900\n", "date-missing", codes::DATE_BY_RECEIVED);
}

#[test]
fn what_a_person_says_goes_before_labels_but_not_before_evidence() {
    let told = |raw: &[u8], told: &'static encoding_rs::Encoding| {
        let zone = zone();
        let how = Manner { charset: Some(told), detect: true, ..Manner::new(&zone, Depth::Full) };
        let raw =
            RawMessage { spot: Default::default(), from_line: b"", bytes: raw, flags: Flags::default() };
        let message = read_framed(&raw, how, &mut |_| ());
        (message.text, message.declared, message.charset)
    };
    let mail = |label: &str, body: &[u8]| {
        let head = format!("Content-Type: text/plain; charset={label}\n\n");
        [head.as_bytes(), body].concat()
    };
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode("Цены");
    let got = told(&mail("iso-8859-1", &cyrillic), encoding_rs::WINDOWS_1251);
    assert_eq!(got, ("Цены".into(), "iso-8859-1".into(), "windows-1251"));
    let got = told(&mail("iso-8859-1", "本文".as_bytes()), encoding_rs::SHIFT_JIS);
    assert_eq!(got, ("本文".into(), "iso-8859-1".into(), "UTF-8"));
    let (euc, _, _) = encoding_rs::EUC_JP.encode("お世話になります");
    assert_eq!(told(&mail("euc-jp", &euc), encoding_rs::UTF_8).2, "EUC-JP", "it makes no text in UTF-8");
}

#[test]
fn a_wrong_label_is_told_with_the_text_before_and_after() {
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("1行目\n件名の確認\n");
    let raw = [&mail("From: a@example.jp\nContent-Type: text/plain; charset=utf-8\n\n"), &sjis[..]].concat();
    let mut texts = Vec::new();
    read(&raw, &zone(), Depth::Full, &mut |saw| texts.push((saw.code.id, saw.texts.map(str::to_string))));
    let expected = ["1\u{fffd}s\u{fffd}\u{fffd}".to_string(), "1行目".to_string()];
    assert_eq!(texts, [("charset-mislabelled", expected)]);
}

#[test]
fn uuencode_and_winmail_dat_become_attachments() {
    let body = "From: a@example.jp\n\nsee\nbegin 644 cat.txt\n#0V%T\n`\nend\nbye\n";
    let raw = mail(body);
    let (message, seen) = read_all(&raw, Depth::Full);
    assert_eq!(message.text, "see\nbye\n");
    assert_eq!(
        (message.attachments[0].name.as_str(), &*message.attachments[0].bytes),
        ("cat.txt", &b"Cat"[..])
    );
    assert_eq!(ids_of(&seen), [("uuencode-taken-out", "attachment")]);
    let raw = mail(
        "From: a@example.jp\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 b\n#0V%T\n`\nend\n",
    );
    let (message, seen) = read_all(&raw, Depth::Full);
    assert_eq!(
        (message.attachments[0].name.as_str(), &*message.attachments[0].bytes),
        ("a.png", &b"Cat"[..])
    );
    assert_eq!((message.attachment_sizes, seen), (vec![3], vec![]));
}

#[test]
fn signed_and_encrypted_mail_is_told_and_left_intact() {
    let part =
        |kind: &str, more: &str| mail(&format!("From: a@example.jp\nContent-Type: {kind}{more}\n\nxx\n"));
    check_observed(
        &part("application/pkcs7-mime", "; smime-type=enveloped-data"),
        &[("message-encrypted", "")],
    );
    check_observed(&part("application/x-pkcs7-mime", "; smime-type=Signed-Data"), &[("message-sealed", "")]);
    check_observed(&part("application/pgp-signature", ""), &[("message-signed", "")]);
    let inline = mail("From: a@example.jp\n\nhello\n-----BEGIN PGP MESSAGE-----\nabc\n");
    check_observed(&inline, &[("message-encrypted", "")]);
    assert_eq!(read_all(&inline, Depth::Full).0.text, "hello\n-----BEGIN PGP MESSAGE-----\nabc\n");
}

#[test]
fn a_header_of_a_megabyte_and_fifty_thousand_recipients_are_read() {
    let to: Vec<String> = (0..50_000).map(|n| format!("Nr {n} <n{n}@example.jp>")).collect();
    let raw = mail(&format!("From: a@example.jp\nTo: {}\n\nx\n", to.join(",\n ")));
    let (message, seen) = read_all(&raw, Depth::Survey);
    assert_eq!((message.to.len(), seen.len()), (50_000, 0));
    assert_eq!(message.to[49_999], Mailbox { name: "Nr 49999".into(), address: "n49999@example.jp".into() });
    let raw = mail(&format!("From: a@example.jp\nX-Long: {}\nSubject: s\n\nx\n", "a ".repeat(600_000)));
    assert_eq!(read_all(&raw, Depth::Survey).0.subject, "s");
}

#[test]
fn a_declared_length_that_is_wrong_is_told() {
    let raw = |length: &str| mail(&format!("From: a@example.jp\nContent-Length: {length}\n\none\ntwo\n"));
    for right in ["8", "9", "10", "7", "x", ""] {
        check_observed(&raw(right), &[]);
    }
    check_observed(&raw("800"), &[("content-length-differs", "")]);
    check_observed(&raw("2"), &[("content-length-differs", "")]);
}

/// Pieces that mails are made of, so that random joins reach deep.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let texts: Vec<&[u8]> = vec![
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: text/html\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"Content-Transfer-Encoding: x-uuencode\n",
        b"Content-Type: application/ms-tnef\n",
        b"\x78\x9f\x3e\x22",
        b"begin 644 a\n",
        b"#0V%T\n",
        b"end\n",
        b"--b\n",
        b"--b--\n",
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"Subject: ",
        b"From: ",
        b"To: \"",
        b"(",
        b"<",
        b">",
        b"@",
        b"=?utf-8?B?",
        b"=?iso-2022-jp?Q?",
        b"?=",
        b"44GC",
        b"=E3=81",
        b"\x1b$B",
        b"\x1b(B",
        b"\x82\xa0",
        b"\xe3\x81\x82",
        b"Content-Disposition: attachment; filename*0*=utf-8''",
        b"%E3",
        b";",
        b"name*1=x",
        b"Date: ",
        b"Sat, 21 Nov 2026",
        b"Received: ;",
        b"<br>",
        b"<td",
        b"&amp;",
        b"\0",
        b"=",
        b":",
        b",",
    ];
    prop::sample::select(texts).prop_map(<[u8]>::to_vec)
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(raw in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&raw, Depth::Full);
    }

    #[test]
    fn any_mail_like_bytes_can_be_read_and_a_survey_agrees(pieces in prop::collection::vec(piece(), 0..60)) {
        let raw = pieces.concat();
        let (full, seen_full) = read_all(&raw, Depth::Full);
        let (survey, seen_survey) = read_all(&raw, Depth::Survey);
        prop_assert_eq!(seen_full, seen_survey);
        prop_assert_eq!(&full.attachment_sizes, &survey.attachment_sizes);
        for (file, size) in full.attachments.iter().zip(&full.attachment_sizes) {
            prop_assert_eq!(file.bytes.len() as u64, *size);
        }
    }

    #[test]
    fn any_from_line_can_be_read(line in "(>?From )?[ -~]{0,60}") {
        from_line_date(line.as_bytes(), &zone());
    }
}
