/**
 * The parts that travel inside the page as data blocks (`<script type="text/plain" id="part-…">`): worker
 * sources and the wasm. The page has no network, so nothing is fetched. Written by tools/single-file.mjs.
 */

export type Part = 'packer' | 'saver' | 'wasm';

function text(part: Part): string {
  const block = document.getElementById(`part-${part}`);
  if (!block?.textContent) throw new Error(`the page lacks its part "${part}"`);
  return block.textContent;
}

/** Starts a dedicated worker from its block. It inherits the page's policy: no network either. */
export function startWorker(part: 'packer' | 'saver'): Worker {
  const url = URL.createObjectURL(new Blob([text(part)], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: `nizukuri ${part}` });
  // Once the worker says a word it has its source; before that the URL may still be needed.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** The wasm module as text, for the packer's `start` request: the packer makes a module of it (`carriage.ts`). */
export async function wasmText(): Promise<string> {
  return text('wasm');
}
