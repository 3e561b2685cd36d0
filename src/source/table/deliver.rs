//! Turns framed rows into header, rows and observations, decoded and placed.
//!
//! In: where a row and its fields stand. Out: what the `Handler` is told, in order. It decides what is
//! header, record or blank line, and numbers them; it frames nothing.

use super::super::{Cell, Handler, Row, Spot, TableHeader};
use super::codes::*;
use super::evidence::{self, Trouble};
use super::lenient::OddRow;
use super::places::Places;
use crate::finding::Observation;
use crate::text::charset::{self, Charset};
use crate::text::hash::{KeySet, key64};

/// A framed row on its way.
#[derive(Clone, Copy)]
pub struct Framed<'a> {
    pub odd: OddRow,
    /// Its first byte's offset in the framed text.
    pub offset: u64,
    /// Its bytes as they stand, line end left off.
    pub raw: &'a [u8],
    /// The bytes `cells` speak of: `raw`, or a copy without quotes.
    pub bytes: &'a [u8],
    /// `bytes` as text, where they are known to be UTF-8.
    pub text: Option<&'a str>,
    pub cells: &'a [Cell],
    pub nuls: u64,
    /// `raw` surely holds no control characters.
    pub clean: bool,
}

/// What was delivered so far, and the buffers for decoding.
pub struct Deliver {
    pub charset: Charset,
    /// The user named the charset: other ones are tried only where it fails.
    pub forced: bool,
    /// The delimiter a `sep=` line names, as long as that line is expected.
    sep_line: Option<u8>,
    pub delimiter: u8,
    pub header: Option<TableHeader>,
    pub places: Places,
    line: u64,
    record: u64,
    blanks: Option<(Spot, u64)>,
    text: String,
    cells: Vec<Cell>,
}

impl Deliver {
    pub fn new(delimiter: u8, charset: Charset, forced: bool, sep_line: Option<u8>) -> Deliver {
        Deliver {
            charset,
            forced,
            sep_line,
            delimiter,
            header: None,
            places: Places::default(),
            line: 1,
            record: 0,
            blanks: None,
            text: String::new(),
            cells: Vec::new(),
        }
    }

    /// How many fields a row should have; `None` before the header.
    pub fn columns(&self) -> Option<usize> {
        self.header.as_ref().map(|header| header.names.len())
    }

    /// Hands over one row, or takes it as the header, the `sep=` line or a blank line.
    #[inline]
    pub fn row(&mut self, framed: &Framed<'_>, to: &mut dyn Handler) {
        let found = &framed.odd.found;
        let bytes = (found.end - found.start) as u64;
        let end = framed.offset.saturating_add(bytes);
        let (source, source_end) = self.places.source(framed.offset, end);
        let mut spot = Spot { record: None, line: self.line, start: source, end: source_end };
        self.line = self.line.saturating_add(found.breaks + 1);
        if framed.raw.is_empty() {
            let (first, count) = self.blanks.get_or_insert((spot, 0));
            *count += 1;
            first.end = spot.end;
            return;
        }
        self.flush_blanks(to);
        if let Some(sign) = self.sep_line.take() {
            let name = [sign];
            let name = std::str::from_utf8(&name).unwrap_or("");
            return to.observe(spot, Observation::new(TABLE_SEP_LINE).found(name));
        }
        if self.header.is_some() {
            spot.record = Some(self.record);
            self.record += 1;
        }
        match framed.text {
            Some(text) => self.hand_over(framed, text, framed.cells, spot, end, to),
            None => {
                let mut text = std::mem::take(&mut self.text);
                let mut cells = std::mem::take(&mut self.cells);
                self.decode(framed, &mut text, &mut cells, spot, to);
                self.hand_over(framed, &text, &cells, spot, end, to);
                (self.text, self.cells) = (text, cells);
            }
        }
    }

    /// No more rows come.
    pub fn finish(&mut self, to: &mut dyn Handler) {
        self.flush_blanks(to);
        if let Some(header) = self.header.as_ref().filter(|_| self.record == 0) {
            to.observe(header.spot, Observation::new(TABLE_NO_ROWS));
        }
    }

    fn flush_blanks(&mut self, to: &mut dyn Handler) {
        if let Some((spot, count)) = self.blanks.take() {
            to.observe(spot, Observation::new(TABLE_BLANK_LINE).number(count));
        }
    }

    /// Decodes field by field, in the charset the row is in.
    fn decode(
        &self,
        framed: &Framed<'_>,
        text: &mut String,
        cells: &mut Vec<Cell>,
        spot: Spot,
        to: &mut dyn Handler,
    ) {
        if self.decode_plainly(framed, text, cells) {
            return;
        }
        text.clear();
        cells.clear();
        let evidence = evidence::of_row(framed.raw, self.charset, self.forced);
        let mut replaced = 0;
        for cell in framed.cells {
            let bytes = framed.bytes.get(cell.start as usize..cell.end as usize).unwrap_or_default();
            let start = text.len();
            match std::str::from_utf8(bytes) {
                Ok(field) if field.is_ascii() => text.push_str(field),
                _ => {
                    let decoded = charset::decode_as(bytes, evidence.charset);
                    replaced += u64::from(decoded.replaced);
                    text.push_str(&decoded.text);
                }
            }
            cells.push(Cell { start: start as u32, end: text.len() as u32 });
        }
        if let Some(code) = evidence.trouble {
            self.observe_charset(Trouble { code, used: evidence.charset, replaced }, spot, to);
        }
    }

    /// Decodes a row that is what the file is, which nearly all are: in one go, without weighing charsets. Gives
    /// false, and leaves anything behind, when there is a doubt.
    fn decode_plainly(&self, framed: &Framed<'_>, text: &mut String, cells: &mut Vec<Cell>) -> bool {
        // Text that reads as UTF-8 needs a closer look, unless it is ASCII and all the same.
        let ascii = framed.raw.is_ascii();
        if !self.charset.is_ascii_compatible() || (!ascii && std::str::from_utf8(framed.raw).is_ok()) {
            return false;
        }
        text.clear();
        cells.clear();
        for cell in framed.cells {
            let bytes = framed.bytes.get(cell.start as usize..cell.end as usize).unwrap_or_default();
            let start = text.len();
            if charset::decode_onto(bytes, self.charset, text) > 0 {
                return false;
            }
            cells.push(Cell { start: start as u32, end: text.len() as u32 });
        }
        true
    }

    fn observe_charset(&self, trouble: Trouble, spot: Spot, to: &mut dyn Handler) {
        let Trouble { code, used, replaced } = trouble;
        to.observe(
            spot,
            Observation::new(code).found(self.charset.name()).used(used.name()).number(replaced),
        );
    }

    /// The decoded row, with what was odd about it before it.
    #[inline]
    fn hand_over(
        &mut self,
        framed: &Framed<'_>,
        text: &str,
        cells: &[Cell],
        spot: Spot,
        end: u64,
        to: &mut dyn Handler,
    ) {
        // Of bytes in another charset nothing was learned about their characters.
        let row = Row { clean: framed.clean && framed.text.is_some(), ..Row::new(spot, text, cells) };
        let odd = framed.odd;
        if odd.stray || odd.unclosed || odd.over || framed.nuls > 0 {
            observe_odd(framed, spot, to);
        }
        for trouble in self.places.troubles(end) {
            self.observe_charset(trouble, spot, to);
        }
        let Some(header) = &self.header else { return self.take_header(row, to) };
        let columns = header.names.len();
        if cells.len() != columns {
            let code = if cells.len() < columns { ROW_TOO_SHORT } else { ROW_TOO_LONG };
            to.observe(spot, Observation::new(code).number(cells.len() as u64));
        }
        to.row(row);
    }

    fn take_header(&mut self, row: Row<'_>, to: &mut dyn Handler) {
        let names: Vec<String> = row.fields().map(str::to_owned).collect();
        let mut seen = KeySet::default();
        for (index, name) in names.iter().enumerate() {
            let number = index as u64 + 1;
            if name.trim().is_empty() {
                let field = format!("#{number}");
                to.observe(row.spot, Observation::new(HEADER_BLANK).field(&field).number(number));
            } else if !seen.insert(key64(name.trim().as_bytes())) {
                to.observe(row.spot, Observation::new(HEADER_DUPLICATE).field(name).number(number));
            }
        }
        let header = TableHeader { names, charset: self.charset, delimiter: self.delimiter, spot: row.spot };
        to.header(&header);
        self.header = Some(header);
    }
}

#[cold]
fn observe_odd(framed: &Framed<'_>, spot: Spot, to: &mut dyn Handler) {
    let odd = framed.odd;
    if framed.nuls > 0 {
        to.observe(spot, Observation::new(NUL_BYTES).number(framed.nuls));
    }
    if odd.unclosed {
        to.observe(spot, Observation::new(QUOTE_UNCLOSED));
    } else if odd.stray {
        to.observe(spot, Observation::new(QUOTE_STRAY));
    }
    if odd.over {
        to.observe(spot, Observation::new(ROW_OVER_LIMIT).number(framed.raw.len() as u64));
    }
}
