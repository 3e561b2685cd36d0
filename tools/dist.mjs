// dist/: the one HTML file, embed.js, and the npm package that holds both.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sizes } from './budget.mjs';
import { carriedText } from './carriage.mjs';
import { ROOT } from './config.mjs';
import { runBeside } from './run.mjs';
import { singleFile } from './single-file.mjs';

const DIST = ROOT + 'dist/';
const WWW = ROOT + 'build/www/';
const read = (path) => readFileSync(path, 'utf8');

rmSync(WWW, { recursive: true, force: true });
const vite = createRequire(ROOT + 'www/package.json').resolve('vite/package.json').replace('package.json', 'bin/vite.js');
const MODES = ['page', 'packer', 'saver', 'embed'];
await Promise.all(MODES.map((mode) => runBeside(process.execPath, [vite, 'build', 'www', '--mode', mode])));

let style = '';
try {
  style = read(WWW + 'page.css');
} catch {
  // A page whose styles are all adopted sheets has none.
}
const wasm = (name) => readFileSync(`${ROOT}build/wasm/${name}.wasm`);

const { html } = singleFile({
  template: read(ROOT + 'www/index.html'),
  script: read(WWW + 'page.js'),
  style,
  packer: read(WWW + 'packer.js'),
  saver: read(WWW + 'saver.js'),
  wasm: carriedText(wasm('carriage'), wasm('nizukuri')),
});

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST + 'npm', { recursive: true });
writeFileSync(DIST + 'nizukuri.html', html);
cpSync(WWW + 'embed.js', DIST + 'embed.js');
cpSync(ROOT + 'npm', DIST + 'npm', { recursive: true });
for (const file of ['nizukuri.html', 'embed.js']) cpSync(DIST + file, DIST + 'npm/' + file);
console.log(sizes().map(({ line }) => line).join('\n'));
