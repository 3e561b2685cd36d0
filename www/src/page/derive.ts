/** What follows from the state: nothing here is stored. */

import { bytesOf } from './files.ts';
import { offeredOf } from './offered.ts';
import type { Caps, DestinationDocument, Finding, PackDocument, SourceFile, SurveyDocument, SurveyMail } from '../shared/protocol.ts';
import { type Filter, STEPS, type State, type Step } from './state.ts';

/** Names a finding across surveys: a code about one field of one tab, or of one source. */
export const keyOf = (finding: Finding): string =>
  [finding.code, finding.tab, finding.field, finding.source].join('\u001f');

/** What happens if nothing is done: records stay behind, come out different, or the user is only told. */
export type Weight = 'held' | 'changed' | 'told';
export const WEIGHTS: Weight[] = ['held', 'changed', 'told'];

export function weightOf(finding: Finding): Weight {
  if (finding.holds || finding.severity === 'error') return 'held';
  return finding.severity === 'warning' ? 'changed' : 'told';
}

export interface Group {
  weight: Weight;
  findings: Finding[];
  /** Those of one code together. */
  clusters: Finding[][];
}

/** Findings by consequence, the most frequent first. */
export function groups(findings: Finding[]): Group[] {
  return WEIGHTS.map((weight) => {
    const these = findings.filter((one) => weightOf(one) === weight).sort((a, b) => b.count - a.count);
    return { weight, findings: these, clusters: clusters(these) };
  }).filter((group) => group.findings.length > 0);
}

/** Findings of one code together, in the order given: the same thing about several fields is said once. */
export function clusters(findings: Finding[]): Finding[][] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byCode.get(finding.code);
    if (same) same.push(finding);
    else byCode.set(finding.code, [finding]);
  }
  return [...byCode.values()];
}

/** What a person may look for in a finding: what was found where. The words of its code are looked at beside it. */
const haystacks = new WeakMap<Finding, string>();

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function haystackOf(finding: Finding): string {
  const known = haystacks.get(finding);
  if (known !== undefined) return known;
  const { code, field, source, samples, places } = finding;
  const found = [...samples.flatMap(({ found, used }) => [found, used]), ...places.flatMap(({ source, found }) => [source, found])];
  const text = plain([code, field, source, ...new Set(found)].join('\n'));
  haystacks.set(finding, text);
  return text;
}

/** Whether a filter lets a finding through; `told` gives the words of a code. */
export function passes(filter: Filter, told: (code: string) => string): (finding: Finding) => boolean {
  const words = plain(filter.text).split(/\s+/).filter(Boolean);
  const ofCode = new Map<string, string[]>();
  // What the words of its code do not say has to stand in the finding itself.
  const rest = (code: string) => {
    const known = ofCode.get(code) ?? words.filter((word) => !plain(told(code)).includes(word));
    ofCode.set(code, known);
    return known;
  };
  return (finding) =>
    (!filter.errors || weightOf(finding) === 'held') &&
    (filter.tab === '' || finding.tab === filter.tab) &&
    (filter.source === '' || touches(finding, filter.source)) &&
    rest(finding.code).every((word) => haystackOf(finding).includes(word));
}

/** Whether a finding was seen in a source; one that has more places than are listed may have been. */
function touches({ source, count, places }: Finding, name: string): boolean {
  return source === name || places.some((place) => place.source === name) || (source === '' && count > places.length);
}

/** What follows from a list, once for each: there may be 100,000 findings, and the page is drawn at every key. */
export function once<L extends object, T>(of: (list: L) => T): (list: L) => T {
  const known = new WeakMap<L, T>();
  return (list) => {
    const found = known.get(list) ?? of(list);
    known.set(list, found);
    return found;
  };
}

/** The same of several things: what followed from them the last time. */
export function latest<A extends unknown[], T>(of: (...of: A) => T): (...of: A) => T {
  let known: { args: A; found: T } | null = null;
  return (...args) => {
    if (!known || args.some((one, at) => one !== known!.args[at])) known = { args, found: of(...args) };
    return known.found;
  };
}

/** Sources to choose from: others are found by their names. */
const SOURCES = 200;

/** Tabs that findings speak of, and the first of the sources, as far as they are listed. */
export const spokenOf = once((findings: Finding[]): { tabs: string[]; sources: string[] } => {
  const tabs = new Set<string>();
  const sources = new Set<string>();
  for (const { tab, source, places } of findings) {
    if (tab) tabs.add(tab);
    if (sources.size >= SOURCES) continue;
    if (source) sources.add(source);
    for (const place of places) if (place.source) sources.add(place.source);
  }
  return { tabs: [...tabs], sources: [...sources].slice(0, SOURCES) };
});

/** Most bytes that packing may write: what goes, before it is compressed. */
export const needed = ({ mail, estimate, tabs }: SurveyDocument): number =>
  mail ? sum(mail.mailboxes, ({ bytes }) => bytes) + sum(tabs, ({ bytes }) => bytes) : estimate.bytes;

export interface Totals {
  /** Read from the sources. */
  read: number;
  /** Would be packed now. */
  packed: number;
  held: number;
}

export function totals(document: SurveyDocument): Totals {
  // Beside mail there may be tables (customers).
  const folders = document.mail?.folders ?? [];
  return {
    read: sum(document.sources, (source) => source.records),
    packed: sum(folders, ({ messages }) => messages) + sum(document.tabs, (tab) => (tab.taken ? tab.records - tab.held : 0)),
    held: sum(folders, ({ held }) => held) + sum(document.tabs, (tab) => tab.held),
  };
}

export function destinationOf(state: State): DestinationDocument | null {
  return state.destinations?.find(({ id }) => id === state.plan.destination) ?? null;
}

export const isStale = (state: State): boolean => state.survey?.revision !== state.revision;

/** Whether the destination takes mail as mail: known before the worker has answered. */
export const takesMail = ({ offered, destinations, plan }: State): boolean =>
  (destinations?.map(offeredOf) ?? offered).some(({ id, mail }) => mail && id === plan.destination);

/** Whether the user may go there now. */
export function canOpen(state: State, step: Step): boolean {
  if (state.job?.kind === 'pack') return step === 'pack';
  switch (step) {
    case 'destination':
      return true;
    case 'files':
      return state.plan.destination !== '';
    case 'check':
      return canOpen(state, 'files') && state.files.length > 0 && state.gathering === null;
    case 'pack':
      return canOpen(state, 'check') && state.survey !== null;
    case 'handover':
      return state.packed !== null;
  }
}

/** Steps that lie behind the user. */
export function isDone(state: State, step: Step): boolean {
  const next = STEPS[STEPS.indexOf(step) + 1];
  return next ? canOpen(state, next) && STEPS.indexOf(step) < STEPS.indexOf(state.step) : false;
}

export interface Box {
  bytes: number;
  /** Percent of the cap, at least 2 when anything is in it: a sliver is seen. */
  fill: number;
}

/** More boxes than this are counted, not drawn. */
const MAX_BOXES = 10;

/** The boxes under their cap: as packed, or as they may come out, filled one after another. */
export function boxes({ bundleBytes, bundleRows, bundles }: Caps, packed: PackDocument | null, bytes: number, rows: number): Box[] {
  // Where the rows are too many first, boxes are not filled to the brim.
  const cap = bundleBytes;
  const each = Math.min(cap, Math.ceil(bytes / Math.max(1, Math.ceil(rows / bundleRows))));
  const sizes: number[] = [];
  if (packed) sizes.push(...packed.bundles.map(({ bytes }) => bytes));
  else for (let rest = bytes; rest > 0 && sizes.length < MAX_BOXES; rest -= each) sizes.push(Math.min(rest, each));
  const shown = Math.min(Math.max(bundles, sizes.length), Math.max(MAX_BOXES, sizes.length));
  // A destination without a cap on the number has one empty box beside the full ones.
  const count = bundles > MAX_BOXES ? Math.max(1, sizes.length) : shown;
  return Array.from({ length: count }, (_, at) => {
    const bytes = sizes[at] ?? 0;
    return { bytes, fill: bytes === 0 ? 0 : Math.min(100, Math.max(2, (bytes / cap) * 100)) };
  });
}

/** The boxes mail will fill: each mailbox has its own, or all share them. */
export function mailBoxes({ box, together, mailboxes }: SurveyMail): Box[] {
  const all = together ? [sum(mailboxes, ({ bytes }) => bytes)] : mailboxes.map(({ bytes }) => bytes);
  const list: Box[] = [];
  for (let rest of all) {
    for (; rest > 0 && list.length < 500; rest -= box ?? rest) {
      const bytes = Math.min(rest, box ?? rest);
      list.push({ bytes, fill: box === null ? 60 : Math.min(100, Math.max(2, (bytes / box) * 100)) });
    }
  }
  return list;
}

export interface Month {
  month: string;
  messages: number;
}

/** Every month from the first to the last, the empty ones too: a gap in the mail is worth seeing. */
export function everyMonth(months: Month[]): Month[] {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return [];
  const counts = new Map(months.map(({ month, messages }) => [month, messages]));
  const all: Month[] = [];
  let [year = 0, month = 0] = first.month.split('-').map(Number);
  // A hundred years at most: a mail from 1970 must not freeze the page.
  for (let name = first.month; name <= last.month && all.length < 1200; ) {
    all.push({ month: name, messages: counts.get(name) ?? 0 });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    name = `${year}-${String(month).padStart(2, '0')}`;
  }
  return all;
}

/** Bytes of all files. */
export const sizeOf = once((files: SourceFile[]): number => sum(files, ({ file }) => bytesOf(file)));

/** A day so many days after another, both `2026-11-21`. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

export const sum = <T>(list: T[], of: (item: T) => number): number => list.reduce((total, item) => total + of(item), 0);
