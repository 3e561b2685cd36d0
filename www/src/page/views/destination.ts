/** Where the data goes. */

import { css, html, nothing } from 'lit';
import { offeredOf, type Offered } from '../offered.ts';
import { controls, small, View } from './base.ts';

export class Destination extends View {
  static override styles = [
    small,
    controls,
    css`
      fieldset {
        margin: 0 0 1.5rem;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      .choices {
        display: grid;
        gap: 0.9rem;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
      }
      legend {
        padding: 0 0 0.5rem;
        font-weight: 600;
      }
      label {
        position: relative;
        display: grid;
        grid-template-columns: auto 1fr;
        align-content: start;
        gap: 0.15rem 0.8rem;
        padding: 1.1rem 1.2rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--card);
        box-shadow: var(--shadow);
        cursor: pointer;
      }
      label:hover {
        border-color: var(--indigo);
      }
      label:has(:checked) {
        border-color: var(--kraft);
        background: color-mix(in srgb, var(--kraft-weak) 55%, var(--card));
        box-shadow: inset 0 0 0 1px var(--kraft);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--indigo);
        outline-offset: 2px;
      }
      input {
        width: 1.15rem;
        height: 1.15rem;
        margin: 0.3rem 0 0;
        accent-color: var(--indigo);
      }
      input:focus-visible {
        outline: none;
      }
      b {
        font-size: 1.05rem;
        line-height: 1.6;
      }
      span {
        grid-column: 2;
      }
      .cap {
        margin-top: 0.35rem;
        color: var(--soft);
        font-size: 0.825rem;
      }
      .left {
        margin-top: 0.35rem;
        font-size: 0.9rem;
        font-weight: 600;
      }
      .trust {
        display: grid;
        gap: 0.4rem 1.6rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        margin: 2.2rem 0 0;
        padding: 1.1rem 0 0;
        border-top: 1px solid var(--line);
        list-style: none;
        color: var(--soft);
        font-size: 0.9rem;
      }
      .trust b {
        display: block;
        color: var(--ink);
        font-size: 0.95rem;
      }
    `,
  ];

  override render() {
    const { state } = this.ui;
    const all = state.destinations?.map(offeredOf) ?? state.offered;
    return html`
      <h1 tabindex="-1">${this.t('destination-title')}</h1>
      <p class="lead">${this.t('destination-lead')}</p>
      ${all.length === 0
        ? html`<p class="lead" role="status">${state.failure ? nothing : this.t('getting-ready')}</p>`
        : ['records', 'mail'].map((kind) => {
            const list = all.filter(({ mail }) => (mail ? 'mail' : 'records') === kind);
            return list.length === 0
              ? nothing
              : html`<fieldset>
                  <legend>${this.t(`destination-${kind}`)}</legend>
                  <div class="choices">${list.map((destination) => this.choice(destination))}</div>
                </fieldset>`;
          })}
      <button
        type="button"
        class="do"
        data-test="go-files"
        ?disabled=${state.plan.destination === ''}
        @click=${() => this.ui.send({ type: 'step-opened', step: 'files' })}
      >
        ${this.t('destination-next')}
      </button>
      <ul class="trust">
        ${['silence', 'originals', 'nothing-lost'].map(
          (id) => html`<li><b>${this.t(`trust-${id}`)}</b>${this.t(`trust-${id}-why`)}</li>`,
        )}
      </ul>
    `;
  }

  private choice({ id, label, caps, left }: Offered) {
    const { state, words, send } = this.ui;
    // Whoever has no cap says so with a number no disk can hold.
    const capped = caps.bundleBytes < 1e15;
    return html`<label data-test="destination-${id}">
      <input
        type="radio"
        name="destination"
        .checked=${state.plan.destination === id}
        @change=${() => send({ type: 'destination-chosen', id })}
      />
      <b>${words.pick(label)}</b>
      ${words.has(`destination-${id}-about`) ? html`<span class="soft">${this.t(`destination-${id}-about`)}</span>` : nothing}
      ${capped
        ? html`<span class="cap num">${this.t(caps.bundles < 1000 ? 'destination-cap' : 'destination-cap-each', {
              bundles: caps.bundles,
              size: words.bytes(caps.bundleBytes),
            })}</span>`
        : nothing}
      ${left.length > 0
        ? html`<span class="left" data-test="not-taken">${this.t('destination-not-taken', {
              tabs: new Intl.ListFormat(words.lang).format(left.map((tab) => words.pick(tab))),
            })}</span>`
        : nothing}
    </label>`;
  }
}

customElements.define('nizukuri-destination', Destination);
