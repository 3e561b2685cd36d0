import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apart } from '../www/src/shared/apart.ts';
import { readCatalogs } from '../www/src/page/catalog.ts';
import { together } from './catalogs.mjs';
import { ROOT } from './config.mjs';

for (const name of ['first', 'page', 'findings']) {
  test(`what the page carries of both languages as one says the same: ${name}`, () => {
    const built = apart(together(name));
    const texts = (source) => [...readCatalogs([source])].map(([id, text]) => [id, text.replace(/\n +/g, '\n')]);
    for (const lang of ['ja', 'en']) {
      assert.deepEqual(texts(built[lang]), texts(readFileSync(`${ROOT}locales/${lang}/${name}.ftl`, 'utf8')));
    }
  });
}
