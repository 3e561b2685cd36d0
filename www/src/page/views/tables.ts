/** How tables look, and what becomes of them where the window is narrow. */

import { css, type CSSResult } from 'lit';

export const tables = css`
  .scroll {
    overflow-x: auto;
    overscroll-behavior-x: contain;
    margin-inline: -0.25rem;
    padding-inline: 0.25rem;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.9rem;
    line-height: 1.55;
  }
  caption {
    text-align: start;
    color: var(--soft);
    font-size: 0.875rem;
    padding-bottom: 0.5rem;
  }
  th,
  td {
    text-align: start;
    vertical-align: top;
    overflow-wrap: break-word;
    padding: 0.5rem 0.7rem;
    border-top: 1px solid var(--line);
  }
  thead th {
    border-top: 0;
    border-bottom: 1px solid var(--line-strong);
    color: var(--soft);
    font-weight: 600;
    font-size: 0.825rem;
    white-space: nowrap;
    vertical-align: bottom;
  }
  tbody tr:first-child > * {
    border-top: 0;
  }
  tbody th {
    font-weight: 500;
  }
  td.num,
  th.num {
    text-align: end;
    white-space: nowrap;
  }
  tfoot :is(th, td) {
    border-top: 1px solid var(--line-strong);
    font-weight: 600;
  }
  mark {
    background: var(--red-weak);
    color: inherit;
    border-radius: 0.2rem;
    padding: 0 0.25rem;
    box-shadow: inset 0 -2px 0 var(--red);
  }
`;

/** Names of columns that are told beside the values: still read out. */
const unseen = css`
  thead {
    position: absolute;
    clip-path: inset(50%);
  }
  thead th {
    display: inline-block;
    border: 0;
    padding: 0;
    font-size: 0;
  }
`;

/**
 * A table with much in each row: where the window is narrow, a row is a card of lines, the first of them `.first`. Its roles
 * must be written out: what is no longer laid out as a table loses them.
 */
export const stacked = css`
  @media (width <= 64rem) {
    :is(table, caption, thead, tbody, tr, td, tbody th) {
      display: block;
    }
    ${unseen}
    :is(td, td.num, tbody th) {
      border: 0;
      padding: 0.15rem 0;
      text-align: start;
    }
    :is(td, th).first {
      border-top: 1px solid var(--line);
      padding-top: 0.6rem;
      font-weight: 600;
    }
    td[data-column]::before {
      content: attr(data-column) ' ';
      color: var(--soft);
    }
    td:last-child {
      padding-bottom: 0.6rem;
    }
  }
`;

/**
 * A table of numbers: in a window of at most `width` a row is a card, its head and what is `.whole` over all of it, its numbers
 * beside each other below their names. To stand after `tables`; the roles must be written out here, too.
 */
export const cards = (width: CSSResult) => css`
  @media (width <= ${width}) {
    .scroll {
      overflow: visible;
    }
    ${unseen}
    :is(table, tbody, tfoot) {
      display: block;
    }
    :is(tbody, tfoot) tr {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(4.8rem, 1fr));
      gap: 0.3rem 0.8rem;
      padding: 0.8rem 0;
      border-top: 1px solid var(--line);
    }
    :is(tbody, tfoot) :is(th, td) {
      padding: 0;
      border: 0;
    }
    :is(tbody, tfoot) :is(th, .whole) {
      width: auto;
      grid-column: 1 / -1;
    }
    td.num {
      text-align: start;
    }
    td[data-column]::before {
      content: attr(data-column);
      display: block;
      color: var(--soft);
      font-size: 0.75rem;
      font-weight: 400;
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }
`;
