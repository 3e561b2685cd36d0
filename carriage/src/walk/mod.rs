//! Through a module once, byte by byte. Packing, bytes come from the module and go where they belong; unpacking, they
//! come from there. Whoever walks does not know which.

mod bytes;

use crate::alike::{self, Alike};
use crate::grammar::{self, ADDRESS, CODE_SECTION, CONSTANT, Code, Effect, LONG};
use crate::mix::{Guess, Mixer};
use crate::reader::Reader;
use crate::seen::Seen;
use crate::sums::Sums;
use crate::{KINDS, ROOM};

/// Types and functions there may be: of more, calls are predicted a little worse.
const TYPES: usize = 1 << 10;
const FUNCTIONS: usize = 1 << 14;
/// Where three operations stood last, by a hash of them.
const PLACES: usize = 1 << 17;

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Count,
    Pack,
    Unpack,
}

/// What is carried.
#[derive(Clone, Copy, PartialEq)]
pub enum What {
    Module,
    /// After so many bytes that the other side has already: what is alike in both is told once.
    Text {
        known: usize,
    },
}

/// Of what is no number.
const NO_GUESS: [Guess; alike::GUESSES] = [None; alike::GUESSES];

/// What of a module is not of the grammar. The page then cannot be built.
#[derive(Debug, PartialEq)]
pub struct Unknown;

/// A module or a text, and what it is carried as.
pub struct Carriage {
    pub module: [u8; ROOM],
    pub size: usize,
    pub mixer: Mixer,
    pub sums: Sums,
    way: Way,
    at: usize,
    counts: [u32; KINDS * 256],
    /// The module as its bytes stand in their streams, and how many do.
    raw: [u8; ROOM],
    told: usize,
    places: [u32; PLACES],
    /// Where the guess stands in `raw`, how often it has been right since it was found or wrong, plus one, and what that it
    /// was wrong still counts.
    guess: usize,
    right: usize,
    wrong: usize,
    seen: Seen,
    alike: Alike,
    /// How the last local lies to those used before.
    relation: u32,
    /// By type: what a call takes and whether it gives; by function: its type.
    types: [(u8, bool); TYPES],
    functions: [u16; FUNCTIONS],
    known: (usize, usize),
    /// Functions that are imported: they come before those of the module.
    imported: usize,
}

impl Carriage {
    pub const EMPTY: Self = Self {
        module: [0; ROOM],
        size: 0,
        mixer: Mixer::EMPTY,
        sums: Sums::NONE,
        way: Way::Count,
        at: 0,
        counts: [0; KINDS * 256],
        raw: [0; ROOM],
        told: 0,
        places: [0; PLACES],
        guess: 0,
        right: 0,
        wrong: 0,
        seen: Seen::NOTHING,
        alike: Alike::NOTHING,
        relation: 0,
        types: [(0, false); TYPES],
        functions: [0; FUNCTIONS],
        known: (0, 0),
        imported: 0,
    };

    /// Packs the first `size` bytes of `module`. Returns how many are coded.
    pub fn pack(&mut self, what: What, size: usize) -> Result<usize, Unknown> {
        self.counts.fill(0);
        if what == What::Module {
            self.sums.find(&self.module[..size.min(ROOM)]);
        }
        self.walk(Way::Count, what, size)?;
        self.mixer.trees.plan(&self.counts);
        if !self.mixer.trees.fit() {
            return Err(Unknown);
        }
        self.mixer.start(false);
        self.walk(Way::Pack, what, size)?;
        Ok(self.mixer.finish())
    }

    /// Puts a module or a text of `size` bytes together from the trees and coded bytes of the mixer.
    pub fn unpack(&mut self, what: What, size: usize) -> Result<(), Unknown> {
        self.mixer.start(true);
        self.walk(Way::Unpack, what, size)
    }

    fn walk(&mut self, way: Way, what: What, size: usize) -> Result<(), Unknown> {
        (self.way, self.size, self.at) = (way, size.min(ROOM), 0);
        (self.guess, self.right, self.wrong, self.told) = (0, 0, 0, 0);
        (self.seen, self.known) = (Seen::NOTHING, (0, 0));
        self.places.fill(0);
        if let What::Text { known } = what {
            self.mixer.known = true;
            self.run(Code::Text, known.min(self.size));
            self.mixer.known = false;
            self.run(Code::Text, self.size - self.at);
            return Ok(());
        }
        self.alike.start();
        let rest = Code::Data;
        self.run(rest, 8);
        while self.at < self.size {
            let section = self.byte(rest, 0, NO_GUESS);
            let length = self.number(rest) as usize;
            let start = self.at;
            if section == CODE_SECTION {
                for function in 0..self.number(rest) {
                    self.body(function as usize)?;
                }
            } else {
                self.run(rest, length);
                self.learn(section, start);
            }
            if self.at != start + length {
                return Err(Unknown);
            }
        }
        Ok(())
    }

    /// A function. How long it is follows from where it ends, so it is not told.
    #[inline(never)]
    fn body(&mut self, function: usize) -> Result<(), Unknown> {
        let size = Code::Size;
        let kind = self.functions[(self.imported + function) & (FUNCTIONS - 1)];
        self.seen.enter_function();
        self.alike.enter_function(self.call(usize::from(kind), 0).takes);
        let head = self.at;
        let mut read = Reader { bytes: &self.module, at: head };
        let end = (self.way != Way::Unpack).then(|| read.number() + read.at);
        self.at = read.at;
        let start = self.at;
        for _ in 0..self.number(size) {
            self.number(size);
            self.byte(size, 0, NO_GUESS);
        }
        while !self.seen.has_left() && self.at < self.size {
            self.operation()?;
        }
        let length = self.at - start;
        let width = [1 << 7, 1 << 14, 1 << 21].iter().filter(|more| length >= **more).count() + 1;
        let Some(end) = end else {
            self.length(start, length, width);
            return Ok(());
        };
        if self.at == end && start == head + width { Ok(()) } else { Err(Unknown) }
    }

    /// Writes the length of what has been unpacked before it.
    fn length(&mut self, start: usize, length: usize, width: usize) {
        self.at = (self.at + width).min(ROOM);
        self.module.copy_within(start..self.at - width, start + width);
        for byte in 0..width {
            let more = if byte + 1 < width { 0x80 } else { 0 };
            self.module[(start + byte) & (ROOM - 1)] = (length >> (7 * byte)) as u8 & 0x7f | more;
        }
    }

    fn operation(&mut self) -> Result<(), Unknown> {
        self.look_up(false);
        let told = match self.way {
            Way::Unpack => 0,
            _ if self.module[self.at & (ROOM - 1)] == CONSTANT && self.long() => ADDRESS,
            _ if self.module[self.at & (ROOM - 1)] == ADDRESS => return Err(Unknown),
            _ => self.module[self.at & (ROOM - 1)],
        };
        let code = self.moved(Code::Operation, 0, told, NO_GUESS);
        let operation = if code == ADDRESS { CONSTANT } else { code };
        self.module[(self.at - 1) & (ROOM - 1)] = operation;
        self.seen.operation = operation;
        let number = self.immediates(code)?;
        let effect = match operation {
            0x10 => self.call(usize::from(self.functions[number as usize & (FUNCTIONS - 1)]), 0),
            0x11 => self.call(number as usize, 1),
            0xfc if number < 8 => Effect { takes: 1, gives: true, plain: false },
            0xfc => Effect { takes: 3, gives: false, plain: false },
            _ => grammar::effect(operation),
        };
        let alike = if let 0x20..=0x22 = operation { self.relation } else { number };
        self.seen.over(code, effect, number, alike);
        Ok(())
    }

    /// Whether the constant that comes next is an address.
    fn long(&self) -> bool {
        let next = &self.module[(self.at + 1) & (ROOM - 1)..];
        next.iter().take(LONG - 1).all(|byte| *byte >= 0x80)
    }

    fn call(&self, which: usize, more: usize) -> Effect {
        let (takes, gives) = self.types[which & (TYPES - 1)];
        Effect { takes: usize::from(takes) + more, gives, plain: false }
    }

    /// What follows an operation (§5.4). Returns the number that says most.
    fn immediates(&mut self, code: u8) -> Result<u32, Unknown> {
        let [index, label, lane] = [Code::Index, Code::Label, Code::Lane];
        Ok(match code {
            0x02..=0x04 | 0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => self.number(index),
            0x0c | 0x0d => self.number(label),
            0x0e => {
                let count = self.number(label);
                self.numbers(label, count + 1)
            }
            0x10 => self.number(Code::Call),
            0x11 => {
                let kind = self.number(index);
                self.number(index);
                kind
            }
            0x1c => {
                let count = self.number(index);
                self.run(index, count as usize)
            }
            0x20..=0x22 => self.number(Code::Local),
            0x28..=0x3e => self.access(grammar::USUAL[usize::from(code - 0x28)] - b'0'),
            0x41 | 0x42 => self.number(Code::Constant),
            ADDRESS => self.number(Code::Address),
            0x43 => self.run(lane, 4),
            0x44 => self.run(lane, 8),
            0xfc => {
                let which = self.number(index);
                // Conversions have none; of what works on memories and tables, every second one has two.
                if which >= 8 {
                    self.numbers(index, if which <= 14 && which.is_multiple_of(2) { 2 } else { 1 });
                }
                which
            }
            0xfd => self.vector(),
            _ if grammar::is_bare(code) => 0,
            _ => return Err(Unknown),
        })
    }

    #[inline(never)]
    fn access(&mut self, usual: u8) -> u32 {
        let told = self.module[self.at & (ROOM - 1)] ^ usual;
        let differs = self.moved(Code::Align, 0, told, NO_GUESS);
        self.module[(self.at - 1) & (ROOM - 1)] = differs ^ usual;
        self.number(Code::Offset)
    }

    fn vector(&mut self) -> u32 {
        let lane = Code::Lane;
        let which = self.number(Code::Index);
        if matches!(which, 0..=0x0b | 0x54..=0x5d) {
            self.access(0);
        }
        match which {
            0x0c | 0x0d => self.run(lane, 16),
            0x15..=0x22 | 0x54..=0x5b => self.run(lane, 1),
            _ => 0,
        };
        which
    }

    fn numbers(&mut self, kind: Code, count: u32) -> u32 {
        let mut last = 0;
        for _ in 0..count {
            last = self.number(kind);
        }
        last
    }

    /// A number (LEB128), as if it had no sign; of more than 32 bits the lower ones.
    #[inline(never)]
    fn number(&mut self, kind: Code) -> u32 {
        let mut guesses = self.alike.guess(kind, &self.seen);
        let signed = matches!(kind, Code::Constant | Code::Address);
        let (mut number, mut shift, mut so_far) = (0_i64, 0, 0_u32);
        loop {
            let bytes =
                guesses.map(|guess| guess.map(|(number, trusted)| (byte_of(number, shift, signed), trusted)));
            let byte = self.byte(kind, so_far, bytes);
            for (guess, guessed) in guesses.iter_mut().zip(bytes) {
                *guess = guess.filter(|_| guessed.is_some_and(|(guessed, _)| guessed == byte));
            }
            number |= i64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            (shift, so_far) = (shift + 7, (so_far << 8) | (u32::from(byte) + 1));
            // What is longer is no number, and a broken text must end, too.
            if byte < 0x80 || shift > 70 {
                let sign =
                    if signed && byte & 0x40 != 0 { (-1_i64).checked_shl(shift).unwrap_or(0) } else { 0 };
                self.relation = self.alike.learn(kind, self.seen.is_store(), number | sign);
                return number as u32;
            }
        }
    }

    #[inline(never)]
    fn run(&mut self, kind: Code, count: usize) -> u32 {
        let mut last = 0;
        for _ in 0..count.min(ROOM) {
            last = self.byte(kind, 0, NO_GUESS);
        }
        u32::from(last)
    }

    /// Types and functions, by which calls take from the stack.
    #[inline(never)]
    fn learn(&mut self, section: u8, start: usize) {
        let mut read = Reader { bytes: &self.module, at: start };
        let count = if matches!(section, 1..=3) { read.number() } else { 0 };
        for _ in 0..count {
            let (types, functions) = &mut self.known;
            if section == 1 {
                read.at += 1;
                let takes = read.list();
                self.types[*types & (TYPES - 1)] = (takes as u8, read.list() > 0);
                *types += 1;
            } else if let Some(kind) = if section == 2 { read.import() } else { Some(read.number()) } {
                self.functions[*functions & (FUNCTIONS - 1)] = kind as u16;
                *functions += 1;
            }
        }
    }
}

/// The byte of a number (LEB128) from a bit on.
fn byte_of(number: i64, shift: u32, signed: bool) -> u8 {
    let rest = number >> shift.min(63);
    let byte = (rest & 0x7f) as u8;
    let last = if signed { rest >> 6 == 0 || rest >> 6 == -1 } else { rest >> 7 == 0 };
    byte | if last { 0 } else { 0x80 }
}
