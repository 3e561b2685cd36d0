//! Which passes a pack makes, and in which order.

use crate::destination::MailUnit;
use crate::job::choose::wanted::Go;
use crate::job::dispatch::Mode;
use crate::job::dispatch::selected::is_of_files;
use crate::job::leaf::Leaf;
use crate::job::settle::Surveyed;
use std::collections::{HashSet, VecDeque};

/// One thing to do. Those that read leaves say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Finds out which records go, as long as that takes passes.
    Choose,
    BeginTab(usize),
    Read {
        mode: Mode,
        leaf: usize,
    },
    Persons(usize),
    /// The files that rows read so far name, then the rest of their table.
    Files,
    EndTab,
    /// The next stretch of mail that goes as mail.
    Mail,
    Seal,
    Verify(usize),
    Papers,
}

/// How many bytes the steps read.
pub fn bytes(surveyed: &Surveyed, steps: &VecDeque<Step>) -> u64 {
    let bytes = |step: &Step| match step {
        Step::Read { leaf, .. } => {
            let want = surveyed.leaves[*leaf].want();
            want.end - want.start
        }
        _ => 0,
    };
    steps.iter().map(bytes).sum()
}

/// The list of passes: tab by tab, tables before mail; then what has no tab, and the second look. `only`: other leaves
/// are not read.
pub fn steps(surveyed: &Surveyed, only: Option<&HashSet<usize>>) -> VecDeque<Step> {
    let mut steps = VecDeque::new();
    let wanted = |leaf: usize| only.is_none_or(|only| only.contains(&leaf));
    let usable = |leaf: &&(usize, &Leaf)| !leaf.1.failed && !leaf.1.excluded && wanted(leaf.0);
    let leaves: Vec<(usize, &Leaf)> = surveyed.leaves.iter().enumerate().collect();
    let mail: Vec<usize> =
        leaves.iter().filter(usable).filter(|(_, leaf)| leaf.is_mail()).map(|(at, _)| *at).collect();
    let mut messages_seen = false;
    let files = &surveyed.setup.settled.files;
    let taken = |tab: usize| surveyed.setup.takes(tab) && files.take(is_of_files(&surveyed.setup, tab));
    for (tab, about) in surveyed.setup.destination.tabs.iter().enumerate().filter(|(tab, _)| taken(*tab)) {
        steps.push_back(Step::BeginTab(tab));
        for (leaf, _) in leaves.iter().filter(usable).filter(|(_, leaf)| leaf.tab() == Some(tab)) {
            steps.push_back(Step::Read { mode: Mode::Rows(tab), leaf: *leaf });
        }
        match about.from_mail {
            Some(MailUnit::Person | MailUnit::Agent | MailUnit::Account) => {
                steps.push_back(Step::Persons(tab))
            }
            Some(MailUnit::Conversation) => read_all(&mut steps, &mail, Mode::Conversations(tab)),
            Some(MailUnit::Message) => {
                messages_seen = true;
                read_all(&mut steps, &mail, Mode::Messages(Some(tab)));
            }
            Some(MailUnit::Attachment) => {
                let with = surveyed.leaves_with_attachments();
                let with: Vec<usize> = mail.iter().copied().filter(|leaf| with.contains(leaf)).collect();
                read_all(&mut steps, &with, Mode::Attachments(tab));
                for (leaf, _) in leaves.iter().filter(usable).filter(|(_, leaf)| leaf.gives_files()) {
                    steps.push_back(Step::Read { mode: Mode::Whole(tab), leaf: *leaf });
                }
            }
            None => {}
        }
        steps.push_back(Step::EndTab);
    }
    if surveyed.setup.destination.mailbox.is_some() {
        steps.push_back(Step::Mail);
    } else if !messages_seen && files.go != Go::Only {
        // Nothing is written, but the ledger says what became of every message.
        read_all(&mut steps, &mail, Mode::Messages(None));
    }
    // A table read for its files alone is counted already.
    let for_files = |leaf: &Leaf| files.go == Go::Only && leaf.gives_files();
    let unplaced = |leaf: &Leaf| leaf.table.is_some() && !leaf.tab().is_some_and(taken) && !for_files(leaf);
    for (leaf, _) in leaves.iter().filter(usable).filter(|(_, leaf)| unplaced(leaf)) {
        steps.push_back(Step::Read { mode: Mode::Unplaced, leaf: *leaf });
    }
    steps.push_back(Step::Seal);
    steps.push_back(Step::Papers);
    steps
}

fn read_all(steps: &mut VecDeque<Step>, leaves: &[usize], mode: Mode) {
    steps.extend(leaves.iter().map(|&leaf| Step::Read { mode, leaf }));
}
