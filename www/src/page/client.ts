/**
 * Talks to the packer worker: one promise per request, progress while it lasts.
 *
 * Stopping means terminating the worker: nothing else interrupts a loop in wasm. A panic leaves the wasm memory in
 * an unknown state, so a crashed worker is not used again either. Both times the next request starts a fresh one.
 */

import type { Later } from '../shared/later.ts';
import type { Reply, Request } from '../shared/protocol.ts';
import type { Watched } from '../shared/shell.ts';

/** What the client needs of a `Worker`; tests pass a stand-in. */
export interface WorkerPort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export type Progress = Extract<Reply, { type: 'progress' }>;
type Body = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

export interface RequestOptions {
  onProgress?: (progress: Progress) => void;
  /** Aborting terminates the worker. */
  signal?: AbortSignal;
  transfer?: Transferable[];
}

/** A request that did not end well. `code` is stable; the words for it are in the catalogs. */
export class PackerError extends Error {
  override name = 'PackerError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Client {
  request<T>(body: Body, options?: RequestOptions): Promise<T>;
  /** Grows when a worker is put away: what it knew (its survey) is gone. */
  readonly generation: number;
}

/** What a packer starts with: the wasm as text, the catalogs of findings as far as they have come, a vendor's own destination or ''. */
export type Parts = Omit<Extract<Request, { type: 'start' }>, 'id' | 'type'>;

interface Waiting {
  resolve(result: unknown): void;
  reject(reason: unknown): void;
  onProgress: (progress: Progress) => void;
  /** Long lists of the result, as far as they came. */
  lists: Record<string, unknown[]>;
}

/** The result with its long lists back in place. */
const whole = (result: unknown, lists: Waiting['lists']): unknown =>
  Object.keys(lists).length > 0 ? Object.assign(result as object, lists) : result;

export function createClient(
  startWorker: () => WorkerPort,
  parts: () => Promise<Parts>,
  onWatched: (watched: Watched) => void = () => {},
  onLater: (later: Later) => void = () => {},
): Client {
  let worker: WorkerPort | null = null;
  let started: Promise<unknown> = Promise.resolve();
  /** The wasm once it was unpacked and compiled: both take longer than all else of a start. */
  let module: WebAssembly.Module | null = null;
  let generation = 1;
  let nextId = 1;
  const waiting = new Map<number, Waiting>();

  function retire(reason: unknown): void {
    worker?.terminate();
    worker = null;
    generation += 1;
    const jobs = [...waiting.values()];
    waiting.clear();
    for (const job of jobs) job.reject(reason);
  }

  function start(): WorkerPort {
    const fresh = startWorker();
    const crash = (message: string) => {
      // A late word of a worker that was already put away concerns nobody.
      if (worker === fresh) retire(new PackerError('worker-crashed', message));
    };
    fresh.onmessage = ({ data }: { data: Reply }) => {
      if (worker !== fresh) return;
      if (data.type === 'watched') return onWatched(data.watched);
      if (data.type === 'later') return onLater(data.later);
      if (data.type === 'crashed') return crash(data.message);
      const job = waiting.get(data.id);
      if (!job) return;
      if (data.type === 'progress') return job.onProgress(data);
      if (data.type === 'part') return void (job.lists[data.list] ??= []).push(...data.entries);
      waiting.delete(data.id);
      if (data.type === 'done') job.resolve(whole(data.result, job.lists));
      else job.reject(new PackerError(data.code, data.message));
    };
    fresh.onerror = (event) => crash(event.message ?? 'error');
    fresh.onmessageerror = () => crash('message could not be read');
    worker = fresh;
    started = parts().then(async (parts) => {
      const answer = await post(fresh, { type: 'start', ...parts, ...(module ? { wasm: module } : {}) }, {});
      module = answer instanceof WebAssembly.Module ? answer : null;
    });
    // Whoever asked for the worker hears of it; without this line it would also count as unhandled.
    started.catch((reason) => worker === fresh && retire(reason));
    return fresh;
  }

  function post(to: WorkerPort, body: Body, { onProgress = () => {}, transfer = [] }: RequestOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject, onProgress, lists: {} });
      to.postMessage({ ...body, id }, transfer);
    });
  }

  async function request<T>(body: Body, options: RequestOptions = {}): Promise<T> {
    const { signal } = options;
    signal?.throwIfAborted();
    const to = worker ?? start();
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    aborted.catch(() => {});
    const onAbort = () => worker === to && retire(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    try {
      await Promise.race([started, aborted]);
      if (worker !== to) throw new PackerError('worker-crashed', 'the worker is gone');
      return (await post(to, body, options)) as T;
    } finally {
      // This job is over: a later abort must not stop the next one.
      signal?.removeEventListener('abort', onAbort);
    }
  }

  return {
    request,
    get generation() {
      return generation;
    },
  };
}
