/** Name, promise of silence, and language. */

import { css, html, nothing } from 'lit';
import type { Lang } from '../state.ts';
import { controls, small, View } from './base.ts';

export class Header extends View {
  static override styles = [
    small,
    controls,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        justify-content: space-between;
        padding-block: 1rem 0.5rem;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font: 600 1.3rem/1 var(--serif);
        letter-spacing: 0.02em;
      }
      .brand svg {
        width: 2.1rem;
        height: 2.1rem;
      }
      .brand img {
        max-height: 2.1rem;
        max-width: 9rem;
      }
      .brand small {
        font: 400 0.8rem/1 var(--sans);
        color: var(--soft);
        letter-spacing: 0.04em;
      }
      .silence {
        min-height: 2.1rem;
        border: 1px solid transparent;
        border-radius: 99px;
        background: var(--green-weak);
        color: var(--green);
        font-size: 0.85rem;
        padding: 0.15rem 0.95rem;
      }
      .silence:hover:not(:disabled) {
        color: var(--green);
        border-color: var(--green);
      }
      .silence u {
        text-underline-offset: 0.2em;
      }
      .dot {
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: currentColor;
        flex: none;
      }
      .langs {
        display: flex;
        gap: 0.1rem;
      }
      .langs button {
        min-height: 2.1rem;
        padding: 0.15rem 0.7rem;
        border-color: transparent;
        background: none;
        font-size: 0.85rem;
        color: var(--soft);
      }
      .langs button[aria-pressed='true'] {
        color: var(--ink);
        border-color: var(--line-strong);
        background: var(--card);
      }
      path.fill {
        fill: var(--kraft-weak);
      }
      path {
        fill: none;
        stroke: var(--kraft);
        stroke-width: 1.5;
        stroke-linejoin: round;
      }
      path.side {
        fill: var(--kraft-side);
        stroke: none;
      }
    `,
  ];

  override render() {
    const { state, send } = this.ui;
    return html`<header>
      <div class="brand" lang="ja">
        ${state.logo ? html`<img alt="" src=${state.logo} />` : nothing}
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path class="fill" d="M3 8l9-4 9 4v9l-9 4-9-4z" />
          <path class="side" d="M12 12l9-4v9l-9 4z" />
          <path d="M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9M7.5 6l9 4v3.4" />
        </svg>
        <span>nizukuri <small>荷造り</small></span>
      </div>
      <div class="row">
        <button
          type="button"
          class="silence"
          data-test="silence"
          aria-pressed=${state.silence}
          @click=${() => send({ type: state.silence ? 'silence-closed' : 'silence-opened' })}
        >
          <span class="dot" aria-hidden="true"></span>
          <span>${this.t('silence-badge')} <u>${this.t('silence-check')}</u></span>
        </button>
        <div class="langs" role="group" aria-label="言語 / Language">${this.language('ja', '日本語')}${this.language('en', 'English')}</div>
      </div>
    </header>`;
  }

  private language(lang: Lang, name: string) {
    return html`<button
      type="button"
      lang=${lang}
      data-test="lang-${lang}"
      aria-pressed=${this.ui.state.lang === lang}
      @click=${() => this.ui.send({ type: 'language-chosen', lang })}
    >
      ${name}
    </button>`;
  }
}

customElements.define('nizukuri-header', Header);
