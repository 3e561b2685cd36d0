/**
 * How the columns of one shape of table are matched: a piece of a plan that lasts beyond the names of files. Kept as a file of
 * the user's own, and offered for every table with the same header.
 */

import type { Plan, SurveyDocument, SurveySource } from '../shared/protocol.ts';
import { isObject, isStrings, withTable } from './plan.ts';

type Table = NonNullable<SurveySource['table']>;

export interface Template {
  destination: string;
  /** The file it was made from: for people. */
  name: string;
  header: string[];
  /** Tab id. */
  tab: string;
  /** As in the plan; every column is there. */
  columns: Record<string, string>;
}

/** A template, and the files it fits. */
export interface Offer {
  template: Template;
  sources: string[];
}

/** What a plan calls a column: one that is blank or there twice is meant by its number, as the core does. */
export function columnKey({ columns }: Table, at: number): string {
  const { header } = columns[at]!;
  return header === '' || columns.filter((other) => other.header === header).length > 1 ? `#${at + 1}` : header;
}

/** How a table's columns are matched now, by the user or else by the core. */
function matched({ name, table }: SurveySource, plan: Plan): Template['columns'] {
  const said = plan.tables[name]?.columns ?? {};
  const entries = table!.columns.map(({ field }, at) => {
    const key = columnKey(table!, at);
    return [key, said[key] ?? field ?? 'none'];
  });
  return Object.fromEntries(entries);
}

export function templateOf(source: SurveySource, plan: Plan): Template {
  const { tab, columns } = source.table!;
  return {
    destination: plan.destination,
    name: source.name,
    header: columns.map(({ header }) => header),
    tab: tab ?? 'none',
    columns: matched(source, plan),
  };
}

const shapeOf = (header: string[]): string => header.join('\u001f');

/**
 * What fits tables of which the user has said nothing yet: templates that were opened, and what was said of another table of
 * the same header just now. Not offered where it would change nothing.
 */
export function offersOf({ sources }: SurveyDocument, plan: Plan, opened: Template[]): Offer[] {
  const tables = sources.filter(({ table }) => table && !table.errors && !table.template);
  const isSaid = ({ name }: SurveySource) => Boolean(plan.tables[name]?.tab ?? plan.tables[name]?.columns);
  const own = tables.filter((source) => isSaid(source) && source.table!.tab).map((source) => templateOf(source, plan));
  const byShape = new Map<string, Offer>();
  for (const template of [...own, ...opened]) {
    if (template.destination === plan.destination) byShape.set(shapeOf(template.header), { template, sources: [] });
  }
  if (byShape.size === 0) return [];
  for (const source of tables) {
    const offer = byShape.get(shapeOf(source.table!.columns.map(({ header }) => header)));
    if (!offer || isSaid(source)) continue;
    const { tab, columns } = offer.template;
    const now = matched(source, plan);
    const same = source.table!.tab === tab && Object.entries(columns).every(([key, field]) => now[key] === field);
    if (!same) offer.sources.push(source.name);
  }
  return [...byShape.values()].filter(({ sources }) => sources.length > 0);
}

/** Takes an offer up: one step to undo. */
export function withTemplate(plan: Plan, { template: { tab, columns }, sources }: Offer): Plan {
  return sources.reduce((after, source) => withTable(withTable(after, source, { tab }), source, { columns }), plan);
}

export const templateText = (template: Template): string => JSON.stringify({ version: 1, templates: [template] }, null, 2);

/** Reads saved templates; null when it is something else. */
export function readTemplates(text: string): Template[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.version !== 1 || !Array.isArray(value.templates)) return null;
  return value.templates.every(isTemplate) ? value.templates : null;
}

const isTemplate = (value: unknown): value is Template =>
  isObject(value) &&
  [value.destination, value.name, value.tab].every((text) => typeof text === 'string') &&
  isStrings(value.header) &&
  isObject(value.columns) &&
  isStrings(Object.values(value.columns));
