/** What the buttons set going: the runs of the workers. Tells the store what happened; decides nothing about looks. */

import type {
  DestinationDocument,
  Finding,
  MessagesDocument,
  PackDocument,
  Place,
  Plan,
  RecordView,
  RowsDocument,
  SavingWay,
  SearchDocument,
  Shelf,
  SourceFile,
  SurveyDocument,
} from '../shared/protocol.ts';
import { type Client, PackerError, type Progress } from './client.ts';
import { keyOf, takesMail } from './derive.ts';
import { begun, keepNoted, type LeftRun } from './left.ts';
import { added, type Entry, filesOf, type Gathered, inSlices, isMany, taking, walk } from './files.ts';
import { DESTINATIONS } from './offered.ts';
import { readPlan, withPilot } from './plan.ts';
import { readTemplates } from './template.ts';
import { sampleFiles } from './sample/index.ts';
import type { Saving, Shell } from './shell.ts';
import type { Lang } from './state.ts';
import type { Store } from './store.ts';

/** Places of a finding that are fetched at a time. */
export const LOOKS = 20;
/** Places that the worker finds in one reading. */
const SOUGHT = 500;

/** Files that are handed to the worker at a time. */
const LOT = 500;

/** A change of the plan is followed by a new survey after this pause, so that a row of changes makes one run. */
const PAUSE_MS = 500;
/** Bytes of an opened file that are looked at for a plan. */
const MOST_OF_PLAN = 64e6;

/** Questions about what was surveyed. */
type Asked =
  | { type: 'messages'; shelf: Shelf; from: number }
  | { type: 'places'; code: string; tab: string; field: string; from: number }
  | { type: 'rows'; tab: string; from: number }
  | { type: 'sample' }
  | { type: 'search'; tab: string; field: string; part: string };

export interface Runner {
  /** Lists the destinations; `wanted` is chosen, if it is there; `own`: the vendor's own comes first. */
  start(wanted?: string, own?: boolean): Promise<void>;
  addFiles(files: File[]): Promise<void>;
  addEntries(entries: Entry[]): Promise<void>;
  /** What the shell found in dropped folders, `more` to come. */
  add(gathered: Gathered, more: boolean): void;
  /** Files hang over the page: the shell takes the drop. */
  drag(): void;
  addSample(): void;
  survey(): Promise<void>;
  /** A pilot, or everything. */
  pack(part?: 'pilot'): Promise<void>;
  stop(): void;
  /** Reads places of a finding, from this one on: of those listed, or of all. */
  look(finding: Finding, from?: number, all?: boolean): Promise<void>;
  /** Lists mail to leaf through, from this one on. */
  openShelf(shelf: Shelf, from: number): Promise<void>;
  /** Reads one of those listed. */
  openMessage(at: number): Promise<void>;
  /** Makes a sample that can be shown to others. */
  makeSample(): Promise<void>;
  /** Rows of a tab, from this one on. */
  rows(tab: string, from: number): Promise<RowsDocument | 'failed'>;
  /** Looks for a piece of text in a column. */
  search(tab: string, field: string, part: string): Promise<SearchDocument | 'failed'>;
  openPlan(file: File): Promise<void>;
  chooseFolder(): Promise<void>;
  deleteStored(): void;
  /** Goes on with what an earlier visit left, or deletes it. */
  takeLeft(left: LeftRun): void;
  dropLeft(job: string): void;
  /** Hands a file to the browser's downloading: one that was packed, or `file`. */
  save(name: string, file?: Blob): void;
  /** Asks what is stored, and what the page's own hash is. */
  facts(): void;
}

export interface Tools {
  store: Store;
  client: Client;
  shell: Shell;
  /** How output is kept where no folder is chosen. */
  usualWay: SavingWay;
}

export function createRunner({ store, client, shell, usualWay }: Tools): Runner {
  let runs = 0;
  let stopper: AbortController | null = null;
  let job = '';
  /** The vendor brought a destination; kept for a start after a crash. */
  let isOwn = false;
  /** What the worker has surveyed: gone with the worker, outdated with the next change. */
  let known = { generation: 0, revision: -1 };
  /** The files it was told of. */
  let told: { files: SourceFile[]; generation: number } = { files: [], generation: 0 };

  /** Runs one job; at most one at a time, a new one stops the old. */
  async function runJob(kind: 'survey' | 'pack', work: (run: number, signal: AbortSignal) => Promise<void>) {
    stopper?.abort(new DOMException('stopped', 'AbortError'));
    const mine = new AbortController();
    stopper = mine;
    const run = ++runs;
    store.send({ type: 'job-started', run, kind });
    try {
      await work(run, mine.signal);
    } catch (reason) {
      if (mine.signal.aborted) store.send({ type: 'job-stopped', run });
      else store.send({ type: 'job-failed', run, ...failureOf(reason) });
    } finally {
      if (stopper === mine) stopper = null;
    }
  }

  const progressOf = (run: number) => ({ phase, done, total }: Progress) =>
    store.send({ type: 'job-progressed', run, phase, done, total, at: performance.now() });

  async function surveyWith(run: number, signal?: AbortSignal): Promise<SurveyDocument> {
    const { files, plan, revision } = store.get();
    await tellFiles(files, signal);
    const document = await client.request<SurveyDocument>(
      { type: 'survey', plan },
      { onProgress: progressOf(run), ...(signal ? { signal } : {}) },
    );
    known = { generation: client.generation, revision };
    return document;
  }

  /** Hands the worker the files it does not have yet, so many at a time. */
  async function tellFiles(files: SourceFile[], signal?: AbortSignal): Promise<void> {
    if (told.files === files && told.generation === client.generation) return;
    for (let from = 0; from === 0 || from < files.length; from += LOT) {
      await client.request({ type: 'files', from, files: files.slice(from, from + LOT) }, signal ? { signal } : {});
    }
    told = { files, generation: client.generation };
  }

  /** What the worker answers about what it surveyed; `failed` is shown where the answer would be. */
  async function asked<T>(body: { type: 'look'; place: Place } | Asked, onProgress = (_: Progress): void => {}): Promise<T | 'failed'> {
    try {
      if (known.generation !== client.generation) await surveyWith(0);
      // The core answers null where there is no such record.
      return (await client.request<T | null>(body, { onProgress })) ?? 'failed';
    } catch {
      return 'failed';
    }
  }

  const isKnown = () => known.generation === client.generation && known.revision === store.get().revision;

  async function packWith(part: 'pilot' | undefined, run: number, signal: AbortSignal): Promise<void> {
    if (!isKnown()) await surveyWith(run, signal);
    job = `${Date.now().toString(36)}-${run}`;
    const { way, lang, plan, pilot } = store.get();
    const asked = { lang, plan: withPilot(plan, part ? pilot : null) };
    const saving = shell.begin(job, way, ({ name, bytes, kept }) =>
      store.send({ type: 'file-saved', run, name, bytes, kept }),
    );
    try {
      const real = await Promise.race([saving.ready, saving.failed, abortOf(signal)]);
      if (real !== way) store.send({ type: 'way-chosen', way: real });
      if (real === 'opfs') shell.say({ type: 'note', job, name: 'begun', text: begun(store.get()) });
      store.send({ type: 'packed', run, document: await packInto(saving, run, signal, asked) });
    } catch (reason) {
      shell.discard(job);
      throw reason;
    }
  }

  function packInto(saving: Saving, run: number, signal: AbortSignal, asked: { lang: Lang; plan: Plan }): Promise<PackDocument> {
    const { sink } = saving;
    const options = { transfer: [sink], signal, onProgress: progressOf(run) };
    return Promise.race([client.request<PackDocument>({ type: 'pack', sink, ...asked }, options), saving.failed]);
  }

  /** Dropped files, as far as the shell has handed them over. */
  const lots: SourceFile[] = [];

  /** The places found last. */
  let sought: { key: string; survey: unknown; from: number; places: Place[] } = { key: '', survey: null, from: 0, places: [] };

  async function seek({ code, tab, field }: Finding, key: string, at: number): Promise<void> {
    const { survey } = store.get();
    const from = at - (at % SOUGHT);
    store.send({ type: 'looking-started', key, from: at, all: true, places: null });
    if (sought.key === key && sought.survey === survey && sought.from === from) return;
    const percent = ({ done, total }: Progress) => Math.floor((done / Math.max(1, total)) * 100);
    const places = await asked<Place[]>({ type: 'places', code, tab, field, from }, (progress) =>
      store.send({ type: 'looking-progressed', key, percent: percent(progress) }),
    );
    sought = { key, survey: places === 'failed' ? null : survey, from, places: places === 'failed' ? [] : places };
  }

  const runner: Runner = {
    async start(wanted, own = isOwn) {
      isOwn = own;
      if (store.get().offered.some(({ id }) => id === wanted)) store.send({ type: 'destination-chosen', id: wanted! });
      const documents: DestinationDocument[] = [];
      let failure = { code: 'start-failed', message: '' };
      let ownFailed = false;
      for (const destination of own ? ['', ...DESTINATIONS] : DESTINATIONS) {
        // One of the vendor's own stands in for ours of the same name.
        if (documents[0]?.id === destination) continue;
        try {
          documents.push(await client.request<DestinationDocument>({ type: 'destination', destination }));
        } catch (reason) {
          ownFailed ||= destination === '';
          // A destination this core does not know is left out; a core that knows none did not start.
          failure = failureOf(reason);
          if (failure.code === 'worker-crashed') break;
        }
      }
      if (documents.length > 0) {
        store.send({ type: 'destinations-listed', documents });
        // Whoever has chosen by now knows better.
        const free = store.get().plan.destination === '';
        const chosen = own && !ownFailed ? documents[0] : documents.find(({ id }) => free && id === wanted);
        if (chosen) store.send({ type: 'destination-chosen', id: chosen.id });
        if (ownFailed) store.send({ type: 'start-failed', code: 'destination-unread', message: '' });
      } else store.send({ type: 'start-failed', ...failure });
    },
    async addFiles(files) {
      finish({ found: await filesOf(files), unopened: [] });
    },
    async addEntries(entries) {
      store.send({ type: 'gathering-progressed', found: 0 });
      finish(await walk(entries, (found) => store.send({ type: 'gathering-progressed', found })));
    },
    addSample() {
      finish({ found: sampleFiles(takesMail(store.get())), unopened: [] });
    },
    survey: () =>
      runJob('survey', async (run, signal) => {
        store.send({ type: 'surveyed', run, document: await surveyWith(run, signal) });
      }),
    pack: (part) => runJob('pack', (run, signal) => packWith(part, run, signal)),
    stop() {
      stopper?.abort(new DOMException('stopped', 'AbortError'));
    },
    async look(finding, from = 0, all = false) {
      const key = keyOf(finding);
      if (all) await seek(finding, key, from);
      const places = all ? sought.places.slice(from - sought.from).slice(0, LOOKS) : finding.places.slice(from, from + LOOKS);
      const { looking: still } = store.get();
      if (all && (still?.key !== key || still.from !== from)) return;
      store.send({ type: 'looking-started', key, from, all, places });
      for (const [at, place] of places.entries()) {
        const { looking, job } = store.get();
        if (looking?.key !== key || looking.from !== from || job) return;
        store.send({ type: 'looked', key, from, at, view: await asked<RecordView>({ type: 'look', place }) });
      }
    },
    async openShelf(shelf, from) {
      store.send({ type: 'shelf-opened', shelf, from });
      const list = await asked<MessagesDocument>({ type: 'messages', shelf, from });
      store.send({ type: 'shelf-listed', shelf, from, list });
    },
    async openMessage(at) {
      store.send({ type: 'message-opened', at });
      const { reading } = store.get();
      if (!reading || reading.list === null || reading.list === 'failed') return;
      const { shelf, from, list } = reading;
      const place = list.messages[at]?.place;
      if (place) store.send({ type: 'message-read', shelf, from, at, view: await asked<RecordView>({ type: 'look', place }) });
    },
    rows: (tab, from) => asked<RowsDocument>({ type: 'rows', tab, from }),
    search: (tab, field, part) => asked<SearchDocument>({ type: 'search', tab, field, part }),
    async makeSample() {
      const { revision } = store.get();
      store.send({ type: 'sample-made', revision, file: null });
      const file = await asked<Blob>({ type: 'sample' });
      if (store.get().revision === revision) store.send({ type: 'sample-made', revision, file });
    },
    async openPlan(file) {
      // The keys at the end of a receipt are not needed, and may be hundreds of megabytes.
      const text = await file.slice(0, MOST_OF_PLAN).text();
      const templates = readTemplates(text);
      if (templates) return store.send({ type: 'templates-opened', templates });
      const read = readPlan(text);
      const plan = read && withPilot(read, null);
      const known = store.get().destinations?.some(({ id }) => id === plan?.destination);
      if (plan && known) store.send({ type: 'plan-changed', plan });
      store.send({ type: 'noticed', notice: { id: !plan ? 'plan-not-one' : known ? 'plan-opened' : 'plan-elsewhere' } });
    },
    async chooseFolder() {
      const { folder, refused } = await shell.pick();
      if (folder !== null) store.send({ type: 'way-chosen', way: 'folder', folder });
      else if (refused) store.send({ type: 'way-chosen', way: usualWay });
    },
    deleteStored() {
      shell.discard(job);
      store.send({ type: 'stored-deleted' });
      shell.say({ type: 'forget' });
    },
    takeLeft(left) {
      if (left.packed) {
        job = left.job;
        shell.say({ type: 'take', job });
      }
      store.send({ type: 'left-taken', left });
    },
    dropLeft(job) {
      shell.discard(job);
      store.send({ type: 'left-dropped', job });
    },
    add({ found, unopened }, more) {
      lots.push(...found);
      if (!more) finish({ found: lots.splice(0), unopened });
    },
    drag() {
      store.send({ type: 'dragged', over: true });
      shell.say({ type: 'dragging' });
    },
    save(name, file) {
      shell.offer(name, file);
      if (!file) store.send({ type: 'file-taken', name });
    },
    facts: () => shell.say({ type: 'facts' }),
  };

  keepNoted(store, shell, () => job);

  function finish(gathered: Gathered): void {
    if (!isMany(gathered.found)) return taken(gathered);
    const progress = (found: number) => store.send({ type: 'gathering-progressed', found });
    progress(0);
    const there = store.get().files;
    const { taken: files, take } = taking(there);
    void inSlices(gathered.found, take, progress).then(() => {
      // Others may have come meanwhile.
      if (store.get().files !== there) taken(gathered);
      else store.send({ type: 'gathering-finished', ...files, unopened: gathered.unopened });
    });
  }

  function taken({ found, unopened }: Gathered): void {
    const { files, known } = added(store.get().files, found);
    store.send({ type: 'gathering-finished', files, known, unopened });
  }
  return runner;
}

function failureOf(reason: unknown): { code: string; message: string } {
  if (reason instanceof PackerError) return { code: reason.code, message: reason.message };
  return { code: 'start-failed', message: reason instanceof Error ? reason.message : String(reason) };
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Surveys anew, after a pause, whenever the check is open and what it shows is outdated. Answers how to end that. */
export function keepSurveyed(store: Store, runner: Runner): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = -1;
  return store.subscribe((state) => {
    const wanted = state.step === 'check' && state.files.length > 0 && state.survey?.revision !== state.revision;
    const running = state.job?.kind === 'survey' && state.job.revision === state.revision;
    if (!wanted || running || state.job?.kind === 'pack' || seen === state.revision) return;
    seen = state.revision;
    clearTimeout(timer);
    // The first survey starts at once; those after a change wait for the next change.
    timer = setTimeout(() => void runner.survey(), state.survey ? PAUSE_MS : 0);
  });
}
