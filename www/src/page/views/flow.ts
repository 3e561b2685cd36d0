/** Where what was read went, as ribbons: sources, the tabs they belong to, and the bundles with their records. The table is the ledger's. */

import { css, html, svg } from 'lit';
import { sum } from '../derive.ts';
import type { LedgerLine, PackDocument } from '../../shared/protocol.ts';
import { small, View } from './base.ts';

const LEFT_OUT = ['held', 'duplicate', 'filtered', 'already'] as const;
/** Sources and bundles shown by name; the rest are taken together. */
const MOST = 7;
/** Height of a line, and of the widest ribbon in it. */
const LINE = 44;
const WIDE = 36;

interface Node {
  name: string;
  count: number;
  /** The number that is shown, where that is another. */
  told?: number;
}

export class Flow extends View {
  static override styles = [
    small,
    css`
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(2rem, 0.8fr) minmax(0, auto) minmax(2rem, 0.8fr) minmax(0, 1fr);
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
      /* On a small screen the files stand in the table alone. */
      @media (max-width: 36rem) {
        div {
          grid-template-columns: minmax(0, 1fr) minmax(2.5rem, 1fr) minmax(0, 1fr);
        }
        div > :is(:first-child, :nth-child(2)) {
          display: none;
        }
        ol:nth-child(3) {
          text-align: end;
        }
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
    const { ledger, bundles } = this.ui.state.packed!.document;
    const lines = largest(ledger, (count) => this.t('flow-others', { count }));
    const from: Node[] = lines.map(({ source, read }) => ({ name: source, count: read }));
    const [tabOf, moduleOf] = [this.tabs(), new Map(this.ui.state.packed!.document.tabs.map(({ label, name }) => [this.ui.words.pick(label), name]))];
    const becomes = ledger.map(({ source }) => tabOf.get(source)!);
    const tabs: Node[] = [...new Set(becomes)].map((name) => ({ name, count: sum(ledger.filter((_, at) => becomes[at] === name), ({ read }) => read) }));
    const boxes = into(bundles, (count) => this.t('flow-packed', { count }));
    // What goes into the bundles lies in them as its tab does.
    const packed = tabs.map(({ name }) => {
      const count = sum(ledger.filter((_, at) => becomes[at] === name), (line) => line.packed);
      const own = boxes.map(({ rows }) => rows(moduleOf.get(name)));
      const shares = own.some(Boolean) ? own : boxes.map(({ rows }) => rows());
      return shares.map((share) => (count * share) / Math.max(1, sum(shares, Number)));
    });
    const ends: (Node & { end: string })[] = [
      ...boxes.map(({ name, rows }, b) => ({ end: 'packed', name, count: sum(packed, (of) => of[b]!), told: rows() })),
      ...LEFT_OUT.map((end) => ({ end, name: this.t(`ledger-${end}`), count: sum(ledger, (line) => line[end]) })).filter(({ count }) => count > 0),
    ];
    const all = sum(from, ({ count }) => count);
    if (all === 0 || ledger.length < 2) return html``;
    const text = this.t('flow-text', { count: all, ends: ends.map(({ name, count, told = count }) => `${name} ${this.n(told)}`).join(', ') });
    // Of the sources that are shown together, each tab has its share.
    const shown = lines.map((line) => ledger.filter(({ source }) => (line.source === source ? true : line.rest?.has(source))));
    const first = shown.flatMap((own, a) => tabs.map(({ name }, b) => ({ a, b, kind: '', count: sum(own.filter(({ source }) => tabOf.get(source) === name), ({ read }) => read) })));
    const second = tabs.flatMap(({ name }, a) => ends.map(({ end }, b) => ({ a, b, kind: end, count: end === 'packed' ? packed[a]![b]! : sum(ledger.filter((_, at) => becomes[at] === name), (line) => line[end as 'held']) })));
    const rows = Math.max(from.length, tabs.length, ends.length);
    return html`<div role="img" aria-label=${text} data-test="flow">
      ${this.labels(from)} ${ribbons(from, tabs, first, all, rows)} ${this.labels(tabs)} ${ribbons(tabs, ends, second, all, rows)} ${this.labels(ends)}
    </div>`;
  }

  /** What each source's records are at the destination. */
  private tabs(): Map<string, string> {
    const { sources, tabs } = this.ui.state.packed!.document;
    const labels = new Map(tabs.map(({ tab, label }) => [tab, this.ui.words.pick(label)]));
    return new Map(sources.map(({ name, table }) => [name, labels.get(table?.tab ?? '') ?? this.t(table ? 'tab-none' : 'flow-mail')]));
  }

  private labels(nodes: Node[]) {
    return html`<ol aria-hidden="true">
      ${nodes.map(({ name, count, told = count }) => html`<li><bdi title=${name}>${name}</bdi><b class="num">${this.n(told)}</b></li>`)}
    </ol>`;
  }
}

/** What goes from the nodes on the left to those on the right; `all` is as wide as a ribbon gets. */
function ribbons(left: Node[], right: Node[], links: { a: number; b: number; kind: string; count: number }[], all: number, rows: number) {
  const thick = (count: number) => (count / all) * WIDE;
  // Where the next ribbon leaves or ends: each node's own stand one below the other, around its middle.
  const begin = (nodes: Node[]) => nodes.map(({ count }, at) => at * LINE + (LINE - thick(count)) / 2);
  const [from, to] = [begin(left), begin(right)];
  return html`<svg viewBox="0 0 100 ${rows * LINE}" height=${rows * LINE} preserveAspectRatio="none" aria-hidden="true">
    ${links.map(({ a, b, kind, count }) => {
      const size = thick(count);
      if (size === 0) return svg``;
      const [y, z] = [from[a]!, to[b]!];
      from[a] = y + size;
      to[b] = z + size;
      // A sliver is seen, too.
      const seen = Math.max(size, 1.2);
      return svg`<path class=${kind} d="M0 ${y}C50 ${y} 50 ${z} 100 ${z}V${z + seen}C50 ${z + seen} 50 ${y + seen} 0 ${y + seen}Z" />`;
    })}
  </svg>`;
}

/** Bundles by name, the last ones as one; `rows`: how many records of a tab (by its name at the destination), or in all, lie there. */
function into(bundles: PackDocument['bundles'], others: (count: number) => string): { name: string; rows(tab?: string): number }[] {
  const rest = bundles.length > MOST + 1 ? bundles.slice(MOST) : [];
  const groups = [...bundles.slice(0, bundles.length - rest.length).map((one) => [one]), ...(rest.length > 0 ? [rest] : [])];
  return groups.map((group, at) => {
    // The entries of a bundle of mail count its messages, too.
    const of = (tab?: string) => sum(group, ({ entries }) => sum(entries, ({ name, records }) => (!tab || name.replace(/(_\d+)?\.csv$/, '') === tab ? records : 0)));
    return { name: group.length > 1 ? others(group.length) : `${at + 1}. ${group[0]!.name}`, rows: of };
  });
}

/** The largest by what was read, in their order, and all others as one. */
function largest(ledger: LedgerLine[], others: (count: number) => string): (LedgerLine & { rest?: Set<string> })[] {
  const read = ledger.filter((line) => line.read > 0);
  if (read.length <= MOST + 1) return read;
  const top = new Set([...read].sort((a, b) => b.read - a.read).slice(0, MOST));
  const rest = read.filter((line) => !top.has(line));
  const together = { source: others(rest.length), read: sum(rest, (line) => line.read), rest: new Set(rest.map(({ source }) => source)) } as LedgerLine & { rest: Set<string> };
  for (const end of ['packed', ...LEFT_OUT] as const) together[end] = sum(rest, (line) => line[end]);
  return [...read.filter((line) => top.has(line)), together];
}

customElements.define('nizukuri-flow', Flow);
