/** Stands in for catalogs.ts in the build: both languages in one text. */

import page from 'nizukuri-page?raw';
import texts from 'nizukuri-findings?raw';
import { apart } from './apart.ts';
import type { Catalogs } from './words.ts';

const pages = apart(page);
export const findings = apart(texts);
export const catalogs: Catalogs = { ja: [pages.ja, findings.ja], en: [pages.en, findings.en] };
