/** P8: the page as it is shipped: size, time to ready, and whether it stays responsive during a survey. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT } from '../tools/config.mjs';
import { withPage } from './measure.mjs';

export function brotliBytes() {
  const html = readFileSync(ROOT + 'dist/nizukuri.html');
  return brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
}

/** Runs in the page before its own scripts: watches long tasks and what the workers say. */
function watch() {
  const seen = { longest: 0, inTime: !document.body, progress: [], done: [] };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'progress') seen.progress.push(performance.now());
        if (data.type === 'done') seen.done.push(performance.now());
      });
    }
  };
}

/** The frame that the page lives in, once it is there. */
async function insideOf(page) {
  const frame = await (await page.waitForSelector('iframe', { state: 'attached' })).contentFrame();
  await frame.waitForFunction(() => globalThis.seen);
  return frame;
}

/**
 * Ready: the worker has answered about a destination, so that files can be taken. Milliseconds, and the frame. Of some starts
 * in a hundred the browser runs `watch` too late in the frame: its worker is not seen then, and it starts anew.
 */
async function ready(page, url) {
  await page.addInitScript(watch);
  let frame;
  do {
    await page.goto(url);
    frame = await insideOf(page);
  } while (!(await frame.evaluate(() => globalThis.seen.inTime)));
  await frame.waitForFunction(() => globalThis.seen.done.length >= 2);
  const began = await page.evaluate(() => performance.timeOrigin);
  return { frame, ms: (await frame.evaluate(() => performance.timeOrigin + globalThis.seen.done[1])) - began };
}

export function readyMs(address) {
  return withPage(`${address}/nizukuri.html?lang=ja`, async (page, url) => (await ready(page, url)).ms);
}

/** Chooses a file in the page itself and waits for the end of the survey that the page starts. */
export function responsiveness(address, file) {
  return withPage(`${address}/nizukuri.html?lang=ja&destination=zoho-desk`, async (page, url) => {
    page.setDefaultTimeout(0);
    const { frame } = await ready(page, url);
    await page.waitForTimeout(500);
    for (const part of page.frames()) await part.evaluate(() => (globalThis.seen.longest = 0));
    const press = (name) => frame.locator(`[data-test=${name}]`).first().click({ timeout: 10_000 });
    await press('destination-zoho-desk');
    await press('go-files');
    await frame.locator('[data-test=file-input]').setInputFiles(file);
    await press('go-check');
    // Asked seldom, as each question is a task of the main thread as well.
    await frame.waitForFunction(() => globalThis.seen.done.at(-1) > globalThis.seen.progress[0], null, { polling: 500 });
    await page.waitForTimeout(500);
    const longest = Math.max(...(await Promise.all(page.frames().map((part) => part.evaluate(() => globalThis.seen.longest)))));
    return frame.evaluate((longest) => {
      const { progress } = globalThis.seen;
      const seconds = (progress.at(-1) - progress[0]) / 1000;
      return { longest, perSecond: seconds > 0 ? (progress.length - 1) / seconds : null, seconds };
    }, longest);
  });
}
