// A hosted copy: kept for work without a network, and never of two versions at once.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { endWorld, openPage } from './harness.mjs';
import { at } from './walk.mjs';

after(endWorld);

const TYPES = { html: 'text/html', js: 'text/javascript', svg: 'image/svg+xml', webmanifest: 'application/manifest+json' };
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A host of dist/; `files` stand in for those of their name. */
async function host(t) {
  const state = { files: {}, asked: [] };
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.slice(1) || 'index.html';
    state.asked.push(name);
    response.writeHead(200, { 'Content-Type': TYPES[name.split('.').pop()] }).end(state.files[name] ?? readFileSync(`${ROOT}dist/${name}`));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${server.address().port}/`;
  state.end = () => (server.close(), server.closeAllConnections());
  t.after(state.end);
  return state;
}

const within = (page) => page.frameLocator('iframe').frameLocator('iframe');
const isKept = (page) => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active));

test('a hosted copy works after its host is gone, and says that it is kept', async (t) => {
  const server = await host(t);
  const { page, problems, close } = await openPage({ url: server.url });
  await within(page).locator('#app > *').first().waitFor();
  assert.ok(await isKept(page));
  server.end();
  await page.goto(`${server.url}?lang=en`);
  const inside = within(page);
  await at(inside, 'silence').click();
  await inside.locator('[data-test="stored-copies"]', { hasText: '1' }).waitFor();
  assert.equal(await at(inside, 'print').innerText(), sum(readFileSync(`${ROOT}dist/nizukuri.html`)));
  assert.equal(await at(inside, 'asked').innerText(), '0');
  assert.deepEqual(problems.filter((problem) => !problem.startsWith('request')), []);
  await close();
});

test('files of another version are not kept beside those of this one', async (t) => {
  const server = await host(t);
  const { page, close } = await openPage({ url: server.url });
  await within(page).locator('#app > *').first().waitFor();
  assert.ok(await isKept(page));
  const caches = () => page.evaluate(() => globalThis.caches.keys());
  const before = await caches();
  const update = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update().catch(() => {});
      const next = registration.installing ?? registration.waiting;
      if (!next) return 'none';
      while (next.state === 'installing') await new Promise((resolve) => setTimeout(resolve, 20));
      return next.state;
    });
  // Half a new version: the service worker is there before the page.
  const newer = Buffer.concat([readFileSync(`${ROOT}dist/nizukuri.html`), Buffer.from('<!---->')]);
  const worker = readFileSync(`${ROOT}dist/sw.js`, 'utf8');
  server.files['sw.js'] = worker.replace(sum(readFileSync(`${ROOT}dist/nizukuri.html`)), sum(newer));
  assert.notEqual(server.files['sw.js'], worker);
  assert.equal(await update(), 'redundant');
  assert.deepEqual(await caches(), before);
  // All of it: kept, but the open tab stays with what it has.
  server.files['nizukuri.html'] = newer;
  assert.equal(await update(), 'installed');
  assert.equal((await caches()).length, 2);
  await page.reload();
  await at(within(page), 'silence').click();
  assert.equal(await at(within(page), 'print').innerText(), sum(readFileSync(`${ROOT}dist/nizukuri.html`)));
  await close();
});
