/**
 * The whole page: header, the five places, and what lies over them. Files may be dropped anywhere on it. The views of the
 * later places are not known here: they come after the first look (`later.ts`).
 */

import { css, html, nothing, type PropertyValues } from 'lit';
import { entriesOf } from '../files.ts';
import type { State } from '../state.ts';
import { small, View } from './base.ts';
import './destination.ts';
import './failure.ts';
import './files.ts';
import './header.ts';
import './left.ts';
import './steps.ts';
import './waiting.ts';

/** Whether the view of the present place has still to come. */
const waits = ({ later, silence, step }: State): boolean => !later && (silence || (step !== 'destination' && step !== 'files'));

export class App extends View {
  /** Before this drawing the focus was in a place that waits. */
  #waited = false;

  static override styles = [
    small,
    css`
      .page {
        max-width: 76rem;
        margin: 0 auto;
        padding: 0 clamp(0.9rem, 3vw, 2rem) 3rem;
        min-height: var(--page-height);
        display: flex;
        flex-direction: column;
      }
      main {
        flex: 1;
        padding-block: clamp(1.3rem, 3vw, 2.1rem) 2rem;
      }
      footer {
        color: var(--soft);
        font-size: 0.8rem;
        border-top: 1px solid var(--line);
        padding-top: 0.8rem;
      }
      .over {
        position: fixed;
        inset: 0.6rem;
        z-index: 10;
        display: grid;
        place-content: center;
        border: 3px dashed var(--kraft);
        border-radius: 1rem;
        background: color-mix(in srgb, var(--kraft-weak) 92%, transparent);
        font: 600 1.5rem/1.5 var(--serif);
        text-align: center;
        pointer-events: none;
      }
      .skip {
        position: absolute;
        inset-inline-start: 1rem;
        translate: 0 -200%;
        background: var(--card);
        padding: 0.6rem 1rem;
        z-index: 5;
      }
      .skip:focus {
        translate: 0 0.5rem;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    // On the document: a file dropped beside the page's own box would otherwise replace the page.
    document.addEventListener('dragover', this.onDragOver);
    document.addEventListener('drop', this.onDrop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('dragover', this.onDragOver);
    document.removeEventListener('drop', this.onDrop);
  }

  override render() {
    const { ui } = this;
    return html`<div class="page">
        <nav><button type="button" class="skip" @click=${this.skip}>${this.t('skip')}</button></nav>
        <nizukuri-header .ui=${ui}></nizukuri-header>
        <nizukuri-steps .ui=${ui}></nizukuri-steps>
        <main>
          ${ui.state.failure ? html`<nizukuri-failure .ui=${ui}></nizukuri-failure>` : nothing}
          ${this.offersLeft() ? html`<nizukuri-left .ui=${ui}></nizukuri-left>` : nothing}
          ${waits(ui.state) ? html`<nizukuri-waiting class="place" .ui=${ui}></nizukuri-waiting>` : this.place()}
        </main>
        <footer>${this.t('footer')}</footer>
      </div>
      <p class="seen" role="status" aria-live="polite" data-test="live">${this.live()}</p>
      ${ui.state.dragging ? html`<div class="over" aria-hidden="true">${this.t('drop-here')}</div>` : nothing}`;
  }

  override willUpdate(): void {
    this.#waited = this.shadowRoot?.activeElement?.localName === 'nizukuri-waiting';
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get('ui') as View['ui'] | undefined;
    const { step, silence, later } = this.ui.state;
    const moved = before && (before.state.step !== step || before.state.silence !== silence);
    if (moved || (this.#waited && later)) void this.focusOnHeading();
  }

  private place() {
    const { ui } = this;
    if (ui.state.silence) return html`<nizukuri-trust class="place" .ui=${ui}></nizukuri-trust>`;
    switch (ui.state.step) {
      case 'destination':
        return html`<nizukuri-destination class="place" .ui=${ui}></nizukuri-destination>`;
      case 'files':
        return html`<nizukuri-files class="place" .ui=${ui}></nizukuri-files>`;
      case 'check':
        return html`<nizukuri-check class="place" .ui=${ui}></nizukuri-check>`;
      case 'pack':
        return html`<nizukuri-pack class="place" .ui=${ui}></nizukuri-pack>`;
      case 'handover':
        return html`<nizukuri-handover class="place" .ui=${ui}></nizukuri-handover>`;
    }
  }

  /** At the beginning, and not beside what was packed since. */
  private offersLeft(): boolean {
    const { left, packed, silence, step, files } = this.ui.state;
    return left.length > 0 && !packed && !silence && (step === 'destination' || (step === 'files' && files.length === 0));
  }

  /** The running phase, or what happened last. Whole tenths only: a screen reader must not count along. */
  private live(): string {
    const { job, notice } = this.ui.state;
    if (!job) return notice ? this.t(notice.id, notice.args) : '';
    const tenths = job.total > 0 ? Math.floor((job.done / job.total) * 10) * 10 : 0;
    return this.t('live-progress', { phase: this.t(`phase-${job.phase}`), percent: tenths });
  }

  private async focusOnHeading(): Promise<void> {
    const place = this.renderRoot.querySelector<View>('.place');
    await place?.updateComplete;
    place?.shadowRoot?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  private skip = (): void => void this.focusOnHeading();

  private takesFiles(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes('Files') ?? false;
  }

  private onDragOver = (event: DragEvent): void => {
    if (!this.takesFiles(event)) return;
    event.preventDefault();
    const { state } = this.ui;
    const welcome = state.job?.kind !== 'pack' && state.plan.destination !== '';
    event.dataTransfer!.dropEffect = welcome ? 'copy' : 'none';
    if (!welcome) return;
    if (!state.dragging) this.ui.run.drag();
  };

  private onDrop = (event: DragEvent): void => {
    if (!this.takesFiles(event)) return;
    event.preventDefault();
    // Quicker than the shell could take over.
    if (!this.ui.state.dragging || !event.dataTransfer) return;
    this.ui.send({ type: 'dragged', over: false });
    void this.ui.run.addEntries(entriesOf(event.dataTransfer));
  };
}

customElements.define('nizukuri-app', App);
