// dist/: the one HTML file, embed.js, and the npm package that holds both.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { sizes } from './budget.mjs';
import { ROOT } from './config.mjs';
import { fail, runBeside } from './run.mjs';
import { singleFile } from './single-file.mjs';

register('./ts-hooks.mjs', import.meta.url);
const { join, split } = await import('../www/src/shared/wasm-streams.ts');

const DIST = ROOT + 'dist/';
const WWW = ROOT + 'build/www/';
const read = (path) => readFileSync(path, 'utf8');

rmSync(WWW, { recursive: true, force: true });
const vite = createRequire(ROOT + 'www/package.json').resolve('vite/package.json').replace('package.json', 'bin/vite.js');
const MODES = ['shell', 'page', 'packer', 'saver', 'embed'];
await Promise.all(MODES.map((mode) => runBeside(process.execPath, [vite, 'build', 'www', '--mode', mode])));

let style = '';
try {
  style = read(WWW + 'page.css');
} catch {
  // A page whose styles are all adopted sheets has none.
}
const wasm = readFileSync(ROOT + 'build/wasm/nizukuri.wasm');
const streams = split(wasm);
if (!wasm.equals(join(streams))) fail('the wasm does not come back from its streams: see www/src/shared/wasm-streams.ts');

const { html } = singleFile({
  template: read(ROOT + 'www/index.html'),
  shell: read(WWW + 'shell.js'),
  page: read(WWW + 'page.js'),
  style,
  packer: read(WWW + 'packer.js'),
  saver: read(WWW + 'saver.js'),
  wasm: streams,
});

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST + 'npm', { recursive: true });
writeFileSync(DIST + 'nizukuri.html', html);
cpSync(WWW + 'embed.js', DIST + 'embed.js');
cpSync(ROOT + 'npm', DIST + 'npm', { recursive: true });
for (const file of ['nizukuri.html', 'embed.js']) cpSync(DIST + file, DIST + 'npm/' + file);
console.log(sizes().map(({ line }) => line).join('\n'));
