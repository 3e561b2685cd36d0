// The page and the command-line twin, given the same files and the same plan, write the same bytes.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/config.mjs';
import { download, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { FILES, writeFiles } from './inputs.mjs';
import { at, check, finding, saveAll, surveyed, toFull, toPilot } from './walk.mjs';

after(endWorld);

/** The twin: `NIZUKURI_CLI`, or what cargo builds of this tree (at once when it is built already). */
function twin() {
  if (process.env.NIZUKURI_CLI) return process.env.NIZUKURI_CLI;
  const run = (...args) => execFileSync('cargo', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  run('build', '--quiet', '--locked', '--bin', 'nizukuri');
  const { target_directory: target } = JSON.parse(run('metadata', '--no-deps', '--format-version', '1', '--offline'));
  return join(target, 'debug', 'nizukuri');
}

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
      const out = `${folder}/twin-${options.length}`;
      const args = ['pack', ...Object.keys(FILES).sort(), '--plan', plan.path, ...options, '--out', out, '--lang', lang];
      const ran = spawnSync(twin(), args, { cwd: `${folder}/in`, encoding: 'utf8' });
      assert.ok(ran.status < 2, ran.stderr);
      const written = contentOf(out);
      assert.deepEqual(Object.keys(saved).sort(), Object.keys(written).sort());
      for (const [name, path] of Object.entries(saved)) {
        assert.ok(readFileSync(path).equals(written[name]), `${name} differs between page and twin`);
      }
    }
    assert.ok('zoho-desk-pilot_01.zip' in pilot && 'zoho-desk_01.zip' in full);
  });
}
