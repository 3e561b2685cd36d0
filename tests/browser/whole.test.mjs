// All of a move: agents made out, findings answered, a pilot, everything, and a second run weeks later.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, check, checkBundles, finding, numbersIn, readZip, records, saveAll, surveyed, toBundles, toCheck, toFiles, toFull, toPilot } from './walk.mjs';

after(endWorld);

const lines = (...rows) => `${rows.join('\r\n')}\r\n`;
const TICKETS = [
  'Ticket ID,Subject,Status,Agent,Contact ID,Created Time',
  'T-1,湯沸かし器,Open,佐藤 花,C-1,2026-01-05T01:00:00.000Z',
  'T-2,請求書,Open,花 佐藤,C-2,2026-02-05T01:00:00.000Z',
  'T-3,返品,Open,髙橋 健,,2026-03-05T01:00:00.000Z',
  'T-4,在庫,Open,佐藤 花,C-3,2026-04-05T01:00:00.000Z',
];
const FILES = {
  'agents.csv': lines('agentExtId,Full Name,Last Name,Email', 'A-1,高橋 健,高橋,ken@shop.example.jp', 'A-2,佐藤 花,佐藤,hana@shop.example.jp'),
  'contacts.csv': lines('ContactExtId,Last Name,Email', 'C-1,青木,aoki@example.jp', 'C-2,森,mori@example.jp', 'C-3,,kita@example.jp'),
  'threads.csv': lines(
    'ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,FromEmailAddress',
    'H-1,T-4,在庫はありますか,2026-04-05T01:00:00.000Z,2026-04-05T01:00:00.000Z,kita@example.jp,どちらか,False,kita@example.jp',
  ),
  'tickets.csv': lines(...TICKETS),
};
/** Weeks later: one ticket has another subject, one is new, the others are as they were. */
const LATER = { ...FILES, 'tickets.csv': lines(...TICKETS.map((row) => row.replace('請求書', '請求書の再発行')), 'T-5,お礼,Open,佐藤 花,C-1,2026-05-05T01:00:00.000Z') };

/** Answers all that a finding touches with one value. */
async function answer(page, code, value) {
  await finding(page, code).locator('[data-test="answer-more"]').click();
  const line = finding(page, code).locator('[data-test="answer-line"]').first();
  const field = line.locator('[data-test="set-value"]');
  if ((await field.evaluate((element) => element.localName)) === 'select') await field.selectOption(value);
  else await field.fill(value);
  await line.locator('[data-test="set"]').click();
  await page.locator(`[data-test="finding"][data-code="${code}"]`).first().waitFor({ state: 'detached' });
  await surveyed(page);
}

const ids = (zip, tab, id) => records(zip, `${tab}_01.csv`).map((row) => row[id]);

for (const lang of ['ja', 'en']) {
  test(`a whole move with a pilot and a second run in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const first = await openPage({ lang });
    await check(first.page, writeFiles(`${folder}/in`, FILES));
    await answer(first.page, 'required-missing', '北村');
    await answer(first.page, 'contact-missing', 'C-1');
    await answer(first.page, 'value-not-allowed', 'In');
    await all(first.page, 'agent').filter({ hasText: '髙橋 健' }).locator('[data-test="agent-proposal"]').click();
    await surveyed(first.page);
    assert.equal(await all(first.page, 'change').count(), 4);

    await toPilot(first.page, 1, 'newest');
    const pilot = await saveAll(first.page, `${folder}/pilot`);
    const small = readZip(pilot['zoho-desk-pilot_01.zip']);
    const part = [ids(small, 'Tickets', 'TicketExtId'), ids(small, 'Contacts', 'ContactExtId'), ids(small, 'Threads', 'ThreadExtId')];
    assert.deepEqual(part, [['T-4'], ['C-3'], ['H-1']]);
    await toFull(first.page);
    const full = await saveAll(first.page, `${folder}/full`);
    // When the first result comes is known only now; nothing that was packed changes.
    await at(first.page, 'day-result-day').fill('2026-12-20');
    await at(first.page, 'day-result-day').press('Tab');
    await at(first.page, 'checklist').filter({ hasText: lang === 'ja' ? /2027年1月3日/ : /2027/ }).waitFor();
    assert.equal(await first.page.locator('.stale').count(), 0);
    checkBundles(pilot);
    checkBundles(full);
    const tickets = records(readZip(full['zoho-desk_01.zip']), 'Tickets_01.csv');
    assert.deepEqual(tickets.map((row) => row['Agent Email'].split('@')[0]), ['hana', 'hana', 'ken', 'hana']);
    assert.equal(tickets[2].ContactExtId, 'C-1');
    await first.done();

    // The plan's decisions and the receipt are all that is kept in between.
    const { plan } = JSON.parse(readFileSync(full['manifest.json'], 'utf8'));
    const second = await openPage({ lang });
    await toFiles(second.page);
    const paths = writeFiles(`${folder}/later`, { ...LATER, 'plan.json': JSON.stringify(plan) });
    const files = paths.filter((path) => !path.endsWith('plan.json'));
    await chooseFiles(second.page, [...files, full['receipt.json']]);
    await toCheck(second.page);
    await at(second.page, 'open-plan').setInputFiles(paths.find((path) => path.endsWith('plan.json')));
    await second.page.locator('[data-test="finding"][data-code="contact-missing"]').first().waitFor({ state: 'detached' });
    await surveyed(second.page);
    const counts = numbersIn(await at(second.page, 'previous').innerText());
    assert.ok(counts.includes(10), `ten records went before: ${counts}`);
    await toBundles(second.page);
    const again = await saveAll(second.page, `${folder}/again`);
    const zip = readZip(again['zoho-desk_01.zip']);
    assert.deepEqual(ids(zip, 'Tickets', 'TicketExtId'), ['T-2', 'T-5'], 'what changed and what is new');
    assert.ok(!('Contacts_01.csv' in zip) && !('Threads_01.csv' in zip), 'all else is there already');
    await second.done();
  });
}
