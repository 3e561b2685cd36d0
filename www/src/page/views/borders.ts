/** The doubtful borders of one mbox: what stands there, what it was taken for and why, and the other way. */

import { css, html, nothing } from 'lit';
import type { Border, SurveySource } from '../../shared/protocol.ts';
import { borderSaid, withBorder } from '../plan.ts';
import { controls, small, View } from './base.ts';

/** Borders at a time. */
const SHOWN = 20;
/** Lines shown before a border: what decides stands after it. */
const BEFORE = 4;

export class Borders extends View {
  static override properties = { ...View.properties, source: { attribute: false } };
  declare source: SurveySource;

  static override styles = [
    small,
    controls,
    css`
      /* It stands in a table that scrolls: the text stays in the window. */
      :host {
        display: block;
        position: sticky;
        inset-inline-start: 0.7rem;
        max-width: calc(100cqi - 1.4rem);
      }
      section {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        padding: 0.8rem 1rem;
      }
      ol {
        margin: 0.6rem 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        border-top: 1px solid var(--line);
        padding: 0.6rem 0;
      }
      pre {
        max-height: 11rem;
        overflow: auto;
        margin: 0.4rem 0;
        padding: 0.5rem 0.7rem;
        background: var(--card);
        border: 1px solid var(--line);
        border-radius: 0.3rem;
        font-size: 0.8rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        color: var(--soft);
      }
      mark {
        background: var(--ochre-weak);
        color: var(--ink);
      }
      .said {
        color: var(--green);
        font-size: 0.85rem;
      }
    `,
  ];

  override firstUpdated(): void {
    void this.arriveAt('h3');
  }

  override render() {
    const { borders, name } = this.source;
    const { state, send } = this.ui;
    const all = borders!.listed;
    const id = `borders-${name}`;
    const count = state.shown[id] ?? SHOWN;
    return html`<section aria-labelledby="title" data-test="borders-panel">
      <h3 id="title" tabindex="-1">${this.t('borders-title', { name })}</h3>
      <p class="soft">${this.t('borders-why')}</p>
      <p>${this.t('borders-sum', { lines: borders!.lines, messages: borders!.messages, text: borders!.text, doubtful: borders!.doubtful })}</p>
      <ol>
        ${all.slice(0, count).map((border) => this.border(border))}
      </ol>
      ${all.length > count
        ? html`<button type="button" class="small" @click=${() => send({ type: 'more-shown', id, count: count + 5 * SHOWN })}>${this.t('show-more')}</button>`
        : nothing}
    </section>`;
  }

  private border(border: Border) {
    const { state, send } = this.ui;
    const said = borderSaid(state.plan, this.source.name, border.start);
    const verdict = said ?? border.verdict;
    const other = verdict === 'border' ? 'text' : 'border';
    const [line, ...rest] = border.after.split(/\r\n|\r|\n/);
    const say = (what: Border['verdict'] | null) =>
      send({ type: 'plan-changed', plan: withBorder(state.plan, this.source.name, border.start, what) });
    return html`<li data-test="border" data-verdict=${verdict}>
      <p><strong>${this.t(`border-${verdict}`)}</strong> · ${this.t(`border-${said ? 'plan' : border.reason}`)}</p>
      <pre tabindex="0" aria-label=${this.t('border-context')}><bdi>${border.before.split('\n').slice(-BEFORE).join('\n')}<mark>${line}</mark>
${rest.join('\n')}</bdi></pre>
      <div class="row">
        <button type="button" class="small" data-test="border-switch" @click=${() => say(other)}>${this.t(`border-make-${other}`)}</button>
        ${said
          ? html`<span class="said">✓ ${this.t('border-plan')}</span>
              <button type="button" class="quiet small" data-test="border-undo" @click=${() => say(null)}>${this.t('change-remove')}</button>`
          : nothing}
      </div>
    </li>`;
  }
}

customElements.define('nizukuri-borders', Borders);
