// Keeps the page's files after the first visit, so that the page works without a network, and what is packed of them unpacked, so that the next
// visit begins sooner. The lists and their version are filled in by scripts/web.
importScripts('unpack.js');
const name = 'unroll-VERSION', files = FILES, packed = PACKED;

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
  event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((one) => one.startsWith('unroll-') && one !== name).map((one) => caches.delete(one))))
    .then(() => self.clients.claim()));
});

// What was kept is shown at once; anything else of this folder (a lesson of one's own) comes from the network.
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || !event.request.url.startsWith(self.registration.scope)) return;
  event.respondWith(caches.open(name).then((cache) => cache.match(event.request, { ignoreSearch: true })).then((kept) => kept || fetch(event.request)));
});
