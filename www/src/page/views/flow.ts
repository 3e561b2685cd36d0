/** Where what was read went, as ribbons: sources on the left, what became of their records on the right. The table is the ledger's. */

import { css, html, svg } from 'lit';
import { sum } from '../derive.ts';
import type { LedgerLine } from '../../shared/protocol.ts';
import { small, View } from './base.ts';

const ENDS = ['packed', 'held', 'duplicate', 'filtered', 'already'] as const;
/** Sources shown by name; the rest are taken together. */
const MOST = 7;
/** Height of a line, and of the widest ribbon in it. */
const LINE = 44;
const WIDE = 36;

interface Node {
  name: string;
  count: number;
}

export class Flow extends View {
  static override styles = [
    small,
    css`
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(2.5rem, 1fr) minmax(0, 1fr);
        gap: 0.5rem;
        margin: 0.8rem 0 1rem;
      }
      svg {
        width: 100%;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 0.8rem;
        line-height: 1.3;
      }
      ol:first-child {
        text-align: end;
      }
      li {
        display: grid;
        align-content: center;
        height: 44px;
      }
      li bdi,
      li span {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      b {
        font-weight: 600;
      }
      path {
        fill: var(--kraft);
        opacity: 0.6;
      }
      .held {
        fill: var(--red);
      }
      .duplicate,
      .filtered,
      .already {
        fill: var(--line-strong);
      }
    `,
  ];

  override render() {
    const { ledger } = this.ui.state.packed!.document;
    const lines = largest(ledger, (count) => this.t('flow-others', { count }));
    const left: Node[] = lines.map(({ source, read }) => ({ name: source, count: read }));
    const right = ENDS.map((end) => ({ end, name: this.t(`ledger-${end}`), count: sum(lines, (line) => line[end]) })).filter(({ count }) => count > 0);
    const all = sum(left, ({ count }) => count);
    if (all === 0 || ledger.length < 2) return html``;
    const height = Math.max(left.length, right.length) * LINE;
    const text = this.t('flow-text', { count: all, ends: right.map(({ name, count }) => `${name} ${this.n(count)}`).join(', ') });
    const thick = (count: number) => (count / all) * WIDE;
    // Where the next ribbon leaves or ends: each node's own stand one below the other, around its middle.
    const begin = (nodes: Node[]) => nodes.map(({ count }, at) => at * LINE + (LINE - thick(count)) / 2);
    const [from, to] = [begin(left), begin(right)];
    const labels = (nodes: Node[]) =>
      html`<ol aria-hidden="true">
        ${nodes.map(({ name, count }) => html`<li><bdi title=${name}>${name}</bdi><b class="num">${this.n(count)}</b></li>`)}
      </ol>`;
    return html`<div role="img" aria-label=${text} data-test="flow">
      ${labels(left)}
      <svg viewBox="0 0 100 ${height}" height=${height} preserveAspectRatio="none" aria-hidden="true">
        ${lines.map((line, at) =>
          right.map(({ end }, place) => {
            const size = thick(line[end]);
            if (size === 0) return svg``;
            const [a, b] = [from[at]!, to[place]!];
            from[at] = a + size;
            to[place] = b + size;
            // A sliver is seen, too.
            const seen = Math.max(size, 1.2);
            return svg`<path class=${end} d="M0 ${a}C50 ${a} 50 ${b} 100 ${b}V${b + seen}C50 ${b + seen} 50 ${a + seen} 0 ${a + seen}Z" />`;
          }),
        )}
      </svg>
      ${labels(right)}
    </div>`;
  }
}

/** The largest by what was read, in their order, and all others as one. */
function largest(ledger: LedgerLine[], others: (count: number) => string): LedgerLine[] {
  const read = ledger.filter((line) => line.read > 0);
  if (read.length <= MOST + 1) return read;
  const top = new Set([...read].sort((a, b) => b.read - a.read).slice(0, MOST));
  const rest = read.filter((line) => !top.has(line));
  const together = { source: others(rest.length), read: sum(rest, (line) => line.read) } as LedgerLine;
  for (const end of ENDS) together[end] = sum(rest, (line) => line[end]);
  return [...read.filter((line) => top.has(line)), together];
}

customElements.define('nizukuri-flow', Flow);
