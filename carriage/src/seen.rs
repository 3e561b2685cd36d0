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
    /// Operations, the last one lowest; the last ones with what follows them, and with what that is in functions that are alike.
    pub operations: u64,
    whole: [u32; 3],
    alike: [u32; 4],
    pub operation: u8,
    pub function: u32,
    locals: [u32; 2],
    offset: u32,
    constant: u32,
    constant_address: u32,
    call: u32,
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
        whole: [0; 3],
        alike: [0; 4],
        operation: 0,
        function: 0,
        locals: [0; 2],
        offset: 0,
        constant: 0,
        constant_address: 0,
        call: 0,
        label: 0,
        depth: 0,
        bytes: 0,
        word: 0,
        stack: [0; DEEP],
        height: 0,
    };

    pub fn enter_function(&mut self) {
        self.function = self.function.wrapping_add(1);
        (self.locals, self.offset, self.depth, self.height) = ([0; 2], 0, 0, 0);
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

    /// An operation is over: as it stands in its stream, the last number that follows it, and what that is in functions alike.
    pub fn over(&mut self, code: u8, effect: Effect, number: u32, alike: u32) {
        let whole = both(u32::from(code), number);
        self.whole = [whole, self.whole[0], self.whole[1]];
        self.alike = [both(u32::from(code), alike), self.alike[0], self.alike[1], self.alike[2]];
        self.operations = self.operations << 8 | u64::from(code);
        self.stack(effect, whole);
        match self.operation {
            0x02..=0x04 => self.depth = self.depth.wrapping_add(1),
            0x0b => self.depth = self.depth.wrapping_sub(1),
            0x0c..=0x0e => self.label = number,
            0x10 => self.call = number,
            0x20..=0x22 => self.locals = [number, self.locals[0]],
            0x28..=0x3e => self.offset = number,
            0x41 if code == ADDRESS => self.constant_address = number,
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

    /// Whether the operation writes to memory.
    pub fn is_store(&self) -> bool {
        self.operation >= 0x36
    }

    /// What left the address the operation reads from or writes to: of a store it lies below the value.
    pub fn address(&self) -> u32 {
        self.top(usize::from(self.is_store()))
    }

    /// What the last three operations were, or the last five bytes of data, for finding where they stood before.
    pub fn place(&self, data: bool) -> u32 {
        let [last, before, third] = self.whole;
        let (older, newer) = ((self.bytes >> 32) as u32 & 0xff, self.bytes as u32);
        if data { both(newer, older) } else { both(both(last, before), third) }
    }

    /// What stands before a byte and weighs in: the last operation, or the last byte where there are none.
    pub fn beside(&self, kind: Code) -> u8 {
        if matches!(kind, Code::Data | Code::Text) { self.bytes as u8 } else { self.operations as u8 }
    }

    /// The contexts of the next byte: its kind, and of a number the bytes that came before it.
    pub fn contexts(&self, kind: Code, so_far: u32) -> [u32; CONTEXTS] {
        let operation = u32::from(self.operation);
        let operations = self.operations as u32;
        let (function, label) = (self.function, self.label);
        let older = (self.operations >> 32) as u32;
        let [last, before, third] = self.whole;
        let bytes = self.bytes as u32;
        let (top, second) = (self.top(0), self.top(1));
        let two = both(last, before);
        let own = match kind {
            Code::Operation => [
                both(operations & 0xff_ffff, self.height as u32),
                both(operations, older & 0xffff),
                both(top, operations & 0xff),
                both(operations, older),
                both(self.alike[0], self.alike[1]),
                both(both(last, top), second),
            ],
            Code::Local => [
                both(function, operation),
                both(both(last, operation), self.locals[1]),
                both(both(self.locals[0], self.locals[1]), operations),
                both(both(top, second), both(function, operation)),
                both(self.locals[0], function),
                both(top, operations & 0xffff),
            ],
            Code::Offset => [
                operation,
                operations << 24 | self.offset,
                both(self.address(), function),
                both(operations, self.offset),
                both(self.address(), operation),
                both(both(self.alike[0], self.alike[1]), both(self.alike[2], self.alike[3])),
            ],
            Code::Constant => [
                both(operations, older & 0xffff),
                function,
                both(last, operation),
                operations & 0xffff,
                both(operations & 0xff_ffff, self.constant),
                both(function, top),
            ],
            Code::Call => [
                0,
                both(self.height as u32, operations & 0xffff),
                operations,
                both(self.call, self.height as u32),
                function,
                both(operations, older),
            ],
            Code::Label => [
                both(operations, older),
                both(self.depth, operation),
                both(label, operations),
                function,
                operations,
                both(both(function, self.depth), operation),
            ],
            Code::Align => [operation, operations, two, bytes & 0xffff, both(two, third), top],
            Code::Address => [
                0,
                operations,
                self.constant_address,
                top,
                function,
                both(self.height as u32, operations & 0xffff),
            ],
            Code::Data | Code::Lane => [
                0,
                bytes & 0xffff,
                bytes & 0xff_ffff,
                both(bytes >> 24, (self.bytes >> 56) as u32),
                both(bytes, (self.bytes >> 32) as u32 & 0xff),
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
                [operation, both(operations >> 8, label), bytes & 0xffff, two, both(two, third), 0]
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
