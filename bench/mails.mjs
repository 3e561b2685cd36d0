/** A help desk's mailbox as mbox: questions, replies with quotes, HTML twins, attachments (30 % of the bytes). */
import { toIso2022Jp } from './charsets.mjs';
import { chooser } from './random.mjs';
import { AGENTS, CUSTOMERS, customer, SENTENCES, SHOP, SUBJECTS } from './words.mjs';

const word = (text) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
const folded = (base64) => base64.replace(/.{76}/g, '$&\n');

/** Seeded bytes: noise as in photos and PDFs, or text as in logs and CSV. */
function pool({ below, one }) {
  const noise = Buffer.alloc(1 << 20);
  for (let at = 0; at < noise.length; at += 1) noise[at] = below(256);
  const log = [];
  for (let length = 0; length < 1 << 20; ) {
    const entry = `2025-03-${10 + below(20)} ${below(24)}:${below(60)} [${one(['INFO', 'WARN', 'ERROR'])}] ${one(SENTENCES)} id=${below(1e6)}\n`;
    length += log[log.push(entry) - 1].length * 2;
  }
  return { noise, log: Buffer.from(log.join('')) };
}

const quotedPrintable = (text) =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[^ -<>-~\n]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(/[^\n]{73}(?=[^\n])(?<!=.?)/g, '$&=\n');

/** One text part in one of the encodings Japanese mail programs use. */
function textPart({ one }, text, type = 'plain') {
  const head = (charset, encoding) =>
    `Content-Type: text/${type}; charset=${charset}\nContent-Transfer-Encoding: ${encoding}\n\n`;
  switch (one(['8bit', '8bit', 'base64', 'jis', 'jis', 'quoted'])) {
    case '8bit':
      return head('UTF-8', '8bit') + Buffer.from(text).toString('latin1');
    case 'base64':
      return head('UTF-8', 'base64') + folded(Buffer.from(text).toString('base64')) + '\n';
    case 'jis':
      return head('ISO-2022-JP', '7bit') + toIso2022Jp(text).toString('latin1');
    default:
      return head('utf-8', 'quoted-printable') + quotedPrintable(text);
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number) => String(number).padStart(2, '0');

/** Both shapes of a time: of the Date field, and of the From_ line. */
function times(minutes) {
  const at = new Date(Date.UTC(2023, 0, 1) + minutes * 60_000);
  const [day, month, clock] = [DAYS[at.getUTCDay()], MONTHS[at.getUTCMonth()], `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:00`];
  return {
    date: `${day}, ${at.getUTCDate()} ${month} ${at.getUTCFullYear()} ${clock} +0900`,
    from: `${day} ${month} ${String(at.getUTCDate()).padStart(2)} ${clock} ${at.getUTCFullYear()}`,
  };
}

function attachment({ chance, between, below }, { noise, log }) {
  const text = chance(0.3);
  const source = text ? log : noise;
  const length = between(20_000, 120_000);
  const start = below(source.length - length);
  const [type, name] = text ? ['text/csv', 'ログ.csv'] : ['image/jpeg', '写真.jpg'];
  const bytes = source.subarray(start, start + length);
  return `Content-Type: ${type}; name="${word(name)}"\nContent-Transfer-Encoding: base64\n` +
    `Content-Disposition: attachment; filename="${word(name)}"\n\n${folded(bytes.toString('base64'))}\n`;
}

/** Buffers that make the mbox, without end. `inOrder`: as it came in, as of one server; else conversation by conversation. */
export function* mails(inOrder = false) {
  let now = 0;
  const choose = chooser(2);
  const { below, chance, one, between } = choose;
  const bytes = pool(choose);
  /** Conversations that may still get a reply. */
  const open = [];
  for (let number = 1; ; number += 1) {
    const talk = open.length > 200 && chance(0.5) ? open[below(open.length)] : null;
    const it = talk ?? { who: customer(below(CUSTOMERS)), subject: one(SUBJECTS), at: between(0, 1_400_000), ids: [], last: '' };
    const outgoing = talk !== null && chance(0.6);
    const id = `<${number.toString(36)}.${below(1e9)}@${outgoing ? 'shop.example.jp' : 'mail.example.com'}>`;
    const text = `${it.who.name}様\n\n${Array.from({ length: between(4, 24) }, () => one(SENTENCES)).join('\n')}\n\n-- \n${
      outgoing ? one(AGENTS).name : it.who.name}\n${it.last.replace(/^/gm, '> ')}`;
    now += below(3);
    const { date, from } = times((it.at = inOrder ? now : it.at + between(5, 3000)));
    const [sender, to] = outgoing ? [`${word('ショップ窓口')} <${SHOP}>`, it.who.address] : [`${word(it.who.name)} <${it.who.address}>`, SHOP];
    const head = [`From ${outgoing ? SHOP : it.who.address} ${from}`,
      `Received: from mx${below(9)}.example.com (mx.example.com [192.0.2.${below(250)}])\n\tby mail.shop.example.jp (Postfix) with ESMTPS id ${number.toString(36)}\n\tfor <${SHOP}>; ${date}`,
      `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n\th=from:to:subject:date; bh=${bytes.noise.toString('base64', number % 9999, (number % 9999) + 32)};\n\tb=${folded(bytes.noise.toString('base64', number % 8888, (number % 8888) + 128)).replaceAll('\n', '\n\t')}`,
      `From: ${sender}`, `To: ${to}`, `Subject: ${talk ? 'Re: ' : ''}${word(it.subject)}`, `Date: ${date}`, `Message-ID: ${id}`,
      ...(talk ? [`In-Reply-To: ${it.ids.at(-1)}`, `References: ${it.ids.slice(-8).join('\n ')}`] : []),
      'X-Mailer: Example Mail 4.2', 'MIME-Version: 1.0'].join('\n');
    const html = chance(0.25);
    const alternative = `=_alt_${number}`;
    let body = textPart(choose, text);
    if (html) {
      const page = `<html><body>${text.split('\n').map((row) => `<p style="margin:0">${row.replaceAll('>', '&gt;')}</p>`).join('\n')}</body></html>\n`;
      body = `Content-Type: multipart/alternative; boundary="${alternative}"\n\n--${alternative}\n${body}\n--${alternative}\n${
        textPart(choose, page, 'html')}\n--${alternative}--\n`;
    }
    if (chance(0.017)) {
      const mixed = `=_mixed_${number}`;
      body = `Content-Type: multipart/mixed; boundary="${mixed}"\n\n--${mixed}\n${body}\n--${mixed}\n${attachment(choose, bytes)}\n--${mixed}--\n`;
    }
    yield Buffer.from(`${head}\n${body}\n`, 'latin1');
    it.ids.push(id);
    it.last = text.slice(0, 600);
    if (!talk) open.length < 3000 ? open.push(it) : (open[below(open.length)] = it);
  }
}
