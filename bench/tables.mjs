/**
 * Help-desk exports as CSV: tickets of about 750 bytes a row, and the agents and contacts they name. A description is a
 * mail of several lines, as real ones are; dates stand without a zone and statuses in Japanese.
 */
import { chooser } from './random.mjs';
import { AGENTS, CUSTOMERS, customer, DEPARTMENTS, PRIORITIES, SENTENCES, slashed, STATUSES, SUBJECTS, TAGS, TYPES } from './words.mjs';

const HEADER = ['チケットID', '件名', '本文', '連絡先ID', 'メールアドレス', '担当者のメールアドレス', 'ステータス', '優先度', '作成日時',
  '更新日時', '完了日時', '部門', '分類', 'タグ'];

/** RFC 4180: quoted where it must be. */
const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (values) => values.map(quoted).join(',') + '\r\n';

/** Pieces of text that make the tickets file, about 256 KiB each, without end. */
export function* tickets() {
  const { below, chance, one, between } = chooser(1);
  yield line(HEADER);
  for (let number = 1; ; ) {
    const rows = [];
    for (let count = 0; count < 800; count += 1, number += 1) {
      const who = customer(below(CUSTOMERS));
      const created = between(0, 1_500_000);
      const status = one(STATUSES);
      const text = Array.from({ length: between(5, 12) }, () => one(SENTENCES));
      if (chance(0.3)) text.splice(1, 0, '', `商品名 "${one(TAGS)}セット", 数量 ${between(1, 9)}`, '');
      const body = text.join(chance(0.9) ? '\r\n' : '');
      const closed = status === '完了' ? slashed(created + between(30, 9000)) : '';
      rows.push(line([`T-${String(number).padStart(8, '0')}`, one(SUBJECTS), body, who.id, who.address, one(AGENTS).address, status,
        one(PRIORITIES), slashed(created), slashed(created + between(10, 9000)), closed, one(DEPARTMENTS), one(TYPES), one(TAGS)]));
    }
    yield rows.join('');
  }
}

const THREADS = ['ThreadExtId', 'TicketExtId', 'Content', 'SendDateTime', 'ReceivedTime', 'Sender Email', 'Direction', 'isPrivate',
  'FromEmailAddress'];

/** Pieces of text with three threads for each of so many tickets. The tickets are those of `tickets`, in another order. */
export function* threads(ofTickets) {
  const { below, chance, one, between } = chooser(2);
  yield line(THREADS);
  const all = ofTickets * 3;
  for (let number = 1; number <= all; ) {
    const rows = [];
    for (let count = 0; count < 800 && number <= all; count += 1, number += 1) {
      // A step that shares no factor with the count visits every ticket.
      const ticket = ((number * 7919) % ofTickets) + 1;
      const out = chance(0.5);
      const from = out ? one(AGENTS).address : customer(below(CUSTOMERS)).address;
      const sent = slashed(between(0, 1_500_000));
      const text = Array.from({ length: between(6, 12) }, () => one(SENTENCES));
      rows.push(line([`H-${String(number).padStart(8, '0')}`, `T-${String(ticket).padStart(8, '0')}`, text.join('\r\n'), sent, sent, from,
        out ? 'Out' : 'In', 'False', from]));
    }
    yield rows.join('');
  }
}

export function agents() {
  const header = line(['担当者ID', '姓', '名', 'メールアドレス']);
  return header + AGENTS.map(({ id, name, address }) => line([id, ...name.split(' '), address])).join('');
}

export function contacts() {
  const rows = [line(['連絡先ID', '姓', '名', 'メールアドレス'])];
  for (let number = 0; number < CUSTOMERS; number += 1) {
    const { id, name, address } = customer(number);
    rows.push(line([id, ...name.split(' '), address]));
  }
  return rows.join('');
}
