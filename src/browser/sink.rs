//! Output files to the saver, over a MessagePort (`ToSink`, `FromSink` of protocol.ts).
//!
//! Small writes are gathered to [`PIECE`] bytes; at most [`IN_FLIGHT`] pieces wait for `written`, so that a slow
//! disk slows the job down instead of filling the memory.

use super::Failure;
use super::web::{MessageEvent, MessagePort, object, text};
use crate::bundle::Output;
use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;

/// Bytes that cross in one message: large enough that messages cost nothing.
const PIECE: u32 = 1 << 20;
/// Pieces sent and not yet answered.
const IN_FLIGHT: usize = 4;

/// The sending end. Dropping it takes the port's handler off.
pub struct Sink {
    port: MessagePort,
    answers: Rc<RefCell<Answers>>,
    piece: Piece,
    _handler: Closure<dyn FnMut(MessageEvent)>,
}

/// What the saver has said, and who waits for it.
#[derive(Default)]
struct Answers {
    unwritten: usize,
    unclosed: usize,
    data: VecDeque<Uint8Array>,
    /// Buffers of pieces that are written, to be filled again.
    spare: Vec<ArrayBuffer>,
    failure: Option<Failure>,
    waker: Option<Waker>,
}

/// Bytes gathered for one file, outside of the wasm memory so that they can be transferred.
struct Piece {
    file: u32,
    bytes: Uint8Array,
    filled: u32,
}

impl Sink {
    pub fn new(port: MessagePort) -> Sink {
        let answers = Rc::new(RefCell::new(Answers::default()));
        let heard = answers.clone();
        let handler = Closure::new(move |event: MessageEvent| heard.borrow_mut().hear(&event.data()));
        port.set_onmessage(Some(handler.as_ref().unchecked_ref()));
        let piece = Piece { file: 0, bytes: Uint8Array::new_with_length(PIECE), filled: 0 };
        Sink { port, answers, piece, _handler: handler }
    }

    /// Passes one output on; waits while too much is in flight.
    pub async fn put(&mut self, output: Output) -> Result<(), Failure> {
        match output {
            Output::Open { file, name } => {
                self.post("open", file, &[("name", name.into())], &Array::new());
                Ok(())
            }
            Output::Write { file, bytes } => self.write(file, &bytes).await,
            Output::Close { file } => {
                self.flush().await?;
                self.answers.borrow_mut().unclosed += 1;
                self.post("close", file, &[], &Array::new());
                Ok(())
            }
        }
    }

    /// Waits until everything is written and closed.
    pub async fn settle(&mut self) -> Result<(), Failure> {
        self.flush().await?;
        self.until(|answers| (answers.unwritten == 0 && answers.unclosed == 0).then_some(())).await
    }

    /// Asks for bytes of a closed file. The answers come in the order of the questions: see [`Sink::answer`].
    pub fn ask(&self, file: u32, start: u64, end: u64) {
        let spare = self.answers.borrow_mut().spare.pop();
        let spare = spare.unwrap_or_else(|| ArrayBuffer::new(PIECE));
        let number = JsValue::from_f64;
        let range =
            [("start", number(start as f64)), ("end", number(end as f64)), ("spare", (&spare).into())];
        self.post("read", file, &range, &Array::of1(&spare));
    }

    /// Says that the whole run is right: what was written may be kept.
    pub fn done(&self) {
        self.post("done", 0, &[], &Array::new());
    }

    /// The bytes asked for first. Their buffer is to be given back by [`Sink::reuse`].
    pub async fn answer(&self) -> Result<Uint8Array, Failure> {
        self.until(|answers| answers.data.pop_front()).await
    }

    /// Takes back the buffer of an answer.
    pub fn reuse(&self, bytes: &Uint8Array) {
        self.answers.borrow_mut().keep(bytes.buffer());
    }

    async fn write(&mut self, file: u32, bytes: &[u8]) -> Result<(), Failure> {
        if file != self.piece.file {
            self.flush().await?;
            self.piece.file = file;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let room = (PIECE - self.piece.filled) as usize;
            let (now, later) = rest.split_at(rest.len().min(room));
            let end = self.piece.filled + now.len() as u32;
            self.piece.bytes.subarray(self.piece.filled, end).copy_from(now);
            self.piece.filled = end;
            rest = later;
            if end == PIECE {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), Failure> {
        let filled = std::mem::take(&mut self.piece.filled);
        if filled == 0 {
            return Ok(());
        }
        let full = if filled == PIECE {
            let spare = self.answers.borrow_mut().spare.pop();
            let next = spare.map_or_else(|| Uint8Array::new_with_length(PIECE), |it| Uint8Array::new(&it));
            std::mem::replace(&mut self.piece.bytes, next)
        } else {
            self.piece.bytes.slice(0, filled)
        };
        let buffer = full.buffer();
        self.answers.borrow_mut().unwritten += 1;
        self.post("write", self.piece.file, &[("bytes", (&buffer).into())], &Array::of1(&buffer));
        self.until(|answers| (answers.unwritten < IN_FLIGHT).then_some(())).await
    }

    fn post(&self, kind: &str, file: u32, more: &[(&str, JsValue)], transfer: &Array) {
        let message = object(&[("type", kind.into()), ("file", file.into())]);
        for (key, value) in more {
            let _ = Reflect::set(&message, &JsValue::from_str(key), value);
        }
        self.port.post(&message, transfer);
    }

    /// Waits until `ready` gives something, or the saver has failed.
    async fn until<T>(&self, ready: impl Fn(&mut Answers) -> Option<T>) -> Result<T, Failure> {
        poll_fn(|context| {
            let mut answers = self.answers.borrow_mut();
            if let Some(failure) = &answers.failure {
                return Poll::Ready(Err(failure.clone()));
            }
            match ready(&mut answers) {
                Some(value) => Poll::Ready(Ok(value)),
                None => {
                    answers.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
    }
}

impl Answers {
    /// A buffer to be filled again.
    fn keep(&mut self, buffer: ArrayBuffer) {
        if buffer.byte_length() == PIECE && self.spare.len() < 2 * IN_FLIGHT {
            self.spare.push(buffer);
        }
    }

    fn hear(&mut self, message: &JsValue) {
        match text(message, "type").as_str() {
            "written" => {
                self.unwritten = self.unwritten.saturating_sub(1);
                let spare = Reflect::get(message, &"spare".into()).ok().and_then(|it| it.dyn_into().ok());
                spare.into_iter().for_each(|it| self.keep(it));
            }
            "closed" => self.unclosed = self.unclosed.saturating_sub(1),
            "data" => {
                let of = |key: &str| Reflect::get(message, &key.into()).unwrap_or_default();
                let (bytes, length) = (of("bytes"), of("length").as_f64().unwrap_or_default());
                self.data.push_back(Uint8Array::new_with_byte_offset_and_length(&bytes, 0, length as u32));
            }
            _ => {
                self.failure =
                    Some(Failure { code: text(message, "code"), message: text(message, "message") })
            }
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}
