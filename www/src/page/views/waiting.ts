/** In the place of a view that is still being unpacked: for a moment, in words. */

import { html, nothing } from 'lit';
import { small, View } from './base.ts';

export class Waiting extends View {
  static override styles = small;

  override render() {
    const { step, silence, failure } = this.ui.state;
    return html`<h1 tabindex="-1">${this.t(silence ? 'silence-check' : `step-${step}`)}</h1>
      <p class="lead" role="status">${failure ? nothing : this.t('getting-ready')}</p>`;
  }
}

customElements.define('nizukuri-waiting', Waiting);
