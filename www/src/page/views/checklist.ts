/** The vendor's steps after saving, each with what may happen if it is skipped. */

import { css, html, nothing } from 'lit';
import { daysAfter, destinationOf } from '../derive.ts';
import { controls, small, View } from './base.ts';

export class Checklist extends View {
  static override styles = [
    small,
    controls,
    css`
      ol {
        margin: 0.4rem 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        border-top: 1px solid var(--line);
      }
      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.8rem;
        padding: 0.75rem 0;
        cursor: pointer;
      }
      input {
        margin-top: 0.3rem;
      }
      label.date {
        grid-template-columns: auto auto;
        justify-content: start;
        align-items: center;
        cursor: auto;
      }
      .date input {
        margin: 0;
      }
      .risk {
        grid-column: 2;
        color: var(--soft);
        font-size: 0.875rem;
      }
      .risk b {
        color: var(--ochre);
        font-weight: 600;
      }
      input:checked ~ .text {
        color: var(--soft);
      }
    `,
  ];

  override render() {
    const { state, words, send } = this.ui;
    const { checklist: lines = [], options = [] } = destinationOf(state) ?? {};
    if (lines.length === 0) return nothing;
    // What steers packing has its say before.
    const asked = options.filter(({ key, fills }) => !fills && lines.some(({ from }) => from === key));
    return html`<section class="card" aria-labelledby="title" data-test="checklist">
      <h2 id="title">${this.t('checklist-title')}</h2>
      <p class="soft">${this.t('checklist-done', { done: state.ticked.length, count: lines.length })}</p>
      ${asked.map(
        ({ key, label }) =>
          html`<label class="date"
            >${words.pick(label)}
            <input
              type="date"
              data-test="day-${key}"
              .value=${this.known(key)}
              @change=${(event: Event) => send({ type: 'line-dated', from: key, day: (event.target as HTMLInputElement).value })}
          /></label>`,
      )}
      <ol>
        ${lines.map(
          ({ text, risk, from, days }, line) =>
            html`<li>
              <label>
                <input
                  type="checkbox"
                  .checked=${state.ticked.includes(line)}
                  @change=${() => send({ type: 'line-ticked', line })}
                />
                <span class="text">${this.day(from, Number(days))}${words.pick(text)}</span>
                ${words.pick(risk)
                  ? html`<span class="risk"><b>${this.t('checklist-risk')}</b> ${words.pick(risk)}</span>`
                  : nothing}
              </label>
            </li>`,
        )}
      </ol>
    </section>`;
  }

  private known(key: string): string {
    const { days, plan } = this.ui.state;
    return days[key] ?? String(plan.options[key] ?? '');
  }

  /** The day by which a line should be done, if it is known which one it is counted from. */
  private day(from: string | null, days: number) {
    const day = from === null ? '' : this.known(from);
    return day === '' ? nothing : html`<b class="day">${this.ui.words.day(daysAfter(day, days))}</b> `;
  }
}

customElements.define('nizukuri-checklist', Checklist);
