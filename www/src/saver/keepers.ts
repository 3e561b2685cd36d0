/** What a way of keeping output must offer, and the codes of what can go wrong. */
import type { SavingWay } from '../shared/protocol.ts';

/** Takes the output files of one run. */
export interface Keeper {
  readonly way: SavingWay;
  /** Whether bytes are stored elsewhere once `write` is done, so that their buffer can be used again. */
  readonly copies: boolean;
  /** `name` may hold `/`: folders inside the run's output. */
  open(file: number, name: string): Promise<OpenFile>;
  /** Reads a closed file from `at` on, as much as `into` holds, without a Blob; gives how many bytes came. */
  reread?(file: number, at: number, into: Uint8Array<ArrayBuffer>): Promise<number>;
  /** The whole run is right: what was written is the user's from now on. */
  finish?(): void;
  /** Ends the run: drops what is still open, and deletes what only this page could reach. Never fails. */
  abandon(): Promise<void>;
}

/** One output file being written, front to back. */
export interface OpenFile {
  write(bytes: ArrayBuffer): Promise<void>;
  /** The finished file; disk-backed wherever the browser can. */
  close(): Promise<Blob>;
}

/** A failure with a code of its own. */
export class SaveError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A stable code for whatever a browser throws; the page has words for each. */
export function codeOf(error: unknown): string {
  if (error instanceof SaveError) return error.code;
  const { name, message } = (error ?? {}) as { name?: string; message?: string };
  switch (name) {
    case 'QuotaExceededError':
      return 'storage-full';
    case 'NotAllowedError':
      return 'folder-refused';
    case 'NotFoundError':
      return 'folder-gone';
    case 'NoModificationAllowedError':
      return 'file-in-use';
  }
  // Firefox names a full disk in the message only.
  if (/NO_DEVICE_SPACE|QUOTA/i.test(message ?? '')) return 'storage-full';
  return 'saving-failed';
}
