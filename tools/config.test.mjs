import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { config, parseConfig, ROOT } from './config.mjs';

const read = (path) => readFileSync(ROOT + path, 'utf8');

test('wasm-pack.toml, the lock files and tools/bindgen name the same versions', () => {
  const locked = (path, name) => new RegExp(`name = "${name}"\nversion = "([^"]+)"`).exec(read(path))?.[1];
  assert.equal(config.tools['wasm-bindgen'], locked('Cargo.lock', 'wasm-bindgen'));
  assert.equal(config.tools['wasm-bindgen'], locked('tools/bindgen/Cargo.lock', 'wasm-bindgen-cli-support'));
  assert.equal(config.tools.binaryen, JSON.parse(read('www/package.json')).devDependencies.binaryen);
  assert.ok(config.tools.rust.startsWith(/rust-version = "([^"]+)"/.exec(read('Cargo.toml'))[1]));
});

test('a line that is not understood is an error and not skipped', () => {
  assert.throws(() => parseConfig('[a]\nb = [\n"c"]'));
});
