//! Short keys for the index (xxh3), the same on every platform.

/// A 64-bit key for sets and maps.
pub fn key64(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// A 128-bit key for identity: ids made from it are stable from run to run.
pub fn key128(bytes: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(bytes)
}
