//! ZIPs as written by others, and ZIPs as broken by hand.

use super::codes::*;
use super::*;
use crate::finding::Code;
use proptest::prelude::*;
use std::io::Write;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A ZIP of these files, every other one stored.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (index, (name, bytes)) in files.iter().enumerate() {
        let methods = [CompressionMethod::Deflated, CompressionMethod::Stored];
        let options = SimpleFileOptions::default().compression_method(methods[index % 2]);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// One record and its local header by hand.
struct Made<'a> {
    name: &'a [u8],
    data: &'a [u8],
    method: u16,
    flags: u16,
    extra: &'a [u8],
}

const PLAIN: Made<'static> = Made { name: b"a.csv", data: b"a,b\n", method: 0, flags: 0, extra: b"" };

fn made(files: &[Made<'_>]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for file in files {
        let mut common = Vec::new();
        common.extend([file.flags.to_le_bytes(), file.method.to_le_bytes()].concat());
        common.extend([0; 4]);
        common.extend(crc32fast::hash(file.data).to_le_bytes());
        common.extend([(file.data.len() as u32).to_le_bytes(); 2].concat());
        common.extend((file.name.len() as u16).to_le_bytes());
        common.extend((file.extra.len() as u16).to_le_bytes());
        list.extend([b"PK\x01\x02\x14\0\x14\0".as_slice(), &common, &[0; 10]].concat());
        list.extend((bytes.len() as u32).to_le_bytes());
        list.extend([file.name, file.extra].concat());
        bytes.extend([b"PK\x03\x04\x14\0".as_slice(), &common, file.name, file.extra, file.data].concat());
    }
    let start = bytes.len() as u32;
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([(files.len() as u16).to_le_bytes(); 2].concat());
    bytes.extend((list.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn list(bytes: &[u8], slice: usize) -> Result<Vec<Entry>, Code> {
    let mut directory = Directory::new(bytes.len() as u64);
    while let Some(range) = directory.wants() {
        assert!(range.start < range.end && range.end <= bytes.len() as u64, "{range:?}");
        bytes[range.start as usize..range.end as usize].chunks(slice).for_each(|chunk| directory.push(chunk));
    }
    directory.finish()
}

fn read(bytes: &[u8], entry: &Entry, slice: usize) -> (Vec<u8>, Result<(), Code>) {
    let (mut reader, mut got, range) = (EntryReader::new(entry), Vec::new(), EntryReader::range(entry));
    let part = bytes.get(range.start as usize..range.end as usize).unwrap_or_default();
    part.chunks(slice).for_each(|chunk| reader.push(chunk, &mut |out| got.extend_from_slice(out)));
    let end = reader.finish();
    (got, end)
}

/// Name, bytes and outcome of each entry, however the archive is sliced.
fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>, Result<(), Code>)> {
    let all = |slice| {
        let entries = list(bytes, slice).unwrap();
        let one = |entry: &Entry| {
            let (got, end) = read(bytes, entry, slice);
            (entry.name.clone(), got, end)
        };
        entries.iter().map(one).collect::<Vec<_>>()
    };
    let whole = all(usize::MAX);
    for slice in [1, 2, 7, 31, 64] {
        assert_eq!(all(slice), whole, "in slices of {slice}");
    }
    whole
}

fn names(bytes: &[u8]) -> Vec<String> {
    unpack(bytes).into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn what_the_zip_crate_writes_is_read_back() {
    let text = "氏名,件名\r\n".repeat(5000);
    let files =
        [("顧客.csv", text.as_bytes()), ("mail/b.mbox", b"From "), ("empty", b""), ("d/e/f", &[7; 3000])];
    let bytes = zip(&files);
    let got = unpack(&bytes);
    assert_eq!(got.len(), files.len());
    for ((name, bytes, end), file) in got.iter().zip(files) {
        assert_eq!((name.as_str(), bytes.as_slice(), *end), (file.0, file.1, Ok(())));
    }
    assert_eq!(unpack(&zip(&[])), []);
}

#[test]
fn bytes_before_and_after_the_archive_are_passed_over() {
    let bytes = zip(&[("a.csv", b"a,b\n"), ("b.csv", b"1,2\n")]);
    let got = unpack(&bytes);
    assert_eq!(unpack(&[b"MZ a program PK\x03\x04", bytes.as_slice()].concat()), got);
    assert_eq!(unpack(&[bytes.as_slice(), b"\r\n\0\0"].concat()), got);
    let mut commented = bytes.clone();
    let length = commented.len();
    commented[length - 2] = 9;
    commented.extend(b"a comment");
    assert_eq!(unpack(&commented), got);
}

#[test]
fn zip64_sizes_and_records_are_read() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("big.csv", SimpleFileOptions::default().large_file(true)).unwrap();
    writer.write_all(b"a,b\n1,2\n").unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(unpack(&bytes), [("big.csv".to_owned(), b"a,b\n1,2\n".to_vec(), Ok(()))]);

    // The same directory behind a ZIP64 end record.
    let plain = made(&[PLAIN]);
    let end = plain.len() - 22;
    let start = u32_at(&plain, end + 16).unwrap();
    for gap in [0, 12] {
        let mut bytes = plain[..end].to_vec();
        bytes.extend(b"PK\x06\x06");
        bytes.extend((44 + gap as u64).to_le_bytes());
        bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend([1u64.to_le_bytes(); 2].concat());
        bytes.extend((end as u64 - u64::from(start)).to_le_bytes());
        bytes.extend(u64::from(start).to_le_bytes());
        bytes.extend(vec![0; gap]);
        bytes.extend(b"PK\x06\x07\0\0\0\0");
        bytes.extend((end as u64).to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        bytes.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &[0xFF; 12], &[0, 0]].concat());
        assert_eq!(unpack(&bytes), unpack(&plain), "extensible data of {gap} bytes");
    }
}

#[test]
fn names_are_decoded_by_flag_field_and_evidence() {
    let sjis = |text| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let (one, two) = (sjis("問い合わせ履歴/表示.csv"), sjis("ソース一覧.csv"));
    assert_eq!(
        names(&made(&[Made { name: &one, ..PLAIN }, Made { name: &two, ..PLAIN }])),
        ["問い合わせ履歴/表示.csv", "ソース一覧.csv"]
    );
    assert_eq!(names(&made(&[Made { name: "表.csv".as_bytes(), flags: 0x800, ..PLAIN }])), ["表.csv"]);
    assert_eq!(names(&made(&[Made { name: "表.csv".as_bytes(), ..PLAIN }])), ["表.csv"]);
    let west = b"Entw\xfcrfe/Gr\xfc\xdfe.eml";
    assert_eq!(names(&made(&[Made { name: west, ..PLAIN }])), ["Entwürfe/Grüße.eml"]);
    assert_eq!(names(&made(&[Made { name: b"caf\x82.eml", ..PLAIN }])), ["café.eml"]);
    let mut extra = vec![0x75, 0x70, 12, 0, 1];
    extra.extend(crc32fast::hash(b"?.csv").to_le_bytes());
    extra.extend("表.csv".as_bytes());
    assert_eq!(names(&made(&[Made { name: b"?.csv", extra: &extra, ..PLAIN }])), ["表.csv"]);
    extra[5] ^= 1;
    assert_eq!(names(&made(&[Made { name: b"?.csv", extra: &extra, ..PLAIN }])), ["?.csv"]);
}

#[test]
fn names_are_made_harmless_and_stay_apart() {
    let raw: [&[u8]; 8] =
        [b"../../etc/a.csv", b"/abs.csv", b"C:\\x\\y.csv", b"a\x07b", b"./a", b"a", b"a.csv", b"a.csv"];
    let files: Vec<_> = raw.iter().map(|name| Made { name, ..PLAIN }).collect();
    assert_eq!(
        names(&made(&files)),
        ["__/__/etc/a.csv", "abs.csv", "C_/x/y.csv", "a_b", "a", "a (2)", "a.csv", "a (2).csv"]
    );
    let folder = list(&made(&[Made { name: b"dir/", data: b"", ..PLAIN }]), 9).unwrap();
    assert!(folder[0].directory && folder[0].name == "dir");
}

fn check(bytes: &[u8], codes: &[Option<Code>]) {
    let got: Vec<_> = unpack(bytes).into_iter().map(|(.., end)| end.err()).collect();
    assert_eq!(got, codes);
}

#[test]
fn what_cannot_be_read_says_why() {
    check(&made(&[Made { flags: 1, ..PLAIN }, PLAIN]), &[Some(ZIP_ENTRY_ENCRYPTED), None]);
    check(&made(&[Made { method: 12, ..PLAIN }]), &[Some(ZIP_ENTRY_METHOD)]);
    let good = made(&[PLAIN, PLAIN]);
    let mut flipped = good.clone();
    flipped[36] ^= 1;
    check(&flipped, &[Some(ZIP_ENTRY_DAMAGED), None]);
    let mut no_header = good.clone();
    no_header[0] = 0;
    check(&no_header, &[Some(ZIP_ENTRY_DAMAGED), None]);
    // Both records name the same local header.
    let mut twice = good.clone();
    let second = twice.len() - 22 - 51 + 42;
    twice[second..second + 4].fill(0);
    check(&twice, &[Some(ZIP_ENTRY_OVERLAPS), None]);
}

#[test]
fn bombs_are_not_unpacked() {
    let mut bytes = zip(&[("a", &[0; 5000])]);
    let at = bytes.len() - 22 - 47;
    assert!(bytes[at..].starts_with(b"PK\x01\x02"));
    bytes[at + 27] = 0x7F;
    check(&bytes, &[Some(ZIP_BOMB)]);
    // Says less than it holds.
    bytes[at + 24..at + 28].copy_from_slice(&100u32.to_le_bytes());
    let (got, end) = read(&bytes, &list(&bytes, 5).unwrap()[0], 3);
    assert_eq!((got.len(), end), (100, Err(ZIP_BOMB)));
}

#[test]
fn an_archive_without_its_directory_is_damaged() {
    let bytes = made(&[PLAIN, PLAIN]);
    for cut in 0..bytes.len() {
        assert_eq!(list(&bytes[..cut], 10), Err(ZIP_DAMAGED), "cut at {cut}");
    }
    let mut parts = bytes.clone();
    let disk = parts.len() - 18;
    parts[disk] = 1;
    assert_eq!(list(&parts, 10), Err(ZIP_MULTI_DISK));
    let mut wrong = bytes.clone();
    let first = wrong.len() - 22 - 102;
    wrong[first] = 0;
    assert_eq!(list(&wrong, 10), Err(ZIP_DAMAGED));
    let mut huge = bytes;
    let size = huge.len() - 10;
    huge[size + 3] = 0x70;
    assert_eq!(list(&huge, 10), Err(ZIP_TOO_MANY_ENTRIES));
}

proptest! {
    #[test]
    fn broken_archives_never_panic_and_never_give_wrong_bytes(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        slice in 1usize..100,
    ) {
        let content = "氏名,件名\r\n".repeat(40);
        let mut bytes = zip(&[("a.csv", content.as_bytes()), ("b.csv", content.as_bytes()), ("c/d.csv", b"x")]);
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        for entry in list(&bytes, slice).unwrap_or_default() {
            let (got, end) = read(&bytes, &entry, slice);
            prop_assert!(end.is_err() || (got.len() as u64 == entry.size && crc32fast::hash(&got) == entry.crc32));
        }
    }

    #[test]
    fn any_bytes_at_all_are_taken(tail in prop::collection::vec(any::<u8>(), 0..120), slice in 1usize..50) {
        let bytes = [b"PK\x03\x04PK\x01\x02".as_slice(), &tail, b"PK\x05\x06", &tail].concat();
        for entry in list(&bytes, slice).unwrap_or_default() {
            let _ = read(&bytes, &entry, slice);
        }
    }
}
