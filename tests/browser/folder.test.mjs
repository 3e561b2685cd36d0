// A folder of thousands of mails, picked or dropped: every one is read, and the order does not hang on the way in.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseFiles, download, drop, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { mail, writeFiles } from './inputs.mjs';
import { all, at, check, numbersIn, readZip, sha256, surveyed, toBundles, toCheck, toFiles } from './walk.mjs';

const COUNT = 2000;
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'nizukuri-'));
  const files = {};
  for (let number = 0; number < COUNT; number += 1) {
    const name = `受信箱/${number % 7}/${number % 3}/深い/mail-${String(number).padStart(4, '0')}.eml`;
    files[name] = mail({
      id: `m${number}@example.com`,
      from: `person${number % 50}@example.com`,
      date: new Date(Date.UTC(2024, 0, 1, 0, number)).toUTCString().replace('GMT', '+0000'),
      subject: `件名 ${number}`,
      text: `本文 ${number}`,
    });
  }
  writeFiles(folder, files);
  writeFileSync(`${folder}/extra.eml`, mail({
    id: 'extra@example.com',
    from: 'person1@example.com',
    date: 'Mon, 1 Jul 2024 00:00:00 +0000',
    subject: '別のファイル',
    text: '本文',
  }));
});
after(() => rmSync(folder, { recursive: true, force: true }));
after(endWorld);

/** Waits until this many files are listed. */
const listed = (page, count) =>
  page.waitForFunction((wanted) => {
    const heading = document.querySelector('nizukuri-app').shadowRoot.querySelector('nizukuri-files')?.shadowRoot.querySelector('h2');
    return heading?.textContent.replaceAll(',', '').includes(String(wanted));
  }, count);

const names = (page) => all(page, 'survey-source').locator('.name').allInnerTexts();

/** From the listed files to a saved bundle: what was read, the first names in order, and the sum of the bundle. */
async function through(page, out) {
  await toCheck(page);
  const [read] = numbersIn(await page.locator('nizukuri-check h1').innerText());
  const first = await names(page);
  await toBundles(page);
  const { path } = await download(page, () => at(page, 'save-bundle').click(), out);
  return { read, first, path, sum: sha256(path) };
}

test('a picked folder of 2,000 mails', async () => {
  const { page, done } = await openPage();
  await toFiles(page);
  await chooseFiles(page, `${folder}/受信箱`, '[data-test="folder-input"]');
  await listed(page, COUNT);
  const { read, first, path } = await through(page, folder + '/out1');
  assert.equal(read, COUNT);
  assert.equal(first[0], '受信箱/0/0/深い/mail-0000.eml');
  assert.deepEqual(first, [...first].sort());
  assert.equal(readZip(path)['Tickets_01.csv'].length, COUNT + 1);
  await done();
});

test('a dropped folder beside a dropped file, in either order', async () => {
  const ways = [[`${folder}/受信箱`, `${folder}/extra.eml`], [`${folder}/extra.eml`, `${folder}/受信箱`]];
  const results = [];
  for (const paths of ways) {
    const { page, done } = await openPage();
    await toFiles(page);
    await drop(page, paths);
    await listed(page, COUNT + 1);
    results.push(await through(page, `${folder}/out2-${results.length}`));
    await done();
  }
  const [one, other] = results;
  assert.equal(one.read, COUNT + 1);
  assert.equal(one.first[0], 'extra.eml');
  assert.deepEqual(one.first, other.first);
  assert.equal(one.sum, other.sum);
  assert.equal(readZip(one.path)['Tickets_01.csv'].length, COUNT + 2);
});

test('a file is replaced by a newer export, and what was decided about it stays', async (t) => {
  const folder = temporaryFolder(t);
  const { page, done } = await openPage();
  const table = (count) => `顧客番号,姓,謎の列,メールアドレス\n${Array.from({ length: count }, (_, at) => `C-${at},山田,x,k${at}@example.com`).join('\n')}`;
  await check(page, writeFiles(`${folder}/in`, { 'people.csv': table(2) }));
  await at(page, 'columns').click();
  await page.locator('[data-test="columns-panel"] tr').filter({ hasText: '謎の列' }).locator('[data-test="field"]').selectOption('none');
  await surveyed(page);
  await at(page, 'step-files').click();
  const chosen = page.waitForEvent('filechooser');
  await at(page, 'source-replace').focus();
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(writeFiles(`${folder}/new`, { 'people-2026.csv': table(5) }));
  await page.locator('[data-test="live"]').filter({ hasText: 'people-2026.csv' }).waitFor({ state: 'attached' });
  assert.equal(await all(page, 'source-row').count(), 1);
  await toCheck(page);
  assert.match(await all(page, 'survey-source').innerText(), /people\.csv[\s\S]*\b5\b/);
  assert.equal(await all(page, 'change').count(), 1);
  await done();
});
