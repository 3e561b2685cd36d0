/**
 * What the page writes down of a run beside its output, to go on when it is opened anew: while the run lasts, how it began; then
 * what it came to. It lies where the bundles lie, holds no more than they and their papers do, and is deleted with them.
 */

import type { PackDocument, Plan } from '../shared/protocol.ts';
import type { Left } from '../shared/shell.ts';
import type { Shell } from './shell.ts';
import type { Saved, State } from './state.ts';
import type { Store } from './store.ts';

/** Another version of the page that reads it otherwise counts on. What it cannot read is not offered. */
const VERSION = 1;

/** A run of an earlier visit. */
export interface LeftRun {
  job: string;
  plan: Plan;
  /** Names of the files that were read. */
  sources: string[];
  /** Null: it was broken off. */
  packed: PackDocument | null;
  saved: Saved[];
  ticked: number[];
  /** Days that were named at the hand-over. */
  days: State['days'];
}

export const begun = ({ plan, files }: State): string => JSON.stringify({ version: VERSION, plan, sources: files.map(({ name }) => name) });

/** Of the survey only what the hand-over shows: findings and people lie in the papers. */
function done({ plan, saved }: State, document: PackDocument): string {
  const sources = document.sources.map(({ name, records, table }) => ({ name, records, table: table && { tab: table.tab } }));
  const packed = { ...document, sources, findings: [], people: [], agents: [], months: [], times: [] };
  return JSON.stringify({ version: VERSION, plan, sources: [], packed, saved });
}

/** What the user does with a finished run. */
const later = ({ saved, ticked, days, plan }: State): string =>
  JSON.stringify({ taken: saved.filter(({ taken }) => taken).map(({ name }) => name), ticked, days, plan });

/** Null for what another version has written. */
export function readLeft({ job, text, later }: Left): LeftRun | null {
  const { version, plan: begun, sources, packed = null, saved = [] } = JSON.parse(text);
  if (version !== VERSION) return null;
  const { taken = [], ticked = [], days = {}, plan = begun } = JSON.parse(later || '{}');
  return { job, plan, sources, packed, saved: saved.map((file: Saved) => ({ ...file, taken: taken.includes(file.name) })), ticked, days };
}

/** Writes down a run once the saver has all of it, and what happens to it later. */
export function keepNoted(store: Store, { say }: Shell, jobOf: () => string): void {
  let last = store.get();
  let noted = '';
  store.subscribe((state) => {
    const { saved, ticked, days, plan, packed, way } = state;
    const same = last.saved === saved && last.ticked === ticked && last.days === days && last.plan === plan && last.packed === packed;
    last = state;
    if (same || !packed || way !== 'opfs') return;
    const { document } = packed;
    const job = jobOf();
    if (noted === job) return say({ type: 'note', job, name: 'later', text: later(state) });
    // The packer's last word may come before the saver's.
    if (saved.length < document.bundles.length + document.papers.length) return;
    noted = job;
    say({ type: 'note', job, name: 'done', text: done(state, document) });
  });
}
