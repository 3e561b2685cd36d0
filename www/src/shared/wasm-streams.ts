/**
 * A wasm module as streams of equal things, and back: operations, local indices, constants and so on each by
 * themselves, where a general compressor finds what repeats. Brotli ends a tenth smaller.
 *
 * `walk` goes through a module once and says what comes next; whoever calls it takes the bytes off the module and puts
 * them into streams (`split`, when the page is built) or takes them off streams and puts the module together (`join`,
 * when it starts). So both know one grammar: WebAssembly 2.0, binary format, chapter 5.
 */

/** What a byte belongs to, in the order of the streams. Long constants are addresses of data, and like each other. */
const STREAMS = ['rest', 'size', 'op', 'local', 'index', 'constant', 'address', 'align', 'offset', 'call', 'label', 'lane'];

/** Moves what comes next, and says what it was. */
interface Mover {
  /** A run of bytes; the last of them. */
  run(stream: string, count: number): number;
  /** A number (LEB128), as if it had no sign. */
  number(stream: string): number;
  /** An operation; a constant of many bytes has one of its own. */
  operation(): number;
  /** How an access to memory is aligned: in its stream stands in how far it is not as usual. */
  alignment(usual: number): void;
  /** Bytes moved so far, and whether there are more. */
  at(): number;
  more(): boolean;
}

const CODE_SECTION = 10;
const CONSTANT = 0x41;
/** In the stream of operations, for a constant of `LONG` bytes or more. No operation has this number. */
const ADDRESS = 0xff;
const LONG = 4;
/** By operation from 0x28 (`i32.load`) on: how its accesses are aligned, as a power of two. */
const USUAL = '23230011001122232301012';

function walk(to: Mover): void {
  to.run('rest', 8);
  while (to.more()) {
    const section = to.run('rest', 1);
    const length = to.number('rest');
    if (section !== CODE_SECTION) to.run('rest', length);
    else for (let left = to.number('rest'); left > 0; left -= 1) body(to);
  }
}

function body(to: Mover): void {
  const length = to.number('size');
  const end = to.at() + length;
  for (let groups = to.number('size'); groups > 0; groups -= 1) {
    to.number('size');
    to.run('size', 1);
  }
  while (to.at() < end) immediates(to, to.operation());
  if (to.at() !== end) throw new Error('a function of the wasm does not end where it says');
}

/** What follows an operation (§5.4). */
function immediates(to: Mover, op: number): void {
  const numbers = (stream: string, count: number) => {
    for (let left = count; left > 0; left -= 1) to.number(stream);
  };
  const memory = (usual: number) => {
    to.alignment(usual);
    to.number('offset');
  };
  if (op >= 0x02 && op <= 0x04) to.number('op');
  else if (op === 0x0c || op === 0x0d) to.number('label');
  else if (op === 0x0e) numbers('label', to.number('label') + 1);
  else if (op === 0x10) to.number('call');
  else if (op === 0x11) numbers('index', 2);
  else if (op === 0x1c) to.run('index', to.number('index'));
  else if (op >= 0x20 && op <= 0x22) to.number('local');
  else if ((op >= 0x23 && op <= 0x26) || op === 0x3f || op === 0x40 || op === 0xd0 || op === 0xd2) to.number('index');
  else if (op >= 0x28 && op <= 0x3e) memory(Number(USUAL[op - 0x28]));
  else if (op === CONSTANT || op === 0x42) to.number('constant');
  else if (op === ADDRESS) to.number('address');
  else if (op === 0x43 || op === 0x44) to.run('lane', op === 0x43 ? 4 : 8);
  else if (op === 0xfc) {
    const which = to.number('op');
    // Conversions have none; of what works on memories and tables, every second one has two.
    if (which >= 8) numbers('index', which <= 14 && which % 2 === 0 ? 2 : 1);
  } else if (op === 0xfd) {
    const which = to.number('op');
    if (which <= 0x0b || which === 0x5c || which === 0x5d || (which >= 0x54 && which <= 0x5b)) memory(0);
    if (which === 0x0c || which === 0x0d) to.run('lane', 16);
    if ((which >= 0x15 && which <= 0x22) || (which >= 0x54 && which <= 0x5b)) to.run('lane', 1);
  } else if (!isBare(op)) throw new Error(`the page cannot carry operation 0x${op.toString(16)} of the wasm`);
}

/** Whether nothing follows the operation. */
function isBare(op: number): boolean {
  return op <= 0x01 || op === 0x05 || op === 0x0b || op === 0x0f || op === 0x1a || op === 0x1b || (op >= 0x45 && op <= 0xc4) || op === 0xd1;
}

/** The module's bytes by stream. Throws on what this grammar does not know. */
export function split(wasm: Uint8Array): Uint8Array[] {
  const streams = STREAMS.map(() => [] as number[]);
  let at = 0;
  const length = (from: number) => {
    let end = from;
    while (wasm[end]! >= 0x80) end += 1;
    return end + 1 - from;
  };
  const run = (stream: string, count: number) => {
    const out = streams[STREAMS.indexOf(stream)]!;
    for (let left = count; left > 0; left -= 1) out.push(wasm[at++]!);
    return wasm[at - 1]!;
  };
  walk({
    run,
    number(stream) {
      const start = at;
      run(stream, length(at));
      return unsigned(wasm, start);
    },
    operation() {
      if (wasm[at] === ADDRESS) throw new Error('the page cannot carry operation 0xff of the wasm');
      if (wasm[at] !== CONSTANT || length(at + 1) < LONG) return run('op', 1);
      streams[STREAMS.indexOf('op')]!.push(ADDRESS);
      at += 1;
      return ADDRESS;
    },
    alignment(usual) {
      if (wasm[at]! >= 0x80) throw new Error('the page cannot carry an access to a second memory');
      streams[STREAMS.indexOf('align')]!.push(wasm[at++]! ^ usual);
    },
    at: () => at,
    more: () => at < wasm.length,
  });
  return streams.map((stream) => Uint8Array.from(stream));
}

/** The module again. */
export function join(streams: Uint8Array[]): Uint8Array<ArrayBuffer> {
  // A long constant's operation stands in its stream, too: the lengths add up to the module's.
  const wasm = new Uint8Array(streams.reduce((sum, stream) => sum + stream.length, 0));
  const next = streams.map(() => 0);
  let at = 0;
  const run = (stream: string, count: number) => {
    const index = STREAMS.indexOf(stream);
    if (count === 1) return (wasm[at++] = streams[index]![next[index]!++]!);
    wasm.set(streams[index]!.subarray(next[index]!, next[index]! + count), at);
    next[index]! += count;
    at += count;
    return wasm[at - 1]!;
  };
  walk({
    run,
    number(stream) {
      const [index, start] = [STREAMS.indexOf(stream), at];
      const from = streams[index]!;
      do wasm[at++] = from[next[index]!++]!;
      while (wasm[at - 1]! >= 0x80);
      return unsigned(wasm, start);
    },
    operation() {
      const op = run('op', 1);
      if (op === ADDRESS) wasm[at - 1] = CONSTANT;
      return op;
    },
    alignment(usual) {
      const differs = run('align', 1);
      wasm[at - 1] = differs ^ usual;
    },
    at: () => at,
    more: () => at < wasm.length,
  });
  return wasm;
}

function unsigned(bytes: Uint8Array, at: number): number {
  let [number, weight, next] = [0, 1, at];
  for (; bytes[next]! >= 0x80; next += 1, weight *= 128) number += (bytes[next]! & 0x7f) * weight;
  return number + bytes[next]! * weight;
}

/** The module from the text that stands in the page: a line for each stream, see `bytesAsText` of tools/single-file.mjs. */
export const wasmOf = (text: string): ArrayBuffer => join(text.split('\n').map(textAsBytes)).buffer;

/** 256 characters of alphabet, then one character per byte. */
export function textAsBytes(text: string): Uint8Array {
  const byteOf = new Uint8Array(0x200);
  for (let byte = 0; byte < 256; byte += 1) byteOf[text.charCodeAt(byte)] = byte;
  const bytes = new Uint8Array(text.length - 256);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = byteOf[text.charCodeAt(at + 256)]!;
  return bytes;
}
