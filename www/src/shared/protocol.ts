/**
 * What crosses between page, packer worker and saver. The page never sees file contents, only these shapes.
 * The JSON documents are the same that the command-line twin prints (`nizukuri survey|pack`). Long, since both ends are held to one
 * list of shapes: types alone, nothing that runs.
 */

import type { Later } from './later.ts';
import type { Watched } from './shell.ts';

/** Everything the user decided: plain data, saved as JSON. Unknown keys are refused. */
export interface Plan {
  version: 1;
  /** Id of a built-in destination. */
  destination: string;
  /** `zone`, `own-address` (list), `mail-status`, `trial`, … : those of the core and of the destination. */
  options: Record<string, string | string[]>;
  /** Per table source (its name): tab id or `none`; column header → field name, `none`, or `carry` (under its own name); charset, delimiter. */
  tables: Record<string, { tab?: string; columns?: Record<string, string>; charset?: string; delimiter?: string; role?: string; id?: string; error?: string }>;
  /** What to do with records a finding touches; the narrowest answer wins, of equals the last. */
  answers: Answer[];
  /**
   * Who is meant by an agent's address or name as found. The key `''` speaks of records that name no agent; an own
   * address speaks of conversations sent to it, too. At most one of `to` and `administrator`.
   */
  agents?: Record<string, AgentSay>;
  /** By folder as found: where its mail goes. Only destinations that take mail as mail. */
  mailboxes?: Record<string, MailboxSay>;
  /** Sources left out. */
  exclude: string[];
  /** Per mbox (its name): offsets of From_ lines that are text (`join`) or open a message (`split`), whatever the reader thinks. */
  borders?: Record<string, { join?: number[]; split?: number[] }>;
}

export interface AgentSay {
  /** The address that is meant. */
  to?: string;
  /** A record of the agent is made where no source lists one. */
  add?: boolean;
  /** Left to the administrator on purpose: the reference is written blank. */
  administrator?: boolean;
  /** The name of an agent who is added. */
  name?: string;
  /** The department of the agent, and of the agent's records that name none. */
  department?: string;
}

export interface MailboxSay {
  /** The folder it is filed under. */
  folder?: string;
  state?: string;
  /** It stays behind. */
  'left-out'?: boolean;
}

export interface Answer {
  code: string;
  tab?: string;
  field?: string;
  /** Only where this is the value found. */
  found?: string;
  /** Only in this source, or in this record of it (from 0). */
  source?: string;
  record?: number;
  /** `set`: `value` stands in, and is checked like any other. `leave`: seen, and left as it is. */
  action: 'hold' | 'pack' | 'set' | 'leave';
  value?: string;
  /** Not the whole value, but each place in it with these letters. */
  part?: string;
}

/** A piece of a plan that answers a finding. `ask`: where in it a value is wanted (JSON pointer). */
export interface Fix {
  plan: Partial<Pick<Plan, 'options' | 'tables' | 'answers' | 'agents'>>;
  ask?: string;
}

export type Severity = 'error' | 'warning' | 'note';

export interface Place {
  source: string;
  /** Index of the message or row in its source, from 0; null for the whole file. */
  record: number | null;
  line: number;
  start: number;
  end: number;
  found: string;
}

export interface Finding {
  code: string;
  severity: Severity;
  /** Tab id, or '' */
  tab: string;
  field: string;
  /** Source name for findings about one file, or '' */
  source: string;
  count: number;
  number: number;
  places: Place[];
  /** `texts`: a piece of the text as it would have been read, and as it is. */
  samples: { found: string; used: string; count: number; texts: [string, string] | null }[];
  /** Whether the records it touches are held back. */
  holds: boolean;
  /** Messages go as they are: what follows is said otherwise. */
  kept: boolean;
  /** The likeliest first. */
  fixes: Fix[];
  /** The destination's own words for the consequence, if it has any. */
  consequence: { ja: string; en: string } | null;
}

/** A line that starts `From `, with some text around it. */
export interface Border {
  start: number;
  verdict: 'border' | 'text';
  reason: 'headers' | 'no-blank-line' | 'no-envelope' | 'one-header' | 'in-headers' | 'no-headers' | 'content-length' | 'plan';
  before: string;
  after: string;
}

export interface SurveySource {
  name: string;
  kind: 'mbox' | 'eml' | 'csv' | 'zip' | 'receipt' | 'file' | 'ignored' | 'empty' | 'unknown';
  charset: string;
  bytes: number;
  records: number;
  /** The mail folder it belongs to, names with `/` between them; empty if none. */
  folder: string;
  /** Name of the ZIP it lies in, or null. */
  within: string | null;
  /** The From_ lines of an mbox: `lines` = `messages` + `text`. The first 1,000 doubtful ones are listed. */
  borders: { lines: number; messages: number; text: number; doubtful: number; listed: Border[] } | null;
  /** Tables only. */
  table: {
    delimiter: string;
    /** Tab id, or null when none fits or it was left out. */
    tab: string | null;
    /** Percent. */
    confidence: number;
    /** Results of an earlier run: tab id, and the headers of the columns with ids and errors. */
    errors: { tab: string; id: string; error: string } | null;
    /** It shows the columns of this tab and holds no records. */
    template?: string | null;
    columns: { header: string; field: string | null; confidence: number; note: string | null; sample: string }[];
  } | null;
}

export interface SurveyTab {
  /** Tab id. */
  tab: string;
  name: string;
  label: { ja: string; en: string };
  /** All of them, those held back included. */
  records: number;
  held: number;
  /** Estimated bytes of the CSV. */
  bytes: number;
  /** False: the destination has no place for such records; they are only looked up in. */
  taken: boolean;
}

export interface LedgerLine {
  source: string;
  read: number;
  packed: number;
  held: number;
  duplicate: number;
  filtered: number;
  /** At the destination since an earlier run. */
  already: number;
}

export interface SurveyDocument {
  destination: string;
  sources: SurveySource[];
  tabs: SurveyTab[];
  findings: Finding[];
  /** Addresses seen in mail, most frequent first: candidates for own addresses. */
  people: { address: string; name: string; sent: number; received: number; own: boolean }[];
  /** All agents, those that need a look first; at most a thousand. */
  agents: SurveyAgent[];
  /** Folders and mailboxes; null where the destination takes no mail as mail. */
  mail: SurveyMail | null;
  /** Messages per month, `YYYY-MM`, ascending, without empty months. */
  months: { month: string; messages: number }[];
  /** First rows with times, so that a wrong zone is seen: as found, and as they will be written. */
  times: { found: string; used: string }[];
  messages: number;
  conversations: number;
  estimate: Estimate;
  /** What an earlier run's receipts name, and what becomes of the records now; null without a receipt. */
  previous: { records: number; new: number; changed: number; failed: number; already: number; files: number } | null;
}

export interface SurveyMail {
  /** Most bytes of a bundle; null: no cap. `together`: one bundle holds all mailboxes, else each has its own. */
  box: number | null;
  together: boolean;
  /** Accounts, or servers, that were dropped beside each other. */
  accounts: number;
  folders: MailFolder[];
  /** In the order of import. */
  mailboxes: { folder: string; state: string; messages: number; bytes: number }[];
}

/** A folder as it was found. Times are ISO 8601, UTC. */
export interface MailFolder {
  found: string;
  role: string | null;
  /** Where its mail goes; null: it is left out. */
  folder: string | null;
  state: string | null;
  /** Those that go, and their bytes. */
  messages: number;
  bytes: number;
  duplicates: number;
  filtered: number;
  held: number;
  first: string | null;
  last: string | null;
}

/** Mail that is leafed through: of a folder as found, newest first; all conversations, by their first messages, newest first;
 * or one of them, oldest first. */
export type Shelf = { folder: string } | { conversations: true } | { conversation: number };

/** Some messages of a shelf. */
export interface MessagesDocument {
  /** How many come before them, and how many there are in all. */
  from: number;
  total: number;
  messages: MessageHead[];
}

/** Rows of a tab, of one of its tables: up to a hundred, fewer where the table ends. */
export interface RowsDocument {
  tab: string;
  /** How many of the tab's rows come before the first of these, and how many there are in all. */
  from: number;
  total: number;
  /** The table, and its columns that fill a field; null past the last row. */
  source: string | null;
  columns: { field: string; header: string; kind: string }[] | null;
  /** A cell in the order of `columns`: a value that goes as it is found, or the one found, the one written, severity and code. */
  rows: { record: number; held: boolean; cells: (string | [string, string, Severity | null, string | null])[] }[];
}

/** Where a piece of text is in a column of a tab: in how many rows, and the first ones by their number in the tab. */
export interface SearchDocument {
  rows: number;
  first: { at: number; found: string }[];
}

export interface MessageHead {
  place: Place;
  fate: 'packed' | 'duplicate' | 'held' | 'filtered';
  from: string;
  date: string;
  subject: string;
  /** Where conversations are listed: which it begins, and how many messages that has. */
  conversation?: number;
  messages?: number;
}

/** Bytes before compression. */
export interface Estimate {
  /** What the plan lets go. */
  bytes: number;
  /** Of one bundle, and how many there may be, under the plan's options. */
  caps: Caps;
  /** What the destination takes; null: there is no limit. */
  limit: number | null;
  /** Records of the tab that pilots are selected by; '' for those without a date. */
  years: { year: string; records: number; bytes: number }[];
  /** Files over a size. */
  attachments: { over: number; files: number; bytes: number }[];
  /** When everything is too much: what would fit, and the options that say so. */
  proposals: Proposal[];
}

export interface Caps {
  bundleBytes: number;
  bundleRows: number;
  bundles: number;
}

export interface Proposal {
  kind: 'years' | 'attachment-max' | 'attachments-later' | 'ask';
  figures: { bytes: number; first?: string; last?: string; records?: number; over?: number; files?: number; later?: number; limit?: number };
  options: Record<string, string>;
}

export interface SurveyAgent {
  /** Address or name as found: the key for the plan. */
  found: string;
  /** In its one spelling; '' where only a name is known. */
  address: string;
  name: string;
  department: string;
  /** On the list; not on it; on it, but no longer working there; not an address; only a name is known. */
  state: 'listed' | 'unknown' | 'inactive' | 'invalid' | 'name';
  tickets: number;
  threads: number;
  comments: number;
  spellings: { found: string; count: number }[];
  /** Listed agents who may be meant, best first. */
  proposals: { address: string; name: string; confidence: number; how: string }[];
  /** The address that is written instead of what was found; '' if none is, or it was left to the administrator. */
  to: string;
  /** Why: `plan`, `exact` or `folded` (the name is one listed agent's), `id`; '' if nothing was decided. */
  how: string;
}

export interface PackDocument extends SurveyDocument {
  bundles: {
    name: string;
    bytes: number;
    sha256: string;
    /** Of mail that goes as mail: how many messages of which mailbox. */
    mail: { folder: string; state: string; messages: number }[];
    entries: { name: string; bytes: number; records: number }[];
    verified: boolean;
  }[];
  /** Everything else that was written: report.html, findings.csv, manifest.json, receipt.json, held/*.csv. */
  papers: { name: string; bytes: number }[];
  ledger: LedgerLine[];
  /** Which records went when not all did. `text`: the seed, or what was looked for. */
  selection: { pilot: number | null; by: PilotBy; text: string; from: string; until: string } | null;
}

export type PilotBy = 'newest' | 'oldest' | 'random' | 'search';

/** A destination as the page shows it. */
export interface DestinationDocument {
  id: string;
  label: { ja: string; en: string };
  caps: { bundleBytes: number; bundles: number; totalBytes: number };
  /** It tells what failed, and takes that again. */
  secondRun: boolean;
  /** Id of the tab by whose records a pilot is selected; null: there is no pilot. */
  selection: string | null;
  /** The states mail is filed under; null where the destination takes no mail as mail. */
  mail: { states: { name: string; label: { ja: string; en: string } }[] } | null;
  options: { key: string; label: { ja: string; en: string }; help: { ja: string; en: string }; values: string[]; number: boolean; date: boolean; fills: { option: string; at: string } | null }[];
  tabs: {
    id: string;
    name: string;
    label: { ja: string; en: string };
    /** What becomes of such records, where the destination does not take them. */
    notTaken: { ja: string; en: string } | null;
    /** Its columns are those of a dropped table whose `template` is its id. */
    learned?: boolean;
    fields: DestinationField[];
  }[];
  /** `from`: the option with the day its own day is counted from, `days` (a whole number) later. */
  checklist: { text: { ja: string; en: string }; risk: { ja: string; en: string }; from: string | null; days: string }[];
}

export interface DestinationField {
  name: string;
  label: { ja: string; en: string };
  required: boolean;
  confirmed: boolean;
  /** The values it allows, or (`open`) knows; none: any. */
  values: string[];
  open: boolean;
}

/** A record as it is in the file, for looking at a place. */
export type RecordView =
  | { kind: 'row'; line: number; header: string[]; fields: string[] }
  | { kind: 'message'; from: string; to: string; date: string; subject: string; text: string; attachments: string[] };

export interface SourceFile {
  /** Path as dropped, `/` separated, unique in the run. */
  name: string;
  file: File;
}

/* ---- page → packer worker. Each request has an id; a job ends with `done` or `failed`. ---- */

export type Request =
  /**
   * `wasm`: as text, or what an earlier `start` answered. Answers with the module, so that the next worker need not unpack it.
   * `findings`: null where they are still in that text, out of which `later` comes first. `script`: the one the page runs, which
   * that is packed after.
   */
  | { id: number; type: 'start'; wasm: string | WebAssembly.Module; script: string; findings: { ja: string; en: string } | null; own: string }
  /** '': the vendor's own. */
  | { id: number; type: 'destination'; destination: string }
  /** Some of the files, the first ones with `from` 0: all at once would hold up the page. */
  | { id: number; type: 'files'; from: number; files: SourceFile[] }
  /** Of the files told last. */
  | { id: number; type: 'survey'; plan: Plan }
  /** Packs what was surveyed last; the plan may say anew which records go, and where mail is filed. Output goes through `sink` (see below). */
  | { id: number; type: 'pack'; sink: MessagePort; plan: Plan; lang: 'ja' | 'en' }
  | { id: number; type: 'look'; place: Place }
  /** Places of a finding from this one on (`Place[]`, at most 500): reads everything again. */
  | { id: number; type: 'places'; code: string; tab: string; field: string; from: number }
  /** Mail to leaf through (`MessagesDocument`). */
  | { id: number; type: 'messages'; shelf: Shelf; from: number }
  /** `RowsDocument`. */
  | { id: number; type: 'rows'; tab: string; from: number }
  /** A ZIP of records with persons masked, as a `Blob`. */
  | { id: number; type: 'sample' }
  /** `SearchDocument`. */
  | { id: number; type: 'search'; tab: string; field: string; part: string };

export type Reply =
  | { id: number; type: 'progress'; phase: 'reading' | 'packing' | 'verifying'; done: number; total: number }
  /** Some more entries of a long list of the result, which comes without them. */
  | { id: number; type: 'part'; list: string; entries: unknown[] }
  | { id: number; type: 'done'; result: unknown }
  | { id: number; type: 'failed'; code: string; message: string }
  /** What the page needs later, unpacked. */
  | { type: 'later'; later: Later }
  /** It asked the network for something, or tried to. */
  | { type: 'watched'; watched: Watched }
  /** The wasm panicked: the worker must not be used again. */
  | { type: 'crashed'; message: string };

/* ---- packer worker → sink (saver worker), over a MessagePort. Files may be open side by side. ---- */

export type ToSink =
  | { type: 'open'; file: number; name: string }
  /** Transferred. Answered by `written`; at most 4 are in flight. */
  | { type: 'write'; file: number; bytes: ArrayBuffer }
  /** Answered by `closed`. */
  | { type: 'close'; file: number }
  /** Re-reads a closed file, to verify it. Answered by `data`; `spare` is a buffer to read into. */
  | { type: 'read'; file: number; start: number; end: number; spare?: ArrayBuffer }
  /** The whole run is right. Without this word, what was written does not count as finished. */
  | { type: 'done'; file: number };

export type FromSink =
  /** `spare`: the buffer, for another piece, where the saver needs it no more. */
  | { type: 'written'; file: number; bytes: number; spare?: ArrayBuffer }
  | { type: 'closed'; file: number }
  /** `length`: how much of the buffer it is. */
  | { type: 'data'; bytes: ArrayBuffer; length: number }
  | { type: 'error'; code: string; message: string };

/* ---- shell → saver worker. ---- */

/** How output is kept until the user has it (the saving ladder). */
export type SavingWay = 'folder' | 'opfs' | 'blob';

export type ToSaver =
  | { type: 'begin'; way: SavingWay; job: string; port: MessagePort; folder?: FileSystemDirectoryHandle }
  | { type: 'discard'; job: string };

export type FromSaver =
  | { type: 'ready'; way: SavingWay }
  /** A finished file: `file` is disk-backed (OPFS or spilled blob); null when it is in the user's folder already. */
  | { type: 'saved'; name: string; bytes: number; file: Blob | null }
  | { type: 'watched'; watched: Watched }
  | { type: 'error'; code: string; message: string };
