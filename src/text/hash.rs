//! Short keys for the index (xxh3), the same on every platform, and maps by such keys.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A 64-bit key for sets and maps.
pub fn key64(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// A 128-bit key for identity: ids made from it are stable from run to run.
pub fn key128(bytes: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(bytes)
}

/// Takes a key of [`key64`] as its own hash: it is one already, and to hash it again costs more than the look-up.
/// Turned, as tables look at the lowest and the highest bits, and the highest may be all the same (`kept::shards`).
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(17) ^ key64(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key.rotate_right(16);
    }
}

/// A map by keys of [`key64`].
pub type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;
/// A set of keys of [`key64`].
pub type KeySet = HashSet<u64, BuildHasherDefault<KeyHasher>>;
