/** What went wrong on our side, what it means for the user's data, and the way on. */

import { css, html, nothing } from 'lit';
import { controls, small, View } from './base.ts';

export class Failure extends View {
  static override styles = [
    small,
    controls,
    css`
      .card {
        border-color: var(--red);
        border-inline-start-width: 5px;
        margin-bottom: 1.5rem;
      }
      .row {
        margin-top: 0.8rem;
      }
      code {
        font: 0.8rem/1.5 var(--mono);
        color: var(--soft);
      }
    `,
  ];

  override firstUpdated(): void {
    void this.focusOn('h2');
  }

  override render() {
    const { failure } = this.ui.state;
    if (!failure) return html``;
    const id = failure.kind === 'crash' ? 'crash' : this.ui.words.has(`failed-${failure.code}`) ? `failed-${failure.code}` : 'failed';
    return html`<section class="card" role="alert" data-test="crash-message">
      <h2 tabindex="-1">${this.t(id)}</h2>
      <p>${this.t(`${id}-why`)}</p>
      <p class="soft">${this.t('failed-safe')}</p>
      <div class="row">
        <button type="button" class="do" data-test="restart" @click=${() => this.again()}>${this.t('failed-again')}</button>
        ${failure.during === 'start'
          ? nothing
          : html`<button type="button" @click=${() => this.ui.send({ type: 'failure-dismissed' })}>
              ${this.t('failed-close')}
            </button>`}
      </div>
      <p><code>${failure.code}${failure.message ? `: ${failure.message.slice(0, 400)}` : ''}</code></p>
    </section>`;
  }

  private again(): void {
    const { state, run, send } = this.ui;
    const during = state.failure?.during;
    send({ type: 'failure-dismissed' });
    if (during === 'start') void run.start();
    else if (during === 'pack') void run.pack();
    else void run.survey();
  }
}

customElements.define('nizukuri-failure', Failure);
