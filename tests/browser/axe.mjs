// axe-core over the page as it stands.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ROOT } from '../../tools/config.mjs';

const AXE = readFileSync(createRequire(ROOT + 'www/package.json').resolve('axe-core/axe.min.js'), 'utf8');

/** By the debugger: the page's policy would not let a script of ours in. */
export const loadAxe = (page) => page.evaluate(AXE);

/** All violations, of whatever weight, with where they are. */
export async function violations(page) {
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ target, html }) => `${target.flat().join(' ')} ${html}`).slice(0, 4).join(' | ')}`);
}
