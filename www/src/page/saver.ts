/** Talks to the saver worker, which keeps the output until the user has it, and chooses how (the saving ladder). */

import type { FromSaver, SavingWay, ToSaver } from '../shared/protocol.ts';
import { PackerError, type WorkerPort } from './client.ts';

export type SavedFile = Extract<FromSaver, { type: 'saved' }>;

export interface Saving {
  /** The end that the packer writes to. */
  sink: MessagePort;
  /** The way that is really used: it may be a humbler one than asked for. */
  ready: Promise<SavingWay>;
  /** Never resolves; rejects when output can no longer be kept (disk full, worker gone). */
  failed: Promise<never>;
}

export interface Saver {
  begin(job: string, way: SavingWay, folder: FileSystemDirectoryHandle | null, on: (file: SavedFile) => void): Saving;
  /** Deletes what this job stored. In the user's own folder only what did not end is removed. */
  discard(job: string): void;
}

export function createSaver(startWorker: () => WorkerPort): Saver {
  let worker: WorkerPort | null = null;
  let onSaved: (file: SavedFile) => void = () => {};
  let onReady: ((way: SavingWay) => void) | null = null;
  let onFailed: ((reason: PackerError) => void) | null = null;

  function start(): WorkerPort {
    const fresh = startWorker();
    fresh.onmessage = ({ data }: { data: FromSaver }) => {
      if (data.type === 'ready') onReady?.(data.way);
      else if (data.type === 'saved') onSaved(data);
      else onFailed?.(new PackerError(data.code, data.message));
    };
    fresh.onerror = (event) => {
      fresh.terminate();
      worker = null;
      onFailed?.(new PackerError('saving-failed', event.message ?? ''));
    };
    return fresh;
  }

  return {
    begin(job, way, folder, on) {
      worker ??= start();
      const { port1, port2 } = new MessageChannel();
      onSaved = on;
      const ready = new Promise<SavingWay>((resolve) => (onReady = resolve));
      const failed = new Promise<never>((_, reject) => (onFailed = reject));
      failed.catch(() => {});
      const message: ToSaver = { type: 'begin', way, job, port: port1, ...(folder ? { folder } : {}) };
      worker.postMessage(message, [port1]);
      return { sink: port2, ready, failed };
    },
    discard(job) {
      onSaved = () => {};
      worker?.postMessage({ type: 'discard', job } satisfies ToSaver);
    },
  };
}

type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;

/** The folder picker, where there is one and this page may use it: frames may not. */
export function folderPicker(scope: Window): Picker | null {
  const picker = (scope as Window & { showDirectoryPicker?: Picker }).showDirectoryPicker;
  return picker && scope.top === scope.self ? picker.bind(scope) : null;
}

/** Whether the browser lends disk space to this page: not in private windows, nor in sandboxed frames. */
export async function hasStorage(scope: Window): Promise<boolean> {
  try {
    await scope.navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}
