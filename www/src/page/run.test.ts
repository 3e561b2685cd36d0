import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Client, createClient, type WorkerPort } from './client.ts';
import { createRunner, keepSurveyed } from './run.ts';
import type { Shell } from './shell.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';
import { withOption } from './plan.ts';

const turn = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
const document = { tabs: [], findings: [], sources: [], bundles: [], papers: [], ledger: [] };

/** A page whose worker answers everything but what `hang` names, and notes what it was asked. */
function page(hang: { type: string }) {
  const asked: string[] = [];
  const discarded: string[] = [];
  const worker = (): WorkerPort => {
    const port = {
      onmessage: null as WorkerPort['onmessage'],
      onerror: null,
      onmessageerror: null,
      terminate() {},
      postMessage({ id, type }: { id: number; type: string }) {
        asked.push(type);
        if (type === hang.type) return;
        const reply = { id, type: 'done', result: document };
        queueMicrotask(() => port.onmessage?.({ data: reply } as MessageEvent));
      },
    };
    return port as WorkerPort;
  };
  const client: Client = createClient(worker, async () => ({ wasm: '', script: '', findings: { ja: '', en: '' }, own: '' }));
  const shell: Shell = {
    begin: (_job, way) => {
      const { port1, port2 } = new MessageChannel();
      port1.close();
      return { sink: port2, ready: Promise.resolve(way), failed: new Promise(() => {}) };
    },
    discard: (job) => discarded.push(job),
    pick: async () => ({ type: 'picked', folder: null, refused: false }),
    offer() {},
    say() {},
  };
  const store = createStore(initialState('en'));
  const run = createRunner({ store, client, shell, usualWay: 'opfs' });
  store.send({ type: 'destination-chosen', id: 'zoho-desk' });
  store.send({ type: 'gathering-finished', files: [{ name: 'a.mbox', file: new File(['x'], 'a.mbox') }], known: 0, unopened: [] });
  return { store, run, asked, discarded };
}

test('a packing after a stopped one reads again first: the stopped worker took its survey along', async () => {
  const hang = { type: 'pack' };
  const { store, run, asked, discarded } = page(hang);
  await run.survey();
  const packing = run.pack();
  await turn();
  run.stop();
  await packing;
  assert.deepEqual([store.get().job, store.get().packed, discarded.length], [null, null, 1]);
  hang.type = '';
  await run.pack();
  assert.ok(store.get().packed);
  assert.deepEqual(asked, ['start', 'files', 'survey', 'pack', 'start', 'files', 'survey', 'pack']);
});

test('a new survey stops the one under way, and only the new one counts', async () => {
  const hang = { type: 'survey' };
  const { store, run } = page(hang);
  const first = run.survey();
  await turn();
  hang.type = '';
  await Promise.all([first, run.survey()]);
  assert.equal(store.get().survey?.revision, store.get().revision);
  assert.equal(store.get().failure, null);
});

test('a change of the plan is followed by a survey, while the check is open', async () => {
  const { store, run, asked } = page({ type: '' });
  const end = keepSurveyed(store, run);
  store.send({ type: 'step-opened', step: 'check' });
  await turn();
  assert.ok(store.get().survey);
  store.send({ type: 'plan-changed', plan: withOption(store.get().plan, 'zone', 'UTC') });
  store.send({ type: 'plan-undone' });
  await turn(700);
  assert.equal(store.get().survey?.revision, store.get().revision);
  // Two changes, one run.
  assert.equal(asked.filter((type) => type === 'survey').length, 2);
  end();
});

test('a stopped survey does not start by itself again', async () => {
  const { store, run, asked } = page({ type: 'survey' });
  const end = keepSurveyed(store, run);
  store.send({ type: 'step-opened', step: 'check' });
  await turn();
  run.stop();
  await turn(20);
  assert.equal(store.get().job, null);
  assert.equal(asked.filter((type) => type === 'survey').length, 1);
  end();
});
