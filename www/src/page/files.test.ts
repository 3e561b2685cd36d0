import assert from 'node:assert/strict';
import { test } from 'node:test';
import { added, type Entry, walk } from './files.ts';

type Tree = { [name: string]: Tree | string | null };

/** Entries as a browser hands them out: a hundred at a time, then none. `null` cannot be opened. */
function entries(tree: Tree, path = ''): Entry[] {
  return Object.entries(tree).map(([name, node]) => {
    const fullPath = `${path}/${name}`;
    if (node === null || typeof node === 'string') {
      const file = (on: (file: File) => void, fail: (reason: unknown) => void) =>
        setTimeout(() => (node === null ? fail(new Error('locked')) : on(new File([node], name))), Math.random() * 3);
      return { isFile: true, isDirectory: false, fullPath, name, file } as Entry;
    }
    const createReader = () => {
      const left = entries(node, fullPath).reverse();
      return { readEntries: (on: (batch: Entry[]) => void) => setTimeout(() => on(left.splice(0, 100))) };
    };
    return { isFile: false, isDirectory: true, fullPath, name, createReader } as Entry;
  });
}

const names = (found: { name: string }[]) => found.map(({ name }) => name);

test('folders are walked to the end, however many batches they come in', async () => {
  const many: Tree = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`${at}.eml`, 'x']));
  const seen: number[] = [];
  const { found } = await walk(entries({ mail: { deep: { deeper: many }, '.hidden': 'x' }, 'a.csv': 'x' }), (count) =>
    seen.push(count),
  );
  assert.equal(found.length, 252);
  assert.ok(names(found).includes('mail/.hidden'));
  assert.equal(seen.at(-1), 252);
});

test('the order is that of the names, whatever order the disk gives', async () => {
  const { found } = await walk(entries({ b: { '2': 'x', '1': 'x' }, a: 'x', B: 'x' }), () => {});
  assert.deepEqual(names(found), ['B', 'a', 'b/1', 'b/2']);
});

test('what cannot be opened is named, and the rest still comes', async () => {
  const { found, unopened } = await walk(entries({ mail: { locked: null, open: 'x' } }), () => {});
  assert.deepEqual([names(found), unopened], [['mail/open'], ['mail/locked']]);
});

test('a very deep tree does not exhaust the stack', async () => {
  let tree: Tree = { 'last.eml': 'x' };
  for (let depth = 0; depth < 500; depth += 1) tree = { d: tree };
  assert.equal((await walk(entries(tree), () => {})).found.length, 1);
});

test('names are unique: the same file is taken once, another of the same name gets a number', () => {
  const file = (name: string, text: string) => ({ name, file: new File([text], name, { lastModified: 1 }) });
  const first = added([], [file('in/box.mbox', 'a'), file('in/box.mbox', 'bb'), file('in/box', 'a')]);
  assert.deepEqual(names(first.files), ['in/box.mbox', 'in/box (2).mbox', 'in/box']);
  const again = added(first.files, [file('in/box.mbox', 'a'), file('in/box.mbox', 'ccc')]);
  assert.deepEqual([names(again.files), again.known], [['in/box (3).mbox'], 1]);
});
