/** Undo and redo of decisions; the plan as a file, to go on another day or on another machine. */

import { css, html, nothing } from 'lit';
import { controls, small, View } from './base.ts';

const PLAN_NOTICES = ['plan-opened', 'plan-not-one', 'plan-elsewhere', 'template-opened'];

export class PlanBar extends View {
  static override styles = [
    small,
    controls,
    css`
      .row {
        margin-bottom: 1.2rem;
        gap: 0.3rem 0.4rem;
      }
      svg {
        width: 1rem;
        height: 1rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      label.button {
        border-color: transparent;
        background: none;
        color: var(--indigo);
        padding-inline: 0.5rem;
        min-height: 2rem;
        font-size: 0.85rem;
      }
      hr {
        width: 1px;
        height: 1.2rem;
        margin: 0 0.4rem;
        border: 0;
        background: var(--line);
      }
    `,
  ];

  override render() {
    const { state, send, run } = this.ui;
    const open = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      if (file) void run.openPlan(file);
      input.value = '';
    };
    return html`<div class="row" role="group" aria-label=${this.t('plan-bar')}>
      <button
        type="button"
        class="quiet small"
        data-test="undo"
        ?disabled=${state.past.length === 0}
        @click=${() => send({ type: 'plan-undone' })}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 3L2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 010 7H7" /></svg>
        ${this.t('undo')}
      </button>
      <button
        type="button"
        class="quiet small"
        data-test="redo"
        ?disabled=${state.future.length === 0}
        @click=${() => send({ type: 'plan-redone' })}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M10 3l3.5 3.5L10 10m3.5-3.5H6a3.5 3.5 0 000 7h3" /></svg>
        ${this.t('redo')}
      </button>
      <hr aria-hidden="true" />
      <button
        type="button"
        class="quiet small"
        data-test="save-plan"
        @click=${() => run.save('nizukuri-plan.json', new Blob([JSON.stringify(state.plan, null, 2)], { type: 'application/json' }))}
      >
        ${this.t('plan-save')}
      </button>
      <label class="button"
        >${this.t('plan-open')}<input type="file" accept=".json,application/json" data-test="open-plan" @change=${open}
      /></label>
      ${PLAN_NOTICES.includes(state.notice?.id ?? '') ? html`<span class="soft">${this.t(state.notice!.id)}</span>` : nothing}
    </div>`;
  }
}

customElements.define('nizukuri-plan-bar', PlanBar);
