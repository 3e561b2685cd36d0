// Reads wasm-pack.toml: tables of strings, numbers and one-line lists, which is all the file uses.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The top of the project, with a trailing slash. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export function parseConfig(text) {
  const config = {};
  let table = config;
  for (const line of text.split('\n')) {
    const header = /^\[([\w-]+)\]$/.exec(line.trim());
    const pair = /^([\w-]+)\s*=\s*(.+)$/.exec(line.trim());
    if (header) table = config[header[1]] = {};
    else if (pair) table[pair[1]] = JSON.parse(pair[2]);
    else if (line.trim() && !line.trim().startsWith('#')) throw new Error(`wasm-pack.toml: cannot read "${line}"`);
  }
  return config;
}

export const config = parseConfig(readFileSync(ROOT + 'wasm-pack.toml', 'utf8'));
