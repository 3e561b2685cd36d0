// Every state of every place, by invented documents (www/dev): axe has nothing to say of any, and no text is cut or runs over,
// however long a language makes it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { loadAxe, violations } from './axe.mjs';
import { endWorld, openPage } from './harness.mjs';

const SCENES = [
  'loading', 'start-failed', 'destination', 'left', 'empty', 'dragging', 'files', 'huge',
  'waiting', 'reading', 'check', 'again', 'clean', 'lots', 'nothing-found', 'unreadable', 'look', 'mail', 'seeking', 'all-open', 'crash', 'trust',
  'pack', 'space-short', 'nothing-to-pack', 'disk-full', 'packing', 'saving', 'handover', 'in-folder', 'pilot',
];

const vite = await import(pathToFileURL(createRequire(ROOT + 'www/package.json').resolve('vite/package.json').replace('package.json', 'dist/node/index.js')).href);
const dev = await vite.createServer({ configFile: `${ROOT}www/dev/vite.config.ts`, server: { port: 0, hmr: false, ws: false }, logLevel: 'error' });
await dev.listen();
const { port } = dev.httpServer.address();

after(async () => {
  await endWorld();
  await dev.close();
});

/** Opens scene after scene in one page. */
async function* scenes(options) {
  const { lang, theme = 'light', long } = options;
  const url = (scene) => `http://localhost:${port}/?${new URLSearchParams({ scene, lang, theme, ...(long ? { long: 1 } : {}) })}`;
  const { outer, close } = await openPage({ ...options, url: url('loading') });
  for (const scene of SCENES) {
    await outer.goto(url(scene));
    await outer.waitForFunction(() => document.querySelector('nizukuri-app')?.shadowRoot?.querySelector('main > *'));
    // Parts are drawn one after the other.
    await outer.waitForTimeout(150);
    yield [scene, outer];
  }
  await close();
}

// Colours do not depend on the language, nor names on the theme: each language, theme and width once.
for (const [lang, theme, width] of [['ja', 'light', 360], ['en', 'dark', 1280]]) {
  test(`axe finds nothing at all: ${lang}, ${theme}, ${width} px`, async () => {
    const found = {};
    for await (const [scene, page] of scenes({ lang, theme, width })) {
      await loadAxe(page);
      const wrong = await violations(page);
      if (wrong.length > 0) found[scene] = wrong;
    }
    assert.deepEqual(found, {});
  });
}

/** What is wider than its box, or than the window, and cannot be scrolled to. Names may end in dots where a tip has them whole. */
function overflows() {
  const found = new Set();
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const { overflowX, display, textOverflow, position, clipPath } = getComputedStyle(element);
      if (element.namespaceURI.endsWith('svg') || /inline$|none|contents/.test(display) || clipPath !== 'none') continue;
      if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis') continue;
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
        const held = [...element.querySelectorAll('*')].some((inner) => inner.shadowRoot || inner.scrollWidth > inner.clientWidth + 1 && inner.clientWidth > 0);
        if (!held || position === 'fixed') {
          const name = `${root.host?.localName ?? ''} ${element.localName}.${element.className}`;
          found.add(`${name}: ${element.scrollWidth} in ${element.clientWidth}: ${(element.textContent ?? '').trim().slice(0, 60)}`);
        }
      }
    }
  };
  look(document);
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.add(`the page: ${scrollWidth} in ${clientWidth}`);
  return [...found];
}

for (const [lang, width] of [['ja', 360], ['en', 360], ['en', 1280]]) {
  test(`texts half as long again, and words without a break, stay in their boxes: ${lang}, ${width} px`, async () => {
    const found = {};
    for await (const [scene, page] of scenes({ lang, width, long: true })) {
      const over = await page.evaluate(overflows);
      if (over.length > 0) found[scene] = over;
    }
    assert.deepEqual(found, {});
  });
}
