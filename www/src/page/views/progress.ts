/** A running job: real bytes of real totals, and a way to stop. */

import { css, html, nothing } from 'lit';
import { roughly, secondsLeft } from '../pace.ts';
import { controls, small, View } from './base.ts';

export class Progress extends View {
  static override styles = [
    small,
    controls,
    css`
      .card {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.5rem 1rem;
        align-items: center;
        border-color: var(--kraft);
      }
      progress {
        grid-column: 1;
        width: 100%;
        height: 0.7rem;
        appearance: none;
        border: 1px solid var(--kraft);
        border-radius: 0.2rem;
        overflow: hidden;
        background: var(--card);
      }
      progress::-webkit-progress-bar {
        background: var(--card);
      }
      progress::-webkit-progress-value {
        background: var(--kraft);
      }
      progress::-moz-progress-bar {
        background: var(--kraft);
      }
      progress:indeterminate {
        background: repeating-linear-gradient(-45deg, var(--kraft-weak) 0 0.6rem, var(--card) 0.6rem 1.2rem);
      }
      progress:indeterminate::-moz-progress-bar {
        background: transparent;
      }
      button {
        grid-row: 1 / span 2;
        grid-column: 2;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
        justify-content: space-between;
      }
    `,
  ];

  override render() {
    const { state, words, run } = this.ui;
    const { job } = state;
    if (!job) return html``;
    const known = job.total > 0;
    const name = this.t(`phase-${job.phase}`);
    const left = known ? secondsLeft(job.marks, job.total) : null;
    const percent = known ? Math.min(100, Math.floor((job.done / job.total) * 100)) : 0;
    return html`<div class="card">
      <p>
        <b>${name}</b>
        <span class="soft num"
          >${known
            ? this.t('progress-bytes', { done: words.bytes(job.done), total: words.bytes(job.total), percent })
            : ''}</span
        >
        ${left === null ? nothing : html`<span class="soft num" data-test="time-left">${this.t(job.phase === 'packing' ? 'time-left-packing' : 'time-left', { ...roughly(left) })}</span>`}
      </p>
      ${known
        ? html`<progress aria-label=${name} max=${job.total} .value=${job.done}></progress>`
        : html`<progress aria-label=${name}></progress>`}
      <button type="button" data-test="stop" @click=${() => run.stop()}>${this.t('stop')}</button>
    </div>`;
  }
}

customElements.define('nizukuri-progress', Progress);
