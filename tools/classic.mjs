// The chunks of the page's build (ES modules) as two classic scripts, which a policy can name by their hashes: what is needed at
// first with what is shared, and what comes later and takes what is shared from the first.
import { Script } from 'node:vm';

/** By this name of the first script the later one finds what is shared. */
const SHARED = 'nizukuri';
const IMPORT = /^import\s*\{([^}]*)\}\s*from\s*["']\.\/shared\.js["'];?\s*/;
const BARE = /^import\s*["']\.\/shared\.js["'];?\s*/;
const EXPORT = /;?\s*export\s*\{([^}]*)\};?\s*$/;

/** `a as b, c` of an import or an export, as of an object: names that cannot stand there make the build fail below. */
const pairs = (list, write) =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [from, to = from] = one.split(/\s+as\s+/);
      return write(from, to);
    })
    .join(',');

const within = (code) => `(()=>{"use strict";${code}\n})();`;

/** A script of its own that takes what it imports from what is shared. */
function taking(chunk) {
  const code = chunk.trim().replace(BARE, '');
  const taken = IMPORT.exec(code)?.[1] ?? '';
  return within(`const{${pairs(taken, (from, to) => `${from}:${to}`)}}=${SHARED};${code.replace(IMPORT, '').replace(EXPORT, '')}`);
}

/** Throws where a chunk is not of the shape that is known: then what the bundler makes has changed. */
export function classic({ shared, first, later }) {
  const code = shared.trim();
  const given = EXPORT.exec(code);
  if (!given) throw new Error('the shared chunk ends otherwise than with its exports: see tools/classic.mjs');
  const object = pairs(given[1], (from, to) => `${to}:${from}`);
  const scripts = {
    first: `const ${SHARED}=${within(`${code.replace(EXPORT, '')};return{${object}}`)}${taking(first)}`,
    later: taking(later),
  };
  for (const [name, text] of Object.entries(scripts)) {
    // A classic script has neither imports nor exports: any that is left is a fault of syntax.
    new Script(text, { filename: `${name}.js` });
    if (/\bimport\s*\(/.test(text)) throw new Error(`${name}.js imports while it runs`);
  }
  return scripts;
}
