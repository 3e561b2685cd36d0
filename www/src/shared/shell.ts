/**
 * What crosses between the shell (the outer page, which saves) and the sandboxed page within it: names, counts,
 * ports and handles of files. Bytes go through the ports alone, from worker to worker.
 */

import type { FromSaver, SavingWay, SourceFile } from './protocol.ts';

/** The first word, with the port everything else goes through. */
export interface Beginning {
  type: 'nizukuri-begin';
  /** `lang=…&theme=…`: what the address asks for. */
  asked: string;
  /** Sources of the packer worker, and the wasm as text, with what this page needs later in it. */
  packer: string;
  wasm: string;
  /** The Content-Security-Policy that both live under. */
  policy: string;
  way: SavingWay;
  canPickFolder: boolean;
  /** Within another page, as high as its contents. */
  framed: boolean;
  /** Source of a saver for the page's own use, or '': to WebKit a page from disk may read no blob in its workers, but a frame may. */
  saver: string;
}

/** Requests that left for the network, and attempts that the policy stopped. */
export interface Watched {
  asked: number;
  stopped: number;
}

/** What only the shell can know. */
export interface Facts {
  /** SHA-256 of the page's file as this document was read; null where the browser does not compute one. */
  print: string | null;
  /** What lies in the browser's file system; null: it lends none. */
  stored: { files: number; bytes: number } | null;
  /** What the browser still lends this page, by its own word; null: it does not say. */
  free: number | null;
  /** Copies of the page for use without a network. */
  copies: number;
  /** Entries of localStorage and cookies: none are ever made. */
  others: number;
}

/** A run of an earlier visit. `text`, `later`: what the page had noted (`ToShell`), or ''. */
export interface Left {
  job: string;
  /** All its files are there; else it was broken off, and nothing is left of it. */
  done: boolean;
  text: string;
  later: string;
}

/** What a page around may be told: counts, never names. */
export type Told =
  | { type: 'ready' }
  | { type: 'surveyed'; read: number; held: number; errors: number; warnings: number }
  | { type: 'packed'; records: number; held: number; bundles: number; bytes: number }
  | { type: 'failed'; code: string };

export type ToShell =
  | { type: 'begin'; way: SavingWay; job: string; port: MessagePort }
  | { type: 'discard'; job: string }
  /** To be found by the next page: while a run lasts, when it is done, and what happens to it later. */
  | { type: 'note'; job: string; name: 'begun' | 'done' | 'later'; text: string }
  /** The files of a run that was left are those that are offered from now on. */
  | { type: 'take'; job: string }
  /** Answered by `picked`. */
  | { type: 'pick' }
  /** Hands a file to the browser's downloading: one that the saver keeps, or this one. */
  | { type: 'offer'; name: string; file?: Blob }
  | { type: 'look'; title: string; lang: string; theme: string }
  | { type: 'height'; height: number }
  /** Whether something would be lost with the page. */
  | { type: 'unsaved'; unsaved: boolean }
  /** Files hang over the page and are welcome: only the shell can walk folders. */
  | { type: 'dragging' }
  /** Both answered by `facts`. */
  | { type: 'facts' }
  | { type: 'forget' }
  | { type: 'tell'; told: Told };

export type FromShell =
  | Exclude<FromSaver, { type: 'saved' | 'watched' }>
  /** `kept`: the user still has to save it; else it lies in the folder. `file`: the page within has to save it itself. */
  | { type: 'saved'; name: string; bytes: number; kept: boolean; file?: Blob }
  /** Name of the folder; null: closed again; `refused`: the browser will not. */
  | { type: 'picked'; folder: string | null; refused: boolean }
  | { type: 'gathering'; found: number }
  /** Some of the files at a time: `more` of them come. */
  | { type: 'gathered'; found: SourceFile[]; unopened: string[]; more: boolean }
  /** The address asks for another language or look. */
  | { type: 'asked'; asked: string }
  | { type: 'dragged' }
  | { type: 'left'; left: Left }
  | { type: 'watched'; by: string; watched: Watched }
  | { type: 'facts'; facts: Facts };
