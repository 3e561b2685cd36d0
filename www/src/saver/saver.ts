/**
 * The saver worker: takes output bytes from the packer worker over a MessagePort (`ToSink`) and keeps them until
 * the user has them. The saving ladder is in `keepers.ts`; this file only speaks the protocol.
 *
 * The page ends a run by terminating both workers: nothing half-written looks finished, and the next start
 * clears what the browser still stores.
 */
import type { FromSaver, FromSink, SavingWay, ToSaver, ToSink } from '../shared/protocol.ts';
import { codeOf, type Keeper, type OpenFile } from './keepers.ts';
import { openKeeper } from './ladder.ts';
import { discard, sweep } from './opfs.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const tell = (message: FromSaver) => scope.postMessage(message);

/** What earlier runs left behind goes first. */
const swept = sweep();

interface Entry {
  name: string;
  bytes: number;
  open: OpenFile | null;
  file: Blob | null;
}

async function begin(way: SavingWay, job: string, port: MessagePort, folder?: FileSystemDirectoryHandle) {
  await swept;
  const keeper = await openKeeper(way, job, folder);
  const files = new Map<number, Entry>();
  const answer = (message: FromSink, transfer: Transferable[] = []) => port.postMessage(message, transfer);

  // One message after another, in order; after a failure the rest is dropped, for the run is over.
  let queue: Promise<void> = Promise.resolve();
  let failed = false;
  port.onmessage = ({ data }: MessageEvent<ToSink>) => {
    queue = queue.then(async () => {
      if (failed) return;
      try {
        await take(keeper, files, data, answer);
      } catch (error) {
        failed = true;
        const failure = { type: 'error', code: codeOf(error), message: String(error) } as const;
        answer(failure);
        tell(failure);
      }
    });
  };
  tell({ type: 'ready', way: keeper.way });
}

async function take(
  keeper: Keeper,
  files: Map<number, Entry>,
  message: ToSink,
  answer: (message: FromSink, transfer?: Transferable[]) => void,
): Promise<void> {
  if (message.type === 'open') {
    const open = await keeper.open(message.file, message.name);
    files.set(message.file, { name: message.name, bytes: 0, open, file: null });
    return;
  }
  const entry = files.get(message.file);
  if (!entry) throw new Error(`output file ${message.file} was never opened`);
  switch (message.type) {
    case 'write':
      await entry.open!.write(message.bytes);
      entry.bytes += message.bytes.byteLength;
      return answer({ type: 'written', file: message.file, bytes: message.bytes.byteLength });
    case 'close':
      entry.file = await entry.open!.close();
      entry.open = null;
      answer({ type: 'closed', file: message.file });
      return tell({ type: 'saved', name: entry.name, bytes: entry.bytes, file: keeper.way === 'folder' ? null : entry.file });
    case 'read': {
      const bytes = await entry.file!.slice(message.start, message.end).arrayBuffer();
      return answer({ type: 'data', bytes }, [bytes]);
    }
  }
}

scope.addEventListener('message', async ({ data }: MessageEvent<ToSaver>) => {
  try {
    if (data.type === 'begin') await begin(data.way, data.job, data.port, data.folder);
    else await discard(data.job);
  } catch (error) {
    tell({ type: 'error', code: codeOf(error), message: String(error) });
  }
});
