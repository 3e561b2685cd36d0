import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../shared/protocol.ts';
import { answerTo, emptyPlan, readPlan, withAnswer, withOption, withTable } from './plan.ts';

const plan = emptyPlan('zoho-desk');
const finding = { code: 'required-missing', tab: 'tickets', field: 'Subject' } as Finding;

test('a plan survives saving and opening', () => {
  const full = withAnswer(withTable(withOption(plan, 'own-address', ['a@example.jp']), 'a.csv', { tab: 'none' }), finding, 'pack');
  assert.deepEqual(readPlan(JSON.stringify(full)), full);
});

test('what is no plan is refused', () => {
  for (const text of ['', '{', '[]', '{"version":2,"destination":"x"}', '{"version":1}', '{"version":1,"destination":"x","exclude":[1]}', '{"version":1,"destination":"x","answers":[{"code":"a","action":"drop"}]}']) {
    assert.equal(readPlan(text), null, text);
  }
});

test('an answer counts for its own tab and field only, and can be taken back', () => {
  const answered = withAnswer(plan, finding, 'hold');
  assert.equal(answerTo(answered, finding), 'hold');
  assert.equal(answerTo(answered, { ...finding, field: 'Status' }), null);
  assert.deepEqual(withAnswer(answered, finding, null), plan);
});

test('the narrowest answer counts', () => {
  const wide = { ...plan, answers: [{ code: finding.code, action: 'hold' as const }] };
  assert.equal(answerTo(withAnswer(wide, finding, 'pack'), finding), 'pack');
});

test('another tab forgets what was said about the columns', () => {
  const said = withTable(withTable(plan, 'a.csv', { columns: { 件名: 'Subject' } }), 'a.csv', { columns: { 状態: 'Status' } });
  assert.deepEqual(said.tables['a.csv']?.columns, { 件名: 'Subject', 状態: 'Status' });
  assert.deepEqual(withTable(said, 'a.csv', { tab: 'contacts' }).tables['a.csv'], { tab: 'contacts' });
});

test('an empty value takes the say back', () => {
  assert.deepEqual(withOption(withOption(plan, 'trial', 'yes'), 'trial', ''), plan);
});
