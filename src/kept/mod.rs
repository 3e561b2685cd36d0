//! Lists, maps and bits for what is kept of every record of a large export: they grow by pieces.

pub mod bits;
pub mod blocks;
pub mod numbers;
pub mod shards;
