/** Edits of the plan: each gives a new plan and leaves the old one as it was, so that undo is a list of plans. */

import type { AgentSay, Answer, DestinationDocument, Finding, Fix, MailboxSay, Plan, Proposal } from '../shared/protocol.ts';
import type { Pilot } from './state.ts';

export type TableSay = Plan['tables'][string];

/** A plan that decides nothing but the destination. */
export function emptyPlan(destination: string): Plan {
  return { version: 1, destination, options: {}, tables: {}, answers: [], exclude: [] };
}

/** What a destination can do, as far as it matters to the choice of what goes. */
type Able = Pick<DestinationDocument, 'selection' | 'mail'>;

export function withDestination(plan: Plan, destination: string, able: Able = { selection: null, mail: null }): Plan {
  // Other destinations have other tabs and options: what was said about those no longer means anything.
  // Who an agent is, stays the same, and so does where a message begins.
  const known = [...CORE_OPTIONS, ...(able.selection ? SIZE_OPTIONS : []), ...(able.mail ? MAIL_OPTIONS : [])];
  const options = Object.fromEntries(Object.entries(plan.options).filter(([key]) => known.includes(key)));
  const { exclude, agents, borders } = plan;
  let after: Plan = { ...emptyPlan(destination), exclude, options, ...(agents && { agents }), ...(borders && { borders }) };
  // What stays behind stays behind; names and states are the destination's own.
  for (const [found, say] of Object.entries((able.mail && plan.mailboxes) ?? {})) {
    if (say['left-out']) after = withMailbox(after, found, { 'left-out': true });
  }
  return after;
}

/** Options of the core itself, which hold for every destination. */
export const CORE_OPTIONS = ['zone', 'own-address', 'subject-threading', 'contact-by-email', 'agents-from-mail', 'accounts-from', 'mail-body', 'too-long', 'keep-deleted'];

/** Options that say which mail goes, where it goes as mail. */
export const MAIL_OPTIONS = ['window-from', 'window-to', 'address', 'direction', 'duplicates', 'merge'];

/** Sets an option; an empty value takes the user's say back. */
export function withOption(plan: Plan, key: string, value: string | string[]): Plan {
  const options = { ...plan.options };
  if (value.length === 0) delete options[key];
  else options[key] = value;
  return { ...plan, options };
}

/** The plan of one pack: with the pilot, or of everything. */
export function withPilot(plan: Plan, pilot: Pilot | null): Plan {
  const others = Object.entries(plan.options).filter(([key]) => key !== 'pilot' && !key.startsWith('pilot-'));
  const options: Plan['options'] = Object.fromEntries(others);
  if (pilot) {
    options.pilot = pilot.count;
    options['pilot-by'] = pilot.by;
    if (pilot.by === 'search') options['pilot-search'] = pilot.text;
    if (pilot.by === 'random' && pilot.text !== '') options['pilot-seed'] = pilot.text;
  }
  return { ...plan, options };
}

/** Options that say how much goes. */
const SIZE_OPTIONS = ['from', 'until', 'attachments', 'attachment-max'];

/** Takes up a proposal in the place of another one. */
export function withProposal(plan: Plan, proposal: Proposal['options']): Plan {
  const others = Object.entries(plan.options).filter(([key]) => !SIZE_OPTIONS.includes(key));
  return { ...plan, options: { ...Object.fromEntries(others), ...proposal } };
}

/** Whether the plan says what the proposal does. */
export const isTaken = (plan: Plan, proposal: Proposal['options']): boolean =>
  SIZE_OPTIONS.every((key) => plan.options[key] === proposal[key]);

/** Whether a pilot can be packed as it is asked for. */
export const isPilot = ({ count, by, text }: Pilot): boolean =>
  /^[1-9]\d{0,6}$/.test(count) && (by !== 'search' || text.trim() !== '');

/** Says something about one table; `columns` are added to those said before. */
export function withTable(plan: Plan, source: string, say: TableSay): Plan {
  const before = plan.tables[source] ?? {};
  const after: TableSay = { ...before, ...say };
  if (say.tab !== undefined && say.tab !== before.tab) delete after.columns;
  else if (say.columns) after.columns = { ...before.columns, ...say.columns };
  return { ...plan, tables: { ...plan.tables, [source]: after } };
}

/** Says what a source's texts are written in; blank takes the say back. */
export function withCharset(plan: Plan, source: string, charset: string): Plan {
  if (charset) return withTable(plan, source, { charset });
  const { charset: _, ...rest } = plan.tables[source] ?? {};
  return { ...plan, tables: { ...plan.tables, [source]: rest } };
}

/** What the user said of the From_ line at an offset of an mbox. */
export function borderSaid(plan: Plan, source: string, start: number): 'border' | 'text' | null {
  const { join = [], split = [] } = plan.borders?.[source] ?? {};
  return join.includes(start) ? 'text' : split.includes(start) ? 'border' : null;
}

/** Says that a From_ line opens a message, or is text; null takes the say back. */
export function withBorder(plan: Plan, source: string, start: number, verdict: 'border' | 'text' | null): Plan {
  const { join = [], split = [] } = plan.borders?.[source] ?? {};
  const others = (all: number[], also: boolean) => [...all.filter((one) => one !== start), ...(also ? [start] : [])];
  const say = { join: others(join, verdict === 'text'), split: others(split, verdict === 'border') };
  const { [source]: _, ...rest } = plan.borders ?? {};
  return withBorders(plan, say.join.length + say.split.length > 0 ? { ...rest, [source]: say } : rest);
}

function withBorders({ borders: _, ...plan }: Plan, borders: NonNullable<Plan['borders']>): Plan {
  return Object.keys(borders).length > 0 ? { ...plan, borders } : plan;
}

/** What an answer is about beside its code, tab and field: all alike, one value, or one record. */
export type Only = Pick<Answer, 'found' | 'source' | 'record'>;

const sameOnly = (answer: Answer, only: Only): boolean =>
  answer.found === only.found && answer.source === only.source && answer.record === only.record;

/** What the user answered to a finding, or null: for all alike, or for just one value or record. Of answers for all the
 * narrowest counts. */
export function answerTo(plan: Plan, finding: Finding, only: Only = {}): Answer | null {
  const fits = plan.answers.filter(
    (answer) =>
      answer.code === finding.code &&
      (answer.tab === undefined || answer.tab === finding.tab) &&
      (answer.field === undefined || answer.field === finding.field) &&
      sameOnly(answer, only),
  );
  const narrow = (answer: Answer) => Number(answer.tab !== undefined) + Number(answer.field !== undefined);
  return fits.reverse().sort((a, b) => narrow(b) - narrow(a))[0] ?? null;
}

/** Answers a finding; null takes the answer back. */
export function withAnswer(plan: Plan, finding: Finding, say: Pick<Answer, 'action' | 'value'> | null, only: Only = {}): Plan {
  const { code, tab, field } = finding;
  const others = plan.answers.filter(
    (answer) => answer.code !== code || (answer.tab ?? '') !== tab || (answer.field ?? '') !== field || !sameOnly(answer, only),
  );
  const answer: Answer | null = say && { code, ...(tab ? { tab } : {}), ...(field ? { field } : {}), ...only, ...say };
  return { ...plan, answers: answer ? [...others, answer] : others };
}

/** One cell of a table, as answers speak of it. */
export type CellOf = Required<Pick<Answer, 'tab' | 'field' | 'source' | 'record'>>;

/** What the user set in one cell, or null. */
export const cellSaid = (plan: Plan, tab: string, field: string, source: string, record: number): Answer | null =>
  plan.answers.find((it) => it.record === record && it.action === 'set' && it.source === source && it.tab === tab && it.field === field) ?? null;

/** Sets the value of one cell; null takes it back. */
export function withCell(plan: Plan, cell: CellOf, value: string | null): Plan {
  const before = cellSaid(plan, cell.tab, cell.field, cell.source, cell.record);
  const others = plan.answers.filter((answer) => answer !== before);
  return { ...plan, answers: value === null ? others : [...others, { code: 'value-set', ...cell, action: 'set', value }] };
}

/** Replaces a piece of text wherever a column has it. */
export function withPart(plan: Plan, tab: string, field: string, part: string, value: string): Plan {
  const others = plan.answers.filter((it) => it.part !== part || it.tab !== tab || it.field !== field);
  return { ...plan, answers: [...others, { code: 'value-set', tab, field, part, action: 'set', value }] };
}

/** Takes over what a fix says. */
export function withFix(plan: Plan, { plan: part }: Fix): Plan {
  let after: Plan = { ...plan, options: { ...plan.options, ...part.options }, answers: [...plan.answers, ...(part.answers ?? [])] };
  for (const [source, say] of Object.entries(part.tables ?? {})) after = withTable(after, source, say);
  for (const [found, say] of Object.entries(part.agents ?? {})) after = withAgent(after, found, say);
  return after;
}

/** One thing the user decided, and the plan without it. */
export interface Change {
  what: 'option' | 'tab' | 'column' | 'charset' | 'delimiter' | 'role' | 'id' | 'error' | 'borders' | 'exclude' | 'agent' | 'folder' | 'answer';
  /** Option, source, or code. */
  of: string;
  name?: string;
  value: string;
  answer?: Answer;
  without: Plan;
}

/** Everything the user decided, one by one. */
export function changes(plan: Plan): Change[] {
  const list: Change[] = [];
  for (const [of, value] of Object.entries(plan.options)) {
    list.push({ what: 'option', of, value: [value].flat().join(', '), without: withOption(plan, of, '') });
  }
  for (const [of, say] of Object.entries(plan.tables)) {
    const without = (rest: TableSay) => ({ ...plan, tables: { ...plan.tables, [of]: rest } });
    for (const what of ['tab', 'charset', 'delimiter', 'role', 'id', 'error'] as const) {
      const { [what]: value, ...rest } = say;
      if (value !== undefined) list.push({ what, of, value, without: without(rest) });
    }
    for (const [name, value] of Object.entries(say.columns ?? {})) {
      const { [name]: _, ...columns } = say.columns!;
      list.push({ what: 'column', of, name, value, without: without({ ...say, columns }) });
    }
  }
  for (const [of, { join = [], split = [] }] of Object.entries(plan.borders ?? {})) {
    const { [of]: _, ...rest } = plan.borders!;
    list.push({ what: 'borders', of, value: String(join.length + split.length), without: withBorders(plan, rest) });
  }
  for (const of of plan.exclude) list.push({ what: 'exclude', of, value: '', without: withExcluded(plan, of, false) });
  for (const [of, { to, name, department }] of Object.entries(plan.agents ?? {})) {
    const value = [to, name, department].filter(Boolean).join(' · ');
    list.push({ what: 'agent', of, value, without: withAgent(plan, of, null) });
  }
  for (const [of, say] of Object.entries(plan.mailboxes ?? {})) {
    const value = say['left-out'] ? '' : [say.folder, say.state].filter(Boolean).join(' · ');
    list.push({ what: 'folder', of, value, without: withMailbox(plan, of, null) });
  }
  for (const answer of plan.answers) {
    const answers = plan.answers.filter((other) => other !== answer);
    list.push({ what: 'answer', of: answer.code, value: answer.value ?? '', answer, without: { ...plan, answers } });
  }
  return list;
}

/** Says who an agent is, by what was found; null takes the say back. */
export function withAgent(plan: Plan, found: string, say: AgentSay | null): Plan {
  const { [found]: _, ...agents } = plan.agents ?? {};
  if (say && Object.values(say).some(Boolean)) agents[found] = say;
  const { agents: before, ...rest } = plan;
  return Object.keys(agents).length > 0 ? { ...rest, agents } : rest;
}

/** Says where the mail of a folder goes, beside what was said before; blank takes a part back, null everything. */
export function withMailbox(plan: Plan, found: string, say: MailboxSay | null): Plan {
  const { mailboxes = {}, ...rest } = plan;
  const { [found]: before, ...others } = mailboxes;
  const after = Object.entries(say ? { ...before, ...say } : {}).filter(([, value]) => value !== false && value !== undefined && value !== '');
  if (after.length > 0) others[found] = Object.fromEntries(after);
  return Object.keys(others).length > 0 ? { ...rest, mailboxes: others } : rest;
}

/** Leaves a source out, or takes it in again. */
export function withExcluded(plan: Plan, source: string, excluded: boolean): Plan {
  const others = plan.exclude.filter((name) => name !== source);
  return { ...plan, exclude: excluded ? [...others, source] : others };
}

/** Own addresses as the plan holds them: a list, even of one. */
export function ownAddresses(plan: Plan): string[] {
  const own = plan.options['own-address'];
  return own === undefined ? [] : Array.isArray(own) ? own : [own];
}

/** Reads a saved plan. Null when it is not one: the core checks the rest and refuses unknown keys. */
export function readPlan(text: string): Plan | null {
  let value: unknown;
  try {
    // A receipt has kept the plan of its run, on a line of its own before what may be long.
    const [, kept] = /^\{\s*"format": "nizukuri-receipt",[^]*?^"plan": (.*),$/m.exec(text) ?? [];
    value = JSON.parse(kept ?? text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.version !== 1 || typeof value.destination !== 'string') return null;
  const { options = {}, tables = {}, answers = [], agents, borders, mailboxes, exclude = [] } = value;
  if (!isObject(options) || !isObject(tables) || !Object.values(tables).every(isObject)) return null;
  if (!Object.values(options).every((option) => typeof option === 'string' || isStrings(option))) return null;
  for (const says of [agents, borders, mailboxes]) {
    if (says !== undefined && !(isObject(says) && Object.values(says).every(isObject))) return null;
  }
  if (!Array.isArray(answers) || !answers.every(isAnswer) || !isStrings(exclude)) return null;
  return { ...value, options, tables, answers, exclude } as Plan;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isAnswer = (value: unknown): boolean =>
  isObject(value) && typeof value.code === 'string' && ['hold', 'pack', 'set', 'leave'].includes(String(value.action));
