/** Invented documents in the shapes that the core gives. */

import type { DestinationDocument, Finding, PackDocument, RecordView, SurveyAgent, SurveyDocument, SurveySource } from '../src/shared/protocol.ts';

const label = (ja: string, en: string) => ({ ja, en });
const field = (name: string, ja: string, required = false, confirmed = true) => ({ name, label: label(ja, name), required, confirmed, values: [] as string[], open: false });
const zoho: DestinationDocument = {
  id: 'zoho-desk',
  label: label('Zoho Desk（移行支援）', 'Zoho Desk (assisted)'),
  caps: { bundleBytes: 2e9, bundles: 5, totalBytes: 1e10 },
  secondRun: true,
  selection: 'tickets',
  mail: null,
  options: [
    { key: 'trial', label: label('試用版ですか', 'Trial plan'), help: label('試用版では、合わせて 2 GB までです。', 'A trial takes 2 GB in all.'), values: ['no', 'yes'], number: false, date: false, fills: null },
    { key: 'mail-status', label: label('メールから作る問い合わせのステータス', 'Status of tickets made from mail'), help: label('移した後に一括で変えられます。', 'Can be changed after the move.'), values: ['Closed', 'Open'], number: false, date: false, fills: null },
  ],
  tabs: [
    { id: 'agents', notTaken: null, name: 'Agents', label: label('担当者', 'Agents'), fields: [field('agentExtId', '担当者ID', true)] },
    { id: 'tickets', notTaken: null, name: 'Tickets', label: label('問い合わせ', 'Tickets'), fields: [field('TicketExtId', '問い合わせID', true), field('ContactExtId', '連絡先ID', true), field('Subject', '件名', true), field('Agent Email', '担当者のメールアドレス', false, false), field('Created Time', '作成日時')] },
    { id: 'contacts', notTaken: null, name: 'Contacts', label: label('連絡先', 'Contacts'), fields: [field('ContactExtId', '連絡先ID', true)] },
  ],
  checklist: [
    { text: label('CRM との連携を止める', 'Turn the CRM sync off'), risk: label('連絡先が二重になることがあります。', 'Contacts may be there twice.'), from: null, days: '0' },
    { text: label('担当者を全員「有効」にしておく', 'See that every agent is active'), risk: label('一致しない担当者の問い合わせは、管理者に割り当てられます。', 'Tickets of other agents fall to the administrator.'), from: null, days: '0' },
    { text: label('箱を番号の順に添付する', 'Attach the bundles in order'), risk: label('親のない記録は取り込まれません。', 'Records without their parent are skipped.'), from: null, days: '0' },
  ],
};
const other = (id: string, ja: string, en: string, bundleBytes: number): DestinationDocument => ({ ...zoho, id, label: label(ja, en), caps: { bundleBytes, bundles: 1e16, totalBytes: 1e16 }, secondRun: false, selection: null, options: [], tabs: [] });
export const destinations = [zoho, other('zoho-desk-import', 'Zoho Desk（自分でインポート）', 'Zoho Desk (self-service)', 3e7), other('maildealer', 'メールディーラー', 'MailDealer', 1e16), other('thunderbird', 'Thunderbird', 'Thunderbird', 1e9)];

const base: Finding = { code: '', severity: 'error', tab: 'tickets', field: '', source: '', count: 0, number: 0, places: [], samples: [], holds: false, kept: false, fixes: [], consequence: null };
const place = (record: number) => ({ source: 'export/tickets.csv', record, line: 118 + record, start: 0, end: 10, found: '' });
const findings: Finding[] = [
  { ...base, code: 'required-blank', field: 'ContactExtId', count: 38, holds: true, places: [place(0), place(1)], consequence: label('連絡先のない問い合わせは、やりとりや添付ごと取り込まれません。', 'Tickets without a contact are skipped, with all their threads and attachments.') },
  { ...base, code: 'agent-not-listed', severity: 'warning', field: 'Agent Email', count: 1204, places: [place(0)], samples: [{ found: 'ｓａｔｏ＠shop.example.jp', used: 'sato@shop.example.jp', count: 802, texts: null }, { found: 'suzuki@old.example.jp', used: '', count: 390, texts: null }, { found: 'k.ito@shop.example.jp', used: '', count: 11, texts: null }, { found: 'x', used: '', count: 1, texts: null }], consequence: label('担当者が一致しない問い合わせは、管理者に割り当てられます。', 'Tickets whose agent is not known fall to the administrator.') },
  { ...base, code: 'date-unreadable', field: 'Created Time', count: 3, holds: true, places: [place(0)], samples: [{ found: '来週の火曜', used: '', count: 3, texts: null }] },
  { ...base, code: 'charset-mislabelled', severity: 'warning', tab: '', source: 'support.mbox', count: 57, places: [place(2), place(3)], samples: [{ found: 'ISO-2022-JP', used: 'Shift_JIS', count: 57, texts: ['\ufffd\ufffdi\ufffd\ufffd', '納品書の件'] }] },
  { ...base, code: 'message-duplicate', severity: 'note', tab: '', count: 2310 },
  { ...base, code: 'zone-assumed', severity: 'note', field: 'Created Time', count: 96540, fixes: [{ plan: { options: { zone: 'Asia/Tokyo' } } }] },
];
const column = (header: string, name: string | null, confidence: number, sample: string) => ({ header, field: name, confidence, note: null, sample });
const borders: SurveySource['borders'] = { lines: 271_408, messages: 271_405, text: 3, doubtful: 2, listed: [{ start: 9120, verdict: 'text', reason: 'no-headers', before: '詳しくは次のとおりです。\n\n', after: 'From Monday on we are open.\nよろしくお願いいたします。\n' }, { start: 20_480, verdict: 'border', reason: 'no-envelope', before: '以上です。\n\n', after: 'From Taro\nSubject: 転送\nTo: support@shop.example.jp\n\n' }] };
const source = { borders: null, charset: 'UTF-8', folder: '', within: null, table: null };
const tab = (id: string, ja: string, en: string, records: number, held: number, bytes: number) => ({ tab: id, name: en, label: label(ja, en), records, held, bytes, taken: true });
const months = [12, 20, 16, 30, 34, 26, 40, 42, 44, 36, 50, 40, 46, 38, 52, 44, 40, 50, 60].map((messages, at) => ({ month: `${2022 + Math.floor((at + 3) / 12)}-${String(((at + 3) % 12) + 1).padStart(2, '0')}`, messages: messages * 320 })).filter((_, at) => at !== 8);
const agent = (found: string, address: string, name: string, state: SurveyAgent['state'], tickets: number, more: Partial<SurveyAgent>): SurveyAgent => ({
  found, address, name, department: '', state, tickets, threads: 0, comments: 0, spellings: [], proposals: [], to: '', how: '', ...more,
});
export const survey: SurveyDocument = {
  destination: 'zoho-desk',
  mail: null,
  sources: [
    { ...source, name: 'export/agents.csv', kind: 'csv', bytes: 2100, records: 24, table: { delimiter: ',', tab: 'agents', confidence: 98, errors: null, columns: [column('agentExtId', 'agentExtId', 100, 'A-1')] } },
    { ...source, name: 'export/tickets.csv', kind: 'csv', charset: 'Shift_JIS', bytes: 48_300_000, records: 96_581, table: { delimiter: ',', tab: 'tickets', confidence: 91, errors: null, columns: [column('TicketExtId', 'TicketExtId', 100, 'T-20391'), column('件名', 'Subject', 95, '納品書の再発行について'), column('担当者メールアドレス', 'Agent Email', 55, 'tanaka@shop.example.jp'), column('メモ', null, 0, '至急'), column('受付日時', 'Created Time', 90, '2024/01/15 9:12')] } },
    { ...source, name: 'export/older-2019.zip', kind: 'zip', charset: '', bytes: 910_000_000, records: 0 },
    { ...source, name: 'export/older-2019.zip/contacts.csv', within: 'export/older-2019.zip', kind: 'csv', bytes: 12_000_000, records: 38_112, table: { delimiter: '\t', tab: 'contacts', confidence: 80, errors: null, columns: [column('id', 'ContactExtId', 90, 'C-1')] } },
    { ...source, name: 'support.mbox', kind: 'mbox', charset: 'ISO-2022-JP', bytes: 2_240_000_000, records: 271_405, borders },
    { ...source, name: '.DS_Store', kind: 'unknown', charset: '', bytes: 6148, records: 0 },
  ],
  tabs: [tab('agents', '担当者', 'Agents', 24, 0, 2000), tab('accounts', '取引先', 'Accounts', 1880, 0, 200_000), tab('contacts', '連絡先', 'Contacts', 38_112, 0, 9_000_000), tab('tickets', '問い合わせ', 'Tickets', 96_540, 41, 48_000_000), tab('threads', 'スレッド', 'Threads', 271_405, 0, 2_900_000_000), tab('attachments', '添付ファイル', 'Attachments', 4_845, 0, 310_000_000)],
  findings,
  people: [{ address: 'support@shop.example.jp', name: 'こよみ商店 サポート', sent: 120_331, received: 150_200, own: true }, { address: 'tanaka@shop.example.jp', name: '田中 葵', sent: 8021, received: 9100, own: true }, { address: 'yamamoto@kobo.example.com', name: '山本 恵', sent: 412, received: 398, own: false }],
  agents: [
    agent('髙橋 健', '', '髙橋 健', 'name', 802, { proposals: [{ address: 'takahashi@shop.example.jp', name: '高橋 健', confidence: 90, how: 'variant' }] }),
    agent('総務部', '', '総務部', 'name', 17, {}),
    agent('suzuki@old.example.jp', 'suzuki@old.example.jp', '', 'unknown', 390, { proposals: [{ address: 'suzuki@shop.example.jp', name: '鈴木 直', confidence: 80, how: 'local-part' }, { address: 'suzuka@shop.example.jp', name: '鈴鹿 茜', confidence: 75, how: 'near' }] }),
    agent('mori@shop.example.jp', 'mori@shop.example.jp', '森 杏', 'inactive', 55, {}),
    agent('田中　葵', '', '田中　葵', 'name', 1_204, { to: 'tanaka@shop.example.jp', how: 'folded' }),
    agent('tanaka@shop.example.jp', 'tanaka@shop.example.jp', '田中 葵', 'listed', 40_210, { department: 'サポート', threads: 90_500, comments: 1_200, spellings: [{ found: 'tanaka@shop.example.jp', count: 40_000 }, { found: 'Tanaka@Shop.example.jp', count: 210 }] }),
  ],
  months,
  times: [{ found: '2024/01/15 9:12', used: '2024-01-15T00:12:00.000Z' }, { found: '2024-02-06 18:03', used: '2024-02-06T09:03:00.000Z' }],
  messages: 271_405,
  conversations: 96_540,
  previous: null,
  estimate: {
    bytes: 12.6e9,
    caps: { bundleBytes: 2e9, bundleRows: 1e16, bundles: 5 },
    limit: 1e10,
    years: [
      { year: '2023', records: 40_000, bytes: 5.2e9 },
      { year: '2024', records: 56_540, bytes: 7.4e9 },
    ],
    attachments: [{ over: 1e7, files: 312, bytes: 4.1e9 }],
    proposals: [
      { kind: 'years', figures: { first: '2024', last: '2024', bytes: 7.4e9, records: 56_540 }, options: { from: '2024-01-01' } },
      { kind: 'years', figures: { first: '2023', last: '2023', bytes: 5.2e9, records: 40_000 }, options: { until: '2023-12-31' } },
      { kind: 'attachment-max', figures: { over: 1e7, files: 312, bytes: 8.5e9 }, options: { 'attachment-max': '10MB' } },
      { kind: 'attachments-later', figures: { bytes: 1.6e9, later: 11e9 }, options: { attachments: 'without' } },
      { kind: 'ask', figures: { bytes: 12.6e9, limit: 1e10 }, options: {} },
    ],
  },
};
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const packed: PackDocument = {
  ...survey,
  bundles: [
    { name: 'nizukuri-zoho-desk-1.zip', bytes: 1_920_400_000, sha256, mail: [], verified: true, entries: [{ name: 'Agents_01.csv', bytes: 2100, records: 24 }, { name: 'Accounts_01.csv', bytes: 200_000, records: 1880 }, { name: 'Contacts_01.csv', bytes: 9e6, records: 38_112 }, { name: 'Tickets_01.csv', bytes: 48e6, records: 96_540 }] },
    { name: 'nizukuri-zoho-desk-2.zip', bytes: 640_200_000, sha256, mail: [], verified: true, entries: [{ name: 'Threads_02.csv', bytes: 1.2e9, records: 120_000 }] },
  ],
  papers: [{ name: 'report.html', bytes: 42_000 }, { name: 'findings.csv', bytes: 180_000 }, { name: 'manifest.json', bytes: 4_000 }, { name: 'receipt.json', bytes: 9_400_000 }, { name: 'held/tickets.csv', bytes: 12_300 }],
  ledger: [{ source: 'export/tickets.csv', read: 96_581, packed: 96_540, held: 41, duplicate: 0, filtered: 0, already: 0 }, { source: 'support.mbox', read: 271_405, packed: 269_095, held: 0, duplicate: 2310, filtered: 0, already: 0 }],
  selection: null,
};
const header = ['TicketExtId', 'ContactExtId', '件名', '担当者メールアドレス', '受付日時'];
export const rowViews: RecordView[] = [
  { kind: 'row', line: 118, header, fields: ['T-20391', '', '納品書の再発行について', 'tanaka@shop.example.jp', '2024/01/15 9:12'] },
  { kind: 'row', line: 402, header, fields: ['T-20677', '', 'ログインできません', 'sato@shop.example.jp', '2024/02/01 10:00'] },
  { kind: 'message', from: '北村 修 <order@kita.example.com>', to: 'support@shop.example.jp', date: 'Thu, 11 Apr 2024 08:20:10 +0900', subject: '請求書①の件', text: '請求書①と②の宛名を「㈱北村商会」に直してください。\n<b>これは太字になりません</b>', attachments: ['見積.pdf'] },
];
