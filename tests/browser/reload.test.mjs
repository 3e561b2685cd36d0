// The page is loaded anew: what was finished is there and whole, what was not is told and gone, and tabs leave each other alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { largeMailbox, writeFiles } from './inputs.mjs';
import { all, at, check, finding, jobFolders, saveAll, surveyed, toBundles, toFiles, underWay } from './walk.mjs';

after(endWorld);

/** Deleting takes a moment. */
async function nothingIsStored(page, outer) {
  for (let tries = 0; tries < 100 && (await jobFolders(outer)).length > 0; tries += 1) await page.waitForTimeout(50);
  assert.deepEqual(await jobFolders(outer), []);
}

test('left in the moment in which a tick is written down, the browser asks; then it is there', async (t) => {
  const { page, outer, done } = await openPage();
  await check(page, writeFiles(`${temporaryFolder(t)}/in`));
  await toBundles(page);
  await saveAll(page, `${temporaryFolder(t)}/saved`);
  // The disk takes its time.
  await outer.evaluate(() => {
    const { createWritable } = FileSystemFileHandle.prototype;
    FileSystemFileHandle.prototype.createWritable = async function (...args) {
      globalThis.writes = true;
      await new Promise((go) => (globalThis.go = go));
      globalThis.writes = false;
      return createWritable.apply(this, args);
    };
  });
  const tick = () => at(page, 'checklist').locator('input[type=checkbox]').first();
  await tick().check();
  await outer.waitForFunction(() => globalThis.writes);
  const asked = new Promise((resolve) => outer.once('dialog', (dialog) => resolve(dialog)));
  const left = outer.evaluate(() => void location.reload()).catch(() => {});
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await left;
  await outer.evaluate(() => globalThis.go());
  await outer.waitForFunction(() => !globalThis.writes);
  await page.waitForTimeout(300);
  await page.reload();
  await at(page, 'left-take').click();
  assert.ok(await tick().isChecked());
  await done();
});

for (const [lang, width] of [['ja', 360], ['en', 1280]]) {
  test(`what was packed is there after the page was loaded anew, byte for byte, until it is deleted: ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, outer, done } = await openPage({ lang, width });
    await check(page, writeFiles(`${folder}/in`));
    await toBundles(page);
    const before = await saveAll(page, `${folder}/before`);
    const sums = await all(page, 'sum').allInnerTexts();
    const ledger = await at(page, 'ledger').innerText();
    const tick = () => at(page, 'checklist').locator('input[type=checkbox]').first();
    await tick().check();
    await at(page, 'day-result-day').fill('2026-12-20');
    await at(page, 'day-result-day').press('Tab');
    await outer.waitForFunction(async () => {
      for await (const entry of (await navigator.storage.getDirectory()).values()) {
        const later = await entry.getFileHandle('later').then((file) => file.getFile(), () => null);
        if ((await later?.text().catch(() => ''))?.includes('2026-12-20')) return true;
      }
      return false;
    });

    await page.reload();
    await at(page, 'left-done').waitFor();
    await at(page, 'left-take').click();
    await at(page, 'save-bundle').waitFor();
    assert.deepEqual(await all(page, 'sum').allInnerTexts(), sums);
    assert.equal(await at(page, 'ledger').innerText(), ledger);
    assert.ok(await tick().isChecked(), 'what was ticked is ticked');
    assert.equal(await at(page, 'day-result-day').inputValue(), '2026-12-20');
    const after = await saveAll(page, `${folder}/after`);
    assert.deepEqual(Object.keys(after), Object.keys(before));
    for (const name of Object.keys(before)) assert.ok(readFileSync(after[name]).equals(readFileSync(before[name])), name);

    // A second time, and then no more.
    await page.reload();
    await at(page, 'left-drop').click();
    await at(page, 'left-done').waitFor({ state: 'detached' });
    await nothingIsStored(page, outer);
    await page.reload();
    await at(page, 'destination-zoho-desk').waitFor();
    assert.equal(await all(page, 'left-done').count(), 0);
    await done();
  });
}

for (const lang of ['ja', 'en']) {
  test(`loaded anew while it packs: nothing looks finished, and what was decided is not lost: ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, outer, done } = await openPage({ lang });
    await check(page, [largeMailbox(`${folder}/large.mbox`)]);
    await at(page, 'own').check();
    await surveyed(page);
    await at(page, 'go-pack').click();
    await at(page, 'start-pack').click();
    await outer.waitForFunction(async () => {
      for await (const entry of (await navigator.storage.getDirectory()).values()) {
        for await (const name of entry.keys()) if (name === 'begun') return true;
      }
      return false;
    });
    await underWay(page);
    let asked = 0;
    outer.once('dialog', (dialog) => {
      asked += Number(dialog.type() === 'beforeunload');
      void dialog.accept();
    });
    await page.reload();
    assert.equal(asked, 1, 'the browser asks before it leaves');
    await at(page, 'left-broken').waitFor();
    assert.match(await at(page, 'left-broken').innerText(), /large\.mbox/);
    assert.equal(await all(page, 'left-done').count(), 0);
    assert.ok(await at(page, 'step-handover').isDisabled());
    await nothingIsStored(page, outer);

    await at(page, 'left-take').click();
    await at(page, 'left-broken').waitFor();
    await chooseFiles(page, [`${folder}/large.mbox`]);
    await at(page, 'go-check').click();
    await surveyed(page);
    assert.ok(await at(page, 'own').isChecked());
    assert.equal(await finding(page, 'own-address-missing').count(), 0);
    await done();
  });
}

test('two tabs: one leaves alone what the other runs and keeps; loaded anew, each finds its own', async (t) => {
  const folder = temporaryFolder(t);
  const { page, outer, again, done } = await openPage();
  await check(page, writeFiles(`${folder}/in`));
  await toBundles(page);
  const other = await again();
  await toFiles(other);
  await chooseFiles(other, writeFiles(`${folder}/in`));
  await at(other, 'go-check').click();
  await surveyed(other);
  await toBundles(other);
  assert.equal(await all(other, 'left-done').count(), 0);
  assert.equal((await jobFolders(outer)).length, 2);
  await saveAll(page, `${folder}/one`);
  await page.reload();
  await at(page, 'left-done').waitFor();
  assert.equal(await all(page, 'left-done').count(), 1);
  await saveAll(other, `${folder}/other`);
  // "Delete what this page stored" takes what it found, and leaves the other's.
  await at(page, 'left-take').click();
  await at(page, 'delete-stored').click();
  for (let tries = 0; tries < 100 && (await jobFolders(outer)).length > 1; tries += 1) await page.waitForTimeout(50);
  assert.equal((await jobFolders(outer)).length, 1);
  await saveAll(other, `${folder}/once more`);
  await done();
});
