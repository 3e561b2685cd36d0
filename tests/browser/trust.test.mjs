// "Check it yourself": what it says is so. And what the sandboxed frame is for: nothing can be carried out by moving on.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chooseFiles, collector, endWorld, openPage, PAGE_FILE, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { at, sha256, surveyed, toBundles, toFiles } from './walk.mjs';

after(endWorld);

const shown = (page, name) => at(page, name).innerText();

/** Waits until this figure reads so: page, shell and workers report one by one. */
async function reads(page, name, wanted) {
  const figure = page.locator(`[data-test="${name}"]`, { hasText: wanted });
  await figure.waitFor();
}

for (const over of ['http', 'file']) {
  test(`over ${over} the page counts no request, and shows the hash of its very file`, async () => {
    const { page, done } = await openPage({ over });
    await at(page, 'silence').click();
    await reads(page, 'asked', /^0$/);
    assert.equal(await shown(page, 'print'), sha256(PAGE_FILE));
    assert.match(await shown(page, 'policy'), /connect-src 'none'[^]*frame-src blob:/);
    await at(page, 'trust-close').click();
    await at(page, 'go-files').waitFor();
    await done();
  });
}

test('an attempt to send is stopped by the browser, and counted', async () => {
  const { page, problems, close } = await openPage();
  await at(page, 'silence').click();
  assert.equal(await shown(page, 'stopped'), '0');
  await at(page, 'attempt').click();
  await reads(page, 'stopped', /^1$/);
  // The workers watch themselves.
  for (const worker of page.workers()) await worker.evaluate(() => void fetch('https://nizukuri.example/').catch(() => {}));
  await reads(page, 'stopped', /^2$/);
  assert.equal(await shown(page, 'asked'), '0');
  assert.deepEqual(problems.filter((problem) => problem.startsWith('request')), []);
  await close();
});

test('with the plug pulled everything goes on, and what is stored is shown and deleted', async (t) => {
  const { page, outer, context, done } = await openPage();
  await context.setOffline(true);
  await at(page, 'silence').click();
  await reads(page, 'line', 'unplugged');
  await reads(page, 'stored-files', /^0$/);
  await at(page, 'trust-close').click();
  await toFiles(page);
  await chooseFiles(page, writeFiles(`${temporaryFolder(t)}/in`));
  await at(page, 'go-check').click();
  await surveyed(page);
  await toBundles(page);
  await at(page, 'silence').click();
  await reads(page, 'stored-files', /KB/i);
  await at(page, 'forget').click();
  await reads(page, 'stored-files', /^0$/);
  const left = await outer.evaluate(async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  });
  assert.deepEqual(left, []);
  await reads(page, 'asked', /^0$/);
  await done();
});

for (const over of ['http', 'file']) {
  test(`from where the files are handled nothing can move on or open a window, over ${over}`, async (t) => {
    const { hits, address } = await collector(t);
    const ways = [
      (to) => void (location.href = `${to}/location`),
      (to) => void window.open(`${to}/open`),
      (to) => void (top.location.href = `${to}/top`),
      (to) => void (parent.location.href = `${to}/parent`),
      // A document of its own making is the one place it may move to: that one lives under the same policy.
      (to) => {
        const text = `<meta http-equiv="refresh" content="1;url=${to}/blob-refresh"><img src="${to}/blob-image"><script>fetch("${to}/blob-fetch")</script>`;
        location.href = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
      },
      (to) => {
        const meta = document.createElement('meta');
        meta.httpEquiv = 'refresh';
        meta.content = `0;url=${to}/refresh`;
        document.head.append(meta);
      },
      (to) => {
        const link = document.createElement('a');
        link.href = `${to}/link`;
        link.target = '_blank';
        document.body.append(link);
        link.click();
      },
    ];
    for (const way of ways) {
      const { page, outer, close } = await openPage({ over });
      await page.evaluate(way, address).catch(() => {});
      await outer.waitForTimeout(way.toString().includes('blob-') ? 2000 : 400);
      assert.match(outer.url(), /^(http|file):.*lang=en/);
      await close();
    }
    assert.deepEqual(hits, []);
  });
}
