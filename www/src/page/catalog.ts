/**
 * Reads the little of Fluent that our catalogs are written in, and fills in values: texts of one line, `{ $name }`, `{"text"}`,
 * and selections by number or word, one level deep. A test holds that Fluent's own reader says the same of every text.
 */

export type Args = Record<string, string | number>;

/** Texts by id, and by `id.attribute`. */
export type Texts = Map<string, string>;

export function readCatalogs(sources: readonly string[]): Texts {
  const texts: Texts = new Map();
  for (const source of sources) {
    let id = '';
    // A text goes on until the next line that names one.
    for (const [, dot, name, text] of source.matchAll(/^ *(\.?)([a-z][\w-]*) = ?(.*(?:\n *[[*}].*)*)/gm)) {
      if (!dot) id = name!;
      texts.set(dot ? `${id}.${name}` : id, text!);
    }
  }
  return texts;
}

/** A value that is not given stands by its name. */
export function fill(text: string, args: Args, number: Intl.NumberFormat, plural: Intl.PluralRules): string {
  const chosen = (_: string, name: string, variants: string) => {
    const value = args[name];
    const wanted = [`[${value}]`, typeof value === 'number' && `[${plural.select(value)}]`, '*['];
    const lines = variants.split('\n').map((line) => line.trim());
    const line = wanted.map((key) => key && lines.find((line) => line.startsWith(key) || line.startsWith(`*${key}`))).find(Boolean);
    return line ? line.slice(line.indexOf(']') + 1).trim() : '';
  };
  const given = (_: string, name: string | undefined, plain: string) => {
    if (!name) return plain;
    const value = args[name];
    return typeof value === 'number' ? number.format(value) : (value ?? `{$${name}}`);
  };
  return text.replace(/\{ \$(\w+) ->\n([^]*?)\n *\}/g, chosen).replace(/\{ ?(?:\$(\w+)|"([^"]*)") ?\}/g, given);
}
