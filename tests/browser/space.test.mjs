// Before packing the page says how much room it takes, and when the browser has less.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endWorld, openPage } from './harness.mjs';
import { all, at, surveyed, toFiles } from './walk.mjs';

after(endWorld);

/** The place before packing, by the sample data. */
async function toPack(page) {
  await toFiles(page);
  await at(page, 'try-sample').click();
  await at(page, 'go-check').click();
  await surveyed(page);
  await at(page, 'go-pack').click();
  await at(page, 'space').waitFor();
}

for (const lang of ['ja', 'en']) {
  test(`room that is too small is told before packing, in ${lang}`, async () => {
    const small = await openPage({ lang, width: 360, init: () => { navigator.storage.estimate = async () => ({ quota: 1500, usage: 500 }); } });
    await toPack(small.page);
    await at(small.page, 'space-short').waitFor();
    const text = await at(small.page, 'space-short').innerText();
    assert.match(text, /1 kB/i);
    assert.ok(await at(small.page, 'start-pack').isEnabled(), 'what is only feared does not forbid');
    await small.done();

    const { page, done } = await openPage({ lang });
    await toPack(page);
    await at(page, 'space').filter({ hasText: /[GT]B/ }).waitFor();
    assert.equal(await all(page, 'space-short').count(), 0);
    await done();
  });
}
