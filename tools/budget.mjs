// How large dist/ is, against the budgets of wasm-pack.toml. Run by itself it fails when one is passed.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { config, ROOT } from './config.mjs';
import { fail } from './run.mjs';

const n = (bytes) => bytes.toLocaleString('en');

/** Each file with its line for people, and by how many bytes it passes its cap (negative: room left). */
export function sizes() {
  const html = readFileSync(ROOT + 'dist/nizukuri.html');
  // As a web server would send it, prepared once: the best level, the largest window.
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: html.length };
  const page = brotliCompressSync(html, { params }).length;
  const embed = readFileSync(ROOT + 'dist/embed.js').length;
  const { budget } = config;
  return [
    {
      over: page - budget.page,
      line: `  dist/nizukuri.html  ${n(page)} bytes after brotli, ${n(html.length)} before (cap ${n(budget.page)})`,
    },
    { over: embed - budget.embed, line: `  dist/embed.js       ${n(embed)} bytes (cap ${n(budget.embed)})` },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { line, over } of sizes()) {
    console.log(line);
    if (over > 0) fail(`over budget by ${n(over)} bytes (wasm-pack.toml)`);
  }
}
