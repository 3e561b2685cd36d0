/**
 * The outer page. It puts the real page into a sandboxed frame without an origin, from where nothing can navigate,
 * open or store, and does what such a frame cannot: keep and save output, walk dropped folders, ask for a folder.
 * It runs no code but this and the saver, and reads no file.
 */

import '../page/page.css';
import type { FromSaver } from '../shared/protocol.ts';
import type { Beginning, FromShell, ToShell } from '../shared/shell.ts';
import { watch } from '../shared/watch.ts';
import { takeDrops } from './drops.ts';
import { facts, forget, hasStorage, printOf } from './facts.ts';
import { takeHeights } from './height.ts';
import { drop, filesOf, findLeft, isNoting, note } from './left.ts';
import { offer } from '../shared/offer.ts';
import { part, startWorker } from './parts.ts';

// Hardening, not proof: the one way out that no policy closes should not be at hand.
Reflect.deleteProperty(globalThis, 'RTCPeerConnection');

// Before anything is changed: it is the file as the browser read it.
const print = printOf(document);
const framed = window.parent !== window && !isDoor();

/** The door of a hosted copy (www/host) is of the same origin: there the page fills the window. */
function isDoor(): boolean {
  try {
    return window.parent.location.pathname !== undefined;
  } catch {
    return false;
  }
}

type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
const picker = (window as Window & { showDirectoryPicker?: Picker }).showDirectoryPicker;

const frame = document.createElement('iframe');
// On another site's page the shell is sandboxed itself, and Firefox saves from there on nothing less than a press.
const fromDisk = location.protocol === 'file:';
frame.setAttribute('sandbox', framed || fromDisk ? 'allow-scripts allow-downloads' : 'allow-scripts');
frame.allow = 'clipboard-write';
frame.title = 'nizukuri';
const { port1: port, port2: theirs } = new MessageChannel();
const say = (message: FromShell) => port.postMessage(message);

let saver: Worker | null = null;
let folder: FileSystemDirectoryHandle | null = null;
let unsaved = false;
/** What the saver keeps until the user has it, by name. */
const kept = new Map<string, Blob>();

/** In a frame of another site's page, the page within has to save it itself. */
function keep(name: string, bytes: number, file: Blob | null): void {
  if (file) kept.set(name, file);
  say({ type: 'saved', name, bytes, kept: file !== null, ...(framed && file ? { file } : {}) });
}

function startSaver(): Worker {
  const fresh = startWorker('saver');
  fresh.onmessage = ({ data }: MessageEvent<FromSaver>) => {
    if (data.type === 'watched') return say({ ...data, by: 'saver' });
    if (data.type !== 'saved') return say(data);
    keep(data.name, data.bytes, data.file);
  };
  fresh.onerror = ({ message }) => {
    fresh.terminate();
    saver = null;
    say({ type: 'error', code: 'saving-failed', message });
  };
  return fresh;
}

async function pick(): Promise<void> {
  try {
    folder = await picker!({ id: 'nizukuri', mode: 'readwrite' });
    say({ type: 'picked', folder: folder.name, refused: false });
  } catch (reason) {
    // Closing the picker is a choice: the way stays as it was.
    const refused = !(reason instanceof DOMException && reason.name === 'AbortError');
    if (refused) folder = null;
    say({ type: 'picked', folder: null, refused });
  }
}

const tellFacts = async () => say({ type: 'facts', facts: await facts(await print) });
/** A number or a few: it does not matter who is listening. */
const tellParent = (message: object) => framed && window.parent.postMessage(message, '*');

port.onmessage = ({ data }: MessageEvent<ToShell>) => {
  switch (data.type) {
    case 'begin': {
      const { port, ...rest } = data;
      kept.clear();
      saver ??= startSaver();
      return saver.postMessage({ ...rest, port, ...(rest.way === 'folder' && folder ? { folder } : {}) }, [port]);
    }
    case 'discard':
      kept.clear();
      drop(data.job);
      return saver?.postMessage(data);
    case 'note':
      return note(data.job, data.name, data.text, kept);
    case 'take':
      kept.clear();
      return filesOf(data.job)?.forEach((file, name) => keep(name, file.size, file));
    case 'pick':
      return void pick();
    case 'offer': {
      const file = data.file ?? kept.get(data.name);
      return file && offer(file, data.name);
    }
    case 'look':
      document.title = data.title;
      document.documentElement.lang = data.lang;
      return void (document.documentElement.dataset.theme = data.theme);
    case 'height':
      return wants(data.height);
    case 'unsaved':
      return void (unsaved = data.unsaved);
    case 'dragging':
      return drops.begin();
    case 'facts':
      return void tellFacts();
    case 'forget':
      return void forget().then(tellFacts);
    case 'tell':
      return tellParent({ ...data.told, type: `nizukuri-${data.told.type}` });
  }
};
const drops = takeDrops(frame, say);
const wants = takeHeights(frame, (height) => tellParent({ type: 'nizukuri-height', height }));
watch(window, (watched) => say({ type: 'watched', by: 'shell', watched }));
// Of what is being written down it is asked only for that moment; it is there when the question is answered.
addEventListener('beforeunload', (event) => (unsaved || isNoting()) && event.preventDefault());

const asked = () => `${location.search.slice(1)}&${location.hash.slice(1)}`;
addEventListener('hashchange', () => say({ type: 'asked', asked: asked() }));
const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
const style = document.querySelector('style')?.textContent ?? '';
// Its scripts are named in this page's policy, which it inherits.
frame.srcdoc = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><style>${style}</style></head><body><div id="app"></div><script>${part('page')}</script></body></html>`;
frame.addEventListener('load', async () => {
  const way = (await hasStorage()) ? 'opfs' : 'blob';
  const canPickFolder = Boolean(picker) && !framed;
  const beginning: Beginning = { type: 'nizukuri-begin', asked: asked(), packer: part('packer'), wasm: part('wasm'), policy, way, canPickFolder, framed, saver: fromDisk ? part('saver') : '' };
  frame.contentWindow!.postMessage(beginning, '*', [theirs]);
  if (!framed) frame.focus();
  if (way === 'opfs') void findLeft((left) => say({ type: 'left', left }));
}, { once: true });
document.documentElement.classList.add(framed ? 'framed' : 'whole');
document.body.prepend(frame);
