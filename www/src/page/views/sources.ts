/** What each source was found to be; for tables, which tab they feed. */

import { css, html, nothing } from 'lit';
import type { Plan, SurveySource } from '../../shared/protocol.ts';
import { destinationOf, once, sum } from '../derive.ts';
import { withExcluded, withTable } from '../plan.ts';
import { controls, small, View } from './base.ts';
import './borders.ts';
import './columns.ts';
import { stacked, tables } from './tables.ts';

/** Rows at a time; a folder of 20,000 mails is one line per folder away from being readable anyway. */
const ROWS = 50;

export class Sources extends View {
  static override styles = [
    small,
    controls,
    tables,
    stacked,
    css`
      .within {
        display: block;
        font-size: 0.8rem;
      }
      select {
        min-height: 2.1rem;
        font-size: 0.875rem;
      }
      /* What hangs on a row stays in the window while the table scrolls. */
      .scroll {
        container-type: inline-size;
      }
      .results {
        position: sticky;
        inset-inline-start: 0.7rem;
        max-width: calc(100cqi - 1.4rem);
      }
      .results select {
        max-width: min(16rem, 100cqi - 1.4rem);
      }
      .out {
        color: var(--soft);
        text-decoration: line-through;
      }
      @media (width > 64rem) {
        button {
          white-space: nowrap;
        }
        td.kind {
          min-width: 10rem;
        }
        td.name {
          min-width: 9rem;
        }
      }
      tr.detail td {
        border-top: 0;
        padding-top: 0;
      }
    `,
  ];

  override render() {
    const { state, words, send } = this.ui;
    const { sources } = state.survey!.document;
    const count = state.shown.sources ?? ROWS;
    const all = inOrder(sources);
    const rest = sources.length - count;
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.t('sources-title')}</h2>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="title">
        <table role="table">
          <caption>
            ${this.t('sources-caption', {
              count: sources.length,
              size: words.bytes(sum(sources, (source) => source.bytes)),
            })}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">${this.t('col-name')}</th>
              <th scope="col" role="columnheader">${this.t('col-kind')}</th>
              <th scope="col" role="columnheader" class="num">${this.t('col-size')}</th>
              <th scope="col" role="columnheader" class="num">${this.t('col-records')}</th>
              <th scope="col" role="columnheader">${this.t(destinationOf(state)?.mail ? 'source-taken' : 'col-goes')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${all.slice(0, count).map((source, at) => this.row(source, at))}
          </tbody>
        </table>
      </div>
      ${rest > 0
        ? html`<p class="row">
            <span class="soft">${this.t('rest', { count: rest })}</span>
            <button class="small" type="button" @click=${() => send({ type: 'more-shown', id: 'sources', count: count + 2 * ROWS })}>
              ${this.t('show-more')}
            </button>
          </p>`
        : nothing}
    </section>`;
  }

  private row(source: SurveySource, at: number) {
    const { state, words } = this.ui;
    const panel = panelOf(source);
    const open = panel !== null && state.open.includes(`${panel}-${source.name}`);
    const out = state.plan.exclude.includes(source.name);
    return html`<tr role="row" data-test="survey-source">
        <td role="cell" class="name first">
          <bdi class=${out ? 'out' : ''}>${source.name}</bdi>
          ${source.within ? html`<span class="within soft">${this.t('source-within', { name: source.within })}</span>` : nothing}
        </td>
        <td role="cell" class="kind">
          ${this.t(`kind-${source.kind}`)} ${source.charset ? html`<span class="within soft">${source.charset}</span>` : nothing}
          <span class="within soft why">${this.t(`why-${source.kind}`)}</span>
        </td>
        <td role="cell" class="num" data-column=${this.t('col-size')}>${words.bytes(source.bytes)}</td>
        <td role="cell" class="num" data-column=${this.t('col-records')}>${this.n(source.records)}</td>
        <td role="cell">
          <div class="row">
            ${source.table ? this.tab(source) : this.takes(source, out)} ${panel ? this.opener(source, at, panel, open) : nothing}
          </div>
        </td>
      </tr>
      ${source.table ? this.results(source) : nothing}
      ${open
        ? html`<tr role="row" class="detail" id="panel-${at}">
            <td role="cell" colspan="5">
              ${panel === 'columns'
                ? html`<nizukuri-columns .ui=${this.ui} .source=${source}></nizukuri-columns>`
                : html`<nizukuri-borders .ui=${this.ui} .source=${source}></nizukuri-borders>`}
            </td>
          </tr>`
        : nothing}`;
  }

  private opener({ name, borders }: SurveySource, at: number, panel: 'columns' | 'borders', open: boolean) {
    return html`<button
      type="button"
      class="small"
      data-test=${panel}
      aria-expanded=${open}
      aria-controls="panel-${at}"
      @click=${() => this.ui.send({ type: 'panel-toggled', id: `${panel}-${name}` })}
    >
      ${panel === 'columns' ? this.t('columns-open') : this.t('borders-open', { count: borders?.doubtful ?? 0 })}
    </button>`;
  }

  private tab(source: SurveySource) {
    const { state, words, send } = this.ui;
    const destination = destinationOf(state);
    const say = state.plan.tables[source.name]?.tab;
    const results = isResults(source, state.plan);
    const template = isTemplate(source, state.plan);
    const chosen = results ? 'errors' : template ? 'template' : (say ?? source.table?.tab ?? 'none');
    const change = (event: Event) => {
      const tab = (event.target as HTMLSelectElement).value;
      const table = tab === 'errors' || tab === 'template' ? { role: tab } : { tab, ...((results || template) && { role: 'records' }) };
      send({ type: 'plan-changed', plan: withTable(state.plan, source.name, table) });
    };
    return html`<select aria-label=${this.t('tab-of', { name: source.name })} data-test="tab" @change=${change}>
      <option value="none" .selected=${chosen === 'none'}>${this.t('tab-none')}</option>
      ${destination?.tabs.map(
        (tab) => html`<option value=${tab.id} .selected=${chosen === tab.id}>${words.pick(tab.label)}</option>`,
      )}
      ${destination?.tabs.some(({ learned }) => learned)
        ? html`<option value="template" .selected=${template}>${this.t('template')}</option>`
        : nothing}
      ${destination?.secondRun ? html`<option value="errors" .selected=${results}>${this.t('results')}</option>` : nothing}
    </select>`;
  }

  /** Where a table of results says which record failed. */
  private results(source: SurveySource) {
    const { state, words, send } = this.ui;
    if (!isResults(source, state.plan)) return nothing;
    const { errors, columns } = source.table!;
    const headers = columns.map(({ header }) => [header, header] as const).filter(([header]) => header);
    const tabs = (destinationOf(state)?.tabs ?? []).map(({ id, label }) => [id, words.pick(label)] as const);
    const select = (key: 'tab' | 'id' | 'error', values: (readonly [string, string])[]) => {
      const chosen = state.plan.tables[source.name]?.[key] ?? errors?.[key] ?? '';
      const change = (event: Event) => {
        const say = { ...state.plan.tables[source.name], role: 'errors', [key]: (event.target as HTMLSelectElement).value || undefined };
        send({ type: 'plan-changed', plan: { ...state.plan, tables: { ...state.plan.tables, [source.name]: say } } });
      };
      return html`<label class="soft"
        >${this.t(`results-${key}`)}
        <select data-test="results-${key}" @change=${change}>
          ${[['', '—'] as const, ...values].map(([value, name]) => html`<option value=${value} .selected=${value === chosen}>${name}</option>`)}
        </select></label
      >`;
    };
    return html`<tr role="row" class="detail">
      <td role="cell" colspan="5">
        <div class="row results" data-test="results">
          ${select('tab', tabs)} ${select('id', headers)} ${select('error', headers)}
          ${errors ? nothing : html`<p class="soft">${this.t('results-missing')}</p>`}
        </div>
      </td>
    </tr>`;
  }

  /** Mail is taken unless the user leaves it out. */
  private takes(source: SurveySource, out: boolean) {
    const { state, send } = this.ui;
    if (source.kind === 'empty' || source.kind === 'unknown') return html`<span class="soft">${this.t('tab-none')}</span>`;
    if (source.kind === 'zip') {
      // A damaged or empty ZIP gave nothing.
      const opened = state.survey!.document.sources.some(({ within }) => within === source.name);
      return html`<span class="soft">${this.t(opened ? 'zip-opened' : 'tab-none')}</span>`;
    }
    return html`<label class="row soft">
      <input
        type="checkbox"
        .checked=${!out}
        @change=${() => send({ type: 'plan-changed', plan: withExcluded(state.plan, source.name, !out) })}
      />
      ${this.t('source-taken')}
    </label>`;
  }
}

/** Where not all are shown, those with something to decide come first: nobody finds a doubtful border in the last row. */
const inOrder = once((sources: SurveySource[]) =>
  sources.length > ROWS ? [...sources].sort((a, b) => Number(!panelOf(a)) - Number(!panelOf(b))) : sources,
);

/** What can be opened below a source. */
function panelOf({ table, borders }: SurveySource): 'columns' | 'borders' | null {
  return table?.tab ? 'columns' : borders?.doubtful ? 'borders' : null;
}

/** Whether the user says, or else the core saw, that a table holds results and no records. */
function isResults({ name, table }: SurveySource, { tables: said }: Plan): boolean {
  const role = said[name]?.role;
  return role === undefined ? Boolean(table?.errors) : role === 'errors';
}

/** The same of one that only shows the columns of a tab. */
function isTemplate({ name, table }: SurveySource, { tables: said }: Plan): boolean {
  const role = said[name]?.role;
  return role === undefined ? Boolean(table?.template) : role === 'template';
}

customElements.define('nizukuri-sources', Sources);
