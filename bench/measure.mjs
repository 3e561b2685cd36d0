/** One measurement: a fresh Chromium, one task in it, and what /proc says of its processes meanwhile. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname } from 'node:path';
import { ROOT } from '../tools/config.mjs';

const { chromium } = createRequire(ROOT + 'www/package.json')('playwright-core');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const SAMPLE_MS = 100;

/** Serves the bench page, the peers and the built page to this machine only; OPFS needs an origin. */
export async function serve() {
  const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = pathname === '/nizukuri.html' ? `${ROOT}dist/nizukuri.html` : ROOT + pathname.slice(1);
    try {
      if (!/^\/(bench\/|nizukuri\.html$)/.test(pathname) || pathname.includes('..')) throw new Error('not served');
      const body = readFileSync(path);
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => (server.close(), server.closeAllConnections()) };
}

/** All processes below this one: pid, whether it is a renderer, CPU ticks. */
function processes() {
  const found = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // utime and stime are the fields 14 and 15 of proc(5); `rest` begins with field 5.
      found.set(Number(pid), { parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) });
    } catch {
      // It ended while we looked.
    }
  }
  const below = (pid) => pid === process.pid || (found.has(pid) && below(found.get(pid).parent));
  return [...found].filter(([pid]) => pid !== process.pid && below(pid)).map(([pid, { ticks }]) => ({ pid, ticks }));
}

function isRenderer(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
  } catch {
    return false;
  }
}

/** Anonymous and shared memory in bytes, each page counted by its share (PSS): files mapped from disk are not ours. */
function memory(pid) {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kib = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
    return (kib('Pss_Anon') + kib('Pss_Shmem')) * 1024;
  } catch {
    return 0;
  }
}

const cpuSeconds = () => processes().reduce((sum, { ticks }) => sum + ticks, 0) / 100;

/**
 * Opens `url` in a browser of its own, and lets `work` use the page. `disk`: with a profile on disk; a private window
 * stores in memory what a page stores, and no file over 1.2 GB.
 */
export async function withPage(url, work, disk = false) {
  const options = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS, headless: true };
  const locale = 'ja-JP';
  const profile = disk ? mkdtempSync(`${tmpdir()}/nizukuri-bench-`) : null;
  const browser = profile ? await chromium.launchPersistentContext(profile, { ...options, locale }) : await chromium.launch(options);
  try {
    const page = await (profile ? browser : await browser.newContext({ locale })).newPage();
    return await work(page, url);
  } finally {
    await browser.close();
    if (profile) rmSync(profile, { recursive: true, force: true });
  }
}

/** Runs one task of page.js over real files. `peak` is that of the largest renderer, in bytes. */
export function measure(address, files, task, { disk, ...options } = {}) {
  return withPage(`${address}/bench/index.html`, async (page, url) => {
    page.setDefaultTimeout(0);
    await page.goto(url);
    await page.locator('#files').setInputFiles(files);
    const renderers = processes().filter(({ pid }) => isRenderer(pid));
    const idleCpu = cpuSeconds();
    let peak = 0;
    const timer = setInterval(() => {
      for (const { pid } of renderers) peak = Math.max(peak, memory(pid));
    }, SAMPLE_MS);
    try {
      const figures = await page.evaluate(([name, more]) => globalThis.tasks[name](more), [task, options]);
      return { ...figures, peak, cpu: cpuSeconds() - idleCpu };
    } finally {
      clearInterval(timer);
    }
  }, disk);
}
