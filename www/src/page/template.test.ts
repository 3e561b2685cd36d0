import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SurveyDocument, SurveySource } from '../shared/protocol.ts';
import { emptyPlan, withTable } from './plan.ts';
import { offersOf, readTemplates, templateOf, templateText, withTemplate } from './template.ts';

const table = (name: string, fields: [string, string | null][], tab: string | null = 'contacts') =>
  ({ name, kind: 'csv', table: { tab, errors: null, columns: fields.map(([header, field]) => ({ header, field, confidence: 50, note: null, sample: '' })) } }) as unknown as SurveySource;
const survey = (...sources: SurveySource[]) => ({ sources }) as SurveyDocument;
const shape: [string, string | null][] = [['姓', 'Last Name'], ['謎', null], ['', null]];

test('what was matched is saved, read again, and offered for a file of the same header only', () => {
  const plan = withTable(emptyPlan('zoho-desk'), 'a.csv', { columns: { 謎: 'Description' } });
  const template = templateOf(table('a.csv', shape), plan);
  assert.deepEqual(template.columns, { 姓: 'Last Name', 謎: 'Description', '#3': 'none' });
  const read = readTemplates(templateText(template))!;
  const next = survey(table('b.csv', shape, null), table('c.csv', [['姓', 'Last Name']]));
  const [offer, ...others] = offersOf(next, emptyPlan('zoho-desk'), read);
  assert.deepEqual([offer!.sources, others], [['b.csv'], []]);
  const after = withTemplate(emptyPlan('zoho-desk'), offer!);
  assert.deepEqual(after.tables, { 'b.csv': { tab: 'contacts', columns: template.columns } });
  assert.deepEqual(offersOf(next, after, read), [], 'what is said is not offered again');
  assert.deepEqual(offersOf(next, emptyPlan('zoho-desk-import'), read), [], 'other destinations have other fields');
});

test('what was said of one table is offered for its like; what is matched so already is not', () => {
  const plan = withTable(emptyPlan('zoho-desk'), 'a.csv', { columns: { 謎: 'Description' } });
  const like = table('b.csv', shape);
  const matched = table('c.csv', [['姓', 'Last Name'], ['謎', 'Description'], ['', null]]);
  assert.deepEqual(offersOf(survey(table('a.csv', shape), like, matched), plan, []).map(({ sources }) => sources), [['b.csv']]);
});

test('a file that holds no templates is none', () => {
  for (const text of ['', '{}', '[]', '{"version":1,"templates":[{}]}', JSON.stringify(emptyPlan('zoho-desk'))]) assert.equal(readTemplates(text), null);
});
