/** Conversations that mail was joined to, to be leafed through before they become tickets. */

import { css, html, nothing, type PropertyValues } from 'lit';
import { controls, small, View } from './base.ts';
import { ALL } from './reader.ts';

export class ConversationsView extends View {
  static override styles = [
    small,
    controls,
    css`
      nizukuri-reader {
        margin-top: 1rem;
      }
    `,
  ];

  override render() {
    const { state, send, run } = this.ui;
    const { conversations, messages } = state.survey!.document;
    if (conversations === 0) return nothing;
    const open = state.reading !== null && !('folder' in state.reading.shelf);
    return html`<section class="card" aria-labelledby="title" data-test="conversations">
      <h2 id="title" tabindex="-1">${this.t('conversations-title')}</h2>
      <p class="soft">${this.t('conversations-why', { messages, conversations })}</p>
      <button
        type="button"
        class="small"
        data-test="conversations-read"
        aria-expanded=${open}
        @click=${() => (open ? send({ type: 'shelf-closed' }) : void run.openShelf(ALL, 0))}
      >
        ${this.t('conversations-read')}
      </button>
      ${open ? html`<nizukuri-reader .ui=${this.ui}></nizukuri-reader>` : nothing}
    </section>`;
  }

  override updated(changed: PropertyValues): void {
    const before = (changed.get('ui') as View['ui'] | undefined)?.state.reading;
    if (before && !('folder' in before.shelf) && !this.ui.state.reading) void this.focusOn('button');
  }
}

customElements.define('nizukuri-conversations', ConversationsView);
