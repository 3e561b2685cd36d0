//! What each fuzz target does with its bytes. Used by the libFuzzer targets beside this file and, for a
//! bounded number of rounds, by `tests/fuzz_brief.rs`. Nothing may panic or hang, and nothing may depend on
//! how the bytes are cut.

use nizukuri::bundle::Output;
use nizukuri::bundle::words::Language;
use nizukuri::destination::{Destination, load};
use nizukuri::finding::Observation;
use nizukuri::job::listing::Listing;
use nizukuri::job::pack::Pack;
use nizukuri::job::plan::Plan;
use nizukuri::job::setup::Setup;
use nizukuri::job::survey::Survey;
use nizukuri::job::{Job, Origin, SourceFile, document};
use nizukuri::source::mbox::Border;
use nizukuri::source::message::{self, Depth};
use nizukuri::source::reader::Reader;
use nizukuri::source::sniff::Kind;
use nizukuri::source::table::Dialect;
use nizukuri::source::{Handler, RawMessage, Row, Spot, TableHeader};
use nizukuri::text::charset;
use nizukuri::text::date::Zone;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

/// A target: its name and its body.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("mbox", mbox),
    ("message", one_message),
    ("mail", mail),
    ("tnef", tnef),
    ("uuencode", uuencode),
    ("charset", one_text),
    ("table", table),
    ("archive", archive),
    ("plan", plan),
    ("destination", destination),
];

/// Writes down everything a reader hands over.
#[derive(Default, PartialEq, Debug)]
struct Log(Vec<String>);

impl Handler for Log {
    fn message(&mut self, raw: RawMessage<'_>) {
        self.0.push(format!("{:?} {:?} {:?}", raw.spot, raw.from_line, raw.bytes));
    }
    fn border(&mut self, border: Border<'_>) {
        self.0.push(format!("{border:?}"));
    }
    fn header(&mut self, header: &TableHeader) {
        self.0.push(format!("{header:?}"));
    }
    fn row(&mut self, row: Row<'_>) {
        self.0.push(format!("{:?} {:?}", row.spot, row.fields().collect::<Vec<_>>()));
    }
    fn observe(&mut self, spot: Spot, seen: Observation<'_>) {
        self.0.push(format!("{spot:?} {seen:?}"));
    }
}

fn read(kind: Option<Kind>, data: &[u8], length: usize) -> Log {
    let mut log = Log::default();
    let mut reader = Reader::new("x.csv", kind, Dialect::default());
    data.chunks(length.max(1)).for_each(|chunk| reader.push(chunk, &mut log));
    reader.finish(&mut log);
    log
}

/// The same however it is cut; the first byte says how.
fn framed(kind: Option<Kind>, data: &[u8]) {
    let Some((&first, data)) = data.split_first() else { return };
    let whole = read(kind, data, usize::MAX);
    let cut = read(kind, data, usize::from(first % 32) + 1);
    assert!(whole == cut, "cut every {} bytes:\n{whole:#?}\n{cut:#?}", first % 32 + 1);
}

/// An mbox, and whatever the bytes are taken for by themselves.
pub fn mbox(data: &[u8]) {
    framed(Some(Kind::Mbox), data);
    framed(None, data);
}

/// One message, shallow and deep: both see the same mail.
pub fn one_message(data: &[u8]) {
    let Some(zone) = Zone::named("Asia/Tokyo") else { return };
    let shallow = message::read(data, &zone, Depth::Survey, &mut |_| {});
    let deep = message::read(data, &zone, Depth::Full, &mut |_| {});
    assert_eq!(shallow.content_key, deep.content_key, "one mail has one key");
    assert_eq!(shallow.attachment_sizes.len(), deep.attachments.len(), "one mail has the same attachments");
    assert_eq!((shallow.message_id, shallow.subject), (deep.message_id, deep.subject));
}

/// The bytes as a winmail.dat of a message.
pub fn tnef(data: &[u8]) {
    let head = b"From: a@example.jp\nContent-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\x01\0";
    one_message(&[&head[..], data.strip_prefix(b"\x78\x9f\x3e\x22\x01\0").unwrap_or(data)].concat());
}

/// The bytes as a text with a uuencoded file, and as a part of that encoding.
pub fn uuencode(data: &[u8]) {
    for field in ["", "Content-Transfer-Encoding: x-uuencode\n"] {
        let head = format!("From: a@example.jp\n{field}\nbegin 644 a.txt\n");
        one_message(&[head.as_bytes(), data].concat());
    }
}

/// Labels of every way there is to decode.
const LABELS: &[&str] = &[
    "us-ascii",
    "utf-8",
    "utf-16",
    "utf-16be",
    "utf-7",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "cp50221",
    "gb18030",
    "big5",
    "euc-kr",
    "windows-1252",
    "koi8-r",
    "x-unknown",
];

/// A text under any label: what was counted as damage is in it, and what is written in its charset again reads the same.
pub fn one_text(data: &[u8]) {
    let Some((&first, data)) = data.split_first() else { return };
    let label = LABELS.get(usize::from(first) % (LABELS.len() + 1)).copied();
    let decoded = charset::decode(data, label);
    let marks = decoded.text.matches('\u{fffd}').count() as u64;
    assert!(u64::from(decoded.replaced) <= marks, "{} replaced, {marks} in the text", decoded.replaced);
    assert!(
        label.and_then(charset::for_label).is_some() || !decoded.mislabelled,
        "nobody can contradict {label:?}"
    );
    let told = charset::decode_told(data, charset::detect(data), label);
    assert!(told.replaced <= decoded.replaced || told.used == decoded.used, "a wrong word is not followed");
    let mut onto = String::from("x");
    let replaced = charset::decode_onto(data, decoded.used, &mut onto);
    let part = charset::decode_part(data, decoded.used);
    assert_eq!((&onto[1..], replaced), (&*part.0, part.1), "one way of decoding");
    let Some(encoder) = charset::encode::Encoder::new(decoded.used).filter(|_| marks == 0) else { return };
    let mut bytes = Vec::new();
    if encoder.encode(&part.0, &mut bytes) {
        assert_eq!(charset::decode_part(&bytes, decoded.used).0, part.0, "{} and back", decoded.used.name());
    }
}

/// A table.
pub fn table(data: &[u8]) {
    framed(Some(Kind::Table), data);
}

/// A ZIP, or any file: listed, surveyed and packed. The ledger must balance and the second look agree.
pub fn archive(data: &[u8]) {
    let mut plan = Plan::new("zoho-desk");
    plan.set("own-address", "support@shop.example.jp");
    run(plan, Some(built_in("zoho-desk")), &[("all.zip", data)]);
}

/// Whatever is mail goes as mail: no message may keep the others from being offered. The first byte says where to.
pub fn mail(data: &[u8]) {
    let Some((&first, data)) = data.split_first() else { return };
    let to = MAIL[usize::from(first) % MAIL.len()];
    let name = if first < 128 { "all.mbox" } else { "one.eml" };
    run(
        Plan::new(to),
        Some(built_in(to)),
        &[(name, data), ("two.eml", b"From: a@example.jp\nSubject: x\n\nbody\n")],
    );
}

/// One of each form that mail is written in.
const MAIL: [&str; 3] = ["thunderbird", "mail-server", "eml-archive"];

/// Read once: a round should spend its time on its own bytes.
fn built_in(id: &'static str) -> Destination {
    static BUILT_IN: OnceLock<BTreeMap<&str, Destination>> = OnceLock::new();
    let all = BUILT_IN.get_or_init(|| {
        let ids = MAIL.into_iter().chain(["zoho-desk"]);
        ids.filter_map(|id| Some((id, load::built_in(id)?))).collect()
    });
    all.get(id).cloned().unwrap_or_else(|| panic!("the built-in destination loads"))
}

/// A saved plan, and a run with it.
pub fn plan(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(plan) = Plan::from_json(text) else { return };
    run(plan, None, SAMPLE);
}

/// A destination file, and a run with it.
pub fn destination(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match load::from_toml(text) {
        Ok(to) => run(Plan::new(&to.id), Some(to), SAMPLE),
        Err(error) => assert!(!error.message.is_empty() && !error.code.is_empty()),
    }
}

const SAMPLE: &[(&str, &[u8])] = &[
    (
        "a.eml",
        b"From: a@example.jp\nTo: support@shop.example.jp\nDate: Tue, 10 Nov 2026 09:00:00 +0900\nSubject: x\n\nbody\n",
    ),
    ("Tickets.csv", b"TicketExtId,ContactExtId,Subject\nT-1,C-1,a\nT-1,C-1,b\nT-2,,c\n"),
    ("Contacts.csv", b"ContactExtId,Last Name,Email\nC-1,Aoki,aoki@example.jp\n"),
];

fn run(plan: Plan, destination: Option<Destination>, files: &[(&str, &[u8])]) {
    let Ok(setup) = Setup::new(plan, destination).map(Rc::new) else { return };
    let sources: Vec<SourceFile> = files
        .iter()
        .map(|(name, bytes)| SourceFile { name: (*name).to_string(), bytes: bytes.len() as u64 })
        .collect();
    let mut outputs = BTreeMap::new();
    let mut listing = Listing::new(sources.clone(), Rc::clone(&setup));
    drive(&mut listing, files, &mut outputs);
    for line in listing.lines().lines() {
        assert!(line.starts_with('{') && line.ends_with('}'), "{line}");
    }
    let mut survey = Survey::new(sources, setup);
    drive(&mut survey, files, &mut outputs);
    let mut pack = Pack::new(survey.finish(), Language::Ja);
    drive(&mut pack, files, &mut outputs);
    match pack.finish() {
        Ok(packed) => drop(document::pack(&packed)),
        Err(error) => panic!("{error}"),
    }
}

fn drive<J: Job>(job: &mut J, files: &[(&str, &[u8])], outputs: &mut BTreeMap<u32, Vec<u8>>) {
    let mut rounds = 0;
    keep(job, outputs);
    while let Some(want) = job.wants() {
        rounds += 1;
        assert!(rounds < 100_000, "the job never ends");
        let bytes = match want.from {
            Origin::Source(index) => files[index as usize].1.to_vec(),
            Origin::Output(file) => outputs.get(&file).cloned().unwrap_or_default(),
        };
        job.push(&bytes[want.start as usize..want.end as usize]);
        keep(job, outputs);
    }
    keep(job, outputs);
}

fn keep(job: &mut dyn Job, outputs: &mut BTreeMap<u32, Vec<u8>>) {
    let pieces = std::iter::from_fn(|| Some(job.take()).filter(|outputs| !outputs.is_empty()));
    for output in pieces.flatten() {
        if let Output::Write { file, bytes } = output {
            outputs.entry(file).or_default().extend(bytes);
        }
    }
}
