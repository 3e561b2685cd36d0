// The saver worker: every way keeps the same bytes; a run that ended, was dropped or hit a full disk leaves nothing.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endWorld, openPage } from './harness.mjs';

after(endWorld);

/** Puts a small client of the saver into the page: what the packer worker and the page would say. */
async function openWithSaver(options) {
  const opened = await openPage(options);
  // The saver is the shell's.
  await opened.outer.evaluate(() => {
    globalThis.startSaver = () => {
      const source = document.getElementById('part-saver').textContent;
      return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    };
    globalThis.heard = (target, ...types) =>
      new Promise((resolve) => {
        const hear = ({ data }) => {
          if (types.includes(data.type)) resolve(data);
          else target.addEventListener('message', hear, { once: true });
        };
        target.addEventListener('message', hear, { once: true });
        target.start?.();
      });
    globalThis.beginJob = async (saver, way, job, folder) => {
      const { port1, port2 } = new MessageChannel();
      const ready = heard(saver, 'ready', 'error');
      saver.postMessage({ type: 'begin', way, job, port: port1, folder }, [port1]);
      return { port: port2, ready: await ready };
    };
    globalThis.jobFolders = async () => {
      const names = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
      return names.filter((name) => name.startsWith('job-'));
    };
  });
  return { ...opened, page: opened.outer };
}

/** Runs in the page: two files, open side by side; one is re-read, both come back from the page's side. */
async function keepTwoFiles(way) {
  const saver = startSaver();
  const root = way === 'folder' ? await navigator.storage.getDirectory() : undefined;
  const folder = await root?.getDirectoryHandle('picked', { create: true });
  const { port, ready } = await beginJob(saver, way, 'one', folder);
  const send = (message, transfer = []) => port.postMessage(message, transfer);
  const write = async (file, text) => {
    const { buffer } = new TextEncoder().encode(text);
    send({ type: 'write', file, bytes: buffer }, [buffer]);
    return (await heard(port, 'written')).bytes;
  };
  send({ type: 'open', file: 0, name: 'zoho-desk_01.zip' });
  send({ type: 'open', file: 1, name: 'held/担当者.csv' });
  const counts = [await write(0, 'abc'), await write(1, 'いろは'), await write(0, 'def')];
  const saved = [];
  for (const file of [1, 0]) {
    const told = heard(saver, 'saved');
    send({ type: 'close', file });
    const { name, bytes, file: blob } = await told;
    saved.push([name, bytes, blob ? await blob.text() : null]);
  }
  send({ type: 'read', file: 0, start: 2, end: 5 });
  const reread = new TextDecoder().decode((await heard(port, 'data')).bytes);
  const inFolder = [];
  if (folder) {
    const own = await folder.getDirectoryHandle('nizukuri-one');
    const zip = await (await own.getFileHandle('zoho-desk_01.zip')).getFile();
    const csv = await (await (await own.getDirectoryHandle('held')).getFileHandle('担当者.csv')).getFile();
    inFolder.push(await zip.text(), await csv.text());
  }
  return { way: ready.way, counts, saved, reread, inFolder };
}

for (const [over, asked, used] of [
  ['http', 'opfs', 'opfs'],
  ['http', 'blob', 'blob'],
  ['http', 'folder', 'folder'],
  ['file', 'blob', 'blob'],
  // Chromium lends no storage to file://, so the saver steps down and says so.
  ['file', 'opfs', 'blob'],
]) {
  test(`over ${over}, asked for ${asked}, files are kept by ${used} and can be re-read`, async () => {
    const { page, done } = await openWithSaver({ over });
    const kept = await page.evaluate(keepTwoFiles, asked);
    const [zip, csv] = used === 'folder' ? [null, null] : ['abcdef', 'いろは'];
    assert.deepEqual(kept, {
      way: used,
      counts: [3, 9, 3],
      saved: [['held/担当者.csv', 9, csv], ['zoho-desk_01.zip', 6, zip]],
      reread: 'cde',
      inFolder: used === 'folder' ? ['abcdef', 'いろは'] : [],
    });
    await done();
  });
}

test('in the folder of the user stays what a finished run wrote, and nothing of one that did not end', async () => {
  const { page, done } = await openWithSaver();
  const left = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('picked', { create: true });
    const saver = startSaver();
    for (const job of ['whole', 'stopped']) {
      const { port } = await beginJob(saver, 'folder', job, folder);
      port.postMessage({ type: 'open', file: 0, name: 'zoho-desk_01.zip' });
      const told = heard(saver, 'saved');
      port.postMessage({ type: 'close', file: 0 });
      await told;
      if (job === 'whole') port.postMessage({ type: 'done', file: 0 });
      // Asked for last: `done` is then taken in.
      port.postMessage({ type: 'read', file: 0, start: 0, end: 0 });
      await heard(port, 'data');
      saver.postMessage({ type: 'discard', job });
    }
    await beginJob(saver, 'blob', 'next');
    const names = [];
    for await (const name of folder.keys()) names.push(name);
    return names;
  });
  assert.deepEqual(left, ['nizukuri-whole']);
  await done();
});

test('what a run stored goes when it is discarded and when the next begins; two savers leave each other alone', async () => {
  const { page, done } = await openWithSaver();
  const folders = await page.evaluate(async () => {
    const seen = [];
    const saver = startSaver();
    const begin = async (to, job) => {
      const { port } = await beginJob(to, 'opfs', job);
      port.postMessage({ type: 'open', file: 0, name: 'half.zip' });
      port.postMessage({ type: 'write', file: 0, bytes: new ArrayBuffer(10) });
      await heard(port, 'written');
      seen.push(await jobFolders());
    };
    await begin(saver, 'first');
    await begin(saver, 'second');
    saver.postMessage({ type: 'discard', job: 'second' });
    await begin(saver, 'third');
    await begin(startSaver(), 'other');
    return seen;
  });
  assert.deepEqual(folders.map((names) => names.sort()), [
    ['job-first'],
    ['job-second'],
    ['job-third'],
    ['job-other', 'job-third'],
  ]);
  await done();
});

test('a full disk is told to packer and page, by its own code', async () => {
  const { page, context, done } = await openWithSaver();
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  const codes = await page.evaluate(async () => {
    const saver = startSaver();
    const { port } = await beginJob(saver, 'opfs', 'full');
    const told = [heard(port, 'error'), heard(saver, 'error')];
    port.postMessage({ type: 'open', file: 0, name: 'big.zip' });
    for (let piece = 0; piece < 4; piece += 1) {
      port.postMessage({ type: 'write', file: 0, bytes: new ArrayBuffer(1 << 20) });
    }
    return (await Promise.all(told)).map(({ code }) => code);
  });
  assert.deepEqual(codes, ['storage-full', 'storage-full']);
  await done();
});
