/** Beside the work: boxes, contents, and the mail by month. */

import { css, html, nothing, svg } from 'lit';
import { boxes, destinationOf, everyMonth, mailBoxes, sum, type Box } from '../derive.ts';
import type { PackDocument, Proposal, SurveyMail } from '../../shared/protocol.ts';
import { isTaken, withProposal } from '../plan.ts';
import { controls, small, View } from './base.ts';
import { tables } from './tables.ts';

/** A chart of fewer months than this does not grow fat bars. */
const FEW = 18;

export class Aside extends View {
  static override styles = [
    small,
    controls,
    tables,
    css`
      aside {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.2rem;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(3.6rem, 1fr));
        gap: 0.6rem;
        margin: 0;
        padding: 0;
        list-style: none;
        text-align: center;
        font-size: 0.75rem;
        color: var(--soft);
      }
      /* The five bundles of a common cap stand in one row. */
      @media (max-width: 26rem) {
        ul {
          grid-template-columns: repeat(auto-fill, minmax(2.9rem, 1fr));
          gap: 0.4rem;
        }
      }
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }
      .proposals {
        margin-top: 1rem;
        padding-top: 0.9rem;
        border-top: 1px solid var(--line);
      }
      .proposals ul {
        grid-template-columns: minmax(0, 1fr);
        gap: 0.8rem;
        text-align: start;
      }
      .proposals li {
        display: grid;
        gap: 0.35rem;
        justify-items: start;
        font-size: 0.9rem;
        color: var(--ink);
      }
      .carton {
        fill: var(--card);
        stroke: var(--kraft);
        stroke-width: 1.5;
        stroke-linejoin: round;
      }
      .empty .carton {
        stroke-dasharray: 3 2.5;
        opacity: 0.75;
      }
      .fill {
        fill: var(--kraft-side);
      }
      .tape {
        fill: var(--tape);
        stroke: var(--kraft);
        stroke-width: 0.8;
      }
      .mark {
        fill: none;
        stroke: var(--kraft);
        stroke-width: 1.2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      td:first-child,
      th:first-child {
        padding-inline-start: 0;
      }
      td:last-child,
      th:last-child {
        padding-inline-end: 0;
      }
      @media (max-width: 30rem) {
        th,
        td {
          padding-inline: 0.25rem;
        }
      }
      th,
      thead th {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .chart {
        height: 5rem;
      }
      .bar {
        fill: var(--indigo);
      }
      .gap {
        fill: var(--ochre-weak);
        stroke: var(--ochre);
        stroke-dasharray: 2 2;
        vector-effect: non-scaling-stroke;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: 0.75rem;
        color: var(--soft);
      }
      .held {
        color: var(--red);
      }
      .gaps {
        margin-top: 0.5rem;
        color: var(--ochre);
        font-size: 0.85rem;
      }
      .months {
        max-height: 22rem;
        overflow: auto;
        margin-top: 0.6rem;
      }
    `,
  ];

  override render() {
    return html`<aside aria-label=${this.t('aside')}>${this.cartons()} ${this.previous()} ${this.contents()} ${this.months()}</aside>`;
  }

  private cartons() {
    const { state, words } = this.ui;
    const destination = destinationOf(state);
    const packed = state.packed?.revision === state.revision ? state.packed.document : null;
    const mail = state.survey?.document.mail;
    if (mail) return this.mailCartons(mail, packed);
    if (!destination || !state.survey || destination.caps.bundleBytes >= 1e15) return nothing;
    const { tabs, estimate } = state.survey.document;
    const rows = sum(tabs, ({ records, held, taken }) => (taken ? records - held : 0));
    const list = boxes(estimate.caps, packed, estimate.bytes, rows);
    const { bundles, bundleBytes } = estimate.caps;
    const size = words.bytes(bundleBytes);
    return html`<section class="card">
      <h2>${bundles < 1000 ? this.t('boxes-title', { count: bundles, size }) : this.t('boxes-title-each', { size })}</h2>
      <ul>
        ${list.map(
          (box) => html`<li class=${box.bytes > 0 ? '' : 'empty'}>
            ${carton(box, packed !== null)}<span class="num">${box.bytes > 0 ? words.bytes(box.bytes) : this.t('box-empty')}</span>
          </li>`,
        )}
      </ul>
      ${packed ? nothing : html`<p class="soft">${this.t('boxes-estimated')}</p> ${this.proposals()}`}
    </section>`;
  }

  /** Mail: each mailbox fills boxes of its own, or all share them. */
  private mailCartons(mail: SurveyMail, packed: PackDocument | null) {
    const { words } = this.ui;
    const of = (bytes: number) => (mail.box === null ? 60 : Math.min(100, Math.max(2, (bytes / mail.box) * 100)));
    const list: Box[] = packed ? packed.bundles.map(({ bytes }) => ({ bytes, fill: of(bytes) })) : mailBoxes(mail);
    if (list.length === 0) return nothing;
    const size = words.bytes(mail.box ?? 0);
    return html`<section class="card" data-test="boxes">
      <h2>${this.t(mail.box === null ? 'boxes-title-mail' : 'boxes-title-mail-each', { count: list.length, size })}</h2>
      <ul>
        ${list.slice(0, 60).map((box) => html`<li>${carton(box, packed !== null)}<span class="num">${words.bytes(box.bytes)}</span></li>`)}
      </ul>
      ${packed ? nothing : html`<p class="soft">${this.t('boxes-estimated')}</p>`}
    </section>`;
  }

  /** Mailboxes in the order they are brought in. */
  private mailboxes({ mailboxes }: SurveyMail) {
    const { words } = this.ui;
    return html`<section class="card" data-test="mailboxes">
      <h2 id="contents">${this.t('mailboxes-title')}</h2>
      <div class="months" tabindex="0" role="group" aria-labelledby="contents">
        <table aria-labelledby="contents">
          <thead>
            <tr>
              <th scope="col">${this.t('folder-goes')}</th>
              <th scope="col" class="num">${this.t('folder-messages')}</th>
              <th scope="col" class="num">${this.t('folder-size')}</th>
            </tr>
          </thead>
          <tbody>
            ${mailboxes.map(
              ({ folder, state, messages, bytes }, at) =>
                html`<tr>
                  <th scope="row">${at + 1}. <bdi>${folder}</bdi>${state ? html` / <bdi>${state}</bdi>` : nothing}</th>
                  <td class="num">${this.n(messages)}</td>
                  <td class="num">${words.bytes(bytes)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  /** What to do when everything at once is too much. */
  private proposals() {
    const { state, words, send } = this.ui;
    const { proposals, limit } = state.survey?.document.estimate ?? { proposals: [], limit: null };
    if (proposals.length === 0 || limit === null) return nothing;
    const set = (options: Proposal['options']) => send({ type: 'plan-changed', plan: withProposal(state.plan, options) });
    const size = (bytes = 0) => words.bytes(bytes);
    return html`<div class="proposals" data-test="proposals">
      <h3>${this.t('too-much', { limit: size(limit) })}</h3>
      <ul>
        ${proposals.map(({ kind, figures, options }) => {
          const { first = '', last = '', records = 0, over, files = 0, later } = figures;
          const years = first === last ? first : `${first}–${last}`.replace(/^–/, '');
          const values = { years, records, files, size: size(figures.bytes), over: size(over), later: size(later) };
          const taken = isTaken(state.plan, options);
          return html`<li>
            <p>${this.t(`proposal-${kind}`, values)}</p>
            ${kind === 'ask'
              ? nothing
              : html`<button
                  type="button"
                  class="small"
                  data-test="proposal"
                  data-kind=${kind}
                  aria-pressed=${taken}
                  ?disabled=${state.job?.kind === 'pack'}
                  @click=${() => set(taken ? {} : options)}
                >
                  ${this.t(taken ? 'proposal-taken' : 'proposal-take')}
                </button>`}
          </li>`;
        })}
      </ul>
    </div>`;
  }

  /** What an earlier run did, and what becomes of the records now. */
  private previous() {
    const { state } = this.ui;
    const packed = state.packed?.revision === state.revision ? state.packed.document : null;
    const previous = (packed ?? state.survey?.document)?.previous;
    if (!previous) return nothing;
    return html`<section class="card" data-test="previous">
      <h2>${this.t('previous-title')}</h2>
      <p>${this.t('previous-text', { ...previous })}</p>
      <p class="soft">${this.t('previous-counts', { ...previous })}</p>
      ${previous.files ? html`<p class="soft">${this.t('previous-files', { ...previous })}</p>` : nothing}
    </section>`;
  }

  private contents() {
    const mail = this.ui.state.survey?.document.mail;
    return html`${mail && mail.mailboxes.length > 0 ? this.mailboxes(mail) : nothing}${this.tabs()}`;
  }

  private tabs() {
    const { state, words } = this.ui;
    const packed = state.packed?.revision === state.revision ? state.packed.document : null;
    const tabs = (packed ?? state.survey?.document)?.tabs.filter(({ records, taken }) => records > 0 && taken) ?? [];
    if (tabs.length === 0) return nothing;
    const limit = state.survey!.document.estimate.limit;
    return html`<section class="card">
      <h2 id="tabs">${this.t('contents-title')}</h2>
      <table aria-labelledby="tabs">
        <thead>
          <tr>
            <th scope="col">${this.t('col-tab')}</th>
            <th scope="col" class="num">${this.t('col-packed')}</th>
            <th scope="col" class="num">${this.t('col-held')}</th>
            <th scope="col" class="num">${this.t('folder-size')}</th>
          </tr>
        </thead>
        <tbody>
          ${tabs.map(
            ({ label, records, held, bytes }) =>
              html`<tr>
                <th scope="row">${words.pick(label)}</th>
                <td class="num">${this.n(records - held)}</td>
                <td class="num ${held > 0 ? 'held' : ''}">${held > 0 ? this.n(held) : '–'}</td>
                <td class="num">${words.bytes(bytes)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${this.t('ledger-total')}</th>
            <td class="num">${this.n(sum(tabs, ({ records, held }) => records - held))}</td>
            <td class="num">${this.n(sum(tabs, ({ held }) => held))}</td>
            <td class="num">${words.bytes(sum(tabs, ({ bytes }) => bytes))}${limit === null ? nothing : html`<br /><small>/ ${words.bytes(limit)}</small>`}</td>
          </tr>
        </tfoot>
      </table>
    </section>`;
  }

  private months() {
    const { state, words, send } = this.ui;
    const all = everyMonth(state.survey?.document.months ?? []);
    if (all.length === 0) return nothing;
    const most = Math.max(...all.map(({ messages }) => messages));
    const gaps = all.filter(({ messages }) => messages === 0);
    const [first, last] = [words.month(all[0]!.month), words.month(all.at(-1)!.month)];
    const text = this.t('months-text', { first, last, count: sum(all, ({ messages }) => messages), gaps: gaps.length });
    const open = state.open.includes('months');
    return html`<section class="card">
      <h2>${this.t('months-title')}</h2>
      <svg class="chart" viewBox="0 0 ${Math.max(all.length, FEW) * 10} 100" preserveAspectRatio="none" role="img" aria-label=${text}>
        ${all.map(({ messages }, place) => {
          // A short row stands in the middle.
          const at = place + Math.max(0, FEW - all.length) / 2;
          const height = Math.max(2, (messages / most) * 96);
          return messages === 0
            ? svg`<rect class="gap" x=${at * 10 + 1.5} y="4" width="7" height="95" />`
            : svg`<rect class="bar" x=${at * 10 + 1.5} y=${100 - height} width="7" height=${height} />`;
        })}
      </svg>
      <p class="ends num" aria-hidden="true"><span>${first}</span><span>${all.length > 1 ? last : ''}</span></p>
      ${gaps.length > 0
        ? html`<p class="gaps">${this.t('months-gaps', { first: words.month(gaps[0]!.month), more: gaps.length - 1 })}</p>`
        : nothing}
      <button
        type="button"
        class="quiet small"
        aria-expanded=${open}
        @click=${() => send({ type: 'panel-toggled', id: 'months' })}
      >
        ${this.t(open ? 'months-hide' : 'months-show')}
      </button>
      ${open
        ? html`<div class="months" tabindex="0" role="group" aria-label=${this.t('months-title')}>
            <table aria-label=${this.t('months-title')}>
              ${all.map(
                ({ month, messages }) =>
                  html`<tr>
                    <th scope="row">${words.month(month)}</th>
                    <td class="num">${this.n(messages)}</td>
                  </tr>`,
              )}
            </table>
          </div>`
        : nothing}
    </section>`;
  }
}

/** A carton seen from the front: open flaps while it is only planned, taped when it is packed. */
function carton({ bytes, fill }: Box, packed: boolean) {
  const height = (fill / 100) * 33;
  const closed = packed && bytes > 0;
  return html`<svg viewBox="0 0 56 52" aria-hidden="true">
    ${closed ? nothing : svg`<path class="carton" d="M8 14L1 6l9-2 4 10zM48 14l7-8-9-2-4 10z" />`}
    <rect class="carton" x="8" y="14" width="40" height="34" rx="1" />
    ${bytes > 0 ? svg`<rect class="fill" x="8.75" y=${47.25 - height} width="38.5" height=${height} />` : nothing}
    ${closed ? svg`<rect class="tape" x="24" y="14" width="8" height="15" />` : nothing}
    <path class="mark" d="M38 43v-6m-2 2l2-2 2 2M43 43v-6m-2 2l2-2 2 2M36 45h9" />
  </svg>`;
}

customElements.define('nizukuri-aside', Aside);
