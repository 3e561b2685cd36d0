/** What the shell is told as it happens: title and theme, height, whether something would be lost; and, for a page around, counts. */

import { totals } from './derive.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

/** While a pack runs, while there are bundles that nobody has saved yet, and decisions that are in no receipt. */
function isUnsaved({ job, packed, saved, past }: State): boolean {
  const bundles = new Set(packed?.document.bundles.map(({ name }) => name));
  return job?.kind === 'pack' || (past.length > 0 && !packed) || saved.some(({ kept, taken, name }) => kept && !taken && bundles.has(name));
}

export function tellAround(store: Store, { say }: Shell, framed: boolean): void {
  const root = document.documentElement;
  let last = store.get();
  let look = '';
  const tell = (state: State) => {
    const { title, documentElement: { lang, dataset: { theme = '' } } } = document;
    if (look !== (look = title + lang + theme)) say({ type: 'look', title, lang, theme });
    if (isUnsaved(state) !== isUnsaved(last)) say({ type: 'unsaved', unsaved: isUnsaved(state) });
    if (framed) tellCounts(state, last, say);
    last = state;
  };
  store.subscribe(tell);
  tell(last);
  if (!framed) return;
  // The shell follows always: a scrollbar until it has would change the height that it follows.
  root.classList.add('framed', 'followed');
  new ResizeObserver(() => say({ type: 'height', height: Math.ceil(root.getBoundingClientRect().height) })).observe(root);
}

function tellCounts(state: State, last: State, say: Shell['say']): void {
  // A quick hand has files read before the list of destinations is through.
  const isReady = ({ destinations, survey }: State) => Boolean(destinations ?? survey);
  if (isReady(state) && !isReady(last)) say({ type: 'tell', told: { type: 'ready' } });
  if (state.failure && state.failure !== last.failure) say({ type: 'tell', told: { type: 'failed', code: state.failure.code } });
  if (state.survey && state.survey !== last.survey) {
    const { document } = state.survey;
    const { read, held } = totals(document);
    const count = (severity: string) => document.findings.filter((one) => one.severity === severity).length;
    say({ type: 'tell', told: { type: 'surveyed', read, held, errors: count('error'), warnings: count('warning') } });
  }
  if (state.packed && state.packed !== last.packed) {
    const { bundles } = state.packed.document;
    const { packed: records, held } = totals(state.packed.document);
    const bytes = bundles.reduce((all, one) => all + one.bytes, 0);
    say({ type: 'tell', told: { type: 'packed', records, held, bundles: bundles.length, bytes } });
  }
}
