//! Numbers by how they lie to others: in functions that are alike, the second last local is read again and the next field
//! lies four bytes on, while the numbers themselves differ.

use crate::grammar::Code;
use crate::seen::{Seen, both};

/// Guesses at a number.
pub const GUESSES: usize = 2;
/// Relations that are kept, by what stands before them.
const RELATIONS: usize = 1 << 18;
/// Locals of a function that are followed: those used last.
const LOCALS: usize = 128;
/// Addresses of which the last offset is known.
const BASES: usize = 1 << 14;
/// A local that has not been used yet, the next one; and one that is not followed. Others are told by how many were used since.
const FRESH: i32 = -1;
const LOST: i32 = -2;
/// How often a relation has been seen in a row, at most; and how often it must have been to outlast another.
const OFTEN: u8 = 15;
const FEW: u8 = 3;

/// A number that is guessed, and how far that is to be trusted.
pub type Number = Option<(i64, usize)>;

/// What was seen of numbers, and what they are expected to be.
pub struct Alike {
    /// By guess: a relation, and how often it has been seen.
    relations: [[(i32, u8); RELATIONS]; GUESSES],
    places: [usize; GUESSES],
    /// What the number is told relative to.
    from: [i64; GUESSES],
    /// The local used last first, how many there are, and the next that was never used.
    locals: [u32; LOCALS],
    many: usize,
    fresh: u32,
    /// The last offset of a load and of a store, and that from an address; the last constant and address.
    offsets: [i64; 2],
    bases: [i64; BASES],
    base: usize,
    constant: i64,
    address: i64,
}

impl Alike {
    pub const NOTHING: Self = Self {
        relations: [[(0, 0); RELATIONS]; GUESSES],
        places: [0; GUESSES],
        from: [0; GUESSES],
        locals: [0; LOCALS],
        many: 0,
        fresh: 0,
        offsets: [0; 2],
        bases: [0; BASES],
        base: 0,
        constant: 0,
        address: 0,
    };

    /// As at the first byte of a module.
    pub fn start(&mut self) {
        for relations in &mut self.relations {
            relations.fill((0, 0));
        }
        self.bases.fill(0);
        (self.offsets, self.constant, self.address) = ([0; 2], 0, 0);
    }

    /// A function of so many parameters begins.
    pub fn enter_function(&mut self, parameters: usize) {
        self.many = parameters.min(LOCALS);
        for (at, local) in self.locals[..self.many].iter_mut().enumerate() {
            *local = at as u32;
        }
        self.fresh = parameters as u32;
    }

    /// What the number that comes next may be.
    pub fn guess(&mut self, code: Code, seen: &Seen) -> [Number; GUESSES] {
        let store = usize::from(seen.is_store());
        self.from = match code {
            Code::Local => [0; GUESSES],
            Code::Offset => {
                self.base = both(seen.address(), seen.function) as usize >> 7 & (BASES - 1);
                [self.offsets[store], self.bases[self.base]]
            }
            Code::Constant => [self.constant, 0],
            Code::Address => [self.address; GUESSES],
            _ => return [None; GUESSES],
        };
        let operation = both(code as u32, u32::from(seen.operation));
        let [few, all] = [seen.operations as u32, (seen.operations >> 32) as u32];
        self.places = [both(both(few, all), operation), both(few, operation)].map(|key| key as usize >> 7);
        core::array::from_fn(|which| {
            let (relation, often) = self.relations[which][self.places[which] & (RELATIONS - 1)];
            let number = match code {
                Code::Local => self.local(relation)?,
                _ => self.from[which].wrapping_add(i64::from(relation)),
            };
            (often > 0).then_some((number, usize::from(often) + if relation == 0 { 0 } else { 16 }))
        })
    }

    fn local(&self, relation: i32) -> Option<i64> {
        match relation {
            FRESH => Some(i64::from(self.fresh)),
            _ => self.locals[..self.many.min(LOCALS)].get(relation as usize).map(|local| i64::from(*local)),
        }
    }

    /// What the number was that was guessed last. Returns what says as much in functions that are alike.
    pub fn learn(&mut self, code: Code, store: bool, number: i64) -> u32 {
        let mut local = None;
        match code {
            Code::Local => local = Some(self.used(number as u32)),
            Code::Offset => {
                self.offsets[usize::from(store)] = number;
                self.bases[self.base & (BASES - 1)] = number;
            }
            Code::Constant => self.constant = number,
            Code::Address => self.address = number,
            _ => return number as u32,
        }
        for which in 0..GUESSES {
            let apart = i32::try_from(number.wrapping_sub(self.from[which])).unwrap_or(LOST);
            let is = local.unwrap_or(apart);
            let known = &mut self.relations[which][self.places[which] & (RELATIONS - 1)];
            *known = match *known {
                (was, often) if was == is => (is, (often + 1).min(OFTEN)),
                (was, often) if often > FEW => (was, often / 2),
                _ => (is, 1),
            };
        }
        local.map_or(number as u32, |relation| relation as u32)
    }

    /// A local is the one used last from now on. Returns how many were used since it was used.
    fn used(&mut self, local: u32) -> i32 {
        let many = self.many.min(LOCALS);
        if let Some(at) = self.locals[..many].iter().position(|other| *other == local) {
            self.locals[..=at].rotate_right(1);
            return at as i32;
        }
        let relation = if local == self.fresh { FRESH } else { LOST };
        self.fresh = self.fresh.max(local.wrapping_add(1));
        self.many = (many + 1).min(LOCALS);
        self.locals[..self.many].rotate_right(1);
        self.locals[0] = local;
        relation
    }
}
