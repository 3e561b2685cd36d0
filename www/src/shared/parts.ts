/**
 * The parts that travel inside the page as data blocks (`<script type="text/plain" id="part-…">`): worker
 * sources and the wasm. The page has no network, so nothing is fetched.
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
  // The worker has fetched its source once it says a word; before that Firefox may still need the URL.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** The bytes of the wasm module, for the packer's `start` request. */
export async function wasmBytes(): Promise<ArrayBuffer> {
  const base64 = text('wasm').trim();
  const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(unpacked).arrayBuffer();
}
