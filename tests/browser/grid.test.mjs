// The grid of rows: reached anywhere, mended in place, replaced by the column; by keyboard, and in what is packed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, check, numbersIn, saveAll, surveyed, toBundles } from './walk.mjs';

after(endWorld);

const AXE = readFileSync(createRequire(ROOT + 'www/package.json').resolve('axe-core/axe.min.js'), 'utf8');
const COUNT = 5000;
const tickets = [
  'チケットID,件名,本文,メールアドレス,作成日時',
  ...Array.from({ length: COUNT }, (_, at) => `T-${at},件名 ${at} 旧称,本文,kyaku@example.com,2026/11/${String(1 + (at % 28)).padStart(2, '0')} 9:00`),
].join('\r\n');

/** Subject of a ticket in the saved bundles, as Python reads them. */
function subjectOf(saved, id) {
  const script = `
import csv, io, json, sys, zipfile
for path in json.loads(sys.argv[1]):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if 'Tickets' in name:
                for row in csv.DictReader(io.TextIOWrapper(archive.open(name), 'utf-8', newline='')):
                    if row['TicketExtId'] == sys.argv[2]:
                        print(row['Subject'])`;
  const bundles = Object.entries(saved).filter(([name]) => name.endsWith('.zip')).map(([, path]) => path);
  return execFileSync('python3', ['-c', script, JSON.stringify(bundles), id], { encoding: 'utf8' }).trim();
}

for (const lang of ['ja', 'en']) {
  test(`any row is reached and mended, and a column is searched and replaced, in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, done } = await openPage({ lang, ...(lang === 'en' ? { width: 360 } : {}) });
    await check(page, writeFiles(`${folder}/in`, { 'tickets.csv': tickets }));
    await at(page, 'grid-open').click();
    const row = (number) => all(page, 'grid-row').and(page.locator(`[aria-rowindex="${number + 1}"]`));
    await row(1).filter({ hasText: '件名 0 旧称' }).waitFor();
    assert.ok((await all(page, 'grid-row').count()) < 30, 'only what is seen is drawn');

    await at(page, 'grid-go').fill('4321');
    await at(page, 'grid-go').press('Enter');

    await row(4321).filter({ hasText: '件名 4320 旧称' }).waitFor();
    await page.locator('[data-test="grid-cell"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await at(page, 'grid-detail').filter({ hasText: '件名 4320' }).waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.type('直した件名');
    await page.keyboard.press('Enter');
    await row(4321).filter({ hasText: '直した件名' }).waitFor();
    await page.keyboard.press('Control+Home');
    await row(1).filter({ hasText: '件名 0 旧称' }).waitFor();

    const search = at(page, 'grid-search');
    await search.locator('select').selectOption('Subject');
    await at(page, 'grid-cell').dblclick();
    await at(page, 'grid-cell').locator('input').waitFor();
    await search.locator('input').click();
    // Where the user pressed, and not back in the cell that was left.
    await page.keyboard.type('旧称');
    await search.locator('button').click();
    await at(page, 'grid-hits').waitFor();
    assert.ok(numbersIn(await at(page, 'grid-hits').innerText()).includes(COUNT));
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    assert.deepEqual(grave.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await at(page, 'grid-replace').locator('input').fill('新称');
    assert.match(await at(page, 'grid-preview').innerText(), /件名 0 旧称 → 件名 0 新称/);
    await at(page, 'grid-replace').locator('button').click();
    assert.equal(await all(page, 'change').count(), 2);
    await surveyed(page);
    await row(1).filter({ hasText: '件名 0 新称' }).waitFor();
    await toBundles(page);
    const saved = await saveAll(page, `${folder}/out`);
    assert.equal(subjectOf(saved, 'T-4320'), '直した件名');
    assert.equal(subjectOf(saved, 'T-17'), '件名 17 新称');
    await done();
  });
}

test('in a table of more rows than there are pixels, each row is gone to and the last one is reached', async (t) => {
  const MANY = 300_000;
  const rows = Array.from({ length: MANY }, (_, at) => `T-${at},件名 ${at},Open`);
  const { page, done } = await openPage({ lang: 'ja' });
  await check(page, writeFiles(`${temporaryFolder(t)}/in`, { 'tickets.csv': ['TicketExtId,Subject,Status', ...rows].join('\r\n') }));
  await at(page, 'grid-open').click();
  const row = (number) => all(page, 'grid-row').and(page.locator(`[aria-rowindex="${number + 1}"]`));
  /** Whether all of a row is in the box, below its head. */
  const seen = async (number) => {
    await row(number).filter({ hasText: `件名 ${number - 1}` }).waitFor();
    const [box, head, line] = [await page.locator('.grid').boundingBox(), await page.locator('.grid .head').boundingBox(), await row(number).boundingBox()];
    assert.ok(line.y >= head.y + head.height - 1 && line.y + line.height <= box.y + box.height + 1, `row ${number}: ${JSON.stringify({ line, head, box })}`);
  };
  for (const number of [287_654, 12, 150_001, MANY]) {
    await at(page, 'grid-go').fill(String(number));
    await at(page, 'grid-go').press('Enter');
    await seen(number);
  }
  await page.locator('[data-test="grid-cell"]').focus();
  await page.keyboard.press('Control+Home');
  await seen(1);
  await page.keyboard.press('Control+End');
  await seen(MANY);
  await page.keyboard.press('ArrowUp');
  await seen(MANY - 1);
  await page.locator('.grid').evaluate((box) => (box.scrollTop = 0));
  await seen(1);
  await page.locator('.grid').evaluate((box) => (box.scrollTop = box.scrollHeight));
  await seen(MANY);
  await done();
});
