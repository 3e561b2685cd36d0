/** Leafs through the mail of a folder. Mail is hostile: everything here is a text node, nothing is ever markup. */

import { css, html, nothing, type PropertyValues } from 'lit';
import type { LettersDocument } from '../../shared/protocol.ts';
import { controls, panel, small, View } from './base.ts';
import { messageView, messageStyles } from './message.ts';

export class Reader extends View {
  static override styles = [
    small,
    controls,
    panel,
    messageStyles,
    css`
      ol {
        margin: 0.5rem 0;
        padding: 0;
        list-style: none;
        max-height: 22rem;
        overflow: auto;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      li button {
        display: grid;
        grid-template-columns: 9.5rem minmax(0, 14rem) minmax(0, 1fr);
        gap: 0 0.9rem;
        width: 100%;
        border: 0;
        border-radius: 0;
        background: none;
      }
      li button > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .not {
        color: var(--soft);
      }
      .ways {
        justify-content: space-between;
      }
      @media (max-width: 44rem) {
        li button {
          grid-template-columns: minmax(0, 1fr);
          padding-inline: 0.3rem;
        }
      }
    `,
  ];

  override updated(changed: PropertyValues): void {
    // What was pressed went with the list before.
    const before = changed.get('ui') as View['ui'] | undefined;
    const { list } = this.ui.state.reading!;
    if (!before || (list !== null && before.state.reading?.list === null)) void this.focusOn('h3');
  }

  override render() {
    const { send } = this.ui;
    const { folder, list } = this.ui.state.reading!;
    return html`<section aria-labelledby="title" data-test="reader" @keydown=${this.onKey}>
      <div class="row ways">
        <h3 id="title" tabindex="-1">${this.t('reader-title', { name: folder || this.t('folder-none') })}</h3>
        <button type="button" class="quiet small" data-test="reader-close" @click=${() => send({ type: 'folder-closed' })}>${this.t('close')}</button>
      </div>
      ${list === null
        ? html`<p class="soft" role="status">${this.t('check-reading')}…</p>`
        : list === 'failed'
          ? html`<p class="soft">${this.t('place-failed', { count: 1 })}</p>`
          : this.list(list)}
    </section>`;
  }

  private list({ folder, from, total, letters }: LettersDocument) {
    const { state, run } = this.ui;
    const { at, view } = state.reading!;
    const ways = (id: string, back: unknown, text: string, on: unknown) =>
      html`<div class="row ways" role="group" aria-label=${this.t(`reader-${id}s`)}>${back}<span class="soft num" role="status">${text}</span>${on}</div>`;
    const way = (id: string, able: boolean, go: () => void) =>
      html`<button type="button" class="small" data-test="reader-${id}" ?disabled=${!able} @click=${go}>${this.t(`reader-${id}`)}</button>`;
    const open = (next: number) => void run.openLetter(next);
    const page = (next: number) => void run.openFolder(folder, next);
    const size = 50;
    const range = this.t('reader-range', { first: Math.min(from + 1, total), last: from + letters.length, total });
    return html`<ol>
        ${letters.map(
          (letter, index) => html`<li>
            <button type="button" data-test="letter" aria-pressed=${index === at} class=${letter.fate === 'packed' ? '' : 'not'} @click=${() => open(index)}>
              <span class="num">${time(letter.date).replace(' UTC', '')}</span><bdi>${letter.from || '–'}</bdi>
              <span><bdi>${letter.subject || this.t('blank')}</bdi>${letter.fate === 'packed' ? nothing : ` · ${this.t(`ledger-${letter.fate}`)}`}</span>
            </button>
          </li>`,
        )}
      </ol>
      ${total > size ? ways('page', way('newer', from > 0, () => page(Math.max(0, from - size))), range, way('older', from + size < total, () => page(from + size))) : nothing}
      ${at === null
        ? nothing
        : html`${view === null
              ? html`<p class="soft" role="status">${this.t('check-reading')}…</p>`
              : view === 'failed' || view.kind !== 'message'
                ? html`<p class="soft">${this.t('place-failed', { count: 1 })}</p>`
                : messageView(this.ui.words, { ...view, date: time(view.date) }, letters[at]!.place.source)}
            ${ways(
              'letter',
              way('previous', at > 0, () => open(at - 1)),
              this.t('reader-at', { at: from + at + 1, total }),
              way('next', at + 1 < letters.length, () => open(at + 1)),
            )}`}`;
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.ui.send({ type: 'folder-closed' });
  };
}

/** `2026-11-21T09:00:00Z` as it reads well; UTC, as it is elsewhere on the page. */
const time = (date: string): string => date.replace('T', ' ').replace(/:\d\dZ$/, ' UTC');

customElements.define('nizukuri-reader', Reader);
