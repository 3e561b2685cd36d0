/** What every view shares: the state it draws, the words, and the styles of the small things. */

import { css, html, LitElement } from 'lit';
import type { Runner } from '../run.ts';
import type { Action, State } from '../state.ts';
import type { Args, Words } from '../words.ts';

export interface Ui {
  state: State;
  words: Words;
  send(action: Action): void;
  run: Runner;
  /** Whether the browser can save straight into a folder. */
  canPickFolder: boolean;
}

/** A function of `ui`: keeps nothing of its own. */
export abstract class View extends LitElement {
  static override properties = { ui: { attribute: false } };
  declare ui: Ui;

  protected t(id: string, args?: Args): string {
    return this.ui.words.t(id, args);
  }

  protected n(value: number): string {
    return this.ui.words.number(value);
  }

  protected name(name: string) {
    return named(name);
  }

  /** Moves the focus to something new, once it is drawn. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The same for what comes of itself. Nobody who is writing is interrupted: it may have come by what is written. */
  protected async arriveAt(selector: string): Promise<void> {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!focused?.matches(':read-write')) await this.focusOn(selector);
  }
}

/** A file or an address. Where it is too long it goes on in the next line after one of its signs, not within a word. */
export const named = (name: string) => html`<bdi>${name.split(/(?<=[/_@])/).map((part) => html`<wbr />${part}`)}</bdi>`;

/** What opens below a line: a sheet of its own. */
export const panel = css`
  section {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    padding: 0.9rem 1rem;
  }
`;

export const small = css`
  :host {
    display: block;
    text-wrap: pretty;
    word-break: auto-phrase;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--indigo);
    outline-offset: 2px;
    border-radius: 0.25rem;
  }
  [tabindex='-1']:focus {
    outline: none;
  }
  /* Where the user's colours stand in for ours, what is pressed is told by theirs. */
  @media (forced-colors: active) {
    button[aria-pressed='true'][aria-pressed][type] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  h1 {
    font: 600 clamp(1.35rem, 1rem + 1.6vw, 1.85rem) / 1.4 var(--serif);
    margin: 0 0 0.35rem;
    letter-spacing: 0.01em;
  }
  h2 {
    font: 600 1.05rem/1.5 var(--sans);
    margin: 0 0 0.6rem;
  }
  h3,
  h4 {
    font: 600 0.95rem/1.5 var(--sans);
    margin: 0 0 0.35rem;
  }
  p {
    margin: 0;
  }
  a {
    color: var(--indigo);
  }
  .lead {
    color: var(--soft);
    margin: 0 0 1.4rem;
    max-width: 46rem;
  }
  .warn {
    padding: 0.8rem 1rem;
    border-inline-start: 4px solid var(--ochre);
    background: var(--ochre-weak);
    border-radius: 0.3rem;
  }
  .soft {
    color: var(--soft);
    font-size: 0.875rem;
  }
  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
    padding: 1.15rem 1.3rem;
    /* Below each and not between: a view that draws nothing leaves no gap. */
    margin-block-end: var(--below, 0);
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .seen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
`;

export const controls = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.45rem;
    min-height: 2.5rem;
    padding: 0.35rem 1rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--card);
    color: var(--ink);
    font: 500 0.925rem/1.4 var(--sans);
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }
  section > .soft + button {
    margin-top: 0.5rem;
  }
  button:hover:not(:disabled),
  .button:hover {
    border-color: var(--indigo);
    color: var(--indigo);
  }
  button.do,
  .button.do {
    background: var(--indigo);
    border-color: var(--indigo);
    color: var(--on-indigo);
  }
  button.do:hover:not(:disabled),
  .button.do:hover {
    background: var(--indigo-deep);
    border-color: var(--indigo-deep);
    color: var(--on-indigo);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--indigo);
    padding-inline: 0.5rem;
  }
  button.quiet:hover:not(:disabled) {
    background: var(--indigo-weak);
  }
  button.small {
    min-height: 2rem;
    padding-block: 0.15rem;
    font-size: 0.85rem;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button[aria-pressed='true'] {
    border-color: var(--indigo);
    background: var(--indigo-weak);
    color: var(--ink);
  }
  select,
  input:is([type='text'], [type='search'], [type='number'], [type='date'], [type='datetime-local']) {
    min-height: 2.5rem;
    max-width: 100%;
    padding: 0.3rem 0.6rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--card);
    color: var(--ink);
    font: 0.925rem/1.4 var(--sans);
  }
  input[type='checkbox'] {
    width: 1.15rem;
    height: 1.15rem;
    margin: 0;
    accent-color: var(--indigo);
    flex: none;
  }
  /* The file input stays a real, focusable one under its label. */
  label.button {
    position: relative;
    overflow: hidden;
  }
  label.button input[type='file'] {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }
  label.button:focus-within {
    outline: 3px solid var(--indigo);
    outline-offset: 2px;
  }
`;
