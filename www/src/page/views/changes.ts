/** Everything that was decided, one line each, to be taken back one by one. */

import { css, html, nothing } from 'lit';
import type { Finding } from '../../shared/protocol.ts';
import { destinationOf } from '../derive.ts';
import { type Change, changes } from '../plan.ts';
import { controls, small, View } from './base.ts';

/** Lines shown without asking. */
const LINES = 50;

export class Changes extends View {
  static override styles = [
    small,
    controls,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 0.8rem;
        padding: 0.4rem 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      button {
        flex: none;
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    const all = changes(state.plan);
    if (all.length === 0) return nothing;
    const count = state.shown['changes'] ?? LINES;
    return html`<section class="card" aria-labelledby="title" data-test="changes">
      <h2 id="title" tabindex="-1">${this.t('changes-title', { count: all.length })}</h2>
      <ul>
        ${all.slice(0, count).map((change) => {
          const what = this.what(change);
          const remove = async () => {
            send({ type: 'plan-changed', plan: change.without });
            await this.focusOn('#title');
          };
          return html`<li data-test="change" data-what=${change.what}>
            <bdi>${what}</bdi>
            <button type="button" class="quiet small" data-test="change-remove" aria-label=${this.t('change-remove-one', { what })} @click=${remove}>
              ${this.t('change-remove')}
            </button>
          </li>`;
        })}
      </ul>
      ${all.length > count
        ? html`<button type="button" class="quiet small" @click=${() => send({ type: 'more-shown', id: 'changes', count: all.length })}>
            ${this.t('show-rest', { count: all.length - count })}
          </button>`
        : nothing}
    </section>`;
  }

  private what({ what, of, name = '', value, answer }: Change): string {
    const { words, state } = this.ui;
    const destination = destinationOf(state);
    const tab = (id: string) => words.pick(destination?.tabs.find((one) => one.id === id)?.label ?? { ja: id, en: id });
    switch (what) {
      case 'option': {
        const own = destination?.options.find(({ key }) => key === of);
        const core = of === 'own-address' ? 'own-title' : of === 'zone' ? 'zone' : `option-${of}`;
        const said = [`option-${of}-${value}`, `value-${value}`].find((id) => words.has(id));
        const shown = said ? this.t(said) : value;
        return `${own ? words.pick(own.label) : this.t(core)}: ${shown}`;
      }
      case 'answer': {
        const finding = { code: of, tab: '', field: answer?.field ?? '', count: 0, number: 0, samples: [], places: [] } as unknown as Finding;
        const { source, record } = answer!;
        const found = answer!.found ?? answer!.part;
        const where = [
          answer?.tab ? tab(answer.tab) : '',
          answer?.field ?? '',
          found === undefined ? '' : this.t('change-value', { value: found || this.t('blank') }),
          source === undefined ? '' : record === undefined ? source : this.t('answers-place', { source, number: record + 1 }),
        ];
        const then = this.t(value === '' && answer!.action === 'set' ? 'answered-blank' : `answered-${answer!.action}`, { value });
        return `${words.finding(finding, '').title} (${where.filter(Boolean).join(' · ')}) → ${then}`;
      }
      case 'agent': {
        const say = state.plan.agents?.[of];
        const then = say?.administrator ? 'agent-said-administrator' : say?.add ? 'agent-said-add' : say?.to ? 'agent-said-to' : 'agent-said';
        return `${of || this.t('agent-nobody')} → ${this.t(then, { value })}`;
      }
      case 'folder':
        return `${of || this.t('folder-none')} → ${value || this.t('tab-none')}`;
      case 'tab':
        return this.t('change-tab', { source: of, value: value === 'none' ? this.t('tab-none') : tab(value) });
      case 'column':
        return this.t('change-column', { source: of, name, value: value === 'none' || value === 'carry' ? this.t(`field-${value}`) : value });
      default:
        return this.t(`change-${what}`, { source: of, value });
    }
  }
}

customElements.define('nizukuri-changes', Changes);
