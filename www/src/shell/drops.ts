/**
 * Dropped folders can only be walked where there is an origin, so the shell takes the drop: while files hang over the
 * page, the frame lets the pointer through.
 */

import { entriesOf, walk } from '../page/files.ts';
import type { FromShell } from '../shared/shell.ts';

/** Browsers say at least three times a second that files still hang there. */
const GONE_MS = 900;

export function takeDrops(frame: HTMLIFrameElement, say: (message: FromShell) => void): { begin(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    frame.style.pointerEvents = '';
    say({ type: 'dragged' });
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
    void walk(entries, (found) => say({ type: 'gathering', found })).then((gathered) => say({ type: 'gathered', ...gathered }));
  });
  return { begin };
}
