/** All agents, what each carries, and who is meant by those the destination will not know. */

import { css, html, nothing, svg } from 'lit';
import type { AgentSay, SurveyAgent } from '../../shared/protocol.ts';
import { withAgent } from '../plan.ts';
import { controls, small, View } from './base.ts';
import { cards, tables } from './tables.ts';

const ROWS = 20;
/** A proposal from here on, with no other like it, is taken by the button for all. */
const SURE = 90;
const SIGNS: Record<string, string> = { listed: '✓', unknown: '?', inactive: '‖', invalid: '✕', name: '@' };

type Line = Pick<SurveyAgent, 'found' | 'address' | 'name' | 'department' | 'tickets' | 'threads' | 'comments' | 'spellings' | 'proposals' | 'to' | 'how'> & {
  state: SurveyAgent['state'] | '';
};

const blank: Line = { found: '', address: '', name: '', department: '', state: '', tickets: 0, threads: 0, comments: 0, spellings: [], proposals: [], to: '', how: '' };

export class Agents extends View {
  static override styles = [
    small,
    controls,
    tables,
    cards(css`52rem`),
    css`
      .state {
        white-space: nowrap;
        font-size: 0.85rem;
      }
      .listed,
      .said {
        color: var(--green);
      }
      .unknown,
      .inactive,
      .name {
        color: var(--ochre);
        font-weight: 600;
      }
      .invalid {
        color: var(--red);
        font-weight: 600;
      }
      .said {
        font-size: 0.85rem;
      }
      th[scope='row'] {
        min-width: min(17rem, 40vw);
        overflow-wrap: anywhere;
      }
      .act {
        width: 45%;
        overflow-wrap: anywhere;
      }
      /* How much of all tickets: the number stands above it. */
      .share {
        display: block;
        width: 100%;
        min-width: 4rem;
        height: 4px;
      }
      .share rect {
        fill: var(--line);
      }
      .share rect + rect {
        fill: var(--indigo);
      }
      form {
        display: grid;
        gap: 0.5rem;
        margin-top: 0.5rem;
        padding: 0.7rem;
        border: 1px solid var(--line);
        border-radius: 0.5rem;
      }
      label {
        display: grid;
        font-size: 0.85rem;
      }
      .all {
        margin-block: 0.6rem;
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    const { agents } = state.survey!.document;
    const lines = this.lines();
    if (lines.length === 0) return nothing;
    const count = state.shown.agents ?? ROWS;
    const sure = agents.filter((agent) => this.isOpen(agent) && isSure(agent));
    const fall = (unit: 'tickets' | 'threads' | 'comments') =>
      lines.reduce((sum, line) => sum + (line.state !== 'listed' && line.to === '' ? line[unit] : 0), 0);
    const takeAll = () =>
      send({ type: 'plan-changed', plan: sure.reduce((plan, { found, proposals }) => withAgent(plan, found, { to: proposals[0]!.address }), state.plan) });
    return html`<section class="card" aria-labelledby="title" data-test="agents">
      <h2 id="title" tabindex="-1">${this.t('agents-title')}</h2>
      <p class="soft">${this.t('agents-why')}</p>
      <p data-test="agents-fall">${this.t('agents-fall', { tickets: fall('tickets'), threads: fall('threads'), comments: fall('comments') })}</p>
      ${sure.length > 0
        ? html`<p class="all">
            <button type="button" data-test="agents-sure" @click=${takeAll}>${this.t('agents-sure', { count: sure.length, percent: SURE })}</button>
          </p>`
        : nothing}
      <datalist id="listed">
        ${agents.filter((agent) => agent.state === 'listed').map(({ address, name }) => html`<option value=${address}>${name}</option>`)}
      </datalist>
      <table role="table" aria-labelledby="title">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">${this.t('col-agent')}</th>
            <th scope="col" role="columnheader">${this.t('col-state')}</th>
            ${(['tickets', 'threads', 'comments'] as const).map((unit) => html`<th scope="col" role="columnheader" class="num">${this.t(`col-${unit}`)}</th>`)}
            <th scope="col" role="columnheader">${this.t('col-decision')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${lines.slice(0, count).map((line, at) => this.row(line, at))}
        </tbody>
      </table>
      ${lines.length > count
        ? html`<button type="button" class="quiet small" @click=${() => send({ type: 'more-shown', id: 'agents', count: count + 10 * ROWS })}>
            ${this.t('show-rest', { count: lines.length - count })}
          </button>`
        : nothing}
    </section>`;
  }

  /** Those in the survey, own mailboxes that never wrote, and records that name nobody. */
  private lines(): Line[] {
    const { state } = this.ui;
    const { agents, people, findings } = state.survey!.document;
    const silent = people.filter(({ own, address }) => own && !agents.some((agent) => agent.address === address));
    const nobody = findings.filter(({ code }) => code === 'agent-missing' || code === 'agent-default');
    const tickets = nobody.reduce((sum, { count }) => sum + count, 0);
    return [
      ...(tickets > 0 || state.plan.agents?.[''] ? [{ ...blank, tickets, to: state.plan.agents?.['']?.to ?? '' }] : []),
      ...agents,
      ...silent.map(({ address, name }): Line => ({ ...blank, found: address, address, name, state: 'unknown' })),
    ];
  }

  /** Nobody has decided yet who is meant. */
  private isOpen({ found, state, how }: Line): boolean {
    return state !== 'listed' && how === '' && this.ui.state.plan.agents?.[found] === undefined;
  }

  private row(line: Line, at: number) {
    const { found, name, state, spellings, department } = line;
    const also = [name === found ? '' : name, department].filter(Boolean).join(' · ');
    const units = ['tickets', 'threads', 'comments'] as const;
    return html`<tr role="row" data-test="agent" data-state=${state}>
      <th scope="row" role="rowheader">
        <bdi>${found || this.t('agent-nobody')}</bdi>
        ${also ? html`<br /><bdi class="soft">${also}</bdi>` : nothing}
        ${spellings.length > 1
          ? html`<br /><span class="soft" title=${spellings.map((one) => one.found).join('\n')}>${this.t('agent-spelled', { count: spellings.length })}</span>`
          : nothing}
      </th>
      <td role="cell" class="state whole ${state}">${state ? html`<span aria-hidden="true">${SIGNS[state]}</span> ${this.t(`agent-${state}`)}` : nothing}</td>
      ${units.map((unit) => html`<td role="cell" class="num" data-column=${this.t(`col-${unit}`)}>${this.n(line[unit])}${unit === 'tickets' ? this.share(line.tickets) : nothing}</td>`)}
      <td role="cell" class="act whole" id="act-${at}">${this.decision(line, at)}</td>
    </tr>`;
  }

  private share(tickets: number) {
    const most = Math.max(1, ...this.lines().map((line) => line.tickets));
    return html`<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="4" />
      ${svg`<rect width=${(tickets / most) * 100} height="4" />`}
    </svg>`;
  }

  private decision(line: Line, at: number) {
    const { state, send } = this.ui;
    const { found, how, to } = line;
    const said = state.plan.agents?.[found];
    const say = async (next: AgentSay | null): Promise<void> => {
      const panel = `agent-${found}`;
      if (state.open.includes(panel)) send({ type: 'panel-toggled', id: panel });
      send({ type: 'plan-changed', plan: withAgent(state.plan, found, next) });
      await this.focusOn(`#act-${at} button`);
    };
    if (said) {
      const then = said.administrator ? 'administrator' : said.add ? 'add' : said.to ? 'to' : 'department';
      const value = [said.to, said.department].filter(Boolean).join(' · ');
      return html`<span class="said">✓ ${this.t(then === 'department' ? 'agent-said' : `agent-said-${then}`, { value })}</span>
        <button type="button" class="quiet small" data-test="agent-undo" @click=${() => say(null)}>${this.t('change-remove')}</button>`;
    }
    const open = state.open.includes(`agent-${found}`);
    return html`${to && how ? html`<p class="said">✓ ${this.t(how === 'plan' ? 'agent-said-to' : 'agent-found', { value: to })}</p>` : nothing}
      <div class="row">
        ${this.isOpen(line)
          ? line.proposals.map(
              ({ address, name, confidence }) =>
                html`<button type="button" class="small" data-test="agent-proposal" title=${address} @click=${() => say({ to: address })}>
                  <bdi>${line.proposals.some((one) => one.name === name && one.address !== address) ? address : name || address}</bdi>
                  ${this.t('sure-percent', { percent: confidence })}
                </button>`,
            )
          : nothing}
        <button type="button" class="quiet small" data-test="agent-more" aria-expanded=${open} @click=${() => send({ type: 'panel-toggled', id: `agent-${found}` })}>
          ${this.t(open ? 'fold' : line.state === 'listed' ? 'agent-department' : 'agent-choose')}
          <span class="seen">${found || this.t('agent-nobody')}</span>
        </button>
      </div>
      ${open ? this.form(line, say) : nothing}`;
  }

  /** Match to an address, add, or leave to the administrator; and the department. */
  private form({ found, address, state }: Line, say: (say: AgentSay) => Promise<void>) {
    const set = (event: SubmitEvent) => {
      event.preventDefault();
      const values = new FormData(event.target as HTMLFormElement);
      const text = (name: string) => String(values.get(name) ?? '').trim();
      const to = text('to');
      const department = text('department');
      const add = (event.submitter as HTMLButtonElement | null)?.value === 'add';
      void say({ ...(to && { to }), ...(add && { add }), ...(department && { department }) });
    };
    const known = state !== 'listed';
    // Who has an address can be added under it; of a name, the address must be said.
    const self = state === 'unknown' && address !== '';
    return html`<form @submit=${set} data-test="agent-form">
      ${known
        ? html`<label
            >${this.t('agent-address')}
            <input type="text" name="to" list="listed" pattern=".+@.+" ?required=${found !== ''} data-test="agent-to" autocomplete="off" />
          </label>`
        : nothing}
      <label>${this.t('col-department')}<input type="text" name="department" data-test="agent-department" autocomplete="off" /></label>
      <div class="row">
        <button type="submit" class="small do" data-test="agent-set">${this.t(known ? 'agent-match' : 'answer-set')}</button>
        ${known
          ? html`<button type="submit" class="small" value="add" ?formnovalidate=${self} data-test="agent-add">${this.t('agent-add')}</button>
              <button type="button" class="small" data-test="agent-administrator" @click=${() => say({ administrator: true })}>
                ${this.t('agent-administrator')}
              </button>`
          : nothing}
      </div>
    </form>`;
  }
}

const isSure = ({ proposals: [first, second] }: Line): boolean => first !== undefined && first.confidence >= SURE && (second?.confidence ?? 0) < SURE;

customElements.define('nizukuri-agents', Agents);
