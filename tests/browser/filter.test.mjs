// Many findings, with many places each, stay usable: searched, filtered by tab and file, leafed through; by keyboard.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, check, finding, numbersIn, unfold } from './walk.mjs';

after(endWorld);

const ROWS = 100_000;
const FILES = 120;

/** A table whose every row has a date that nobody can read, and files with columns of no field. */
function inputs() {
  const rows = Array.from({ length: ROWS }, (_, at) => `T-${at},件名,本文,kyaku@example.com,いつか ${at}`);
  const files = { 'tickets.csv': ['チケットID,件名,本文,メールアドレス,作成日時', ...rows].join('\n') };
  for (let at = 0; at < FILES; at += 1) files[`people/${at}.csv`] = `顧客ID,姓,メールアドレス,謎の列 ${at}\nC-${at},山田,k${at}@example.com,あ`;
  return files;
}

for (const lang of ['ja', 'en']) {
  test(`findings are searched, filtered and leafed through, in ${lang}`, async (t) => {
    const { page, done } = await openPage({ lang, ...(lang === 'ja' ? { width: 360 } : {}) });
    await check(page, writeFiles(temporaryFolder(t), inputs()));
    const shown = async () => numbersIn(await at(page, 'filter-shown').innerText());

    // By words, from the keyboard; Escape shows everything again.
    await at(page, 'filter-text').focus();
    await page.keyboard.type('謎の列 117');
    await at(page, 'filter-shown').waitFor();
    assert.ok((await shown()).includes(1), 'one column has this name');
    assert.equal(await all(page, 'finding').count(), 1);
    await page.keyboard.press('Escape');
    await at(page, 'filter-shown').waitFor({ state: 'detached' });
    // A width of letters does not matter.
    await page.keyboard.type('１１７.ＣＳＶ');
    await at(page, 'filter-shown').waitFor();
    assert.equal(await all(page, 'finding').and(page.locator('[data-code="column-unmatched"]')).count(), 1);
    await at(page, 'filter-clear').click();

    await at(page, 'filter-errors').focus();
    await page.keyboard.press('Space');
    await at(page, 'filter-shown').waitFor();
    await finding(page, 'column-unmatched').waitFor({ state: 'detached' });
    await at(page, 'filter-tab').selectOption('contacts');
    await finding(page, 'date-unreadable').waitFor({ state: 'detached' });
    await at(page, 'filter-clear').click();
    await at(page, 'filter-source').selectOption('tickets.csv');
    await finding(page, 'date-unreadable').waitFor();
    await finding(page, 'column-unmatched').waitFor({ state: 'detached' });
    await at(page, 'filter-clear').click();

    // A finding of a hundred thousand records is leafed through, so many at a time.
    await finding(page, 'date-unreadable').locator('[data-test="look"]').click();
    const row = (text) => page.locator('[data-test="place-panel"] td mark').filter({ hasText: text });
    await row(/^いつか 19$/).waitFor();
    // It goes and comes back as the filter says; who writes there goes on writing.
    await at(page, 'filter-text').focus();
    await page.keyboard.type('zz');
    await row(/./).first().waitFor({ state: 'detached' });
    for (const key of ['Backspace', 'Backspace']) await page.keyboard.press(key);
    await row(/^いつか 19$/).waitFor();
    await page.keyboard.type('z');
    assert.equal(await at(page, 'filter-text').inputValue(), 'z');
    await page.keyboard.press('Escape');
    await row(/^いつか 19$/).waitFor();
    for (let lot = 0; lot < 4; lot += 1) await at(page, 'place-next').click();
    await row(/^いつか 99$/).waitFor();
    assert.equal(await row(/./).count(), 20);
    assert.ok(await at(page, 'place-next').isDisabled());
    // Beyond those the survey lists, the files are read again.
    await at(page, 'place-all').click();
    await row(/^いつか 19$/).waitFor();
    await at(page, 'place-go').fill('99990');
    await page.keyboard.press('Enter');
    await row(/^いつか 99999$/).waitFor();
    assert.ok(await at(page, 'place-next').isDisabled());
    await at(page, 'place-previous').click();
    await row(/^いつか 99979$/).waitFor();
    for (let press = 0; press < 2; press += 1) await finding(page, 'date-unreadable').locator('[data-test="look"]').click();
    for (let lot = 0; lot < 4; lot += 1) await at(page, 'place-next').click();
    await row(/^いつか 99$/).waitFor();
    await at(page, 'place-previous').focus();
    await page.keyboard.press('Enter');
    await row(/^いつか 79$/).waitFor();
    await page.keyboard.press('Escape');

    // Hundreds alike are unfolded by the lot.
    const few = await all(page, 'finding').count();
    await unfold(page);
    const lot = await all(page, 'finding').count();
    assert.ok(lot > few && lot < FILES, `${lot} findings are drawn`);
    await at(page, 'more-lot').click();
    assert.ok((await all(page, 'finding').count()) > lot);
    await done();
  });
}
