/**
 * Opens the built page in Chromium as a user would, over http or from disk, and holds it to its promise: any
 * request beyond the document itself, any error on the console and any policy violation fails the test.
 *
 *     const { page, done } = await openPage({ over: 'file', lang: 'ja' });
 *     await chooseFiles(page, ['inbox.mbox']);
 *     await done();
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/config.mjs';
import { serve } from '../../tools/serve.mjs';

const { chromium } = createRequire(ROOT + 'www/package.json')('playwright-core');
export const PAGE_FILE = ROOT + 'dist/nizukuri.html';
assert.ok(existsSync(PAGE_FILE), 'dist/nizukuri.html is missing: run `make dist`');

// `--disable-background-networking` and its like: the browser's own traffic is not ours to count.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let shared;

/** The browser and the server of this test file, started at first use. */
async function start() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const [browser, { server, address }] = await Promise.all([
    chromium.launch({ executablePath, args: ARGS, headless: true }),
    serve(0),
  ]);
  return { browser, server, address };
}
export const world = () => (shared ??= start());

/** Ends browser and server: to be called in `after`. */
export async function endWorld() {
  if (!shared) return;
  const { browser, server } = await shared;
  shared = undefined;
  await browser.close();
  server.close();
  server.closeAllConnections();
}

/** The address of the page: `over` is `http` or `file`. */
export async function addressOf(over = 'http', query = {}) {
  const base = over === 'file' ? pathToFileURL(PAGE_FILE).href : `${(await world()).address}nizukuri.html`;
  const search = new URLSearchParams(query).toString();
  return search ? `${base}?${search}` : base;
}

/**
 * Opens the page in a profile of its own. `page` is the sandboxed page within the shell, with keyboard, window and
 * downloads of the browser's page, which is `outer`; `again` opens another tab. `done` closes it and fails if anything was wrong; `problems` is what was
 * seen so far, for tests that provoke some. `url` opens another page under the same watch; `init` runs in it first; `media`:
 * `contrast`, `reducedMotion` of Playwright.
 */
export async function openPage({ over = 'http', lang = 'en', theme = 'light', width = 1280, height = 900, query, url, init, media } = {}) {
  const { browser } = await world();
  const context = await browser.newContext({
    viewport: { width, height },
    locale: lang === 'ja' ? 'ja-JP' : 'en-US',
    colorScheme: theme,
    ...media,
    acceptDownloads: true,
    timezoneId: 'Asia/Tokyo',
  });
  const page = await context.newPage();
  const address = url ?? (await addressOf(over, { lang, ...query }));
  const problems = [];
  context.on('request', (request) => {
    const to = request.url();
    // blob: and data: stay inside; the document itself was asked for by us.
    if (!/^(blob|data):/.test(to) && to !== address) problems.push(`request: ${request.method()} ${to}`);
  });
  page.on('websocket', (socket) => problems.push(`websocket: ${socket.url()}`));
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  if (init) await page.addInitScript(init);
  await page.goto(address);
  const within = url ? page : await insideOf(page);
  const close = () => context.close();
  const done = async () => {
    await close();
    assert.deepEqual(problems, [], 'the page did what it must not do');
  };
  /** The page once more, in another tab of the same profile. */
  const again = async () => {
    const tab = await context.newPage();
    await tab.goto(address);
    return insideOf(tab);
  };
  return { page: within, outer: page, context, problems, close, done, again };
}

/** The frame that the shell made, once it is there. */
async function frameOf(page) {
  const handle = await page.waitForSelector('iframe[sandbox]', { state: 'attached' });
  return handle.contentFrame();
}

/** Looks into the frame for what a frame can do, at the page for the rest. */
async function insideOf(page) {
  let frame = await frameOf(page);
  const own = {
    async reload() {
      await page.reload();
      frame = await frameOf(page);
    },
  };
  return new Proxy(page, {
    get(_, name) {
      const of = name in own ? own : typeof frame[name] === 'function' && name !== 'goto' ? frame : page;
      const value = of[name];
      return typeof value === 'function' ? value.bind(of) : value;
    },
  });
}

/**
 * Loads the page anew with a script that runs before its own. Of some loads in a hundred Chromium runs it too late within the
 * sandboxed frame: then once more.
 */
export async function reloadWith(page, script) {
  await page.addInitScript({ content: `globalThis.ranInTime = !document.body; (${script})();` });
  do await page.reload();
  while (!(await page.evaluate(() => globalThis.ranInTime)));
}

/** Chooses files in the page's file input, as the native dialog would. */
export async function chooseFiles(page, paths, selector = 'input[type=file]:not([webkitdirectory])') {
  await page.locator(selector).first().setInputFiles(paths);
}

/** Drops real files and folders on the middle of the page: a trusted drop, so that folders can be walked. */
export async function drop(page, paths) {
  const session = await page.context().newCDPSession(page.mainFrame().page());
  const { width, height } = page.viewportSize();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
    // Nobody drops quicker than the shell takes over; a browser tells it that the files came in, as is done here.
    await page.waitForTimeout(200);
  }
  await session.detach();
}

/** Does what starts a download; gives the saved file's path and the name that was offered. */
export async function download(page, act, folder) {
  const [started] = await Promise.all([page.waitForEvent('download'), act()]);
  const path = join(folder, started.suggestedFilename());
  await started.saveAs(path);
  return { path, name: started.suggestedFilename() };
}

/** A folder that is gone after the test. */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'nizukuri-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server that counts whatever reaches it: the place to which nothing may leak. */
export async function collector(t) {
  const hits = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' }).end('0');
  });
  server.on('upgrade', (request, socket) => {
    hits.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { hits, address: `http://127.0.0.1:${server.address().port}` };
}
