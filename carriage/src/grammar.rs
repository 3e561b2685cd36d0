//! WebAssembly 2.0, binary format (chapter 5): what follows an operation, and what it does to the stack.

/// Kinds of bytes that are predicted.
#[derive(Clone, Copy, PartialEq)]
pub enum Code {
    Operation,
    Local,
    Offset,
    Constant,
    Call,
    Align,
    Label,
    Size,
    Index,
    /// Long constants: addresses of data, above all.
    Address,
    /// Numbers of SIMD, and those with a point.
    Lane,
    /// What is not code: data, above all.
    Data,
    /// No module at all: a text.
    Text,
}

pub const CODE_SECTION: u8 = 10;
pub const CONSTANT: u8 = 0x41;
/// As an operation, for a constant of `LONG` bytes or more. No operation has this number.
pub const ADDRESS: u8 = 0xff;
pub const LONG: usize = 4;
/// By operation from 0x28 (`i32.load`) on: how its accesses are aligned, as a power of two.
pub const USUAL: &[u8; 23] = b"23230011001122232301012";

/// What an operation takes off the stack, and whether it leaves something; `plain`: what follows it does not matter.
#[derive(Clone, Copy, Default)]
pub struct Effect {
    pub takes: usize,
    pub gives: bool,
    pub plain: bool,
}

/// Of all operations but calls. Only for predicting: that it is not exact where code is never reached does no harm.
pub fn effect(operation: u8) -> Effect {
    let (takes, gives, plain) = match operation {
        0x20 | 0x23 | 0x3f | 0x41..=0x44 => (0, true, false),
        0x04 | 0x0d | 0x1a | 0x21 | 0x24 => (1, false, false),
        0x22 | 0x28..=0x35 => (1, true, false),
        0x36..=0x3e => (2, false, false),
        0x40 | 0x45 | 0x50 | 0x67..=0x69 | 0x79..=0x7b | 0xa7..=0xc4 => (1, true, true),
        0x46..=0xa6 => (2, true, true),
        0x1b => (3, true, true),
        0x00 | 0x0c | 0x0e | 0x0f => (usize::MAX, false, false),
        _ => (0, false, false),
    };
    Effect { takes, gives, plain }
}

/// Whether nothing follows the operation.
pub fn is_bare(operation: u8) -> bool {
    matches!(operation, 0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1)
}
