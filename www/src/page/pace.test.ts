import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Mark, marked, roughly, secondsLeft } from './pace.ts';

/** Marks each half second; `speed` gives how much is done in each. */
const run = (count: number, speed: (at: number) => number): Mark[] => {
  let [marks, done]: [Mark[], number] = [[], 0];
  for (let at = 0; at < count; at += 1) {
    marks = marked(marks, { at: at * 500, done });
    done += speed(at);
  }
  return marks;
};

test('nothing is said too early, nor while the pace changes', () => {
  assert.equal(secondsLeft(run(5, () => 10), 1000), null, 'two seconds are too few');
  assert.equal(secondsLeft(run(40, () => 0.1), 1000), null, 'too little is done');
  assert.equal(secondsLeft(run(40, (at) => (at < 20 ? 20 : 2)), 1000), null, 'it has become slower');
  assert.equal(secondsLeft(run(40, (at) => (at < 30 ? 10 : 0)), 1000), null, 'it stands still');
  assert.equal(secondsLeft([], 1000), null);
});

test('a steady pace says when it ends, and is not too hopeful', () => {
  assert.equal(secondsLeft(run(11, () => 10), 1000), 45);
  const slower = secondsLeft(run(41, (at) => (at < 20 ? 12 : 10)), 1000)!;
  assert.ok(slower >= 28 && slower <= 29, `${slower} by the slower half`);
});

test('marks stay few however long it takes', () => {
  const marks = run(5000, () => 1);
  assert.ok(marks.length <= 240 && secondsLeft(marks, 10_000)! > 2400);
  assert.equal(marked(marks, { at: marks.at(-1)!.at + 10, done: 1 }), marks, 'news in between is no mark');
});

test('what is told is coarse, and rounded up', () => {
  assert.deepEqual([3, 41, 61, 600, 5401].map(roughly), [
    { unit: 'seconds', count: 10 },
    { unit: 'seconds', count: 50 },
    { unit: 'minutes', count: 2 },
    { unit: 'minutes', count: 10 },
    { unit: 'hours', count: 2 },
  ]);
});
