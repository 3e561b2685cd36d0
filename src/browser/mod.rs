//! wasm32 only: the host loop in the worker. Decides nothing.
//!
//! [`Packer`] is the one class that the packer worker sees. JSON crosses as text; the shapes are those of
//! `www/src/shared/protocol.ts`. It does not know the page: the worker relays messages.

mod drive;
mod host;
mod sink;
mod web;

use crate::bundle::words::Language;
use crate::destination::Destination;
use crate::destination::load::{built_in, from_packed};
use crate::job::error::{Error, ErrorKind};
use crate::job::look::{Asked, Look};
use crate::job::messages::Messages;
use crate::job::pack::Pack;
use crate::job::places::{self, Window};
use crate::job::plan::Plan;
use crate::job::rows::Rows;
use crate::job::sample;
use crate::job::search::Search;
use crate::job::settle::Surveyed;
use crate::job::setup::Setup;
use crate::job::survey::Survey;
use crate::job::{SourceFile, document};
use drive::Drive;
use js_sys::{Array, Function};
use sink::Sink;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web::{Blob, Dropped, MessagePort, object, post_to_page};

/// Why a run ended before its end: a stable code for the page, and words for the log.
#[derive(Clone, Debug)]
pub struct Failure {
    pub code: String,
    pub message: String,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure { code: error.code().into(), message: error.to_string() }
    }
}

impl From<ErrorKind> for Failure {
    fn from(kind: ErrorKind) -> Failure {
        Error::from(kind).into()
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> JsValue {
        object(&[("code", failure.code.into()), ("message", failure.message.into())]).into()
    }
}

/// One user's work: what was dropped, what was decided, and what the last survey knows of it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Packer {
    names: Vec<String>,
    files: Vec<Blob>,
    plan: String,
    /// A destination of the vendor's whose page this stands in.
    own: Option<Destination>,
    /// Taken by a pack and given back when it ends well.
    surveyed: Option<Surveyed>,
}

#[wasm_bindgen]
impl Packer {
    /// Sets the panic hook: a panic is told to the page as `crashed`, and the worker is not used again.
    ///
    /// `ja`, `en`: the catalogs of findings, which the page has anyway.
    #[wasm_bindgen(constructor)]
    pub fn new(ja: String, en: String) -> Packer {
        host::offer(ja, en);
        std::panic::set_hook(Box::new(|panic| {
            console_error_panic_hook::hook(panic);
            let message = panic.to_string();
            post_to_page(&object(&[("type", "crashed".into()), ("message", message.into())]));
        }));
        Packer::default()
    }

    /// Takes a destination of the vendor's own, as `nizukuri check-destination --packed` writes it.
    pub fn own(&mut self, packed: &str) {
        self.own = from_packed(packed);
    }

    /// A built-in destination (`DestinationDocument`), or, by an empty id, the vendor's own.
    pub fn destination(&self, id: &str) -> Result<String, JsValue> {
        let named = if id.is_empty() { self.own.clone() } else { built_in(id) };
        match named {
            Some(destination) => Ok(document::destination(&destination).to_string()),
            None => Err(Failure::from(ErrorKind::UnknownDestination { id: id.into() }).into()),
        }
    }

    /// One pass over all files (`SourceFile[]`): a `SurveyDocument`.
    pub async fn survey(
        &mut self,
        files: Array,
        plan: String,
        on_progress: Function,
    ) -> Result<String, JsValue> {
        let dropped: Vec<Dropped> = files.iter().map(|it| it.unchecked_into()).collect();
        let names: Vec<String> = dropped.iter().map(Dropped::name).collect();
        let files: Vec<Blob> = dropped.iter().map(Dropped::file).collect();
        // Each message from the page brings new objects for the same files.
        let stamp = |file: &Blob| [file.size(), file.last_modified()];
        let same = names == self.names && files.iter().map(stamp).eq(self.files.iter().map(stamp));
        (self.names, self.files) = (names, files);
        self.plan = plan;
        let known = if same { self.known()? } else { None };
        let surveyed = match known {
            Some(surveyed) => surveyed,
            None => self.survey_now(&on_progress, None).await?,
        };
        let document = document::survey(&surveyed).to_string();
        self.surveyed = Some(surveyed);
        Ok(document)
    }

    /// One record as it stands in its file: a `RecordView`, or `null`.
    pub async fn look(&mut self, place: String) -> Result<String, JsValue> {
        let asked = Asked::from_json(&place).map_err(unreadable)?;
        let job = self.surveyed.as_ref().and_then(|surveyed| Look::new(surveyed, &asked));
        let Some(mut job) = job else { return Ok("null".into()) };
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: None };
        drive.run().await?;
        Ok(job.finish().unwrap_or_default().to_string())
    }

    /// Any places of a finding (`Place[]`), or `null` where nothing is surveyed: reads everything again.
    pub async fn places(&mut self, asked: String, on_progress: Function) -> Result<String, JsValue> {
        let window = Window::asked(&asked).map_err(unreadable)?;
        let Some(before) = self.surveyed.take() else { return Ok("null".into()) };
        // Both at once would be twice the memory.
        let findings = before.findings;
        let mut surveyed = self.survey_now(&on_progress, Some(window)).await?;
        let places = places::taken(&mut surveyed);
        surveyed.findings = findings;
        self.surveyed = Some(surveyed);
        Ok(places.to_string())
    }

    /// Mail to leaf through, so many at a time (`MessagesDocument`), or `null` where nothing is surveyed.
    pub async fn messages(&mut self, asked: String) -> Result<String, JsValue> {
        let Some(surveyed) = &self.surveyed else { return Ok("null".into()) };
        let mut job = Messages::new(surveyed, &asked).map_err(unreadable)?;
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: None };
        drive.run().await?;
        Ok(job.finish().to_string())
    }

    /// Rows of a tab, so many at a time (`RowsDocument`), or `null` where nothing is surveyed.
    pub async fn rows(&mut self, asked: String) -> Result<String, JsValue> {
        let Some(surveyed) = &self.surveyed else { return Ok("null".into()) };
        let mut job = Rows::new(surveyed, &asked).map_err(unreadable)?;
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: None };
        drive.run().await?;
        Ok(job.finish().to_string())
    }

    /// Looks for a piece of text in a column of a tab (`SearchDocument`); `null` where nothing is surveyed.
    pub async fn search(&mut self, asked: String, on_progress: Function) -> Result<String, JsValue> {
        let Some(surveyed) = &self.surveyed else { return Ok("null".into()) };
        let mut job = Search::new(surveyed, &asked).map_err(unreadable)?;
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: Some(&on_progress) };
        drive.run().await?;
        Ok(job.finish().to_string())
    }

    /// Records of the findings with all persons masked: a ZIP; empty where nothing is surveyed.
    pub async fn sample(&mut self) -> Result<Vec<u8>, JsValue> {
        let Some(surveyed) = &self.surveyed else { return Ok(Vec::new()) };
        let mut job = sample::asked(surveyed);
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: None };
        drive.run().await?;
        Ok(sample::written(surveyed, job))
    }

    /// Packs what was surveyed last, in the words of `lang`; output goes through `port`. A `PackDocument`. Where the
    /// plan differs only in which records go, or in where mail is filed, nothing is read again.
    pub async fn pack(
        &mut self,
        port: MessagePort,
        plan: String,
        lang: String,
        on_progress: Function,
    ) -> Result<String, JsValue> {
        let mut sink = Sink::new(port);
        // A pack that failed (a full disk) has used the survey up: it is made again.
        self.plan = plan;
        let surveyed = match self.known()? {
            Some(surveyed) => surveyed,
            None => self.survey_now(&on_progress, None).await?,
        };
        let language = if lang == "ja" { Language::Ja } else { Language::En };
        let mut job = Pack::new(surveyed, language);
        let drive = Drive {
            job: &mut job,
            files: &self.files,
            sink: Some(&mut sink),
            on_progress: Some(&on_progress),
        };
        drive.run().await?;
        let packed = job.finish().map_err(Failure::from)?;
        sink.done();
        let document = document::pack(&packed).to_string();
        self.surveyed = Some(packed.surveyed);
        Ok(document)
    }
}

impl Packer {
    /// The last survey, if it is what the plan asks for.
    fn known(&mut self) -> Result<Option<Surveyed>, Failure> {
        let Some(mut surveyed) = self.surveyed.take() else { return Ok(None) };
        Ok(surveyed.choose(Plan::from_json(&self.plan)?)?.then_some(surveyed))
    }

    async fn survey_now(
        &mut self,
        on_progress: &Function,
        window: Option<Window>,
    ) -> Result<Surveyed, Failure> {
        self.surveyed = None;
        let plan = Plan::from_json(&self.plan)?;
        let own = self.own.clone().filter(|own| own.id == plan.destination);
        let mut setup = Setup::new(plan, own)?;
        setup.window = window;
        let named = self.names.iter().zip(&self.files);
        let sources = named.map(|(name, file)| SourceFile { name: name.clone(), bytes: file.size() as u64 });
        let mut job = Survey::new(sources.collect(), Rc::new(setup));
        let drive = Drive { job: &mut job, files: &self.files, sink: None, on_progress: Some(on_progress) };
        drive.run().await?;
        Ok(job.finish())
    }
}

/// A question of the page that the core cannot read.
fn unreadable(detail: String) -> Failure {
    ErrorKind::PlanUnreadable { detail }.into()
}
