/** Data to try the page with, made here: nothing is fetched, so it works offline. */

import type { SourceFile } from '../../shared/protocol.ts';
import { FOLDERS, MAILBOX } from './mail.ts';
import { AGENTS, CONTACTS, TICKETS } from './tables.ts';

/** A fixed time of change: adding the sample twice is seen as the same files. */
const MADE = Date.UTC(2024, 4, 1);

const FOLDER = 'sample';

/** `mail`: for a destination that takes mail as mail. */
export function sampleFiles(mail: boolean): SourceFile[] {
  const file = (name: string, content: BlobPart, type: string): SourceFile => ({
    name: `${FOLDER}/${name}`,
    file: new File([content], name, { type, lastModified: MADE }),
  });
  if (mail) return FOLDERS.map(([name, messages]) => file(name, messages, 'application/mbox'));
  return [
    file('agents.csv', AGENTS, 'text/csv'),
    file('contacts.csv', CONTACTS, 'text/csv'),
    file('inbox.mbox', MAILBOX, 'application/mbox'),
    file('tickets.csv', TICKETS, 'text/csv'),
  ];
}
