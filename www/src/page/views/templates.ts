/** Tables with the header of a template: what was matched before is one press away. */

import { css, html, nothing } from 'lit';
import { latest } from '../derive.ts';
import { offersOf, withTemplate } from '../template.ts';
import { controls, small, View } from './base.ts';

/** Files that are named. */
const FILES = 3;

const offered = latest(offersOf);

export class Templates extends View {
  static override styles = [
    small,
    controls,
    css`
      .card {
        display: grid;
        gap: 0.6rem;
        margin-bottom: 1.2rem;
        border-color: var(--kraft);
      }
      .row {
        justify-content: space-between;
      }
      p {
        flex: 1 1 16rem;
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    const { plan, templates } = state;
    const offers = offered(state.survey!.document, plan, templates);
    if (offers.length === 0) return nothing;
    return html`<section class="card" aria-label=${this.t('templates')}>
      ${offers.map((offer) => {
        const { template, sources } = offer;
        const names = sources.slice(0, FILES).join(', ') + (sources.length > FILES ? ', …' : '');
        return html`<div class="row" data-test="template-offer">
          <p><bdi>${names}</bdi>: ${this.t('template-fits', { count: sources.length, name: template.name })}</p>
          <button type="button" class="small" data-test="template-take" @click=${() => send({ type: 'plan-changed', plan: withTemplate(plan, offer) })}>
            ${this.t('template-take')}
          </button>
        </div>`;
      })}
    </section>`;
  }
}

customElements.define('nizukuri-templates', Templates);
