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

export function mount(into: HTMLElement, { store, run, catalogs, canPickFolder }: Mounting): void {
  const app = document.createElement('nizukuri-app') as App;
  const words = new Map<Lang, Words>();
  const draw = () => {
    const state = store.get();
    const { lang } = state;
    if (!words.has(lang)) words.set(lang, createWords(lang, catalogs));
    const spoken = words.get(lang)!;
    document.documentElement.lang = lang;
    document.title = `${spoken.t(`step-${state.step}`)} – nizukuri 荷造り`;
    app.ui = { state, words: spoken, send: store.send, run, canPickFolder };
  };
  store.subscribe(draw);
  draw();
  into.append(app);
}

/** `?lang=`, else the first of the browser's languages that the page speaks, else English. */
export function languageOf(asked: URLSearchParams, languages: readonly string[]): Lang {
  const tags = [asked.get('lang') ?? '', ...languages].map((tag) => tag.toLowerCase().split('-')[0]);
  return tags.find((tag): tag is Lang => tag === 'ja' || tag === 'en') ?? 'en';
}
