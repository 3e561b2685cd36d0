//! What stands before a byte, as far as it tells something of it.

use crate::grammar::{ADDRESS, Code, Effect};
use crate::mix::CONTEXTS;

/// Values on the stack that are followed: deeper ones are forgotten.
const DEEP: usize = 256;

/// Two numbers as one that depends on both.
pub fn both(a: u32, b: u32) -> u32 {
    let hash =
        a.wrapping_mul(0x2c1b_3c6d).wrapping_add(b.wrapping_mul(0x297a_2d39)).wrapping_add(0x1656_667b);
    (hash ^ hash >> 15).wrapping_mul(0x85eb_ca6b)
}

/// The last of everything, within a module.
pub struct Seen {
    /// Operations, the last one lowest, and the last four with what follows them.
    operations: u64,
    whole: [u32; 4],
    pub operation: u8,
    function: u32,
    locals: [u32; 3],
    offset: u32,
    constant: u32,
    addresses: [u32; 2],
    calls: [u32; 2],
    label: u32,
    depth: u32,
    bytes: u64,
    /// The letters of the word so far.
    word: u32,
    /// Which operation left each value on the stack.
    stack: [u32; DEEP],
    height: usize,
}

impl Seen {
    pub const NOTHING: Self = Self {
        operations: 0,
        whole: [0; 4],
        operation: 0,
        function: 0,
        locals: [0; 3],
        offset: 0,
        constant: 0,
        addresses: [0; 2],
        calls: [0; 2],
        label: 0,
        depth: 0,
        bytes: 0,
        word: 0,
        stack: [0; DEEP],
        height: 0,
    };

    pub fn enter_function(&mut self) {
        self.function = self.function.wrapping_add(1);
        (self.locals, self.offset, self.depth, self.height) = ([0; 3], 0, 0, 0);
    }

    /// Whether the last operation was the end of the function.
    pub fn has_left(&self) -> bool {
        self.depth == u32::MAX
    }

    pub fn byte(&mut self, byte: u8) {
        self.bytes = self.bytes << 8 | u64::from(byte);
        let letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
        self.word = if letter { both(self.word, u32::from(byte)) } else { 0 };
    }

    /// An operation is over: as it stands in its stream, its number, and the last number that follows it.
    pub fn over(&mut self, code: u8, effect: Effect, number: u32) {
        let whole = both(u32::from(code), number);
        self.whole = [whole, self.whole[0], self.whole[1], self.whole[2]];
        self.operations = self.operations << 8 | u64::from(code);
        self.stack(effect, whole);
        match self.operation {
            0x02..=0x04 => self.depth = self.depth.wrapping_add(1),
            0x0b => self.depth = self.depth.wrapping_sub(1),
            0x0c..=0x0e => self.label = number,
            0x10 => self.calls = [number, self.calls[0]],
            0x20..=0x22 => self.locals = [number, self.locals[0], self.locals[1]],
            0x28..=0x3e => self.offset = number,
            0x41 if code == ADDRESS => self.addresses = [number, self.addresses[0]],
            0x41 => self.constant = number,
            _ => {}
        }
    }

    fn stack(&mut self, effect: Effect, whole: u32) {
        self.height = self.height.saturating_sub(effect.takes);
        if effect.gives && self.height < DEEP {
            self.stack[self.height] = if effect.plain { u32::from(self.operation) } else { whole };
            self.height += 1;
        }
    }

    fn top(&self, below: usize) -> u32 {
        self.height.checked_sub(below + 1).map_or(0, |at| self.stack[at & (DEEP - 1)])
    }

    /// What the last three operations were, or the last five bytes of data, for finding where they stood before.
    pub fn place(&self, data: bool) -> u32 {
        let [last, before, third, _] = self.whole;
        let (older, newer) = ((self.bytes >> 32) as u32 & 0xff, self.bytes as u32);
        if data { both(newer, older) } else { both(both(last, before), third) }
    }

    /// The contexts of the next byte: its kind, and of a number the bytes that came before it.
    pub fn contexts(&self, kind: Code, so_far: u32) -> [u32; CONTEXTS] {
        let operation = u32::from(self.operation);
        let operations = self.operations as u32;
        let (function, label) = (self.function, self.label);
        let [last, before, third, fourth] = self.whole;
        let bytes = self.bytes as u32;
        let (top, second) = (self.top(0), self.top(1));
        let two = both(last, before);
        let three = both(two, third);
        let own = match kind {
            Code::Operation => [
                both(operations & 0xff_ffff, self.height as u32),
                both(operations, (self.operations >> 32) as u32 & 0xffff),
                last,
                both(both(operations & 0xffff, top), second),
                two,
                both(three, fourth),
            ],
            Code::Local => [
                both(function, operation),
                both(both(self.locals[0], self.locals[1]), self.locals[2] << 8 | operation),
                both(operations, self.locals[0]),
                both(both(top, second), both(function, operation)),
                both(two, function),
                both(operations & 0xff_ffff, function),
            ],
            Code::Offset => {
                // Of a store the address lies below the value.
                let address = if operation >= 0x36 { second } else { top };
                [
                    operation,
                    operations << 24 | self.offset,
                    both(address, function),
                    both(operations, self.offset),
                    both(address, self.offset),
                    both(three, function),
                ]
            }
            Code::Constant => [
                operations & 0xffff,
                function,
                top,
                both(operations & 0xff_ffff, self.constant),
                two,
                both(three, fourth),
            ],
            Code::Call => [
                0,
                self.calls[0],
                function,
                both(two, both(third, fourth)),
                two,
                both(self.calls[0], self.calls[1]),
            ],
            Code::Label => [
                both(function, label),
                both(self.depth, operation),
                operations,
                0,
                two,
                both(top, self.depth),
            ],
            Code::Align => [operation, operations, two, bytes & 0xffff, three, top],
            Code::Address => [
                0,
                self.addresses[0],
                both(self.addresses[0], self.addresses[1]),
                two,
                function,
                operations & 0xffff,
            ],
            Code::Data | Code::Lane => [
                0,
                bytes & 0xffff,
                bytes & 0xff_ffff,
                both(bytes >> 24, (self.bytes >> 56) as u32),
                bytes,
                bytes & 0xff,
            ],
            Code::Text => [
                bytes & 0xff,
                bytes & 0xffff,
                bytes & 0xff_ffff,
                bytes,
                both(bytes, (self.bytes >> 32) as u32 & 0xff_ffff),
                self.word,
            ],
            Code::Size | Code::Index => {
                [operation, both(operations >> 8, label), bytes & 0xffff, two, three, 0]
            }
        };
        let salt = both(kind as u32, so_far);
        let mut context = 0;
        own.map(|own| {
            context += 1;
            both(own, salt.wrapping_add(context))
        })
    }
}
