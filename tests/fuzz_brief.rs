//! The fuzz targets for a short while, with a seeded generator: the same rounds on every machine.
//! `fuzz/` runs the same bodies at length under libFuzzer.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::path::Path;

/// xorshift64*: no dependency, no clock, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.roll() >> 33) as usize % most.max(1)
    }
}

/// Pieces that mean something to one reader or another.
const PIECES: &[&[u8]] = &[
    b"From ",
    b"\nFrom - \n",
    b">From ",
    b"\n",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"Subject: ",
    b"From: a@example.jp\n",
    b"To: ",
    b"Date: Tue, 10 Nov 2026 09:00:00 +0900\n",
    b"Message-ID: <1@x>\n",
    b"In-Reply-To: <1@x>\n",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"Content-Type: text/plain; charset=",
    b"--b\n",
    b"--b--\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Disposition: attachment; filename*0*=UTF-8''%E3%81",
    b"Content-Type: application/ms-tnef\n",
    b"\x78\x9f\x3e\x22\x01\0",
    b"\x02\x02\x90\x06\0",
    b"\x02\x05\x90\x06\0",
    b"\x1f\0\x07\x37\x01\0\0\0",
    b"\x04\0\0\0",
    b"LZFu",
    b"begin 644 a\n",
    b"#0V%T\n",
    b"`\nend\n",
    b"Content-Length: 40\n",
    b"+ZeVnLIqe-",
    b"\x1b$(Q",
    b"=?UTF-8?B?44GC?=",
    b"=?ISO-2022-JP?B?",
    b"?=",
    b"iso-2022-jp",
    b"utf-16",
    b"shift_jis",
    b" ",
    b"\t",
    b";",
    b",",
    b"\"",
    b"\"\"",
    b"sep=;",
    b"TicketExtId",
    b"ContactExtId",
    b"Email",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b$B",
    b"\x1b(B",
    b"\x82\xa0",
    b"\xa4\xa2",
    b"\xe3\x81\x82",
    b"\xff",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"{\"version\":1,",
    b"\"options\":{",
    b"[[tab]]\n",
    b"[[tab.field]]\n",
    b"name = \"",
    b"key = true\n",
    b"999999999999",
    b"2026/11/10 9:00",
    "令和8年".as_bytes(),
    b"..",
    b"/",
    b"<",
    b">",
    b"(",
    b")",
    b"@",
    b":",
];

fn seeds() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("tests/fixtures"), root.join("destinations")];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let inside = std::fs::read_dir(&path).expect("a folder");
            open.extend(inside.map(|entry| entry.expect("an entry").path()));
        } else {
            files.push(path);
        }
    }
    // The order of a directory differs from machine to machine.
    files.sort();
    let all = files.iter().map(|path| std::fs::read(path).expect("readable"));
    all.filter(|bytes| bytes.len() < 40_000).collect()
}

/// A seed with a few changes, or something made of pieces alone.
fn input(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = match dice.below(3) {
        0 => Vec::new(),
        _ => seeds[dice.below(seeds.len())].clone(),
    };
    for _ in 0..1 + dice.below(if bytes.is_empty() { 40 } else { 6 }) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] = dice.roll() as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 => bytes.truncate(at),
            3 => {
                let end = (at + dice.below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len() + 1);
                let piece = other[from..(from + dice.below(200)).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

fn rounds(name: &str, most: usize) {
    let (_, body) = bodies::TARGETS.iter().find(|(known, _)| *known == name).expect("a target");
    let seeds = seeds();
    seeds.iter().for_each(|seed| body(seed));
    // For a longer look: NIZUKURI_FUZZ=50 runs fifty times as many rounds.
    let times = std::env::var("NIZUKURI_FUZZ").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let most = most * times;
    let mut dice = Dice(0x6E69_7A75_6B75_7269 ^ name.len() as u64);
    for round in 0..most {
        let bytes = input(&mut dice, &seeds);
        let done = std::panic::catch_unwind(|| body(&bytes));
        assert!(done.is_ok(), "{name}, round {round}: {}", bytes.escape_ascii());
    }
}

#[test]
fn mbox() {
    rounds("mbox", 1500);
}

#[test]
fn message() {
    rounds("message", 1500);
}

#[test]
fn mail() {
    rounds("mail", 300);
}

#[test]
fn tnef() {
    rounds("tnef", 1500);
}

#[test]
fn uuencode() {
    rounds("uuencode", 1500);
}

#[test]
fn table() {
    rounds("table", 1500);
}

#[test]
fn archive() {
    rounds("archive", 500);
}

#[test]
fn plan() {
    rounds("plan", 500);
}

#[test]
fn destination() {
    rounds("destination", 500);
}
