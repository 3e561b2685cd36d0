/** How to see for oneself that nothing is sent; and, as plainly, what no page can promise. */

import { css, html } from 'lit';
import { controls, small, View } from './base.ts';

export class Silence extends View {
  static override styles = [
    small,
    controls,
    css`
      dialog {
        width: min(42rem, calc(100vw - 1.5rem));
        max-height: min(46rem, calc(100dvh - 1.5rem));
        padding: clamp(1.1rem, 4vw, 2rem);
        border: 1px solid var(--line);
        border-radius: 0.9rem;
        background: var(--card);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(20 22 28 / 55%);
      }
      h2 {
        font: 600 1.3rem/1.5 var(--serif);
      }
      h3 {
        margin-top: 1.2rem;
      }
      ol,
      ul {
        margin: 0.2rem 0 0;
        padding-inline-start: 1.4rem;
      }
      li + li {
        margin-top: 0.3rem;
      }
      pre {
        margin: 0.6rem 0 0;
        padding: 0.7rem 0.9rem;
        border-radius: 0.5rem;
        background: var(--paper);
        border: 1px solid var(--line);
        font: 0.78rem/1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .risk {
        padding: 0.7rem 0.9rem;
        background: var(--ochre-weak);
        border-radius: 0.5rem;
        font-size: 0.9rem;
      }
      button {
        margin-top: 1.3rem;
      }
    `,
  ];

  override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render() {
    const close = () => this.ui.send({ type: 'silence-closed' });
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    return html`<dialog aria-labelledby="title" data-test="silence-dialog" @close=${close}>
      <h2 id="title">${this.t('silence-title')}</h2>
      <p>${this.t('silence-how')}</p>
      <h3>${this.t('silence-policy')}</h3>
      <p class="soft">${this.t('silence-policy-why')}</p>
      <pre>${(policy ?? "default-src 'none'; connect-src 'none'").replaceAll('; ', ';\n')}</pre>
      <h3>${this.t('silence-steps')}</h3>
      <ol>
        ${[1, 2, 3, 4].map((step) => html`<li>${this.t(`silence-step-${step}`)}</li>`)}
      </ol>
      <h3>${this.t('silence-plug')}</h3>
      <p>${this.t('silence-plug-how')}</p>
      <h3>${this.t('silence-rest')}</h3>
      <p class="risk">${this.t('silence-rest-why')}</p>
      <button type="button" class="do" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>
        ${this.t('close')}
      </button>
    </dialog>`;
  }
}

customElements.define('nizukuri-silence', Silence);
