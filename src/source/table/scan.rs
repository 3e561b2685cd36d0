//! Finds quotes, delimiters and line ends, 64 bytes at a time.
//!
//! In: a block of 64 bytes. Out: one bit per byte and kind. Portable SIMD through `wide`
//! (SSE2 natively, simd128 in wasm), no unsafe code here. It knows nothing of fields or rows.

use wide::u8x16;

/// Bytes looked at in one go.
pub const BLOCK: usize = 64;

/// Which bytes of a block are what: bit `i` stands for byte `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    pub quote: u64,
    pub delimiter: u64,
    pub lf: u64,
    pub cr: u64,
}

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct Needles {
    delimiter: u8x16,
}

impl Needles {
    pub fn new(delimiter: u8) -> Needles {
        Needles { delimiter: u8x16::splat(delimiter) }
    }

    /// The masks of one block.
    #[inline(always)]
    pub fn masks(&self, block: &[u8; BLOCK]) -> Masks {
        let Masks { lf, cr, .. } = breaks(block);
        Masks { quote: quotes(block), delimiter: equal(block, self.delimiter), lf, cr }
    }
}

/// Where the quotes of a block are.
#[inline(always)]
pub fn quotes(block: &[u8; BLOCK]) -> u64 {
    equal(block, u8x16::splat(b'"'))
}

/// Only the line ends of a block.
#[inline(always)]
pub fn breaks(block: &[u8; BLOCK]) -> Masks {
    let (lf, cr) = (equal(block, u8x16::splat(b'\n')), equal(block, u8x16::splat(b'\r')));
    Masks { lf, cr, ..Masks::default() }
}

#[inline(always)]
fn equal(block: &[u8; BLOCK], needle: u8x16) -> u64 {
    let parts = block.as_chunks::<16>().0.iter().enumerate();
    parts.fold(0, |bits, (index, part)| {
        bits | u64::from(u8x16::from(*part).simd_eq(needle).to_bitmask()) << (index * 16)
    })
}

/// Sets every bit that has an odd number of set bits at or below it: from each opening quote up to, but
/// not including, its closing one.
#[inline(always)]
pub fn prefix_xor(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ (bits << 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_sets_its_own_bit() {
        for at in 0..BLOCK {
            let mut block = [b'x'; BLOCK];
            block[at] = b'"';
            assert_eq!(Needles::new(b',').masks(&block), Masks { quote: 1 << at, ..Masks::default() });
            block[at] = b',';
            assert_eq!(Needles::new(b',').masks(&block), Masks { delimiter: 1 << at, ..Masks::default() });
            block[at] = b'\n';
            assert_eq!(Needles::new(b',').masks(&block), Masks { lf: 1 << at, ..Masks::default() });
            block[at] = b'\r';
            assert_eq!(Needles::new(b',').masks(&block), Masks { cr: 1 << at, ..Masks::default() });
        }
    }

    #[test]
    fn what_lies_between_quotes_is_set() {
        assert_eq!(prefix_xor(0b0100_0010), 0b0011_1110);
        assert_eq!(prefix_xor(1 << 63), 1 << 63);
        assert_eq!(prefix_xor(1), u64::MAX);
    }
}
