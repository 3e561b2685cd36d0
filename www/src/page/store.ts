/** The one store: `reduce` is pure and takes what happened; late news of an earlier run changes nothing. */

import type { Plan, Shelf } from '../shared/protocol.ts';
import { marked } from './pace.ts';
import { withDestination } from './plan.ts';
import type { Action, Looking, State } from './state.ts';

/** How many steps back there are: enough for an afternoon's work, and bounded. */
const MAX_UNDO = 200;

/** Where there is only one destination to choose, it is chosen; the user sees it, and goes on. */
function onlyOne(state: State): State {
  const [only, ...others] = state.destinations ?? [];
  if (!only || others.length > 0 || state.plan.destination !== '') return state;
  return reduce(state, { type: 'destination-chosen', id: only.id });
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'language-chosen':
      return { ...state, lang: action.lang };
    case 'asked-anew':
      return { ...state, lang: action.lang, logo: action.logo };
    case 'step-opened':
      return { ...state, step: action.step, looking: null, reading: null, silence: false };
    case 'later-came':
      return { ...state, later: true };
    case 'destinations-listed':
      return onlyOne({ ...state, destinations: action.documents });
    case 'destination-chosen':
      if (state.plan.destination === action.id) return state;
      return {
        ...changed({ ...state, ticked: [] }, withDestination(state.plan, action.id, state.destinations?.find(({ id }) => id === action.id))),
        // There is no way back to having no destination.
        ...(state.plan.destination === '' ? { past: [] } : {}),
      };
    case 'gathering-progressed':
      return { ...state, gathering: action.found, unopened: [], step: 'files', silence: false };
    case 'gathering-finished': {
      const notice = { id: 'files-added', args: { count: action.files.length, known: action.known } };
      const after = { ...state, gathering: null, unopened: action.unopened, notice };
      if (action.files.length === 0) return after;
      return { ...after, files: [...state.files, ...action.files], reading: null, revision: state.revision + 1 };
    }
    case 'source-removed': {
      const files = state.files.filter(({ name }) => name !== action.name);
      return { ...state, files, reading: null, revision: state.revision + 1 };
    }
    case 'source-replaced': {
      // It keeps the name, and with it what was decided about it.
      const { name, file } = action;
      const files = state.files.map((one) => (one.name === name ? { name, file } : one));
      return { ...state, files, reading: null, revision: state.revision + 1, notice: { id: 'files-replaced', args: { name, file: file.name } } };
    }
    case 'sources-cleared':
      return { ...state, files: [], unopened: [], survey: null, looking: null, reading: null, revision: state.revision + 1 };
    case 'plan-changed':
      return changed(state, action.plan);
    case 'templates-opened':
      return { ...state, templates: [...state.templates, ...action.templates], notice: { id: 'template-opened' } };
    case 'plan-undone':
      return undone(state);
    case 'plan-redone':
      return redone(state);
    case 'way-chosen':
      return { ...state, way: action.way, folder: action.folder ?? '' };
    case 'line-dated':
      return { ...state, days: { ...state.days, [action.from]: action.day } };
    case 'pilot-changed':
      return { ...state, pilot: { ...state.pilot, ...action.pilot } };
    case 'file-taken':
      return { ...state, saved: state.saved.map((file) => (file.name === action.name ? { ...file, taken: true } : file)) };
    case 'stored-deleted':
      return { ...state, left: [], saved: [], savedRun: null, packed: null, step: state.step === 'handover' ? 'pack' : state.step, notice: { id: 'handover-deleted' } };
    case 'left-found':
      return { ...state, left: [...state.left, action.left] };
    case 'left-taken': {
      const { plan, packed, saved, ticked, days } = action.left;
      const next = changed(state, plan);
      if (!packed) return { ...next, step: 'files' };
      return { ...next, packed: { document: packed, revision: next.revision }, saved, ticked, days, way: 'opfs', step: 'handover' };
    }
    case 'left-dropped':
      return { ...state, left: state.left.filter(({ job }) => job !== action.job) };
    case 'start-failed':
      return { ...state, failure: { kind: 'failed', code: action.code, message: action.message, during: 'start' } };
    case 'failure-dismissed':
      return { ...state, failure: null };
    case 'sample-made':
      return { ...state, sample: { revision: action.revision, file: action.file } };
    case 'filter-changed':
      return { ...state, filter: { ...state.filter, ...action.filter } };
    case 'looking-started':
      return { ...state, looking: lookingAt(action) };
    case 'looking-progressed':
      if (state.looking?.key !== action.key || state.looking.sought === null) return state;
      return { ...state, looking: { ...state.looking, sought: action.percent } };
    case 'looked':
      if (state.looking?.key !== action.key || state.looking.from !== action.from) return state;
      return {
        ...state,
        looking: { ...state.looking, views: state.looking.views.map((view, at) => (at === action.at ? action.view : view)) },
      };
    case 'looking-ended':
      return { ...state, looking: null };
    case 'shelf-opened':
      return { ...state, reading: { shelf: action.shelf, from: action.from, list: null, at: null, view: null } };
    case 'shelf-listed':
      if (!isRead(state, action)) return state;
      return { ...state, reading: { ...state.reading!, list: action.list } };
    case 'message-opened':
      return { ...state, reading: state.reading && { ...state.reading, at: action.at, view: null } };
    case 'message-read':
      if (!isRead(state, action) || state.reading!.at !== action.at) return state;
      return { ...state, reading: { ...state.reading!, view: action.view } };
    case 'shelf-closed':
      return { ...state, reading: null };
    case 'panel-toggled':
      return { ...state, open: toggled(state.open, action.id) };
    case 'more-shown':
      return { ...state, shown: { ...state.shown, [action.id]: action.count } };
    case 'line-ticked':
      return { ...state, ticked: toggled(state.ticked, action.line) };
    case 'silence-opened':
      return { ...state, silence: true };
    case 'silence-closed':
      return { ...state, silence: false };
    case 'watched':
      return { ...state, watched: { ...state.watched, [action.by]: action.watched } };
    case 'facts-told':
      return { ...state, facts: action.facts };
    case 'dragged':
      return { ...state, dragging: action.over };
    case 'noticed':
      return { ...state, notice: action.notice };
    default:
      return reduceJob(state, action);
  }
}

function lookingAt({ key, from, all, places }: Action & { type: 'looking-started' }): Looking {
  const known = places ?? [];
  return { key, from, all, places: known, sought: places ? null : 0, views: known.map(() => null) };
}

/** Whether this is about what is leafed through now: late news of another shelf changes nothing. */
const isRead = ({ reading }: State, { shelf, from }: { shelf: Shelf; from: number }): boolean =>
  reading?.shelf === shelf && reading.from === from;

/** What the worker's runs do to the state. */
function reduceJob(state: State, action: Action): State {
  if (action.type === 'job-started') {
    const { run, kind } = action;
    const job = { run, kind, revision: state.revision, phase: 'starting' as const, done: 0, total: 0, marks: [] };
    const next = { ...state, job, failure: null };
    if (kind === 'survey') return next;
    // From here on only what this run finishes may be offered.
    return { ...next, packed: null, saved: [], savedRun: run };
  }
  if (action.type === 'file-saved') {
    if (state.savedRun !== action.run) return state;
    const { name, bytes, kept } = action;
    return { ...state, saved: [...state.saved, { name, bytes, kept, taken: false }] };
  }
  if (!('run' in action) || state.job?.run !== action.run) return state;
  const { kind, revision } = state.job;
  switch (action.type) {
    case 'job-progressed': {
      const { phase, done, total, at } = action;
      const marks = marked(phase === state.job.phase ? state.job.marks : [], { at, done });
      return { ...state, job: { ...state.job, phase, done, total, marks } };
    }
    case 'job-stopped':
      return { ...state, job: null, ...(kind === 'pack' ? emptied : {}), notice: { id: 'job-stopped' } };
    case 'job-failed': {
      const failure = {
        kind: action.code === 'worker-crashed' ? ('crash' as const) : ('failed' as const),
        code: action.code,
        message: action.message,
        during: kind,
      };
      return { ...state, job: null, ...(kind === 'pack' ? emptied : {}), failure };
    }
    case 'surveyed': {
      const survey = { document: action.document, revision };
      return { ...state, job: null, survey, looking: null, notice: { id: 'survey-done' } };
    }
    case 'packed': {
      const packed = { document: action.document, revision };
      return { ...state, job: null, packed, step: 'handover', notice: { id: 'pack-done' } };
    }
    default:
      return state;
  }
}

/** A run that did not end leaves nothing that looks finished. */
const emptied = { packed: null, saved: [], savedRun: null };

function changed(state: State, plan: Plan): State {
  const past = [...state.past, state.plan].slice(-MAX_UNDO);
  return { ...state, plan, past, future: [], revision: state.revision + 1 };
}

function undone(state: State): State {
  const plan = state.past.at(-1);
  if (!plan) return state;
  const past = state.past.slice(0, -1);
  return { ...state, plan, past, future: [state.plan, ...state.future], revision: state.revision + 1 };
}

function redone(state: State): State {
  const [plan, ...future] = state.future;
  if (!plan) return state;
  return { ...state, plan, past: [...state.past, state.plan], future, revision: state.revision + 1 };
}

function toggled<T>(list: T[], item: T): T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

export interface Store {
  get(): State;
  send(action: Action): void;
  /** Calls back after each change; the answer unsubscribes. */
  subscribe(listener: (state: State) => void): () => void;
}

export function createStore(first: State): Store {
  let state = first;
  const listeners = new Set<(state: State) => void>();
  return {
    get: () => state,
    send(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
