/**
 * The parts that travel inside the page as data blocks (`<script type="text/plain" id="part-…">`): the page within,
 * worker sources and the wasm. The page has no network, so nothing is fetched. Written by tools/single-file.mjs.
 */

import { workerOf } from '../shared/worker.ts';

export function part(id: 'page' | 'packer' | 'saver' | 'wasm'): string {
  const block = document.getElementById(`part-${id}`);
  if (!block?.textContent) throw new Error(`the page lacks its part "${id}"`);
  return block.textContent;
}

export const startWorker = (id: 'saver'): Worker => workerOf(part(id), id);
