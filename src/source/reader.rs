//! One leaf source (a file, or an entry of a ZIP) from bytes to items, whatever it is.
//!
//! In: its bytes, in any slices. Out: what the framer of its kind hands over. It holds back `sniff::HEAD`
//! bytes at most to recognise the source. ZIPs are opened by `archive`; one that comes here is nested in
//! another, and is only told about.

use super::archive::codes::ZIP_NESTED;
use super::codes::{FILE_IGNORED, SOURCE_UNKNOWN};
use super::ignored;
use super::mbox::{EmlFramer, Framer as MboxFramer, Say};
use super::receipt::Framer as ReceiptFramer;
use super::sniff::{self, Kind};
use super::table::{Dialect, Framer as TableFramer};
use super::{Handler, Spot, TableHeader};
use crate::finding::Observation;
use crate::text::charset::Charset;

/// Sniffs, then frames. One for each reading of a source.
pub struct Reader {
    name: String,
    dialect: Dialect,
    /// For an mbox, once it is known to be one.
    say: Say,
    stage: Stage,
    /// Bytes pushed so far.
    bytes: u64,
}

enum Stage {
    /// The first bytes, of an unknown kind yet.
    Head(Vec<u8>),
    Mbox(Box<MboxFramer>),
    Eml(EmlFramer),
    Table(Box<TableFramer>),
    Receipt(Box<ReceiptFramer>),
    /// Handed over as it is.
    File,
    /// Nothing that can be framed.
    Other(Kind),
}

impl Reader {
    /// `kind` is `None` at the first reading: it is then found out from the first bytes. `name` is only a hint.
    pub fn new(name: &str, kind: Option<Kind>, dialect: Dialect) -> Reader {
        let stage = match kind {
            Some(kind) => Stage::of(kind, dialect),
            None => Stage::Head(Vec::new()),
        };
        Reader { name: name.to_owned(), dialect, say: Say::default(), stage, bytes: 0 }
    }

    /// The same, with what the plan says of its From_ lines.
    pub fn with_borders(self, say: Say) -> Reader {
        let mut reader = self;
        match &mut reader.stage {
            Stage::Mbox(framer) => framer.say = say,
            _ => reader.say = say,
        }
        reader
    }

    /// Takes the next bytes.
    pub fn push(&mut self, mut chunk: &[u8], to: &mut dyn Handler) {
        self.bytes = self.bytes.saturating_add(chunk.len() as u64);
        if let Stage::Head(head) = &mut self.stage {
            let take = chunk.len().min(sniff::HEAD.saturating_sub(head.len()));
            head.extend_from_slice(&chunk[..take]);
            chunk = &chunk[take..];
            if head.len() < sniff::HEAD {
                return;
            }
            self.recognise(false, to);
        }
        self.stage.push(chunk, to);
    }

    /// The rest of so many bytes is not handed over.
    pub fn skip_to(&mut self, bytes: u64) {
        self.bytes = bytes;
    }

    /// No more bytes come: hands over what is left. An empty or unknown source is observed here
    /// (`source-empty`, `source-unknown`, `zip-nested`).
    pub fn finish(&mut self, to: &mut dyn Handler) {
        self.recognise(true, to);
        if let Stage::Other(kind @ Kind::Empty) = &mut self.stage {
            let (what, code) = ignored::of_empty(&self.name);
            *kind = what;
            return to.observe(
                Spot { end: self.bytes, ..Spot::default() },
                Observation::new(code).number(self.bytes),
            );
        }
        let code = match &mut self.stage {
            Stage::Mbox(framer) => return framer.finish(to),
            Stage::Eml(framer) => return framer.finish(to),
            Stage::Table(framer) => return framer.finish(to),
            Stage::Receipt(framer) => return framer.finish(to),
            Stage::File => return,
            Stage::Other(Kind::Zip) => ZIP_NESTED,
            Stage::Other(kind @ Kind::Unknown) if ignored::is_hidden(&self.name) => {
                *kind = Kind::Ignored;
                FILE_IGNORED
            }
            Stage::Other(_) | Stage::Head(_) => SOURCE_UNKNOWN,
        };
        to.observe(Spot { end: self.bytes, ..Spot::default() }, Observation::new(code).number(self.bytes));
    }

    /// What it turned out to be; `None` until enough was seen.
    pub fn kind(&self) -> Option<Kind> {
        match self.stage {
            Stage::Head(_) => None,
            Stage::Mbox(_) => Some(Kind::Mbox),
            Stage::Eml(_) => Some(Kind::Eml),
            Stage::Table(_) => Some(Kind::Table),
            Stage::Receipt(_) => Some(Kind::Receipt),
            Stage::File => Some(Kind::File),
            Stage::Other(kind) => Some(kind),
        }
    }

    /// Names, charset and delimiter of a table, once its header was read.
    pub fn table_header(&self) -> Option<&TableHeader> {
        let Stage::Table(framer) = &self.stage else { return None };
        framer.header()
    }

    /// The charset of a table as known by now: one that begins with plain ASCII may show it late.
    pub fn charset(&self) -> Option<Charset> {
        let Stage::Table(framer) = &self.stage else { return None };
        framer.charset()
    }

    /// Decides by the first bytes, if that is not done, and frames them.
    fn recognise(&mut self, whole: bool, to: &mut dyn Handler) {
        let Stage::Head(head) = &mut self.stage else { return };
        let head = std::mem::take(head);
        let kind = sniff::sniff(&head, whole, &self.name);
        to.recognised(kind);
        self.stage = Stage::of(kind, self.dialect);
        if let Stage::Mbox(framer) = &mut self.stage {
            framer.say = std::mem::take(&mut self.say);
        }
        self.stage.push(&head, to);
    }
}

impl Stage {
    fn of(kind: Kind, dialect: Dialect) -> Stage {
        match kind {
            Kind::Mbox => Stage::Mbox(Box::default()),
            Kind::Eml => Stage::Eml(EmlFramer::default()),
            Kind::Table => Stage::Table(Box::new(TableFramer::new(dialect))),
            Kind::Receipt => Stage::Receipt(Box::default()),
            Kind::File => Stage::File,
            Kind::Zip | Kind::Empty | Kind::Ignored | Kind::Unknown => Stage::Other(kind),
        }
    }

    fn push(&mut self, chunk: &[u8], to: &mut dyn Handler) {
        match self {
            Stage::Head(_) => {}
            Stage::Mbox(framer) => framer.push(chunk, to),
            Stage::Eml(framer) => framer.push(chunk, to),
            Stage::Table(framer) => framer.push(chunk, to),
            Stage::Receipt(framer) => framer.push(chunk, to),
            Stage::File => to.bytes(chunk),
            Stage::Other(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::table::tests::Seen;

    fn check(input: &[u8], kind: Kind, codes: &[&str]) -> Seen {
        let read = |parts: &[&[u8]]| {
            let mut seen = Seen::default();
            let mut reader = Reader::new("x.dat", None, Dialect::default());
            parts.iter().for_each(|part| reader.push(part, &mut seen));
            reader.finish(&mut seen);
            (seen, reader.kind())
        };
        let whole = read(&[input]);
        assert_eq!(whole.1, Some(kind), "{input:?}");
        assert_eq!(whole.0.codes, codes, "{input:?}");
        for at in 0..=input.len() {
            assert_eq!(read(&[&input[..at], &input[at..]]), whole, "cut at {at} of {input:?}");
        }
        whole.0
    }

    #[test]
    fn each_kind_goes_to_its_framer() {
        let table = check("件名,本文\r\nお問い合わせ,\"a\r\nb\"\r\n".as_bytes(), Kind::Table, &[]);
        assert_eq!(table.rows, [["お問い合わせ", "a\r\nb"]]);
        let mail = b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nDate: Mon, 1 Jan 2024 00:00:00 +0900\r\n\r\nbody\r\n";
        assert_eq!(check(mail, Kind::Eml, &[]).log, ["message"]);
        let mbox = [b"From a@example.jp Mon Jan  1 00:00:00 2024\n".as_slice(), mail].concat();
        assert_eq!(check(&mbox, Kind::Mbox, &[]).log, ["message"]);
    }

    #[test]
    fn what_is_hidden_and_unknown_is_ignored_but_mail_is_not() {
        let kind = |name: &str, bytes: &[u8]| {
            let mut reader = Reader::new(name, None, Dialect::default());
            reader.push(bytes, &mut Seen::default());
            reader.finish(&mut Seen::default());
            reader.kind()
        };
        assert_eq!(kind("Mail/.cache", b"\x00\x01"), Some(Kind::Ignored));
        assert_eq!(kind("Mail/cache", b"\x00\x01"), Some(Kind::Unknown));
        let mail = b"From a@example.jp Mon Jan  1 00:00:00 2024\nFrom: a@example.jp\n\nx\n";
        assert_eq!(kind("Mail/.Old", mail), Some(Kind::Mbox));
    }

    #[test]
    fn what_cannot_be_framed_is_told() {
        check(b"", Kind::Empty, &["source-empty"]);
        check(b" \r\n", Kind::Empty, &["source-empty"]);
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", Kind::Unknown, &["source-unknown"]);
        let nested = crate::source::archive::tests::zip(&[("a.csv", b"a,b\n1,2\n".as_slice())]);
        check(&nested, Kind::Zip, &["zip-nested"]);
    }
}
