// Runs a program quietly: its output is shown only when it fails.
import { spawn, spawnSync } from 'node:child_process';
import { ROOT } from './config.mjs';

/** Ends this process with what failed and what was said. */
export function fail(what, said = '') {
  if (said.trim()) console.error(said.trim());
  console.error(`\n✗ ${what}`);
  process.exit(1);
}

export function run(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (done.error) fail(`${program} could not be started: ${done.error.message}`);
  if (done.status !== 0) fail(`${program} ${args.join(' ')}`, `${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** The same, beside others. */
export function runBeside(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    child.on('error', (error) => fail(`${program} could not be started: ${error.message}`));
    child.on('close', (code) => (code === 0 ? resolve(said) : fail(`${program} ${args.join(' ')}`, said)));
  });
}
