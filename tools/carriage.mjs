// The wasm, and what the page needs later, as the text that stands in the page: packed by the same small wasm that unpacks
// both there (carriage/).
import { register } from 'node:module';
import { bytesAsText } from './single-file.mjs';

register('./ts-hooks.mjs', import.meta.url);
const { LINES, carriedIn, startCarriage } = await import('../www/src/shared/carriage.ts');

/** Kinds that are coded, times 256: `LENGTHS` of carriage/src/lib.rs. The last one is that of texts. */
const LENGTHS = 13 * 256;
const OF_TEXT = 12 * 256;
/** Tables of sums there may be: carriage/src/sums.rs. */
const TABLES = 16;

/** `known`: a text that the page has where this one is unpacked. Throws when the wasm has an operation that the grammar does not know, or anything does not come back to the letter. */
export function carriedText(own, wasm, text, known) {
  const carriage = startCarriage(own);
  const memory = new Uint8Array(carriage.memory.buffer);
  const part = (start, length) => memory.slice(start, start + length);
  const packed = (bytes, pack) => {
    memory.set(bytes, carriage.module());
    const size = pack(bytes.length);
    if (!size) throw new Error('the page cannot carry an operation of the wasm: see carriage/src/grammar.rs');
    // Coded bytes have no pattern: base64 costs a third before brotli and nothing after it.
    return { lengths: part(carriage.lengths(), LENGTHS), coded: Buffer.from(part(carriage.coded(), size)).toString('base64') };
  };
  const [before, letters] = [Buffer.from(known), Buffer.from(text)];
  const ofText = packed(Buffer.concat([before, letters]), (size) => carriage.pack_text(before.length, size));
  const ofWasm = packed(wasm, carriage.pack);
  ofWasm.lengths.set(ofText.lengths.subarray(OF_TEXT), OF_TEXT);
  const parts = {
    numbers: [wasm.length, letters.length, ...new Uint32Array(memory.buffer, carriage.tables(), TABLES)].join(' '),
    carriage: bytesAsText(own),
    lengths: bytesAsText(ofWasm.lengths),
    coded: ofWasm.coded,
    text: ofText.coded,
  };
  const whole = LINES.map((line) => parts[line]).join('\n');
  const back = carriedIn(whole);
  if (back.text(known) !== text) throw new Error('the text does not come back: see carriage/');
  if (!Buffer.from(back.wasm()).equals(Buffer.from(wasm))) throw new Error('the wasm does not come back: see carriage/');
  return whole;
}
