/**
 * Dropped folders can only be walked where there is an origin, so the shell takes the drop: while files hang over the
 * page, the frame lets the pointer through.
 */

import { entriesOf, type Gathered, walk } from '../page/files.ts';
import type { FromShell } from '../shared/shell.ts';

/** Browsers say at least three times a second that files still hang there. */
const GONE_MS = 900;
/** Files handed over in one go. */
const LOT = 500;

export function takeDrops(frame: HTMLIFrameElement, say: (message: FromShell) => void): { begin(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    frame.style.pointerEvents = '';
    say({ type: 'dragged' });
  };
  /** So many at a time: all at once would hold up both pages. */
  const hand = async ({ found, unopened }: Gathered) => {
    for (let from = 0; from === 0 || from < found.length; from += LOT) {
      say({ type: 'gathered', found: found.slice(from, from + LOT), unopened, more: from + LOT < found.length });
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(end, GONE_MS);
    frame.style.pointerEvents = 'none';
  };
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    const awaited = frame.style.pointerEvents !== '';
    if (event.dataTransfer) event.dataTransfer.dropEffect = awaited ? 'copy' : 'none';
    if (awaited) begin();
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    if (frame.style.pointerEvents === '' || !event.dataTransfer) return;
    const entries = entriesOf(event.dataTransfer);
    end();
    say({ type: 'gathering', found: 0 });
    void walk(entries, (found) => say({ type: 'gathering', found })).then(hand);
  });
  return { begin };
}
