// The views of the later places come after the first: whoever is quicker than the worker reads so in words, and goes on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { chooseFiles, endWorld, openPage, reloadWith, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { all, at, surveyed, toBundles, toFiles } from './walk.mjs';

after(endWorld);

/** Runs in the page before its scripts: workers start when they are let. */
function slowWorkers() {
  const post = Worker.prototype.postMessage;
  const let_ = new Promise((resolve) => (globalThis.letThemStart = resolve));
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type !== 'start') return post.call(this, message, ...rest);
    void let_.then(() => post.call(this, message, ...rest));
  };
}

const headingOf = (page) => page.evaluate(() => {
  let deep = document.activeElement;
  while (deep?.shadowRoot?.activeElement) deep = deep.shadowRoot.activeElement;
  return [deep?.getRootNode().host?.localName, deep?.localName];
});

/** What stands there by its id, for want of a text; what is only read aloud, too. */
const IDS = new Set(['first', 'page'].flatMap((name) => readFileSync(`${ROOT}locales/en/${name}.ftl`, 'utf8').match(/^[a-z]+-[\w-]+(?= =)/gm)));
async function idsIn(page) {
  const texts = await page.evaluate(() => {
    const found = [];
    const look = (root) => {
      for (const node of root.querySelectorAll('*')) {
        for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) found.push(child.data.trim());
        found.push(node.getAttribute('aria-label'));
        if (node.shadowRoot) look(node.shadowRoot);
      }
    };
    look(document.body);
    return found;
  });
  assert.ok(texts.length > 50, `${texts.length} texts`);
  return texts.filter((text) => IDS.has(text));
}

for (const [lang, wanted] of [['ja', /準備/], ['en', /Getting ready/]]) {
  test(`a place that is opened before its view has come says so, and becomes itself: ${lang}`, async (t) => {
    const { page, done } = await openPage({ lang });
    await reloadWith(page, slowWorkers);
    await at(page, 'silence').click();
    const waiting = page.locator('nizukuri-waiting');
    assert.match(await waiting.getByRole('status').innerText(), wanted);
    await at(page, 'silence').click();
    await toFiles(page);
    await chooseFiles(page, writeFiles(`${temporaryFolder(t)}/in`));
    await at(page, 'go-check').click();
    assert.match(await waiting.getByRole('status').innerText(), wanted);
    assert.deepEqual(await headingOf(page), ['nizukuri-waiting', 'h1']);
    assert.deepEqual(await idsIn(page), []);
    await page.evaluate(() => globalThis.letThemStart());
    await surveyed(page);
    assert.equal(await waiting.count(), 0);
    assert.deepEqual(await headingOf(page), ['nizukuri-check', 'h1']);
    assert.deepEqual(await idsIn(page), []);
    await toBundles(page);
    assert.ok((await all(page, 'save-bundle').count()) > 0);
    await done();
  });
}

test('the script of the later places runs once, whichever worker brings it', async () => {
  const { page, done } = await openPage();
  await reloadWith(page, () => {
    // The first worker dies when it has brought it, before the wasm is there.
    let first = true;
    const listen = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
    Object.defineProperty(Worker.prototype, 'onmessage', {
      ...listen,
      set(on) {
        listen.set.call(this, (event) => {
          on(event);
          if (event.data.type !== 'later' || !first) return;
          first = false;
          this.terminate();
          this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
        });
      },
    });
  });
  await at(page, 'crash-message').waitFor();
  await at(page, 'restart').click();
  await at(page, 'crash-message').waitFor({ state: 'detached' });
  await at(page, 'silence').click();
  await at(page, 'policy').waitFor();
  assert.equal(await page.locator('head script').count(), 1);
  await done();
});

test('no other script runs that is put in its place', async () => {
  const { page, close } = await openPage();
  await page.locator('head script').waitFor({ state: 'attached' });
  const ran = await page.evaluate(() => {
    const theirs = document.querySelector('head script').textContent;
    const script = document.createElement('script');
    script.textContent = `${theirs}globalThis.ran=true`;
    document.head.append(script);
    return globalThis.ran ?? false;
  });
  assert.equal(ran, false);
  await close();
});
