// Stopping: during reading and during packing, nothing is left that looks finished, and a new run works.
import assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { mail, mbox, writeFiles } from './inputs.mjs';
import { all, at, surveyed, toBundles, toFiles } from './walk.mjs';

after(endWorld);

/** A mailbox of about 100 MB: large enough that a stop comes in the middle on any machine. */
function largeMailbox(path) {
  // Encoding is the slow part: done once, and each copy gets an id of its own.
  const copy = mbox([mail({
    id: 'm-000000@example.com',
    from: 'person@example.com',
    date: 'Mon, 15 Jan 2024 09:12:00 +0900',
    subject: '件名',
    text: '長い本文です。\n'.repeat(2000),
  })]);
  const digits = copy.indexOf('m-000000') + 2;
  const to = openSync(path, 'w');
  for (let number = 0; number * copy.length < 100e6; number += 1) {
    copy.write(String(number).padStart(6, '0'), digits);
    writeSync(to, copy);
  }
  closeSync(to);
  return path;
}

/** Folders of runs in the browser's own file system. */
const jobFolders = (outer) =>
  outer.evaluate(async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names.filter((name) => name.startsWith('job-'));
  });

async function nothingLooksFinished(page) {
  assert.equal(await all(page, 'save-bundle').count(), 0);
  assert.equal(await all(page, 'stop').count(), 0);
  assert.equal(await at(page, 'step-handover').isDisabled(), true);
  assert.equal(await all(page, 'crash-message').count(), 0, 'a stop is no failure');
}

/** Until the running phase has done something. */
async function underWay(page) {
  await page.locator('progress').waitFor();
  while ((await page.locator('progress').evaluate((bar) => bar.value)) === 0) await page.waitForTimeout(20);
}

test('stopped while reading, stopped while packing, then run to the end', async (t) => {
  const folder = temporaryFolder(t);
  const mailbox = largeMailbox(`${folder}/large.mbox`);
  const { page, outer, done } = await openPage();
  await toFiles(page);
  await chooseFiles(page, [mailbox]);

  await at(page, 'go-check').click();
  await underWay(page);
  await at(page, 'stop').click();
  await at(page, 'read-again').waitFor();
  await nothingLooksFinished(page);
  assert.equal(await all(page, 'finding').count(), 0, 'half a survey shows nothing');

  await at(page, 'read-again').click();
  await surveyed(page);
  await at(page, 'go-pack').click();
  await at(page, 'start-pack').click();
  await outer.waitForFunction(async () => {
    for await (const name of (await navigator.storage.getDirectory()).keys()) if (name.startsWith('job-')) return true;
    return false;
  });
  await underWay(page);
  await at(page, 'stop').click();
  await at(page, 'start-pack').waitFor();
  await nothingLooksFinished(page);
  // Deleting takes the saver a moment.
  for (let tries = 0; tries < 100 && (await jobFolders(outer)).length > 0; tries += 1) await page.waitForTimeout(50);
  assert.deepEqual(await jobFolders(outer), []);

  await at(page, 'step-files').click();
  await at(page, 'clear-sources').click();
  await chooseFiles(page, writeFiles(`${folder}/in`));
  await at(page, 'go-check').click();
  await surveyed(page);
  await toBundles(page);
  assert.equal(await all(page, 'save-bundle').count(), 1);
  assert.equal((await jobFolders(outer)).length, 1);
  await done();
});
