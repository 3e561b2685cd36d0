/** Folders of runs in the browser's own file system. */

export const PREFIX = 'job-';
/** Held by the saver of a run, and by the page that found a finished one. */
export const lockOf = (job: string) => `nizukuri-job-${job}`;

export type Folder = FileSystemDirectoryHandle & { keys(): AsyncIterable<string>; values(): AsyncIterable<FileSystemHandle> };
export const root = async () => (await navigator.storage.getDirectory()) as Folder;

/** Deletes what nobody holds. Without OPFS there is nothing to do. */
export async function sweep(): Promise<void> {
  try {
    const all = await root();
    for await (const name of all.keys()) {
      if (!name.startsWith(PREFIX)) continue;
      await navigator.locks.request(lockOf(name.slice(PREFIX.length)), { ifAvailable: true }, async (lock) => {
        if (lock) await all.removeEntry(name, { recursive: true });
      });
    }
  } catch {
    // No OPFS here, or another tab is deleting the same folder.
  }
}
