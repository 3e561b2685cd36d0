/** The charset of a source's texts, where a person knows better than labels and evidence. */

import { html } from 'lit';
import { withCharset } from '../plan.ts';
import { controls, small, View } from './base.ts';

/** Those that mail to Japan is written in, the likeliest first. */
const CHARSETS = ['UTF-8', 'Shift_JIS', 'EUC-JP', 'ISO-2022-JP', 'windows-1252', 'GB18030', 'Big5', 'EUC-KR', 'windows-1251', 'UTF-16LE'];

export class CharsetView extends View {
  static override properties = { ...View.properties, source: { attribute: false } };
  /** The source's name. */
  declare source: string;

  static override styles = [small, controls];

  override render() {
    const { state, send } = this.ui;
    const said = state.plan.tables[this.source]?.charset ?? '';
    const known = said === '' || CHARSETS.includes(said) ? CHARSETS : [said, ...CHARSETS];
    const change = (event: Event) =>
      send({ type: 'plan-changed', plan: withCharset(state.plan, this.source, (event.target as HTMLSelectElement).value) });
    return html`<label class="row small">
      <span>${this.t('charset-of', { source: this.source })}</span>
      <select data-test="charset" @change=${change}>
        <option value="" .selected=${said === ''}>${this.t('charset-auto')}</option>
        ${known.map((name) => html`<option value=${name} .selected=${said === name}>${name}</option>`)}
      </select>
    </label>`;
  }
}

customElements.define('nizukuri-charset', CharsetView);
