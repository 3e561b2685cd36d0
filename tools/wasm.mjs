// Cargo → bindgen → wasm-opt: build/wasm/nizukuri.js (glue) and nizukuri.wasm, and carriage.wasm, which unpacks it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { config, ROOT } from './config.mjs';
import { fail, run } from './run.mjs';

const TARGET = 'wasm32-unknown-unknown';
const PACKAGES = ['-p', 'nizukuri', '-p', 'nizukuri-carriage'];
const OUT = ROOT + 'build/wasm/';
const bindgen = process.env.NIZUKURI_BINDGEN;
if (!bindgen) fail('NIZUKURI_BINDGEN is not set: use `make dist`, which sets the tools up first');

/** Places of panics name source files: without the way to them on this machine, so that everyone builds the same page. */
function nameless(packages) {
  const folders = packages.filter(({ source }) => source).map(({ manifest_path: path }) => dirname(dirname(path)) + '/');
  const flags = [...new Set(folders)].map((folder) => `--remap-path-prefix=${folder}=`);
  return ['--config', `target.${TARGET}.rustflags=${JSON.stringify(flags)}`];
}

const metadata = run('cargo', ['metadata', '--locked', '--format-version', '1', '--filter-platform', TARGET]);
const { target_directory: target, packages } = JSON.parse(metadata);
// Cargo's own progress is worth seeing: this is the longest step.
const build = ['build', '--quiet', '--locked', '--profile', 'page', '--lib', '--target', TARGET, ...PACKAGES];
const cargo = spawnSync('cargo', [...build, ...nameless(packages)], { cwd: ROOT, stdio: 'inherit' });
if (cargo.status !== 0) fail(`cargo build --profile page --lib --target ${TARGET}`);
const built = `${target}/${TARGET}/page/nizukuri.wasm`;
const carriage = `${target}/${TARGET}/page/nizukuri_carriage.wasm`;

// Optimising takes half a minute: only when cargo, the tools or their flags gave something new.
const key = createHash('sha256')
  .update(readFileSync(built))
  .update(readFileSync(carriage))
  .update(JSON.stringify([config.tools, config['wasm-opt']]))
  .digest('hex');
if (existsSync(OUT + 'key') && readFileSync(OUT + 'key', 'utf8') === key) process.exit(0);

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
run(bindgen, [built, OUT]);
const wasmOpt = ROOT + 'www/node_modules/.bin/wasm-opt';
const optimise = (from, to) => run(wasmOpt, [...config['wasm-opt'].flags, from, '-o', OUT + to]);
optimise(OUT + 'nizukuri_bg.wasm', 'nizukuri.wasm');
optimise(carriage, 'carriage.wasm');
rmSync(OUT + 'nizukuri_bg.wasm');
writeFileSync(OUT + 'key', key);
