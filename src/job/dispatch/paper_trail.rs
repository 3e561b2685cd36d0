//! The files beside the bundles: findings, held rows, manifest, receipt, report.

use crate::bundle::Output;
use crate::bundle::mailbox::rewrite::{Flags, Form, from_line, rewrite};
use crate::bundle::papers::findings::{self, Line};
use crate::bundle::papers::held::{Held, HeldRow, Origin};
use crate::bundle::row::write_row_with;
use crate::bundle::words::{Args, Language, Words};
use crate::destination::MailUnit;
use crate::destination::mailbox::Status;
use crate::finding::{Code, Observation, Place, Severity};
use crate::job::codes::CHARSET_LACKS;
use crate::job::dispatch::Reason;
use crate::job::settle::Surveyed;
use crate::job::setup::Setup;
use crate::source::TableHeader;
use crate::text::charset::Charset;
use crate::text::charset::encode::Encoder;
use crate::text::fold;
use crate::text::hash::{KeyMap, key64};
use encoding_rs::UTF_8;

/// Papers are numbered from here on, far above any bundle.
const FIRST_FILE: u32 = 1_000_000;
/// Lines of one code about one field that are written one by one. A note on every row of a large export would make
/// the list many times larger than the export, and no spreadsheet opens it; what goes beyond is one line with its
/// count. Errors are written one by one however many they are.
const LISTED: u64 = 1_000;
/// What is gathered before it is handed out.
pub(in crate::job) const PIECE: usize = 256 * 1024;

/// Bytes of a name to which a number is added.
const MOST_STEM: usize = 80;

fn encode_row(encoder: &Encoder, header: &TableHeader, cells: &[String], out: &mut Vec<u8>) -> bool {
    let mut text = Vec::new();
    write_row_with(cells, header.delimiter, &mut text);
    std::str::from_utf8(&text).is_ok_and(|text| encoder.encode(text, out))
}

/// One open file.
pub(in crate::job) struct File {
    number: u32,
    at: usize,
    pub(in crate::job) buffer: Vec<u8>,
}

/// Writes the papers while records go by.
pub struct PaperTrail {
    pub words: Words,
    outputs: Vec<Output>,
    /// Name and bytes of every paper.
    pub written: Vec<(String, u64)>,
    findings: Option<File>,
    held: Option<HeldFiles>,
    /// Held mail as it is, to be put right and dropped again.
    held_mail: Option<File>,
    /// Rows of a tab whose columns were learned.
    learned: Option<(File, Encoder)>,
    /// Code, tab and field → index in `beyond`.
    kinds: KeyMap<usize>,
    /// What is told in one line at the end, in the order of its first line.
    beyond: Vec<Beyond>,
}

/// The files for held rows of one source: in its own charset, and in UTF-8 for those that have characters beyond it.
struct HeldFiles {
    own: Option<Held>,
    unicode: Held,
    files: [Option<File>; 2],
}

/// How often one code was told about one field.
struct Beyond {
    code: Code,
    tab: usize,
    field: String,
    lines: u64,
    /// Records of the lines left out.
    left_out: u64,
}

impl PaperTrail {
    /// `kept`: messages go as they are.
    pub fn new(language: Language, kept: bool) -> PaperTrail {
        let words = Words::new(language).kept(kept);
        let mut trail = PaperTrail {
            words,
            outputs: Vec::new(),
            written: Vec::new(),
            findings: None,
            held: None,
            held_mail: None,
            learned: None,
            kinds: KeyMap::default(),
            beyond: Vec::new(),
        };
        let mut file = trail.open("findings.csv");
        findings::begin(&trail.words, &mut file.buffer);
        trail.findings = Some(file);
        trail
    }

    pub(in crate::job) fn open(&mut self, name: &str) -> File {
        let at = self.written.len();
        let number = FIRST_FILE + at as u32;
        self.written.push((name.to_string(), 0));
        self.outputs.push(Output::Open { file: number, name: name.to_string() });
        File { number, at, buffer: Vec::new() }
    }

    pub(in crate::job) fn flush(&mut self, file: &mut File) {
        if !file.buffer.is_empty() {
            let bytes = std::mem::take(&mut file.buffer);
            self.written[file.at].1 += bytes.len() as u64;
            self.outputs.push(Output::Write { file: file.number, bytes });
        }
    }

    pub(in crate::job) fn close(&mut self, mut file: File) {
        self.flush(&mut file);
        self.outputs.push(Output::Close { file: file.number });
    }

    /// Writes a whole file.
    pub fn write(&mut self, name: &str, bytes: Vec<u8>) {
        let mut file = self.open(name);
        file.buffer = bytes;
        self.close(file);
    }

    /// One line of `findings.csv`. `place` is only made for what is listed.
    pub fn finding(
        &mut self,
        setup: &Setup,
        tab: usize,
        place: impl FnOnce() -> Place,
        seen: &Observation<'_>,
        count: u64,
    ) {
        if self.is_listed(tab, seen, count) {
            self.line(setup, tab, &place(), seen, count);
        }
    }

    /// Counts what was seen, and says whether it still gets a line of its own.
    fn is_listed(&mut self, tab: usize, seen: &Observation<'_>, count: u64) -> bool {
        if seen.code.severity == Severity::Error {
            return true;
        }
        let key = key64(seen.code.id.as_bytes()) ^ key64(seen.field.as_bytes()).rotate_left(17);
        let next = self.beyond.len();
        let at = *self.kinds.entry(key.wrapping_add(tab as u64)).or_insert(next);
        if at == next {
            let (code, field) = (seen.code, seen.field.to_string());
            self.beyond.push(Beyond { code, tab, field, lines: 0, left_out: 0 });
        }
        let kind = &mut self.beyond[at];
        kind.lines += 1;
        if kind.lines > LISTED {
            kind.left_out += count;
        }
        kind.lines <= LISTED
    }

    fn line(&mut self, setup: &Setup, tab: usize, place: &Place, seen: &Observation<'_>, count: u64) {
        let Some(mut file) = self.findings.take() else { return };
        let japanese = self.words.language() == Language::Ja;
        let about = setup.destination.tabs.get(tab);
        let label = about.map_or("", |tab| if japanese { &tab.label.ja } else { &tab.label.en });
        let own = setup.consequence(tab, seen.code.id, seen.field);
        let line = Line {
            code: seen.code.id,
            severity: seen.code.severity,
            tab: label,
            field: seen.field,
            source: &place.source,
            record: place.record,
            line: place.line,
            found: seen.found,
            used: seen.used,
            count,
            number: seen.number,
            consequence: own.map_or("", |own| if japanese { &own.ja } else { &own.en }),
        };
        findings::write(&line, &self.words, &mut file.buffer);
        if file.buffer.len() >= PIECE {
            self.flush(&mut file);
        }
        self.findings = Some(file);
    }

    /// What the survey found about whole files and columns, which no pass over records sees again.
    /// Of a part (`of_all` is false), what concerns single records is left to the passes, too.
    pub fn survey_findings(&mut self, surveyed: &Surveyed, of_all: bool, again: &dyn Fn(&str) -> bool) {
        for finding in surveyed.findings.iter().filter(|it| of_all || !surveyed.is_of_records(it)) {
            let tab = surveyed.setup.destination.tab(&finding.tab).unwrap_or(usize::MAX);
            let seen = Observation::new(finding.code).field(&finding.field).number(finding.number);
            let made = surveyed.setup.destination.tabs.get(tab).and_then(|tab| tab.from_mail);
            let of_persons = matches!(made, Some(MailUnit::Person | MailUnit::Agent | MailUnit::Account));
            // Persons have no place in a file; the pass that writes them tells about each.
            if finding.places.is_empty() && !of_persons {
                self.finding(&surveyed.setup, tab, Place::default, &seen, finding.count);
            }
            for place in &finding.places {
                if place.record.is_none() || !again(finding.code.id) {
                    let seen = Observation { found: &place.found, ..seen };
                    self.finding(&surveyed.setup, tab, || place.clone(), &seen, finding.count);
                }
            }
        }
    }

    /// One held row, into the file of its source; the file is opened with the first. `mark` says what the row
    /// replaces when it comes back. False if it had to leave in UTF-8, as the charset lacks a character.
    pub fn held(
        &mut self,
        origin: &Origin<'_>,
        charset: Charset,
        values: &[&str],
        mark: &str,
        reasons: &[Reason],
    ) -> bool {
        let open = match self.held.take() {
            Some(open) => Some(open),
            None => self.held_files(origin, charset),
        };
        let Some(mut open) = open else { return true };
        let title = |(code, field): &Reason| self.words.title(code, &Args { field, ..Args::default() });
        let titles: Vec<String> = reasons.iter().map(title).collect();
        let reasons: Vec<(&str, &str)> =
            reasons.iter().map(|(code, _)| *code).zip(titles.iter().map(String::as_str)).collect();
        let row = HeldRow { values, mark, reasons: &reasons };
        let mut bytes = Vec::new();
        let own = open.own.as_ref().is_some_and(|held| held.row(&row, &mut bytes));
        if !own {
            open.unicode.row(&row, &mut bytes);
        }
        let mut file = match open.files[usize::from(!own)].take() {
            Some(file) => file,
            None => {
                let beside = open.own.is_some() && !own;
                let name = self.held_name(origin.source, if beside { "-utf-8" } else { "" });
                let mut file = self.open(&name);
                let held = open.own.as_ref().filter(|_| own).unwrap_or(&open.unicode);
                file.buffer.extend_from_slice(held.head());
                file
            }
        };
        file.buffer.append(&mut bytes);
        if file.buffer.len() >= PIECE {
            self.flush(&mut file);
        }
        open.files[usize::from(!own)] = Some(file);
        self.held = Some(open);
        own || charset == UTF_8
    }

    /// One row under the header of a template; the file is opened with the first.
    ///
    /// # Errors
    /// `charset-lacks`; nothing is written then.
    pub fn learned(&mut self, stem: &str, header: &TableHeader, line: &[String]) -> Result<(), Code> {
        let (mut file, encoder) = match self.learned.take() {
            Some(open) => open,
            None => {
                let encoder =
                    Encoder::new(header.charset).or_else(|| Encoder::new(UTF_8)).ok_or(CHARSET_LACKS)?;
                let mut file = self.open(&format!("{stem}.csv"));
                file.buffer.extend_from_slice(encoder.mark());
                encode_row(&encoder, header, &header.names, &mut file.buffer);
                (file, encoder)
            }
        };
        let fits = encode_row(&encoder, header, line, &mut file.buffer);
        if file.buffer.len() >= PIECE {
            self.flush(&mut file);
        }
        self.learned = Some((file, encoder));
        if fits { Ok(()) } else { Err(CHARSET_LACKS) }
    }

    /// One held message, into an mbox beside the list of them.
    pub fn held_mail(&mut self, bytes: &[u8], from: &str, date: Option<i64>) {
        let mut file = self.held_mail.take().unwrap_or_else(|| self.open("held/mail.mbox"));
        let form = Form { crlf: false, quoted: true, drop: &[], status: Status::Kept };
        from_line(from, date.unwrap_or(0), &mut file.buffer);
        rewrite(bytes, &form, Flags::default(), &mut file.buffer);
        file.buffer.push(b'\n');
        if file.buffer.len() >= PIECE {
            self.flush(&mut file);
        }
        self.held_mail = Some(file);
    }

    fn held_files(&self, origin: &Origin<'_>, charset: Charset) -> Option<HeldFiles> {
        let why = self.words.text("held-why", &[]);
        let held = |charset: Charset| Held::new(origin, &why, Encoder::new(charset)?);
        let own = if charset == UTF_8 { None } else { held(charset) };
        Some(HeldFiles { own, unicode: held(UTF_8)?, files: [None, None] })
    }

    /// `held/<source>.csv` (or as the source ends); sources whose names clean to the same, or differ only in
    /// capitals, get a number.
    fn held_name(&self, source: &str, more: &str) -> String {
        let flat = source.replace('/', "_");
        let known = [".csv", ".tsv", ".txt"].into_iter().find(|ending| flat.ends_with(ending));
        let ending = known.unwrap_or(".csv");
        let stem = flat.strip_suffix(ending).unwrap_or(&flat);
        let clean = fold::file_name(&format!("{stem}{more}{ending}"));
        let stem = clean.strip_suffix(ending).unwrap_or(&clean);
        // Room for the number: a name cut at its greatest length would lose it, and stay the same for ever.
        let short = &stem[..stem.floor_char_boundary(stem.len().min(MOST_STEM))];
        let numbered = (2u64..).map(|number| format!("held/{short}-{number}{ending}"));
        let taken = |name: &String| {
            let name = name.to_lowercase();
            self.written.iter().any(|(other, _)| other.to_lowercase() == name)
        };
        let first = std::iter::once(format!("held/{stem}{ending}"));
        first.chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// The rows of the source at hand are done.
    pub fn end_held(&mut self) {
        for file in self.held.take().into_iter().flat_map(|held| held.files).flatten() {
            self.close(file);
        }
    }

    /// All records are done.
    pub fn end_findings(&mut self, setup: &Setup) {
        self.end_held();
        let open = self.held_mail.take().into_iter().chain(self.learned.take().map(|(file, _)| file));
        open.collect::<Vec<_>>().into_iter().for_each(|file| self.close(file));
        for beyond in std::mem::take(&mut self.beyond) {
            if beyond.left_out > 0 {
                let seen = Observation::new(beyond.code).field(&beyond.field);
                self.line(setup, beyond.tab, &Place::default(), &seen, beyond.left_out);
            }
        }
        if let Some(file) = self.findings.take() {
            self.close(file);
        }
    }

    pub fn take(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }
}
