/** Mail folders as they were found, and where their mail goes: name, state, or left out. */

import { css, html, nothing, type PropertyValues } from 'lit';
import type { MailboxSay, MailFolder } from '../../shared/protocol.ts';
import { destinationOf } from '../derive.ts';
import { withMailbox } from '../plan.ts';
import { controls, small, View } from './base.ts';
import './reader.ts';
import { cards, tables } from './tables.ts';

const ROWS = 100;

export class Folders extends View {
  static override styles = [
    small,
    controls,
    tables,
    cards(css`75rem`),
    css`
      tbody th {
        min-width: 8rem;
      }
      tbody :is(th, td) {
        vertical-align: middle;
      }
      th button.quiet {
        text-align: start;
        padding-inline: 0;
        min-height: 1.6rem;
      }
      input[type='text'] {
        min-width: 9rem;
        width: 100%;
      }
      input[type='text'],
      select {
        min-height: 2.1rem;
        font-size: 0.875rem;
      }
      td {
        white-space: nowrap;
      }
      thead th,
      td:last-child {
        white-space: normal;
      }
      .day {
        white-space: nowrap;
      }
      select {
        max-width: 11rem;
      }
      label span {
        display: none;
      }
      .out :is(th, td.num) {
        color: var(--soft);
      }
      nizukuri-reader {
        margin-top: 1rem;
      }
      /* Narrow: a block for each folder, as nobody edits in a table that has to be pushed about. */
      @media (width <= 75rem) {
        td :is(select, input[type='text']) {
          width: 100%;
          max-width: 26rem;
        }
        td:last-child {
          grid-column: span 2;
        }
        label span {
          display: inline;
        }
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    const mail = state.survey!.document.mail;
    if (!mail || mail.folders.length === 0) return nothing;
    const count = state.shown.folders ?? ROWS;
    const columns = ['messages', 'copies', 'left', 'held', 'size', 'dates'];
    const states = destinationOf(state)?.mail?.states ?? [];
    return html`<section class="card" aria-labelledby="title" data-test="folders">
      <h2 id="title" tabindex="-1">${this.t('folders-title')}</h2>
      <p class="soft">${this.t(states.length > 0 ? 'folders-why-states' : 'folders-why')}</p>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="title">
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              ${['found', 'take', 'goes', ...(states.length > 0 ? ['state'] : [])].map((id) => html`<th role="columnheader" scope="col">${this.t(`folder-${id}`)}</th>`)}
              ${columns.map((id) => html`<th role="columnheader" scope="col" class="num">${this.t(`folder-${id}`)}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${mail.folders.slice(0, count).map((folder) => this.row(folder, states))}
          </tbody>
        </table>
      </div>
      ${mail.folders.length > count
        ? html`<button type="button" class="quiet small" @click=${() => send({ type: 'more-shown', id: 'folders', count: count + 5 * ROWS })}>
            ${this.t('show-rest', { count: mail.folders.length - count })}
          </button>`
        : nothing}
      ${state.reading && 'folder' in state.reading.shelf ? html`<nizukuri-reader .ui=${this.ui}></nizukuri-reader>` : nothing}
    </section>`;
  }

  override updated(changed: PropertyValues): void {
    const before = (changed.get('ui') as View['ui'] | undefined)?.state.reading;
    if (before && 'folder' in before.shelf && !this.ui.state.reading) void this.focusOn(`[data-found="${CSS.escape(before.shelf.folder)}"] button`);
  }

  private row(folder: MailFolder, states: { name: string; label: { ja: string; en: string } }[]) {
    const { state, words, run, send } = this.ui;
    const { found } = folder;
    const open = state.reading !== null && 'folder' in state.reading.shelf && state.reading.shelf.folder === found;
    const name = found || this.t('folder-none');
    const say = state.plan.mailboxes?.[found] ?? {};
    const out = say['left-out'] ?? folder.folder === null;
    const change = (part: MailboxSay) => send({ type: 'plan-changed', plan: withMailbox(state.plan, found, part) });
    const value = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value.trim();
    const chosen = say.state ?? folder.state ?? '';
    const cell = (id: string, text: unknown) => html`<td role="cell" class="num" data-column=${this.t(`folder-${id}`)}>${text}</td>`;
    const few = (id: string, number: number) => cell(id, number > 0 ? this.n(number) : '–');
    return html`<tr role="row" class=${out ? 'out' : ''} data-test="folder" data-found=${found}>
      <th role="rowheader" scope="row">
        <button
          type="button"
          class="quiet small"
          data-test="folder-read"
          aria-expanded=${open}
          @click=${() => (open ? send({ type: 'shelf-closed' }) : void run.openShelf({ folder: found }, 0))}
        >
          <bdi>${name}</bdi>
        </button>
      </th>
      <td role="cell" class="whole">
        <label class="row"
          ><input
            type="checkbox"
            data-test="folder-take"
            .checked=${!out}
            aria-label=${this.t('folder-take-one', { name })}
            @change=${() => change({ 'left-out': !out })}
          /><span aria-hidden="true">${this.t('source-taken')}</span></label
        >
      </td>
      <td role="cell" class="whole">
        <input
          type="text"
          data-test="folder-name"
          aria-label=${this.t('folder-name-one', { name })}
          ?disabled=${out}
          .value=${say.folder ?? folder.folder ?? name}
          @change=${(event: Event) => change({ folder: value(event) })}
        />
      </td>
      ${states.length > 0
        ? html`<td role="cell" class="whole">
            <select data-test="folder-state" aria-label=${this.t('folder-state-one', { name })} ?disabled=${out} @change=${(event: Event) => change({ state: value(event) })}>
              <option value="" .selected=${chosen === ''}>${this.t('folder-no-state')}</option>
              ${chosen !== '' && !states.some((one) => one.name === chosen) ? html`<option selected>${chosen}</option>` : nothing}
              ${states.map((one) => html`<option value=${one.name} .selected=${one.name === chosen}>${words.pick(one.label)}</option>`)}
            </select>
          </td>`
        : nothing}
      ${cell('messages', this.n(folder.messages))} ${few('copies', folder.duplicates)} ${few('left', folder.filtered)}
      ${few('held', folder.held)} ${cell('size', words.bytes(folder.bytes))} ${cell('dates', this.dates(folder))}
    </tr>`;
  }

  /** From the first day to the last, each in one piece. */
  private dates({ first, last }: MailFolder) {
    const days = [first, last].map((time) => (time ?? '').slice(0, 10));
    const [from, to] = days.map((day) => html`<span class="day">${day}</span>`);
    return days[0] === days[1] ? days[0] || '–' : html`${from} – ${to}`;
  }
}

customElements.define('nizukuri-folders', Folders);
