/** Texts by id from the Fluent catalogs; numbers, sizes and dates by `Intl`. A missing text shows its id. */

import type { Finding } from '../shared/protocol.ts';
import { type Args, fill, readCatalogs, type Texts } from './catalog.ts';
import type { Lang } from './state.ts';

/** The texts of the first view; once they have come, those of the later places, and those of findings. */
export type Catalogs = Record<Lang, string[]>;
export type { Args };

export interface FindingWords {
  title: string;
  consequence: string;
  remedy: string;
}

export interface Words {
  lang: Lang;
  /** The text of an id. */
  t(id: string, args?: Args): string;
  has(id: string): boolean;
  /** `tab`: the tab's label in this language. */
  finding(finding: Finding, tab: string): FindingWords;
  /** Of a label in both languages. */
  pick(label: { ja: string; en: string }): string;
  number(value: number): string;
  /** 1.9 GB: powers of ten, as the vendors' caps are. */
  bytes(value: number): string;
  month(month: string): string;
  /** A day, `2026-11-21`. */
  day(day: string): string;
}

export function createWords(lang: Lang, catalogs: Catalogs): Words {
  const read: Texts[] = [];
  /** Each catalog is read when it is first asked: the page is drawn sooner. */
  const findIn = (at: number, id: string): string | undefined => {
    const source = catalogs[lang][at];
    return source === undefined ? source : (read[at] ??= readCatalogs([source])).get(id);
  };
  const find = (id: string) => findIn(0, id) ?? findIn(1, id) ?? (id.startsWith('finding-') ? findIn(2, id) : undefined);
  const locale = lang === 'ja' ? 'ja-JP' : 'en-GB';
  const number = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' });

  const text = (id: string, args: Args): string | undefined => {
    const found = find(id);
    return found === undefined ? found : fill(found, args, number, plural);
  };
  const pick = (label: { ja: string; en: string }) => label[lang] || label.en || label.ja;

  return {
    lang,
    t: (id, args = {}) => text(id, args) ?? id,
    has: (id) => find(id) !== undefined,
    finding(finding, tab) {
      const id = `finding-${finding.code}`;
      const [sample] = finding.samples;
      const args = {
        count: finding.count,
        number: finding.number,
        field: finding.field,
        tab,
        found: sample?.found ?? finding.places[0]?.found ?? '',
        used: sample?.used ?? '',
      };
      const follows = (part: string) => (finding.kept && text(`${id}.${part}-kept`, args)) || text(`${id}.${part}`, args) || '';
      return {
        title: text(id, args) ?? finding.code,
        consequence: finding.consequence ? pick(finding.consequence) : follows('consequence'),
        remedy: follows('remedy'),
      };
    },
    pick,
    number: (value) => number.format(value),
    bytes: (value) => bytes(value, locale),
    day: (day) => days.format(new Date(day)),
    month(month) {
      const date = new Date(`${month}-01T00:00:00Z`);
      return Number.isNaN(date.getTime()) ? month : months.format(date);
    },
  };
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** Making a format takes longer than all its uses on a screen. */
const formats = new Map<string, Intl.NumberFormat>();

function bytes(value: number, locale: string): string {
  const step = Math.min(UNITS.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** step;
  const maximumFractionDigits = step === 0 || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
  const unitDisplay = step === 0 ? 'long' : 'short';
  const key = [locale, step, maximumFractionDigits].join();
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[step]!, unitDisplay, maximumFractionDigits });
  formats.set(key, format);
  return format.format(scaled);
}
