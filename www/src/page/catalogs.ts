/** The catalogs, inlined at build time. */

import type { Catalogs } from './words.ts';

const ja = import.meta.glob<string>('../../../locales/ja/{page,findings}.ftl', { query: '?raw', import: 'default', eager: true });
const en = import.meta.glob<string>('../../../locales/en/{page,findings}.ftl', { query: '?raw', import: 'default', eager: true });

export const catalogs: Catalogs = { ja: Object.values(ja), en: Object.values(en) };
