import assert from 'node:assert/strict';
import test from 'node:test';
import { join, split } from './wasm-streams.ts';

const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** A module with a custom section and one function of these operations. */
const module = (...code: number[]) => {
  const body = [1, 2, 0x7f, ...code, 0x0b];
  return Uint8Array.from([...HEAD, 0, 3, 1, 0x78, 0xff, 10, body.length + 2, 1, body.length, ...body]);
};

test('a module comes back from its streams, whatever follows its operations', () => {
  for (const code of [
    [],
    [0x02, 0x40, 0x0c, 0, 0x0b, 0x04, 0x7f, 0x05, 0x0b],
    [0x0e, 2, 0, 1, 0, 0x10, 0x81, 1, 0x11, 3, 0],
    [0x20, 0, 0x21, 1, 0x22, 0x80, 1, 0x23, 0, 0x3f, 0],
    [0x28, 2, 0x90, 1, 0x36, 0, 0],
    [0x41, 0x40, 0x41, 0xff, 0xff, 0xff, 0, 0x42, 0x80, 0x80, 0x80, 0x80, 1],
    [0x43, 1, 2, 3, 4, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0x1c, 1, 0x7f],
    [0xfc, 0, 0xfc, 8, 1, 0, 0xfc, 9, 1, 0xfc, 10, 0, 0, 0xfc, 11, 0],
    [0xfd, 0, 4, 16, 0xfd, 12, ...Array(16).keys(), 0xfd, 21, 7, 0xfd, 0x5c, 2, 0, 0xfd, 0x54, 0, 0, 3, 0xfd, 0xae, 1],
  ]) {
    const wasm = module(...code);
    assert.deepEqual(join(split(wasm)), wasm, String(code));
  }
});

test('what is not known is refused when the page is built, not when it starts', () => {
  for (const op of [0x06, 0x12, 0x27, 0xfb, 0xfe, 0xff]) assert.throws(() => split(module(op)), /operation 0x/);
});
