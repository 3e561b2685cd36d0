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

/** The bytes of the wasm module, for the packer's `start` request. */
export async function wasmBytes(): Promise<ArrayBuffer> {
  return textAsBytes(text('wasm'));
}

/** Undoes `bytesAsText` of tools/single-file.mjs: 256 characters of alphabet, then one character per byte. */
export function textAsBytes(text: string): ArrayBuffer {
  const byteOf = new Uint8Array(0x200);
  for (let byte = 0; byte < 256; byte += 1) byteOf[text.charCodeAt(byte)] = byte;
  const bytes = new Uint8Array(text.length - 256);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = byteOf[text.charCodeAt(at + 256)]!;
  return bytes.buffer;
}
