/** Which findings are shown: by a text, errors only, by tab, by file. */

import { css, html, nothing } from 'lit';
import type { Finding } from '../../shared/protocol.ts';
import { spokenOf } from '../derive.ts';
import { type Filter, NO_FILTER } from '../state.ts';
import { controls, small, View } from './base.ts';

export class FilterView extends View {
  static override properties = { ...View.properties, shown: { attribute: false } };
  declare shown: Finding[];

  static override styles = [
    small,
    controls,
    css`
      form {
        gap: 0.5rem 0.9rem;
      }
      label {
        font-size: 0.85rem;
      }
      input[type='search'] {
        flex: 1 1 12rem;
        min-width: 8rem;
      }
      select {
        max-width: 14rem;
      }
      :is(input[type='search'], select) {
        min-height: 2.2rem;
        font-size: 0.875rem;
      }
      p {
        margin-top: 0.5rem;
      }
    `,
  ];

  override render() {
    const { state, words } = this.ui;
    const { filter } = state;
    const { findings, tabs: all } = state.survey!.document;
    const { tabs, sources } = spokenOf(findings);
    const label = (id: string) => words.pick(all.find(({ tab }) => tab === id)?.label ?? { ja: id, en: id });
    const files = filter.source && !sources.includes(filter.source) ? [...sources, filter.source] : sources;
    const on = Object.values(filter).some(Boolean);
    return html`<form role="search" class="row" data-test="filter" @submit=${(event: Event) => event.preventDefault()} @keydown=${this.onKey}>
        <input
          type="search"
          data-test="filter-text"
          aria-label=${this.t('filter-text')}
          placeholder=${this.t('filter-text')}
          .value=${filter.text}
          @input=${(event: Event) => this.say({ text: (event.target as HTMLInputElement).value })}
        />
        <label class="row">
          <input type="checkbox" data-test="filter-errors" .checked=${filter.errors} @change=${(event: Event) => this.say({ errors: (event.target as HTMLInputElement).checked })} />
          ${this.t('filter-errors')}
        </label>
        ${this.select('tab', tabs, label)} ${this.select('source', files, (name) => name)}
      </form>
      ${on
        ? html`<p class="row soft">
            <span role="status" data-test="filter-shown">${this.t('filter-shown', { shown: this.shown.length, count: findings.length })}</span>
            <button type="button" class="quiet small" data-test="filter-clear" @click=${this.clear}>${this.t('filter-clear')}</button>
          </p>`
        : nothing}
      ${filter.source && this.shown.some(({ source, count, places }) => !source && count > places.length)
        ? html`<p class="soft">${this.t('filter-source-maybe')}</p>`
        : nothing}`;
  }

  private select(key: 'tab' | 'source', values: string[], label: (value: string) => string) {
    const now = this.ui.state.filter[key];
    if (values.length < 2 && !now) return nothing;
    return html`<select
      aria-label=${this.t(`filter-${key}`)}
      data-test="filter-${key}"
      @change=${(event: Event) => this.say({ [key]: (event.target as HTMLSelectElement).value })}
    >
      <option value="" .selected=${now === ''}>${this.t(`filter-${key}-all`)}</option>
      ${values.map((value) => html`<option value=${value} .selected=${value === now}>${label(value)}</option>`)}
    </select>`;
  }

  private say(filter: Partial<Filter>): void {
    this.ui.send({ type: 'filter-changed', filter });
  }

  private clear = (): void => {
    this.say(NO_FILTER);
    void this.focusOn('input');
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.clear();
  };
}

customElements.define('nizukuri-filter', FilterView);
