import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../shared/protocol.ts';
import { boxes, canOpen, daysAfter, clusters, everyMonth, groups, mailBoxes, passes } from './derive.ts';
import { initialState, NO_FILTER } from './state.ts';

const finding = (code: string, severity: Finding['severity'], count: number, holds = false) =>
  ({ code, severity, count, holds }) as Finding;

test('findings are grouped by consequence, the most frequent first', () => {
  const found = groups([finding('a', 'note', 9), finding('b', 'warning', 1), finding('c', 'warning', 5, true), finding('d', 'error', 7)]);
  assert.deepEqual(
    found.map(({ weight, findings }) => [weight, findings.map(({ code }) => code)]),
    [
      ['held', ['d', 'c']],
      ['changed', ['b']],
      ['told', ['a']],
    ],
  );
});

test('the same code is said once', () => {
  const all = clusters([finding('a', 'note', 3), finding('b', 'note', 2), finding('a', 'note', 1)]);
  assert.deepEqual(all.map((list) => list.map(({ count }) => count)), [[3, 1], [2]]);
});

test('each word that is looked for stands in the words of the code, or in what was found where', () => {
  const one = { ...finding('date-unread', 'error', 1), tab: 'tickets', field: '期限', source: '', samples: [{ found: 'らいしゅう', used: '' }], places: [{ source: '依頼 2026.csv' }] };
  const two = { ...finding('name-cut', 'note', 2), tab: '', field: 'Name', source: 'b.csv', samples: [], places: [] };
  const shown = (text: string, more = {}) =>
    ([one, two] as unknown as Finding[]).filter(passes({ ...NO_FILTER, text, ...more }, (code) => (code === 'name-cut' ? 'Cut to 40 characters' : 'Not a date'))).map(({ code }) => code);
  assert.deepEqual(shown(''), ['date-unread', 'name-cut']);
  assert.deepEqual(shown('not　２０２６'), ['date-unread'], 'wide and narrow letters are the same');
  assert.deepEqual(shown('CUT b.csv'), ['name-cut']);
  assert.deepEqual(shown('cut 2026'), []);
  assert.deepEqual(shown('', { errors: true }), ['date-unread']);
  assert.deepEqual(shown('', { source: 'b.csv' }), ['name-cut']);
});

test('an empty month between two is shown; a mail of 1970 does not fill the page', () => {
  const months = everyMonth([{ month: '2023-11', messages: 1 }, { month: '2024-02', messages: 2 }]);
  assert.deepEqual(months.map(({ messages }) => messages), [1, 0, 0, 2]);
  assert.ok(everyMonth([{ month: '0001-01', messages: 1 }, { month: '2024-02', messages: 2 }]).length <= 1200);
  assert.deepEqual(everyMonth([]), []);
});

test('boxes fill one after another, and a destination without caps has no endless row', () => {
  const caps = (bundles: number) => ({ bundleBytes: 100, bundleRows: 10, bundles });
  assert.deepEqual(boxes(caps(3), null, 150, 1).map(({ fill }) => fill), [100, 50, 0]);
  assert.deepEqual(boxes(caps(3), null, 60, 25).map(({ fill }) => fill), [20, 20, 20], 'rows are too many first');
  assert.equal(boxes(caps(5), null, 0, 0).length, 5);
  assert.ok(boxes(caps(Number.MAX_SAFE_INTEGER), null, 1e9, 1).length <= 10);
});

test('while it packs there is nowhere else to go', () => {
  const job = { run: 1, kind: 'pack' as const, revision: 0, phase: 'packing' as const, done: 0, total: 0, marks: [] };
  const state = { ...initialState('en'), job };
  assert.equal(canOpen(state, 'destination'), false);
  assert.equal(canOpen(state, 'pack'), true);
});

test('days are counted across months and years', () => {
  assert.deepEqual([daysAfter('2026-12-20', 14), daysAfter('2028-02-20', 14)], ['2027-01-03', '2028-03-05']);
});

test('each mailbox fills boxes of its own, or all share them', () => {
  const mailboxes = [30, 5].map((bytes) => ({ folder: 'a', state: '', messages: 1, bytes }));
  const sizes = (box: number | null, together: boolean) => mailBoxes({ box, together, accounts: 0, folders: [], mailboxes }).map(({ bytes }) => bytes);
  assert.deepEqual(sizes(20, false), [20, 10, 5]);
  assert.deepEqual(sizes(20, true), [20, 15]);
  assert.deepEqual(sizes(null, false), [30, 5]);
  assert.deepEqual(sizes(null, true), [35]);
});
