// The files of an invented shop that moves, with planted problems that the tests count again on the page.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Text to bytes in a Japanese charset: the runtime only decodes, so its table is turned round. */
function encoder(label) {
  const decoder = new TextDecoder(label, { fatal: true });
  const bytesOf = new Map();
  for (let code = 0; code < 0x80; code += 1) bytesOf.set(String.fromCharCode(code), [code]);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      try {
        const char = decoder.decode(Uint8Array.of(lead, trail));
        if ([...char].length === 1 && !bytesOf.has(char)) bytesOf.set(char, [lead, trail]);
      } catch {
        // No character has these bytes.
      }
    }
  }
  return (text) => Buffer.from([...text].flatMap((char) => bytesOf.get(char) ?? fail(char, label)));
}
const fail = (char, label) => {
  throw new Error(`${label} has no ${char}`);
};

export const cp932 = encoder('shift_jis');
const euc = encoder('euc-jp');

/** ISO-2022-JP: each stretch of Japanese between its escapes. */
function jis(text) {
  const parts = text.split(/([^\x00-\x7f]+)/).filter(Boolean);
  return Buffer.concat(
    parts.map((part) =>
      part.charCodeAt(0) < 0x80
        ? Buffer.from(part)
        : Buffer.concat([Buffer.from('\x1b$B'), Buffer.from(euc(part).map((byte) => byte & 0x7f)), Buffer.from('\x1b(B')]),
    ),
  );
}
const word = (text) => `=?ISO-2022-JP?B?${jis(text).toString('base64')}?=`;

/** One mail as bytes; `attachment` is `[name, content]`. */
export function mail({ id, from, to = 'support@shop.example.jp', date, subject, text, reply, attachment }) {
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Date: ${date}`,
    `Message-ID: <${id}>`,
    ...(reply ? [`In-Reply-To: <${reply}>`, `References: <${reply}>`] : []),
    `Subject: ${word(subject)}`,
    'MIME-Version: 1.0',
  ];
  const plain = ['Content-Type: text/plain; charset=ISO-2022-JP', 'Content-Transfer-Encoding: 7bit', '', ''];
  const body = Buffer.concat([Buffer.from(plain.join('\n')), jis(text), Buffer.from('\n')]);
  if (!attachment) return Buffer.concat([Buffer.from(`${head.join('\n')}\n`), body]);
  const [name, content] = attachment;
  const piece = [
    '--piece',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64'),
    '--piece--\n',
  ];
  const open = 'Content-Type: multipart/mixed; boundary="piece"\n\n--piece\n';
  return Buffer.concat([Buffer.from(`${head.join('\n')}\n${open}`), body, Buffer.from(piece.join('\n'))]);
}

export const mbox = (mails) =>
  Buffer.concat(mails.flatMap((one) => [Buffer.from('From - Mon Apr  1 00:00:00 2024\n'), one, Buffer.from('\n')]));

const csv = (text) => text.trimStart().replaceAll('\n', '\r\n');

const MAILS = [
  {
    id: 'm1@kobo.example.com',
    from: `${word('山本恵')} <yamamoto@kobo.example.com>`,
    date: 'Mon, 15 Jan 2024 09:12:00 +0900',
    subject: '納品書の再発行について',
    text: '納品書を再発行してください。',
    attachment: ['納品書 12月.pdf', '%PDF-1.4 invented'],
  },
  {
    id: 'm2@shop.example.jp',
    reply: 'm1@kobo.example.com',
    from: 'support@shop.example.jp',
    to: 'yamamoto@kobo.example.com',
    date: 'Mon, 15 Jan 2024 11:40:00 +0900',
    subject: 'Re: 納品書の再発行について',
    text: 'お送りしました。',
  },
  {
    id: 'm3@hana.example.com',
    from: 'mori@hana.example.com',
    date: 'Tue, 6 Feb 2024 18:03:00 +0900',
    subject: '湯のみの縁',
    text: '欠けていました。',
  },
];

/** Three agents, and none called Suzuki. */
const AGENTS = csv(`
agentExtId,Last Name,First Name,Email,部門
A-1,田中,葵,tanaka@shop.example.jp,サポート
A-2,佐藤,陸,sato@shop.example.jp,サポート
A-3,高橋,結,takahashi@shop.example.jp,経理
`);

/** In CP932, with ㈱ and ①, which are not in Shift_JIS. One has no name. */
const CONTACTS = csv(`
顧客コード,姓,名,メールアドレス,会社名,電話番号
C-001,山本,恵,yamamoto@kobo.example.com,㈱青葉工房,03-0000-0101
C-002,森,①子,mori@hana.example.com,,090-0000-0102
C-003,,,order@kita.example.com,北村商会,011-000-0103
`);

/**
 * Planted: two tickets of an agent who is not listed, two without a contact, one closed before it was created, one
 * with a date in words. `備考` is a column no alias knows.
 */
const TICKETS = csv(`
TicketExtId,ContactExtId,Subject,Description,Status,Created Time,Closed Time,Agent Email,備考
T-1,C-001,納品書の再発行,12月分。,Closed,2024/01/15 9:12,2024/01/15 11:40,tanaka@shop.example.jp,急ぎ
T-2,C-002,湯のみの縁,"写真あり。
交換を希望。",Open,2024-02-06 18:03,,suzuki@old.example.jp,
T-3,,ログインできません,折り返しを希望。,Open,2024-04-12 10:05,,tanaka@shop.example.jp,
T-4,,宛先不明,誰からか分からない。,Open,2024-04-12 10:06,,sato@shop.example.jp,
T-5,C-001,団体での注文,40個の見積もり。,Open,2024-04-15 13:30,,suzuki@old.example.jp,
T-6,C-001,配送日の変更,来週の火曜に変更。,Open,来週の火曜,,takahashi@shop.example.jp,
T-7,C-002,交換品の到着,無事に届いた。,Closed,2024-02-20 16:45,2024-02-19 09:00,sato@shop.example.jp,
`);

/** File name to bytes. */
export const FILES = {
  'Agents.csv': Buffer.from(AGENTS),
  'Tickets.csv': Buffer.from(`\ufeff${TICKETS}`),
  '問い合わせ.eml': mail({
    id: 'm4@umi.example.com',
    from: `${word('海辺の宿')} <toiawase@umi.example.com>`,
    date: 'Thu, 18 Apr 2024 08:20:00 +0900',
    subject: '請求書の宛名',
    text: '宛名の変更をお願いします。',
  }),
  'second.eml': mail({
    id: 'm5@umi.example.com',
    reply: 'm4@umi.example.com',
    from: 'toiawase@umi.example.com',
    date: 'Fri, 19 Apr 2024 08:20:00 +0900',
    subject: 'Re: 請求書の宛名',
    text: '先ほどの件、よろしくお願いします。',
  }),
  'inbox.mbox': mbox(MAILS.map(mail)),
  '顧客.csv': cp932(CONTACTS),
};

/** Writes `files` (name to bytes) below a folder and gives their paths in the order of their names. */
export function writeFiles(folder, files = FILES) {
  return Object.keys(files)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, files[name]);
      return path;
    });
}

/** A mailbox of about 100 MB: large enough that a stop comes in the middle on any machine. */
export function largeMailbox(path) {
  // Encoding is the slow part: done once, and each copy gets an id of its own.
  const copy = mbox([mail({
    id: 'm-000000@example.com',
    from: 'person@example.com',
    date: 'Mon, 15 Jan 2024 09:12:00 +0900',
    subject: '件名',
    text: '長い本文です。\n'.repeat(2000),
  })]);
  const digits = copy.indexOf('m-000000') + 2;
  const to = openSync(path, 'w');
  for (let number = 0; number * copy.length < 100e6; number += 1) {
    copy.write(String(number).padStart(6, '0'), digits);
    writeSync(to, copy);
  }
  closeSync(to);
  return path;
}
