/** One finding: how many, what happens, why, and what can be done about it. */

import { css, html, nothing } from 'lit';
import type { Finding, Fix, Place } from '../../shared/protocol.ts';
import { keyOf, weightOf } from '../derive.ts';
import { answerTo, withAnswer, withFix } from '../plan.ts';
import { controls, small, View } from './base.ts';
import './answers.ts';
import './charset.ts';
import './place.ts';

/** Values shown without pressing anything. */
const SAMPLES = 3;

/** Files named without pressing anything. */
const FILES = 10;

type Panel = 'own' | 'columns' | 'borders' | 'settings' | 'agents' | 'folders';

/** What `go-fix` carries. */
export interface GoFix {
  panel: Panel;
  source: string;
}

/** Findings that are put right in another panel of the check. */
const WHERE_TO_FIX: Record<string, Panel | undefined> = {
  'own-address-missing': 'own',
  'column-guessed': 'columns',
  'column-unmatched': 'columns',
  'date-zone-assumed': 'settings',
  'mbox-from-line-in-body': 'borders',
  'mbox-no-blank-line': 'borders',
  'state-unknown': 'folders',
  'folder-renamed': 'folders',
};

const panelOf = (code: string): Panel | undefined => WHERE_TO_FIX[code] ?? (/^(agent|author)-/.test(code) ? 'agents' : undefined);

export class FindingView extends View {
  static override properties = { ...View.properties, finding: { attribute: false } };
  declare finding: Finding;

  static override styles = [
    small,
    controls,
    css`
      article {
        display: grid;
        grid-template-columns: 5.6rem minmax(0, 1fr);
        gap: 0.15rem 1.1rem;
        padding: 1rem 0;
        border-top: 1px solid var(--line);
        margin-top: 0.7rem;
      }
      .count {
        font: 700 1.4rem/1.35 var(--sans);
        font-variant-numeric: tabular-nums;
        text-align: end;
        overflow-wrap: normal;
      }
      .held .count {
        color: var(--red);
      }
      .changed .count {
        color: var(--ochre);
      }
      .told .count {
        color: var(--soft);
      }
      .count small {
        display: inline-block;
        font-size: 0.75rem;
        font-weight: 500;
      }
      h3 {
        font-size: 1rem;
        line-height: 1.6;
        margin: 0;
      }
      .values {
        margin: 0.35rem 0 0;
        padding: 0;
        list-style: none;
        font-size: 0.85rem;
        color: var(--soft);
        line-height: 1.9;
      }
      .values [data-test] {
        border-top: 1px solid var(--line);
        padding-block: 0.3rem;
      }
      .values code {
        font: inherit;
        color: var(--ink);
        background: var(--paper);
        border: 1px solid var(--line);
        border-radius: 0.25rem;
        padding: 0 0.3rem;
        display: inline-block;
        max-width: 100%;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        line-height: 1.6;
      }
      .acts {
        grid-column: 2;
        margin-top: 0.6rem;
      }
      .answered {
        font-size: 0.85rem;
        color: var(--green);
        margin-top: 0.35rem;
      }
      nizukuri-charset {
        display: block;
        margin-top: 0.4rem;
      }
      nizukuri-answers,
      nizukuri-place {
        grid-column: 1 / -1;
        margin-top: 0.8rem;
      }
      @media (max-width: 36rem) {
        article {
          grid-template-columns: minmax(0, 1fr);
        }
        .count {
          text-align: start;
        }
        .acts {
          grid-column: 1;
        }
      }
    `,
  ];

  override render() {
    const { finding } = this;
    const { state, words } = this.ui;
    const { title, consequence, remedy } = words.finding(finding, this.tabLabel());
    const looking = state.looking?.key === keyOf(finding);
    const where = [...this.files(), finding.field].filter(Boolean).join(' · ');
    return html`<article class=${weightOf(finding)} data-test="finding" data-code=${finding.code}>
      <p class="count">${this.n(finding.count)} <small>${this.t('finding-unit', { count: finding.count })}</small></p>
      <div>
        <h3>${title}</h3>
        ${consequence ? html`<p>${consequence}</p>` : nothing}
        ${remedy ? html`<p class="soft">${remedy}</p>` : nothing}
        ${where ? html`<p class="soft"><bdi>${where}</bdi></p>` : nothing} ${this.values()} ${this.charsets()} ${this.answered()}
      </div>
      <div class="acts row">${this.acts(looking)}</div>
      ${this.isDeciding() ? html`<nizukuri-answers .ui=${this.ui} .finding=${finding} data-test="answers-panel"></nizukuri-answers>` : nothing}
      ${looking ? html`<nizukuri-place
            .ui=${this.ui}
            .finding=${finding}
            data-test="place-panel"
            @closed=${this.closeLook}
          ></nizukuri-place>` : nothing}
    </article>`;
  }

  /** Asks the check to show the panel where this is put right. */
  private goFix(panel: Panel): void {
    const detail = { panel, source: this.finding.source || (this.finding.places[0]?.source ?? '') };
    this.dispatchEvent(new CustomEvent<GoFix>('go-fix', { detail, bubbles: true, composed: true }));
  }

  private closeLook(): void {
    this.ui.send({ type: 'looking-ended' });
    void this.focusOn('[data-test="look"]');
  }

  /** The file it is about, or the files that could not be read at all: there is no record to look at. */
  private files(): string[] {
    const { source, places } = this.finding;
    if (source) return [source];
    const names = places.filter(isWholeFile).map((place) => place.source);
    return names.length > FILES ? [...names.slice(0, FILES), '…'] : names;
  }

  private tabLabel(): string {
    const tab = this.ui.state.survey?.document.tabs.find((one) => one.tab === this.finding.tab);
    return tab ? this.ui.words.pick(tab.label) : this.finding.tab;
  }

  /** What was found, and what is used instead. */
  private values() {
    const samples = this.finding.samples.filter(({ found, used }) => found || used);
    if (samples.length === 0) return nothing;
    return html`<ul class="values">
      ${samples
        .slice(0, SAMPLES)
        .map(
          ({ found, used, count, texts }) =>
            html`<li data-test=${texts ? 'charset-evidence' : nothing}>
              <code><bdi>${found || this.t('blank')}</bdi></code>${used
                ? html` → <code><bdi>${used}</bdi></code>`
                : nothing}${count > 1 ? html` <span class="num">× ${this.n(count)}</span>` : nothing}
              ${texts ? html`<br />${this.t('charset-before')} <code><bdi>${texts[0]}</bdi></code><br />${this.t('charset-after')} <code><bdi>${texts[1]}</bdi></code>` : nothing}
            </li>`,
        )}
      ${samples.length > SAMPLES ? html`<li>${this.t('finding-more-values', { count: samples.length - SAMPLES })}</li>` : nothing}
    </ul>`;
  }

  /** What texts are written in, for each source it is about: a person may know better. */
  private charsets() {
    const { code, places } = this.finding;
    if (!code.startsWith('charset-')) return nothing;
    const sources = [...new Set(places.map(({ source }) => source))].slice(0, FILES);
    return sources.map((source) => html`<nizukuri-charset .ui=${this.ui} .source=${source}></nizukuri-charset>`);
  }

  private answered() {
    const answer = answerTo(this.ui.state.plan, this.finding);
    if (!answer) return nothing;
    const id = answer.value === '' ? 'answered-blank' : `answered-${answer.action}`;
    return html`<p class="answered">✓ ${this.t(id, { value: answer.value ?? '' })}</p>`;
  }

  private panel(): string {
    return `answers-${keyOf(this.finding)}`;
  }

  private isDeciding(): boolean {
    return isDecidable(this.finding) && this.ui.state.open.includes(this.panel());
  }

  private acts(looking: boolean) {
    const { finding } = this;
    const { state, send, run, words } = this.ui;
    const change = (plan: typeof state.plan) => send({ type: 'plan-changed', plan });
    // What holds now is the pressed one, whether the user said so or not.
    const said = answerTo(state.plan, finding)?.action;
    const usual = finding.holds ? 'hold' : this.offers('pack') ? 'join' : 'pack';
    const now = said === 'hold' || said === 'pack' || said === 'leave' ? said : usual;
    const ways = (['hold', 'pack', 'leave'] as const).filter((way) => said === way || this.offers(way) || (way === now && isDecidable(finding)));
    return html`
      ${finding.fixes.flatMap((fix) =>
        Object.entries(fix.plan.options ?? {}).map(([option, value]) => {
          const text = [`fix-${option}`, `option-${option}-${value}`].find((id) => words.has(id)) ?? 'fix';
          return html`<button type="button" class="do" data-test="fix" @click=${() => change(withFix(state.plan, fix))}>
            ${this.t(text, { option, value: [value].flat().join(', '), number: finding.number })}
          </button>`;
        }),
      )}
      ${finding.fixes
        .map(({ plan }) => plan.answers?.[0]?.value ?? '')
        .filter((value) => value.startsWith('{'))
        .map(
          (value) =>
            html`<button type="button" class="do" data-test="fix-copy" @click=${() => change(withAnswer(state.plan, finding, { action: 'set', value }))}>
              ${this.t('fix-copy', { field: finding.field, other: value.slice(1, -1) })}
            </button>`,
        )}
      ${panelOf(finding.code)
        ? html`<button type="button" class="do" data-test="go-fix" @click=${() => this.goFix(panelOf(finding.code)!)}>
            ${this.t(`go-${panelOf(finding.code)}`)}
          </button>`
        : nothing}
      ${finding.fixes.filter(isOfSources).map(
        (fix) =>
          html`<button type="button" data-test=${saysOfColumn(fix, 'carry') ? 'carry' : 'leave-out'} @click=${() => change(withFix(state.plan, fix))}>
            ${this.t(finding.code === 'table-unmatched' ? 'tab-none' : saysOfColumn(fix, 'carry') ? 'field-carry' : 'column-leave-out')}
          </button>`,
      )}
      ${finding.places.some((place) => !isWholeFile(place))
        ? html`<button
            type="button"
            data-test="look"
            aria-expanded=${looking}
            @click=${() => (looking ? send({ type: 'looking-ended' }) : void run.look(finding))}
          >
            ${this.t(looking ? 'look-close' : 'look')}
          </button>`
        : nothing}
      ${ways.map(
        (action) =>
          html`<button
            type="button"
            data-test="answer-${action}"
            aria-pressed=${now === action}
            @click=${() => (said === action || now !== action) && change(withAnswer(state.plan, finding, said === action ? null : { action }))}
          >
            ${this.t(`answer-${action}`)}
          </button>`,
      )}
      ${isDecidable(finding)
        ? html`<button
            type="button"
            data-test="answer-more"
            aria-expanded=${this.isDeciding()}
            @click=${() => send({ type: 'panel-toggled', id: this.panel() })}
          >
            ${this.t(this.isDeciding() ? 'fold' : 'answer-more')}
          </button>`
        : nothing}
    `;
  }

  private offers(action: string): boolean {
    return this.finding.fixes.some(({ plan }) => plan.answers?.[0]?.action === action);
  }
}

/** Whether values or records of it can be decided on one by one. */
const isDecidable = ({ fixes }: Finding): boolean => fixes.some(({ plan }) => plan.answers);

/** Whether it says this of a column. */
const saysOfColumn = ({ plan }: Fix, said: string): boolean =>
  Object.values(plan.tables ?? {}).some(({ columns }) => Object.values(columns ?? {}).includes(said));

/** A fix that leaves a column or a table out, or takes a column along as it is. */
const isOfSources = (fix: Fix): boolean =>
  saysOfColumn(fix, 'none') || saysOfColumn(fix, 'carry') || Object.values(fix.plan.tables ?? {}).some(({ tab }) => tab === 'none');

/** A place without a line is a file that could not be read at all. */
const isWholeFile = ({ record, line }: Place): boolean => record === null && line === 0;

customElements.define('nizukuri-finding', FindingView);
