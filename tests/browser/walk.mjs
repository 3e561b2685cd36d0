// The way through the five places, by the names in www/src/page/README.md: words and looks may change.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/config.mjs';
import { chooseFiles, download } from './harness.mjs';

/** What has this `data-test`. */
export const all = (page, name) => page.locator(`[data-test="${name}"]`);
export const at = (page, name) => all(page, name).first();

export async function toFiles(page, destination = 'zoho-desk') {
  await at(page, `destination-${destination}`).click();
  await at(page, 'go-files').click();
}

/** From the files to the check, until what is shown is up to date. */
export async function toCheck(page) {
  await at(page, 'go-check').click();
  await surveyed(page);
}

/** Waits until the check shows what the plan as it is now gives. */
export async function surveyed(page) {
  await page.locator('[data-test="go-pack"]:enabled').waitFor();
}

/** Opens the page with files chosen and surveyed. */
export async function check(page, paths) {
  await toFiles(page);
  await chooseFiles(page, paths);
  await toCheck(page);
}

/** From the check to the bundles. */
export async function toBundles(page) {
  await at(page, 'go-pack').click();
  await at(page, 'start-pack').click();
  await at(page, 'save-bundle').waitFor();
}

/** Folders of runs in the browser's own file system. */
export const jobFolders = (outer) =>
  outer.evaluate(async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names.filter((name) => name.startsWith('job-'));
  });

/** Until the running phase has done something. */
export async function underWay(page) {
  await page.locator('progress').waitFor();
  while ((await page.locator('progress').evaluate((bar) => bar.value)) === 0) await page.waitForTimeout(20);
}

/** From the check to the bundle of a pilot of so many tickets. */
export async function toPilot(page, count, by) {
  await at(page, 'go-pack').click();
  await at(page, 'pilot-count').fill(String(count));
  await at(page, 'pilot-by').selectOption(by);
  await at(page, 'start-pilot').click();
  await at(page, 'save-bundle').waitFor();
}

/** From a pilot's bundle to all bundles, by the way offered there. */
export async function toFull(page) {
  await at(page, 'go-full').click();
  await at(page, 'start-pack').click();
  await at(page, 'pilot-done').waitFor({ state: 'detached' });
  await at(page, 'save-bundle').waitFor();
}

/** The first finding of this code. Folded ones are opened by `unfold`. */
export const finding = (page, code) => page.locator(`[data-test="finding"][data-code="${code}"]`).first();

export async function unfold(page) {
  for (const name of ['more-told', 'more-same']) {
    while ((await page.locator(`[data-test="${name}"][aria-expanded="false"]`).count()) > 0) {
      await page.locator(`[data-test="${name}"][aria-expanded="false"]`).first().click();
    }
  }
}

/** Code to what its findings count together, of all that the page shows. */
export async function counts(page) {
  await unfold(page);
  const shown = await all(page, 'finding').evaluateAll((articles) =>
    articles.map((article) => [article.dataset.code, Number(article.querySelector('.count').innerText.replace(/\D/g, ''))]),
  );
  const sums = {};
  for (const [code, count] of shown) sums[code] = (sums[code] ?? 0) + count;
  return sums;
}

/** The numbers in a text, as a person reads them. */
export const numbersIn = (text) => [...text.replaceAll(',', '').matchAll(/\d+/g)].map(([digits]) => Number(digits));

/** Presses every save button; gives offered name to path. */
export async function saveAll(page, folder) {
  const saved = {};
  for (const kind of ['save-bundle', 'save-paper']) {
    for (const button of await all(page, kind).all()) {
      const name = await button.getAttribute('data-name');
      const { path } = await download(page, () => button.click(), join(folder, String(Object.keys(saved).length)));
      saved[name] = path;
    }
  }
  return saved;
}

export const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A ZIP as another program reads it: entry name to rows (CSV) or bytes as hex. Python's readers are not ours. */
export function readZip(path) {
  const script = `
import csv, io, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    read = {}
    for name in archive.namelist():
        content = archive.read(name)
        read[name] = list(csv.reader(io.StringIO(content.decode('utf-8'), newline=''), strict=True)) if name.endswith('.csv') else content.hex()
json.dump(read, sys.stdout)`;
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8', maxBuffer: 1 << 28 }));
}

/** Holds saved bundles to the vendor's public rules, by a reader that is not ours; `broken` are those broken knowingly. */
export function checkBundles(saved, broken = [], destination = 'zoho-desk') {
  const bundles = Object.keys(saved).filter((name) => name.endsWith('.zip')).map((name) => saved[name]);
  const expect = broken.flatMap((rule) => ['--expect', rule]);
  execFileSync('python3', ['-B', join(ROOT, 'tests/check_bundle.py'), destination, ...bundles, ...expect], { encoding: 'utf8', stdio: 'pipe' });
}

/** Rows of a CSV entry as objects by column. */
export function records(zip, name) {
  const [header, ...rows] = zip[name];
  return rows.map((row) => {
    assert.equal(row.length, header.length, `${name}: a ragged row`);
    return Object.fromEntries(header.map((column, place) => [column, row[place]]));
  });
}

/** The twin: `NIZUKURI_CLI`, or what cargo builds of this tree (at once when it is built already). */
export function twin() {
  if (process.env.NIZUKURI_CLI) return process.env.NIZUKURI_CLI;
  const run = (...args) => execFileSync('cargo', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  run('build', '--quiet', '--locked', '--bin', 'nizukuri');
  const { target_directory: target } = JSON.parse(run('metadata', '--no-deps', '--format-version', '1', '--offline'));
  return join(target, 'debug', 'nizukuri');
}
