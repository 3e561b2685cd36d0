//! Types and functions of a module, read once they stand there: what a call takes off the stack follows from them.

use crate::ROOM;

/// Reads again what has been moved.
pub struct Reader<'a> {
    pub bytes: &'a [u8; ROOM],
    pub at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        self.at += 1;
        self.bytes[(self.at - 1) & (ROOM - 1)]
    }

    /// An unsigned number (LEB128).
    #[inline(never)]
    pub fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 28 {
                return number;
            }
        }
    }

    /// A list of bytes: how long it is.
    pub fn list(&mut self) -> usize {
        let length = self.number();
        self.at += length;
        length
    }

    /// The type of an imported function; nothing for what else is imported.
    pub fn import(&mut self) -> Option<usize> {
        self.list();
        self.list();
        match self.byte() {
            0 => return Some(self.number()),
            3 => self.at += 2,
            what => {
                self.at += usize::from(what == 1);
                let bounded = self.byte() & 1 == 1;
                self.number();
                if bounded {
                    self.number();
                }
            }
        }
        None
    }
}
