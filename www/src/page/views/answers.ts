/** What is to become of a finding's values: of all alike, of one value wherever it stands, of one record. */

import { css, html, nothing, type TemplateResult } from 'lit';
import type { Answer, DestinationField, Finding } from '../../shared/protocol.ts';
import { destinationOf } from '../derive.ts';
import { answerTo, type Only, withAnswer } from '../plan.ts';
import { controls, panel, small, View } from './base.ts';

/** Values and records that are shown. */
const LINES = 20;
/** The core cuts what it shows of a value here; a cut one cannot be told by it. */
const MAX_SHOWN = 200;

export class AnswersView extends View {
  static override properties = { ...View.properties, finding: { attribute: false } };
  declare finding: Finding;

  static override styles = [
    small,
    controls,
    panel,
    css`
      section {
        margin-top: 0.8rem;
      }
      h4:not(:first-child) {
        margin-top: 1rem;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.3rem;
        padding: 0.55rem 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      form {
        display: flex;
        gap: 0.4rem;
        flex: 0 1 22rem;
        min-width: 0;
      }
      form button {
        flex: none;
      }
      input[type='text'],
      select {
        min-width: 5rem;
        min-height: 2rem;
        flex: 1;
      }
      .said {
        color: var(--green);
        font-size: 0.85rem;
        margin-inline-start: 0.6rem;
      }
    `,
  ];

  override firstUpdated(): void {
    void this.arriveAt('h4');
  }

  override render() {
    const { finding } = this;
    const field = destinationOf(this.ui.state)
      ?.tabs.find(({ id }) => id === finding.tab)
      ?.fields.find(({ name }) => name === finding.field);
    const sets = finding.fixes.flatMap(({ plan }) => plan.answers ?? []).filter(({ action }) => action === 'set');
    const form = (fits: (set: Answer) => boolean) => (sets.some(fits) ? field : undefined);
    const values = finding.samples.filter(({ found }) => found && [...found].length < MAX_SHOWN).slice(0, LINES);
    const places = finding.places.filter(({ record }) => record !== null).slice(0, LINES);
    return html`<section aria-label=${this.t('answer-more')}>
      <h4 tabindex="-1">${this.t('answers-all', { count: finding.count })}</h4>
      <ul>
        ${this.line(this.t('answers-all-why'), {}, form(({ found }) => found === undefined), '')}
      </ul>
      ${values.length > 0
        ? html`<h4>${this.t('answers-value')}</h4>
            <ul>
              ${values.map(({ found, count }) => this.line(`${found} × ${this.n(count)}`, { found }, form((set) => set.found !== undefined), found))}
            </ul>`
        : nothing}
      ${places.length > 0
        ? html`<h4>${this.t('answers-record')}</h4>
            <ul>
              ${places.map(({ source, record, found }) => {
                const where = this.t('answers-place', { source, number: record! + 1 });
                return this.line(found ? `${where}: ${found}` : where, { source, record: record! }, finding.holds ? field : form(() => true), found);
              })}
            </ul>`
        : nothing}
    </section>`;
  }

  private line(what: string, only: Only, field: DestinationField | undefined, found: string) {
    const { state } = this.ui;
    const said = answerTo(state.plan, this.finding, only);
    const say = (answer: Pick<Answer, 'action' | 'value'> | null) =>
      this.ui.send({ type: 'plan-changed', plan: withAnswer(state.plan, this.finding, answer, only) });
    const ways = Object.keys(only).length > 0 ? (['hold', 'pack'] as const) : [];
    return html`<li data-test="answer-line">
      <div>
        <bdi>${what}</bdi>
        ${said
          ? html`<span class="said">✓ ${this.t(said.value === '' ? 'answered-blank' : `answered-${said.action}`, { value: said.value ?? '' })}</span>
              <button type="button" class="quiet small" data-test="answer-undo" @click=${() => say(null)}>${this.t('change-remove')}</button>`
          : nothing}
      </div>
      <div class="row">
        ${field ? this.form(what, field, said?.value ?? found, say) : nothing}
        ${ways.map(
          (action) =>
            html`<button type="button" class="small" data-test="one-${action}" aria-pressed=${said?.action === action} @click=${() => say({ action })}>
              ${this.t(`answer-${action}`)}
            </button>`,
        )}
      </div>
    </li>`;
  }

  /** One of the allowed values, or any. */
  private form(what: string, field: DestinationField, now: string, say: (answer: { action: 'set'; value: string }) => void): TemplateResult {
    const closed = field.values.length > 0 && !field.open;
    const set = (event: SubmitEvent) => {
      event.preventDefault();
      const { value } = (event.target as HTMLFormElement).elements.namedItem('value') as HTMLInputElement | HTMLSelectElement;
      say({ action: 'set', value });
    };
    const label = this.t('answer-value-of', { what });
    return html`<form @submit=${set}>
      ${closed
        ? html`<select name="value" aria-label=${label} data-test="set-value">
            ${['', ...field.values].map(
              (value) => html`<option value=${value} .selected=${value === now}>${value || this.t('blank')}</option>`,
            )}
          </select>`
        : html`<input type="text" name="value" aria-label=${label} data-test="set-value" .value=${now} placeholder=${this.t('blank')} list="values" autocomplete="off" />
            <datalist id="values">${field.values.map((value) => html`<option value=${value}></option>`)}</datalist>`}
      <button type="submit" class="small" data-test="set">${this.t('answer-set')}</button>
    </form>`;
  }
}

customElements.define('nizukuri-answers', AnswersView);
