// The wasm as the text that stands in the page: packed by the same small wasm that unpacks it there (carriage/).
import { register } from 'node:module';
import { bytesAsText } from './single-file.mjs';

register('./ts-hooks.mjs', import.meta.url);
const { LINES, startCarriage, wasmOf } = await import('../www/src/shared/carriage.ts');

/** Kinds that are coded, times 256: `LENGTHS` of carriage/src/lib.rs. */
const LENGTHS = 12 * 256;
/** Tables of sums there may be: carriage/src/sums.rs. */
const TABLES = 16;

/** Throws when the wasm has an operation that the grammar does not know, or does not come back byte for byte. */
export function carriedText(own, wasm) {
  const carriage = startCarriage(own);
  const memory = new Uint8Array(carriage.memory.buffer);
  memory.set(wasm, carriage.module());
  const coded = carriage.pack(wasm.length);
  if (!coded) throw new Error('the page cannot carry an operation of the wasm: see carriage/src/grammar.rs');
  const part = (start, length) => memory.slice(start, start + length);
  const parts = {
    numbers: [wasm.length, ...new Uint32Array(memory.buffer, carriage.tables(), TABLES)].join(' '),
    carriage: bytesAsText(own),
    lengths: bytesAsText(part(carriage.lengths(), LENGTHS)),
    // Coded bytes have no pattern: base64 costs a third before brotli and nothing after it.
    coded: Buffer.from(part(carriage.coded(), coded)).toString('base64'),
  };
  const text = LINES.map((line) => parts[line]).join('\n');
  if (!Buffer.from(wasmOf(text)).equals(Buffer.from(wasm))) throw new Error('the wasm does not come back: see carriage/');
  return text;
}
