import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { fill, readCatalogs } from './catalog.ts';

const read = (lang: string, name: string) => readFileSync(new URL(`../../../locales/${lang}/${name}.ftl`, import.meta.url), 'utf8');

for (const [lang, locale] of [['ja', 'ja-JP'], ['en', 'en-GB']] as const) {
  test(`every text reads as Fluent's own reader has it, whatever the values: ${lang}`, () => {
    const sources = [read(lang, 'first'), read(lang, 'page'), read(lang, 'findings')];
    const bundle = new FluentBundle(locale, { useIsolating: false });
    for (const source of sources) bundle.addResource(new FluentResource(source));
    const texts = readCatalogs(sources);
    const [number, plural] = [new Intl.NumberFormat(locale), new Intl.PluralRules(locale)];
    let ids = 0;
    for (const [id, message] of (bundle as unknown as { _messages: Map<string, { value: unknown; attributes: Record<string, unknown> }> })._messages) {
      for (const [attribute, pattern] of [['', message.value], ...Object.entries(message.attributes)] as [string, never][]) {
        if (!pattern) continue;
        ids += 1;
        const text = texts.get(attribute ? `${id}.${attribute}` : id) ?? assert.fail(`${id} ${attribute} is missing`);
        const names = [...text.matchAll(/\$(\w+)/g)].map(([, name]) => name!);
        for (const value of [0, 1, 2, 1234567, 1.5, 'seconds', 'minutes', 'hours', 'errors', '{ $count }', '{"x"}$&']) {
          const args = Object.fromEntries(names.map((name) => [name, value]));
          assert.equal(fill(text, args, number, plural), bundle.formatPattern(pattern, args, []), `${id}.${attribute} with ${value}`);
        }
        assert.equal(fill(text, {}, number, plural), bundle.formatPattern(pattern, {}, []), `${id}.${attribute} with nothing`);
      }
    }
    assert.equal(texts.size, ids);
  });
}
