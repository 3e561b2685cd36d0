// The sample for a vendor's support: one file, nobody's name in it, and the same things wrong with it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { chooseFiles, download, endWorld, openPage, temporaryFolder } from './harness.mjs';
import { writeFiles } from './inputs.mjs';
import { at, check, counts, toCheck, toFiles } from './walk.mjs';

after(endWorld);

/** A ZIP's entries as another program reads them, in letters of one byte. */
function entries(path) {
  const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    json.dump({name: archive.read(name).decode('latin-1') for name in archive.namelist()}, sys.stdout)`;
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
}

/** Codes that need the records of other files, how many there are, or a name that is known: a sample cannot show them. */
const ELSEWHERE = /^(name|agent|author|contact|account|reference|thread|product|attachment|file|mail|message|own|person|parent|threads|comment)-/;

for (const lang of ['ja', 'en']) {
  test(`a sample has the defects and no person, in ${lang}`, async (t) => {
    const folder = temporaryFolder(t);
    const { page, done } = await openPage({ lang, ...(lang === 'ja' ? { width: 360 } : {}) });
    await check(page, writeFiles(`${folder}/in`));
    const before = await counts(page);
    await at(page, 'sample-make').focus();
    await page.keyboard.press('Enter');
    await at(page, 'sample-save').waitFor();
    const { path, name } = await download(page, () => page.keyboard.press('Enter'), folder);
    assert.equal(name, 'nizukuri-sample.zip');
    const files = entries(path);
    const listed = JSON.parse(files['findings.json']).findings.map(({ code }) => code);
    assert.deepEqual([...new Set(listed)].sort(), Object.keys(before).sort());
    const all = Object.values(files).join('\n') + Buffer.from(Object.values(files).join('\n'), 'latin1').toString('utf8');
    for (const told of ['@example.com', '@shop.example.jp', 'shop', '北村', '山田']) assert.ok(!all.includes(told), `${told} is in the sample`);
    await done();

    // Whoever helps drops it on this page, and sees the same.
    const second = await openPage({ lang });
    await toFiles(second.page);
    await chooseFiles(second.page, [path]);
    await toCheck(second.page);
    const after = await counts(second.page);
    const lost = Object.keys(before).filter((code) => !(code in after) && !ELSEWHERE.test(code));
    assert.deepEqual(lost, []);
    await second.done();
  });
}
