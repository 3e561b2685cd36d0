/** Draws the state, and keeps the document's language, title and theme in step with it. */

import type { Runner } from './run.ts';
import type { Lang } from './state.ts';
import type { Store } from './store.ts';
import { type App } from './views/app.ts';
import './views/app.ts';
import { type Catalogs, createWords, type Words } from './words.ts';

export interface Mounting {
  store: Store;
  run: Runner;
  catalogs: Catalogs;
  canPickFolder: boolean;
}

/** Makes the texts ready; what it gives draws, for a turn of its own. */
export function mount(into: HTMLElement, { store, run, catalogs, canPickFolder }: Mounting): () => void {
  const app = document.createElement('nizukuri-app') as App;
  const words = new Map<Lang, Words>();
  const wordsIn = (lang: Lang): Words => {
    const known = words.get(lang) ?? createWords(lang, catalogs);
    words.set(lang, known);
    return known;
  };
  const draw = () => {
    const state = store.get();
    const { lang } = state;
    const spoken = wordsIn(lang);
    const root = document.documentElement;
    // Set to what it is, it would have the whole page styled anew.
    if (root.lang !== lang) root.lang = lang;
    const title = `${spoken.t(`step-${state.step}`)} – nizukuri 荷造り`;
    if (document.title !== title) document.title = title;
    app.ui = { state, words: spoken, send: store.send, run, canPickFolder };
  };
  wordsIn(store.get().lang);
  return () => {
    store.subscribe(draw);
    draw();
    into.append(app);
  };
}

/** `?lang=`, else the first of the browser's languages that the page speaks, else English. */
export function languageOf(asked: URLSearchParams, languages: readonly string[]): Lang {
  const tags = [asked.get('lang') ?? '', ...languages].map((tag) => tag.toLowerCase().split('-')[0]);
  return tags.find((tag): tag is Lang => tag === 'ja' || tag === 'en') ?? 'en';
}
