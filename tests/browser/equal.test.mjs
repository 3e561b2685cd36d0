// The page and the command-line twin, given the same files and the same plan, write the same bytes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { download, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { FILES, writeFiles } from './inputs.mjs';
import { at, check, finding, saveAll, surveyed, toBundles, toFull, toPilot, twin } from './walk.mjs';

after(endWorld);

/** Path below a folder to bytes. */
const contentOf = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name))]),
  );

/** Says something of each kind in the plan, so that more than the defaults is compared. */
async function decide(page) {
  await page.locator('tr', { hasText: 'support@shop.example.jp' }).locator('[data-test="own"]').check();
  await page.locator('[data-code="own-address-missing"]').waitFor({ state: 'detached' });
  await surveyed(page);
  await finding(page, 'agent-not-listed').locator('[data-test="answer-hold"]').click();
  await page.locator('.held[data-code="agent-not-listed"]').waitFor();
  await surveyed(page);
}

function assertEqual(saved, written) {
  assert.deepEqual(Object.keys(saved).sort(), Object.keys(written).sort());
  for (const [name, path] of Object.entries(saved)) {
    assert.ok(readFileSync(path).equals(written[name]), `${name} differs between page and twin`);
  }
}

/** What the twin writes. */
function byTwin(folder, names, out, ...options) {
  const args = ['pack', ...Object.keys(names).sort(), '--out', `${folder}/${out}`, ...options];
  const ran = spawnSync(twin(), args, { cwd: `${folder}/in`, encoding: 'utf8' });
  assert.ok(ran.status < 2, ran.stderr);
  return contentOf(`${folder}/${out}`);
}

for (const lang of ['ja', 'en']) {
  test(`page and twin write equal bytes in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const paths = writeFiles(`${folder}/in`);
    const { page, done } = await openPage({ lang });
    await check(page, paths);
    await decide(page);
    const plan = await download(page, () => at(page, 'save-plan').click(), folder);
    await toPilot(page, 3, 'oldest');
    const pilot = await saveAll(page, `${folder}/pilot`);
    await toFull(page);
    const full = await saveAll(page, `${folder}/full`);
    await done();

    for (const [saved, options] of [
      [pilot, ['--option', 'pilot=3', '--option', 'pilot-by=oldest']],
      [full, []],
    ]) {
      assertEqual(saved, byTwin(folder, FILES, `twin-${options.length}`, '--plan', plan.path, '--lang', lang, ...options));
    }
    assert.ok('zoho-desk-pilot_01.zip' in pilot && 'zoho-desk_01.zip' in full);
  });
}

/** Zones of the places people write from, with and without summer time, in halves and quarters of hours. */
const ZONES = [
  'Asia/Tokyo', 'Asia/Seoul', 'Asia/Shanghai', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tehran', 'Asia/Jerusalem',
  'Asia/Dubai', 'Europe/London', 'Europe/Dublin', 'Europe/Berlin', 'Europe/Moscow', 'Europe/Istanbul', 'Africa/Cairo',
  'Africa/Casablanca', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'US/Pacific',
  'Canada/Newfoundland', 'Brazil/East', 'America/Santiago', 'Australia/Sydney', 'Australia/LHI',
  'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Honolulu', 'Pacific/Apia', 'Etc/GMT+5', 'US/Eastern',
]; // prettier-ignore

/** Local times all over the years, and those that New York's clocks skip and show twice. */
function localTimes() {
  const text = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const spread = Array.from({ length: 230 }, (_, n) => text(n * 9_876_543));
  const changes = ['2026-03-08 01:59:59', '2026-03-08 02:00:00', '2026-03-08 02:30:00', '2026-03-08 03:00:00'];
  const back = ['2026-11-01 00:59:59', '2026-11-01 01:00:00', '2026-11-01 01:59:59', '2026-11-01 02:00:00'];
  return [...spread, ...changes, ...back, '1950-07-01 12:00:00', '2199-07-01 12:00:00'];
}

test('time zones of the browser give the moments that those of the twin give', async (t) => {
  const rows = ['TicketExtId,ContactExtId,Subject,Description,Status,Created Time,Agent Email'];
  const add = (time) => rows.push(`Z-${rows.length},C-001,時刻,本文,Open,${time},tanaka@shop.example.jp`);
  for (const time of localTimes()) add(time);
  for (const zone of ZONES) for (const time of localTimes()) add(`${time} ${zone}`);
  const { 'Agents.csv': agents, '顧客.csv': contacts } = FILES;
  const files = { 'Agents.csv': agents, '顧客.csv': contacts, 'Tickets.csv': Buffer.from(rows.join('\n')) };
  const folder = temporaryFolder(t);
  const { page, done } = await openPage({ lang: 'en' });
  await check(page, writeFiles(`${folder}/in`, files));
  await at(page, 'zone').selectOption('America/New_York');
  await surveyed(page);
  const plan = await download(page, () => at(page, 'save-plan').click(), folder);
  await toBundles(page);
  const saved = await saveAll(page, `${folder}/page`);
  await done();
  assertEqual(saved, byTwin(folder, files, 'twin', '--plan', plan.path, '--lang', 'en'));
});
