// Both languages of a catalog as one text, each id once: it costs some bytes wherever it comes again.
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

/** English as it is, then the Japanese texts in the same order, each after a `~` at the beginning of a line. */
export function together(name) {
  const [ja, en] = ['ja', 'en'].map((lang) => texts(readFileSync(`${ROOT}locales/${lang}/${name}.ftl`, 'utf8')));
  const other = ja.find(([id], at) => en[at]?.[0] !== id);
  if (other) throw new Error(`locales/*/${name}.ftl: "${other[0]}" stands at another place in English`);
  return [...en.map(([id, text]) => `${id} = ${text}\n`), ...ja.map(([, text]) => `~${text}\n`)].join('');
}
