/**
 * Keeps output in the browser's own file system until the user saves it: any size, no memory.
 *
 * Nothing there ever expires, so each run writes into `job-<id>/` and holds a lock for as long as this worker
 * lives; a folder whose lock is free belongs to a run that is over: the next page deals with it (`../shell/left.ts`).
 */
import { lockOf, PREFIX } from '../shared/sweep.ts';
import { SaveError, type Keeper } from './keepers.ts';

export async function opfsKeeper(job: string): Promise<Keeper> {
  const root = await navigator.storage.getDirectory();
  const release = await hold(lockOf(job));
  const folder = await root.getDirectoryHandle(PREFIX + job, { create: true });
  const open = new Set<FileSystemSyncAccessHandle>();
  /** The file that is being read again. */
  let again: { file: number; access: FileSystemSyncAccessHandle } | null = null;
  const shut = () => {
    again?.access.close();
    again = null;
  };
  return {
    way: 'opfs',
    copies: true,
    async open(file) {
      // By number: output names may hold what this file system refuses.
      const handle = await folder.getFileHandle(String(file), { create: true });
      const access = await handle.createSyncAccessHandle();
      open.add(access);
      let at = 0;
      return {
        async write(bytes) {
          const written = access.write(bytes, { at });
          if (written !== bytes.byteLength) throw new SaveError('storage-full', 'the browser stored only a part');
          at += written;
        },
        async close() {
          access.flush();
          access.close();
          open.delete(access);
          return handle.getFile();
        },
      };
    },
    async reread(file, at, into) {
      if (again?.file !== file) {
        shut();
        const handle = await folder.getFileHandle(String(file));
        // Nothing is written: where modes are known, nothing can be.
        const create = handle.createSyncAccessHandle as (options: { mode: string }) => Promise<FileSystemSyncAccessHandle>;
        again = { file, access: await create.call(handle, { mode: 'read-only' }) };
      }
      return again.access.read(into, { at });
    },
    finish: shut,
    async abandon() {
      shut();
      for (const access of open) access.close();
      // If it fails, the next page finds the folder with its lock free.
      await root.removeEntry(PREFIX + job, { recursive: true }).catch(() => {});
      release();
    },
  };
}

/** Takes a lock until it is released or the worker ends. */
function hold(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) throw new SaveError('job-in-use', `another tab is saving under ${name}`);
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}
