// The main story in three engines: hosted, from disk, and within another site's page; each with the saving it has.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/config.mjs';
import { serve } from '../../tools/serve.mjs';
import { writeFiles } from '../browser/inputs.mjs';
import { checkBundles, readZip, sha256 } from '../browser/walk.mjs';
import { NAMES, open, until } from './driver.mjs';

const PAGE = `${ROOT}dist/nizukuri.html`;
/** How output is kept: WebKitGTK lends no storage, Chromium none to a page from disk, and nobody any in a sandboxed frame. */
const WAYS = {
  chromium: { http: 'opfs', file: 'blob', framed: 'blob' },
  firefox: { http: 'opfs', file: 'opfs', framed: 'blob' },
  webkit: { http: 'blob', file: 'blob', framed: 'blob' },
};
const only = process.env.ENGINES?.split(',') ?? NAMES;

const { server, address } = await serve(0);
after(() => (server.close(), server.closeAllConnections()));

/** A folder for the browser; gone afterwards. */
function ownFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'nizukuri-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
  return folder;
}

/** Another site with the element on its page, under a policy of its own. */
async function vendor(t) {
  const ours = address.replace(/\/$/, '');
  const site = createServer((_, response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': `default-src 'none'; script-src ${ours}; frame-src ${ours}` })
      .end(`<!doctype html><script src="${ours}/embed.js"></script><nizukuri-packer lang="en"></nizukuri-packer>`),
  );
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  t.after(() => (site.close(), site.closeAllConnections()));
  return `http://localhost:${site.address().port}/`;
}

/** The page within has found its height, with the scrollbars of this browser: nothing moves any more. */
async function rest(browser) {
  await browser.find('go-files');
  await browser.run('window.turns = 0; addEventListener("resize", () => (window.turns += 1))');
  let still = 0;
  const look = async () => {
    still = (await browser.run('const seen = window.turns; window.turns = 0; return seen')) > 0 ? 0 : still + 1;
    return still > 5;
  };
  await until('rest', look, 10_000);
}

async function story(browser, folder, way) {
  const paths = writeFiles(`${folder}/in`);
  await browser.press('destination-zoho-desk');
  await browser.press('go-files');
  await browser.choose('file-input', paths);
  await browser.press('go-check');
  await browser.find('go-pack', ':not([disabled])');
  await browser.press('go-pack');
  assert.equal(await browser.run('return arguments[0].dataset.way', await browser.find('way')), way);
  await browser.press('start-pack');
  await browser.find('save-bundle');
  const sum = await browser.read('sum');
  await browser.press('save-bundle');
  const saved = await browser.saved('.zip');
  await until('the whole bundle', () => statSync(saved).size > 0 && sha256(saved) === sum, 20_000);
  assert.ok(readZip(saved)['Tickets_01.csv'].length > 1);
  checkBundles({ 'zoho-desk_01.zip': saved });
}

for (const name of NAMES.filter((one) => only.includes(one))) {
  for (const over of ['http', 'file', 'framed']) {
    test(`${name}, ${over}: from files to a saved bundle, kept by ${WAYS[name][over]}; nothing is asked of the network`, async (t) => {
      const folder = ownFolder(t);
      const browser = await open(name, folder);
      t.after(() => browser.close());
      const from = { http: () => `${address}nizukuri.html?lang=en`, file: () => `${pathToFileURL(PAGE)}?lang=en`, framed: () => vendor(t) };
      await browser.go(await from[over]());
      if (over === 'framed') await browser.enter();
      await browser.enter();
      if (over === 'framed') await rest(browser);
      await story(browser, folder, WAYS[name][over]);
      await browser.press('silence');
      assert.equal(await browser.read('asked'), '0');
      assert.equal(await browser.read('print'), sha256(PAGE));
      await browser.press('attempt');
      await until('the count of what was stopped', async () => (await browser.read('stopped')) === '1');
      assert.equal(await browser.read('asked'), '0');
    });
  }

  test(`${name}: a hosted copy opens after its host is gone`, async (t) => {
    const browser = await open(name, ownFolder(t));
    t.after(() => browser.close());
    const host = await serve(0);
    await browser.go(host.address);
    await until('the service worker', () => browser.run('return navigator.serviceWorker.controller !== null'));
    host.server.close();
    host.server.closeAllConnections();
    await browser.go(`${host.address}?lang=en`);
    await browser.enter();
    await browser.enter();
    await browser.find('destination-zoho-desk');
  });
}
