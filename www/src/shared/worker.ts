/** Starts a dedicated worker from its source. It inherits the page's policy: no network either. */
export function workerOf(source: string, name: string): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: `nizukuri ${name}` });
  // Once the worker says a word it has its source; before that the URL may still be needed.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
