import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Finding } from '../shared/protocol.ts';
import { DESTINATIONS } from './offered.ts';
import { type Catalogs, createWords } from './words.ts';

const at = (path: string) => new URL(`../../../${path}`, import.meta.url);
const read = (lang: string, name: string) => readFileSync(at(`locales/${lang}/${name}.ftl`), 'utf8');
const catalogs = { ja: [read('ja', 'first'), read('ja', 'page')], en: [read('en', 'first'), read('en', 'page')] };
const english = texts(catalogs.en.join('\n'));

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
  for (const at of [0, 1]) {
    const [ja, en] = [texts(catalogs.ja[at]!), texts(catalogs.en[at]!)];
    assert.deepEqual([...ja.keys()].sort(), [...en.keys()].sort());
    // English may ask for more: it has plurals.
    for (const [id, values] of ja) for (const value of values) assert.ok(en.get(id)!.includes(value), `${id}: ${value}`);
  }
});

test('every text parses: what the parser drops would be missing on the page', () => {
  for (const source of Object.values(catalogs).flat()) {
    const bundle = new FluentBundle('en');
    assert.deepEqual(bundle.addResource(new FluentResource(source)), []);
    for (const id of texts(source).keys()) assert.ok(bundle.hasMessage(id), id);
  }
});

test('every text the views ask for by name is there', () => {
  const views = at('www/src/page/views/');
  for (const name of readdirSync(views)) {
    const code = readFileSync(new URL(name, views), 'utf8');
    for (const [, id] of code.matchAll(/this\.t\(\s*'([^']+)'/g)) assert.ok(english.has(id!), `${name}: ${id}`);
  }
});

/** What is there from the first: main.ts and all it imports, and what that imports. Types are no part of it. */
function firstFiles(): Map<string, string> {
  const found = new Map<string, string>();
  const take = (url: URL) => {
    if (found.has(url.href)) return;
    const code = readFileSync(url, 'utf8');
    found.set(url.href, code);
    const imports = code.matchAll(/^import (?!type )(?:[^;]*? from )?'(\.[^']+\.ts)';/gm);
    for (const [, path] of imports) take(new URL(path!, url));
  };
  take(at('www/src/page/main.ts'));
  return found;
}

/** Ids that the first view puts together from parts, by their beginnings; and what is asked for only when more has come. */
const PUT_TOGETHER: Record<string, string[]> = {
  'step-': ['destination', 'files', 'check', 'pack', 'handover'],
  'destination-': ['records', 'mail', ...DESTINATIONS.map((id) => `${id}-about`)],
  'trust-': ['silence', 'originals', 'nothing-lost'].flatMap((id) => [id, `${id}-why`]),
  'phase-': ['starting', 'reading', 'packing', 'verifying'],
  'left-': ['done', 'broken'].flatMap((id) => [id, `${id}-why`, `${id}-take`]),
  // The others are told once a run has begun; until then `failed` stands for them.
  'failed-': ['start-failed', 'start-failed-why', 'destination-unread', 'destination-unread-why'],
  // Once the worker has read the files.
  'kind-': [],
  'finding-': [],
};
/** Texts that the views of the first script name in another way; and news of what only the later places do. */
const NAMED = ['crash', 'crash-why', 'failed', 'failed-why'];
const LATER_NEWS = ['handover-deleted', 'job-stopped', 'survey-done', 'pack-done', 'template-opened', 'plan-not-one', 'plan-opened', 'plan-elsewhere'];

test('every text that the first view may ask for is there from the first', () => {
  const code = [...firstFiles()].filter(([name]) => !name.endsWith('/words.ts')).map(([, text]) => text).join('\n');
  assert.ok(code.includes("define('nizukuri-files'") && !code.includes("define('nizukuri-check'"));
  const asked = new Set(NAMED);
  for (const [, id] of code.matchAll(/\bt\(\s*'([^']+)'/g)) asked.add(id!);
  // Either of two; and news, which are read out.
  for (const [, one, other] of code.matchAll(/\bt\([^()]*\? '([^']+)' : '([^']+)'/g)) asked.add(one!).add(other!);
  for (const [, id] of code.matchAll(/\bnotice(?:: | = )\{ id: '([^']+)'/g)) if (!LATER_NEWS.includes(id!)) asked.add(id!);
  for (const [, id] of code.matchAll(/has\(`([a-z-]+-)\$\{/g)) assert.ok(id! in PUT_TOGETHER, id);
  for (const [, id] of code.matchAll(/(?:\bt\(|\? )`([a-z-]+-)\$\{/g)) assert.ok(id! in PUT_TOGETHER, id);
  for (const [begin, ends] of Object.entries(PUT_TOGETHER)) for (const end of ends) asked.add(begin + end);
  assert.ok(asked.size > 80, `${asked.size} texts`);
  for (const catalog of [catalogs.ja[0]!, catalogs.en[0]!]) {
    const known = texts(catalog);
    assert.deepEqual([...asked].filter((id) => !known.has(id)), []);
    // And no others: they can come later.
    assert.deepEqual([...known.keys()].filter((id) => !asked.has(id)), []);
  }
});

test('texts of later places are there as soon as they have come', () => {
  const coming: Catalogs = { ja: [], en: ['first = now'] };
  const words = createWords('en', coming);
  assert.deepEqual([words.t('first'), words.t('then'), words.has('then')], ['now', 'then', false]);
  coming.en = [...coming.en, 'then = later', 'finding-one = told'];
  assert.deepEqual([words.t('then'), words.t('finding-one'), words.has('then')], ['later', 'told', true]);
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
  for (const id of english.keys()) assert.ok(asked(id) || failure.test(id), id);
});

test('a finding without words shows its code, and the destination speaks before the catalog', () => {
  const words = createWords('ja', { ...catalogs, ja: ['', '', 'finding-known = 見出し { $count }\n    .consequence = 止まる\n'] });
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
