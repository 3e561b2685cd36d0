/** A catalog of both languages as tools/catalogs.mjs writes it, as one of each. */

export function apart(both: string): { ja: string; en: string } {
  const one = { ja: '', en: '' };
  const ids: string[] = [];
  let lang: 'ja' | 'en' = 'en';
  for (const line of both.split('\n')) {
    const [, dot, name] = /^(\.?)([a-z][\w-]*) =/.exec(line) ?? [];
    if (name) ids.push((dot ? ' .' : '') + name);
    if (!line.startsWith('~')) one[lang] += `${dot ? ' ' : ''}${line}\n`;
    else {
      lang = 'ja';
      one.ja += `${ids.shift()} = ${line.slice(1)}\n`;
    }
  }
  return one;
}
