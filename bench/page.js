/**
 * The bench page: hands chosen files to the built page's own workers, or to the programs compared with.
 * Runs in the browser; `globalThis.tasks` is called by run.mjs.
 */

const files = () => [...document.getElementById('files').files];

/** Asks a worker, and answers with its last word. */
function ask(worker, message, transfer = []) {
  return new Promise((resolve, reject) => {
    const lists = {};
    const hear = ({ data }) => {
      if (data.type === 'progress' || data.type === 'later') return;
      if (data.type === 'part') return void (lists[data.list] ??= []).push(...data.entries);
      worker.removeEventListener('message', hear);
      if (data.type === 'done') resolve(Object.assign(data.result ?? {}, lists));
      else reject(new Error(`${data.type}: ${data.code ?? ''} ${data.message ?? ''}`));
    };
    worker.addEventListener('message', hear);
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(message, transfer);
  });
}

/** The workers and the wasm of dist/nizukuri.html, started as the page starts them. */
async function builtParts() {
  const page = new DOMParser().parseFromString(await (await fetch('/nizukuri.html')).text(), 'text/html');
  const text = (id) => page.getElementById(`part-${id}`).textContent;
  const start = (id) => new Worker(URL.createObjectURL(new Blob([text(id)], { type: 'text/javascript' })));
  const packer = start('packer');
  await ask(packer, { id: 1, type: 'start', wasm: text('wasm'), script: text('page'), findings: null, own: '' });
  return { packer, saver: () => start('saver') };
}

const planFor = (destination = 'zoho-desk') => ({ version: 1, destination, options: { 'own-address': ['support@shop.example.jp'] }, tables: {}, answers: [], exclude: [] });

async function survey({ destination } = {}) {
  const { packer, saver } = await builtParts();
  const sources = files().map((file) => ({ name: file.name, file }));
  const from = performance.now();
  await ask(packer, { id: 4, type: 'files', from: 0, files: sources });
  const found = await ask(packer, { id: 2, type: 'survey', plan: planFor(destination) });
  const ms = performance.now() - from;
  const records = found.sources.reduce((sum, source) => sum + source.records, 0);
  const findings = found.findings.map(({ code, tab, count, holds }) => `${code} ${tab} ${count}${holds ? ' holds' : ''}`);
  return { ms, records, findings, packer, saver };
}

/** Packs into the browser's own storage by the built saver, and checks that something was packed. */
async function pack({ destination } = {}) {
  const { ms: surveyMs, packer, saver, records } = await survey({ destination });
  const keeper = saver();
  const { port1, port2 } = new MessageChannel();
  const ready = new Promise((resolve) => keeper.addEventListener('message', resolve, { once: true }));
  keeper.postMessage({ type: 'begin', way: 'opfs', job: 'job-bench', port: port1 }, [port1]);
  await ready;
  const from = performance.now();
  const packed = await ask(packer, { id: 3, type: 'pack', sink: port2, plan: planFor(destination), lang: 'ja' }, [port2]);
  const ms = performance.now() - from;
  const sum = (key) => packed.ledger.reduce((total, line) => total + line[key], 0);
  keeper.postMessage({ type: 'discard', job: 'job-bench' });
  const bundleBytes = packed.bundles.reduce((total, bundle) => total + bundle.bytes, 0);
  return { ms, surveyMs, records, packed: sum('packed'), held: sum('held'), bundleBytes };
}

/** The same file by another program, in a worker of its own; measured as ours is, from the question to the answer. */
async function peer(task, options = {}) {
  const worker = new Worker('/bench/peers.js');
  await ask(worker, { task: 'ready' });
  const [file] = files();
  const [first, all] = task === 'bareMany' ? [null, files()] : [options.bytes ? file.slice(0, options.bytes) : file, []];
  const from = performance.now();
  const figures = await ask(worker, { task, file: first, files: all, options });
  return { ...figures, ms: performance.now() - from };
}

const plain = (run) => async (options) => {
  const { packer, saver, ...figures } = await run(options);
  return figures;
};
globalThis.tasks = { survey: plain(survey), pack: plain(pack), peer: ({ task, ...options }) => peer(task, options) };
