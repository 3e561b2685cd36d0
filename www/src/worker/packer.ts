/**
 * The packer worker: starts the wasm and relays messages. Everything else is in `src/browser/`.
 *
 * The worker's source is one blob: wasm-bindgen's glue and this script, bundled.
 */
import init, { Packer, type OnProgress } from 'nizukuri-wasm';
import type { Reply, Request, SourceFile } from '../shared/protocol.ts';
import { apart } from '../shared/apart.ts';
import { carriedIn } from '../shared/carriage.ts';
import { laterOf } from '../shared/later.ts';
import { watch } from '../shared/watch.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const reply = (message: Reply) => scope.postMessage(message);

watch(scope, (watched) => reply({ type: 'watched', watched }));

let packer: Packer | undefined;
let files: SourceFile[] = [];

/** Entries of a list in one message: the page takes in a few at a time without a pause that is felt. */
const LOT = 500;

/** The first worker unpacks for the page, too: what that waits for comes first, as the wasm takes longer. */
async function unpacked(text: string, script: string) {
  const carried = carriedIn(text);
  const later = laterOf(carried.text(script));
  reply({ type: 'later', later });
  return { module: await WebAssembly.compile(carried.wasm()), findings: apart(later.findings) };
}

async function answer(request: Request): Promise<unknown> {
  if (request.type === 'start') {
    const { wasm } = request;
    const { module, findings } = typeof wasm === 'string' ? await unpacked(wasm, request.script) : { module: wasm, findings: request.findings };
    await init({ module_or_path: module });
    packer = new Packer(findings?.ja ?? '', findings?.en ?? '');
    if (request.own) packer.own(request.own);
    return module;
  }
  if (!packer) throw { code: 'not-started', message: 'a request came before "start"' };
  const onProgress: OnProgress = (phase, done, total) =>
    reply({ id: request.id, type: 'progress', phase, done, total });
  switch (request.type) {
    case 'destination':
      return JSON.parse(packer.destination(request.destination));
    case 'files':
      files = [...files.slice(0, request.from), ...request.files];
      return null;
    case 'survey':
      return JSON.parse(await packer.survey(files, JSON.stringify(request.plan), onProgress));
    case 'pack':
      return JSON.parse(await packer.pack(request.sink, JSON.stringify(request.plan), request.lang, onProgress));
    case 'look':
      return JSON.parse(await packer.look(JSON.stringify(request.place)));
    case 'places':
      return JSON.parse(await packer.places(JSON.stringify(request), onProgress));
    case 'messages':
      return JSON.parse(await packer.messages(JSON.stringify({ shelf: request.shelf, from: request.from })));
    case 'rows':
      return JSON.parse(await packer.rows(JSON.stringify(request)));
    case 'sample':
      return new Blob([await packer.sample()], { type: 'application/zip' });
    case 'search':
      return JSON.parse(await packer.search(JSON.stringify(request), onProgress));
  }
}

async function handle(request: Request): Promise<void> {
  try {
    reply({ id: request.id, type: 'done', result: inParts(request.id, await answer(request)) });
  } catch (error) {
    // A trap is a panic, or memory that ran out: the module must not be entered again.
    if (error instanceof WebAssembly.RuntimeError) return crashed(error);
    const { code, message } = error as { code?: unknown; message?: unknown };
    reply({ id: request.id, type: 'failed', code: String(code ?? 'unexpected'), message: String(message ?? error) });
  }
}

/** Sends long lists ahead, lot by lot. */
function inParts(id: number, result: unknown): unknown {
  for (const [list, entries] of Object.entries(result ?? {})) {
    if (!Array.isArray(entries) || entries.length <= LOT) continue;
    for (let at = 0; at < entries.length; at += LOT) reply({ id, type: 'part', list, entries: entries.slice(at, at + LOT) });
    (result as Record<string, unknown>)[list] = [];
  }
  return result;
}

function crashed(error: unknown): void {
  reply({ type: 'crashed', message: String(error) });
}

// One request at a time: the wasm object is borrowed while it works.
let queue: Promise<void> = Promise.resolve();
scope.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  queue = queue.then(() => handle(data));
});

// A trap inside an awaited read surfaces here and nowhere else.
scope.addEventListener('error', ({ message }) => crashed(message));
scope.addEventListener('unhandledrejection', ({ reason }) => crashed(reason));
