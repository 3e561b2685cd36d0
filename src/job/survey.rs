//! The survey: one pass over all sources that reads, checks and indexes everything, and a second look at the tables that need
//! one.

use super::book::Book;
use super::second_look::SecondLook;
use super::settle::{Surveyed, settle};
use super::setup::Setup;
use super::walk::Walk;
use super::{Job, Progress, SourceFile, Want};
use crate::bundle::Output;
use std::rc::Rc;

/// The survey as a push job.
pub struct Survey {
    walk: Walk<Book>,
    /// Once the first reading is over.
    look: Option<SecondLook>,
    setup: Rc<Setup>,
}

impl Survey {
    pub fn new(files: Vec<SourceFile>, setup: Rc<Setup>) -> Survey {
        let walk = Walk::new(files, Rc::clone(&setup), Book::new(Rc::clone(&setup)));
        Survey { walk, look: None, setup }
    }

    /// What was found. Call when `wants` is `None`.
    pub fn finish(mut self) -> Surveyed {
        self.look.take().unwrap_or_else(|| self.settle()).finish()
    }

    fn settle(&mut self) -> SecondLook {
        let nothing = Book::new(Rc::clone(&self.setup));
        let over = std::mem::replace(&mut self.walk, Walk::new(Vec::new(), Rc::clone(&self.setup), nothing));
        let (files, book) = over.into_parts();
        SecondLook::new(settle(book, files))
    }

    fn now(&mut self) -> &mut dyn Job {
        match &mut self.look {
            Some(look) => look,
            None => &mut self.walk,
        }
    }
}

impl Job for Survey {
    fn wants(&mut self) -> Option<Want> {
        if self.look.is_none() && self.walk.wants().is_none() {
            match self.walk.visitor.again() {
                Some(book) => self.walk.restart(book),
                None => self.look = Some(self.settle()),
            }
        }
        self.now().wants()
    }
    fn ahead(&self, most: usize) -> Vec<Want> {
        if self.look.is_none() { self.walk.ahead(most) } else { Vec::new() }
    }
    fn push(&mut self, chunk: &[u8]) {
        self.now().push(chunk);
    }
    fn failed(&mut self) {
        self.now().failed();
    }
    fn take(&mut self) -> Vec<Output> {
        self.now().take()
    }
    fn progress(&self) -> Progress {
        match &self.look {
            None => self.walk.progress(),
            Some(look) => look.progress(),
        }
    }
}
