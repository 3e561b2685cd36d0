//! What a table promises: nothing lost, the same however it is cut, spots that tile the source.

mod charsets;
mod framing;
mod oracle;

use super::super::{Handler, RawMessage, Row, Spot, TableHeader};
use super::{Dialect, Flags, Framer, evidence};
use crate::finding::Observation;

/// Everything a handler was told, as lines of text, and the spots.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen {
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub codes: Vec<String>,
    pub spots: Vec<Spot>,
    pub log: Vec<String>,
    pub headers: Vec<TableHeader>,
}

impl Handler for Seen {
    fn message(&mut self, _raw: RawMessage<'_>) {
        self.log.push("message".to_owned());
    }
    fn header(&mut self, header: &TableHeader) {
        self.names = header.names.clone();
        self.spots.push(header.spot);
        self.headers.push(header.clone());
        self.log.push(format!("header {header:?}"));
    }
    fn row(&mut self, row: Row<'_>) {
        self.rows.push(row.fields().map(str::to_owned).collect());
        self.spots.push(row.spot);
        self.log.push(format!("row {:?} {:?}", row.spot, self.rows.last()));
    }
    fn observe(&mut self, spot: Spot, observation: Observation<'_>) {
        self.codes.push(observation.code.id.to_owned());
        if ["table-blank-line", "table-sep-line"].contains(&observation.code.id) {
            self.spots.push(spot);
        }
        self.log.push(format!("{spot:?} {observation:?}"));
    }
}

/// Frames `parts` one after another.
pub(super) fn frame<'a>(parts: impl IntoIterator<Item = &'a [u8]>, dialect: Dialect) -> Seen {
    let mut framer = Framer::new(dialect);
    let mut seen = Seen::default();
    for part in parts {
        framer.push(part, &mut seen);
    }
    framer.finish(&mut seen);
    seen
}

/// Frames the whole, and holds that every cut, and byte after byte, gives the same; and that spots tile.
pub(super) fn frame_every_way(input: &[u8], dialect: Dialect) -> Seen {
    let whole = frame([input], dialect);
    for at in 0..=input.len() {
        assert_eq!(frame([&input[..at], &input[at..]], dialect), whole, "cut at {at} of {input:?}");
    }
    assert_eq!(frame(input.chunks(1), dialect), whole, "byte by byte {input:?}");
    assert_eq!(frame(input.chunks(7), dialect), whole, "by sevens {input:?}");
    assert_tiles(&whole, input);
    assert_body_same(&whole, input, dialect.charset.is_some());
    whole
}

/// The same without the head that `Framer` holds back, which hides the cuts of small inputs.
pub(super) fn assert_body_same(whole: &Seen, input: &[u8], forced: bool) {
    let Some(header) = whole.headers.first() else { return };
    let skip = crate::text::charset::byte_order_mark(input).map_or(0, |(_, length)| length);
    let body = &input[skip..];
    for at in 0..=body.len() {
        assert_eq!(
            &body_of([&body[..at], &body[at..]], header, skip, forced),
            whole,
            "cut at {at} of {input:?}"
        );
    }
    assert_eq!(&body_of(body.chunks(1), header, skip, forced), whole, "byte by byte {input:?}");
}

/// Frames parts as the body of a table known before.
pub(super) fn body_of<'a>(
    parts: impl IntoIterator<Item = &'a [u8]>,
    header: &TableHeader,
    skip: usize,
    forced: bool,
) -> Seen {
    let mut seen = Seen::default();
    let parts: Vec<&[u8]> = parts.into_iter().collect();
    let named = evidence::sep_line(&header.charset.decode_without_bom_handling(&parts.concat()).0);
    let mut framer = Framer::new(Dialect::default());
    framer.body(header.charset, header.delimiter, skip, Flags { settled: true, forced, named });
    for part in parts {
        framer.push(part, &mut seen);
    }
    framer.finish(&mut seen);
    seen
}

/// Header, rows, blank and `sep=` lines cover every byte after a byte order mark once, in order.
pub(super) fn assert_tiles(seen: &Seen, input: &[u8]) {
    let mark = crate::text::charset::byte_order_mark(input).map_or(0, |(_, length)| length) as u64;
    let mut at = mark;
    for spot in &seen.spots {
        assert_eq!(spot.start, at, "{:?} in {input:?}", seen.spots);
        at = spot.end;
    }
    assert_eq!(at, input.len() as u64, "{:?} in {input:?}", seen.spots);
}
