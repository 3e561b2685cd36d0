//! wasm32 only: the host loop in the worker. Decides nothing.
//!
//! [`Packer`] is the one class that the packer worker sees. JSON crosses as text; the shapes are those of
//! `www/src/shared/protocol.ts`. It does not know the page: the worker relays messages.

mod drive;
mod sink;
mod tally;
mod web;

use drive::Drive;
use js_sys::{Array, Function};
use sink::Sink;
use wasm_bindgen::prelude::*;
use web::{Blob, Dropped, MessagePort, object, post_to_page};

/// Why a run ended before its end: a stable code for the page, and words for the log.
#[derive(Clone, Debug)]
pub struct Failure {
    pub code: String,
    pub message: String,
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> JsValue {
        object(&[("code", failure.code.into()), ("message", failure.message.into())]).into()
    }
}

/// One user's work: what was dropped, and what the last survey knows of it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Packer {
    files: Vec<Blob>,
    names: Vec<String>,
}

#[wasm_bindgen]
impl Packer {
    /// Sets the panic hook: a panic is told to the page as `crashed`, and the worker is not used again.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Packer {
        std::panic::set_hook(Box::new(|panic| {
            console_error_panic_hook::hook(panic);
            let message = panic.to_string();
            post_to_page(&object(&[("type", "crashed".into()), ("message", message.into())]));
        }));
        Packer::default()
    }

    /// One pass over all files (`SourceFile[]`); the survey as JSON.
    pub async fn survey(
        &mut self,
        files: Array,
        _plan: String,
        on_progress: Function,
    ) -> Result<String, JsValue> {
        let dropped: Vec<Dropped> = files.iter().map(|it| it.unchecked_into()).collect();
        self.names = dropped.iter().map(Dropped::name).collect();
        self.files = dropped.iter().map(Dropped::file).collect();
        let mut job = tally::Tally::new(self.files.iter().map(|file| file.size() as u64).collect(), false);
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: &on_progress };
        drive.run().await?;
        Ok(job.document())
    }

    /// Packs what was surveyed last; output goes through `port`. The result as JSON.
    pub async fn pack(
        &mut self,
        port: MessagePort,
        _lang: String,
        on_progress: Function,
    ) -> Result<String, JsValue> {
        let mut sink = Sink::new(port);
        let mut job = tally::Tally::new(self.files.iter().map(|file| file.size() as u64).collect(), true);
        let drive =
            Drive { job: &mut job, files: &self.files, sink: Some(&mut sink), on_progress: &on_progress };
        drive.run().await?;
        Ok(job.document())
    }
}
