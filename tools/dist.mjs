// dist/: the one HTML file, embed.js, what a hosted copy has beside it, and the npm package.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { sizes } from './budget.mjs';
import { carriedText } from './carriage.mjs';
import { together } from './catalogs.mjs';
import { classic } from './classic.mjs';
import { ROOT } from './config.mjs';
import { runBeside } from './run.mjs';
import { door, scriptSafe, singleFile } from './single-file.mjs';

const { laterAsText } = await import('../www/src/shared/later.ts');

const DIST = ROOT + 'dist/';
const WWW = ROOT + 'build/www/';
const read = (path) => readFileSync(path, 'utf8');

rmSync(WWW, { recursive: true, force: true });
const vite = createRequire(ROOT + 'www/package.json').resolve('vite/package.json').replace('package.json', 'bin/vite.js');
await offered();
writeFileSync(ROOT + 'build/wasm/first.txt', together('first'));
const MODES = ['shell', 'page', 'packer', 'saver', 'embed'];
await Promise.all(MODES.map((mode) => runBeside(process.execPath, [vite, 'build', 'www', '--mode', mode])));

let style = '';
try {
  style = read(WWW + 'page.css');
} catch {
  // A page whose styles are all adopted sheets has none.
}
/** What the page says of destinations before its wasm runs, as the wasm itself says it. */
async function offered() {
  const { DESTINATIONS, offeredOf } = await import('../www/src/page/offered.ts');
  const { initSync, Packer } = await import('../build/wasm/nizukuri.js');
  initSync({ module: readFileSync(`${ROOT}build/wasm/nizukuri.wasm`) });
  const packer = new Packer('', '');
  const documents = DESTINATIONS.map((id) => JSON.parse(packer.destination(id)));
  writeFileSync(`${ROOT}build/wasm/offered.json`, JSON.stringify(documents.map(offeredOf)));
}

/**
 * Style sheets, templates and catalogs stand in the script as they were written: indents and the catalogs' comments are left
 * behind, of style sheets the line ends, too. The script's own code has no line that starts so.
 */
function lean(script) {
  return script
    .replace(/\n {2,}/g, '\n ')
    .replace(/^#+ .*\n/gm, '')
    .replace(/;\n \}\n/g, '}')
    .replace(/;\n (?=[a-z-]+:)/g, ';')
    .replace(/ \{\n (?=[a-z-]+:)/g, '{');
}

const wasm = (name) => readFileSync(`${ROOT}build/wasm/${name}.wasm`);

const chunk = (name) => lean(read(`${WWW}${name}.js`));
const scripts = classic({ shared: chunk('shared'), first: chunk('first'), later: chunk('later') });
// To the letter as it stands in the page, since what comes later is packed as what follows it.
const first = scriptSafe(scripts.first);
const later = { script: scripts.later, page: lean(together('page')), findings: lean(together('findings')) };

const { html } = singleFile({
  template: read(ROOT + 'www/index.html'),
  shell: read(WWW + 'shell.js'),
  page: first,
  later: later.script,
  style,
  packer: read(WWW + 'packer.js'),
  saver: read(WWW + 'saver.js'),
  wasm: carriedText(wasm('carriage'), wasm('nizukuri'), laterAsText(later), first),
});

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST + 'npm', { recursive: true });
writeFileSync(DIST + 'nizukuri.html', html);
cpSync(WWW + 'embed.js', DIST + 'embed.js');
// Another site's page, to try the element on.
for (const file of ['demo.html', 'demo.js']) cpSync(`${ROOT}www/embed/${file}`, DIST + file);
const sumOf = (name) => createHash('sha256').update(readFileSync(DIST + name)).digest('hex');

// Beside it, for a hosted copy: a door that can be installed, and a service worker that holds each file to its hash.
const HOST = ROOT + 'www/host/';
const parts = { template: read(HOST + 'index.html'), script: read(HOST + 'door.js'), style: read(HOST + 'door.css') };
writeFileSync(DIST + 'index.html', door(parts));
for (const file of ['manifest.webmanifest', 'icon.svg']) cpSync(HOST + file, DIST + file);
const kept = ['index.html', 'nizukuri.html', 'manifest.webmanifest', 'icon.svg'];
const sums = JSON.stringify(Object.fromEntries(kept.map((name) => [name, sumOf(name)])));
writeFileSync(DIST + 'sw.js', read(HOST + 'sw.js').replace('/*files*/ {}', sums));

// In the form of sha256sum: what people compare with.
const all = [...kept, 'embed.js', 'sw.js'];
writeFileSync(DIST + 'SHA256SUMS', all.map((name) => `${sumOf(name)}  ${name}\n`).join(''));
cpSync(ROOT + 'npm', DIST + 'npm', { recursive: true });
for (const file of [...all, 'SHA256SUMS']) cpSync(DIST + file, DIST + 'npm/' + file);
console.log(sizes().map(({ line }) => line).join('\n'));
