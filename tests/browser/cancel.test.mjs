// Stopping: during reading and during packing, nothing is left that looks finished, and a new run works.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { largeMailbox, writeFiles } from './inputs.mjs';
import { all, at, jobFolders, surveyed, toBundles, toFiles, underWay } from './walk.mjs';

after(endWorld);

async function nothingLooksFinished(page) {
  assert.equal(await all(page, 'save-bundle').count(), 0);
  assert.equal(await all(page, 'stop').count(), 0);
  assert.equal(await at(page, 'step-handover').isDisabled(), true);
  assert.equal(await all(page, 'crash-message').count(), 0, 'a stop is no failure');
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
