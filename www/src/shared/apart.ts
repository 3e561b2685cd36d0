/** A catalog of both languages as tools/catalogs.mjs writes it, as one of each. */

export function apart(both: string): { ja: string; en: string } {
  const one = { ja: '', en: '' };
  let [lang, id]: ['ja' | 'en', string] = ['ja', ''];
  for (const line of both.split('\n')) {
    const [, dot, name] = /^(\.?)([a-z][\w-]*) =/.exec(line) ?? [];
    if (name) {
      lang = 'ja';
      id = (dot ? ' .' : '') + name;
      one.ja += `${dot ? ' ' : ''}${line}\n`;
    } else if (line.startsWith('~')) {
      lang = 'en';
      one.en += `${id} = ${line.slice(1)}\n`;
    } else one[lang] += `${line}\n`;
  }
  return one;
}
