/** Writes straight into a folder that the user picked: no second copy, nothing to download afterwards. */
import type { Keeper } from './keepers.ts';

/** Each run has a folder of its own inside, so that no file of the user's is ever written over. */
export async function folderKeeper(job: string, picked: FileSystemDirectoryHandle): Promise<Keeper> {
  const root = await picked.getDirectoryHandle(`nizukuri-${job}`, { create: true });
  const open = new Set<FileSystemWritableFileStream>();
  let finished = false;
  return {
    way: 'folder',
    copies: true,
    finish() {
      finished = true;
    },
    async open(_file, name) {
      const path = name.split('/');
      const last = path.pop()!;
      let folder = root;
      for (const part of path) folder = await folder.getDirectoryHandle(part, { create: true });
      const handle = await folder.getFileHandle(last, { create: true });
      // Goes to a side file until `close`: a run that was stopped leaves no half bundle under this name.
      const stream = await handle.createWritable();
      open.add(stream);
      return {
        write: (bytes) => stream.write(bytes),
        async close() {
          await stream.close();
          open.delete(stream);
          return handle.getFile();
        },
      };
    },
    // A finished run is the user's. Of any other nothing may stay that looks finished: the folder is its own.
    async abandon() {
      await Promise.allSettled([...open].map((stream) => stream.abort()));
      if (!finished) await picked.removeEntry(root.name, { recursive: true }).catch(() => {});
    },
  };
}
