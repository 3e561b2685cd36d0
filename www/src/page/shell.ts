/** Talks to the shell: the outer page, which keeps and saves output and knows what a sandboxed page cannot. */

import type { FromSaver, SavingWay } from '../shared/protocol.ts';
import { offer } from '../shared/offer.ts';
import type { FromShell, ToShell } from '../shared/shell.ts';
import { PackerError } from './client.ts';

type Of<T extends FromShell['type']> = Extract<FromShell, { type: T }>;
export type SavedFile = Of<'saved'>;
/** What comes unasked, or is asked for without waiting. */
export type News = Exclude<FromShell, { type: 'ready' | 'saved' | 'error' | 'picked' }>;

export interface Saving {
  /** The end that the packer writes to. */
  sink: MessagePort;
  /** The way that is really used: it may be a humbler one than asked for. */
  ready: Promise<SavingWay>;
  /** Never resolves; rejects when output can no longer be kept (disk full, worker gone). */
  failed: Promise<never>;
}

export interface Shell {
  begin(job: string, way: SavingWay, on: (file: SavedFile) => void): Saving;
  /** Deletes what this job stored. In the user's own folder only what did not end is removed. */
  discard(job: string): void;
  /** Asks the user for a folder. To be called from a press. */
  pick(): Promise<Of<'picked'>>;
  /** Hands a file to the browser's downloading: one that is kept, or this one. To be called from a press. */
  offer(name: string, file?: Blob): void;
  say(message: ToShell): void;
}

/**
 * `framed`: on another site's page, where the shell saves nothing. `startSaver` gives a saver of the page's own, where blobs
 * are better kept here than by the shell.
 */
export function createShell(port: MessagePort, startSaver: () => Worker | null, framed: boolean, onNews: (news: News) => void): Shell {
  const kept = new Map<string, Blob>();
  let onSaved: (file: SavedFile) => void = () => {};
  let onReady: ((way: SavingWay) => void) | null = null;
  let onFailed: ((reason: PackerError) => void) | null = null;
  let onPicked: ((picked: Of<'picked'>) => void) | null = null;
  let own: Worker | null = null;
  const say = (message: ToShell, transfer: Transferable[] = []) => port.postMessage(message, transfer);

  const hear = (data: FromShell) => {
    switch (data.type) {
      case 'ready':
        return onReady?.(data.way);
      case 'saved':
        if (data.file) kept.set(data.name, data.file);
        return onSaved(data);
      case 'error':
        return onFailed?.(new PackerError(data.code, data.message));
      case 'picked':
        return onPicked?.(data);
      default:
        return onNews(data);
    }
  };
  port.onmessage = ({ data }: MessageEvent<FromShell>) => hear(data);

  /** As the shell passes on what its saver says. */
  function ofOwn(worker: Worker): Worker {
    worker.onmessage = ({ data }: MessageEvent<FromSaver>) => {
      if (data.type === 'watched') hear({ ...data, by: 'saver' });
      else if (data.type !== 'saved') hear(data);
      else hear({ type: 'saved', name: data.name, bytes: data.bytes, kept: true, ...(data.file ? { file: data.file } : {}) });
    };
    worker.onerror = ({ message }) => {
      own = null;
      hear({ type: 'error', code: 'saving-failed', message });
    };
    return worker;
  }

  return {
    say,
    begin(job, way, on) {
      const { port1, port2 } = new MessageChannel();
      onSaved = on;
      kept.clear();
      const ready = new Promise<SavingWay>((resolve) => (onReady = resolve));
      const failed = new Promise<never>((_, reject) => (onFailed = reject));
      failed.catch(() => {});
      const message = { type: 'begin' as const, way, job, port: port1 };
      own ??= way === 'blob' ? startSaver() : null;
      if (own && way === 'blob') ofOwn(own).postMessage(message, [port1]);
      else say(message, [port1]);
      return { sink: port2, ready, failed };
    },
    discard(job) {
      onSaved = () => {};
      kept.clear();
      own?.postMessage({ type: 'discard', job });
      say({ type: 'discard', job });
    },
    offer(name, file) {
      const mine = file ?? kept.get(name);
      if (mine && (framed || kept.has(name))) offer(mine, name);
      else say({ type: 'offer', name, ...(file ? { file } : {}) });
    },
    pick() {
      say({ type: 'pick' });
      return new Promise((resolve) => (onPicked = resolve));
    },
  };
}
