//! The survey: one pass over all sources that reads, checks and indexes everything.

use super::book::Book;
use super::settle::{Surveyed, settle};
use super::setup::Setup;
use super::walk::Walk;
use super::{Job, Progress, SourceFile, Want};
use crate::bundle::Output;
use std::rc::Rc;

/// The survey as a push job.
pub struct Survey(Walk<Book>);

impl Survey {
    pub fn new(files: Vec<SourceFile>, setup: Rc<Setup>) -> Survey {
        Survey(Walk::new(files, Rc::clone(&setup), Book::new(setup)))
    }

    /// What was found. Call when `wants` is `None`.
    pub fn finish(self) -> Surveyed {
        let (files, book) = self.0.into_parts();
        settle(book, files)
    }
}

impl Job for Survey {
    fn wants(&mut self) -> Option<Want> {
        if self.0.wants().is_none()
            && let Some(book) = self.0.visitor.again()
        {
            self.0.restart(book);
        }
        self.0.wants()
    }
    fn ahead(&self, most: usize) -> Vec<Want> {
        self.0.ahead(most)
    }
    fn push(&mut self, chunk: &[u8]) {
        self.0.push(chunk);
    }
    fn failed(&mut self) {
        self.0.failed();
    }
    fn take(&mut self) -> Vec<Output> {
        self.0.take()
    }
    fn progress(&self) -> Progress {
        self.0.progress()
    }
}
