/** Puts the page together: words, store, workers, views. The only file that knows them all. */

import './page.css';
import { followHeight } from '../shared/frame.ts';
import { startWorker, wasmText } from '../shared/parts.ts';
import { catalogs, findings } from './catalogs.ts';
import { createClient } from './client.ts';
import { createRunner, keepSurveyed } from './run.ts';
import { createSaver, folderPicker, hasStorage } from './saver.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';
import { languageOf, mount, themeOf } from './mount.ts';

// Hardening, not proof: the one way out that no policy closes should not be at hand.
Reflect.deleteProperty(globalThis, 'RTCPeerConnection');

const asked = new URLSearchParams(location.search);
themeOf(asked);
const store = createStore(initialState(languageOf(asked, navigator.languages)));
const picker = folderPicker(window);
const run = createRunner({
  store,
  client: createClient(() => startWorker('packer'), wasmText, findings),
  saver: createSaver(() => startWorker('saver')),
  picker,
  hasStorage: () => hasStorage(window),
});
keepSurveyed(store, run);
mount(document.getElementById('app')!, { store, run, catalogs, canPickFolder: picker !== null });
void run.start();
followHeight(document.documentElement);

// Only while something would be lost: a run, or bundles that nobody has saved yet.
addEventListener('beforeunload', (event) => {
  const { job, packed, saved } = store.get();
  const bundles = new Set(packed?.document.bundles.map(({ name }) => name));
  if (job?.kind === 'pack' || saved.some(({ file, taken, name }) => file && !taken && bundles.has(name))) {
    event.preventDefault();
  }
});
