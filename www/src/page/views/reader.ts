/** Leafs through mail: that of a folder, all conversations, or one of them. Mail is hostile: everything here is a text node, nothing is ever markup. */

import { css, html, nothing, type PropertyValues } from 'lit';
import type { MessageHead, MessagesDocument, Shelf } from '../../shared/protocol.ts';
import { controls, panel, small, View } from './base.ts';
import { messageView, messageStyles } from './message.ts';

/** The shelf of all conversations. */
export const ALL: Shelf = { conversations: true };

export class Reader extends View {
  /** Where in the list of conversations the one that is open was found. */
  private cameFrom = 0;

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
    // What was pressed goes with the list before; when the new one comes the focus may be elsewhere on purpose.
    const before = changed.get('ui') as View['ui'] | undefined;
    const { list } = this.ui.state.reading!;
    if (!before || (list === null && before.state.reading?.list !== null)) void this.arriveAt('h3');
  }

  override render() {
    const { send } = this.ui;
    const { shelf, list } = this.ui.state.reading!;
    return html`<section aria-labelledby="title" data-test="reader" @keydown=${this.onKey}>
      <div class="row ways">
        <h3 id="title" tabindex="-1">${this.heading(shelf)}</h3>
        ${'conversation' in shelf
          ? html`<button type="button" class="quiet small" data-test="reader-up" @click=${() => void this.ui.run.openShelf(ALL, this.cameFrom)}>
              ${this.t('conversations-all')}
            </button>`
          : nothing}
        <button type="button" class="quiet small" data-test="reader-close" @click=${() => send({ type: 'shelf-closed' })}>${this.t('close')}</button>
      </div>
      ${list === null
        ? html`<p class="soft" role="status">${this.t('check-reading')}…</p>`
        : list === 'failed'
          ? html`<p class="soft">${this.t('place-failed', { count: 1 })}</p>`
          : this.list(list)}
    </section>`;
  }

  private list({ from, total, messages }: MessagesDocument) {
    const { state, run } = this.ui;
    const { at, view, shelf } = state.reading!;
    const ways = (id: string, back: unknown, text: string, on: unknown) =>
      html`<div class="row ways" role="group" aria-label=${this.t(`reader-${id}s`)}>${back}<span class="soft num" role="status">${text}</span>${on}</div>`;
    const way = (id: string, able: boolean, go: () => void) =>
      html`<button type="button" class="small" data-test="reader-${id}" ?disabled=${!able} @click=${go}>${this.t(`reader-${id}`)}</button>`;
    const open = (next: number) => {
      const { conversation } = messages[next]!;
      if (conversation === undefined) return void run.openMessage(next);
      this.cameFrom = from;
      void run.openShelf({ conversation }, 0);
    };
    const page = (next: number) => void run.openShelf(shelf, next);
    // One conversation reads on; everything else goes back in time.
    const [earlier, later] = 'conversation' in shelf ? ['older', 'newer'] : ['newer', 'older'];
    const size = 50;
    const range = this.t('reader-range', { first: Math.min(from + 1, total), last: from + messages.length, total });
    return html`<ol>
        ${messages.map((message, index) => html`<li>${this.line(message, index === at, () => open(index))}</li>`)}
      </ol>
      ${total > size ? ways('page', way(earlier!, from > 0, () => page(Math.max(0, from - size))), range, way(later!, from + size < total, () => page(from + size))) : nothing}
      ${at === null
        ? nothing
        : html`${view === null
              ? html`<p class="soft" role="status">${this.t('check-reading')}…</p>`
              : view === 'failed' || view.kind !== 'message'
                ? html`<p class="soft">${this.t('place-failed', { count: 1 })}</p>`
                : messageView(this.ui.words, { ...view, date: time(view.date) }, messages[at]!.place.source)}
            ${ways(
              'message',
              way('previous', at > 0, () => open(at - 1)),
              this.t('reader-at', { at: from + at + 1, total }),
              way('next', at + 1 < messages.length, () => open(at + 1)),
            )}`}`;
  }

  private heading(shelf: Shelf): string {
    if ('folder' in shelf) return this.t('reader-title', { name: shelf.folder || this.t('folder-none') });
    if ('conversations' in shelf) return this.t('conversations-all');
    const { list } = this.ui.state.reading!;
    const first = list === null || list === 'failed' ? undefined : list.messages[0];
    return this.t('conversation-one', { name: first?.subject || '…' });
  }

  private line({ fate, date, from, subject, messages }: MessageHead, pressed: boolean, open: () => void) {
    const more = [...(messages ? [this.t('letters', { count: messages })] : []), ...(fate === 'packed' ? [] : [this.t(`ledger-${fate}`)])];
    return html`<button type="button" data-test="line" aria-pressed=${messages ? nothing : pressed} class=${fate === 'packed' ? '' : 'not'} @click=${open}>
      <span class="num">${time(date).replace(' UTC', '')}</span><bdi>${from || '–'}</bdi>
      <span><bdi>${subject || this.t('blank')}</bdi>${more.map((it) => ` · ${it}`)}</span>
    </button>`;
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.ui.send({ type: 'shelf-closed' });
  };
}

/** `2026-11-21T09:00:00Z` as it reads well; UTC, as it is elsewhere on the page. */
const time = (date: string): string => date.replace('T', ' ').replace(/:\d\dZ$/, ' UTC');

customElements.define('nizukuri-reader', Reader);
