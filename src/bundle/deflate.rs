//! Raw DEFLATE (RFC 1951) by zlib-rs, with the bounds that the caps are computed by.

use flate2::{Compress, Compression, FlushCompress, Status};

/// Level for CSV: text shrinks to a tenth; above 4 time grows faster than the gain.
pub const CSV_LEVEL: u32 = 4;
/// Level for attachments that are not compressed yet.
pub const FILE_LEVEL: u32 = 2;

/// More bytes than the compressor can be holding back, once written out: its pending buffer (64 KiB),
/// 16 Ki symbols of at most 31 bits, and a window of 64 KiB not looked at yet, by `bound`.
pub const HELD_BACK: u64 = 512 * 1024;

/// One compressor, used for many streams (its state takes several hundred KiB to set up).
pub struct Deflate(Option<Compress>);

impl Deflate {
    pub fn new(level: u32) -> Deflate {
        Deflate(Some(Compress::new(Compression::new(level), false)))
    }

    /// Hands the bytes on as they are, for output that is not compressed.
    pub fn off() -> Deflate {
        Deflate(None)
    }

    /// Compresses `input` and appends what comes out.
    pub fn push(&mut self, input: &[u8], out: &mut Vec<u8>) {
        self.run(input, FlushCompress::None, out);
    }

    /// Ends the stream, and makes ready for the next one.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        self.run(&[], FlushCompress::Finish, out);
        if let Some(compress) = &mut self.0 {
            compress.reset();
        }
    }

    fn run(&mut self, mut input: &[u8], flush: FlushCompress, out: &mut Vec<u8>) {
        let Some(compress) = &mut self.0 else { return out.extend_from_slice(input) };
        let finish = matches!(flush, FlushCompress::Finish);
        loop {
            out.reserve(32 * 1024);
            let (before, length) = (compress.total_in(), out.len());
            let status = compress.compress_vec(input, out, flush);
            let used = usize::try_from(compress.total_in() - before).unwrap_or(usize::MAX);
            input = input.get(used..).unwrap_or_default();
            let moved = used > 0 || out.len() > length;
            match status {
                Ok(Status::StreamEnd) | Err(_) => return,
                // Standing still with room to write means that it waits for more input.
                _ if !moved => return,
                _ if !finish && input.is_empty() && out.len() < out.capacity() => return,
                _ => {}
            }
        }
    }
}

/// Most bytes that `bytes` can become: the conservative formula of zlib's `deflateBound`, which holds for
/// every level and setting (literals of 9 bits in a fixed block), and a margin for the last block.
pub fn bound(bytes: u64) -> u64 {
    bytes.saturating_add(bytes.div_ceil(8)).saturating_add(bytes.div_ceil(64)).saturating_add(16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    /// Bytes that no compressor can shrink (a xorshift generator).
    fn noise(count: usize) -> Vec<u8> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut step = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        (0..count).map(|_| step()).collect()
    }

    fn check(input: &[u8], level: u32) {
        let mut deflate = Deflate::new(level);
        for _ in 0..2 {
            let mut out = Vec::new();
            let mut seen = vec![(0, 0)];
            for (index, chunk) in input.chunks(40_000).enumerate() {
                deflate.push(chunk, &mut out);
                seen.push((((index + 1) * 40_000).min(input.len()), out.len() as u64));
            }
            deflate.finish(&mut out);
            for (given, came) in seen {
                let rest = bound((input.len() - given) as u64);
                assert!(out.len() as u64 <= came + HELD_BACK + rest, "after {given} bytes");
            }
            assert!(out.len() as u64 <= bound(input.len() as u64));
            let mut back = Vec::new();
            flate2::read::DeflateDecoder::new(&out[..]).read_to_end(&mut back).unwrap();
            assert!(back == input);
        }
    }

    #[test]
    fn what_comes_out_stays_under_the_bound_and_comes_back() {
        for level in [CSV_LEVEL, FILE_LEVEL] {
            for input in [Vec::new(), vec![7], vec![0; 3_000_000], noise(10), noise(1_500_000)] {
                check(&input, level);
            }
            let high: Vec<u8> = noise(300_000).iter().map(|byte| byte | 0x90).collect();
            check(&high, level);
        }
    }
}
