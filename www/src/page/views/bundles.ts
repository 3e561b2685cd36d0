/** Bundles and papers, each with its own save button: every saving is a press of the user's. */

import { css, html, nothing } from 'lit';
import type { PackDocument } from '../../shared/protocol.ts';
import { sum } from '../derive.ts';
import { controls, small, View } from './base.ts';

type Bundle = PackDocument['bundles'][number];

export class Bundles extends View {
  static override styles = [
    small,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.4rem;
      }
      ol {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.9rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .bundle {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0.3rem 1.1rem;
        align-items: start;
        padding: 1rem 1.2rem;
        border: 1.5px solid var(--kraft);
        border-radius: var(--radius);
        background: color-mix(in srgb, var(--kraft-weak) 35%, var(--card));
      }
      .number {
        font: 600 1.5rem/1.3 var(--serif);
        color: var(--kraft);
        min-width: 1.6rem;
        text-align: center;
      }
      h3 {
        margin: 0;
        font-size: 1rem;
      }
      .ok {
        color: var(--green);
        font-weight: 600;
      }
      .bad {
        color: var(--red);
        font-weight: 600;
      }
      .sum {
        font: 0.75rem/1.5 var(--mono);
        color: var(--soft);
        overflow-wrap: anywhere;
      }
      .inside {
        grid-column: 2 / -1;
      }
      .inside ul {
        margin: 0.4rem 0 0;
        padding-inline-start: 1.1rem;
        font-size: 0.85rem;
        columns: 16rem auto;
      }
      .mail {
        margin: 0.2rem 0;
        padding: 0;
        list-style: none;
        max-height: 12rem;
        overflow: auto;
      }
      .taken {
        color: var(--green);
        font-size: 0.85rem;
      }
      .save {
        display: grid;
        justify-items: end;
        gap: 0.2rem;
      }
      .papers {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .papers li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.3rem 1rem;
        align-items: center;
        padding: 0.6rem 0;
        border-top: 1px solid var(--line);
      }
      .papers bdi {
        overflow-wrap: anywhere;
      }
      .papers p {
        margin: 0;
        font-size: 0.85rem;
      }
      @media (max-width: 40rem) {
        .bundle {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .bundle .save {
          grid-column: 2;
          justify-items: start;
        }
      }
    `,
  ];

  override render() {
    const { bundles, papers } = this.ui.state.packed!.document;
    return html`<section aria-labelledby="bundles">
        <h2 id="bundles">${this.t('bundles-title', { count: bundles.length })}</h2>
        <ol>
          ${bundles.map((bundle, at) => this.bundle(bundle, at))}
        </ol>
      </section>
      ${papers.length > 0 ? this.papers(papers) : nothing}`;
  }

  private bundle(bundle: Bundle, at: number) {
    const { state, words, send } = this.ui;
    const panel = `bundle-${bundle.name}`;
    const open = state.open.includes(panel);
    const rows = sum(bundle.entries, ({ records }) => records);
    const copy = () =>
      void navigator.clipboard?.writeText(bundle.sha256).then(
        () => send({ type: 'noticed', notice: { id: 'sum-copied', args: { name: bundle.name } } }),
        // Frames may not write to the clipboard: the sum stands there to be selected.
        () => {},
      );
    return html`<li class="bundle" data-test="bundle">
      <span class="number" aria-hidden="true">${at + 1}</span>
      <div>
        <h3>${this.name(bundle.name)}</h3>
        <p class="num">
          ${words.bytes(bundle.bytes)} ·
          ${rows > 0 ? html`${this.t('entry-records', { count: rows })} ·` : nothing}
          ${bundle.verified
            ? html`<span class="ok">✓ ${this.t('bundle-verified')}</span>`
            : html`<span class="bad">${this.t('bundle-not-verified')}</span>`}
        </p>
        ${bundle.mail.length > 0
          ? html`<ul class="mail" data-test="bundle-mail">
              ${bundle.mail.map(
                ({ folder, state, messages }) =>
                  html`<li><bdi>${folder}</bdi>${state ? html` / <bdi>${state}</bdi>` : nothing} · ${this.t('letters', { count: messages })}</li>`,
              )}
            </ul>`
          : nothing}
        <p class="sum">
          SHA-256 <span data-test="sum">${bundle.sha256}</span>
          <button type="button" class="quiet small" aria-label=${this.t('sum-copy-of', { name: bundle.name })} @click=${copy}>
            ${this.t('sum-copy')}
          </button>
        </p>
      </div>
      ${this.save(bundle.name, 'save-bundle', true)}
      <div class="inside">
        <button
          type="button"
          class="quiet small"
          aria-expanded=${open}
          @click=${() => send({ type: 'panel-toggled', id: panel })}
        >
          ${this.t('bundle-inside', { count: bundle.entries.length })}
        </button>
        ${open
          ? html`<ul>
              ${bundle.entries
                .slice(0, 500)
                .map(
                  (entry) =>
                    html`<li>
                      <bdi>${entry.name}</bdi>
                      <span class="soft num"
                        >${words.bytes(entry.bytes)}${entry.records > 0
                          ? ` · ${this.t('entry-records', { count: entry.records })}`
                          : ''}</span
                      >
                    </li>`,
                )}
            </ul>`
          : nothing}
      </div>
    </li>`;
  }

  private papers(papers: PackDocument['papers']) {
    const { words } = this.ui;
    return html`<section class="card" aria-labelledby="papers">
      <h2 id="papers">${this.t('papers-title')}</h2>
      <ul class="papers">
        ${papers.map(
          ({ name, bytes }) =>
            html`<li data-test="paper">
              <div>
                ${this.name(name)} <span class="soft num">${words.bytes(bytes)}</span>
                <p class="soft">${this.about(name)}</p>
              </div>
              ${this.save(name, 'save-paper', false)}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private about(name: string): string {
    const id = name.startsWith('held/') ? 'paper-held' : `paper-${name.replaceAll('.', '-')}`;
    return this.ui.words.has(id) ? this.t(id) : '';
  }

  private save(name: string, test: string, main: boolean) {
    const { state, run } = this.ui;
    const saved = state.saved.find((file) => file.name === name);
    if (!saved) return html`<span class="save soft">${this.t('save-preparing')}</span>`;
    if (!saved.kept) return html`<span class="save taken">✓ ${this.t('saved-in-folder', { folder: state.folder })}</span>`;
    return html`<div class="save">
      <button
        type="button"
        class=${main ? (saved.taken ? '' : 'do') : 'small'}
        data-test=${test}
        data-name=${name}
        aria-label=${saved.taken ? `${this.t('save-again')}: ${name}` : this.t('save-one', { name })}
        @click=${() => run.save(name)}
      >
        ${this.t(saved.taken ? 'save-again' : 'save')}
      </button>
      ${saved.taken && main ? html`<span class="taken">✓ ${this.t('save-taken')}</span>` : nothing}
    </div>`;
  }
}

customElements.define('nizukuri-bundles', Bundles);
