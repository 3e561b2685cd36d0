// Findings answered one by one, and held rows put right by hand: what is decided is listed, undone, and done.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { cp932, writeFiles } from './inputs.mjs';
import { all, at, check, counts, finding, readZip, records, saveAll, surveyed, toBundles, toCheck } from './walk.mjs';

after(endWorld);

/** Opens the decisions about a finding. */
async function decide(page, code) {
  await finding(page, code).locator('[data-test="answer-more"]').click();
  return finding(page, code).locator('[data-test="answer-line"]');
}

async function set(line, value) {
  await line.locator('[data-test="set-value"]').fill(value);
  await line.locator('[data-test="set"]').click();
}

/** Waits until a finding is gone, and what is shown is up to date. */
async function gone(page, code) {
  await page.locator(`[data-test="finding"][data-code="${code}"]`).first().waitFor({ state: 'detached' });
  await surveyed(page);
}

test('one press answers all of a code, in whatever table', async (t) => {
  const { page, done } = await openPage({ lang: 'en' });
  const files = {
    'contacts.csv': 'ContactExtId,Last Name\r\nC-1,\r\nC-2,Aoki\r\n',
    'products.csv': 'ProductExtId,Product Name\r\nP-1,\r\n',
  };
  await check(page, writeFiles(`${temporaryFolder(t)}/in`, files));
  await at(page, 'everywhere-pack').click();
  const outcome = (held) => at(page, 'outcome').filter({ hasText: `holds back ${held}.` });
  await outcome(0).waitFor();
  await surveyed(page);
  assert.equal(await all(page, 'change').count(), 1);
  await at(page, 'change-remove').click();
  await outcome(2).waitFor();
  await done();
});

test('values are set for all alike, for one value and for one record, listed, and undone', async (t) => {
  const folder = temporaryFolder(t);
  const { page, done } = await openPage({ lang: 'ja' });
  await check(page, writeFiles(`${folder}/in`));

  // One value, by keyboard.
  const lines = await decide(page, 'date-unreadable');
  await lines.filter({ hasText: '来週の火曜' }).first().locator('[data-test="set-value"]').fill('2024/04/16 10:00');
  await page.keyboard.press('Enter');
  await gone(page, 'date-unreadable');
  // One record of two: the finding stays with the other.
  await set((await decide(page, 'contact-missing')).nth(1), 'C-002');
  await page.waitForFunction(() => /(^|\D)1\D/.test(document.querySelector('nizukuri-app').shadowRoot.querySelector('nizukuri-check').shadowRoot.querySelector('nizukuri-finding').shadowRoot.querySelector('.count').innerText));
  await surveyed(page);
  // All alike: the one that is left.
  await set(finding(page, 'contact-missing').locator('[data-test="answer-line"]').first(), 'C-001');
  await gone(page, 'contact-missing');
  await set((await decide(page, 'required-missing')).first(), '北村');
  await gone(page, 'required-missing');
  // The value of another field: closed no earlier than created, or the ticket would be refused.
  await finding(page, 'closed-before-created').locator('[data-test="fix-copy"]').click();
  await gone(page, 'closed-before-created');
  assert.equal((await counts(page))['value-set'], 5);
  assert.equal(await all(page, 'change').count(), 5);

  // Taken back in the list, and by undo.
  await all(page, 'change-remove').nth(3).click();
  await finding(page, 'required-missing').waitFor();
  await at(page, 'undo').click();
  await gone(page, 'required-missing');
  await finding(page, 'agent-not-listed').locator('[data-test="answer-leave"]').click();
  await surveyed(page);

  await toBundles(page);
  const saved = await saveAll(page, `${folder}/out`);
  const zip = readZip(saved['zoho-desk_01.zip']);
  const tickets = Object.fromEntries(records(zip, 'Tickets_01.csv').map((row) => [row.TicketExtId, row]));
  assert.deepEqual([tickets['T-3'].ContactExtId, tickets['T-4'].ContactExtId], ['C-002', 'C-001']);
  assert.equal(tickets['T-6']['Created Time'], '2024-04-16T01:00:00.000Z');
  assert.equal(tickets['T-7']['Closed Time'], tickets['T-7']['Created Time']);
  assert.ok(records(zip, 'Contacts_01.csv').some((row) => row['Last Name'] === '北村'));
  assert.ok(!Object.keys(saved).some((name) => name.startsWith('held/')));
  const report = readFileSync(saved['report.html'], 'utf8');
  for (const told of ['お決めいただいたこと', '「北村」にする', 'Tickets.csv の 3 件目']) assert.ok(report.includes(told), told);
  await done();
});

test('held rows put right in a spreadsheet replace the held ones', async (t) => {
  const folder = temporaryFolder(t);
  const { page, done } = await openPage({ lang: 'ja' });
  await check(page, writeFiles(`${folder}/in`));
  await toBundles(page);
  const saved = await saveAll(page, `${folder}/out`);
  const held = new TextDecoder('shift_jis', { fatal: true }).decode(readFileSync(saved['held/顧客.csv']));
  assert.match(held, /^顧客コード,姓,名,メールアドレス,会社名,電話番号,nizukuri:顧客\.csv,nizukuri_reason,nizukuri 保留の理由\r\nC-003,/);

  mkdirSync(`${folder}/again`);
  writeFileSync(`${folder}/again/顧客 直し.csv`, cp932(held.replace('C-003,,', 'C-003,北村,')));
  await at(page, 'step-files').click();
  await chooseFiles(page, [`${folder}/again/顧客 直し.csv`]);
  await toCheck(page);
  const seen = await counts(page);
  assert.deepEqual([seen['row-replaced'], seen['required-missing']], [1, undefined]);
  await toBundles(page);
  const again = await saveAll(page, `${folder}/out2`);
  const contacts = records(readZip(again['zoho-desk_01.zip']), 'Contacts_01.csv');
  assert.deepEqual(contacts.filter((row) => row.ContactExtId === 'C-003').map((row) => row['Last Name']), ['北村']);
  assert.ok(!again['held/顧客.csv'], 'nothing of it is held');
  await done();
});
