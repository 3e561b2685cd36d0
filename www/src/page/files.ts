/**
 * Dropped and picked files to a list with unique names. Folders are walked to the end, hidden files included:
 * what to leave out is decided by the core, which says so. It looks at names and sizes, never inside.
 */

import type { SourceFile } from '../shared/protocol.ts';

/** What is used of `FileSystemEntry`; tests pass their own tree. */
export interface Entry {
  isFile: boolean;
  isDirectory: boolean;
  fullPath: string;
  name: string;
}
interface FileEntry extends Entry {
  file(on: (file: File) => void, fail: (reason: unknown) => void): void;
}
interface FolderEntry extends Entry {
  createReader(): { readEntries(on: (entries: Entry[]) => void, fail: (reason: unknown) => void): void };
}

export interface Gathered {
  found: SourceFile[];
  /** Paths that could not be opened: told to the user, never passed over. */
  unopened: string[];
}

/** The entries of a drop. To be called within the event: afterwards the browser has emptied the list. */
export function entriesOf(transfer: DataTransfer): Entry[] {
  return [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => {
      const [entry, file] = [item.webkitGetAsEntry(), item.getAsFile()];
      // Without an origin (a sandboxed frame) Chromium gives entries that do not open; a file is there all the same.
      return entry?.isFile && file ? { ...named(entry), isFile: true, isDirectory: false, file: (on: (file: File) => void) => on(file) } : entry;
    })
    .filter((entry) => entry !== null);
}

const named = ({ name, fullPath }: Entry) => ({ name, fullPath });

/** Files of an `<input type="file">`, with their paths when a whole folder was picked. */
export async function filesOf(list: readonly File[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  await inSlices(list, (file) => found.push({ name: file.webkitRelativePath || file.name, file }));
  const all = sorted(found);
  if (isMany(all)) await pause();
  return all;
}

/** Walks dropped files and folders. Reports how many files were found so far. */
export async function walk(entries: Entry[], onProgress: (found: number) => void): Promise<Gathered> {
  const gathered: Gathered = { found: [], unopened: [] };
  const folders: FolderEntry[] = [];
  // A loop with a list of folders still to visit: a deep tree must not exhaust the stack.
  const take = async (batch: Entry[]) => {
    const files = batch.filter((entry) => entry.isFile) as FileEntry[];
    folders.push(...(batch.filter((entry) => entry.isDirectory) as FolderEntry[]));
    await Promise.all(files.map((entry) => open(entry, gathered)));
    onProgress(gathered.found.length);
  };
  await take(entries);
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    const reader = folder.createReader();
    try {
      // Browsers hand out a hundred at a time, and an empty list at the end.
      for (let batch = await next(reader); batch.length > 0; batch = await next(reader)) await take(batch);
    } catch {
      gathered.unopened.push(pathOf(folder));
    }
  }
  return { found: sorted(gathered.found), unopened: gathered.unopened.sort() };
}

const next = (reader: ReturnType<FolderEntry['createReader']>): Promise<Entry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const pathOf = (entry: Entry): string => entry.fullPath.replace(/^\//, '') || entry.name;

async function open(entry: FileEntry, into: Gathered): Promise<void> {
  try {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.found.push({ name: pathOf(entry), file });
  } catch {
    into.unopened.push(pathOf(entry));
  }
}

/** Files whose sizes are asked for without a pause: what can be done in one go. */
const FEW = 200;
/** Milliseconds of such work at a time. */
const SLICE_MS = 12;

/** Size and time of change, as they were first asked for: browsers look them up on the disk each time. */
const stamps = new WeakMap<File, [bytes: number, modified: number]>();

function stampOf(file: File): [bytes: number, modified: number] {
  const known = stamps.get(file) ?? [file.size, file.lastModified];
  stamps.set(file, known);
  return known;
}

export const bytesOf = (file: File): number => stampOf(file)[0];

/** What follows is done in a turn of its own. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Does something with each of many, with pauses: the page stands still while the browser looks files up. */
export async function inSlices<T>(all: readonly T[], each: (one: T) => void, onProgress: (done: number) => void = () => {}): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const [at, one] of all.entries()) {
    each(one);
    if (performance.now() < until || all.length <= FEW) continue;
    onProgress(at);
    await pause();
    until = performance.now() + SLICE_MS;
  }
}

export const isMany = (found: SourceFile[]): boolean => found.length > FEW;

/** By name, code unit by code unit: the same folder gives the same order on every machine and in every language. */
function sorted(files: SourceFile[]): SourceFile[] {
  // Names alone are sorted in half the time.
  const byName = new Map(files.map((one) => [one.name, one]));
  if (byName.size === files.length) return [...byName.keys()].sort().map((name) => byName.get(name)!);
  return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export interface Taken {
  files: SourceFile[];
  known: number;
}

/**
 * Names what was found so that every name is unique. A file that is there already (same path, size and time of
 * change) is counted in `known` and not taken again; another one of the same name gets a number.
 */
export function taking(there: SourceFile[]): { taken: Taken; take(one: SourceFile): void } {
  const names = new Set(there.map(({ name }) => name));
  const marks = new Set(there.map(mark));
  const taken: Taken = { files: [], known: 0 };
  const take = (one: SourceFile) => {
    const marked = mark(one);
    if (marks.has(marked)) {
      taken.known += 1;
      return;
    }
    const name = freeName(one.name, names);
    marks.add(marked);
    names.add(name);
    taken.files.push({ name, file: one.file });
  };
  return { taken, take };
}

export function added(there: SourceFile[], found: SourceFile[]): Taken {
  const { taken, take } = taking(there);
  found.forEach(take);
  return taken;
}

const mark = ({ name, file }: SourceFile): string => `${name}\n${stampOf(file).join('\n')}`;

function freeName(name: string, taken: Set<string>): string {
  if (!taken.has(name)) return name;
  const [, stem, ending] = /^(.*?)(\.[^./]*)?$/s.exec(name) ?? [];
  for (let number = 2; ; number += 1) {
    const candidate = `${stem} (${number})${ending ?? ''}`;
    if (!taken.has(candidate)) return candidate;
  }
}
