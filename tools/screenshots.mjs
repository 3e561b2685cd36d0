// build/screenshots/PLACE-LANG-THEME-WIDTH.png: every place of the built page with its sample data, as a user sees it.
// The places of mail destinations are named after them: `maildealer-check`.
// `node tools/screenshots.mjs check pack` takes only these places.
import { mkdirSync } from 'node:fs';
import { endWorld, openPage } from '../tests/browser/harness.mjs';
import { ROOT } from './config.mjs';

const OUT = ROOT + 'build/screenshots/';
const WIDTHS = [360, 768, 1280];
const only = process.argv.slice(2);

const at = (page, name) => page.locator(`[data-test="${name}"]`).first();

/** The way through the places: each gets there from the one before. */
const PLACES = {
  trust: (page) => at(page, 'silence').click(),
  async destination(page) {
    await at(page, 'trust-close').click();
    await at(page, 'destination-zoho-desk').click();
  },
  async files(page) {
    await at(page, 'go-files').click();
    await at(page, 'try-sample').click();
    await at(page, 'source-row').waitFor();
  },
  async check(page) {
    await at(page, 'go-check').click();
    await at(page, 'go-pack').waitFor();
  },
  async rows(page) {
    await at(page, 'grid-open').click();
    await at(page, 'grid-detail').waitFor();
    await at(page, 'conversations-read').click();
    await at(page, 'line').waitFor();
  },
  async pack(page) {
    await at(page, 'go-pack').click();
    await at(page, 'start-pack').waitFor();
  },
  async handover(page) {
    await at(page, 'start-pack').click();
    await at(page, 'bundle').waitFor();
  },
};

/** The same way with mail that stays mail, a folder open. */
const ofMail = (destination) => ({
  async check(page) {
    await at(page, `destination-${destination}`).click();
    await at(page, 'go-files').click();
    await at(page, 'try-sample').click();
    await at(page, 'go-check').click();
    await page.locator('[data-test="go-pack"]:enabled').waitFor();
    await at(page, 'folder-read').click();
    await at(page, 'line').click();
    await at(page, 'message').waitFor();
  },
  pack: PLACES.pack,
  handover: PLACES.handover,
});
const WAYS = { '': PLACES, 'maildealer-': ofMail('maildealer'), 'thunderbird-': ofMail('thunderbird') };

/** The page scrolls within its frame: the window is made as high as what is in it. */
async function asHighAsItIs(page, width) {
  await page.setViewportSize({ width, height: 900 });
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
          await page.screenshot({ path: `${OUT}${way}${place}-${lang}-${theme}-${width}.png`, fullPage: true });
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
