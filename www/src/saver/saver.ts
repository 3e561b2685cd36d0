/**
 * The saver worker: takes output bytes from the packer worker over a MessagePort (`ToSink`) and keeps them until
 * the user has them. The ways of keeping are in files of their own; this one only speaks the protocol.
 *
 * It holds one run at a time. The next `begin`, `discard`, or the worker's end lets go of it: nothing half-written
 * looks finished, and what the browser still stores is deleted.
 */
import type { FromSaver, FromSink, ToSaver, ToSink } from '../shared/protocol.ts';
import { codeOf, type Keeper, type OpenFile } from './keepers.ts';
import { openKeeper } from './ladder.ts';
import { watch } from '../shared/watch.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const tell = (message: FromSaver) => scope.postMessage(message);
watch(scope, (watched) => tell({ type: 'watched', watched }));

interface Run {
  job: string;
  keeper: Keeper;
  port: MessagePort;
  files: Map<number, Entry>;
  over: boolean;
}

interface Entry {
  name: string;
  bytes: number;
  open: OpenFile | null;
  file: Blob | null;
}

let run: Run | null = null;

async function begin({ way, job, port, folder }: ToSaver & { type: 'begin' }): Promise<void> {
  await end();
  const keeper = await openKeeper(way, job, folder);
  const mine: Run = { job, keeper, port, files: new Map(), over: false };
  run = mine;
  // One message after another, in order.
  let queue: Promise<void> = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<ToSink>) => {
    queue = queue.then(() => (mine.over ? undefined : take(mine, data))).catch((error) => {
      // Closing what was still open when the run was ended also fails writes under way: no news to anybody.
      if (mine.over) return;
      mine.over = true;
      const failure = { type: 'error', code: codeOf(error), message: String(error) } as const;
      port.postMessage(failure);
      tell(failure);
    });
  };
  tell({ type: 'ready', way: keeper.way });
}

async function end(): Promise<void> {
  const last = run;
  if (!last) return;
  run = null;
  last.over = true;
  last.port.close();
  await last.keeper.abandon();
}

async function take({ keeper, port, files }: Run, message: ToSink): Promise<void> {
  const answer = (message: FromSink, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  if (message.type === 'done') return keeper.finish?.();
  if (message.type === 'open') {
    const open = await keeper.open(message.file, message.name);
    files.set(message.file, { name: message.name, bytes: 0, open, file: null });
    return;
  }
  const entry = files.get(message.file);
  if (!entry) throw new Error(`output file ${message.file} was never opened`);
  switch (message.type) {
    case 'write': {
      const { bytes, file } = message;
      const length = bytes.byteLength;
      await entry.open!.write(bytes);
      entry.bytes += length;
      // Sent back, as a worker that only drops buffers lets tens of megabytes of them pile up.
      if (keeper.copies) return answer({ type: 'written', file, bytes: length, spare: bytes }, [bytes]);
      return answer({ type: 'written', file, bytes: length });
    }
    case 'close': {
      entry.file = await entry.open!.close();
      entry.open = null;
      answer({ type: 'closed', file: message.file });
      const { name, bytes } = entry;
      return tell({ type: 'saved', name, bytes, file: keeper.way === 'folder' ? null : entry.file });
    }
    case 'read': {
      const { bytes, length } = await reread(keeper, entry.file!, message);
      return answer({ type: 'data', bytes, length }, [bytes]);
    }
  }
}

/**
 * Reads a part of a file: into `spare` where its keeper can, else into new memory. Not as a byte stream of a Blob: one of
 * some thousands of its reads is never answered (Chromium 156).
 */
async function reread({ reread }: Keeper, all: Blob, { file, start, end, spare }: ToSink & { type: 'read' }): Promise<{ bytes: ArrayBuffer; length: number }> {
  const length = end - start;
  if (reread && spare && spare.byteLength >= length) {
    const got = await reread(file, start, new Uint8Array(spare, 0, length)).catch(() => -1);
    if (got === length) return { bytes: spare, length };
  }
  const bytes = await all.slice(start, end).arrayBuffer();
  return { bytes, length: bytes.byteLength };
}

/** The page's words, one after another. */
let orders: Promise<void> = Promise.resolve();
scope.addEventListener('message', ({ data }: MessageEvent<ToSaver>) => {
  orders = orders
    .then(() => {
      if (data.type === 'begin') return begin(data);
      return data.job === run?.job ? end() : undefined;
    })
    .catch((error) => tell({ type: 'error', code: codeOf(error), message: String(error) }));
});
