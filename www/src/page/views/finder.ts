/** Finds a piece of text in a whole column of a tab, and replaces it: how often, where first, and how it will look. */

import { css, html, nothing, type PropertyValues } from 'lit';
import type { DestinationField, SearchDocument } from '../../shared/protocol.ts';
import { withPart } from '../plan.ts';
import { controls, small, View } from './base.ts';

/** What `go-row` carries: the row's number in the tab, from 0. */
export interface GoRow {
  row: number;
  field: string;
}

export class Finder extends View {
  static override properties = { ...View.properties, tab: { attribute: false }, fields: { attribute: false }, search: { state: true } };
  declare tab: string;
  declare fields: DestinationField[];
  declare search: { field: string; part: string; instead: string; found: SearchDocument | 'failed' | null } | null;

  constructor() {
    super();
    this.search = null;
  }

  static override styles = [
    small,
    controls,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: end;
        margin-block: 0.8rem;
      }
      label {
        display: grid;
        font-size: 0.825rem;
        color: var(--soft);
      }
      ul {
        list-style: none;
        margin: 0.4rem 0;
        padding: 0;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('tab')) this.search = null;
  }

  override render() {
    const found = this.search?.found;
    const find = async (event: SubmitEvent) => {
      event.preventDefault();
      const { field, part } = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
      if (!part) return;
      this.search = { field: field!, part, instead: '', found: null };
      const answer = await this.ui.run.search(this.tab, field!, part);
      if (this.search?.part === part) this.search = { field: field!, part, instead: '', found: answer };
    };
    return html`<form @submit=${find} data-test="grid-search">
        <label
          >${this.t('grid-column')}
          <select name="field" @change=${() => (this.search = null)}>
            ${this.fields.map(({ name }) => html`<option>${name}</option>`)}
          </select></label
        >
        <label>${this.t('grid-find')} <input type="text" name="part" @input=${() => (this.search = null)} /></label>
        <button type="submit" class="small">${this.t('grid-search')}</button>
      </form>
      ${this.search ? html`<div role="status">${found ? this.hits(found) : html`<p class="soft">${this.t('check-reading')}…</p>`}</div>` : nothing}`;
  }

  private hits(found: SearchDocument | 'failed') {
    if (found === 'failed') return html`<p class="soft">${this.t('grid-failed')}</p>`;
    const { part, field, instead } = this.search!;
    const type = (event: Event) => (this.search = { ...this.search!, instead: (event.target as HTMLInputElement).value });
    const replace = (event: SubmitEvent) => {
      event.preventDefault();
      const value = String(new FormData(event.target as HTMLFormElement).get('value'));
      this.ui.send({ type: 'plan-changed', plan: withPart(this.ui.state.plan, this.tab, field, part, value) });
      this.search = null;
    };
    const first = found.first.slice(0, 5);
    return html`<p data-test="grid-hits">${this.t('grid-hits', { count: found.rows, part, field })}</p>
      ${found.rows === 0
        ? nothing
        : html`<ul data-test="grid-preview">
              ${first.map(
                (hit) => html`<li>
                  <button type="button" class="quiet small" @click=${() => this.go(hit.at)}>${this.t('grid-row', { number: hit.at + 1 })}</button>
                  <bdi>${hit.found}</bdi> → <bdi>${hit.found.replaceAll(part, () => instead)}</bdi>
                </li>`,
              )}
            </ul>
            <form @submit=${replace} data-test="grid-replace">
              <label>${this.t('grid-instead')} <input type="text" name="value" @input=${type} /></label>
              <button type="submit" class="small">${this.t('grid-replace', { count: found.rows })}</button>
            </form>`}`;
  }

  private go(row: number): void {
    const detail: GoRow = { row, field: this.search!.field };
    this.dispatchEvent(new CustomEvent('go-row', { detail }));
  }
}

customElements.define('nizukuri-finder', Finder);
