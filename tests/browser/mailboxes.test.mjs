// The destinations that take mail as mail, each from dropped files to saved ones that Python reads.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { chooseFiles, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { mail, mbox, writeFiles } from './inputs.mjs';
import { all, at, numbersIn, saveAll, surveyed, toBundles, toCheck, toFiles } from './walk.mjs';

after(endWorld);

const AXE = readFileSync(createRequire(ROOT + 'www/package.json').resolve('axe-core/axe.min.js'), 'utf8');

const letter = (id, day, from = 'kita@example.com', reply) =>
  mail({ reply, id: `${id}@example.jp`, from, date: `${day} Feb 2024 09:00:00 +0900`, subject: '見積もりの件', text: `本文 ${id} <b>太字</b>` });
const FILES = {
  'Inbox.mbox': mbox([letter('old', 'Thu, 1'), letter('in', 'Mon, 5'), letter('both', 'Tue, 6')]),
  'Sent.mbox': mbox([letter('sent', 'Wed, 7', 'support@shop.example.jp')]),
  '仕事.mbox': mbox([letter('both', 'Tue, 6'), letter('work', 'Thu, 8')]),
};

/** Place of each mailbox → Message-IDs in it, as Python reads what was saved. */
function readMail(saved) {
  const script = `
import email, json, mailbox, os, sys, tempfile, zipfile
found = {}
def one(place, content):
    found.setdefault(place, []).append(email.message_from_bytes(content)['Message-ID'].strip('<>').split('@')[0])
def many(place, content):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'm')
        open(path, 'wb').write(content)
        for message in mailbox.mbox(path):
            one(place, message.as_bytes())
for name, path in json.loads(sys.argv[1]).items():
    if not name.endswith('.zip'):
        many(name, open(path, 'rb').read())
        continue
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for entry in archive.namelist():
            content = archive.read(entry)
            if entry.endswith('.eml') or 'cur/' in entry and content:
                one(name + ':' + entry.rsplit('/', 1)[0] if '/' in entry else name, content)
            elif content:
                many(name + ':' + entry, content)
json.dump({place: sorted(ids) for place, ids in found.items()}, sys.stdout)`;
  const bundles = Object.fromEntries(Object.entries(saved).filter(([name]) => /\.(zip|mbox)$/.test(name)));
  return JSON.parse(execFileSync('python3', ['-c', script, JSON.stringify(bundles)], { encoding: 'utf8' }));
}

const row = (page, found) => page.locator(`[data-test="folder"][data-found="${found}"]`);
const inRow = (page, found, name) => row(page, found).locator(`[data-test="${name}"]`);

async function fill(page, found, name) {
  await inRow(page, found, 'folder-name').fill(name);
  await inRow(page, found, 'folder-name').press('Tab');
  await surveyed(page);
}

async function serious(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** What is decided for each destination, and where Python finds the mail. */
const WAYS = {
  async maildealer(page) {
    await inRow(page, 'Inbox', 'folder-state').selectOption('対応完了');
    await surveyed(page);
    const shown = (key) => at(page, `option-window-${key}`).inputValue();
    const days = { 'work-day': '2024-02-06', 'switch-day': '2024-02-07' };
    for (const [key, day] of Object.entries(days)) {
      await at(page, `option-${key}`).fill(day);
      await at(page, `option-${key}`).press('Tab');
      await surveyed(page);
    }
    assert.deepEqual([await shown('from'), await shown('to')], ['2024-02-06T04:00', '2024-02-08T00:00'], 'they follow from the days');
    assert.equal(await all(page, 'folder').count(), 3);
    assert.match(await row(page, 'Inbox').innerText(), /1/);
    await at(page, 'option-window-from').fill('2024-02-05T09:00');
    await at(page, 'option-window-from').press('Tab');
    await surveyed(page);
    await at(page, 'option-switch-day').fill('');
    await at(page, 'option-switch-day').press('Tab');
    await surveyed(page);
    assert.deepEqual([await shown('from'), await shown('to')], ['2024-02-05T09:00', ''], 'what is set wins');
    assert.match(await row(page, 'Inbox').innerText(), /2/);
    assert.deepEqual(await serious(page), []);
    return { '01_Inbox_対応完了.mbox': ['both', 'in'], '02_Sent.mbox': ['sent'], '03_仕事.mbox': ['work'] };
  },
  async thunderbird(page) {
    await fill(page, '仕事', 'Work/2024');
    assert.equal(await all(page, 'change').count(), 1);
    await at(page, 'undo').click();
    await surveyed(page);
    assert.equal(await inRow(page, '仕事', 'folder-name').inputValue(), '仕事');
    await at(page, 'redo').click();
    await surveyed(page);
    const zip = 'thunderbird_01.zip:';
    return { [`${zip}Inbox`]: ['both', 'in', 'old'], [`${zip}Sent`]: ['sent'], [`${zip}Work.sbd/2024`]: ['work'] };
  },
  async roundcube(page) {
    await inRow(page, 'Sent', 'folder-take').uncheck();
    await surveyed(page);
    assert.ok(await inRow(page, 'Sent', 'folder-name').isDisabled());
    return { '01_Inbox_01.zip': ['both', 'in', 'old'], '02_仕事_01.zip': ['work'] };
  },
  async 'mail-server'(page) {
    await page.locator('tr', { hasText: 'support@shop.example.jp' }).locator('[data-test="own"]').check();
    await surveyed(page);
    await at(page, 'option-duplicates').selectOption('folder');
    await surveyed(page);
    const zip = 'mail-server_01.zip:';
    return { [`${zip}cur`]: ['both', 'in', 'old'], [`${zip}.Sent/cur`]: ['sent'], [`${zip}.&TtVOiw-/cur`]: ['both', 'work'] };
  },
  async 'eml-archive'(page) {
    await inRow(page, 'Inbox', 'folder-read').click();
    await at(page, 'line').waitFor();
    assert.equal(await all(page, 'line').count(), 3);
    await at(page, 'line').click();
    await at(page, 'message').waitFor();
    assert.match(await at(page, 'message').innerText(), /本文 both <b>太字<\/b>/, 'markup is shown as it stands');
    await at(page, 'reader-next').click();
    await at(page, 'message').filter({ hasText: '本文 in' }).waitFor();
    assert.ok(await at(page, 'reader-previous').isEnabled());
    assert.deepEqual(await serious(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await all(page, 'reader').count(), 0);
    return { '01_Inbox_01.zip': ['both', 'in', 'old'], '02_Sent_01.zip': ['sent'], '03_仕事_01.zip': ['work'] };
  },
};

for (const [destination, lang, decide] of Object.entries(WAYS).flatMap(([id, decide]) => ['ja', 'en'].map((lang) => [id, lang, decide]))) {
  test(`${destination}: from dropped mail to saved mailboxes, in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, done } = await openPage({ lang });
    await toFiles(page, destination);
    await chooseFiles(page, writeFiles(`${folder}/in`, FILES));
    await toCheck(page);
    assert.equal(await all(page, 'folder').count(), 3);
    const expected = await decide(page);
    const [packed] = numbersIn(await at(page, 'outcome').innerText());
    await toBundles(page);
    const saved = await saveAll(page, `${folder}/out`);
    const found = readMail(saved);
    assert.deepEqual(found, expected);
    assert.equal(packed, Object.values(expected).flat().length);
    const counted = numbersIn((await all(page, 'bundle-mail').locator('li').allInnerTexts()).map((text) => text.split('·')[1]).join(' '));
    assert.deepEqual(counted, Object.values(expected).map((ids) => ids.length), 'each bundle says what is in it');
    const picture = await at(page, 'flow').getAttribute('aria-label');
    const drawn = [...picture.matchAll(/\d+\. \S+ ([\d,]+)/g)].map(([, count]) => Number(count.replaceAll(',', '')));
    assert.equal(drawn.reduce((all, one) => all + one, 0), packed, picture);
    assert.equal(readFileSync(saved['messages.csv'], 'utf8').trim().split('\n').length, 7, 'where every message went');
    assert.equal('accounts.csv' in saved, destination === 'mail-server');
    assert.match(readFileSync(saved['report.html'], 'utf8'), /<td>Inbox|<th[^>]*>Inbox/, 'the report lists the folders');
    await done();
  });
}

for (const lang of ['ja', 'en']) {
  test(`conversations are leafed through before they become tickets, in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, done } = await openPage({ lang });
    const answer = letter('answer', 'Fri, 9', 'kita@example.com', 'old@example.jp');
    await toFiles(page);
    await chooseFiles(page, writeFiles(`${folder}/in`, { 'Inbox.mbox': mbox([letter('old', 'Thu, 1'), letter('in', 'Mon, 5'), answer]) }));
    await toCheck(page);
    assert.deepEqual(numbersIn(await at(page, 'conversations').locator('p').innerText()).slice(0, 2), [3, 2]);
    await at(page, 'conversations-read').click();
    await at(page, 'line').first().waitFor();
    assert.equal(await all(page, 'line').count(), 2);
    await all(page, 'line').first().click();
    await at(page, 'reader-up').waitFor();
    await all(page, 'line').nth(1).waitFor();
    assert.equal(await all(page, 'line').count(), 2);
    await all(page, 'line').nth(1).click();
    await at(page, 'message').filter({ hasText: '本文 answer <b>太字</b>' }).waitFor();
    assert.deepEqual(await serious(page), []);
    await at(page, 'reader-up').click();
    await at(page, 'reader-up').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    assert.equal(await all(page, 'reader').count(), 0);
    await done();
  });
}

test('sample data works with each of them, and choices of another kind of destination are left behind', async () => {
  const { page, done } = await openPage({ lang: 'en', width: 360 });
  await toFiles(page, 'maildealer');
  await at(page, 'try-sample').click();
  for (const destination of [...Object.keys(WAYS), 'zoho-desk']) {
    await at(page, 'step-destination').click();
    await at(page, `destination-${destination}`).click();
    await at(page, 'step-check').click();
    await surveyed(page);
    const mail = destination !== 'zoho-desk';
    assert.equal(await all(page, 'folder').count(), mail ? 3 : 0, destination);
    assert.equal(await all(page, 'option-attachments').count(), mail ? 0 : 1, destination);
    assert.equal(await all(page, 'option-from').count(), mail ? 0 : 1, destination);
    assert.equal(await all(page, 'option-window-from').count(), mail ? 1 : 0, destination);
    if (destination === 'maildealer') {
      await at(page, 'option-window-from').fill('2024-01-01T04:00');
      await at(page, 'option-window-from').press('Tab');
      await surveyed(page);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${destination} is ${over} px wider than the window`);
  }
  await done();
});
