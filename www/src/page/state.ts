/** What the page knows, and what can happen to it. Plain data: file handles and counts, never file contents. */

import type {
  DestinationDocument,
  MessagesDocument,
  PackDocument,
  PilotBy,
  Place,
  Plan,
  RecordView,
  SavingWay,
  Shelf,
  SourceFile,
  SurveyDocument,
} from '../shared/protocol.ts';
import type { Facts, Watched } from '../shared/shell.ts';
import type { LeftRun } from './left.ts';
import type { Offered } from './offered.ts';
import type { Mark } from './pace.ts';
import { emptyPlan } from './plan.ts';
import type { Template } from './template.ts';

export const STEPS = ['destination', 'files', 'check', 'pack', 'handover'] as const;
export type Step = (typeof STEPS)[number];
export type Lang = 'ja' | 'en';
export type JobKind = 'survey' | 'pack';
export type Phase = 'starting' | 'reading' | 'packing' | 'verifying';

/** A run of the worker. News of another run than this one is late, and ignored. */
export interface JobState {
  run: number;
  kind: JobKind;
  /** What it reads: the result of an older revision is stale. */
  revision: number;
  phase: Phase;
  done: number;
  total: number;
  /** How the present phase went so far. */
  marks: Mark[];
}

/** A file the saver finished. It is `kept` until the user saves it, or lies in the user's folder already. */
export interface Saved {
  name: string;
  bytes: number;
  kept: boolean;
  /** The user has pressed save. */
  taken: boolean;
}

/** What the pilot holds. No part of the plan: a plan that is opened again packs everything. */
export interface Pilot {
  /** As typed. */
  count: string;
  by: PilotBy;
  /** The text looked for, or the seed. */
  text: string;
}

/** Which findings are shown: all conditions hold. Blank ones hold for every finding. */
export interface Filter {
  text: string;
  errors: boolean;
  /** Tab id. */
  tab: string;
  /** Source name. */
  source: string;
}

/** Records of one finding (by `keyOf`), shown as they are in the file. */
export interface Looking {
  key: string;
  /** How many of its places come before those shown. */
  from: number;
  places: Place[];
  /** All its places are gone through, not only those that the survey lists. */
  all: boolean;
  /** While they are looked for: how far, in percent. */
  sought: number | null;
  /** One per place asked for; null while it is read, `failed` when it could not be. */
  views: (RecordView | 'failed' | null)[];
}

/** Mail, leafed through. */
export interface Reading {
  shelf: Shelf;
  /** How many messages come before those listed. */
  from: number;
  /** Null while it is read; `failed` when it could not be. */
  list: MessagesDocument | 'failed' | null;
  /** The message that is open, among those listed. */
  at: number | null;
  view: RecordView | 'failed' | null;
}

export interface State {
  lang: Lang;
  /** A data URL shown in place of our own mark, or ''. */
  logo: string;
  step: Step;
  /** What can be chosen before the worker has answered. */
  offered: Offered[];
  /** Whether the views and texts of the later places are there. */
  later: boolean;
  /** Null until the worker has answered. */
  destinations: DestinationDocument[] | null;
  files: SourceFile[];
  /** While folders are walked: how many files so far. */
  gathering: number | null;
  /** Paths that were dropped but could not be opened. */
  unopened: string[];
  plan: Plan;
  /** How columns were matched before, as far as such files were opened. */
  templates: Template[];
  past: Plan[];
  future: Plan[];
  /** Counts every change of files and plan: a document made at another revision is stale. */
  revision: number;
  job: JobState | null;
  survey: { document: SurveyDocument; revision: number } | null;
  packed: { document: PackDocument; revision: number } | null;
  /** The run whose output is in `saved`. */
  savedRun: number | null;
  saved: Saved[];
  /** What earlier visits left. */
  left: LeftRun[];
  way: SavingWay;
  folder: string;
  pilot: Pilot;
  /** Days lines of the check-list are counted from, known only after packing: option to `2026-11-21`, or ''. */
  days: Record<string, string>;
  /** Records with persons masked, for others; null while it is made. */
  sample: { revision: number; file: Blob | 'failed' | null } | null;
  filter: Filter;
  looking: Looking | null;
  reading: Reading | null;
  /** Ids of panels that are folded open. */
  open: string[];
  /** How many rows of a long list are shown, where it is more than the first lot. */
  shown: Record<string, number>;
  ticked: number[];
  silence: boolean;
  /** The Content-Security-Policy of this page. */
  policy: string;
  /** Requests and stopped attempts, by who made them. */
  watched: Record<string, Watched>;
  /** Null until the shell has answered. */
  facts: Facts | null;
  /** Files hang over the page just now. */
  dragging: boolean;
  failure: { kind: 'crash' | 'failed'; code: string; message: string; during: JobKind | 'start' } | null;
  /** Read out by the polite live region: a text id and its values. */
  notice: Notice | null;
}

export interface Notice {
  id: string;
  args?: Record<string, string | number>;
}

export type Action =
  | { type: 'language-chosen'; lang: Lang }
  | { type: 'asked-anew'; lang: Lang; logo: string }
  | { type: 'step-opened'; step: Step }
  | { type: 'later-came' }
  | { type: 'destinations-listed'; documents: DestinationDocument[] }
  | { type: 'destination-chosen'; id: string }
  | { type: 'gathering-progressed'; found: number }
  | { type: 'gathering-finished'; files: SourceFile[]; known: number; unopened: string[] }
  | { type: 'source-removed'; name: string }
  | { type: 'source-replaced'; name: string; file: File }
  | { type: 'sources-cleared' }
  | { type: 'plan-changed'; plan: Plan }
  | { type: 'templates-opened'; templates: Template[] }
  | { type: 'plan-undone' }
  | { type: 'plan-redone' }
  | { type: 'job-started'; run: number; kind: JobKind }
  | { type: 'job-progressed'; run: number; phase: Phase; done: number; total: number; at: number }
  | { type: 'job-stopped'; run: number }
  | { type: 'job-failed'; run: number; code: string; message: string }
  | { type: 'surveyed'; run: number; document: SurveyDocument }
  | { type: 'packed'; run: number; document: PackDocument }
  | { type: 'way-chosen'; way: SavingWay; folder?: string }
  | { type: 'line-dated'; from: string; day: string }
  | { type: 'pilot-changed'; pilot: Partial<Pilot> }
  | { type: 'file-saved'; run: number; name: string; bytes: number; kept: boolean }
  | { type: 'file-taken'; name: string }
  | { type: 'stored-deleted' }
  | { type: 'left-found'; left: LeftRun }
  | { type: 'left-taken'; left: LeftRun }
  | { type: 'left-dropped'; job: string }
  | { type: 'start-failed'; code: string; message: string }
  | { type: 'failure-dismissed' }
  | { type: 'sample-made'; revision: number; file: Blob | 'failed' | null }
  | { type: 'filter-changed'; filter: Partial<Filter> }
  | { type: 'looking-started'; key: string; from: number; all: boolean; places: Place[] | null }
  | { type: 'looking-progressed'; key: string; percent: number }
  | { type: 'looked'; key: string; from: number; at: number; view: RecordView | 'failed' }
  | { type: 'looking-ended' }
  | { type: 'shelf-opened'; shelf: Shelf; from: number }
  | { type: 'shelf-listed'; shelf: Shelf; from: number; list: MessagesDocument | 'failed' }
  | { type: 'message-opened'; at: number }
  | { type: 'message-read'; shelf: Shelf; from: number; at: number; view: RecordView | 'failed' }
  | { type: 'shelf-closed' }
  | { type: 'panel-toggled'; id: string }
  | { type: 'more-shown'; id: string; count: number }
  | { type: 'line-ticked'; line: number }
  | { type: 'silence-opened' }
  | { type: 'silence-closed' }
  | { type: 'watched'; by: string; watched: Watched }
  | { type: 'facts-told'; facts: Facts }
  | { type: 'dragged'; over: boolean }
  | { type: 'noticed'; notice: Notice };

export const NO_FILTER: Filter = { text: '', errors: false, tab: '', source: '' };

export function initialState(lang: Lang): State {
  return {
    lang,
    logo: '',
    step: 'destination',
    offered: [],
    later: false,
    destinations: null,
    files: [],
    gathering: null,
    unopened: [],
    plan: emptyPlan(''),
    templates: [],
    past: [],
    future: [],
    revision: 0,
    job: null,
    survey: null,
    packed: null,
    savedRun: null,
    saved: [],
    left: [],
    way: 'blob',
    folder: '',
    days: {},
    pilot: { count: '20', by: 'newest', text: '' },
    sample: null,
    filter: NO_FILTER,
    looking: null,
    reading: null,
    open: [],
    shown: {},
    ticked: [],
    silence: false,
    policy: '',
    watched: {},
    facts: null,
    dragging: false,
    failure: null,
    notice: null,
  };
}
