// The table of agents: names become addresses by one press, by choice, or not at all, and all of it can be undone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, check, numbersIn, readZip, records, saveAll, surveyed, toBundles } from './walk.mjs';

after(endWorld);

/** A ticket export that holds names, as Freshdesk's does; two of four are certain. */
const FILES = {
  'agents.csv': 'agentExtId,Full Name,Last Name,Email,Department\r\nA-1,高橋 健,高橋,ken@shop.example.jp,営業\r\nA-2,佐藤 花,佐藤,hana@shop.example.jp,\r\n',
  'contacts.csv': 'ContactExtId,Last Name,Email\r\nC-1,青木,aoki@example.jp\r\n',
  'tickets.csv': [
    'Ticket ID,Subject,Status,Agent,Contact ID',
    ...['佐藤 花', '花 佐藤', '髙橋 健', '小川', '総務部', ''].map((name, at) => `T-${at + 1},件名,Open,${name},C-1`),
    '',
  ].join('\r\n'),
};

const line = (page, text) => all(page, 'agent').filter({ hasText: text });

test('agents are matched by proposal, by choice, added, and left to the administrator', async (t) => {
  const folder = temporaryFolder(t);
  const { page, done } = await openPage({ lang: 'ja', width: 360 });
  await check(page, writeFiles(`${folder}/in`, FILES));
  assert.deepEqual(await all(page, 'agent').evaluateAll((rows) => rows.map((row) => row.dataset.state).sort()), [
    '', 'listed', 'listed', 'name', 'name', 'name', 'name', 'name',
  ]);

  // What falls to the administrator is said: names nobody has, and no name at all.
  const fall = async () => numbersIn(await at(page, 'agents-fall').innerText());
  assert.deepEqual(await fall(), [4, 0, 0]);

  // All that are nearly sure at once, and back.
  await at(page, 'agents-sure').click();
  await surveyed(page);
  assert.equal(await all(page, 'agents-sure').count(), 0);
  await at(page, 'undo').click();
  await surveyed(page);
  await line(page, '髙橋 健').locator('[data-test="agent-proposal"]').click();
  await surveyed(page);

  // By keyboard: an address nobody lists is added with its department.
  await line(page, '小川').locator('[data-test="agent-more"]').focus();
  await page.keyboard.press('Enter');
  const form = line(page, '小川');
  await form.locator('[data-test="agent-to"]').fill('ogawa@shop.example.jp');
  await form.locator('[data-test="agent-department"]').fill('予約');
  await form.locator('[data-test="agent-add"]').focus();
  await page.keyboard.press('Enter');
  await surveyed(page);
  await line(page, '総務部').locator('[data-test="agent-more"]').click();
  await line(page, '総務部').locator('[data-test="agent-administrator"]').click();
  await surveyed(page);
  assert.deepEqual(await fall(), [2, 0, 0]);
  assert.equal(await all(page, 'agent-undo').count(), 3);
  assert.equal(await all(page, 'change').count(), 3);

  await toBundles(page);
  const saved = await saveAll(page, `${folder}/out`);
  const zip = readZip(saved['zoho-desk_01.zip']);
  const tickets = records(zip, 'Tickets_01.csv');
  assert.deepEqual(
    tickets.map((row) => row['Agent Email']),
    ['hana@shop.example.jp', 'hana@shop.example.jp', 'ken@shop.example.jp', 'ogawa@shop.example.jp', '', ''],
  );
  assert.deepEqual(tickets.slice(2, 4).map((row) => row.Department), ['営業', '予約']);
  assert.ok(records(zip, 'Agents_01.csv').some((row) => row.Email === 'ogawa@shop.example.jp' && row['Full Name'] === '小川'));
  await done();
});
