import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Finding } from '../shared/protocol.ts';
import { createWords } from './words.ts';

const at = (path: string) => new URL(`../../../${path}`, import.meta.url);
const read = (lang: string, name: string) => readFileSync(at(`locales/${lang}/${name}.ftl`), 'utf8');
const catalogs = { ja: [read('ja', 'page')], en: [read('en', 'page')] };

/** Ids with the values each text asks for. */
function texts(source: string): Map<string, string[]> {
  const blocks = source.split(/\n(?=[a-z])/).map((block) => [/^([a-z0-9-]+) =/.exec(block)?.[1] ?? '', block] as const);
  return new Map(
    blocks
      .filter(([id]) => id)
      .map(([id, block]) => [id, [...new Set([...block.matchAll(/\{ \$([a-z]+)/g)].map((found) => found[1]!))].sort()]),
  );
}

test('both catalogs hold the same texts', () => {
  const [ja, en] = [texts(catalogs.ja[0]!), texts(catalogs.en[0]!)];
  assert.deepEqual([...ja.keys()].sort(), [...en.keys()].sort());
  // English may ask for more: it has plurals.
  for (const [id, values] of ja) for (const value of values) assert.ok(en.get(id)!.includes(value), `${id}: ${value}`);
});

test('every text parses: what the parser drops would be missing on the page', () => {
  for (const [source] of Object.values(catalogs)) {
    const bundle = new FluentBundle('en');
    assert.deepEqual(bundle.addResource(new FluentResource(source!)), []);
    for (const id of texts(source!).keys()) assert.ok(bundle.hasMessage(id), id);
  }
});

test('every text the views ask for by name is there', () => {
  const views = at('www/src/page/views/');
  const known = texts(catalogs.en[0]!);
  for (const name of readdirSync(views)) {
    const code = readFileSync(new URL(name, views), 'utf8');
    for (const [, id] of code.matchAll(/this\.t\(\s*'([^']+)'/g)) assert.ok(known.has(id!), `${name}: ${id}`);
  }
});

test('no text is left that nothing asks for', () => {
  const page = at('www/src/page/');
  const code = readdirSync(page, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, page), 'utf8'))
    .join('\n');
  // Ids put together from parts are found by their beginning.
  const parts = [...code.matchAll(/`([a-z-]+-)\$\{/g)].map((found) => found[1]!);
  const asked = (id: string) => code.includes(`'${id}'`) || parts.some((part) => id.startsWith(part));
  const failure = /^(failed|crash)(-|$)/;
  for (const id of texts(catalogs.en[0]!).keys()) assert.ok(asked(id) || failure.test(id), id);
});

test('a finding without words shows its code, and the destination speaks before the catalog', () => {
  const words = createWords('ja', { ...catalogs, ja: ['finding-known = 見出し { $count }\n    .consequence = 止まる\n'] });
  const finding = { code: 'known', count: 1200, number: 0, samples: [], places: [], consequence: null } as unknown as Finding;
  assert.deepEqual(words.finding(finding, ''), { title: '見出し 1,200', consequence: '止まる', remedy: '' });
  assert.equal(words.finding({ ...finding, code: 'unknown' }, '').title, 'unknown');
  const own = words.finding({ ...finding, consequence: { ja: '取り込まれません', en: 'skipped' } }, '');
  assert.equal(own.consequence, '取り込まれません');
});

test('sizes are in powers of ten, as the vendors count', () => {
  const { bytes } = createWords('en', catalogs);
  const check = (value: number, expected: string) => assert.equal(bytes(value), expected);
  check(0, '0 bytes');
  check(999, '999 bytes');
  check(1_000, '1 kB');
  check(2_000_000_000, '2 GB');
  check(1_924_000_000, '1.92 GB');
});

test('a row whose line is not known is told by its number', () => {
  assert.equal(createWords('ja', catalogs).t('place-record', { number: 5 }).replace(/[\u2068\u2069]/g, ''), '5 件目');
  assert.equal(createWords('en', catalogs).t('place-record', { number: 5 }).replace(/[\u2068\u2069]/g, ''), 'Record 5');
});
