/** The catalogs, inlined at build time. */

import type { Catalogs } from './words.ts';

import findingsEn from '../../../locales/en/findings.ftl?raw';
import pageEn from '../../../locales/en/page.ftl?raw';
import findingsJa from '../../../locales/ja/findings.ftl?raw';
import pageJa from '../../../locales/ja/page.ftl?raw';

export const catalogs: Catalogs = { ja: [pageJa, findingsJa], en: [pageEn, findingsEn] };

/** The words of findings also go into the report: the packer is handed them, so that the page carries them once. */
export const findings = { ja: findingsJa, en: findingsEn };
