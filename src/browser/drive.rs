//! The host loop: gives a job the bytes it wants, and its output to the sink.
//!
//! Large ranges come from one BYOB stream reader with two buffers, so that the next read runs while the present
//! chunk is worked on; where byte streams are missing (WebKit), from `FileReaderSync`. Small ranges are read
//! whole, joined to blobs of many, as each read costs far more than its bytes, and given in order. Measured: three times
//! as fast as slicing, at a quarter of the memory.
//! A file that is read whole is not sliced either: in Chromium each part of a file costs as much as reading a small
//! one, and a kilobyte that is not given back before the page is closed.

use super::Failure;
use super::sink::Sink;
use super::web::{Blob, ByobReader, FileReaderSync, ReadResult, object};
use crate::job::{Job, Origin, Progress, Want};
use js_sys::{Array, ArrayBuffer, Date, Function, Object, Uint8Array};
use std::collections::VecDeque;
use std::iter::once;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// One stream read.
const CHUNK: u64 = 1 << 20;
/// The largest range that counts as small. Larger ones come through buffers that are used again: those of small reads
/// pile up until the browser clears them away.
const SMALL: u64 = 256 << 10;
/// `FileReaderSync` pays for each call, so it reads more at once.
const SLICE: u64 = 4 << 20;
/// Small ranges that are read together, and how many such batches are in flight.
const BATCH: usize = 16;
const BATCHES: usize = 4;
/// What the small reads in flight may hold together.
const SMALL_BYTES: u64 = 8 << 20;
/// Milliseconds between two words of progress: ten a second are smooth, more only cost.
const PROGRESS_EVERY: f64 = 100.0;

/// A job with all it is driven by.
pub struct Drive<'a> {
    pub job: &'a mut dyn Job,
    /// In the order of the job's source numbers.
    pub files: &'a [Blob],
    /// `None` for a job that writes nothing.
    pub sink: Option<&'a mut Sink>,
    /// Called with phase, bytes done, bytes in all.
    pub on_progress: Option<&'a Function>,
}

impl Drive<'_> {
    /// Drives the job to its end. A source that cannot be read is the job's finding; an output that cannot be
    /// written ends the run.
    pub async fn run(self) -> Result<(), Failure> {
        let mut host = Host {
            drive: self,
            chunk: Vec::new(),
            ready: VecDeque::new(),
            ahead: VecDeque::new(),
            told: None,
            spare: Vec::new(),
        };
        host.pass_on().await?;
        while let Some(want) = host.drive.job.wants() {
            let read = match want.from {
                Origin::Output(file) => host.reread(file, want).await?,
                Origin::Source(_) if want.end.saturating_sub(want.start) <= SMALL => host.small(want).await?,
                Origin::Source(_) => host.large(want).await?,
            };
            if read.is_none() {
                host.drive.job.failed();
                host.pass_on().await?;
            }
        }
        host.pass_on().await?;
        if let Some(sink) = &mut host.drive.sink {
            sink.settle().await?;
        }
        host.tell(host.drive.job.progress());
        Ok(())
    }
}

/// The loop's own belongings.
struct Host<'a> {
    drive: Drive<'a>,
    /// The present chunk in wasm memory, reused.
    chunk: Vec<u8>,
    /// Small ranges that came, the one wanted now in front; without bytes if they could not be read.
    ready: VecDeque<(Want, Option<Uint8Array>)>,
    /// Small reads under way, batch by batch, in the order of `ready`.
    ahead: VecDeque<(Vec<Want>, JsFuture)>,
    /// Stream buffers at rest.
    spare: Vec<ArrayBuffer>,
    /// When progress was last told.
    told: Option<f64>,
}

/// `Some` when the whole range was pushed, `None` when it could not be read.
type Read = Option<()>;

impl Host<'_> {
    /// A small range, read whole, with the next ones already on their way.
    async fn small(&mut self, want: Want) -> Result<Read, Failure> {
        if self.ready.front().is_none_or(|(first, _)| *first != want) {
            self.ready.clear();
            if self.ahead.front().is_none_or(|(wants, _)| wants.first() != Some(&want)) {
                self.ahead.clear();
            }
            self.read_ahead(want);
            let Some((wants, reading)) = self.ahead.pop_front() else { return Ok(None) };
            let read = reading.await;
            self.part_up(wants, read.ok().map(JsCast::unchecked_into)).await;
        }
        self.read_ahead(want);
        let Some((_, Some(bytes))) = self.ready.pop_front() else { return Ok(None) };
        if u64::from(bytes.length()) != want.end - want.start {
            return Ok(None);
        }
        self.feed(&bytes).await?;
        Ok(Some(()))
    }

    /// Parts what was read together. If it could not be, or is not as long as it should be, each range is read by
    /// itself, to know which of them cannot.
    async fn part_up(&mut self, wants: Vec<Want>, read: Option<ArrayBuffer>) {
        let length = |want: &Want| (want.end - want.start) as u32;
        let all = wants.iter().map(length).sum::<u32>();
        if let Some(buffer) = read.filter(|it| it.byte_length() == all) {
            let mut at = 0;
            for want in wants {
                let bytes = Uint8Array::new_with_byte_offset_and_length(&buffer, at, length(&want));
                at += length(&want);
                self.ready.push_back((want, Some(bytes)));
            }
            return;
        }
        for want in wants {
            let mut bytes = None;
            if let Some(blob) = self.part(want, want.start, want.end) {
                bytes = JsFuture::from(blob.array_buffer()).await.ok().map(|it| Uint8Array::new(&it));
            }
            self.ready.push_back((want, bytes));
        }
    }

    /// Tops up the small reads under way. `want` is what is wanted now.
    fn read_ahead(&mut self, want: Want) {
        while self.ahead.len() < BATCHES {
            let under_way = || self.ahead.iter().flat_map(|(wants, _)| wants);
            let known = self.ready.len() + under_way().count();
            let mut held: u64 = under_way().map(|want| want.end - want.start).sum();
            let (mut wants, parts) = (Vec::new(), Array::new());
            for next in once(want).chain(self.drive.job.ahead(known + BATCH)).skip(known).take(BATCH) {
                let bytes = next.end.saturating_sub(next.start);
                held += bytes;
                if bytes > SMALL || (held > SMALL_BYTES && known > 0) {
                    break;
                }
                let Some(blob) = self.part(next, next.start, next.end) else { break };
                parts.push(&blob);
                wants.push(next);
            }
            if wants.is_empty() {
                return;
            }
            let blob = if wants.len() == 1 { parts.get(0).unchecked_into() } else { Blob::new(&parts) };
            self.ahead.push_back((wants, JsFuture::from(blob.array_buffer())));
        }
    }

    async fn large(&mut self, want: Want) -> Result<Read, Failure> {
        let Some(blob) = self.part(want, want.start, want.end) else { return Ok(None) };
        match blob.stream().reader(&object(&[("mode", "byob".into())])) {
            Ok(reader) => {
                let read = self.stream(&reader, want.end - want.start).await;
                if !matches!(read, Ok(Some(()))) {
                    // Through JsFuture, because a rejection that nobody hears would count as a crash.
                    drop(JsFuture::from(reader.cancel()));
                }
                read
            }
            Err(_) => self.slices(want).await,
        }
    }

    /// A range from a byte stream: one read is always under way while a chunk is worked on.
    async fn stream(&mut self, reader: &ByobReader, bytes: u64) -> Result<Read, Failure> {
        let (mut unasked, mut unread) = (bytes, bytes);
        let mut reads = VecDeque::new();
        while unread > 0 {
            while reads.len() < 2 && unasked > 0 {
                let length = unasked.min(CHUNK) as u32;
                let buffer = self.spare.pop().unwrap_or_else(|| ArrayBuffer::new(CHUNK as u32));
                let view = Uint8Array::new_with_byte_offset_and_length(&buffer, 0, length);
                let reading = reader.read(&view, &minimum(length));
                reads.push_back((length, JsFuture::from(reading)));
                unasked -= u64::from(length);
            }
            let Some((asked, reading)) = reads.pop_front() else { return Ok(None) };
            let Ok(result) = reading.await else { return Ok(None) };
            let result: ReadResult = result.unchecked_into();
            let Some(view) = result.value() else { return Ok(None) };
            let got = view.length();
            self.feed(&view).await?;
            self.spare.push(view.buffer());
            // Engines without `min` give what they have: the rest is asked for again.
            unasked += u64::from(asked.saturating_sub(got));
            unread = unread.saturating_sub(u64::from(got));
            if result.done() && unread > 0 {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// A range by synchronous slices.
    async fn slices(&mut self, want: Want) -> Result<Read, Failure> {
        let reader = FileReaderSync::new();
        let mut start = want.start;
        while start < want.end {
            let end = want.end.min(start + SLICE);
            let Some(blob) = self.part(want, start, end) else { return Ok(None) };
            let Ok(buffer) = reader.read_as_array_buffer(&blob) else { return Ok(None) };
            if u64::from(buffer.byte_length()) != end - start {
                return Ok(None);
            }
            self.feed(&Uint8Array::new(&buffer)).await?;
            start = end;
        }
        Ok(Some(()))
    }

    /// A range of a file that this job wrote, from the sink, asking one chunk ahead.
    async fn reread(&mut self, file: u32, want: Want) -> Result<Read, Failure> {
        let (mut asked, mut start) = (want.start, want.start);
        while start < want.end {
            let Some(sink) = &self.drive.sink else { return Ok(None) };
            while asked < want.end && asked < start + 2 * CHUNK {
                let end = want.end.min(asked + CHUNK);
                sink.ask(file, asked, end);
                asked = end;
            }
            let bytes = sink.answer().await?;
            if bytes.length() == 0 {
                return Ok(None);
            }
            start += u64::from(bytes.length());
            self.feed(&bytes).await?;
            if let Some(sink) = &self.drive.sink {
                sink.reuse(&bytes);
            }
        }
        Ok(Some(()))
    }

    /// Pushes one chunk and passes on what comes of it.
    async fn feed(&mut self, bytes: &Uint8Array) -> Result<(), Failure> {
        self.chunk.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.chunk);
        self.drive.job.push(&self.chunk);
        self.pass_on().await?;
        if self.told.is_none_or(|told| Date::now() - told >= PROGRESS_EVERY) {
            self.tell(self.drive.job.progress());
        }
        Ok(())
    }

    async fn pass_on(&mut self) -> Result<(), Failure> {
        loop {
            let outputs = self.drive.job.take();
            if outputs.is_empty() {
                return Ok(());
            }
            for output in outputs {
                if let Some(sink) = &mut self.drive.sink {
                    sink.put(output).await?;
                }
            }
        }
    }

    fn tell(&mut self, progress: Progress) {
        self.told = Some(Date::now());
        let (done, total) =
            (JsValue::from_f64(progress.done as f64), JsValue::from_f64(progress.total as f64));
        // The page's handler only posts a message; if it throws, the run need not care.
        if let Some(on_progress) = self.drive.on_progress {
            let _ = on_progress.call3(&JsValue::NULL, &progress.phase.into(), &done, &total);
        }
    }

    /// Part of a source, if there is such a source.
    fn part(&self, want: Want, start: u64, end: u64) -> Option<Blob> {
        let Origin::Source(index) = want.from else { return None };
        let file = self.drive.files.get(index as usize)?;
        let (start, end) = (start as f64, end as f64);
        Some(if start == 0.0 && end == file.size() { file.clone() } else { file.slice(start, end) })
    }
}

/// The option that lets a read wait for a full buffer.
fn minimum(length: u32) -> Object {
    object(&[("min", length.into())])
}
