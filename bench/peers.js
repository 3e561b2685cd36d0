/** The programs compared with, each as its own documents advise: in a worker, streaming where it can. */
importScripts('/bench/node_modules/papaparse/papaparse.min.js', '/bench/node_modules/fflate/umd/index.js');

/** Only reading: what no program can be faster than. */
async function bare(file) {
  const reader = file.stream().getReader({ mode: 'byob' });
  let view = new Uint8Array(1 << 20);
  let items = 0;
  for (;;) {
    const { done, value } = await reader.read(view, { min: 1 << 20 });
    if (value) items += value.length;
    if (done) return { items };
    view = new Uint8Array(value.buffer);
  }
}

/** Merely reading many small files, 32 at a time. */
async function bareMany(_, __, files) {
  let [next, items] = [0, 0];
  const reader = async () => {
    while (next < files.length) {
      const { byteLength } = await files[next++].arrayBuffer();
      items += byteLength;
    }
  };
  await Promise.all(Array.from({ length: 32 }, reader));
  return { items };
}

/** Merely parsing: no row is kept, sent or looked at. */
function papa(file, { encoding }) {
  return new Promise((resolve, reject) => {
    let items = 0;
    Papa.parse(file, { encoding, chunk: ({ data }) => void (items += data.length), complete: () => resolve({ items }), error: reject });
  });
}

/** Cuts an mbox as one would do by hand: postal-mime takes single messages. */
async function* messages(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  for (let at = 0; at < bytes.length; ) {
    const next = text.indexOf('\nFrom ', at);
    const end = next < 0 ? bytes.length : next + 1;
    yield bytes.subarray(text.indexOf('\n', at) + 1, end);
    at = end;
  }
}

async function postal(file) {
  const { default: PostalMime } = await import('/bench/node_modules/postal-mime/dist/esm/postal-mime.js');
  let items = 0;
  for await (const message of messages(file)) {
    const { subject } = await PostalMime.parse(message);
    items += subject ? 1 : 0;
  }
  return { items };
}

/**
 * Mails to CSV and attachments in one ZIP in the browser's storage: postal-mime + Papa + fflate. No checks, no
 * conversations, no second look. Levels as ours: 4 for CSV, 2 for attachments, and photos stored.
 */
async function postalPack(file) {
  const { default: PostalMime } = await import('/bench/node_modules/postal-mime/dist/esm/postal-mime.js');
  const root = await navigator.storage.getDirectory();
  const access = await (await root.getFileHandle('peer.zip', { create: true })).createSyncAccessHandle();
  let bytes = 0;
  const zip = new fflate.Zip((error, data) => {
    if (error) throw error;
    bytes += access.write(data, { at: bytes });
  });
  const table = new fflate.ZipDeflate('Threads_01.csv', { level: 4 });
  zip.add(table);
  let rows = [];
  let items = 0;
  const flush = () => {
    table.push(fflate.strToU8(Papa.unparse(rows) + '\r\n'));
    rows = [];
  };
  for await (const message of messages(file)) {
    const mail = await PostalMime.parse(message);
    items += 1;
    const to = (mail.to ?? []).map((it) => it.address).join(' ');
    rows.push([mail.messageId, mail.inReplyTo ?? '', mail.date, mail.from?.address, to, mail.subject, mail.text ?? mail.html]);
    if (rows.length === 500) flush();
    for (const [at, { filename, mimeType, content }] of mail.attachments.entries()) {
      const path = `Attachments/${items}/${at}-${filename}`;
      const stored = mimeType.startsWith('image/');
      const entry = stored ? new fflate.ZipPassThrough(path) : new fflate.ZipDeflate(path, { level: 2 });
      zip.add(entry);
      entry.push(new Uint8Array(content), true);
    }
  }
  flush();
  table.push(new Uint8Array(), true);
  zip.end();
  access.flush();
  access.close();
  await root.removeEntry('peer.zip');
  return { items, bytes };
}

const tasks = { ready: () => ({}), bare, bareMany, papa, postal, postalPack };

self.onmessage = async ({ data: { task, file, files, options } }) => {
  try {
    const from = performance.now();
    const figures = await tasks[task](file, options, files);
    postMessage({ type: 'done', result: { ...figures, inWorker: performance.now() - from } });
  } catch (error) {
    postMessage({ type: 'failed', message: String(error?.stack ?? error) });
  }
};
