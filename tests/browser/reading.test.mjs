// What reading had to decide is shown with its evidence, and a person may decide otherwise: where a message begins, and
// what a text is written in.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endWorld, openPage, temporaryFolder } from './harness.mjs';
import { cp932, writeFiles } from './inputs.mjs';
import { all, at, check, counts, surveyed } from './walk.mjs';

after(endWorld);

const FROM = 'From hana@example.jp Tue Nov 10 00:00:00 2026\n';
const mail = (number, body, charset = 'utf-8') =>
  Buffer.concat([
    Buffer.from(
      `From: hana@example.jp\nTo: support@shop.example.jp\nSubject: s\nDate: Tue, 10 Nov 2026 09:0${number}:00 +0900\n` +
        `Message-ID: <${number}@example.jp>\nContent-Type: text/plain; charset=${charset}\n\n`,
    ),
    Buffer.from(body),
  ]);
const mbox = (...mails) => Buffer.concat(mails.flatMap((one) => [Buffer.from(FROM), one, Buffer.from('\n')]));
const INPUT = {
  'in.mbox': mbox(mail(1, 'first\n\nFrom here on all is text\n\nFrom Taro\nSubject: 転送\nTo: b@example.jp\n\nbye\n'), mail(2, 'second\n')),
  'wrong.eml': mail(3, cp932('納品書の件\n'), 'euc-kr'),
};

for (const lang of ['ja', 'en']) {
  test(`doubtful borders are shown and switched, and charsets are said, in ${lang}`, async (t) => {
    const { page, done } = await openPage({ lang });
    await check(page, writeFiles(`${temporaryFolder(t)}/in`, INPUT));
    await at(page, 'borders').click();
    const borders = all(page, 'border');
    assert.deepEqual(await borders.evaluateAll((list) => list.map((one) => one.dataset.verdict)), ['text', 'border']);
    assert.match(await borders.nth(1).innerText(), /From Taro\nSubject: 転送/);
    const records = async () => Number(await all(page, 'survey-source').nth(0).locator('td').nth(3).innerText());
    assert.equal(await records(), 3);
    await borders.nth(1).locator('[data-test="border-switch"]').click();
    await surveyed(page);
    assert.equal(await records(), 2, 'the two are one message again');
    await at(page, 'border-undo').click();
    await surveyed(page);
    assert.equal(await records(), 3);
    assert.equal((await counts(page))['charset-mislabelled'], 1);
    assert.match(await at(page, 'charset-evidence').innerText(), /納品書の件/);
    await at(page, 'charset').selectOption('Shift_JIS');
    await surveyed(page);
    assert.equal((await counts(page))['charset-mislabelled'], undefined, 'what a person said needs no telling');
    await done();
  });
}
