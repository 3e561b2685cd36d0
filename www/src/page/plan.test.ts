import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../shared/protocol.ts';
import {
  answerTo,
  cellSaid,
  changes,
  emptyPlan,
  isPilot,
  isTaken,
  readPlan,
  withAgent,
  withAnswer,
  withCell,
  withDestination,
  withExcluded,
  withFix,
  withMailbox,
  withOption,
  withPart,
  withPilot,
  withProposal,
  withTable,
} from './plan.ts';

const plan = emptyPlan('zoho-desk');
const finding = { code: 'required-missing', tab: 'tickets', field: 'Subject' } as Finding;

test('a plan survives saving and opening', () => {
  const full = withAnswer(withTable(withOption(plan, 'own-address', ['a@example.jp']), 'a.csv', { tab: 'none' }), finding, { action: 'set', value: '' }, { source: 'a.csv', record: 0 });
  assert.deepEqual(readPlan(JSON.stringify(full)), full);
  const receipt = `{\n"format": "nizukuri-receipt",\n"version": 1,\n"plan": ${JSON.stringify(full)},\n"keys": {\n"tickets": ["00`;
  assert.deepEqual(readPlan(receipt), full, 'the receipt of the first run has kept it');
});

test('what is no plan is refused', () => {
  for (const text of ['', '{', '[]', '{"version":2,"destination":"x"}', '{"version":1}', '{"version":1,"destination":"x","exclude":[1]}', '{"version":1,"destination":"x","answers":[{"code":"a","action":"drop"}]}']) {
    assert.equal(readPlan(text), null, text);
  }
});

test('an answer counts for its own tab and field only, and can be taken back', () => {
  const answered = withAnswer(plan, finding, { action: 'hold' });
  assert.equal(answerTo(answered, finding)?.action, 'hold');
  assert.equal(answerTo(answered, { ...finding, field: 'Status' }), null);
  assert.deepEqual(withAnswer(answered, finding, null), plan);
});

test('the narrowest answer counts', () => {
  const wide = { ...plan, answers: [{ code: finding.code, action: 'hold' as const }] };
  assert.equal(answerTo(withAnswer(wide, finding, { action: 'pack' }), finding)?.action, 'pack');
});

test('answers for all, for a value and for a record stand side by side', () => {
  const one = { source: 'a.csv', record: 3 };
  let all = withAnswer(plan, finding, { action: 'hold' });
  all = withAnswer(all, finding, { action: 'set', value: '件名なし' }, one);
  all = withAnswer(all, finding, { action: 'pack' }, { found: 'x' });
  assert.deepEqual(all.answers.map(({ action }) => action), ['hold', 'set', 'pack']);
  assert.equal(answerTo(all, finding, one)?.value, '件名なし');
  assert.equal(withAnswer(all, finding, null, one).answers.length, 2);
});

test('every change is listed and can be taken back by itself', () => {
  let full = withOption(plan, 'zone', 'UTC');
  full = withTable(full, 'a.csv', { tab: 'contacts' });
  full = withTable(full, 'a.csv', { columns: { 件名: 'Subject', 血液型: 'none' } });
  full = withExcluded(full, 'b.csv', true);
  full = withAgent(full, '高橋', { to: 'ken@example.jp' });
  full = withAnswer(full, finding, { action: 'set', value: 'x' });
  const listed = changes(full);
  assert.deepEqual(listed.map(({ what }) => what), ['option', 'tab', 'column', 'column', 'exclude', 'agent', 'answer']);
  for (const [at, { without }] of listed.entries()) {
    const kinds = changes(without).map(({ what, name }) => what + (name ?? ''));
    assert.deepEqual(kinds, listed.filter((_, other) => other !== at).map(({ what, name }) => what + (name ?? '')));
  }
});

test('what is said of an agent can be changed and taken back', () => {
  const said = withAgent(plan, '高橋', { to: 'ken@example.jp' });
  assert.deepEqual(readPlan(JSON.stringify(said)), said);
  assert.deepEqual(withAgent(said, '高橋', { administrator: true }).agents, { 高橋: { administrator: true } });
  assert.deepEqual(withAgent(said, '高橋', null), plan);
  assert.equal(readPlan(JSON.stringify({ ...plan, agents: { 高橋: 'ken' } })), null);
});

test('a fix is taken over as it stands', () => {
  const fixed = withFix(plan, { plan: { options: { 'contact-by-email': 'yes' }, tables: { 'a.csv': { columns: { x: 'none' } } } } });
  assert.deepEqual([fixed.options, fixed.tables], [{ 'contact-by-email': 'yes' }, { 'a.csv': { columns: { x: 'none' } } }]);
});

test('another tab forgets what was said about the columns', () => {
  const said = withTable(withTable(plan, 'a.csv', { columns: { 件名: 'Subject' } }), 'a.csv', { columns: { 状態: 'Status' } });
  assert.deepEqual(said.tables['a.csv']?.columns, { 件名: 'Subject', 状態: 'Status' });
  assert.deepEqual(withTable(said, 'a.csv', { tab: 'contacts' }).tables['a.csv'], { tab: 'contacts' });
});

test('an empty value takes the say back', () => {
  assert.deepEqual(withOption(withOption(plan, 'trial', 'yes'), 'trial', ''), plan);
});

test('a pilot is asked for in the plan of one pack only', () => {
  const plan = { ...emptyPlan('zoho-desk'), options: { zone: 'UTC', pilot: '3', 'pilot-seed': 'old' } };
  assert.deepEqual(withPilot(plan, null).options, { zone: 'UTC' });
  const pilot = { count: '20', by: 'search' as const, text: 'bath' };
  assert.deepEqual(withPilot(plan, pilot).options, { zone: 'UTC', pilot: '20', 'pilot-by': 'search', 'pilot-search': 'bath' });
  assert.deepEqual(withPilot(plan, { ...pilot, by: 'newest' }).options, { zone: 'UTC', pilot: '20', 'pilot-by': 'newest' });
});

test('a pilot has a number, and a text where one is looked for', () => {
  const pilot = { count: '20', by: 'newest' as const, text: '' };
  assert.equal(isPilot(pilot), true);
  for (const count of ['', '0', '-1', '1.5', 'x']) assert.equal(isPilot({ ...pilot, count }), false, count);
  assert.equal(isPilot({ ...pilot, by: 'search' }), false);
  assert.equal(isPilot({ ...pilot, by: 'random' }), true);
});

test('a proposal takes the place of another one and can be taken back', () => {
  const plan = { ...emptyPlan('zoho-desk'), options: { zone: 'UTC', from: '2024-01-01' } };
  const later = { attachments: 'without' };
  const taken = withProposal(plan, later);
  assert.deepEqual(taken.options, { zone: 'UTC', attachments: 'without' });
  assert.deepEqual([isTaken(taken, later), isTaken(plan, later), isTaken(plan, { from: '2024-01-01' })], [true, false, true]);
  assert.deepEqual(withProposal(taken, {}).options, { zone: 'UTC' });
});

test('what is said of a folder is added up, and blank takes it back', () => {
  const first = withMailbox(emptyPlan('maildealer'), '仕事', { folder: '営業' });
  const second = withMailbox(first, '仕事', { state: '新着' });
  assert.deepEqual(second.mailboxes, { 仕事: { folder: '営業', state: '新着' } });
  assert.deepEqual(changes(second).map(({ what, of, value }) => [what, of, value]), [['folder', '仕事', '営業 · 新着']]);
  assert.deepEqual(changes(second)[0]!.without, emptyPlan('maildealer'));
  assert.deepEqual(withMailbox(withMailbox(second, '仕事', { folder: '' }), '仕事', { state: '' }), emptyPlan('maildealer'));
  const out = withMailbox(first, '仕事', { 'left-out': true });
  assert.deepEqual(readPlan(JSON.stringify(out)), out);
  assert.deepEqual(withMailbox(out, '仕事', { 'left-out': false }), first);
});

test('a cell has one value, the last one said, and can be taken back', () => {
  const cell = { tab: 'tickets', field: 'Subject', source: 't.csv', record: 3 };
  const once = withCell(withCell(emptyPlan('zoho-desk'), cell, 'a'), cell, 'b');
  assert.equal(once.answers.length, 1);
  assert.equal(cellSaid(once, 'tickets', 'Subject', 't.csv', 3)?.value, 'b');
  assert.equal(cellSaid(once, 'tickets', 'Subject', 't.csv', 4), null);
  assert.deepEqual(withCell(once, cell, null).answers, []);
});

test('a piece of a column is replaced by one text, the last one said', () => {
  const plan = withPart(withPart(emptyPlan('zoho-desk'), 'tickets', 'Subject', '旧', '新'), 'tickets', 'Subject', '旧', '');
  assert.deepEqual(plan.answers, [{ code: 'value-set', tab: 'tickets', field: 'Subject', part: '旧', action: 'set', value: '' }]);
});

test('another destination keeps only the choices it can do', () => {
  const options = { zone: 'UTC', from: '2024-01-01', attachments: 'without', 'window-from': '2024-01-01T00:00', trial: 'yes' };
  const plan = { ...emptyPlan('a'), options, mailboxes: { 仕事: { 'left-out': true } } };
  const kept = (selection: string | null, mail: { states: [] } | null) => Object.keys(withDestination(plan, 'b', { selection, mail }).options);
  assert.deepEqual(kept(null, null), ['zone']);
  assert.deepEqual(kept('tickets', null), ['zone', 'from', 'attachments']);
  assert.deepEqual(kept(null, { states: [] }), ['zone', 'window-from']);
  assert.deepEqual(withDestination(plan, 'b', { selection: null, mail: { states: [] } }).mailboxes, { 仕事: { 'left-out': true } });
  assert.equal(withDestination(plan, 'b').mailboxes, undefined);
});
