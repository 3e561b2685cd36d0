import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Later } from '../shared/later.ts';
import type { Request } from '../shared/protocol.ts';
import { createClient, type WorkerPort } from './client.ts';

/** A worker that answers as told: `start` at once, everything else by `answer`. */
class StandIn implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  terminated = false;
  constructor(
    readonly answer: (request: Request, say: (message: object) => void) => void,
    readonly started: (wasm: unknown) => unknown = () => null,
  ) {}
  postMessage(message: unknown): void {
    const request = message as Request;
    const say = (reply: object) => queueMicrotask(() => this.onmessage?.({ data: reply } as MessageEvent));
    if (request.type === 'start') say({ id: request.id, type: 'done', result: this.started(request.wasm) });
    else this.answer(request, say);
  }
  terminate(): void {
    this.terminated = true;
  }
}

function clientOf(answer: StandIn['answer'], started?: StandIn['started']) {
  const workers: StandIn[] = [];
  const client = createClient(
    () => {
      workers.push(new StandIn(answer, started));
      return workers.at(-1)!;
    },
    async () => ({ wasm: 'text', script: '', findings: { ja: '', en: '' }, own: '' }),
  );
  return { client, workers };
}

const ask = { type: 'destination', destination: 'zoho-desk' } as const;
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a request is answered, with its progress on the way', async () => {
  const { client } = clientOf(({ id }, say) => {
    say({ id, type: 'progress', phase: 'reading', done: 1, total: 2 });
    say({ id, type: 'done', result: 'ok' });
  });
  const seen: number[] = [];
  assert.equal(await client.request(ask, { onProgress: ({ done }) => seen.push(done) }), 'ok');
  assert.deepEqual(seen, [1]);
});

test('what the page needs later is handed on as it comes, and findings go to the next worker', async () => {
  const later: Later = { script: 's', page: 'p', findings: 'f' };
  const came: Later[] = [];
  const started: unknown[] = [];
  const workers: StandIn[] = [];
  let findings: { ja: string; en: string } | null = null;
  const worker = () => {
    const one = new StandIn(({ id }, say) => say({ id, type: 'failed', code: 'x', message: '' }));
    const post = one.postMessage.bind(one);
    one.postMessage = (message) => {
      const { type, findings } = message as Request & { type: 'start' };
      if (type === 'start') {
        started.push(findings);
        queueMicrotask(() => one.onmessage?.({ data: { type: 'later', later } } as MessageEvent));
      }
      post(message);
    };
    workers.push(one);
    return one;
  };
  const client = createClient(worker, async () => ({ wasm: 'text', script: '', findings, own: '' }), undefined, (later) => {
    came.push(later);
    findings = { ja: '', en: later.findings };
  });
  await assert.rejects(client.request(ask), { code: 'x' });
  workers[0]!.onerror?.({ message: 'gone' } as ErrorEvent);
  await assert.rejects(client.request(ask), { code: 'x' });
  assert.deepEqual(came, [later, later]);
  assert.deepEqual(started, [null, { ja: '', en: 'f' }]);
});

test('a refusal keeps its code, and the worker stays', async () => {
  const { client, workers } = clientOf(({ id }, say) => say({ id, type: 'failed', code: 'option-value', message: '' }));
  await assert.rejects(client.request(ask), { code: 'option-value' });
  await assert.rejects(client.request(ask), { code: 'option-value' });
  assert.equal(workers.length, 1);
});

test('stopping terminates the worker, and the next request starts a fresh one', async () => {
  let silent = true;
  const { client, workers } = clientOf(({ id }, say) => !silent && say({ id, type: 'done', result: 'ok' }));
  const stopper = new AbortController();
  const job = client.request(ask, { signal: stopper.signal });
  await turn();
  stopper.abort(new DOMException('stopped', 'AbortError'));
  await assert.rejects(job, { name: 'AbortError' });
  assert.ok(workers[0]!.terminated);
  silent = false;
  assert.equal(await client.request(ask), 'ok');
  assert.equal(client.generation, 2);
});

test('a second worker is given the module that the first one made of the text', async () => {
  const module = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  const given: unknown[] = [];
  const { client } = clientOf(({ id }, say) => say({ id, type: 'done', result: 'ok' }), (wasm) => (given.push(wasm), module));
  await client.request(ask);
  const stopper = new AbortController();
  const job = client.request(ask, { signal: stopper.signal });
  stopper.abort(new DOMException('stopped', 'AbortError'));
  await assert.rejects(job);
  await client.request(ask);
  assert.deepEqual(given, ['text', module]);
});

test('stopping while the wasm still starts also ends the request', async () => {
  const { client, workers } = clientOf(() => {});
  const stopper = new AbortController();
  const job = client.request(ask, { signal: stopper.signal });
  stopper.abort(new DOMException('stopped', 'AbortError'));
  await assert.rejects(job, { name: 'AbortError' });
  assert.ok(workers[0]!.terminated);
});

test('an abort after the end does not stop the next job', async () => {
  const { client, workers } = clientOf(({ id }, say) => say({ id, type: 'done', result: 'ok' }));
  const stopper = new AbortController();
  await client.request(ask, { signal: stopper.signal });
  stopper.abort();
  assert.equal(await client.request(ask), 'ok');
  assert.equal(workers.length, 1);
});

test('both kinds of crash reject every waiting request, and a new run works', async () => {
  const crashes: ((worker: StandIn) => void)[] = [
    (worker) => worker.onmessage?.({ data: { type: 'crashed', message: 'unreachable' } } as MessageEvent),
    (worker) => worker.onerror?.({ message: 'boom' } as ErrorEvent),
  ];
  for (const crash of crashes) {
    let silent = true;
    const { client, workers } = clientOf(({ id }, say) => !silent && say({ id, type: 'done', result: 'ok' }));
    const jobs = [client.request(ask), client.request(ask)];
    await turn();
    crash(workers[0]!);
    for (const job of jobs) await assert.rejects(job, { code: 'worker-crashed' });
    assert.ok(workers[0]!.terminated);
    silent = false;
    assert.equal(await client.request(ask), 'ok');
    // A last word of the dead worker must not end the living one.
    crash(workers[0]!);
    assert.equal(await client.request(ask), 'ok');
    assert.equal(workers.length, 2);
  }
});

test('a core that cannot be loaded rejects with the reason', async () => {
  const client = createClient(
    () => new StandIn(() => {}),
    () => Promise.reject(new Error('no wasm')),
  );
  await assert.rejects(client.request(ask), /no wasm/);
});
