/**
 * Chromium, Firefox and WebKitGTK, each by its own WebDriver (W3C), spoken to with `fetch`: the least that drives all three
 * alike. Real files go in, real downloads come out.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const MINI = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** How each is started, and what it is asked for. Downloads go to `folder` without a question. */
const ENGINES = {
  chromium: {
    command: (port) => ['chromedriver', `--port=${port}`],
    capabilities: (folder) => ({
      'goog:chromeOptions': {
        binary: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--user-data-dir=${folder}/profile`],
        prefs: { 'download.default_directory': `${folder}/saved`, 'profile.default_content_setting_values.automatic_downloads': 1 },
      },
    }),
  },
  firefox: {
    command: (port) => [process.env.GECKODRIVER ?? 'geckodriver', '--port', String(port), '--log', 'fatal'],
    capabilities: (folder) => ({
      'moz:firefoxOptions': {
        binary: '/usr/bin/firefox-esr',
        args: ['-headless'],
        prefs: {
          'browser.download.folderList': 2,
          'browser.download.dir': `${folder}/saved`,
          'browser.helperApps.neverAsk.saveToDisk': 'application/zip,application/octet-stream',
          'browser.download.alwaysOpenPanel': false,
        },
      },
    }),
  },
  // No screen, no desktop: an X server and a bus of its own. Its own sandbox cannot be made as root.
  webkit: {
    command: (port) => ['xvfb-run', '-a', '-s', '-screen 0 1400x4000x24', 'dbus-run-session', '--', 'WebKitWebDriver', `--port=${port}`],
    capabilities: () => ({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: MINI, args: ['--automation'] } }),
  },
};
export const NAMES = Object.keys(ENGINES);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks again until there is an answer; `what` names it in the failure. */
export async function until(what, ask, ms = 60_000) {
  const end = Date.now() + ms;
  for (let last = ''; ; await pause(100)) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error.message;
    }
    if (Date.now() > end) assert.fail(`${what} did not come: ${last}`);
  }
}

/** Starts a browser; `folder` is its own. The session speaks of what has a `data-test`, within frames and shadow roots. */
export async function open(name, folder) {
  mkdirSync(`${folder}/saved`, { recursive: true });
  mkdirSync(`${folder}/config`, { recursive: true });
  writeFileSync(`${folder}/config/user-dirs.dirs`, `XDG_DOWNLOAD_DIR="${folder}/saved"\n`);
  const engine = ENGINES[name];
  const port = await freePort();
  const [program, ...args] = engine.command(port);
  // A group of its own, so that the browser goes with its driver.
  const driver = spawn(program, args, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: `${folder}/config`, TZ: 'Asia/Tokyo', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  const base = `http://127.0.0.1:${port}`;
  const call = async (method, path, body) => {
    const answer = await fetch(base + path, { method, ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const end = () => {
    try {
      process.kill(-driver.pid);
    } catch {
      // It went by itself.
    }
  };
  const begin = async () => {
    await until(`the driver of ${name}`, async () => (await call('GET', '/status')).ready !== false);
    return call('POST', '/session', { capabilities: { alwaysMatch: engine.capabilities(folder) } });
  };
  const { sessionId } = await begin().catch((error) => {
    end();
    throw error;
  });
  const send = (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
  // High enough for everything: not every driver scrolls the pages around a frame.
  if (name === 'webkit') await send('POST', '/window/rect', { x: 0, y: 0, width: 1300, height: 3900 });
  const run = (script, ...args) => send('POST', '/execute/sync', { script, args });

  const session = {
    run,
    go: (url) => send('POST', '/url', { url }),
    /** Into the first frame of what is looked at now. */
    async enter() {
      const frame = await until('a frame', () => run("return document.querySelector('iframe[src], iframe[sandbox]')"));
      await send('POST', '/frame', { id: frame });
    },
    async leave() {
      await send('POST', '/frame', { id: null });
    },
    find: (test, more = '') => until(`${test}${more}`, () => run(FIND, `[data-test="${test}"]${more}`)),
    async press(test, more) {
      const element = await session.find(test, more);
      // WebKit's driver misses in a frame that has just grown; only saving needs a real press.
      if (name === 'webkit' && test !== 'save-bundle') return run('arguments[0].click()', element);
      await send('POST', `/element/${element[ELEMENT]}/click`, {});
    },
    async choose(test, paths) {
      const element = await session.find(test);
      await send('POST', `/element/${element[ELEMENT]}/value`, { text: paths.join('\n') });
    },
    async read(test) {
      return run('return arguments[0].textContent.trim()', await session.find(test));
    },
    /** The file that is downloaded next, once it is whole. */
    saved: (ending) =>
      until(`a saved ${ending}`, async () => {
        const file = readdirSync(`${folder}/saved`).find((one) => one.endsWith(ending));
        // Firefox makes the name first and fills it from a side file.
        return file && !readdirSync(`${folder}/saved`).some((one) => /\.(part|crdownload|wkdownload)$/.test(one)) && join(folder, 'saved', file);
      }),
    async close() {
      await send('DELETE', '').catch(() => {});
      end();
    },
  };
  return session;
}

/** Looks through shadow roots: the first that matches, or null. */
const FIND = `
  const look = (root) => {
    const found = root.querySelector(arguments[0]);
    if (found) return found;
    for (const one of root.querySelectorAll('*')) {
      const within = one.shadowRoot && look(one.shadowRoot);
      if (within) return within;
    }
    return null;
  };
  return look(document);`;
