/** The bundles in upload order, the papers, the ledger, and the check-list. */

import { css, html, nothing } from 'lit';
import { daysAfter, destinationOf, totals } from '../derive.ts';
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
      .again label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.8rem;
      }
      .again p {
        margin-top: 0.5rem;
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
        ${this.again()}
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

  /** What is due when, once the destination has answered. */
  private again() {
    const { state, send, words } = this.ui;
    const days = destinationOf(state)?.secondRun;
    if (!days) return nothing;
    const { resultDay: day } = state;
    const date = (count: number) => ({ date: words.day(daysAfter(day, count)) });
    const dated = (event: Event) => send({ type: 'result-dated', day: (event.target as HTMLInputElement).value });
    return html`<section class="card again" data-test="again">
      <h2>${this.t('again-title')}</h2>
      <label>${this.t('again-date')} <input type="date" data-test="result-day" .value=${day} @change=${dated} /></label>
      ${day === ''
        ? nothing
        : html`<p><b>${this.t('again-reply', date(days.replyDays))}</b></p>
            <p>${this.t('again-run', date(days.againDays))}</p>`}
    </section>`;
  }
}

customElements.define('nizukuri-handover', Handover);
