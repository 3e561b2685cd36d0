/** One mail as it stands in its file, as plain text. */

import { css, html, nothing } from 'lit';
import type { RecordView } from '../../shared/protocol.ts';
import type { Words } from '../words.ts';
import { named } from './base.ts';

export type Message = Extract<RecordView, { kind: 'message' }>;

export const messageStyles = css`
  .mail {
    border-top: 1px solid var(--line);
    padding: 0.8rem 0;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1rem 0.9rem;
    margin: 0 0 0.5rem;
    font-size: 0.9rem;
  }
  dt {
    color: var(--soft);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  @media (width <= 36rem) {
    dl {
      grid-template-columns: minmax(0, 1fr);
    }
    dd {
      margin-bottom: 0.3rem;
    }
  }
  pre {
    margin: 0;
    max-height: 12rem;
    overflow: auto;
    padding: 0.6rem 0.8rem;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 0.4rem;
    font: 0.875rem/1.7 var(--sans);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;

export function messageView({ t }: Words, mail: Message, source: string) {
  const line = (id: string, value: string) => (value ? html`<dt>${t(id)}</dt><dd>${named(value)}</dd>` : nothing);
  return html`<div class="mail" data-test="message">
    <dl>
      ${line('mail-subject', mail.subject)} ${line('mail-from', mail.from)} ${line('mail-to', mail.to)}
      ${line('mail-date', mail.date)} ${line('mail-attachments', mail.attachments.join(', '))} ${line('mail-source', source)}
    </dl>
    ${mail.text ? html`<pre tabindex="0" aria-label=${t('mail-text')}>${mail.text}</pre>` : nothing}
  </div>`;
}
