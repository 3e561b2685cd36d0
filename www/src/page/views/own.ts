/** Whose mail is whose: the addresses that are the company's own. */

import { css, html, nothing } from 'lit';
import { ownAddresses, withOption } from '../plan.ts';
import { controls, small, View } from './base.ts';
import { cards, tables } from './tables.ts';

const ROWS = 12;

export class Own extends View {
  static override styles = [
    small,
    controls,
    tables,
    cards(css`36rem`),
    css`
      label {
        display: flex;
        gap: 0.6rem;
        align-items: baseline;
      }
      input {
        translate: 0 0.2rem;
      }
      .name {
        color: var(--soft);
      }
      td {
        overflow-wrap: anywhere;
      }
      /* Numbers take the room they need, addresses the rest. */
      :is(th, td):first-child {
        width: 100%;
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    const { people } = state.survey!.document;
    if (people.length === 0) return nothing;
    const count = state.shown.people ?? ROWS;
    return html`<section class="card" aria-labelledby="title" data-test="own-addresses">
      <h2 id="title" tabindex="-1">${this.t('own-title')}</h2>
      <p class="soft">${this.t('own-why')}</p>
      <div class="scroll">
        <table role="table" aria-labelledby="title">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">${this.t('col-own')}</th>
              <th scope="col" role="columnheader" class="num">${this.t('col-sent')}</th>
              <th scope="col" role="columnheader" class="num">${this.t('col-received')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${people.slice(0, count).map((person) => this.row(person))}
          </tbody>
        </table>
      </div>
      ${people.length > count
        ? html`<button
            type="button"
            class="quiet small"
            @click=${() => send({ type: 'more-shown', id: 'people', count: count + 10 * ROWS })}
          >
            ${this.t('show-rest', { count: people.length - count })}
          </button>`
        : nothing}
    </section>`;
  }

  private row({ address, name, sent, received, own }: { address: string; name: string; sent: number; received: number; own: boolean }) {
    const { state, send } = this.ui;
    const say = state.plan.options['own-address'];
    const checked = say === undefined ? own : ownAddresses(state.plan).includes(address);
    const change = () => {
      // The first say of the user takes over what was assumed, so that one press changes one address only.
      const before = say === undefined ? this.assumed() : ownAddresses(state.plan);
      const others = before.filter((other) => other !== address);
      send({ type: 'plan-changed', plan: withOption(state.plan, 'own-address', checked ? others : [...others, address]) });
    };
    return html`<tr role="row">
      <td role="cell" class="whole">
        <label>
          <input type="checkbox" data-test="own" .checked=${checked} @change=${change} />
          <span>${this.name(address)} ${name ? html`<bdi class="name">${name}</bdi>` : nothing}</span>
        </label>
      </td>
      <td role="cell" class="num" data-column=${this.t('col-sent')}>${this.n(sent)}</td>
      <td role="cell" class="num" data-column=${this.t('col-received')}>${this.n(received)}</td>
    </tr>`;
  }

  private assumed(): string[] {
    return this.ui.state.survey!.document.people.filter(({ own }) => own).map(({ address }) => address);
  }
}

customElements.define('nizukuri-own', Own);
