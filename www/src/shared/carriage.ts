/**
 * The wasm, and what the page needs later, out of the text that stands in the page (`tools/carriage.mjs` writes it). What
 * unpacks both is a small wasm of its own, carried beside them: `carriage/`.
 */

/** What `carriage/src/exports.rs` gives: places in its memory, and what to do there. */
export interface Carriage {
  memory: WebAssembly.Memory;
  module(): number;
  lengths(): number;
  tables(): number;
  coded(): number;
  pack(size: number): number;
  unpack(size: number): number;
  pack_text(known: number, size: number): number;
  unpack_text(known: number, size: number): number;
}

/** The parts of the text, a line each. */
export const LINES = ['numbers', 'carriage', 'lengths', 'coded', 'text'] as const;

/** Compiled where it is called: half a millisecond. */
export function startCarriage(bytes: Uint8Array<ArrayBuffer>): Carriage {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Carriage;
}

/** What is carried, not yet unpacked. Each takes some tenths of a second: only for workers. */
export interface Carried {
  /** Of the text that is known already, and is alike: what was given when this one was packed. */
  text(known: string): string;
  wasm(): ArrayBuffer;
}

export function carriedIn(text: string): Carried {
  const [numbers, own, lengths, wasmCoded, textCoded] = text.split('\n') as [string, string, string, string, string];
  const [wasmSize, textSize, ...tables] = numbers.split(' ').map(Number) as [number, number, ...number[]];
  const carriage = startCarriage(textAsBytes(own));
  const memory = new Uint8Array(carriage.memory.buffer);
  memory.set(textAsBytes(lengths), carriage.lengths());
  new Uint32Array(carriage.memory.buffer, carriage.tables()).set(tables);
  const unpacked = (coded: string, from: number, to: number, unpack: () => number) => {
    memory.set(base64AsBytes(coded), carriage.coded());
    if (!unpack()) throw new Error('what the page carries does not come out of it');
    return memory.slice(carriage.module() + from, carriage.module() + to);
  };
  return {
    text(known) {
      const before = new TextEncoder().encode(known);
      memory.set(before, carriage.module());
      const [from, to] = [before.length, before.length + textSize];
      return new TextDecoder().decode(unpacked(textCoded, from, to, () => carriage.unpack_text(from, to)));
    },
    wasm: () => unpacked(wasmCoded, 0, wasmSize, () => carriage.unpack(wasmSize)).buffer,
  };
}

function base64AsBytes(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** 256 characters of alphabet, then one character per byte: see `bytesAsText` of tools/single-file.mjs. */
export function textAsBytes(text: string): Uint8Array<ArrayBuffer> {
  const byteOf = new Uint8Array(0x200);
  for (let byte = 0; byte < 256; byte += 1) byteOf[text.charCodeAt(byte)] = byte;
  const bytes = new Uint8Array(text.length - 256);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = byteOf[text.charCodeAt(at + 256)]!;
  return bytes;
}
