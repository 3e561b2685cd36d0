/** Writes the input files once, to a cache outside of the tree. No network; the same bytes on every machine. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { toCp932 } from './charsets.mjs';
import { mails } from './mails.mjs';
import { agents, contacts, threads, tickets } from './tables.mjs';

const HERE = new URL('.', import.meta.url);
const sources = ['random', 'charsets', 'words', 'tables', 'mails', 'inputs'].map((name) => readFileSync(new URL(`${name}.mjs`, HERE)));
/** Inputs of another state of these programs are not used again. */
const STATE = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
const CACHE = `${process.env.XDG_CACHE_HOME ?? `${homedir()}/.cache`}/nizukuri/bench`;

const MAKERS = {
  'tickets.csv': tickets,
  'tickets-cp932.csv': function* () {
    for (const piece of tickets()) yield toCp932(piece);
  },
  'mail.mbox': mails,
  'archive.mbox': () => mails(true),
};

/** The path of an input of about `megabytes` (10⁶ bytes): whole rows or mails, never more than one piece over. */
export function input(kind, megabytes) {
  return written(`${megabytes}-${kind}`, MAKERS[kind](), (bytes) => bytes >= megabytes * 1e6);
}

/** Deletes an input that is too large to be kept. */
export const forget = (path) => rmSync(path, { force: true });

/** So many EML files of some kilobytes. */
export async function emls(count) {
  const folder = `${CACHE}/${STATE}/emls-${count}`;
  const path = (at) => `${folder}/${String(at).padStart(6, '0')}.eml`;
  const paths = Array.from({ length: count }, (_, at) => path(at));
  if (existsSync(path(count - 1))) return paths;
  mkdirSync(folder, { recursive: true });
  const box = readFileSync(await input('mail.mbox', 200), 'latin1');
  box.split(/^From .*\n/m).slice(1, count + 1).forEach((mail, at) => writeFileSync(path(at), mail, 'latin1'));
  return paths.filter(existsSync);
}

/** So many tickets, a multiple of 800, and three threads for each. */
export async function desk(count) {
  let pieces = 0;
  // The first piece is the header.
  const tickets = await written(`${count}-desk-tickets.csv`, MAKERS['tickets.csv'](), () => (pieces += 1) > count / 800);
  return [tickets, await written(`${count}-desk-threads.csv`, threads(count), () => false)];
}

/** Writes pieces until they end or `enough` says so; a file that is there is used again. */
async function written(name, pieces, enough) {
  const folder = `${CACHE}/${STATE}`;
  if (!existsSync(folder)) {
    if (existsSync(CACHE)) for (const old of readdirSync(CACHE)) rmSync(`${CACHE}/${old}`, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  const path = `${folder}/${name}`;
  if (existsSync(path)) return path;
  const out = createWriteStream(`${path}.part`, { highWaterMark: 4 << 20 });
  let bytes = 0;
  for (const piece of pieces) {
    bytes += Buffer.byteLength(piece);
    if (!out.write(piece)) await once(out, 'drain');
    if (enough(bytes)) break;
  }
  out.end();
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}

/** The small tables that tickets refer to. */
export function smallTables() {
  const folder = `${CACHE}/${STATE}`;
  mkdirSync(folder, { recursive: true });
  const files = { 'agents.csv': agents(), 'contacts.csv': contacts() };
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(`${folder}/${name}`, text);
    return `${folder}/${name}`;
  });
}
