/** The five places, as luggage tags on a string: where one is, what lies behind, and the way back. */

import { css, html, nothing } from 'lit';
import { canOpen, destinationOf, isDone, sizeOf, totals } from '../derive.ts';
import { STEPS, type Step } from '../state.ts';
import { small, View } from './base.ts';

export class Steps extends View {
  static override styles = [
    small,
    css`
      :host {
        position: relative;
      }
      ol {
        display: flex;
        list-style: none;
        margin: 0;
        padding: 0.35rem 0 0;
        gap: clamp(0.15rem, 1vw, 0.75rem);
        position: relative;
      }
      /* The string. */
      ol::before {
        content: '';
        position: absolute;
        inset: auto 0 50%;
        translate: 0 0.2rem;
        border-top: 1.5px solid var(--line);
      }
      li {
        position: relative;
        flex: 0 1 auto;
        min-width: 0;
      }
      li.here {
        flex: none;
      }
      button {
        position: relative;
        display: grid;
        align-content: center;
        justify-items: start;
        min-height: 3.1rem;
        width: 100%;
        padding: 0.25rem 0.9rem 0.25rem 1.65rem;
        border: 0;
        background: none;
        color: var(--soft);
        font: 600 0.95rem/1.3 var(--sans);
        cursor: pointer;
        isolation: isolate;
        text-align: start;
      }
      button::before,
      button::after {
        content: '';
        position: absolute;
        inset: 0.2rem 0;
        z-index: -1;
        background: var(--line);
        clip-path: polygon(0.7rem 0, 100% 0, 100% 100%, 0.7rem 100%, 0 70%, 0 30%);
      }
      button::after {
        inset: calc(0.2rem + 1.5px) 1.5px;
        background: var(--paper);
      }
      .hole {
        position: absolute;
        inset-inline-start: 0.62rem;
        inset-block-start: calc(50% - 0.3rem);
        width: 0.6rem;
        height: 0.6rem;
        border-radius: 50%;
        border: 2px solid var(--line-strong);
        background: var(--paper);
      }
      .here button {
        color: var(--ink);
      }
      .here button::before {
        background: var(--kraft);
      }
      .here button::after {
        background: var(--kraft-weak);
      }
      .here .hole,
      .done .hole {
        border-color: var(--kraft);
      }
      button:disabled {
        cursor: default;
      }
      button:hover:not(:disabled) {
        color: var(--indigo);
      }
      b {
        font-weight: inherit;
        white-space: nowrap;
      }
      .done b::after {
        content: ' ✓';
        color: var(--green);
      }
      small {
        font: 400 0.75rem/1.3 var(--sans);
        color: var(--soft);
        max-width: 12.5rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 44rem) {
        small {
          display: none;
        }
        li {
          flex: 1 1 auto;
        }
        button {
          min-height: 2.75rem;
          padding: 0.25rem 0.3rem 0.25rem 1.15rem;
          font-size: clamp(0.72rem, 3.2vw, 0.9rem);
        }
        .hole {
          inset-inline-start: 0.4rem;
          width: 0.45rem;
          height: 0.45rem;
          inset-block-start: calc(50% - 0.225rem);
          border-width: 1.5px;
        }
        .done b::after {
          content: '';
        }
      }
      @media (max-width: 28rem) {
        li:not(.here) .hole {
          display: none;
        }
        ol {
          flex-wrap: wrap;
        }
        li,
        li.here {
          flex: 1 1 0;
          min-width: min-content;
        }
        button {
          padding-inline-end: 0.1rem;
          font-size: 0.72rem;
        }
        li:not(.here) button {
          padding-inline-start: 0.5rem;
        }
        b {
          white-space: normal;
          overflow-wrap: normal;
        }
      }
      /* The names need all the room there is. */
      @media (max-width: 26rem) {
        .hole {
          display: none;
        }
        button {
          padding-inline: 0.8rem 0.25rem;
        }
      }
      @media (forced-colors: active) {
        .here button {
          border: 2px solid Highlight;
        }
      }
    `,
  ];

  override render() {
    const { state } = this.ui;
    return html`<nav aria-label=${this.t('steps')}>
      <ol>
        ${STEPS.map((step) => {
          const here = state.step === step;
          const done = isDone(state, step);
          const detail = this.detail(step);
          return html`<li class=${here ? 'here' : done ? 'done' : ''}>
            <button
              type="button"
              data-test="step-${step}"
              aria-current=${here ? 'step' : nothing}
              ?disabled=${!here && !canOpen(state, step)}
              @click=${() => this.ui.send({ type: 'step-opened', step })}
            >
              <span class="hole" aria-hidden="true"></span>
              <b>${this.t(`step-${step}`)}</b>
              ${done ? html`<span class="seen">${this.t('step-is-done')}</span>` : nothing}
              ${detail ? html`<small>${detail}</small>` : nothing}
            </button>
          </li>`;
        })}
      </ol>
    </nav>`;
  }

  /** What is settled at a place, in a few words. */
  private detail(step: Step): string {
    const { state, words } = this.ui;
    switch (step) {
      case 'destination': {
        const destination = destinationOf(state);
        return destination ? words.pick(destination.label) : '';
      }
      case 'files':
        if (state.files.length === 0) return '';
        return this.t('step-files-detail', {
          count: state.files.length,
          size: words.bytes(sizeOf(state.files)),
        });
      case 'check':
        return state.survey ? this.t('step-check-detail', { count: totals(state.survey.document).read }) : '';
      case 'pack':
        return '';
      case 'handover':
        return state.packed ? this.t('step-handover-detail', { count: state.packed.document.bundles.length }) : '';
    }
  }
}

customElements.define('nizukuri-steps', Steps);
