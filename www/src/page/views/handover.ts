/** The bundles in upload order, the papers, the ledger, and the check-list. */

import { css, html, nothing } from 'lit';
import { totals } from '../derive.ts';
import { controls, small, View } from './base.ts';
import './bundles.ts';
import './checklist.ts';
import './ledger.ts';

export class Handover extends View {
  static override styles = [
    small,
    controls,
    css`
      .work {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.4rem;
      }
      .stale {
        padding: 0.8rem 1rem;
        margin-bottom: 1.2rem;
        border-inline-start: 4px solid var(--ochre);
        background: var(--ochre-weak);
        border-radius: 0.3rem;
      }
      .pilot {
        display: grid;
        gap: 0.8rem;
        justify-items: start;
        margin-bottom: 1.4rem;
      }
      .end {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem 1.2rem;
        align-items: center;
        padding-top: 0.4rem;
      }
      .end p {
        max-width: 44rem;
      }
    `,
  ];

  override render() {
    const { state, run, send } = this.ui;
    if (!state.packed) return html`<h1 tabindex="-1">${this.t('step-handover')}</h1>`;
    const { document, revision } = state.packed;
    const { packed } = totals(document);
    return html`
      <h1 tabindex="-1">${this.t('handover-title', { count: document.bundles.length, packed })}</h1>
      <p class="lead">${this.t(state.way === 'folder' ? 'handover-lead-folder' : 'handover-lead')}</p>
      ${revision !== state.revision ? html`<p class="stale">${this.t('handover-stale')}</p>` : nothing}
      ${document.selection
        ? html`<section class="card pilot" data-test="pilot-done">
            <p>${this.t('handover-pilot')}</p>
            <button type="button" class="do" data-test="go-full" @click=${() => send({ type: 'step-opened', step: 'pack' })}>
              ${this.t('handover-pilot-go')}
            </button>
          </section>`
        : nothing}
      <div class="work">
        <nizukuri-bundles .ui=${this.ui}></nizukuri-bundles>
        <nizukuri-checklist .ui=${this.ui}></nizukuri-checklist>
        <nizukuri-ledger .ui=${this.ui}></nizukuri-ledger>
        ${state.way === 'folder'
          ? nothing
          : html`<div class="end">
              <button type="button" data-test="delete-stored" @click=${() => run.deleteStored()}>${this.t('handover-delete')}</button>
              <p class="soft">${this.t('handover-delete-why')}</p>
            </div>`}
      </div>
    `;
  }
}

customElements.define('nizukuri-handover', Handover);
