/** The check: what was read, what will happen, and everything there is to decide. */

import { css, html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Answer, Finding } from '../../shared/protocol.ts';
import { type Group, groups, isStale, keyOf, once, passes, totals, type Weight } from '../derive.ts';
import { inSlices, pause } from '../files.ts';
import { answerTo, withAnswer } from '../plan.ts';
import { controls, small, View } from './base.ts';
import './agents.ts';
import './aside.ts';
import './changes.ts';
import './conversations.ts';
import type { GoFix } from './finding.ts';
import './filter.ts';
import './finding.ts';
import './folders.ts';
import './grid.ts';
import './own.ts';
import './plan-bar.ts';
import './progress.ts';
import './sample.ts';
import './settings.ts';
import './sources.ts';
import './templates.ts';

/** Kinds of news that are shown at once. */
const FEW = 4;
/** Parts that are drawn one after another. */
const PARTS = 3;
/** Findings that are gone through without a pause. */
const AT_ONCE = 2000;
/** Findings of one code that are unfolded at a time. */
const LOT = 50;

/** A finding of nothing: its words alone. */
const BLANK = { field: '', count: 0, number: 0, samples: [], places: [], consequence: null } as unknown as Finding;

const WAYS = ['hold', 'pack', 'leave'] as const;

/** What each of them offers. */
const offered = once((all: Finding[]) =>
  WAYS.filter((way) => all.every(({ fixes }) => fixes.some(({ plan }) => plan.answers?.[0]?.action === way))),
);

export class Check extends View {
  static override properties = { ...View.properties, drawn: { state: true }, shown: { state: true } };
  /** How many parts are drawn, each in a task of its own: all at once would hold up the page. */
  declare drawn: number;
  /** What the filter lets through, as far as it was gone through. */
  declare shown: { findings: Finding[]; groups: Group[] };

  constructor() {
    super();
    this.drawn = 0;
    this.shown = { findings: [], groups: [] };
  }

  static override styles = [
    small,
    controls,
    css`
      .columns {
        display: grid;
        gap: 1.6rem;
        grid-template-columns: minmax(0, 1.9fr) minmax(17rem, 1fr);
        align-items: start;
      }
      @media (max-width: 58rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .work {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.4rem;
      }
      nizukuri-progress,
      .again {
        margin-bottom: 1.2rem;
      }
      .group {
        padding-block: 0.9rem 0.4rem;
        border-top: 4px solid var(--line-strong);
      }
      .group.held {
        border-top-color: var(--red);
      }
      .group.changed {
        border-top-color: var(--ochre);
      }
      .group h2 {
        margin: 0;
      }
      .none {
        display: flex;
        gap: 0.7rem;
        align-items: center;
      }
      .none svg {
        width: 2.2rem;
        flex: none;
        fill: none;
        stroke: var(--green);
        stroke-width: 2;
      }
      .go {
        position: sticky;
        bottom: 0;
        z-index: 2;
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem 1.5rem;
        align-items: center;
        justify-content: space-between;
        margin-top: 1.6rem;
        padding: 0.8rem 0;
        border-top: 1px solid var(--line);
        background: var(--paper);
      }
      /* On a small screen, or one that is enlarged, it would cover what it speaks of. */
      @media (max-width: 36rem), (max-height: 32rem) {
        .go {
          position: static;
        }
      }
      .wide,
      nizukuri-folders {
        --below: 1.4rem;
      }
      .wide {
        margin-top: 1.4rem;
        gap: 0;
      }
      .wide + .go {
        margin-top: 0.2rem;
      }
      .more {
        padding: 0 0 0.6rem;
      }
      .stale {
        /* Dull, and still as easy to read. */
        filter: saturate(0.15);
      }
    `,
  ];

  override render() {
    const { state } = this.ui;
    const document = state.survey?.document;
    if (!document) return this.unread();
    const { read, packed, held } = totals(document);
    const stale = isStale(state);
    const { findings, groups } = this.shown;
    return html`
      <h1 tabindex="-1">${this.t(read === 0 ? 'check-title-none' : 'check-title', { read, held })}</h1>
      <p class="lead">${this.t('check-lead')}</p>
      ${this.running()}
      <nizukuri-plan-bar .ui=${this.ui}></nizukuri-plan-bar>
      <nizukuri-templates .ui=${this.ui}></nizukuri-templates>
      <nizukuri-folders .ui=${this.ui}></nizukuri-folders>
      <div @go-fix=${this.goFix} class="columns ${stale ? 'stale' : ''}" aria-busy=${stale}>
        <div class="work">
          ${document.findings.length === 0 ? this.nothingFound() : html`<nizukuri-filter .ui=${this.ui} .shown=${findings}></nizukuri-filter>`}
          ${groups.map(
            ({ weight, clusters }) => html`<section class="card group ${weight}" aria-labelledby="group-${weight}">
              <h2 id="group-${weight}">${this.t(`group-${weight}`)}</h2>
              <p class="soft">${this.t(`group-${weight}-why`)}</p>
              ${this.findings(weight, clusters)}
            </section>`,
          )}
          ${this.drawn > 0 ? html`<nizukuri-settings .ui=${this.ui}></nizukuri-settings>` : nothing}
        </div>
        ${this.drawn > 0 ? html`<nizukuri-aside .ui=${this.ui}></nizukuri-aside>` : nothing}
      </div>
      ${this.drawn > 1 ? this.wide(stale, packed, held) : nothing}`;
  }

  private wide(stale: boolean, packed: number, held: number) {
    return html`
      <div class="work wide ${stale ? 'stale' : ''}">
        <nizukuri-sources .ui=${this.ui}></nizukuri-sources>
        <nizukuri-conversations .ui=${this.ui}></nizukuri-conversations>
        <nizukuri-grid .ui=${this.ui}></nizukuri-grid>
        ${this.drawn > 2
          ? html`<nizukuri-own .ui=${this.ui}></nizukuri-own>
              <nizukuri-agents .ui=${this.ui}></nizukuri-agents>
              <nizukuri-changes .ui=${this.ui}></nizukuri-changes>
              <nizukuri-sample .ui=${this.ui}></nizukuri-sample>`
          : nothing}
      </div>
      ${this.drawn > 2 ? this.go(stale, packed, held) : nothing}`;
  }

  private go(stale: boolean, packed: number, held: number) {
    const { state } = this.ui;
    return html`<div class="go">
        <span class="num" data-test="outcome">${this.t('check-outcome', { packed, held })}</span>
        <button
          type="button"
          class="do"
          data-test="go-pack"
          ?disabled=${stale || state.job !== null}
          @click=${() => this.ui.send({ type: 'step-opened', step: 'pack' })}
        >
          ${this.t('check-next')}
        </button>
      </div>
    `;
  }

  override willUpdate(): void {
    const { state, words } = this.ui;
    const findings = state.survey?.document.findings;
    const wanted = [findings, state.filter, words.lang];
    if (!findings || wanted.every((one, at) => one === this.#wanted[at])) return;
    this.#wanted = wanted;
    const lets = passes(state.filter, (code) => this.told(code));
    if (findings.length <= AT_ONCE) {
      const found = findings.filter(lets);
      this.shown = { findings: found, groups: groups(found) };
    } else void this.goThrough(findings, lets);
  }

  /** What `shown` is, or will be, made of. */
  #wanted: unknown[] = [];

  private async goThrough(findings: Finding[], lets: (finding: Finding) => boolean): Promise<void> {
    const wanted = this.#wanted;
    const found: Finding[] = [];
    await inSlices(findings, (finding) => {
      if (wanted === this.#wanted && lets(finding)) found.push(finding);
    });
    const shown = { findings: found, groups: groups(found) };
    await pause();
    // Something else may be asked for by now.
    if (wanted === this.#wanted) this.shown = shown;
  }

  override updated(changed: PropertyValues): void {
    // What was read first is new: the heading says it.
    const before = changed.get('ui') as View['ui'] | undefined;
    if (before && !before.state.survey && this.ui.state.survey) void this.arriveAt('h1');
    if (this.ui.state.survey && this.drawn < PARTS) setTimeout(() => (this.drawn += 1));
  }

  private goFix = async ({ detail }: CustomEvent<GoFix>): Promise<void> => {
    const { state, send } = this.ui;
    const ofSource = detail.panel === 'columns' || detail.panel === 'borders';
    const id = `${detail.panel}-${detail.source}`;
    if (ofSource && !state.open.includes(id)) send({ type: 'panel-toggled', id });
    await this.updateComplete;
    const name = ofSource ? 'sources' : detail.panel;
    const panel = this.renderRoot.querySelector<View>(`nizukuri-${name}`);
    await panel?.updateComplete;
    const shown = panel?.shadowRoot?.querySelector<HTMLElement>('h2');
    shown?.scrollIntoView({ block: 'start' });
    // Columns and borders take the focus themselves when they open.
    if (!ofSource) shown?.focus({ preventScroll: true });
  };

  /** The words of a code, whatever field it is about. */
  private told(code: string): string {
    const { words } = this.ui;
    const known = this.#told.get(words.lang + code);
    if (known !== undefined) return known;
    const text = Object.values(words.finding({ ...BLANK, code }, '')).join(' ');
    this.#told.set(words.lang + code, text);
    return text;
  }

  readonly #told = new Map<string, string>();

  /** One code once, the others of it folded; of what is only told, the first few. */
  private findings(weight: Weight, all: Finding[][]) {
    const { state } = this.ui;
    const few = weight === 'told' && !state.open.includes('told') ? all.slice(0, FEW) : all;
    return html`${repeat(
      few,
      (all) => keyOf(all[0]!),
      (all) => this.cluster(weight, all),
    )}
    ${weight === 'told' && all.length > FEW ? this.toggle('told', 'told', all.length - FEW) : nothing}`;
  }

  private cluster(weight: Weight, all: Finding[]) {
    const id = `same-${weight}-${all[0]!.code}`;
    const { open, shown: lots } = this.ui.state;
    const count = open.includes(id) ? (lots[id] ?? LOT) : 0;
    const others = all.length - 1;
    return html`${repeat(
      all.slice(0, count + 1),
      keyOf,
      (finding) => html`<nizukuri-finding .ui=${this.ui} .finding=${finding}></nizukuri-finding>`,
    )}
    ${count > 0 && others > count
      ? html`<p class="more">
          <button
            type="button"
            class="quiet small"
            data-test="more-lot"
            @click=${() => this.ui.send({ type: 'more-shown', id, count: count + LOT })}
          >
            ${this.t('show-rest', { count: Math.min(LOT, others - count) })}
          </button>
          <span class="soft">${this.t('rest', { count: others - count })}</span>
        </p>`
      : nothing}
    ${others > 0 ? html`${this.toggle(id, 'same', others)}${this.everywhere(all)}` : nothing}`;
  }

  /** One answer for all of a code, in whatever tab and field. */
  private everywhere(all: Finding[]) {
    const { state, send } = this.ui;
    const whole = { ...all[0]!, tab: '', field: '' };
    const said = answerTo(state.plan, whole)?.action;
    const offers = offered(all);
    const ways = WAYS.filter((way) => said === way || offers.includes(way));
    const say = (action: Answer['action']) =>
      send({ type: 'plan-changed', plan: withAnswer(state.plan, whole, said === action ? null : { action }) });
    return ways.length === 0
      ? nothing
      : html`<p class="more row">
          <span class="soft">${this.t('answer-everywhere')}</span>
          ${ways.map(
            (way) =>
              html`<button type="button" class="small" data-test="everywhere-${way}" aria-pressed=${said === way} @click=${() => say(way)}>
                ${this.t(`answer-${way}`)}
              </button>`,
          )}
        </p>`;
  }

  private toggle(id: string, text: string, count: number) {
    const { state, send } = this.ui;
    const open = state.open.includes(id);
    return html`<p class="more">
      <button
        type="button"
        class="quiet small"
        aria-expanded=${open}
        data-test="more-${text}"
        @click=${() => send({ type: 'panel-toggled', id })}
      >
        ${this.t(open ? 'fold' : `more-${text}`, { count })}
      </button>
    </p>`;
  }

  /** Nothing read yet: the first run, or one that was stopped. */
  private unread() {
    const { state } = this.ui;
    return html`<h1 tabindex="-1">${this.t(state.job ? 'check-reading' : 'check-not-read')}</h1>
      <p class="lead">${this.t('check-lead')}</p>
      ${this.running()}
      ${state.failure ? html`<nizukuri-plan-bar .ui=${this.ui}></nizukuri-plan-bar>` : nothing}`;
  }

  private running() {
    const { state, run } = this.ui;
    if (state.job) return html`<nizukuri-progress .ui=${this.ui}></nizukuri-progress>`;
    if (!isStale(state) || state.failure || state.files.length === 0) return nothing;
    return html`<p class="again row">
      <button type="button" class="do" data-test="read-again" @click=${() => void run.survey()}>${this.t('check-again')}</button>
      ${state.survey ? html`<span class="soft">${this.t('check-stale')}</span>` : nothing}
    </p>`;
  }

  private nothingFound() {
    return html`<section class="card none">
      <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d="M7 12.5l3.5 3.5L17 9" /></svg>
      <div>
        <h2>${this.t('check-clean')}</h2>
        <p class="soft">${this.t('check-clean-why')}</p>
      </div>
    </section>`;
  }
}

customElements.define('nizukuri-check', Check);
