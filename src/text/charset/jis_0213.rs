//! What JIS X 0213:2004 has beyond JIS X 0208: some 4,350 characters of rare names, places and signs.
//!
//! `tools/jis-0213.py` makes the table from Python's codec and says how it is written; a test holds that both agree on
//! every place.

use std::sync::OnceLock;

const PACKED: &[u8] = include_bytes!("jis_0213.bin");
/// Rows, and cells of a row.
const SIDE: usize = 94;

/// The character at a place (面区点, row and cell from 1 on), and the one that belongs behind it, if any.
pub fn find(second: bool, row: u8, cell: u8) -> Option<(char, Option<char>)> {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let plane = if second { SIDE * SIDE } else { 0 };
    let (above, before) = (usize::from(row).checked_sub(1)?, usize::from(cell).checked_sub(1)?);
    let found = *TABLE.get_or_init(unpack).get(plane + above * SIDE + before)?;
    (found != '\0').then(|| (found, if second { None } else { behind(row, cell) }))
}

/// The second character of places that stand for two.
fn behind(row: u8, cell: u8) -> Option<char> {
    Some(match (row, cell) {
        (4, 87..=91) | (5, 87..=94) | (6, 88) => '\u{309a}',
        (11, 36 | 40 | 42 | 44 | 46) => '\u{300}',
        (11, 41 | 43 | 45 | 47) => '\u{301}',
        (11, 69) => '˥',
        (11, 70) => '˩',
        _ => return None,
    })
}

fn unpack() -> Vec<char> {
    let mut table = Vec::with_capacity(2 * SIDE * SIDE);
    let (mut bytes, mut code) = (PACKED, 0i32);
    while !bytes.is_empty() {
        match number(&mut bytes) {
            0 => {
                let blank = table.len() + number(&mut bytes) as usize;
                table.resize(blank.min(2 * SIDE * SIDE), '\0');
            }
            step => {
                code += if step % 2 == 0 { step / 2 } else { -(step / 2) };
                table.push(char::from_u32(code as u32).unwrap_or('\0'));
            }
        }
    }
    table
}

/// The next number, in LEB128.
fn number(bytes: &mut &[u8]) -> i32 {
    let (mut number, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= i32::from(byte & 0x7f) << (shift & 31);
        shift += 7;
        if byte < 0x80 {
            break;
        }
    }
    number
}
