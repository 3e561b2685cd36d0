/** Puts the page together: words, store, workers, views. The only file that knows them all. */

import './page.css';
import first from 'nizukuri-first?raw';
import offered from 'nizukuri-offered';
import { apart } from '../shared/apart.ts';
import type { Later } from '../shared/later.ts';
import type { Beginning } from '../shared/shell.ts';
import { workerOf } from '../shared/worker.ts';
import { watch } from '../shared/watch.ts';
import { type Findings, takeLater } from './arrival.ts';
import { createClient } from './client.ts';
import { submitHere } from './forms.ts';
import { readLeft } from './left.ts';
import { createRunner, keepSurveyed } from './run.ts';
import { createShell } from './shell.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';
import { askedAnew, dress, logoOf } from './look.ts';
import { languageOf, mount } from './mount.ts';
import { tellAround } from './tell.ts';
import type { Catalogs } from './words.ts';

// Hardening, not proof: the one way out that no policy closes should not be at hand.
Reflect.deleteProperty(globalThis, 'RTCPeerConnection');

/** This very script. */
const script = document.currentScript?.textContent ?? '';

addEventListener('message', function hear({ source, data, ports: [port] }: MessageEvent<Beginning>) {
  // Pages further out can speak to this one too; only the shell, which made it, is heard, and once.
  if (source !== window.parent || !port) return;
  removeEventListener('message', hear);
  begin(data, port);
});

function begin({ asked, packer, wasm, policy, way, canPickFolder, framed, saver }: Beginning, port: MessagePort): void {
  const wanted = new URLSearchParams(asked);
  submitHere(document);
  dress(wanted);
  // As it was packed, whatever an editor did to its line ends.
  const own = (wanted.get('own') ?? '').replaceAll('\r\n', '\n');
  const store = createStore({ ...initialState(languageOf(wanted, navigator.languages)), policy, way, logo: logoOf(wanted), offered: own ? [] : offered });
  const shell = createShell(port, () => (saver ? workerOf(saver, 'saver') : null), framed, (news) => {
    if (news.type === 'gathering') store.send({ type: 'gathering-progressed', found: news.found });
    else if (news.type === 'gathered') run.add(news, news.more);
    else if (news.type === 'asked') askedAnew(store, new URLSearchParams(news.asked));
    else if (news.type === 'dragged') store.send({ type: 'dragged', over: false });
    else if (news.type === 'left') {
      const left = readLeft(news.left);
      if (left) store.send({ type: 'left-found', left });
    } else if (news.type === 'facts') store.send({ type: 'facts-told', facts: news.facts });
    else store.send({ type: 'watched', by: news.by, watched: news.watched });
  });
  const watched = (by: string) => (seen: { asked: number; stopped: number }) =>
    store.send({ type: 'watched', by, watched: { ...seen } });
  watch(window, watched('page'));
  const texts = apart(first);
  const catalogs: Catalogs = { ja: [texts.ja], en: [texts.en] };
  let findings: Findings | null = null;
  const later = (later: Later) => void (findings = takeLater(store, catalogs, later));
  const client = createClient(() => workerOf(packer, 'packer'), async () => ({ wasm, script, findings, own }), watched('packer'), later);
  const run = createRunner({ store, client, shell, usualWay: way });
  keepSurveyed(store, run);
  // Each in a turn of its own, so that the page answers in between.
  setTimeout(() => {
    const draw = mount(document.getElementById('app')!, { store, run, catalogs, canPickFolder });
    setTimeout(() => {
      draw();
      tellAround(store, shell, framed);
      setTimeout(() => void run.start(wanted.get('destination') ?? '', own !== ''));
    });
  });
}
