// Lets Node 20 run the page's TypeScript in unit tests: types are taken off, `?raw` gives a file as text.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from './config.mjs';

const vite = createRequire(ROOT + 'www/package.json').resolve('vite/package.json').replace('package.json', 'dist/node/index.js');
const { transformWithOxc } = await import(pathToFileURL(vite).href);

export async function load(url, context, next) {
  if (url.endsWith('?raw') || url.endsWith('?inline')) {
    const text = await readFile(fileURLToPath(url.replace(/\?.*/, '')), 'utf8');
    return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(text)}` };
  }
  // The look of a page is nothing to unit tests.
  if (url.endsWith('.css')) return { format: 'module', shortCircuit: true, source: '' };
  if (!url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path, { target: 'es2022' });
  return { format: 'module', shortCircuit: true, source: code };
}
