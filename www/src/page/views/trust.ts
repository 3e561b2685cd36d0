/** How to see for oneself that nothing is sent; and, as plainly, what no page can promise. */

import { css, html, nothing } from 'lit';
import { sum } from '../derive.ts';
import { controls, small, View } from './base.ts';
import { tables } from './tables.ts';

/** How each system works out the hash of a file. */
const COMMANDS = [
  ['Windows', 'certutil -hashfile nizukuri.html SHA256'],
  ['macOS', 'shasum -a 256 nizukuri.html'],
  ['Linux', 'sha256sum nizukuri.html'],
];

/** Reserved for examples: even if it got there, nobody would be listening. */
const NOWHERE = 'https://nizukuri.example/';

export class Trust extends View {
  static override styles = [
    small,
    controls,
    tables,
    css`
      .card {
        margin-bottom: 1.2rem;
        break-inside: avoid;
      }
      .work {
        columns: 2 22rem;
        margin-bottom: 1.2rem;
        column-gap: 1.2rem;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 0.8rem 2.2rem;
        margin: 0 0 0.8rem;
      }
      dt {
        color: var(--soft);
        font-size: 0.875rem;
      }
      dd {
        margin: 0;
        font: 600 1.7rem/1.3 var(--serif);
      }
      .good {
        color: var(--green);
      }
      .bad {
        color: var(--red);
      }
      ol,
      ul {
        margin: 0.2rem 0 0;
        padding-inline-start: 1.4rem;
      }
      li + li,
      p + p,
      .soft {
        margin-top: 0.5rem;
      }
      pre {
        margin: 0.6rem 0 0;
        padding: 0.7rem 0.9rem;
        border-radius: 0.5rem;
        background: var(--paper);
        border: 1px solid var(--line);
        font: 0.78rem/1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .risk {
        background: var(--ochre-weak);
      }
      .card button {
        margin-top: 0.8rem;
      }
    `,
  ];

  private timer?: ReturnType<typeof setInterval>;
  private again = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    for (const event of ['online', 'offline']) addEventListener(event, this.again);
    // What is stored grows while it is looked at.
    this.timer = setInterval(() => this.ui.run.facts(), 2000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const event of ['online', 'offline']) removeEventListener(event, this.again);
    clearInterval(this.timer);
  }

  override firstUpdated(): void {
    this.ui.run.facts();
  }

  override render() {
    const card = (id: string, content: unknown, more = '') => html`<section class="card ${more}" aria-labelledby=${id}>
      <h2 id=${id}>${this.t(id)}</h2>
      ${content}
    </section>`;
    return html`
      <h1 tabindex="-1">${this.t('silence-title')}</h1>
      <p class="lead">${this.t('silence-how')}</p>
      ${card('silence-now', this.now())}
      <div class="work" data-test="trust">
        ${card('silence-plug', html`<p>${this.t('silence-plug-how')}</p>`)}
        ${card('silence-steps', html`<ol>${[1, 2, 3, 4].map((at) => html`<li>${this.t(`silence-step-${at}`)}</li>`)}</ol>`)}
        ${card('silence-stored', this.stored())}
        ${card('silence-print', this.print())}
        ${card('silence-rest', html`<ul>${[1, 2, 3, 4].map((at) => html`<li>${this.t(`silence-rest-${at}`)}</li>`)}</ul>`, 'risk')}
        ${card('silence-policy', this.policy())}
      </div>
      <button type="button" class="do" data-test="trust-close" @click=${() => this.ui.send({ type: 'silence-closed' })}>
        ${this.t('silence-back')}
      </button>
    `;
  }

  /** Counted by the page, the shell around it, and the workers, each for itself. */
  private now() {
    const all = Object.values(this.ui.state.watched);
    const asked = sum(all, (one) => one.asked);
    const stopped = sum(all, (one) => one.stopped);
    // Nothing but the browser's own refusal is wanted here.
    const attempt = () => void fetch(NOWHERE, { mode: 'no-cors' }).catch(() => {});
    const figure = (id: string, value: unknown, test: string, mood = '') => html`<div>
      <dt>${this.t(id)}</dt>
      <dd class="num ${mood}" data-test=${test}>${value}</dd>
    </div>`;
    return html`<dl class="figures">
        ${figure('silence-asked', this.n(asked), 'asked', asked === 0 ? 'good' : 'bad')}
        ${figure('silence-stopped', this.n(stopped), 'stopped')}
        ${figure('silence-line', this.t(navigator.onLine ? 'silence-online' : 'silence-offline'), 'line')}
      </dl>
      <p class="soft">${this.t('silence-counted')}</p>
      <button type="button" data-test="attempt" @click=${attempt}>${this.t('silence-attempt')}</button>
      <p role="status">${stopped > 0 ? this.t('silence-attempted') : nothing}</p>`;
  }

  private stored() {
    const { state, words, run } = this.ui;
    const { facts } = state;
    if (!facts) return nothing;
    const { stored, copies, others } = facts;
    const rows: [string, string][] = [
      ['stored-files', stored ? (stored.files ? `${words.bytes(stored.bytes)} (${this.n(stored.files)})` : '0') : this.t('stored-refused')],
      ['stored-copies', this.n(copies)],
      ['stored-others', this.n(others)],
    ];
    return html`<table aria-labelledby="silence-stored">
        <tbody>
          ${rows.map(
            ([id, value]) => html`<tr>
              <th scope="row">${this.t(id)}</th>
              <td class="num" data-test=${id}>${value}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      <p class="soft">${this.t('stored-why')}</p>
      <button
        type="button"
        data-test="forget"
        ?disabled=${state.job?.kind === 'pack' || (!stored?.files && copies === 0)}
        @click=${() => run.deleteStored()}
      >
        ${this.t('handover-delete')}
      </button>`;
  }

  private print() {
    const { facts } = this.ui.state;
    return html`<p>${this.t('print-why')}</p>
      ${facts?.print ? html`<pre data-test="print">${facts.print}</pre>` : nothing}
      <p class="soft">${this.t('print-self')}</p>
      <pre>${COMMANDS.map(([system, command]) => `${system}: ${command}`).join('\n')}</pre>`;
  }

  private policy() {
    const { policy } = this.ui.state;
    return html`<p>${this.t('silence-policy-why')}</p>
      <pre data-test="policy">${policy.replaceAll('; ', ';\n')}</pre>`;
  }
}

customElements.define('nizukuri-trust', Trust);
