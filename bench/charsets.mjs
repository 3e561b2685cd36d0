/** UTF-8 text to CP932 and ISO-2022-JP: Node decodes these charsets but does not encode them. */

/** Character → two bytes, by decoding every pair of bytes there is. */
function pairsOf(charset, leads, trails) {
  const decoder = new TextDecoder(charset, { fatal: true });
  const pairs = new Map();
  for (const lead of leads) {
    for (const trail of trails) {
      try {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (character.length === 1 && !pairs.has(character)) pairs.set(character, (lead << 8) | trail);
      } catch {
        // Not every pair stands for a character.
      }
    }
  }
  return pairs;
}

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const shiftJis = pairsOf('shift_jis', [...range(0x81, 0x9f), ...range(0xe0, 0xfc)], range(0x40, 0xfc));
const eucJp = pairsOf('euc-jp', range(0xa1, 0xfe), range(0xa1, 0xfe));

/** The inputs only hold characters both charsets have; anything else is a mistake in them. */
function pairOf(pairs, character) {
  const pair = pairs.get(character);
  if (pair === undefined) throw new Error(`no such character in the charset: ${character}`);
  return pair;
}

export function toCp932(text) {
  const out = Buffer.allocUnsafe(text.length * 2);
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      out[end++] = code;
      continue;
    }
    const pair = pairOf(shiftJis, text[at]);
    out[end++] = pair >> 8;
    out[end++] = pair & 0xff;
  }
  return out.subarray(0, end);
}

export function toIso2022Jp(text) {
  const bytes = [];
  let wide = false;
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (wide !== code >= 0x80) {
      wide = !wide;
      bytes.push(0x1b, ...(wide ? [0x24, 0x42] : [0x28, 0x42]));
    }
    if (!wide) {
      bytes.push(code);
      continue;
    }
    const pair = pairOf(eucJp, character);
    bytes.push((pair >> 8) & 0x7f, pair & 0x7f);
  }
  if (wide) bytes.push(0x1b, 0x28, 0x42);
  return Buffer.from(bytes);
}
