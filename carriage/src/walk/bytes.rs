//! One byte: told and coded, or found and written; and where what was seen last stood before.

use super::{Carriage, PLACES, Way};
use crate::grammar::Code;
use crate::mix::Guess;
use crate::{ROOM, alike};

/// How far a sum is to be trusted.
const CERTAIN: usize = 15;
/// What a wrong guess costs, in right ones, and how much of that ends it.
const AGAIN: usize = 8;
const OFTEN: usize = 24;

/// How far a guess is to be trusted, in fifteen steps.
fn trust(right: usize) -> usize {
    match right {
        0..=7 => right,
        8..=31 => 6 + right / 4,
        _ => 14,
    }
}

impl Carriage {
    pub(super) fn byte(&mut self, code: Code, so_far: u32, guesses: [Guess; alike::GUESSES]) -> u8 {
        let told = self.module[self.at & (ROOM - 1)];
        self.moved(code, so_far, told, guesses)
    }

    /// Moves one byte; `told` is what it is, when that is known. One copy of it: the page carries this code, too.
    #[inline(never)]
    pub(super) fn moved(&mut self, code: Code, so_far: u32, told: u8, others: [Guess; alike::GUESSES]) -> u8 {
        let byte = if self.way == Way::Count {
            self.counts[code as usize * 256 + usize::from(told)] += 1;
            told
        } else {
            let mut guess = None;
            if matches!(code, Code::Data | Code::Text) {
                self.look_up(true);
            }
            if code == Code::Data {
                guess = self.sums.guess(&self.module, self.at).map(|sum| (sum, CERTAIN));
            }
            if self.right > 0 {
                guess = guess.or(Some((self.raw[self.guess & (ROOM - 1)], trust(self.right))));
            }
            let told = (self.way == Way::Pack || self.mixer.known).then_some(told);
            let [first, second] = others;
            let contexts = self.seen.contexts(code, so_far);
            self.mixer.symbol(code as usize, self.seen.beside(code), told, [guess, first, second], contexts)
        };
        if self.right > 0 {
            self.judge(self.raw[self.guess & (ROOM - 1)] == byte);
            self.guess += 1;
        }
        self.raw[self.told & (ROOM - 1)] = byte;
        self.told += 1;
        self.module[self.at & (ROOM - 1)] = byte;
        self.at += 1;
        self.seen.byte(byte);
        byte
    }

    /// Goes on from a guess that was wrong once: alike functions differ in single numbers. Not if it is wrong too often.
    fn judge(&mut self, right: bool) {
        (self.right, self.wrong) = match right {
            true => (self.right + 1, self.wrong.saturating_sub(1)),
            false if self.wrong + AGAIN > OFTEN => (0, 0),
            false => (1, self.wrong + AGAIN),
        };
    }

    /// Finds where what was seen last stood before: the same may follow.
    pub(super) fn look_up(&mut self, data: bool) {
        let place = self.seen.place(data) as usize >> 7 & (PLACES - 1);
        if self.right == 0 && self.places[place] > 0 {
            (self.guess, self.right) = (self.places[place] as usize, 1);
        }
        self.places[place] = self.told as u32;
    }
}
