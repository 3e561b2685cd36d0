// Runs www/**/*.test.ts and tools/*.test.mjs with node --test.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { ROOT } from './config.mjs';

const tests = ['www/src', 'www/embed', 'tools'].flatMap((folder) =>
  readdirSync(ROOT + folder, { recursive: true })
    .filter((path) => /\.test\.(ts|mjs)$/.test(path))
    .map((path) => `${ROOT}${folder}/${path}`),
);
const hooks = `data:text/javascript,import{register}from"node:module";register("${new URL('ts-hooks.mjs', import.meta.url)}")`;
const done = spawnSync(process.execPath, ['--import', hooks, '--test', ...tests], { cwd: ROOT, stdio: 'inherit' });
process.exit(done.status ?? 1);
