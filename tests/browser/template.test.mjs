// How columns were matched is kept as a file, and offered for the next file with the same header, in another session too.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chooseFiles, download, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, check, readZip, records, saveAll, surveyed, toBundles } from './walk.mjs';

after(endWorld);

const table = (name) => `顧客番号,姓,謎の列,メールアドレス\nC-1,${name},メモその一,k@example.com`;

/** Opens the columns of the one table and gives the choice for a column of it. */
async function column(page, name) {
  const opener = at(page, 'columns');
  if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
  return page.locator('[data-test="columns-panel"] tr').filter({ hasText: name }).locator('[data-test="field"]');
}

for (const lang of ['ja', 'en']) {
  test(`columns that were matched are a template for the next file of this shape, in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const first = await openPage({ lang });
    await check(first.page, writeFiles(`${folder}/first`, { '顧客-2025.csv': table('山田') }));
    // By the mouse; the choice beside it does the same.
    await column(first.page, '謎の列');
    await at(first.page, 'unused').locator('span').getByText(/^Description\b/).dragTo(first.page.locator('[data-test="columns-panel"] tr').filter({ hasText: '謎の列' }));
    await surveyed(first.page);
    const { path, name } = await download(first.page, () => at(first.page, 'save-template').click(), folder);
    assert.equal(name, '顧客-2025.columns.json');
    // A second file of the same header, in the same session: offered without any file.
    await at(first.page, 'step-files').click();
    await chooseFiles(first.page, writeFiles(`${folder}/more`, { '顧客-2026.csv': table('佐藤') }));
    await at(first.page, 'go-check').click();
    await surveyed(first.page);
    await at(first.page, 'template-offer').filter({ hasText: '顧客-2026.csv' }).waitFor();
    await first.done();

    // Another day: nothing was stored, the file brings it back.
    const { page, done } = await openPage({ lang, ...(lang === 'ja' ? { width: 360 } : {}) });
    await check(page, writeFiles(`${folder}/next`, { '新しい顧客.csv': table('鈴木'), 'other.csv': '顧客番号,姓,謎の列\nC-9,高橋,x' }));
    assert.equal(await all(page, 'template-offer').count(), 0);
    await at(page, 'open-plan').setInputFiles(path);
    await at(page, 'template-offer').waitFor();
    assert.match(await at(page, 'template-offer').innerText(), /新しい顧客\.csv.*顧客-2025\.csv/s);
    assert.doesNotMatch(await at(page, 'template-offer').innerText(), /other\.csv/);
    await at(page, 'template-take').focus();
    await page.keyboard.press('Enter');
    await at(page, 'template-offer').waitFor({ state: 'detached' });
    await surveyed(page);
    if (lang === 'ja') {
      // In a narrow window a column is a card: the choice lies inside of it, and the table is still one.
      const { x, width } = await (await column(page, '謎の列')).boundingBox();
      assert.ok(x >= 0 && x + width <= 360, `${x} + ${width}`);
      assert.ok(await page.getByRole('table').getByRole('rowheader', { name: '謎の列' }).count());
    }
    // One step, and one to undo.
    await at(page, 'undo').click();
    await at(page, 'template-take').click();
    await surveyed(page);
    await toBundles(page);
    const saved = await saveAll(page, `${folder}/out`);
    const zip = readZip(saved[Object.keys(saved).find((one) => one.endsWith('.zip'))]);
    const contacts = records(zip, Object.keys(zip).find((one) => one.startsWith('Contacts')));
    assert.equal(contacts.find((one) => one['Last Name'] === '鈴木' || Object.values(one).includes('鈴木')).Description, 'メモその一');
    await done();
  });
}
