/** Takes what the worker has unpacked for the page: texts to those that are there, and the views of the later places. */

import { apart } from '../shared/apart.ts';
import type { Later } from '../shared/later.ts';
import type { Store } from './store.ts';
import type { Catalogs } from './words.ts';

/** The words of findings, for the next worker: it does not unpack them again. */
export type Findings = { ja: string; en: string };

/** Once: another worker may bring the same again. */
export function takeLater(store: Store, catalogs: Catalogs, { script, page, findings }: Later): Findings {
  const told = apart(findings);
  if (store.get().later) return told;
  const texts = apart(page);
  for (const lang of ['ja', 'en'] as const) catalogs[lang] = [catalogs[lang][0]!, texts[lang], told[lang]];
  run(script);
  if (customElements.get('nizukuri-check')) store.send({ type: 'later-came' });
  else store.send({ type: 'start-failed', code: 'start-failed', message: 'the script of the later places did not run' });
  return told;
}

/** The policy names this very text: nothing else would run. */
function run(text: string): void {
  const script = document.createElement('script');
  script.textContent = text;
  document.head.append(script);
}
