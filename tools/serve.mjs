// Serves dist/ to this machine only. `PORT=9000 make serve` for another port; taken ports are stepped over.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './config.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '': 'text/plain',
};

/** The page's own policy, sent as a header too: what stands in the file cannot be loosened by the host. */
function policyOf(html) {
  return /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "default-src 'none'";
}

async function answer(request, response) {
  const path = new URL(request.url, 'http://localhost').pathname;
  const name = path === '/' ? 'index.html' : path.slice(1);
  // What lies in dist/ itself: anything else is not there.
  if (!/^(nizukuri\.html|index\.html|demo\.(html|js)|embed\.js|sw\.js|icon\.svg|manifest\.webmanifest|SHA256SUMS)$/.test(name)) return response.writeHead(404).end();
  const body = await readFile(`${ROOT}dist/${name}`);
  const headers = {
    'Content-Type': TYPES[extname(name)],
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (name.endsWith('.html')) headers['Content-Security-Policy'] = policyOf(body.toString('utf8'));
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
}

/** Listens on loopback, on `port` or one of the next; gives the server and its address. */
export async function serve(port = 8787, tries = 20) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  for (let at = port; ; at += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(at, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return { server, address: `http://127.0.0.1:${server.address().port}/` };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || at >= port + tries) throw error;
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { address } = await serve(Number(process.env.PORT ?? 8787));
  console.log(`\n  nizukuri is at ${address} (Ctrl+C ends it)`);
  console.log('  The same page works offline: open dist/nizukuri.html from your disk.');
}
