/**
 * Runs whose page was closed or loaded anew. What one finished is kept, and offered again; of one that was broken off only
 * what the page had noted is told, and all of it is deleted. A run of another tab holds its lock and is left alone.
 */

import type { Left } from '../shared/shell.ts';
import { lockOf, PREFIX, root } from '../shared/sweep.ts';

/** A page that was loaded anew waits so long for what it was before to let go. */
const RELOAD_MS = 5000;

/** Finished runs: this page holds their locks until they are deleted. */
const found = new Map<string, { files: Map<string, File>; drop(): void }>();

export async function findLeft(tell: (left: Left) => void): Promise<void> {
  const all = await root();
  for await (const name of all.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const job = name.slice(PREFIX.length);
    const look = async () => {
      await open(await all.getDirectoryHandle(name), job, tell);
      await all.removeEntry(name, { recursive: true });
    };
    // Refused where another tab is at it, or was quicker.
    navigator.locks.request(lockOf(job), { signal: AbortSignal.timeout(RELOAD_MS) }, look).catch(() => {});
  }
}

/** Returns when the folder is to be deleted. */
async function open(folder: FileSystemDirectoryHandle, job: string, tell: (left: Left) => void): Promise<void> {
  const file = async (name: string) => (await folder.getFileHandle(name)).getFile();
  const read = async (name: string): Promise<Noted> => JSON.parse(await (await file(name)).text());
  const nothing: Noted = { text: '', files: [] };
  try {
    const { text, files } = await read('done');
    const named = new Map<string, File>();
    for (const [number, name, bytes] of files) {
      const one = await file(number);
      if (one.size !== bytes) throw new Error(`${name} is not whole`);
      named.set(name, one);
    }
    tell({ job, done: true, text, later: (await read('later').catch(() => nothing)).text });
    await new Promise<void>((drop) => found.set(job, { files: named, drop }));
  } catch {
    const { text } = await read('begun').catch(() => nothing);
    if (text) tell({ job, done: false, text, later: '' });
  }
}

interface Noted {
  text: string;
  /** Of a finished run: name here, name for the user, bytes. */
  files: [number: string, name: string, bytes: number][];
}

/** What a finished run left; undefined: there is no such run. */
export const filesOf = (job: string): Map<string, File> | undefined => found.get(job)?.files;

/** Deletes what a finished run left, or all of them. */
export function drop(...jobs: string[]): void {
  for (const job of jobs.length ? jobs : [...found.keys()]) {
    found.get(job)?.drop();
    found.delete(job);
  }
}

let notes: Promise<void> = Promise.resolve();
let underWay = 0;

/** Whether something is being written down: a page that is left now would lose it. */
export const isNoting = (): boolean => underWay > 0;

/** Writes down what the page has to say of a run, beside its output: in one go, so that half a note is never found. */
export function note(job: string, name: string, text: string, kept: Map<string, Blob>): void {
  const files = [...kept].map(([name, file]) => [(file as File).name, name, file.size]);
  const write = async () => {
    const folder = await (await root()).getDirectoryHandle(PREFIX + job);
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(JSON.stringify({ text, files }));
    await stream.close();
  };
  // Where it fails (no such folder any more, an old Safari) the run is gone with the page, as it was before.
  underWay += 1;
  notes = notes.then(write).catch(() => {}).then(() => void (underWay -= 1));
}
