/** Before packing: what will happen and where it goes. While packing: how far it is. */

import { css, html, nothing } from 'lit';
import type { PilotBy } from '../../shared/protocol.ts';
import { destinationOf, isStale, needed, totals } from '../derive.ts';
import { isPilot } from '../plan.ts';
import { controls, small, View } from './base.ts';
import './aside.ts';
import './progress.ts';

const PILOT_BY: PilotBy[] = ['newest', 'oldest', 'random', 'search'];

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
      .pilot .fields {
        align-items: end;
        margin-block: 0.8rem 1rem;
        gap: 0.6rem 1rem;
      }
      .pilot label {
        display: grid;
        gap: 0.25rem;
        font-size: 0.875rem;
        max-width: 100%;
      }
      .pilot .text {
        flex: 1 1 14rem;
      }
      .pilot .count {
        width: 6rem;
      }
      .way p + p {
        margin-top: 0.2rem;
      }
      .warn {
        margin-top: 0.7rem;
      }
      .way .row {
        margin-top: 0.7rem;
      }
    `,
  ];

  override firstUpdated(): void {
    this.ui.run.facts();
  }

  override render() {
    const { state, run, words } = this.ui;
    const document = state.survey?.document;
    if (!document) return html`<h1 tabindex="-1">${this.t('pack-title')}</h1>`;
    const { packed, held } = totals(document);
    const destination = destinationOf(state);
    const mail = destination?.mail != null;
    const packing = state.job?.kind === 'pack';
    return html`
      <h1 tabindex="-1">${this.t(packing ? 'packing-title' : 'pack-title', { packed })}</h1>
      <p class="lead">${this.t('pack-lead')}</p>
      <div class="columns">
        <div class="work">
          ${state.job ? html`<nizukuri-progress .ui=${this.ui}></nizukuri-progress>` : nothing}
          ${packing
            ? html`<p class="soft">${this.t('packing-why')}</p>`
            : html`${this.pilotFirst() ? this.pilot(packed) : nothing}
                <section class="card">
                  <h2>${this.t('pack-what')}</h2>
                  <ul>
                    <li>${this.t(mail && !document.tabs.some(({ records }) => records > 0) ? 'pack-records-mail' : 'pack-records', { packed, destination: destination ? words.pick(destination.label) : '' })}</li>
                    ${held > 0 ? html`<li>${this.t(mail ? 'pack-held-mail' : 'pack-held', { held })}</li>` : nothing}
                    <li>${this.t('pack-caps')}</li>
                    <li>${this.t(mail ? 'pack-verify-mail' : 'pack-verify')}</li>
                  </ul>
                </section>
                ${this.way(needed(document))}
                ${isStale(state)
                  ? html`<p class="soft">${this.t('pack-stale')}</p>`
                  : nothing}
                ${this.pilotFirst() ? nothing : this.pilot(packed)}
                <div class="row">
                  <button
                    type="button"
                    class=${this.pilotFirst() ? '' : 'do'}
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

  /** A pilot comes first where the destination has one, until one was packed. */
  private pilotFirst(): boolean {
    const { state } = this.ui;
    return destinationOf(state)?.selection != null && !state.packed?.document.selection;
  }

  private pilot(packed: number) {
    const { state, run, send, words } = this.ui;
    const destination = destinationOf(state);
    const tab = destination?.tabs.find(({ id }) => id === destination.selection);
    if (!tab) return nothing;
    const { pilot } = state;
    const typed = (key: 'count' | 'text') => (event: Event) =>
      send({ type: 'pilot-changed', pilot: { [key]: (event.target as HTMLInputElement).value.trim() } });
    const chosen = (event: Event) =>
      send({ type: 'pilot-changed', pilot: { by: (event.target as HTMLSelectElement).value as PilotBy, text: '' } });
    const byText = pilot.by === 'random' || pilot.by === 'search';
    return html`<section class="card pilot" data-test="pilot">
      <h2>${this.t('pilot-title')}</h2>
      <p>${this.t('pilot-lead', { tab: words.pick(tab.label) })}</p>
      <div class="row fields">
        <label>
          <span>${this.t('pilot-by')}</span>
          <select data-test="pilot-by" .value=${pilot.by} @change=${chosen}>
            ${PILOT_BY.map((by) => html`<option value=${by} ?selected=${by === pilot.by}>${this.t(`pilot-${by}`)}</option>`)}
          </select>
        </label>
        ${byText
          ? html`<label class="text">
              <span>${this.t(`pilot-text-${pilot.by}`)}</span>
              <input type="text" data-test="pilot-text" .value=${pilot.text} @input=${typed('text')} />
            </label>`
          : nothing}
        <label>
          <span>${this.t('pilot-count')}</span>
          <input class="count" type="text" inputmode="numeric" data-test="pilot-count" .value=${pilot.count} @input=${typed('count')} />
        </label>
      </div>
      <button
        type="button"
        class=${this.pilotFirst() ? 'do' : ''}
        data-test="start-pilot"
        ?disabled=${state.job !== null || packed === 0 || !isPilot(pilot)}
        @click=${() => void run.pack('pilot')}
      >
        ${this.t('pilot-start')}
      </button>
    </section>`;
  }

  /** How the bundles get to the user, in plain words. */
  private way(bytes: number) {
    const { state, run, canPickFolder, words } = this.ui;
    const size = words.bytes(bytes);
    // Only what the browser keeps is counted against what it lends; of a folder's disk it says nothing.
    const free = state.way === 'opfs' ? (state.facts?.free ?? null) : null;
    return html`<section class="card way" data-test="way" data-way=${state.way}>
      <h2>${this.t('way-title')}</h2>
      <p><b>${this.t(`way-${state.way}`, { folder: state.folder })}</b></p>
      <p class="soft">${this.t(`way-${state.way}-why`)}</p>
      <p class="soft num" data-test="space">
        ${this.t(`space-${state.way}`, { size })} ${free === null ? nothing : this.t('space-free', { free: words.bytes(free) })}
      </p>
      ${free !== null && bytes > free
        ? html`<p class="warn" role="alert" data-test="space-short">
            ${this.t('space-short', { size, free: words.bytes(free) })} ${this.t(canPickFolder ? 'space-short-folder' : 'space-short-less')}
          </p>`
        : nothing}
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
