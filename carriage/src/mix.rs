//! One yes-or-no question after the other: what each context says of the answer, weighed into one probability, by which
//! a binary arithmetic coder spends its bytes. All in whole numbers, so that packing and unpacking agree everywhere.

use crate::KINDS;
use crate::past::{AMOUNTS, LINES, PASTS, SLOTS, after, amounts, other_line};
use crate::tree::Trees;

/// Contexts of a symbol, what is guessed of it besides, and both.
pub const CONTEXTS: usize = 6;
pub const GUESSES: usize = 1 + crate::alike::GUESSES;
const VOICES: usize = CONTEXTS + GUESSES;
/// Bytes of coded text there may be.
pub const CODED: usize = 1 << 20;
/// How much is known of a guess, in steps.
const TRUSTS: usize = 32;
/// What may stand before a byte: its kind, and the last operation or byte.
const BESIDE: usize = KINDS * 256;
/// Questions of all kinds: a tree of 256 leaves has no more than 255.
const QUESTIONS: usize = KINDS * 256;
/// Steps from a sure no to a sure yes, and their log-odds: 32 spans of 128.
const STEPS: usize = 33;
/// `4096 / (1 + e^(-x / 256))` at every 128th x from -2048 on.
const CURVE: [i32; STEPS] = [
    1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785,
    3901, 3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
];

/// What a symbol may be, and how far that is to be trusted (below `TRUSTS`).
pub type Guess = Option<(u8, usize)>;

/// A guess whose answers have been right so far: those to come, the first one highest, and how many.
struct Bet {
    trusted: usize,
    path: u32,
    left: u32,
}

impl Bet {
    #[inline(always)]
    fn after(self, answer: u32) -> Option<Self> {
        let right = self.path >> 31 == answer && self.left > 1;
        right.then_some(Self { path: self.path << 1, left: self.left - 1, ..self })
    }
}

/// Where weights lie: kind, question, and what stands before.
struct At {
    kind: usize,
    question: usize,
    beside: usize,
}

/// What is predicted and how; and the coder.
pub struct Mixer {
    pub trees: Trees,
    slots: [[u16; SLOTS]; CONTEXTS],
    /// By context and past: how often the answer then was yes, in 65536.
    chances: [[u16; PASTS]; CONTEXTS],
    /// By kind, voice and amounts (of a guess, its trust); and, added to it, by question, and by what stands before.
    weights: [[[i32; AMOUNTS]; VOICES]; KINDS],
    asked: [[i32; VOICES]; QUESTIONS],
    beside: [[i32; VOICES]; BESIDE],
    /// By question and what the weighed contexts say: how often the answer then was yes, in 65536.
    answered: [[u16; STEPS]; QUESTIONS],
    /// How often guesses were right, in 65536.
    trust: [[i32; TRUSTS]; GUESSES],
    /// Probability in 4096 to log-odds in 256, and back.
    stretch: [i16; 4096],
    squash: [i16; 4096],
    pub coded: [u8; CODED],
    pub at: usize,
    /// What comes is known to both sides: it is learnt from, and nothing is coded.
    pub known: bool,
    low: u64,
    range: u32,
    value: u32,
}

impl Mixer {
    pub const EMPTY: Self = Self {
        trees: Trees::EMPTY,
        slots: [[0; SLOTS]; CONTEXTS],
        chances: [[0; PASTS]; CONTEXTS],
        weights: [[[0; AMOUNTS]; VOICES]; KINDS],
        asked: [[0; VOICES]; QUESTIONS],
        beside: [[0; VOICES]; BESIDE],
        answered: [[0; STEPS]; QUESTIONS],
        trust: [[0; TRUSTS]; GUESSES],
        stretch: [0; 4096],
        squash: [0; 4096],
        coded: [0; CODED],
        at: 0,
        known: false,
        low: 0,
        range: 0,
        value: 0,
    };

    /// Everything as at the first byte. The trees must be planned; for unpacking `coded` must be filled.
    pub fn start(&mut self, unpack: bool) {
        self.trees.grow();
        for slots in &mut self.slots {
            slots.fill(0);
        }
        self.curves();
        for chances in &mut self.chances {
            for (past, chance) in chances.iter_mut().enumerate() {
                let (no, yes) = (past >> 6, past >> 2 & 15);
                *chance = ((yes * 2 + 1) * 65_535 / (no * 2 + yes * 2 + 2)) as u16;
            }
        }
        self.weights.as_flattened_mut().as_flattened_mut().fill(20_000);
        self.asked.as_flattened_mut().fill(0);
        self.beside.as_flattened_mut().fill(0);
        self.answered.fill(CURVE.map(|chance| (chance as u16) << 4));
        self.trust.as_flattened_mut().fill(52_000);
        (self.at, self.low, self.range, self.value) = (0, 0, 0x7fff_ffff, 0);
        if unpack {
            for _ in 0..4 {
                self.pull();
            }
        }
    }

    fn curves(&mut self) {
        let mut known = 0;
        for x in -2048..2048_i32 {
            let (part, at) = (x & 127, ((x >> 7) + 16) as usize & 31);
            let y = (CURVE[at] * (128 - part) + CURVE[at + 1] * part + 64) >> 7;
            self.squash[(x + 2048) as usize & 4095] = y as i16;
            while known <= y as usize {
                self.stretch[known & 4095] = x as i16;
                known += 1;
            }
        }
        for known in known..4096 {
            self.stretch[known & 4095] = 2047;
        }
    }

    #[inline(never)]
    fn pull(&mut self) {
        self.value = self.value << 8 | u32::from(self.coded[self.at & (CODED - 1)]);
        self.at += 1;
    }

    #[inline(never)]
    fn put(&mut self) {
        if self.low >> 32 != 0 {
            self.low &= 0xffff_ffff;
            let mut at = self.at.wrapping_sub(1) & (CODED - 1);
            while self.coded[at] == 255 {
                self.coded[at] = 0;
                at = at.wrapping_sub(1) & (CODED - 1);
            }
            self.coded[at] += 1;
        }
        self.coded[self.at & (CODED - 1)] = (self.low >> 24) as u8;
        self.at += 1;
        self.low = (self.low & 0xff_ffff) << 8;
    }

    /// The last bytes of the coded text; how many they are in all.
    pub fn finish(&mut self) -> usize {
        for _ in 0..4 {
            self.put();
        }
        self.at
    }

    /// The lines of all contexts for the questions from a node on. First all are looked at, then each is asked: the
    /// memory is far, and so one waits for it once.
    #[inline(always)]
    fn lines(&mut self, contexts: &[u32; CONTEXTS], node: u32) -> [usize; CONTEXTS] {
        let hashes = contexts.map(|context| {
            let mut hash = context.wrapping_add(node.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x2c1b_3c6d);
            hash ^= hash >> 15;
            hash = hash.wrapping_mul(0x297a_2d39);
            hash ^ hash >> 14
        });
        let mut lines = hashes.map(|hash| ((hash >> (32 - LINES)) as usize) << 4 & (SLOTS - 1));
        let mut checks = [0; CONTEXTS];
        for context in 0..CONTEXTS {
            checks[context] = self.slots[context][lines[context]];
        }
        for context in 0..CONTEXTS {
            let check = hashes[context] as u16;
            if checks[context] != check {
                lines[context] = other_line(&mut self.slots[context], lines[context], check);
            }
        }
        lines
    }

    /// The next symbol of a kind, after an operation: told (packing), or found (unpacking).
    pub fn symbol(
        &mut self,
        kind: usize,
        operation: u8,
        told: Option<u8>,
        guesses: [Guess; GUESSES],
        contexts: [u32; CONTEXTS],
    ) -> u8 {
        let kind = kind & (KINDS - 1);
        let beside = kind * 256 + usize::from(operation);
        let (mut path, _) = self.trees.path(kind, told.unwrap_or(0));
        let mut bets = guesses.map(|guess| {
            let (symbol, trusted) = guess?;
            let (path, left) = self.trees.path(kind, symbol);
            // What never comes has no path.
            (left > 0).then_some(Bet { trusted: trusted & (TRUSTS - 1), path, left })
        });
        let (mut node, mut place) = (0, 16);
        let mut lines = [0; CONTEXTS];
        loop {
            if place >= 16 {
                place = 1;
                lines = self.lines(&contexts, node);
            }
            let question = (kind * 256 + node as usize) & (QUESTIONS - 1);
            let slots = lines.map(|line| (line + place) & (SLOTS - 1));
            let answer = self.ask(At { kind, question, beside }, slots, &bets, told.map(|_| path >> 31));
            for bet in &mut bets {
                *bet = bet.take().and_then(|bet| bet.after(answer));
            }
            path <<= 1;
            place = place * 2 + answer as usize;
            let next = self.trees.step(kind, node, answer);
            if next < 0 {
                return !next as u8;
            }
            node = next as u32;
        }
    }

    /// The three weights that are added for a voice: its own by how much it knows, by question, and by what stands before.
    #[inline(always)]
    fn weights_of(&mut self, voice: usize, amount: usize, at: &At) -> [&mut i32; 3] {
        let own = &mut self.weights[at.kind][voice][amount & (AMOUNTS - 1)];
        [own, &mut self.asked[at.question][voice], &mut self.beside[at.beside][voice]]
    }

    /// One question.
    #[inline(always)]
    fn ask(
        &mut self,
        at: At,
        slots: [usize; CONTEXTS],
        bets: &[Option<Bet>; GUESSES],
        told: Option<u32>,
    ) -> u32 {
        let mut pasts = [0_u16; CONTEXTS];
        // What each says, and which weight of its own that calls for.
        let (mut says, mut amount) = ([0_i32; VOICES], [0_usize; VOICES]);
        for context in 0..CONTEXTS {
            pasts[context] = self.slots[context][slots[context]];
            let chance = self.chances[context][usize::from(pasts[context]) & (PASTS - 1)];
            says[context] = i32::from(self.stretch[usize::from(chance >> 4)]);
            amount[context] = amounts(pasts[context]);
        }
        for (guess, bet) in bets.iter().enumerate() {
            if let Some(bet) = bet {
                let sure = i32::from(self.stretch[(self.trust[guess][bet.trusted] >> 4) as usize & 4095]);
                says[CONTEXTS + guess] = if bet.path >> 31 == 1 { sure } else { -sure };
                amount[CONTEXTS + guess] = bet.trusted;
            }
        }
        let mut sum = 0_i32;
        for voice in 0..VOICES {
            let [own, asked, beside] = self.weights_of(voice, amount[voice], &at);
            sum = sum.wrapping_add(says[voice].wrapping_mul(*own + *asked + *beside) >> 12);
        }
        let place = ((sum >> 4).clamp(-2048, 2047) + 2048) as usize & 4095;
        let weighed = i32::from(self.squash[place]);
        let answer = self.correct(at.question, place, weighed, told);
        let miss = ((answer << 12) as i32 - weighed) * 4;
        for voice in 0..VOICES {
            let learnt = (says[voice] * miss + 0x2000) >> 14;
            for weight in self.weights_of(voice, amount[voice], &at) {
                *weight = weight.wrapping_add(learnt);
            }
        }
        for context in 0..CONTEXTS {
            let past = pasts[context];
            let chance = &mut self.chances[context][usize::from(past) & (PASTS - 1)];
            *chance = chance.wrapping_add_signed(((answer as i32 * 65_535 - i32::from(*chance)) >> 7) as i16);
            self.slots[context][slots[context]] = after(past, answer as u16);
        }
        for (guess, bet) in bets.iter().enumerate() {
            if let Some(bet) = bet {
                let trust = &mut self.trust[guess][bet.trusted];
                *trust += if bet.path >> 31 == answer { (65_535 - *trust) >> 6 } else { -(*trust >> 6) };
            }
        }
        answer
    }

    /// Asks with the mean of what is weighed and of how often, where as much was weighed, the answer was yes.
    #[inline(always)]
    fn correct(&mut self, question: usize, place: usize, weighed: i32, told: Option<u32>) -> u32 {
        let (step, part) = (place >> 7, (place & 127) as i32);
        let answered = &self.answered[question];
        let known = i32::from(answered[step]) * (128 - part) + i32::from(answered[step + 1]) * part;
        let chance = (weighed + (known >> 11) + 1) >> 1;
        let answer = self.code(chance.clamp(1, 4094) as u32, told);
        let nearest = &mut self.answered[question][step + usize::from(part >= 64)];
        *nearest = nearest.wrapping_add_signed(((answer as i32 * 65_535 - i32::from(*nearest)) >> 6) as i16);
        answer
    }

    /// The arithmetic coder: `chance` is that of a yes, in 4096.
    fn code(&mut self, chance: u32, told: Option<u32>) -> u32 {
        if let (true, Some(told)) = (self.known, told) {
            return told;
        }
        let bound = (self.range >> 12) * chance;
        let answer = told.unwrap_or(u32::from(self.value < bound));
        if answer == 1 {
            self.range = bound;
        } else {
            self.range -= bound;
            self.value = self.value.wrapping_sub(bound);
            self.low += u64::from(bound);
        }
        while self.range < 0x80_0000 {
            self.range <<= 8;
            if told.is_some() { self.put() } else { self.pull() }
        }
        answer
    }
}
