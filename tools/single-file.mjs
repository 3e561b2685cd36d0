// Puts page, workers and wasm into one HTML file under a policy that allows nothing else.
import { createHash } from 'node:crypto';

/** Bytes that may stand for themselves: printable ASCII without `<`, so that no tag can appear. */
const PLAIN = [...Array(0x7f - 0x20).keys()].map((n) => n + 0x20).filter((code) => code !== 0x3c);
/** The rest becomes letters of two bytes each, from À on (no control characters among them). */
const FIRST_WIDE = 0xc0;

/**
 * Bytes as text: 256 characters saying which one stands for each byte, then one character per byte. The most
 * frequent bytes get the one-byte characters, so it grows by some 6 %, and after brotli by 3 %; base64 hides the
 * pattern of the bytes from brotli and ends 38 % larger.
 */
export function bytesAsText(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const byFrequency = counts.map((_, byte) => byte).sort((a, b) => counts[b] - counts[a] || a - b);
  const alphabet = [];
  byFrequency.forEach((byte, rank) => {
    alphabet[byte] = String.fromCharCode(rank < PLAIN.length ? PLAIN[rank] : FIRST_WIDE + rank - PLAIN.length);
  });
  return alphabet.join('') + Array.from(bytes, (byte) => alphabet[byte]).join('');
}

/** Script source that no HTML parser ends or hides early: `\x3C` is `<` in any string, template or pattern. */
export function scriptSafe(source) {
  return source.replace(/<(?=\/script|!--|script)/gi, '\\x3C').trim();
}

/** The source expression that lets exactly this text run. */
export function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** `connect-src 'none'` is the promise; each other line is the least with which page, worker and wasm still run. */
export function policy({ scripts, style }) {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src ${style ? hashOf(style) : "'none'"}`,
    'img-src data: blob:',
    "connect-src 'none'",
    // Blobs stay inside; to Firefox a download in a frame is a frame that moves on.
    'frame-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The door of a hosted copy (www/host): it may frame the page and register what keeps it, from its own place only. */
export function door({ template, script, style }) {
  const [code, css] = [scriptSafe(script), style.trim()];
  const content = [
    "default-src 'none'",
    `script-src ${hashOf(code)}`,
    `style-src ${hashOf(css)}`,
    "frame-src 'self'; worker-src 'self'; manifest-src 'self'; img-src 'self'",
    "form-action 'none'; base-uri 'none'",
  ].join('; ');
  const pieces = {
    csp: `<meta http-equiv="Content-Security-Policy" content="${content}">`,
    style: `<style>${css}</style>`,
    script: `<script>${code}</script>`,
  };
  return template.replace(/<!--(csp|style|script)-->/g, (_, name) => pieces[name]);
}

/**
 * `shell` is the script of the outer page, `page` that of the one it frames, and `later` what that one runs once it has come out of
 * `wasm`, a text without `<`: it stands nowhere else, but the policy names it. `template` has the marks `<!--csp-->`, `<!--style-->`, `<!--parts-->` and
 * `<!--script-->`. A browser that writes the document out gives this text, to the letter (src/shell/facts.ts).
 */
export function singleFile({ template, shell, page, later, style, packer, saver, wasm }) {
  const [outer, inner] = [scriptSafe(shell), scriptSafe(page)];
  const css = style.trim();
  const content = policy({ scripts: [outer, inner, later], style: css });
  const block = (id, text) => `<script type="text/plain" id="part-${id}">${text}</script>`;
  const parts = [
    block('page', inner),
    block('saver', scriptSafe(saver)),
    block('packer', scriptSafe(packer)),
    block('wasm', wasm),
  ];
  const pieces = {
    csp: `<meta http-equiv="Content-Security-Policy" content="${content}">`,
    style: css && `<style>${css}</style>`,
    parts: parts.join('\n'),
    script: `<script>${outer}</script>`,
  };
  const html = template.trim().replace(/<!--(csp|style|parts|script)-->/g, (_, name) => pieces[name]);
  return { html, policy: content };
}
