import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';
import { classic } from './classic.mjs';
import { ROOT } from './config.mjs';

const CHUNKS = {
  shared: 'var a=[],b=class{};function c(x){a.push(x)}export{c as n,a as t,b as $};',
  first: 'import{n as e,t}from"./shared.js";e(`first`);var seen=t;export{seen as x};',
  later: 'import{n as a}from"./shared.js";import{}from"./shared.js";a("later");',
};

test('what both use is there once, and each runs in its own names', () => {
  const { first, later } = classic({ ...CHUNKS, later: 'import{t as e,n as a}from"./shared.js";a("later");globalThis.told=e;' });
  const context = vm.createContext({});
  new vm.Script(first).runInContext(context);
  new vm.Script(later).runInContext(context);
  assert.deepEqual([...context.told], ['first', 'later']);
  assert.deepEqual(Object.keys(context), ['told']);
});

test('a chunk that is not of the known shape fails the build', () => {
  const spoilt = [
    { later: 'import{n as a}from"./shared.js";import{z}from"./other.js";a(z)' },
    { later: 'import a from"./shared.js";a()' },
    { first: 'import*as a from"./shared.js";a.n()' },
    { later: 'import{n as a}from"./shared.js";a(import("./x.js"))' },
    { shared: 'export default 1;' },
    { shared: 'var a;export{a};export{b as c};' },
  ];
  for (const chunks of spoilt) assert.throws(() => classic({ ...CHUNKS, ...chunks }), JSON.stringify(chunks));
});

test('no module of the page gives out a name that is set anew: what a script takes, it takes once', () => {
  for (const folder of ['page', 'shared']) {
    for (const path of readdirSync(`${ROOT}www/src/${folder}`, { recursive: true }).filter((name) => name.endsWith('.ts'))) {
      assert.doesNotMatch(readFileSync(`${ROOT}www/src/${folder}/${path}`, 'utf8'), /^export (let|var) /m, path);
    }
  }
});
