/** The columns of one table beside the fields they become. */

import { css, html, nothing } from 'lit';
import type { DestinationField, SurveySource } from '../../shared/protocol.ts';
import { destinationOf } from '../derive.ts';
import { withTable } from '../plan.ts';
import { columnKey, templateOf, templateText } from '../template.ts';
import { controls, small, View } from './base.ts';
import { stacked, tables } from './tables.ts';

type Column = NonNullable<SurveySource['table']>['columns'][number];

/** What is dragged: the name of a field. */
const FIELD = 'application/x-nizukuri-field';

/** Below this the match is shown as a guess. */
const SURE = 80;

export class Columns extends View {
  static override properties = { ...View.properties, source: { attribute: false } };
  declare source: SurveySource;

  static override styles = [
    small,
    controls,
    tables,
    stacked,
    css`
      section {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        padding: 0.8rem 1rem;
      }
      select {
        min-height: 2.1rem;
        font-size: 0.875rem;
      }
      .sample {
        color: var(--soft);
        max-width: 16rem;
      }
      .sure {
        white-space: nowrap;
        font-size: 0.825rem;
      }
      .guess {
        color: var(--ochre);
        font-weight: 600;
      }
      .assumed {
        display: inline-block;
        border: 1px dashed var(--ochre);
        color: var(--ochre);
        border-radius: 0.3rem;
        padding: 0 0.35rem;
        font-size: 0.75rem;
      }
      .unused {
        margin-top: 0.8rem;
        gap: 0.35rem;
      }
      .chip {
        border: 1px dashed var(--line-strong);
        border-radius: 0.35rem;
        padding: 0 0.45rem;
        font-size: 0.8rem;
        cursor: grab;
      }
      /* Where there is nothing to drag with, the choices are enough. */
      @media (pointer: coarse) {
        .unused {
          display: none;
        }
      }
      .save {
        margin-top: 0.8rem;
      }
      .missing {
        color: var(--red);
        margin-top: 0.6rem;
      }
    `,
  ];

  override firstUpdated(): void {
    void this.arriveAt('h3');
  }

  override render() {
    const { columns, tab: id } = this.source.table!;
    const tab = destinationOf(this.ui.state)?.tabs.find((one) => one.id === id);
    // Columns that are learned are those of the table that shows them.
    const shown = tab?.learned ? this.ui.state.survey?.document.sources.find(({ table }) => table?.template === id) : undefined;
    const learned = (shown?.table?.columns ?? (tab?.learned ? columns : [])).map(({ header }) => ({ name: header, label: { ja: '', en: '' }, confirmed: true }));
    const used = new Set(columns.map(({ field }) => field));
    const missing = tab?.fields.filter(({ required, name }) => required && !used.has(name)) ?? [];
    return html`<section aria-labelledby="title" data-test="columns-panel">
      <h3 id="title" tabindex="-1">${this.t('columns-title', { name: this.source.name, tab: tab ? this.ui.words.pick(tab.label) : '' })}</h3>
      <p class="soft">${this.t('columns-why')}</p>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="title">
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">${this.t('col-column')}</th>
              <th scope="col" role="columnheader">${this.t('col-sample')}</th>
              <th scope="col" role="columnheader">${this.t('col-field')}</th>
              <th scope="col" role="columnheader">${this.t('col-sure')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${columns.map((column, at) => this.row(column, at, tab?.learned ? learned : (tab?.fields ?? []), tab?.learned))}
          </tbody>
        </table>
      </div>
      ${missing.length > 0
        ? html`<p class="missing">${this.t('columns-missing', { fields: missing.map(({ name }) => name).join(', ') })}</p>`
        : nothing}
      ${tab && !tab.learned ? this.unused(tab.fields.filter(({ name }) => !used.has(name))) : nothing}
      <p class="save row">
        <button type="button" class="small" data-test="save-template" @click=${this.save}>${this.t('template-save')}</button>
        <span class="soft">${this.t('template-why')}</span>
      </p>
    </section>`;
  }

  /** Fields that no column fills: to be dragged to one. The choices beside the columns do the same. */
  private unused(fields: DestinationField[]) {
    if (fields.length === 0) return nothing;
    return html`<p class="row unused" data-test="unused" aria-hidden="true">
      <span class="soft">${this.t('columns-unused')}</span>
      ${fields.map(
        ({ name, label }) =>
          html`<span class="chip" draggable="true" @dragstart=${(event: DragEvent) => event.dataTransfer?.setData(FIELD, name)}>${fieldName(name, this.ui.words.pick(label))}</span>`,
      )}
    </p>`;
  }

  private over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes(FIELD)) event.preventDefault();
  };

  private save = (): void => {
    const template = templateOf(this.source, this.ui.state.plan);
    const name = `${this.source.name.replace(/^.*\/|\.\w+$/g, '')}.columns.json`;
    this.ui.run.save(name, new Blob([templateText(template)], { type: 'application/json' }));
  };

  private row(column: Column, at: number, fields: { name: string; label: { ja: string; en: string }; confirmed: boolean }[], learned = false) {
    const { state, words, send } = this.ui;
    const key = columnKey(this.source.table!, at);
    const chosen = state.plan.tables[this.source.name]?.columns?.[key] ?? column.field ?? 'none';
    const field = fields.find(({ name }) => name === chosen);
    const say = (field: string) => send({ type: 'plan-changed', plan: withTable(state.plan, this.source.name, { columns: { [key]: field } }) });
    const change = (event: Event) => say((event.target as HTMLSelectElement).value);
    const drop = (event: DragEvent) => {
      const field = event.dataTransfer?.getData(FIELD);
      if (!field) return;
      event.preventDefault();
      say(field);
    };
    return html`<tr role="row" @dragover=${this.over} @drop=${drop}>
      <th scope="row" role="rowheader" class="first"><bdi>${column.header || this.t('column-number', { number: at + 1 })}</bdi></th>
      <td role="cell" class="sample" data-column=${this.t('col-sample')}><bdi>${column.sample}</bdi></td>
      <td role="cell">
        <select aria-label=${this.t('field-of', { name: column.header })} data-test="field" @change=${change}>
          ${['none', ...(key === column.header && !learned ? ['carry'] : [])].map(
            (one) => html`<option value=${one} .selected=${chosen === one}>${this.t(`field-${one}`)}</option>`,
          )}
          ${fields.map(
            ({ name, label }) =>
              html`<option value=${name} .selected=${chosen === name}>${fieldName(name, words.pick(label))}</option>`,
          )}
        </select>
        ${field && !field.confirmed ? html`<span class="assumed">${this.t('assumed')}</span>` : nothing}
      </td>
      <td role="cell" class="sure">${this.sure(column, chosen)}</td>
    </tr>`;
  }

  private sure(column: Column, chosen: string) {
    const said = chosen !== (column.field ?? 'none');
    if (said) return this.t('sure-said');
    if (column.field === null) return html`<span class="soft">—</span>`;
    const percent = this.t('sure-percent', { percent: column.confidence });
    return column.confidence >= SURE ? percent : html`<span class="guess">${this.t('sure-guess')} ${percent}</span>`;
  }
}

const fieldName = (name: string, label: string): string => (label && label !== name ? `${name} (${label})` : name);

customElements.define('nizukuri-columns', Columns);
