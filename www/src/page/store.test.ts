import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackDocument, SurveyDocument } from '../shared/protocol.ts';
import { withOption } from './plan.ts';
import { type Action, initialState, type State } from './state.ts';
import { reduce } from './store.ts';

const document = { tabs: [], findings: [], sources: [] } as unknown as PackDocument & SurveyDocument;
const file = (name: string) => ({ name, file: new File(['x'], name) });

/** The state after these actions, with a destination and one file. */
function after(...actions: Action[]): State {
  const first: Action[] = [
    { type: 'destination-chosen', id: 'zoho-desk' },
    { type: 'gathering-finished', files: [file('a.mbox')], known: 0, unopened: [] },
  ];
  return [...first, ...actions].reduce(reduce, initialState('ja'));
}

test('news of an earlier run changes nothing', () => {
  const state = after({ type: 'job-started', run: 1, kind: 'survey' }, { type: 'job-started', run: 2, kind: 'survey' });
  for (const late of [
    { type: 'job-progressed', run: 1, phase: 'reading', done: 1, total: 2, at: 0 },
    { type: 'surveyed', run: 1, document },
    { type: 'packed', run: 1, document },
    { type: 'job-stopped', run: 1 },
    { type: 'job-failed', run: 1, code: 'x', message: '' },
    { type: 'file-saved', run: 1, name: 'a.zip', bytes: 1, kept: false },
  ] satisfies Action[]) {
    assert.equal(reduce(state, late), state, late.type);
  }
});

test('a survey is of the plan it began with, not of the one it ends under', () => {
  const state = after({ type: 'job-started', run: 1, kind: 'survey' });
  const changed = reduce(state, { type: 'plan-changed', plan: withOption(state.plan, 'zone', 'UTC') });
  const { survey, revision } = reduce(changed, { type: 'surveyed', run: 1, document });
  assert.notEqual(survey?.revision, revision);
});

test('a stopped packing leaves nothing that looks finished', () => {
  const packing = after(
    { type: 'job-started', run: 1, kind: 'pack' },
    { type: 'file-saved', run: 1, name: 'a.zip', bytes: 1, kept: true },
  );
  assert.equal(packing.saved.length, 1);
  const stops: Action[] = [
    { type: 'job-stopped', run: 1 },
    { type: 'job-failed', run: 1, code: 'worker-crashed', message: '' },
  ];
  for (const stop of stops) {
    const state = reduce(packing, stop);
    assert.deepEqual([state.job, state.packed, state.saved], [null, null, []]);
    // A file that the saver finished a moment too late.
    const late = reduce(state, { type: 'file-saved', run: 1, name: 'b.zip', bytes: 1, kept: false });
    assert.deepEqual(late.saved, []);
  }
});

test('a new packing takes back what the last one offered', () => {
  const state = after(
    { type: 'job-started', run: 1, kind: 'pack' },
    { type: 'file-saved', run: 1, name: 'a.zip', bytes: 1, kept: false },
    { type: 'packed', run: 1, document },
    { type: 'job-started', run: 2, kind: 'pack' },
  );
  assert.deepEqual([state.packed, state.saved], [null, []]);
});

test('a crash keeps files and plan, and says which job it was', () => {
  const before = after({ type: 'job-started', run: 1, kind: 'survey' });
  const state = reduce(before, { type: 'job-failed', run: 1, code: 'worker-crashed', message: 'unreachable' });
  assert.deepEqual([state.files, state.plan], [before.files, before.plan]);
  assert.deepEqual([state.failure?.kind, state.failure?.during], ['crash', 'survey']);
  assert.equal(reduce(state, { type: 'job-started', run: 2, kind: 'survey' }).failure, null);
});

test('undo and redo walk the plans; a new decision ends redo', () => {
  const state = after();
  const utc = reduce(state, { type: 'plan-changed', plan: withOption(state.plan, 'zone', 'UTC') });
  const undone = reduce(utc, { type: 'plan-undone' });
  assert.deepEqual(undone.plan, state.plan);
  assert.ok(undone.revision > utc.revision);
  assert.deepEqual(reduce(undone, { type: 'plan-redone' }).plan, utc.plan);
  const other = reduce(undone, { type: 'plan-changed', plan: withOption(state.plan, 'trial', 'yes') });
  assert.equal(reduce(other, { type: 'plan-redone' }), other);
});

test('undo does not take the first destination away', () => {
  const state = after();
  assert.equal(reduce(state, { type: 'plan-undone' }), state);
});

test('a record shown for a panel that was closed is dropped', () => {
  const state = after({ type: 'looking-started', key: 'a', from: 0, all: false, places: [] }, { type: 'looking-ended' });
  assert.equal(reduce(state, { type: 'looked', key: 'a', from: 0, at: 0, view: 'failed' }), state);
});

test('late news of another folder, or of another message, changes nothing', () => {
  const shelf = { folder: 'a' };
  const opened = after({ type: 'shelf-opened', shelf, from: 0 });
  assert.equal(reduce(opened, { type: 'shelf-listed', shelf, from: 50, list: 'failed' }), opened);
  assert.equal(reduce(opened, { type: 'shelf-listed', shelf: { conversation: 1 }, from: 0, list: 'failed' }), opened);
  const message = reduce(opened, { type: 'message-opened', at: 1 });
  assert.equal(reduce(message, { type: 'message-read', shelf, from: 0, at: 0, view: 'failed' }), message);
  assert.equal(reduce(message, { type: 'message-read', shelf, from: 0, at: 1, view: 'failed' }).reading?.view, 'failed');
});
