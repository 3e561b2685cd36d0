// The worker dies: the page says so and what to do, and the same files go through with a new one.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, reloadWith, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, surveyed, toBundles, toFiles } from './walk.mjs';

after(endWorld);

/**
 * Runs in the page before its scripts: the next request of the kind in `nizukuriCrash` meets a worker that dies in
 * the given way instead of answering.
 */
function dyingWorkers() {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const { kind, way } = globalThis.nizukuriCrash ?? {};
    if (message?.type !== kind) return post.call(this, message, ...rest);
    delete globalThis.nizukuriCrash;
    const told = { type: 'crashed', message: 'RuntimeError: unreachable' };
    if (way === 'panic') setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: told })));
    else setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
  };
}

async function openWithFiles(t, lang) {
  const opened = await openPage({ lang });
  const { page } = opened;
  await reloadWith(page, dyingWorkers);
  await toFiles(page);
  await chooseFiles(page, writeFiles(`${temporaryFolder(t)}/in`));
  return opened;
}

const crashNext = (page, kind, way) => page.evaluate((crash) => void (globalThis.nizukuriCrash = crash), { kind, way });

/** The message stands there, in the page's language, and nothing looks finished. */
async function crashShown(page, lang) {
  const message = at(page, 'crash-message');
  await message.waitFor();
  assert.match(await message.innerText(), lang === 'ja' ? /[ぁ-ん]/ : /again/i);
  assert.equal(await all(page, 'save-bundle').count(), 0);
  assert.equal(await all(page, 'stop').count(), 0);
}

for (const [lang, way] of [['ja', 'panic'], ['en', 'error']]) {
  test(`a worker that dies by ${way}, while reading and while packing, told in ${lang}`, async (t) => {
    const { page, done } = await openWithFiles(t, lang);
    await crashNext(page, 'survey', way);
    await at(page, 'go-check').click();
    await crashShown(page, lang);
    await at(page, 'restart').click();
    await surveyed(page);
    assert.equal(await all(page, 'crash-message').count(), 0);
    assert.equal(await all(page, 'survey-source').count(), 6);

    await at(page, 'go-pack').click();
    await crashNext(page, 'pack', way);
    await at(page, 'start-pack').click();
    await crashShown(page, lang);
    await at(page, 'restart').click();
    await at(page, 'save-bundle').waitFor();
    assert.equal(await all(page, 'save-bundle').count(), 1);
    await done();
  });
}

test('a worker that dies while it starts', async (t) => {
  const { page, done } = await openPage();
  await reloadWith(page, `() => { (${dyingWorkers})(); globalThis.nizukuriCrash = { kind: 'start', way: 'panic' }; }`);
  await crashShown(page, 'en');
  await at(page, 'restart').click();
  await toFiles(page);
  await chooseFiles(page, writeFiles(`${temporaryFolder(t)}/in`));
  await at(page, 'go-check').click();
  await surveyed(page);
  await toBundles(page);
  await done();
});

test('a file that went away between choosing and reading is told, and the rest is read', async (t) => {
  const { page, done } = await openPage();
  await toFiles(page);
  const folder = `${temporaryFolder(t)}/in`;
  const paths = writeFiles(folder);
  await chooseFiles(page, paths);
  await at(page, 'source-row').waitFor();
  rmSync(paths.find((path) => path.endsWith('second.eml')));
  await at(page, 'go-check').click();
  await surveyed(page);
  assert.ok((await page.locator('[data-test="finding"]', { hasText: 'second.eml' }).count()) > 0);
  await done();
});
