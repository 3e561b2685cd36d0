// Everyone can use the page: axe's rules hold at every place, and the keyboard alone leads to a saved bundle.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { loadAxe, violations } from './axe.mjs';
import { download, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { all, at, readZip, surveyed, unfold } from './walk.mjs';

after(endWorld);

/** Each place with what can be opened in it, by the sample data. */
const PLACES = {
  destination: (page) => at(page, 'destination-zoho-desk').click(),
  async files(page) {
    await at(page, 'go-files').click();
    await at(page, 'try-sample').click();
    await at(page, 'source-row').waitFor();
  },
  async check(page) {
    await at(page, 'go-check').click();
    await surveyed(page);
    await unfold(page);
    await all(page, 'columns').first().click();
    await at(page, 'answer-more').click();
    await at(page, 'one-hold').click();
    await at(page, 'change').waitFor();
    await surveyed(page);
    await at(page, 'look').click();
    await page.locator('[data-test="place-panel"] table, [data-test="place-panel"] pre').first().waitFor();
    await at(page, 'filter-text').fill('a');
    await at(page, 'filter-shown').waitFor();
    await at(page, 'grid-open').click();
    await at(page, 'grid-detail').waitFor();
    await at(page, 'conversations-read').click();
    await at(page, 'line').waitFor();
    await at(page, 'sample-make').click();
    await at(page, 'sample-save').waitFor();
  },
  async trust(page) {
    await at(page, 'silence').click();
    await at(page, 'trust').waitFor();
  },
  async pack(page) {
    await at(page, 'trust-close').click();
    await at(page, 'go-pack').click();
    await at(page, 'start-pack').waitFor();
  },
  async handover(page) {
    await at(page, 'start-pack').click();
    await at(page, 'save-bundle').waitFor();
  },
};

/** A window of 1280 by 900 at 200 % is one of half as many. */
const ZOOMED = { height: 450, media: { contrast: 'more', reducedMotion: 'reduce' } };

for (const [lang, theme, width, more] of [
  ['ja', 'light', 1280],
  ['ja', 'dark', 360],
  ['en', 'light', 360],
  ['en', 'dark', 1280],
  ['ja', 'light', 640, ZOOMED],
  ['en', 'dark', 640, ZOOMED],
]) {
  test(`axe finds nothing: ${lang}, ${theme}, ${width} px${more ? ', enlarged, with more contrast' : ''}`, async () => {
    const { page, done } = await openPage({ lang, theme, width, ...more });
    await loadAxe(page);
    for (const [place, go] of Object.entries(PLACES)) {
      await go(page);
      assert.deepEqual(await violations(page), [], place);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${place} is ${over} px wider than the window`);
    }
    await done();
  });
}

test('in the colours of the user, too, what is pressed is told apart', async () => {
  const { page, done } = await openPage({ lang: 'en', media: { forcedColors: 'active' } });
  const paper = (name) => at(page, name).evaluate((button) => getComputedStyle(button).backgroundColor);
  assert.notEqual(await paper('lang-en'), await paper('lang-ja'));
  await done();
});

test('axe sees what stands in the shadow roots', async () => {
  // Without this control the tests above could pass because axe sees nothing of the page.
  const { page, close } = await openPage();
  await loadAxe(page);
  await at(page, 'go-files').evaluate((button) => button.replaceChildren());
  assert.match((await violations(page)).join(), /button-name .*go-files/s);
  await close();
});

/** The `data-test` of what has the focus, through every shadow root. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.closest('[data-test]')?.dataset.test ?? '';
  });

/** Presses Tab until the focus is there, as often as a person would have patience for. */
async function tabTo(page, name, key = 'Tab') {
  for (let presses = 0; presses < 150; presses += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press(key);
  }
  assert.fail(`no way by ${key} to ${name}`);
}

test('the keyboard alone leads from the first place to a saved bundle', async (t) => {
  const { page, done } = await openPage();
  await at(page, 'destination-zoho-desk').waitFor();
  const press = async (name, key = 'Enter') => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await press('destination-zoho-desk', 'Space');
  await press('go-files');
  await press('try-sample');
  await at(page, 'source-row').waitFor();
  await press('go-check');
  await surveyed(page);
  await press('look');
  await page.locator('[data-test="place-panel"] table').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'look', 'the focus comes back to where it was');
  await press('go-pack');
  await press('start-pack');
  await at(page, 'save-bundle').waitFor();
  await tabTo(page, 'save-bundle');
  const { path } = await download(page, () => page.keyboard.press('Enter'), temporaryFolder(t));
  assert.ok('Tickets_01.csv' in readZip(path));
  await done();
});

/** The first line of a text as the catalog has it. */
function said(lang, id) {
  const catalog = ['first', 'page'].map((name) => readFileSync(`${ROOT}locales/${lang}/${name}.ftl`, 'utf8')).join('\n');
  return new RegExp(`^${id} = (.*)$`, 'm').exec(catalog)[1];
}

for (const lang of ['ja', 'en']) {
  test(`a screen reader tells the way by roles and names, in ${lang}`, async () => {
    const { page, done } = await openPage({ lang });
    const button = (id) => page.getByRole('button', { name: said(lang, id), exact: true });
    await page.getByRole('radio', { name: /Zoho Desk/ }).first().check();
    await button('destination-next').click();
    await page.getByRole('heading', { level: 1, name: said(lang, 'files-title') }).waitFor();
    await button('files-sample').click();
    await button('files-next').click();
    await page.getByRole('heading', { level: 1, name: /20/ }).waitFor();
    await page.getByRole('heading', { level: 2, name: said(lang, 'group-held') }).waitFor();
    await page.getByRole('searchbox', { name: said(lang, 'filter-text') }).fill('tickets');
    await page.getByRole('checkbox', { name: said(lang, 'filter-errors') }).check();
    await button('filter-clear').click();
    await button('check-next').click();
    await page.getByRole('heading', { level: 1, name: /18/ }).waitFor();
    await button('pack-start').click();
    await page.getByRole('heading', { level: 2, name: said(lang, 'checklist-title') }).waitFor();
    await page.getByRole('button', { name: said(lang, 'save-one').replace('{ $name }', 'zoho-desk_01.zip') }).waitFor();
    // The pictures say in words what they show.
    await page.getByRole('img', { name: /20/ }).waitFor();
    await done();
  });
}
