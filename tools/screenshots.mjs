// build/screenshots/PLACE-LANG-THEME-WIDTH.png: every place of the built page with its sample data, as a user sees it.
// The places of mail destinations are named after them: `maildealer-check`.
// `node tools/screenshots.mjs check pack` takes only these places.
import { mkdirSync } from 'node:fs';
import { endWorld, openPage } from '../tests/browser/harness.mjs';
import { ROOT } from './config.mjs';

const OUT = ROOT + 'build/screenshots/';
const WIDTHS = [360, 768, 1280];
const only = process.argv.slice(2);

const at = (page, name) => page.locator(`[data-test="${name}"]:not(:disabled)`).first();

/** Pressed without a pointer: in a window resized just after a picture, Chromium at times gives the pointer to the page around the frame for good. */
async function press(page, name) {
  await at(page, name).waitFor();
  await at(page, name).evaluate((button) => button.click());
}

/** The way through the places: each gets there from the one before. */
const PLACES = {
  async trust(page) {
    await press(page, 'silence');
    await at(page, 'trust-close').waitFor();
  },
  async destination(page) {
    await press(page, 'trust-close');
    await press(page, 'destination-zoho-desk');
  },
  async files(page) {
    await press(page, 'go-files');
    await press(page, 'try-sample');
    await at(page, 'source-row').waitFor();
  },
  async check(page) {
    await press(page, 'go-check');
    await at(page, 'go-pack').waitFor();
  },
  async rows(page) {
    await press(page, 'grid-open');
    await at(page, 'grid-detail').waitFor();
    await press(page, 'conversations-read');
    await at(page, 'line').waitFor();
  },
  async pack(page) {
    await press(page, 'go-pack');
    await at(page, 'start-pack').waitFor();
  },
  async handover(page) {
    await press(page, 'start-pack');
    await at(page, 'bundle').waitFor();
  },
};

/** The same way with mail that stays mail, a folder open. */
const ofMail = (destination) => ({
  async check(page) {
    await press(page, `destination-${destination}`);
    await press(page, 'go-files');
    await press(page, 'try-sample');
    await press(page, 'go-check');
    await at(page, 'go-pack').waitFor();
    await press(page, 'folder-read');
    await press(page, 'line');
    await at(page, 'message').waitFor();
  },
  pack: PLACES.pack,
  handover: PLACES.handover,
});
const WAYS = { '': PLACES, 'maildealer-': ofMail('maildealer'), 'thunderbird-': ofMail('thunderbird') };

/** The page scrolls within its frame: the window is made as high as what is in it. */
async function asHighAsItIs(page, width) {
  await page.setViewportSize({ width, height: 900 });
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  // The frame is drawn by a process of its own.
  await page.waitForTimeout(500);
}

mkdirSync(OUT, { recursive: true });
for (const lang of ['ja', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const [way, places] of Object.entries(WAYS)) {
      const names = Object.keys(places).map((place) => way + place);
      if (only.length > 0 && !names.some((name) => only.includes(name))) continue;
      const { page, problems, close } = await openPage({ lang, theme });
      for (const [place, go] of Object.entries(places)) {
        await go(page);
        if (only.length > 0 && !only.includes(way + place)) continue;
        for (const width of WIDTHS) {
          await asHighAsItIs(page, width);
          await page.screenshot({ path: `${OUT}${way}${place}-${lang}-${theme}-${width}.png` });
        }
        // The way on is walked at full width, where nothing is folded away.
        await page.setViewportSize({ width: 1280, height: 900 });
      }
      for (const problem of problems) console.log(`  ${lang} ${theme}: ${problem}`);
      await close();
    }
  }
}
await endWorld();
console.log(`  ${OUT.slice(ROOT.length)}`);
