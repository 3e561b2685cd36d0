/**
 * The rows of a tab, a million or one: as they will be written, with what was found, and mended in place. Long, since what is in
 * view, where the keys are and what is being edited are one state: whichever part was moved out would need the rest of it.
 */

import { css, html, nothing, type PropertyValues } from 'lit';
import type { Answer, DestinationField, RowsDocument, SurveyDocument } from '../../shared/protocol.ts';
import { destinationOf, isStale } from '../derive.ts';
import { cellSaid, withCell } from '../plan.ts';
import { controls, small, View } from './base.ts';
import type { GoRow } from './finder.ts';
import './finder.ts';

/** Pixels of a row. */
const ROW = 34;
/** No browser lays out more pixels than some ten million: rows beyond share them, and the bar says only about where one is. */
const TALLEST = 8_000_000;
/** Rows kept: some screens to both sides. */
const KEPT = 4_000;

type Chunk = RowsDocument & { columns: NonNullable<RowsDocument['columns']> };
/** A row, and what it was read with. */
interface Line {
  chunk: Chunk;
  row: RowsDocument['rows'][number];
}
interface Cell {
  found: string;
  used: string;
  severity: string;
  code: string;
}

export class Grid extends View {
  static override properties = {
    ...View.properties,
    tab: { state: true },
    first: { state: true },
    at: { state: true },
    editing: { state: true },
    read: { state: true },
  };
  declare tab: string;
  /** The first row that is seen. */
  declare first: number;
  /** Row and column that keys act on. */
  declare at: [number, number];
  declare editing: boolean;
  /** Counts what came, so that it is drawn. */
  declare read: number;

  private lines = new Map<number, Line>();
  private known: SurveyDocument | null = null;
  private asking = false;
  private total = 0;

  constructor() {
    super();
    Object.assign(this, { tab: '', first: 0, at: [0, 0], editing: false, read: 0 });
  }

  static override styles = [
    small,
    controls,
    css`
      .tools {
        margin: 0.8rem 0;
      }
      label {
        display: grid;
        font-size: 0.825rem;
        color: var(--soft);
      }
      input[type='number'] {
        width: 8rem;
      }
      .grid {
        position: relative;
        max-height: 26rem;
        overflow: auto;
        border: 1px solid var(--line-strong);
        border-radius: 0.4rem;
        background: var(--card);
        font-size: 0.85rem;
        line-height: 1.4;
        overscroll-behavior: contain;
        scroll-padding: 3.2rem 0 0 5.5rem;
      }
      .line {
        display: flex;
        height: ${ROW}px;
        width: max-content;
      }
      .line > * {
        flex: none;
        width: 13rem;
        padding: 0.4rem 0.6rem;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
        border-bottom: 1px solid var(--line);
        border-inline-end: 1px solid var(--line);
      }
      .line > :first-child {
        width: 5.5rem;
        position: sticky;
        inset-inline-start: 0;
        background: var(--paper);
        color: var(--soft);
        text-align: end;
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 1;
        height: 3.2rem;
        background: var(--paper);
      }
      .head > * {
        font-weight: 600;
        background: var(--paper);
      }
      .head small {
        display: block;
        font-weight: 400;
        color: var(--soft);
      }
      .rows {
        position: absolute;
        inset-inline-start: 0;
      }
      .held > :first-child {
        color: var(--red);
        font-weight: 700;
      }
      .error {
        background: var(--red-weak);
      }
      .warning {
        background: var(--ochre-weak);
      }
      .changed {
        box-shadow: inset 0 -2px 0 var(--indigo);
      }
      .said {
        background: var(--green-weak);
      }
      [role='gridcell'] input {
        width: 100%;
        min-height: 0;
        height: 1.6rem;
        margin: -0.2rem 0;
        padding: 0 0.3rem;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.2rem 1rem;
        margin: 0.8rem 0 0;
        font-size: 0.875rem;
      }
      dt {
        color: var(--soft);
      }
      dd {
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        max-height: 9rem;
        overflow: auto;
      }
    `,
  ];

  override willUpdate(): void {
    const { document } = this.ui.state.survey!;
    if (this.known !== document) {
      this.known = document;
      this.forget();
    }
    if (!this.tabs().includes(this.tab)) this.show(this.tabs()[0] ?? '');
  }

  override updated(changed: PropertyValues): void {
    // Set here, as the page's policy allows no style in markup.
    const [all, rows] = ['.all', '.rows'].map((name) => this.renderRoot.querySelector<HTMLElement>(name));
    if (all && rows) {
      all.style.height = `${Math.min(TALLEST, this.total * ROW)}px`;
      rows.style.top = `calc(3.2rem + ${this.squeezed() ? this.box().scrollTop : this.first * ROW}px)`;
    }
    void this.bring();
    if (changed.has('editing') && this.editing) this.renderRoot.querySelector<HTMLInputElement>('[role=gridcell] input')?.select();
  }

  override render() {
    const { state, send } = this.ui;
    const tabs = this.tabs();
    if (tabs.length === 0) return nothing;
    const open = state.open.includes('grid');
    return html`<section class="card" aria-labelledby="title" data-test="grid">
      <h2 id="title" tabindex="-1">${this.t('grid-title')}</h2>
      <p class="soft">${this.t('grid-why')}</p>
      <button type="button" class="small" data-test="grid-open" aria-expanded=${open} @click=${() => send({ type: 'panel-toggled', id: 'grid' })}>
        ${this.t(open ? 'fold' : 'grid-open')}
      </button>
      ${open ? html`${this.tools(tabs)}
            <nizukuri-finder .ui=${this.ui} .tab=${this.tab} .fields=${this.fields()} @go-row=${this.onGo}></nizukuri-finder>
            ${this.table()} ${this.detail()}` : nothing}
    </section>`;
  }

  /** Tabs that tables fill. */
  private tabs(): string[] {
    const { sources, tabs } = this.ui.state.survey!.document;
    const filled = new Set(sources.filter(({ records }) => records > 0).map(({ table }) => table?.tab));
    return tabs.map(({ tab }) => tab).filter((tab) => filled.has(tab));
  }

  /** The fields that any table of the tab fills, in the destination's order. */
  private fields(): DestinationField[] {
    const filled = new Set(
      this.ui.state.survey!.document.sources.flatMap(({ table }) => (table?.tab === this.tab ? table.columns.map(({ field }) => field) : [])),
    );
    return destinationOf(this.ui.state)?.tabs.find(({ id }) => id === this.tab)?.fields.filter(({ name }) => filled.has(name)) ?? [];
  }

  private show(tab: string): void {
    this.tab = tab;
    this.at = [0, 0];
    this.first = 0;
    this.forget();
  }

  private forget(): void {
    this.lines.clear();
    const { sources } = this.ui.state.survey!.document;
    this.total = sources.reduce((sum, { table, records }) => sum + (table?.tab === this.tab ? records : 0), 0);
  }

  private seen(): number {
    const box = this.renderRoot?.querySelector<HTMLElement>('.grid');
    return Math.ceil((box?.clientHeight || 416) / ROW) + 1;
  }

  /** Rows that are seen whole, below the head. */
  private fit(): number {
    const [box, head] = [this.box(), this.renderRoot.querySelector<HTMLElement>('.head')];
    return Math.max(2, Math.floor((box.clientHeight - (head?.offsetHeight ?? 0)) / ROW));
  }

  /** Reads the first of the rows on the screen that is not known yet; what it brings is drawn, and so on. */
  private async bring(): Promise<void> {
    if (this.asking || !this.tab || !this.ui.state.open.includes('grid') || this.ui.state.job) return;
    let missing = this.first;
    const end = Math.min(this.total, this.first + this.seen());
    while (missing < end && this.lines.has(missing)) missing += 1;
    if (missing >= end) return;
    this.asking = true;
    const { tab, known } = this;
    const answer = await this.ui.run.rows(tab, missing);
    this.asking = false;
    if (tab !== this.tab || known !== this.known) return void this.bring();
    if (answer === 'failed' || !answer.columns) return;
    this.total = answer.total;
    if (this.lines.size > KEPT) this.lines.clear();
    for (const [index, row] of answer.rows.entries()) this.lines.set(answer.from + index, { chunk: answer as Chunk, row });
    // A table that holds fewer rows than it was surveyed with was changed: nothing more comes of it.
    if (answer.rows.length > 0) this.read += 1;
  }

  private tools(tabs: string[]) {
    const { state, words, run } = this.ui;
    const label = (id: string) => words.pick(state.survey!.document.tabs.find(({ tab }) => tab === id)!.label);
    const go = (event: Event) => this.go(Number((event.target as HTMLInputElement).value) - 1);
    return html`<div class="row tools">
      <label
        >${this.t('grid-tab')}
        <select data-test="grid-tab" @change=${(event: Event) => this.show((event.target as HTMLSelectElement).value)}>
          ${tabs.map((tab) => html`<option value=${tab} .selected=${tab === this.tab}>${label(tab)}</option>`)}
        </select></label
      >
      <label
        >${this.t('grid-go')} <input type="number" min="1" max=${this.total} data-test="grid-go" @change=${go} /></label
      >
      <span class="soft num">${this.t('grid-rows', { total: this.total })}</span>
      ${isStale(state) && !state.job
        ? html`<button type="button" class="small" @click=${() => void run.survey()}>${this.t('check-again')}</button>`
        : nothing}
    </div>`;
  }

  private table() {
    const fields = this.fields();
    const end = Math.min(this.total, this.first + this.seen());
    const kinds = new Map([...this.lines.values()].slice(0, 1).flatMap(({ chunk }) => chunk.columns.map(({ field, kind }) => [field, kind] as const)));
    return html`<div
      class="grid"
      role="grid"
      aria-labelledby="title"
      aria-rowcount=${this.total + 1}
      aria-colcount=${fields.length + 1}
      @scroll=${this.onScroll}
      @keydown=${this.onKey}
    >
      <div class="line head" role="row" aria-rowindex="1">
        <span role="columnheader">${this.t('grid-number')}</span>
        ${fields.map(
          ({ name }) => html`<span role="columnheader">${name}<small>${kinds.has(name) ? this.t(`kind-${kinds.get(name)}`) : '…'}</small></span>`,
        )}
      </div>
      <div class="all" role="presentation"></div>
      <div class="rows" role="rowgroup">
        ${Array.from({ length: Math.max(0, end - this.first) }, (_, index) => this.line(this.first + index, fields))}
      </div>
    </div>`;
  }

  private line(number: number, fields: DestinationField[]) {
    const line = this.lines.get(number);
    return html`<div class="line ${line?.row.held ? 'held' : ''}" role="row" aria-rowindex=${number + 2} data-test="grid-row">
      <span role="rowheader">${this.n(number + 1)}</span>
      ${fields.map((field, column) => this.cell(number, column, field, line))}
    </div>`;
  }

  private cell(number: number, column: number, field: DestinationField, line: Line | undefined) {
    const here = number === this.at[0] && column === this.at[1];
    const cell = line && cellOf(line, field.name);
    const said = line && this.said(line, field.name);
    const text = said?.value ?? cell?.used ?? '';
    const changed = cell && cell.used !== cell.found;
    const state = said ? 'said' : `${cell?.severity ?? ''} ${changed ? 'changed' : ''}`;
    return html`<span
      role="gridcell"
      class=${state}
      tabindex=${here ? 0 : -1}
      aria-selected=${here}
      aria-readonly=${!cell}
      data-test=${here ? 'grid-cell' : nothing}
      @click=${() => this.move(number, column)}
      @dblclick=${() => this.edit()}
      >${here && this.editing ? html`<input type="text" aria-label=${field.name} .defaultValue=${text} @blur=${this.onBlur} />` : text}</span
    >`;
  }

  /** What keys act on, in full. */
  private detail() {
    const line = this.lines.get(this.at[0]);
    const field = this.fields()[this.at[1]];
    const cell = line && field && cellOf(line, field.name);
    if (!cell) return nothing;
    const { state, words } = this.ui;
    const finding = state.survey!.document.findings.find(
      (one) => one.code === cell.code && one.tab === this.tab && one.field === field.name,
    );
    const said = this.said(line, field.name);
    return html`<dl data-test="grid-detail">
        <dt>${this.t('grid-found')}</dt>
        <dd><bdi>${cell.found || this.t('blank')}</bdi></dd>
        <dt>${this.t('grid-used')}</dt>
        <dd><bdi>${(said?.value ?? cell.used) || this.t('blank')}</bdi></dd>
        ${finding
          ? html`<dt>${this.t('grid-told')}</dt>
              <dd>${words.finding(finding, this.tab).title}</dd>`
          : nothing}
      </dl>
      <p class="row">
        <button type="button" class="small" data-test="grid-edit" @click=${() => this.edit()}>${this.t('grid-edit')}</button>
        ${said ? html`<button type="button" class="quiet small" data-test="grid-undo" @click=${() => this.say(null)}>${this.t('change-remove')}</button>` : nothing}
      </p>`;
  }

  private said(line: Line, field: string): Answer | null {
    return cellSaid(this.ui.state.plan, this.tab, field, line.chunk.source ?? '', line.row.record);
  }

  private say(value: string | null): void {
    const line = this.lines.get(this.at[0]);
    const field = this.fields()[this.at[1]];
    if (!line || !field) return;
    const { state, send } = this.ui;
    const plan = withCell(state.plan, { tab: this.tab, field: field.name, source: line.chunk.source ?? '', record: line.row.record }, value);
    send({ type: 'plan-changed', plan });
  }

  private edit(): void {
    const line = this.lines.get(this.at[0]);
    const field = this.fields()[this.at[1]];
    if (line && field && cellOf(line, field.name)) this.editing = true;
  }

  /** Leaves the cell's input; what is in it counts, unless it says what stood there before. Who pressed elsewhere stays there. */
  private leave(keep: boolean, back = true): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>('[role=gridcell] input');
    if (!this.editing || !input) return;
    this.editing = false;
    if (keep && input.value !== input.defaultValue) this.say(input.value);
    if (back) void this.focusOn('[role=gridcell][tabindex="0"]');
  }

  private onGo = ({ detail }: CustomEvent<GoRow>): void => this.go(detail.row, detail.field);

  private onBlur = (): void => this.leave(true, false);

  private go(row: number, field = ''): void {
    if (!(row >= 0 && row < this.total)) return;
    const column = this.fields().findIndex(({ name }) => name === field);
    this.move(row, column < 0 ? this.at[1] : column);
  }

  private move(row: number, column: number): void {
    if (this.editing && (row !== this.at[0] || column !== this.at[1])) this.leave(true);
    const last = this.fields().length - 1;
    this.at = [Math.min(Math.max(row, 0), this.total - 1), Math.min(Math.max(column, 0), last)];
    const visible = this.fit() - 1;
    if (this.at[0] < this.first) this.scrollToRow(this.at[0]);
    else if (this.at[0] > this.first + visible) this.scrollToRow(this.at[0] - visible);
    if (!this.editing) void this.focusOn('[role=gridcell][tabindex="0"]');
  }

  private box = (): HTMLElement => this.renderRoot.querySelector<HTMLElement>('.grid')!;

  private squeezed = (): boolean => this.total * ROW > TALLEST;

  /** Rows a pixel of the bar stands for. */
  private scale(): number {
    return this.squeezed() ? (this.total - this.fit()) / (TALLEST - this.box().clientHeight) : 1 / ROW;
  }

  private scrollToRow(row: number): void {
    this.first = Math.max(0, Math.min(row, this.total - 1));
    this.box().scrollTop = this.first / this.scale();
  }

  private onScroll = (): void => {
    const top = Math.floor(this.box().scrollTop * this.scale() + 1e-6);
    const last = this.squeezed() ? this.total - this.fit() : this.total - this.seen() + 2;
    const first = Math.max(0, Math.min(top, last));
    // Browsers round such heights to some pixels: a row that was gone to stays where it is.
    if (this.squeezed() && Math.abs(first - this.first) < 2 && first > 0 && first < last) return;
    this.first = first;
  };

  private onKey = (event: KeyboardEvent): void => {
    const [row, column] = this.at;
    const to = (nextRow: number, nextColumn: number) => {
      event.preventDefault();
      this.move(nextRow, nextColumn);
    };
    const { key } = event;
    if (this.editing) {
      if (key === 'Escape' || key === 'Enter') {
        event.preventDefault();
        this.leave(key === 'Enter');
      }
      return;
    }
    const page = this.fit() - 1;
    const far = event.ctrlKey || event.metaKey;
    if (key === 'ArrowDown') to(row + 1, column);
    else if (key === 'ArrowUp') to(row - 1, column);
    else if (key === 'ArrowRight') to(row, column + 1);
    else if (key === 'ArrowLeft') to(row, column - 1);
    else if (key === 'PageDown') to(row + page, column);
    else if (key === 'PageUp') to(row - page, column);
    else if (key === 'Home') to(far ? 0 : row, 0);
    else if (key === 'End') to(far ? this.total - 1 : row, Infinity);
    else if (key === 'Enter' || key === 'F2') {
      event.preventDefault();
      this.edit();
    }
  };
}

function cellOf({ chunk, row }: Line, field: string): Cell | undefined {
  const column = chunk.columns.findIndex((one) => one.field === field);
  const cell = row.cells[column];
  if (cell === undefined) return undefined;
  if (typeof cell === 'string') return { found: cell, used: cell, severity: '', code: '' };
  const [found, used, severity, code] = cell;
  return { found, used, severity: severity ?? '', code: code ?? '' };
}

customElements.define('nizukuri-grid', Grid);
