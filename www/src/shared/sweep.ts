/** Folders of runs in the browser's own file system: saver and shell delete those whose run is over. */

export const PREFIX = 'job-';
export const lockOf = (job: string) => `nizukuri-job-${job}`;

type Folder = FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };

/** Deletes what runs that are over left behind. Without OPFS there is nothing to do. */
export async function sweep(): Promise<void> {
  try {
    const root = (await navigator.storage.getDirectory()) as Folder;
    for await (const name of root.keys()) {
      if (!name.startsWith(PREFIX)) continue;
      await navigator.locks.request(lockOf(name.slice(PREFIX.length)), { ifAvailable: true }, async (lock) => {
        if (lock) await root.removeEntry(name, { recursive: true });
      });
    }
  } catch {
    // No OPFS here, or another tab is deleting the same folder.
  }
}
