// Both languages of a catalog as one text, each id once: brotli needs some bytes for every id that comes again.
import { readFileSync } from 'node:fs';
import { ROOT } from './config.mjs';

/** `id = text` and what follows it, comments left out. */
function texts(source) {
  return source
    .replace(/^#+ .*\n/gm, '')
    .trim()
    .split(/\n+(?=[a-z]| +\.)/)
    .map((entry) => entry.trim().replace(/\n +/g, '\n ').split(/ = ?([^]*)/, 2));
}

/** Under each id its Japanese text, then, after a `~` at the beginning of a line, its English one. */
export function together(name) {
  const [ja, en] = ['ja', 'en'].map((lang) => texts(readFileSync(`${ROOT}locales/${lang}/${name}.ftl`, 'utf8')));
  return ja
    .map(([id, text], at) => {
      if (en[at]?.[0] !== id) throw new Error(`locales/*/${name}.ftl: "${id}" stands at another place in English`);
      return `${id} = ${text}\n~${en[at][1]}\n`;
    })
    .join('');
}
