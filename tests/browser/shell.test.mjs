// The shell of the page: it opens alone, in both languages, over http and from disk; nothing gets out of it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { collector, endWorld, openPage } from './harness.mjs';
import { probePage, probeWorker } from './probes.mjs';

after(endWorld);

for (const over of ['http', 'file']) {
  for (const lang of ['ja', 'en']) {
    test(`the page opens over ${over} in ${lang}, and asks for nothing`, async () => {
      const { page, outer, done } = await openPage({ over, lang });
      await page.locator('#app > *').first().waitFor();
      for (const one of [page, outer]) assert.equal(await one.locator('html').getAttribute('lang'), lang);
      assert.match(await outer.title(), /nizukuri/);
      // From disk the page within saves blobs itself.
      assert.equal(await outer.locator('iframe').getAttribute('sandbox'), over === 'file' ? 'allow-scripts allow-downloads' : 'allow-scripts');
      await done();
    });
  }

  test(`nothing gets out of page, shell or worker over ${over}`, async (t) => {
    const { hits, address } = await collector(t);
    const { page, outer, close } = await openPage({ over });
    for (const one of [page, outer]) {
      assert.ok((await one.evaluate(probePage, address)).length > 15);
      assert.equal(await one.evaluate(probeWorker, address), 9);
    }
    assert.deepEqual(hits, []);
    await close();
  });
}

test('the same attempts do get out of a page without the policy', async (t) => {
  // Without this control the test above could pass because its probes are broken.
  const { hits, address } = await collector(t);
  const bare = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<body>'));
  await new Promise((resolve) => bare.listen(0, '127.0.0.1', resolve));
  t.after(() => (bare.close(), bare.closeAllConnections()));
  const { page, close } = await openPage({ url: `http://127.0.0.1:${bare.address().port}/` });
  await page.evaluate(probePage, address);
  await page.evaluate(probeWorker, address);
  await close();
  const reached = new Set(hits.map((hit) => hit.split('/')[1]));
  for (const way of ['fetch', 'xhr', 'websocket', 'eventsource', 'beacon', 'image', 'script', 'stylesheet', 'frame',
    'sheet', 'font', 'form', 'w-fetch', 'w-xhr', 'w-websocket', 'w-importscripts', 'w-import', 'w-nested']) {
    assert.ok(reached.has(way), `the probe "${way}" reaches nothing even where it may`);
  }
});

/** Runs in the page: starts the packer worker with the page's own wasm. */
async function startPacker() {
  const text = (id) => document.getElementById(`part-${id}`).textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([text('packer')], { type: 'text/javascript' })), { name: 'ours' });
  globalThis.packer = worker;
  const heard = [];
  const reply = new Promise((resolve) => (worker.onmessage = ({ data }) => (heard.push(data), data.id && resolve(data))));
  worker.postMessage({ id: 1, type: 'start', wasm: text('wasm'), script: text('page'), findings: null });
  // The module itself cannot leave the page.
  const { result, ...rest } = await reply;
  return { first: heard[0].later, reply: { ...rest, result: result?.constructor.name } };
}

test('the wasm starts in its worker', async () => {
  const { outer: page, done } = await openPage();
  const { first, reply } = await page.evaluate(startPacker);
  assert.deepEqual(reply, { id: 1, type: 'done', result: 'Module' });
  // Before that came what the page needs later: the script that the policy names, and texts of both languages.
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');
  assert.ok(policy.includes(createHash('sha256').update(first.script).digest('base64')));
  assert.match(first.page, /\nblank = [^]*\n~/);
  assert.match(first.findings, /^finding-/);
  await done();
});

test('what the worker did not expect is told as a crash, and what it refuses as a failure', async () => {
  const { outer: page, close } = await openPage();
  await page.evaluate(startPacker);
  const failed = await page.evaluate(() => {
    packer.postMessage({ id: 2, type: 'destination', destination: 'nowhere' });
    return new Promise((resolve) => (packer.onmessage = ({ data }) => resolve(data)));
  });
  assert.equal(failed.id, 2);
  assert.equal(failed.type, 'failed');
  // The ear is there before the word: page and worker are spoken to over channels of their own, in no sure order.
  await page.evaluate(() => void (globalThis.heard = new Promise((resolve) => (packer.onmessage = ({ data }) => resolve(data)))));
  // The page has workers too, and which of all comes last is chance.
  const names = await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name)));
  await page.workers()[names.indexOf('ours')].evaluate(() => void Promise.reject(new Error('unheard')));
  assert.deepEqual(await page.evaluate(() => globalThis.heard), { type: 'crashed', message: 'Error: unheard' });
  await close();
});
