// What cannot be read is said, by name, beside what can; and the sample data needs neither files nor a network.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, check, counts, finding, readZip, saveAll, surveyed, toBundles, toFiles } from './walk.mjs';

after(endWorld);

const AGENTS = Buffer.from('agentExtId,Last Name,Email\r\nA-1,田中,tanaka@shop.example.jp\r\n');
const BAD = {
  'cut.zip': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(300, 7)]),
  'empty.csv': Buffer.alloc(0),
  'empty.mbox': Buffer.alloc(0),
  'noise.bin': Buffer.alloc(5000, 0xff),
};

test('empty, unknown and damaged files are findings by name, and the rest is packed', async (t) => {
  const folder = temporaryFolder(t);
  const { page, done } = await openPage({ lang: 'ja' });
  await check(page, writeFiles(`${folder}/in`, { ...BAD, 'Agents.csv': AGENTS }));
  const seen = await counts(page);
  for (const [code, count, names] of [
    ['source-empty', 2, ['empty.csv', 'empty.mbox']],
    ['source-unknown', 1, ['noise.bin']],
    ['zip-damaged', 1, ['cut.zip']],
  ]) {
    assert.equal(seen[code], count, code);
    const said = await finding(page, code).innerText();
    for (const name of names) assert.ok(said.includes(name), `${code} names ${name}`);
  }
  assert.equal(await all(page, 'survey-source').count(), 5);
  await toBundles(page);
  const saved = await saveAll(page, `${folder}/out`);
  assert.deepEqual(Object.keys(readZip(saved['zoho-desk_01.zip'])), ['Agents_01.csv']);
  await done();
});

test('files of which none can be read: said, and there is nothing to pack', async (t) => {
  const { page, done } = await openPage();
  await check(page, writeFiles(`${temporaryFolder(t)}/in`, BAD));
  assert.deepEqual(await counts(page), { 'source-empty': 2, 'source-unknown': 1, 'zip-damaged': 1 });
  await at(page, 'go-pack').click();
  assert.equal(await at(page, 'start-pack').isDisabled(), true);
  await done();
});

for (const lang of ['ja', 'en']) {
  test(`the sample data goes all the way without a network, in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, context, done } = await openPage({ over: 'file', lang });
    await context.setOffline(true);
    await toFiles(page);
    await at(page, 'try-sample').click();
    await at(page, 'source-row').waitFor();
    await at(page, 'go-check').click();
    await surveyed(page);
    // The planted ticket of an agent who is not listed, and the one without a contact.
    const seen = await counts(page);
    assert.ok(seen['agent-not-listed'] >= 1 && seen['contact-missing'] === 1);
    await toBundles(page);
    const saved = await saveAll(page, folder);
    assert.ok('Tickets_01.csv' in readZip(saved['zoho-desk_01.zip']));
    await done();
  });
}
