//! Looks at written mail as the strictest reader would, not as ours, which mends what is odd: a message that our own reading
//! would take in another way is right all the same as long as its bytes are.

use crate::bundle::mailbox::rewrite::{Proving, chain, unquoted};
use crate::destination::mailbox::MailFormat;
use crate::job::setup::Setup;
use memchr::memchr;
use std::rc::Rc;

/// The messages of one file as they come.
pub struct Mail {
    setup: Rc<Setup>,
    format: MailFormat,
    /// Of the message at hand.
    proving: Option<Proving>,
    /// A line that goes on in the next chunk.
    line: Vec<u8>,
    pub count: u64,
    /// [`chain`] of the messages' proofs.
    pub proof: u64,
    /// Every line ended as it must, and belongs to a message.
    pub sound: bool,
}

impl Mail {
    pub fn new(setup: &Rc<Setup>) -> Mail {
        let rule = setup.destination.mailbox.as_ref();
        let format = rule.map(|rule| rule.format(setup.settled.option("format"))).unwrap_or_default();
        let setup = Rc::clone(setup);
        let mut mail =
            Mail { setup, format, proving: None, line: Vec::new(), count: 0, proof: 0, sound: true };
        if format != MailFormat::Mbox {
            mail.begin();
        }
        mail
    }

    pub fn push(&mut self, mut chunk: &[u8]) {
        while let Some(end) = memchr(b'\n', chunk) {
            let (here, rest) = chunk.split_at(end);
            let mut line = std::mem::take(&mut self.line);
            line.extend_from_slice(here);
            self.take(&line);
            line.clear();
            self.line = line;
            chunk = &rest[1..];
        }
        self.line.extend_from_slice(chunk);
    }

    /// No more bytes come.
    pub fn finish(&mut self) {
        self.sound &= self.line.is_empty();
        self.end();
    }

    fn take(&mut self, line: &[u8]) {
        // Each line that begins so opens a message (RFC 4155): those of texts are quoted.
        if self.format == MailFormat::Mbox && line.starts_with(b"From ") {
            self.end();
            return self.begin();
        }
        let line = match self.format {
            MailFormat::Mbox => Some(unquoted(line)),
            MailFormat::Maildir => Some(line),
            MailFormat::Eml => line.strip_suffix(b"\r"),
        };
        match (line, &mut self.proving, &self.setup.destination.mailbox) {
            (Some(line), Some(proving), Some(rule)) => proving.line(line, &rule.drop, rule.status),
            _ => self.sound = false,
        }
    }

    fn begin(&mut self) {
        self.count += 1;
        self.proving = Some(Proving::default());
    }

    fn end(&mut self) {
        if let Some(proving) = self.proving.take() {
            self.proof = chain(self.proof, proving.digest());
        }
    }
}
