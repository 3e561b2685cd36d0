/** What the shell knows of its own file and of what is stored on this machine. */

import type { Facts } from '../shared/shell.ts';
import { type Folder, PREFIX, root, sweep } from '../shared/sweep.ts';
import { drop } from './left.ts';

/**
 * SHA-256 of the file: the browser writes a document out as tools/single-file.mjs wrote it down, to the letter, as
 * long as nothing has touched it. Null where there is no Web Crypto (plain http).
 */
export async function printOf(page: Document): Promise<string | null> {
  const source = `<!doctype html>\n${page.documentElement.outerHTML}`;
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(source));
  return digest ? Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('') : null;
}

/** Whether the browser lends disk space to this page: not in private windows, nor in sandboxed frames. */
export async function hasStorage(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

/** Zero where it is refused. */
async function count(of: () => number | Promise<number>): Promise<number> {
  try {
    return await of();
  } catch {
    return 0;
  }
}

export async function facts(print: string | null): Promise<Facts> {
  return {
    print,
    stored: await stored(),
    free: await free(),
    copies: await count(async () => (await ours()).length),
    others: await count(() => localStorage.length + (document.cookie ? 1 : 0)),
  };
}

/** Chromium names a figure of its own rather than the disk's; Firefox names the disk's. */
async function free(): Promise<number | null> {
  try {
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return Math.max(0, quota - usage);
  } catch {
    return null;
  }
}

/** Caches of the service worker (hosted only); other pages of the same place have names of their own. */
const ours = async () => (await caches.keys()).filter((name) => name.startsWith('nizukuri-'));

async function stored(): Promise<Facts['stored']> {
  const all = { files: 0, bytes: 0 };
  const add = async (folder: Folder): Promise<void> => {
    for await (const entry of folder.values()) {
      if (entry.kind === 'directory') await add(entry as Folder);
      else {
        all.files += 1;
        // A file that is being written cannot be looked at.
        all.bytes += await count(async () => (await (entry as FileSystemFileHandle).getFile()).size);
      }
    }
  };
  try {
    for await (const entry of (await root()).values()) {
      if (entry.kind === 'directory' && entry.name.startsWith(PREFIX)) await add(entry as Folder);
    }
    return all;
  } catch {
    return null;
  }
}

/** Deletes what this page stored here; a run of another tab is left to it, and the one of this to the saver. */
export async function forget(): Promise<void> {
  drop();
  await sweep();
  await count(async () => {
    for (const name of await ours()) await caches.delete(name);
    return 0;
  });
}
