//! A stand-in for the survey and pack jobs: hashes every source, copies it out, re-reads the copy.

use crate::bundle::Output;
use crate::job::{Job, Origin, Progress, Want};
use sha2::{Digest, Sha256};

#[derive(Default)]
pub struct Tally {
    wants: Vec<Want>,
    at: usize,
    pushed: u64,
    done: u64,
    hasher: Sha256,
    hashes: Vec<String>,
    outputs: Vec<Output>,
    copy: bool,
}

impl Tally {
    pub fn new(sizes: Vec<u64>, copy: bool) -> Tally {
        let each = |from: fn(u32) -> Origin| {
            let wants = sizes.iter().enumerate().filter(|(_, size)| **size > 0);
            wants.map(move |(at, &end)| Want { from: from(at as u32), start: 0, end }).collect::<Vec<_>>()
        };
        let mut wants = each(Origin::Source);
        if copy {
            wants.extend(each(Origin::Output));
        }
        Tally { wants, copy, ..Tally::default() }
    }
    pub fn document(&self) -> String {
        serde_json::to_string(&self.hashes).unwrap_or_default()
    }
}

impl Job for Tally {
    fn wants(&mut self) -> Option<Want> {
        self.wants.get(self.at).copied()
    }
    fn ahead(&self, most: usize) -> Vec<Want> {
        self.wants.iter().skip(self.at + 1).take(most).copied().collect()
    }
    fn push(&mut self, chunk: &[u8]) {
        let Some(want) = self.wants.get(self.at) else { return };
        self.hasher.update(chunk);
        if let (true, Origin::Source(file)) = (self.copy, want.from) {
            if self.pushed == 0 {
                self.outputs.push(Output::Open { file, name: format!("copy/{file}.bin") });
            }
            self.outputs.push(Output::Write { file, bytes: chunk.to_vec() });
        }
        self.pushed += chunk.len() as u64;
        self.done += chunk.len() as u64;
        if self.pushed >= want.end - want.start {
            if let (true, Origin::Source(file)) = (self.copy, want.from) {
                self.outputs.push(Output::Close { file });
            }
            let hash = std::mem::take(&mut self.hasher).finalize();
            self.hashes.push(hash.iter().map(|byte| format!("{byte:02x}")).collect());
            self.pushed = 0;
            self.at += 1;
        }
    }
    fn failed(&mut self) {
        self.hashes.push("failed".into());
        self.hasher = Sha256::default();
        self.pushed = 0;
        self.at += 1;
    }
    fn take(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }
    fn progress(&self) -> Progress {
        let total = self.wants.iter().map(|want| want.end - want.start).sum();
        Progress { phase: "reading", done: self.done, total }
    }
}
