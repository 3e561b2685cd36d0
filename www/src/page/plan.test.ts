import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../shared/protocol.ts';
import { answerTo, changes, emptyPlan, readPlan, withAnswer, withExcluded, withFix, withOption, withTable } from './plan.ts';

const plan = emptyPlan('zoho-desk');
const finding = { code: 'required-missing', tab: 'tickets', field: 'Subject' } as Finding;

test('a plan survives saving and opening', () => {
  const full = withAnswer(withTable(withOption(plan, 'own-address', ['a@example.jp']), 'a.csv', { tab: 'none' }), finding, { action: 'set', value: '' }, { source: 'a.csv', record: 0 });
  assert.deepEqual(readPlan(JSON.stringify(full)), full);
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
  full = withAnswer(full, finding, { action: 'set', value: 'x' });
  const listed = changes(full);
  assert.deepEqual(listed.map(({ what }) => what), ['option', 'tab', 'column', 'column', 'exclude', 'answer']);
  for (const [at, { without }] of listed.entries()) {
    const kinds = changes(without).map(({ what, name }) => what + (name ?? ''));
    assert.deepEqual(kinds, listed.filter((_, other) => other !== at).map(({ what, name }) => what + (name ?? '')));
  }
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
