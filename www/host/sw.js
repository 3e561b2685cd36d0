// Keeps the page of a hosted copy for work without a network. All files are of one version: each is held to its hash
// before any is kept, and a new version takes over only when no tab shows the old one.
const FILES = /*files*/ {};
const CACHE = `nizukuri-${FILES['nizukuri.html']}`;
const keyOf = (name) => new URL(name, registration.scope).href;

async function fresh(name) {
  const answer = await fetch(name, { cache: 'no-store', credentials: 'omit' });
  const digest = await crypto.subtle.digest('SHA-256', await answer.clone().arrayBuffer());
  const sum = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!answer.ok || sum !== FILES[name]) throw new Error(`${name} is of another version`);
  return [name, answer];
}

addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const all = await Promise.all(Object.keys(FILES).map(fresh));
      const cache = await caches.open(CACHE);
      for (const [name, answer] of all) await cache.put(keyOf(name), answer);
    })(),
  );
});

addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (/^nizukuri-/.test(name) && name !== CACHE) await caches.delete(name);
      await clients.claim();
    })(),
  );
});

addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const name = (origin + pathname).replace(registration.scope, '') || 'index.html';
  if (event.request.method !== 'GET' || !Object.hasOwn(FILES, name)) return;
  event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(keyOf(name))) ?? fetch(event.request)));
});
