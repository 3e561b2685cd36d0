/** Files and folders: by the labelled inputs, or by dropping them anywhere on the page. */

import { css, html, nothing } from 'lit';
import type { SourceFile, SurveyDocument } from '../../shared/protocol.ts';
import { once, sizeOf } from '../derive.ts';
import { bytesOf } from '../files.ts';
import { controls, small, View } from './base.ts';
import { cards, tables } from './tables.ts';

/** Rows of the list at a time: the rest is counted, and one press away. */
const ROWS = 100;

export class Files extends View {
  /** The source that the next chosen file takes the place of. */
  #replaced = '';

  static override styles = [
    small,
    controls,
    tables,
    cards(css`36rem`),
    css`
      .drop {
        display: grid;
        justify-items: center;
        gap: 0.9rem;
        padding: clamp(1.4rem, 5vw, 2.6rem) 1rem;
        border: 2px dashed var(--kraft);
        border-radius: var(--radius);
        background: color-mix(in srgb, var(--kraft-weak) 40%, var(--card));
        text-align: center;
      }
      .drop svg {
        width: 5.5rem;
        height: auto;
        fill: var(--kraft-weak);
        stroke: var(--kraft);
        stroke-width: 1.6;
        stroke-linejoin: round;
      }
      .drop .inside {
        fill: var(--kraft-side);
      }
      .row {
        justify-content: center;
      }
      .kinds {
        max-width: 34rem;
      }
      .list {
        margin-top: 1.5rem;
        padding-block: 1rem;
      }
      .list header {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        justify-content: space-between;
        align-items: baseline;
      }
      h2 {
        margin: 0;
      }
      .gathering {
        margin-top: 0.8rem;
      }
      .go {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
        margin-top: 1.4rem;
      }
      .warn {
        margin-top: 1rem;
      }
      .warn ul {
        margin: 0.3rem 0 0;
        padding-inline-start: 1.2rem;
        font-size: 0.875rem;
      }
      td.act {
        text-align: end;
        padding-block: 0.25rem;
      }
      td.act,
      td.num {
        width: 1%;
      }
      .kind {
        display: block;
      }
      .small,
      td.act,
      td.num {
        white-space: nowrap;
      }
      /* Long names break, so that the buttons stay in the window. */
      td bdi {
        overflow-wrap: anywhere;
      }
      @media (width <= 36rem) {
        tbody tr {
          display: flex;
          flex-wrap: wrap;
          justify-content: space-between;
          align-items: baseline;
        }
        tbody .whole {
          flex: 1 0 100%;
        }
        td:is(.act, .num) {
          width: auto;
          white-space: normal;
        }
      }
    `,
  ];

  override render() {
    const { state, run, send } = this.ui;
    const pick = (event: Event) => {
      const input = event.target as HTMLInputElement;
      void run.addFiles([...(input.files ?? [])]);
      // Picking the same file again must be heard again.
      input.value = '';
    };
    const replace = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      if (file) send({ type: 'source-replaced', name: this.#replaced, file });
      input.value = '';
    };
    return html`
      <h1 tabindex="-1">${this.t('files-title')}</h1>
      <p class="lead">${this.t('files-lead')}</p>
      <div class="drop">
        <svg viewBox="0 0 72 52" aria-hidden="true">
          <path class="inside" d="M12 20h48l-6-8H18z" />
          <path d="M12 20h48v28H12z" />
          <path d="M12 20L4 27l6 4 2-3zM60 20l8 7-6 4-2-3z" />
          <path d="M36 2v12m-5-5l5 5 5-5" fill="none" />
        </svg>
        <p>${this.t('files-drop')}</p>
        <div class="row">
          <label class="button do"
            >${this.t('files-pick')}<input type="file" multiple data-test="file-input" @change=${pick}
          /></label>
          <label class="button"
            >${this.t('files-pick-folder')}<input type="file" webkitdirectory data-test="folder-input" @change=${pick}
          /></label>
        </div>
        <p class="soft kinds">${this.t('files-kinds')}</p>
        <p class="soft kinds">${this.t('previous-hint')}</p>
        <button type="button" class="quiet" data-test="try-sample" @click=${() => run.addSample()}>
          ${this.t('files-sample')}
        </button>
      </div>
      ${state.gathering !== null
        ? html`<p class="soft gathering" role="status">${this.t('files-gathering', { count: state.gathering })}</p>`
        : nothing}
      ${this.unopened()} ${state.files.length > 0 ? this.list() : nothing}
      <input type="file" class="seen replacement" tabindex="-1" aria-hidden="true" data-test="replace-input" @change=${replace} />
      <div class="go">
        <button
          type="button"
          class="do"
          data-test="go-check"
          ?disabled=${state.files.length === 0 || state.gathering !== null}
          @click=${() => send({ type: 'step-opened', step: 'check' })}
        >
          ${this.t('files-next')}
        </button>
      </div>
    `;
  }

  private list() {
    const { state, words, send } = this.ui;
    const count = state.shown.files ?? ROWS;
    const size = sizeOf(state.files);
    const rest = state.files.length - count;
    return html`<section class="card list">
      <header>
        <h2>${this.t('files-list', { count: state.files.length, size: words.bytes(size) })}</h2>
        <button type="button" class="quiet small" data-test="clear-sources" @click=${() => send({ type: 'sources-cleared' })}>
          ${this.t('files-clear')}
        </button>
      </header>
      <table role="table">
        <caption class="seen">
          ${this.t('files-list', { count: state.files.length, size: words.bytes(size) })}
        </caption>
        <thead role="rowgroup" class="seen">
          <tr role="row">
            <th scope="col" role="columnheader">${this.t('col-name')}</th>
            <th scope="col" role="columnheader">${this.t('col-size')}</th>
            <th scope="col" role="columnheader">${this.t('files-remove')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${state.files.slice(0, count).map((file) => this.row(file))}
        </tbody>
      </table>
      ${rest > 0
        ? html`<p class="row">
            <span class="soft">${this.t('rest', { count: rest })}</span>
            <button
              type="button"
              class="small"
              @click=${() => send({ type: 'more-shown', id: 'files', count: count + 5 * ROWS })}
            >
              ${this.t('show-more')}
            </button>
          </p>`
        : nothing}
    </section>`;
  }

  private row({ name, file }: SourceFile) {
    const { words, send } = this.ui;
    const kind = this.ui.state.survey && kindsOf(this.ui.state.survey.document).get(name);
    return html`<tr role="row" data-test="source-row">
      <td role="cell" class="whole">${this.name(name)}${kind ? html`<span class="kind soft">${this.t(`kind-${kind}`)}</span>` : nothing}</td>
      <td role="cell" class="num">${words.bytes(bytesOf(file))}</td>
      <td role="cell" class="act">
        <button
          type="button"
          class="quiet small"
          data-test="source-replace"
          aria-label=${this.t('files-replace-one', { name })}
          @click=${() => this.askFor(name)}
        >
          ${this.t('files-replace')}
        </button>
        <button
          type="button"
          class="quiet small"
          aria-label=${this.t('files-remove-one', { name })}
          @click=${() => send({ type: 'source-removed', name })}
        >
          ${this.t('files-remove')}
        </button>
      </td>
    </tr>`;
  }

  private askFor(name: string): void {
    this.#replaced = name;
    this.renderRoot.querySelector<HTMLInputElement>('.replacement')!.click();
  }

  private unopened() {
    const { unopened } = this.ui.state;
    if (unopened.length === 0) return nothing;
    return html`<div class="warn" role="alert">
      <p>${this.t('files-unopened', { count: unopened.length })}</p>
      <ul>
        ${unopened.slice(0, 10).map((path) => html`<li><bdi>${path}</bdi></li>`)}
      </ul>
    </div>`;
  }
}

/** What each source was recognised as, once it was read. */
const kindsOf = once((document: SurveyDocument) => new Map(document.sources.map(({ name, kind }) => [name, kind])));

customElements.define('nizukuri-files', Files);
