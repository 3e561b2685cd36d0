/** The views with invented documents: `?scene=check&lang=ja&theme=dark`. For looking at the design only. */

import '../src/page/page.css';
import { catalogs } from '../src/page/catalogs.ts';
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
mount(document.getElementById('app')!, { store, run, catalogs, canPickFolder: true });

function scene(name: string): State {
  const first = initialState(languageOf(asked, ['ja']));
  if (!asked.has('scene')) return first;
  const chosen: State = {
    ...first,
    destinations,
    way: 'opfs',
    plan: { ...first.plan, destination: 'zoho-desk' },
  };
  if (name === 'destination') return { ...first, destinations };
  if (name === 'empty') return { ...chosen, step: 'files' };
  const files = survey.sources.map(({ name, bytes }) => ({ name, file: sized(name, bytes) }));
  const filled: State = { ...chosen, step: 'files', files };
  if (name === 'files') return { ...filled, unopened: ['営業部/読めない.mbox'] };
  if (name === 'huge') {
    const many = Array.from({ length: 20000 }, (_, at) => ({ name: `mail/${at}.eml`, file: sized(`${at}.eml`, 4096) }));
    return { ...filled, files: many, gathering: 20001 };
  }
  const job = { run: 1, kind: 'survey' as const, revision: 0, phase: 'reading' as const, marks: [], done: 1.3e9, total: 3.2e9 };
  if (name === 'reading') return { ...filled, step: 'check', job };
  const checked: State = { ...filled, step: 'check', survey: { document: survey, revision: 0 }, past: [first.plan] };
  if (name === 'check') return checked;
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
  if (name === 'packing') return { ...packing, job: { ...job, kind: 'pack', phase: 'packing', marks: [] } };
  const saved = [...packed.bundles, ...packed.papers].map(({ name, bytes }, at) => ({ name, bytes, kept: true, taken: at === 0 }));
  return { ...packing, step: 'handover', packed: { document: packed, revision: 0 }, saved, ticked: [0], open: [`bundle-${packed.bundles[0]!.name}`] };
}

function sized(name: string, bytes: number): File {
  const file = new File([], name);
  Object.defineProperty(file, 'size', { value: bytes });
  return file;
}
