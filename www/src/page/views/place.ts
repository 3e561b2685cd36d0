/** Records as they are in the files. Mail is hostile: everything here is a text node, nothing is ever markup. */

import { css, html, nothing } from 'lit';
import type { Finding, Place, RecordView } from '../../shared/protocol.ts';
import { keyOf } from '../derive.ts';
import { LOOKS } from '../run.ts';
import { controls, panel, small, View } from './base.ts';
import { messageStyles, messageView } from './message.ts';
import { tables } from './tables.ts';

type Row = Extract<RecordView, { kind: 'row' }>;

export class PlaceView extends View {
  static override properties = { ...View.properties, finding: { attribute: false } };
  declare finding: Finding;

  static override styles = [
    small,
    controls,
    panel,
    tables,
    messageStyles,
    css`
      td {
        max-width: 22rem;
        min-width: 6rem;
        white-space: pre-wrap;
      }
      .pages {
        margin-top: 0.6rem;
      }
      td.num {
        min-width: 0;
      }
      th {
        white-space: nowrap;
      }
    `,
  ];

  override firstUpdated(): void {
    void this.arriveAt('h4');
  }

  override render() {
    const { count, places } = this.finding;
    const { looking } = this.ui.state;
    const mine = looking?.key === keyOf(this.finding) ? looking : { views: [], from: 0, places: [], all: false, sought: null };
    const { views, from, all, sought } = mine;
    const shown = views.flatMap((view, at) => (view && view !== 'failed' ? [{ view, place: mine.places[at]! }] : []));
    const waiting = views.filter((view) => view === null).length;
    const failed = views.filter((view) => view === 'failed').length;
    return html`<section aria-labelledby="title" @keydown=${this.onKey}>
      <h4 id="title" tabindex="-1">${this.t('place-title', { first: from + 1, last: Math.min(from + (views.length || LOOKS), count), count })}</h4>
      ${this.rows(shown)} ${shown.map(({ view, place }) => (view.kind === 'message' ? messageView(this.ui.words, view, place.source) : nothing))}
      ${waiting > 0 ? html`<p class="soft" role="status">${this.t('place-waiting', { count: waiting })}</p>` : nothing}
      ${failed > 0 ? html`<p class="soft">${this.t('place-failed', { count: failed })}</p>` : nothing}
      ${sought === null ? nothing : html`<p class="soft" role="status">${this.t('place-sought', { percent: sought })}</p>`}
      ${sought === null && count > Math.min(LOOKS, places.length)
        ? html`<p class="row pages">
            ${this.turn('previous', from - LOOKS, all, from > 0)}
            ${this.turn('next', from + LOOKS, all, all ? views.length === LOOKS && from + LOOKS < count : from + LOOKS < places.length)}
            ${all
              ? html`<label>${this.t('place-go')} <input type="text" inputmode="numeric" size="7" data-test="place-go" @change=${this.onGo} /></label>`
              : count > places.length
                ? this.turn('all', 0, true, true)
                : nothing}
          </p>`
        : nothing}
    </section>`;
  }

  private onGo = ({ target }: Event): void => {
    const wanted = Math.min(Number.parseInt((target as HTMLInputElement).value, 10) || 1, this.finding.count) - 1;
    void this.ui.run.look(this.finding, Math.max(0, wanted - (wanted % LOOKS)), true);
    void this.focusOn('h4');
  };

  private turn(way: 'previous' | 'next' | 'all', to: number, all: boolean, can: boolean) {
    const go = async () => {
      void this.ui.run.look(this.finding, to, all);
      await this.focusOn('h4');
    };
    return html`<button type="button" class="small" data-test="place-${way}" ?disabled=${!can} @click=${go}>${this.t(`place-${way}`, { count: this.finding.count })}</button>`;
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.dispatchEvent(new CustomEvent('closed'));
  };

  /** Rows side by side, one table per source and header. */
  private rows(shown: { view: RecordView; place: Place }[]) {
    const bySource = new Map<string, { view: Row; place: Place }[]>();
    for (const { view, place } of shown) {
      if (view.kind !== 'row') continue;
      const key = [place.source, ...view.header].join('\u001f');
      bySource.set(key, [...(bySource.get(key) ?? []), { view, place }]);
    }
    return [...bySource.values()].map(
      (rows) => html`<div class="scroll" tabindex="0" role="group" aria-label=${rows[0]!.place.source}>
        <table>
          <caption>
            <bdi>${rows[0]!.place.source}</bdi>
          </caption>
          <thead>
            <tr>
              <th scope="col" class="num">${this.t('place-line')}</th>
              ${rows[0]!.view.header.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ view, place }) => html`<tr>
                <td class="num">${this.where(view.line, place.record)}</td>
                ${view.header.map((name, at) => this.cell(name, view.fields[at] ?? '', place))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
    );
  }

  /** The line it begins at; where only the record's number is known, that, from 1 after the header. */
  private where(line: number, record: number | null) {
    return line ? this.n(line) : record === null ? '—' : this.t('place-record', { number: record + 1 });
  }

  private cell(name: string, value: string, place: Place) {
    const meant = name === this.finding.field || (place.found !== '' && place.found === value);
    const text = value || (meant ? this.t('blank') : '');
    return html`<td>${meant ? html`<mark>${text}</mark>` : text}</td>`;
  }
}

customElements.define('nizukuri-place', PlaceView);
