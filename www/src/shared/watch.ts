/** Counts what a thread asks the network for: page, shell and each worker watch themselves. */

import type { Watched } from './shell.ts';

interface Scope {
  addEventListener(type: 'securitypolicyviolation', on: (event: { blockedURI: string; timeStamp: number }) => void): void;
}

export function watch(scope: Scope, tell: (watched: Watched) => void): void {
  const watched: Watched = { asked: 0, stopped: 0 };
  // Blobs and data stay inside.
  const counts = ({ name }: PerformanceEntry) => !/^(blob|data|about):/.test(name);
  new PerformanceObserver((list) => {
    const more = list.getEntries().filter(counts).length;
    watched.asked += more;
    if (more > 0) tell(watched);
  }).observe({ type: 'resource', buffered: true });
  let last = { blockedURI: '', timeStamp: 0 };
  scope.addEventListener('securitypolicyviolation', (event) => {
    // A page with its policy in a header too is told twice of one attempt.
    const again = event.blockedURI === last.blockedURI && event.timeStamp - last.timeStamp < 50;
    last = event;
    if (again) return;
    watched.stopped += 1;
    tell(watched);
  });
}
