/** The catalogs as they are written: those of later places are there from the beginning. */

import type { Catalogs } from '../src/page/words.ts';

import findingsEn from '../../locales/en/findings.ftl?raw';
import firstEn from '../../locales/en/first.ftl?raw';
import pageEn from '../../locales/en/page.ftl?raw';
import findingsJa from '../../locales/ja/findings.ftl?raw';
import firstJa from '../../locales/ja/first.ftl?raw';
import pageJa from '../../locales/ja/page.ftl?raw';

export const catalogs: Catalogs = { ja: [firstJa, pageJa, findingsJa], en: [firstEn, pageEn, findingsEn] };
