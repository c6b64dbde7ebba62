// Keeps the page's files after the first visit, so that the page works without a network. The list and its version are filled in by scripts/web.
const name = 'unroll-VERSION', files = FILES;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
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
