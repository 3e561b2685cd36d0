/** Before packing: what will happen and where it goes. While packing: how far it is. */

import { css, html, nothing } from 'lit';
import { destinationOf, isStale, totals } from '../derive.ts';
import { controls, small, View } from './base.ts';
import './aside.ts';
import './progress.ts';

export class Pack extends View {
  static override styles = [
    small,
    controls,
    css`
      .columns {
        display: grid;
        gap: 1.6rem;
        grid-template-columns: minmax(0, 1.9fr) minmax(17rem, 1fr);
        align-items: start;
      }
      @media (max-width: 58rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .work {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.2rem;
      }
      ul {
        margin: 0;
        padding-inline-start: 1.3rem;
      }
      li + li {
        margin-top: 0.35rem;
      }
      li::marker {
        color: var(--kraft);
      }
      .way p + p {
        margin-top: 0.2rem;
      }
      .way .row {
        margin-top: 0.7rem;
      }
    `,
  ];

  override render() {
    const { state, run, words } = this.ui;
    const document = state.survey?.document;
    if (!document) return html`<h1 tabindex="-1">${this.t('pack-title')}</h1>`;
    const { packed, held } = totals(document);
    const destination = destinationOf(state);
    const packing = state.job?.kind === 'pack';
    return html`
      <h1 tabindex="-1">${this.t(packing ? 'packing-title' : 'pack-title', { packed })}</h1>
      <p class="lead">${this.t('pack-lead')}</p>
      <div class="columns">
        <div class="work">
          ${state.job ? html`<nizukuri-progress .ui=${this.ui}></nizukuri-progress>` : nothing}
          ${packing
            ? html`<p class="soft">${this.t('packing-why')}</p>`
            : html`<section class="card">
                  <h2>${this.t('pack-what')}</h2>
                  <ul>
                    <li>${this.t('pack-records', { packed, destination: destination ? words.pick(destination.label) : '' })}</li>
                    ${held > 0 ? html`<li>${this.t('pack-held', { held })}</li>` : nothing}
                    <li>${this.t('pack-caps')}</li>
                    <li>${this.t('pack-verify')}</li>
                  </ul>
                </section>
                ${this.way()}
                ${isStale(state)
                  ? html`<p class="soft">${this.t('pack-stale')}</p>`
                  : nothing}
                <div class="row">
                  <button
                    type="button"
                    class="do"
                    data-test="start-pack"
                    ?disabled=${state.job !== null || packed === 0}
                    @click=${() => void run.pack()}
                  >
                    ${this.t('pack-start')}
                  </button>
                  ${packed === 0 ? html`<span class="soft">${this.t('pack-nothing')}</span>` : nothing}
                </div>`}
        </div>
        <nizukuri-aside .ui=${this.ui}></nizukuri-aside>
      </div>
    `;
  }

  /** How the bundles get to the user, in plain words. */
  private way() {
    const { state, run, canPickFolder } = this.ui;
    return html`<section class="card way" data-test="way" data-way=${state.way}>
      <h2>${this.t('way-title')}</h2>
      <p><b>${this.t(`way-${state.way}`, { folder: state.folder })}</b></p>
      <p class="soft">${this.t(`way-${state.way}-why`)}</p>
      ${canPickFolder
        ? html`<div class="row">
            <button type="button" data-test="choose-folder" @click=${() => void run.chooseFolder()}>
              ${this.t(state.way === 'folder' ? 'way-other-folder' : 'way-choose-folder')}
            </button>
          </div>`
        : nothing}
    </section>`;
  }
}

customElements.define('nizukuri-pack', Pack);
