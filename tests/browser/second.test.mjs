// What a move meets late: results whose columns have to be pointed at, more than the caps take, and rows of one address.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { cp932, writeFiles } from './inputs.mjs';
import { all, at, check, finding, numbersIn, readZip, records, saveAll, surveyed, toBundles, toCheck, toFiles } from './walk.mjs';

after(endWorld);

const lines = (...rows) => `${rows.join('\r\n')}\r\n`;
const FILES = {
  'contacts.csv': lines('ContactExtId,Last Name,Email,Phone', 'C-1,AOKI,aoki@example.jp,', 'C-2,青木 花,aoki@example.jp,03-1'),
  'tickets.csv': lines('TicketExtId,ContactExtId,Subject', 'T-1,C-1,風呂', 'T-2,C-2,茶'),
};

test('rows of one address are one contact, or stay apart when the user says so', async (t) => {
  const folder = temporaryFolder(t);
  const { page, done } = await openPage({ lang: 'ja' });
  await check(page, writeFiles(`${folder}/in`, FILES));
  const joined = finding(page, 'contact-joined');
  assert.deepEqual(numbersIn(await joined.locator('.count').innerText()), [1]);
  assert.equal(await joined.locator('[data-test="answer-pack"][aria-pressed="true"]').count(), 0);
  await joined.locator('[data-test="answer-pack"]').click();
  await joined.waitFor({ state: 'detached' });
  await surveyed(page);
  await all(page, 'change-remove').first().click();
  await finding(page, 'contact-joined').waitFor();
  await surveyed(page);
  await toBundles(page);
  const zip = readZip((await saveAll(page, `${folder}/out`))['zoho-desk_01.zip']);
  assert.deepEqual(records(zip, 'Contacts_01.csv').map((row) => [row.ContactExtId, row['Last Name'], row.Phone]), [['C-1', '青木 花', '03-1']]);
  assert.deepEqual(records(zip, 'Tickets_01.csv').map((row) => row.ContactExtId), ['C-1', 'C-1']);
  await done();
});

test('the columns of a table of results are pointed at', async (t) => {
  const folder = temporaryFolder(t);
  const first = await openPage({ lang: 'ja' });
  await check(first.page, writeFiles(`${folder}/in`, FILES));
  await at(first.page, 'options-more').click();
  await at(first.page, 'option-department').fill('窓口');
  await at(first.page, 'option-department').press('Enter');
  await surveyed(first.page);
  await toBundles(first.page);
  const { 'receipt.json': receipt } = await saveAll(first.page, `${folder}/one`);
  await first.done();

  const { page, done } = await openPage({ lang: 'en' });
  await toFiles(page);
  const results = { '結果.csv': lines('番号,様子', 'T-1,断られました', 'T-2,') };
  await chooseFiles(page, [...writeFiles(`${folder}/in`, FILES), ...writeFiles(`${folder}/results`, results), receipt]);
  await toCheck(page);
  // What was decided in the first run, from its receipt.
  await at(page, 'open-plan').setInputFiles(receipt);
  await page.locator('[data-test="change"]').first().waitFor();
  await surveyed(page);
  const row = all(page, 'survey-source').filter({ hasText: '結果.csv' });
  await row.locator('[data-test="tab"]').selectOption('errors');
  await surveyed(page);
  for (const [name, value] of [['tab', 'tickets'], ['id', '番号'], ['error', '様子']]) {
    await at(page, `results-${name}`).selectOption(value);
    await surveyed(page);
  }
  const counts = numbersIn(await at(page, 'previous').innerText());
  assert.ok(counts.includes(3), `three records went before: ${counts}`);
  await toBundles(page);
  const zip = readZip((await saveAll(page, `${folder}/two`))['zoho-desk_01.zip']);
  assert.deepEqual(Object.keys(zip), ['Tickets_01.csv']);
  assert.deepEqual(records(zip, 'Tickets_01.csv').map((it) => it.TicketExtId), ['T-1'], 'what failed goes again');
  await done();
});

test('what is over the caps fits after one press, and after another one all is to go again', async (t) => {
  const folder = temporaryFolder(t);
  const names = [1, 2, 3, 4, 5, 6].map((number) => `film-${number}.bin`);
  const files = { ...FILES, 'attachments.csv': lines('AttachmentExtId,TicketExtId,File Name', ...names.map((name) => `${name},T-1,${name}`)) };
  const paths = writeFiles(`${folder}/in`, files);
  // Six files of 1.9 GB that take no room on the disk: their bytes are not looked at before packing.
  for (const name of names) {
    const handle = openSync(`${folder}/in/${name}`, 'w');
    ftruncateSync(handle, 1_900_000_000);
    closeSync(handle);
    paths.push(`${folder}/in/${name}`);
  }
  const { page, done } = await openPage({ lang: 'en' });
  await check(page, paths);
  const later = page.locator('[data-test="proposal"][data-kind="attachments-later"]');
  await later.waitFor();
  assert.ok((await all(page, 'proposal').count()) >= 1);
  await later.click();
  await surveyed(page);
  await page.locator('[data-test="change"]').first().waitFor();
  await toBundles(page);
  const zip = readZip((await saveAll(page, `${folder}/out`))['zoho-desk_01.zip']);
  assert.deepEqual(Object.keys(zip).sort(), ['Contacts_01.csv', 'Tickets_01.csv']);
  await done();
});

for (const lang of ['ja', 'en']) {
  test(`customers go out under the header that the new environment shows in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, done } = await openPage({ lang });
    await toFiles(page, 'maildealer');
    const rows = lines('氏名,TEL,会員ランク,メール,社内メモ', '青木 花,03-1,金,aoki@example.jp,秘');
    const paths = writeFiles(`${folder}/in`, { '顧客.csv': rows });
    const template = cp932(lines('顧客名,会員ランク,メールアドレス,電話番号,担当部署', '見本,銀,mihon@example.jp,03,総務'));
    writeFileSync(`${folder}/in/export.csv`, template);
    await chooseFiles(page, [...paths, `${folder}/in/export.csv`]);
    await toCheck(page);
    await finding(page, 'template-missing').waitFor();
    const of = (name) => all(page, 'survey-source').filter({ hasText: name });
    await of('export.csv').locator('[data-test="tab"]').selectOption('template');
    await finding(page, 'template-missing').waitFor({ state: 'detached' });
    await surveyed(page);
    // What nobody could guess is pointed at, among the columns of the new environment.
    await of('顧客.csv').locator('[data-test="columns"]').click();
    const last = at(page, 'columns-panel').locator('[data-test="field"]').nth(4);
    assert.deepEqual(await last.locator('option').evaluateAll((all) => all.map(({ value }) => value)), ['none', '顧客名', '会員ランク', 'メールアドレス', '電話番号', '担当部署']);
    await last.selectOption('担当部署');
    await surveyed(page);
    await finding(page, 'column-unfilled').waitFor({ state: 'detached' });
    await at(page, 'go-pack').click();
    await at(page, 'start-pack').click();
    await page.locator('[data-test="save-paper"][data-name="customers.csv"]').waitFor();
    const saved = await saveAll(page, `${folder}/out`);
    const text = new TextDecoder('shift_jis').decode(readFileSync(saved['customers.csv']));
    assert.equal(text, lines('顧客名,会員ランク,メールアドレス,電話番号,担当部署', '青木 花,金,aoki@example.jp,03-1,秘'));
    await done();
  });
}
