/** Picks the keeper for the way the page asked for, one step lower where the browser refuses it. */
import type { SavingWay } from '../shared/protocol.ts';
import { blobKeeper } from './blob.ts';
import { folderKeeper } from './folder.ts';
import { SaveError, type Keeper } from './keepers.ts';
import { opfsKeeper } from './opfs.ts';

export async function openKeeper(way: SavingWay, job: string, folder?: FileSystemDirectoryHandle): Promise<Keeper> {
  if (way === 'folder') {
    if (!folder) throw new SaveError('folder-refused', 'no folder was given');
    return folderKeeper(job, folder);
  }
  if (way === 'opfs') {
    try {
      return await opfsKeeper(job);
    } catch (error) {
      // Sandboxed frames, file:// in Chromium and private windows in Firefox have no OPFS; `ready` tells the page.
      console.info('nizukuri: the browser keeps no files for this page, so output stays in a blob:', String(error));
    }
  }
  return blobKeeper();
}
