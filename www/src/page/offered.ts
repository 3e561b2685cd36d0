/** What is said of a destination where one is chosen. The page is built with it, so that nobody waits for the wasm there. */

import type { DestinationDocument } from '../shared/protocol.ts';

/** Destinations this page may offer, in the order they are shown; those the core does not know are left out. */
export const DESTINATIONS = [
  'zoho-desk',
  'zoho-desk-import',
  'maildealer',
  'thunderbird',
  'roundcube',
  'mail-server',
  'eml-archive',
];

export interface Offered extends Pick<DestinationDocument, 'id' | 'label' | 'caps'> {
  /** It takes mail as mail. */
  mail: boolean;
  /** The tabs it does not take. */
  left: { ja: string; en: string }[];
}

export const offeredOf = ({ id, label, caps, mail, tabs }: DestinationDocument): Offered => ({
  id,
  label,
  caps,
  mail: mail !== null,
  left: tabs.filter(({ notTaken }) => notTaken).map((tab) => tab.label),
});
