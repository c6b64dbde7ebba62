// Keeps the page's files after the first visit, so that the page works without a network, and what is packed of them unpacked, so that the next
// visit begins sooner. The lists and their version are filled in by scripts/web.
importScripts('unpack.js');
const name = 'unroll-VERSION', own = 'unroll-own', files = FILES, packed = PACKED;

async function keepUnpacked(cache, part) {
  const answer = await fetch(part);
  if (!answer.ok) throw new Error(part + ' could not be loaded');
  const data = await unpackPart(await answer.arrayBuffer());
  return cache.put(part, new Response(data, { headers: { 'content-type': 'application/octet-stream', 'x-unroll': 'unpacked' } }));
}

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => Promise.all([cache.addAll(files), ...packed.map((part) => keepUnpacked(cache, part))])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((one) => one.startsWith('unroll-') && one !== name && one !== own).map((one) => caches.delete(one))))
    .then(() => self.clients.claim()));
});

// A lesson of one's own and its pictures: the newest, and without a network the one that came last.
async function fetchOwn(request) {
  const cache = await caches.open(own);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone()).catch(() => {}); // there may be no room
    return answer;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}

// What was kept of the page is shown at once; anything else of this folder comes from the network.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(caches.open(name).then((cache) => cache.match(request, { ignoreSearch: true }))
    .then((kept) => kept || (/\.(md|png)$/.test(new URL(request.url).pathname) ? fetchOwn(request) : fetch(request))));
});
