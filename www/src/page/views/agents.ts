/** The agents, and whether the destination will know them: tickets are tied by the address alone. */

import { css, html, nothing } from 'lit';
import { controls, small, tables, View } from './base.ts';

const ROWS = 20;

export class Agents extends View {
  static override styles = [
    small,
    controls,
    tables,
    css`
      .state {
        white-space: nowrap;
        font-size: 0.85rem;
      }
      .listed {
        color: var(--green);
      }
      .unknown {
        color: var(--ochre);
        font-weight: 600;
      }
      .invalid {
        color: var(--red);
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    const { agents } = state.survey!.document;
    if (agents.length === 0) return nothing;
    const count = state.shown.agents ?? ROWS;
    // Those that need a look come first.
    const order = ['invalid', 'unknown', 'listed'];
    const sorted = [...agents].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.tickets - a.tickets);
    return html`<section class="card" aria-labelledby="title" data-test="agents">
      <h2 id="title">${this.t('agents-title')}</h2>
      <p class="soft">${this.t('agents-why')}</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="title">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t('col-agent')}</th>
              <th scope="col">${this.t('col-department')}</th>
              <th scope="col" class="num">${this.t('col-tickets')}</th>
              <th scope="col">${this.t('col-state')}</th>
            </tr>
          </thead>
          <tbody>
            ${sorted.slice(0, count).map(
              (agent) => html`<tr>
                <td>
                  <bdi>${agent.address}</bdi>${agent.name ? html`<br /><bdi class="soft">${agent.name}</bdi>` : nothing}
                </td>
                <td>${agent.department || '—'}</td>
                <td class="num">${this.n(agent.tickets)}</td>
                <td class="state ${agent.state}">
                  ${this.ui.words.has(`agent-${agent.state}`) ? this.t(`agent-${agent.state}`) : agent.state}
                </td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${sorted.length > count
        ? html`<button
            type="button"
            class="quiet small"
            @click=${() => send({ type: 'more-shown', id: 'agents', count: count + 10 * ROWS })}
          >
            ${this.t('show-rest', { count: sorted.length - count })}
          </button>`
        : nothing}
    </section>`;
  }
}

customElements.define('nizukuri-agents', Agents);
