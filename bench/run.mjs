/**
 * `make bench`: the figures P1–P4, P6, P8, emls and scale (a tenth of a very large help desk), as ratios of one run in headless Chromium. Never fails for being slow.
 *
 *     node bench/run.mjs [--quick] [--rounds 5] [--only P1,P6]
 *
 * In each round ours and the others alternate, and the order is turned round by round: wall times wander on shared
 * machines, ratios inside a round much less. Shown are medians over the rounds. MB are 10⁶ bytes of input.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ROOT } from '../tools/config.mjs';
import { desk, emls, forget, input, smallTables } from './inputs.mjs';
import { measure, serve } from './measure.mjs';
import { brotliBytes, readyMs, responsiveness } from './shipped.mjs';

const { values: asked } = parseArgs({
  options: { quick: { type: 'boolean' }, rounds: { type: 'string', default: '3' }, only: { type: 'string' } },
});
const rounds = Math.max(1, Number(asked.rounds) || 3);
const wanted = (name) => !asked.only || asked.only.split(',').includes(name);
/** Megabytes: small and large for memory, and the slice the slow mail programs get. */
const SIZE = asked.quick ? { small: 20, large: 60, slice: 5 } : { small: 200, large: 1000, slice: 20 };

const results = [];
/** One line per figure. `met` is whether the goal of PERFORMANCE.md is; `first` is the goal of the first release. */
function tell(name, ours, peer, ratio, goal, met, first) {
  const verdict = met ? 'met' : first ? 'first goal met' : 'not met';
  results.push({ name, ours, peer, ratio, goal, verdict });
  const cells = [name.padEnd(44), String(ours).padEnd(16), String(peer).padEnd(26), String(ratio).padEnd(22), goal.padEnd(24)];
  console.log(`${cells.join(' ')} ${verdict}`);
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];
const rounded = (number, digits = 1) => Number(number.toFixed(digits));
const raw = {};

/** One measurement, tried twice: a browser that died once is told, and must not cost all other figures. */
async function measured(files, task, options) {
  for (const last of [false, true]) {
    try {
      return await measure(address, files, task, options);
    } catch (error) {
      console.log(`${task} ${JSON.stringify(options ?? {})} ended: ${error.message.split('\n')[0]}${last ? '' : '; once more'}`);
    }
  }
  return null;
}

/** Runs all of `cases` in each round; gives per case the list of what was measured, with MB/s and MB per CPU second. */
async function alternate(name, cases) {
  const seen = Object.fromEntries(Object.keys(cases).map((key) => [key, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = Object.keys(cases);
    if (round % 2) order.reverse();
    for (const key of order) {
      const { files, bytes, task, options } = cases[key];
      process.stderr.write(`  ${name}: round ${round + 1} of ${rounds}, ${key}            \r`);
      const figures = await measured(files, task, options);
      if (!figures) throw new Error(`${name}: ${key} could not be measured`);
      seen[key].push({ ...figures, rate: bytes / 1e3 / figures.ms, perCpu: bytes / 1e6 / figures.cpu });
    }
  }
  process.stderr.write(' '.repeat(70) + '\r');
  raw[name] = seen;
  return seen;
}

const rate = (list) => `${rounded(median(list.map((it) => it.rate)))} MB/s`;
/** The median of the ratios round by round, and in brackets that of the CPU seconds. */
function ratio(ours, other) {
  const of = (key) => median(ours.map((it, round) => it[key] / other[round][key]));
  return { wall: of('rate'), cpu: of('perCpu'), shown: `${rounded(of('rate'), 2)} × (CPU ${rounded(of('perCpu'), 2)} ×)` };
}
const sizeOf = (files) => files.reduce((sum, path) => sum + statSync(path).size, 0);
const ownTask = (task, files) => ({ task, files, bytes: sizeOf(files) });
const peerTask = (task, path, options = {}) => {
  const bytes = Math.min(options.bytes ?? Infinity, statSync(path).size);
  return { task: 'peer', files: [path], bytes, options: { task, ...options } };
};

async function tables() {
  const small = smallTables();
  if (wanted('P1')) {
    const path = await input('tickets.csv', SIZE.large);
    const seen = await alternate('P1', {
      ours: ownTask('survey', [path, ...small]),
      papa: peerTask('papa', path),
      bare: peerTask('bare', path),
    });
    const [papa, bare] = [ratio(seen.ours, seen.papa), ratio(seen.ours, seen.bare)];
    tell(`P1 survey ${SIZE.large} MB CSV`, rate(seen.ours), `Papa Parse ${rate(seen.papa)}`, papa.shown, '≥ 8 × (first ≥ 5 ×)', papa.wall >= 8, papa.wall >= 5);
    tell(`P1 survey ${SIZE.large} MB CSV`, rate(seen.ours), `bare read ${rate(seen.bare)}`, bare.shown, '≥ 0.7 ×', bare.wall >= 0.7);
  }
  if (wanted('P2')) {
    const path = await input('tickets-cp932.csv', SIZE.small);
    const seen = await alternate('P2', {
      ours: ownTask('survey', [path, ...small]),
      papa: peerTask('papa', path, { encoding: 'shift_jis' }),
    });
    const papa = ratio(seen.ours, seen.papa);
    tell(`P2 survey ${SIZE.small} MB CP932 CSV`, rate(seen.ours), `Papa Parse ${rate(seen.papa)}`, papa.shown, '≥ 8 × (first ≥ 5 ×)', papa.wall >= 8, papa.wall >= 5);
  }
}

async function mail() {
  const path = await input('mail.mbox', SIZE.large);
  const slice = { bytes: SIZE.slice * 1e6 };
  if (wanted('P3')) {
    const seen = await alternate('P3', {
      ours: ownTask('survey', [path]),
      postal: peerTask('postal', path, slice),
      bare: peerTask('bare', path),
    });
    const [postal, bare] = [ratio(seen.ours, seen.postal), ratio(seen.ours, seen.bare)];
    tell(`P3 survey ${SIZE.large} MB mbox`, rate(seen.ours), `postal-mime ${rate(seen.postal)} *`, postal.shown, '≥ 40 × (first ≥ 20 ×)', postal.wall >= 40, postal.wall >= 20);
    tell(`P3 survey ${SIZE.large} MB mbox`, rate(seen.ours), `bare read ${rate(seen.bare)}`, bare.shown, '≥ 0.5 ×', bare.wall >= 0.5);
  }
  if (wanted('P4')) {
    const seen = await alternate('P4', { ours: ownTask('pack', [path]), peers: peerTask('postalPack', path, slice) });
    const both = seen.ours.map((it) => ({ rate: (it.rate * it.ms) / (it.ms + it.surveyMs), perCpu: it.perCpu }));
    // CPU seconds are those of survey and pack together: the browser's processes are one sum.
    const [alone, all] = [ratio(seen.ours, seen.peers), ratio(both, seen.peers)];
    tell(`P4 pack ${SIZE.large} MB mbox, verified`, rate(seen.ours), `peers in one pass ${rate(seen.peers)} *`, `${rounded(alone.wall, 2)} ×`, '≥ 3 ×', alone.wall >= 3);
    tell(`P4 survey and pack ${SIZE.large} MB mbox`, rate(both), `peers in one pass ${rate(seen.peers)} *`, all.shown, '≥ 3 ×', all.wall >= 3);
  }
}

/** P6: the renderer's peak, and what it grows by for each record more. */
async function memory() {
  const kinds = [['survey', 'tickets.csv'], ['survey', 'mail.mbox'], ['pack', 'tickets.csv'], ['pack', 'mail.mbox'],
    ['pack', 'mail.mbox', 'thunderbird']];
  for (const [task, kind, destination] of kinds) {
    const more = kind === 'tickets.csv' ? smallTables() : [];
    const runs = [];
    for (const size of [SIZE.small, SIZE.large]) {
      process.stderr.write(`  P6: ${task} of ${size} MB ${kind}            \r`);
      const figures = await measured([await input(kind, size), ...more], task, { destination });
      if (!figures) throw new Error(`P6: ${task} of ${size} MB ${kind} could not be measured`);
      runs.push(figures);
    }
    const name = `${task}${destination ? ` for ${destination}` : ''}`;
    raw[`P6 ${name} ${kind}`] = runs;
    const [small, large] = runs.map(({ peak }) => peak / 1e6);
    const perRecord = ((large - small) * 1e6) / (runs[1].records - runs[0].records);
    const least = task === 'survey' ? 64 : 128;
    const index = (runs[1].records * 100) / 1e6;
    tell(`P6 peak, ${name} ${SIZE.large} MB ${kind}`, `${rounded(large, 0)} MB`, `at ${SIZE.small} MB: ${rounded(small, 0)} MB`,
      `${rounded(perRecord, 0)} bytes a record`, `≤ ${least} MB (first 150) + 100 a record`, large <= least + index, large <= 150 + index && perRecord <= 100);
  }
}

/** Only when asked for: a mailbox of 5 GB, which is deleted afterwards. */
async function big() {
  const path = await input('archive.mbox', asked.quick ? 200 : 5000);
  try {
    for (const [task, destination] of [['survey', 'thunderbird'], ['pack', 'thunderbird'], ['pack', 'zoho-desk']]) {
      process.stderr.write(`  big: ${task} for ${destination}            \r`);
      const figures = await measured([path], task, { destination, disk: true });
      if (!figures) throw new Error(`big: ${task} for ${destination} could not be measured`);
      raw[`big ${task} ${destination}`] = figures;
      const most = 128 + (figures.records * 100) / 1e6;
      const peak = figures.peak / 1e6;
      tell(`big ${task} for ${destination}, ${figures.records} messages`, `${rounded(peak, 0)} MB`,
        `${rounded(sizeOf([path]) / 1e3 / figures.ms)} MB/s`, '-', `≤ ${rounded(most, 0)} MB`, peak <= most);
    }
  } finally {
    forget(path);
  }
}

/** Folders of EML files: the survey beside merely reading them. */
async function many() {
  const paths = await emls(asked.quick ? 2_000 : 20_000);
  const seen = await alternate('emls', {
    ours: ownTask('survey', paths),
    bare: { task: 'peer', files: paths, bytes: sizeOf(paths), options: { task: 'bareMany' } },
  });
  const times = 1 / ratio(seen.ours, seen.bare).wall;
  tell(`emls, survey of ${paths.length} files`, rate(seen.ours), `32 reads at once ${rate(seen.bare)}`, `${rounded(times, 2)} × the time`, '≤ 1.5 ×', times <= 1.5);
}

/** 2,000,000 tickets with 6,000,000 threads, by a tenth of them: the peak, and what a record more costs. */
async function scale() {
  const counts = asked.quick ? [8_000, 16_000] : [100_000, 200_000];
  for (const task of ['survey', 'pack']) {
    const runs = [];
    for (const count of counts) {
      process.stderr.write(`  scale: ${task} of ${count} tickets            \r`);
      const figures = await measured([...(await desk(count)), ...smallTables()], task);
      if (!figures) throw new Error(`scale: ${task} of ${count} tickets could not be measured`);
      runs.push(figures);
    }
    raw[`scale ${task}`] = runs;
    const perRecord = (runs[1].peak - runs[0].peak) / (runs[1].records - runs[0].records);
    const all = runs[1].peak + perRecord * (8_000_000 - runs[1].records);
    tell(`scale ${task}, ${counts[1]} tickets, ${counts[1] * 3} threads`, `${rounded(runs[1].peak / 1e6, 0)} MB`,
      `at half of it ${rounded(runs[0].peak / 1e6, 0)} MB`, `${rounded(perRecord, 0)} bytes a record`,
      `≤ 100; all 8 M: ${rounded(all / 1e6, 0)} MB`, perRecord <= 100 && all <= 128e6 + 8e8);
  }
}

async function page() {
  const bytes = brotliBytes();
  tell('P8 page after brotli', `${bytes} bytes`, '-', '-', '≤ 420000', bytes <= 420_000);
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await readyMs(address));
  tell('P8 ready', `${rounded(median(times), 0)} ms`, '-', '-', '≤ 1000 ms', median(times) <= 1000);
  const { longest, perSecond, seconds } = await responsiveness(address, await input('mail.mbox', SIZE.large));
  tell('P8 longest main-thread task in a survey', `${rounded(longest, 0)} ms`, '-', '-', '≤ 50 ms', longest <= 50);
  const often = perSecond === null ? 'too short to say' : `${rounded(perSecond)} a second`;
  tell('P8 progress messages', often, `over ${rounded(seconds, 1)} s`, '-', '≥ 5 a second', perSecond === null || perSecond >= 5);
  raw.P8 = { bytes, times, longest, perSecond };
}

const { address, close } = await serve();
console.log(`${'figure'.padEnd(44)} ${'ours'.padEnd(16)} ${'beside'.padEnd(26)} ${'ratio'.padEnd(22)} ${'goal'.padEnd(24)} result`);
const groups = [tables, mail, memory, many, scale, page, big];
for (const group of groups) {
  if (group === memory && !wanted('P6')) continue;
  if (group === scale && !wanted('scale')) continue;
  if (group === many && !wanted('emls')) continue;
  if (group === big && !(asked.only && wanted('big'))) continue;
  if (group === page && !wanted('P8')) continue;
  // What cannot be measured is said, and the other figures still come.
  await group().catch((error) => console.log(`not measured: ${error.message.split('\n')[0]}`));
}
close();
console.log(`* a slice of ${SIZE.slice} MB of the same file: all of it would take minutes. Compared by MB/s.`);
mkdirSync(ROOT + 'build', { recursive: true });
writeFileSync(ROOT + 'build/bench.json', JSON.stringify({ rounds, sizes: SIZE, results, raw }, null, 1));
console.log('All single measurements: build/bench.json');
