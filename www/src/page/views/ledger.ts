/** The ledger: every record read is packed, held, a duplicate, or filtered. */

import { css, html, nothing } from 'lit';
import { sum } from '../derive.ts';
import type { LedgerLine } from '../../shared/protocol.ts';
import { small, View } from './base.ts';
import './flow.ts';
import { cards, tables } from './tables.ts';

const PARTS = ['read', 'packed', 'held', 'duplicate', 'filtered', 'already'] as const;
const ROWS = 300;

export class Ledger extends View {
  static override styles = [
    small,
    tables,
    cards(css`36rem`),
    css`
      .ok {
        color: var(--green);
        font-weight: 600;
        margin-top: 0.6rem;
      }
      .bad {
        color: var(--red);
        font-weight: 600;
        margin-top: 0.6rem;
      }
    `,
  ];

  override render() {
    const { ledger, mail } = this.ui.state.packed!.document;
    const total = (part: (typeof PARTS)[number]) => sum(ledger, (line) => line[part]);
    const balanced = ledger.every(balances);
    // Without an earlier run the last column would hold nothing.
    const parts = PARTS.filter((part) => part !== 'already' || total(part) > 0);
    return html`<section class="card" aria-labelledby="title" data-test="ledger">
      <h2 id="title">${this.t('ledger-title')}</h2>
      <p class="soft">${this.t('ledger-caption')}</p>
      <nizukuri-flow .ui=${this.ui}></nizukuri-flow>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="title">
        <table role="table" aria-labelledby="title">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">${this.t('col-name')}</th>
              ${parts.map((part) => html`<th scope="col" role="columnheader" class="num">${this.t(`ledger-${part}`)}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${ledger.slice(0, ROWS).map(
              (line) =>
                html`<tr role="row">
                  <th scope="row" role="rowheader">${this.name(line.source)}</th>
                  ${parts.map((part) => this.cell(part, line[part]))}
                </tr>`,
            )}
          </tbody>
          <tfoot role="rowgroup">
            <tr role="row">
              <th scope="row" role="rowheader">${this.t('ledger-total')}</th>
              ${parts.map((part) => this.cell(part, total(part)))}
            </tr>
          </tfoot>
        </table>
      </div>
      ${mail ? nothing : html`<p class="soft">${this.t('ledger-why')}</p>`}
      <p class=${balanced ? 'ok' : 'bad'}>${balanced ? '✓ ' : ''}${this.t(balanced ? 'ledger-balances' : 'ledger-does-not')}</p>
    </section>`;
  }

  private cell(part: (typeof PARTS)[number], count: number) {
    return html`<td role="cell" class="num" data-column=${this.t(`ledger-${part}`)}>${this.n(count)}</td>`;
  }
}

const balances = ({ read, packed, held, duplicate, filtered, already }: LedgerLine): boolean =>
  read === packed + held + duplicate + filtered + already;

customElements.define('nizukuri-ledger', Ledger);
