// The element on another site's page, under that site's own strict policy.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { addressOf, endWorld, openPage } from './harness.mjs';

after(endWorld);

/** A vendor's help page: `body` under a policy that allows our script and our frame (and an icon). */
async function vendorPage(t, ours, body) {
  const policy = `default-src 'none'; script-src ${ours}; frame-src ${ours}; img-src data:`;
  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy })
      .end(`<!doctype html><link rel="icon" href="data:,"><script src="${ours}/embed.js"></script>${body}`),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => (server.close(), server.closeAllConnections()));
  // `localhost` and 127.0.0.1 are different sites to the browser.
  return `http://localhost:${server.address().port}/`;
}

test('the element shows the page in a sandboxed frame, as high as it wants to be', async (t) => {
  const ours = new URL(await addressOf()).origin;
  const url = await vendorPage(t, ours, '<nizukuri-packer lang="ja" destination="zoho-desk"></nizukuri-packer>');
  const { page, problems, close } = await openPage({ url });
  const frame = page.locator('nizukuri-packer > iframe');
  assert.equal(await frame.getAttribute('sandbox'), 'allow-scripts allow-downloads');
  const inside = page.frameLocator('nizukuri-packer > iframe');
  await inside.locator('#app > *').first().waitFor();
  assert.equal(await inside.locator('html').getAttribute('lang'), 'ja');
  // The page grows when its destinations are known; the frame follows.
  await inside.locator('[data-test="destination-zoho-desk"]').waitFor();
  const wanted = () => inside.locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
  let [height, shown] = [0, -1];
  for (let tries = 0; tries < 50 && height !== shown; tries += 1) {
    await page.waitForTimeout(100);
    [height, shown] = [await wanted(), (await frame.boundingBox()).height];
  }
  assert.equal(shown, height);
  // The document of the frame and the script are all that was asked for.
  const asked = problems.filter((problem) => !problem.startsWith('request: ')).concat(
    problems.filter((problem) => /^request: /.test(problem) && !/\/(embed\.js|nizukuri\.html\?.*)$/.test(problem)),
  );
  assert.deepEqual(asked, []);
  await close();
});

test('only the frame itself may say how high it is', async (t) => {
  const ours = new URL(await addressOf()).origin;
  const url = await vendorPage(t, ours, '<nizukuri-packer></nizukuri-packer>');
  const { page, close } = await openPage({ url });
  const frame = page.locator('nizukuri-packer > iframe');
  await page.frameLocator('nizukuri-packer > iframe').locator('#app > *').first().waitFor();
  await page.evaluate(() => postMessage({ type: 'nizukuri-height', height: 4321 }, '*'));
  await page.waitForTimeout(100);
  assert.notEqual((await frame.boundingBox()).height, 4321);
  await close();
});
