/**
 * The views with invented documents: `?scene=check&lang=ja&theme=dark`; `long=1`: all texts longer than any language needs. For
 * looking at the design, and for tests of every state (tests/browser/states.test.mjs).
 */

import '../src/page/page.css';
import { catalogs } from './catalogs.ts';
import '../src/page/later.ts';
import { keyOf } from '../src/page/derive.ts';
import { dress } from '../src/page/look.ts';
import { languageOf, mount } from '../src/page/mount.ts';
import { createRunner, keepSurveyed } from '../src/page/run.ts';
import { initialState, type State } from '../src/page/state.ts';
import { createStore } from '../src/page/store.ts';
import { destinations, packed, rowViews, survey } from './documents.ts';
import type { Client } from '../src/page/client.ts';
import type { Shell } from '../src/page/shell.ts';

const asked = new URLSearchParams(location.search);
dress(asked);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const client: Client = {
  generation: 1,
  async request<T>(body: { type: string; destination?: string; place?: { record: number } }, options = {} as never) {
    const { onProgress, signal } = options as { onProgress?: (p: object) => void; signal?: AbortSignal };
    if (body.type === 'destination') {
      const found = destinations.find(({ id }) => id === body.destination);
      if (!found) throw new Error('unknown');
      return found as T;
    }
    if (body.type === 'look') return rowViews[(body.place?.record ?? 0) % rowViews.length] as T;
    for (let done = 0; done < 10; done += 1) {
      signal?.throwIfAborted();
      onProgress?.({ phase: body.type === 'pack' ? 'packing' : 'reading', done: done * 320e6, total: 3.2e9 });
      await pause(60);
    }
    return (body.type === 'pack' ? packed : survey) as T;
  },
} as Client;
const shell: Shell = {
  begin(_job, way, on) {
    for (const { name, bytes } of [...packed.bundles, ...packed.papers]) {
      setTimeout(() => on({ type: 'saved', name, bytes, kept: true }), 100);
    }
    const { port2 } = new MessageChannel();
    return { sink: port2, ready: Promise.resolve(way), failed: new Promise(() => {}) };
  },
  discard() {},
  pick: async () => ({ type: 'picked', folder: 'nizukuri', refused: false }),
  offer() {},
  say() {},
};

const store = createStore(scene(asked.get('scene') ?? 'destination'));
const run = createRunner({ store, client, shell, usualWay: 'opfs' });
if (!asked.has('scene')) {
  keepSurveyed(store, run);
  void run.start();
}
const texts: typeof catalogs = asked.has('long') ? { ja: catalogs.ja.map(longer('ながいことば')), en: catalogs.en.map(longer('gesellschaftsüberprüfung')) } : catalogs;
mount(document.getElementById('app')!, { store, run, catalogs: texts, canPickFolder: true })();

/** Each text half as long again, its last word without a place to break. */
function longer(by: string): (source: string) => string {
  const line = /^( *(?:[a-z.][\w.-]* =|\*?\[\w+\]) )(.*[^ >{}])$/gm;
  const more = (text: string) => by.repeat(9).slice(0, Math.min(22, Math.max(4, Math.ceil(text.length / 2))));
  return (source) => source.replace(line, (_, head: string, text: string) => head + text + more(text));
}

function scene(name: string): State {
  const first: State = { ...initialState(languageOf(asked, ['ja'])), later: name !== 'waiting' };
  if (!asked.has('scene') || name === 'loading') return first;
  const failed = { kind: 'failed' as const, code: 'start-failed', message: 'CompileError: no', during: 'start' as const };
  if (name === 'start-failed') return { ...first, failure: failed };
  const chosen: State = {
    ...first,
    destinations,
    way: 'opfs',
    plan: { ...first.plan, destination: 'zoho-desk' },
  };
  if (name === 'destination') return { ...first, destinations };
  const saved = [...packed.bundles, ...packed.papers].map(({ name, bytes }, at) => ({ name, bytes, kept: true, taken: at === 0 }));
  const left = { job: 'l1', plan: { ...first.plan, destination: 'zoho-desk' }, sources: survey.sources.map(({ name }) => name), packed: null, saved, ticked: [0], days: {} };
  if (name === 'left') return { ...first, destinations, left: [left, { ...left, job: 'l2', packed }] };
  if (name === 'dragging') return { ...chosen, dragging: true };
  if (name === 'empty') return { ...chosen, step: 'files' };
  const files = survey.sources.map(({ name, bytes }) => ({ name, file: sized(name, bytes) }));
  const filled: State = { ...chosen, step: 'files', files };
  if (name === 'files') return { ...filled, unopened: ['営業部/読めない.mbox'] };
  if (name === 'huge') {
    const many = Array.from({ length: 20000 }, (_, at) => ({ name: `mail/${at}.eml`, file: sized(`${at}.eml`, 4096) }));
    return { ...filled, files: many, gathering: 20001 };
  }
  const job = { run: 1, kind: 'survey' as const, revision: 0, phase: 'reading' as const, marks: [], done: 1.3e9, total: 3.2e9 };
  if (name === 'waiting') return { ...filled, step: 'check' };
  if (name === 'reading') return { ...filled, step: 'check', job };
  const checked: State = { ...filled, step: 'check', survey: { document: survey, revision: 0 }, past: [first.plan] };
  if (name === 'check') return checked;
  if (name === 'again') return { ...checked, revision: 1, job };
  if (name === 'lots') {
    const findings = Array.from({ length: 900 }, (_, at) => ({ ...survey.findings[at % 6]!, field: `列 ${at}`, source: `mail/${at % 40}/長い名前の書き出し-${at}.csv` }));
    return { ...checked, survey: { document: { ...survey, findings }, revision: 0 } };
  }
  if (name === 'nothing-found') return { ...checked, filter: { text: 'qwertz', errors: true, tab: '', source: '' } };
  if (name === 'unreadable') {
    const sources = survey.sources.map((source) => ({ ...source, kind: 'unknown' as const, records: 0, table: null, borders: null }));
    const findings = sources.map(({ name }) => ({ ...survey.findings[0]!, code: 'source-unknown', holds: false, tab: '', field: '', source: name, count: 1, places: [], consequence: null }));
    return { ...checked, survey: { document: { ...survey, sources, findings, tabs: [], months: [], people: [], agents: [], times: [], messages: 0, conversations: 0 }, revision: 0 } };
  }
  if (name === 'seeking') return { ...checked, looking: { key: keyOf(survey.findings[0]!), from: 20, places: [], all: true, sought: 40, views: [] } };
  if (name === 'all-open') return { ...checked, open: ['columns-export/tickets.csv', 'borders-support.mbox', 'months', 'told', ...survey.findings.map((finding) => `answers-${keyOf(finding)}`)] };
  if (name === 'clean') {
    const document = { ...survey, findings: [], tabs: survey.tabs.map((tab) => ({ ...tab, held: 0 })) };
    return { ...checked, survey: { document, revision: 0 } };
  }
  if (name === 'look') {
    return { ...checked, looking: { key: keyOf(survey.findings[0]!), from: 0, places: survey.findings[0]!.places.slice(0, 2), all: false, sought: null, views: rowViews.slice(0, 2) }, open: ['columns-export/tickets.csv', 'months'] };
  }
  if (name === 'mail') return { ...checked, looking: { key: keyOf(survey.findings[3]!), from: 0, places: survey.findings[3]!.places, all: false, sought: null, views: rowViews.slice(2) } };
  const failure = { kind: 'crash' as const, code: 'worker-crashed', message: 'unreachable', during: 'survey' as const };
  if (name === 'crash') return { ...checked, failure };
  if (name === 'trust') return { ...checked, silence: true };
  const packing: State = { ...checked, step: 'pack' };
  if (name === 'pack') return packing;
  if (name === 'space-short') return { ...packing, facts: { print: null, stored: { files: 0, bytes: 0 }, free: 1e6, copies: 0, others: 0 } };
  if (name === 'nothing-to-pack') return { ...packing, survey: { document: { ...survey, tabs: survey.tabs.map((tab) => ({ ...tab, held: tab.records })) }, revision: 0 } };
  if (name === 'disk-full') return { ...packing, failure: { ...failed, code: 'storage-full', during: 'pack' } };
  if (name === 'packing') return { ...packing, job: { ...job, kind: 'pack', phase: 'packing', marks: [] } };
  const done: State = { ...packing, step: 'handover', packed: { document: packed, revision: 0 }, saved, ticked: [0], open: [`bundle-${packed.bundles[0]!.name}`] };
  if (name === 'saving') return { ...done, saved: [] };
  if (name === 'in-folder') return { ...done, way: 'folder', folder: 'とても長い名前のフォルダー-2026-11-22', saved: saved.map((file) => ({ ...file, kept: false })) };
  if (name === 'pilot') return { ...done, revision: 1, packed: { document: { ...packed, selection: { pilot: 20, by: 'newest', text: '', from: '', until: '' } }, revision: 0 } };
  return done;
}

function sized(name: string, bytes: number): File {
  const file = new File([], name);
  Object.defineProperty(file, 'size', { value: bytes });
  return file;
}
