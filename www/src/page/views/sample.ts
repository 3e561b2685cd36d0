/** A sample of what was found, with persons masked: for the support of a vendor. */

import { html, nothing, type PropertyValues } from 'lit';
import { isStale } from '../derive.ts';
import { controls, small, View } from './base.ts';

export class SampleView extends View {
  static override styles = [small, controls];

  override render() {
    const { state, run, words } = this.ui;
    if (state.survey!.document.findings.length === 0) return nothing;
    const made = state.sample?.revision === state.revision ? state.sample : null;
    const file = made?.file;
    return html`<section class="card" aria-labelledby="title" data-test="sample">
      <h2 id="title">${this.t('sample-title')}</h2>
      <p class="soft">${this.t('sample-why')}</p>
      <p class="soft">${this.t('sample-look')}</p>
      ${file instanceof Blob
        ? html`<button type="button" class="do" data-test="sample-save" @click=${() => run.save('nizukuri-sample.zip', file)}>
            ${this.t('sample-save', { size: words.bytes(file.size) })}
          </button>`
        : html`<button type="button" data-test="sample-make" ?disabled=${isStale(state) || state.job !== null || file === null} @click=${() => void run.makeSample()}>
            ${this.t(file === null ? 'save-preparing' : 'sample-make')}
          </button>`}
      ${file === 'failed' ? html`<p role="status">${this.t('grid-failed')}</p>` : nothing}
    </section>`;
  }

  override updated(changed: PropertyValues): void {
    // The button that was pressed has made way for the next; who went on meanwhile stays there.
    const before = changed.get('ui') as View['ui'] | undefined;
    const { sample } = this.ui.state;
    if (before && before.state.sample !== sample && sample?.file && document.activeElement === document.body) void this.focusOn('button');
  }
}

customElements.define('nizukuri-sample', SampleView);
