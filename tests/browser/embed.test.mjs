// The element on another site's page, under that site's own strict policy; also where that page is hostile.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { loadAxe, violations } from './axe.mjs';
import { addressOf, chooseFiles, download, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { at, readZip, surveyed, twin } from './walk.mjs';

after(endWorld);

/** A vendor's help page: `body` under a policy that allows our script and our frame (and an icon), and `more`. */
async function vendorPage(t, ours, body, { more = '', files = {} } = {}) {
  const policy = `default-src 'none'; script-src ${ours} 'nonce-own'; style-src 'nonce-own'; frame-src ${ours}; img-src data:; ${more}`;
  const server = createServer((request, response) => {
    const file = files[request.url];
    if (file) return response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(file);
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy })
      .end(`<!doctype html><link rel="icon" href="data:,">${body}<script src="${ours}/embed.js"></script>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => (server.close(), server.closeAllConnections()));
  // `localhost` and 127.0.0.1 are different sites to the browser.
  return `http://localhost:${server.address().port}/`;
}

/** Notes every event of the element with what it carries. */
const LISTEN = `<script nonce="own">
  globalThis.heard = [];
  for (const name of ['ready', 'surveyed', 'packed', 'failed'])
    document.querySelector('nizukuri-packer').addEventListener(name, ({ detail }) => heard.push({ name, detail }));
</script>`;

const ours = async () => new URL(await addressOf()).origin;

/** The page within the shell within the element. */
async function insideOf(page) {
  const inside = page.frameLocator('nizukuri-packer > iframe').frameLocator('iframe');
  await inside.locator('#app > *').first().waitFor();
  return inside;
}

/** Waits until the page around has heard this event; gives what it carried. */
const heard = async (page, name) =>
  (await page.waitForFunction((name) => globalThis.heard.find((one) => one.name === name)?.detail, name)).jsonValue();

test('the element shows the page in a sandboxed frame, as high as it wants to be', async (t) => {
  const url = await vendorPage(t, await ours(), '<nizukuri-packer lang="ja" destination="zoho-desk"></nizukuri-packer>');
  const { page, problems, close } = await openPage({ url });
  const frame = page.locator('nizukuri-packer > iframe');
  assert.equal(await frame.getAttribute('sandbox'), 'allow-scripts allow-downloads');
  const inside = await insideOf(page);
  assert.equal(await inside.locator('html').getAttribute('lang'), 'ja');
  // The page grows when its destinations are known; the frame follows. The wanted one is chosen.
  await inside.locator('[data-test="destination-zoho-desk"]').waitFor();
  const wanted = () => inside.locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
  let [height, shown] = [0, -1];
  for (let tries = 0; tries < 50 && height !== shown; tries += 1) {
    await page.waitForTimeout(100);
    [height, shown] = [await wanted(), (await frame.boundingBox()).height];
  }
  assert.equal(shown, height);
  assert.equal(await inside.locator('[data-test="go-files"]').isEnabled(), true);
  // The document of the frame and the script are all that was asked for.
  const asked = problems.filter((problem) => !/^request: GET .*\/(embed\.js|nizukuri\.html)(#.*)?$/.test(problem));
  assert.deepEqual(asked, []);
  await close();
});

test('where the page around gives a plain frame a height of its own, one can scroll in it', async (t) => {
  const address = await ours();
  const url = await vendorPage(t, address, `<style nonce="own">iframe { height: 300px; width: 600px }</style>
    <iframe src="${address}/nizukuri.html#lang=en" sandbox="allow-scripts allow-downloads"></iframe>`);
  const { page, close } = await openPage({ url });
  const shell = page.frameLocator('iframe');
  await shell.frameLocator('iframe').locator('[data-test="go-files"]').waitFor();
  // Longer than the page waits before it holds that nobody follows.
  await page.waitForTimeout(1500);
  const { overflow, room, height } = await shell.locator('html').evaluate((html) => ({
    overflow: getComputedStyle(html).overflowY,
    room: innerHeight,
    height: html.scrollHeight,
  }));
  assert.notEqual(overflow, 'hidden');
  assert.equal(room, 300);
  assert.ok(height > 900, `${height} px`);
  await close();
});

test('from files to a saved bundle in the frame; the page around hears counts, and nothing else', async (t) => {
  const folder = temporaryFolder(t);
  const url = await vendorPage(t, await ours(), `<nizukuri-packer lang="en" destination="zoho-desk"></nizukuri-packer>${LISTEN}`);
  const { page, close } = await openPage({ url });
  const inside = await insideOf(page);
  // Quicker than the worker starts.
  await at(inside, 'go-files').click();
  await chooseFiles(inside, writeFiles(`${folder}/in`));
  await at(inside, 'go-check').click();
  await surveyed(inside);
  const { read, ...rest } = await heard(page, 'surveyed');
  assert.equal(read, 18);
  assert.deepEqual(Object.keys(rest).sort(), ['errors', 'held', 'warnings']);
  await at(inside, 'go-pack').click();
  await at(inside, 'start-pack').click();
  const packed = await heard(page, 'packed');
  assert.deepEqual([packed.bundles, typeof packed.bytes], [1, 'number']);
  const { path } = await download(page, () => at(inside, 'save-bundle').click(), folder);
  assert.ok('Tickets_01.csv' in readZip(path));
  // Not one letter of a file, a name or a subject came out.
  const all = await page.evaluate(() => globalThis.heard);
  assert.deepEqual(all.map(({ name }) => name), ['ready', 'surveyed', 'packed']);
  assert.deepEqual(all[0].detail, {});
  const told = JSON.stringify(all);
  assert.match(told, /^[\[\]{}",:\w-]*$/);
  assert.doesNotMatch(told, /csv|mbox|eml|example/);
  await close();
});

test('colours, radius, font and a logo are taken from the page around; what is not a look is not', async (t) => {
  const logo = 'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E';
  const url = await vendorPage(t, await ours(), `<style nonce="own">nizukuri-packer {
    --nizukuri-accent: rgb(170, 0, 85); --nizukuri-radius: 2px; --nizukuri-font: serif; --nizukuri-paper: url(https://nizukuri.example/x);
  }</style><nizukuri-packer lang="en" logo="${logo}"></nizukuri-packer>`);
  const { page, problems, close } = await openPage({ url });
  const inside = await insideOf(page);
  const look = (name) => inside.locator('html').evaluate((root, name) => getComputedStyle(root).getPropertyValue(name).trim(), name);
  assert.deepEqual(await Promise.all(['--indigo', '--radius', '--paper', '--on-indigo'].map(look)), ['rgb(170, 0, 85)', '2px', '#faf7f0', '#fff']);
  assert.equal(await inside.locator('.brand img').getAttribute('src'), logo);
  // Another language and theme change in place: nothing is loaded anew.
  await at(inside, 'destination-thunderbird').click();
  await page.evaluate(() => {
    const element = document.querySelector('nizukuri-packer');
    element.setAttribute('lang', 'ja');
    element.setAttribute('theme', 'dark');
  });
  await inside.locator('html[lang="ja"][data-theme="dark"]').waitFor();
  assert.equal(await inside.locator('[data-test="destination-thunderbird"]').isChecked(), true);
  assert.deepEqual(problems.filter((problem) => /nizukuri\.example/.test(problem)), []);
  await close();
});

for (const [lang, theme] of [['ja', 'light'], ['en', 'dark']]) {
  test(`axe finds nothing in the page around or within, from the first place to the check: ${lang}, ${theme}`, async (t) => {
    const body = `<html lang="${lang}"><title>Help</title><main><h1>Help</h1><nizukuri-packer lang="${lang}" theme="${theme}" destination="zoho-desk"></nizukuri-packer></main>`;
    const { page, outer, close } = await openPage({ url: await vendorPage(t, await ours(), body), theme, width: lang === 'ja' ? 360 : 1280 });
    const inside = await insideOf(page);
    const frame = outer.frames().at(-1);
    await loadAxe(outer);
    await loadAxe(frame);
    const nothing = async (place) => {
      await page.waitForTimeout(300);
      assert.deepEqual(await violations(frame), [], place);
      assert.deepEqual(await violations(outer), [], place);
      // The frame is as high as the page within: nothing scrolls twice.
      const over = await frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      assert.ok(over <= 1, `${place}: ${over} px are cut off`);
    };
    await at(inside, 'destination-zoho-desk').waitFor();
    await nothing('destination');
    await at(inside, 'go-files').click();
    await at(inside, 'try-sample').click();
    await at(inside, 'source-row').waitFor();
    await nothing('files');
    await at(inside, 'go-check').click();
    await surveyed(inside);
    await nothing('check');
    await close();
  });
}

/** A small destination of a vendor's own, packed for the page by the command line. */
const packed = () =>
  execFileSync(twin(), ['check-destination', '--packed', `${ROOT}tests/fixtures/destinations/ryokan-ledger.toml`], { encoding: 'utf8' });

for (const way of ['inline', 'by address']) {
  test(`a vendor's own destination, ${way}, comes first and is chosen`, async (t) => {
    const text = packed();
    const body = way === 'inline'
      ? `<nizukuri-packer lang="en"><script type="text/plain">${text}</script></nizukuri-packer>`
      : '<nizukuri-packer lang="en" destination-src="/own.txt"></nizukuri-packer>';
    const url = await vendorPage(t, await ours(), body + LISTEN, { more: "connect-src 'self'", files: { '/own.txt': text } });
    const { page, close } = await openPage({ url });
    const inside = await insideOf(page);
    await heard(page, 'ready');
    await inside.locator('[data-test="destination-ryokan-ledger"]').waitFor();
    assert.equal(await inside.locator('[data-test="destination-ryokan-ledger"]').isChecked(), true);
    await at(inside, 'go-files').click();
    await chooseFiles(inside, writeFiles(`${temporaryFolder(t)}/in`));
    await at(inside, 'go-check').click();
    await inside.locator('[data-test="survey-source"]').first().waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.heard.filter(({ name }) => name === 'failed')), []);
    await close();
  });
}

test('a destination that cannot be read is told, in words and by its code, and ours are there', async (t) => {
  const body = '<nizukuri-packer lang="en"><script type="text/plain">nizukuri-destination 9 0\nx</script></nizukuri-packer>';
  const url = await vendorPage(t, await ours(), body + LISTEN);
  const { page, close } = await openPage({ url });
  const inside = await insideOf(page);
  assert.deepEqual(await heard(page, 'failed'), { code: 'destination-unread' });
  assert.match(await at(inside, 'crash-message').innerText(), /another version/);
  await inside.locator('[data-test="destination-zoho-desk"]').waitFor();
  await close();
});

test('a hostile page around reads nothing, steers nothing, and cannot speak for the frame', async (t) => {
  const url = await vendorPage(t, await ours(), `<nizukuri-packer lang="en" destination="zoho-desk"></nizukuri-packer>${LISTEN}`);
  const { page, close } = await openPage({ url });
  const inside = await insideOf(page);
  await at(inside, 'go-files').click();
  await chooseFiles(inside, writeFiles(`${temporaryFolder(t)}/in`));
  const refused = await page.evaluate(() => {
    const shell = document.querySelector('nizukuri-packer > iframe').contentWindow;
    const within = shell[0];
    const tries = [
      () => shell.document.body.innerHTML,
      () => within.document.body.innerHTML,
      () => within.eval('1'),
      () => shell.localStorage,
      () => (within.location.hash = '#x'),
    ];
    // Forged words: to the shell, to the page within, and as if the frame had said them.
    const { port1, port2 } = new MessageChannel();
    globalThis.answers = [];
    port1.onmessage = ({ data }) => globalThis.answers.push(data);
    const begin = { type: 'nizukuri-begin', asked: 'lang=ja', packer: 'postMessage(1)', wasm: '', policy: '', way: 'blob', canPickFolder: true, framed: true };
    within.postMessage(begin, '*', [port2]);
    shell.postMessage({ type: 'offer', name: 'x' }, '*');
    within.postMessage({ type: 'gathered', found: [], unopened: ['x'] }, '*');
    postMessage({ type: 'nizukuri-height', height: 4321 }, '*');
    postMessage({ type: 'nizukuri-packed', records: 1 }, '*');
    return tries.filter((one) => {
      try {
        one();
        return false;
      } catch {
        return true;
      }
    }).length;
  });
  // The last one is allowed by the web to anybody: it moves a frame to nowhere, and shows nothing.
  assert.ok(refused >= 4, `${refused} refused`);
  await heard(page, 'ready');
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => [globalThis.answers, globalThis.heard.map(({ name }) => name)]), [[], ['ready']]);
  assert.notEqual((await page.locator('nizukuri-packer > iframe').boundingBox()).height, 4321);
  await close();
});
