/** What earlier visits left: finished bundles to be handed over, or a run that was broken off. */

import { css, html, nothing } from 'lit';
import { offeredOf } from '../offered.ts';
import { sum } from '../derive.ts';
import type { LeftRun } from '../left.ts';
import { controls, small, View } from './base.ts';

/** Files named. */
const NAMES = 10;

export class LeftView extends View {
  static override styles = [
    small,
    controls,
    css`
      .card {
        border-color: var(--kraft);
        margin-bottom: 1.5rem;
      }
      .row {
        margin-top: 0.8rem;
      }
    `,
  ];

  override render() {
    return this.ui.state.left.map((left) => this.one(left));
  }

  private one(left: LeftRun) {
    const { state, words, run } = this.ui;
    const { job, packed, plan, sources } = left;
    const to = (state.destinations?.map(offeredOf) ?? state.offered).find(({ id }) => id === plan.destination);
    const bundles = packed?.bundles ?? [];
    const values = {
      count: bundles.length,
      size: words.bytes(sum(bundles, ({ bytes }) => bytes)),
      destination: to ? words.pick(to.label) : plan.destination,
      files: new Intl.ListFormat(words.lang).format(sources.slice(0, NAMES)),
      more: Math.max(0, sources.length - NAMES),
    };
    const id = `left-${packed ? 'done' : 'broken'}`;
    return html`<section class="card" aria-labelledby=${job} data-test=${id}>
      <h2 id=${job}>${this.t(id, values)}</h2>
      <p>${this.t(`${id}-why`, values)}</p>
      ${packed ? nothing : html`<p class="soft"><bdi>${this.t('left-files', values)}</bdi></p>`}
      <div class="row">
        ${packed || (to && state.plan !== plan)
          ? html`<button type="button" class="do" data-test="left-take" @click=${() => run.takeLeft(left)}>${this.t(`${id}-take`)}</button>`
          : nothing}
        <button type="button" data-test="left-drop" @click=${() => run.dropLeft(job)}>${this.t(packed ? 'left-delete' : 'close')}</button>
      </div>
    </section>`;
  }
}

customElements.define('nizukuri-left', LeftView);
