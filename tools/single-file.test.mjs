import assert from 'node:assert/strict';
import test from 'node:test';
import { textAsBytes } from '../www/src/shared/carriage.ts';
import { bytesAsText, hashOf, scriptSafe, singleFile } from './single-file.mjs';

test('bytes come back from their text, and the text can stand in a script block', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * at) >> 3);
  const text = bytesAsText(bytes);
  assert.deepEqual(textAsBytes(text), bytes);
  // A parser changes NUL, CR and lone surrogates, and may see a tag after `<`.
  assert.doesNotMatch(text, /[<\0-\x1f\x7f-\x9f\ud800-\udfff]/);
});

test('no script ends or hides the block it stands in', () => {
  for (const source of ['"</script>"', '"</SCRIPT >"', '"<!-- <script"']) {
    const safe = scriptSafe(source);
    assert.doesNotMatch(safe, /<(\/script|!--|script)/i);
    assert.equal(eval(safe), eval(source));
  }
});

test('the policy names the very script and style of the page', () => {
  const { html, policy } = singleFile({
    template: '<!--csp--><!--style--><!--parts--><!--script-->',
    shell: 'let $& = 1',
    page: 'let page',
    later: 'let later',
    style: 'a{}',
    packer: 'p',
    saver: 's',
    wasm: 'w',
  });
  assert.ok(html.includes(`content="${policy}"`));
  assert.ok(html.includes('id="part-wasm">w</script>'));
  assert.ok(policy.includes(hashOf('let $& = 1')) && html.includes('<script>let $& = 1</script>'));
  assert.ok(policy.includes(hashOf('let page')) && policy.includes(hashOf('a{}')) && html.includes('<style>a{}</style>'));
  assert.ok(policy.includes(hashOf('let later')) && !html.includes('let later'));
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:/);
});
